//! What can be found: tables with a scope rule, and records, each of an organisation and with a version.

use sea_orm::{Condition, ConnectionTrait, EntityTrait, IntoActiveModel, PrimaryKeyTrait, Value};
use uuid::Uuid;

use super::{OrganisationId, Scope, UnitId};
use crate::http::Result;

/// A table with a scope rule. Without one nothing can be found in it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no scope rule",
    note = "write `impl Scoped for Entity` beside the entity: which rows may a scope see?"
)]
pub trait Scoped: EntityTrait<Model: Send + Sync> {
    /// The rows a scope may see.
    fn within(scope: &Scope) -> Condition;
}

/// Whose a record is, and which unit answers for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owner {
    pub organisation: OrganisationId,
    pub unit: UnitId,
}

/// A scoped table whose rows are records with an owner and a version.
pub trait Record:
    Scoped<Model: IntoActiveModel<Self::ActiveModel>, PrimaryKey: PrimaryKeyTrait<ValueType = Self::Id>>
{
    type Id: Into<Uuid> + Into<Value> + Copy;
    /// The record's name in events.
    const KIND: &'static str;
    /// Whether the record can only be read once its unit has ended. People and their posts outlive units.
    const ENDS_WITH_ITS_UNIT: bool = true;
    /// Whether others may be given leave to write it.
    const IS_FILLED: bool = false;
    /// Whether what was done to it is told to its owner, and to whoever did it, alone.
    const IS_CONFIDENTIAL: bool = false;

    fn id_of(row: &Self::Model) -> Self::Id;
    fn owner(row: &Self::Model) -> Owner;
    fn version(row: &Self::Model) -> i64;
    fn set_version(row: &mut Self::Model, version: i64);

    /// Writes what follows from these rows and is kept beside them, in the transaction that has written them.
    fn keep_beside(
        _rows: &[Self::Model],
        _connection: &impl ConnectionTrait,
    ) -> impl Future<Output = Result<()>> + Send {
        std::future::ready(Ok(()))
    }
}

/// Implements [`Record`] for an entity with the columns `id`, `version`, `organisation_id` and `unit_id`.
#[macro_export]
macro_rules! record {
    ($entity:ty, $id:ty, $kind:literal) => {
        $crate::record!($entity, $id, $kind, ends_with_its_unit: true, is_filled: false);
    };
    ($entity:ty, $id:ty, $kind:literal, beside: $beside:path) => {
        $crate::record!($entity, $id, $kind, ends_with_its_unit: true, is_filled: false, beside: $beside);
    };
    ($entity:ty, $id:ty, $kind:literal, is_confidential: $confidential:literal $(, beside: $beside:path)?) => {
        $crate::record!($entity, $id, $kind, ends_with_its_unit: true, is_filled: false, is_confidential: $confidential
            $(, beside: $beside)?);
    };
    ($entity:ty, $id:ty, $kind:literal, ends_with_its_unit: $ends:literal) => {
        $crate::record!($entity, $id, $kind, ends_with_its_unit: $ends, is_filled: false);
    };
    ($entity:ty, $id:ty, $kind:literal, is_filled: $filled:literal) => {
        $crate::record!($entity, $id, $kind, ends_with_its_unit: true, is_filled: $filled);
    };
    ($entity:ty, $id:ty, $kind:literal, ends_with_its_unit: $ends:literal, is_filled: $filled:literal
        $(, is_confidential: $confidential:literal)? $(, beside: $beside:path)?) => {
        impl $crate::access::Record for $entity {
            type Id = $id;
            const KIND: &'static str = $kind;
            const ENDS_WITH_ITS_UNIT: bool = $ends;
            const IS_FILLED: bool = $filled;
            $(const IS_CONFIDENTIAL: bool = $confidential;)?

            fn id_of(row: &Self::Model) -> Self::Id {
                row.id
            }

            fn owner(row: &Self::Model) -> $crate::access::Owner {
                $crate::access::Owner {
                    organisation: row.organisation_id,
                    unit: row.unit_id,
                }
            }

            fn version(row: &Self::Model) -> i64 {
                row.version
            }

            fn set_version(row: &mut Self::Model, version: i64) {
                row.version = version;
            }

            $(
                async fn keep_beside(
                    rows: &[Self::Model],
                    connection: &impl sea_orm::ConnectionTrait,
                ) -> $crate::http::Result<()> {
                    $beside(rows, connection).await
                }
            )?
        }
    };
}
