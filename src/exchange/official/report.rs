//! What an official report says, component by component (Decree 30/2020/NĐ-CP Art. 8.2).

use chrono::{Datelike, NaiveDate};

use crate::access::OrganisationKind;

/// A report as an official document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficialReport {
    /// Cơ quan chủ quản.
    pub parent: Option<String>,
    /// Cơ quan ban hành.
    pub issuer: String,
    /// Ký hiệu: `BC-UBND`.
    pub symbol: String,
    /// Số, once the clerk's office gave one.
    pub number: Option<u32>,
    /// Địa danh.
    pub place: String,
    pub date: NaiveDate,
    /// Trích yếu.
    pub about: String,
    /// Kính gửi.
    pub addressee: Option<String>,
    /// Nội dung: headings with their text, one paragraph a line.
    pub parts: Vec<(String, String)>,
    /// Số liệu.
    pub tables: Vec<FigureTable>,
    /// The lines above the signature.
    pub signing: Vec<String>,
    pub signer: String,
    /// What a program that reads the file finds of its origin: names and values that are not printed.
    pub properties: Vec<(&'static str, String)>,
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

impl OfficialReport {
    /// The abstract under the type, which it does not say again: "Báo cáo thực hiện dân chủ" becomes "Thực hiện dân chủ".
    pub fn about_line(&self) -> String {
        let about = self.about.strip_prefix("Báo cáo ").unwrap_or(&self.about);
        let mut letters = about.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect())
            .unwrap_or_default()
    }

    /// `Số: 05/BC-UBND`; numbers below 10 get a leading zero, and there is room for one that was not given yet.
    pub fn number_line(&self) -> String {
        let number = self
            .number
            .map_or_else(|| " ".repeat(8), |number| format!("{number:02}"));
        format!("Số: {number}/{}", self.symbol)
    }

    /// `Lai Châu, ngày 09 tháng 12 năm 2024`; days below 10 and the months 1 and 2 get a leading zero.
    pub fn date_line(&self) -> String {
        let (day, month, year) = (self.date.day(), self.date.month(), self.date.year());
        let month = if month < 3 {
            format!("{month:02}")
        } else {
            month.to_string()
        };
        format!("{}, ngày {day:02} tháng {month} năm {year}", self.place)
    }
}

/// The symbol of a report; whose abbreviation is not fixed by custom gets room for it.
pub const fn symbol(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::PeopleCommittee => "BC-UBND",
        OrganisationKind::PeopleCouncil => "BC-HĐND",
        OrganisationKind::FatherlandFront => "BC-MTTQ",
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
    use rstest::rstest;

    use super::*;

    fn report(number: Option<u32>, date: (i32, u32, u32)) -> OfficialReport {
        OfficialReport {
            parent: None,
            issuer: String::new(),
            symbol: "BC-UBND".to_owned(),
            number,
            place: "Lai Châu".to_owned(),
            date: NaiveDate::from_ymd_opt(date.0, date.1, date.2).unwrap(),
            about: String::new(),
            addressee: None,
            parts: Vec::new(),
            tables: Vec::new(),
            signing: Vec::new(),
            signer: String::new(),
            properties: Vec::new(),
        }
    }

    #[rstest]
    #[case((2024, 12, 9), "Lai Châu, ngày 09 tháng 12 năm 2024")]
    #[case((2025, 2, 1), "Lai Châu, ngày 01 tháng 02 năm 2025")]
    #[case((2025, 3, 31), "Lai Châu, ngày 31 tháng 3 năm 2025")]
    fn days_below_ten_and_the_months_one_and_two_get_a_zero(#[case] date: (i32, u32, u32), #[case] said: &str) {
        assert_eq!(report(None, date).date_line(), said);
    }

    #[test]
    fn the_type_is_not_said_twice() {
        let about = |about: &str| {
            OfficialReport {
                about: about.to_owned(),
                ..report(None, (2025, 1, 1))
            }
            .about_line()
        };
        assert_eq!(
            about("Báo cáo thực hiện dân chủ năm 2025"),
            "Thực hiện dân chủ năm 2025"
        );
        assert_eq!(about("Kết quả đối thoại"), "Kết quả đối thoại");
        assert_eq!(about(""), "");
    }

    #[rstest]
    #[case(Some(5), "Số: 05/BC-UBND")]
    #[case(Some(120), "Số: 120/BC-UBND")]
    #[case(None, "Số:         /BC-UBND")]
    fn numbers_below_ten_get_a_zero(#[case] number: Option<u32>, #[case] said: &str) {
        assert_eq!(report(number, (2025, 1, 1)).number_line(), said);
    }
}
