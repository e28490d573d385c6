//! Recording a new board.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, sea_query::ExprTrait};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    alone::{after_the_last, alike},
    course::Course,
    entity::{BoardState, Column, Entity, Model},
    kind::BoardKind,
    project::entity as project,
    view::{self, InspectionBoard},
};
use crate::{
    access::{Caller, EditBoard, Event, OrganisationId, ProjectId, Tx, fresh},
    calendar::holds,
    document::order::{in_order, out_of_range},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
    organisation::{line, organisation},
    said::in_english,
    territory::{unit, unit_reach},
    text::{self, Text},
};

/// Ban mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "commune_people_inspectorate", "host": "536fe4ab-f100-538c-adde-d78e3d0be4ca", "name": "Ban Thanh tra nhân dân phường Đoàn Kết",
    "term_from": "2025-10-01", "term_to": "2030-10-01"
}))]
pub struct NewInspectionBoard {
    /// Loại Ban. Those of communes are founded by the commune's Front, those of agencies and enterprises by the union, a steering committee by its
    /// People's committee.
    kind: BoardKind,
    /// In whose work it is: the commune's People's committee, the agency, the enterprise; in the reach of your unit.
    host: OrganisationId,
    /// Its name, 1–300 characters.
    #[schema(inline)]
    name: Text<1, 300>,
    /// The first day of its term, not after today; of a supervision board the day it is founded.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-01")]
    term_from: NaiveDate,
    /// The first day after its term: in a commune that of the village heads, in agencies and enterprises two years on (Law 10/2022 Art. 36.2, 60.3,
    /// 77.3). A supervision board has none.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2030-10-01")]
    term_to: Option<NaiveDate>,
    /// Of an agency: how many people work there (Art. 60.1).
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, maximum = 100_000)]
    staff: Option<u32>,
    /// Of a supervision board, and only of one: what it supervises, which your organisation has recorded and which goes on.
    #[serde(default)]
    #[schema(nullable = false)]
    project: Option<ProjectId>,
}

/// Found a board
///
/// Thành lập Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, Ban Chỉ đạo. With it comes the organisation that the board is, which holds
/// posts and owes reports.
#[utoipa::path(tag = "Boards", operation_id = "create_inspection_board", request_body = NewInspectionBoard,
    security(("bearer" = ["board:edit"])),
    responses((status = 201, description = "The board.", body = InspectionBoard),
        (status = 409, description = "`already_exists`: another of the kind is being formed there; `existing_id` names it.", body = ProblemDocument)))]
#[post("/inspection-boards")]
async fn create_inspection_board(caller: Caller<EditBoard>, new: Json<NewInspectionBoard>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = founded(&tx, new.0).await?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/inspection-boards/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn founded(tx: &Tx<EditBoard>, new: NewInspectionBoard) -> Result<Model> {
    let director = tx.lock::<organisation::Entity>(tx.principal().organisation).await?;
    let host = host_of(tx, &director, new.kind, new.host).await?;
    within_days(tx, &new, &host)?;
    fitting(&new)?;
    let project_id = match new.project {
        Some(id) => Some(project(tx, &director, id).await?),
        None => None,
    };
    let row = Model {
        id: fresh(),
        organisation_id: director.id,
        unit_id: host.unit_id,
        origin_unit_id: host.unit_id,
        body_id: fresh(),
        host_id: host.id,
        kind: new.kind,
        name_sort: text::sort_key(new.name.as_str()),
        name: new.name.into_string(),
        state: BoardState::Forming,
        staff: new.staff.map(i64::from),
        term_from: new.term_from,
        term_to: new.term_to,
        project_id,
        course: Course::default(),
        ended_on: None,
        version: 1,
    };
    alone(tx, &director, &row).await?;
    Ok(row)
}

/// 422 unless the caller's organisation founds such boards, and the host is of their kind, lives, and lies in its reach.
async fn host_of(
    tx: &Tx<EditBoard>,
    director: &organisation::Model,
    kind: BoardKind,
    id: OrganisationId,
) -> Result<line::Model> {
    let unit = tx.find::<unit::Entity>().by_id(director.unit_id).await?;
    if !kind.is_directed_by(director.kind, unit.level) {
        return Err(Problem::invalid(
            "/kind",
            "unsuited",
            format!(
                "Ban loại này do Mặt trận cấp xã, công đoàn hoặc Ủy ban nhân dân thành lập, tùy loại ({}).",
                kind.founding()
            ),
            format!(
                "A board of this kind is founded by the commune's Front, the union or the People's committee, as the kind demands ({}).",
                in_english(kind.founding())
            ),
        ));
    }
    let within = line::Column::UnitId.in_subquery(unit_reach::reached_from(director.unit_id));
    let host = tx
        .hold::<line::Entity>(line::Column::Id.eq(id).and(within))
        .await?
        .pop();
    let today = tx.clocks().legal.today();
    let host = host.filter(|host| holds(today, host.valid_from, host.valid_to));
    // A steering committee is its People's committee's own; nobody else watches over themselves.
    let itself = |host: &line::Model| (host.id == director.id) == (kind == BoardKind::SteeringCommittee);
    let host = host.filter(|host| kind.is_hosted_by(host.kind) && itself(host));
    // The commune's own, not one further down.
    let host = host.filter(|host| !kind.is_of_a_commune() || host.unit_id == director.unit_id);
    host.ok_or_else(|| Problem::unknown_reference("/host"))
}

/// 422 for days out of order.
fn within_days(tx: &Tx<EditBoard>, new: &NewInspectionBoard, host: &line::Model) -> Result<()> {
    in_order(
        "/term_from",
        new.term_from,
        Some(host.valid_from),
        tx.clocks().legal.today(),
    )?;
    match new.term_to.is_some_and(|end| end <= new.term_from) {
        true => Err(out_of_range(
            "/term_to",
            "Phải sau ngày bắt đầu.".to_owned(),
            "It must come after the first day.".to_owned(),
        )),
        false => Ok(()),
    }
}

/// 422 for a term or a project where the kind has none, or none where it has one.
fn fitting(new: &NewInspectionBoard) -> Result<()> {
    let supervises = new.kind == BoardKind::CommunityInvestmentSupervision;
    let agency = new.kind == BoardKind::AgencyPeopleInspectorate;
    let steers = new.kind == BoardKind::SteeringCommittee;
    let article = new.kind.founding();
    let unsuited = |pointer: &str, vi: &str, en: &str| {
        let (vi, en) = (format!("{vi} ({article})."), format!("{en} ({}).", in_english(article)));
        Err(Problem::invalid(pointer, "unsuited", vi, en))
    };
    if new.project.is_some() != supervises {
        return unsuited(
            "/project",
            "Nêu dự án của Ban Giám sát đầu tư của cộng đồng, và chỉ của Ban này",
            "Name the project of a supervision board, and only of one",
        );
    }
    if !steers && new.term_to.is_some() == supervises {
        return unsuited(
            "/term_to",
            "Ban Thanh tra nhân dân có nhiệm kỳ; Ban Giám sát đầu tư của cộng đồng kết thúc cùng dự án",
            "An inspectorate has a term; a supervision board ends with its project",
        );
    }
    if new.staff.is_some() != agency {
        return unsuited(
            "/staff",
            "Nêu số người làm việc của cơ quan, đơn vị, và chỉ của Ban ở cơ quan, đơn vị",
            "Tell how many people work in the agency, and only of an agency",
        );
    }
    match new.staff {
        Some(staff) if !(1..=100_000).contains(&staff) => Err(out_of_range(
            "/staff",
            "Từ 1 đến 100000.".to_owned(),
            "1 to 100000.".to_owned(),
        )),
        _ => Ok(()),
    }
}

/// 422 unless it is a project that the director has recorded and that has not ended.
async fn project(tx: &Tx<EditBoard>, director: &organisation::Model, id: ProjectId) -> Result<ProjectId> {
    let own = tx
        .find::<project::Entity>()
        .filter(project::Column::Id.eq(id))
        .filter(project::Column::OrganisationId.eq(director.id));
    let today = tx.clocks().legal.today();
    let open = |project: &project::Model| project.ended_on.is_none_or(|end| today < end);
    match own.one().await?.filter(open) {
        Some(project) => Ok(project.id),
        None => Err(Problem::unknown_reference("/project")),
    }
}

/// 409 while another like it is being formed, by whomever; 422 before the last has ended. The host's row is locked, so that of two at once one is refused.
async fn alone(tx: &Tx<EditBoard>, director: &organisation::Model, row: &Model) -> Result<()> {
    let connection = tx.within_lock::<organisation::Entity>(director);
    let forming = Entity::find()
        .filter(alike(row))
        .filter(Column::State.eq(BoardState::Forming));
    match forming.one(connection).await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other.id)),
        None => after_the_last(row, "/term_from", row.term_from, connection).await,
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(create_inspection_board);
}
