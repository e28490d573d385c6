//! What a regulation may do something to: what the people were asked about is not undone by what only staff were asked about, nor the other way round.

use crate::{
    document::regulation::{entity::Setting, law},
    http::{Problem, Result},
    said::in_english,
};

/// The people are asked, for 20 days at least, and the Front takes part.
const OF_THE_PEOPLE: &str = "Luật 10/2022/QH15 Điều 25.7, 28.2, 35.2c";

/// 422 at a place in `does` where a regulation for one setting would do something to one of the other kind.
pub fn reaches(own: Setting, other: Setting, place: usize) -> Result<()> {
    if own.is_of_the_people() == other.is_of_the_people() {
        return Ok(());
    }
    let (vi, en, article) = match other.is_of_the_people() {
        true => (
            "Văn bản phải lấy ý kiến Nhân dân chỉ được sửa đổi, bổ sung, thay thế hoặc bãi bỏ bằng văn bản cũng lấy ý kiến Nhân dân",
            "What the people are asked about is amended, replaced or repealed only by what they are asked about as well",
            OF_THE_PEOPLE,
        ),
        false => (
            "Văn bản phải lấy ý kiến trong cơ quan, đơn vị, tổ chức chỉ được sửa đổi, bổ sung, thay thế hoặc bãi bỏ bằng văn bản cũng lấy ý kiến ở đó",
            "What those who work there are asked about is amended, replaced or repealed only by what they are asked about as well",
            law::consultation(other),
        ),
    };
    let english = in_english(article);
    Err(Problem::invalid(
        format!("/does/{place}/id"),
        "unsuited",
        format!("{vi} ({article})."),
        format!("{en} ({english})."),
    ))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::http::Place;

    /// Law Art. 25.7, 28.2, 35.2c on one side, 53–55, 71–74 and 82 on the other.
    #[rstest]
    #[case::the_commune_s(Setting::Commune, Setting::Commune, None)]
    #[case::a_field_in_the_commune_s(Setting::Field, Setting::Commune, None)]
    #[case::the_commune_s_in_a_field_s(Setting::Commune, Setting::Field, None)]
    #[case::a_house_s_own(Setting::Internal, Setting::Agency, None)]
    #[case::a_house_s_rules(Setting::Agency, Setting::Internal, None)]
    #[case::rules_in_the_commune_s(Setting::Internal, Setting::Commune, Some("Điều 25.7, 28.2, 35.2c"))]
    #[case::an_agency_s_in_a_field_s(Setting::Agency, Setting::Field, Some("Điều 25.7, 28.2, 35.2c"))]
    #[case::the_commune_s_in_an_agency_s(Setting::Commune, Setting::Agency, Some("Điều 53.8, 54, 55"))]
    #[case::a_field_s_in_the_rules(Setting::Field, Setting::Internal, Some("Điều 53.9, 53.10"))]
    fn what_the_people_were_asked_about_is_apart(
        #[case] own: Setting,
        #[case] other: Setting,
        #[case] article: Option<&str>,
    ) {
        let refused = reaches(own, other, 3).err();
        assert_eq!(refused.is_some(), article.is_some());
        let (Some(problem), Some(article)) = (refused, article) else {
            return;
        };
        let fault = &problem.faults[0];
        assert!(matches!(&fault.place, Place::Body(pointer) if pointer == "/does/3/id"));
        assert_eq!(fault.code.to_string(), "unsuited");
        assert!(fault.said.vi.contains(article), "{}", fault.said.vi);
    }
}
