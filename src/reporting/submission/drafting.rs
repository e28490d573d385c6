//! Drafting: the report is put, whole, under an id the client chose, so that a phone may repeat itself until it is heard.

use actix_web::{get, put};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, sea_query::OnConflict};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    attachments::Named,
    content::{self, Told},
    draft,
    rules::{Action, Relation},
    version::{self, StoredNarrative, StoredValues},
    view::{self, ReportSubmission},
};
use crate::{
    access::{
        Caller, Direction, EditSubmission, Event, ListOrder, Look, ObligationId, OrganisationId, ReadSubmission,
        RoundId, SubmissionId, Tx,
    },
    attachment::attached::{Attached, AttachedFile},
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, Query, Result},
    organisation::name::NamedOrganisation,
    reporting::{
        kinds::Progress,
        known::KnownFigure,
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

/// Báo cáo trong danh sách: where a report stands, without its content.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportSubmissionItem {
    /// Id of the report.
    pub id: SubmissionId,
    /// The obligation it fulfils.
    pub obligation_id: ObligationId,
    /// The round it belongs to.
    pub round_id: RoundId,
    /// Who owes it.
    pub organisation: NamedOrganisation,
    /// How far the work has come.
    pub progress: Progress,
    /// The first instant that is too late.
    pub due_at: DateTime<Utc>,
    /// When it was first submitted.
    #[schema(nullable = false)]
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// Number of the latest version.
    #[schema(nullable = false, example = 1)]
    pub latest_version: Option<i64>,
    /// Number of the version that counts.
    #[schema(nullable = false, example = 1)]
    pub accepted_version: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SubmissionQuery {
    /// Reports of this round.
    pub round: Option<RoundId>,
    /// Reports that stand here.
    pub progress: Option<Progress>,
    /// The report of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List reports
///
/// The reports in scope, by name of organisation. A draft that was never sent is listed to its own organisation only.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_submissions", params(SubmissionQuery),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "A page of reports.", body = Page<ReportSubmissionItem>)))]
#[get("/report-submissions")]
async fn list_report_submissions(caller: Caller<ReadSubmission>, query: Query<SubmissionQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "report of organisation",
        columns: vec![obligation::Column::NameSort],
        direction: Direction::Ascending,
    };
    let found = caller
        .find::<obligation::Entity>()
        .filter(seen_by(&caller))
        .filter(query.0.condition())
        .page(order, query.0.cursor.as_deref(), query.0.limit)
        .await?;
    Answer::page(&found.try_map(item)?)
}

/// A report is seen once it was sent, and by its own organisation before.
fn seen_by(look: &impl Look) -> Condition {
    Condition::all()
        .add(obligation::Column::SubmissionId.is_not_null())
        .add(
            Condition::any()
                .add(obligation::Column::LatestVersion.is_not_null())
                .add(look.scope().written_rows(obligation::Column::OrganisationId)),
        )
}

impl SubmissionQuery {
    fn condition(&self) -> Condition {
        Condition::all()
            .add_option(self.round.map(|round| obligation::Column::RoundId.eq(round)))
            .add_option(self.progress.map(|progress| obligation::Column::Progress.eq(progress)))
            .add_option(self.organisation.map(|id| obligation::Column::OrganisationId.eq(id)))
    }
}

fn item(row: obligation::Model) -> Result<(ReportSubmissionItem, i64)> {
    let (version, due_at) = (row.version, row.course(None).due());
    let item = ReportSubmissionItem {
        id: row.submission_id.ok_or_else(|| Problem::new(Code::NotFound))?,
        obligation_id: row.id,
        round_id: row.round_id,
        organisation: NamedOrganisation {
            id: row.organisation_id,
            name: row.organisation_name,
        },
        progress: row.progress,
        due_at,
        first_submitted_at: row.first_submitted_at,
        latest_version: row.latest_version,
        accepted_version: row.accepted_version,
    };
    Ok((item, version))
}

/// Get a report
///
/// Where it stands, its content, and every version that was sent with what became of it. A draft's content is shown to its own
/// organisation only; others see the latest version that was sent, the Council and the Front the accepted ones.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_submission", params(SubmissionId),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The report.", body = ReportSubmission)))]
#[get("/report-submissions/{id}")]
async fn get_report_submission(caller: Caller<ReadSubmission>, id: Path<SubmissionId>) -> Result<Answer> {
    let row = by_submission(&caller, id.0).await?;
    Answer::record(&view::submission(&caller, &row).await?, row.version)
}

/// A version in full.
#[derive(Serialize, ToSchema)]
pub struct ReportVersionContent {
    /// What is known of it.
    #[serde(flatten)]
    pub version: view::ReportVersion,
    /// Figures by indicator code.
    #[schema(value_type = Object)]
    pub values: Values,
    /// Texts by narrative code.
    #[schema(value_type = Object)]
    pub narrative: Narrative,
    /// Tệp đính kèm by the template's codes.
    #[schema(value_type = std::collections::BTreeMap<String, Vec<AttachedFile>>)]
    pub attachments: Attached,
    /// Không phát sinh: whether it says that there is nothing to report.
    pub nothing_to_report: bool,
    /// Số liệu đã biết when it was signed, where its template names sources.
    pub known_figures: Vec<KnownFigure>,
}

/// Get one version of a report
#[utoipa::path(tag = "Reporting", operation_id = "get_report_submission_version",
    params(("id" = SubmissionId, Path, description = "Id of the report."), ("number" = i64, Path, description = "Number of the version.", example = 1)),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The version with its content.", body = ReportVersionContent)))]
#[get("/report-submissions/{id}/versions/{number}")]
async fn get_report_submission_version(
    caller: Caller<ReadSubmission>,
    path: Path<(SubmissionId, i64)>,
) -> Result<Answer> {
    let (id, number) = path.0;
    let relation = Relation::of(&caller, &by_submission(&caller, id).await?);
    let versions = view::versions_of(&caller, id).await?;
    let row = versions.into_iter().find(|version| version.number == number);
    let row: version::Model = row.ok_or_else(|| Problem::new(Code::NotFound))?;
    Answer::view(&ReportVersionContent {
        version: view::ReportVersion::seen_by(relation, &row),
        values: row.values.0,
        narrative: row.narrative.0,
        attachments: row.attachments,
        nothing_to_report: row.nothing,
        known_figures: row.known_figures.0,
    })
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

/// The obligation of a report in scope; 404 when there is none.
pub async fn by_submission(look: &impl Look, id: SubmissionId) -> Result<obligation::Model> {
    let found = look
        .find::<obligation::Entity>()
        .filter(seen_by(look))
        .filter(obligation::Column::SubmissionId.eq(id))
        .one()
        .await?;
    found.ok_or_else(|| Problem::new(Code::NotFound))
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_report_submissions)
        .service(get_report_submission)
        .service(get_report_submission_version)
        .service(put_report_submission);
}
