//! What is disclosed, by whom, how and for how long (Law 10/2022 Art. 11–13, 46–48, 64–66): an amended law is a further row, not an edit.

use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{calendar::Holidays, measure::setting::MeasureSetting};

impl MeasureSetting {
    /// The forms the law knows there (Art. 12.1, 47.1, 65.1).
    pub const fn forms(self) -> &'static [DisclosureForm] {
        use DisclosureForm as Form;
        match self {
            Self::Commune => &[
                Form::Posting,
                Form::Portal,
                Form::Loudspeaker,
                Form::VillageHeads,
                Form::Writing,
                Form::Dialogue,
                Form::ReceptionOrPress,
                Form::MassOrganisations,
                Form::SocialNetwork,
                Form::Other,
            ],
            Self::Agency => &[
                Form::Posting,
                Form::Portal,
                Form::StaffConference,
                Form::Writing,
                Form::HeadsOfSections,
                Form::MassOrganisations,
                Form::Other,
            ],
            Self::StateEnterprise => &[
                Form::Posting,
                Form::StaffConference,
                Form::Writing,
                Form::HeadsOfSections,
                Form::MassOrganisations,
                Form::Portal,
                Form::SocialNetwork,
                Form::Other,
            ],
        }
    }

    /// The last day for what arose on a day: 5 working days in communes and agencies (Art. 12.3, 47.2), 15 days in state enterprises (Art. 65.2).
    pub fn due_on(self, arisen_on: NaiveDate, off: &Holidays) -> NaiveDate {
        match self {
            Self::Commune | Self::Agency => off.add_working_days(arisen_on, 5),
            Self::StateEnterprise => {
                let last = arisen_on.checked_add_days(chrono::Days::new(15));
                off.next_working_day_on_or_after(last.unwrap_or(arisen_on))
            }
        }
    }
}

/// Hình thức công khai.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureForm {
    /// Niêm yết.
    Posting,
    /// Cổng, trang thông tin điện tử; hệ thống thông tin nội bộ.
    Portal,
    /// Hệ thống truyền thanh.
    Loudspeaker,
    /// Thông qua Trưởng thôn, Tổ trưởng tổ dân phố.
    VillageHeads,
    /// Gửi văn bản đến công dân, đến toàn thể người lao động.
    Writing,
    /// Hội nghị trao đổi, đối thoại.
    Dialogue,
    /// Tiếp công dân, tiếp xúc cử tri, họp báo, thông cáo báo chí, người phát ngôn.
    ReceptionOrPress,
    /// Hội nghị cán bộ, công chức, viên chức, người lao động; đối thoại, giao ban.
    StaffConference,
    /// Thông qua người phụ trách các bộ phận.
    HeadsOfSections,
    /// Thông báo đến tổ chức đảng, chính trị - xã hội, công đoàn.
    MassOrganisations,
    /// Mạng viễn thông, mạng xã hội.
    SocialNetwork,
    /// Hình thức khác.
    Other,
}

impl DisclosureForm {
    /// As lists name it.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Posting => "Niêm yết",
            Self::Portal => "Đăng tải trên cổng, trang thông tin điện tử",
            Self::Loudspeaker => "Hệ thống truyền thanh",
            Self::VillageHeads => "Thông qua Trưởng thôn, Tổ trưởng tổ dân phố",
            Self::Writing => "Gửi văn bản",
            Self::Dialogue => "Hội nghị trao đổi, đối thoại",
            Self::ReceptionOrPress => "Tiếp công dân, tiếp xúc cử tri, họp báo",
            Self::StaffConference => "Hội nghị cán bộ, công chức, viên chức, người lao động",
            Self::HeadsOfSections => "Thông qua người phụ trách các bộ phận",
            Self::MassOrganisations => "Thông báo đến các tổ chức đoàn thể",
            Self::SocialNetwork => "Mạng viễn thông, mạng xã hội",
            Self::Other => "Hình thức khác",
        }
    }
}

/// How long something stays posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// So many days in a row at least.
    Days(i64),
    /// For as long as it holds.
    Permanent,
    /// The law asks for none.
    Free,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $group:ident $setting:ident $article:literal, $posting:expr, loudspeaker: $loud:expr, list: $list:literal;)*) => {
        /// Nhóm nội dung công khai: the 14 groups of communes (Art. 11), the 12 of agencies (Art. 46), the 8 of state enterprises (Art. 64).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum DisclosureGroup {
            $($(#[$doc])* $group,)*
        }

        impl DisclosureGroup {
            pub const fn setting(self) -> MeasureSetting {
                match self {
                    $(Self::$group => MeasureSetting::$setting,)*
                }
            }

            pub const fn article(self) -> &'static str {
                match self {
                    $(Self::$group => $article,)*
                }
            }

            pub const fn posting(self) -> Posting {
                match self {
                    $(Self::$group => $posting,)*
                }
            }

            /// Days in a row on the loudspeakers, where a commune has any (Art. 13.3).
            pub const fn loudspeaker(self) -> Option<i64> {
                match self {
                    $(Self::$group => $loud,)*
                }
            }

            /// Whether its papers may name people, as lists do (Art. 11.7–11.10), so that nobody but those concerned gets more than title, form and dates.
            pub const fn names_people(self) -> bool {
                match self {
                    $(Self::$group => $list,)*
                }
            }
        }
    };
}

use Posting::{Days, Free, Permanent};

groups! {
    /// 11.1 Kế hoạch phát triển kinh tế - xã hội.
    EconomicPlan Commune "Điều 11.1", Days(30), loudspeaker: None, list: false;
    /// 11.2 Dự toán, quyết toán ngân sách.
    Budget Commune "Điều 11.2", Days(30), loudspeaker: None, list: false;
    /// 11.3 Dự án, công trình; thu hồi đất, quỹ đất.
    ProjectsAndLand Commune "Điều 11.3", Days(30), loudspeaker: None, list: true;
    /// 11.4 Quy chế thực hiện dân chủ; nhiệm vụ, quyền hạn, quy tắc ứng xử.
    RegulationAndConduct Commune "Điều 11.4", Permanent, loudspeaker: None, list: false;
    /// 11.5 Quỹ, khoản đầu tư, tài trợ, đóng góp.
    FundsAndContributions Commune "Điều 11.5", Days(30), loudspeaker: None, list: true;
    /// 11.6 Tài sản công.
    PublicAssets Commune "Điều 11.6", Days(30), loudspeaker: None, list: false;
    /// 11.7 Chính sách hỗ trợ, an sinh xã hội.
    SocialPolicies Commune "Điều 11.7", Days(30), loudspeaker: Some(3), list: true;
    /// 11.8 Hỗ trợ khắc phục thiên tai, dịch bệnh, bệnh hiểm nghèo.
    Relief Commune "Điều 11.8", Days(30), loudspeaker: Some(3), list: true;
    /// 11.9 Gọi nhập ngũ, nghĩa vụ tham gia Công an nhân dân.
    MilitaryService Commune "Điều 11.9", Days(30), loudspeaker: Some(3), list: true;
    /// 11.10 Kết quả thanh tra, kiểm tra, xử lý vi phạm; lấy phiếu tín nhiệm.
    InspectionResults Commune "Điều 11.10", Days(30), loudspeaker: Some(3), list: true;
    /// 11.11 Kế hoạch, kết quả lấy ý kiến Nhân dân.
    ConsultationResults Commune "Điều 11.11", Days(30), loudspeaker: Some(3), list: false;
    /// 11.12 Phí, lệ phí, nghĩa vụ tài chính khác.
    Fees Commune "Điều 11.12", Days(30), loudspeaker: Some(3), list: false;
    /// 11.13 Thủ tục hành chính.
    Procedures Commune "Điều 11.13", Permanent, loudspeaker: None, list: false;
    /// 11.14 Nội dung khác.
    OtherOfCommunes Commune "Điều 11.14", Free, loudspeaker: None, list: true;
    /// 46.1 Chủ trương, chính sách liên quan đến cơ quan, đơn vị.
    Policies Agency "Điều 46.1", Days(20), loudspeaker: None, list: false;
    /// 46.2 Kế hoạch công tác.
    WorkPlans Agency "Điều 46.2", Days(20), loudspeaker: None, list: false;
    /// 46.3 Dự toán, quyết toán ngân sách của cơ quan, đơn vị.
    AgencyBudget Agency "Điều 46.3", Days(20), loudspeaker: None, list: false;
    /// 46.4 Tài sản công của cơ quan, đơn vị.
    AgencyAssets Agency "Điều 46.4", Days(20), loudspeaker: None, list: false;
    /// 46.5 Đầu tư công.
    PublicInvestment Agency "Điều 46.5", Days(20), loudspeaker: None, list: false;
    /// 46.6 Tuyển dụng, bổ nhiệm, đánh giá, khen thưởng, kỷ luật.
    Personnel Agency "Điều 46.6", Days(20), loudspeaker: None, list: true;
    /// 46.7 Kết luận về tiêu cực, tham nhũng; kê khai tài sản.
    Misconduct Agency "Điều 46.7", Days(20), loudspeaker: None, list: true;
    /// 46.8 Kết quả thanh tra, kiểm tra, giải quyết khiếu nại, tố cáo.
    AgencyInspectionResults Agency "Điều 46.8", Days(20), loudspeaker: None, list: true;
    /// 46.9 Nội quy, quy chế, quy tắc ứng xử.
    InternalRules Agency "Điều 46.9", Days(20), loudspeaker: None, list: false;
    /// 46.10 Kết quả tổng hợp, giải trình, tiếp thu ý kiến.
    StaffOpinions Agency "Điều 46.10", Days(20), loudspeaker: None, list: false;
    /// 46.11 Văn bản chỉ đạo, điều hành của cấp trên.
    SuperiorDirectives Agency "Điều 46.11", Days(20), loudspeaker: None, list: false;
    /// 46.12 Nội dung khác.
    OtherOfAgencies Agency "Điều 46.12", Days(20), loudspeaker: None, list: false;
    /// 64.1a Tình hình sản xuất, kinh doanh.
    Business StateEnterprise "Điều 64.1a", Days(20), loudspeaker: None, list: false;
    /// 64.1b Nội quy lao động, thang lương, định mức.
    LabourRules StateEnterprise "Điều 64.1b", Days(20), loudspeaker: None, list: false;
    /// 64.1c Thỏa ước lao động tập thể.
    CollectiveAgreements StateEnterprise "Điều 64.1c", Days(20), loudspeaker: None, list: false;
    /// 64.1d Quỹ khen thưởng, phúc lợi, quỹ do người lao động đóng góp.
    WelfareFunds StateEnterprise "Điều 64.1d", Days(20), loudspeaker: None, list: false;
    /// 64.1đ Kinh phí công đoàn, bảo hiểm.
    UnionAndInsurance StateEnterprise "Điều 64.1đ", Days(20), loudspeaker: None, list: false;
    /// 64.1e Thi đua, khen thưởng, kỷ luật, giải quyết kiến nghị.
    EmulationAndDiscipline StateEnterprise "Điều 64.1e", Days(20), loudspeaker: None, list: true;
    /// 64.1g Quy chế thực hiện dân chủ của doanh nghiệp.
    EnterpriseRegulation StateEnterprise "Điều 64.1g", Days(20), loudspeaker: None, list: false;
    /// 64.1h Nội dung khác.
    OtherOfEnterprises StateEnterprise "Điều 64.1h", Days(20), loudspeaker: None, list: false;
}
