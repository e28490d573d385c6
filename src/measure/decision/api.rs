//! Decisions of the people as the API takes and shows them.

use actix_web::{get, put};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    entity::{
        Column, DecisionCount, DecisionCourse, DecisionForm, DecisionMatter, DecisionProposal, Entity, Model, Undoing,
    },
    initiative::{self, Initiative},
    rules,
};
use crate::{
    access::{
        AttachmentId, Caller, EditMeasure, Level, OrganisationKind, PeopleDecisionId, Permission, ReadMeasure, Tx,
        UnitId, VillageId,
    },
    attachment::attached::AttachedFile,
    calendar::since::LAW_10,
    document::order::out_of_range,
    http::{Answer, Code, Count, IfMatch, Json, Page, Path, Problem, ProblemDocument, Query, Result, amount},
    measure::{
        kept::{Kept, Measure, Shown, get_measure, list_measures, put_measure},
        query::MeasureQuery,
        village::village_in,
    },
    organisation::name::NamedOrganisation,
    territory::{village, village_then::households_on},
    text::Text,
};

/// Quyết định của cộng đồng dân cư.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "matter": "contributions", "form": "meeting", "proposal": "village_head", "village": "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9",
    "title": "Góp làm đường nội bản", "decided_on": "2025-10-05", "present": 60, "in_favour": 58,
    "work": {"total_value": 350_000_000, "people_money": 90_000_000, "state_money": 200_000_000, "labour_days": 240}
}))]
pub struct NewPeopleDecision {
    /// Nội dung.
    matter: DecisionMatter,
    /// Hình thức.
    form: DecisionForm,
    /// Who proposed it.
    proposal: DecisionProposal,
    /// Thôn, tổ dân phố whose households decide; left out, the villages of the commune do, one voice each.
    #[serde(default)]
    #[schema(nullable = false)]
    village: Option<VillageId>,
    /// Tên, 1–500 characters.
    #[schema(inline)]
    title: Text<1, 500>,
    /// The day of the vote, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-05")]
    decided_on: NaiveDate,
    /// Số hộ dự họp, gửi phiếu; of a village alone.
    #[serde(default)]
    #[schema(nullable = false, inline)]
    present: Option<Count<0, 1_000_000>>,
    /// Số hộ, of a commune số thôn, tán thành.
    #[schema(inline)]
    in_favour: Count<0, 1_000_000>,
    /// Sáng kiến của công dân, with a citizen's proposal.
    #[serde(default)]
    #[schema(nullable = false)]
    initiative: Option<Initiative>,
    /// The day what a village has passed was sent to the commune's committee and Front: from the vote on, not after today (Art. 20.3).
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-10-08")]
    sent_on: Option<NaiveDate>,
    /// Công trình có Nhân dân đóng góp, with `contributions`.
    #[serde(default)]
    #[schema(nullable = false)]
    work: Option<NewWork>,
    /// Biên bản, văn bản: files your organisation has uploaded, at most 10.
    #[serde(default)]
    #[schema(max_items = 10)]
    files: Vec<AttachmentId>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    recorded_at: Option<DateTime<Utc>>,
}

/// Công trình, cuộc vận động.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDecisionWork)]
pub struct NewWork {
    /// Tổng giá trị, in đồng: not less than the money below together.
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    total_value: u64,
    /// Nhân dân đóng góp bằng tiền, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    people_money: u64,
    /// Ngân sách nhà nước hỗ trợ, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    state_money: u64,
    /// Ngày công.
    #[serde(default)]
    #[schema(inline)]
    labour_days: Count<0, 10_000_000>,
}

/// Công trình, cuộc vận động.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DecisionWork)]
pub struct Work {
    /// Tổng giá trị, in đồng.
    #[schema(example = 350_000_000)]
    pub total_value: i64,
    /// Nhân dân đóng góp bằng tiền, in đồng.
    #[schema(example = 90_000_000)]
    pub people_money: i64,
    /// Ngân sách nhà nước hỗ trợ, in đồng.
    #[schema(example = 200_000_000)]
    pub state_money: i64,
    /// Ngày công.
    #[schema(example = 240)]
    pub labour_days: i64,
}

/// Quyết định của cộng đồng dân cư.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PeopleDecision {
    /// Its id.
    pub id: PeopleDecisionId,
    /// The committee that keeps the record.
    pub organisation: NamedOrganisation,
    /// The commune.
    pub unit_id: UnitId,
    /// Thôn, tổ dân phố whose households decide.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// Nội dung.
    pub matter: DecisionMatter,
    /// Hình thức.
    pub form: DecisionForm,
    /// Who proposed it.
    pub proposal: DecisionProposal,
    /// Tên.
    #[schema(example = "Góp làm đường nội bản")]
    pub title: String,
    /// The day of the vote.
    #[schema(example = "2025-10-05")]
    pub decided_on: NaiveDate,
    /// Kết quả biểu quyết.
    pub count: DecisionCount,
    /// Được thông qua: with two thirds of all, self-management with more than half (Art. 21.1).
    pub passed: bool,
    /// Sáng kiến của công dân.
    #[schema(nullable = false)]
    pub initiative: Option<Initiative>,
    /// The last day for sending what a village has passed: 5 working days after the vote (Art. 20.3).
    #[schema(nullable = false, example = "2025-10-10")]
    pub send_by: Option<NaiveDate>,
    /// The day it was sent.
    #[schema(nullable = false, example = "2025-10-08")]
    pub sent_on: Option<NaiveDate>,
    /// Công trình có Nhân dân đóng góp.
    #[schema(nullable = false)]
    pub work: Option<Work>,
    /// Biên bản, văn bản.
    pub files: Vec<AttachedFile>,
    /// Bãi bỏ.
    #[schema(nullable = false)]
    pub undone: Option<Undoing>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
}

impl Measure for Entity {
    type New = NewPeopleDecision;
    type View = PeopleDecision;
    const PATH: &'static str = "people-decisions";
    const OWNER: Column = Column::OrganisationId;
    const UNIT: Column = Column::UnitId;
    const DAY: Column = Column::DecidedOn;

    fn origin(row: &Model) -> UnitId {
        row.origin_unit_id
    }

    fn files(row: &Model) -> Vec<AttachedFile> {
        row.course.files.clone()
    }

    fn open(known: &Model) -> Result<()> {
        match known.undone_on.or(known.sent_on) {
            Some(_) => Err(Problem::new(Code::StateForbids)),
            None => Ok(()),
        }
    }

    async fn written<P: Permission>(tx: &Tx<P>, kept: Kept<'_, Self>, new: NewPeopleDecision) -> Result<Model> {
        if kept.keeper.kind != OrganisationKind::PeopleCommittee || kept.unit.level != Level::Commune {
            return Err(Problem::new(Code::StateForbids).detail(
                "Quyết định của cộng đồng dân cư do Ủy ban nhân dân cấp xã ghi.",
                "The commune's committee alone records what its people decide.",
            ));
        }
        // Of a village, its households of that day tell; a commune decides no sooner than it is one.
        let first = match new.village {
            Some(_) => LAW_10,
            None => kept.unit.valid_from.max(LAW_10),
        };
        kept.today.lies("/decided_on", new.decided_on, Some(first))?;
        rules::fitting(new.matter, new.form, new.proposal, new.village.is_some())?;
        // A vote goes by what was counted when it was recorded, whatever is counted since.
        let same = |known: &&Model| (known.village_id, known.decided_on) == (new.village, new.decided_on);
        let known = kept.known.filter(same).map(|known| known.course.count.all);
        let all = match (known, new.village) {
            (Some(all), _) => all,
            (None, Some(village)) => {
                village_in(tx, village, kept.unit.id, new.decided_on).await?;
                households_on(tx, village, new.decided_on, "/decided_on").await?
            }
            (None, None) => villages_on(tx, kept.unit.id, new.decided_on).await?,
        };
        let count = DecisionCount {
            all,
            present: new.present.map(Count::get),
            in_favour: new.in_favour.get(),
        };
        rules::adds_up(&count)?;
        initiative::checked(new.proposal, new.initiative, all, new.decided_on)?;
        let passed = rules::passed(new.matter, &count);
        let is_to_be_sent = passed && new.village.is_some();
        rules::sent(new.sent_on, new.decided_on, is_to_be_sent, &kept.today)?;
        let work = new.work.map(NewWork::checked).transpose()?;
        if work.is_some() && new.matter != DecisionMatter::Contributions {
            return Err(Problem::invalid(
                "/work",
                "unsuited",
                "Công trình chỉ nêu với nội dung đóng góp.",
                "A work goes with contributions alone.",
            ));
        }
        let sums = work.unwrap_or_default();
        Ok(Model {
            id: kept.id,
            organisation_id: kept.keeper.id,
            unit_id: kept.unit.id,
            origin_unit_id: kept.origin_unit_id,
            village_id: new.village,
            matter: new.matter,
            form: new.form,
            title: new.title.into_string(),
            decided_on: new.decided_on,
            passed,
            is_of_a_work: work.is_some(),
            total_value: sums.total_value,
            people_money: sums.people_money,
            state_money: sums.state_money,
            labour_days: sums.labour_days,
            sent_on: new.sent_on,
            undone_on: kept.known.and_then(|known| known.undone_on),
            course: DecisionCourse {
                proposal: new.proposal,
                initiative: new.initiative,
                count,
                send_by: is_to_be_sent.then(|| rules::send_by(new.decided_on, &kept.today.off)),
                files: kept.files(tx, &new.files, "/files").await?,
                undone: kept.known.and_then(|known| known.course.undone.clone()),
            },
            recorded_at: new.recorded_at,
            version: kept.version,
        })
    }

    fn view(row: &Model, shown: &Shown) -> PeopleDecision {
        PeopleDecision {
            id: row.id,
            organisation: shown.name(row.organisation_id),
            unit_id: row.unit_id,
            village_id: row.village_id,
            matter: row.matter,
            form: row.form,
            proposal: row.course.proposal,
            title: row.title.clone(),
            decided_on: row.decided_on,
            count: row.course.count,
            passed: row.passed,
            initiative: row.course.initiative,
            send_by: row.course.send_by,
            sent_on: row.sent_on,
            work: row.is_of_a_work.then_some(Work {
                total_value: row.total_value,
                people_money: row.people_money,
                state_money: row.state_money,
                labour_days: row.labour_days,
            }),
            files: row.course.files.clone(),
            undone: row.course.undone.clone(),
            recorded_at: row.recorded_at,
        }
    }
}

/// Villages of a commune on a day.
async fn villages_on<P: Permission>(tx: &Tx<P>, unit: UnitId, day: NaiveDate) -> Result<i64> {
    let lasting = Condition::any()
        .add(village::Column::ValidTo.is_null())
        .add(village::Column::ValidTo.gt(day));
    let villages = tx
        .find::<village::Entity>()
        .filter(village::Column::UnitId.eq(unit))
        .filter(village::Column::ValidFrom.lte(day))
        .filter(lasting);
    Ok(i64::try_from(villages.count().await?).unwrap_or(i64::MAX))
}

impl NewWork {
    /// 422 for more money than the work is worth.
    fn checked(self) -> Result<Work> {
        let work = Work {
            total_value: amount("/work/total_value", self.total_value)?,
            people_money: amount("/work/people_money", self.people_money)?,
            state_money: amount("/work/state_money", self.state_money)?,
            labour_days: self.labour_days.into(),
        };
        match work.people_money + work.state_money <= work.total_value {
            true => Ok(work),
            false => Err(out_of_range(
                "/work/total_value",
                "Không ít hơn tiền Nhân dân đóng góp và Nhà nước hỗ trợ cộng lại.".to_owned(),
                "Not less than the money of the people and of the state together.".to_owned(),
            )),
        }
    }
}

/// Record a decision of the people
///
/// Ghi quyết định của cộng đồng dân cư under an id of the client's choosing: newly (201), or in place of what was told of it before. Whether it is passed
/// danchu reckons, from all households of the village on that day, or all villages of the commune (Law 10/2022 Art. 21.1).
#[utoipa::path(tag = "Measures", operation_id = "put_people_decision", request_body = NewPeopleDecision,
    params(("id" = PeopleDecisionId, Path, description = "Id of the decision, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c51"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The decision as saved.", body = PeopleDecision),
        (status = 201, description = "The decision, newly recorded.", body = PeopleDecision),
        (status = 409, description = "It was sent or undone and stays as it is, or your organisation is not a commune's committee.", body = ProblemDocument)))]
#[put("/people-decisions/{id}")]
async fn put_people_decision(
    caller: Caller<EditMeasure>,
    id: Path<PeopleDecisionId>,
    if_match: IfMatch,
    new: Json<NewPeopleDecision>,
) -> Result<Answer> {
    put_measure::<_, Entity>(caller, id.0, if_match, new.0).await
}

/// List decisions of the people
///
/// Quyết định của cộng đồng dân cư in scope, the latest first.
#[utoipa::path(tag = "Measures", operation_id = "list_people_decisions", params(MeasureQuery),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "A page of decisions.", body = Page<PeopleDecision>)))]
#[get("/people-decisions")]
async fn list_people_decisions(caller: Caller<ReadMeasure>, query: Query<MeasureQuery>) -> Result<Answer> {
    list_measures::<_, Entity>(&caller, &query.0, Condition::all()).await
}

/// Get a decision of the people
#[utoipa::path(tag = "Measures", operation_id = "get_people_decision", params(PeopleDecisionId),
    security(("bearer" = ["measure:read"])),
    responses((status = 200, description = "The decision.", body = PeopleDecision)))]
#[get("/people-decisions/{id}")]
async fn get_people_decision(caller: Caller<ReadMeasure>, id: Path<PeopleDecisionId>) -> Result<Answer> {
    get_measure::<_, Entity>(&caller, id.0).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_people_decision)
        .service(list_people_decisions)
        .service(get_people_decision);
}
