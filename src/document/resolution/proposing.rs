//! Proposing a resolution, changing its draft, and examining it.

use actix_web::{patch, post};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Entity, Examination, Model, Proposal, ResolutionState, ResolutionSubject},
    rules::{self, ResolutionAction},
    view::{self, CouncilResolution},
};
use crate::{
    access::{AttachmentId, Caller, EditResolution, Event, OrganisationKind, ResolutionId, Tx, fresh},
    attachment::attached::uploaded,
    document::{
        number::DocumentNumber,
        order::in_order,
        register::{NewDocumentLink, plan},
    },
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    text::{self, Paragraphs, Text},
};

/// Nghị quyết được trình.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "Nghị quyết quyết định các biện pháp bảo đảm thực hiện dân chủ ở cơ sở", "subject": "democracy_measures",
    "proposal": {"proposer": "Ủy ban nhân dân phường Đoàn Kết", "number": "57/TTr-UBND", "signed_on": "2025-10-01"}
}))]
pub struct NewCouncilResolution {
    /// Tên văn bản, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// Trích yếu, tóm tắt, 1–5000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    summary: Option<Paragraphs<1, 5000>>,
    /// What it is about: `democracy_measures` alone counts for the target of Resolution 75 Art. 3.4.
    subject: ResolutionSubject,
    /// Tờ trình.
    proposal: NewProposal,
    /// What it is to do to other resolutions once it is in force, at most 100.
    #[serde(default)]
    #[schema(max_items = 100)]
    does: Vec<NewDocumentLink>,
}

/// Tờ trình.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewResolutionProposal)]
pub struct NewProposal {
    /// Cơ quan trình, 1–300 characters.
    #[schema(inline)]
    proposer: Text<1, 300>,
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-01")]
    signed_on: NaiveDate,
    /// Tờ trình và dự thảo: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    file: Option<AttachmentId>,
}

/// Thay đổi dự thảo nghị quyết: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"summary": "Quy định mục tiêu, biện pháp và trách nhiệm thực hiện."}))]
pub struct CouncilResolutionChange {
    /// Tên văn bản, 1–500 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    title: Option<Text<1, 500>>,
    /// Trích yếu, tóm tắt, 1–5000 characters; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(inline, value_type = Option<String>, min_length = 1, max_length = 5000)]
    #[expect(clippy::option_option, reason = "absent, null and a text are three things")]
    summary: Option<Option<Paragraphs<1, 5000>>>,
    /// What it is about.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    subject: Option<ResolutionSubject>,
    /// What it is to do to others, in place of what was planned before.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false, max_items = 100)]
    does: Option<Vec<NewDocumentLink>>,
}

/// Thẩm tra.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"committee": "Ban Kinh tế - Ngân sách", "number": "8/BC-HĐND", "signed_on": "2025-10-06", "opinion": "Nhất trí với dự thảo."}))]
pub struct NewResolutionExamination {
    /// Ban thẩm tra, 1–200 characters.
    #[schema(inline)]
    committee: Text<1, 200>,
    /// Số, ký hiệu of the report.
    number: DocumentNumber,
    /// The day it was signed: not after today, not before the proposal was.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-06")]
    signed_on: NaiveDate,
    /// Ý kiến thẩm tra, 1–5000 characters.
    #[schema(inline)]
    opinion: Paragraphs<1, 5000>,
    /// Báo cáo thẩm tra: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    file: Option<AttachmentId>,
}

/// Record a proposal
///
/// Ghi tờ trình dự thảo nghị quyết. For a People's Council; any other organisation is refused.
#[utoipa::path(tag = "Resolutions", operation_id = "create_council_resolution", request_body = NewCouncilResolution,
    security(("bearer" = ["resolution:edit"])),
    responses((status = 201, description = "The resolution as it was proposed.", body = CouncilResolution)))]
#[post("/council-resolutions")]
async fn create_council_resolution(caller: Caller<EditResolution>, new: Json<NewCouncilResolution>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = propose(&mut tx, new.0).await?;
    let address = format!("/api/v1/council-resolutions/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn propose(tx: &mut Tx<EditResolution>, new: NewCouncilResolution) -> Result<Model> {
    let council = tx.find::<organisation::Entity>().by_id(tx.scope().organisation).await?;
    if council.kind != OrganisationKind::PeopleCouncil {
        return Err(Problem::new(Code::Forbidden).detail(
            "Chỉ Hội đồng nhân dân ban hành nghị quyết.",
            "Only a People's Council passes resolutions.",
        ));
    }
    let proposal = Proposal {
        proposer: new.proposal.proposer.into_string(),
        number: new.proposal.number,
        signed_on: new.proposal.signed_on,
        file: uploaded(tx, new.proposal.file, "/proposal/file").await?,
    };
    let today = tx.clocks().legal.today();
    in_order(
        "/proposal/signed_on",
        proposal.signed_on,
        Some(council.valid_from),
        today,
    )?;
    let row = Model {
        id: fresh(),
        organisation_id: council.id,
        unit_id: council.unit_id,
        origin_unit_id: council.unit_id,
        title_fold: text::fold(new.title.as_str()),
        title: new.title.into_string(),
        summary: new.summary.map(Paragraphs::into_string),
        subject: new.subject,
        state: ResolutionState::Proposed,
        proposal,
        examination: None,
        adoption: None,
        rejection: None,
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        repeal: None,
        version: 1,
    };
    let row = tx.add::<Entity>(row).await?;
    plan::<Entity, _>(tx, &row, &new.does).await?;
    Ok(row)
}

/// Change a draft
///
/// Sửa dự thảo, until it is adopted.
#[utoipa::path(tag = "Resolutions", operation_id = "change_council_resolution", request_body = CouncilResolutionChange,
    params(ResolutionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["resolution:edit"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution),
        (status = 409, description = "It was decided on.", body = ProblemDocument)))]
#[patch("/council-resolutions/{id}")]
async fn change_council_resolution(
    caller: Caller<EditResolution>,
    id: Path<ResolutionId>,
    if_match: IfMatch,
    change: Json<CouncilResolutionChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (change, does) = change.0.parted();
    let row = tx.edit::<Entity>(id.0, if_match, |row| change.apply(row)).await?;
    if let Some(does) = does {
        plan::<Entity, _>(&tx, &row, &does).await?;
        tx.note("does");
    }
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

impl CouncilResolutionChange {
    fn parted(mut self) -> (Self, Option<Vec<NewDocumentLink>>) {
        let does = self.does.take();
        (self, does)
    }

    fn apply(self, row: &mut Model) -> Result<()> {
        ResolutionAction::Change.require(row)?;
        if let Some(title) = self.title {
            row.title_fold = text::fold(title.as_str());
            row.title = title.into_string();
        }
        if let Some(summary) = self.summary {
            row.summary = summary.map(Paragraphs::into_string);
        }
        row.subject = self.subject.unwrap_or(row.subject);
        Ok(())
    }
}

/// Record the examination
///
/// Thẩm tra: a committee of the council has reported on the draft.
#[utoipa::path(tag = "Resolutions", operation_id = "examine_council_resolution", request_body = NewResolutionExamination,
    params(ResolutionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["resolution:edit"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution),
        (status = 409, description = "It was examined already, or decided on.", body = ProblemDocument)))]
#[post("/council-resolutions/{id}/examine")]
async fn examine_council_resolution(
    caller: Caller<EditResolution>,
    id: Path<ResolutionId>,
    if_match: IfMatch,
    new: Json<NewResolutionExamination>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let examination = Examination {
        committee: new.0.committee.into_string(),
        number: new.0.number,
        signed_on: new.0.signed_on,
        opinion: new.0.opinion.into_string(),
        file: uploaded(&tx, new.0.file, "/file").await?,
    };
    let examined = |row: &mut _| rules::examine(row, examination, today);
    let row = tx.edit::<Entity>(id.0, if_match, examined).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_council_resolution)
        .service(change_council_resolution)
        .service(examine_council_resolution);
}
