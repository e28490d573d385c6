//! Figures of service as the API takes and shows them.

use actix_web::{get, put};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::IntoCondition};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::{Column, Entity, InformationRequests, Model, Satisfaction, ServiceFigures};
use crate::{
    access::{Caller, EditMeasure, Permission, ReadMeasure, ServiceFigureId, Tx, UnitId},
    document::order::out_of_range,
    http::{Answer, Count, IfMatch, Json, Page, Path, Problem, ProblemDocument, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, alone, get_measure, list_measures, put_measure},
        query::MeasureQuery,
    },
    organisation::name::NamedOrganisation,
    text::Text,
};

/// Mức độ hài lòng, yêu cầu cung cấp thông tin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "year": 2025, "counted_on": "2025-11-30", "satisfaction": {"asked": 400, "satisfied": 352, "source": "Chỉ số SIPAS 2025, Sở Nội vụ"},
    "information_requests": {"received": 12, "answered": 11, "source": "Sổ theo dõi cung cấp thông tin năm 2025"}
}))]
pub struct NewServiceFigures {
    /// The year.
    #[schema(inline)]
    year: Count<2023, 2100>,
    /// The day up to which is told, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-30")]
    counted_on: NaiveDate,
    /// Mức độ hài lòng; this or `information_requests`, or both.
    #[serde(default)]
    #[schema(nullable = false)]
    satisfaction: Option<NewSatisfaction>,
    /// Yêu cầu cung cấp thông tin.
    #[serde(default)]
    #[schema(nullable = false)]
    information_requests: Option<NewInformationRequests>,
}

/// Mức độ hài lòng của người dân.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSatisfaction {
    /// Số người được hỏi.
    #[schema(inline)]
    asked: Count<1, 10_000_000>,
    /// Of these: hài lòng.
    #[schema(inline)]
    satisfied: Count<0, 10_000_000>,
    /// Nguồn, 1–300 characters.
    #[schema(inline)]
    source: Text<1, 300>,
}

/// Yêu cầu cung cấp thông tin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInformationRequests {
    /// Số yêu cầu nhận được.
    #[schema(inline)]
    received: Count<0, 10_000_000>,
    /// Of these: đã cung cấp.
    #[schema(inline)]
    answered: Count<0, 10_000_000>,
    /// Nguồn, 1–300 characters.
    #[schema(inline)]
    source: Text<1, 300>,
}

/// Mức độ hài lòng, yêu cầu cung cấp thông tin.
#[derive(Serialize, ToSchema)]
pub struct ServiceFigure {
    /// Its id.
    pub id: ServiceFigureId,
    /// Of whose service it is told.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The year.
    #[schema(example = 2025)]
    pub year: i64,
    /// The day up to which is told.
    #[schema(example = "2025-11-30")]
    pub counted_on: NaiveDate,
    #[serde(flatten)]
    pub content: ServiceFigures,
}

impl Measure for Entity {
    type New = NewServiceFigures;
    type View = ServiceFigure;
    const PATH: &'static str = "service-figures";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::CountedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewServiceFigures) -> Result<Model> {
        kept.today.lies("/counted_on", new.counted_on, None)?;
        let content = new.content()?;
        let alike = Column::Year.eq(i64::from(new.year)).into_condition();
        alone::<_, Self>(tx, kept.keeper.id, kept.id, alike).await?;
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            year: new.year.into(),
            counted_on: new.counted_on,
            content,
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> ServiceFigure {
        ServiceFigure {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            year: row.year,
            counted_on: row.counted_on,
            content: row.content.clone(),
        }
    }
}

impl NewServiceFigures {
    /// 422 where nothing is told, or a part is more than the whole.
    fn content(&self) -> Result<ServiceFigures> {
        if self.satisfaction.is_none() && self.information_requests.is_none() {
            return Err(Problem::invalid(
                "/satisfaction",
                "required",
                "Nêu ít nhất một loại số liệu.",
                "Tell at least one kind of figures.",
            ));
        }
        Ok(ServiceFigures {
            satisfaction: self.satisfaction.as_ref().map(NewSatisfaction::checked).transpose()?,
            information_requests: self
                .information_requests
                .as_ref()
                .map(NewInformationRequests::checked)
                .transpose()?,
        })
    }
}

impl NewSatisfaction {
    fn checked(&self) -> Result<Satisfaction> {
        part("/satisfaction/satisfied", self.satisfied.get(), self.asked.get())?;
        Ok(Satisfaction {
            asked: self.asked.get(),
            satisfied: self.satisfied.get(),
            source: self.source.as_str().to_owned(),
        })
    }
}

impl NewInformationRequests {
    fn checked(&self) -> Result<InformationRequests> {
        part(
            "/information_requests/answered",
            self.answered.get(),
            self.received.get(),
        )?;
        Ok(InformationRequests {
            received: self.received.get(),
            answered: self.answered.get(),
            source: self.source.as_str().to_owned(),
        })
    }
}

fn part(pointer: &'static str, part: u32, whole: u32) -> Result<()> {
    match part > whole {
        true => Err(out_of_range(
            pointer,
            format!("Không nhiều hơn {whole}."),
            format!("Not more than {whole}."),
        )),
        false => Ok(()),
    }
}

/// Record figures of service
///
/// Ghi mức độ hài lòng, yêu cầu cung cấp thông tin của cơ quan mình for a year, with their source, under an id of the client's choosing.
#[utoipa::path(tag = "Measures", operation_id = "put_service_figures", request_body = NewServiceFigures,
    params(("id" = ServiceFigureId, Path, description = "Id of the record, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c91"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The figures as saved.", body = ServiceFigure),
        (status = 201, description = "The figures, newly recorded.", body = ServiceFigure),
        (status = 409, description = "`already_exists`: there is another record for the year; `existing_id` names it.", body = ProblemDocument)))]
#[put("/service-figures/{id}")]
async fn put_service_figures(
    caller: Caller<EditMeasure>,
    id: Path<ServiceFigureId>,
    if_match: IfMatch,
    new: Json<NewServiceFigures>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List figures of service
///
/// Mức độ hài lòng, yêu cầu cung cấp thông tin in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_service_figures", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of figures.", body = Page<ServiceFigure>)))]
#[get("/service-figures")]
async fn list_service_figures(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get figures of service
#[utoipa::path(tag = "Measures", operation_id = "get_service_figures", params(ServiceFigureId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The figures.", body = ServiceFigure)))]
#[get("/service-figures/{id}")]
async fn get_service_figures(caller: Caller<ReadMeasure>, id: Path<ServiceFigureId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_service_figures)
        .service(list_service_figures)
        .service(get_service_figures);
}
