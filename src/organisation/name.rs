//! The names of organisations, which are public: a commune may read whom its report goes to, though that body is not in its scope.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, entity::prelude::*};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{Look, OrganisationId, Published, Scope, Scoped, Visitor, everyone},
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    pub name: String,
    pub valid_to: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}

impl Published for Entity {
    fn published(_: NaiveDate) -> Condition {
        everyone()
    }
}

/// Một cơ quan, tổ chức được nêu tên: an organisation by id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = OrganisationName)]
pub struct NamedOrganisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its name.
    #[schema(example = "Ủy ban nhân dân phường Đoàn Kết")]
    pub name: String,
}

/// Names of organisations, looked up together, and until when there are such.
#[derive(Clone, Debug, Default)]
pub struct Names(BTreeMap<OrganisationId, (String, Option<NaiveDate>)>);

impl Names {
    pub async fn of(look: &impl Look, ids: impl IntoIterator<Item = OrganisationId>) -> Result<Self> {
        let ids: Vec<OrganisationId> = ids.into_iter().collect();
        let found = look.find::<Entity>().filter(Column::Id.is_in(ids)).all().await?;
        Ok(Self::read(found))
    }

    fn read(found: Vec<Model>) -> Self {
        Self(
            found
                .into_iter()
                .map(|row| (row.id, (row.name, row.valid_to)))
                .collect(),
        )
    }

    /// Those that were read already; nothing is known of their ends.
    pub fn known(named: impl IntoIterator<Item = (OrganisationId, String)>) -> Self {
        Self(named.into_iter().map(|(id, name)| (id, (name, None))).collect())
    }

    /// Of organisations that something published names.
    pub async fn published(visitor: &Visitor, ids: impl IntoIterator<Item = OrganisationId>) -> Result<Self> {
        let found = visitor.find::<Entity>().filter(Column::Id.is_in(ids)).all().await?;
        Ok(Self::read(found))
    }

    pub fn named(&self, id: OrganisationId) -> NamedOrganisation {
        NamedOrganisation {
            id,
            name: self.0.get(&id).map(|(name, _)| name.clone()).unwrap_or_default(),
        }
    }

    /// The first day on which it no longer exists.
    pub fn ended_on(&self, id: OrganisationId) -> Option<NaiveDate> {
        self.0.get(&id).and_then(|(_, end)| *end)
    }
}
