//! What other systems call an organisation, as it is recorded.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    code::IdentifierSystem,
    identifier::{ActiveModel, Column, Entity},
    organisation,
};
use crate::{
    access::{Permission, Tx},
    http::{Code, Problem, Result},
    text::Text,
};

/// How many systems may know an organisation.
const MOST: usize = 20;

/// Mã ở một hệ thống khác: what another system calls the organisation; unique in the register.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewIdentifier {
    /// The system.
    system: IdentifierSystem,
    /// The organisation's identifier there, 1–100 characters, kept as given.
    #[schema(inline, example = "6200012345")]
    value: Text<1, 100>,
}

/// Gives an organisation these identifiers in place of those it had.
pub(super) async fn replace<P: Permission>(
    tx: &mut Tx<P>,
    row: &organisation::Model,
    new: Vec<NewIdentifier>,
) -> Result<()> {
    distinct(&new)?;
    tx.note("identifiers");
    let connection = tx.within_lock::<organisation::Entity>(row);
    Entity::delete_many()
        .filter(Column::OrganisationId.eq(row.id))
        .exec(connection)
        .await?;
    for NewIdentifier { system, value } in new {
        let (system, value) = (String::from(system), value.into_string());
        let taken = tx
            .find::<Entity>()
            .filter(Column::System.eq(&system))
            .filter(Column::Value.eq(&value));
        if let Some(other) = taken.one().await? {
            let vi = "Mã định danh đã thuộc cơ quan, tổ chức khác.";
            let problem = Problem::new(Code::AlreadyExists).detail(vi, "Another organisation has this identifier.");
            return Err(problem.existing(other.organisation_id));
        }
        let identifier = ActiveModel {
            system: Set(system),
            value: Set(value),
            organisation_id: Set(row.id),
        };
        Entity::insert(identifier).exec_without_returning(connection).await?;
    }
    Ok(())
}

fn distinct(new: &[NewIdentifier]) -> Result<()> {
    let different: HashSet<&NewIdentifier> = new.iter().collect();
    match different.len() == new.len() && new.len() <= MOST {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/identifiers",
            "out_of_range",
            format!("Tối đa {MOST} mã, không lặp lại."),
            format!("At most {MOST}, none twice."),
        )),
    }
}
