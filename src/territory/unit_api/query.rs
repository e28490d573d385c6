//! What a list of units may be narrowed by.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ExprTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::{
    access::{Caller, Direction, Level, ListOrder, ReadTerritory, UnitId},
    http::{Limit, Page, Problem, Result},
    territory::{search::Sought, unit},
    text::Text,
};

/// Filters of the list of units.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct UnitQuery {
    /// Units of this level.
    level: Option<Level>,
    /// Units of this kind: Tỉnh, Huyện, Xã, Phường …
    #[param(value_type = Option<String>, min_length = 1, max_length = 50, example = "Phường")]
    kind: Option<Text<1, 50>>,
    /// Units directly under this one.
    parent: Option<UnitId>,
    /// Units with this code. Over all time there may be several: codes were given out again in 2025.
    #[param(value_type = Option<String>, min_length = 1, max_length = 10, example = "03388")]
    code: Option<Text<1, 10>>,
    /// Units that exist on this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Units of all time; not together with `as_of`.
    #[serde(default)]
    #[param(default = false)]
    all_time: bool,
    /// Name to search for, without regard to tone marks, đ and d, capitals and the kind before it; the same marks rank first. Former
    /// names are found too: a unit that has ended has `valid_to` and names its `successors`. The best `limit` units come on one page.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: Option<Text<1, 100>>,
    /// Where to read on: `next_cursor` of the page before. Not together with `q`.
    cursor: Option<String>,
    /// Units on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Units on a day.
pub fn existing_on(day: NaiveDate) -> Condition {
    begun_by(day).add(unit::Column::ValidTo.is_null().or(unit::Column::ValidTo.gt(day)))
}

fn begun_by(day: NaiveDate) -> Condition {
    Condition::all().add(unit::Column::ValidFrom.lte(day))
}

/// The order of every list of units: a Vietnamese dictionary's.
pub fn by_name() -> ListOrder<unit::Column> {
    ListOrder {
        name: "name",
        columns: vec![unit::Column::NameSort],
        direction: Direction::Ascending,
    }
}

impl UnitQuery {
    /// The page asked for.
    pub async fn page(&self, caller: &Caller<ReadTerritory>) -> Result<Page<unit::Model>> {
        self.refuse_contradictions()?;
        let day = self.as_of.unwrap_or_else(|| caller.clocks().legal.today());
        match &self.q {
            Some(q) => self.search(caller, &Sought::new(q.as_str()), day).await,
            None => {
                let span = if self.all_time {
                    Condition::all()
                } else {
                    existing_on(day)
                };
                let found = caller.find::<unit::Entity>().filter(self.filters()).filter(span);
                found.page(by_name(), self.cursor.as_deref(), self.limit).await
            }
        }
    }

    fn refuse_contradictions(&self) -> Result<()> {
        let refuse = |name: &str, vi: &'static str, en: &'static str| {
            Err(Problem::invalid_parameter(name, "contradiction", vi, en))
        };
        match self {
            Self {
                all_time: true,
                as_of: Some(_),
                ..
            } => refuse(
                "all_time",
                "Chỉ dùng một trong hai: as_of hoặc all_time.",
                "Use either as_of or all_time.",
            ),
            Self {
                q: Some(_),
                cursor: Some(_),
                ..
            } => refuse(
                "cursor",
                "Kết quả tìm kiếm chỉ có một trang.",
                "A search has one page only.",
            ),
            _ => Ok(()),
        }
    }

    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.level.map(|level| unit::Column::Level.eq(level)))
            .add_option(self.kind.as_ref().map(|kind| unit::Column::Kind.eq(kind.as_str())))
            .add_option(self.parent.map(|parent| unit::Column::ParentId.eq(parent)))
            .add_option(self.code.as_ref().map(|code| unit::Column::Code.eq(code.as_str())))
    }

    /// Units with such a name, now or formerly; what begins only later is not known on the day.
    async fn search(
        &self,
        caller: &Caller<ReadTerritory>,
        sought: &Sought,
        day: NaiveDate,
    ) -> Result<Page<unit::Model>> {
        // Folded text is letters, digits and spaces, so it holds none of LIKE's signs.
        let needles = sought.needles().into_iter();
        let named = needles.fold(Condition::any(), |any, needle| {
            any.add(unit::Column::NameFold.contains(needle))
        });
        let span = if self.all_time { Condition::all() } else { begun_by(day) };
        let candidates = match named.is_empty() {
            true => Vec::new(),
            false => {
                caller
                    .find::<unit::Entity>()
                    .filter(self.filters())
                    .filter(span)
                    .filter(named)
                    .all()
                    .await?
            }
        };
        let best = usize::try_from(self.limit.get()).unwrap_or(usize::MAX);
        let ranked = sought.ranked(candidates, day).into_iter().take(best);
        Ok(Page {
            items: ranked.map(|unit| (unit, 0)).collect(),
            next_cursor: None,
        })
    }
}
