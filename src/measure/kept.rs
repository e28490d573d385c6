//! What measures have in common: an organisation records its own work under an id the client chose, and lists it by its day.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, Condition};
use serde::Serialize;
use uuid::Uuid;

use super::{evaluation::above::those_below, query::MeasureQuery};
use crate::{
    access::{
        AnswerCompliance, AttachmentId, Caller, DecideEvaluation, Direction, EditCompliance, EditEvaluation,
        EditMeasure, ListOrder, Look, OrganisationId, Permission, Record, Tx, UnitId, put, told,
    },
    attachment::attached::{AttachedFile, known_or_uploaded},
    document::step::Today,
    http::{Answer, Code, IfMatch, Problem, Result},
    organisation::{
        name::{NamedOrganisation, Names},
        organisation,
    },
    territory::{unit, unit_reach::reached_from},
};

/// A measure: one kind of record of what an organisation does for democracy.
pub trait Measure: Record<Model: PartialEq> {
    /// What the client writes.
    type New;
    /// How it is shown.
    type View: Serialize;
    /// Where its records are, under `/api/v1/`.
    const PATH: &'static str;
    const OWNER: Self::Column;
    const UNIT: Self::Column;
    /// The day it is listed by, the latest first.
    const DAY: Self::Column;

    /// The unit it arose in.
    fn origin(row: &Self::Model) -> UnitId;

    /// 409 where the record as it is known stays so for ever.
    fn open(_known: &Self::Model) -> Result<()> {
        Ok(())
    }

    /// The record that the client's writing comes to, or why it cannot be.
    fn written<P: Permission>(
        tx: &Tx<P>,
        kept: Kept<'_, Self>,
        new: Self::New,
    ) -> impl Future<Output = Result<Self::Model>>;

    /// The files that go with it.
    fn files(_row: &Self::Model) -> Vec<AttachedFile> {
        Vec::new()
    }

    /// The organisations it names.
    fn named(row: &Self::Model) -> Vec<OrganisationId> {
        vec![Self::owner(row).organisation]
    }

    /// Whether whoever is right above has to decide on it.
    const IS_DECIDED_ABOVE: bool = false;

    fn view(row: &Self::Model, shown: &Shown) -> Self::View;
}

/// What a record keeps, or begins with, whatever is written: whose it is and where.
pub struct Kept<'k, E: Measure> {
    pub id: E::Id,
    /// As it stands; none of a new one.
    pub known: Option<&'k E::Model>,
    pub keeper: organisation::Model,
    pub unit: unit::Model,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub version: i64,
    /// The version that the client's writing replaces.
    pub if_match: IfMatch,
    pub today: Today,
}

impl<'k, E: Measure> Kept<'k, E> {
    async fn of<P: Permission>(tx: &Tx<P>, id: E::Id, known: Option<&'k E::Model>, if_match: IfMatch) -> Result<Self> {
        let owner = known.map_or_else(|| tx.principal(), E::owner);
        let unit = tx.find::<unit::Entity>().by_id(owner.unit).await?;
        Ok(Self {
            id,
            known,
            keeper: tx.find::<organisation::Entity>().by_id(owner.organisation).await?,
            origin_unit_id: known.map_or(unit.id, E::origin),
            version: known.map_or(1, E::version),
            unit,
            if_match,
            today: Today::of(tx).await?,
        })
    }
}

impl<E: Measure> Kept<'_, E> {
    /// The files of these ids: those the record names already, whoever uploaded them, and the caller's own; 422 at `pointer` for any other.
    pub async fn files<P: Permission>(
        &self,
        tx: &Tx<P>,
        ids: &[AttachmentId],
        pointer: &str,
    ) -> Result<Vec<AttachedFile>> {
        let known = self.known.map(E::files).unwrap_or_default();
        known_or_uploaded(tx, known, ids, pointer).await
    }
}

/// What records are shown with.
pub struct Shown {
    names: Names,
    pub today: Today,
    mine: Vec<OrganisationId>,
    edits: bool,
    pub may_inspect: bool,
    pub may_answer: bool,
    pub may_assess: bool,
    /// Those of whose records the caller decides, being right above them.
    decides: BTreeSet<OrganisationId>,
}

impl Shown {
    pub async fn of<E: Measure>(look: &impl Look, named: Vec<OrganisationId>) -> Result<Self> {
        let decides = match E::IS_DECIDED_ABOVE && look.may::<DecideEvaluation>() {
            true => those_below(look, named.clone()).await?,
            false => BTreeSet::new(),
        };
        Ok(Self {
            decides,
            names: Names::of(look, named).await?,
            today: Today::of(look).await?,
            mine: look.scope().principals().collect(),
            edits: look.may::<EditMeasure>(),
            may_inspect: look.may::<EditCompliance>(),
            may_answer: look.may::<AnswerCompliance>(),
            may_assess: look.may::<EditEvaluation>(),
        })
    }

    pub fn name(&self, id: OrganisationId) -> NamedOrganisation {
        self.names.named(id)
    }

    pub fn is_mine(&self, id: OrganisationId) -> bool {
        self.mine.contains(&id)
    }

    /// Whether the caller decides on records of this organisation.
    pub fn decides(&self, id: OrganisationId) -> bool {
        self.decides.contains(&id)
    }

    /// Whether the caller may write records of this organisation.
    pub fn may_edit(&self, id: OrganisationId) -> bool {
        self.edits && self.is_mine(id)
    }
}

/// Records a measure newly (201), or in place of what was told of it before.
pub async fn put_measure<P: Permission, E: Measure>(
    caller: Caller<P>,
    id: E::Id,
    if_match: IfMatch,
    new: E::New,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.known::<E>(id).await?;
    let kept = Kept::<E>::of(&tx, id, known.as_ref(), if_match).await?;
    let row = E::written(&tx, kept, new).await?;
    // The same told again is no change.
    known.iter().filter(|known| **known != row).try_for_each(E::open)?;
    let put = put::<_, E>(&mut tx, known, row, if_match).await?;
    let answer = answer::<E>(&tx, put.row()).await?;
    let named: Uuid = id.into();
    let address = format!("/api/v1/{}/{named}", E::PATH);
    told::<_, E>(tx, put, answer, address).await
}

/// 409 where the organisation has another record like this: of two at a time, the second finds the first.
pub async fn alone<P: Permission, E: Measure>(
    tx: &Tx<P>,
    keeper: OrganisationId,
    id: E::Id,
    alike: Condition,
) -> Result<()> {
    tx.hold::<organisation::Entity>(organisation::Column::Id.eq(keeper))
        .await?;
    let alike = tx.find::<E>().filter(E::OWNER.eq(keeper)).filter(alike).all().await?;
    let me: Uuid = id.into();
    let mut others = alike.iter().map(|row| -> Uuid { E::id_of(row).into() });
    match others.find(|other| *other != me) {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other)),
        None => Ok(()),
    }
}

/// A page of measures, the latest first.
pub async fn list_measures<P: Permission, E: Measure>(
    caller: &Caller<P>,
    query: &MeasureQuery,
    which: Condition,
) -> Result<Answer> {
    let order = ListOrder {
        name: "day",
        columns: vec![E::DAY],
        direction: Direction::Descending,
    };
    let found = caller.find::<E>().filter(asked::<E>(query)).filter(which);
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let named = page.items.iter().flat_map(|(row, _)| E::named(row)).collect();
    let shown = Shown::of::<E>(caller, named).await?;
    Answer::page(&page.map(|row| (E::view(&row, &shown), E::version(&row))))
}

fn asked<E: Measure>(query: &MeasureQuery) -> Condition {
    Condition::all()
        .add_option(query.organisation.map(|id| E::OWNER.eq(id)))
        .add_option(query.unit.map(|unit| E::UNIT.in_subquery(reached_from(unit))))
        .add_option(query.from.map(|day| E::DAY.gte(day)))
        .add_option(query.to.map(|day| E::DAY.lte(day)))
}

pub async fn get_measure<P: Permission, E: Measure>(caller: &Caller<P>, id: E::Id) -> Result<Answer> {
    let row = caller.find::<E>().by_id(id).await?;
    answer::<E>(caller, &row).await
}

/// One measure, with its `ETag`.
pub async fn answer<E: Measure>(look: &impl Look, row: &E::Model) -> Result<Answer> {
    let shown = Shown::of::<E>(look, E::named(row)).await?;
    Answer::record(&E::view(row, &shown), E::version(row))
}
