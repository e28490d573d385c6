//! Recording an activity: what is planned, and what came of it.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{ActivityCourse, ActivityHeld, ActivityState, Attendance, Entity, Model},
    kind::{ActivityChannel, ActivityKind, DialogueOccasion, TrainingTopic},
    rules,
};
use crate::{
    access::{AttachmentId, OrganisationId, Permission, PersonId, Tx, VillageId},
    http::{Count, Result, amount},
    measure::{kept::Kept, village::village_in},
    organisation::{name, organisation},
    person::entity as person,
    text::{Paragraphs, Text},
};

/// Hoạt động thực hiện dân chủ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "dialogue", "title": "Hội nghị đối thoại với Nhân dân năm 2025", "planned_on": "2025-10-14", "channels": ["meeting"],
    "held": {"on": "2025-10-14", "attendance": [{"who": "people", "people": 118}], "opinions": 14, "answered": 12}
}))]
pub struct NewActivity {
    /// Loại hoạt động.
    pub kind: ActivityKind,
    /// Tên, 1–300 characters.
    #[schema(inline)]
    pub title: Text<1, 300>,
    /// The day it is planned for.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-14")]
    pub planned_on: NaiveDate,
    /// Hình thức: at least one.
    #[schema(min_items = 1, max_items = 8)]
    pub channels: Vec<ActivityChannel>,
    /// Nội dung tập huấn: of a training, at least one; of nothing else.
    #[serde(default)]
    #[schema(max_items = 3)]
    pub topics: Vec<TrainingTopic>,
    /// Dịp đối thoại: of a dialogue at an enterprise; of nothing else.
    #[serde(default)]
    #[schema(nullable = false, inline)]
    pub occasion: Option<DialogueOccasion>,
    /// Thôn, tổ dân phố, of a village conference; of others where they are held in one.
    #[serde(default)]
    #[schema(nullable = false)]
    pub village: Option<VillageId>,
    /// The work year, or year, of a conference or review; of nothing else.
    #[serde(default)]
    #[schema(nullable = false, inline)]
    pub year: Option<Count<2023, 2100>>,
    /// Cơ quan, tổ chức phối hợp, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub co_organisers: Vec<OrganisationId>,
    /// Kết quả tổ chức, once it was held.
    #[serde(default)]
    #[schema(nullable = false)]
    pub held: Option<NewActivityHeld>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
}

/// Kết quả tổ chức.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewActivityHeld {
    /// The day, or the first day; not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-14")]
    on: NaiveDate,
    /// Thành phần dự: each once.
    #[schema(max_items = 9)]
    attendance: Vec<Attendance>,
    /// Số người, số hộ được triệu tập: of a staff conference, all who are to come or their delegates, of whom two thirds must (Law Art. 51.2c, 69.2c).
    #[serde(default)]
    #[schema(nullable = false, inline)]
    summoned: Option<Count<1, 1_000_000>>,
    /// Ý kiến, kiến nghị được nêu.
    #[serde(default)]
    #[schema(inline)]
    opinions: Count<0, 1_000_000>,
    /// Of these: đã trả lời, giải quyết.
    #[serde(default)]
    #[schema(inline)]
    answered: Count<0, 1_000_000>,
    /// Kinh phí, in đồng.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 10_000_000_000_000_i64)]
    cost: Option<u64>,
    /// Nội dung, 1–10000 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    content: Option<Paragraphs<1, 10_000>>,
    /// Tài liệu, ảnh, biên bản: files your organisation has uploaded, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    files: Vec<AttachmentId>,
    /// Those who took part, where they hold a position or serve on a board: whoever is named was trained (Resolution 75 Art. 3.1). At most 500.
    #[serde(default)]
    #[schema(max_items = 500)]
    persons: Vec<PersonId>,
}

/// The activity that is written.
pub async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Entity>, new: NewActivity) -> Result<Model> {
    rules::suited(&new, kept.keeper.kind, kept.unit.level)?;
    if let Some(village) = new.village {
        let day = new.held.as_ref().map_or(new.planned_on, |held| held.on);
        village_in(tx, village, kept.unit.id, day).await?;
    }
    known_bodies(tx, &new.co_organisers).await?;
    let held = match new.held {
        Some(held) => Some(held.checked(tx, &kept).await?),
        None => None,
    };
    if let Some(held) = &held {
        kept.today.lies("/held/on", held.on, None)?;
        rules::held(new.kind, held)?;
        if let Some(year) = new.year {
            rules::of_its_year(year.get(), begins(new.kind, &kept.keeper), held.on)?;
        }
    }
    Ok(Model {
        id: kept.id,
        organisation_id: kept.keeper.id,
        unit_id: kept.unit.id,
        origin_unit_id: kept.origin_unit_id,
        kind: new.kind,
        state: match held {
            Some(_) => ActivityState::Held,
            None => ActivityState::Planned,
        },
        title: new.title.into_string(),
        village_id: new.village,
        year: new.year.map(i64::from),
        planned_on: new.planned_on,
        held_on: held.as_ref().map(|held| held.on),
        on_practice: new.topics.contains(&TrainingTopic::Practice),
        on_conventions: new.topics.contains(&TrainingTopic::Conventions),
        people: held.as_ref().map_or(0, ActivityHeld::people),
        opinions: held.as_ref().map_or(0, |held| held.opinions.into()),
        answered: held.as_ref().map_or(0, |held| held.answered.into()),
        course: ActivityCourse {
            topics: new.topics,
            occasion: new.occasion,
            channels: new.channels,
            co_organisers: new.co_organisers,
            held,
            report: None,
            cancelled: None,
        },
        recorded_at: new.recorded_at,
        version: kept.version,
    })
}

/// The month in which the year begins that an activity is of: that of villages is the calendar's.
const fn begins(kind: ActivityKind, keeper: &organisation::Model) -> i16 {
    match kind {
        ActivityKind::VillageConference => 1,
        _ => keeper.work_year_start,
    }
}

impl NewActivityHeld {
    async fn checked<P: Permission>(self, tx: &Tx<P>, kept: &Kept<'_, Entity>) -> Result<ActivityHeld> {
        known_people(tx, &self.persons).await?;
        Ok(ActivityHeld {
            on: self.on,
            attendance: self.attendance,
            summoned: self.summoned.map(Count::get),
            opinions: self.opinions.get(),
            answered: self.answered.get(),
            cost: self.cost.map(|sum| amount("/held/cost", sum)).transpose()?,
            content: self.content.map(Paragraphs::into_string),
            files: kept.files(tx, &self.files, "/held/files").await?,
            persons: self.persons,
        })
    }
}

/// 422 unless all organisations are known; they may be anywhere.
async fn known_bodies<P: Permission>(tx: &Tx<P>, bodies: &[OrganisationId]) -> Result<()> {
    rules::at_most("/co_organisers", bodies.len(), 20)?;
    let different: BTreeSet<OrganisationId> = bodies.iter().copied().collect();
    let known = tx
        .find::<name::Entity>()
        .filter(name::Column::Id.is_in(different.iter().copied()));
    rules::all_known("/co_organisers", bodies.len(), known.count().await?)
}

/// 422 unless all people are known to the caller, each named once.
async fn known_people<P: Permission>(tx: &Tx<P>, people: &[PersonId]) -> Result<()> {
    rules::at_most("/held/persons", people.len(), 500)?;
    let known = tx
        .find::<person::Entity>()
        .filter(person::Column::Id.is_in(people.iter().copied()));
    rules::all_known("/held/persons", people.len(), known.count().await?)
}
