//! The yearly round of one province: 150 reports, each with every indicator of the built-in template answered and accepted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use danchu::{
    access::{Event, OrganisationKind, RoundId, Store, System, Task, UnitId, derived, fresh, fresh_personal},
    attachment::attached::Attached,
    calendar::{DaysAfter, DeadlineEvent, DeadlineRule},
    organisation::organisation,
    reporting::{
        kinds::{Basis, Line, Outcome, Progress},
        known::KnownFigures,
        obligation::entity as obligation,
        round::entity as round,
        submission::version,
        template::{
            builtin,
            content::{Applicability, Indicator, TemplateContent, ValueType},
            install::{YEARLY, built_in_id, install},
        },
        total::renew,
        values::Values,
    },
    territory::unit,
};
use serde_json::{Value, json};

use crate::{
    Result,
    register::{PROVINCE, committee, keep},
};

const REPORTS: usize = 150;

/// A round with its reports.
pub struct Round {
    content: TemplateContent,
    round: round::Model,
    obligations: Vec<obligation::Model>,
    versions: Vec<version::Model>,
}

/// The id of the round.
pub fn round_id() -> RoundId {
    derived("bench/round")
}

impl Round {
    pub fn new(units: &[unit::Model], bodies: &[organisation::Model], now: DateTime<Utc>) -> Result<Self> {
        let content = builtin::yearly()?;
        let receiver = committee(PROVINCE.unit, units, bodies).ok_or("a province without its committee")?;
        let communes: BTreeSet<UnitId> = units
            .iter()
            .filter(|unit| unit.parent_id == Some(receiver.unit_id))
            .map(|unit| unit.id)
            .collect();
        let due = DeadlineRule::DaysAfter(DaysAfter {
            days: 5,
            event: DeadlineEvent::PeriodEnd,
            before: None,
        });
        let round = round::Model {
            id: round_id(),
            organisation_id: receiver.id,
            unit_id: receiver.unit_id,
            template_id: built_in_id(YEARLY, 1),
            period_key: "2025".to_owned(),
            calendar: "reporting".to_owned(),
            period_from: NaiveDate::from_ymd_opt(2024, 12, 15).ok_or("a day")?,
            period_to: NaiveDate::from_ymd_opt(2025, 12, 14).ok_or("a day")?,
            occasion: String::new(),
            name: "Báo cáo thực hiện dân chủ ở cơ sở năm 2025".to_owned(),
            deadlines: round::Deadlines {
                province: due,
                district: due,
                commune: due,
            },
            legal_basis: None,
            opened_at: now,
            late_allowed: true,
            closed_at: None,
            close_reason: None,
            version: 1,
        };
        let mut obliged: Vec<_> = bodies
            .iter()
            .filter(|body| {
                communes.contains(&body.unit_id)
                    && Line::Management.basis(body.kind, OrganisationKind::PeopleCommittee) == Some(Basis::Required)
            })
            .collect();
        // The committee of every commune first, then whoever it manages.
        obliged.sort_by_key(|body| body.managed_by.is_some());
        let obligations: Vec<_> = obliged
            .into_iter()
            .take(REPORTS)
            .map(|body| obligation(&round, body, receiver, now))
            .collect();
        if obligations.len() < REPORTS {
            return Err("too few organisations for the round".into());
        }
        let versions = obligations
            .iter()
            .zip(1..)
            .map(|(owed, number)| version(&content, owed, number, now))
            .collect();
        Ok(Self {
            content,
            round,
            obligations,
            versions,
        })
    }

    pub async fn keep(self, store: &Store, now: DateTime<Utc>) -> Result<()> {
        install(store, now).await?;
        let change = System::new(store, Task::LoadBuiltIns).begin().await?;
        let connection = change.connection();
        let (id, units): (RoundId, BTreeSet<UnitId>) = (
            self.round.id,
            self.obligations.iter().map(|owed| owed.origin_unit_id).collect(),
        );
        keep::<round::Entity>(connection, vec![self.round]).await?;
        keep::<obligation::Entity>(connection, self.obligations).await?;
        keep::<version::Entity>(connection, self.versions).await?;
        for unit in units {
            renew(connection, &self.content, id, unit).await?;
        }
        Ok(change.commit(Event::about("report_round", id), now).await?)
    }
}

fn obligation(
    round: &round::Model,
    body: &organisation::Model,
    receiver: &organisation::Model,
    now: DateTime<Utc>,
) -> obligation::Model {
    obligation::Model {
        id: fresh(),
        round_id: round.id,
        organisation_id: body.id,
        unit_id: body.unit_id,
        origin_unit_id: body.unit_id,
        organisation_name: body.name.clone(),
        name_sort: body.name_sort.clone(),
        basis: Basis::Required,
        applicability: obligation::Asked(Applicability::ALL.to_vec()),
        progress: Progress::Accepted,
        due_at: now,
        extended_until: None,
        extended_at: None,
        extension_reason: None,
        reminded_days: None,
        received_on: None,
        receipt: None,
        waiver_reason: None,
        addition_reason: None,
        supplement_reason: None,
        receiver_id: receiver.id,
        handled_by: None,
        submission_id: Some(fresh()),
        first_submitted_at: Some(now),
        latest_version: Some(1),
        accepted_version: Some(1),
        first_accepted_at: Some(now),
        version: 4,
    }
}

fn version(content: &TemplateContent, owed: &obligation::Model, number: i64, now: DateTime<Utc>) -> version::Model {
    let values: Values = content
        .indicators
        .iter()
        .map(|indicator| (indicator.code.clone(), answer(indicator, number)))
        .collect();
    let (somebody, post) = (fresh_personal(), fresh());
    version::Model {
        id: fresh(),
        submission_id: owed.submission_id.unwrap_or_else(fresh),
        obligation_id: owed.id,
        round_id: owed.round_id,
        organisation_id: owed.organisation_id,
        unit_id: owed.unit_id,
        number: 1,
        values: version::StoredValues(values),
        narrative: version::StoredNarrative(BTreeMap::new()),
        nothing: false,
        attachments: Attached::default(),
        hash: vec![0; 32],
        submitted_at: now,
        signed_by: somebody,
        signed_in: post,
        signer_name: "Nguyễn Văn A".to_owned(),
        signer_title: "Chủ tịch".to_owned(),
        signed_for: None,
        drafted_by: somebody,
        drafter_name: "Trần Thị B".to_owned(),
        receiver_id: owed.receiver_id,
        handled_by: None,
        supplement_reason: None,
        outcome: Outcome::Accepted,
        reason: None,
        remarks: version::Remarks::default(),
        examined_at: None,
        examined_by: None,
        examination: None,
        decided_at: Some(now),
        decided_by: Some(somebody),
        decider_name: Some("Lê Văn C".to_owned()),
        official_issue: None,
        known_figures: KnownFigures::default(),
    }
}

/// Some answer of the indicator's type.
fn answer(indicator: &Indicator, number: i64) -> Value {
    match indicator.value_type {
        ValueType::Integer | ValueType::Money => json!(number * 17),
        ValueType::Decimal => json!(number.to_string()),
        ValueType::Boolean => json!(number % 2 == 0),
        ValueType::Choice => json!(indicator.choices.first().map(|choice| &choice.value)),
        ValueType::Text => json!("Đã niêm yết tại trụ sở và nhà văn hóa thôn."),
        ValueType::Date => json!("2025-12-10"),
    }
}
