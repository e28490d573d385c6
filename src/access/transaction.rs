//! A change: begun by a caller, confined to its scope, and committed only together with its event. Dropped, it never happened.

use std::{marker::PhantomData, ops::Deref};

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, IdenStatic,
    IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn, QueryFilter, Statement, sea_query::IntoCondition,
};
use uuid::Uuid;

use super::{
    Actor, Event, Find, Permission, Reach, Record, Scoped, event::Stamp, fresh, idempotency::HeldKey, trail::Trail,
};
use crate::{
    http::{Answer, Code, IfMatch, Problem, Result},
    territory::unit,
};

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

/// A change in progress under permission `P`.
pub struct Tx<P> {
    transaction: DatabaseTransaction,
    actor: Actor,
    key: Option<HeldKey>,
    trail: Trail,
    permission: PhantomData<P>,
}

impl<P> Deref for Tx<P> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl<P: Permission> Tx<P> {
    pub(super) fn new(transaction: DatabaseTransaction, actor: Actor, key: Option<HeldKey>) -> Self {
        Self {
            transaction,
            actor,
            key,
            trail: Trail::default(),
            permission: PhantomData,
        }
    }

    pub(super) fn transaction(&self) -> &DatabaseTransaction {
        &self.transaction
    }

    pub(super) fn trail(&mut self) -> &mut Trail {
        &mut self.trail
    }

    /// Looks within the scope, inside this change.
    pub fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseTransaction> {
        Find::new(&self.actor.scope, &self.transaction)
    }

    /// The record of an id that its client chose, if there is one. Of two who write it at once, the second waits and finds what the first has written.
    pub async fn known<E: Record>(&self, id: E::Id) -> Result<Option<E::Model>> {
        reserve(id.into(), &self.transaction).await?;
        self.find::<E>().by_ids([id]).one().await
    }

    /// Loads a record for change and locks it: 404 when out of scope, 403 when it is not the caller's to change.
    pub async fn lock<E: Record>(&self, id: E::Id) -> Result<E::Model> {
        let row = self.hold_one::<E>(id).await?;
        self.require_mine::<E>(&row).await?;
        Ok(row)
    }

    /// Loads a record of whomever, within the scope, and locks it: 404 when there is none.
    pub async fn hold_one<E: Record>(&self, id: E::Id) -> Result<E::Model> {
        self.find::<E>().locked().by_id(id).await
    }

    /// Loads a record as [`Self::lock`], and refuses unless `if_match` names its version.
    pub async fn lock_matching<E: Record>(&self, id: E::Id, if_match: IfMatch) -> Result<E::Model> {
        let row = self.lock::<E>(id).await?;
        if_match.check(E::version(&row))?;
        Ok(row)
    }

    /// Loads rows of whomever, within the scope, and locks them: they stay as they are found until this change is made.
    pub async fn hold<E: Scoped>(&self, which: impl IntoCondition) -> Result<Vec<E::Model>> {
        self.find::<E>().filter(which).locked().all().await
    }

    /// Locks a record, lets `change` decide, and saves it. The one way to change a record.
    pub async fn edit<E: Record>(
        &mut self,
        id: E::Id,
        if_match: IfMatch,
        change: impl FnOnce(&mut E::Model) -> Result<()>,
    ) -> Result<E::Model> {
        let before = self.lock_matching::<E>(id, if_match).await?;
        let mut after = before.clone();
        change(&mut after)?;
        self.save::<E>(&before, after).await
    }

    /// Saves a record that [`Self::lock`] loaded; its version rises by one.
    pub async fn save<E: Record>(&mut self, before: &E::Model, mut after: E::Model) -> Result<E::Model> {
        E::set_version(&mut after, E::version(before) + 1);
        let (row, fields) = difference::<E>(before, &after);
        E::update(row).exec_without_returning(&self.transaction).await?;
        let saved = self.look_again::<E>(&after).await?;
        E::keep_beside(std::slice::from_ref(&saved), &self.transaction).await?;
        self.trail.touch(Event::naming::<E>(&saved, fields));
        Ok(saved)
    }

    /// Adds a record, then finds it through the same scope: what one cannot see one cannot write.
    pub async fn add<E: Record>(&mut self, row: E::Model) -> Result<E::Model> {
        self.require_reached::<E>(&row)?;
        E::insert(row.clone().into_active_model().reset_all())
            .exec_without_returning(&self.transaction)
            .await?;
        let row = self.look_again::<E>(&row).await?;
        self.require_alive::<E>(&row).await?;
        E::keep_beside(std::slice::from_ref(&row), &self.transaction).await?;
        self.trail.touch(Event::on::<E>(&row));
        Ok(row)
    }

    /// Adds records that come with one the caller may change, whoever they belong to: all within the scope.
    pub async fn add_under<L: Record, E: Record>(&mut self, _locked: &L::Model, rows: &[E::Model]) -> Result<()> {
        for rows in rows.chunks(AT_ONCE) {
            let new = rows.iter().map(|row| row.clone().into_active_model().reset_all());
            E::insert_many(new).exec_without_returning(&self.transaction).await?;
            let ids = rows.iter().map(|row| E::id_of(row));
            let seen = self.find::<E>().by_ids(ids).count().await?;
            if u64::try_from(rows.len()).is_ok_and(|added| added != seen) {
                return Err(Problem::new(Code::UnknownReference));
            }
            E::keep_beside(rows, &self.transaction).await?;
            self.trail.add(rows.iter().map(Event::on::<E>));
        }
        Ok(())
    }

    /// The office in whose authority the caller acts here, where `P` was delegated to them and is not their own.
    pub fn signed_for(&self) -> Option<String> {
        let own = self.kernel().permissions.rule(P::NAME);
        let own = own.is_some_and(|rule| rule.is_of_role(self.identity()));
        let delegated = self.identity().delegation(P::NAME).filter(|_| !own);
        delegated.map(|delegated| delegated.title.clone())
    }

    /// Names in the event what was changed beside the record's own row.
    pub fn note(&mut self, field: &str) {
        self.trail.note(field);
    }

    /// The connection, for tables that belong to one record and are changed only with it (lines, totals). The caller of
    /// this names the record it has locked.
    pub(crate) fn within_lock<E: Record>(&self, _locked: &E::Model) -> &DatabaseTransaction {
        &self.transaction
    }

    async fn require_mine<E: Record>(&self, row: &E::Model) -> Result<()> {
        self.require_reached::<E>(row)?;
        self.require_alive::<E>(row).await
    }

    /// 403 when the permission does not reach records of this owner.
    fn require_reached<E: Record>(&self, row: &E::Model) -> Result<()> {
        let owner = E::owner(row).organisation;
        let own = self.actor.scope.owns(owner);
        let filled = E::IS_FILLED && self.actor.scope.fills_for(owner);
        match (self.actor.reach, own) {
            (Reach::Own, false) if filled => Ok(()),
            (Reach::Own, false) | (Reach::Below, true) => Err(Problem::new(Code::NotYours)),
            (Reach::Own, true) | (Reach::Below, false) | (Reach::Scope, _) => Ok(()),
        }
    }

    /// 403 when the record's unit has ended: what it held may be read, not changed.
    async fn require_alive<E: Record>(&self, row: &E::Model) -> Result<()> {
        if !E::ENDS_WITH_ITS_UNIT {
            return Ok(());
        }
        let unit = unit::Entity::find_by_id(E::owner(row).unit)
            .one(&self.transaction)
            .await?;
        let today = self.clocks().legal.today();
        match unit.is_some_and(|unit| unit.exists_on(today)) {
            true => Ok(()),
            false => Err(Problem::new(Code::ReadOnlyHistory)),
        }
    }

    /// The record as it is stored, found as anybody of this scope finds it.
    async fn look_again<E: Record>(&self, row: &E::Model) -> Result<E::Model> {
        let mut same = Condition::all();
        for key in E::PrimaryKey::iter() {
            let column = key.into_column();
            same = same.add(column.eq(row.get(column)));
        }
        let seen = E::find()
            .filter(E::within(&self.actor.scope))
            .filter(same)
            .one(&self.transaction)
            .await?;
        seen.ok_or_else(|| Problem::new(Code::UnknownReference))
    }

    /// Writes who did what to which record, keeps the answer for repeats, and commits. There is no other way out.
    pub async fn commit(self, event: Event, answer: Answer) -> Result<Answer> {
        let stamp = Stamp {
            at: self.clocks().legal.now(),
            account: Some(self.actor.identity.account),
            post: Some(self.actor.identity.post),
            actor: Some(self.actor.identity.organisation),
            action: P::NAME,
            request_id: self.actor.request_id,
        };
        self.trail.write(event, &stamp, |_| fresh(), &self.transaction).await?;
        if let Some(key) = &self.key {
            key.keep(&answer, &self.transaction).await?;
        }
        self.transaction.commit().await?;
        Ok(answer)
    }
}

/// Keeps an id for this change until it ends. On SQLite every change waits for the one before it anyway.
async fn reserve(id: Uuid, transaction: &DatabaseTransaction) -> Result<()> {
    if transaction.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let (high, low) = id.as_u64_pair();
    let key = (high ^ low).cast_signed();
    let lock = Statement::from_sql_and_values(DbBackend::Postgres, "SELECT pg_advisory_xact_lock($1)", [key.into()]);
    transaction.execute_raw(lock).await?;
    Ok(())
}

/// What is to be written where `before` becomes `after`, and the names of the fields that differ.
pub(super) fn difference<E: Record>(before: &E::Model, after: &E::Model) -> (E::ActiveModel, Vec<String>) {
    let different = |column: &E::Column| before.get(*column) != after.get(*column);
    let columns: Vec<E::Column> = E::Column::iter().filter(different).collect();
    let mut row = after.clone().into_active_model();
    for column in &columns {
        row.set(*column, after.get(*column));
    }
    (row, columns.iter().map(|column| column.as_str().to_owned()).collect())
}
