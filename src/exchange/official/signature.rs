//! Thể thức đề ký: the lines above a signature (Decree 30/2020/NĐ-CP Appendix I, section II.7).

use crate::access::OrganisationKind;

/// The lines above the signer's name: on whose behalf, in whose place, and in which office.
///
/// A body that decides as a whole is signed for (`TM.`) by its head, or by a deputy in the head's place (`KT.`); where the head alone is
/// responsible, the office stands by itself. Who signs by delegation (`TUQ.`) names the office that delegated, and none other.
pub fn lines(kind: OrganisationKind, title: &str, signed_for: Option<&str>) -> Vec<String> {
    let office = office(title).to_uppercase();
    if let Some(delegating) = signed_for {
        return vec![format!("TUQ. {}", self::office(delegating).to_uppercase()), office];
    }
    let body = collective(kind).map(|body| format!("TM. {body}"));
    let head = office.strip_prefix("PHÓ ").map(|head| format!("KT. {head}"));
    let office = office
        .strip_prefix("QUYỀN ")
        .map_or(office.clone(), |office| format!("Q. {office}"));
    body.into_iter().chain(head).chain([office]).collect()
}

/// The office that heads such a body.
pub const fn head(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::PeopleCommittee | OrganisationKind::PeopleCouncil | OrganisationKind::FatherlandFront => {
            "Chủ tịch"
        }
        OrganisationKind::ProvincialDepartment | OrganisationKind::StateOwnedEnterprise => "Giám đốc",
        _ => "Thủ trưởng",
    }
}

/// The body that is signed for, where it decides as a whole.
const fn collective(kind: OrganisationKind) -> Option<&'static str> {
    match kind {
        OrganisationKind::PeopleCommittee => Some("ỦY BAN NHÂN DÂN"),
        OrganisationKind::PeopleCouncil => Some("HỘI ĐỒNG NHÂN DÂN"),
        OrganisationKind::FatherlandFront => Some("BAN THƯỜNG TRỰC"),
        OrganisationKind::InspectionBoard => Some("BAN THANH TRA NHÂN DÂN"),
        _ => None,
    }
}

/// The office without the body it is held in: the letterhead names that.
fn office(title: &str) -> &str {
    const BODIES: [&str; 11] = [
        " Ủy ban",
        " UBND",
        " Hội đồng nhân dân",
        " HĐND",
        " Ban Thanh tra",
        " Sở ",
        " Phòng ",
        " Trường ",
        " Trung tâm ",
        " Trạm ",
        " Bệnh viện ",
    ];
    let end = BODIES.iter().filter_map(|body| title.find(body)).min();
    end.and_then(|end| title.get(..end)).unwrap_or(title).trim()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use OrganisationKind as Kind;

    #[rstest]
    #[case(Kind::PeopleCommittee, "Chủ tịch Ủy ban nhân dân", &["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"])]
    #[case(Kind::PeopleCommittee, "Phó Chủ tịch UBND phường Đoàn Kết", &["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])]
    #[case(Kind::PeopleCouncil, "Phó Chủ tịch Hội đồng nhân dân", &["TM. HỘI ĐỒNG NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"])]
    #[case(Kind::FatherlandFront, "Chủ tịch", &["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"])]
    #[case(Kind::ProvincialDepartment, "Giám đốc", &["GIÁM ĐỐC"])]
    #[case(Kind::ProvincialDepartment, "Phó Giám đốc", &["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"])]
    #[case(Kind::ProvincialDepartment, "Quyền Giám đốc Sở Nội vụ", &["Q. GIÁM ĐỐC"])]
    #[case(Kind::CommuneDivision, "Trưởng phòng Phòng Văn hóa – Xã hội", &["TRƯỞNG PHÒNG"])]
    #[case(Kind::PublicServiceUnit, "Hiệu trưởng Trường THPT Than Uyên", &["HIỆU TRƯỞNG"])]
    #[case(Kind::PublicServiceUnit, "Hiệu trưởng", &["HIỆU TRƯỞNG"])]
    #[case(Kind::InspectionBoard, "Trưởng ban Ban Thanh tra nhân dân", &["TM. BAN THANH TRA NHÂN DÂN", "TRƯỞNG BAN"])]
    fn the_office_decides_on_whose_behalf(#[case] kind: Kind, #[case] title: &str, #[case] expected: &[&str]) {
        assert_eq!(lines(kind, title, None), expected);
    }

    #[test]
    fn who_signs_by_delegation_names_who_delegated() {
        let signed = lines(
            Kind::PeopleCommittee,
            "Chánh Văn phòng UBND",
            Some("Chủ tịch Ủy ban nhân dân"),
        );
        assert_eq!(signed, ["TUQ. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]);
    }
}
