//! What the test asks and answers.

use serde_json::{Value, json};

/// Each type and each way to add up is met.
pub fn template(code: &str, periodicity: &str) -> Value {
    let both = |text: &str| json!({"vi": text, "en": text});
    let indicator = |code: &str, value_type: &str, across_units: &str| {
        json!({
            "code": code, "section": "A", "name": both(code), "value_type": value_type, "required": true,
            "applies_to": ["commune", "agency", "public_service_unit"], "across_units": across_units, "across_periods": if across_units == "sum" { "sum" } else { "none" },
        })
    };
    let mut decimal = indicator("F01", "decimal", "sum");
    decimal["scale"] = json!(2);
    let mut choice = indicator("C01", "choice", "count_by_value");
    choice["choices"] = json!([{"value": "good", "name": both("Tốt")}, {"value": "fair", "name": both("Khá")}]);
    let mut ratio = indicator("R01", "decimal", "ratio");
    ratio["scale"] = json!(2);
    json!({
        "code": code, "name_vi": "Báo cáo", "name_en": "Report", "periodicity": periodicity, "calendar": "civil",
        "content": {
            "sections": [{"code": "A", "name": both("Số liệu")}],
            "indicators": [
                indicator("A01", "integer", "sum"), indicator("A02", "integer", "sum"), indicator("M01", "money", "sum"), decimal,
                indicator("B01", "boolean", "count_true"), choice, ratio, indicator("T01", "text", "list"),
            ],
            "rules": [{"code": "R1", "rule": "A02 <= A01", "kind": "error", "message": both("A02 không lớn hơn A01.")}],
        },
    })
}

pub fn values(seed: i64) -> Value {
    json!({
        "A01": 10 + seed, "A02": seed, "M01": 1_000_000_007 * seed, "F01": format!("{}.{:02}", seed, (seed * 37) % 100),
        "B01": seed % 2 == 1, "C01": if seed % 3 == 0 { "good" } else { "fair" }, "R01": "0.50", "T01": format!("Nội dung {seed}"),
    })
}
