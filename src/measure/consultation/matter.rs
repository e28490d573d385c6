//! What is consulted on.

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::measure::setting::MeasureSetting;

macro_rules! matters {
    ($($(#[$doc:meta])* $matter:ident $setting:ident $article:literal;)*) => {
        /// Nội dung lấy ý kiến: of the people (Art. 25), of the staff of agencies (Art. 53) and of state enterprises (Art. 71.1).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
        #[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub enum ConsultationMatter {
            $($(#[$doc])* $matter,)*
        }

        impl ConsultationMatter {
            pub const fn setting(self) -> MeasureSetting {
                match self {
                    $(Self::$matter => MeasureSetting::$setting,)*
                }
            }

            pub const fn article(self) -> &'static str {
                match self {
                    $(Self::$matter => $article,)*
                }
            }
        }
    };
}

matters! {
    /// 25.1 Kế hoạch phát triển kinh tế - xã hội, phương án, đề án của cấp xã.
    EconomicPlan Commune "Điều 25.1";
    /// 25.2 Quy hoạch sử dụng đất; quỹ đất của cấp xã.
    LandUse Commune "Điều 25.2";
    /// 25.3 Chủ trương đầu tư, giải phóng mặt bằng, tái định cư.
    InvestmentAndResettlement Commune "Điều 25.3";
    /// 25.4 Đề án về đơn vị hành chính, thôn, tổ dân phố.
    UnitsAndVillages Commune "Điều 25.4";
    /// 25.5 Quyết định hành chính liên quan đến lợi ích cộng đồng.
    CommunityInterest Commune "Điều 25.5";
    /// 25.6 Quy hoạch xây dựng.
    ConstructionPlanning Commune "Điều 25.6";
    /// 25.7 Quy chế thực hiện dân chủ, where it is not recorded as a regulation.
    Regulations Commune "Điều 25.7";
    /// 25.8 Quyết định hành chính xác lập nghĩa vụ, hạn chế quyền, lợi ích của công dân.
    BindingDecision Commune "Điều 25.8";
    /// 25.9 Nội dung khác.
    OtherOfCommunes Commune "Điều 25.9";
    /// 53.1 Giải pháp thực hiện chủ trương, chính sách.
    PolicySolutions Agency "Điều 53.1";
    /// 53.2 Kế hoạch công tác hằng năm.
    YearlyPlan Agency "Điều 53.2";
    /// 53.3 Phong trào thi đua.
    Emulation Agency "Điều 53.3";
    /// 53.4 Báo cáo sơ kết, tổng kết.
    SummaryReports Agency "Điều 53.4";
    /// 53.5 Cải tiến lề lối làm việc; phòng, chống tham nhũng, lãng phí.
    WorkingMethods Agency "Điều 53.5";
    /// 53.6 Tuyển dụng, đào tạo, bổ nhiệm.
    Recruitment Agency "Điều 53.6";
    /// 53.7 Chế độ, chính sách.
    StaffBenefits Agency "Điều 53.7";
    /// 53.8 Quy chế thực hiện dân chủ, where it is not recorded as a regulation.
    AgencyRegulation Agency "Điều 53.8";
    /// 53.9 Quy chế chi tiêu nội bộ.
    SpendingRules Agency "Điều 53.9";
    /// 53.10 Nội quy, quy chế khác.
    InternalRules Agency "Điều 53.10";
    /// 53.11 Nội dung khác.
    OtherOfAgencies Agency "Điều 53.11";
    /// 71.1a Nội quy, quy chế liên quan đến người lao động.
    LabourRules StateEnterprise "Điều 71.1a";
    /// 71.1b Thang lương, bảng lương, định mức.
    Wages StateEnterprise "Điều 71.1b";
    /// 71.1c Điều kiện làm việc, môi trường, phòng cháy; phòng, chống tham nhũng.
    WorkingConditions StateEnterprise "Điều 71.1c";
    /// 71.1d Giải quyết tranh chấp, kỷ luật lao động.
    LabourDisputes StateEnterprise "Điều 71.1d";
    /// 71.1đ Quy chế thực hiện dân chủ của doanh nghiệp, where it is not recorded as a regulation.
    EnterpriseRegulation StateEnterprise "Điều 71.1đ";
    /// 71.1e Nội dung khác.
    OtherOfEnterprises StateEnterprise "Điều 71.1e";
}
