//! A unit named in another record: code, name and level.

use std::collections::BTreeMap;

use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::unit;
use crate::{
    access::{Level, Look, UnitId},
    http::Result,
};

/// Một đơn vị hành chính được nêu tên: a unit by id, code, name and level.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = UnitName)]
pub struct NamedUnit {
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

impl From<&unit::Model> for NamedUnit {
    fn from(row: &unit::Model) -> Self {
        Self::new(row.id, row.code.clone(), &row.kind, &row.name, row.level)
    }
}

impl NamedUnit {
    /// Kind and name make what people call it.
    pub fn new(id: UnitId, code: String, kind: &str, name: &str, level: Level) -> Self {
        let name = format!("{kind} {name}");
        Self { id, code, name, level }
    }

    /// The unit with this id.
    pub async fn of(look: &impl Look, id: UnitId) -> Result<Self> {
        Ok(Self::from(&look.find::<unit::Entity>().by_id(id).await?))
    }

    /// Several units, looked up together.
    pub async fn all(look: &impl Look, ids: impl IntoIterator<Item = UnitId>) -> Result<BTreeMap<UnitId, Self>> {
        let ids: Vec<UnitId> = ids.into_iter().collect();
        let found = look
            .find::<unit::Entity>()
            .filter(unit::Column::Id.is_in(ids))
            .all()
            .await?;
        Ok(found.iter().map(|row| (row.id, Self::from(row))).collect())
    }
}
