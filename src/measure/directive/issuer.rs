//! Who issues which kind of directive.

use super::entity::DirectiveKind;
use crate::{
    access::{Level, OrganisationKind},
    http::{Problem, Result},
    measure::oversees,
};

/// 422 where such a body does not issue directives of this kind.
pub fn require_issuer(kind: DirectiveKind, by: OrganisationKind, level: Level) -> Result<()> {
    let committee_of = |of| by == OrganisationKind::PeopleCommittee && level == of;
    let (issues, vi, en) = match kind {
        DirectiveKind::Plan | DirectiveKind::Guidance | DirectiveKind::Instruction | DirectiveKind::Decision => {
            return Ok(());
        }
        DirectiveKind::ReportToCouncil | DirectiveKind::DisclosureList => (
            committee_of(Level::Commune),
            "Chỉ Ủy ban nhân dân cấp xã ban hành loại văn bản này (Luật 10/2022/QH15 Điều 13.2, 14.3, 23.1, 28.5).",
            "A commune's committee alone issues these (Law 10/2022 Art. 13.2, 14.3, 23.1, 28.5).",
        ),
        DirectiveKind::OversightProgramme => (
            oversees(by),
            "Chỉ Hội đồng nhân dân, Mặt trận, tổ chức chính trị - xã hội có chương trình giám sát (Nghị quyết 75/NQ-HĐND Điều 6.2, 6.3).",
            "Councils, the Front and socio-political organisations alone have programmes of oversight (Resolution 75 Art. 6.2, 6.3).",
        ),
        DirectiveKind::AreaDecision => (
            committee_of(Level::Province),
            "Chỉ Ủy ban nhân dân cấp tỉnh ghi quyết định phân định khu vực.",
            "Decisions on areas are recorded by a province's People's committee.",
        ),
    };
    match issues {
        true => Ok(()),
        false => Err(Problem::invalid("/kind", "unsuited", vi, en)),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Law 10/2022 Art. 13.2, 14.3, 23.1, 28.5; Resolution 75 Art. 6.2, 6.3.
    #[rstest]
    #[case::anybody_plans(DirectiveKind::Plan, OrganisationKind::PublicServiceUnit, Level::Commune, true)]
    #[case::a_commune_reports(
        DirectiveKind::ReportToCouncil,
        OrganisationKind::PeopleCommittee,
        Level::Commune,
        true
    )]
    #[case::a_province_does_not(
        DirectiveKind::ReportToCouncil,
        OrganisationKind::PeopleCommittee,
        Level::Province,
        false
    )]
    #[case::nor_a_front(
        DirectiveKind::ReportToCouncil,
        OrganisationKind::FatherlandFront,
        Level::Commune,
        false
    )]
    #[case::a_commune_lists(
        DirectiveKind::DisclosureList,
        OrganisationKind::PeopleCommittee,
        Level::Commune,
        true
    )]
    #[case::a_school_does_not(
        DirectiveKind::DisclosureList,
        OrganisationKind::PublicServiceUnit,
        Level::Commune,
        false
    )]
    #[case::a_front_oversees(
        DirectiveKind::OversightProgramme,
        OrganisationKind::FatherlandFront,
        Level::Commune,
        true
    )]
    #[case::a_union_too(
        DirectiveKind::OversightProgramme,
        OrganisationKind::TradeUnion,
        Level::Province,
        true
    )]
    #[case::a_committee_does_not(
        DirectiveKind::OversightProgramme,
        OrganisationKind::PeopleCommittee,
        Level::Province,
        false
    )]
    #[case::a_province_decides_on_areas(
        DirectiveKind::AreaDecision,
        OrganisationKind::PeopleCommittee,
        Level::Province,
        true
    )]
    #[case::a_department_does_not(
        DirectiveKind::AreaDecision,
        OrganisationKind::ProvincialDepartment,
        Level::Province,
        false
    )]
    fn each_issues_its_own(
        #[case] kind: DirectiveKind,
        #[case] by: OrganisationKind,
        #[case] level: Level,
        #[case] expected: bool,
    ) {
        assert_eq!(require_issuer(kind, by, level).is_ok(), expected);
    }
}
