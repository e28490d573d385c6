//! How many complaints are recorded, by when each is answered, and by what.

use rstest::rstest;

use super::*;
use crate::document::convention::objection::{AnswerKind, Answered, ComplaintAim, ComplaintSource};

fn raised(received_on: &str, asks: ComplaintAim) -> Raised {
    Raised {
        received_on: day(received_on),
        source: ComplaintSource::Residents,
        asks,
        content: "Điều 9".to_owned(),
    }
}

#[test]
fn a_hundred_complaints_are_recorded_and_no_more() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    let mut complain = || {
        let asked = raised("2025-12-01", ComplaintAim::Suspension);
        record_complaint(&mut row, asked, &late.today())
    };
    assert!((0..100).all(|_| complain().is_ok()));
    assert_eq!(refused(complain()).as_deref(), Some("state_forbids"));
}

/// Art. 12.2: 3 working days where suspension is asked for; 14.3: 5 where annulment is. An unfounded one is answered too.
#[rstest]
#[case::suspension("2025-12-01", ComplaintAim::Suspension, "2025-12-04", "2025-12-04", false)]
#[case::suspension_a_day_later("2025-12-01", ComplaintAim::Suspension, "2025-12-05", "2025-12-04", true)]
#[case::suspension_across_tet("2026-02-11", ComplaintAim::Suspension, "2026-02-23", "2026-02-23", false)]
#[case::suspension_a_day_after_tet("2026-02-11", ComplaintAim::Suspension, "2026-02-24", "2026-02-23", true)]
#[case::annulment_across_a_weekend("2025-12-01", ComplaintAim::Annulment, "2025-12-08", "2025-12-08", false)]
#[case::annulment_a_day_later("2025-12-01", ComplaintAim::Annulment, "2025-12-09", "2025-12-08", true)]
#[case::annulment_across_tet("2026-02-11", ComplaintAim::Annulment, "2026-02-25", "2026-02-25", false)]
#[case::annulment_a_day_after_tet("2026-02-11", ComplaintAim::Annulment, "2026-02-26", "2026-02-25", true)]
fn a_complaint_has_its_clock(
    #[case] received_on: &str,
    #[case] asks: ComplaintAim,
    #[case] answered_on: &str,
    #[case] answer_by: &str,
    #[case] expected: bool,
) {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    record_complaint(&mut row, raised(received_on, asks), &late.today()).unwrap();
    let asked = row.clone();
    let dismissal = Answered {
        by: AnswerKind::Unfounded,
        on: day(answered_on),
        late: false,
        number: number(),
        reason: "Không có cơ sở".to_owned(),
    };
    dismiss(&mut row, dismissal.clone(), None, &late.today()).unwrap();
    let complaint = &row.course.complaints[0];
    assert_eq!(complaint.answer_by, day(answer_by));
    assert_eq!(complaint.answer.as_ref().map(|answer| answer.late), Some(expected));
    assert_eq!(
        refused(dismiss(&mut row, dismissal, None, &late.today())).as_deref(),
        Some("state_forbids")
    );
    // What it asks for answers it by the same clock.
    let mut row = asked;
    match asks {
        ComplaintAim::Suspension => {
            let granted = suspension(SuspensionGround::Procedure, answered_on, "2026-12-01");
            suspend(&mut row, granted, None, &late.today()).unwrap();
        }
        ComplaintAim::Annulment => {
            let granted = annulment(AnnulmentGround::UnlawfulContent, answered_on);
            annul(&mut row, granted, None, &late.today()).unwrap();
        }
    }
    let answer = row.course.complaints[0].answer.as_ref();
    assert_eq!(answer.map(|answer| answer.late), Some(expected));
}

/// A suspension of the committee's own motion answers no complaint that came later; what ends the whole answers all.
#[test]
fn each_complaint_is_answered_by_what_followed_it() {
    let late = Late::new();
    let mut row = late.recognised("2025-10-10");
    for received_on in ["2025-12-01", "2025-12-02"] {
        let asked = raised(received_on, ComplaintAim::Suspension);
        record_complaint(&mut row, asked, &late.today()).unwrap();
    }
    let before = suspension(SuspensionGround::Content, "2025-11-20", "2026-03-31");
    suspend(&mut row, before, None, &late.today()).unwrap();
    assert!(row.course.complaints.iter().all(|complaint| complaint.answer.is_none()));
    annul(
        &mut row,
        annulment(AnnulmentGround::UnlawfulContent, "2025-12-08"),
        None,
        &late.today(),
    )
    .unwrap();
    assert!(row.course.complaints.iter().all(|complaint| complaint.answer.is_some()));
}
