//! Beginning a regulation and changing its draft.

use actix_web::{patch, post};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, Course, Entity, Model, RegulationState, Setting},
    law,
    rules::{self, RegulationAction},
    view::{self, DemocracyRegulation},
};
use crate::{
    access::{Caller, EditRegulation, Event, Feature, RegulationId, Tx, fresh},
    document::{
        register::{NewDocumentLink, plan},
        withdrawal::DocumentWithdrawal,
    },
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    text::{self, Paragraphs, Text},
};

/// Quy chế mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"setting": "commune", "title": "Quy chế thực hiện dân chủ ở phường Đoàn Kết"}))]
pub struct NewDemocracyRegulation {
    /// Nơi thực hiện: `commune` and `field` are for a commune's committee, which as an `agency` has one more of its own.
    setting: Setting,
    /// Lĩnh vực, 1–200 characters; with `field`, and with no other setting.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    field: Option<Text<1, 200>>,
    /// Tên văn bản, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// Trích yếu, tóm tắt, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    summary: Option<Paragraphs<1, 5000>>,
    /// What it is to do to others once it is in force, at most 100. What the people are asked about (`commune`, `field`) does something to such
    /// regulations only, and whatever else to others only (Law Art. 25.7, 28.2, 35.2c): 422 `unsuited` at the `id` of another.
    #[serde(default)]
    #[schema(max_items = 100)]
    does: Vec<NewDocumentLink>,
}

/// Thay đổi dự thảo quy chế: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"summary": "Quy định việc công khai, lấy ý kiến, bàn và quyết định ở phường."}))]
pub struct DemocracyRegulationChange {
    /// Tên văn bản, 1–500 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    title: Option<Text<1, 500>>,
    /// Trích yếu, tóm tắt, 1–5000 characters; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(inline, value_type = Option<String>, min_length = 1, max_length = 5000)]
    #[expect(clippy::option_option, reason = "absent, null and a text are three things")]
    summary: Option<Option<Paragraphs<1, 5000>>>,
    /// What it is to do to others, in place of what was planned before, within the same bounds.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 100)]
    does: Option<Vec<NewDocumentLink>>,
}

/// Begin a regulation
///
/// Soạn quy chế của cơ quan mình. It passes through consultation to its issue; each step is a call of its own.
#[utoipa::path(tag = "Regulations", operation_id = "create_democracy_regulation", request_body = NewDemocracyRegulation,
    security(("bearer" = ["regulation:edit"])),
    responses((status = 201, description = "The draft.", body = DemocracyRegulation)))]
#[post("/democracy-regulations")]
async fn create_democracy_regulation(
    caller: Caller<EditRegulation>,
    new: Json<NewDemocracyRegulation>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = begin(&mut tx, new.0).await?;
    let address = format!("/api/v1/democracy-regulations/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn begin(tx: &mut Tx<EditRegulation>, new: NewDemocracyRegulation) -> Result<Model> {
    let principal = tx.principal();
    let body = tx.find::<organisation::Entity>().by_id(principal.organisation).await?;
    let level = tx.identity().level_in(Feature::Document);
    if !law::may_issue(new.setting, body.kind, level) {
        return Err(Problem::invalid(
            "/setting",
            "unsuited",
            "Cơ quan, tổ chức này không ban hành quy chế như vậy.",
            "This organisation issues no such regulation.",
        ));
    }
    if (new.setting == Setting::Field) != new.field.is_some() {
        return Err(Problem::invalid(
            "/field",
            "unsuited",
            "Lĩnh vực chỉ nêu với quy chế theo lĩnh vực, và phải nêu.",
            "A field goes with a regulation for one field, and with no other.",
        ));
    }
    let row = Model {
        id: fresh(),
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        origin_unit_id: principal.unit,
        setting: new.setting,
        field: new.field.map(Text::into_string),
        title_fold: text::fold(new.title.as_str()),
        title: new.title.into_string(),
        summary: new.summary.map(Paragraphs::into_string),
        state: RegulationState::Draft,
        begun_on: tx.clocks().legal.today(),
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        course: Course::default(),
        version: 1,
    };
    let row = tx.add::<Entity>(row).await?;
    doing(tx, &row, &new.does).await?;
    Ok(row)
}

/// Plans what a draft is to do to others: 422 where others were to be asked about one of them.
async fn doing(tx: &Tx<EditRegulation>, row: &Model, does: &[NewDocumentLink]) -> Result<()> {
    plan::<Entity, _>(tx, row, does).await?;
    if does.is_empty() {
        return Ok(());
    }
    let targets = Column::Id.is_in(does.iter().map(|link| RegulationId(link.id.0)));
    let targets = tx.find::<Entity>().filter(targets).all().await?;
    for (place, link) in does.iter().enumerate() {
        for target in targets.iter().filter(|target| target.id.0 == link.id.0) {
            rules::reaches(row.setting, target.setting, place)?;
        }
    }
    Ok(())
}

/// Change a draft
///
/// Sửa dự thảo, until it is issued.
#[utoipa::path(tag = "Regulations", operation_id = "change_democracy_regulation", request_body = DemocracyRegulationChange,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The draft.", body = DemocracyRegulation),
        (status = 409, description = "It was issued, or withdrawn.", body = ProblemDocument)))]
#[patch("/democracy-regulations/{id}")]
async fn change_democracy_regulation(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    change: Json<DemocracyRegulationChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (change, does) = change.0.parted();
    let row = tx.edit::<Entity>(id.0, if_match, |row| change.apply(row)).await?;
    if let Some(does) = does {
        doing(&tx, &row, &does).await?;
        tx.note("does");
    }
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Withdraw a draft
///
/// Rút dự thảo quy chế, before it is issued: it waits for nothing any more.
#[utoipa::path(tag = "Regulations", operation_id = "withdraw_democracy_regulation", request_body = DocumentWithdrawal,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "It was issued, or is withdrawn already.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/withdraw")]
async fn withdraw_democracy_regulation(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    new: Json<DocumentWithdrawal>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let reason = new.0.reason();
    let withdrawn = |row: &mut Model| rules::withdraw(row, reason.clone());
    let row = tx.edit::<Entity>(id.0, if_match, withdrawn).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

impl DemocracyRegulationChange {
    fn parted(mut self) -> (Self, Option<Vec<NewDocumentLink>>) {
        let does = self.does.take();
        (self, does)
    }

    fn apply(self, row: &mut Model) -> Result<()> {
        RegulationAction::Change.require(row)?;
        if let Some(title) = self.title {
            row.title_fold = text::fold(title.as_str());
            row.title = title.into_string();
        }
        if let Some(summary) = self.summary {
            row.summary = summary.map(Paragraphs::into_string);
        }
        Ok(())
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_democracy_regulation)
        .service(change_democracy_regulation)
        .service(withdraw_democracy_regulation);
}
