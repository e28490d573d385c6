//! What the Fronts of the demonstration's communes have remarked on their committees' regulations.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::{
    access::{OrganisationKind, derived},
    document::{
        number::DocumentNumber,
        register::{DocumentKind, entity as document},
    },
    http::Result,
    measure::remark::entity::{self as remark, RemarkContent},
    organisation::organisation,
};

/// A remark of each Front on the first regulation of its commune's committee.
pub async fn remarks<'b>(
    alive: impl Iterator<Item = &'b organisation::Model> + Clone,
    connection: &impl ConnectionTrait,
) -> Result<Vec<remark::Model>> {
    let issued = document::Entity::find()
        .filter(document::Column::Kind.eq(DocumentKind::DemocracyRegulation))
        .filter(document::Column::SignedOn.is_not_null())
        .order_by_asc(document::Column::Id);
    let issued = issued.all(connection).await?;
    let of = |kind| alive.clone().filter(move |body| body.kind == kind);
    let remarks = of(OrganisationKind::FatherlandFront).filter_map(|front| {
        let mut committees = of(OrganisationKind::PeopleCommittee);
        let committee = committees.find(|body| body.unit_id == front.unit_id)?;
        let on = issued.iter().find(|row| row.organisation_id == committee.id)?;
        Some(remark_on(on, front))
    });
    Ok(remarks.collect())
}

fn remark_on(row: &document::Model, front: &organisation::Model) -> remark::Model {
    remark::Model {
        id: derived(&format!("demo/remark/{}", row.id)),
        organisation_id: front.id,
        unit_id: front.unit_id,
        origin_unit_id: front.unit_id,
        document_id: row.id,
        document_kind: row.kind,
        subject_id: row.organisation_id,
        subject_unit_id: row.unit_id,
        made_on: row.dated_on,
        content: RemarkContent {
            number: Some(DocumentNumber {
                number: 12,
                symbol: "MTTQ-BTT".to_owned(),
            }),
            text: "Nhất trí với quy chế; đề nghị niêm yết ở nhà văn hóa các thôn, tổ dân phố.".to_owned(),
        },
        version: 1,
    }
}
