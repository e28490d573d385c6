//! How a board is shown.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::{Course, Project},
    entity::{BoardState, Entity, Model},
    ground::{findings_of, members_of},
    kind::{BoardKind, BoardPosition, Represents, Standing},
    member::{self, Choice, MemberEnd},
    rules::{BoardAction, Finding},
};
use crate::{
    access::{BoardId, BoardMemberId, EditBoard, Look, OrganisationId, PersonId, RecogniseBoard, UnitId, VillageId},
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    person::names_of,
    territory::unit,
};

/// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, Ban Chỉ đạo, in brief.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ListedBoard {
    /// Its id.
    pub id: BoardId,
    /// Loại Ban.
    pub kind: BoardKind,
    /// Its name.
    #[schema(example = "Ban Thanh tra nhân dân phường Đoàn Kết")]
    pub name: String,
    /// The organisation the board itself is.
    pub organisation_id: OrganisationId,
    /// Who directs it, recognises its members and confirms what it recommends.
    pub director: NamedOrganisation,
    /// In whose work it is.
    pub host: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// The unit it arose in, where another answers for it now.
    #[schema(nullable = false)]
    pub origin_unit_id: Option<UnitId>,
    /// How far it has come.
    pub state: BoardState,
    /// The first day of its term.
    #[schema(example = "2025-10-01")]
    pub term_from: NaiveDate,
    /// The first day after its term.
    #[schema(nullable = false, example = "2030-10-01")]
    pub term_to: Option<NaiveDate>,
    /// The first day it no longer exists.
    #[schema(nullable = false, example = "2025-12-31")]
    pub ended_on: Option<NaiveDate>,
}

/// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng, Ban Chỉ đạo.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct InspectionBoard {
    #[serde(flatten)]
    pub board: ListedBoard,
    /// Staff of the agency, as counted when the board was elected.
    #[schema(nullable = false, example = 24)]
    pub staff: Option<i64>,
    /// Chương trình, dự án được giám sát.
    #[schema(nullable = false)]
    pub project: Option<Project>,
    /// What was decided of it, step by step.
    pub course: Course,
    /// Members who serve today.
    pub serving: i64,
    /// Members, past ones included; of agencies and enterprises for those in the house alone.
    pub members: Vec<BoardMember>,
    /// In what it departs from the law, with the articles; what is about a member, for the director alone.
    pub findings: Vec<Finding>,
    /// What you may do next.
    pub allowed_actions: Vec<BoardAction>,
}

/// Thành viên Ban.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct BoardMember {
    /// Id of the membership.
    pub id: BoardMemberId,
    /// Who it is.
    pub person_id: PersonId,
    /// Họ và tên; empty once what is personal was erased.
    #[schema(example = "Lò Văn Ín")]
    pub name: String,
    /// Chức danh trong Ban.
    pub position: BoardPosition,
    /// Đại diện cho ai.
    pub represents: Represents,
    /// Thôn, tổ dân phố.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// Phòng, ban, bộ phận.
    #[schema(nullable = false, example = "Tổ chuyên môn Khối 4–5")]
    pub department: Option<String>,
    /// How they were elected or sent.
    pub choice: Choice,
    /// What the law asks about and was found to be so; for the director alone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standing: Vec<Standing>,
    /// The first day they serve.
    #[schema(nullable = false, example = "2025-10-09")]
    pub recognised_on: Option<NaiveDate>,
    /// The first day they no longer serve.
    #[schema(nullable = false, example = "2025-12-20")]
    pub ended_on: Option<NaiveDate>,
    /// Why they serve no longer; for the director alone.
    #[schema(nullable = false)]
    pub end: Option<MemberEnd>,
}

/// Boards with the names of whoever they are of.
pub struct Shown {
    names: Names,
    ended: BTreeMap<UnitId, NaiveDate>,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model]) -> Result<Self> {
        let named = rows.iter().flat_map(|row| [row.organisation_id, row.host_id]);
        let units = unit::Column::Id.is_in(rows.iter().map(|row| row.unit_id));
        let units = look.find::<unit::Entity>().filter(units).all().await?;
        Ok(Self {
            names: Names::of(look, named).await?,
            ended: units
                .iter()
                .filter_map(|unit| Some((unit.id, unit.valid_to?)))
                .collect(),
        })
    }

    pub fn brief(&self, row: &Model) -> ListedBoard {
        ListedBoard {
            id: row.id,
            kind: row.kind,
            name: row.name.clone(),
            organisation_id: row.body_id,
            director: self.names.named(row.organisation_id),
            host: self.names.named(row.host_id),
            unit_id: row.unit_id,
            origin_unit_id: Some(row.origin_unit_id).filter(|origin| *origin != row.unit_id),
            state: row.state,
            term_from: row.term_from,
            term_to: row.term_to,
            ended_on: row.ended_on,
        }
    }

    /// What the caller may do next.
    fn actions(&self, look: &impl Look, row: &Model, members: &[member::Model]) -> Vec<BoardAction> {
        let today = look.clocks().legal.today();
        let over = self.ended.get(&row.unit_id).is_some_and(|end| *end <= today);
        let own = look.scope().owns(row.organisation_id) && !over;
        let itself = row.organisation_id == look.scope().organisation;
        let may = |action: &BoardAction| match action {
            BoardAction::AddMembers | BoardAction::NameLeaders | BoardAction::EndMember | BoardAction::Notify => {
                own && look.may::<EditBoard>()
            }
            BoardAction::Recognise | BoardAction::Refuse | BoardAction::DecideFate | BoardAction::Dissolve => {
                own && itself && look.may::<RecogniseBoard>()
            }
        };
        let all = BoardAction::ALL.into_iter();
        all.filter(|action| action.fits(row, members) && may(action)).collect()
    }
}

/// One board with its members, and its `ETag`.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    let all = members_of(look, row.id).await?;
    let mut findings = findings_of(look, row, &all).await?;
    if !look.scope().owns(row.organisation_id) {
        // What is found of somebody is told to the director alone.
        findings.retain(|finding| finding.member_id.is_none());
    }
    let today = look.clocks().legal.today();
    let serving = all.iter().filter(|member| member.serves_on(today)).count();
    let allowed_actions = shown.actions(look, row, &all);
    let members = match row.is_open_to(look.scope()) {
        true => members(look, row, all).await?,
        false => Vec::new(),
    };
    let view = InspectionBoard {
        board: shown.brief(row),
        staff: row.staff,
        project: row.project.clone(),
        course: course(look, row),
        serving: i64::try_from(serving).unwrap_or_default(),
        members,
        findings,
        allowed_actions,
    };
    Answer::record(&view, row.version)
}

/// Why somebody was refused, and what was explained, is told to the director alone.
fn course(look: &impl Look, row: &Model) -> Course {
    let mut course = row.course.clone();
    if !look.scope().owns(row.organisation_id) {
        course.refusals.clear();
        for recognition in &mut course.recognitions {
            recognition.explanation = None;
        }
    }
    course
}

async fn members(look: &impl Look, board: &Model, rows: Vec<member::Model>) -> Result<Vec<BoardMember>> {
    let people = rows.iter().map(|row| row.person_id).collect::<Vec<_>>();
    let names = names_of(&people, look.beside::<Entity>(board)).await?;
    let director = look.scope().owns(board.organisation_id);
    let shown = |row: member::Model| BoardMember {
        id: row.id,
        person_id: row.person_id,
        name: names.get(&row.person_id).cloned().unwrap_or_default(),
        position: row.position,
        represents: row.represents,
        village_id: row.village_id,
        department: row.department,
        choice: row.choice,
        standing: if director { row.standing.0 } else { Vec::new() },
        recognised_on: row.recognised_on,
        ended_on: row.ended_on,
        end: row.end.filter(|_| director),
    };
    Ok(rows.into_iter().map(shown).collect())
}
