//! Số liệu từ các biện pháp: what an organisation's records answer of the figures A, C, D, E, H and I that reports ask for.

mod counting;
pub mod people;
mod records;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use counting::MeasureValue;
pub use people::Training;
pub use records::{Records, Whose};

/// One of the figures, of the period unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureFigure {
    /// Văn bản chỉ đạo ban hành (A01).
    Directives,
    /// Hội nghị, lớp tuyên truyền, phổ biến, tập huấn (A02).
    Meetings,
    /// Lượt người dự (A03).
    Attendances,
    /// Người phụ trách, tham mưu on the last day (A04).
    PersonsInCharge,
    /// Of these, those trained by then (A05).
    PersonsInChargeTrained,
    /// Thành viên Ban Thanh tra nhân dân đã được bồi dưỡng, on the last day (A06).
    InspectorateTrained,
    /// Thành viên Ban Giám sát đầu tư của cộng đồng đã được bồi dưỡng, on the last day (A07).
    SupervisionTrained,
    /// Trưởng thôn, Trưởng ban công tác Mặt trận, Tổ soạn thảo đã được tập huấn, on the last day (A08).
    VillagePeopleTrained,
    /// Ứng dụng công nghệ thông tin, by the latest record (A09).
    AppliesIt,
    /// Cuộc kiểm tra, giám sát đã tiến hành (A10).
    Inspections,
    /// Tập thể, cá nhân được khen thưởng (A11).
    Commended,
    /// Vi phạm bị xử lý (A12).
    ViolationsHandled,
    /// Nội dung của Điều 11 phải công khai phát sinh trong kỳ (C01).
    ToDisclose,
    /// Nội dung đã công khai trong kỳ (C02), and by which forms (C03–C07).
    Disclosed,
    DisclosedByPosting,
    DisclosedOnPortal,
    DisclosedOnLoudspeakers,
    DisclosedByVillageHeads,
    DisclosedOtherwise,
    /// Of these, those in time (C08).
    DisclosedInTime,
    /// Nội dung của Điều 46 đã công khai (C09).
    DisclosedToStaff,
    /// Nội dung của Điều 64 đã công khai (C10).
    DisclosedToWorkers,
    /// Nội dung Nhân dân bàn và quyết định (D01), and how (D02–D04).
    Decisions,
    DecisionsByMeeting,
    DecisionsByBallot,
    DecisionsOnline,
    /// Được thông qua (D05).
    DecisionsPassed,
    /// Công trình có Nhân dân đóng góp (D06), in đồng (D07–D09) and days of labour (D10).
    Works,
    WorksValue,
    WorksPeopleMoney,
    WorksStateMoney,
    WorksLabourDays,
    /// Trưởng thôn, Tổ trưởng được bầu (D11.1), được cho thôi (D11.2), by the day of recognition.
    HeadsElected,
    HeadsReleased,
    /// Thôn họp toàn thể một lần (D12), hai lần trở lên (D13).
    VillagesMetOnce,
    VillagesMetMore,
    /// Thôn tổ chức hội nghị cuối năm (D14).
    VillageConferences,
    /// Đã tổ chức hội nghị cán bộ, công chức, người lao động (D15, D16) and when (D15.1, D16.1).
    StaffConference,
    StaffConferenceDay,
    /// Kiến nghị tại hội nghị, đã giải quyết (D17).
    StaffPetitions,
    StaffPetitionsResolved,
    /// Đã kiểm tra, đánh giá nghị quyết hội nghị (D18).
    ConferenceReviewed,
    /// Nội dung lấy ý kiến Nhân dân (E01), ý kiến (E02), được tiếp thu (E03), đã giải trình (E04).
    Consultations,
    Opinions,
    OpinionsAccepted,
    ConsultationsExplained,
    /// Hội nghị đối thoại (E05), lượt người dự (E06), ý kiến (E07.1), đã trả lời (E07.2).
    Dialogues,
    DialogueAttendances,
    DialogueOpinions,
    DialogueOpinionsAnswered,
    /// Nội dung lấy ý kiến cán bộ, công chức, người lao động (E08).
    StaffConsultations,
    /// Đối thoại tại nơi làm việc: định kỳ (E09.1), theo yêu cầu (E09.2), khi có vụ việc (E09.3).
    PeriodicDialogues,
    DialoguesOnRequest,
    DialoguesOnACase,
    /// Buổi tiếp công dân (H01).
    CitizenReceptions,
    /// Tự xếp loại of the year (I01).
    SelfRating,
}
