//! The province the matrix is about: the demonstration, what it lacks of callers, and a second province.

use danchu::{
    access::{
        Feature, Kernel, OrganisationId, OrganisationKind, PermissionTable, Role, SystemTx, Task, UnitId, derived,
    },
    account::{account, post},
    clock::Clocks,
    config::Demo,
    demo,
    organisation::{mandate, organisation, organisation_reach},
    reporting::{
        kinds::Progress,
        obligation::entity as obligation,
        round::entity as round,
        submission::{draft, version},
    },
    territory::{
        load::{Act, List, load},
        unit,
    },
    text,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::support::{database::Database, server::ISSUER};

/// What every draft begins with, before the id of the organisation it belongs to.
pub const SEAL: &str = "BẢN SOẠN CỦA ";

const FOREIGN: &str = "code,name,level,type,parent_code\n11,Điện Biên,province,Tỉnh,\n\
                       03127,Điện Biên Phủ,commune,Phường,11\n03130,Mường Thanh,commune,Phường,11\n";
/// Districts where there are districts.
const FOREIGN_THREE: &str = "code,name,level,type,parent_code\n11,Điện Biên,province,Tỉnh,\n\
                             094,Điện Biên Phủ,district,Thành phố,11\n03127,Noong Bua,commune,Phường,094\n\
                             03130,Him Lam,commune,Phường,094\n";

const CALLERS: &[&str] = &[
    "administrator.12",
    "officer.12",
    "leader.12",
    "overseer.12",
    "front.12",
    "administrator.hdnd-12",
    "officer.so-noi-vu",
    "leader.so-noi-vu",
    "officer.so-tu-phap",
    "leader.so-tu-phap",
    "administrator.so-gddt",
    "officer.so-gddt",
    "leader.so-gddt",
    "officer.thpt-chuyen",
    "leader.thpt-chuyen",
    "administrator.03388",
    "officer.03388",
    "leader.03388",
    "overseer.03388",
    "front.03388",
    "officer.truong-03388",
    "leader.truong-03388",
    "newcomer.03388",
    "board.03388",
    "leader.03390",
    "administrator.11",
    "leader.11",
    "officer.03127",
];
const WITH_DISTRICTS: &[&str] = &[
    "administrator.105",
    "officer.105",
    "leader.105",
    "overseer.105",
    "front.105",
    "officer.pnv-105",
    "leader.pnv-105",
    "leader.106",
];
const WITHOUT_DISTRICTS: &[&str] = &["officer.106", "officer.vhxh-03388", "leader.vhxh-03388"];

/// Everybody who calls.
pub fn callers(tier: Demo) -> impl Iterator<Item = &'static str> {
    let others = match tier {
        Demo::ThreeTier => WITH_DISTRICTS,
        Demo::TwoTier => WITHOUT_DISTRICTS,
    };
    CALLERS.iter().chain(others).copied()
}

/// Fills an empty database; returns its clocks.
pub async fn make(database: &Database, tier: Demo) -> Clocks {
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = demo::make(&store, tier).await.expect("the demonstration is made");
    let (csv, since) = match tier {
        Demo::ThreeTier => (FOREIGN_THREE, "2004-01-01"),
        Demo::TwoTier => (FOREIGN, "2025-07-01"),
    };
    let act = Act {
        valid_from: since.parse().expect("a day"),
        legal_basis: "Danh mục đơn vị hành chính".to_owned(),
    };
    load(
        &store,
        clocks,
        &[List {
            name: "dien_bien.csv",
            csv,
        }],
        &act,
    )
    .await
    .expect("the other province is loaded");
    let kernel = Kernel::start(store, clocks, PermissionTable::default(), ISSUER.to_owned())
        .await
        .expect("a kernel");
    let change = kernel.system(Task::LoadBuiltIns).begin().await.expect("a change");
    let fixture = Fixture::begin(&change).await;
    fixture.people_of_the_demonstration(tier).await;
    fixture.other_province().await;
    fixture.seal_drafts().await;
    let event = danchu::access::Event::about("register", derived::<uuid::Uuid>("test/access"));
    change
        .commit(event, clocks.real.now())
        .await
        .expect("the fixture is kept");
    kernel.store.close().await;
    clocks
}

struct Fixture<'c> {
    change: &'c SystemTx,
    /// Somebody whose password is the demonstration's.
    model: account::Model,
    organisations: Vec<organisation::Model>,
}

impl<'c> Fixture<'c> {
    async fn begin(change: &'c SystemTx) -> Self {
        let model = account::Entity::find().filter(account::Column::Login.eq("officer.12"));
        let model = model
            .one(change.connection())
            .await
            .expect("an answer")
            .expect("an account");
        let organisations = organisation::Entity::find()
            .all(change.connection())
            .await
            .expect("an answer");
        Self {
            change,
            model,
            organisations,
        }
    }

    async fn people_of_the_demonstration(&self, tier: Demo) {
        let commune = self.body_of("officer.03388").await;
        self.hire("administrator.03388", Role::Administrator, &commune).await;
        self.hire("newcomer.03388", Role::Officer, &commune).await;
        let board = self
            .found(
                "ban-ttnd",
                OrganisationKind::InspectionBoard,
                commune.unit_id,
                None,
                &commune,
            )
            .await;
        self.hire("board.03388", Role::Board, &board).await;
        let council = self.body_of("overseer.12").await;
        self.hire("administrator.hdnd-12", Role::Administrator, &council).await;
        let department = self.body_of("officer.so-gddt").await;
        self.hire("administrator.so-gddt", Role::Administrator, &department)
            .await;
        if tier == Demo::ThreeTier {
            self.hire(
                "administrator.105",
                Role::Administrator,
                &self.body_of("officer.105").await,
            )
            .await;
        }
        let province = self.body_of("officer.12").await;
        let body = self.body_of("officer.so-tu-phap").await;
        self.keep(mandate::Model {
            id: derived("test/mandate"),
            committee_id: province.id,
            organisation_id: body.id,
            unit_id: province.unit_id,
            feature: Feature::Organisation,
            valid_from: province.valid_from.max(body.valid_from),
            valid_to: None,
            document: "Quyết định số 9/QĐ-UBND".to_owned(),
            end_reason: None,
            version: 1,
        })
        .await;
    }

    /// The other province: a committee with two departments, a commune with a school, and a round with reports in every state.
    async fn other_province(&self) {
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

    /// Writes into every draft whose it is.
    async fn seal_drafts(&self) {
        let drafts = draft::Entity::find()
            .all(self.change.connection())
            .await
            .expect("an answer");
        for mut row in drafts {
            let seal = format!("{SEAL}{}", row.organisation_id);
            row.narrative.0.insert("overview".to_owned(), seal);
            let row = row.into_active_model().reset_all();
            draft::Entity::update(row)
                .exec(self.change.connection())
                .await
                .expect("the draft is kept");
        }
    }

    async fn body_of(&self, login: &str) -> organisation::Model {
        let account = account::Entity::find().filter(account::Column::Login.eq(login));
        let account = account
            .one(self.change.connection())
            .await
            .expect("an answer")
            .expect("an account");
        let body = self
            .organisations
            .iter()
            .find(|body| body.id == account.organisation_id);
        body.expect("an organisation").clone()
    }

    async fn unit(&self, code: &str) -> UnitId {
        let found = unit::Entity::find()
            .filter(unit::Column::Code.eq(code))
            .one(self.change.connection());
        found.await.expect("an answer").expect("a unit").id
    }

    async fn found(
        &self,
        key: &str,
        kind: OrganisationKind,
        unit_id: UnitId,
        managed_by: Option<OrganisationId>,
        model: &organisation::Model,
    ) -> organisation::Model {
        let name = format!("Cơ quan {key}");
        let row = organisation::Model {
            id: derived(&format!("test/organisation/{key}")),
            code: None,
            name_fold: text::fold(&name),
            name_sort: text::sort_key(&name),
            name,
            kind,
            sector: None,
            unit_id,
            origin_unit_id: unit_id,
            managed_by,
            ..model.clone()
        };
        self.keep(row.clone()).await;
        for root_id in [Some(row.id), managed_by].into_iter().flatten() {
            self.keep(organisation_reach::Model {
                root_id,
                organisation_id: row.id,
            })
            .await;
        }
        row
    }

    async fn hire(&self, login: &str, role: Role, body: &organisation::Model) {
        let id = derived(&format!("test/account/{login}"));
        self.keep(account::Model {
            id,
            login: login.to_owned(),
            name: login.to_owned(),
            name_fold: text::fold(login),
            name_sort: text::sort_key(login),
            must_change_password: login.starts_with("newcomer"),
            organisation_id: body.id,
            unit_id: body.unit_id,
            ..self.model.clone()
        })
        .await;
        self.keep(post::Model {
            id: derived(&format!("test/post/{login}")),
            account_id: id,
            organisation_id: body.id,
            unit_id: body.unit_id,
            title: "Chuyên viên".to_owned(),
            roles: post::Roles(vec![role]),
            valid_from: body.valid_from,
            valid_to: None,
            document: None,
            end_reason: None,
            version: 1,
        })
        .await;
    }

    async fn keep<M, A>(&self, row: M)
    where
        M: IntoActiveModel<A>,
        A: ActiveModelTrait + Send,
    {
        let row = row.into_active_model().reset_all();
        let kept = <A::Entity as EntityTrait>::insert(row)
            .exec_without_returning(self.change.connection())
            .await;
        kept.expect("a row of the fixture is kept");
    }
}
