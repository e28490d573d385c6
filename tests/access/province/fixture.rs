//! Rows put into the demonstration as it is made ready for the matrix.

use danchu::{
    access::{OrganisationId, OrganisationKind, Record, Role, SystemTx, UnitId, derived},
    account::{account, post},
    organisation::{organisation, organisation_reach},
    territory::unit,
    text,
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};

pub struct Fixture<'c> {
    pub change: &'c SystemTx,
    /// Somebody whose password is the demonstration's.
    model: account::Model,
}

impl<'c> Fixture<'c> {
    pub async fn begin(change: &'c SystemTx) -> Self {
        let model = account::Entity::find().filter(account::Column::Login.eq("officer.12"));
        let model = model
            .one(change.connection())
            .await
            .expect("an answer")
            .expect("an account");
        Self { change, model }
    }

    pub async fn body_of(&self, login: &str) -> organisation::Model {
        let account = account::Entity::find().filter(account::Column::Login.eq(login));
        let account = account
            .one(self.change.connection())
            .await
            .expect("an answer")
            .expect("an account");
        let body = organisation::Entity::find_by_id(account.organisation_id);
        let body = body.one(self.change.connection()).await;
        body.expect("an answer").expect("an organisation")
    }

    pub async fn unit(&self, code: &str) -> UnitId {
        let found = unit::Entity::find()
            .filter(unit::Column::Code.eq(code))
            .one(self.change.connection());
        found.await.expect("an answer").expect("a unit").id
    }

    /// The committee of the unit of this code, be it closed.
    pub async fn committee_of(&self, code: &str) -> organisation::Model {
        let committees = organisation::Entity::find()
            .filter(organisation::Column::UnitId.eq(self.unit(code).await))
            .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCommittee));
        let found = committees.one(self.change.connection()).await;
        found.expect("an answer").expect("a committee")
    }

    pub async fn found(
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

    pub async fn hire(&self, login: &str, role: Role, body: &organisation::Model) {
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

    pub async fn keep<M, A>(&self, row: M)
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

    /// What follows from a record and is kept beside it.
    pub async fn keep_beside<E: Record>(&self, row: E::Model) {
        let kept = E::keep_beside(&[row], self.change.connection()).await;
        kept.expect("what follows from a row is kept");
    }
}
