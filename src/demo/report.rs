//! One report on its way: each step changes its obligation, leaves a draft or a version, and is told by an event.

use chrono::{DateTime, TimeDelta, Utc};

use super::{events, figures, people::Person};
use crate::{
    access::{
        EditSubmission, Event, ExamineSubmission, Permission, ReviewSubmission, SubmissionId, SubmitSubmission,
        derived, event,
    },
    attachment::attached::Attached,
    http::Result,
    reporting::{
        kinds::{Outcome, Progress},
        known::KnownFigures,
        obligation::entity as obligation,
        submission::{
            canonical_values, draft, hash,
            version::{self, Remark, Remarks, StoredNarrative, StoredValues},
        },
        template::entity as template,
        values::Checked,
    },
};

/// Who has a hand in a report.
pub struct Hands<'p> {
    pub officer: &'p Person,
    pub leader: &'p Person,
    pub examiner: &'p Person,
    pub reviewer: &'p Person,
}

/// A report with all it has left behind so far.
pub struct Report<'s> {
    template: &'s template::Model,
    hands: Hands<'s>,
    id: SubmissionId,
    /// What its figures follow from.
    of: String,
    pub obligation: obligation::Model,
    pub draft: Option<draft::Model>,
    pub versions: Vec<version::Model>,
    pub events: Vec<event::Model>,
}

impl<'s> Report<'s> {
    pub fn new(template: &'s template::Model, hands: Hands<'s>, obligation: obligation::Model) -> Self {
        Self {
            template,
            hands,
            id: derived(&format!("demo/submission/{}", obligation.id)),
            of: obligation.id.to_string(),
            obligation,
            draft: None,
            versions: Vec::new(),
            events: Vec::new(),
        }
    }

    /// The officer has begun.
    pub fn begin(&mut self, at: DateTime<Utc>) -> Result<()> {
        let content = figures::begun(&self.of, &self.template.content.0, &self.obligation.applicability.0)?;
        self.keep(&content, at)
    }

    /// The officer writes it whole, and the leader signs it a quarter of an hour later.
    pub fn submit(&mut self, at: DateTime<Utc>) -> Result<()> {
        let number = self.obligation.latest_version.unwrap_or(0) + 1;
        let of = format!("{}/{number}", self.of);
        let content = figures::whole(&of, &self.template.content.0, &self.obligation.applicability.0)?;
        self.keep(&content, at - TimeDelta::minutes(15))?;
        self.versions.push(self.signed(number, content, at)?);
        self.obligation.progress = Progress::Submitted;
        self.obligation.latest_version = Some(number);
        let first = self.obligation.first_submitted_at.replace(at);
        self.obligation.first_submitted_at = first.or(Some(at));
        let fields = ["progress", "latest_version", "first_submitted_at"];
        self.tell(self.hands.leader, SubmitSubmission::NAME, &fields, None, at);
        Ok(())
    }

    /// The receiver's officer finds nothing wrong.
    pub fn examine(&mut self, at: DateTime<Utc>) {
        if let Some(version) = self.versions.last_mut() {
            version.examined_at = Some(at);
            version.examined_by = Some(self.hands.examiner.account);
            version.examination = Some("Số liệu đầy đủ, khớp với hồ sơ; đề nghị tiếp nhận.".to_owned());
        }
        self.tell(self.hands.examiner, ExamineSubmission::NAME, &[], None, at);
    }

    pub fn accept(&mut self, at: DateTime<Utc>) {
        self.decide(Outcome::Accepted, at);
        self.obligation.progress = Progress::Accepted;
        self.obligation.accepted_version = self.obligation.latest_version;
        self.obligation.first_accepted_at = Some(at);
        let fields = ["progress", "accepted_version", "first_accepted_at"];
        self.tell(self.hands.reviewer, ReviewSubmission::NAME, &fields, None, at);
    }

    /// Sends it back, with remarks on two indicators it was asked.
    pub fn send_back(&mut self, at: DateTime<Utc>) {
        const REASON: &str = "Số liệu chưa thống nhất với hồ sơ kèm theo; đề nghị rà soát, bổ sung và gửi lại.";
        self.decide(Outcome::Returned, at);
        if let Some(version) = self.versions.last_mut() {
            version.reason = Some(REASON.to_owned());
            version.remarks = remarks(version);
        }
        self.obligation.progress = Progress::Returned;
        self.tell(
            self.hands.reviewer,
            ReviewSubmission::NAME,
            &["progress"],
            Some(REASON),
            at,
        );
    }

    fn decide(&mut self, outcome: Outcome, at: DateTime<Utc>) {
        if let Some(version) = self.versions.last_mut() {
            version.outcome = outcome;
            version.decided_at = Some(at);
            version.decided_by = Some(self.hands.reviewer.account);
            version.decider_name = Some(self.hands.reviewer.name.clone());
        }
    }

    fn keep(&mut self, content: &Checked, at: DateTime<Utc>) -> Result<()> {
        self.draft = Some(draft::Model {
            submission_id: self.id,
            organisation_id: self.obligation.organisation_id,
            unit_id: self.obligation.unit_id,
            values: StoredValues(canonical_values(content)?),
            narrative: StoredNarrative(content.narrative.clone()),
            nothing: false,
            attachments: Attached::default(),
            digest: hash(self.template.id, content, &Attached::default())?,
            recorded_at: None,
            saved_at: at,
            saved_by: self.hands.officer.account,
            saver_name: self.hands.officer.name.clone(),
        });
        let fields: &[&str] = match self.obligation.submission_id.replace(self.id) {
            None => &["progress", "submission_id"],
            Some(_) => &[],
        };
        if self.obligation.progress == Progress::NotStarted {
            self.obligation.progress = Progress::Draft;
        }
        self.tell(self.hands.officer, EditSubmission::NAME, fields, None, at);
        Ok(())
    }

    fn signed(&self, number: i64, content: Checked, at: DateTime<Utc>) -> Result<version::Model> {
        let (obligation, hands) = (&self.obligation, &self.hands);
        Ok(version::Model {
            id: derived(&format!("version/{}/{number}", self.id)),
            submission_id: self.id,
            obligation_id: obligation.id,
            round_id: obligation.round_id,
            organisation_id: obligation.organisation_id,
            unit_id: obligation.unit_id,
            number,
            values: StoredValues(canonical_values(&content)?),
            hash: hash(self.template.id, &content, &Attached::default())?,
            narrative: StoredNarrative(content.narrative),
            nothing: false,
            attachments: Attached::default(),
            submitted_at: at,
            signed_by: hands.leader.account,
            signed_in: hands.leader.post,
            signer_name: hands.leader.name.clone(),
            signer_title: hands.leader.title.clone(),
            signed_for: None,
            drafted_by: hands.officer.account,
            drafter_name: hands.officer.name.clone(),
            receiver_id: obligation.receiver_id,
            handled_by: obligation.handled_by,
            supplement_reason: None,
            outcome: Outcome::Pending,
            reason: None,
            remarks: Remarks::default(),
            examined_at: None,
            examined_by: None,
            examination: None,
            decided_at: None,
            decided_by: None,
            decider_name: None,
            official_issue: None,
            known_figures: KnownFigures::default(),
        })
    }

    /// Each step is a new version of the obligation's row.
    fn tell(&mut self, who: &Person, action: &str, fields: &[&str], reason: Option<&str>, at: DateTime<Utc>) {
        self.obligation.version += 1;
        let mut event = Event::on::<obligation::Entity>(&self.obligation);
        event.reason = reason.map(str::to_owned);
        self.events.push(events::done_by(who, action, event, fields, at));
    }
}

fn remarks(version: &version::Model) -> Remarks {
    let on = [
        (
            "D02",
            "Số nội dung quyết định tại hội nghị chưa khớp với biên bản đã gửi.",
        ),
        (
            "E05",
            "Luật yêu cầu ít nhất 01 hội nghị đối thoại mỗi năm; đề nghị kiểm tra lại.",
        ),
        ("A05", "Đề nghị gửi kèm danh sách người đã được bồi dưỡng."),
        ("C09", "Đề nghị nêu rõ nội dung đã công khai theo Điều 46."),
    ];
    let asked = on.into_iter().filter(|(code, _)| version.values.0.contains_key(*code));
    let remark = |(indicator, remark): (&str, &str)| Remark {
        indicator: indicator.to_owned(),
        remark: remark.to_owned(),
    };
    Remarks(asked.take(2).map(remark).collect())
}
