//! The conventions of villages that were merged into another: they go on, carried over, until that one's takes their place.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};

use super::{
    entity::{Column, Entity, Model},
    ground::HOLDING,
};
use crate::{
    access::{Look, RecogniseConvention, Tx, VillageId},
    http::{Code, Problem, Result},
    territory::village,
};

/// The villages that had been merged into one by a day, and into those.
pub async fn merged_into(look: &impl Look, village: VillageId, day: NaiveDate) -> Result<BTreeSet<VillageId>> {
    let (mut all, mut last) = (BTreeSet::new(), vec![village]);
    while !last.is_empty() {
        let before = Condition::all()
            .add(village::Column::SuccessorId.is_in(last))
            .add(village::Column::ValidTo.lte(day));
        let before = look.find::<village::Entity>().filter(before).all().await?;
        last = before
            .iter()
            .map(|village| village.id)
            .filter(|id| all.insert(*id))
            .collect();
    }
    Ok(all)
}

/// What holds and ends with a convention: what it replaces, and what the villages have whose people had come in by the day of its vote. 409 where it replaces
/// what is of others, or holds no more.
pub async fn ending_with(tx: &Tx<RecogniseConvention>, row: &Model) -> Result<Vec<Model>> {
    // Of those who came later nobody was asked: theirs goes on.
    let voted_on = row.course.votes.last().map(|vote| vote.on).or(row.in_force_on);
    let merged = merged_into(tx, row.village_id, voted_on.unwrap_or_default()).await?;
    let ending = tx.hold::<Entity>(taken_over(row, &merged)).await?;
    let others = |old: &Model| old.village_id != row.village_id && !merged.contains(&old.village_id);
    let holds = row.replaces_id.is_none_or(|id| ending.iter().any(|old| old.id == id));
    match (holds, ending.iter().any(others)) {
        (true, false) => Ok(ending),
        (true, true) => Err(Problem::new(Code::StateForbids).detail(
            "Văn bản bị thay thế là của thôn chưa sáp nhập vào thôn này khi biểu quyết; hãy sửa replaces_id.",
            "What it replaces is of a village that was not merged into its own by the vote; change `replaces_id`.",
        )),
        (false, _) => Err(Problem::new(Code::StateForbids).detail(
            "Văn bản bị thay thế không còn hiệu lực (Nghị định 61/2023/NĐ-CP Điều 13); hãy sửa replaces_id.",
            "What it replaces holds no more (Decree 61/2023 Art. 13); change `replaces_id`.",
        )),
    }
}

fn taken_over(row: &Model, merged: &BTreeSet<VillageId>) -> Condition {
    let these = Condition::any()
        .add(Column::VillageId.is_in(merged.iter().copied()))
        .add_option(row.replaces_id.map(|old| Column::Id.eq(old)));
    Condition::all().add(Column::State.is_in(HOLDING)).add(these)
}
