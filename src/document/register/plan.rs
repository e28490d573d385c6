//! Planning what a draft is to do to others, and letting that take effect.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::Expr};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    around::Around,
    entity::{self as document, DocumentKind, Stage},
    keep::{Documented, Entry},
    link,
    search::ListedDocument,
};
use crate::{
    access::{DocumentId, OrganisationId, Permission, Tx},
    document::{
        force::{Force, LinkKind},
        order::out_of_range,
    },
    http::{Code, Problem, Result},
    organisation::descent::ancestors,
};

/// What one document may do to others at most.
const MOST_LINKS: usize = 100;

/// Liên kết dự kiến.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDocumentLink {
    /// What is to be done. By its first day no other may have replaced or repealed what it is done to; to be amended, that must still hold then.
    pub relation: LinkKind,
    /// An issued document of the same kind, of your organisation or of one that passed into it, through three acts at most.
    pub id: DocumentId,
}

/// Writes what a draft is to do, in place of what was planned before. A target was issued and the draft was not, so no chain comes round.
pub async fn plan<E: Documented, P: Permission>(tx: &Tx<P>, row: &E::Model, does: &[NewDocumentLink]) -> Result<()> {
    let ids: BTreeSet<DocumentId> = does.iter().map(|link| link.id).collect();
    if ids.len() < does.len() || does.len() > MOST_LINKS {
        return Err(Problem::invalid(
            "/does",
            "out_of_range",
            format!("Tối đa {MOST_LINKS}, không lặp lại."),
            format!("At most {MOST_LINKS}, none twice."),
        ));
    }
    let entry = E::entry(row);
    let before = ancestors(tx, [entry.organisation_id]).await?;
    let known = tx.find::<document::Entity>().filter(within_reach(&entry, before));
    let known = known.filter(document::Column::Id.is_in(ids)).all().await?;
    let unknown = does.iter().position(|link| known.iter().all(|row| row.id != link.id));
    if let Some(index) = unknown {
        return Err(Problem::unknown_reference(format!("/does/{index}/id")));
    }
    let connection = tx.within_lock::<E>(row);
    let before = link::Entity::delete_many().filter(link::Column::FromId.eq(entry.id));
    before.exec(connection).await?;
    let links = does.iter().map(|new| link::ActiveModel {
        from_id: Set(entry.id),
        to_id: Set(new.id),
        relation: Set(new.relation),
        effective_on: Set(None),
    });
    if !does.is_empty() {
        link::Entity::insert_many(links)
            .exec_without_returning(connection)
            .await?;
    }
    Ok(())
}

/// What an organisation may do something to: what it issued, and what those issued that passed into it.
fn within_reach(draft: &Entry, before: BTreeSet<OrganisationId>) -> Condition {
    let issuers = before.into_iter().chain([draft.organisation_id]);
    Condition::all()
        .add(document::Column::Kind.eq(draft.kind))
        .add(document::Column::SignedOn.is_not_null())
        .add(document::Column::OrganisationId.is_in(issuers))
}

/// What was planned is done from the day the document enters into force: 409 where another had ended one of them by then, or one to be amended no
/// longer holds, 422 where one was signed later.
pub async fn take_effect<E: Documented, P: Permission>(tx: &Tx<P>, row: &E::Model, on: NaiveDate) -> Result<()> {
    let entry = E::entry(row);
    let planned = link::Column::FromId.eq(entry.id);
    let planned = tx.find::<link::Entity>().filter(planned).all().await?;
    let targets: Vec<_> = planned.iter().map(|link| link.to_id).collect();
    for (target, _) in Around::listed::<E>(tx, &targets, on).await? {
        let its = planned.iter().find(|link| link.to_id == target.id);
        still_to_do(&entry, its.map(|link| link.relation), &target)?;
    }
    link::Entity::update_many()
        .col_expr(link::Column::EffectiveOn, Expr::value(on))
        .filter(link::Column::FromId.eq(entry.id))
        .exec(tx.within_lock::<E>(row))
        .await?;
    Ok(())
}

/// Whether a document may do to another what was planned.
fn still_to_do(entry: &Entry, relation: Option<LinkKind>, target: &ListedDocument) -> Result<()> {
    let over = target.force == Some(Force::Expired);
    if over && target.stage == Stage::Ended {
        return Err(Problem::new(Code::StateForbids)
            .detail(
                "Văn bản nêu trong does đã được thay thế hoặc bãi bỏ; hãy đưa ra khỏi does.",
                "What is named in `does` was replaced or repealed; take it out of `does`.",
            )
            .existing(target.id));
    }
    // What has expired by its own words may be said to be replaced, though nothing of it is left to amend.
    if over && relation == Some(LinkKind::Amends) {
        return Err(Problem::new(Code::StateForbids)
            .detail(
                "Văn bản được sửa đổi, bổ sung nêu trong does đã hết hiệu lực vào ngày văn bản này có hiệu lực; hãy đưa ra khỏi does.",
                "What is to be amended in `does` has expired by the day this enters into force; take it out of `does`.",
            )
            .existing(target.id));
    }
    match target.signed_on.filter(|signed_on| entry.signed_on < Some(*signed_on)) {
        Some(signed_on) => Err(out_of_range(
            match entry.kind {
                DocumentKind::CouncilResolution => "/adopted_on",
                DocumentKind::DemocracyRegulation | DocumentKind::VillageConvention => "/signed_on",
            },
            format!("Không được trước ngày ký {signed_on} của văn bản nêu trong does."),
            format!("It must not come before what is named in `does` was signed, on {signed_on}."),
        )),
        None => Ok(()),
    }
}

/// What a document that was repealed before its first day was to do, it does not: whether this is one. 409 where another was issued to do something
/// to it, and with it to whatever it was to end.
pub async fn never_took_effect<E: Documented, P: Permission>(tx: &Tx<P>, row: &E::Model) -> Result<bool> {
    let entry = E::entry(row);
    let never = entry
        .expires_on
        .is_some_and(|end| entry.in_force_on.is_none_or(|first| end <= first));
    if !never {
        return Ok(false);
    }
    let done = Condition::all()
        .add(link::Column::ToId.eq(entry.id))
        .add(link::Column::EffectiveOn.is_not_null());
    if let Some(done) = tx.find::<link::Entity>().filter(done).one().await? {
        return Err(issued_since(done.from_id));
    }
    link::Entity::update_many()
        .col_expr(link::Column::EffectiveOn, Expr::value(Option::<NaiveDate>::None))
        .filter(link::Column::FromId.eq(entry.id))
        .exec(tx.within_lock::<E>(row))
        .await?;
    Ok(true)
}

/// 409: another was issued that counts on a document to take effect.
pub fn issued_since(other: DocumentId) -> Problem {
    Problem::new(Code::StateForbids)
        .detail(
            "Văn bản ban hành sau đã căn cứ vào văn bản này; hãy bãi bỏ văn bản đó trước.",
            "Another that was issued since counts on this one to take effect; repeal that one first.",
        )
        .existing(other)
}

/// Which of the caller's own documents a draft is to end.
pub async fn ends<E: Documented, P: Permission>(tx: &Tx<P>, row: &E::Model) -> Result<BTreeSet<DocumentId>> {
    let planned = link::Column::FromId.eq(E::entry(row).id);
    let planned = tx.find::<link::Entity>().filter(planned).all().await?;
    let ending = planned.iter().filter(|link| link.relation.ends());
    Ok(ending.map(|link| link.to_id).collect())
}

/// What these documents amend, or are to amend: which, and which other.
pub async fn amendments<P: Permission>(
    tx: &Tx<P>,
    of: impl Iterator<Item = DocumentId>,
) -> Result<Vec<(DocumentId, DocumentId)>> {
    let theirs = tx.find::<link::Entity>().filter(link::Column::FromId.is_in(of));
    let amending = theirs.filter(link::Column::Relation.eq(LinkKind::Amends)).all().await?;
    Ok(amending.iter().map(|link| (link.from_id, link.to_id)).collect())
}

/// 409 when the organisation has given the number to another document in the same year.
pub async fn numbered_once<E: Documented, P: Permission>(tx: &Tx<P>, row: &E::Model) -> Result<()> {
    let entry = E::entry(row);
    let Some(number) = &entry.number else { return Ok(()) };
    let same = Condition::all()
        .add(document::Column::OrganisationId.eq(entry.organisation_id))
        .add(document::Column::NumberYear.eq(entry.number_year()))
        .add(document::Column::Number.eq(i64::from(number.number)))
        .add(document::Column::SymbolKey.eq(number.symbol_key()))
        .add(document::Column::Id.ne(entry.id));
    match tx.find::<document::Entity>().filter(same).one().await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Số, ký hiệu này đã dùng trong năm.",
                "This number was used in the year.",
            )
            .existing(other.id)),
        None => Ok(()),
    }
}
