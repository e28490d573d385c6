//! Putting totals and progress together: the round, the unit asked for, the tree around it, and what counts where.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use sea_orm::{ColumnTrait, Condition};

use super::{
    api::{ChildProgress, ChildTotals, Coverage, OwnTotals, RoundProgress, Standing, Totals, TotalsPeriod, TreeBasis},
    entity,
    recompute::add,
    tree::{Branch, Node, Tree},
};
use crate::{
    access::{Look, RoundId, ScopePlace, UnitId},
    calendar::{AHEAD_OF_UTC, DUE_SOON, Timeliness, timeliness},
    http::{Code, Problem, Result},
    reporting::{
        kinds::{Basis, Outcome, Progress},
        obligation::owed::{self, Model as Owed},
        rollup::{Folded, IndicatorTotal},
        round::entity as round,
        submission::version,
        template::{
            content::{AcrossUnits, TemplateContent},
            entity as template,
        },
    },
    territory::{lineage, unit, unit_name::NamedUnit, unit_reach},
};

/// What totals and progress stand on: the round, the unit asked for, and the tree around it.
pub struct Ground {
    round: round::Model,
    content: TemplateContent,
    root: UnitId,
    names: BTreeMap<UnitId, NamedUnit>,
    tree: Tree,
    basis: TreeBasis,
    as_of: NaiveDate,
    children: Vec<UnitId>,
    places: BTreeMap<UnitId, usize>,
}

impl Ground {
    pub async fn lay(
        look: &impl Look,
        round: RoundId,
        unit: Option<UnitId>,
        basis: Option<TreeBasis>,
        as_of: Option<NaiveDate>,
    ) -> Result<Self> {
        let round = look.find::<round::Entity>().by_id(round).await?;
        let template = look.find::<template::Entity>().by_id(round.template_id).await?;
        let top = match look.scope().place {
            ScopePlace::Unit { root, .. } => root,
            ScopePlace::Organisation(_) => look.identity().unit,
        };
        let units = units_under(look, top).await?;
        let root = unit.unwrap_or(top);
        let Some(root_unit) = units.iter().find(|unit| unit.id == root) else {
            return Err(Problem::new(Code::NotFound));
        };
        let basis = basis.unwrap_or(match root_unit.valid_from <= round.period_to {
            true => TreeBasis::Original,
            false => TreeBasis::Current,
        });
        let as_of = as_of.unwrap_or_else(|| look.clocks().legal.today());
        let day = match basis {
            TreeBasis::Original => round.period_to,
            TreeBasis::Current => as_of,
        };
        let tree = Tree::new(nodes(look, &units).await?, day);
        if !tree.holds(root) {
            return Err(Problem::new(Code::UnitNotInBasis));
        }
        let names: BTreeMap<UnitId, NamedUnit> = units.iter().map(|unit| (unit.id, NamedUnit::from(unit))).collect();
        let sorted = units.iter().map(|unit| unit.id).filter(|id| tree.is_child(root, *id));
        let children: Vec<UnitId> = match look.scope().place {
            ScopePlace::Unit { .. } => sorted.collect(),
            ScopePlace::Organisation(_) => Vec::new(),
        };
        let places = children.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        Ok(Self {
            content: template.content.0,
            round,
            root,
            names,
            tree,
            basis,
            as_of,
            children,
            places,
        })
    }

    /// The obligations of the round at the unit and below.
    pub async fn obligations(&self, look: &impl Look) -> Result<Vec<Owed>> {
        look.find::<owed::Entity>()
            .filter(owed::Column::RoundId.eq(self.round.id))
            .all()
            .await
    }

    /// Which part of the answer a unit's figures belong to: 0 is the unit itself, then its children in order; none when it lies
    /// elsewhere.
    fn slot(&self, unit: UnitId) -> Option<usize> {
        match self.tree.branch(self.root, unit)? {
            Branch::Root => Some(0),
            Branch::Child(child) => Some(self.places.get(&child).map_or(0, |place| place + 1)),
        }
    }

    pub async fn totals(&self, look: &impl Look, obligations: &[Owed], as_of: Option<NaiveDate>) -> Result<Totals> {
        let parts = self.parts(look, obligations, as_of).await?;
        let mut sums = vec![Folded::empty(&self.content); self.children.len() + 1];
        for (unit, folded) in &parts {
            let Some(slot) = self.slot(*unit) else { continue };
            if let Some(sum) = sums.get_mut(slot) {
                sum.merge(folded).map_err(Problem::internal)?;
            }
        }
        let mut covered = vec![Coverage::default(); self.children.len() + 1];
        let end = as_of.map(end_of_day);
        for owed in obligations {
            let Some(slot) = self.slot(owed.origin_unit_id) else {
                continue;
            };
            if let Some(coverage) = covered.get_mut(slot) {
                coverage.count(owed, end);
            }
        }
        let mut whole = Folded::empty(&self.content);
        let mut coverage = Coverage::default();
        for (sum, part) in sums.iter().zip(&covered) {
            whole.merge(sum).map_err(Problem::internal)?;
            coverage.merge(part);
        }
        let figures = |folded: &Folded| folded.totals(&self.content).map_err(Problem::internal);
        let mut slots = sums.iter().zip(covered);
        let own = match slots.next() {
            Some((sum, coverage)) => OwnTotals {
                coverage,
                indicators: figures(sum)?,
            },
            None => return Err(Problem::internal("a total without its unit")),
        };
        let children = self
            .children
            .iter()
            .zip(slots)
            .map(|(unit, (sum, coverage))| {
                Ok(ChildTotals {
                    unit: self.name(*unit)?,
                    coverage,
                    indicators: figures(sum)?,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Totals {
            unit: self.name(self.root)?,
            as_of: self.as_of,
            basis: self.basis,
            period: TotalsPeriod {
                key: self.round.period_key.clone(),
                calendar: self.round.calendar.clone(),
                from: self.round.period_from,
                to: self.round.period_to,
            },
            coverage,
            indicators: figures(&whole)?,
            own,
            children,
        })
    }

    /// The totals of each unit: the kept rows for now, recomputed from the versions for a day gone by or for a body that sees only
    /// some of a unit's organisations.
    async fn parts(
        &self,
        look: &impl Look,
        obligations: &[Owed],
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<(UnitId, Folded)>> {
        let whole_units = matches!(look.scope().place, ScopePlace::Unit { .. });
        if whole_units && as_of.is_none() {
            let rows = look
                .find::<entity::Entity>()
                .filter(entity::Column::RoundId.eq(self.round.id))
                .all()
                .await?;
            return Ok(rows.into_iter().map(|row| (row.unit_id, row.cells.0)).collect());
        }
        let mut parts: BTreeMap<UnitId, Folded> = BTreeMap::new();
        for (unit, version) in self.counting(look, obligations, as_of).await? {
            let part = parts.entry(unit).or_insert_with(|| Folded::empty(&self.content));
            add(part, &self.content, &version)?;
        }
        Ok(parts.into_iter().collect())
    }

    /// Of each report the last version accepted by the end of the day.
    async fn counting(
        &self,
        look: &impl Look,
        obligations: &[Owed],
        as_of: Option<NaiveDate>,
    ) -> Result<Vec<(UnitId, version::Model)>> {
        let mut accepted = Condition::all()
            .add(version::Column::RoundId.eq(self.round.id))
            .add(version::Column::Outcome.eq(Outcome::Accepted));
        if let Some(day) = as_of {
            accepted = accepted.add(version::Column::DecidedAt.lt(end_of_day(day)));
        }
        let versions = look.find::<version::Entity>().filter(accepted).all().await?;
        let mut last: BTreeMap<_, version::Model> = BTreeMap::new();
        for version in versions {
            let newer = last
                .get(&version.obligation_id)
                .is_none_or(|kept| kept.number < version.number);
            if newer {
                last.insert(version.obligation_id, version);
            }
        }
        let units: BTreeMap<_, UnitId> = obligations.iter().map(|owed| (owed.id, owed.origin_unit_id)).collect();
        Ok(last
            .into_iter()
            .filter_map(|(id, version)| units.get(&id).map(|unit| (*unit, version)))
            .collect())
    }

    /// Adds the texts of list indicators.
    pub async fn list_texts(
        &self,
        look: &impl Look,
        obligations: &[Owed],
        totals: &mut [IndicatorTotal],
    ) -> Result<()> {
        let versions = self.counting(look, obligations, Some(self.as_of)).await?;
        let listed = self
            .content
            .indicators
            .iter()
            .filter(|indicator| indicator.across_units == AcrossUnits::List);
        for indicator in listed {
            let texts = versions
                .iter()
                .filter(|(unit, _)| self.slot(*unit).is_some())
                .filter_map(|(_, version)| version.values.0.get(&indicator.code)?.as_str().map(str::to_owned))
                .collect();
            if let Some(total) = totals.iter_mut().find(|total| total.code == indicator.code) {
                total.items = Some(texts);
            }
        }
        Ok(())
    }

    pub fn progress(&self, look: &impl Look, obligations: &[Owed]) -> Result<RoundProgress> {
        let now = look.clocks().legal.now();
        let mut standings = vec![Standing::default(); self.children.len() + 1];
        let mut total = Standing::default();
        for owed in obligations.iter().filter(|owed| owed.basis == Basis::Required) {
            let Some(slot) = self.slot(owed.origin_unit_id) else {
                continue;
            };
            let clock = timeliness(now, owed.due_at, owed.first_submitted_at, DUE_SOON);
            total.count(owed.progress, clock);
            if let Some(standing) = standings.get_mut(slot) {
                standing.count(owed.progress, clock);
            }
        }
        let mut standings = standings.into_iter();
        Ok(RoundProgress {
            unit: self.name(self.root)?,
            total,
            own: standings.next().unwrap_or_default(),
            children: self
                .children
                .iter()
                .zip(standings)
                .map(|(unit, total)| {
                    Ok(ChildProgress {
                        unit: self.name(*unit)?,
                        total,
                    })
                })
                .collect::<Result<_>>()?,
        })
    }

    fn name(&self, unit: UnitId) -> Result<NamedUnit> {
        self.names
            .get(&unit)
            .cloned()
            .ok_or_else(|| Problem::internal("a unit without a name"))
    }
}

impl Coverage {
    /// Counts an obligation by what had happened before `end`.
    fn count(&mut self, owed: &Owed, end: Option<DateTime<Utc>>) {
        if owed.basis != Basis::Required || owed.progress == Progress::Waived {
            return;
        }
        let before = |at: Option<DateTime<Utc>>| at.is_some_and(|at| end.is_none_or(|end| at < end));
        self.required += 1;
        match before(owed.first_submitted_at) {
            true => self.submitted += 1,
            false => self.missing += 1,
        }
        self.accepted += u64::from(before(owed.accepted_at));
    }

    fn merge(&mut self, other: &Self) {
        self.required += other.required;
        self.submitted += other.submitted;
        self.accepted += other.accepted;
        self.missing += other.missing;
    }
}

impl Standing {
    fn count(&mut self, progress: Progress, clock: Timeliness) {
        let counter = match progress {
            Progress::NotStarted => &mut self.not_started,
            Progress::Draft => &mut self.draft,
            Progress::Submitted => &mut self.submitted,
            Progress::Returned => &mut self.returned,
            Progress::Accepted => &mut self.accepted,
            Progress::Waived => {
                self.waived += 1;
                return;
            }
        };
        *counter += 1;
        self.expected += 1;
        match clock {
            Timeliness::OnTime => self.on_time += 1,
            Timeliness::Late => self.late += 1,
            Timeliness::Overdue => self.overdue += 1,
            Timeliness::DueSoon => self.due_soon += 1,
            Timeliness::NotDue => {}
        }
    }
}

/// The units that lie under `top`, or lay there, by name.
async fn units_under(look: &impl Look, top: UnitId) -> Result<Vec<unit::Model>> {
    let reach = look
        .find::<unit_reach::Entity>()
        .filter(unit_reach::Column::RootId.eq(top))
        .all()
        .await?;
    let ids: Vec<UnitId> = reach.into_iter().map(|row| row.unit_id).collect();
    let mut units = Vec::with_capacity(ids.len());
    for chunk in ids.chunks(500) {
        units.extend(
            look.find::<unit::Entity>()
                .filter(unit::Column::Id.is_in(chunk.iter().copied()))
                .all()
                .await?,
        );
    }
    units.sort_by(|one, two| one.name_sort.cmp(&two.name_sort).then(one.id.cmp(&two.id)));
    Ok(units)
}

/// The units as a tree needs them, with their heirs.
async fn nodes(look: &impl Look, units: &[unit::Model]) -> Result<BTreeMap<UnitId, Node>> {
    let lines = look
        .find::<lineage::Entity>()
        .filter(lineage::Column::Heir.eq(true))
        .all()
        .await?;
    let heirs: BTreeMap<UnitId, UnitId> = lines
        .into_iter()
        .map(|line| (line.predecessor_id, line.successor_id))
        .collect();
    let node = |unit: &unit::Model| Node {
        parent: unit.parent_id,
        valid_from: unit.valid_from,
        valid_to: unit.valid_to,
        heir: heirs.get(&unit.id).copied(),
    };
    Ok(units.iter().map(|unit| (unit.id, node(unit))).collect())
}

/// The instant a day in Vietnam ends.
fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN).and_utc() - AHEAD_OF_UTC
}
