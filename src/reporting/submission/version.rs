//! Lần gửi: a report as it was signed and sent, for good.

use sea_orm::{
    ColumnTrait, Condition, FromJsonQueryResult, QuerySelect, QueryTrait, entity::prelude::*,
    sea_query::SelectStatement,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{
        AccountId, AttachmentId, ObligationId, OrganisationId, PostId, RoundId, Scope, Scoped, SubmissionId, UnitId,
        everyone,
    },
    attachment::attached::{Attached, AttachedFile},
    reporting::{
        kinds::Outcome,
        known::KnownFigures,
        obligation::entity as obligation,
        official::OfficialIssue,
        values::{Narrative, Values},
    },
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_version")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub submission_id: SubmissionId,
    pub obligation_id: ObligationId,
    pub round_id: RoundId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// 1, 2, 3 …
    pub number: i64,
    pub values: StoredValues,
    pub narrative: StoredNarrative,
    /// There is nothing to report.
    pub nothing: bool,
    pub attachments: Attached,
    /// SHA-256 over the canonical form.
    pub hash: Vec<u8>,
    pub submitted_at: DateTimeUtc,
    pub signed_by: AccountId,
    pub signed_in: PostId,
    pub signer_name: String,
    pub signer_title: String,
    /// The office in whose authority it was signed, where that was delegated.
    pub signed_for: Option<String>,
    pub drafted_by: AccountId,
    pub drafter_name: String,
    pub receiver_id: OrganisationId,
    pub handled_by: Option<OrganisationId>,
    /// Why it supplements what was accepted before it.
    pub supplement_reason: Option<String>,
    pub outcome: Outcome,
    /// Why it was returned.
    pub reason: Option<String>,
    pub remarks: Remarks,
    pub examined_at: Option<DateTimeUtc>,
    pub examined_by: Option<AccountId>,
    pub examination: Option<String>,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<AccountId>,
    pub decider_name: Option<String>,
    /// The number, date and signed copy it was issued under.
    pub official_issue: Option<OfficialIssue>,
    /// What danchu knew of its figures when it was signed.
    pub known_figures: KnownFigures,
}

impl Model {
    /// The file of this id, if it goes with this version.
    pub fn file(&self, id: AttachmentId) -> Option<&AttachedFile> {
        let signed = self
            .official_issue
            .as_ref()
            .and_then(|issue| issue.signed_file.as_ref());
        self.attachments.file(id).or(signed.filter(|file| file.id == id))
    }
}

/// Values in canonical form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct StoredValues(pub Values);

/// Narrative in canonical form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct StoredNarrative(pub Narrative);

/// What the receiver remarks on single indicators.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Remarks(pub Vec<Remark>);

/// Ý kiến về một chỉ tiêu: what the receiver remarks on one indicator when returning a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportRemark)]
pub struct Remark {
    /// Code of the indicator.
    #[schema(example = "D02")]
    pub indicator: String,
    /// What is to be mended.
    #[schema(example = "Số cuộc họp chưa khớp với biên bản đã gửi.")]
    pub remark: String,
}

/// The latest version of a report.
pub fn latest_of(row: &obligation::Model) -> Condition {
    Condition::all()
        .add(Column::ObligationId.eq(row.id))
        .add(Column::Number.eq(row.latest_version))
}

impl ActiveModelBehavior for ActiveModel {}

/// The obligations whose reports come to the caller.
fn received(scope: &Scope) -> SelectStatement {
    obligation::Entity::find()
        .select_only()
        .column(obligation::Column::Id)
        .filter(scope.own_rows(obligation::Column::ReceiverId))
        .into_query()
}

impl Scoped for Entity {
    /// An overseer sees accepted versions only, its own, and those of reports it receives, be it by succession.
    fn within(scope: &Scope) -> Condition {
        let reviewed = match scope.oversees() {
            true => Condition::any()
                .add(Column::Outcome.eq(Outcome::Accepted))
                .add(scope.own_rows(Column::OrganisationId))
                .add(Column::ObligationId.in_subquery(received(scope))),
            false => everyone(),
        };
        let placed = scope.places(Column::OrganisationId, Column::UnitId).add(reviewed);
        scope.or_filled(placed, Column::OrganisationId)
    }
}
