//! What the register of documents knows of a report's figures (indicators B01–B11; Decree 61/2023 Art. 16.1).

use sea_orm::{ColumnTrait, Condition, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QuerySelect, QueryTrait};

use super::source::{KnownValue, RegulationFigure};
use crate::{
    access::{DocumentId, Gather, Look, OrganisationId, OrganisationKind},
    document::{
        convention::{self, ConventionFigure, ConventionFigures, figures_of},
        force::{Dates, Force, LinkKind, force},
        register::{Documented, Entry, link},
        regulation::{Setting, amends_one, entity as regulation},
        resolution::{ResolutionSubject, entity as resolution},
    },
    http::Result,
    organisation::organisation,
    reporting::{obligation::entity as obligation, round::entity as round, template::content::Applicability},
};

/// What is told, and where the records behind it are read.
type Told<T> = Option<(T, Vec<String>)>;

pub struct Documents<'s, L> {
    look: &'s L,
    owed: &'s obligation::Model,
    round: &'s round::Model,
    /// Whose conventions they are.
    reporters: Vec<OrganisationId>,
    /// Many figures are of them: they are counted once.
    conventions: Option<Option<ConventionFigures>>,
}

impl<'s, L: Look> Documents<'s, L> {
    pub const fn of(
        look: &'s L,
        owed: &'s obligation::Model,
        round: &'s round::Model,
        reporters: Vec<OrganisationId>,
    ) -> Self {
        Self {
            look,
            owed,
            round,
            reporters,
            conventions: None,
        }
    }

    fn beside(&self) -> &'s L::Connection {
        self.look.beside::<obligation::Entity>(self.owed)
    }

    /// Whether the council of the unit has a resolution on measures for democracy in force on the last day.
    pub async fn resolution(&self) -> Result<Told<KnownValue>> {
        let council = organisation::Entity::find()
            .select_only()
            .column(organisation::Column::Id)
            .filter(organisation::Column::UnitId.eq(self.owed.unit_id))
            .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCouncil));
        let rows = resolution::Entity::find()
            .filter(resolution::Column::OrganisationId.in_subquery(council.into_query()))
            .filter(resolution::Column::Subject.eq(ResolutionSubject::DemocracyMeasures))
            .all(self.beside())
            .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let holds = !self.in_force::<resolution::Entity>(&rows).await?.is_empty();
        let records = format!(
            "/api/v1/council-resolutions?unit={}&subject=democracy_measures&as_of={}",
            self.owed.unit_id, self.round.period_to
        );
        Ok(Some((KnownValue::YesNo(holds), vec![records])))
    }

    pub async fn regulations(&self, figure: RegulationFigure) -> Result<Told<KnownValue>> {
        let rows = regulation::Entity::find()
            .filter(regulation::Column::OrganisationId.eq(self.owed.organisation_id))
            .all(self.beside())
            .await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let of = self.owed.organisation_id;
        let all = vec![format!(
            "/api/v1/democracy-regulations?organisation={of}&as_of={}",
            self.round.period_to
        )];
        Ok(match figure {
            RegulationFigure::InForce => Some((KnownValue::YesNo(!self.general(&rows).await?.is_empty()), all)),
            RegulationFigure::Number => {
                let general = self.general(&rows).await?;
                let cited: Vec<String> = general.iter().filter_map(cited).collect();
                let records = general
                    .iter()
                    .map(|row| format!("/api/v1/democracy-regulations/{}", row.id));
                (!cited.is_empty()).then(|| (KnownValue::Text(cited.join("; ")), records.collect()))
            }
            RegulationFigure::Changed => Some((KnownValue::YesNo(self.changed(&rows).await?), all)),
            RegulationFigure::InternalRules => {
                let rules = rows.iter().filter(|row| row.setting == Setting::Internal);
                let looked_at = rules.filter(|row| self.looked_at(row)).count();
                let looked_at = i64::try_from(looked_at).unwrap_or(i64::MAX);
                Some((KnownValue::Integer(looked_at), all))
            }
        })
    }

    /// The democracy regulations in force on the last day that the report asks for: none where all that is left are amendments.
    async fn general(&self, rows: &[regulation::Model]) -> Result<Vec<regulation::Model>> {
        let commune = self.owed.applicability.0.contains(&Applicability::Commune);
        let asked = |row: &&regulation::Model| match row.setting {
            Setting::Commune => commune,
            Setting::Field | Setting::Internal => false,
            Setting::Agency | Setting::StateEnterprise | Setting::Workplace => !commune,
        };
        let rows: Vec<regulation::Model> = rows.iter().filter(asked).cloned().collect();
        let general = self.in_force::<regulation::Entity>(&rows).await?;
        let theirs = regulation::Column::Id.is_in(general.iter().map(|row| row.id));
        let alone = regulation::Entity::find().filter(theirs).filter(amends_one().not());
        match alone.count(self.beside()).await? {
            0 => Ok(Vec::new()),
            _ => Ok(general),
        }
    }

    /// Whether one of them has amended or replaced another in the period.
    async fn changed(&self, rows: &[regulation::Model]) -> Result<bool> {
        let democracy = rows.iter().filter(|row| row.setting != Setting::Internal);
        let by = link::Column::FromId.is_in(democracy.map(|row| DocumentId(row.id.0)));
        let changing = link::Column::Relation.is_in([LinkKind::Amends, LinkKind::Replaces]);
        let then = link::Column::EffectiveOn.between(self.round.period_from, self.round.period_to);
        let changes = link::Entity::find().filter(by).filter(changing).filter(then);
        Ok(changes.count(self.beside()).await? > 0)
    }

    /// Whether it was issued or reviewed in the period.
    fn looked_at(&self, row: &regulation::Model) -> bool {
        let period = self.round.window();
        let review = row.course.review.as_ref();
        let days = [
            row.signed_on,
            review.map(|review| review.begun_on),
            review.and_then(|review| review.ended_on),
        ];
        days.into_iter().flatten().any(|day| period.contains(day))
    }

    /// Those in force on the last day, be it in part.
    async fn in_force<E: Documented>(&self, rows: &[E::Model]) -> Result<Vec<E::Model>>
    where
        E::Model: Clone,
    {
        let entries: Vec<Entry> = rows.iter().map(E::entry).collect();
        let to = link::Column::ToId.is_in(entries.iter().map(|entry| entry.id));
        let links = link::Entity::find().filter(to).all(self.beside()).await?;
        let day = self.round.period_to;
        let holds = |entry: &Entry| {
            let Some(in_force_on) = entry.in_force_on else {
                return false;
            };
            let dates = Dates {
                in_force_on,
                expires_on: entry.expires_on,
                left_on: None,
            };
            let done = links.iter().filter(|link| link.to_id == entry.id);
            let done = done.filter_map(|link| Some((link.relation, link.effective_on?)));
            matches!(force(day, &dates, done), Force::InForce | Force::Partly)
        };
        let held = rows.iter().zip(&entries).filter(|(_, entry)| holds(entry));
        Ok(held.map(|(row, _)| row.clone()).collect())
    }

    /// A figure of the unit's conventions, for the period.
    pub async fn conventions(&mut self, figure: ConventionFigure) -> Result<Told<i64>> {
        let counted = match self.conventions.take() {
            Some(counted) => counted,
            None => self.count().await?,
        };
        let told = counted
            .as_ref()
            .map(|counted| (counted.of(figure), self.behind(figure)));
        self.conventions = Some(counted);
        Ok(told)
    }

    async fn count(&self) -> Result<Option<ConventionFigures>> {
        let of_these = convention::entity::Column::OrganisationId.is_in(self.reporters.iter().copied());
        let own = Condition::all().add(of_these);
        let recorded = convention::entity::Entity::find().filter(own.clone());
        if recorded.count(self.beside()).await? == 0 {
            return Ok(None);
        }
        let (standing, happened) = (Gather::beside(self.beside()), Gather::beside(self.beside()));
        figures_of(&own, self.round.window(), standing, happened)
            .await
            .map(Some)
    }

    fn behind(&self, figure: ConventionFigure) -> Vec<String> {
        let (unit, from, to) = (self.owed.unit_id, self.round.period_from, self.round.period_to);
        let list = format!("/api/v1/village-conventions?unit={unit}");
        let happened = |what: &str| format!("{list}&milestone={what}&from={from}&to={to}");
        match figure {
            ConventionFigure::InForce => vec![format!("{list}&in_force=true&as_of={to}")],
            ConventionFigure::Recognised => vec![happened("recognised")],
            ConventionFigure::Refused => vec![happened("refused")],
            ConventionFigure::Changed => vec![happened("amended"), happened("replaced")],
            ConventionFigure::Amended => vec![happened("amended")],
            ConventionFigure::Replaced => vec![happened("replaced")],
            ConventionFigure::Suspended => vec![happened("suspended")],
            ConventionFigure::Annulled => vec![happened("annulled")],
            ConventionFigure::Reviewed => vec![happened("reviewed")],
        }
    }
}

/// `12/QC-UBND ngày 03/10/2025`.
fn cited(row: &regulation::Model) -> Option<String> {
    let signed_on = row.signed_on?.format("%d/%m/%Y");
    Some(format!("{} ngày {signed_on}", row.document_number()?))
}
