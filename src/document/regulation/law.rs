//! What the law asks of a regulation, by setting and by the day: an amended law is a further row, not an edit.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::Setting;
use crate::{
    access::{Level, OrganisationKind},
    calendar::{holds, since::LAW_10},
};

/// Hình thức lấy ý kiến.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConsultationForm {
    /// Hội nghị trao đổi, đối thoại (Law Art. 26.1a, 72.3).
    DialogueConference,
    /// Cuộc họp của cộng đồng dân cư (Law Art. 26.1b).
    CommunityMeeting,
    /// Phát phiếu lấy ý kiến (Law Art. 26.1c, 54.3).
    Ballot,
    /// Hòm thư góp ý, đường dây nóng (Law Art. 26.1d, 54.4, 72.4).
    SuggestionBox,
    /// Qua Ban công tác Mặt trận, tổ chức chính trị - xã hội, công đoàn, tổ chức đại diện người lao động (Law Art. 26.1đ, 54.5, 72.2).
    Unions,
    /// Cổng, trang thông tin điện tử, hệ thống thông tin nội bộ (Law Art. 26.1e, 54.4, 72.4).
    Portal,
    /// Mạng viễn thông, mạng xã hội (Law Art. 26.1g).
    SocialNetwork,
    /// Trực tiếp với người đứng đầu, người phụ trách (Law Art. 54.1, 72.1).
    InPerson,
    /// Hội nghị cán bộ, công chức, viên chức, người lao động và cuộc họp khác (Law Art. 54.2).
    StaffConference,
    /// Hình thức khác theo quy chế (Law Art. 54.6, 72.5).
    Other,
}

use ConsultationForm::{
    Ballot, CommunityMeeting, DialogueConference, InPerson, Other, Portal, SocialNetwork, StaffConference,
    SuggestionBox, Unions,
};

/// What is asked of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Consulted {
    pub settings: &'static [Setting],
    /// By the day the regulation is signed; the last is the first day it no longer holds.
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// Calendar days from the day the draft is made known, that day not counted; none where the law sets no time.
    pub least_days: Option<u64>,
    pub forms: &'static [ConsultationForm],
    /// Who is asked, and where the law says so.
    pub article: &'static str,
    /// Where the law says that somebody takes part in drawing it up; none where it does not.
    pub partner: Option<&'static str>,
}

const CONSULTED: [Consulted; 5] = [
    Consulted {
        settings: &[Setting::Commune, Setting::Field],
        from: LAW_10,
        to: None,
        least_days: Some(20),
        forms: &[
            DialogueConference,
            CommunityMeeting,
            Ballot,
            SuggestionBox,
            Unions,
            Portal,
            SocialNetwork,
        ],
        article: "Luật 10/2022/QH15 Điều 25.7, 26.1, 28.2",
        partner: Some("Luật 10/2022/QH15 Điều 35.2c"),
    },
    Consulted {
        settings: &[Setting::Agency],
        from: LAW_10,
        to: None,
        least_days: None,
        forms: &[InPerson, StaffConference, Ballot, SuggestionBox, Portal, Unions, Other],
        article: "Luật 10/2022/QH15 Điều 53.8, 54, 55",
        partner: Some("Luật 10/2022/QH15 Điều 55.2, 59.1a"),
    },
    Consulted {
        settings: &[Setting::StateEnterprise],
        from: LAW_10,
        to: None,
        least_days: None,
        forms: &[InPerson, Unions, DialogueConference, SuggestionBox, Portal, Other],
        article: "Luật 10/2022/QH15 Điều 71.1đ, 72, 74",
        partner: Some("Luật 10/2022/QH15 Điều 74.2, 81.1a"),
    },
    Consulted {
        settings: &[Setting::Workplace],
        from: LAW_10,
        to: None,
        least_days: None,
        forms: &[
            InPerson,
            Unions,
            DialogueConference,
            StaffConference,
            Ballot,
            SuggestionBox,
            Portal,
            Other,
        ],
        article: "Luật 10/2022/QH15 Điều 82; Nghị định 145/2020/NĐ-CP Điều 48",
        partner: Some("Nghị định 145/2020/NĐ-CP Điều 48"),
    },
    Consulted {
        settings: &[Setting::Internal],
        from: LAW_10,
        to: None,
        least_days: None,
        forms: &[
            InPerson,
            StaffConference,
            DialogueConference,
            Ballot,
            SuggestionBox,
            Portal,
            Unions,
            Other,
        ],
        article: "Luật 10/2022/QH15 Điều 53.9, 53.10, 54, 71.1a, 72",
        partner: None,
    },
];

/// What the law asked of a draft on a day; before Law 10/2022 nothing that danchu checks.
pub fn consulted(setting: Setting, day: NaiveDate) -> Option<&'static Consulted> {
    let mut rows = CONSULTED.iter();
    rows.find(|row| row.settings.contains(&setting) && holds(day, row.from, row.to))
}

/// Where the law says that those concerned are asked, as it stands.
pub fn consultation(setting: Setting) -> &'static str {
    let latest = CONSULTED.iter().rfind(|row| row.settings.contains(&setting));
    latest.map_or("Luật 10/2022/QH15", |row| row.article)
}

/// Whether such a body issues a regulation for this setting. As agencies count all that have staff of the state or of an organisation
/// (Law Art. 2.1, 91.2).
pub const fn may_issue(setting: Setting, kind: OrganisationKind, level: Level) -> bool {
    match setting {
        Setting::Commune | Setting::Field => {
            matches!(kind, OrganisationKind::PeopleCommittee) && matches!(level, Level::Commune)
        }
        Setting::StateEnterprise => matches!(kind, OrganisationKind::StateOwnedEnterprise),
        Setting::Workplace => matches!(kind, OrganisationKind::NonStateEmployer),
        Setting::Internal => !matches!(kind, OrganisationKind::InspectionBoard | OrganisationKind::Community),
        Setting::Agency => !matches!(
            kind,
            OrganisationKind::StateOwnedEnterprise
                | OrganisationKind::NonStateEmployer
                | OrganisationKind::InspectionBoard
                | OrganisationKind::Community
        ),
    }
}
