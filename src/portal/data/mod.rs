//! Dữ liệu mở: what is public as whole tables, with what their columns mean and under which licence.

mod columns;

use std::future::Future;

use actix_web::{HttpRequest, get};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::columns::{Column, columns_of, row};
use super::{
    boards::{ListedPublicBoard, boards_of},
    consolidations::{PublicConsolidation, whole_consolidations_of},
    conventions::{PublicConvention, conventions_of},
    coverage::{PublicDuty, PublicPart, public_coverage, topmost},
    disclosures::{PublicDisclosure, disclosures_of},
    figures::PublicFigure,
    kept::kept,
    query::PublicQuery,
    resolutions::{PublicResolution, resolutions_of},
    units::{PublicUnit, PublicUnitQuery, units_of},
};
use crate::{
    access::{ConsolidationId, UnitId, Visitor},
    http::{Answer, Page, Path, Problem, Result, csv_rows},
};

/// Under which everybody may use it, naming the source.
const LICENCE: &str = "CC-BY-4.0";

/// A table of public data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dataset {
    /// Đơn vị hành chính.
    Units,
    /// Nghị quyết của Hội đồng nhân dân.
    CouncilResolutions,
    /// Hương ước, quy ước đang thực hiện.
    VillageConventions,
    /// Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng ở cấp xã.
    InspectionBoards,
    /// Nội dung chính quyền cấp xã đã công khai.
    Disclosures,
    /// Mức độ thực hiện nhiệm vụ, by unit.
    Coverage,
    /// Số liệu của các báo cáo tổng hợp đã công bố, figure by figure.
    Consolidations,
}

/// Danh mục dữ liệu mở.
#[derive(Serialize, ToSchema)]
pub struct OpenData {
    /// The licence of all of it, as SPDX names it.
    #[schema(example = "CC-BY-4.0")]
    pub licence: &'static str,
    /// The tables.
    pub datasets: Vec<OpenDataset>,
}

/// Bảng dữ liệu mở.
#[derive(Serialize, ToSchema)]
pub struct OpenDataset {
    /// Which one.
    pub name: Dataset,
    /// In Vietnamese.
    #[schema(example = "Nghị quyết của Hội đồng nhân dân")]
    pub title_vi: &'static str,
    /// In English.
    #[schema(example = "Resolutions of the People's Councils")]
    pub title_en: &'static str,
    /// The whole table as CSV, in UTF-8.
    #[schema(example = "/api/v1/public/data/council-resolutions/csv")]
    pub csv: String,
    /// The same as pages of JSON.
    #[schema(example = "/api/v1/public/council-resolutions")]
    pub json: String,
    /// What its columns mean.
    pub columns: Vec<Column>,
}

impl Dataset {
    const ALL: [Self; 7] = [
        Self::Units,
        Self::CouncilResolutions,
        Self::VillageConventions,
        Self::InspectionBoards,
        Self::Disclosures,
        Self::Coverage,
        Self::Consolidations,
    ];

    const fn titles(self) -> (&'static str, &'static str) {
        match self {
            Self::Units => ("Đơn vị hành chính", "Administrative units"),
            Self::CouncilResolutions => (
                "Nghị quyết của Hội đồng nhân dân",
                "Resolutions of the People's Councils",
            ),
            Self::VillageConventions => ("Hương ước, quy ước đang thực hiện", "Village conventions in force"),
            Self::InspectionBoards => (
                "Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng",
                "Inspection boards of communes",
            ),
            Self::Disclosures => (
                "Nội dung chính quyền cấp xã đã công khai",
                "What communes have disclosed",
            ),
            Self::Coverage => ("Mức độ thực hiện nhiệm vụ", "How far duties are fulfilled"),
            Self::Consolidations => (
                "Số liệu của các báo cáo tổng hợp đã công bố",
                "Figures of published consolidations",
            ),
        }
    }

    const fn path(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::CouncilResolutions => "council-resolutions",
            Self::VillageConventions => "village-conventions",
            Self::InspectionBoards => "inspection-boards",
            Self::Disclosures => "disclosures",
            Self::Coverage => "coverage",
            Self::Consolidations => "consolidations",
        }
    }

    fn columns(self) -> Result<Vec<Column>> {
        match self {
            Self::Units => columns_of::<PublicUnit>(),
            Self::CouncilResolutions => columns_of::<PublicResolution>(),
            Self::VillageConventions => columns_of::<PublicConvention>(),
            Self::InspectionBoards => columns_of::<ListedPublicBoard>(),
            Self::Disclosures => columns_of::<PublicDisclosure>(),
            Self::Coverage => columns_of::<CoverageLine>(),
            Self::Consolidations => columns_of::<ConsolidationLine>(),
        }
    }

    fn described(self) -> Result<OpenDataset> {
        let (title_vi, title_en) = self.titles();
        Ok(OpenDataset {
            name: self,
            title_vi,
            title_en,
            csv: format!("/api/v1/public/data/{}/csv", self.path()),
            json: format!("/api/v1/public/{}", self.path()),
            columns: self.columns()?,
        })
    }

    async fn rows(self, visitor: &Visitor) -> Result<Vec<Vec<String>>> {
        let columns = self.columns()?;
        let columns = &columns;
        match self {
            Self::Units => {
                whole(columns, async |cursor| {
                    units_of(visitor, &PublicUnitQuery::from(cursor)).await
                })
                .await
            }
            Self::CouncilResolutions => whole(columns, async |cursor| resolutions_of(visitor, &cursor).await).await,
            Self::VillageConventions => whole(columns, async |cursor| conventions_of(visitor, &cursor).await).await,
            Self::InspectionBoards => whole(columns, async |cursor| boards_of(visitor, &cursor).await).await,
            Self::Disclosures => whole(columns, async |cursor| disclosures_of(visitor, &cursor).await).await,
            Self::Coverage => {
                let coverage = public_coverage(visitor, &topmost(visitor).await?).await?;
                let lines = coverage.parts.iter().flat_map(CoverageLine::of);
                lines.map(|line| row(columns, &line)).collect()
            }
            Self::Consolidations => {
                let all = pages(async |cursor| whole_consolidations_of(visitor, &cursor).await).await?;
                let lines = all.iter().flat_map(ConsolidationLine::of);
                lines.map(|line| row(columns, &line)).collect()
            }
        }
    }
}

/// All of a list, as rows.
async fn whole<T: Serialize, F: Future<Output = Result<Page<T>>>>(
    columns: &[Column],
    page_after: impl Fn(PublicQuery) -> F,
) -> Result<Vec<Vec<String>>> {
    let all = pages(page_after).await?;
    all.iter().map(|item| row(columns, item)).collect()
}

/// All of a list.
async fn pages<T, F: Future<Output = Result<Page<T>>>>(page_after: impl Fn(PublicQuery) -> F) -> Result<Vec<T>> {
    let mut all = Vec::new();
    let mut cursor = None;
    loop {
        let page = page_after(PublicQuery::all_after(cursor)).await?;
        all.extend(page.items.into_iter().map(|(item, _)| item));
        cursor = page.next_cursor;
        if cursor.is_none() {
            return Ok(all);
        }
    }
}

/// Mức độ thực hiện một nhiệm vụ ở một đơn vị.
#[derive(Serialize, ToSchema)]
struct CoverageLine<'c> {
    /// The unit.
    unit_id: UnitId,
    /// Its code.
    unit_code: &'c str,
    /// Its full name.
    unit_name: &'c str,
    #[serde(flatten)]
    duty: &'c PublicDuty,
}

impl<'c> CoverageLine<'c> {
    fn of(part: &'c PublicPart) -> impl Iterator<Item = Self> {
        part.duties.iter().map(|duty| Self {
            unit_id: part.unit_id,
            unit_code: &part.unit_code,
            unit_name: &part.unit_name,
            duty,
        })
    }
}

/// Một số liệu của một báo cáo tổng hợp.
#[derive(Serialize, ToSchema)]
struct ConsolidationLine<'c> {
    /// The consolidation.
    consolidation_id: ConsolidationId,
    /// The committee it is of, by name.
    organisation_name: &'c str,
    /// Its unit.
    unit_id: UnitId,
    /// Kỳ báo cáo.
    period_key: &'c str,
    /// 1, 2, 3 … of this committee for this period.
    number: i64,
    #[serde(flatten)]
    figure: &'c PublicFigure,
}

impl<'c> ConsolidationLine<'c> {
    fn of(whole: &'c PublicConsolidation) -> impl Iterator<Item = Self> {
        let brief = &whole.consolidation;
        whole.figures.iter().map(|figure| Self {
            consolidation_id: brief.id,
            organisation_name: &brief.organisation.name,
            unit_id: brief.unit_id,
            period_key: &brief.period_key,
            number: brief.number,
            figure,
        })
    }
}

/// See what is open data
///
/// Danh mục dữ liệu mở: the tables, what their columns mean, and the licence.
#[utoipa::path(tag = "Public", operation_id = "get_open_data",
    responses((status = 200, description = "The tables.", body = OpenData)))]
#[get("/public/data")]
async fn get_open_data(_visitor: Visitor, request: HttpRequest) -> Result<Answer> {
    kept(&request, &"data", async || {
        let datasets = Dataset::ALL.into_iter().map(Dataset::described);
        Answer::view(&OpenData {
            licence: LICENCE,
            datasets: datasets.collect::<Result<_>>()?,
        })
    })
    .await
}

/// Get a table of open data
///
/// The whole table as CSV with a header (RFC 4180), in UTF-8. What has several parts is JSON in its cell.
#[utoipa::path(tag = "Public", operation_id = "get_open_data_table",
    params(("dataset" = inline(Dataset), Path, description = "Which table.")),
    responses((status = 200, description = "The table.", content_type = "text/csv", body = String)))]
#[get("/public/data/{dataset}/csv")]
async fn get_open_data_table(visitor: Visitor, dataset: Path<Dataset>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &dataset.0, async || {
        let header = dataset.0.columns()?.into_iter().map(|column| column.name).collect();
        let rows = dataset.0.rows(&visitor).await?;
        let table = csv_rows(std::iter::once::<Vec<String>>(header).chain(rows))?;
        let table = String::from_utf8(table.to_vec()).map_err(Problem::internal)?;
        Ok(Answer::csv(table))
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_open_data).service(get_open_data_table);
}
