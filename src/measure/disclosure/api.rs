//! Disclosures as the API takes and shows them.

use actix_web::{get, put};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{Column, DisclosureCourse, Entity, Model, OtherTime, Shown as ShownForm},
    law::{DisclosureForm, DisclosureGroup},
    rules::{self, DisclosureFinding, DisclosureState},
};
use crate::{
    access::{AttachmentId, Caller, DisclosureId, EditMeasure, OrganisationId, Permission, ReadMeasure, Tx, UnitId},
    attachment::attached::AttachedFile,
    document::order::out_of_range,
    http::{Answer, IfMatch, Json, Limit, Page, Path, Problem, Query, Result},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
        setting::MeasureSetting,
    },
    organisation::name::NamedOrganisation,
    text::Text,
};

/// Công khai một nội dung.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "group": "budget", "title": "Dự toán ngân sách phường 6 tháng cuối năm 2025", "document": "Quyết định số 45/QĐ-UBND", "arisen_on": "2025-09-05",
    "forms": [{"form": "posting", "place": "Trụ sở Ủy ban nhân dân phường", "from": "2025-09-08"}, {"form": "portal", "from": "2025-09-08"}]
}))]
pub struct NewDisclosure {
    /// Nhóm nội dung.
    group: DisclosureGroup,
    /// Nội dung, 1–500 characters. Of groups 11.7 to 11.10 name nobody here: it is told to all.
    #[schema(inline)]
    title: Text<1, 500>,
    /// Quyết định, văn bản, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    document: Option<Text<1, 300>>,
    /// The day of the decision or paper: the clock begins. Not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-05")]
    arisen_on: NaiveDate,
    /// Thời điểm theo luật khác, where another law sets the last day.
    #[serde(default)]
    #[schema(nullable = false)]
    other_law: Option<NewOtherTime>,
    /// How it was made known so far; empty before it was. At most 30.
    #[serde(default)]
    #[schema(max_items = 30)]
    forms: Vec<NewShown>,
    /// Văn bản, tệp được công khai: files your organisation has uploaded, at most 20. None goes to the public by itself.
    #[serde(default)]
    #[schema(max_items = 20)]
    files: Vec<AttachmentId>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    recorded_at: Option<DateTime<Utc>>,
}

/// Thời điểm theo luật khác.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDisclosureOtherTime)]
pub struct NewOtherTime {
    /// The last day, not before the paper.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-31")]
    due_on: NaiveDate,
    /// Điều khoản, 1–300 characters.
    #[schema(inline)]
    law: Text<1, 300>,
}

/// Một hình thức công khai.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDisclosureShown)]
pub struct NewShown {
    /// Hình thức: one that the law knows in the group's setting.
    form: DisclosureForm,
    /// Where, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    place: Option<Text<1, 300>>,
    /// The first day, not before the paper and not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-08")]
    from: NaiveDate,
    /// The last day, not before the first; left out while it goes on.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-10-08")]
    to: Option<NaiveDate>,
}

/// Công khai một nội dung.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Disclosure {
    /// Its id.
    pub id: DisclosureId,
    /// Who discloses.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Nơi công khai.
    pub setting: MeasureSetting,
    /// Nhóm nội dung.
    pub group: DisclosureGroup,
    /// Điều khoản of Law 10/2022/QH15.
    #[schema(example = "Điều 11.2")]
    pub article: &'static str,
    /// Nội dung.
    #[schema(example = "Dự toán ngân sách phường 6 tháng cuối năm 2025")]
    pub title: String,
    /// Quyết định, văn bản.
    #[schema(nullable = false, example = "Quyết định số 45/QĐ-UBND")]
    pub document: Option<String>,
    /// The day of the decision or paper.
    #[schema(example = "2025-09-05")]
    pub arisen_on: NaiveDate,
    /// The last day to make it known: 5 working days, in state enterprises 15 days, or as another law has it.
    #[schema(example = "2025-09-12")]
    pub due_on: NaiveDate,
    /// Thời điểm theo luật khác.
    #[schema(nullable = false)]
    pub other_law: Option<OtherTime>,
    /// The first day it was known.
    #[schema(nullable = false, example = "2025-09-08")]
    pub disclosed_on: Option<NaiveDate>,
    /// Trạng thái.
    pub state: DisclosureState,
    /// How it was made known.
    pub forms: Vec<ShownForm>,
    /// Điểm chưa đúng quy định.
    pub findings: Vec<DisclosureFinding>,
    /// Văn bản, tệp.
    pub files: Vec<AttachedFile>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
}

impl Measure for Entity {
    type New = NewDisclosure;
    type View = Disclosure;
    const PATH: &'static str = "disclosures";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::ArisenOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.course.files.clone()
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewDisclosure) -> Result<Model> {
        let setting = new.group.setting();
        if !setting.is_of(kept.keeper.kind, kept.unit.level) {
            return Err(Problem::invalid(
                "/group",
                "unsuited",
                "Cơ quan, tổ chức này không công khai nhóm nội dung như vậy.",
                "This organisation discloses no such group.",
            ));
        }
        kept.today.lies("/arisen_on", new.arisen_on, None)?;
        let forms: Vec<ShownForm> = new.forms.into_iter().map(ShownForm::from).collect();
        rules::shown(setting, &forms, new.arisen_on, kept.today.day)?;
        let other_law = new.other_law.map(|other| other.after(new.arisen_on)).transpose()?;
        let due_on = match &other_law {
            Some(other) => other.due_on,
            None => setting.due_on(new.arisen_on, &kept.today.off),
        };
        let by = |form| forms.iter().any(|shown| shown.form == form);
        let otherwise = forms.iter().any(|shown| !COUNTED.contains(&shown.form));
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            setting,
            content_group: new.group,
            title: new.title.into_string(),
            arisen_on: new.arisen_on,
            due_on,
            disclosed_on: forms.iter().map(|shown| shown.from).min(),
            posted: by(DisclosureForm::Posting),
            on_portal: by(DisclosureForm::Portal),
            on_loudspeaker: by(DisclosureForm::Loudspeaker),
            by_village_heads: by(DisclosureForm::VillageHeads),
            otherwise,
            course: DisclosureCourse {
                document: new.document.map(Text::into_string),
                other_law,
                forms,
                files: kept.files(tx, &new.files, "/files").await?,
            },
            recorded_at: new.recorded_at,
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> Disclosure {
        let course = &row.course;
        Disclosure {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            setting: row.setting,
            group: row.content_group,
            article: row.content_group.article(),
            title: row.title.clone(),
            document: course.document.clone(),
            arisen_on: row.arisen_on,
            due_on: row.due_on,
            other_law: course.other_law.clone(),
            disclosed_on: row.disclosed_on,
            state: DisclosureState::of(row, shown.today.day),
            forms: course.forms.clone(),
            findings: rules::findings(row.content_group, course),
            files: course.files.clone(),
            recorded_at: row.recorded_at,
        }
    }
}

/// The forms that reports count one by one (C03–C06); what is left is counted together (C07).
const COUNTED: [DisclosureForm; 4] = [
    DisclosureForm::Posting,
    DisclosureForm::Portal,
    DisclosureForm::Loudspeaker,
    DisclosureForm::VillageHeads,
];

impl NewOtherTime {
    fn after(self, arisen_on: NaiveDate) -> Result<OtherTime> {
        match self.due_on < arisen_on {
            true => Err(out_of_range(
                "/other_law/due_on",
                "Không được trước ngày văn bản.".to_owned(),
                "It must not come before the paper.".to_owned(),
            )),
            false => Ok(OtherTime {
                due_on: self.due_on,
                law: self.law.into_string(),
            }),
        }
    }
}

impl From<NewShown> for ShownForm {
    fn from(new: NewShown) -> Self {
        Self {
            form: new.form,
            place: new.place.map(Text::into_string),
            from: new.from,
            to: new.to,
        }
    }
}

/// Record a disclosure
///
/// Ghi việc công khai của cơ quan mình under an id of the client's choosing: what is to be made known, and how it was; newly (201), or in place of what was
/// told of it before.
#[utoipa::path(tag = "Measures", operation_id = "put_disclosure", request_body = NewDisclosure,
    params(("id" = DisclosureId, Path, description = "Id of the disclosure, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c31"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The disclosure as saved.", body = Disclosure),
        (status = 201, description = "The disclosure, newly recorded.", body = Disclosure)))]
#[put("/disclosures/{id}")]
async fn put_disclosure(
    caller: Caller<EditMeasure>,
    id: Path<DisclosureId>,
    if_match: IfMatch,
    new: Json<NewDisclosure>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DisclosureQuery {
    /// Of this group.
    #[param(inline)]
    pub group: Option<DisclosureGroup>,
    /// In this setting.
    #[param(inline)]
    pub setting: Option<MeasureSetting>,
    /// Made by this organisation.
    pub organisation: Option<OrganisationId>,
    /// Made in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Of a paper of this day, or later.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub from: Option<NaiveDate>,
    /// Of a paper of this day, or earlier.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub to: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List disclosures
///
/// Việc công khai in scope, that of the latest papers first.
#[utoipa::path(tag = "Measures", operation_id = "list_disclosures", params(DisclosureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of disclosures.", body = Page<Disclosure>)))]
#[get("/disclosures")]
async fn list_disclosures(caller: Caller<ReadMeasure>, query: Query<DisclosureQuery>) -> Result<Answer> {
    let which = Condition::all()
        .add_option(query.0.group.map(|group| Column::ContentGroup.eq(group)))
        .add_option(query.0.setting.map(|setting| Column::Setting.eq(setting)));
    list_measures::<_, Entity>(&caller, &query.0.into(), which).await
}

impl From<DisclosureQuery> for MeasureQuery {
    fn from(query: DisclosureQuery) -> Self {
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

/// Get a disclosure
#[utoipa::path(tag = "Measures", operation_id = "get_disclosure", params(DisclosureId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The disclosure.", body = Disclosure)))]
#[get("/disclosures/{id}")]
async fn get_disclosure(caller: Caller<ReadMeasure>, id: Path<DisclosureId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_disclosure)
        .service(list_disclosures)
        .service(get_disclosure);
}
