//! Whoever takes a step before its time, or once it is over, is told by which article what comes first.

use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    board::{Board, Commune, recognition},
    convention, election, recommendation, regulation, resolution,
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both! {
    the_steps_of_a_convention,
    the_steps_of_a_regulation,
    the_steps_of_a_resolution,
    the_steps_of_an_election,
    the_steps_of_a_recommendation,
    the_steps_of_a_board,
    the_days_of_the_steps,
}

/// It is refused as out of order, and names the article in the caller's language.
#[track_caller]
fn told(refusal: &Reply, article: &str) {
    refusal.problem(409, "state_forbids");
    let detail = refusal.json["detail"].as_str().expect("a refusal says why");
    assert!(detail.ends_with(&format!("({article}).")), "{article}: {detail}");
}

/// Each of these steps, by whoever may take it.
async fn each(address: &str, steps: &[(&Client, &str, Value, &str)]) {
    for (who, verb, body, article) in steps {
        let who = who.matching(address).await;
        let path = match verb.is_empty() {
            true => address.to_owned(),
            false => format!("{address}/{verb}"),
        };
        let method = if verb.is_empty() { Method::PATCH } else { Method::POST };
        told(&who.send(who.request(method, &path).json(body)).await, article);
    }
}

async fn the_steps_of_a_convention(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (
        &year.sign_in("officer.03388").await,
        &year.sign_in("leader.03388").await,
    );
    let row = convention::Course::proposed(officer, &convention::village(officer, "1").await, None).await;
    let refusal = json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Trái pháp luật."});
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2025-12-04", "remedy_by": "2026-03-31", "reason": "Không niêm yết.",
    });
    let annulment =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-12-04", "reason": "Trái pháp luật."});
    let complaint = json!({"received_on": "2025-12-01", "asks": "suspension", "content": "Thu quỹ không qua bàn bạc."});
    let dismissal = json!({"on": "2025-12-02", "number": "16/UBND-VX", "reason": "Không có cơ sở."});
    let early = [
        (officer, "post", convention::posting("2025-09-03"), "8.3, 9.1"),
        (
            officer,
            "record-vote",
            convention::vote("2025-10-06", 96, 88),
            "9.1, 10",
        ),
        (
            officer,
            "send-dossier",
            json!({"on": "2025-10-08", "received_on": "2025-10-08"}),
            "11.3a",
        ),
        (leader, "recognise", convention::recognition("2025-10-14"), "11.3b"),
        (leader, "refuse", refusal, "11.3b"),
        (officer, "send-back", json!({"on": "2025-10-15"}), "18.1a"),
        (
            officer,
            "review",
            json!({"on": "2025-11-18", "findings": "Giữ nguyên"}),
            "15.4",
        ),
        (officer, "record-complaint", complaint, "12.2, 14.3"),
        (leader, "dismiss-complaint", dismissal, "12.2a, 14.3a"),
        (leader, "suspend", suspension, "12.1"),
        (leader, "annul", annulment, "14.1, 14.2"),
    ];
    let decree = |article: &str| format!("Nghị định 61/2023/NĐ-CP Điều {article}");
    for (who, verb, body, article) in early {
        each(&row.address, &[(who, verb, body, &decree(article))]).await;
    }
    row.until_the_dossier(officer).await;
    row.act(leader, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["reputed"]});
    for (verb, body, article) in [
        ("form-team", team, "8.1"),
        ("", json!({"title": "Hương ước"}), "9.1, 10"),
        ("withdraw", json!({"reason": "Đã có văn bản khác."}), "13, 14"),
    ] {
        each(&row.address, &[(officer, verb, body, &decree(article))]).await;
    }
    let english = &officer.with("Accept-Language", "en");
    let late = json!({"on": "2025-10-08", "received_on": "2025-10-08"});
    each(
        &row.address,
        &[(english, "send-dossier", late, "Decree 61/2023 Art. 11.3a")],
    )
    .await;
}

async fn the_steps_of_a_regulation(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (
        &year.sign_in("officer.03388").await,
        &year.sign_in("leader.03388").await,
    );
    for (setting, form, number, consulting, issuing) in [
        (
            "commune",
            "community_meeting",
            "12/QĐ-UBND",
            "Luật 10/2022/QH15 Điều 25.7, 26.1, 28.2",
            "Luật 10/2022/QH15 Điều 35.2c",
        ),
        (
            "agency",
            "staff_conference",
            "13/QĐ-UBND",
            "Luật 10/2022/QH15 Điều 53.8, 54, 55",
            "Luật 10/2022/QH15 Điều 59.1a",
        ),
    ] {
        let row = regulation::Course::begin(officer, &json!({"setting": setting, "title": "Quy chế"})).await;
        let closing = json!({
            "closed_on": "2025-09-22", "opinions": 3, "accepted": 2, "explanation": "Tiếp thu.", "explained_on": "2025-09-22",
        });
        let opening = json!({"opened_on": "2025-09-02", "forms": [form]});
        let review = json!({"begun_on": "2025-10-01", "reason": "Sau khi sắp xếp."});
        let end = json!({"ended_on": "2025-10-02", "findings": "Giữ nguyên."});
        let repeal = json!({"number": "14/QĐ-UBND", "signed_on": "2025-10-10", "on": "2025-10-10", "reason": "Không còn phù hợp."});
        let reviewing = "Nghị quyết 75/NQ-HĐND Điều 4.3a";
        each(
            &row.address,
            &[
                (officer, "close-consultation", closing.clone(), consulting),
                (leader, "issue", regulation::issue(number, "2025-09-30"), consulting),
                (officer, "open-review", review, reviewing),
                (officer, "close-review", end, reviewing),
                (leader, "repeal", repeal, issuing),
            ],
        )
        .await;
        row.consult(officer, form, "2025-09-02", "2025-09-22").await;
        row.act(leader, "issue", &regulation::issue(number, "2025-09-30"))
            .await
            .ok(200);
        each(
            &row.address,
            &[
                (officer, "open-consultation", opening, consulting),
                (officer, "close-consultation", closing, consulting),
                (
                    leader,
                    "issue",
                    regulation::issue("15/QĐ-UBND", "2025-09-30"),
                    consulting,
                ),
                (officer, "", json!({"title": "Quy chế khác"}), issuing),
                (officer, "withdraw", json!({"reason": "Đã có văn bản khác."}), issuing),
            ],
        )
        .await;
    }
}

async fn the_steps_of_a_resolution(backend: Backend) {
    let law = "Luật Tổ chức chính quyền địa phương 72/2025/QH15";
    let year = Year::begin(backend, "2025-10-20").await;
    let (chair, address, _) = resolution::adopted(&year, b"%PDF-1.7\n".to_vec()).await;
    let clerk = &year.sign_in("officer.council.03388").await;
    let rejection = json!({"on": "2025-10-12", "reason": "Chưa đủ căn cứ."});
    each(
        &address,
        &[
            (clerk, "examine", resolution::examination("2025-10-06"), law),
            (
                &chair,
                "adopt",
                resolution::adoption("20/NQ-HĐND", "2025-10-12", 25),
                law,
            ),
            (&chair, "reject", rejection, law),
            (clerk, "", json!({"title": "Nghị quyết khác"}), law),
        ],
    )
    .await;
    let draft = resolution::proposed(clerk, &resolution::proposal("Nghị quyết", "2025-10-01")).await;
    let repeal =
        json!({"number": "21/NQ-HĐND", "signed_on": "2025-10-12", "on": "2025-10-12", "reason": "Không còn phù hợp."});
    each(&draft, &[(&chair, "repeal", repeal, law)]).await;
}

async fn the_steps_of_an_election(backend: Backend) {
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (
        &year.sign_in("officer.03388").await,
        &year.sign_in("leader.03388").await,
    );
    let village = election::village(officer).await;
    let head = election::person(officer, "Lò Văn Ín").await;
    let row = election::Election::called(officer, &village, "2025-12-01", "2025-12-28").await;
    let sending = json!({"on": "2025-12-29", "received_on": "2025-12-29"});
    let refusal = json!({"number": "93/UBND-NV", "on": "2026-01-02", "reason": "Kiểm phiếu sai."});
    let vote = json!({"on": "2025-12-28", "present": 101, "candidates": [{"person_id": head, "in_favour": 77}]});
    let decree = |article: &str| format!("Nghị định 59/2023/NĐ-CP Điều {article}");
    for (who, verb, body, article) in [
        (officer, "record-vote", vote.clone(), "3.3, 6"),
        (officer, "send-result", sending, "3.5d"),
        (leader, "recognise", election::recognition("2026-01-02"), "8, 9.3"),
        (leader, "refuse", refusal, "8, 9.3"),
    ] {
        each(&row.address, &[(who, verb, body, &decree(article))]).await;
    }
    row.prepared(officer, "2025-12-10", &[&head]).await;
    row.act(officer, "record-vote", &vote).await.ok(200);
    let team = json!({"number": "90/QĐ-UBND", "signed_on": "2025-12-10", "members": 5});
    let postponing = json!({"meeting_on": "2026-01-20"});
    for (verb, body, article) in [
        ("postpone", postponing, "6.1a"),
        ("nominate", json!({"on": "2025-12-10", "candidates": [head]}), "6.2"),
        ("form-team", team, "6.1b"),
        ("announce", json!({"on": "2025-12-10"}), "3.3, 6.1b"),
        ("record-vote", vote, "3.5d, 8, 9.3"),
        ("withdraw", json!({"reason": "Ghi nhầm ngày."}), "6.1a"),
    ] {
        each(&row.address, &[(officer, verb, body, &decree(article))]).await;
    }
}

async fn the_steps_of_a_recommendation(backend: Backend) {
    let (commune, board) = recommendation::inspected(backend).await;
    let secretary = &recommendation::secretary(&commune.year, &board, "thu.ky").await;
    let leader = &commune.year.sign_in("leader.03388").await;
    let (officer, president) = (&commune.officer, &commune.president);
    let row = recommendation::Recommendation::begin(secretary, &recommendation::remedy("03388")).await;
    let law = |articles: &str| format!("Luật 10/2022/QH15 Điều {articles}");
    let (confirming, answering) = ("40.2d, 45.1d", "40.1c, 45.2c, 63.1c, 81.1d");
    let (directing, recommending) = ("40.2d, 45.1d, 63.2c, 81.2c", "38.2, 43.2đ, 61.2, 78.2");
    let sending = json!({"number": "05/KN-BTTND", "on": "2025-10-20"});
    let asking = json!({"content": "Quá hạn."});
    let finding = json!({"on": "2025-10-20", "progress": "done", "findings": "Đã sửa."});
    let closing = json!({"on": "2025-10-20", "reason": "Đã thực hiện xong."});
    let taking = json!({"number": "40/MTTQ-BTT", "on": "2025-10-20", "to": "Chủ tịch Ủy ban nhân dân tỉnh"});
    let mut receipt = json!({"on": "2025-10-20"});
    for (who, verb, body, article) in [
        (president, "confirm", Value::Null, confirming),
        (president, "return", json!({"reason": "Chưa nêu căn cứ."}), confirming),
        (secretary, "send", sending.clone(), confirming),
        (secretary, "record-receipt", receipt.clone(), answering),
        (secretary, "ask-director", asking.clone(), directing),
        (president, "take-up", taking, directing),
        (secretary, "follow-up", finding.clone(), recommending),
        (secretary, "close", closing, recommending),
    ] {
        each(&row.address, &[(who, verb, body, &law(article))]).await;
    }
    row.act(secretary, "submit", &Value::Null).await.ok(200);
    row.act(president, "confirm", &Value::Null).await.ok(200);
    row.act(secretary, "send", &sending).await.ok(200);
    for (who, verb, body, article) in [
        (secretary, "", json!({"content": "Khác"}), recommending),
        (secretary, "submit", Value::Null, confirming),
        (secretary, "withdraw", json!({"reason": "Đã giải quyết."}), recommending),
        (leader, "answer", recommendation::answer("2025-10-20"), answering),
    ] {
        each(&row.address, &[(who, verb, body, &law(article))]).await;
    }
    receipt["on"] = json!("2025-10-20");
    row.act(officer, "receive", &receipt).await.ok(200);
    for (who, verb, body, article) in [
        (officer, "receive", receipt, answering),
        // The fifteen days are not over.
        (secretary, "ask-director", asking, directing),
        (secretary, "follow-up", finding, recommending),
    ] {
        each(&row.address, &[(who, verb, body, &law(article))]).await;
    }
}

async fn the_steps_of_a_board(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let (front, president) = (&commune.front, &commune.president);
    let board: Board = commune.inspectorate().await;
    let law = |articles: &str| format!("Luật 10/2022/QH15 Điều {articles}");
    let refusal = json!({"number": "22/MTTQ-BTT", "on": "2025-10-10", "reason": "Chưa đủ người."});
    let support = json!({"on": "2025-10-12", "amount": 5_000_000, "from": "Ngân sách xã"});
    let nobody = danchu::access::fresh::<uuid::Uuid>();
    let leading = json!({"head": nobody, "deputies": []});
    let members = json!({"members": commune.one_of_each().await});
    let fate = json!({"decision": "continue", "on": "2025-10-15", "number": "23/QĐ-MTTQ-BTT"});
    let dissolution = json!({"ground": "combined", "on": "2025-10-16", "reason": "Lập lại."});
    for (who, verb, body, articles) in [
        (president, "recognise", recognition("2025-10-10"), "40.2b"),
        (president, "refuse", refusal, "40.2b"),
        (front, "name-leaders", leading, "40.2b"),
        (front, "record-support", support, "40.2e, 45.1e, 63.2đ, 81.2đ"),
    ] {
        each(&board.address, &[(who, verb, body, &law(articles))]).await;
    }
    board.act(president, "dissolve", &dissolution).await.ok(200);
    for (who, verb, body) in [
        (front, "members", members),
        (president, "decide-fate", fate),
        (president, "dissolve", dissolution),
    ] {
        each(&board.address, &[(who, verb, body, &law("36"))]).await;
    }
}

/// A step dated before the one it comes after is refused with the article that says so.
async fn the_days_of_the_steps(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (
        &year.sign_in("officer.03388").await,
        &year.sign_in("leader.03388").await,
    );
    let row = convention::Course::proposed(officer, &convention::village(officer, "1").await, None).await;
    let names = |refusal: &Reply, pointer: &str, article: &str| {
        let fault = &refusal.problem(422, "invalid_content")["errors"][0];
        assert_eq!(fault["pointer"], pointer, "{}", refusal.json);
        let said = fault["message"].as_str().expect("a message");
        assert!(said.ends_with(&format!("({article}).")), "{article}: {said}");
    };
    let decree = |article: &str| format!("Nghị định 61/2023/NĐ-CP Điều {article}");
    let team = |on: &str| json!({"on": on, "members": 5, "of": ["organisation", "reputed"]});
    names(
        &row.act(officer, "form-team", &team("2025-08-19")).await,
        "/on",
        &decree("8.1"),
    );
    row.act(officer, "form-team", &team("2025-08-25")).await.ok(200);
    names(
        &row.act(officer, "post", &convention::posting("2025-08-24")).await,
        "/on",
        &decree("8.3, 9.1"),
    );
    row.act(officer, "post", &convention::posting("2025-09-03"))
        .await
        .ok(200);
    row.act(officer, "record-vote", &convention::vote("2025-10-06", 96, 88))
        .await
        .ok(200);
    let early = json!({"on": "2025-10-05", "received_on": "2025-10-08"});
    names(&row.act(officer, "send-dossier", &early).await, "/on", &decree("11.3a"));
    let sent = json!({"on": "2025-10-08", "received_on": "2025-10-08"});
    row.act(officer, "send-dossier", &sent).await.ok(200);
    let early = convention::recognition("2025-10-07");
    names(
        &row.act(leader, "recognise", &early).await,
        "/signed_on",
        &decree("11.3b"),
    );
    row.act(leader, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);
    let early = json!({"on": "2025-10-13"});
    names(&row.act(officer, "send-back", &early).await, "/on", &decree("18.1a"));
    let early = json!({"received_on": "2025-10-13", "asks": "suspension", "content": "Thu quỹ."});
    names(
        &row.act(officer, "record-complaint", &early).await,
        "/received_on",
        &decree("12.2, 14.3"),
    );
    // Nothing decided on it is dated before what was decided last.
    let suspension = json!({
        "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2026-03-31", "reason": "Trái nguyên tắc.",
    });
    row.act(leader, "suspend", &suspension).await.ok(200);
    let early =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-12-03", "reason": "Trái pháp luật."});
    names(&row.act(leader, "annul", &early).await, "/on", &decree("14.1, 14.2"));
}
