//! The permission table: who may do what. Default is deny. A permission's name is also the security scope in the
//! OpenAPI document, the action in the event and the key of the access matrix.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Feature, Identity,
    kind::{Capacity, Level, Role},
};
use crate::http::{Code, Problem, Result};

/// A permission as a type: a handler names one, and gets data only under it.
pub trait Permission: 'static {
    const NAME: &'static str;
    const FEATURE: Feature;
}

/// Whose records a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// Records of the caller's own organisation (and of the committee it is mandated by).
    Own,
    /// The rest of the caller's scope.
    Below,
    /// The whole scope.
    Scope,
}

/// Whether a permission changes anything; what has ended may only be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    Read,
    Write,
}

/// One row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = Permission)]
pub struct Rule {
    /// Name of the permission.
    #[schema(example = "submission:review")]
    pub name: &'static str,
    /// What it allows, in Vietnamese.
    pub summary_vi: &'static str,
    /// What it allows, in English.
    pub summary_en: &'static str,
    /// The part of danchu it belongs to.
    pub feature: Feature,
    /// Whether it changes anything.
    pub effect: Effect,
    /// Roles of a post that have it.
    pub roles: Vec<Role>,
    /// Capacities of the organisation that have it.
    pub capacities: Vec<Capacity>,
    /// Levels of the organisation's unit that have it.
    pub levels: Vec<Level>,
    /// Whose records it reaches.
    pub reach: Reach,
}

const ANY_ROLE: &[Role] = &[
    Role::Administrator,
    Role::Officer,
    Role::Leader,
    Role::Overseer,
    Role::Board,
];
const WORKING: &[Role] = &[Role::Officer, Role::Leader, Role::Overseer];
const ANYBODY: &[Capacity] = &[
    Capacity::Committee,
    Capacity::Mandated,
    Capacity::Overseer,
    Capacity::Body,
];
/// Boards themselves too.
const WORKING_OR_BOARD: &[Role] = &[Role::Officer, Role::Leader, Role::Overseer, Role::Board];
/// Whoever directs a board: the Front, a union, and of a steering committee the People's committee.
const DIRECTOR: &[Capacity] = &[Capacity::Committee, Capacity::Overseer, Capacity::Body];
const AUTHORITY: &[Capacity] = &[Capacity::Committee, Capacity::Mandated];
const COMMITTEE: &[Capacity] = &[Capacity::Committee];
const OVERSEER: &[Capacity] = &[Capacity::Overseer];
/// The Front receives what boards report to it.
const RECEIVER: &[Capacity] = ANYBODY;
const ANY_LEVEL: &[Level] = &[Level::Nation, Level::Province, Level::District, Level::Commune];
const PROVINCE: &[Level] = &[Level::Nation, Level::Province];

macro_rules! permissions {
    ($($type:ident $name:literal $feature:ident $effect:ident, $roles:expr, $capacities:expr, $levels:expr, $reach:ident: $vi:literal / $en:literal;)*) => {
        $(
            #[doc = $vi]
            #[derive(Clone, Copy, Debug)]
            pub struct $type;

            impl Permission for $type {
                const NAME: &'static str = $name;
                const FEATURE: Feature = Feature::$feature;
            }
        )*

        fn rules() -> Vec<Rule> {
            vec![$(Rule {
                name: $name,
                summary_vi: $vi,
                summary_en: $en,
                feature: Feature::$feature,
                effect: Effect::$effect,
                roles: $roles.to_vec(),
                capacities: $capacities.to_vec(),
                levels: $levels.to_vec(),
                reach: Reach::$reach,
            }),*]
        }
    };
}

permissions! {
    UseOwnAccount "me:use" Account Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Own: "Xem và giữ an toàn tài khoản của mình" / "See and look after one's own account";
    ReadAccount "account:read" Account Read, [Role::Administrator], ANYBODY, ANY_LEVEL, Scope: "Xem tài khoản trong phạm vi" / "Read the accounts in scope";
    ManageAccount "account:manage" Account Write, [Role::Administrator], ANYBODY, ANY_LEVEL, Scope: "Tạo, tạm khóa, mở lại tài khoản; giao và kết thúc chức danh" / "Create, suspend and reinstate accounts, grant and end posts";
    ReadDelegation "delegation:read" Account Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem ủy quyền trong phạm vi" / "Read the delegations in scope";
    Delegate "delegation:give" Account Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Ủy quyền cho đồng nghiệp và kết thúc ủy quyền" / "Delegate one's permissions to a colleague, and end that";
    ReadTerritory "territory:read" Territory Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem đơn vị hành chính" / "Read administrative units";
    ReadVillage "village:read" Territory Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem thôn, bản, tổ dân phố" / "Read villages";
    EditVillage "village:edit" Territory Write, [Role::Officer, Role::Leader], COMMITTEE, [Level::Commune], Own: "Ghi thôn, bản, tổ dân phố của xã" / "Record the commune's villages";
    ReadReorganisation "reorganisation:read" Territory Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem việc sắp xếp đơn vị hành chính" / "Read reorganisations";
    EditReorganisation "reorganisation:edit" Territory Write, [Role::Officer, Role::Leader], COMMITTEE, PROVINCE, Own: "Soạn và chạy thử việc sắp xếp đơn vị hành chính" / "Draft and rehearse reorganisations";
    ApplyReorganisation "reorganisation:apply" Territory Write, [Role::Leader], COMMITTEE, PROVINCE, Own: "Thực hiện việc sắp xếp đơn vị hành chính" / "Carry out a reorganisation";
    ReadOrganisation "organisation:read" Organisation Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem cơ quan, tổ chức trong phạm vi" / "Read the organisations in scope";
    EditOrganisation "organisation:edit" Organisation Write, [Role::Officer, Role::Leader], AUTHORITY, ANY_LEVEL, Scope: "Ghi và sửa cơ quan, tổ chức trong phạm vi" / "Record and change the organisations in scope";
    CloseOrganisation "organisation:close" Organisation Write, [Role::Leader], AUTHORITY, ANY_LEVEL, Below: "Kết thúc hoạt động của cơ quan, tổ chức" / "Close an organisation";
    GrantMandate "mandate:grant" Organisation Write, [Role::Leader], COMMITTEE, ANY_LEVEL, Scope: "Giao và kết thúc nhiệm vụ tham mưu" / "Give and end mandates";
    ReadCalendar "calendar:read" Reporting Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem ngày nghỉ, ngày làm bù" / "Read the days off and days worked instead";
    EditCalendar "calendar:edit" Reporting Write, [Role::Administrator, Role::Leader], AUTHORITY, [Level::Province], Own: "Ghi và rút ngày nghỉ, ngày làm bù của tỉnh" / "Record and withdraw the province's days off and days worked instead";
    ReadTemplate "template:read" Reporting Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem mẫu báo cáo" / "Read report templates";
    EditTemplate "template:edit" Reporting Write, [Role::Officer, Role::Leader], AUTHORITY, PROVINCE, Own: "Soạn và sửa mẫu báo cáo" / "Draft report templates";
    PublishTemplate "template:publish" Reporting Write, [Role::Leader], AUTHORITY, PROVINCE, Own: "Ban hành và thôi dùng mẫu báo cáo" / "Publish and retire report templates";
    ReadRound "round:read" Reporting Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem đợt báo cáo" / "Read reporting rounds";
    OpenRound "round:open" Reporting Write, [Role::Leader], AUTHORITY, PROVINCE, Own: "Mở đợt báo cáo" / "Open a reporting round";
    CloseRound "round:close" Reporting Write, [Role::Leader], AUTHORITY, PROVINCE, Own: "Đóng và mở lại đợt báo cáo" / "Close a reporting round, and open it again";
    ReadObligation "obligation:read" Reporting Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem nghĩa vụ báo cáo trong phạm vi" / "Read the report obligations in scope";
    ExtendObligation "obligation:extend" Reporting Write, [Role::Leader], RECEIVER, ANY_LEVEL, Below: "Gia hạn báo cáo phải nhận" / "Extend the deadline of a report to be received";
    WaiveObligation "obligation:waive" Reporting Write, [Role::Leader], RECEIVER, ANY_LEVEL, Below: "Miễn và bỏ miễn báo cáo phải nhận" / "Waive a report to be received, and take that back";
    ReceiveObligation "obligation:receive" Reporting Write, [Role::Leader], RECEIVER, ANY_LEVEL, Below: "Ghi nhận báo cáo nhận bằng cách khác" / "Record that a report came on another way";
    ReadSubmission "submission:read" Reporting Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem báo cáo trong phạm vi" / "Read the reports in scope";
    EditSubmission "submission:edit" Reporting Write, [Role::Officer], ANYBODY, ANY_LEVEL, Own: "Soạn báo cáo của cơ quan mình" / "Draft one's own organisation's report";
    SubmitSubmission "submission:submit" Reporting Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Ký và gửi báo cáo của cơ quan mình" / "Sign and submit one's own organisation's report";
    ExamineSubmission "submission:examine" Reporting Write, [Role::Officer], RECEIVER, ANY_LEVEL, Below: "Thẩm tra báo cáo đã nhận" / "Examine a received report";
    ReviewSubmission "submission:review" Reporting Write, [Role::Leader], RECEIVER, ANY_LEVEL, Below: "Tiếp nhận hoặc trả lại báo cáo đã nhận" / "Accept or return a received report";
    RegisterSubmission "submission:register" Reporting Write, [Role::Officer, Role::Leader], ANYBODY, ANY_LEVEL, Own: "Ghi số, ngày, bản ký phát hành của báo cáo" / "Record the number, date and signed copy a report was issued under";
    ReadAttachment "attachment:read" Reporting Read, WORKING_OR_BOARD, ANYBODY, ANY_LEVEL, Scope: "Xem tệp cơ quan mình đã tải lên" / "Read the files one's own organisation has uploaded";
    PublishFile "file:publish" Measure Write, [Role::Leader], [Capacity::Committee, Capacity::Overseer], ANY_LEVEL, Own: "Công khai, thôi công khai từng tệp của văn bản, nội dung công khai" / "Make single files of what is public public too, and take them back";
    EditAttachment "attachment:edit" Reporting Write, [Role::Officer, Role::Leader, Role::Board], ANYBODY, ANY_LEVEL, Own: "Tải tệp lên" / "Upload files";
    ReadFilling "filling:read" Reporting Read, ANY_ROLE, ANYBODY, ANY_LEVEL, Scope: "Xem việc nhập thay báo cáo" / "Read who drafts reports for whom";
    GiveFilling "filling:give" Reporting Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Giao và kết thúc việc nhập thay báo cáo của cơ quan mình" / "Let another organisation draft one's own reports, and end that";
    ReadConsolidation "consolidation:read" Reporting Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem báo cáo tổng hợp" / "Read consolidated reports";
    EditConsolidation "consolidation:edit" Reporting Write, [Role::Officer], AUTHORITY, ANY_LEVEL, Own: "Lập báo cáo tổng hợp" / "Write the committee's consolidated report";
    SignConsolidation "consolidation:sign" Reporting Write, [Role::Leader], COMMITTEE, ANY_LEVEL, Own: "Ký, gửi báo cáo tổng hợp" / "Sign the committee's consolidated report and send it up";
    ReviewConsolidation "consolidation:review" Reporting Write, [Role::Leader], AUTHORITY, ANY_LEVEL, Below: "Tiếp nhận hoặc trả lại báo cáo tổng hợp của cấp dưới" / "Accept or return a consolidated report from below";
    RegisterConsolidation "consolidation:register" Reporting Write, [Role::Officer, Role::Leader], AUTHORITY, ANY_LEVEL, Own: "Ghi số, ngày, bản ký phát hành của báo cáo tổng hợp" / "Record the number, date and signed copy a consolidation was issued under";
    PublishConsolidation "consolidation:publish" Reporting Write, [Role::Leader], COMMITTEE, ANY_LEVEL, Own: "Công bố báo cáo tổng hợp" / "Publish the committee's consolidated report";
    ReadRegulation "regulation:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem quy chế thực hiện dân chủ trong phạm vi" / "Read the democracy regulations in scope";
    EditRegulation "regulation:edit" Document Write, [Role::Officer], ANYBODY, ANY_LEVEL, Own: "Soạn, lấy ý kiến, rà soát quy chế của cơ quan mình" / "Draft, consult on and review one's own organisation's regulation";
    IssueRegulation "regulation:issue" Document Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Ban hành, bãi bỏ quy chế của cơ quan mình" / "Issue and repeal one's own organisation's regulation";
    ReadConvention "convention:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem hương ước, quy ước trong phạm vi" / "Read the village conventions in scope";
    EditConvention "convention:edit" Document Write, [Role::Officer], AUTHORITY, [Level::Commune], Own: "Ghi quá trình hương ước, quy ước của các thôn trong xã" / "Record the course of the conventions of the commune's villages";
    RecogniseConvention "convention:recognise" Document Write, [Role::Leader], COMMITTEE, [Level::Commune], Own: "Công nhận, không công nhận, tạm ngừng, bãi bỏ hương ước, quy ước" / "Recognise, refuse, suspend and annul village conventions";
    ReadResolution "resolution:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem nghị quyết của Hội đồng nhân dân trong phạm vi" / "Read the council resolutions in scope";
    EditResolution "resolution:edit" Document Write, [Role::Officer], OVERSEER, ANY_LEVEL, Own: "Ghi tờ trình, thẩm tra nghị quyết của Hội đồng nhân dân" / "Record the proposal and examination of the council's resolutions";
    AdoptResolution "resolution:adopt" Document Write, [Role::Leader], OVERSEER, ANY_LEVEL, Own: "Thông qua, không thông qua, bãi bỏ nghị quyết của Hội đồng nhân dân" / "Adopt, reject and repeal the council's resolutions";
    ReadDocument "document:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Tìm văn bản trong phạm vi" / "Search the documents in scope";
    RemarkDocument "document:remark" Document Write, [Role::Officer, Role::Leader, Role::Overseer], OVERSEER, ANY_LEVEL, Own: "Góp ý văn bản của cơ quan khác" / "Remark on the documents of others";
    ReadPerson "person:read" Person Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem người được bầu, cử, giao nhiệm vụ" / "Read the people who were elected or appointed";
    EditPerson "person:edit" Person Write, [Role::Officer], ANYBODY, ANY_LEVEL, Own: "Ghi người và chức danh của họ" / "Record people and what they are appointed to";
    RevealPerson "person:reveal" Person Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Xem dân tộc, số định danh, có lý do" / "See ethnicity and identifiers, for a reason";
    ErasePerson "person:erase" Person Write, [Role::Leader], ANYBODY, ANY_LEVEL, Own: "Xóa dữ liệu cá nhân" / "Erase what is personal";
    ReadElection "election:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem việc bầu, cho thôi Trưởng thôn trong phạm vi" / "Read the elections of village heads in scope";
    EditElection "election:edit" Document Write, [Role::Officer], AUTHORITY, [Level::Commune], Own: "Ghi quá trình bầu, cho thôi Trưởng thôn trong xã" / "Record the elections of the commune's village heads";
    RecogniseElection "election:recognise" Document Write, [Role::Leader], COMMITTEE, [Level::Commune], Own: "Công nhận, không công nhận kết quả bầu, cho thôi Trưởng thôn" / "Recognise and refuse elections of village heads";
    CountAppointments "appointment:count" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Đếm người giữ chức danh" / "Count who holds what";
    ReadDuty "duty:read" Document Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem mức độ thực hiện nhiệm vụ trong phạm vi" / "See how far duties are fulfilled in scope";
    ReadBoard "board:read" Board Read, WORKING_OR_BOARD, ANYBODY, ANY_LEVEL, Scope: "Xem các Ban trong phạm vi" / "Read the inspection boards in scope";
    EditBoard "board:edit" Board Write, [Role::Officer], DIRECTOR, ANY_LEVEL, Own: "Ghi Ban do mình chỉ đạo và thành viên của Ban" / "Record the boards one's own organisation directs, and their members";
    RecogniseBoard "board:recognise" Board Write, [Role::Leader], DIRECTOR, ANY_LEVEL, Own: "Công nhận, không công nhận, kết thúc Ban do mình chỉ đạo" / "Recognise, refuse and end the boards one's own organisation directs";
    ReadRecommendation "recommendation:read" Board Read, WORKING_OR_BOARD, ANYBODY, ANY_LEVEL, Scope: "Xem kiến nghị của các Ban trong phạm vi" / "Read the boards' recommendations in scope";
    EditRecommendation "recommendation:edit" Board Write, [Role::Board, Role::Officer], [Capacity::Overseer, Capacity::Body], ANY_LEVEL, Own: "Soạn, gửi, theo dõi kiến nghị của Ban mình; theo dõi kiến nghị của Ban đã kết thúc do mình chỉ đạo" / "Write, send and follow up one's own board's recommendations; follow up those of boards that have ended and one's own organisation directed";
    ConfirmRecommendation "recommendation:confirm" Board Write, [Role::Leader], [Capacity::Overseer, Capacity::Body], ANY_LEVEL, Scope: "Xác nhận, trả lại, đôn đốc kiến nghị của Ban do mình chỉ đạo" / "Confirm, give back and take up recommendations of the boards one's own organisation directs";
    ReceiveRecommendation "recommendation:receive" Board Write, [Role::Officer, Role::Leader], ANYBODY, ANY_LEVEL, Below: "Tiếp nhận kiến nghị của Ban gửi cơ quan mình" / "Receive the recommendations that are for one's own organisation";
    AnswerRecommendation "recommendation:answer" Board Write, [Role::Leader], ANYBODY, ANY_LEVEL, Below: "Trả lời kiến nghị của Ban gửi cơ quan mình" / "Answer the recommendations that are for one's own organisation";
    ReadInspection "inspection:read" Board Read, WORKING_OR_BOARD, ANYBODY, ANY_LEVEL, Scope: "Xem kế hoạch, cuộc kiểm tra của các Ban trong phạm vi" / "Read the boards' plans and inspections in scope";
    EditInspection "inspection:edit" Board Write, [Role::Board], [Capacity::Body], ANY_LEVEL, Own: "Ghi kế hoạch, cuộc kiểm tra của Ban mình" / "Record one's own board's plans and inspections";
    ReadFeedback "feedback:read" Board Read, [Role::Board, Role::Officer, Role::Leader], [Capacity::Overseer, Capacity::Body], ANY_LEVEL, Scope: "Xem phản ánh mà Ban mình, hoặc Ban do mình chỉ đạo, đã tiếp nhận" / "Read the feedback that one's own board, or one that is directed, has received";
    EditFeedback "feedback:edit" Board Write, [Role::Board], [Capacity::Body], ANY_LEVEL, Own: "Ghi phản ánh mà Ban mình tiếp nhận" / "Record the feedback one's own board receives";
    ReadMeasure "measure:read" Measure Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem hoạt động, công khai và các biện pháp khác trong phạm vi" / "Read activities, disclosures and the other measures in scope";
    EditMeasure "measure:edit" Measure Write, [Role::Officer], ANYBODY, ANY_LEVEL, Own: "Ghi hoạt động, công khai và các biện pháp khác của cơ quan mình" / "Record one's own organisation's activities, disclosures and other measures";
    DecideMeasure "measure:decide" Measure Write, [Role::Leader], COMMITTEE, [Level::Commune], Own: "Bãi bỏ quyết định của cộng đồng dân cư" / "Undo decisions of the people";
    ReadCompliance "compliance:read" Measure Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem việc kiểm tra, giám sát thực hiện dân chủ trong phạm vi" / "Read the inspections of how democracy is carried out in scope";
    EditCompliance "compliance:edit" Measure Write, [Role::Officer, Role::Overseer], ANYBODY, ANY_LEVEL, Own: "Ghi việc kiểm tra, giám sát thực hiện dân chủ của cơ quan mình" / "Record one's own organisation's inspections of how democracy is carried out";
    AnswerCompliance "compliance:answer" Measure Write, [Role::Leader], ANYBODY, ANY_LEVEL, Scope: "Trả lời kết luận kiểm tra, giám sát cơ quan mình" / "Answer the inspections of one's own organisation";
    ReadEvaluation "evaluation:read" Measure Read, [Role::Officer, Role::Leader], [Capacity::Committee, Capacity::Mandated, Capacity::Body], ANY_LEVEL, Scope: "Xem đánh giá, xếp loại trong phạm vi" / "Read the evaluations in scope";
    EditEvaluation "evaluation:edit" Measure Write, [Role::Officer], [Capacity::Committee, Capacity::Mandated, Capacity::Body], ANY_LEVEL, Own: "Ghi tự đánh giá, xếp loại của cơ quan mình" / "Record one's own organisation's self-assessment";
    DecideEvaluation "evaluation:decide" Measure Write, [Role::Leader], [Capacity::Committee, Capacity::Mandated, Capacity::Body], ANY_LEVEL, Below: "Quyết định xếp loại cơ quan, tổ chức cấp dưới" / "Decide on the evaluations of those below";
    ReadEvent "event:read" Reporting Read, [Role::Administrator, Role::Officer, Role::Leader], [Capacity::Committee, Capacity::Body], ANY_LEVEL, Scope: "Xem nhật ký trong phạm vi" / "Read the events in scope";
    ReadWorklist "worklist:read" Reporting Read, WORKING_OR_BOARD, ANYBODY, ANY_LEVEL, Own: "Xem việc đang chờ mình" / "See what waits for oneself";
    ReadTotals "totals:read" Reporting Read, WORKING, ANYBODY, ANY_LEVEL, Scope: "Xem số liệu tổng hợp và tiến độ" / "Read totals and progress";
}

/// The whole table, as a value handed to the app.
#[derive(Clone, Debug)]
pub struct PermissionTable(BTreeMap<&'static str, Rule>);

impl Default for PermissionTable {
    fn default() -> Self {
        Self(rules().into_iter().map(|rule| (rule.name, rule)).collect())
    }
}

impl PermissionTable {
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.0.values()
    }

    pub fn rule(&self, name: &str) -> Option<&Rule> {
        self.0.get(name)
    }

    /// For tests that prove an entry matters.
    pub fn rule_mut(&mut self, name: &str) -> Option<&mut Rule> {
        self.0.get_mut(name)
    }

    /// Whether `identity` holds the permission at all, and whose records it then reaches; 403 when not.
    pub fn allow<P: Permission>(&self, identity: &Identity) -> Result<Reach> {
        let rule = self
            .0
            .get(P::NAME)
            .ok_or_else(|| Problem::internal("a permission without a rule"))?;
        match rule.decide(identity) {
            Decision::Allowed => Ok(rule.reach),
            Decision::Denied => Err(Problem::new(Code::Forbidden)),
            Decision::Ended => Err(Problem::new(Code::ReadOnlyHistory)),
            Decision::PasswordFirst => Err(Problem::new(Code::Forbidden).detail(
                "Mật khẩu đang dùng là mật khẩu một lần. Hãy đổi mật khẩu tại POST /api/v1/auth/password trước.",
                "A one-time password is in use. Choose your own with POST /api/v1/auth/password first.",
            )),
        }
    }
}

/// What the table says of a caller before any record is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Allowed,
    Denied,
    /// The caller's organisation has ended: it reads its history and changes nothing.
    Ended,
    /// The caller's password is one somebody else knows.
    PasswordFirst,
}

impl Rule {
    /// Whether a role of the caller's post has it.
    pub fn is_of_role(&self, identity: &Identity) -> bool {
        identity.roles.iter().any(|role| self.roles.contains(role))
    }

    /// Whether the caller holds it by its own post.
    pub fn is_held_by(&self, identity: &Identity) -> bool {
        self.is_of_role(identity) && self.decide(identity) == Decision::Allowed
    }

    pub fn decide(&self, identity: &Identity) -> Decision {
        let role = self.is_of_role(identity) || identity.delegation(self.name).is_some();
        let capacity = self.capacities.contains(&identity.capacity(self.feature));
        let level = self.levels.contains(&identity.level_in(self.feature));
        let password_first = identity.must_change_password && self.name != UseOwnAccount::NAME;
        match (role && capacity && level, self.effect, identity.ended) {
            (false, ..) => Decision::Denied,
            (true, ..) if password_first => Decision::PasswordFirst,
            (true, Effect::Write, true) => Decision::Ended,
            (true, ..) => Decision::Allowed,
        }
    }
}
