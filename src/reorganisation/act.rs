//! What an act says, line by line, as it is sent and stored.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Level, OrganisationId, OrganisationKind, UnitId, VillageId},
    organisation::sector::Sector,
    text::Text,
};

/// Nội dung sắp xếp: what the act changes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReorganisationLines {
    /// Đơn vị hành chính thành lập, at most 1000: the units the act makes, also those that only change name, kind, code or parent.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub opened: Vec<OpenedUnit>,
    /// Cấp, đơn vị kết thúc mà không có đơn vị kế thừa, at most 1000: units of a tier that ends. What they held passes to the unit above
    /// them.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub abolished: Vec<UnitId>,
    /// Where organisations do not simply follow their unit, at most 1000. The first line that names an organisation decides.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub organisations: Vec<OrganisationLine>,
    /// Thôn, bản, tổ dân phố that go to another unit than the heir of theirs, at most 1000.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub villages: Vec<VillageLine>,
    /// What becomes of the posts of bodies that close.
    #[serde(default)]
    pub accounts: AccountsFate,
    /// Thời hạn thay thế văn bản chuyển tiếp: the last day by which the heirs are to replace what those before them had issued, after the act takes
    /// effect. The law sets none.
    #[serde(
        default,
        deserialize_with = "crate::http::some_day",
        skip_serializing_if = "Option::is_none"
    )]
    #[schema(nullable = false, example = "2025-12-31")]
    pub documents_by: Option<NaiveDate>,
}

impl ReorganisationLines {
    /// The units that end.
    pub fn ending(&self) -> impl Iterator<Item = UnitId> + '_ {
        let passing = self.opened.iter().flat_map(|opened| &opened.came_of);
        let passing = passing.filter(|of| !of.remains).map(|of| of.unit);
        passing.chain(self.abolished.iter().copied())
    }
}

/// Đơn vị hành chính thành lập theo nghị quyết.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OpenedUnit)]
pub struct OpenedUnit {
    /// Mã, as text. Its id follows from code and day, alike in every installation.
    #[schema(inline, example = "03388")]
    pub code: Text<1, 20>,
    /// Tên, without the kind.
    #[schema(inline, example = "Đoàn Kết")]
    pub name: Text<1, 100>,
    /// Loại: Xã, Phường, Đặc khu, Tỉnh …
    #[schema(inline, example = "Phường")]
    pub kind: Text<1, 50>,
    /// Cấp.
    pub level: Level,
    /// Mã của đơn vị cấp trên: code of the unit it lies in from that day, be it one that stays or one the act opens.
    #[schema(inline, example = "12")]
    pub parent_code: Text<1, 20>,
    /// What it is made of, at least one, at most 100.
    #[schema(min_items = 1, max_items = 100)]
    pub came_of: Vec<CameOf>,
}

/// Đơn vị trước sắp xếp, whole or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CameOf {
    /// The unit before.
    pub unit: UnitId,
    /// Kế thừa: this one inherits its history and answers for what it leaves. Exactly one does where a unit goes to several; needless
    /// where it goes to one.
    #[serde(default)]
    pub heir: bool,
    /// The unit before lives on, and gave only a part.
    #[serde(default)]
    pub remains: bool,
}

/// Cơ quan, đơn vị, tổ chức chuyển giao hoặc kết thúc: one organisation by id, or all of a kind.
///
/// Without a line, committees, Councils, their committees, Fronts and divisions of a unit that ends close with it, the heir's open, and all
/// others pass to the heir; what a closed body managed passes to its successor, else to the committee of the unit it stands in.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrganisationLine {
    /// This organisation, in your scope.
    #[schema(nullable = false)]
    pub organisation: Option<OrganisationId>,
    /// All of this kind, among those that stand in a unit which ends or are managed by a body which closes.
    #[schema(nullable = false)]
    pub kind: Option<OrganisationKind>,
    /// Only of this sector.
    #[schema(nullable = false)]
    pub sector: Option<Sector>,
    /// Only those that stand in a unit of this level.
    #[schema(nullable = false)]
    pub level: Option<Level>,
    /// Kết thúc hoạt động: they close.
    #[serde(default)]
    pub closes: bool,
    /// Chuyển về đơn vị này: the unit they stand in from now on.
    #[schema(nullable = false)]
    pub to_unit: Option<UnitId>,
    /// Chuyển về cơ quan chủ quản này: who manages them from now on.
    #[schema(nullable = false)]
    pub to_manager: Option<OrganisationId>,
}

/// Thôn, bản, tổ dân phố chuyển về đơn vị khác.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct VillageLine {
    /// The village, in your scope.
    pub village: VillageId,
    /// The commune it belongs to from now on.
    pub to_unit: UnitId,
}

/// Tài khoản của cơ quan kết thúc: what becomes of people's posts in bodies that close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountsFate {
    /// Kết thúc chức danh, tạm khóa tài khoản không còn chức danh nào: the new bodies are staffed by decisions of their own.
    #[default]
    Suspend,
    /// Chuyển chức danh sang cơ quan kế thừa: where there is none, as with suspension.
    Move,
}
