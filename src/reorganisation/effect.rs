//! What carrying an act out does, record by record: what a rehearsal shows and the act itself leaves behind.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{
        AccountId, BoardId, ConsolidationId, DocumentId, Level, ObligationId, OrganisationId, OrganisationKind,
        RoundId, UnitId, VillageId,
    },
    board::entity as board,
    measure::passing::PassedMeasure,
    territory::unit,
};

/// Kết quả sắp xếp: every record that the act touches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReorganisationEffect {
    /// Đơn vị hành chính thành lập.
    pub opened: Vec<AffectedUnit>,
    /// Đơn vị hành chính kết thúc.
    pub closed: Vec<AffectedUnit>,
    /// Cơ quan, đơn vị, tổ chức.
    pub organisations: Vec<AffectedOrganisation>,
    /// Thôn, bản, tổ dân phố that come to another commune.
    pub villages: Vec<AffectedVillage>,
    /// Văn bản that go on elsewhere, or are carried over.
    pub documents: Vec<AffectedDocument>,
    /// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng that go on elsewhere, or end with whom they inspect.
    pub boards: Vec<AffectedBoard>,
    /// Biện pháp thực hiện dân chủ that go on elsewhere: what was planned, to be disclosed, explained, answered or handled.
    #[serde(default)]
    pub measures: Vec<AffectedMeasure>,
    /// Tài khoản.
    pub accounts: Vec<AffectedAccount>,
    /// Nghĩa vụ báo cáo of rounds that are open.
    pub reports: Vec<AffectedReport>,
    /// Báo cáo tổng hợp that wait for another committee now.
    pub consolidations: Vec<ConsolidationId>,
}

/// Một đơn vị hành chính được sắp xếp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedUnit {
    /// Its id.
    pub id: UnitId,
    /// Its code, as text.
    #[schema(example = "03388")]
    pub code: String,
    /// Its kind and name.
    #[schema(example = "Phường Đoàn Kết")]
    pub name: String,
    /// Its level.
    pub level: Level,
}

impl From<&unit::Model> for AffectedUnit {
    fn from(unit: &unit::Model) -> Self {
        Self {
            id: unit.id,
            code: unit.code.clone(),
            name: unit.full_name(),
            level: unit.level,
        }
    }
}

/// Một Ban tiếp tục, hoặc kết thúc cùng cơ quan, đơn vị.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedBoard {
    /// Its id.
    pub id: BoardId,
    /// Its name.
    #[schema(example = "Ban Thanh tra nhân dân phường Đoàn Kết")]
    pub name: String,
    /// The unit that answers for it afterwards.
    pub unit: UnitId,
}

impl From<board::Model> for AffectedBoard {
    fn from(board: board::Model) -> Self {
        Self {
            id: board.id,
            name: board.name,
            unit: board.unit_id,
        }
    }
}

/// Một biện pháp tiếp tục ở nơi khác.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedMeasure {
    /// Where it is read.
    #[schema(example = "/api/v1/activities/0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c01")]
    pub address: String,
    /// Whose it is afterwards.
    pub organisation: OrganisationId,
}

impl From<PassedMeasure> for AffectedMeasure {
    fn from(passed: PassedMeasure) -> Self {
        Self {
            address: passed.address,
            organisation: passed.organisation,
        }
    }
}

/// Một cơ quan, đơn vị, tổ chức được sắp xếp.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    #[schema(example = "Trường Tiểu học và Trung học cơ sở Nậm Chà")]
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// What becomes of it.
    pub outcome: OrganisationOutcome,
    /// The unit it stands in afterwards.
    pub unit: UnitId,
    /// Who manages it afterwards.
    #[schema(nullable = false)]
    pub managed_by: Option<OrganisationId>,
    /// Who goes on with its work.
    #[schema(nullable = false)]
    pub successor: Option<OrganisationId>,
}

/// Kết quả đối với cơ quan, đơn vị, tổ chức.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationOutcome {
    /// Thành lập.
    Opened,
    /// Kết thúc.
    Closed,
    /// Chuyển giao.
    Passed,
}

/// Một thôn, bản, tổ dân phố chuyển về đơn vị khác.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedVillage {
    /// Its id.
    pub id: VillageId,
    /// Its name, without the kind.
    #[schema(example = "Nà Khằm")]
    pub name: String,
    /// The commune it belongs to afterwards.
    pub unit: UnitId,
}

/// Một văn bản được sắp xếp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedDocument {
    /// Its id.
    pub id: DocumentId,
    /// Whose it is afterwards.
    pub organisation: OrganisationId,
    /// What becomes of it.
    pub outcome: DocumentOutcome,
}

/// Kết quả đối với văn bản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentOutcome {
    /// Chuyển giao: it goes on where its organisation goes, or in drafting with the heir.
    Passed,
    /// Chuyển tiếp: it was issued by a body that closes, and holds for the former area until the heir replaces it.
    CarriedOver,
}

/// Một tài khoản được chuyển hoặc tạm khóa.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedAccount {
    /// Its id.
    pub id: AccountId,
    /// The organisation that looks after it afterwards.
    pub organisation: OrganisationId,
    /// It is left without a post and is suspended.
    pub suspended: bool,
}

/// Một nghĩa vụ báo cáo được sắp xếp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AffectedReport {
    /// Id of the obligation.
    pub id: ObligationId,
    /// The round.
    pub round: RoundId,
    /// Who owes it.
    pub organisation: OrganisationId,
    /// What becomes of it.
    pub outcome: ReportOutcome,
}

/// Kết quả đối với nghĩa vụ báo cáo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportOutcome {
    /// Miễn: whoever owed it has closed and had not sent it, or had it back.
    Waived,
    /// Giao cho cơ quan kế thừa: the successor owes the report of the whole period, by the deadline there was.
    Added,
    /// Chuyển: it goes on elsewhere, with its deadline.
    Passed,
}
