//! Which part of the table is asked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Deserializer};
use utoipa::IntoParams;

use super::line::{IndicatorValue, lines};
use crate::{
    access::{Look, RoundId, UnitId},
    http::{Code, Place, Problem, Result, Said},
    reporting::{
        round::entity as round,
        template::{drafting::TemplateCode, entity as template},
        total::{api::TreeBasis, ground::Ground},
    },
};

/// Mã chỉ tiêu: one code, or several with commas between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes(BTreeSet<String>);

impl<'de> Deserialize<'de> for Codes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Ok(Self(text.split(',').map(str::to_owned).collect()))
    }
}

/// What a query selects.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Selection {
    /// The values of this round.
    pub round: Option<RoundId>,
    /// The values of all rounds that ask the template of this code, whichever edition. A round or a template must be named.
    #[param(value_type = Option<String>, example = "grassroots-democracy-yearly")]
    pub template: Option<TemplateCode>,
    /// Of these indicators only: codes with commas between.
    #[param(value_type = Option<String>, example = "A03,D01")]
    pub indicator: Option<Codes>,
    /// The unit to add up, and those directly under it; by default the caller's own.
    pub unit: Option<UnitId>,
    /// By which tree of units to group; by default `original`, and `current` for a unit that came after the period.
    #[param(inline)]
    pub basis: Option<TreeBasis>,
    /// The state at the end of this day in Vietnam; by default now.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
}

impl Selection {
    /// The rounds, the earliest period first; 422 when neither a round nor a template is named, 404 for a round out of scope.
    pub async fn rounds(&self, look: &impl Look) -> Result<Vec<round::Model>> {
        let named = match self.round {
            Some(id) => Some(look.find::<round::Entity>().by_id(id).await?),
            None => None,
        };
        let mut rounds = match (named, &self.template) {
            (Some(round), None) => vec![round],
            (named, Some(code)) => {
                let editions = look.find::<template::Entity>();
                let editions = editions
                    .filter(template::Column::Code.eq(String::from(code.clone())))
                    .all()
                    .await?;
                let asked = round::Column::TemplateId.is_in(editions.iter().map(|edition| edition.id));
                look.find::<round::Entity>()
                    .filter(asked)
                    .filter_some(named, |round| round::Column::Id.eq(round.id).into())
                    .all()
                    .await?
            }
            (None, None) => {
                let said = Said::new("Nêu round hoặc template.", "Name a round or a template.");
                let place = Place::Parameter("round".to_owned());
                return Err(Problem::new(Code::InvalidParameter).fault(place, "required", said));
            }
        };
        rounds.sort_by_key(|round| (round.period_to, round.id));
        Ok(rounds)
    }

    /// The rounds, each of which has the unit in its tree; else 404 and 422 as of its totals.
    pub async fn answerable(&self, look: &impl Look) -> Result<Vec<round::Model>> {
        let rounds = self.rounds(look).await?;
        for round in &rounds {
            self.ground(look, round).await?;
        }
        Ok(rounds)
    }

    async fn ground(&self, look: &impl Look, round: &round::Model) -> Result<Ground> {
        Ground::lay(look, round.id, self.unit, self.basis, None, self.as_of).await
    }

    /// The lines of one of them.
    pub async fn lines(&self, look: &impl Look, round: &round::Model) -> Result<Vec<IndicatorValue>> {
        let ground = self.ground(look, round).await?;
        let today = look.clocks().legal.today();
        let past = self.as_of.filter(|day| *day < today);
        let totals = ground.totals(look, past, false).await?;
        let wanted = |code: &str| self.indicator.as_ref().is_none_or(|codes| codes.0.contains(code));
        let indicators = ground.content().indicators.iter();
        Ok(lines(
            round,
            &totals,
            indicators.filter(|indicator| wanted(&indicator.code)),
        ))
    }
}
