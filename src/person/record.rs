//! Recording people, and changing what is recorded.

use actix_web::{patch, post};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    PersonKeys,
    entity::{Column, Entity, Model, Sex},
    sealed::{NationalId, Secrets},
    view::{self, Person},
};
use crate::{
    access::{Caller, EditPerson, Event, PersonId, Tx, fresh_personal},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    text::{self, Text},
};

/// Người mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Lò Văn Ín", "birth_year": 1979, "sex": "male", "ethnicity": "Thái"}))]
pub struct NewPerson {
    /// Họ và tên, 1–100 characters.
    #[schema(inline)]
    name: Text<1, 100>,
    /// Năm sinh, 1900–2100.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1900, maximum = 2100)]
    birth_year: Option<i16>,
    /// Giới tính.
    #[serde(default)]
    #[schema(nullable = false)]
    sex: Option<Sex>,
    /// Dân tộc, 1–50 characters. Kept encrypted.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    ethnicity: Option<Text<1, 50>>,
    /// Số định danh cá nhân. Kept encrypted; give it only where the law asks for it.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    national_id: Option<NationalId>,
}

/// Thay đổi: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"birth_year": 1980}))]
#[expect(clippy::option_option, reason = "absent, null and a value are three things")]
pub struct PersonChange {
    /// Họ và tên, 1–100 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name: Option<Text<1, 100>>,
    /// Năm sinh, 1900–2100; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<i16>, minimum = 1900, maximum = 2100)]
    birth_year: Option<Option<i16>>,
    /// Giới tính; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<Sex>)]
    sex: Option<Option<Sex>>,
    /// Dân tộc, 1–50 characters; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(inline, value_type = Option<String>, min_length = 1, max_length = 50)]
    ethnicity: Option<Option<Text<1, 50>>>,
    /// Số định danh cá nhân; null takes it out.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(inline, value_type = Option<NationalId>)]
    national_id: Option<Option<NationalId>>,
}

/// Record a person
///
/// Ghi người được bầu, cử, giao nhiệm vụ. An identifier is known once in an organisation.
#[utoipa::path(tag = "Persons", operation_id = "create_person", request_body = NewPerson,
    security(("bearer" = ["person:edit"])),
    responses((status = 201, description = "The person.", body = Person),
        (status = 409, description = "`already_exists`: somebody with this identifier is recorded; `existing_id` names them.", body = ProblemDocument)))]
#[post("/persons")]
async fn create_person(caller: Caller<EditPerson>, new: Json<NewPerson>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = recorded(&mut tx, new.0).await?;
    let answer = view::answer(&tx, &row)
        .await?
        .created(format!("/api/v1/persons/{}", row.id));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn recorded(tx: &mut Tx<EditPerson>, new: NewPerson) -> Result<Model> {
    let principal = tx.principal();
    let mut row = Model {
        id: fresh_personal(),
        organisation_id: principal.organisation,
        unit_id: principal.unit,
        name_fold: String::new(),
        name_sort: Vec::new(),
        name: String::new(),
        birth_year: None,
        sex: new.sex,
        of_a_minority: None,
        sealed_key: None,
        sealed: None,
        national_id_index: None,
        national_id_tail: None,
        erased_at: None,
        version: 1,
    };
    call(&mut row, new.name);
    born(&mut row, new.birth_year)?;
    let secrets = Secrets {
        ethnicity: new.ethnicity.map(Text::into_string),
        national_id: new.national_id,
    };
    keep(&mut row, &secrets, &tx.kernel().person_keys)?;
    known_once(tx, &row).await?;
    tx.add::<Entity>(row).await
}

fn call(row: &mut Model, name: Text<1, 100>) {
    row.name_fold = text::fold(name.as_str());
    row.name_sort = text::sort_key(name.as_str());
    row.name = name.into_string();
}

fn born(row: &mut Model, year: Option<i16>) -> Result<()> {
    row.birth_year = year;
    match year.is_none_or(|year| (1900..=2100).contains(&year)) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/birth_year",
            "out_of_range",
            "Từ 1900 đến 2100.",
            "1900 to 2100.",
        )),
    }
}

/// Encrypts what is sensitive, and keeps what it is found and counted by.
fn keep(row: &mut Model, secrets: &Secrets, keys: &PersonKeys) -> Result<()> {
    let (key, content) = match secrets.locked(keys, row.id)? {
        Some(locked) => (Some(locked.key), Some(locked.content)),
        None => (None, None),
    };
    row.sealed_key = key;
    row.sealed = content;
    row.of_a_minority = secrets.is_of_a_minority();
    row.national_id_index = secrets.national_id.as_ref().map(|id| keys.index(id.as_str()));
    row.national_id_tail = secrets.national_id.as_ref().map(NationalId::tail);
    Ok(())
}

/// 409 when the organisation knows somebody else by this identifier.
async fn known_once(tx: &Tx<EditPerson>, row: &Model) -> Result<()> {
    let Some(index) = &row.national_id_index else {
        return Ok(());
    };
    // The organisation is locked, so that of two at once one is refused.
    tx.lock::<organisation::Entity>(row.organisation_id).await?;
    let same = tx
        .find::<Entity>()
        .filter(Column::OrganisationId.eq(row.organisation_id))
        .filter(Column::NationalIdIndex.eq(index.clone()))
        .filter(Column::Id.ne(row.id));
    match same.one().await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other.id)),
        None => Ok(()),
    }
}

/// Change a person
#[utoipa::path(tag = "Persons", operation_id = "change_person", request_body = PersonChange,
    params(PersonId, ("If-Match" = String, Header, description = "Their `ETag`.")),
    security(("bearer" = ["person:edit"])),
    responses((status = 200, description = "The person.", body = Person),
        (status = 409, description = "`already_exists`: somebody else with this identifier is recorded. `state_forbids`: what is personal was erased.",
         body = ProblemDocument)))]
#[patch("/persons/{id}")]
async fn change_person(
    caller: Caller<EditPerson>,
    id: Path<PersonId>,
    if_match: IfMatch,
    change: Json<PersonChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let after = change.0.applied(&before, &tx.kernel().person_keys)?;
    known_once(&tx, &after).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

impl PersonChange {
    fn applied(self, before: &Model, keys: &PersonKeys) -> Result<Model> {
        if before.erased_at.is_some() {
            return Err(Problem::new(Code::StateForbids));
        }
        let mut row = before.clone();
        if let Some(name) = self.name {
            call(&mut row, name);
        }
        if let Some(year) = self.birth_year {
            born(&mut row, year)?;
        }
        if let Some(sex) = self.sex {
            row.sex = sex;
        }
        if self.ethnicity.is_none() && self.national_id.is_none() {
            return Ok(row);
        }
        let known = row
            .locked()
            .map(|locked| Secrets::open(keys, row.id, &locked))
            .transpose()?;
        let known = known.unwrap_or_default();
        let secrets = Secrets {
            ethnicity: match self.ethnicity {
                Some(ethnicity) => ethnicity.map(Text::into_string),
                None => known.ethnicity,
            },
            national_id: self.national_id.unwrap_or(known.national_id),
        };
        keep(&mut row, &secrets, keys)?;
        Ok(row)
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(create_person).service(change_person);
}
