//! What a commune that is no more had resolved and recognised: it holds for the former area, counts neither done nor missing, and is over from
//! the day on which the heir's own takes its place.

use serde_json::{Value, json};

use crate::{
    convention,
    duty::{coverage, figures, gaps, of, part},
    papers::{
        RESOLUTIONS, act, adopted, adoption, again, council, doan_ket, id, known, opened, owed, proposed, renamed,
        resolution, round,
    },
    regulation,
    support::{client::Client, database::Backend, documents::register_is_true, register::organisation_id},
    year::driver::Year,
};

on_both! {
    a_resolution_goes_on_until_the_heir_s_takes_its_place,
    what_nobody_replaces_in_time_is_overdue,
    the_heir_s_regulation_takes_the_place_of_all_before,
    conventions_go_along_with_their_villages,
    a_merged_village_s_convention_goes_on_until_the_new_one_s,
    it_is_carried_over_through_a_second_act,
    a_merged_school_s_regulation_goes_on_in_its_heir,
}

const TODAY: &str = "2025-10-20";
const BY: &str = "2026-01-31";
const NEW: (&str, &str) = ("03399", "Đoàn Kết Mới");
const DUTY: &str = "council_resolution";
const CONVENTIONS: &str = "/api/v1/village-conventions";

/// A duty of the new commune, as whoever is above sees it.
async fn cell(who: &Client, duty: &str, query: &str) -> Value {
    let covered = coverage(who, query).await;
    let parts = covered["parts"].as_array().expect("parts");
    let new = opened(NEW.0, TODAY);
    let here = parts.iter().find(|part| part["unit_id"] == new);
    of(here.expect("the new commune"), duty).clone()
}

async fn force(who: &Client, at: &str, day: &str) -> Value {
    who.get(&format!("{at}?as_of={day}")).await.ok(200)["force"].clone()
}

/// What is listed under an address, by its id.
async fn listed(who: &Client, address: &str, at: &str) -> Option<Value> {
    let list = who.get(address).await;
    let mut items = list.ok(200)["items"].as_array().expect("items").iter();
    items.find(|item| item["id"] == id(at)).cloned()
}

fn measures() -> Value {
    resolution(
        "Nghị quyết về các biện pháp bảo đảm thực hiện dân chủ",
        "democracy_measures",
    )
}

/// The commune's council has resolved and is no more; where its resolution is, and what the act did.
async fn carried(year: &Year) -> (String, Value) {
    let (clerk, chair) = council(year).await;
    let old = adopted((&clerk, &chair), &measures(), "19/NQ-HĐND", "2025-10-10").await;
    let effect = renamed(year, TODAY, &doan_ket(), NEW, BY).await;
    (old, effect)
}

async fn a_resolution_goes_on_until_the_heir_s_takes_its_place(backend: Backend) {
    let mut year = Year::begin(backend, TODAY).await;
    let (clerk, _) = council(&year).await;
    let draft = proposed(&clerk, &resolution("Nghị quyết về ngân sách", "other")).await;
    let (old, effect) = carried(&year).await;
    let documents = effect["documents"].as_array().expect("documents");
    let outcome = |at: &str| {
        let told = documents.iter().find(|document| document["id"] == id(at));
        told.expect("it is told of")["outcome"].clone()
    };
    assert_eq!(
        (outcome(&old), outcome(&draft)),
        (json!("carried_over"), json!("passed"))
    );

    // The heir's people read it as carried over, with its day to be replaced, and do nothing with it.
    let (clerk, chair) = (
        again(&year, "officer.council.03388").await,
        again(&year, "leader.council.03388").await,
    );
    let seen = chair.get(&old).await;
    assert_eq!(
        (
            &seen.ok(200)["force"],
            &seen.json["organisation"]["id"],
            &seen.json["unit_id"]
        ),
        (
            &json!("carried_over"),
            &json!(organisation_id("council.03388")),
            &doan_ket()
        )
    );
    assert_eq!(
        (&seen.json["state"], &seen.json["allowed_actions"]),
        (&json!("adopted"), &json!([]))
    );
    assert_eq!(force(&chair, &old, "2025-10-19").await, "in_force");
    let repeal = json!({"number": "40/NQ-HĐND", "signed_on": TODAY, "on": TODAY, "reason": "Không còn phù hợp."});
    act(&chair, &old, "repeal", &repeal).await.problem(403, "not_yours");
    let new = opened(NEW.0, TODAY);
    let new = new.as_str().expect("an id");
    for address in [
        format!("{RESOLUTIONS}?unit={new}"),
        format!("/api/v1/documents?unit={new}"),
    ] {
        let item = listed(&chair, &address, &old).await.expect("its own history");
        assert_eq!(item["force"], "carried_over", "{address}");
    }
    // What was only proposed is the heir's to go on with.
    let passed = clerk.get(&draft).await;
    let heir = passed.ok(200)["organisation"]["id"].clone();
    assert_eq!(
        (
            &passed.json["unit_id"],
            &passed.json["origin_unit_id"],
            &passed.json["allowed_actions"]
        ),
        (&json!(new), &doan_ket(), &json!(["change", "examine"]))
    );
    // It is neither done nor missing, here and in public.
    let above = year.sign_in("leader.12").await;
    let here = cell(&above, DUTY, "").await;
    assert_eq!(figures(&here), [1, 0, 1, 0, 0]);
    let missing = gaps(&above, &here).await;
    assert_eq!(
        (
            missing.len(),
            &missing[0]["organisation_id"],
            &missing[0]["state"],
            &missing[0]["due_on"]
        ),
        (1, &heir, &json!("carried_over"), &json!(BY))
    );
    let nobody = year.server().nobody();
    let public = nobody.get(&format!("/api/v1/public/coverage?unit={new}")).await;
    let told = of(public.ok(200), DUTY);
    assert_eq!(
        (&told["owing"], &told["done"], &told["carried_over"]),
        (&json!(1), &json!(0), &json!(1))
    );

    // The heir's council takes its place: planned it does nothing, from the day of the new one on it is over.
    year.until("2025-11-20").await;
    let (clerk, chair) = (
        again(&year, "officer.council.03388").await,
        again(&year, "leader.council.03388").await,
    );
    let mut replacing = measures();
    replacing["proposal"]["signed_on"] = json!("2025-10-27");
    replacing["does"] = json!([{"relation": "replaces", "id": id(&old)}]);
    let new = proposed(&clerk, &replacing).await;
    let report =
        json!({"committee": "Ban Pháp chế", "number": "9/BC-HĐND", "signed_on": "2025-11-03", "opinion": "Nhất trí."});
    act(&clerk, &new, "examine", &report).await.ok(200);
    let waits = chair.get(&old).await;
    assert_eq!(
        (&waits.ok(200)["done_by"], &waits.json["force"]),
        (&json!([]), &json!("carried_over"))
    );
    // The same number: it is another council.
    let mut decision = adoption("19/NQ-HĐND", "2025-11-10");
    decision["in_force_on"] = json!("2025-11-15");
    let decided = act(&chair, &new, "adopt", &decision).await;
    assert_eq!(decided.ok(200)["force"], "in_force");
    let (does, done_by) = (&decided.json["does"], chair.get(&old).await.ok(200)["done_by"].clone());
    let end = |of: &str| json!([{"relation": "replaces", "id": id(of), "title": measures()["title"], "number": "19/NQ-HĐND", "effective_on": "2025-11-15"}]);
    assert_eq!((does, &done_by), (&end(&old), &end(&new)));
    for (day, expected) in [
        ("2025-10-19", "in_force"),
        ("2025-11-14", "carried_over"),
        ("2025-11-15", "expired"),
    ] {
        assert_eq!(force(&chair, &old, day).await, expected, "{day}");
    }
    let above = year.sign_in("leader.12").await;
    assert_eq!(figures(&cell(&above, DUTY, "").await), [1, 1, 0, 0, 0]);
    assert_eq!(figures(&cell(&above, DUTY, "as_of=2025-11-14").await), [1, 0, 1, 0, 0]);
    // The heir's report is begun with its own.
    let officer = again(&year, "officer.03388").await;
    let me = officer.get("/api/v1/me").await.ok(200)["organisation"]["id"].clone();
    let asked = round(&year, "grassroots-democracy-yearly", "2025").await;
    let told = known(&officer, &owed(&year, asked, &me).await).await;
    assert_eq!(told.get("B01"), Some(&json!(true)));
    assert_eq!(register_is_true(&year.server().kernel).await, 3);
}

async fn what_nobody_replaces_in_time_is_overdue(backend: Backend) {
    let mut year = Year::begin(backend, TODAY).await;
    let (old, _) = carried(&year).await;
    let officer = again(&year, "officer.03388").await;
    let me = officer.get("/api/v1/me").await.ok(200)["organisation"]["id"].clone();
    // What the predecessor had is not what the heir has: of its own nothing is known.
    let asked = round(&year, "grassroots-democracy-yearly", "2025").await;
    let told = known(&officer, &owed(&year, asked, &me).await).await;
    assert_eq!(told.get("B01"), None);
    year.until(BY).await;
    let above = year.sign_in("leader.12").await;
    assert_eq!(figures(&cell(&above, DUTY, "").await), [1, 0, 1, 0, 0]);
    year.until("2026-02-01").await;
    let above = year.sign_in("leader.12").await;
    let here = cell(&above, DUTY, "").await;
    assert_eq!(figures(&here), [1, 0, 0, 0, 1]);
    let missing = gaps(&above, &here).await;
    assert_eq!(
        (&missing[0]["state"], &missing[0]["due_on"]),
        (&json!("overdue"), &json!(BY))
    );
    assert_eq!(force(&above, &old, "2026-02-01").await, "carried_over");
    // Late is late, and done.
    let (clerk, chair) = (
        again(&year, "officer.council.03388").await,
        again(&year, "leader.council.03388").await,
    );
    let mut new = measures();
    new["proposal"]["signed_on"] = json!("2026-01-12");
    let new = proposed(&clerk, &new).await;
    let report =
        json!({"committee": "Ban Pháp chế", "number": "9/BC-HĐND", "signed_on": "2026-01-20", "opinion": "Nhất trí."});
    act(&clerk, &new, "examine", &report).await.ok(200);
    act(&chair, &new, "adopt", &adoption("2/NQ-HĐND", "2026-02-01"))
        .await
        .ok(200);
    assert_eq!(figures(&cell(&above, DUTY, "").await), [1, 1, 0, 0, 0]);
    // It names no predecessor, and takes nobody's place.
    assert_eq!(force(&above, &old, "2026-02-01").await, "carried_over");
}

/// There is one regulation for a setting: what the predecessor had is named, and over from the day of the heir's own.
async fn the_heir_s_regulation_takes_the_place_of_all_before(backend: Backend) {
    let mut year = Year::begin(backend, TODAY).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let of = |title: &str| json!({"setting": "commune", "title": title});
    let old = regulation::Course::begin(&officer, &of("Quy chế của phường cũ")).await;
    old.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
    let issue = regulation::issue;
    old.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    renamed(&year, TODAY, &doan_ket(), NEW, BY).await;
    year.until("2025-12-01").await;
    let (officer, leader) = (again(&year, "officer.03388").await, again(&year, "leader.03388").await);
    assert_eq!(officer.get(&old.address).await.ok(200)["force"], "carried_over");
    let new = regulation::Course::begin(&officer, &of("Quy chế của phường mới")).await;
    new.consult(&officer, "portal", "2025-10-27", "2025-11-20").await;
    let beside = new.act(&leader, "issue", &issue("3/QĐ-UBND", "2025-11-28")).await;
    assert_eq!(beside.problem(409, "already_exists")["existing_id"], id(&old.address));
    let plan = json!({"does": [{"relation": "replaces", "id": id(&old.address)}]});
    let planned = officer.matching(&new.address).await;
    planned.patch(&new.address, &plan).await.ok(200);
    new.act(&leader, "issue", &issue("3/QĐ-UBND", "2025-11-28"))
        .await
        .ok(200);
    for (day, expected) in [("2025-11-27", "carried_over"), ("2025-11-28", "expired")] {
        assert_eq!(force(&officer, &old.address, day).await, expected, "{day}");
    }
    let above = year.sign_in("leader.12").await;
    let duty = "commune_regulation";
    assert_eq!(figures(&cell(&above, duty, "as_of=2025-11-27").await), [1, 0, 1, 0, 0]);
    assert_eq!(figures(&cell(&above, duty, "").await), [1, 1, 0, 0, 0]);
    register_is_true(&year.server().kernel).await;
}

/// Villages live on: what they have agreed on is in force without a break, with the clock it had; what is over stays where it was.
async fn conventions_go_along_with_their_villages(backend: Backend) {
    let year = Year::begin(backend, TODAY).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ready = async |name: &str| {
        let village = convention::village(&officer, name).await;
        let row = convention::Course::proposed(&officer, &village, None).await;
        row.until_the_dossier(&officer).await;
        row
    };
    let (held, over) = (ready("1").await, ready("2").await);
    for row in [&held, &over] {
        row.act(&leader, "recognise", &convention::recognition("2025-10-14"))
            .await
            .ok(200);
    }
    let annulment =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-10-17", "reason": "Trái pháp luật"});
    over.act(&leader, "annul", &annulment).await.ok(200);
    let waits = ready("3").await;
    let of_state = async |who: &Client, state: &str| {
        let list = who.get(&format!("{CONVENTIONS}?state={state}")).await;
        let items = list.ok(200)["items"].as_array().expect("items").clone();
        assert_eq!(items.len(), 1, "{state}");
        items[0].clone()
    };
    let before = of_state(&officer, "recognised").await;
    renamed(&year, TODAY, &doan_ket(), NEW, BY).await;
    let (officer, leader) = (again(&year, "officer.03388").await, again(&year, "leader.03388").await);
    let heir = officer.get("/api/v1/me").await.ok(200)["organisation"]["id"].clone();
    let after = of_state(&officer, "recognised").await;
    assert_eq!(after["id"], before["id"]);
    assert_eq!(
        (
            &after["force"],
            &after["organisation"]["id"],
            &after["unit_id"],
            &after["origin_unit_id"]
        ),
        (&json!("in_force"), &heir, &opened(NEW.0, TODAY), &doan_ket())
    );
    let annulled = of_state(&officer, "annulled").await;
    assert_eq!(
        (
            &annulled["force"],
            &annulled["organisation"]["id"],
            &annulled["allowed_actions"]
        ),
        (&json!("expired"), &json!(organisation_id("03388")), &json!([]))
    );
    // What was sent to the predecessor the heir decides on, by the day it came.
    let recognised = waits.act(&leader, "recognise", &convention::recognition(TODAY)).await;
    let decision = &recognised.ok(200)["course"]["recognition"];
    assert_eq!(
        (&decision["due_on"], &decision["late"]),
        (&json!("2025-10-15"), &json!(true))
    );
    let figures_of = officer
        .get(&format!(
            "/api/v1/village-convention-figures?from=2025-08-01&to={TODAY}"
        ))
        .await;
    assert_eq!(
        (
            &figures_of.ok(200)["in_force"],
            &figures_of.json["recognised"],
            &figures_of.json["annulled"]
        ),
        (&json!(2), &json!(3), &json!(1))
    );
    let above = year.sign_in("leader.12").await;
    assert_eq!(figures(&cell(&above, "village_convention", "").await), [3, 2, 0, 1, 0]);
    let asked = round(&year, "grassroots-democracy-yearly", "2025").await;
    let told = known(&officer, &owed(&year, asked, &heir).await).await;
    assert_eq!(
        (told.get("B05"), told.get("B06"), told.get("B07")),
        (Some(&json!(3)), Some(&json!(2)), Some(&json!(3)))
    );
    register_is_true(&year.server().kernel).await;
}

/// A village of Đoàn Kết and its convention of 2019; where that is.
async fn older(officer: &Client, name: &str) -> (Value, String) {
    let village = convention::village(officer, name).await;
    let new = json!({
        "village_id": village, "kind": "huong_uoc", "title": format!("Hương ước tổ dân phố {name}"),
        "recognised_before": {"number": "40/QĐ-UBND", "signed_on": "2019-05-20", "signer": "Lò Văn Inh"},
    });
    let begun = officer.post(CONVENTIONS, &new).await;
    let at = format!("{CONVENTIONS}/{}", begun.ok(201)["id"].as_str().expect("an id"));
    (village, at)
}

async fn a_merged_village_s_convention_goes_on_until_the_new_one_s(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ((first, old), (second, beside)) = (older(&officer, "1").await, older(&officer, "2").await);
    let merged = json!({
        "kind": "Tổ dân phố", "name": "Hợp nhất", "valid_from": "2026-01-05", "legal_basis": "Nghị quyết số 12/NQ-HĐND",
        "households": {"counted_on": "2026-01-05", "households": 200}, "came_of": [first, second],
    });
    let merged = officer.post("/api/v1/villages", &merged).await.ok(201)["id"].clone();
    for at in [&old, &beside] {
        assert_eq!(force(&officer, at, "2026-01-04").await, "in_force", "{at}");
        assert_eq!(force(&officer, at, "2026-01-05").await, "carried_over", "{at}");
    }
    let above = year.sign_in("officer.12").await;
    let covered = async |query: &str| {
        let covered = coverage(&above, query).await;
        figures(of(part(&covered, "03388"), "village_convention"))
    };
    assert_eq!(covered("as_of=2026-01-04").await, [2, 2, 0, 0, 0]);
    assert_eq!(covered("").await, [1, 0, 1, 0, 0]);
    // Neither done nor missing.
    let gap = async || {
        let gaps = above.get("/api/v1/duties/village_convention/gaps").await;
        let gaps = gaps.ok(200)["items"].as_array().expect("items").clone();
        let here = gaps
            .into_iter()
            .find(|gap| gap["organisation_id"] == json!(organisation_id("03388")));
        let here = here.expect("Đoàn Kết");
        (here["state"].clone(), here["missing"].clone())
    };
    assert_eq!(gap().await, (json!("carried_over"), json!(1)));
    let figures_on = async |day: &str| {
        let at = format!("/api/v1/village-convention-figures?from={day}&to={day}");
        let counted = officer.get(&at).await.ok(200).clone();
        (counted["in_force"].clone(), counted["replaced"].clone())
    };
    assert_eq!(figures_on("2026-03-15").await, (json!(0), json!(0)));
    // Whoever answers for the merged village has to begin.
    let waits = officer.get("/api/v1/worklist?kind=begin_convention").await;
    let waits = waits.ok(200)["items"].as_array().expect("items").len();
    assert_eq!(waits, 1);
    // Only what is a convention of a village that was merged into it is replaced.
    let (_, other) = older(&officer, "3").await;
    let new = |replaces: &str| {
        json!({
            "village_id": merged, "kind": "quy_uoc", "title": "Quy ước", "proposal": {"by": "village_head", "on": "2026-01-12"},
            "replaces_id": id(replaces), "change": "replaces",
        })
    };
    let refused = officer.post(CONVENTIONS, &new(&other)).await;
    assert_eq!(
        refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/replaces_id"
    );
    let begun = officer.post(CONVENTIONS, &new(&old)).await;
    let at = format!("{CONVENTIONS}/{}", begun.ok(201)["id"].as_str().expect("an id"));
    for (verb, body) in [
        (
            "form-team",
            json!({"on": "2026-01-15", "members": 5, "of": ["organisation", "reputed"]}),
        ),
        ("post", convention::posting("2026-01-20")),
        ("record-vote", convention::vote("2026-03-09", 170, 150)),
        ("send-dossier", json!({"on": "2026-03-11", "received_on": "2026-03-11"})),
    ] {
        act(&officer, &at, verb, &body).await.ok(200);
    }
    assert_eq!(
        officer.get(&old).await.ok(200)["force"],
        "carried_over",
        "it is only planned"
    );
    let recognised = act(&leader, &at, "recognise", &convention::recognition("2026-03-16")).await;
    assert_eq!(
        (
            &recognised.ok(200)["force"],
            &recognised.json["replaces_id"],
            &recognised.json["change"]
        ),
        (&json!("in_force"), &id(&old), &json!("replaces"))
    );
    let over = officer.get(&old).await;
    assert_eq!(
        (
            &over.ok(200)["state"],
            &over.json["force"],
            &over.json["replaced_by_id"],
            &over.json["ended_on"]
        ),
        (&json!("replaced"), &json!("expired"), &id(&at), &json!("2026-03-16"))
    );
    assert_eq!(force(&officer, &old, "2026-03-15").await, "carried_over");
    assert_eq!(
        figures_on("2026-03-15").await,
        (json!(1), json!(0)),
        "that of the third village"
    );
    assert_eq!(figures_on("2026-03-16").await, (json!(2), json!(1)));
    assert_eq!(covered("").await, [2, 2, 0, 0, 0]);
    register_is_true(&year.server().kernel).await;
}

/// An heir that becomes another commune in its turn leaves to its own heir what it had been left.
async fn it_is_carried_over_through_a_second_act(backend: Backend) {
    const LAST: (&str, &str) = ("03398", "Đoàn Kết Ba");
    const THEN: &str = "2025-11-20";
    let mut year = Year::begin(backend, TODAY).await;
    let (old, _) = carried(&year).await;
    year.until(THEN).await;
    renamed(&year, THEN, &opened(NEW.0, TODAY), LAST, BY).await;
    let above = year.sign_in("leader.12").await;
    assert_eq!(above.get(&old).await.ok(200)["force"], "carried_over");
    let covered = coverage(&above, "").await;
    let mut parts = covered["parts"].as_array().expect("parts").iter();
    let last = opened(LAST.0, THEN);
    let here = of(
        parts.find(|part| part["unit_id"] == last).expect("the last commune"),
        DUTY,
    );
    assert_eq!(figures(here), [1, 0, 1, 0, 0]);
    let missing = gaps(&above, here).await;
    assert_eq!((missing.len(), &missing[0]["state"]), (1, &json!("carried_over")));
}

/// Not only where a unit ends: what a house has issued goes on in the one it was merged into, and is neither done nor missing there.
async fn a_merged_school_s_regulation_goes_on_in_its_heir(backend: Backend) {
    let year = Year::begin(backend, TODAY).await;
    let (officer, leader) = (
        year.sign_in("officer.thpt-lai-chau").await,
        year.sign_in("leader.thpt-lai-chau").await,
    );
    let new = json!({"setting": "agency", "title": "Quy chế của trường cũ"});
    let old = regulation::Course::begin(&officer, &new).await;
    old.consult(&officer, "staff_conference", "2025-08-01", "2025-09-01")
        .await;
    old.act(&leader, "issue", &regulation::issue("12/QĐ-THPT", "2025-09-30"))
        .await
        .ok(200);
    let draft = regulation::Course::begin(&officer, &json!({"setting": "internal", "title": "Quy chế chi tiêu"})).await;
    let above = year.sign_in("leader.12").await;
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let waits = async || {
        let pending = above.get("/api/v1/documents/pending?limit=200").await;
        let mut steps = pending.ok(200)["items"].as_array().expect("items").iter();
        steps.any(|step| step["document_id"] == id(&draft.address))
    };
    assert!(waits().await);
    let heir = year.sign_in("leader.so-noi-vu").await;
    heir.get(&old.address).await.problem(404, "not_found");
    let closing = json!({"on": TODAY, "reason": "Sáp nhập", "successors": [organisation_id("so-noi-vu")]});
    let matching = above.matching(&school).await;
    matching.post(&format!("{school}/close"), &closing).await.ok(200);
    for (day, expected) in [("2025-10-19", "in_force"), (TODAY, "carried_over")] {
        assert_eq!(force(&above, &old.address, day).await, expected, "{day}");
    }
    let covered = coverage(&above, "").await;
    let missing = gaps(&above, of(&covered, "agency_regulation")).await;
    let its = missing
        .iter()
        .find(|gap| gap["organisation_id"] == json!(organisation_id("so-noi-vu")));
    assert_eq!(its.expect("the heir's")["state"], "carried_over");
    // Nothing waits for a house that is gone.
    assert!(!waits().await);
    // The heir reads it, though nothing that was never issued, and has to name it in its own.
    heir.get(&draft.address).await.problem(404, "not_found");
    let list = format!(
        "/api/v1/democracy-regulations?organisation={}",
        organisation_id("thpt-lai-chau")
    );
    let item = listed(&heir, &list, &old.address).await.expect("what it was left");
    assert_eq!(item["force"], "carried_over");
    assert_eq!(heir.get(&old.address).await.ok(200)["allowed_actions"], json!([]));
    let officer = year.sign_in("officer.so-noi-vu").await;
    let new = json!({"setting": "agency", "title": "Quy chế của Sở"});
    let new = regulation::Course::begin(&officer, &new).await;
    new.consult(&officer, "staff_conference", "2025-10-01", "2025-10-10")
        .await;
    let beside = new.act(&heir, "issue", &regulation::issue("31/QĐ-SNV", TODAY)).await;
    assert_eq!(beside.problem(409, "already_exists")["existing_id"], id(&old.address));
    let plan = json!({"does": [{"relation": "replaces", "id": id(&old.address)}]});
    let planned = officer.matching(&new.address).await;
    planned.patch(&new.address, &plan).await.ok(200);
    new.act(&heir, "issue", &regulation::issue("31/QĐ-SNV", TODAY))
        .await
        .ok(200);
    assert_eq!(force(&heir, &old.address, TODAY).await, "expired");
    register_is_true(&year.server().kernel).await;
}
