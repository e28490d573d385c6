//! By when what was adopted is sent in, decided on and sent back.

use rstest::rstest;

use super::*;
use crate::document::convention::course::Refusal;

/// Art. 11.3a: 5 working days from the vote. Tết 2026 lasts from 14 to 22 February.
#[rstest]
#[case::the_fifth_working_day("2025-10-03", "2025-10-10", "2025-10-10", false)]
#[case::a_day_later("2025-10-03", "2025-10-13", "2025-10-10", true)]
#[case::across_tet("2026-02-12", "2026-02-26", "2026-02-26", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-27", "2026-02-26", true)]
fn the_dossier_goes_out_in_five_working_days(
    #[case] voted_on: &str,
    #[case] sent_on: &str,
    #[case] due_on: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.adopted(voted_on);
    send_dossier(&mut row, sending(sent_on, sent_on), &late.today()).unwrap();
    let sent = row.course.dossier.unwrap().sent;
    assert_eq!((sent.due_on, sent.late), (day(due_on), expected));
}

/// Art. 11.3b: 5 working days from having the dossier whole, for recognising as for refusing. Tết 2026 lasts from 16 to
/// 20 February.
#[rstest]
#[case::the_fifth_working_day("2025-10-03", "2025-10-10", "2025-10-10", false)]
#[case::a_day_later("2025-10-03", "2025-10-11", "2025-10-10", true)]
#[case::across_tet("2026-02-12", "2026-02-26", "2026-02-26", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-27", "2026-02-26", true)]
fn the_committee_decides_in_five_working_days(
    #[case] received_on: &str,
    #[case] on: &str,
    #[case] due_on: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.submitted(received_on);
    recognise(&mut row, decision(on), &late.today()).unwrap();
    let recognised = row.course.recognition.unwrap().made;
    assert_eq!((recognised.due_on, recognised.late), (day(due_on), expected));
    assert_eq!(row.in_force_on, Some(day(on)), "Art. 11.5");
    let mut row = late.submitted(received_on);
    let refusal = Refusal {
        made: made(on),
        number: number(),
        reason: "Trái pháp luật".to_owned(),
        files: Vec::new(),
    };
    refuse(&mut row, refusal, &late.today()).unwrap();
    let refused = row.course.refusals[0].made;
    assert_eq!((refused.due_on, refused.late), (day(due_on), expected));
}

/// Art. 18.1a: 2 working days from the decision.
#[rstest]
#[case::the_second_working_day("2025-10-10", "2025-10-14", false)]
#[case::a_day_later("2025-10-10", "2025-10-15", true)]
#[case::across_tet("2026-02-12", "2026-02-23", false)]
#[case::across_tet_and_a_day("2026-02-12", "2026-02-24", true)]
fn it_is_sent_back_in_two_working_days(#[case] recognised_on: &str, #[case] on: &str, #[case] expected: bool) {
    let late = Late::new();
    let mut row = late.recognised(recognised_on);
    send_back(&mut row, day(on), &late.today()).unwrap();
    assert_eq!(row.course.sent_back.map(|sent| sent.late), Some(expected));
    assert_eq!(
        refused(send_back(&mut row, day(on), &late.today())).as_deref(),
        Some("state_forbids")
    );
}
