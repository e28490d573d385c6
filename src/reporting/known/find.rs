//! Looking up what is known of a report's figures.

use std::collections::{BTreeMap, btree_map::Entry};

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::ExprTrait};

use super::{
    boards::Boards,
    documents::Documents,
    periods::{put_together, shorter_periods},
    reporters::reporters,
    source::{FigureSource, KnownFigure, KnownFigures, KnownValue, as_answered},
};
use crate::{
    access::{Look, OrganisationId, VillageId},
    calendar::Window,
    http::Result,
    measure::{
        evaluation::Rating,
        figures::{MeasureValue, Records, Whose},
    },
    organisation::staff,
    reporting::{
        obligation::entity as obligation,
        round::entity as round,
        submission::version,
        template::content::{Applicability, Indicator, TemplateContent, ValueType},
    },
    territory::{then::Then, unit_reach::reached_from, village, village_households},
};

/// What is known of the figures of an organisation's report.
pub async fn known_of(
    look: &impl Look,
    owed: &obligation::Model,
    round: &round::Model,
    content: &TemplateContent,
) -> Result<KnownFigures> {
    let reporters = reporters(look, owed).await?;
    let mut sources = Sources {
        look,
        owed,
        round,
        documents: Documents::of(look, owed, round, reporters.clone()),
        boards: Boards::of(look, owed, round),
        measures: Records::of(whose(owed, &reporters, round), look.beside::<obligation::Entity>(owed)),
        reporters,
        reports: BTreeMap::new(),
    };
    let mut known = Vec::new();
    let asked = content
        .indicators
        .iter()
        .filter(|indicator| indicator.is_asked_of(&owed.applicability.0));
    for indicator in asked {
        let Some(source) = &indicator.source else { continue };
        if let Some((value, records)) = sources.figure(indicator, source).await? {
            known.push(KnownFigure {
                indicator: indicator.code.clone(),
                value,
                source: source.clone(),
                records,
            });
        }
    }
    Ok(KnownFigures(known))
}

struct Sources<'s, L: Look> {
    look: &'s L,
    owed: &'s obligation::Model,
    round: &'s round::Model,
    documents: Documents<'s, L>,
    boards: Boards<'s, L>,
    measures: Records<'s, L::Connection>,
    /// Whose records they are.
    reporters: Vec<OrganisationId>,
    /// The accepted reports on shorter periods, by the code of their template: many indicators come from the same.
    reports: BTreeMap<&'s str, Vec<version::Model>>,
}

impl<'s, L: Look> Sources<'s, L> {
    /// The figure and the records behind it; none where nothing is recorded.
    async fn figure(
        &mut self,
        indicator: &Indicator,
        source: &'s FigureSource,
    ) -> Result<Option<(KnownValue, Vec<String>)>> {
        let (look, owed, day) = (self.look, self.owed, self.round.period_to);
        let whole = |count: i64| {
            let unit = 10_i128.saturating_pow(indicator.scale.into());
            KnownValue::from(as_answered(indicator, i128::from(count).saturating_mul(unit)))
        };
        let villages = format!("/api/v1/villages?unit={}&as_of={day}", owed.unit_id);
        Ok(match source {
            FigureSource::Villages {} => {
                let villages_then = villages_on(look, owed, day).await?;
                number(villages_then.len()).map(|count| (whole(count), vec![villages]))
            }
            FigureSource::Households {} => {
                let counted = households_on(look, owed, &villages_on(look, owed, day).await?, day).await?;
                counted.map(|counted| (whole(counted), vec![villages]))
            }
            FigureSource::Staff {} => {
                let record = format!("/api/v1/organisations/{}", owed.organisation_id);
                let counted = staff_on(look, owed, day).await?;
                counted.map(|counted| (whole(counted), vec![record]))
            }
            FigureSource::CouncilResolution {} => self.documents.resolution().await?,
            FigureSource::Regulations { figure } => self.documents.regulations(*figure).await?,
            FigureSource::Conventions { figure } => {
                let counted = self.documents.conventions(*figure).await?;
                counted.map(|(count, records)| (whole(count), records))
            }
            FigureSource::Boards { of, figure } => {
                let counted = self.boards.figure(*of, *figure).await?;
                counted.map(|(count, records)| match indicator.value_type {
                    ValueType::Boolean => (KnownValue::YesNo(count > 0), records),
                    _ => (whole(count), records),
                })
            }
            FigureSource::Measures { figure } => {
                let told = self.measures.figure(*figure).await?;
                told.map(|(value, list)| (measured(value, whole), self.listed(list)))
            }
            FigureSource::ShorterPeriods { template } => {
                let told = put_together(indicator, self.reports(template.as_str()).await?);
                told.map(|(number, records)| (number.into(), records))
            }
        })
    }

    /// Where the records of a kind are read.
    fn listed(&self, list: &str) -> Vec<String> {
        let (unit, day) = (self.owed.unit_id, self.round.period_to);
        match list {
            "appointments" => vec![format!(
                "/api/v1/appointments?position=person_in_charge&unit={unit}&as_of={day}"
            )],
            // Of what it is like itself its predecessors tell nothing.
            "conditions" | "evaluations" => vec![format!("/api/v1/{list}?organisation={}", self.owed.organisation_id)],
            _ => {
                let each = self.reporters.iter();
                each.map(|body| format!("/api/v1/{list}?organisation={body}")).collect()
            }
        }
    }

    async fn reports(&mut self, template: &'s str) -> Result<&[version::Model]> {
        match self.reports.entry(template) {
            Entry::Occupied(read) => Ok(read.into_mut()),
            Entry::Vacant(unread) => {
                Ok(unread.insert(shorter_periods(self.look, self.owed, self.round, template).await?))
            }
        }
    }
}

fn whose(owed: &obligation::Model, reporters: &[OrganisationId], round: &round::Model) -> Whose {
    let commune = owed.applicability.0.contains(&Applicability::Commune);
    Whose {
        organisation: owed.organisation_id,
        reporters: reporters.to_vec(),
        is_a_commune: commune,
        window: Window {
            from: round.period_from,
            to: round.period_to,
        },
        year: round.period_to.year(),
    }
}

/// As a report answers it; ratings by the codes of the built-in templates.
fn measured(value: MeasureValue, whole: impl FnOnce(i64) -> KnownValue) -> KnownValue {
    match value {
        MeasureValue::Count(count) => whole(count),
        MeasureValue::YesNo(answer) => KnownValue::YesNo(answer),
        MeasureValue::Day(day) => KnownValue::Text(day.to_string()),
        MeasureValue::Rating(rating) => KnownValue::Text(
            match rating {
                Rating::Good => "tot",
                Rating::Fair => "kha",
                Rating::Average => "trung_binh",
                Rating::Weak => "yeu",
            }
            .to_owned(),
        ),
    }
}

/// What the register holds of the organisation is told to all who see what it owes, also to whoever fills for it.
fn beside<'l, L: Look>(look: &'l L, owed: &obligation::Model) -> &'l L::Connection {
    look.beside::<obligation::Entity>(owed)
}

/// A register that holds no village at all says nothing of how many there are.
fn number(count: usize) -> Option<i64> {
    i64::try_from(count).ok().filter(|count| *count > 0)
}

async fn villages_on(look: &impl Look, owed: &obligation::Model, day: NaiveDate) -> Result<Vec<VillageId>> {
    let lasting = Condition::any()
        .add(village::Column::ValidTo.is_null())
        .add(village::Column::ValidTo.gt(day));
    let place = Then::on(look, day)
        .await?
        .unit(village::Column::Id, village::Column::UnitId);
    let villages = village::Entity::find()
        .filter(place.in_subquery(reached_from(owed.unit_id)))
        .filter(village::Column::ValidFrom.lte(day))
        .filter(lasting);
    Ok(villages
        .all(beside(look, owed))
        .await?
        .into_iter()
        .map(|village| village.id)
        .collect())
}

/// The latest count of the organisation's staff.
async fn staff_on(look: &impl Look, owed: &obligation::Model, day: NaiveDate) -> Result<Option<i64>> {
    let counted = staff::Entity::find()
        .filter(staff::Column::OrganisationId.eq(owed.organisation_id))
        .filter(staff::Column::CountedOn.lte(day))
        .all(beside(look, owed))
        .await?;
    let latest = counted.iter().max_by_key(|count| count.counted_on);
    Ok(latest.map(|count| count.staff))
}

/// The latest count of each village, added up; none while one of them was never counted.
async fn households_on(
    look: &impl Look,
    owed: &obligation::Model,
    villages: &[VillageId],
    day: NaiveDate,
) -> Result<Option<i64>> {
    let counts = village_households::Entity::find()
        .filter(village_households::Column::VillageId.is_in(villages.iter().copied()))
        .filter(village_households::Column::CountedOn.lte(day))
        .all(beside(look, owed))
        .await?;
    let mut latest: BTreeMap<VillageId, (NaiveDate, i64)> = BTreeMap::new();
    for count in counts {
        let known = latest
            .entry(count.village_id)
            .or_insert((count.counted_on, count.households));
        *known = (*known).max((count.counted_on, count.households));
    }
    let all = !villages.is_empty() && latest.len() == villages.len();
    Ok(all.then(|| latest.values().map(|(_, households)| households).sum()))
}
