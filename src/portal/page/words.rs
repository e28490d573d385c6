//! What the page says, in both languages.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::{
    duty::{Duty, DutyCode},
    http::Language,
};

/// The texts of one language.
pub struct Words {
    pub language: Language,
    pub title: &'static str,
    pub about: &'static str,
    pub as_of: &'static str,
    pub other: &'static str,
    pub skip: &'static str,
    pub targets: &'static str,
    pub targets_about: &'static str,
    pub choose: &'static str,
    pub show: &'static str,
    pub on_the_map: &'static str,
    pub unit: &'static str,
    pub done: &'static str,
    pub share: &'static str,
    pub nobody: &'static str,
    pub few: &'static str,
    pub carried_over: &'static str,
    pub trend: &'static str,
    pub day: &'static str,
    pub all: &'static str,
    pub disclosures: &'static str,
    pub resolutions: &'static str,
    pub conventions: &'static str,
    pub boards: &'static str,
    pub none: &'static str,
    pub more: &'static str,
    pub source: &'static str,
    pub open_data: &'static str,
}

static VIETNAMESE: Words = Words {
    language: Language::Vietnamese,
    title: "Thực hiện dân chủ ở cơ sở",
    about: "Mức độ thực hiện Nghị quyết số 75/NQ-HĐND và Luật Thực hiện dân chủ ở cơ sở, tính từ hồ sơ của các cơ quan, đơn vị.",
    as_of: "Số liệu đến ngày",
    other: "English",
    skip: "Đến nội dung chính",
    targets: "Mục tiêu và nhiệm vụ",
    targets_about: "Số đã thực hiện trên số phải thực hiện. Chọn một nhiệm vụ để xem trên bản đồ và theo tháng.",
    choose: "Nhiệm vụ",
    show: "Xem",
    on_the_map: "Theo đơn vị",
    unit: "Đơn vị",
    done: "Đã thực hiện",
    share: "Tỷ lệ",
    nobody: "không phải thực hiện",
    few: "dưới 5 người, không nêu",
    carried_over: "đang áp dụng văn bản của đơn vị cũ",
    trend: "Diễn biến theo tháng",
    day: "Đến ngày",
    all: "Toàn bộ",
    disclosures: "Nội dung đã công khai",
    resolutions: "Nghị quyết của Hội đồng nhân dân",
    conventions: "Hương ước, quy ước đang thực hiện",
    boards: "Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
    none: "Chưa có.",
    more: "Toàn bộ danh sách (dữ liệu mở)",
    source: "Nguồn: hồ sơ của các cơ quan, đơn vị trên hệ thống danchu; cập nhật mỗi phút. Đơn vị có dưới 5 người: không nêu số đã thực hiện, không tính vào tổng.",
    open_data: "Dữ liệu mở (JSON)",
};

static ENGLISH: Words = Words {
    language: Language::English,
    title: "Grassroots democracy",
    about: "How far Resolution 75/NQ-HĐND and the Law on Grassroots Democracy are carried out, counted from the records of agencies and units.",
    as_of: "As of",
    other: "Tiếng Việt",
    skip: "Skip to the main content",
    targets: "Targets and duties",
    targets_about: "Those who have done it, of those who owe it. Choose a duty to see it on the map and by month.",
    choose: "Duty",
    show: "Show",
    on_the_map: "By unit",
    unit: "Unit",
    done: "Done",
    share: "Share",
    nobody: "not owed",
    few: "fewer than 5 people, not told",
    carried_over: "still going by the former unit's document",
    trend: "Month by month",
    day: "Up to",
    all: "Everywhere",
    disclosures: "What was disclosed",
    resolutions: "Resolutions of the People's Council",
    conventions: "Village conventions in force",
    boards: "People's inspectorate and community investment supervision",
    none: "None yet.",
    more: "The whole list (open data)",
    source: "Source: the records of agencies and units in danchu, renewed every minute. Of fewer than 5 people in a unit nothing is told, and they are in no sum.",
    open_data: "Open data (JSON)",
};

pub fn words(language: Language) -> &'static Words {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// Its texts follow from its language.
impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.language.tag())
    }
}

impl Words {
    pub fn other_language(&self) -> Language {
        match self.language {
            Language::Vietnamese => Language::English,
            Language::English => Language::Vietnamese,
        }
    }

    pub fn duty(&self, code: DutyCode) -> &'static str {
        Duty::coded(code).map_or("", |duty| match self.language {
            Language::Vietnamese => duty.name_vi,
            Language::English => duty.name_en,
        })
    }

    /// `Nghị quyết 75/NQ-HĐND Điều 3.5`.
    pub fn target(&self, target: &str) -> String {
        match self.language {
            Language::Vietnamese => target.to_owned(),
            Language::English => target.replace("Nghị quyết", "Resolution").replace("Điều", "Article"),
        }
    }

    /// `97,3 %`, and `97.3%` in English.
    pub fn percentage(&self, percentage: f64) -> String {
        let written = format!("{percentage}");
        match self.language {
            Language::Vietnamese => format!("{}\u{a0}%", written.replace('.', ",")),
            Language::English => format!("{written}%"),
        }
    }

    pub fn date(&self, day: NaiveDate) -> String {
        match self.language {
            Language::Vietnamese => format!("{:02}/{:02}/{}", day.day(), day.month(), day.year()),
            Language::English => day.format("%-d %B %Y").to_string(),
        }
    }
}
