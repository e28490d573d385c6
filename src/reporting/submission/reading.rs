//! Reading: reports in a list, one of them, and one version of it.

use actix_web::get;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    rules::Relation,
    version,
    view::{self, ReportSubmission},
};
use crate::{
    access::{Caller, Direction, ListOrder, Look, ObligationId, OrganisationId, ReadSubmission, RoundId, SubmissionId},
    attachment::attached::{Attached, AttachedFile},
    http::{Answer, Code, Limit, Page, Path, Problem, Query, Result},
    organisation::name::NamedOrganisation,
    reporting::{
        kinds::Progress,
        known::KnownFigure,
        obligation::entity as obligation,
        values::{Narrative, Values},
    },
};

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
        .service(get_report_submission_version);
}
