//! Consolidated reports of committees of two provinces: drafted, sent up, and published.

use chrono::DateTime;
use danchu::{
    access::{OrganisationId, RoundId, derived},
    account::account,
    organisation::organisation,
    reporting::{
        consolidation::entity::{Adjustments, ConsolidationState, Frozen, Model},
        round::entity as round,
        submission::version::StoredNarrative,
        total::api::{Coverage, TreeBasis},
        values::Narrative,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::fixture::Fixture;

impl Fixture<'_> {
    /// Of each committee one in every state.
    pub async fn consolidations(&self, committees: &[&str]) {
        let province = self.body_of("officer.12").await;
        for code in committees {
            let committee = self.body_of(&format!("officer.{code}")).await;
            let (round, above) = match *code {
                "11" => (derived("test/round"), None),
                "03127" => (derived("test/round"), Some(self.body_of("officer.11").await.id)),
                "12" => (self.round_of(province.id).await, None),
                "03388" if committees.contains(&"105") => {
                    let district = self.body_of("officer.105").await.id;
                    (self.round_of(province.id).await, Some(district))
                }
                _ => (self.round_of(province.id).await, Some(province.id)),
            };
            let signer = account::Entity::find().filter(account::Column::OrganisationId.eq(committee.id));
            let signer = signer.one(self.change.connection()).await;
            let signer = signer.expect("an answer").expect("somebody");
            for row in of_each_state(&committee, round, above, &signer) {
                self.keep(row).await;
            }
        }
    }

    async fn round_of(&self, committee: OrganisationId) -> RoundId {
        let open = round::Entity::find()
            .filter(round::Column::OrganisationId.eq(committee))
            .filter(round::Column::ClosedAt.is_null());
        let open = open.one(self.change.connection()).await;
        open.expect("an answer").expect("an open round").id
    }
}

fn of_each_state(
    committee: &organisation::Model,
    round_id: RoundId,
    above: Option<OrganisationId>,
    signer: &account::Model,
) -> [Model; 3] {
    let day = |day: &str| DateTime::parse_from_rfc3339(day).expect("a time").to_utc();
    let draft = Model {
        id: derived(&format!("test/consolidation/{}", committee.id)),
        round_id,
        organisation_id: committee.id,
        unit_id: committee.unit_id,
        number: 3,
        state: ConsolidationState::Draft,
        figures: Frozen {
            frozen_at: day("2024-12-16T01:00:00Z"),
            basis: TreeBasis::Original,
            coverage: Coverage::default(),
            indicators: Vec::new(),
            sources: Vec::new(),
        },
        adjustments: Adjustments::default(),
        narrative: StoredNarrative(Narrative::new()),
        hash: None,
        drafted_by: signer.id,
        drafter_name: signer.name.clone(),
        signed_at: None,
        signed_by: None,
        signed_in: None,
        signer_name: None,
        signer_title: None,
        signed_for: None,
        receiver_id: None,
        decided_at: None,
        decider_name: None,
        reason: None,
        published_at: None,
        publisher_name: None,
        official_issue: None,
        version: 1,
    };
    let sent = Model {
        id: derived(&format!("test/consolidation/{}/sent", committee.id)),
        number: 2,
        state: ConsolidationState::Signed,
        signed_at: Some(day("2024-12-16T02:00:00Z")),
        signed_by: Some(signer.id),
        receiver_id: above,
        ..draft.clone()
    };
    let published = Model {
        id: derived(&format!("test/consolidation/{}/published", committee.id)),
        number: 1,
        state: ConsolidationState::Accepted,
        published_at: Some(day("2024-12-16T03:00:00Z")),
        ..sent.clone()
    };
    [draft, sent, published]
}
