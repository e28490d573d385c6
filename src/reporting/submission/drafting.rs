//! Drafting: the report is put, whole, under an id the client chose, so that a phone may repeat itself until it is heard.

use actix_web::put;
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, sea_query::OnConflict};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    attachments::Named,
    content::{self, Told},
    draft,
    rules::Action,
    version::{StoredNarrative, StoredValues},
    view::{self, ReportSubmission},
};
use crate::{
    access::{Caller, EditSubmission, Event, ObligationId, SubmissionId, Tx},
    attachment::attached::Attached,
    http::{Answer, Code, IfMatch, Json, Path, Problem, Result},
    reporting::{
        kinds::Progress,
        obligation::entity as obligation,
        values::{Narrative, Values},
    },
};

/// Bản soạn: the whole content of a report as far as it is written.
#[serde_with::serde_as]
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "obligation_id": "a85e4857-d13c-56d8-abca-00094f37db63",
    "values": {"A01": 3, "A02": 5, "A03": 420, "B02": true},
    "narrative": {"overview": "Cấp ủy, chính quyền đã triển khai kịp thời."}
}))]
pub struct ReportDraft {
    /// The obligation the report fulfils.
    pub obligation_id: ObligationId,
    /// Figures by indicator code; leave out what is not known yet. Integers and money as JSON integers, decimals as
    /// strings (`"12.5"`), yes/no as booleans, choices and texts as strings.
    #[serde_as(as = "serde_with::MapPreventDuplicates<_, _>")]
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"A01": 3, "A02": 5, "A03": 420, "B02": true}))]
    pub values: Values,
    /// Texts by narrative code. A warning between indicators that does not hold is explained here, under the rule's code.
    #[serde_as(as = "serde_with::MapPreventDuplicates<_, _>")]
    #[serde(default)]
    #[schema(value_type = Object, example = json!({"overview": "Cấp ủy, chính quyền đã triển khai kịp thời."}))]
    pub narrative: Narrative,
    /// Tệp đính kèm: ids of uploaded files by the template's codes; at most 10 under each.
    #[serde_as(as = "serde_with::MapPreventDuplicates<_, _>")]
    #[serde(default)]
    #[schema(value_type = Object, example = json!({}))]
    pub attachments: Named,
    /// Không phát sinh: there is nothing to report. A template may allow it; the report then has no figures, and counts as received.
    #[serde(default)]
    #[schema(default = false)]
    pub nothing_to_report: bool,
    /// When it was written down, if that was without a network. Deadlines go by the server's receipt.
    #[schema(nullable = false)]
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    pub recorded_at: Option<DateTime<Utc>>,
}

impl ReportDraft {
    /// What a filled form says.
    pub fn filled(
        obligation_id: ObligationId,
        values: &Values,
        narrative: &Narrative,
        attachments: &Attached,
        nothing_to_report: bool,
    ) -> Self {
        let files = attachments.0.iter();
        Self {
            obligation_id,
            values: values.clone(),
            narrative: narrative.clone(),
            attachments: files
                .map(|(code, files)| (code.clone(), files.iter().map(|file| file.id).collect()))
                .collect(),
            nothing_to_report,
            recorded_at: None,
        }
    }

    const fn told(&self) -> Told<'_> {
        Told {
            values: &self.values,
            narrative: &self.narrative,
            nothing: self.nothing_to_report,
        }
    }
}

/// Save a draft
///
/// Creates the report under an id of the client's choosing (201), or replaces its draft. Repeating the same content is safe
/// (200); different content needs the `ETag` last read in `If-Match`. Values may be incomplete but must be right as far as they go.
#[utoipa::path(tag = "Reporting", operation_id = "put_report_submission", request_body = ReportDraft,
    params(("id" = SubmissionId, Path, description = "Id of the report, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b11"), ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change an existing draft.")),
    security(("bearer" = ["submission:edit"])),
    responses((status = 200, description = "The draft as saved.", body = ReportSubmission),
        (status = 201, description = "The report, newly begun.", body = ReportSubmission),
        (status = 409, description = "The obligation has another report (`already_exists`), or the state forbids it.", body = crate::http::ProblemDocument)))]
#[put("/report-submissions/{id}")]
async fn put_report_submission(
    caller: Caller<EditSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
    draft: Json<ReportDraft>,
) -> Result<Answer> {
    put_draft(&caller, id.0, if_match, &draft.0, false).await
}

/// Saves a draft, or tells what saving it would come to.
pub async fn put_draft(
    caller: &Caller<EditSubmission>,
    id: SubmissionId,
    if_match: IfMatch,
    draft: &ReportDraft,
    dry_run: bool,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock::<obligation::Entity>(draft.obligation_id).await?;
    let saved = save(&mut tx, &before, id, if_match, draft).await?;
    let answer = Answer::record(&view::submission(&tx, saved.row()).await?, saved.row().version)?;
    match saved {
        _ if dry_run => Ok(answer),
        Saved::Same(_) => Ok(answer),
        Saved::Changed(row) => tx.commit(Event::on::<obligation::Entity>(&row), answer).await,
        Saved::Begun(row) => {
            let address = format!("/api/v1/report-submissions/{id}");
            tx.commit(Event::on::<obligation::Entity>(&row), answer.created(address))
                .await
        }
    }
}

/// What saving came to.
enum Saved {
    /// The same content was there already.
    Same(obligation::Model),
    Changed(obligation::Model),
    Begun(obligation::Model),
}

impl Saved {
    const fn row(&self) -> &obligation::Model {
        match self {
            Self::Same(row) | Self::Changed(row) | Self::Begun(row) => row,
        }
    }
}

async fn save(
    tx: &mut Tx<EditSubmission>,
    before: &obligation::Model,
    id: SubmissionId,
    if_match: IfMatch,
    draft: &ReportDraft,
) -> Result<Saved> {
    if let Some(existing) = before.submission_id.filter(|existing| *existing != id) {
        return Err(Problem::new(Code::AlreadyExists).existing(existing));
    }
    let stored = tx
        .find::<draft::Entity>()
        .filter(draft::Column::SubmissionId.eq(id))
        .one()
        .await?;
    let known = stored
        .as_ref()
        .map(|stored| stored.attachments.clone())
        .unwrap_or_default();
    let asked = content::Asked::of(tx, before).await?;
    let (checked, files) = content::begun(tx, &asked, before, draft.told(), &draft.attachments, &known).await?;
    let digest = content::hash(asked.template.id, &checked, &files)?;
    let same = |stored: &draft::Model| {
        stored.digest == digest && stored.attachments == files && stored.recorded_at == draft.recorded_at
    };
    if before.submission_id == Some(id) && stored.as_ref().is_some_and(same) {
        return Ok(Saved::Same(before.clone()));
    }
    if let Some(elsewhere) = stored.filter(|_| before.submission_id.is_none()) {
        return Err(Problem::new(Code::AlreadyExists).existing(elsewhere.submission_id));
    }
    Action::Edit.require(before.progress)?;
    if before.submission_id.is_some() {
        if_match.check(before.version)?;
    }
    let mut after = before.clone();
    after.submission_id = Some(id);
    if before.progress == Progress::NotStarted {
        after.progress = Progress::Draft;
    }
    let row = tx.save::<obligation::Entity>(before, after).await?;
    tx.note("draft");
    let written = draft::ActiveModel {
        submission_id: Set(id),
        organisation_id: Set(row.organisation_id),
        unit_id: Set(row.unit_id),
        values: Set(StoredValues(content::canonical_values(&checked)?)),
        narrative: Set(StoredNarrative(checked.narrative)),
        nothing: Set(checked.nothing),
        attachments: Set(files),
        digest: Set(digest),
        recorded_at: Set(draft.recorded_at),
        saved_at: Set(tx.clocks().legal.now()),
        saved_by: Set(tx.identity().account),
        saver_name: Set(tx.identity().name.clone()),
    };
    let replace = OnConflict::column(draft::Column::SubmissionId)
        .update_columns([
            draft::Column::Values,
            draft::Column::Narrative,
            draft::Column::Nothing,
            draft::Column::Attachments,
            draft::Column::Digest,
            draft::Column::RecordedAt,
            draft::Column::SavedAt,
            draft::Column::SavedBy,
            draft::Column::SaverName,
        ])
        .to_owned();
    draft::Entity::insert(written)
        .on_conflict(replace)
        .exec_without_returning(tx.within_lock::<obligation::Entity>(&row))
        .await?;
    Ok(match before.submission_id {
        Some(_) => Saved::Changed(row),
        None => Saved::Begun(row),
    })
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(put_report_submission);
}
