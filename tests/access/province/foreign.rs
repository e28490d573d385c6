//! A second province, to which nobody of the first has access.

use danchu::{
    access::{OrganisationId, OrganisationKind, Role, Store, derived},
    clock::Clocks,
    demo::Tier as Demo,
    organisation::organisation,
    reporting::{
        kinds::Progress,
        obligation::entity as obligation,
        round::entity as round,
        submission::{draft, version},
    },
    territory::load::{Act, List, load},
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::fixture::Fixture;

const FOREIGN: &str = "code,name,level,type,parent_code\n11,Điện Biên,province,Tỉnh,\n\
                       03127,Điện Biên Phủ,commune,Phường,11\n03130,Mường Thanh,commune,Phường,11\n";
/// Districts where there are districts.
const FOREIGN_THREE: &str = "code,name,level,type,parent_code\n11,Điện Biên,province,Tỉnh,\n\
                             094,Điện Biên Phủ,district,Thành phố,11\n03127,Noong Bua,commune,Phường,094\n\
                             03130,Him Lam,commune,Phường,094\n";

/// Loads the units of the other province.
pub async fn load_units(store: &Store, clocks: Clocks, tier: Demo) {
    let (csv, since) = match tier {
        Demo::ThreeTier => (FOREIGN_THREE, "2004-01-01"),
        Demo::TwoTier => (FOREIGN, "2025-07-01"),
    };
    let act = Act {
        valid_from: since.parse().expect("a day"),
        legal_basis: "Danh mục đơn vị hành chính".to_owned(),
    };
    let name = "dien_bien.csv";
    let loaded = load(store, clocks, &[List { name, csv }], &act).await;
    loaded.expect("the other province is loaded");
}

impl Fixture<'_> {
    /// The other province: a committee with two departments, a commune with a school, and a round with reports in every state.
    pub async fn other_province(&self) {
        let model = self.body_of("officer.03388").await;
        let (province, commune) = (self.unit("11").await, self.unit("03127").await);
        let committee = self
            .found("11", OrganisationKind::PeopleCommittee, province, None, &model)
            .await;
        let first = self
            .found("so-11", OrganisationKind::ProvincialDepartment, province, None, &model)
            .await;
        let second = self
            .found(
                "so-11-2",
                OrganisationKind::ProvincialDepartment,
                province,
                None,
                &model,
            )
            .await;
        let ward = self
            .found("03127", OrganisationKind::PeopleCommittee, commune, None, &model)
            .await;
        let school = self
            .found(
                "truong-03127",
                OrganisationKind::PublicServiceUnit,
                commune,
                Some(ward.id),
                &model,
            )
            .await;
        self.hire("administrator.11", Role::Administrator, &committee).await;
        self.hire("officer.11", Role::Officer, &committee).await;
        self.hire("leader.11", Role::Leader, &committee).await;
        self.hire("officer.03127", Role::Officer, &ward).await;
        let rounds = round::Entity::find().filter(round::Column::ClosedAt.is_null());
        let open = rounds
            .one(self.change.connection())
            .await
            .expect("an answer")
            .expect("an open round");
        let theirs = round::Model {
            id: derived("test/round"),
            organisation_id: committee.id,
            unit_id: province,
            ..open.clone()
        };
        self.keep(theirs.clone()).await;
        let reports = [
            (&first, Progress::NotStarted),
            (&ward, Progress::Draft),
            (&second, Progress::Accepted),
            (&school, Progress::Submitted),
        ];
        for (body, progress) in reports {
            self.report(&open, &theirs, body, progress, committee.id).await;
        }
    }

    /// A report like one of the demonstration's in this state.
    async fn report(
        &self,
        of: &round::Model,
        round: &round::Model,
        body: &organisation::Model,
        progress: Progress,
        receiver_id: OrganisationId,
    ) {
        let connection = self.change.connection();
        let like = obligation::Entity::find()
            .filter(obligation::Column::RoundId.eq(of.id))
            .filter(obligation::Column::Progress.eq(progress))
            .order_by_asc(obligation::Column::Id);
        let like = like
            .one(connection)
            .await
            .expect("an answer")
            .expect("a report in this state");
        let name = format!("test/report/{}", body.id);
        let submission_id = like.submission_id.map(|_| derived(&name));
        self.keep(obligation::Model {
            id: derived(&format!("{name}/obligation")),
            round_id: round.id,
            organisation_id: body.id,
            unit_id: body.unit_id,
            origin_unit_id: body.unit_id,
            submission_id,
            receiver_id,
            handled_by: None,
            ..like.clone()
        })
        .await;
        let Some((theirs, submission_id)) = like.submission_id.zip(submission_id) else {
            return;
        };
        let drafts = draft::Entity::find_by_id(theirs)
            .all(connection)
            .await
            .expect("an answer");
        for row in drafts {
            let place = (body.id, body.unit_id);
            self.keep(draft::Model {
                submission_id,
                organisation_id: place.0,
                unit_id: place.1,
                ..row
            })
            .await;
        }
        let versions = version::Entity::find().filter(version::Column::SubmissionId.eq(theirs));
        for row in versions.all(connection).await.expect("an answer") {
            self.keep(version::Model {
                id: derived(&format!("{name}/{}", row.number)),
                submission_id,
                obligation_id: derived(&format!("{name}/obligation")),
                round_id: round.id,
                organisation_id: body.id,
                unit_id: body.unit_id,
                receiver_id,
                handled_by: None,
                ..row
            })
            .await;
        }
    }
}
