//! The regulations that wait: those that an organisation owes and has not begun, and those on their way.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    documents::{Wait, by_owner},
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{DocumentId, EditRegulation, Feature, Level, Look, OrganisationId, OrganisationKind},
    document::{
        force::Force,
        regulation::{
            RegulationAction, RegulationState, Setting, Shown,
            entity::{Column, Entity, Model},
            may_issue,
        },
    },
    http::Result,
    organisation::organisation,
    reorganisation::entity as reorganisation,
    territory::unit,
};

/// Law 10/2022 has held since 1 July 2023.
const LAW_10_2022: NaiveDate = match NaiveDate::from_ymd_opt(2023, 7, 1) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let theirs = Column::OrganisationId.is_in(bodies.iter().map(|body| body.id));
    let rows = look.find::<Entity>().filter(theirs).all().await?;
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>(), today).await?;
    let mut rows = by_owner(rows, |row| row.organisation_id);
    let level = look.identity().level_in(Feature::Document);
    let deadlines = deadlines(look, bodies).await?;
    let mut waits = Vec::new();
    for body in bodies {
        let known = rows.remove(&body.id).unwrap_or_default();
        waits.extend(
            known
                .iter()
                .filter_map(|row| on_its_way(row, &shown.actions(look, row))),
        );
        if look.may::<EditRegulation>() {
            let missing = owed(body, level)
                .into_iter()
                .filter(|setting| !known.iter().any(|row| serves(row, *setting, &shown)));
            waits.extend(missing.map(|setting| begin(body, setting, deadlines.get(&body.id).copied())));
        }
    }
    Ok(waits)
}

/// By when heirs are to replace what was carried over, where the act that opened them says so.
async fn deadlines(look: &impl Look, bodies: &[organisation::Model]) -> Result<BTreeMap<OrganisationId, NaiveDate>> {
    let acts = look
        .find::<reorganisation::Entity>()
        .filter(reorganisation::Column::AppliedAt.is_not_null())
        .filter(reorganisation::Column::EffectiveOn.is_in(bodies.iter().map(|body| body.valid_from)));
    let acts = acts.all().await?;
    let opens = |act: &reorganisation::Model, body: &organisation::Model| {
        let mut opened = act.lines.0.opened.iter();
        opened.any(|opened| unit::id_of(opened.code.as_str(), act.effective_on) == body.unit_id)
    };
    let due = bodies.iter().filter_map(|body| {
        let act = acts.iter().find(|act| opens(act, body))?;
        Some((body.id, act.lines.0.documents_by?))
    });
    Ok(due.collect())
}

/// Whether a regulation is in force for a setting, or on its way there.
fn serves(row: &Model, setting: Setting, shown: &Shown) -> bool {
    let force = shown.force(row);
    let stands = force.is_none() || matches!(force, Some(Force::InForce | Force::Partly | Force::NotYet));
    row.setting == setting && stands
}

/// What an organisation must have a regulation for (Law 10/2022 Art. 35.2c, 59.1a, 81.1a).
fn owed(body: &organisation::Model, level: Level) -> Vec<Setting> {
    use OrganisationKind::{PeopleCommittee, ProvincialDepartment, PublicServiceUnit, StateOwnedEnterprise};
    let must = matches!(
        body.kind,
        PeopleCommittee | ProvincialDepartment | PublicServiceUnit | StateOwnedEnterprise
    );
    let settings = [Setting::Commune, Setting::Agency, Setting::StateEnterprise].into_iter();
    let settings = settings.filter(|setting| must && !body.follows_parent && may_issue(*setting, body.kind, level));
    settings.collect()
}

fn begin(body: &organisation::Model, setting: Setting, due: Option<NaiveDate>) -> Wait {
    Wait {
        setting: Some(setting),
        due,
        ..Wait::of(WorkKind::BeginRegulation, body.id, body.valid_from.max(LAW_10_2022))
    }
}

/// The next step with one that was begun.
fn on_its_way(row: &Model, actions: &[RegulationAction]) -> Option<Wait> {
    let may = |action| actions.contains(&action);
    let consultation = row.consultation.as_ref();
    let opened = consultation.map(|consultation| consultation.opened_on);
    let closed = consultation.and_then(|consultation| consultation.result.as_ref());
    let (kind, since) = match row.state {
        RegulationState::Draft if may(RegulationAction::OpenConsultation) => {
            (WorkKind::DraftRegulation, Some(row.begun_on))
        }
        RegulationState::Consultation if may(RegulationAction::CloseConsultation) => {
            (WorkKind::ConsultOnRegulation, opened)
        }
        RegulationState::Consulted if may(RegulationAction::Issue) => {
            (WorkKind::IssueRegulation, closed.map(|result| result.closed_on))
        }
        RegulationState::UnderReview if may(RegulationAction::CloseReview) => (
            WorkKind::ReviewRegulation,
            row.review.as_ref().map(|review| review.begun_on),
        ),
        _ => return None,
    };
    Some(Wait {
        document: Some(DocumentId(row.id.0)),
        setting: Some(row.setting),
        actions: actions.iter().copied().map(WorkAction::from).collect(),
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since.unwrap_or(row.begun_on))
    })
}
