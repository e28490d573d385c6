//! What a duty is: who owes what, since when, by which article, and what fulfils it.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::table::DUTIES;
use crate::{
    access::{Caller, Level, OrganisationKind, ReadDuty},
    board::BoardKind,
    calendar::holds,
    document::regulation::Setting,
    http::{Answer, Problem, Result},
    measure::{activity::ActivityKind, directive::DirectiveSubject, figures::Training},
    person::Position,
};

/// Nhiệm vụ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyCode {
    /// Người phụ trách, tham mưu được bồi dưỡng.
    PersonsInChargeTrained,
    /// Thành viên Ban Thanh tra nhân dân được bồi dưỡng.
    InspectoratesTrained,
    /// Thành viên Ban Giám sát đầu tư của cộng đồng được bồi dưỡng.
    SupervisionTrained,
    /// Trưởng thôn, bản, Tổ trưởng tổ dân phố được tập huấn về hương ước, quy ước.
    VillageHeadsTrained,
    /// Trưởng ban công tác Mặt trận được tập huấn về hương ước, quy ước.
    VillageFrontHeadsTrained,
    /// Tổ soạn thảo hương ước, quy ước được tập huấn.
    DraftingTeamsTrained,
    /// Cơ quan, đơn vị, tổ chức, địa phương tuyên truyền, phổ biến trong năm.
    Dissemination,
    /// Cơ quan, đơn vị, địa phương ứng dụng công nghệ thông tin.
    ItApplication,
    /// Hội đồng nhân dân cấp huyện, cấp xã ban hành nghị quyết.
    CouncilResolution,
    /// Ủy ban nhân dân cấp xã ban hành quy chế thực hiện dân chủ ở xã.
    CommuneRegulation,
    /// Cơ quan, đơn vị ban hành quy chế thực hiện dân chủ.
    AgencyRegulation,
    /// Doanh nghiệp nhà nước ban hành quy chế thực hiện dân chủ.
    EnterpriseRegulation,
    /// Thôn, tổ dân phố có hương ước, quy ước.
    VillageConvention,
    /// Hương ước, quy ước được rà soát trong năm.
    ConventionReview,
    /// Xã, phường, đặc khu có Ban Thanh tra nhân dân.
    CommuneInspectorate,
    /// Ủy ban nhân dân cấp xã đối thoại với Nhân dân trong năm.
    CommuneDialogue,
    /// Thôn, tổ dân phố tổ chức hội nghị cuối năm.
    VillageConference,
    /// Cơ quan, đơn vị tổ chức hội nghị cán bộ, công chức, viên chức, người lao động.
    StaffConference,
    /// Kiểm tra, đánh giá việc thực hiện nghị quyết hội nghị 06 tháng một lần.
    ConferenceReview,
    /// Kế hoạch công khai thông tin trong năm.
    DisclosurePlan,
    /// Danh sách nội dung đã công khai của quý trước được niêm yết.
    DisclosureList,
    /// Kế hoạch tổ chức để Nhân dân bàn, quyết định trong năm.
    DecisionPlan,
    /// Kế hoạch tổ chức lấy ý kiến Nhân dân trong năm, gửi Mặt trận.
    ConsultationPlan,
    /// Báo cáo Hội đồng nhân dân kết quả công khai, bàn và quyết định, lấy ý kiến trong năm, gửi Mặt trận.
    ReportToCouncil,
}

/// What fulfils a duty, and of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A democracy regulation of the organisation that is in force.
    Regulation(Setting),
    /// A resolution of the council that is in force.
    Resolution,
    /// A board in its work that is recognised.
    Board(BoardKind),
    /// An activity of one of these kinds in the year.
    Activity(&'static [ActivityKind]),
    /// A plan on this in the year; one of consultation that was sent to council and Front.
    Planned(DirectiveSubject),
    /// Reports to the council in the year that were sent to the Front, on all that is to be reported.
    ReportedToCouncil,
    /// The list of what was disclosed in the last quarter, in this one.
    QuarterlyList,
    /// The latest record of conditions, with any application of information technology.
    AppliesIt,
    /// The staff conference of the last work year, within three months of its end.
    StaffConference,
    /// A review within six months, by whoever held a conference more than six months ago.
    ConferenceReview,
    /// Of each who holds one of these positions: a training.
    Appointed(&'static [Position], Training),
    /// Of each who serves on a board of these kinds: a training in the practice of democracy.
    Serving(&'static [BoardKind]),
    /// Of each village: a convention in force.
    Convention,
    /// Of each village with a convention: its review in the year, by 18 November (Decree 61/2023 Art. 15.4).
    ConventionReview,
    /// Of each village: its conference in the year.
    VillageConference,
}

/// Who it is of whom a duty is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutySubject {
    /// Cơ quan, đơn vị, tổ chức.
    Organisation,
    /// Người giữ chức danh, thành viên Ban.
    Person,
    /// Thôn, tổ dân phố.
    Village,
}

impl Evidence {
    pub const fn subject(self) -> DutySubject {
        match self {
            Self::Regulation(_)
            | Self::Resolution
            | Self::Board(_)
            | Self::Activity(_)
            | Self::Planned(_)
            | Self::ReportedToCouncil
            | Self::QuarterlyList
            | Self::AppliesIt
            | Self::StaffConference
            | Self::ConferenceReview => DutySubject::Organisation,
            Self::Appointed(..) | Self::Serving(_) => DutySubject::Person,
            Self::Convention | Self::ConventionReview | Self::VillageConference => DutySubject::Village,
        }
    }
}

/// One duty.
#[derive(Clone, Copy, Debug)]
pub struct Duty {
    pub code: DutyCode,
    /// The target it belongs to.
    pub target: &'static str,
    pub article: &'static str,
    pub name_vi: &'static str,
    pub name_en: &'static str,
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub to: Option<NaiveDate>,
    pub owed_by: &'static [OrganisationKind],
    /// At these levels of unit; at all of them where none is named.
    pub levels: &'static [Level],
    pub evidence: Evidence,
}

impl Duty {
    /// Those that hold on a day, in their order.
    pub fn on(day: NaiveDate) -> impl Iterator<Item = &'static Self> {
        DUTIES.iter().filter(move |duty| holds(day, duty.from, duty.to))
    }

    /// The one with a code, whenever it holds.
    pub fn coded(code: DutyCode) -> Option<&'static Self> {
        DUTIES.iter().rev().find(|duty| duty.code == code)
    }

    /// The regulations that an organisation of a kind owes on a day at a level of unit, and since when the law has asked for them.
    pub fn regulations(
        kind: OrganisationKind,
        level: Level,
        day: NaiveDate,
    ) -> impl Iterator<Item = (Setting, NaiveDate)> {
        let owed = move |duty: &&Self| {
            duty.owed_by.contains(&kind) && (duty.levels.is_empty() || duty.levels.contains(&level))
        };
        Self::on(day).filter(owed).filter_map(|duty| match duty.evidence {
            Evidence::Regulation(setting) => Some((setting, duty.from)),
            _ => None,
        })
    }

    /// The one with a code; 422 at the parameter `as_of` where it does not hold on the day.
    pub fn of(code: DutyCode, day: NaiveDate) -> Result<&'static Self> {
        Self::on(day).find(|duty| duty.code == code).ok_or_else(|| {
            Problem::invalid_parameter(
                "as_of",
                "out_of_range",
                "Nhiệm vụ này không áp dụng vào ngày đó.",
                "This duty does not hold on that day.",
            )
        })
    }
}

/// Nhiệm vụ, as the law has it.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct KnownDuty {
    /// Its code.
    pub code: DutyCode,
    /// In Vietnamese.
    #[schema(example = "Ủy ban nhân dân cấp xã ban hành quy chế thực hiện dân chủ ở xã")]
    pub name_vi: &'static str,
    /// In English.
    #[schema(example = "The commune's committee issues the commune's democracy regulation")]
    pub name_en: &'static str,
    /// The target it belongs to.
    #[schema(example = "Nghị quyết 75/NQ-HĐND Điều 3.5")]
    pub target: &'static str,
    /// Điều khoản.
    #[schema(example = "Luật 10/2022/QH15 Điều 35.2c")]
    pub article: &'static str,
    /// The first day it holds.
    #[schema(example = "2023-07-01")]
    pub from: NaiveDate,
    /// The first day it no longer holds.
    #[schema(nullable = false)]
    pub to: Option<NaiveDate>,
    /// Of whom it is counted.
    pub subject: DutySubject,
    /// Kinds of organisations that owe it; empty where it is counted of people or villages.
    pub owed_by: Vec<OrganisationKind>,
    /// Levels of unit at which they do; empty where at all.
    pub levels: Vec<Level>,
}

/// Nhiệm vụ theo Nghị quyết 75 và Luật.
#[derive(Serialize, ToSchema)]
pub struct Duties {
    /// Those that hold today, and those that did.
    pub items: Vec<KnownDuty>,
}

/// List duties
///
/// Danh mục nhiệm vụ: who owes what, by which article and since when.
#[utoipa::path(tag = "Duties", operation_id = "list_duties", security(("bearer" = ["duty:read"])),
    responses((status = 200, description = "All of them.", body = Duties)))]
#[get("/duties")]
async fn list_duties(_caller: Caller<ReadDuty>) -> Result<Answer> {
    let items = DUTIES.iter().map(KnownDuty::from).collect();
    Answer::view(&Duties { items })
}

impl From<&Duty> for KnownDuty {
    fn from(duty: &Duty) -> Self {
        Self {
            code: duty.code,
            name_vi: duty.name_vi,
            name_en: duty.name_en,
            target: duty.target,
            article: duty.article,
            from: duty.from,
            to: duty.to,
            subject: duty.evidence.subject(),
            owed_by: duty.owed_by.to_vec(),
            levels: duty.levels.to_vec(),
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_duties);
}
