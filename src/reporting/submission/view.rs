//! A report as the API shows it.

use chrono::{DateTime, Utc};
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    draft,
    rules::{Action, Relation},
    surroundings::Surroundings,
    version::{self, Remark},
};
use crate::{
    access::{Look, ObligationId, RoundId, SubmissionId, TemplateId},
    attachment::attached::{Attached, AttachedFile},
    calendar::{Timeliness, judge},
    http::{Code, Problem, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        official::OfficialIssue,
        round::entity as round,
        values::{Narrative, Values},
    },
    territory::unit_name::NamedUnit,
};

/// Báo cáo: one organisation's report in one round, with every version that was sent.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportSubmission {
    /// Chosen by the client that first drafted it.
    pub id: SubmissionId,
    /// The obligation it fulfils.
    pub obligation_id: ObligationId,
    /// The round it belongs to.
    pub round_id: RoundId,
    /// The round's period.
    #[schema(example = "2025")]
    pub period_key: String,
    /// The template edition it answers.
    pub template_id: TemplateId,
    /// Who owes it.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit: NamedUnit,
    /// How far the work has come.
    pub progress: Progress,
    /// Where it stands against its deadline.
    pub timeliness: Timeliness,
    /// The first instant that is too late.
    pub due_at: DateTime<Utc>,
    /// When it was first submitted; this decides whether it was on time.
    #[schema(nullable = false)]
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// Lý do bổ sung: why what was accepted is being supplemented; the accepted version counts until the next is accepted.
    #[schema(nullable = false)]
    pub supplement_reason: Option<String>,
    /// Who decides on it.
    pub receiver: NamedOrganisation,
    /// The body that examines it for the receiver.
    #[schema(nullable = false)]
    pub handled_by: Option<NamedOrganisation>,
    /// What `values` and `narrative` show: the draft, or the version with `shown_version`.
    pub shown: Shown,
    /// Number of the version shown.
    #[schema(nullable = false, example = 1)]
    pub shown_version: Option<i64>,
    /// Figures by indicator code: integers and money as JSON integers, decimals as strings, yes/no as booleans.
    #[schema(value_type = Object, example = json!({"A01": 3, "B02": true}))]
    pub values: Values,
    /// Texts by narrative code.
    #[schema(value_type = Object)]
    pub narrative: Narrative,
    /// Tệp đính kèm by the template's codes.
    #[schema(value_type = std::collections::BTreeMap<String, Vec<AttachedFile>>)]
    pub attachments: Attached,
    /// Không phát sinh: whether the draft or version shown says that there is nothing to report.
    pub nothing_to_report: bool,
    /// When the draft was last saved; only its own organisation sees it.
    #[schema(nullable = false)]
    pub draft_saved_at: Option<DateTime<Utc>>,
    /// What was sent, first to last.
    pub versions: Vec<ReportVersion>,
    /// What you may do next.
    pub allowed_actions: Vec<Action>,
}

/// Which content is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportShown)]
pub enum Shown {
    Draft,
    Version,
}

/// Lần gửi: a signed version and what became of it. It never changes but for the receiver's decision.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportVersion {
    /// 1, 2, 3 …
    #[schema(example = 1, minimum = 1)]
    pub number: i64,
    /// When it was signed and sent.
    pub submitted_at: DateTime<Utc>,
    /// Who signed it.
    #[schema(example = "Lò Văn Inh")]
    pub signer: String,
    /// In which office.
    #[schema(example = "Chủ tịch UBND phường Đoàn Kết")]
    pub signer_title: String,
    /// Thừa ủy quyền: the office in whose authority it was signed, where that was delegated.
    #[schema(nullable = false, example = "Chủ tịch Ủy ban nhân dân")]
    pub signed_for: Option<String>,
    /// Who drafted it.
    #[schema(example = "Tao Thị Mai")]
    pub drafter: String,
    /// SHA-256, in hexadecimal, of the RFC 8785 form of template, values and narrative, of `nothing: true` where there is nothing to report, and
    /// of `attachments` with the hashes of its files where it has some.
    pub hash: String,
    /// Lý do bổ sung: why it supplements what was accepted before it.
    #[schema(nullable = false)]
    pub supplement_reason: Option<String>,
    /// What the receiver made of it.
    pub outcome: Outcome,
    /// Why it was returned.
    #[schema(nullable = false, example = "Thiếu số liệu hội nghị đối thoại.")]
    pub reason: Option<String>,
    /// What was remarked on single indicators.
    pub remarks: Vec<Remark>,
    /// When it was examined.
    #[schema(nullable = false)]
    pub examined_at: Option<DateTime<Utc>>,
    /// What the examination found; shown to the receiver, whose decision it prepares.
    #[schema(nullable = false)]
    pub examination: Option<String>,
    /// When it was accepted or returned.
    #[schema(nullable = false)]
    pub decided_at: Option<DateTime<Utc>>,
    /// Who accepted or returned it.
    #[schema(nullable = false)]
    pub decider: Option<String>,
    /// Thông tin phát hành: the number, date and signed copy it was issued under.
    #[schema(nullable = false)]
    pub official_issue: Option<OfficialIssue>,
}

impl From<&version::Model> for ReportVersion {
    fn from(row: &version::Model) -> Self {
        Self {
            number: row.number,
            submitted_at: row.submitted_at,
            signer: row.signer_name.clone(),
            signer_title: row.signer_title.clone(),
            signed_for: row.signed_for.clone(),
            drafter: row.drafter_name.clone(),
            hash: hex::encode(&row.hash),
            supplement_reason: row.supplement_reason.clone(),
            outcome: row.outcome,
            reason: row.reason.clone(),
            remarks: row.remarks.0.clone(),
            examined_at: row.examined_at,
            examination: row.examination.clone(),
            decided_at: row.decided_at,
            decider: row.decider_name.clone(),
            official_issue: row.official_issue.clone(),
        }
    }
}

impl ReportVersion {
    /// A version as one side sees it: what an examination found is for the receiver.
    pub fn seen_by(relation: Relation, row: &version::Model) -> Self {
        let examination = row.examination.clone().filter(|_| relation.receives());
        Self {
            examination,
            ..Self::from(row)
        }
    }
}

/// The versions of a report that the caller may see, first to last.
pub async fn versions_of(look: &impl Look, id: SubmissionId) -> Result<Vec<version::Model>> {
    let mut versions = look
        .find::<version::Entity>()
        .filter(version::Column::SubmissionId.eq(id))
        .all()
        .await?;
    versions.sort_by_key(|version| version.number);
    Ok(versions)
}

/// The report of an obligation as this caller sees it; 404 while it is only a draft and not the caller's.
pub async fn submission(look: &impl Look, row: &obligation::Model) -> Result<ReportSubmission> {
    let id = row.submission_id.ok_or_else(|| Problem::new(Code::NotFound))?;
    let relation = Relation::of(look, row);
    let versions = versions_of(look, id).await?;
    let draft = match relation.drafts() {
        true if Action::Edit.fits(row.progress) => {
            look.find::<draft::Entity>()
                .filter(draft::Column::SubmissionId.eq(id))
                .one()
                .await?
        }
        true | false => None,
    };
    let latest = versions.last();
    let (shown, values, narrative, attachments, nothing_to_report, saved_at) = match (draft, latest) {
        (Some(draft), _) => {
            let saved_at = Some(draft.saved_at);
            (
                Shown::Draft,
                draft.values.0,
                draft.narrative.0,
                draft.attachments,
                draft.nothing,
                saved_at,
            )
        }
        (None, Some(version)) => {
            let (values, narrative) = (version.values.0.clone(), version.narrative.0.clone());
            (
                Shown::Version,
                values,
                narrative,
                version.attachments.clone(),
                version.nothing,
                None,
            )
        }
        (None, None) => return Err(Problem::new(Code::NotFound)),
    };
    let round = look.find::<round::Entity>().by_id(row.round_id).await?;
    let standing = judge(look.clocks().legal.now(), &row.course(round.closed_at));
    let names = Names::of(look, [row.receiver_id].into_iter().chain(row.handled_by)).await?;
    Ok(ReportSubmission {
        id,
        obligation_id: row.id,
        round_id: row.round_id,
        period_key: round.period_key,
        template_id: round.template_id,
        organisation: NamedOrganisation {
            id: row.organisation_id,
            name: row.organisation_name.clone(),
        },
        unit: NamedUnit::of(look, row.unit_id).await?,
        progress: row.progress,
        timeliness: standing.timeliness,
        due_at: standing.due_at,
        first_submitted_at: row.first_submitted_at,
        supplement_reason: row.supplement_reason.clone(),
        receiver: names.named(row.receiver_id),
        handled_by: row.handled_by.map(|id| names.named(id)),
        shown,
        shown_version: latest.filter(|_| shown == Shown::Version).map(|version| version.number),
        values,
        narrative,
        attachments,
        nothing_to_report,
        draft_saved_at: saved_at,
        allowed_actions: Surroundings::of(look, [row]).await?.allowed_actions(look, row),
        versions: versions
            .iter()
            .map(|version| ReportVersion::seen_by(relation, version))
            .collect(),
    })
}
