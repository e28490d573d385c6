//! Adding up: the kept rows of units for now; the versions themselves for a day gone by, or for a body that sees only some of a
//! unit's organisations.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, FromQueryResult};

use super::{
    api::{ChildTotals, Coverage, OwnTotals, Totals, TotalsPeriod},
    counting::Counting,
    entity::{self, Cells},
    ground::Ground,
    recompute::add,
    texts::Texts,
};
use crate::{
    access::{Look, UnitId},
    calendar::end_of_day,
    http::{Problem, Result},
    reporting::rollup::{Folded, IndicatorTotal},
};

/// The kept row of a unit.
#[derive(FromQueryResult)]
struct Kept {
    unit_id: UnitId,
    cells: Cells,
}

impl Ground {
    /// The totals at the end of a day that is over, or now; with the texts of lists when they are asked for.
    pub async fn totals(&self, look: &impl Look, as_of: Option<NaiveDate>, items: bool) -> Result<Totals> {
        let end = as_of.map(end_of_day);
        let from_versions = end.is_some() || !self.whole_units;
        let mut sums = vec![Folded::empty(self.content()); self.units.len()];
        let mut texts = Texts::of(self.content(), items);
        if !from_versions {
            self.add_kept(look, &mut sums).await?;
        }
        if from_versions || texts.are_wanted() {
            let visit = |version: Counting| {
                let Some(sum) = self.part(version.origin).and_then(|part| sums.get_mut(part)) else {
                    return Ok(());
                };
                texts.take(&version.values.0);
                match from_versions {
                    true => add(sum, self.content(), version.id, &version.values.0),
                    false => Ok(()),
                }
            };
            self.each_counting(look, end, visit).await?;
        }
        let mut totals = self.put_together(&sums, self.coverage(look, end).await?)?;
        texts.give(&mut totals.indicators);
        Ok(totals)
    }

    async fn add_kept(&self, look: &impl Look, sums: &mut [Folded]) -> Result<()> {
        let add = |kept: Kept| match self.part(kept.unit_id).and_then(|part| sums.get_mut(part)) {
            Some(sum) => sum.merge(&kept.cells.0).map_err(Problem::internal),
            None => Ok(()),
        };
        look.gather::<entity::Entity>()
            .columns([entity::Column::UnitId, entity::Column::Cells])
            .filter(entity::Column::RoundId.eq(self.round.id))
            .filter(self.arisen(entity::Column::UnitId))
            .each(add)
            .await
    }

    fn put_together(&self, sums: &[Folded], covered: Vec<Coverage>) -> Result<Totals> {
        let mut whole = Folded::empty(self.content());
        let mut coverage = Coverage::default();
        for (sum, part) in sums.iter().zip(&covered) {
            whole.merge(sum).map_err(Problem::internal)?;
            coverage.merge(part);
        }
        let mut parts = self.units.iter().zip(sums).zip(covered);
        let Some(((unit, own), own_coverage)) = parts.next() else {
            return Err(Problem::internal("no unit asked for"));
        };
        let children = parts.map(|((unit, sum), coverage)| {
            Ok(ChildTotals {
                unit: unit.clone(),
                coverage,
                indicators: self.figures(sum)?,
            })
        });
        Ok(Totals {
            unit: unit.clone(),
            as_of: self.as_of,
            basis: self.basis,
            period: TotalsPeriod {
                key: self.round.period_key.clone(),
                calendar: self.round.calendar.clone(),
                from: self.round.period_from,
                to: self.round.period_to,
            },
            coverage,
            indicators: self.figures(&whole)?,
            own: OwnTotals {
                coverage: own_coverage,
                indicators: self.figures(own)?,
            },
            children: children.collect::<Result<_>>()?,
        })
    }

    fn figures(&self, sum: &Folded) -> Result<Vec<IndicatorTotal>> {
        sum.totals(self.content()).map_err(Problem::internal)
    }
}
