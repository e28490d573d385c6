//! The documents that wait for the caller: what its organisation has to issue, recognise, answer or review, since when and until when.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    boards, conventions, duties, elections,
    item::{WorkAction, WorkItem, WorkKind},
    measures, regulations, resolutions,
};
use crate::{
    access::{
        BoardId, DocumentId, ElectionId, Feature, Look, OrganisationId, RecommendationId, Snapshot, VillageId, derived,
    },
    calendar::{Course, beginning_of_day, end_of_day, judge},
    document::regulation::Setting,
    duty::DutyCode,
    http::Result,
    organisation::{name::Names, organisation},
};

/// One thing that is to be done with a document, or with one that is not there yet.
pub struct Wait {
    pub kind: WorkKind,
    pub organisation: OrganisationId,
    pub document: Option<DocumentId>,
    pub election: Option<ElectionId>,
    pub board: Option<BoardId>,
    pub recommendation: Option<RecommendationId>,
    /// Where a measure is read.
    pub address: Option<String>,
    pub duty: Option<DutyCode>,
    pub village: Option<VillageId>,
    /// Of a complaint: its place among those against the convention, from 1 on.
    pub complaint: Option<u32>,
    pub setting: Option<Setting>,
    pub since: NaiveDate,
    /// The last day, where the law sets one.
    pub due: Option<NaiveDate>,
    pub actions: Vec<WorkAction>,
    pub version: i64,
}

/// What waits, each with its version.
pub async fn waiting(moment: &Snapshot) -> Result<Vec<(WorkItem, i64)>> {
    let today = moment.clocks().legal.today();
    // Who reports for a committee does not therefore write its documents.
    let look = moment.within(Feature::Document);
    let bodies = acting(&look, today).await?;
    let mut waits = regulations::waiting(&look, &bodies, today).await?;
    waits.extend(conventions::waiting(&look, &bodies, today).await?);
    waits.extend(resolutions::waiting(&look, &bodies).await?);
    waits.extend(elections::waiting(&look, &bodies, today).await?);
    let look = moment.within(Feature::Board);
    let bodies = acting(&look, today).await?;
    waits.extend(boards::waiting(&look, &bodies, today).await?);
    let look = moment.within(Feature::Measure);
    let bodies = acting(&look, today).await?;
    waits.extend(measures::waiting(&look, &bodies, today).await?);
    waits.extend(duties::waiting(&look, &bodies, today).await?);
    let names = Names::of(&look, waits.iter().map(|wait| wait.organisation)).await?;
    Ok(waits.into_iter().map(|wait| wait.item(&look, &names)).collect())
}

/// The bodies in whose name the caller acts in a feature.
async fn acting(look: &impl Look, today: NaiveDate) -> Result<Vec<organisation::Model>> {
    let mine = organisation::Column::Id.is_in(look.scope().principals());
    let bodies = look.find::<organisation::Entity>().filter(mine).all().await?;
    Ok(bodies.into_iter().filter(|body| body.exists_on(today)).collect())
}

impl Wait {
    /// Something to be done by an organisation, of which nothing else is known yet.
    pub const fn of(kind: WorkKind, organisation: OrganisationId, since: NaiveDate) -> Self {
        Self {
            kind,
            organisation,
            document: None,
            election: None,
            board: None,
            recommendation: None,
            address: None,
            duty: None,
            village: None,
            complaint: None,
            setting: None,
            since,
            due: None,
            actions: Vec::new(),
            version: 0,
        }
    }

    fn item(self, look: &impl Look, names: &Names) -> (WorkItem, i64) {
        let now = look.clocks().legal.now();
        let since = beginning_of_day(self.since);
        let standing = self.due.map(|due| judge(now, &Course::owed(end_of_day(due), None)));
        // A convention may wait for several things, and what is missing has no id.
        let board = (self.board, self.recommendation);
        let measure = (&self.address, self.duty);
        let place = (self.document, self.election, board, measure, self.village, self.setting);
        let subject = format!(
            "worklist/{:?}/{}/{place:?}/{}/{:?}",
            self.kind, self.organisation, self.since, self.complaint
        );
        let item = WorkItem {
            kind: self.kind,
            since,
            age_days: (now - since).num_days().max(0),
            due_at: standing.map(|standing| standing.due_at),
            timeliness: standing.map(|standing| standing.timeliness),
            round_id: None,
            round_name: None,
            period_key: None,
            organisation: names.named(self.organisation),
            obligation_id: None,
            submission_id: None,
            consolidation_id: None,
            document_id: self.document,
            election_id: self.election,
            board_id: self.board,
            recommendation_id: self.recommendation,
            address: self.address,
            duty: self.duty,
            village_id: self.village,
            complaint: self.complaint,
            setting: self.setting,
            subject: derived(&subject),
            allowed_actions: self.actions,
        };
        (item, self.version)
    }
}

/// Rows by whoever they are of.
pub fn by_owner<R>(rows: Vec<R>, owner: impl Fn(&R) -> OrganisationId) -> BTreeMap<OrganisationId, Vec<R>> {
    let mut by_owner: BTreeMap<OrganisationId, Vec<R>> = BTreeMap::new();
    for row in rows {
        by_owner.entry(owner(&row)).or_default().push(row);
    }
    by_owner
}
