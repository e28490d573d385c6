use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::{Problem, Result};

/// Lịch tính kỳ: how the days of a period are counted.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema, EnumIter, DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// Kỳ báo cáo: from the 15th before the period to the 14th of its last month (Decree 09/2019/NĐ-CP, Article 12).
    #[default]
    Reporting,
    /// Từ ngày đầu đến ngày cuối tháng: from the first day of the first month to the last day of the last.
    Civil,
}

/// Thời gian chốt số liệu: the days a period covers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
pub struct Window {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Window {
    /// The days that the parameters `from` and `to` ask for; 422 where the last comes before the first.
    pub fn asked(from: NaiveDate, to: NaiveDate) -> Result<Self> {
        match from <= to {
            true => Ok(Self { from, to }),
            false => Err(Problem::invalid_parameter(
                "to",
                "out_of_range",
                "Ngày cuối trước ngày đầu.",
                "The last day comes before the first.",
            )),
        }
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}
