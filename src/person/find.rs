//! Finding somebody by their identifier, which is in no address and no log.

use actix_web::post;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Column, Entity},
    sealed::NationalId,
    view::{self, Person},
};
use crate::{
    access::{Caller, EditPerson, Event},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
};

/// Tìm theo số định danh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"national_id": "012199000123"}))]
pub struct PersonSought {
    /// Số định danh cá nhân, whole.
    #[schema(inline)]
    national_id: NationalId,
}

/// Find a person by identifier
///
/// Tìm người theo số định danh, among those your organisation has recorded. That it was asked is recorded.
#[utoipa::path(tag = "Persons", operation_id = "find_person", request_body = PersonSought,
    security(("bearer" = ["person:edit"])),
    responses((status = 200, description = "The person.", body = Person),
        (status = 404, description = "Nobody with this identifier is recorded.", body = ProblemDocument)))]
#[post("/person-lookups")]
async fn find_person(caller: Caller<EditPerson>, sought: Json<PersonSought>) -> Result<Answer> {
    let tx = caller.begin().await?;
    let index = tx.kernel().person_keys.index(sought.0.national_id.as_str());
    let own = tx.scope().own_rows(Column::OrganisationId);
    let found = tx
        .find::<Entity>()
        .filter(own)
        .filter(Column::NationalIdIndex.eq(index));
    let row = found.one().await?.ok_or_else(|| Problem::new(Code::NotFound))?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(find_person);
}
