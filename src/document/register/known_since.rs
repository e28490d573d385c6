//! Since when a document is known of, whatever its kind: nothing is said of it before.

use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    entity::{DocumentKind, Model},
    keep::Documented,
};
use crate::{
    access::Look,
    document::{convention, regulation, resolution},
    http::Result,
};

/// The first day on which a document of the register is known of.
pub async fn known_since(look: &impl Look, document: &Model) -> Result<NaiveDate> {
    let since = match document.kind {
        DocumentKind::DemocracyRegulation => since::<regulation::entity::Entity>(look, document).await?,
        DocumentKind::VillageConvention => since::<convention::entity::Entity>(look, document).await?,
        DocumentKind::CouncilResolution => since::<resolution::entity::Entity>(look, document).await?,
    };
    Ok(since.unwrap_or(document.dated_on))
}

async fn since<E: Documented>(look: &impl Look, document: &Model) -> Result<Option<NaiveDate>>
where
    E::Id: From<Uuid>,
{
    let found = look.find::<E>().by_ids([E::Id::from(document.id.0)]).one().await?;
    Ok(found.as_ref().map(E::known_since))
}
