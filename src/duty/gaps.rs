//! Who has not fulfilled a duty, since when and by when.

use std::collections::BTreeSet;

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    deadline::{Deadlines, Owing},
    evidence::{carried_over, done, lapsed, owing},
    law::{Duty, DutyCode, DutySubject},
    missing::{Missing, missing_of},
    people::{behind, villages, villages_carried_over, villages_lapsed},
};
use crate::{
    access::{
        Caller, Direction, ListOrder, Look, OrganisationId, OrganisationKind, ReadDuty, UnitId, has_one_whose, no_one,
    },
    http::{Answer, Limit, Page, Path, Query, Result},
    organisation::organisation::{self, Column, Entity},
    territory::{then::Then, unit, unit_reach::reached_from, village},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct GapQuery {
    /// In this unit and in all under it; by default your own.
    unit: Option<UnitId>,
    /// As of this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Chưa thực hiện.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct Gap {
    /// Who has not fulfilled it.
    pub organisation_id: OrganisationId,
    /// Its name.
    #[schema(example = "Ủy ban nhân dân phường Đoàn Kết")]
    pub organisation_name: String,
    /// Its kind.
    pub organisation_kind: OrganisationKind,
    /// The unit it is in.
    pub unit_id: UnitId,
    /// How far it is.
    pub state: GapState,
    /// How many are missing: itself, or people or villages in its work.
    #[schema(example = 1)]
    pub missing: i64,
    /// Since when it has owed it.
    #[schema(example = "2025-07-01")]
    pub since: NaiveDate,
    /// The last day, where an act has set one.
    #[schema(nullable = false, example = "2026-03-01")]
    pub due_on: Option<NaiveDate>,
}

/// Tình trạng.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapState {
    /// Đang áp dụng văn bản của đơn vị cũ.
    CarriedOver,
    /// Chưa thực hiện.
    Due,
    /// Quá hạn: its last day is over or, of what is owed every year, the last year passed without it.
    Overdue,
}

/// List who has not fulfilled a duty
///
/// Các cơ quan, đơn vị, tổ chức chưa thực hiện nhiệm vụ, in scope, in the order of their names.
#[utoipa::path(tag = "Duties", operation_id = "list_duty_gaps",
    params(("duty" = inline(DutyCode), Path, description = "Which duty."), GapQuery),
    security(("bearer" = ["duty:read"])),
    responses((status = 200, description = "A page of organisations.", body = Page<Gap>)))]
#[get("/duties/{duty}/gaps")]
async fn list_duty_gaps(caller: Caller<ReadDuty>, code: Path<DutyCode>, query: Query<GapQuery>) -> Result<Answer> {
    let as_of = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let duty = Duty::of(code.0, as_of)?;
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let page = missing(&caller, duty, (unit.id, as_of), &query.0).await?;
    let told = Told::of(&caller, duty, as_of, &page).await?;
    Answer::page(&page.map(|row| (told.gap(&row), row.version)))
}

async fn missing(
    look: &impl Look,
    duty: &Duty,
    (unit, as_of): (UnitId, NaiveDate),
    query: &GapQuery,
) -> Result<Page<organisation::Model>> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let then = Then::on(look, as_of).await?;
    let missing = match duty.evidence.subject() {
        DutySubject::Organisation => owing(duty, as_of).add(done(duty, then).not()),
        DutySubject::Person | DutySubject::Village => behind(duty, then),
    };
    let found = look
        .find::<Entity>()
        .filter(then.unit(Column::Id, Column::UnitId).in_subquery(reached_from(unit)))
        .filter(missing);
    found.page(order, query.cursor.as_deref(), query.limit).await
}

/// What is told of those on a page.
struct Told {
    duty: &'static Duty,
    as_of: NaiveDate,
    carried_over: BTreeSet<OrganisationId>,
    lapsed: BTreeSet<OrganisationId>,
    missing: Missing,
    deadlines: Deadlines,
}

impl Told {
    async fn of(
        look: &impl Look,
        duty: &'static Duty,
        as_of: NaiveDate,
        page: &Page<organisation::Model>,
    ) -> Result<Self> {
        let of_these = async |which: Condition| -> Result<BTreeSet<OrganisationId>> {
            let these = Column::Id.is_in(page.items.iter().map(|(row, _)| row.id));
            let found = look.find::<Entity>().filter(these).filter(which);
            Ok(found.all().await?.into_iter().map(|row| row.id).collect())
        };
        let then = Then::on(look, as_of).await?;
        let carried_over = Condition::any().add(carried_over(duty, as_of));
        let place = then.unit(village::Column::Id, village::Column::UnitId);
        let in_villages = has_one_whose::<village::Entity>(place, Column::UnitId, villages_lapsed(duty, as_of));
        let let_pass = Condition::any().add(lapsed(duty, as_of)).add(in_villages);
        Ok(Self {
            duty,
            as_of,
            carried_over: of_these(carried_over.add(villages_go_on(duty, then))).await?,
            lapsed: of_these(let_pass).await?,
            missing: missing_of(look, duty, then, page.items.iter().map(|(row, _)| row)).await?,
            deadlines: Deadlines::of(look).await?,
        })
    }

    fn gap(&self, row: &organisation::Model) -> Gap {
        let of = Owing {
            unit: row.unit_id,
            founded: Some(row.valid_from),
            work_year_start: Some(row.work_year_start),
        };
        let due_on = self.deadlines.of_duty(self.duty, of, self.as_of);
        let state = match due_on {
            Some(last) if last < self.as_of => GapState::Overdue,
            _ if self.lapsed.contains(&row.id) => GapState::Overdue,
            _ if self.carried_over.contains(&row.id) => GapState::CarriedOver,
            _ => GapState::Due,
        };
        Gap {
            organisation_id: row.id,
            organisation_name: row.name.clone(),
            organisation_kind: row.kind,
            unit_id: row.unit_id,
            state,
            missing: self.missing.of(row),
            since: Ord::max(row.valid_from, self.duty.from),
            due_on,
        }
    }
}

/// Organisations in whose villages nothing is missing but what is carried over.
fn villages_go_on(duty: &Duty, then: Then) -> Condition {
    let Some((owed, done)) = villages(duty, then.day) else {
        return no_one();
    };
    let place = || then.unit(village::Column::Id, village::Column::UnitId);
    let go_on = owed.add(done.not()).add(villages_carried_over(duty, then.day));
    let wanting = villages(duty, then.day).map_or_else(no_one, |(owed, done)| {
        owed.add(done.not()).add(villages_carried_over(duty, then.day).not())
    });
    Condition::all()
        .add(has_one_whose::<village::Entity>(place(), Column::UnitId, go_on))
        .add(has_one_whose::<village::Entity>(place(), Column::UnitId, wanting).not())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_duty_gaps);
}
