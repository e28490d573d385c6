//! Recording members who were elected or sent.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::Model,
    ground::{Held, hold, taken},
    kind::{BoardPosition, Represents, Standing},
    member::{self, Choice, Standings},
    rules::BoardAction,
    view::InspectionBoard,
};
use crate::{
    access::{BoardId, Caller, EditBoard, Look, PersonId, VillageId, fresh},
    document::{order::out_of_range, step::Today},
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    person::recorded,
    said::in_english,
    territory::village_then::{households_on, village_of},
    text::Text,
};

/// Members told at once, at most.
const AT_ONCE: usize = 100;
/// Members of a board in all its time, at most.
const MOST_MEMBERS: usize = 500;

/// Thành viên được bầu, cử.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"members": [{
    "person_id": "721f25af-fd59-5707-8657-74b2e83f37ab", "represents": "village", "village_id": "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9",
    "chosen_on": "2025-10-04", "received_on": "2025-10-06", "present": 101, "in_favour": 90
}]}))]
pub struct NewBoardMembers {
    /// Each once.
    #[schema(min_items = 1, max_items = 100)]
    members: Vec<NewBoardMember>,
}

/// Một thành viên.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBoardMember {
    /// Somebody your organisation has recorded.
    person_id: PersonId,
    /// Đại diện cho ai.
    represents: Represents,
    /// Of a village's representative: the village.
    #[serde(default)]
    #[schema(nullable = false)]
    village_id: Option<VillageId>,
    /// Phòng, ban, bộ phận, 1–200 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    department: Option<Text<1, 200>>,
    /// The day of the meeting or conference that elected, or of the paper that sent the member; not after today, nor after the term.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-04")]
    chosen_on: NaiveDate,
    /// When your organisation had the result: its 5 working days begin. An agency's union has it with the conference.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-06")]
    received_on: NaiveDate,
    /// Of an election: households, or people at the conference, that were there.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    present: Option<u32>,
    /// Of an election: how many of them were in favour.
    #[serde(default)]
    #[schema(nullable = false, minimum = 0, maximum = 100_000)]
    in_favour: Option<u32>,
    /// What the law asks about and was found to be so; empty where nothing stands against them.
    #[serde(default)]
    #[schema(max_items = 10)]
    standing: Vec<Standing>,
}

/// Add members
///
/// Ghi thành viên được bầu, cử. They serve once they are recognised; in what they depart from the law is among the `findings`.
#[utoipa::path(tag = "Boards", operation_id = "add_board_members", request_body = NewBoardMembers,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "The board has ended.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/members")]
async fn add_board_members(
    caller: Caller<EditBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardMembers>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let held = hold(&tx, id.0, if_match).await?;
    let added = added(&tx, &held, new.0.members).await?;
    taken(tx, held, |held| {
        held.members.extend(added);
        Ok(())
    })
    .await
}

async fn added(look: &impl Look, held: &Held, new: Vec<NewBoardMember>) -> Result<Vec<member::Model>> {
    BoardAction::AddMembers.require(&held.board, &held.members)?;
    few(new.len(), held.members.len())?;
    let people = new.iter().map(|member| member.person_id);
    let pointer = |at: usize| format!("/members/{at}/person_id");
    recorded(look, held.board.organisation_id, people, pointer).await?;
    let mut added = Vec::with_capacity(new.len());
    for (at, member) in new.into_iter().enumerate() {
        let at = |field: &str| format!("/members/{at}/{field}");
        once(held, &member, at("person_id"))?;
        added.push(elected(look, held, member, at).await?);
    }
    Ok(added)
}

fn few(new: usize, known: usize) -> Result<()> {
    match (1..=AT_ONCE).contains(&new) && known + new <= MOST_MEMBERS {
        true => Ok(()),
        false => Err(out_of_range(
            "/members",
            format!("Từ 1 đến {AT_ONCE} thành viên mỗi lần, {MOST_MEMBERS} thành viên trong suốt thời gian của Ban."),
            format!("1 to {AT_ONCE} members at a time, {MOST_MEMBERS} in all the board's time."),
        )),
    }
}

/// Nobody is twice at once on one board; on two they may be, and a supervision board has members of the inspectorate (Law 10/2022 Art. 41.1).
fn once(held: &Held, new: &NewBoardMember, pointer: String) -> Result<()> {
    let goes_on = |member: &&member::Model| match member.ended_on {
        None => true,
        Some(end) => member.recognised_on.is_some() && new.chosen_on < end,
    };
    let there = held.members.iter().filter(goes_on);
    match there.into_iter().any(|member| member.person_id == new.person_id) {
        false => Ok(()),
        true => Err(Problem::invalid(
            pointer,
            "duplicate",
            "Người này đang, hoặc vào ngày đó đã, là thành viên của Ban.",
            "This person is on the board already, or was on that day.",
        )),
    }
}

async fn elected(
    look: &impl Look,
    held: &Held,
    new: NewBoardMember,
    at: impl Fn(&str) -> String,
) -> Result<member::Model> {
    let board = &held.board;
    suited(board, &new, &at)?;
    in_term(board, &new, &held.today, &at)?;
    let households = match new.village_id {
        Some(village) => Some(in_village(look, board, village, &new, &at).await?),
        None => None,
    };
    counted(&new, households, &at)?;
    let mut standing = new.standing;
    standing.sort_unstable();
    standing.dedup();
    Ok(member::Model {
        id: fresh(),
        board_id: board.id,
        person_id: new.person_id,
        position: BoardPosition::Member,
        represents: new.represents,
        village_id: new.village_id,
        department: new.department.map(Text::into_string),
        choice: Choice {
            on: new.chosen_on,
            received_on: new.received_on,
            households,
            present: new.present,
            in_favour: new.in_favour,
        },
        standing: Standings(standing),
        recognised_on: None,
        ended_on: None,
        end: None,
    })
}

/// 422 for a part that such a board does not have, a village where none is represented, or an election without its counts.
fn suited(board: &Model, new: &NewBoardMember, at: &impl Fn(&str) -> String) -> Result<()> {
    let article = board.kind.founding();
    let unsuited = |field: &str, vi: &str, en: &str| {
        let (vi, en) = (format!("{vi} ({article})."), format!("{en} ({}).", in_english(article)));
        Err(Problem::invalid(at(field), "unsuited", vi, en))
    };
    if !new.represents.suits(board.kind) {
        return unsuited(
            "represents",
            "Ban loại này không có thành viên như vậy",
            "A board of this kind has no such members",
        );
    }
    let of_a_village = new.represents == Represents::Village;
    if new.village_id.is_some() != of_a_village {
        return unsuited(
            "village_id",
            "Nêu thôn, tổ dân phố của đại diện thôn, và chỉ khi đó",
            "Name the village of a village's representative, and only of one",
        );
    }
    let elected = of_a_village || new.represents == Represents::Staff;
    if new.in_favour.is_some() != elected || new.present.is_some() != elected {
        return unsuited(
            "in_favour",
            "Nêu số dự và số tán thành của người được bầu, và chỉ khi đó",
            "Tell how many were there and in favour of whoever was elected, and only then",
        );
    }
    match new.standing.len() > 10 {
        true => Err(Problem::invalid(
            at("standing"),
            "unsuited",
            "Không quá 10.",
            "Not more than 10.",
        )),
        false => Ok(()),
    }
}

/// 422 for days out of order, or after the term.
fn in_term(board: &Model, new: &NewBoardMember, today: &Today, at: &impl Fn(&str) -> String) -> Result<()> {
    let lies = |field: &str, day, first| {
        let pointer = at(field);
        today
            .follows("/chosen_on", day, first, BoardAction::AddMembers.follows(board.kind))
            .map_err(|problem| problem.pointing(&[("/chosen_on", pointer.as_str())]))
    };
    lies("chosen_on", new.chosen_on, None)?;
    lies("received_on", new.received_on, Some(new.chosen_on))?;
    match board.term_to.filter(|end| new.chosen_on >= *end) {
        None => Ok(()),
        Some(end) => Err(Problem::invalid(
            at("chosen_on"),
            "out_of_range",
            format!("Nhiệm kỳ kết thúc ngày {end} ({}).", board.kind.founding()),
            format!("The term ends on {end} ({}).", in_english(board.kind.founding())),
        )),
    }
}

/// Households of the village on the day; 422 where it is none of the commune's, or was not there.
async fn in_village(
    look: &impl Look,
    board: &Model,
    village: VillageId,
    new: &NewBoardMember,
    at: &impl Fn(&str) -> String,
) -> Result<i64> {
    let known = village_of(look, village, &at("village_id")).await?;
    if known.unit_id != board.unit_id {
        return Err(Problem::unknown_reference(at("village_id")));
    }
    if !known.exists_on(new.chosen_on) {
        return Err(Problem::invalid(
            at("chosen_on"),
            "out_of_range",
            "Thôn, tổ dân phố không có vào ngày này.",
            "The village did not exist on that day.",
        ));
    }
    households_on(look, village, new.chosen_on, &at("chosen_on")).await
}

/// 422 for more in favour than were there, or more there than there are.
fn counted(new: &NewBoardMember, households: Option<i64>, at: &impl Fn(&str) -> String) -> Result<()> {
    let (Some(present), Some(in_favour)) = (new.present, new.in_favour) else {
        return Ok(());
    };
    let over = |field: &str, most: i64| {
        Err(Problem::invalid(
            at(field),
            "out_of_range",
            format!("Không quá {most}."),
            format!("Not more than {most}."),
        ))
    };
    match households.filter(|all| i64::from(present) > *all) {
        Some(all) => over("present", all),
        None if in_favour > present => over("in_favour", i64::from(present)),
        None if present > 100_000 => over("present", 100_000),
        None => Ok(()),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(add_board_members);
}
