//! The built-in templates, put into every register.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{builtin, entity};
use crate::{
    access::{Event, Store, System, Task, TemplateId, derived},
    calendar::{Calendar, Periodicity},
    http::{Problem, Result},
};

/// Code of the built-in yearly template.
pub const YEARLY: &str = "grassroots-democracy-yearly";

/// The id of an edition of a built-in template: alike in every installation.
pub fn built_in_id(code: &str, edition: i64) -> TemplateId {
    derived(&format!("template/{code}/{edition}"))
}

/// Adds the built-in templates that the register does not have yet.
pub async fn install(store: &Store, now: DateTime<Utc>) -> Result<()> {
    let id = built_in_id(YEARLY, 1);
    let system = System::new(store, Task::LoadBuiltIns);
    if entity::Entity::find_by_id(id).one(system.reader()).await?.is_some() {
        return Ok(());
    }
    let row = built_in(now)?;
    let change = system.begin().await?;
    entity::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await?;
    change.commit(Event::about("report_template", id), now).await
}

/// The built-in yearly template as a row.
pub fn built_in(now: DateTime<Utc>) -> Result<entity::Model> {
    Ok(entity::Model {
        id: built_in_id(YEARLY, 1),
        organisation_id: None,
        unit_id: None,
        code: YEARLY.to_owned(),
        edition: 1,
        name_vi: "Báo cáo năm về thực hiện dân chủ ở cơ sở".to_owned(),
        name_en: "Yearly report on grassroots democracy".to_owned(),
        periodicity: Periodicity::Year,
        calendar: Calendar::Reporting,
        legal_basis: Some("Luật 10/2022/QH15 Điều 83, 85; NĐ 59/2023/NĐ-CP; NQ 75/NQ-HĐND tỉnh Lai Châu".to_owned()),
        content: entity::Content(builtin::yearly().map_err(Problem::internal)?),
        published_at: Some(now),
        retired_at: None,
        retire_reason: None,
        // Nobody changes it: a version that was read stays what is there.
        version: 1,
    })
}
