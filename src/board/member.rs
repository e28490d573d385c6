//! A member of a board as they are kept.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    entity as board,
    kind::{BoardKind, BoardPosition, Represents, Standing},
};
use crate::{
    access::{BoardId, BoardMemberId, PersonId, Scope, Scoped, VillageId, sees},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "board_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: BoardMemberId,
    pub board_id: BoardId,
    pub person_id: PersonId,
    pub position: BoardPosition,
    pub represents: Represents,
    pub village_id: Option<VillageId>,
    /// Phòng, ban, bộ phận.
    pub department: Option<String>,
    pub choice: Choice,
    pub standing: Standings,
    /// The first day they serve.
    pub recognised_on: Option<NaiveDate>,
    /// The first day they no longer serve; of somebody refused, the day of that.
    pub ended_on: Option<NaiveDate>,
    pub end: Option<MemberEnd>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Bầu, cử.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = BoardMemberChoice)]
pub struct Choice {
    /// The day of the meeting or conference that elected, or of the paper that sent the member.
    #[schema(example = "2025-09-20")]
    pub on: NaiveDate,
    /// When the result came to whoever recognises it: their 5 working days begin.
    #[schema(example = "2025-09-24")]
    pub received_on: NaiveDate,
    /// Households of the village on that day, as counted.
    #[schema(nullable = false, example = 120)]
    pub households: Option<i64>,
    /// Households, or people at the conference, that were there.
    #[schema(nullable = false, example = 101)]
    pub present: Option<u32>,
    /// Of them in favour.
    #[schema(nullable = false, example = 90)]
    pub in_favour: Option<u32>,
}

/// What of a member the law asks about, as found when they were elected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct Standings(pub Vec<Standing>);

/// Thôi làm thành viên.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = BoardMemberEnd)]
pub struct MemberEnd {
    /// Why.
    pub ground: EndGround,
    /// Lý do.
    #[schema(example = "Chuyển nơi cư trú.")]
    pub reason: String,
}

/// Vì sao thôi (Law 10/2022 Art. 36.2, 60.3, 77.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndGround {
    /// Không hoàn thành nhiệm vụ.
    NotFulfilled,
    /// Không còn được tín nhiệm.
    LostTrust,
    /// Xin thôi.
    Resigned,
    /// Không còn đủ tiêu chuẩn.
    NoLongerEligible,
    /// Chuyển đi, qua đời.
    Gone,
    /// Không được công nhận.
    Refused,
    /// Ban kết thúc.
    BoardEnded,
}

impl Model {
    /// Whether they were elected, and neither recognised nor refused.
    pub const fn is_pending(&self) -> bool {
        self.recognised_on.is_none() && self.ended_on.is_none()
    }

    /// When the 5 working days for deciding on their election began: with its result or, in agencies and enterprises, with the end of the conference.
    pub fn decided_since(&self, kind: BoardKind) -> NaiveDate {
        match kind.is_of_a_commune() {
            true => self.choice.received_on,
            false => self.choice.on,
        }
    }

    /// Whether they serve, or are to, on a day.
    pub fn is_on_board(&self, day: NaiveDate) -> bool {
        self.ended_on.is_none_or(|end| day < end)
    }

    /// Whether they serve on a day.
    pub fn serves_on(&self, day: NaiveDate) -> bool {
        self.recognised_on.is_some_and(|from| holds(day, from, self.ended_on))
    }
}

impl Scoped for Entity {
    /// Whoever sees the board; by name they are shown to fewer.
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(sees::<board::Entity>(scope, Column::BoardId))
    }
}
