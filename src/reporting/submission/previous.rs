//! What an organisation reported before: what `previous(…)` means in a rule.

use sea_orm::ColumnTrait;

use super::version;
use crate::{
    access::Look,
    http::Result,
    reporting::{
        figure::{Figure, Figures},
        obligation::entity as obligation,
        round::entity as round,
        template::{content::TemplateContent, entity as template, rule::Expression},
        values::Values,
    },
};

/// The figures of the accepted report of the latest period before `round`, under whatever edition of its template; none
/// when no rule asks for them.
pub async fn figures(
    look: &impl Look,
    obligation: &obligation::Model,
    round: &round::Model,
    template: &template::Model,
) -> Result<Figures> {
    let content = &template.content.0;
    if !looks_back(content) {
        return Ok(Figures::new());
    }
    let editions = look
        .find::<template::Entity>()
        .filter(template::Column::Code.eq(&template.code))
        .all()
        .await?;
    let accepted = look
        .find::<obligation::Entity>()
        .filter(obligation::Column::OrganisationId.eq(obligation.organisation_id))
        .filter(obligation::Column::AcceptedVersion.is_not_null())
        .all()
        .await?;
    let earlier = look
        .find::<round::Entity>()
        .filter(round::Column::Id.is_in(accepted.iter().map(|row| row.round_id)))
        .filter(round::Column::TemplateId.is_in(editions.iter().map(|edition| edition.id)))
        .filter(round::Column::PeriodTo.lt(round.period_from))
        .all()
        .await?;
    let latest = earlier.iter().max_by_key(|round| (round.period_to, round.opened_at));
    let Some(latest) = latest.and_then(|latest| accepted.iter().find(|row| row.round_id == latest.id)) else {
        return Ok(Figures::new());
    };
    let version = look
        .find::<version::Entity>()
        .filter(version::Column::ObligationId.eq(latest.id))
        .filter(version::Column::Number.eq(latest.accepted_version))
        .one()
        .await?;
    Ok(version.map_or_else(Figures::new, |version| read(content, &version.values.0)))
}

fn looks_back(content: &TemplateContent) -> bool {
    let mut trees = content.rules.iter().filter_map(|rule| rule.rule.tree());
    trees.any(Expression::looks_back)
}

/// An earlier answer that no longer fits its indicator counts as none.
fn read(content: &TemplateContent, values: &Values) -> Figures {
    let indicators = content.indicators.iter();
    indicators
        .filter_map(|indicator| {
            let figure = Figure::read(indicator, values.get(&indicator.code)?).ok()??;
            Some((indicator.code.clone(), figure))
        })
        .collect()
}
