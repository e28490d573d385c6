//! How an organisation is shown.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    identifier,
    keeping::kept,
    line,
    listed::ListedOrganisation,
    mandate,
    name::{NamedOrganisation, Names},
    organisation::Model,
    organisation_lineage as lineage,
    sector::Sector,
    staff,
};
use crate::{
    access::{CloseOrganisation, EditOrganisation, Feature, Look, MandateId, OrganisationId, OrganisationKind},
    http::Result,
    territory::{unit, unit_name::NamedUnit},
};

/// Cơ quan, đơn vị, tổ chức, dạng rút gọn: an organisation as lists show it. Staff, identifiers, lineage and mandates are on the
/// single record.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrganisationSummary {
    /// Its id.
    pub id: OrganisationId,
    /// Mã định danh điện tử: its code, unique in the register.
    #[schema(nullable = false, example = "H35.12.5")]
    pub code: Option<String>,
    /// Its name.
    #[schema(example = "Ủy ban nhân dân phường Đoàn Kết")]
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// Ngành: what a public service unit works in.
    #[schema(nullable = false)]
    pub sector: Option<Sector>,
    /// The unit that answers for it.
    pub unit: NamedUnit,
    /// Cơ quan chủ quản: the body that manages it and receives its reports.
    #[schema(nullable = false)]
    pub managed_by: Option<NamedOrganisation>,
    /// Thực hiện dân chủ cùng cơ quan chủ quản: it owes no report of its own (Law 10/2022/QH15 Art. 4.2).
    pub follows_parent: bool,
    /// Month its work year begins in, 1–12.
    #[schema(minimum = 1, maximum = 12, example = 1)]
    pub work_year_start: i16,
    /// Its first day.
    #[schema(example = "2025-07-01")]
    pub valid_from: NaiveDate,
    /// The first day it no longer exists.
    #[schema(nullable = false, example = "2026-01-01")]
    pub valid_to: Option<NaiveDate>,
    /// Văn bản thành lập: the act that founded it, or closed it.
    #[schema(nullable = false, example = "Nghị quyết 1670/NQ-UBTVQH15")]
    pub legal_basis: Option<String>,
    /// Why it was closed.
    #[schema(nullable = false)]
    pub close_reason: Option<String>,
    /// What this caller may do with it now.
    pub allowed_actions: Vec<OrganisationAction>,
}

/// Cơ quan, đơn vị, tổ chức: an organisation.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Organisation {
    #[serde(flatten)]
    pub summary: OrganisationSummary,
    /// Số người làm việc: the latest count.
    #[schema(nullable = false)]
    pub staff: Option<StaffCount>,
    /// Mã ở các hệ thống khác: what other systems call it.
    pub identifiers: Vec<ExternalIdentifier>,
    /// The organisations it came of.
    pub predecessors: Vec<NamedOrganisation>,
    /// The organisations that came of it.
    pub successors: Vec<NamedOrganisation>,
    /// Nhiệm vụ tham mưu được giao: mandates it holds or held, earliest first.
    pub mandates: Vec<MandateHeld>,
}

/// Việc có thể làm: what may be done with an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationAction {
    /// Sửa: change it.
    Edit,
    /// Ghi số người làm việc: record a staff count.
    CountStaff,
    /// Kết thúc hoạt động: close it.
    Close,
}

/// Số người làm việc vào một ngày: how many people worked there on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct StaffCount {
    /// The day they were counted.
    #[schema(example = "2025-12-01")]
    pub counted_on: NaiveDate,
    /// Number of people.
    #[schema(minimum = 0, example = 42)]
    pub staff: i64,
}

/// Mã ở một hệ thống khác: what another system calls an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExternalIdentifier {
    /// The system.
    #[schema(example = "tax")]
    pub system: String,
    /// The organisation's identifier there.
    #[schema(example = "6200012345")]
    pub value: String,
}

/// Nhiệm vụ tham mưu được giao: a mandate as its holder shows it.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct MandateHeld {
    /// Its id.
    pub id: MandateId,
    /// The part of danchu it is given for.
    pub feature: Feature,
    /// The committee that gave it.
    pub committee: NamedOrganisation,
    /// Its first day.
    #[schema(example = "2025-07-01")]
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    #[schema(nullable = false, example = "2030-07-01")]
    pub valid_to: Option<NaiveDate>,
}

impl Organisation {
    pub async fn of(look: &impl Look, row: &Model) -> Result<Self> {
        let (predecessors, successors) = lineage_of(look, row.id).await?;
        let mandates = mandates_of(look, row.id).await?;
        let named = row
            .managed_by
            .into_iter()
            .chain(predecessors.iter().copied())
            .chain(successors.iter().copied())
            .chain(mandates.iter().map(|mandate| mandate.committee_id));
        let names = Names::of(look, named).await?;
        let unit = look.find::<unit::Entity>().by_id(row.unit_id).await?;
        let may = Powers::of(look, [line::Model::from(row)]).await?;
        Ok(Self {
            summary: OrganisationSummary {
                id: row.id,
                code: row.code.clone(),
                name: row.name.clone(),
                kind: row.kind,
                sector: row.sector,
                unit: NamedUnit::from(&unit),
                managed_by: row.managed_by.map(|id| names.named(id)),
                follows_parent: row.follows_parent,
                work_year_start: row.work_year_start,
                valid_from: row.valid_from,
                valid_to: row.valid_to,
                legal_basis: row.legal_basis.clone(),
                close_reason: row.close_reason.clone(),
                allowed_actions: may.allowed_actions(row.id, row.valid_to, unit.exists_on(may.today)),
            },
            staff: staff_of(look, row.id).await?,
            identifiers: identifiers_of(look, row.id).await?,
            predecessors: predecessors.into_iter().map(|id| names.named(id)).collect(),
            successors: successors.into_iter().map(|id| names.named(id)).collect(),
            mandates: mandates
                .into_iter()
                .map(|mandate| MandateHeld {
                    id: mandate.id,
                    feature: mandate.feature,
                    committee: names.named(mandate.committee_id),
                    valid_from: mandate.valid_from,
                    valid_to: mandate.valid_to,
                })
                .collect(),
        })
    }
}

impl OrganisationSummary {
    /// As a list shows it, with its version.
    pub fn listed(row: ListedOrganisation, may: &Powers) -> (Self, i64) {
        let summary = Self {
            id: row.id,
            unit: row.unit,
            managed_by: row.managed_by,
            allowed_actions: may.allowed_actions(row.id, row.valid_to, row.unit_exists),
            code: row.code,
            name: row.name,
            kind: row.kind,
            sector: row.sector,
            follows_parent: row.follows_parent,
            work_year_start: row.work_year_start,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            legal_basis: row.legal_basis,
            close_reason: row.close_reason,
        };
        (summary, row.version)
    }
}

/// What a caller may do with some organisations, found out once for all of them.
pub struct Powers {
    today: NaiveDate,
    edit: bool,
    close: bool,
    kept: BTreeSet<OrganisationId>,
    own: BTreeSet<OrganisationId>,
}

impl Powers {
    pub async fn of(look: &impl Look, rows: impl IntoIterator<Item = line::Model> + Clone) -> Result<Self> {
        Ok(Self {
            today: look.clocks().legal.today(),
            edit: look.may::<EditOrganisation>(),
            close: look.may::<CloseOrganisation>(),
            kept: kept(look, rows).await?,
            own: look.scope().principals().collect(),
        })
    }

    fn allowed_actions(
        &self,
        id: OrganisationId,
        closed: Option<NaiveDate>,
        in_a_unit: bool,
    ) -> Vec<OrganisationAction> {
        if closed.is_some() || !in_a_unit || !self.kept.contains(&id) {
            return Vec::new();
        }
        let close = self.close && !self.own.contains(&id);
        let actions = [
            (self.edit, OrganisationAction::Edit),
            (self.edit, OrganisationAction::CountStaff),
            (close, OrganisationAction::Close),
        ];
        actions
            .into_iter()
            .filter_map(|(may, action)| may.then_some(action))
            .collect()
    }
}

/// Predecessors and successors.
async fn lineage_of(look: &impl Look, id: OrganisationId) -> Result<(Vec<OrganisationId>, Vec<OrganisationId>)> {
    let touching = Condition::any()
        .add(lineage::Column::PredecessorId.eq(id))
        .add(lineage::Column::SuccessorId.eq(id));
    let lines = look.find::<lineage::Entity>().filter(touching).all().await?;
    let (into, out_of): (Vec<_>, Vec<_>) = lines.into_iter().partition(|line| line.successor_id == id);
    Ok((
        into.into_iter().map(|line| line.predecessor_id).collect(),
        out_of.into_iter().map(|line| line.successor_id).collect(),
    ))
}

async fn mandates_of(look: &impl Look, id: OrganisationId) -> Result<Vec<mandate::Model>> {
    let held = look.find::<mandate::Entity>();
    let held = held.filter(mandate::Column::OrganisationId.eq(id));
    held.order_by(mandate::Column::ValidFrom).all().await
}

async fn staff_of(look: &impl Look, id: OrganisationId) -> Result<Option<StaffCount>> {
    let counts = look.find::<staff::Entity>();
    let counts = counts.filter(staff::Column::OrganisationId.eq(id));
    let counts = counts.order_by(staff::Column::CountedOn).all().await?;
    Ok(counts.last().map(|row| StaffCount {
        counted_on: row.counted_on,
        staff: row.staff,
    }))
}

async fn identifiers_of(look: &impl Look, id: OrganisationId) -> Result<Vec<ExternalIdentifier>> {
    let known = look.find::<identifier::Entity>();
    let known = known.filter(identifier::Column::OrganisationId.eq(id));
    let known = known.order_by(identifier::Column::System).all().await?;
    Ok(known
        .into_iter()
        .map(|row| ExternalIdentifier {
            system: row.system,
            value: row.value,
        })
        .collect())
}
