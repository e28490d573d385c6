use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rstest::rstest;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use crate::{
    account::{login::Login, password::Password},
    http::{Fault, Limit, body::parse},
    text::Text,
};

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Choice {
    One,
    Two,
    Three,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Inner {
    #[expect(dead_code, reason = "only parsed")]
    a: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Either {
    #[expect(dead_code, reason = "only parsed")]
    Number(i64),
    #[expect(dead_code, reason = "only parsed")]
    Yes(bool),
}

/// A member of every kind.
#[serde_with::serde_as]
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Body {
    text: Option<Text<1, 3>>,
    word: Option<String>,
    small: Option<u8>,
    large: Option<i64>,
    yes: Option<bool>,
    list: Option<Vec<u8>>,
    pair: Option<(u8, u8)>,
    inner: Option<Inner>,
    choice: Option<Choice>,
    either: Option<Either>,
    id: Option<Uuid>,
    #[serde(deserialize_with = "crate::http::some_day")]
    day: Option<NaiveDate>,
    #[serde(deserialize_with = "crate::http::some_instant")]
    at: Option<DateTime<Utc>>,
    limit: Option<Limit>,
    login: Option<Login>,
    password: Option<Password>,
    #[serde_as(as = "serde_with::MapPreventDuplicates<_, _>")]
    values: BTreeMap<String, u8>,
}

#[track_caller]
fn fault(body: &[u8]) -> Fault {
    let problem = parse::<Body>(body).expect_err("a body that is refused");
    problem.faults.first().expect("a fault").clone()
}

#[rstest]
#[case(json!({"inner": {}}), "required", "Thiếu `a`.", "`a` is missing.")]
#[case(
    json!({"inner": {"b": 1}}), "unknown_field",
    "Không có trường `b`; chỉ nhận `a`.", "There is no field `b`; expected `a`."
)]
#[case(
    json!({"choice": "four`, expected one of"}), "not_a_choice",
    "Không thuộc danh mục; chỉ nhận một trong `one`, `two`, `three`.",
    "It is not a choice; expected one of `one`, `two`, `three`."
)]
#[case(json!({"choice": 4}), "wrong_type", "Sai kiểu: cần một giá trị trong danh mục.", "Wrong type: expected one of the choices.")]
#[case(json!({"word": 1}), "wrong_type", "Sai kiểu: đã gửi một số nguyên, cần một chuỗi.", "Wrong type: an integer was sent, expected a string.")]
#[case(json!({"word": 1.5}), "wrong_type", "Sai kiểu: đã gửi một số thập phân, cần một chuỗi.", "Wrong type: a decimal number was sent, expected a string.")]
#[case(json!({"word": null, "list": {}}), "wrong_type", "Sai kiểu: đã gửi một đối tượng, cần một danh sách.", "Wrong type: an object was sent, expected a list.")]
#[case(json!({"inner": 1.5}), "wrong_type", "Sai kiểu: đã gửi một số thập phân, cần một đối tượng.", "Wrong type: a decimal number was sent, expected an object.")]
#[case(json!({"yes": "true"}), "wrong_type", "Sai kiểu: đã gửi một chuỗi, cần `true` hoặc `false`.", "Wrong type: a string was sent, expected `true` or `false`.")]
#[case(json!({"large": []}), "wrong_type", "Sai kiểu: đã gửi một danh sách, cần một số nguyên.", "Wrong type: a list was sent, expected an integer.")]
#[case(json!({"list": [null]}), "wrong_type", "Sai kiểu: đã gửi null, cần một số nguyên từ 0 đến 255.", "Wrong type: null was sent, expected an integer from 0 to 255.")]
#[case(json!({"small": 256}), "invalid", "Giá trị không hợp lệ: đã gửi một số nguyên, cần một số nguyên từ 0 đến 255.", "The value is not valid: an integer was sent, expected an integer from 0 to 255.")]
#[case(json!({"pair": [1]}), "wrong_length", "Sai số phần tử.", "Wrong number of elements.")]
#[case(json!({"either": "x"}), "invalid", "Giá trị không thuộc dạng nào được nhận.", "The value has none of the expected forms.")]
#[case(json!({"id": "x"}), "invalid", "Không phải mã định danh (UUID).", "It is not an id (UUID).")]
#[case(json!({"id": 1}), "wrong_type", "Sai kiểu: đã gửi một số nguyên, cần một mã định danh (UUID).", "Wrong type: an integer was sent, expected an id (UUID).")]
#[case(json!({"day": "1899-12-31"}), "invalid", "Phải nằm trong các năm từ 1900 đến 2200.", "It must lie in the years 1900 to 2200.")]
#[case(json!({"day": 1}), "wrong_type", "Sai kiểu: đã gửi một số nguyên, cần một ngày như \"2025-07-01\".", "Wrong type: an integer was sent, expected a day such as \"2025-07-01\".")]
#[case(json!({"limit": 201}), "invalid", "Phải là một số từ 1 đến 200.", "It must be 1 to 200.")]
#[case(json!({"text": ""}), "invalid", "Phải có ít nhất 1 ký tự, không tính khoảng trắng ở hai đầu.", "It must have at least 1 character, white space at the ends not counted.")]
#[case(json!({"text": "abcd"}), "invalid", "Chỉ được có tối đa 3 ký tự.", "It must have at most 3 characters.")]
#[case(json!({"text": "a\u{0}"}), "invalid", "Không được chứa ký tự điều khiển.", "It must not contain control characters.")]
fn a_fault_is_told_in_whole_sentences(
    #[case] body: serde_json::Value,
    #[case] code: &str,
    #[case] vi: &str,
    #[case] en: &str,
) {
    let fault = fault(body.to_string().as_bytes());
    assert_eq!((&*fault.code, &*fault.said.vi, &*fault.said.en), (code, vi, en));
}

#[rstest]
#[case(r#"{"word": "a", "word": "b"}"#, "`word` được gửi nhiều lần.")]
#[case(r#"{"values": {"A01": 1, "A01": 2}}"#, "Có tên được gửi nhiều lần.")]
fn what_is_sent_twice_is_told(#[case] body: &str, #[case] vi: &str) {
    let fault = fault(body.as_bytes());
    assert_eq!((&*fault.code, &*fault.said.vi), ("duplicate_field", vi));
}

#[rstest]
#[case("2025-02-30")]
#[case("2025-13-01")]
#[case("2025-07")]
#[case("2025-07-01x")]
#[case("hôm nay")]
#[case("")]
fn a_day_that_does_not_exist_is_told(#[case] text: &str) {
    for body in [json!({"day": text}), json!({"at": text})] {
        let fault = fault(body.to_string().as_bytes());
        assert!(fault.said.vi.starts_with("Không phải ngày"), "{body}: {:?}", fault.said);
    }
}

/// What our own types refuse they say themselves, in both languages.
#[rstest]
#[case(json!({"login": "ab"}), "Tên đăng nhập có 3–64")]
#[case(json!({"password": ""}), "Mật khẩu có 1–")]
fn our_own_types_speak_for_themselves(#[case] body: serde_json::Value, #[case] vi: &str) {
    let fault = fault(body.to_string().as_bytes());
    assert!(fault.said.vi.starts_with(vi), "{:?}", fault.said);
}

/// However it is refused, no English is left in it.
#[test]
fn every_value_in_every_place_is_told_in_vietnamese() {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e30),
        json!("x"),
        json!([]),
        json!({}),
        json!([[]]),
        json!("\u{1f}"),
    ];
    let members = [
        "text", "word", "small", "large", "yes", "list", "pair", "inner", "choice", "either", "id", "day", "at",
        "limit", "login", "password", "values", "none",
    ];
    let mut told = 0;
    for member in members {
        for value in &values {
            let body = json!({ member: value }).to_string();
            let Err(problem) = parse::<Body>(body.as_bytes()) else {
                continue;
            };
            let said = &problem.faults.first().expect("a fault").said;
            let english = ["expected", "invalid", "must", "missing", "unknown", "another", "khác"];
            assert!(english.iter().all(|word| !said.vi.contains(word)), "{body}: {said:?}");
            told += 1;
        }
    }
    assert!(told > 100, "{told}");
}
