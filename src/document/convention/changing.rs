//! Naming a convention anew, and what it is to take the place of.

use actix_web::patch;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, ConventionChange, Entity, Model},
    ground::{HOLDING, step},
    merged::merged_into,
    rules::ConventionAction,
    view::VillageConvention,
};
use crate::{
    access::{Caller, ConventionId, EditConvention, Look},
    document::order::out_of_step,
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    territory::{village, village_then::village_of},
    text::{self, Paragraphs, Text},
};

/// Thay đổi: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "Quy ước tổ dân phố 1"}))]
pub struct VillageConventionChange {
    /// Tên văn bản, 1–500 characters; until the draft is posted.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    title: Option<Text<1, 500>>,
    /// Tóm tắt, 1–5000 characters; null takes it out. Until the draft is posted.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<String>, min_length = 1, max_length = 5000)]
    #[expect(clippy::option_option, reason = "absent, null and a text are three things")]
    summary: Option<Option<Paragraphs<1, 5000>>>,
    /// The convention it is to take the place of, where that has changed since it was proposed, as a village was merged into this one; null: of none.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<ConventionId>)]
    #[expect(clippy::option_option, reason = "absent, null and an id are three things")]
    replaces_id: Option<Option<ConventionId>>,
    /// Whether it amends that one or is a new one; null where it takes the place of none.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<ConventionChange>)]
    #[expect(clippy::option_option, reason = "absent, null and a choice are three things")]
    change: Option<Option<ConventionChange>>,
}

/// Change a convention
///
/// Sửa tên, tóm tắt, until the draft is posted; văn bản được thay thế, until it is recognised.
#[utoipa::path(tag = "Conventions", operation_id = "change_village_convention", request_body = VillageConventionChange,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is being asked about, or has been decided on.", body = ProblemDocument)))]
#[patch("/village-conventions/{id}")]
async fn change_village_convention(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    change: Json<VillageConventionChange>,
) -> Result<Answer> {
    if let Some(before) = change.0.replaces_id {
        let row = caller.find::<Entity>().by_id(id.0).await?;
        let village = village_of(&caller, row.village_id, "/replaces_id").await?;
        known(&caller, &village, before).await?;
    }
    step(&caller, id.0, if_match, None, |row, _| change.0.apply(row)).await
}

impl VillageConventionChange {
    fn apply(self, row: &mut Model) -> Result<()> {
        ConventionAction::Change.require(row)?;
        if (self.title.is_some() || self.summary.is_some()) && !row.state.is_written() {
            return Err(out_of_step(ConventionAction::Change.follows()));
        }
        if let Some(title) = self.title {
            row.title_fold = text::fold(title.as_str());
            row.title = title.into_string();
        }
        if let Some(summary) = self.summary {
            row.summary = summary.map(Paragraphs::into_string);
        }
        row.replaces_id = self.replaces_id.unwrap_or(row.replaces_id);
        row.change = self.change.unwrap_or(row.change);
        said_how(row)
    }
}

/// 422 unless it says how it takes the place of another exactly where it takes one's.
pub fn said_how(row: &Model) -> Result<()> {
    match row.change.is_some() == row.replaces_id.is_some() {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/change",
            "required",
            "Nêu sửa đổi, bổ sung hay thay thế khi có replaces_id, và chỉ khi đó.",
            "Say with `replaces_id`, and only then, whether it amends or replaces that one.",
        )),
    }
}

/// 422 where what is to be replaced is no convention of the village, nor of one that has been merged into it, be it by way of another.
pub async fn known(look: &impl Look, village: &village::Model, id: Option<ConventionId>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let mut its = merged_into(look, village.id, look.clocks().legal.today()).await?;
    its.insert(village.id);
    let open = Condition::all()
        .add(Column::Id.eq(id))
        .add(Column::State.is_in(HOLDING))
        .add(Column::VillageId.is_in(its));
    match look.find::<Entity>().filter(open).one().await? {
        Some(_) => Ok(()),
        None => Err(Problem::unknown_reference("/replaces_id")),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(change_village_convention);
}
