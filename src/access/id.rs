//! The ids of danchu's records: one type each, so that one cannot be taken for another.

use sea_orm::DeriveValueType;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// An id made by this process: UUIDv7, so that indexes grow at their end. Nothing relies on its order.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes server ids")]
pub fn fresh<T: From<Uuid>>() -> T {
    T::from(Uuid::now_v7())
}

/// An id of somebody's account: UUIDv4, which tells nothing, not even when it was made.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes server ids")]
pub fn fresh_personal<T: From<Uuid>>() -> T {
    T::from(Uuid::new_v4())
}

/// An id that is alike in every installation: UUIDv5 of `name` under danchu's namespace.
pub fn derived<T: From<Uuid>>(name: &str) -> T {
    const DANCHU: Uuid = Uuid::from_u128(0x6f1c_7f0e_8d0b_5f6a_9b1e_6461_6e63_6875);
    T::from(Uuid::new_v5(&DANCHU, name.as_bytes()))
}

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident $example:literal;)*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, DeriveValueType, ToSchema, IntoParams)]
        #[serde(transparent)]
        #[into_params(names("id"), parameter_in = Path)]
        #[schema(value_type = Uuid, example = $example)]
        pub struct $name(
            $(#[$doc])*
            #[param(example = $example)]
            pub Uuid,
        );

        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

// The examples are ids of the demonstration.
id! {
    /// Id of an administrative unit (đơn vị hành chính) from a date on.
    UnitId "cf1f942c-e3a8-5251-8a4b-c5f644ab2785";
    /// Id of a village (thôn, bản, tổ dân phố, khu phố).
    VillageId "ced0420d-491e-5ec6-b3cf-b7c792c4c9c9";
    /// Id of a reorganisation of units (sắp xếp đơn vị hành chính).
    ReorganisationId "b00eb783-c2d4-5720-a3ec-26e6a1d5d539";
    /// Id of an organisation (cơ quan, đơn vị, tổ chức).
    OrganisationId "536fe4ab-f100-538c-adde-d78e3d0be4ca";
    /// Id of a mandate (giao nhiệm vụ tham mưu).
    MandateId "05bee4bd-f374-5036-a5ae-9ef41b7f182b";
    /// Id of a person's account (tài khoản).
    AccountId "517d15a5-2989-57d9-a586-549bbd63e104";
    /// Id of a post (chức danh): what an account may do for one organisation, from–to.
    PostId "70c30c28-f25b-5f28-9aa9-29bcbe655f60";
    /// Id of a delegation (ủy quyền).
    DelegationId "018f5b5e-0000-7000-8000-00000000de1e";
    /// Id of a session (phiên đăng nhập).
    SessionId "0b7f3a52-6c0d-4c5e-9a43-52b7f1a6d9e0";
    /// Id of an event (nhật ký).
    EventId "01a209bd-91ad-7108-9fdb-17f9ed2fb9b8";
    /// Id of a day of the calendar (ngày nghỉ, ngày làm bù).
    CalendarDayId "5ab793c1-b694-5f37-beaf-1df0c94351cc";
    /// Id of a report template version (mẫu báo cáo).
    TemplateId "d5223370-adac-5af8-81bd-1fcd1b952ca5";
    /// Id of a consolidated report (báo cáo tổng hợp).
    ConsolidationId "018f5b5e-0000-7000-8000-00000000c001";
    /// Id of an uploaded file (tệp đính kèm), chosen by the client that uploads it.
    AttachmentId "018f5b5e-0000-7000-8000-0000000f17e1";
    /// Id of a public file.
    PublishedFileId "0b0a3b52-70c5-5d0b-9f3f-6f8f1b5e2a11";
    /// Id of an organisation's leave for another to draft its reports (nhập thay).
    FillingId "018f5b5e-0000-7000-8000-00000000f111";
    /// Id of a document of any kind (văn bản).
    DocumentId "8f30bd29-fe80-5e99-813b-1836bc1b0160";
    /// Id of a democracy regulation (quy chế thực hiện dân chủ).
    RegulationId "8f30bd29-fe80-5e99-813b-1836bc1b0160";
    /// Id of a council's resolution (nghị quyết của Hội đồng nhân dân).
    ResolutionId "e483c7f0-7cc9-5b5b-a7d1-d0de3c28a3ce";
    /// Id of a person (người được bầu, cử, giao nhiệm vụ).
    PersonId "721f25af-fd59-5707-8657-74b2e83f37ab";
    /// Id of an appointment (chức danh được giữ).
    AppointmentId "a4671ffc-6776-577f-b924-95cea816128e";
    /// Id of an election or dismissal of a village head (bầu, cho thôi Trưởng thôn).
    ElectionId "cc8de1f5-7059-506e-9169-3424d5209794";
    /// Id of an inspection board (Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng).
    BoardId "2354b1bc-5069-50ac-a99e-f42b6c254f69";
    /// Id of somebody's membership of a board (thành viên Ban).
    BoardMemberId "018f5b5e-0000-7000-8000-00000000b0a2";
    /// Id of a board's recommendation (kiến nghị của Ban).
    RecommendationId "a6ff230d-6929-5349-b2af-1ded0eb460aa";
    /// Id of a board's plan (kế hoạch của Ban), chosen by the client.
    PlanId "0a9ad8fe-fe9e-5044-b626-afc489650e95";
    /// Id of a programme or project that is supervised (chương trình, dự án thuộc diện giám sát), chosen by the client.
    ProjectId "4d857771-3789-516c-ba81-ae6fe7232511";
    /// Id of a board's inspection (cuộc kiểm tra, giám sát, xác minh), chosen by the client.
    InspectionId "ba33de54-083a-5956-86da-a78c0df552de";
    /// Id of feedback a board has received (phản ánh, kiến nghị), chosen by the client.
    FeedbackId "7f95059a-43cc-5a1d-bfb9-56444ff8ed7b";
    /// Id of a village convention (hương ước, quy ước).
    ConventionId "b9b2e044-3485-5f55-a931-529c06056c0e";
    /// Id of a reporting round (đợt báo cáo).
    RoundId "afa35f8c-f677-55ca-8709-f8ddbcaf5a1f";
    /// Id of a report obligation (nghĩa vụ báo cáo).
    ObligationId "a85e4857-d13c-56d8-abca-00094f37db63";
    /// Id of a report submission (báo cáo), chosen by the client that drafts it.
    SubmissionId "ce3c7bb9-2209-5b3d-83c3-131434d74a63";
    /// Id of an activity (hoạt động).
    ActivityId "c63e40b2-989d-5c08-a364-5060f58af880";
    /// Id of a directive (văn bản chỉ đạo).
    DirectiveId "662d045a-0f75-5eae-a98b-3f7c90fb8a1c";
    /// Id of a record of conditions (điều kiện bảo đảm).
    ConditionId "da89cf49-3adf-5774-b053-d01054c28231";
    /// Id of a disclosure (công khai).
    DisclosureId "0ac556a7-2ad4-590d-82e3-25510b5b290a";
    /// Id of an inspection of how democracy is carried out (kiểm tra, giám sát việc thực hiện dân chủ).
    ComplianceInspectionId "5494ee02-6d76-50c9-b5d1-c7d7dffcd6cd";
    /// Id of a decision of the people (Nhân dân bàn và quyết định).
    PeopleDecisionId "1a70bddd-73af-5bf5-aa60-154111d95a14";
    /// Id of a consultation (lấy ý kiến).
    ConsultationId "d8f8cbdf-83e8-57c4-bf4c-659d17ff5d97";
    /// Id of an evaluation (đánh giá, xếp loại).
    EvaluationId "92a23718-b47d-5152-a33a-efa38874c47a";
    /// Id of a commendation (biểu dương, khen thưởng).
    CommendationId "29142c8e-2a27-58c0-b609-0a19330c93ef";
    /// Id of a violation (vi phạm).
    ViolationId "1b2bb9c7-cb09-5b2e-9804-83f06c1b0d22";
    /// Id of a record of funding (kinh phí).
    FundingId "b9402787-7915-5a29-b079-c7ab65655752";
    /// Id of a remark on a document (ý kiến đối với văn bản).
    DocumentRemarkId "9d8c1a56-4d0b-5c43-8a57-2f0b7f3a6e21";
    /// Id of figures of service (mức độ hài lòng, yêu cầu cung cấp thông tin).
    ServiceFigureId "297c3481-8faa-5d80-ac8e-b3e73fb6f52e";
}
