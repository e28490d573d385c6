//! Opening a round: who owes a report, by when, to whom.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QuerySelect, sea_query::LockType};

use super::{api::NewReportRound, entity as round};
use crate::{
    access::{Feature, Level, Look, OpenRound, OrganisationId, Tx, UnitId, fresh},
    board::{
        BoardKind,
        entity::{self as board, BoardState},
    },
    calendar::{Holidays, PeriodKey, Periodicity, day::holidays},
    http::{Code, Problem, Result, wire_name},
    organisation::{organisation, routing::Directory},
    reporting::{
        kinds::{Basis, Progress, applicability_of, asked_of_a_board},
        obligation::entity::{self as obligation, Asked},
        template::{content::Applicability, entity as template, rules::TemplateState},
    },
    territory::unit,
    text::Text,
};

/// Rounds of a period, when one is named.
pub fn of_period(period: Option<PeriodKey>) -> Condition {
    Condition::all().add_option(period.map(|key| round::Column::PeriodKey.eq(key.to_string())))
}

/// Opens the round and makes its obligations.
pub async fn open(tx: &mut Tx<OpenRound>, new: NewReportRound) -> Result<round::Model> {
    let template = tx
        .find::<template::Entity>()
        .by_id(new.template_id)
        .await
        .map_err(unknown_template)?;
    fits(&template, &new)?;
    let window = new.period_key.window(new.calendar);
    let principal = tx.principal();
    let row = round::Model {
        id: fresh(),
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        template_id: template.id,
        period_key: new.period_key.to_string(),
        calendar: wire_name(&new.calendar)?,
        period_from: window.from,
        period_to: window.to,
        occasion: new.occasion.map(Text::into_string).unwrap_or_default(),
        name: new.name.to_string(),
        deadlines: new.deadlines,
        legal_basis: new.legal_basis.map(|basis| basis.to_string()),
        opened_at: tx.clocks().legal.now(),
        late_allowed: template.content.0.late_allowed,
        closed_at: None,
        close_reason: None,
        version: 1,
    };
    let row = tx.add::<round::Entity>(row).await?;
    unmoved(tx, &row).await?;
    let directory = Directory::load(tx.within_lock::<round::Entity>(&row), window.to).await?;
    let also = new.also.into_iter().collect();
    let plan = Plan::of(tx, &row, &template, &directory, window.to, also).await?;
    let organisations = tx.find::<organisation::Entity>().all().await?;
    let owed: Vec<obligation::Model> = organisations.iter().filter_map(|body| plan.obligation(body)).collect();
    plan.require_known(&organisations)?;
    plan.require_asked(&owed)?;
    tx.add_under::<round::Entity, obligation::Entity>(&row, &owed).await?;
    learn(tx.within_lock::<round::Entity>(&row), owed.len()).await?;
    Ok(row)
}

/// A round of this many obligations changes what the database must know of the table.
const MANY: usize = 1000;

/// Has PostgreSQL look at the table again: of a round it has never seen it believes that it is small, and reads the whole for each report.
async fn learn(connection: &impl ConnectionTrait, owed: usize) -> Result<()> {
    if owed >= MANY && connection.get_database_backend() == DbBackend::Postgres {
        connection.execute_unprepared("ANALYZE report_obligation").await?;
    }
    Ok(())
}

/// Waits for a reorganisation of the province that is under way, and lets none begin: what is read from here on stays where it is.
pub(super) async fn unmoved(tx: &Tx<OpenRound>, round: &round::Model) -> Result<()> {
    unit::Entity::find_by_id(round.unit_id)
        .lock(LockType::NoKeyUpdate)
        .one(tx.within_lock::<round::Entity>(round))
        .await?;
    Ok(())
}

fn unknown_template(problem: Problem) -> Problem {
    match problem.code {
        Code::NotFound => Problem::invalid(
            "/template_id",
            "unknown",
            "Không có mẫu báo cáo này.",
            "There is no such template.",
        ),
        _ => problem,
    }
}

/// 422 when the template is not in use, or not asked for such a period or on such an occasion.
fn fits(template: &template::Model, new: &NewReportRound) -> Result<()> {
    if template.state() != TemplateState::Published {
        return Err(Problem::invalid(
            "/template_id",
            "not_in_use",
            "Mẫu báo cáo chưa ban hành hoặc đã thôi dùng.",
            "The template has not been published, or was retired.",
        ));
    }
    let ad_hoc = template.periodicity == Periodicity::AdHoc;
    if ad_hoc != new.occasion.is_some() {
        return Err(Problem::invalid(
            "/occasion",
            "unsuited",
            "Mẫu đột xuất, chuyên đề phải nêu chuyên đề hoặc sự việc; mẫu định kỳ thì không.",
            "An ad hoc template is asked on an occasion, and no other is.",
        ));
    }
    let periodicity = ad_hoc || template.periodicity == new.period_key.periodicity();
    match periodicity && template.calendar == new.calendar {
        true => Ok(()),
        false => {
            let (periodicity, calendar) = (wire_name(&template.periodicity)?, wire_name(&template.calendar)?);
            Err(Problem::invalid(
                "/period_key",
                "other_periodicity",
                format!("Mẫu này báo cáo theo kỳ `{periodicity}`, lịch `{calendar}`."),
                format!("The template is asked by `{periodicity}` in the `{calendar}` calendar."),
            ))
        }
    }
}

/// What is asked of the organisations that boards are; nothing of those in which nobody is recognised yet.
pub async fn asked_of_boards(
    connection: &impl ConnectionTrait,
) -> Result<BTreeMap<OrganisationId, Option<Applicability>>> {
    use board::Column;
    let boards = board::Entity::find()
        .select_only()
        .columns([Column::BodyId, Column::Kind, Column::State])
        .into_tuple::<(OrganisationId, BoardKind, BoardState)>();
    let asked = |(body, kind, state)| match state {
        BoardState::Forming => (body, None),
        BoardState::Recognised | BoardState::Ended => (body, asked_of_a_board(kind)),
    };
    Ok(boards.all(connection).await?.into_iter().map(asked).collect())
}

/// What deciding who owes a report takes.
pub struct Plan<'a> {
    pub round: &'a round::Model,
    pub template: &'a template::Model,
    pub directory: &'a Directory,
    /// Whoever exists on this day can be asked.
    pub day: NaiveDate,
    pub levels: BTreeMap<UnitId, Level>,
    /// See [`asked_of_boards`].
    pub boards: BTreeMap<OrganisationId, Option<Applicability>>,
    pub holidays: Holidays,
    /// Organisations asked although the law does not oblige them.
    pub also: BTreeSet<OrganisationId>,
}

impl<'a> Plan<'a> {
    pub async fn of(
        look: &impl Look,
        round: &'a round::Model,
        template: &'a template::Model,
        directory: &'a Directory,
        day: NaiveDate,
        also: BTreeSet<OrganisationId>,
    ) -> Result<Self> {
        let units = look.find::<unit::Entity>().all().await?;
        let units = units.iter().filter(|unit| unit.exists_on(day));
        Ok(Self {
            round,
            template,
            directory,
            day,
            levels: units.map(|unit| (unit.id, unit.level)).collect(),
            boards: asked_of_boards(look.beside::<round::Entity>(round)).await?,
            holidays: holidays(look).await?,
            also,
        })
    }

    /// 422 when an organisation asked by name does not exist in scope.
    fn require_known(&self, organisations: &[organisation::Model]) -> Result<()> {
        let known: BTreeSet<OrganisationId> = organisations.iter().map(|body| body.id).collect();
        match self.also.is_subset(&known) {
            true => Ok(()),
            false => Err(Problem::new(Code::UnknownReference)),
        }
    }

    /// 422 when an organisation asked by name could not be asked: ended, never reporting, or following its parent body.
    fn require_asked(&self, owed: &[obligation::Model]) -> Result<()> {
        let asked: BTreeSet<OrganisationId> = owed.iter().map(|row| row.organisation_id).collect();
        match self.also.is_subset(&asked) {
            true => Ok(()),
            false => Err(Problem::invalid(
                "/also",
                "cannot_be_asked",
                "Có cơ quan không thể được yêu cầu báo cáo: đã kết thúc, hoặc không tự báo cáo.",
                "One of these cannot be asked: it has ended, or never reports on its own.",
            )),
        }
    }

    /// The obligation of an organisation, if it owes one.
    pub fn obligation(&self, body: &organisation::Model) -> Option<obligation::Model> {
        let level = *self.levels.get(&body.unit_id)?;
        let receiver = self.directory.receiver_of(body)?;
        let basis = self.basis(body, receiver)?;
        let asked = match self.boards.get(&body.id) {
            Some(asked) => vec![(*asked)?],
            None => applicability_of(body.kind, level),
        };
        let any = self
            .template
            .content
            .0
            .indicators
            .iter()
            .any(|indicator| indicator.applies_to.iter().any(|kind| asked.contains(kind)));
        if !body.exists_on(self.day) || body.follows_parent || !any {
            return None;
        }
        Some(obligation::Model {
            id: fresh(),
            round_id: self.round.id,
            organisation_id: body.id,
            unit_id: body.unit_id,
            origin_unit_id: body.unit_id,
            organisation_name: body.name.clone(),
            name_sort: body.name_sort.clone(),
            basis,
            applicability: Asked(asked),
            progress: Progress::NotStarted,
            due_at: self.round.due_at(level, &self.holidays),
            extended_until: None,
            extended_at: None,
            extension_reason: None,
            reminded_days: None,
            received_on: None,
            receipt: None,
            waiver_reason: None,
            addition_reason: None,
            supplement_reason: None,
            receiver_id: receiver,
            handled_by: self.directory.handled_by(receiver, Feature::Reporting),
            submission_id: None,
            first_submitted_at: None,
            latest_version: None,
            accepted_version: None,
            first_accepted_at: None,
            version: 1,
        })
    }

    /// Whoever the law obliges, and those asked by name.
    fn basis(&self, body: &organisation::Model, receiver: OrganisationId) -> Option<Basis> {
        let basis = self.template.line.basis(body.kind, self.directory.kind_of(receiver)?);
        basis.filter(|basis| *basis == Basis::Required || self.also.contains(&body.id))
    }
}
