//! Activities as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{ActivityState, Column, Entity, Model},
    kind::ActivityKind,
    record::{self, NewActivity},
    rules,
    view::{self, Activity},
};
use crate::{
    access::{ActivityId, Caller, EditMeasure, OrganisationId, Permission, ReadMeasure, Tx, UnitId},
    attachment::attached::AttachedFile,
    http::{Answer, IfMatch, Json, Limit, Page, Path, ProblemDocument, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
};

impl Measure for Entity {
    type New = NewActivity;
    type View = Activity;
    const PATH: &'static str = "activities";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::PlannedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        let held = row.course.held.iter().flat_map(|held| held.files.iter());
        let report = row.course.report.iter().filter_map(|report| report.file.as_ref());
        held.chain(report).cloned().collect()
    }

    fn open(known: &Model) -> Result<()> {
        rules::open(known.state)
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewActivity) -> Result<Model> {
        record::written(tx, kept, new).await
    }

    fn named(row: &Model) -> Vec<OrganisationId> {
        let mut named = row.course.co_organisers.clone();
        named.push(row.organisation_id);
        named
    }

    fn view(row: &Model, shown: &Shown) -> Activity {
        view::view(row, shown)
    }
}

/// Record an activity
///
/// Ghi hoạt động thực hiện dân chủ of your organisation, planned or held, under an id of the client's choosing: newly begun (201), or in place of what was
/// told of it before.
#[utoipa::path(tag = "Measures", operation_id = "put_activity", request_body = NewActivity,
    params(("id" = ActivityId, Path, description = "Id of the activity, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c01"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The activity as saved.", body = Activity),
        (status = 201, description = "The activity, newly recorded.", body = Activity),
        (status = 409, description = "Its result was reported, or it was given up.", body = ProblemDocument)))]
#[put("/activities/{id}")]
async fn put_activity(
    caller: Caller<EditMeasure>,
    id: Path<ActivityId>,
    if_match: IfMatch,
    new: Json<NewActivity>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ActivityQuery {
    /// Activities of this kind.
    #[param(inline)]
    pub kind: Option<ActivityKind>,
    /// Activities in this state.
    #[param(inline)]
    pub state: Option<ActivityState>,
    /// Recorded by this organisation.
    pub organisation: Option<OrganisationId>,
    /// Recorded in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Planned for this day, or later.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub from: Option<NaiveDate>,
    /// Planned for this day, or earlier.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub to: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List activities
///
/// Hoạt động thực hiện dân chủ in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_activities", params(ActivityQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of activities.", body = Page<Activity>)))]
#[get("/activities")]
async fn list_activities(caller: Caller<ReadMeasure>, query: Query<ActivityQuery>) -> Result<Answer> {
    let which = Condition::all()
        .add_option(query.0.kind.map(|kind| Column::Kind.eq(kind)))
        .add_option(query.0.state.map(|state| Column::State.eq(state)));
    list_measures::<_, Entity>(&caller, &query.0.into(), which).await
}

impl From<ActivityQuery> for MeasureQuery {
    fn from(query: ActivityQuery) -> Self {
        Self {
            organisation: query.organisation,
            unit: query.unit,
            from: query.from,
            to: query.to,
            cursor: query.cursor,
            limit: query.limit,
        }
    }
}

/// Get an activity
#[utoipa::path(tag = "Measures", operation_id = "get_activity", params(ActivityId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The activity.", body = Activity)))]
#[get("/activities/{id}")]
async fn get_activity(caller: Caller<ReadMeasure>, id: Path<ActivityId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_activity)
        .service(list_activities)
        .service(get_activity);
}
