//! Báo cáo tổng hợp đã công bố, for anybody: what a committee's leader has decided to publish, without whoever wrote and signed it.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, get};
use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    figures::{PublicFigure, figures},
    kept::{NO_VERSION, kept},
    query::PublicQuery,
};
use crate::{
    access::{ConsolidationId, Direction, ListOrder, Published, RoundId, TemplateId, UnitId, Visitor},
    http::{Answer, Page, Path, Problem, Query, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        consolidation::entity::{Column, Entity, Model},
        round::entity as round,
        template::entity as template,
        total::api::Coverage,
        values::Narrative,
    },
};

impl Published for Entity {
    fn published(_: NaiveDate) -> Condition {
        Condition::all().add(Column::PublishedAt.is_not_null())
    }
}

/// Báo cáo tổng hợp đã công bố, in brief.
#[serde_with::skip_serializing_none]
#[derive(Clone, Serialize, ToSchema)]
pub struct ListedPublicConsolidation {
    /// Its id.
    pub id: ConsolidationId,
    /// The committee it is of.
    pub organisation: NamedOrganisation,
    /// Its unit; the figures cover everything under it.
    pub unit_id: UnitId,
    /// What was reported, in Vietnamese.
    #[schema(example = "Báo cáo năm về thực hiện dân chủ ở cơ sở")]
    pub name_vi: String,
    /// In English.
    #[schema(example = "Yearly report on grassroots democracy")]
    pub name_en: String,
    /// Kỳ báo cáo.
    #[schema(example = "2025")]
    pub period_key: String,
    /// First day of the period.
    #[schema(example = "2024-12-15")]
    pub period_from: NaiveDate,
    /// Last day of the period.
    #[schema(example = "2025-12-14")]
    pub period_to: NaiveDate,
    /// 1, 2, 3 … of this committee for this period.
    #[schema(example = 1, minimum = 1)]
    pub number: i64,
    /// When the figures were taken.
    pub frozen_at: DateTime<Utc>,
    /// How much of what was owed is in the figures.
    pub coverage: Coverage,
    /// When it was published.
    #[schema(nullable = false)]
    pub published_at: Option<DateTime<Utc>>,
}

/// Báo cáo tổng hợp đã công bố.
#[derive(Serialize, ToSchema)]
pub struct PublicConsolidation {
    #[serde(flatten)]
    pub consolidation: ListedPublicConsolidation,
    /// Each figure, as the committee reports it.
    pub figures: Vec<PublicFigure>,
    /// Texts by narrative code.
    #[schema(value_type = Object)]
    pub narrative: Narrative,
}

/// List published consolidations
///
/// Báo cáo tổng hợp đã công bố, the last published first.
#[utoipa::path(tag = "Public", operation_id = "list_public_consolidations", params(PublicQuery),
    responses((status = 200, description = "A page of consolidations.", body = Page<ListedPublicConsolidation>)))]
#[get("/public/consolidations")]
async fn list_public_consolidations(
    visitor: Visitor,
    query: Query<PublicQuery>,
    request: HttpRequest,
) -> Result<Answer> {
    kept(&request, &query.0, async || {
        Answer::page(&consolidations_of(&visitor, &query.0).await?)
    })
    .await
}

/// Get a published consolidation
///
/// With its figures and words; of fewer than five people no number is told, nor of a group that leaves out fewer than five of another.
#[utoipa::path(tag = "Public", operation_id = "get_public_consolidation", params(ConsolidationId),
    responses((status = 200, description = "The consolidation.", body = PublicConsolidation)))]
#[get("/public/consolidations/{id}")]
async fn get_public_consolidation(visitor: Visitor, id: Path<ConsolidationId>, request: HttpRequest) -> Result<Answer> {
    kept(&request, &id.0, async || {
        let row = visitor.find::<Entity>().by_id(id.0).await?;
        let shown = Shown::of(&visitor, [&row]).await?;
        Answer::view(&shown.whole(&row)?)
    })
    .await
}

pub async fn consolidations_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<ListedPublicConsolidation>> {
    let page = page_of(visitor, query).await?;
    let shown = Shown::of(visitor, page.items.iter().map(|(row, _)| row)).await?;
    page.try_map(|row| Ok((shown.brief(&row)?, NO_VERSION)))
}

/// As [`consolidations_of`], with figures and words.
pub async fn whole_consolidations_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<PublicConsolidation>> {
    let page = page_of(visitor, query).await?;
    let shown = Shown::of(visitor, page.items.iter().map(|(row, _)| row)).await?;
    page.try_map(|row| Ok((shown.whole(&row)?, NO_VERSION)))
}

async fn page_of(visitor: &Visitor, query: &PublicQuery) -> Result<Page<Model>> {
    let order = ListOrder {
        name: "published",
        columns: vec![Column::PublishedAt],
        direction: Direction::Descending,
    };
    let found = visitor.find::<Entity>().filter(query.here(Column::UnitId));
    found.page(order, query.cursor.as_deref(), query.limit).await
}

/// Consolidations with what they answer.
struct Shown {
    names: Names,
    rounds: BTreeMap<RoundId, round::Model>,
    templates: BTreeMap<TemplateId, template::Model>,
}

impl Shown {
    async fn of<'r>(visitor: &Visitor, rows: impl IntoIterator<Item = &'r Model>) -> Result<Self> {
        let rows: Vec<&Model> = rows.into_iter().collect();
        let mut shown = Self {
            names: Names::published(visitor, rows.iter().map(|row| row.organisation_id)).await?,
            rounds: BTreeMap::new(),
            templates: BTreeMap::new(),
        };
        let Some(first) = rows.first() else { return Ok(shown) };
        let connection = visitor.beside::<Entity>(first);
        let asked = round::Column::Id.is_in(rows.iter().map(|row| row.round_id));
        let rounds = round::Entity::find().filter(asked).all(connection).await?;
        let asked = template::Column::Id.is_in(rounds.iter().map(|round| round.template_id));
        let templates = template::Entity::find().filter(asked).all(connection).await?;
        shown.rounds = rounds.into_iter().map(|round| (round.id, round)).collect();
        shown.templates = templates.into_iter().map(|template| (template.id, template)).collect();
        Ok(shown)
    }

    /// The round a consolidation is of, and what was asked in it.
    fn asked(&self, row: &Model) -> Result<(&round::Model, &template::Model)> {
        let round = self.rounds.get(&row.round_id);
        let asked = round.and_then(|round| Some((round, self.templates.get(&round.template_id)?)));
        asked.ok_or_else(|| Problem::internal("a consolidation of no round"))
    }

    fn brief(&self, row: &Model) -> Result<ListedPublicConsolidation> {
        let (round, template) = self.asked(row)?;
        Ok(ListedPublicConsolidation {
            id: row.id,
            organisation: self.names.named(row.organisation_id),
            unit_id: row.unit_id,
            name_vi: template.name_vi.clone(),
            name_en: template.name_en.clone(),
            period_key: round.period_key.clone(),
            period_from: round.period_from,
            period_to: round.period_to,
            number: row.number,
            frozen_at: row.figures.frozen_at,
            coverage: row.figures.coverage,
            published_at: row.published_at,
        })
    }

    fn whole(&self, row: &Model) -> Result<PublicConsolidation> {
        let content = &self.asked(row)?.1.content.0;
        Ok(PublicConsolidation {
            consolidation: self.brief(row)?,
            figures: figures(content, &row.figures.indicators, &row.adjustments.0),
            narrative: row.narrative.0.clone(),
        })
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_public_consolidations)
        .service(get_public_consolidation);
}
