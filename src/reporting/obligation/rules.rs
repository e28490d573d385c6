//! What the receiver decides about an obligation itself, whatever its report says: pure decisions.

use chrono::{DateTime, NaiveDate, Utc};

use super::entity::{Model, ReceiptOtherwise};
use crate::{
    calendar::judge,
    http::{Code, Problem, Result},
    reporting::kinds::Progress,
};

/// Gia hạn: a later deadline for one organisation. It counts only when granted before the report came, so afterwards it is
/// refused (409); it never takes time away (422).
pub fn extend(before: &Model, until: DateTime<Utc>, reason: &str, now: DateTime<Utc>) -> Result<Model> {
    let standing = judge(now, &before.course(None));
    if standing.receipt.is_some() || before.progress == Progress::Waived {
        return Err(Problem::new(Code::StateForbids).detail(
            "Báo cáo đã nhận hoặc đã được miễn; không gia hạn được nữa.",
            "The report has come or has been waived; its deadline is extended no more.",
        ));
    }
    if until <= standing.due_at || until <= now {
        return Err(Problem::invalid(
            "/until",
            "not_later",
            "Phải muộn hơn thời hạn hiện nay và chưa qua.",
            "It must be later than the deadline there is, and not over.",
        ));
    }
    Ok(Model {
        extended_until: Some(until),
        extended_at: Some(now),
        extension_reason: Some(reason.to_owned()),
        reminded_days: None,
        ..before.clone()
    })
}

/// Miễn: the report is owed no more; not while a version waits for a decision, nor once one was accepted.
pub fn waive(before: &Model, reason: &str) -> Result<Model> {
    match before.progress {
        Progress::NotStarted | Progress::Draft | Progress::Returned if before.accepted_version.is_none() => Ok(Model {
            progress: Progress::Waived,
            waiver_reason: Some(reason.to_owned()),
            ..before.clone()
        }),
        _ => Err(Problem::new(Code::StateForbids).detail(
            "Chỉ miễn được báo cáo chưa gửi hoặc đang bị trả lại.",
            "Only a report that was not sent, or was returned, can be waived.",
        )),
    }
}

/// Bỏ miễn: the report is owed again, from where it stood.
pub fn reinstate(before: &Model) -> Result<Model> {
    if before.progress != Progress::Waived {
        return Err(Problem::new(Code::StateForbids)
            .detail("Nghĩa vụ này không được miễn.", "This obligation has not been waived."));
    }
    Ok(Model {
        progress: match (before.latest_version, before.submission_id) {
            (Some(_), _) => Progress::Returned,
            (None, Some(_)) => Progress::Draft,
            (None, None) => Progress::NotStarted,
        },
        waiver_reason: None,
        ..before.clone()
    })
}

/// Nhận bằng cách khác: the day it came then counts for the deadline, if it is earlier than the submission. Recorded again, it is
/// corrected.
pub fn receive_otherwise(before: &Model, receipt: ReceiptOtherwise, days: [NaiveDate; 2]) -> Result<Model> {
    let [opened, today] = days;
    if before.progress == Progress::Waived {
        return Err(
            Problem::new(Code::StateForbids).detail("Nghĩa vụ này đã được miễn.", "This obligation has been waived.")
        );
    }
    if receipt.received_on < opened || receipt.received_on > today {
        return Err(Problem::invalid(
            "/received_on",
            "out_of_range",
            format!("Từ ngày mở đợt báo cáo {opened} đến hôm nay."),
            format!("From {opened}, when the round was opened, to today."),
        ));
    }
    Ok(Model {
        received_on: Some(receipt.received_on),
        receipt: Some(receipt),
        ..before.clone()
    })
}

#[cfg(test)]
mod tests;
