//! The built-in templates, put into every register.

use chrono::{DateTime, Utc};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{
    builtin::{self, UnreadableTemplate},
    content::TemplateContent,
    entity,
};
use crate::{
    access::{Event, Store, System, Task, TemplateId, derived},
    calendar::{Calendar, Periodicity},
    http::{Problem, Result},
    reporting::kinds::Line,
};

/// Code of the built-in yearly template.
pub const YEARLY: &str = "grassroots-democracy-yearly";

/// A template every installation starts with.
struct BuiltIn {
    code: &'static str,
    name_vi: &'static str,
    name_en: &'static str,
    line: Line,
    periodicity: Periodicity,
    legal_basis: &'static str,
    content: fn() -> std::result::Result<TemplateContent, UnreadableTemplate>,
}

const BUILT_IN: [BuiltIn; 14] = [
    BuiltIn {
        code: YEARLY,
        name_vi: "Báo cáo năm về thực hiện dân chủ ở cơ sở",
        name_en: "Yearly report on grassroots democracy",
        line: Line::Management,
        periodicity: Periodicity::Year,
        legal_basis: "Luật 10/2022/QH15 Điều 83, 85; NĐ 59/2023/NĐ-CP; NQ 75/NQ-HĐND tỉnh Lai Châu",
        content: builtin::yearly,
    },
    BuiltIn {
        code: "grassroots-democracy-half-yearly",
        name_vi: "Báo cáo sáu tháng về thực hiện dân chủ ở cơ sở",
        name_en: "Half-yearly report on grassroots democracy",
        line: Line::Management,
        periodicity: Periodicity::HalfYear,
        legal_basis: "Luật 10/2022/QH15 Điều 83, 85; NQ 75/NQ-HĐND tỉnh Lai Châu Điều 4",
        content: builtin::half_yearly,
    },
    BuiltIn {
        code: "grassroots-democracy-quarterly",
        name_vi: "Báo cáo quý về thực hiện dân chủ ở cơ sở",
        name_en: "Quarterly report on grassroots democracy",
        line: Line::Management,
        periodicity: Periodicity::Quarter,
        legal_basis: "Luật 10/2022/QH15 Điều 83, 85; NQ 75/NQ-HĐND tỉnh Lai Châu Điều 4",
        content: builtin::quarterly,
    },
    BuiltIn {
        code: "village-conventions-yearly",
        name_vi: "Thống kê, báo cáo năm về xây dựng và thực hiện hương ước, quy ước",
        name_en: "Yearly statistics of village conventions",
        line: Line::Management,
        periodicity: Periodicity::Year,
        legal_basis: "NĐ 61/2023/NĐ-CP Điều 16: tỉnh gửi Bộ Văn hóa, Thể thao và Du lịch trước ngày 30/11",
        content: builtin::village_conventions,
    },
    BuiltIn {
        code: "village-yearly",
        name_vi: "Báo cáo năm của thôn, bản, tổ dân phố",
        name_en: "Yearly report of a village",
        line: Line::Management,
        periodicity: Periodicity::Year,
        legal_basis: "Luật 10/2022/QH15 Điều 33; NĐ 59/2023/NĐ-CP Điều 11",
        content: builtin::village,
    },
    BuiltIn {
        code: "people-inspectorate-front-quarterly",
        name_vi: "Báo cáo quý của Ban Thanh tra nhân dân xã, phường với Ủy ban MTTQ Việt Nam",
        name_en: "Quarterly report of a commune's people's inspectorate to the Front",
        line: Line::Front,
        periodicity: Periodicity::Quarter,
        legal_basis: "Luật 10/2022/QH15 Điều 39; NĐ 59/2023/NĐ-CP Điều 14.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "people-inspectorate-front-half-yearly",
        name_vi: "Báo cáo sáu tháng của Ban Thanh tra nhân dân xã, phường với Ủy ban MTTQ Việt Nam",
        name_en: "Half-yearly report of a commune's people's inspectorate to the Front",
        line: Line::Front,
        periodicity: Periodicity::HalfYear,
        legal_basis: "Luật 10/2022/QH15 Điều 39; NĐ 59/2023/NĐ-CP Điều 14.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "people-inspectorate-front-yearly",
        name_vi: "Báo cáo năm của Ban Thanh tra nhân dân xã, phường với Ủy ban MTTQ Việt Nam",
        name_en: "Yearly report of a commune's people's inspectorate to the Front",
        line: Line::Front,
        periodicity: Periodicity::Year,
        legal_basis: "Luật 10/2022/QH15 Điều 39; NĐ 59/2023/NĐ-CP Điều 14.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "people-inspectorate-union-quarterly",
        name_vi: "Báo cáo quý của Ban Thanh tra nhân dân cơ quan, đơn vị, doanh nghiệp với Công đoàn",
        name_en: "Quarterly report of an agency's or enterprise's people's inspectorate to the union",
        line: Line::Union,
        periodicity: Periodicity::Quarter,
        legal_basis: "Luật 10/2022/QH15 Điều 62, 79; NĐ 59/2023/NĐ-CP Điều 22.3, 26.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "people-inspectorate-union-half-yearly",
        name_vi: "Báo cáo sáu tháng của Ban Thanh tra nhân dân cơ quan, đơn vị, doanh nghiệp với Công đoàn",
        name_en: "Half-yearly report of an agency's or enterprise's people's inspectorate to the union",
        line: Line::Union,
        periodicity: Periodicity::HalfYear,
        legal_basis: "Luật 10/2022/QH15 Điều 62, 79; NĐ 59/2023/NĐ-CP Điều 22.3, 26.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "people-inspectorate-union-yearly",
        name_vi: "Báo cáo năm của Ban Thanh tra nhân dân cơ quan, đơn vị, doanh nghiệp với Công đoàn",
        name_en: "Yearly report of an agency's or enterprise's people's inspectorate to the union",
        line: Line::Union,
        periodicity: Periodicity::Year,
        legal_basis: "Luật 10/2022/QH15 Điều 62, 79; NĐ 59/2023/NĐ-CP Điều 22.3, 26.3",
        content: builtin::people_inspectorate,
    },
    BuiltIn {
        code: "community-supervision-front-quarterly",
        name_vi: "Báo cáo quý của Ban Giám sát đầu tư của cộng đồng với Ủy ban MTTQ Việt Nam",
        name_en: "Quarterly report of a community investment supervision board to the Front",
        line: Line::Front,
        periodicity: Periodicity::Quarter,
        legal_basis: "Luật 10/2022/QH15 Điều 44.3; NĐ 59/2023/NĐ-CP Điều 18.3",
        content: builtin::community_supervision,
    },
    BuiltIn {
        code: "community-supervision-front-half-yearly",
        name_vi: "Báo cáo sáu tháng của Ban Giám sát đầu tư của cộng đồng với Ủy ban MTTQ Việt Nam",
        name_en: "Half-yearly report of a community investment supervision board to the Front",
        line: Line::Front,
        periodicity: Periodicity::HalfYear,
        legal_basis: "Luật 10/2022/QH15 Điều 44.3; NĐ 59/2023/NĐ-CP Điều 18.3",
        content: builtin::community_supervision,
    },
    BuiltIn {
        code: "community-supervision-front-yearly",
        name_vi: "Báo cáo năm của Ban Giám sát đầu tư của cộng đồng với Ủy ban MTTQ Việt Nam",
        name_en: "Yearly report of a community investment supervision board to the Front",
        line: Line::Front,
        periodicity: Periodicity::Year,
        legal_basis: "Luật 10/2022/QH15 Điều 44.3; NĐ 59/2023/NĐ-CP Điều 18.3",
        content: builtin::community_supervision,
    },
];

/// The id of an edition of a built-in template: alike in every installation.
pub fn built_in_id(code: &str, edition: i64) -> TemplateId {
    derived(&format!("template/{code}/{edition}"))
}

/// Adds the built-in templates that the register does not have yet.
pub async fn install(store: &Store, now: DateTime<Utc>) -> Result<()> {
    let system = System::new(store, Task::LoadBuiltIns);
    for row in all_built_in(now)? {
        if entity::Entity::find_by_id(row.id).one(system.reader()).await?.is_some() {
            continue;
        }
        let event = Event::about("report_template", row.id);
        let change = system.begin().await?;
        entity::Entity::insert(row.into_active_model().reset_all())
            .exec_without_returning(change.connection())
            .await?;
        change.commit(event, now).await?;
    }
    Ok(())
}

/// The built-in templates as rows.
pub fn all_built_in(now: DateTime<Utc>) -> Result<Vec<entity::Model>> {
    BUILT_IN.iter().map(|template| template.row(now)).collect()
}

/// The built-in yearly template as a row.
pub fn built_in(now: DateTime<Utc>) -> Result<entity::Model> {
    let [yearly, ..] = &BUILT_IN;
    yearly.row(now)
}

impl BuiltIn {
    fn row(&self, now: DateTime<Utc>) -> Result<entity::Model> {
        let content = (self.content)().map_err(Problem::internal)?;
        Ok(entity::Model {
            id: built_in_id(self.code, 1),
            organisation_id: None,
            unit_id: None,
            code: self.code.to_owned(),
            edition: 1,
            name_vi: self.name_vi.to_owned(),
            name_en: self.name_en.to_owned(),
            line: self.line,
            periodicity: self.periodicity,
            calendar: Calendar::Reporting,
            legal_basis: Some(self.legal_basis.to_owned()),
            content: entity::Content(content),
            published_at: Some(now),
            retired_at: None,
            retire_reason: None,
            // Nobody changes it: a version that was read stays what is there.
            version: 1,
        })
    }
}
