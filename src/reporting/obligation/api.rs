//! Obligations as the API shows them.

use actix_web::get;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entity as obligation;
use crate::{
    access::{
        Caller, Direction, ListOrder, Look, ObligationId, OrganisationId, ReadObligation, RoundId, SubmissionId, UnitId,
    },
    calendar::{Course, Timeliness, judge},
    http::{Answer, Limit, Page, Path, Query, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        kinds::{Basis, Progress},
        submission::{Action, Surroundings},
        template::content::Applicability,
    },
};

/// Nghĩa vụ báo cáo: one organisation owes one report in one round.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportObligation {
    /// Its id.
    pub id: ObligationId,
    /// The round it belongs to.
    pub round_id: RoundId,
    /// Who owes the report; its name as it was when the round was opened.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Why it is owed.
    pub basis: Basis,
    /// Which questions it is asked.
    pub asked_as: Vec<Applicability>,
    /// How far the work has come.
    pub progress: Progress,
    /// Where it stands against its deadline.
    pub timeliness: Timeliness,
    /// The first instant that is too late: midnight in Vietnam after the last day.
    pub due_at: DateTime<Utc>,
    /// When the report was first submitted.
    #[schema(nullable = false)]
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// Who receives the report.
    pub receiver: NamedOrganisation,
    /// The body that examines it for the receiver.
    #[schema(nullable = false)]
    pub handled_by: Option<NamedOrganisation>,
    /// The report, once begun; for others than its own organisation once sent.
    #[schema(nullable = false)]
    pub submission_id: Option<SubmissionId>,
    /// Number of the latest version sent.
    #[schema(nullable = false, example = 1)]
    pub latest_version: Option<i64>,
    /// Number of the version that counts.
    #[schema(nullable = false, example = 1)]
    pub accepted_version: Option<i64>,
    /// What you may do next with the report.
    pub allowed_actions: Vec<Action>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ObligationQuery {
    /// Obligations of this round.
    pub round: Option<RoundId>,
    /// Obligations of this organisation.
    pub organisation: Option<OrganisationId>,
    /// Obligations of organisations standing directly at this unit.
    pub unit: Option<UnitId>,
    /// Obligations whose report goes to this organisation.
    pub receiver: Option<OrganisationId>,
    /// Obligations whose report stands here.
    pub progress: Option<Progress>,
    /// Only those whose deadline has passed without a report.
    #[serde(default)]
    #[param(default = false)]
    pub overdue: bool,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

impl ObligationQuery {
    fn condition(&self, now: DateTime<Utc>) -> Condition {
        let overdue = Condition::all()
            .add(obligation::Column::DueAt.lte(now))
            .add(obligation::Column::FirstSubmittedAt.is_null())
            .add(obligation::Column::Progress.ne(Progress::Waived));
        Condition::all()
            .add_option(self.round.map(|round| obligation::Column::RoundId.eq(round)))
            .add_option(self.organisation.map(|id| obligation::Column::OrganisationId.eq(id)))
            .add_option(self.unit.map(|unit| obligation::Column::UnitId.eq(unit)))
            .add_option(
                self.receiver
                    .map(|receiver| obligation::Column::ReceiverId.eq(receiver)),
            )
            .add_option(self.progress.map(|progress| obligation::Column::Progress.eq(progress)))
            .add_option(self.overdue.then_some(overdue))
    }
}

/// List obligations
///
/// Who owes which report to whom, by name of organisation. Superiors see how far each has come; what is being drafted stays with its
/// organisation. The Council and the Front see those with an accepted report.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_obligations", params(ObligationQuery),
    security(("bearer" = ["obligation:read"])),
    responses((status = 200, description = "A page of obligations.", body = Page<ReportObligation>)))]
#[get("/report-obligations")]
async fn list_report_obligations(caller: Caller<ReadObligation>, query: Query<ObligationQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "organisation",
        columns: vec![obligation::Column::NameSort],
        direction: Direction::Ascending,
    };
    let now = caller.clocks().legal.now();
    let found = caller.find::<obligation::Entity>().filter(query.0.condition(now));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let bodies = page
        .items
        .iter()
        .flat_map(|(row, _)| [row.receiver_id].into_iter().chain(row.handled_by));
    let names = Names::of(&caller, bodies).await?;
    let around = Surroundings::of(&caller, page.items.iter().map(|(row, _)| row)).await?;
    Answer::page(&page.map(|row| (view(&caller, &names, &around, &row), row.version)))
}

/// Get an obligation
#[utoipa::path(tag = "Reporting", operation_id = "get_report_obligation", params(ObligationId),
    security(("bearer" = ["obligation:read"])),
    responses((status = 200, description = "The obligation.", body = ReportObligation)))]
#[get("/report-obligations/{id}")]
async fn get_report_obligation(caller: Caller<ReadObligation>, id: Path<ObligationId>) -> Result<Answer> {
    let row = caller.find::<obligation::Entity>().by_id(id.0).await?;
    let names = Names::of(&caller, [row.receiver_id].into_iter().chain(row.handled_by)).await?;
    let around = Surroundings::of(&caller, [&row]).await?;
    Answer::record(&view(&caller, &names, &around, &row), row.version)
}

fn view(look: &impl Look, names: &Names, around: &Surroundings, row: &obligation::Model) -> ReportObligation {
    ReportObligation {
        id: row.id,
        round_id: row.round_id,
        organisation: NamedOrganisation {
            id: row.organisation_id,
            name: row.organisation_name.clone(),
        },
        unit_id: row.unit_id,
        basis: row.basis,
        asked_as: row.applicability.0.clone(),
        progress: row.progress,
        timeliness: judge(
            look.clocks().legal.now(),
            &Course::owed(row.due_at, row.first_submitted_at),
        )
        .timeliness,
        due_at: row.due_at,
        first_submitted_at: row.first_submitted_at,
        receiver: names.named(row.receiver_id),
        handled_by: row.handled_by.map(|id| names.named(id)),
        // What was never sent cannot be opened by others.
        submission_id: row
            .submission_id
            .filter(|_| row.latest_version.is_some() || look.scope().owns(row.organisation_id)),
        latest_version: row.latest_version,
        accepted_version: row.accepted_version,
        allowed_actions: around.allowed_actions(look, row),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_report_obligations).service(get_report_obligation);
}
