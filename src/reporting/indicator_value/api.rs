//! The long table as the API shows it.

use actix_web::get;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    line::IndicatorValue,
    selection::{Codes, Selection},
    table,
};
use crate::{
    access::{Caller, Look, ReadTotals, RoundId, UnitId},
    http::{Answer, Csv, Cursor, Key, Limit, Page, ProblemDocument, Query, Result},
    reporting::{template::drafting::TemplateCode, total::api::TreeBasis},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ValueQuery {
    /// The values of this round.
    pub round: Option<RoundId>,
    /// The values of all rounds that ask the template of this code, whichever edition. A round or a template must be named.
    #[param(value_type = Option<String>, example = "grassroots-democracy-yearly")]
    pub template: Option<TemplateCode>,
    /// Of these indicators only: codes with commas between.
    #[param(value_type = Option<String>, example = "A03,D01")]
    pub indicator: Option<Codes>,
    /// The unit to add up, and those directly under it; by default the caller's own.
    pub unit: Option<UnitId>,
    /// By which tree of units to group; by default `original`, and `current` for a unit that came after the period.
    #[param(inline)]
    pub basis: Option<TreeBasis>,
    /// The state at the end of this day in Vietnam; by default now.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

impl ValueQuery {
    fn split(self) -> (Selection, Option<String>, usize) {
        let selection = Selection {
            round: self.round,
            template: self.template,
            indicator: self.indicator,
            unit: self.unit,
            basis: self.basis,
            as_of: self.as_of,
        };
        let limit = usize::try_from(self.limit.get()).unwrap_or(usize::MAX);
        (selection, self.cursor, limit)
    }
}

/// List indicator values
///
/// Số liệu dạng bảng dài: the totals of one round, or of all that ask a template, as lines of unit and indicator, each with its coverage; for
/// dashboards. They are those of `/report-rounds/{id}/totals`, live. The earliest period comes first.
#[utoipa::path(tag = "Reporting", operation_id = "list_indicator_values", params(ValueQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "A page of lines.", body = Page<IndicatorValue>),
        (status = 404, description = "No such round or unit in scope.", body = ProblemDocument, content_type = "application/problem+json")))]
#[get("/indicator-values")]
async fn list_indicator_values(caller: Caller<ReadTotals>, query: Query<ValueQuery>) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    let (selection, cursor, limit) = query.0.split();
    Answer::page(&page(&moment, &selection, cursor.as_deref(), limit).await?)
}

/// Export indicator values
///
/// The whole table as CSV (RFC 4180, UTF-8, one header line), sent as it is worked out. Texts that a spreadsheet would take for a formula
/// begin with an apostrophe.
#[utoipa::path(tag = "Reporting", operation_id = "export_indicator_values", params(Selection),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String),
        (status = 404, description = "No such round or unit in scope.", body = ProblemDocument, content_type = "application/problem+json")))]
#[get("/indicator-values.csv")]
async fn export_indicator_values(caller: Caller<ReadTotals>, query: Query<Selection>) -> Result<Csv> {
    table::csv(caller, query.0).await
}

const ORDER: &str = "period";

/// The lines after a cursor, round by round until the page is full.
async fn page(
    look: &impl Look,
    selection: &Selection,
    cursor: Option<&str>,
    limit: usize,
) -> Result<Page<IndicatorValue>> {
    let after = cursor.map(read).transpose()?;
    let mut items = Vec::new();
    for round in selection.answerable(look).await? {
        let done = match after {
            Some((period_to, id, _)) if (round.period_to, round.id) < (period_to, id) => continue,
            Some((_, id, lines)) if round.id == id => lines,
            _ => 0,
        };
        let lines = selection.lines(look, &round).await?;
        let left = limit.saturating_sub(items.len());
        let shown = lines.len().saturating_sub(done).min(left);
        let full = done + shown < lines.len();
        items.extend(lines.into_iter().skip(done).take(shown).map(|line| (line, 0)));
        if full {
            let lines = i64::try_from(done + shown).unwrap_or(i64::MAX);
            let keys = vec![
                Key::Date(round.period_to),
                Key::Id(round.id.into()),
                Key::Integer(lines),
            ];
            let cursor = Cursor {
                order: ORDER.to_owned(),
                keys,
            }
            .encode()?;
            return Ok(Page {
                items,
                next_cursor: Some(cursor),
            });
        }
    }
    Ok(Page {
        items,
        next_cursor: None,
    })
}

/// Where a cursor points: the round, and how many of its lines were read.
fn read(cursor: &str) -> Result<(NaiveDate, RoundId, usize)> {
    match Cursor::decode(cursor, ORDER)?.keys[..] {
        [Key::Date(period_to), Key::Id(id), Key::Integer(lines)] => {
            let lines = usize::try_from(lines).map_err(|_negative| Cursor::refused())?;
            Ok((period_to, id.into(), lines))
        }
        _ => Err(Cursor::refused()),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_indicator_values).service(export_indicator_values);
}
