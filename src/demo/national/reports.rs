//! The reports of a quarter: one of each organisation, accepted in time, with the totals of each unit; province by province.

use std::{collections::BTreeMap, io::Write};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{Told, begin, commit, ground::Ground, window};
use crate::{
    access::{AccountId, Level, OrganisationId, PostId, Store, UnitId, derived},
    attachment::attached::Attached,
    calendar::{DaysAfter, DeadlineEvent, DeadlineRule, PeriodKey},
    demo::{chance::draw, day::morning, write::write},
    http::{Problem, Result},
    organisation::organisation,
    reporting::{
        kinds::{Basis, Outcome, Progress, applicability_of},
        known::KnownFigures,
        obligation::entity::{self as obligation, Asked},
        rollup::Folded,
        round::entity::{self as round, Deadlines},
        submission::{
            canonical_values, hash,
            version::{self, Remarks, StoredNarrative, StoredValues},
        },
        template::{
            content::{Applicability, Indicator, ValueType},
            entity as template,
        },
        total::entity::{self as total, Cells},
        values::{Depth, Narrative, Values, check},
    },
    territory::unit,
};

/// Writes the round of a quarter.
pub async fn quarter<W: Write>(
    store: &Store,
    ground: &Ground,
    template: &template::Model,
    key: &PeriodKey,
    told: &mut Told<'_, W>,
) -> Result<()> {
    let nation = ground
        .units
        .first()
        .ok_or_else(|| Problem::internal("the list has no nation"))?;
    let row = round(nation, ground, template, key)?;
    let change = begin(store).await?;
    write::<round::Entity>(std::slice::from_ref(&row), change.connection()).await?;
    commit(change, &format!("round/{key}")).await?;
    let work = Work {
        template,
        round: &row,
        ground,
    };
    let mut reports = 0;
    for (province, bodies) in by_province(ground) {
        let made = work.of(&bodies)?;
        let change = begin(store).await?;
        write::<obligation::Entity>(&made.obligations, change.connection()).await?;
        write::<version::Entity>(&made.versions, change.connection()).await?;
        write::<total::Entity>(&made.totals, change.connection()).await?;
        commit(change, &format!("reports/{key}/{}", province.code)).await?;
        reports += made.versions.len();
        told.said(&format!("{key}: {reports} reports, {} and before", province.name));
    }
    Ok(())
}

/// The organisations that owe a report, by the province they stand in.
fn by_province(ground: &Ground) -> Vec<(&unit::Model, Vec<(&organisation::Model, &unit::Model)>)> {
    let units: BTreeMap<UnitId, &unit::Model> = ground.units.iter().map(|unit| (unit.id, unit)).collect();
    let mut found: BTreeMap<UnitId, Vec<(&organisation::Model, &unit::Model)>> = BTreeMap::new();
    for body in &ground.bodies {
        let Some(unit) = units.get(&body.unit_id).filter(|unit| unit.level != Level::Nation) else {
            continue;
        };
        let province = if unit.level == Level::Province {
            Some(unit.id)
        } else {
            unit.parent_id
        };
        if let Some(province) = province {
            found.entry(province).or_default().push((body, unit));
        }
    }
    let named = found
        .into_iter()
        .filter_map(|(province, bodies)| Some((*units.get(&province)?, bodies)));
    named.collect()
}

fn round(nation: &unit::Model, ground: &Ground, template: &template::Model, key: &PeriodKey) -> Result<round::Model> {
    let window = window(key);
    let due = DeadlineRule::DaysAfter(DaysAfter {
        days: 10,
        event: DeadlineEvent::PeriodEnd,
        before: None,
    });
    let committee = ground.committees.get(&nation.id).copied();
    Ok(round::Model {
        id: derived(&format!("demo/national/round/{key}")),
        organisation_id: committee.ok_or_else(|| Problem::internal("the nation has no committee"))?,
        unit_id: nation.id,
        template_id: template.id,
        period_key: key.to_string(),
        calendar: "civil".to_owned(),
        period_from: window.from,
        period_to: window.to,
        occasion: String::new(),
        name: format!("Báo cáo quý {key}"),
        deadlines: Deadlines {
            province: due,
            district: due,
            commune: due,
        },
        legal_basis: None,
        opened_at: morning(window.to),
        late_allowed: true,
        closed_at: None,
        close_reason: None,
        version: 1,
    })
}

struct Work<'a> {
    template: &'a template::Model,
    round: &'a round::Model,
    ground: &'a Ground,
}

#[derive(Default)]
struct Made {
    obligations: Vec<obligation::Model>,
    versions: Vec<version::Model>,
    totals: Vec<total::Model>,
}

impl Work<'_> {
    fn of(&self, bodies: &[(&organisation::Model, &unit::Model)]) -> Result<Made> {
        let content = &self.template.content.0;
        let mut made = Made::default();
        let mut totals: BTreeMap<UnitId, Folded> = BTreeMap::new();
        for (body, unit) in bodies {
            let owed = self.obligation(body, unit)?;
            let values: Values = content
                .indicators
                .iter()
                .map(|indicator| (indicator.code.clone(), answer(indicator, &owed)))
                .collect();
            let checked = check(content, &Applicability::ALL, &values, &Narrative::new(), Depth::Draft);
            let checked = checked.map_err(|faults| Problem::internal(format!("{faults:?}")))?;
            let total = totals.entry(unit.id).or_insert_with(|| Folded::empty(content));
            total.add(content, &checked.values).map_err(Problem::internal)?;
            let digest = hash(self.template.id, &checked, &Attached::default())?;
            made.versions.push(signed(&owed, canonical_values(&checked)?, digest)?);
            made.obligations.push(owed);
        }
        let row = |(unit_id, folded)| total::Model {
            round_id: self.round.id,
            unit_id,
            cells: Cells(folded),
        };
        made.totals = totals.into_iter().map(row).collect();
        Ok(made)
    }

    fn obligation(&self, body: &organisation::Model, unit: &unit::Model) -> Result<obligation::Model> {
        let of = format!("{}/{}", self.round.id, body.id);
        let sent = self.sent();
        Ok(obligation::Model {
            id: derived(&format!("demo/national/obligation/{of}")),
            round_id: self.round.id,
            organisation_id: body.id,
            unit_id: body.unit_id,
            origin_unit_id: body.unit_id,
            organisation_name: body.name.clone(),
            name_sort: body.name_sort.clone(),
            basis: Basis::Required,
            applicability: Asked(applicability_of(body.kind, unit.level)),
            progress: Progress::Accepted,
            due_at: morning(self.round.period_to) + TimeDelta::days(10),
            extended_until: None,
            extended_at: None,
            extension_reason: None,
            reminded_days: None,
            received_on: None,
            receipt: None,
            waiver_reason: None,
            addition_reason: None,
            supplement_reason: None,
            receiver_id: self.receiver(body, unit)?,
            handled_by: None,
            submission_id: Some(derived(&format!("demo/national/submission/{of}"))),
            first_submitted_at: Some(sent),
            latest_version: Some(1),
            accepted_version: Some(1),
            first_accepted_at: Some(sent + TimeDelta::hours(4)),
            version: 4,
        })
    }

    fn sent(&self) -> DateTime<Utc> {
        morning(self.round.period_to) + TimeDelta::days(3)
    }

    fn receiver(&self, body: &organisation::Model, unit: &unit::Model) -> Result<OrganisationId> {
        let above = unit
            .parent_id
            .and_then(|parent| self.ground.committees.get(&parent))
            .copied();
        let receiver = body.managed_by.or(above);
        receiver.ok_or_else(|| Problem::internal(format!("nobody receives what {} reports", body.name)))
    }
}

fn signed(owed: &obligation::Model, values: Values, digest: Vec<u8>) -> Result<version::Model> {
    let sent = owed
        .first_submitted_at
        .ok_or_else(|| Problem::internal("a report that was not sent"))?;
    let submission_id = owed
        .submission_id
        .ok_or_else(|| Problem::internal("a report without an id"))?;
    let (somebody, post): (AccountId, PostId) = (derived("demo/national/somebody"), derived("demo/national/some-post"));
    Ok(version::Model {
        id: derived(&format!("version/{submission_id}/1")),
        submission_id,
        obligation_id: owed.id,
        round_id: owed.round_id,
        organisation_id: owed.organisation_id,
        unit_id: owed.unit_id,
        number: 1,
        values: StoredValues(values),
        narrative: StoredNarrative(BTreeMap::new()),
        nothing: false,
        attachments: Attached::default(),
        hash: digest,
        submitted_at: sent,
        signed_by: somebody,
        signed_in: post,
        signer_name: "Nguyễn Văn A".to_owned(),
        signer_title: "Thủ trưởng đơn vị".to_owned(),
        signed_for: None,
        drafted_by: somebody,
        drafter_name: "Trần Thị B".to_owned(),
        receiver_id: owed.receiver_id,
        handled_by: None,
        supplement_reason: None,
        outcome: Outcome::Accepted,
        reason: None,
        remarks: Remarks::default(),
        examined_at: None,
        examined_by: None,
        examination: None,
        decided_at: owed.first_accepted_at,
        decided_by: Some(somebody),
        decider_name: Some("Lê Văn C".to_owned()),
        official_issue: None,
        known_figures: KnownFigures::default(),
    })
}

/// An answer that follows from whose it is.
fn answer(indicator: &Indicator, owed: &obligation::Model) -> Value {
    let number = draw(&format!("{}/{}", owed.id, indicator.code), 1000);
    match indicator.value_type {
        ValueType::Decimal => json!(format!("{number}.{:02}", number % 100)),
        ValueType::Boolean => json!(number.is_multiple_of(2)),
        ValueType::Choice => json!(if number.is_multiple_of(3) { "tot" } else { "kha" }),
        _ => json!(number),
    }
}
