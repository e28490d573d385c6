//! The table as CSV, sent round by round.

use std::vec::IntoIter;

use actix_web::web::Bytes;
use futures_util::{StreamExt, stream};

use super::{line::IndicatorValue, selection::Selection};
use crate::{
    access::{Caller, ReadTotals},
    http::{Csv, Result, csv_rows},
    reporting::round::entity as round,
};

const HEADER: [&str; 16] = [
    "round_id",
    "period_key",
    "period_from",
    "period_to",
    "unit_id",
    "unit_code",
    "unit_name",
    "part",
    "indicator",
    "choice",
    "value",
    "n",
    "required",
    "submitted",
    "accepted",
    "missing",
];

/// All lines of a selection. What it asks wrongly is said before anything is sent.
pub async fn csv(caller: Caller<ReadTotals>, selection: Selection) -> Result<Csv> {
    let rounds = selection.answerable(&caller.snapshot().await?).await?;
    let mut rounds = rounds.into_iter();
    let header = csv_rows([HEADER])?;
    let first = match rounds.next() {
        Some(round) => of_round(&caller, &selection, &round).await?,
        None => Bytes::new(),
    };
    let rest = stream::unfold((caller, selection, rounds), next);
    Ok(Csv::new(
        "indicator-values.csv",
        stream::iter([Ok(header), Ok(first)]).chain(rest),
    ))
}

type Rest = (Caller<ReadTotals>, Selection, IntoIter<round::Model>);

async fn next((caller, selection, mut rounds): Rest) -> Option<(Result<Bytes>, Rest)> {
    let round = rounds.next()?;
    let lines = of_round(&caller, &selection, &round).await;
    Some((lines, (caller, selection, rounds)))
}

async fn of_round(caller: &Caller<ReadTotals>, selection: &Selection, round: &round::Model) -> Result<Bytes> {
    let moment = caller.snapshot().await?;
    let lines = selection.lines(&moment, round).await?;
    csv_rows(lines.iter().map(IndicatorValue::cells))
}
