//! Finding obligations.

use actix_web::get;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, ExprTrait, sea_query::Query as Select};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity as obligation,
    view::{self, Beside, ReportObligation},
};
use crate::{
    access::{Caller, Direction, ListOrder, ObligationId, OrganisationId, ReadObligation, RoundId, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
    reporting::{kinds::Progress, round::entity as round},
};

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
    /// Only those whose deadline has passed without a report, of rounds that are not closed.
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
        let closed = Select::select()
            .column(round::Column::Id)
            .from(round::Entity)
            .and_where(round::Column::ClosedAt.is_not_null())
            .take();
        let overdue = Condition::all()
            .add(obligation::due().lte(now))
            .add(obligation::Column::FirstSubmittedAt.is_null())
            .add(obligation::Column::ReceivedOn.is_null())
            .add(obligation::Column::RoundId.not_in_subquery(closed))
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
    let beside = Beside::of(&caller, page.items.iter().map(|(row, _)| row)).await?;
    Answer::page(&page.map(|row| (beside.view(&caller, &row), row.version)))
}

/// Get an obligation
#[utoipa::path(tag = "Reporting", operation_id = "get_report_obligation", params(ObligationId),
    security(("bearer" = ["obligation:read"])),
    responses((status = 200, description = "The obligation.", body = ReportObligation)))]
#[get("/report-obligations/{id}")]
async fn get_report_obligation(caller: Caller<ReadObligation>, id: Path<ObligationId>) -> Result<Answer> {
    let row = caller.find::<obligation::Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_report_obligations).service(get_report_obligation);
}
