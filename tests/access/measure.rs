//! The measures: one table of where each kind is, and of who may read which.

use danchu::{
    access::{OrganisationId, Task, UnitId},
    measure::{
        MeasureSetting,
        activity::{ActivityState, entity as activity},
        commendation::entity as commendation,
        compliance::{ComplianceState, entity as compliance},
        condition::entity as condition,
        consultation::entity as consultation,
        decision::entity as decision,
        directive::entity as directive,
        disclosure::entity as disclosure,
        evaluation::entity as evaluation,
        funding::entity as funding,
        remark::entity as remark,
        service_figure::entity as service_figure,
        violation::entity as violation,
    },
};
use sea_orm::{EntityTrait, QueryOrder};
use uuid::Uuid;

use crate::support::replica::Replica;

/// A measure as access sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    pub kind: MeasureKind,
    pub id: Uuid,
    pub organisation: OrganisationId,
    pub unit: UnitId,
    pub version: i64,
    /// Whether Councils and Fronts of the place read it.
    pub open: bool,
    /// Whom an inspection is of, and where they are.
    pub subject: Option<(OrganisationId, UnitId)>,
    /// The row, as it was.
    pub row: String,
}

macro_rules! measures {
    ($($kind:ident $path:literal $entity:ident, open: $open:expr, subject: $subject:expr;)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum MeasureKind { $($kind),* }

        /// Each kind with its path under `/api/v1`.
        pub const MEASURES: &[(MeasureKind, &str)] = &[$((MeasureKind::$kind, $path)),*];

        /// All of all kinds.
        pub async fn all(kernel: &Replica) -> Vec<Measure> {
            let system = kernel.system(Task::LoadBuiltIns);
            let mut all = Vec::new();
            $(
                let open: fn(&$entity::Model) -> bool = $open;
                let subject: fn(&$entity::Model) -> Option<(OrganisationId, UnitId)> = $subject;
                let rows = $entity::Entity::find().order_by_asc($entity::Column::Id).all(system.reader()).await;
                all.extend(rows.expect("the table can be read").iter().map(|row| Measure {
                    kind: MeasureKind::$kind,
                    id: row.id.0,
                    organisation: row.organisation_id,
                    unit: row.unit_id,
                    version: row.version,
                    open: open(row),
                    subject: subject(row),
                    row: format!("{row:?}"),
                }));
            )*
            all
        }

        /// The row as it is now.
        pub async fn now(kernel: &Replica, kind: MeasureKind, id: Uuid) -> String {
            let system = kernel.system(Task::LoadBuiltIns);
            match kind {
                $(MeasureKind::$kind => {
                    let row = $entity::Entity::find_by_id(id).one(system.reader()).await;
                    row.expect("the row can be read").map(|row| format!("{row:?}")).unwrap_or_default()
                })*
            }
        }
    };
}

measures! {
    Activity "/activities" activity, open: |row| matches!(row.state, ActivityState::Held | ActivityState::Reported), subject: |_| None;
    Directive "/directives" directive, open: |_| true, subject: |_| None;
    Condition "/conditions" condition, open: |_| true, subject: |_| None;
    Disclosure "/disclosures" disclosure, open: |row| row.setting == MeasureSetting::Commune && row.disclosed_on.is_some(), subject: |_| None;
    Decision "/people-decisions" decision, open: |_| true, subject: |_| None;
    Consultation "/consultations" consultation, open: |row| row.setting == MeasureSetting::Commune, subject: |_| None;
    Compliance "/compliance-inspections" compliance, open: |row| !matches!(row.state, ComplianceState::Planned | ComplianceState::Visited | ComplianceState::GivenUp),
        subject: |row| Some((row.subject_id, row.subject_unit_id));
    Evaluation "/evaluations" evaluation, open: |_| false, subject: |_| None;
    Commendation "/commendations" commendation, open: |_| true, subject: |_| None;
    Violation "/violations" violation, open: |_| false, subject: |_| None;
    Funding "/funding" funding, open: |_| true, subject: |_| None;
    Remark "/document-remarks" remark, open: |_| true, subject: |row| Some((row.subject_id, row.subject_unit_id));
    ServiceFigure "/service-figures" service_figure, open: |_| true, subject: |_| None;
}

/// The kind at a path, if it is a measure's.
pub fn at(path: &str) -> Option<MeasureKind> {
    let starts = |start: &str| {
        let rest = path.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    MEASURES.iter().find(|(_, start)| starts(start)).map(|(kind, _)| *kind)
}
