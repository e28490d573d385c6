//! Who was trained: people who hold a position or serve on a board, and took part by name in a training that was held (Resolution 75 Art. 3.1).

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
    sea_query::{ExprTrait, SimpleExpr},
};

use crate::{
    access::{OrganisationId, has_one_of, is_one_of},
    board::{BoardKind, entity as board, member},
    http::Result,
    measure::activity::{ActivityState, entity as activity, participant},
    organisation::organisation,
    person::{Position, appointment, held},
};

/// What one is trained in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Training {
    /// Chuyên môn, nghiệp vụ về thực hiện dân chủ.
    Practice,
    /// Xây dựng và thực hiện hương ước, quy ước.
    Conventions,
}

/// Whom Article 3.1 asks to be trained in conventions.
pub const OF_VILLAGES: &[Position] = &[
    Position::VillageHead,
    Position::ActingVillageHead,
    Position::VillageFrontHead,
    Position::DraftingTeamHead,
    Position::DraftingTeamMember,
];

/// Whether the person that `column` names has been trained by a day.
pub fn is_trained(column: impl ColumnTrait, training: Training, day: NaiveDate) -> SimpleExpr {
    use activity::Column;
    let on = match training {
        Training::Practice => Column::OnPractice,
        Training::Conventions => Column::OnConventions,
    };
    let held = Condition::all()
        .add(on.eq(true))
        .add(Column::HeldOn.lte(day))
        .add(Column::State.is_in([ActivityState::Held, ActivityState::Reported]));
    let of_one_held = is_one_of::<activity::Entity>(participant::Column::ActivityId, held);
    has_one_of::<participant::Entity>(participant::Column::PersonId, column, of_one_held)
}

/// Appointments to some positions that are held on a day, in organisations and villages that are there then.
pub fn held_on(positions: &[Position], day: NaiveDate) -> Condition {
    use appointment::Column;
    let body = organisation::Column::ValidTo
        .is_null()
        .or(organisation::Column::ValidTo.gt(day));
    held::held_on(day)
        .add(Column::Position.is_in(positions.iter().copied()))
        .add(is_one_of::<organisation::Entity>(Column::OrganisationId, body))
}

/// Members of boards who serve on a day.
pub fn serving_on(day: NaiveDate) -> Condition {
    use member::Column;
    Condition::all()
        .add(Column::RecognisedOn.lte(day))
        .add(Column::EndedOn.is_null().or(Column::EndedOn.gt(day)))
}

/// How many people hold positions in an organisation's work on a day, whoever holds two being one, and how many of them are trained.
pub async fn appointed(
    body: OrganisationId,
    positions: &[Position],
    (training, day): (Training, NaiveDate),
    connection: &impl ConnectionTrait,
) -> Result<(i64, i64)> {
    use appointment::Column;
    let people = |held: Select<appointment::Entity>| {
        let people = held.select_only().expr(Column::PersonId.into_expr().count_distinct());
        people.into_tuple::<i64>()
    };
    let held = appointment::Entity::find()
        .filter(Column::OrganisationId.eq(body))
        .filter(held_on(positions, day));
    let trained = held.clone().filter(is_trained(Column::PersonId, training, day));
    let all = people(held).one(connection).await?.unwrap_or_default();
    let trained = people(trained).one(connection).await?.unwrap_or_default();
    Ok((all, trained))
}

/// How many serve on the boards that inspect an organisation on a day, and how many of them are trained.
pub async fn serving(
    host: OrganisationId,
    kinds: &[BoardKind],
    day: NaiveDate,
    connection: &impl ConnectionTrait,
) -> Result<(i64, i64)> {
    use member::Column;
    let inspects = board::Column::HostId
        .eq(host)
        .and(board::Column::Kind.is_in(kinds.iter().copied()));
    let serve = member::Entity::find()
        .filter(serving_on(day))
        .filter(is_one_of::<board::Entity>(Column::BoardId, inspects));
    let trained = serve
        .clone()
        .filter(is_trained(Column::PersonId, Training::Practice, day));
    let number = |counted: u64| i64::try_from(counted).unwrap_or(i64::MAX);
    Ok((
        number(serve.count(connection).await?),
        number(trained.count(connection).await?),
    ))
}
