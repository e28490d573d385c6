//! What an official report says, component by component (Decree 30/2020/NĐ-CP Art. 8.2).

use super::page::Frame;
use crate::{
    access::OrganisationKind,
    reporting::template::content::{Applicability, Indicator, TemplateContent},
};

/// A report as an official document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialReport {
    pub frame: Frame,
    /// Trích yếu.
    pub about: String,
    /// Kính gửi.
    pub addressee: Option<String>,
    /// Nội dung: headings with their text, one paragraph a line.
    pub parts: Vec<(String, String)>,
    /// Số liệu.
    pub tables: Vec<FigureTable>,
}

/// Figures under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureTable {
    pub heading: String,
    pub rows: Vec<FigureRow>,
}

/// One figure: its code, what it is, its unit of measure, and what was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    pub code: String,
    pub name: String,
    pub unit: String,
    pub value: String,
}

/// The abstract under the type, which it does not say again: "Báo cáo thực hiện dân chủ" becomes "Thực hiện dân chủ".
pub fn about_line(about: &str) -> String {
    let mut letters = about.strip_prefix("Báo cáo ").unwrap_or(about).chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The symbol of a report; whose abbreviation is not fixed by custom gets room for it.
pub fn symbol(kind: OrganisationKind, content: &TemplateContent) -> &'static str {
    let asks = |indicator: &Indicator| indicator.applies_to.contains(&Applicability::SupervisionBoard);
    match kind {
        OrganisationKind::PeopleCommittee => "BC-UBND",
        OrganisationKind::PeopleCouncil => "BC-HĐND",
        OrganisationKind::FatherlandFront => "BC-MTTQ",
        OrganisationKind::InspectionBoard if content.indicators.iter().any(asks) => "BC-BGSĐTCĐ",
        OrganisationKind::InspectionBoard => "BC-BTTND",
        _ => "BC-……",
    }
}

/// Whether the letterhead of such a body names the one above it.
pub const fn names_its_parent(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::ProvincialDepartment
            | OrganisationKind::CommuneDivision
            | OrganisationKind::PublicServiceUnit
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_type_is_not_said_twice() {
        assert_eq!(
            about_line("Báo cáo thực hiện dân chủ năm 2025"),
            "Thực hiện dân chủ năm 2025"
        );
        assert_eq!(about_line("Kết quả đối thoại"), "Kết quả đối thoại");
        assert_eq!(about_line(""), "");
    }
}
