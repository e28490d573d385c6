//! How a board is shown.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, FromQueryResult};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::Course,
    entity::{BoardState, Entity, Model},
    ground::{findings_of, findings_of_all, members_named},
    kind::{BoardKind, BoardPosition, Represents, Standing},
    listed::{BoardRow, MemberRow},
    member::{self, Choice, MemberEnd},
    project::entity::{self as project, Funding},
    recommendation::entity::{self as recommendation, RecommendationKind, RecommendationState},
    rules::{BoardAction, Finding},
};
use crate::{
    access::{
        BoardId, BoardMemberId, EditBoard, Gather, Look, OrganisationId, PersonId, ProjectId, RecogniseBoard,
        RecommendationId, UnitId, VillageId,
    },
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    territory::unit_end::UnitEnds,
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
    pub project: Option<SupervisedProject>,
    /// What was decided of it, step by step.
    pub course: Course,
    /// Members who serve today.
    pub serving: i64,
    /// Members, past ones included; of agencies and enterprises for those in the house alone.
    pub members: Vec<BoardMember>,
    /// In what it departs from the law, with the articles; what is about a member, for the director alone.
    pub findings: Vec<Finding>,
    /// What it has recommended and is not closed, the first begun first.
    pub recommendations: Vec<OpenRecommendation>,
    /// What you may do next.
    pub allowed_actions: Vec<BoardAction>,
}

/// Chương trình, dự án được giám sát, in brief.
#[serde_with::skip_serializing_none]
#[derive(Serialize, FromQueryResult, ToSchema)]
pub struct SupervisedProject {
    /// Its id.
    pub id: ProjectId,
    /// Tên chương trình, dự án.
    #[schema(example = "Nâng cấp đường bản Nà Khằm – Nà Đông")]
    pub name: String,
    /// Nguồn vốn.
    pub funding: Funding,
    /// Chủ chương trình, chủ đầu tư.
    #[schema(example = "Ban quản lý dự án khu vực Lai Châu")]
    pub investor: String,
    /// Tổng mức đầu tư, in đồng.
    #[schema(nullable = false, example = 4_500_000_000_i64)]
    pub cost: Option<i64>,
}

/// Kiến nghị chưa kết thúc, in brief.
#[serde_with::skip_serializing_none]
#[derive(Serialize, FromQueryResult, ToSchema)]
pub struct OpenRecommendation {
    /// Its id.
    pub id: RecommendationId,
    /// Kiến nghị về việc gì.
    pub kind: RecommendationKind,
    /// Tên.
    #[schema(example = "Khắc phục đoạn đường sụt lún ở bản Nà Khằm")]
    pub title: String,
    /// How far it has come.
    pub state: RecommendationState,
    /// When it was sent.
    #[schema(nullable = false, example = "2025-12-14")]
    pub sent_on: Option<NaiveDate>,
    /// The last day for the answer, once it was received and where there is one.
    #[schema(nullable = false, example = "2025-12-30")]
    pub due_on: Option<NaiveDate>,
    /// When it was answered.
    #[schema(nullable = false, example = "2025-12-20")]
    pub answered_on: Option<NaiveDate>,
}

/// Thành viên Ban.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct BoardMember {
    /// Id of the membership.
    pub id: BoardMemberId,
    /// Who it is.
    pub person_id: PersonId,
    /// Họ và tên; "—" once what is personal was erased.
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

/// Boards with what is shown beside them: the names of whoever they are of, and until when their units exist.
pub struct Shown {
    names: Names,
    ends: UnitEnds,
}

impl Shown {
    pub async fn of(look: &impl Look, rows: &[&Model]) -> Result<Self> {
        let named = rows.iter().flat_map(|row| [row.organisation_id, row.host_id]);
        Ok(Self {
            names: Names::of(look, named).await?,
            ends: UnitEnds::of(look, rows.iter().map(|row| row.unit_id)).await?,
        })
    }

    /// Those that were read with the boards.
    pub fn listed<'r>(rows: impl IntoIterator<Item = &'r BoardRow> + Clone) -> Self {
        let both = |board: &BoardRow| {
            let (director, host) = (board.row.organisation_id, board.row.host_id);
            [(director, board.director.clone()), (host, board.host.clone())]
        };
        let ends = rows.clone().into_iter();
        let ends = ends.map(|board| (board.row.unit_id, board.unit_ended_on));
        Self {
            ends: ends.collect(),
            names: Names::known(rows.into_iter().flat_map(both)),
        }
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
}

/// What the caller may do next.
fn actions(look: &impl Look, row: &Model, members: &[member::Model], shown: &Shown) -> Vec<BoardAction> {
    if !look.scope().owns(row.organisation_id) || shown.ends.is_over(row.unit_id, look.clocks().legal.today()) {
        return Vec::new();
    }
    let itself = row.organisation_id == look.scope().organisation;
    let may = |action: &BoardAction| match action {
        BoardAction::AddMembers
        | BoardAction::NameLeaders
        | BoardAction::EndMember
        | BoardAction::Notify
        | BoardAction::RecordSupport => look.may::<EditBoard>(),
        BoardAction::Recognise | BoardAction::Refuse | BoardAction::DecideFate | BoardAction::Dissolve => {
            itself && look.may::<RecogniseBoard>()
        }
    };
    let all = BoardAction::ALL.into_iter();
    all.filter(|action| action.fits(row, members) && may(action)).collect()
}

/// One board with its members and what it has recommended, and its `ETag`: by the same number of statements, however many there are.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let shown = Shown::of(look, &[row]).await?;
    let members = members_named(row.id, look.beside::<Entity>(row)).await?;
    answer_with(look, row, members, &shown).await
}

/// As [`answer`], with the members and the names known.
pub async fn answer_with(
    look: &impl Look,
    row: &Model,
    members_named: Vec<MemberRow>,
    shown: &Shown,
) -> Result<Answer> {
    let members_named = members_named.into_iter().map(|member| (member.row, member.name));
    let (all, names): (Vec<member::Model>, Vec<String>) = members_named.unzip();
    let today = look.clocks().legal.today();
    let serving = all.iter().filter(|member| member.serves_on(today)).count();
    let view = InspectionBoard {
        board: shown.brief(row),
        staff: row.staff,
        project: supervised(look, row).await?,
        course: course(look, row),
        serving: i64::try_from(serving).unwrap_or_default(),
        findings: findings(look, row, &all).await?,
        recommendations: recommended(look, row).await?,
        allowed_actions: actions(look, row, &all, shown),
        members: match row.is_open_to(look.scope()) {
            true => members(look, row, all.into_iter().zip(names)),
            false => Vec::new(),
        },
    };
    Answer::record(&view, row.version)
}

/// What is found of somebody is told to the director alone.
async fn findings(look: &impl Look, row: &Model, members: &[member::Model]) -> Result<Vec<Finding>> {
    if look.scope().owns(row.organisation_id) {
        return findings_of(look, row, members).await;
    }
    let mut findings = findings_of_all(look, row, members).await?;
    findings.retain(|finding| finding.member_id.is_none());
    Ok(findings)
}

async fn supervised(look: &impl Look, row: &Model) -> Result<Option<SupervisedProject>> {
    use project::Column;
    let Some(id) = row.project_id else { return Ok(None) };
    let read = Gather::<project::Entity, _>::beside(look.beside::<Entity>(row))
        .columns([
            Column::Id,
            Column::Name,
            Column::Funding,
            Column::Investor,
            Column::Cost,
        ])
        .filter(Column::Id.eq(id));
    Ok(read.all().await?.pop())
}

async fn recommended(look: &impl Look, row: &Model) -> Result<Vec<OpenRecommendation>> {
    use recommendation::Column;
    let open = look.gather::<recommendation::Entity>().columns([
        Column::Id,
        Column::Kind,
        Column::Title,
        Column::State,
        Column::SentOn,
        Column::DueOn,
        Column::AnsweredOn,
    ]);
    let open = open.filter(Column::BoardId.eq(row.id));
    let open = open.filter(Column::State.is_not_in(RecommendationState::OVER));
    open.order_by(Column::BegunOn).order_by(Column::Id).all().await
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

fn members(look: &impl Look, board: &Model, rows: impl Iterator<Item = (member::Model, String)>) -> Vec<BoardMember> {
    let director = look.scope().owns(board.organisation_id);
    let shown = |(row, name): (member::Model, String)| BoardMember {
        id: row.id,
        person_id: row.person_id,
        name,
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
    rows.map(shown).collect()
}
