use std::collections::HashMap;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use utoipa::ToSchema;

use super::*;

#[test]
fn normalise_gives_one_spelling() {
    let table = [
        ("  Xã   Mường\tTè \n", "Xã Mường Tè"),
        ("Mu\u{31B}o\u{31B}\u{300}ng Te\u{300}", "Mường Tè"),
        ("Ðồng Ɖăng ðồng ɖăng", "Đồng Đăng đồng đăng"),
        ("Lai\u{A0}Châu", "Lai Châu"),
        ("\u{FEFF}Nậm\u{200B} Cha\u{300}\u{202E}", "Nậm Chà"),
        ("Te\u{200D}\u{300}", "Tè"),
        ("", ""),
    ];
    for (raw, stored) in table {
        assert_eq!(normalise(raw).as_deref(), Ok(stored), "{raw:?}");
    }
}

#[test]
fn control_characters_are_refused_and_white_space_is_not() {
    for raw in ["a\0b", "\u{1b}[31m", "a\u{7f}", "\u{9b}", "a\u{8}"] {
        assert_eq!(normalise(raw), Err(TextRefused::ControlCharacter), "{raw:?}");
        assert_eq!(normalise_paragraphs(raw), Err(TextRefused::ControlCharacter), "{raw:?}");
    }
}

#[test]
fn paragraphs_keep_their_line_breaks() {
    let table = [
        ("\n\n Một \r\n hai  ba\rbốn\n\nnăm \n", "Một\nhai ba\nbốn\n\nnăm"),
        ("một\u{2028}hai\u{85}ba", "một\nhai\nba"),
        (" \n \n", ""),
    ];
    for (raw, stored) in table {
        assert_eq!(normalise_paragraphs(raw).as_deref(), Ok(stored), "{raw:?}");
    }
}

#[test]
fn fold_forgets_marks_case_and_punctuation() {
    let table = [
        ("Mường Tè", "muong te"),
        ("ĐẶC KHU Phú Quốc", "dac khu phu quoc"),
        ("Ðồng Ɖăng", "dong dang"),
        ("Hòa Bình", "hoa binh"),
        ("Hoà Bình", "hoa binh"),
        ("Pa-Tần (cũ), số 75/NQ-HĐND", "pa tan cu so 75 nq hdnd"),
        ("Mu\u{200B}o\u{31B}ng", "muong"),
        ("İ", "i"),
        (" - ", ""),
    ];
    for (text, folded) in table {
        assert_eq!(fold(text), folded, "{text:?}");
    }
}

#[test]
fn fold_name_drops_the_kind_and_never_the_name() {
    let table = [
        ("Xã Mường Tè", "muong te"),
        ("xa muong te", "muong te"),
        ("XÃ MƯỜNG TÈ", "muong te"),
        ("Xa\u{303} Mường Tè", "muong te"),
        ("TP. Lai Châu", "lai chau"),
        ("tp lai chau", "lai chau"),
        ("Thị trấn Than Uyên", "than uyen"),
        ("Thị xã Lai Châu", "lai chau"),
        ("thi xa lai chau", "lai chau"),
        ("Thành phố Lai Châu", "lai chau"),
        ("Đặc khu Phú Quốc", "phu quoc"),
        ("Quận Ba Đình", "ba dinh"),
        ("Quan Sơn", "quan son"),
        ("Huyện Quan Sơn", "quan son"),
        ("Xã Xa Dung", "xa dung"),
        ("Tĩnh Gia", "tinh gia"),
        ("Phường Đoàn Kết", "doan ket"),
        ("Phường 1", "1"),
        ("Xã", "xa"),
        ("Thị xã", "thi xa"),
        ("Xanh", "xanh"),
        ("", ""),
    ];
    for (name, folded) in table {
        assert_eq!(fold_name(name), folded, "{name:?}");
    }
}

#[test]
fn sort_key_follows_the_vietnamese_dictionary() {
    let in_order = [
        "1", "2", "10", "a", "A", "à", "À", "ả", "ã", "á", "ạ", "az", "ă", "ằ", "ẳ", "ẵ", "ắ", "ặ", "â", "b", "d",
        "dz", "đ", "Đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "y",
    ];
    for (left, right) in in_order.iter().zip(in_order.iter().skip(1)) {
        assert!(sort_key(left) < sort_key(right), "{left} before {right}");
    }
    let mut villages = ["Bản 10", "Đông Pao", "Bản 2", "Dào San", "Bản Ăn", "Bản Ấn", "Bản An"];
    villages.sort_by_key(|name| sort_key(name));
    assert_eq!(
        villages,
        ["Bản 2", "Bản 10", "Bản An", "Bản Ăn", "Bản Ấn", "Dào San", "Đông Pao"]
    );
    assert_eq!(sort_key("Te\u{300}"), sort_key("Tè"));
}

#[test]
fn bounds_count_characters_after_normalising() {
    type Short = Text<2, 4>;
    assert_eq!(
        Short::try_from(" Mường ").map(Text::into_string),
        Err(TextRefused::TooLong { max: 4 })
    );
    assert_eq!(
        Short::try_from(" Te\u{300} ").map(Text::into_string).as_deref(),
        Ok("Tè")
    );
    assert_eq!(
        Short::try_from("Nậm\u{20}\u{20}\u{20}")
            .map(Text::into_string)
            .as_deref(),
        Ok("Nậm")
    );
    assert_eq!(Short::try_from(" a "), Err(TextRefused::TooShort { min: 2 }));
    assert_eq!(
        Paragraphs::<1, 3>::try_from("a\nb")
            .map(Paragraphs::into_string)
            .as_deref(),
        Ok("a\nb")
    );
    assert_eq!(
        Text::<1, 3>::try_from("a\nb").map(Text::into_string).as_deref(),
        Ok("a b")
    );
}

#[test]
fn the_wire_is_a_string_and_refusals_name_the_bound() {
    let text: Text<1, 9> = serde_json::from_str(r#""  Mường  Tè ""#).unwrap();
    assert_eq!(serde_json::to_string(&text).unwrap(), r#""Mường Tè""#);
    let table = [
        (
            r#""""#,
            "must have at least 1 character, white space at the ends not counted",
        ),
        (r#""0123456789""#, "must have at most 9 characters"),
        (r#""a\u0000""#, "must not contain control characters"),
        ("5", "invalid type: integer `5`, expected a string"),
    ];
    for (json, message) in table {
        let refused = serde_json::from_str::<Text<1, 9>>(json).unwrap_err().to_string();
        assert!(refused.contains(message), "{json}: {refused}");
    }
}

type Name = Text<1, 200>;
type Note = Paragraphs<0, 4000>;
type Tag = Text<1, 9>;

#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is looked at")]
struct Named {
    /// Tên: the name.
    #[schema(inline)]
    name: Name,
    #[schema(inline)]
    note: Option<Note>,
    #[schema(inline)]
    tags: Vec<Tag>,
}

#[test]
fn the_schema_is_inline_and_carries_the_bounds() {
    let mut components = Vec::new();
    Named::schemas(&mut components);
    assert_eq!(
        components.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        Vec::<&String>::new()
    );
    let schema = serde_json::to_string(&<Named as utoipa::PartialSchema>::schema()).unwrap();
    for part in [
        r#""minLength":1"#,
        r#""maxLength":200"#,
        r#""maxLength":4000"#,
        r#""maxLength":9"#,
    ] {
        assert!(schema.contains(part), "{schema}");
    }
    assert!(
        !schema.contains("$ref") && !schema.contains(r#""minLength":0"#),
        "{schema}"
    );
    assert_eq!(Name::name(), "Text_1_200");
}

/// Any text, and texts made of what Vietnamese names are made of.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[A-Za-zĐđÐðƉɖàảãáạăằắâấơờưừÀẢÃÁẠƠƯ\u{300}\u{301}\u{303}\u{309}\u{323}\u{306}\u{302}\u{31B}\u{200B}\u{202E} .,\n\r\t-]{0,40}",
    ]
}

proptest! {
    #[test]
    fn normalise_again_changes_nothing(raw in texts()) {
        for normaliser in [normalise, normalise_paragraphs] {
            if let Ok(once) = normaliser(&raw) {
                prop_assert_eq!(normaliser(&once), Ok(once.clone()));
                prop_assert_eq!(once.trim(), &once);
                prop_assert!(unicode_normalization::is_nfc(&once));
            }
        }
    }

    #[test]
    fn fold_again_changes_nothing(text in texts()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn fold_does_not_see_the_normal_form(text in texts()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold(&composed), fold(&decomposed));
    }

    #[test]
    fn what_is_stored_folds_like_what_was_sent(raw in texts()) {
        if let Ok(stored) = normalise(&raw) {
            prop_assert_eq!(fold(&stored), fold(&raw));
        }
    }

    #[test]
    fn equal_sort_keys_mean_equal_searches(texts in proptest::collection::vec("[a-zA-ZđĐàảãáạâăêôơư ]{0,6}", 2..8)) {
        let mut by_key = HashMap::new();
        for text in &texts {
            let first = by_key.entry(sort_key(text)).or_insert(text);
            prop_assert_eq!(fold(first), fold(text));
        }
    }
}
