//! The resolutions of the demonstration's councils: the province's on democracy at the grass roots, and what communes make of it.

use chrono::{Days, NaiveDate};
use sea_orm::ConnectionTrait;

use super::{
    bodies::Body,
    chance::{between, draw},
    day::{day, morning},
    events,
    names::name,
    tier::Tier,
    write::write,
};
use crate::{
    access::{DocumentId, Event, OrganisationId, OrganisationKind, Record, ResolutionId, derived, event},
    document::{
        force::LinkKind,
        number::DocumentNumber,
        register::link,
        resolution::{
            ResolutionState, ResolutionSubject,
            entity::{Adoption, Entity, Examination, Model, Proposal},
        },
    },
    http::Result,
    text,
};

/// What councils resolve on.
const SUBJECTS: [&str; 3] = [
    "quyết định các biện pháp bảo đảm thực hiện dân chủ ở cơ sở trên địa bàn",
    "về việc sáp nhập, đặt tên, đổi tên thôn, bản, tổ dân phố trên địa bàn",
    "về kế hoạch phát triển kinh tế - xã hội năm 2026 của",
];

fn id_of(council: OrganisationId, subject: usize) -> ResolutionId {
    derived(&format!("demo/resolution/{subject}/{council}"))
}

/// What councils had resolved on in the first year of the law; the province did so at the end of it.
pub async fn of_2024(bodies: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let councils = bodies
        .iter()
        .filter(|body| body.row.kind == OrganisationKind::PeopleCouncil);
    let rows = councils.filter_map(|council| match council.login.as_str() {
        "12" => Some(of_the_province(council)),
        _ => of_a_council(council, 0, day(2024, 4, 1)),
    });
    keep(&rows.collect::<Vec<_>>(), &[], connection).await
}

/// What the councils that the act opened have resolved on since, and what the province is about to change.
pub async fn of_2025(bodies: &[Body], opened: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    let untouched = Tier::TwoTier.untouched();
    let councils = opened
        .iter()
        .filter(|body| body.row.kind == OrganisationKind::PeopleCouncil);
    let councils = councils.filter(|body| !untouched.contains(&body.login.as_str()));
    let mut rows: Vec<Model> = councils
        .flat_map(|council| (0..SUBJECTS.len()).filter_map(|subject| of_a_council(council, subject, day(2025, 8, 15))))
        .collect();
    let mut province = bodies
        .iter()
        .filter(|body| body.row.kind == OrganisationKind::PeopleCouncil);
    let amending = province.find(|body| body.login == "12").map(amendment);
    let links: Vec<link::Model> = amending
        .iter()
        .map(|row| amends(row, id_of(row.organisation_id, 0)))
        .collect();
    rows.extend(amending);
    keep(&rows, &links, connection).await
}

async fn keep(rows: &[Model], links: &[link::Model], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
    write::<Entity>(rows, connection).await?;
    Entity::keep_beside(rows, connection).await?;
    write::<link::Entity>(links, connection).await?;
    let told = rows.iter().map(|row| {
        let at = row.signed_on.unwrap_or(row.proposal.signed_on);
        events::made(Event::on::<Entity>(row), morning(at))
    });
    Ok(told.collect())
}

/// Nghị quyết số 75/NQ-HĐND.
fn of_the_province(council: &Body) -> Model {
    let proposed = proposed(council, 0, "4576/TTr-UBND", day(2024, 11, 12));
    let examined = examined(proposed, "Ban Pháp chế", "605/BC-HĐND", day(2024, 11, 29));
    adopted(examined, "75/NQ-HĐND", day(2024, 12, 9), 50)
}

fn amendment(council: &Body) -> Model {
    let title = "Nghị quyết sửa đổi, bổ sung một số điều của Nghị quyết số 75/NQ-HĐND ngày 09 tháng 12 năm 2024";
    let row = Model {
        id: id_of(council.row.id, SUBJECTS.len()),
        title: title.to_owned(),
        title_fold: text::fold(title),
        ..proposed(council, 0, "7120/TTr-UBND", day(2025, 12, 1))
    };
    examined(row, "Ban Pháp chế", "512/BC-HĐND", day(2025, 12, 10))
}

fn amends(row: &Model, other: ResolutionId) -> link::Model {
    link::Model {
        from_id: DocumentId(row.id.0),
        to_id: DocumentId(other.0),
        relation: LinkKind::Amends,
        effective_on: None,
    }
}

/// None where nothing was proposed.
fn of_a_council(council: &Body, subject: usize, begun: NaiveDate) -> Option<Model> {
    let key = format!("resolution/{subject}/{}", council.login);
    let proposed_on = begun.checked_add_days(Days::new(draw(&format!("{key}/day"), 45)))?;
    let number = |what: &str, symbol: &str| format!("{}/{symbol}", between(&format!("{key}/{what}"), 2, 300));
    let begun = proposed(council, subject, &number("proposal", "TTr-UBND"), proposed_on);
    let after = |days| proposed_on + Days::new(days);
    let committee = "Ban Kinh tế - Xã hội";
    let place = match council.login.as_str() {
        // Those that the examples name.
        "03388" | "03390" | "03388.2024" => 0,
        _ => draw(&key, 10),
    };
    match place {
        0..6 => {
            let examined = examined(begun, committee, &number("report", "BC-HĐND"), after(8));
            let deputies = u32::try_from(between(&key, 18, 30)).unwrap_or(20);
            // Three subjects, three numbers.
            let number = between(&format!("{key}/number"), 1, 30) * 3 + i64::try_from(subject).unwrap_or_default();
            Some(adopted(examined, &format!("{number}/NQ-HĐND"), after(14), deputies))
        }
        6 => Some(examined(begun, committee, &number("report", "BC-HĐND"), after(8))),
        7 => Some(begun),
        _ => None,
    }
}

fn proposed(council: &Body, subject: usize, number: &str, on: NaiveDate) -> Model {
    let unit = council.row.name.trim_start_matches("Hội đồng nhân dân ");
    let title = format!(
        "Nghị quyết {} {unit}",
        SUBJECTS.get(subject).copied().unwrap_or_default()
    );
    Model {
        id: id_of(council.row.id, subject),
        organisation_id: council.row.id,
        unit_id: council.row.unit_id,
        origin_unit_id: council.row.unit_id,
        title_fold: text::fold(&title),
        title,
        summary: None,
        subject: match subject {
            0 => ResolutionSubject::DemocracyMeasures,
            _ => ResolutionSubject::Other,
        },
        state: ResolutionState::Proposed,
        proposal: Proposal {
            proposer: format!("Ủy ban nhân dân {unit}"),
            number: read(number),
            signed_on: on,
            file: None,
        },
        examination: None,
        adoption: None,
        rejection: None,
        number: None,
        symbol: None,
        signed_on: None,
        in_force_on: None,
        expires_on: None,
        repeal: None,
        version: 1,
    }
}

fn examined(row: Model, committee: &str, number: &str, on: NaiveDate) -> Model {
    Model {
        state: ResolutionState::Examined,
        examination: Some(Examination {
            committee: committee.to_owned(),
            number: read(number),
            signed_on: on,
            opinion: "Nhất trí với dự thảo; đề nghị quy định rõ chế độ báo cáo.".to_owned(),
            file: None,
        }),
        ..row
    }
}

fn adopted(row: Model, number: &str, on: NaiveDate, deputies: u32) -> Model {
    let number = read(number);
    Model {
        state: ResolutionState::Adopted,
        adoption: Some(Adoption {
            session: "Kỳ họp thường lệ cuối năm".to_owned(),
            deputies,
            present: deputies - 1,
            in_favour: deputies - 1,
            signer: name(&format!("chair.{}", row.organisation_id)),
            signed_file: None,
        }),
        number: Some(i64::from(number.number)),
        symbol: Some(number.symbol),
        signed_on: Some(on),
        in_force_on: Some(on),
        ..row
    }
}

fn read(number: &str) -> DocumentNumber {
    DocumentNumber::read(number).unwrap_or(DocumentNumber {
        number: 1,
        symbol: number.to_owned(),
    })
}
