//! What an organisation and a mandate must be like. Pure: rows in, a row or a refusal out.

use chrono::{Datelike, NaiveDate};

use super::{mandate, organisation::Model};
use crate::{
    access::{Capacity, Level, OrganisationKind},
    http::{Code, Fault, Place, Problem, Result, Said},
    territory::unit,
};

/// 422 with everything that is wrong with an organisation as it is to be recorded.
pub fn check_new(row: &Model, unit: &unit::Model, manager: Option<&Model>) -> Result<()> {
    refuse(faults(row, unit.level, manager).chain(since(row.valid_from, unit)))
}

/// The same of one that is there: it may be older than the unit that answers for it now.
pub fn check(row: &Model, unit: Level, manager: Option<&Model>) -> Result<()> {
    refuse(faults(row, unit, manager))
}

/// Everything that is wrong with an organisation in a unit of this level, under this manager.
pub fn faults(row: &Model, unit: Level, manager: Option<&Model>) -> impl Iterator<Item = Fault> {
    [
        sector(row),
        level(row.kind, unit),
        manager.and_then(|manager| managed(row.kind, manager)),
        follows(row),
    ]
    .into_iter()
    .flatten()
}

fn refuse(faults: impl Iterator<Item = Fault>) -> Result<()> {
    let mut problem = Problem::new(Code::InvalidContent);
    problem.faults = faults.collect();
    match problem.faults.is_empty() {
        true => Ok(()),
        false => Err(problem),
    }
}

fn fault(pointer: &str, code: &'static str, vi: &'static str, en: &'static str) -> Fault {
    Fault {
        place: Place::Body(pointer.to_owned()),
        code: code.into(),
        said: Said::new(vi, en),
    }
}

fn sector(row: &Model) -> Option<Fault> {
    let misplaced = row.sector.is_some() && row.kind != OrganisationKind::PublicServiceUnit;
    misplaced.then(|| {
        fault(
            "/sector",
            "not_applicable",
            "Chỉ đơn vị sự nghiệp công lập có ngành.",
            "Only a public service unit has a sector.",
        )
    })
}

/// The levels an organisation of a kind can be found at.
const fn levels(kind: OrganisationKind) -> &'static [Level] {
    use Level::{Commune, District, Nation, Province};
    use OrganisationKind as Kind;
    match kind {
        Kind::PeopleCommittee | Kind::PeopleCouncil | Kind::CouncilCommittee => &[Province, District, Commune],
        Kind::ProvincialDepartment => &[Province],
        // At district level until 2025-06-30; district units have ended since.
        Kind::CommuneDivision => &[District, Commune],
        Kind::Community => &[Commune],
        Kind::FatherlandFront
        | Kind::SocioPoliticalOrganisation
        | Kind::TradeUnion
        | Kind::PublicServiceUnit
        | Kind::StateOwnedEnterprise
        | Kind::NonStateEmployer
        | Kind::PartyBody
        | Kind::CentralAgency
        | Kind::InspectionBoard => &[Nation, Province, District, Commune],
    }
}

fn level(kind: OrganisationKind, level: Level) -> Option<Fault> {
    (!levels(kind).contains(&level)).then(|| {
        fault(
            "/unit",
            "wrong_level",
            "Loại cơ quan, tổ chức này không có ở cấp của đơn vị hành chính đã chọn.",
            "There is no organisation of this kind at the level of the unit.",
        )
    })
}

fn since(from: NaiveDate, unit: &unit::Model) -> Option<Fault> {
    (!unit.exists_on(from)).then(|| {
        fault(
            "/valid_from",
            "unit_not_valid",
            "Đơn vị hành chính không tồn tại vào ngày này.",
            "The unit does not exist on this day.",
        )
    })
}

fn managed(kind: OrganisationKind, manager: &Model) -> Option<Fault> {
    let line_of_its_own = matches!(kind.capacity(), Capacity::Committee | Capacity::Overseer);
    if line_of_its_own {
        return Some(fault(
            "/managed_by",
            "not_applicable",
            "Ủy ban nhân dân, Hội đồng nhân dân và Mặt trận Tổ quốc không có cơ quan chủ quản.",
            "Committees, Councils and the Front have no managing body.",
        ));
    }
    if manager.kind.capacity() == Capacity::Overseer {
        return Some(fault(
            "/managed_by",
            "not_applicable",
            "Hội đồng nhân dân và Mặt trận Tổ quốc không quản lý cơ quan khác.",
            "Councils and the Front manage no other body.",
        ));
    }
    manager.valid_to.is_some().then(|| {
        fault(
            "/managed_by",
            "ended",
            "Cơ quan chủ quản đã kết thúc hoạt động.",
            "The managing body has ended.",
        )
    })
}

fn follows(row: &Model) -> Option<Fault> {
    (row.follows_parent && row.managed_by.is_none()).then(|| {
        fault(
            "/follows_parent",
            "needs_managed_by",
            "Chỉ thực hiện cùng cơ quan cấp trên khi có cơ quan chủ quản.",
            "Only an organisation with a managing body can follow it.",
        )
    })
}

/// Whether a unit has at most one living organisation of this kind.
pub const fn one_per_unit(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::PeopleCommittee | OrganisationKind::PeopleCouncil | OrganisationKind::FatherlandFront
    )
}

/// Refuses to change what has been closed.
pub fn still_open(row: &Model) -> Result<()> {
    match row.valid_to {
        None => Ok(()),
        Some(end) => Err(Problem::new(Code::StateForbids).detail(
            format!("Cơ quan, tổ chức đã kết thúc hoạt động từ ngày {end}."),
            format!("The organisation has been closed from {end} on."),
        )),
    }
}

/// Closes an organisation from a day on.
pub fn close(row: &Model, on: NaiveDate, reason: &str, legal_basis: Option<&str>) -> Result<Model> {
    still_open(row)?;
    if on <= row.valid_from || on.year() > LAST_YEAR {
        return Err(Problem::invalid(
            "/on",
            "out_of_range",
            format!("Phải sau ngày thành lập {}.", row.valid_from),
            format!("Must be after {}, the day it was founded.", row.valid_from),
        ));
    }
    Ok(Model {
        valid_to: Some(on),
        close_reason: Some(reason.to_owned()),
        legal_basis: legal_basis.map(str::to_owned).or_else(|| row.legal_basis.clone()),
        ..row.clone()
    })
}

/// Beyond these a date is a slip of the pen.
const LAST_YEAR: i32 = 2200;

/// Refuses a mandate its committee cannot give to this body, or not for these days.
pub fn mandate_fits(mandate: &mandate::Model, committee: &Model, body: &Model) -> Result<()> {
    still_open(body)?;
    if body.kind.capacity() != Capacity::Body || body.unit_id != committee.unit_id {
        return Err(Problem::invalid(
            "/organisation_id",
            "not_a_body_of_the_unit",
            "Chỉ giao cho cơ quan, đơn vị cùng đơn vị hành chính, không phải Ủy ban, Hội đồng hay Mặt trận.",
            "A mandate goes to a body of the same unit that is no committee, Council or Front.",
        ));
    }
    if mandate.valid_from < body.valid_from || mandate.valid_from.year() > LAST_YEAR {
        return Err(Problem::invalid(
            "/valid_from",
            "out_of_range",
            format!("Không trước ngày {}, khi cơ quan được giao thành lập.", body.valid_from),
            format!("Not before {}, when the body was founded.", body.valid_from),
        ));
    }
    match mandate.valid_to.is_some_and(|end| end <= mandate.valid_from) {
        false => Ok(()),
        true => Err(Problem::invalid(
            "/valid_to",
            "out_of_range",
            "Phải sau valid_from.",
            "Must be after valid_from.",
        )),
    }
}

/// Whether two mandates hold on a common day.
pub fn overlap(one: &mandate::Model, other: &mandate::Model) -> bool {
    let ends_before = |a: &mandate::Model, b: &mandate::Model| a.valid_to.is_some_and(|end| end <= b.valid_from);
    !ends_before(one, other) && !ends_before(other, one)
}

/// Ends a mandate: `on` is the first day it no longer holds; on its first day, it never held.
pub fn end_mandate(mandate: &mandate::Model, on: NaiveDate, reason: &str) -> Result<mandate::Model> {
    if mandate.end_reason.is_some() || mandate.valid_to.is_some_and(|end| end <= on) {
        return Err(Problem::new(Code::StateForbids).detail(
            "Nhiệm vụ đã kết thúc trước ngày này.",
            "The mandate has ended before that day.",
        ));
    }
    if on < mandate.valid_from {
        return Err(Problem::invalid(
            "/on",
            "out_of_range",
            format!("Không trước ngày giao {}.", mandate.valid_from),
            format!("Not before {}, its first day.", mandate.valid_from),
        ));
    }
    Ok(mandate::Model {
        valid_to: Some(on),
        end_reason: Some(reason.to_owned()),
        ..mandate.clone()
    })
}

#[cfg(test)]
mod tests;
