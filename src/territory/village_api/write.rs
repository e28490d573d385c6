//! Recording villages: the commune's committee, for its own commune.

use actix_web::{patch, post};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, Set, sea_query::OnConflict};
use serde::Deserialize;
use utoipa::ToSchema;

use super::view::{HouseholdCount, Village, shown};
use crate::{
    access::{Caller, EditVillage, Event, Tx, VillageId, fresh},
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    territory::{
        village, village_households as households, village_kind::VillageKind, village_merging as merging,
        village_rules as rules,
    },
    text::{self, Text},
};

/// Thôn, bản, tổ dân phố mới. It belongs to the caller's commune.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"kind": "Bản", "name": "Nà Sài", "code": "B01", "valid_from": "2012-01-01", "legal_basis": "Nghị quyết số 12/NQ-HĐND", "households": {"counted_on": "2025-12-01", "households": 86}}))]
pub struct NewVillage {
    /// Its kind.
    kind: VillageKind,
    /// Its name, without the kind.
    #[schema(inline)]
    name: Text<1, 100>,
    /// Local code.
    #[schema(inline, nullable = false)]
    code: Option<Text<1, 35>>,
    /// The first day it exists; at most a year ahead.
    #[schema(example = "2012-01-01")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_from: NaiveDate,
    /// The resolution of the commune's Council that made it.
    #[schema(inline, nullable = false)]
    legal_basis: Option<Text<1, 500>>,
    /// Its households, when they were counted: a day from its first on.
    #[schema(nullable = false)]
    households: Option<HouseholdCount>,
    /// Sáp nhập: ids of the commune's villages that are merged into it, at most 20. They end on its first day, by the same resolution, each after the day on
    /// which its households were counted last (`out_of_range`); one that has ended, or is to end otherwise, is `ended`. Into one that is there already a village
    /// goes as it is closed, by `merged_into`.
    #[serde(default)]
    #[schema(max_items = 20)]
    came_of: Vec<VillageId>,
}

/// Sửa thôn, bản, tổ dân phố (RFC 7396): what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Nà Sài 2", "code": null}))]
pub struct VillageChange {
    /// Its kind.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    kind: Option<VillageKind>,
    /// Its name, without the kind.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name: Option<Text<1, 100>>,
    /// Local code; null takes it away.
    #[serde(default, with = "serde_with::rust::double_option")]
    #[schema(inline, value_type = Option<Text<1, 35>>)]
    code: Option<Option<Text<1, 35>>>,
}

/// Record a village
///
/// Ghi thôn, bản, tổ dân phố của xã. It belongs to the caller's commune; kind and name, and the code, are those of one village of the
/// commune at a time. A merger by the commune's Council is one act: the new village begins on the day the merged ones end.
#[utoipa::path(tag = "Territory", operation_id = "create_village", request_body = NewVillage, security(("bearer" = ["village:edit"])),
    responses((status = 201, description = "The village.", body = Village), (status = 409, description = "Such a village exists: `already_exists` with `existing_id`.", body = ProblemDocument)))]
#[post("/villages")]
pub(super) async fn create_village(caller: Caller<EditVillage>, body: Json<NewVillage>) -> Result<Answer> {
    let today = caller.clocks().legal.today();
    let mut tx = caller.begin().await?;
    let row = body.0.row(&caller, today)?;
    let row = found(&mut tx, row, &body.0.came_of).await?;
    if let Some(count) = body.0.households {
        let counted = count_households(&mut tx, &row, count, today).await;
        counted.map_err(|problem| problem.pointing(&[("/counted_on", "/households/counted_on")]))?;
    }
    finish(tx, row, today, Then::Created).await
}

/// Change a village
///
/// Sửa tên, loại, mã. For what was recorded wrongly or renamed; a merger closes villages, and records a new one or names the one that receives them.
#[utoipa::path(tag = "Territory", operation_id = "change_village", request_body = VillageChange, security(("bearer" = ["village:edit"])),
    params(VillageId, ("If-Match" = String, Header, description = "The `ETag` that was read.")),
    responses((status = 200, description = "The village.", body = Village), (status = 409, description = "It has ended (`state_forbids`), or such a village exists (`already_exists`).", body = ProblemDocument)))]
#[patch("/villages/{id}")]
pub(super) async fn change_village(
    caller: Caller<EditVillage>,
    id: Path<VillageId>,
    if_match: IfMatch,
    body: Json<VillageChange>,
) -> Result<Answer> {
    let today = caller.clocks().legal.today();
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<village::Entity>(id.0, if_match).await?;
    rules::still_there(&before, today)?;
    let after = body.0.applied_to(before.clone());
    refuse_twin(&tx, &after, &[]).await?;
    let row = tx.save::<village::Entity>(&before, after).await?;
    finish(tx, row, today, Then::Changed(None)).await
}

/// Record a count of households
///
/// Ghi số hộ tại một ngày. A second count of the same day replaces the first; a vote uses the last count by its day. Of a village that has ended, counts of
/// days before its end are still recorded, so that a vote entered late has one.
#[utoipa::path(tag = "Territory", operation_id = "record_households", request_body = HouseholdCount, security(("bearer" = ["village:edit"])),
    params(VillageId, ("If-Match" = String, Header, description = "The `ETag` that was read.")),
    responses((status = 200, description = "The village.", body = Village)))]
#[post("/villages/{id}/households")]
pub(super) async fn record_households(
    caller: Caller<EditVillage>,
    id: Path<VillageId>,
    if_match: IfMatch,
    body: Json<HouseholdCount>,
) -> Result<Answer> {
    let today = caller.clocks().legal.today();
    let mut tx = caller.begin().await?;
    let row = tx.edit::<village::Entity>(id.0, if_match, |_| Ok(())).await?;
    count_households(&mut tx, &row, body.0, today).await?;
    finish(tx, row, today, Then::Changed(None)).await
}

impl NewVillage {
    fn row(&self, caller: &Caller<EditVillage>, today: NaiveDate) -> Result<village::Model> {
        rules::plausible("/valid_from", self.valid_from, today)?;
        let unit = caller.identity().unit;
        Ok(village::Model {
            id: fresh(),
            organisation_id: caller.identity().organisation,
            unit_id: unit,
            origin_unit_id: unit,
            code: self.code.as_ref().map(ToString::to_string),
            name: self.name.to_string(),
            name_fold: text::fold(self.name.as_str()),
            name_sort: text::sort_key(self.name.as_str()),
            kind: self.kind,
            valid_from: self.valid_from,
            valid_to: None,
            legal_basis: self.legal_basis.as_ref().map(ToString::to_string),
            close_reason: None,
            successor_id: None,
            version: 1,
        })
    }
}

impl VillageChange {
    fn applied_to(self, mut row: village::Model) -> village::Model {
        if let Some(name) = self.name {
            row.name_fold = text::fold(name.as_str());
            row.name_sort = text::sort_key(name.as_str());
            row.name = name.into_string();
        }
        if let Some(code) = self.code {
            row.code = code.map(Text::into_string);
        }
        row.kind = self.kind.unwrap_or(row.kind);
        row
    }
}

/// Adds a village and ends those that are merged into it.
async fn found(tx: &mut Tx<EditVillage>, row: village::Model, came_of: &[VillageId]) -> Result<village::Model> {
    merging::mergeable(&row, came_of)?;
    refuse_twin(tx, &row, came_of).await?;
    let row = tx.add::<village::Entity>(row).await?;
    for (index, id) in came_of.iter().enumerate() {
        let known = tx
            .find::<village::Entity>()
            .filter(village::Column::Id.eq(*id))
            .one()
            .await?;
        let pointer = || format!("/came_of/{index}");
        let known = known.filter(|known| known.unit_id == row.unit_id);
        let known = known.ok_or_else(|| Problem::unknown_reference(pointer()))?;
        let before = tx.lock::<village::Entity>(known.id).await?;
        rules::after_its_counts(last_counted(tx, known.id).await?, row.valid_from, &pointer())?;
        let merged = merged_into(tx, known.id).await?;
        let after = merging::merge(&before, &row, &merged, &pointer())?;
        tx.save::<village::Entity>(&before, after).await?;
    }
    Ok(row)
}

/// The villages that went, or are to go, into one. Whoever asks has locked that.
pub(super) async fn merged_into(tx: &Tx<EditVillage>, village: VillageId) -> Result<Vec<village::Model>> {
    let into = village::Column::SuccessorId.eq(village);
    tx.find::<village::Entity>().filter(into).all().await
}

/// The day of the last count of a village's households. Whoever asks has locked it.
pub(super) async fn last_counted(tx: &Tx<EditVillage>, village: VillageId) -> Result<Option<NaiveDate>> {
    let counts = tx
        .find::<households::Entity>()
        .filter(households::Column::VillageId.eq(village));
    let counts = counts.order_by(households::Column::CountedOn).all().await?;
    Ok(counts.last().map(|count| count.counted_on))
}

/// The villages of a commune. Locks its committee, so that two twins cannot come about at once.
pub(super) async fn of_the_commune(tx: &Tx<EditVillage>, row: &village::Model) -> Result<Vec<village::Model>> {
    tx.lock::<organisation::Entity>(row.organisation_id).await?;
    let of_the_commune = village::Column::UnitId.eq(row.unit_id);
    tx.find::<village::Entity>().filter(of_the_commune).all().await
}

/// Compares with the other villages of the commune, but for those that end as it begins.
async fn refuse_twin(tx: &Tx<EditVillage>, row: &village::Model, ending: &[VillageId]) -> Result<()> {
    let others = of_the_commune(tx, row).await?;
    let others: Vec<village::Model> = others.into_iter().filter(|other| !ending.contains(&other.id)).collect();
    rules::distinct(row, &others)
}

async fn count_households(
    tx: &mut Tx<EditVillage>,
    row: &village::Model,
    count: HouseholdCount,
    today: NaiveDate,
) -> Result<()> {
    rules::counted("/counted_on", count.counted_on, row, today)?;
    let counted = households::ActiveModel {
        village_id: Set(row.id),
        counted_on: Set(count.counted_on),
        households: Set(i64::from(count.households)),
    };
    let same_day = OnConflict::columns([households::Column::VillageId, households::Column::CountedOn])
        .update_column(households::Column::Households)
        .to_owned();
    households::Entity::insert(counted)
        .on_conflict(same_day)
        .exec_without_returning(tx.within_lock::<village::Entity>(row))
        .await?;
    tx.note("households");
    Ok(())
}

/// What the answer says happened.
pub(super) enum Then {
    Created,
    Changed(Option<String>),
}

pub(super) async fn finish(tx: Tx<EditVillage>, row: village::Model, today: NaiveDate, then: Then) -> Result<Answer> {
    let event = Event::on::<village::Entity>(&row);
    let (view, version) = shown(&tx, row, today).await?;
    let answer = Answer::record(&view, version)?;
    match then {
        Then::Created => {
            tx.commit(event, answer.created(format!("/api/v1/villages/{}", view.id)))
                .await
        }
        Then::Changed(Some(reason)) => tx.commit(event.because(reason), answer).await,
        Then::Changed(None) => tx.commit(event, answer).await,
    }
}
