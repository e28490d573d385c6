//! Who leads a board, and members who leave it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::Leading,
    ground::{Held, step},
    kind::{BoardKind, BoardPosition},
    law::BoardLaw,
    member::{EndGround, MemberEnd},
    rules::BoardAction,
    view::InspectionBoard,
};
use crate::{
    access::{BoardId, BoardMemberId, Caller, EditBoard},
    document::order::{out_of_range, out_of_step},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    said::in_english,
    text::Paragraphs,
};

/// More than any board has.
const MOST_DEPUTIES: usize = 10;

/// Trưởng ban, Phó Trưởng ban.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"head": "721f25af-fd59-5707-8657-74b2e83f37ab", "deputies": []}))]
pub struct NewBoardLeaders {
    /// The member elected head.
    head: BoardMemberId,
    /// The members elected deputies, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    deputies: Vec<BoardMemberId>,
    /// The day the board elected them, by default today: not before its members were recognised, nor before the last election.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-20")]
    on: Option<NaiveDate>,
}

/// Thôi làm thành viên.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-20", "ground": "resigned", "reason": "Xin thôi vì lý do sức khỏe."}))]
pub struct NewBoardMemberEnd {
    /// The first day they no longer serve, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-20")]
    on: NaiveDate,
    /// Why; `refused` and `board_ended` come with those decisions alone.
    ground: EndGround,
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Name head and deputies
///
/// Ghi kết quả bầu Trưởng ban, Phó Trưởng ban, by and among those who are recognised; the others are members.
#[utoipa::path(tag = "Boards", operation_id = "name_board_leaders", request_body = NewBoardLeaders,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "The board has ended, or has no members.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/name-leaders")]
async fn name_board_leaders(
    caller: Caller<EditBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardLeaders>,
) -> Result<Answer> {
    step(&caller, id.0, if_match, |held| lead(held, new.0)).await
}

fn lead(held: &mut Held, new: NewBoardLeaders) -> Result<()> {
    BoardAction::NameLeaders.require(&held.board, &held.members)?;
    let today = held.today.day;
    let NewBoardLeaders { head, deputies, on } = new;
    let on = elected_on(held, on)?;
    let serving = |id: &BoardMemberId| {
        held.members
            .iter()
            .any(|member| member.id == *id && member.serves_on(today))
    };
    not_too_many(held.board.kind, deputies.len(), on)?;
    if !serving(&head) {
        return Err(Problem::unknown_reference("/head"));
    }
    for (at, deputy) in deputies.iter().enumerate() {
        let twice = *deputy == head || deputies.iter().take(at).any(|before| before == deputy);
        if twice {
            return Err(Problem::invalid(
                format!("/deputies/{at}"),
                "duplicate",
                "Đã nêu người này.",
                "This member is named already.",
            ));
        }
        if !serving(deputy) {
            return Err(Problem::unknown_reference(format!("/deputies/{at}")));
        }
    }
    for member in held.members.iter_mut().filter(|member| member.ended_on.is_none()) {
        member.position = match member.id {
            id if id == head => BoardPosition::Head,
            id if deputies.contains(&id) => BoardPosition::Deputy,
            _ => BoardPosition::Member,
        };
    }
    let leading = Leading { on, head, deputies };
    let told = &mut held.board.course.leaders;
    if told.last() != Some(&leading) {
        told.push(leading);
    }
    Ok(())
}

/// 422 for more deputies than the decree of the day allows.
fn not_too_many(kind: BoardKind, deputies: usize, on: NaiveDate) -> Result<()> {
    let most = BoardLaw::on(on).and_then(|law| law.deputies_most);
    let most = most
        .filter(|_| kind != BoardKind::SteeringCommittee)
        .unwrap_or(MOST_DEPUTIES);
    match deputies > most {
        false => Ok(()),
        true => Err(out_of_range(
            "/deputies",
            format!("Tối đa {most} ({}).", kind.leaders().deputies),
            format!("At most {most} ({}).", in_english(kind.leaders().deputies)),
        )),
    }
}

/// The day they were elected: 422 before the board was recognised, or elected others.
fn elected_on(held: &Held, on: Option<NaiveDate>) -> Result<NaiveDate> {
    let course = &held.board.course;
    let recognised = course.recognitions.first().map(|first| first.made.on);
    let before = course.leaders.last().map(|last| last.on);
    let on = on.unwrap_or(held.today.day);
    let order = BoardAction::NameLeaders.follows(held.board.kind);
    held.today.follows("/on", on, recognised.max(before), order)?;
    Ok(on)
}

/// Relieve a member
///
/// Cho thôi làm thành viên (Law 10/2022 Art. 36.2, 60.3, 77.3).
#[utoipa::path(tag = "Boards", operation_id = "end_board_member", request_body = NewBoardMemberEnd,
    params(("id" = BoardId, Path, description = "Id of the board."), ("member" = BoardMemberId, Path, description = "Id of the membership."),
        ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "They were relieved before, or the board has ended.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/members/{member}/end")]
async fn end_board_member(
    caller: Caller<EditBoard>,
    path: Path<(BoardId, BoardMemberId)>,
    if_match: IfMatch,
    new: Json<NewBoardMemberEnd>,
) -> Result<Answer> {
    let (board, member) = path.0;
    let end = MemberEnd {
        ground: new.0.ground,
        reason: new.0.reason.into_string(),
    };
    step(&caller, board, if_match, |held| relieve(held, member, new.0.on, end)).await
}

fn relieve(held: &mut Held, id: BoardMemberId, on: NaiveDate, end: MemberEnd) -> Result<()> {
    let member = held.members.iter_mut().find(|member| member.id == id);
    let member = member.ok_or_else(|| Problem::new(Code::NotFound))?;
    if held.board.ended_on.is_some() {
        return Err(out_of_step(BoardAction::EndMember.follows(held.board.kind)));
    }
    if let Some(left_on) = member.ended_on {
        return Err(has_left(left_on, held.board.kind));
    }
    if matches!(end.ground, EndGround::Refused | EndGround::BoardEnded) {
        return Err(Problem::invalid(
            "/ground",
            "unsuited",
            "Căn cứ này đi cùng quyết định không công nhận hoặc kết thúc Ban.",
            "This ground comes with the refusal, or with the end of the board.",
        ));
    }
    let led = |leading: &&Leading| leading.head == id || leading.deputies.contains(&id);
    let led = held.board.course.leaders.iter().rfind(led);
    let since = member.recognised_on.unwrap_or(member.choice.on);
    let since = led.map_or(since, |leading| leading.on.max(since));
    let order = BoardAction::EndMember.follows(held.board.kind);
    held.today.follows("/on", on, Some(since), order)?;
    member.ended_on = Some(on);
    member.end = Some(end);
    Ok(())
}

/// 409 for somebody who has left before, or was refused.
fn has_left(on: NaiveDate, kind: BoardKind) -> Problem {
    let article = kind.founding();
    Problem::new(Code::StateForbids).detail(
        format!("Tư cách thành viên này đã kết thúc từ ngày {on} ({article})."),
        format!("This membership has ended on {on} ({}).", in_english(article)),
    )
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(name_board_leaders).service(end_board_member);
}
