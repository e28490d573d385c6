//! Who owes what, since when and by which article: an amended law is a further row, not an edit.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{Caller, Level, OrganisationKind, ReadDuty},
    board::BoardKind,
    calendar::holds,
    document::regulation::Setting,
    http::{Answer, Problem, Result},
};

/// Nhiệm vụ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DutyCode {
    /// Ủy ban nhân dân cấp xã ban hành quy chế thực hiện dân chủ ở xã.
    CommuneRegulation,
    /// Cơ quan, đơn vị ban hành quy chế thực hiện dân chủ.
    AgencyRegulation,
    /// Doanh nghiệp nhà nước ban hành quy chế thực hiện dân chủ.
    EnterpriseRegulation,
    /// Hội đồng nhân dân cấp huyện, cấp xã ban hành nghị quyết.
    CouncilResolution,
    /// Xã, phường, đặc khu có Ban Thanh tra nhân dân.
    CommuneInspectorate,
}

/// What fulfils a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A democracy regulation of the organisation that is in force.
    Regulation(Setting),
    /// A resolution of the council that is in force.
    Resolution,
    /// A board in its work that is recognised.
    Board(BoardKind),
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

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// Law 10/2022/QH15 has held since 1 July 2023, Resolution 75/NQ-HĐND since 9 December 2024.
const LAW_10: NaiveDate = day(2023, 7, 1);
const RESOLUTION_75: NaiveDate = day(2024, 12, 9);

use OrganisationKind::{PeopleCommittee, PeopleCouncil, ProvincialDepartment, PublicServiceUnit, StateOwnedEnterprise};

const DUTIES: [Duty; 5] = [
    Duty {
        code: DutyCode::CommuneRegulation,
        target: "Nghị quyết 75/NQ-HĐND Điều 3.5",
        article: "Luật 10/2022/QH15 Điều 35.2c",
        name_vi: "Ủy ban nhân dân cấp xã ban hành quy chế thực hiện dân chủ ở xã",
        name_en: "The commune's committee issues the commune's democracy regulation",
        from: LAW_10,
        to: None,
        owed_by: &[PeopleCommittee],
        levels: &[Level::Commune],
        evidence: Evidence::Regulation(Setting::Commune),
    },
    Duty {
        code: DutyCode::AgencyRegulation,
        target: "Nghị quyết 75/NQ-HĐND Điều 3.5",
        article: "Luật 10/2022/QH15 Điều 59.1a",
        name_vi: "Cơ quan, đơn vị ban hành quy chế thực hiện dân chủ",
        name_en: "Agencies and public service units issue their democracy regulation",
        from: LAW_10,
        to: None,
        owed_by: &[PeopleCommittee, ProvincialDepartment, PublicServiceUnit],
        levels: &[],
        evidence: Evidence::Regulation(Setting::Agency),
    },
    Duty {
        code: DutyCode::EnterpriseRegulation,
        target: "Nghị quyết 75/NQ-HĐND Điều 3.5",
        article: "Luật 10/2022/QH15 Điều 81.1a",
        name_vi: "Doanh nghiệp nhà nước ban hành quy chế thực hiện dân chủ",
        name_en: "State enterprises issue their democracy regulation",
        from: LAW_10,
        to: None,
        owed_by: &[StateOwnedEnterprise],
        levels: &[],
        evidence: Evidence::Regulation(Setting::StateEnterprise),
    },
    Duty {
        code: DutyCode::CouncilResolution,
        target: "Nghị quyết 75/NQ-HĐND Điều 3.4",
        article: "Luật 10/2022/QH15 Điều 85.2, 86.1a",
        name_vi: "Hội đồng nhân dân cấp huyện, cấp xã ban hành nghị quyết về biện pháp bảo đảm thực hiện dân chủ",
        name_en: "Councils of districts and communes pass a resolution on measures for democracy",
        from: RESOLUTION_75,
        to: None,
        owed_by: &[PeopleCouncil],
        levels: &[Level::District, Level::Commune],
        evidence: Evidence::Resolution,
    },
    Duty {
        code: DutyCode::CommuneInspectorate,
        target: "Nghị quyết 75/NQ-HĐND Điều 3.1",
        article: "Luật 10/2022/QH15 Điều 36.1",
        name_vi: "Xã, phường, đặc khu có Ban Thanh tra nhân dân",
        name_en: "Every commune has a people's inspectorate",
        from: LAW_10,
        to: None,
        owed_by: &[PeopleCommittee],
        levels: &[Level::Commune],
        evidence: Evidence::Board(BoardKind::CommunePeopleInspectorate),
    },
];

impl Duty {
    /// Those that hold on a day, in their order.
    pub fn on(day: NaiveDate) -> impl Iterator<Item = &'static Self> {
        DUTIES.iter().filter(move |duty| holds(day, duty.from, duty.to))
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
            Evidence::Resolution | Evidence::Board(_) => None,
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
    /// Kinds of organisations that owe it.
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
            owed_by: duty.owed_by.to_vec(),
            levels: duty.levels.to_vec(),
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_duties);
}
