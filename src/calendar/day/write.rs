//! Recording what was decided for the province, and withdrawing it.

use actix_web::{post, put};
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, Entity, Model, id_of},
    read::DayInPath,
    rules,
    view::CalendarDay,
};
use crate::{
    access::{Caller, EditCalendar, Event, Tx},
    calendar::DayKind,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    text::{Paragraphs, Text},
};

/// Ngày nghỉ hoặc ngày làm bù của tỉnh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "working", "name": "Làm bù cho ngày 16/01/2026", "legal_basis": "Công văn số 5120/UBND-NC ngày 18/12/2025 của Ủy ban nhân dân tỉnh"}))]
pub struct CalendarDayRecord {
    /// What the day is.
    kind: DayKind,
    /// Its name.
    #[schema(inline)]
    name: Text<1, 200>,
    /// The document that decides it.
    #[schema(inline)]
    legal_basis: Text<1, 500>,
}

/// Rút ngày đã ghi.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Văn bản đã được thay thế"}))]
pub struct CalendarDayWithdrawal {
    /// Why.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Record a day off or a day worked instead
///
/// Ghi ngày nghỉ hoặc ngày làm bù của tỉnh. In your province it takes the place of what holds nationwide on that day. A `holiday` is off, a
/// `working` day is worked, whatever its place in the week. The same content again is safe (200); to change what the province has
/// recorded takes its `ETag`. Deadlines of rounds that are open already stay as they were set: the calendar counts when a round is
/// opened.
#[utoipa::path(tag = "Calendar", operation_id = "put_calendar_day", request_body = CalendarDayRecord,
    params(("day" = NaiveDate, Path, description = "The day.", example = "2026-01-17"),
        ("If-Match" = Option<String>, Header, description = "The `ETag` that was read; needed where the province has recorded the day.")),
    security(("bearer" = ["calendar:edit"])),
    responses((status = 200, description = "The day, changed or as it was.", body = CalendarDay),
        (status = 201, description = "The day, newly recorded.", body = CalendarDay)))]
#[put("/calendar-days/{day}")]
pub(super) async fn put_calendar_day(
    caller: Caller<EditCalendar>,
    day: Path<DayInPath>,
    if_match: IfMatch,
    body: Json<CalendarDayRecord>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let recorded = record(&mut tx, day.0.0, if_match, body.0).await?;
    let row = recorded.row().clone();
    let (event, version) = (Event::on::<Entity>(&row), row.version);
    let answer = Answer::record(&CalendarDay::new(&tx, row), version)?;
    match recorded {
        Recorded::Same(_) => Ok(answer),
        Recorded::Changed(_) => tx.commit(event, answer).await,
        Recorded::New(row) => {
            let address = format!("/api/v1/calendar-days/{}", row.day);
            tx.commit(event, answer.created(address)).await
        }
    }
}

/// Withdraw a recorded day
///
/// Rút ngày tỉnh đã ghi. What holds nationwide on that day counts again, else its place in the week. Deadlines of rounds that are open
/// already stay as they were set.
#[utoipa::path(tag = "Calendar", operation_id = "withdraw_calendar_day", request_body = CalendarDayWithdrawal,
    params(("day" = NaiveDate, Path, description = "The day.", example = "2026-01-17"),
        ("If-Match" = String, Header, description = "The `ETag` that was read.")),
    security(("bearer" = ["calendar:edit"])),
    responses((status = 200, description = "The day as it was recorded, withdrawn.", body = CalendarDay),
        (status = 403, description = "`not_yours`: the day holds nationwide. Or `forbidden`.", body = ProblemDocument,
         content_type = "application/problem+json")))]
#[post("/calendar-days/{day}/withdraw")]
pub(super) async fn withdraw_calendar_day(
    caller: Caller<EditCalendar>,
    day: Path<DayInPath>,
    if_match: IfMatch,
    body: Json<CalendarDayWithdrawal>,
) -> Result<Answer> {
    let now = caller.clocks().legal.now();
    let reason = body.0.reason.into_string();
    let mut tx = caller.begin().await?;
    let line = Lines::locked(&tx, day.0.0).await?.holding()?;
    let row = tx
        .edit::<Entity>(line.id, if_match, |row| rules::withdraw(row, reason.clone(), now))
        .await?;
    let (event, version) = (Event::on::<Entity>(&row).because(reason), row.version);
    let answer = Answer::record(&CalendarDay::new(&tx, row), version)?;
    tx.commit(event, answer).await
}

/// What recording came to.
enum Recorded {
    /// The same was there already.
    Same(Model),
    Changed(Model),
    New(Model),
}

impl Recorded {
    const fn row(&self) -> &Model {
        match self {
            Self::Same(row) | Self::Changed(row) | Self::New(row) => row,
        }
    }
}

/// The lines of one day, with the committee that keeps the province's, which is locked: one change of its calendar at a time.
struct Lines {
    committee: organisation::Model,
    own: Option<Model>,
    nationwide: Option<Model>,
}

impl Lines {
    async fn locked(tx: &Tx<EditCalendar>, day: NaiveDate) -> Result<Self> {
        let committee = tx.scope().acting_for.unwrap_or(tx.scope().organisation);
        let committee = tx.lock::<organisation::Entity>(committee).await?;
        let lines = tx.find::<Entity>().filter(Column::Day.eq(day)).all().await?;
        let of = |owner| lines.iter().find(|line| line.organisation_id == owner).cloned();
        Ok(Self {
            own: of(Some(committee.id)),
            nationwide: of(None),
            committee,
        })
    }

    /// The line that holds; 404 when none does.
    fn holding(self) -> Result<Model> {
        let own = self.own.filter(|line| line.withdrawn_at.is_none());
        own.or(self.nationwide).ok_or_else(|| Problem::new(Code::NotFound))
    }
}

impl CalendarDayRecord {
    fn row(self, committee: &organisation::Model, day: NaiveDate) -> Model {
        Model {
            id: id_of(Some(committee.id), day),
            organisation_id: Some(committee.id),
            unit_id: Some(committee.unit_id),
            day,
            kind: self.kind,
            name: self.name.into_string(),
            legal_basis: self.legal_basis.into_string(),
            withdrawn_at: None,
            withdraw_reason: None,
            version: 1,
        }
    }
}

async fn record(
    tx: &mut Tx<EditCalendar>,
    day: NaiveDate,
    if_match: IfMatch,
    new: CalendarDayRecord,
) -> Result<Recorded> {
    let lines = Lines::locked(tx, day).await?;
    let row = new.row(&lines.committee, day);
    let same = |own: &Model| {
        Model {
            version: own.version,
            ..row.clone()
        } == *own
    };
    if let Some(own) = lines.own.clone().filter(same) {
        return Ok(Recorded::Same(own));
    }
    rules::seen(lines.own.as_ref(), if_match)?;
    rules::differs(&row, lines.nationwide.as_ref())?;
    match lines.own {
        None => tx.add::<Entity>(row).await.map(Recorded::New),
        Some(own) => {
            let saved = tx.save::<Entity>(&own, row).await?;
            Ok(match own.withdrawn_at {
                None => Recorded::Changed(saved),
                Some(_) => Recorded::New(saved),
            })
        }
    }
}
