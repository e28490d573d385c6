//! The democracy regulations of the demonstration: what was issued under the law, and what the new communes make of it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{
    bodies::{Body, Places},
    chance::{between, draw},
    day::{day, morning},
    events,
    tier::Tier,
    write::write,
};
use crate::{
    access::{
        DocumentId, Event, Level, OrganisationId, OrganisationKind, Record, RegulationId, UnitId, derived, event,
    },
    document::{
        force::LinkKind,
        number::DocumentNumber,
        register::link,
        regulation::{
            ConsultationForm, RegulationState, Setting,
            entity::{self, Consultation, ConsultationResult, Entity, Issue, Model, Partner},
            may_issue,
        },
    },
    http::Result,
    organisation::organisation_lineage,
    reporting::official::SigningCapacity,
    text,
};

/// The id of a body's regulation for a setting.
fn id_of(body: OrganisationId, setting: Setting) -> RegulationId {
    derived(&format!("demo/regulation/{setting:?}/{body}"))
}

/// How far bodies have come, so many in ten.
struct Course {
    begun: NaiveDate,
    issued: u64,
    consulting: u64,
}

/// What bodies had issued or begun in the first year of the law.
pub async fn of_2024(bodies: &[Body], places: &Places, connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let course = Course {
        begun: day(2024, 2, 1),
        issued: 8,
        consulting: 1,
    };
    let rows = course.rows(bodies, &places.levels());
    keep(&rows, &[], connection).await
}

/// What the bodies that the act opened have issued or begun since, in the place of what their predecessors had.
pub async fn of_2025(opened: &[Body], places: &Places, connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let course = Course {
        begun: day(2025, 8, 1),
        issued: 3,
        consulting: 3,
    };
    let untouched = |body: &&Body| !Tier::TwoTier.untouched().contains(&body.login.as_str());
    let others: Vec<Body> = opened.iter().filter(untouched).cloned().collect();
    let rows = course.rows(&others, &places.levels());
    let lines = organisation_lineage::Entity::find().all(connection).await?;
    let known = Entity::find().all(connection).await?;
    let replaced = |row: &Model| {
        let passed = |old: &&Model| {
            let mut lines = lines.iter();
            let came = lines
                .any(|line| (line.predecessor_id, line.successor_id) == (old.organisation_id, row.organisation_id));
            came && old.setting == row.setting && old.signed_on.is_some()
        };
        let link = |old: &Model| link::Model {
            from_id: DocumentId(row.id.0),
            to_id: DocumentId(old.id.0),
            relation: LinkKind::Replaces,
            effective_on: row.in_force_on,
        };
        known.iter().filter(passed).map(link).collect::<Vec<_>>()
    };
    let links: Vec<link::Model> = rows.iter().flat_map(replaced).collect();
    keep(&rows, &links, connection).await
}

async fn keep(rows: &[Model], links: &[link::Model], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    write::<Entity>(rows, connection).await?;
    Entity::keep_beside(rows, connection).await?;
    write::<link::Entity>(links, connection).await?;
    let told = rows.iter().map(|row| {
        let asked = row
            .course
            .consultation
            .as_ref()
            .map(|consultation| consultation.opened_on);
        let at = row.signed_on.or(asked).unwrap_or_default();
        events::made(Event::on::<Entity>(row), morning(at))
    });
    Ok(told.collect())
}

impl Course {
    fn rows(&self, bodies: &[Body], levels: &BTreeMap<UnitId, Level>) -> Vec<Model> {
        let standing = bodies.iter().filter(|body| body.row.exists_on(self.begun));
        standing.flat_map(|body| self.of(body, levels)).collect()
    }

    fn of(&self, body: &Body, levels: &BTreeMap<UnitId, Level>) -> Vec<Model> {
        let level = levels.get(&body.row.unit_id).copied().unwrap_or(Level::Commune);
        let owed = [Setting::Commune, Setting::Agency, Setting::StateEnterprise].into_iter();
        let owed = owed.filter(|setting| own_kind(body.row.kind) && may_issue(*setting, body.row.kind, level));
        owed.filter_map(|setting| self.regulation(body, setting)).collect()
    }

    /// None where nothing has been begun.
    fn regulation(&self, body: &Body, setting: Setting) -> Option<Model> {
        let key = format!("regulation/{setting:?}/{}", body.login);
        let place = match body.login.as_str() {
            // Those that the examples name.
            "03388" | "03390" | "03388.2024" | "so-noi-vu" => 0,
            _ => draw(&key, 10),
        };
        let opened_on = self
            .begun
            .checked_add_days(Days::new(draw(&format!("{key}/day"), 40)))?;
        let mut begun = draft(body, setting, opened_on);
        begun.course.consultation = Some(consultation(setting, opened_on));
        match place {
            issued if issued < self.issued => Some(issue(begun, body, opened_on, &key)),
            asked if asked < self.issued + self.consulting => Some(begun),
            _ => None,
        }
    }
}

const fn own_kind(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::PeopleCommittee
            | OrganisationKind::ProvincialDepartment
            | OrganisationKind::PublicServiceUnit
            | OrganisationKind::StateOwnedEnterprise
    )
}

fn draft(body: &Body, setting: Setting, opened_on: NaiveDate) -> Model {
    let title = match setting {
        Setting::Commune | Setting::Field => {
            format!(
                "Quy chế thực hiện dân chủ ở {}",
                body.row.name.trim_start_matches("Ủy ban nhân dân ")
            )
        }
        _ => format!("Quy chế thực hiện dân chủ trong hoạt động của {}", body.row.name),
    };
    Model {
        id: id_of(body.row.id, setting),
        organisation_id: body.row.id,
        unit_id: body.row.unit_id,
        origin_unit_id: body.row.unit_id,
        setting,
        field: None,
        title_fold: text::fold(&title),
        title,
        summary: None,
        state: RegulationState::Consultation,
        begun_on: opened_on - Days::new(14),
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        course: entity::Course::default(),
        version: 1,
    }
}

fn consultation(setting: Setting, opened_on: NaiveDate) -> Consultation {
    let people = setting == Setting::Commune;
    let form = if people {
        ConsultationForm::CommunityMeeting
    } else {
        ConsultationForm::InPerson
    };
    Consultation {
        opened_on,
        forms: vec![form, ConsultationForm::Portal],
        plan: None,
        draft_file: None,
        open_until: people.then(|| opened_on + Days::new(20)),
        result: None,
    }
}

fn issue(mut row: Model, body: &Body, opened_on: NaiveDate, key: &str) -> Model {
    let after = |days| opened_on + Days::new(days);
    let opinions = draw(&format!("{key}/opinions"), 60);
    if let Some(consultation) = &mut row.course.consultation {
        consultation.result = Some(ConsultationResult {
            closed_on: after(25),
            opinions: u32::try_from(opinions).unwrap_or_default(),
            accepted: u32::try_from(opinions / 2).unwrap_or_default(),
            explanation: "Đã tiếp thu các ý kiến phù hợp; ý kiến còn lại đã được quy định trong Luật.".to_owned(),
            explained_on: after(28),
        });
    }
    let number = DocumentNumber {
        number: u32::try_from(between(key, 10, 400)).unwrap_or(1),
        symbol: if body.row.kind == OrganisationKind::PeopleCommittee {
            "QĐ-UBND"
        } else {
            "QĐ"
        }
        .to_owned(),
    };
    let partner = match row.setting {
        Setting::Commune => "Ủy ban Mặt trận Tổ quốc Việt Nam cùng cấp",
        _ => "Ban Chấp hành Công đoàn",
    };
    row.course.issue = Some(Issue {
        signer: "Lò Văn Inh".to_owned(),
        capacities: vec![SigningCapacity::Tm],
        partner: Some(Partner {
            name: partner.to_owned(),
            document: "Biên bản thống nhất".to_owned(),
        }),
        no_partner_reason: None,
        signed_file: None,
    });
    Model {
        state: RegulationState::Issued,
        number: Some(i64::from(number.number)),
        symbol: Some(number.symbol),
        signed_on: Some(after(35)),
        in_force_on: Some(after(36)),
        ..row
    }
}
