//! The duty to issue a regulation is fulfilled by one that stands alone: what amends another is none when that one is gone.

use serde_json::{Value, json};

use super::{Course, issue};
use crate::{
    duty::{coverage, figures, gaps, of, part},
    papers::{again, doan_ket, opened, renamed},
    support::{client::Client, database::Backend, documents::register_is_true, register::organisation_id},
    year::driver::Year,
};

on_both! {
    an_amendment_of_what_is_gone_fulfils_nothing,
    what_an_heir_only_amends_goes_on_as_carried_over,
}

/// One that amends another, or does nothing to any, consulted on by the end of September.
async fn consulted(officer: &Client, setting: &str, does: Value) -> Course {
    let row = Course::begin(officer, &json!({"setting": setting, "title": "Quy chế", "does": does})).await;
    row.consult(officer, "portal", "2025-09-02", "2025-09-30").await;
    row
}

fn link(relation: &str, to: &Course) -> Value {
    json!([{"relation": relation, "id": to.id()}])
}

/// The base, until 10 December, and what amends it since November.
async fn amended(officer: &Client, leader: &Client, setting: &str, mut base: Value, amending: &str) -> [Course; 2] {
    let old = consulted(officer, setting, json!([])).await;
    base["expires_on"] = json!("2025-12-10");
    old.act(leader, "issue", &base).await.ok(200);
    let amendment = consulted(officer, setting, link("amends", &old)).await;
    amendment
        .act(leader, "issue", &issue(amending, "2025-11-10"))
        .await
        .ok(200);
    [old, amendment]
}

async fn an_amendment_of_what_is_gone_fulfils_nothing(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let province = year.sign_in("officer.12").await;
    let covered = async |duty: &str, as_of: &str| {
        let covered = coverage(&province, &format!("as_of={as_of}")).await;
        of(part(&covered, "03388"), duty).clone()
    };
    // Of the agency it expires by its own words, of the commune it is repealed before.
    amended(
        &officer,
        &leader,
        "agency",
        issue("1/QĐ-UBND", "2025-10-03"),
        "2/QĐ-UBND",
    )
    .await;
    let base = issue("3/QĐ-UBND", "2025-10-03");
    let [base, amendment] = amended(&officer, &leader, "commune", base, "4/QĐ-UBND").await;
    let repeal =
        json!({"number": "9/QĐ-UBND", "signed_on": "2025-12-01", "on": "2025-12-05", "reason": "Không còn phù hợp"});
    base.act(&leader, "repeal", &repeal).await.ok(200);
    for (duty, last, first) in [
        ("agency_regulation", "2025-12-09", "2025-12-10"),
        ("commune_regulation", "2025-12-04", "2025-12-05"),
    ] {
        for (day, done) in [
            ("2025-11-09", 1),
            ("2025-11-10", 1),
            (last, 1),
            (first, 0),
            ("2025-12-22", 0),
        ] {
            assert_eq!(figures(&covered(duty, day).await)[1], done, "{duty} {day}");
        }
    }
    assert_eq!(officer.get(&amendment.address).await.ok(200)["force"], "in_force");
    let missing = gaps(&province, &covered("commune_regulation", "2025-12-05").await).await;
    assert_eq!(
        (missing.len(), &missing[0]["organisation_id"]),
        (1, &json!(organisation_id("03388")))
    );
    // One of its own takes the place of what is left.
    let own = consulted(&officer, "commune", link("replaces", &amendment)).await;
    own.act(&leader, "issue", &issue("5/QĐ-UBND", "2025-12-15"))
        .await
        .ok(200);
    assert_eq!(figures(&covered("commune_regulation", "2025-12-14").await)[1], 0);
    let here = covered("commune_regulation", "2025-12-15").await;
    assert_eq!(figures(&here), [1, 1, 0, 0, 0]);
    assert_eq!(gaps(&province, &here).await, Vec::<Value>::new());
    register_is_true(&year.server().kernel).await;
}

async fn what_an_heir_only_amends_goes_on_as_carried_over(backend: Backend) {
    const TODAY: &str = "2025-10-20";
    const NEW: (&str, &str) = ("03399", "Đoàn Kết Mới");
    let mut year = Year::begin(backend, TODAY).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = consulted(&officer, "commune", json!([])).await;
    old.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-10-03"))
        .await
        .ok(200);
    renamed(&year, TODAY, &doan_ket(), NEW, "2026-01-31").await;
    year.until("2025-12-01").await;
    let (officer, leader) = (again(&year, "officer.03388").await, again(&year, "leader.03388").await);
    let amends = json!({"setting": "commune", "title": "Sửa đổi quy chế", "does": link("amends", &old)});
    let amendment = Course::begin(&officer, &amends).await;
    amendment.consult(&officer, "portal", "2025-10-27", "2025-11-20").await;
    let issued = amendment.act(&leader, "issue", &issue("3/QĐ-UBND", "2025-11-28")).await;
    assert_eq!(issued.ok(200)["force"], "in_force");
    assert_eq!(officer.get(&old.address).await.ok(200)["force"], "carried_over");
    let above = year.sign_in("leader.12").await;
    let covered = coverage(&above, "").await;
    let mut parts = covered["parts"].as_array().expect("parts").iter();
    let new = opened(NEW.0, TODAY);
    let here = parts.find(|part| part["unit_id"] == new).expect("the new commune");
    let here = of(here, "commune_regulation");
    assert_eq!(figures(here), [1, 0, 1, 0, 0]);
    assert_eq!(gaps(&above, here).await[0]["state"], "carried_over");
    register_is_true(&year.server().kernel).await;
}
