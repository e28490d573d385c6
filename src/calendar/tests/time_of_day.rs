use chrono::NaiveTime;
use serde_json::{from_value, json, to_value};

use crate::calendar::TimeOfDay;

#[test]
fn a_time_has_one_spelling() {
    for text in ["00:01", "09:30", "16:30", "23:59"] {
        let time: TimeOfDay = from_value(json!(text)).unwrap();
        assert_eq!(to_value(time).unwrap(), json!(text));
    }
    let refused = [
        json!("00:00"),
        json!("24:00"),
        json!("16:60"),
        json!("9:30"),
        json!(" 9:30"),
        json!("16:30:00"),
        json!("16h30"),
        json!("4:30 PM"),
        json!("１６:３０"),
        json!(""),
        json!(16),
        json!(null),
    ];
    for value in refused {
        assert!(from_value::<TimeOfDay>(value.clone()).is_err(), "{value}");
    }
    let half_past = NaiveTime::from_hms_opt(16, 30, 0);
    assert_eq!("16:30".parse::<TimeOfDay>().ok().map(NaiveTime::from), half_past);
}
