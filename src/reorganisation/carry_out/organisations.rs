//! Organisations: closed, opened and passed on, with their mandates and the names others know them by.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType},
};

use super::{CHUNK, Work, body_id};
use crate::{
    access::{Level, OrganisationId, Sweep, UnitId},
    http::{Problem, Result},
    organisation::{identifier, mandate, organisation, organisation_lineage, reach},
    reorganisation::{
        bodies::{self, BodyPlan, Closed, Occasion, Passed, Standing},
        effect::{AffectedOrganisation, OrganisationOutcome},
        units::UnitPlan,
    },
    territory::former_place,
};

impl Work<'_> {
    pub(super) async fn bodies(
        &self,
        units: &UnitPlan,
        levels: &BTreeMap<UnitId, Level>,
        sweep: &mut impl Sweep,
    ) -> Result<BodyPlan> {
        let living = organisation::Entity::find()
            .filter(sweep.reach(organisation::Column::UnitId))
            .filter(self.lasting(organisation::Column::ValidTo))
            .order_by_asc(organisation::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(sweep.connection())
            .await?;
        let standing = Standing {
            bodies: &living,
            levels,
            units,
        };
        let act = self.act;
        let occasion = Occasion {
            on: act.effective_on,
            legal_basis: &act.legal_basis,
            at: self.moment.now,
            id_of: &|kind, unit| body_id(act.id, kind, unit),
        };
        let plan = bodies::plan(standing, &act.lines.0, occasion)?;
        // Codes are unique: whoever closes gives its own up before it is given on.
        for closed in &plan.closed {
            sweep
                .amend::<organisation::Entity>(&closed.before, closed.after.clone())
                .await?;
        }
        sweep.add_all::<organisation::Entity>(&plan.opened).await?;
        for body in &plan.opened {
            reach::begin(body.id, None, sweep.connection()).await?;
        }
        for closed in &plan.closed {
            self.inherit(closed, sweep).await?;
        }
        self.end_mandates(&plan, sweep).await?;
        let moved = plan
            .passed
            .iter()
            .filter(|body| body.before.unit_id != body.after.unit_id);
        let left = moved.map(|body| self.left(body.before.id, (body.before.id, body.before.unit_id)));
        former_place::keep(left.collect(), sweep.connection()).await?;
        for Passed { before, after } in &plan.passed {
            sweep.amend::<organisation::Entity>(before, after.clone()).await?;
            let moved = before.managed_by != after.managed_by;
            if moved && !reach::pass(after.id, after.managed_by, sweep.connection()).await? {
                return Err(Problem::internal("an organisation came to manage itself"));
            }
        }
        Ok(plan)
    }

    /// Records who goes on with a body's work, and by what names.
    async fn inherit(&self, closed: &Closed, sweep: &impl Sweep) -> Result<()> {
        let Some(successor_id) = closed.successor else {
            return Ok(());
        };
        let line = organisation_lineage::Model {
            predecessor_id: closed.before.id,
            successor_id,
        };
        organisation_lineage::Entity::insert(line.into_active_model())
            .exec_without_returning(sweep.connection())
            .await?;
        if closed.leaves_its_names {
            identifier::Entity::update_many()
                .col_expr(identifier::Column::OrganisationId, Expr::value(successor_id))
                .filter(identifier::Column::OrganisationId.eq(closed.before.id))
                .exec(sweep.connection())
                .await?;
        }
        Ok(())
    }

    /// Ends the mandates of bodies that close or leave the unit of the committee that gave them.
    async fn end_mandates(&self, plan: &BodyPlan, sweep: &mut impl Sweep) -> Result<()> {
        let left = plan
            .passed
            .iter()
            .filter(|passed| passed.before.unit_id != passed.after.unit_id);
        let closed = plan.closed.iter().map(|closed| closed.before.id);
        let closed: Vec<OrganisationId> = closed.chain(left.map(|passed| passed.before.id)).collect();
        let mut ended = BTreeSet::new();
        for chunk in closed.chunks(CHUNK) {
            let party = Condition::any()
                .add(mandate::Column::OrganisationId.is_in(chunk.iter().copied()))
                .add(mandate::Column::CommitteeId.is_in(chunk.iter().copied()));
            let outliving = Condition::any()
                .add(mandate::Column::ValidTo.is_null())
                .add(mandate::Column::ValidTo.gt(self.act.effective_on));
            let found = mandate::Entity::find()
                .filter(party)
                .filter(outliving)
                .lock(LockType::NoKeyUpdate);
            for before in found.all(sweep.connection()).await? {
                if ended.insert(before.id) {
                    let after = mandate::Model {
                        valid_to: Some(self.act.effective_on.max(before.valid_from)),
                        end_reason: Some(self.act.legal_basis.clone()),
                        ..before.clone()
                    };
                    sweep.amend::<mandate::Entity>(&before, after).await?;
                }
            }
        }
        Ok(())
    }
}

/// What became of the organisations.
pub(super) fn told(plan: &BodyPlan) -> Vec<AffectedOrganisation> {
    let told = |body: &organisation::Model, outcome, successor| AffectedOrganisation {
        id: body.id,
        name: body.name.clone(),
        kind: body.kind,
        outcome,
        unit: body.unit_id,
        managed_by: body.managed_by,
        successor,
    };
    let opened = plan
        .opened
        .iter()
        .map(|body| told(body, OrganisationOutcome::Opened, None));
    let closed = plan
        .closed
        .iter()
        .map(|closed| told(&closed.after, OrganisationOutcome::Closed, closed.successor));
    let passed = plan
        .passed
        .iter()
        .map(|passed| told(&passed.after, OrganisationOutcome::Passed, None));
    opened.chain(closed).chain(passed).collect()
}
