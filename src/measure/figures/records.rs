//! The records that figures of an organisation are counted from, each table read once.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{
    MeasureFigure as Figure,
    counting::{MeasureValue, number, of_activities, of_consultations, of_decisions, of_disclosures, of_meetings},
    people::{self, Training},
};
use crate::{
    access::OrganisationId,
    board::BoardKind,
    calendar::Window,
    election::{Purpose, entity as election},
    http::Result,
    measure::{
        activity::entity as activity,
        commendation::entity as commendation,
        compliance::entity as compliance,
        condition::entity as condition,
        consultation::entity as consultation,
        decision::entity as decision,
        directive::{DirectiveKind, entity as directive},
        disclosure::entity as disclosure,
        evaluation::entity::{self as evaluation, EvaluationSubject},
        violation::entity as violation,
    },
    person::Position,
};

/// Whose figures, and when.
#[derive(Clone, Debug)]
pub struct Whose {
    pub organisation: OrganisationId,
    /// The organisation, and those before it of whose work it tells as well.
    pub reporters: Vec<OrganisationId>,
    /// Whether it is a commune's committee, whose inspectorate is the commune's.
    pub is_a_commune: bool,
    pub window: Window,
    /// The year of the period.
    pub year: i32,
}

/// The records, as far as they have been read.
pub struct Records<'c, C> {
    whose: Whose,
    connection: &'c C,
    activities: Option<Vec<activity::Model>>,
    disclosures: Option<Vec<disclosure::Model>>,
    decisions: Option<Vec<decision::Model>>,
    consultations: Option<Vec<consultation::Model>>,
}

impl<'c, C: ConnectionTrait> Records<'c, C> {
    pub const fn of(whose: Whose, connection: &'c C) -> Self {
        Self {
            whose,
            connection,
            activities: None,
            disclosures: None,
            decisions: None,
            consultations: None,
        }
    }

    /// A figure, and the list under `/api/v1/` of the records behind it; none where nothing of the kind was recorded.
    pub async fn figure(&mut self, figure: Figure) -> Result<Option<(MeasureValue, &'static str)>> {
        use Figure as F;
        let window = self.whose.window;
        Ok(match figure {
            F::Directives => {
                let all = self.all::<directive::Entity>(directive::Column::OrganisationId).await?;
                let directs = |kind| !matches!(kind, DirectiveKind::AreaDecision | DirectiveKind::DisclosureList);
                let issued = all
                    .iter()
                    .filter(|row| directs(row.kind) && window.contains(row.issued_on))
                    .count();
                told(&all, MeasureValue::Count(number(issued)), "directives")
            }
            F::AppliesIt => {
                // What it is like itself, not what its predecessors were.
                let itself = condition::Entity::find()
                    .filter(condition::Column::OrganisationId.eq(self.whose.organisation))
                    .filter(condition::Column::VillageId.is_null());
                let all = itself.all(self.connection).await?;
                let own = all.iter().filter(|row| row.counted_on <= window.to);
                let latest = own.max_by_key(|row| row.counted_on);
                latest.map(|row| (MeasureValue::YesNo(row.applies_it), "conditions"))
            }
            F::Inspections => {
                let all = self
                    .all::<compliance::Entity>(compliance::Column::OrganisationId)
                    .await?;
                let made = all
                    .iter()
                    .filter(|row| row.course.conclusion.is_some())
                    .filter(|row| row.visited_on.is_some_and(|day| window.contains(day)));
                told(
                    &all,
                    MeasureValue::Count(number(made.count())),
                    "compliance-inspections",
                )
            }
            F::Commended => {
                let all = self
                    .all::<commendation::Entity>(commendation::Column::OrganisationId)
                    .await?;
                let given = all.iter().filter(|row| window.contains(row.given_on));
                let commended = given.map(|row| row.collectives + row.individuals).sum();
                told(&all, MeasureValue::Count(commended), "commendations")
            }
            F::ViolationsHandled => {
                let all = self.all::<violation::Entity>(violation::Column::OrganisationId).await?;
                let handled = all
                    .iter()
                    .filter(|row| row.handled_on.is_some_and(|day| window.contains(day)));
                told(&all, MeasureValue::Count(number(handled.count())), "violations")
            }
            F::HeadsElected | F::HeadsReleased => {
                let all = self.all::<election::Entity>(election::Column::OrganisationId).await?;
                let released = figure == F::HeadsReleased;
                let recognised = all
                    .iter()
                    .filter(|row| (row.purpose == Purpose::Dismiss) == released)
                    .filter(|row| row.recognised_on().is_some_and(|day| window.contains(day)));
                let counted = MeasureValue::Count(number(recognised.count()));
                told(&all, counted, "village-elections")
            }
            F::SelfRating => self.own_rating().await?.map(|rating| (rating, "evaluations")),
            F::PersonsInCharge
            | F::PersonsInChargeTrained
            | F::InspectorateTrained
            | F::SupervisionTrained
            | F::VillagePeopleTrained => self.people(figure).await?,
            F::VillagesMetOnce | F::VillagesMetMore => {
                let decisions = self.decisions().await?.to_vec();
                let activities = self.activities().await?;
                let any = !decisions.is_empty() || !activities.is_empty();
                let met = of_meetings(figure, (&decisions, activities), window).filter(|_| any);
                met.map(|met| (met, "people-decisions"))
            }
            _ => self.counted(figure).await?,
        })
    }

    async fn counted(&mut self, figure: Figure) -> Result<Option<(MeasureValue, &'static str)>> {
        let window = self.whose.window;
        let activities = self.activities().await?;
        if let Some(value) = of_activities(figure, activities, window) {
            return Ok(told(activities, value, "activities"));
        }
        let disclosures = self.disclosures().await?;
        if let Some(value) = of_disclosures(figure, disclosures, window) {
            return Ok(told(disclosures, value, "disclosures"));
        }
        let decisions = self.decisions().await?;
        if let Some(value) = of_decisions(figure, decisions, window) {
            return Ok(told(decisions, value, "people-decisions"));
        }
        let consultations = self.consultations().await?;
        let value = of_consultations(figure, consultations, window);
        Ok(value.and_then(|value| told(consultations, value, "consultations")))
    }

    /// How many are trained is known once a training has named any of them.
    async fn people(&self, figure: Figure) -> Result<Option<(MeasureValue, &'static str)>> {
        let (of, day) = (self.whose.organisation, self.whose.window.to);
        let (all, trained) = match figure {
            Figure::InspectorateTrained => {
                let kinds: &[BoardKind] = match self.whose.is_a_commune {
                    true => &[BoardKind::CommunePeopleInspectorate],
                    false => &[
                        BoardKind::AgencyPeopleInspectorate,
                        BoardKind::EnterprisePeopleInspectorate,
                    ],
                };
                people::serving(of, kinds, day, self.connection).await?
            }
            Figure::SupervisionTrained => {
                let kinds = [BoardKind::CommunityInvestmentSupervision];
                people::serving(of, &kinds, day, self.connection).await?
            }
            Figure::VillagePeopleTrained => {
                let training = (Training::Conventions, day);
                people::appointed(of, people::OF_VILLAGES, training, self.connection).await?
            }
            _ => {
                let training = (Training::Practice, day);
                people::appointed(of, &[Position::PersonInCharge], training, self.connection).await?
            }
        };
        Ok(match figure {
            Figure::PersonsInCharge => (all > 0).then_some((MeasureValue::Count(all), "appointments")),
            _ => (trained > 0).then_some((MeasureValue::Count(trained), "activities")),
        })
    }

    async fn own_rating(&self) -> Result<Option<MeasureValue>> {
        let mine = evaluation::Entity::find()
            .filter(evaluation::Column::OrganisationId.eq(self.whose.organisation))
            .filter(evaluation::Column::Subject.eq(EvaluationSubject::Organisation))
            .filter(evaluation::Column::Year.eq(i64::from(self.whose.year)));
        let mine = mine.one(self.connection).await?;
        Ok(mine.map(|row| MeasureValue::Rating(row.self_rating)))
    }

    /// What was recorded of one kind.
    async fn all<E: EntityTrait>(&self, owner: E::Column) -> Result<Vec<E::Model>> {
        let mine = E::find().filter(owner.is_in(self.whose.reporters.iter().copied()));
        Ok(mine.all(self.connection).await?)
    }

    async fn activities(&mut self) -> Result<&[activity::Model]> {
        if self.activities.is_none() {
            self.activities = Some(self.all::<activity::Entity>(activity::Column::OrganisationId).await?);
        }
        Ok(self.activities.as_deref().unwrap_or_default())
    }

    async fn disclosures(&mut self) -> Result<&[disclosure::Model]> {
        if self.disclosures.is_none() {
            self.disclosures = Some(
                self.all::<disclosure::Entity>(disclosure::Column::OrganisationId)
                    .await?,
            );
        }
        Ok(self.disclosures.as_deref().unwrap_or_default())
    }

    async fn decisions(&mut self) -> Result<&[decision::Model]> {
        if self.decisions.is_none() {
            self.decisions = Some(self.all::<decision::Entity>(decision::Column::OrganisationId).await?);
        }
        Ok(self.decisions.as_deref().unwrap_or_default())
    }

    async fn consultations(&mut self) -> Result<&[consultation::Model]> {
        if self.consultations.is_none() {
            self.consultations = Some(
                self.all::<consultation::Entity>(consultation::Column::OrganisationId)
                    .await?,
            );
        }
        Ok(self.consultations.as_deref().unwrap_or_default())
    }
}

/// What is told where anything is recorded.
fn told<M>(all: &[M], value: MeasureValue, list: &'static str) -> Option<(MeasureValue, &'static str)> {
    (!all.is_empty()).then_some((value, list))
}
