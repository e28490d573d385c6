//! Rounds as the API shows them, and opening one.

use actix_web::{get, post};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{self as round, Deadlines},
    open,
};
use crate::{
    access::{
        Caller, CloseRound, Direction, Event, ListOrder, Look, OpenRound, OrganisationId, ReadRound, RoundId,
        TemplateId,
    },
    calendar::{Calendar, PeriodKey},
    http::{Answer, Json, Limit, Page, Path, ProblemDocument, Query, Result},
    text::{Paragraphs, Text},
};

/// Đợt báo cáo: a template asked of everybody concerned for one period.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportRound {
    /// Its id.
    pub id: RoundId,
    /// The committee it was opened for.
    pub organisation_id: OrganisationId,
    /// The template edition asked.
    pub template_id: TemplateId,
    /// Readable key of the period: `2025`, `2025-H1`, `2025-9M`, `2025-Q3`, `2025-11`.
    #[schema(example = "2025")]
    pub period_key: String,
    /// `reporting`: from the 15th to the 14th (NĐ 09/2019/NĐ-CP Art. 12), or `civil`.
    #[schema(example = "reporting")]
    pub calendar: String,
    /// First day of the period.
    #[schema(example = "2024-12-15")]
    pub period_from: NaiveDate,
    /// Last day of the period.
    #[schema(example = "2025-12-14")]
    pub period_to: NaiveDate,
    /// Chuyên đề hoặc sự việc: what an ad hoc round is about.
    #[schema(nullable = false)]
    pub occasion: Option<String>,
    /// Its name.
    #[schema(example = "Báo cáo thực hiện dân chủ ở cơ sở năm 2025")]
    pub name: String,
    /// When reports are due, by level.
    pub deadlines: Deadlines,
    /// The document that orders it.
    #[schema(nullable = false)]
    pub legal_basis: Option<String>,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// Whether a report that was never sent may still be sent after its deadline; the template says so.
    pub late_allowed: bool,
    /// When it was closed.
    #[schema(nullable = false)]
    pub closed_at: Option<DateTime<Utc>>,
    /// Why it was closed.
    #[schema(nullable = false)]
    pub close_reason: Option<String>,
    /// What you may do next with the round.
    pub allowed_actions: Vec<RoundAction>,
}

/// Việc có thể làm tiếp: what may be done with a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RoundAction {
    /// Bổ sung nghĩa vụ: ask one organisation more.
    AddObligation,
    /// Đóng.
    Close,
    /// Mở lại.
    Reopen,
}

impl ReportRound {
    pub fn of(look: &impl Look, row: round::Model) -> Self {
        let own = look.scope().owns(row.organisation_id);
        let open = row.closed_at.is_none();
        let actions = [
            (own && open && look.may::<OpenRound>(), RoundAction::AddObligation),
            (own && open && look.may::<CloseRound>(), RoundAction::Close),
            (own && !open && look.may::<CloseRound>(), RoundAction::Reopen),
        ];
        Self {
            id: row.id,
            organisation_id: row.organisation_id,
            template_id: row.template_id,
            period_key: row.period_key,
            calendar: row.calendar,
            period_from: row.period_from,
            period_to: row.period_to,
            occasion: Some(row.occasion).filter(|occasion| !occasion.is_empty()),
            name: row.name,
            deadlines: row.deadlines,
            legal_basis: row.legal_basis,
            opened_at: row.opened_at,
            late_allowed: row.late_allowed,
            closed_at: row.closed_at,
            close_reason: row.close_reason,
            allowed_actions: actions
                .into_iter()
                .filter_map(|(may, action)| may.then_some(action))
                .collect(),
        }
    }
}

/// Mở đợt báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "template_id": "d5223370-adac-5af8-81bd-1fcd1b952ca5",
    "period_key": "2026",
    "name": "Báo cáo thực hiện dân chủ ở cơ sở năm 2026",
    "deadlines": {
        "province": {"kind": "on_date", "month": 12, "day": 25},
        "district": {"kind": "on_date", "month": 12, "day": 22},
        "commune": {"kind": "working_days_after", "days": 3, "before": "16:30"}
    },
    "legal_basis": "Công văn số 120/UBND-NC ngày 01/12/2026"
}))]
pub struct NewReportRound {
    /// The template edition to ask.
    pub template_id: TemplateId,
    /// The period, as its readable key.
    #[schema(value_type = String, example = "2026")]
    pub period_key: PeriodKey,
    /// Which days the period has: `reporting` (from the 15th) or `civil`.
    #[serde(default)]
    #[schema(inline, default = "reporting")]
    pub calendar: Calendar,
    /// Chuyên đề hoặc sự việc, 1–200 characters: what the round is about. For a template that is asked ad hoc, and only then; the
    /// same template may be asked for the same period on several.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    pub occasion: Option<Text<1, 200>>,
    /// Its name.
    #[schema(inline)]
    pub name: Text<1, 300>,
    /// When reports are due, by level of the reporting organisation. The days off are those known when the round is opened.
    pub deadlines: Deadlines,
    /// The document that orders it.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    pub legal_basis: Option<Paragraphs<1, 2000>>,
    /// Organisations asked although the law does not oblige them: employers outside the state (on request), party bodies, the Front,
    /// socio-political organisations, central agencies (invited).
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub also: Vec<OrganisationId>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RoundQuery {
    /// Rounds of this period.
    #[param(value_type = Option<String>, example = "2025")]
    pub period_key: Option<PeriodKey>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List reporting rounds
///
/// The rounds you are concerned with, the latest period first.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_rounds", params(RoundQuery),
    security(("bearer" = ["round:read"])),
    responses((status = 200, description = "A page of rounds.", body = Page<ReportRound>)))]
#[get("/report-rounds")]
async fn list_report_rounds(caller: Caller<ReadRound>, query: Query<RoundQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "period",
        columns: vec![round::Column::PeriodTo, round::Column::PeriodKey],
        direction: Direction::Descending,
    };
    let found = caller
        .find::<round::Entity>()
        .filter(open::of_period(query.0.period_key));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| (ReportRound::of(&caller, row.clone()), row.version)))
}

/// Get a reporting round
#[utoipa::path(tag = "Reporting", operation_id = "get_report_round", params(RoundId),
    security(("bearer" = ["round:read"])),
    responses((status = 200, description = "The round.", body = ReportRound)))]
#[get("/report-rounds/{id}")]
async fn get_report_round(caller: Caller<ReadRound>, id: Path<RoundId>) -> Result<Answer> {
    let row = caller.find::<round::Entity>().by_id(id.0).await?;
    let version = row.version;
    Answer::record(&ReportRound::of(&caller, row), version)
}

/// Open a reporting round
///
/// Makes the obligations of every organisation in scope that must report by law and exists on the last day of the period as known
/// now, with its deadline and receiver. The topmost committee owes nothing: it consolidates. Organisations that follow their parent
/// body (Law Art. 4.2) owe nothing of their own.
#[utoipa::path(tag = "Reporting", operation_id = "open_report_round", request_body = NewReportRound,
    security(("bearer" = ["round:open"])),
    responses((status = 201, description = "The round; its obligations are listed at `/report-obligations?round=`.", body = ReportRound),
        (status = 409, description = "The template is already asked for this period.", body = ProblemDocument)))]
#[post("/report-rounds")]
async fn open_report_round(caller: Caller<OpenRound>, new: Json<NewReportRound>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = open::open(&mut tx, new.0).await?;
    let answer = Answer::record(&ReportRound::of(&tx, row.clone()), row.version)?;
    let address = format!("/api/v1/report-rounds/{}", row.id);
    tx.commit(Event::on::<round::Entity>(&row), answer.created(address))
        .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_report_rounds)
        .service(get_report_round)
        .service(open_report_round);
}
