//! A leader makes a file public, and takes it back.

use actix_web::post;
use sea_orm::EntityTrait;

use super::{copy::PublicCopy, public::PublicFile, publishable::Publishable};
use crate::{
    access::{
        AttachmentId, Caller, ConventionId, DisclosureId, Event, Look, PublishFile, PublishedFileId, ResolutionId, Tx,
        derived,
    },
    attachment::{
        attached::AttachedFile,
        claim::claim,
        published::{Entity as Published, Model, keep},
    },
    document::{convention::entity as convention, resolution::entity as resolution},
    http::{Answer, Code, Path, Problem, ProblemDocument, Result},
    measure::disclosure::entity as disclosure,
    organisation::{descent::ancestors, organisation},
};

macro_rules! publishing {
    ($($publish:ident $unpublish:ident $publish_path:literal $unpublish_path:literal $id:ident $entity:ident
        $publish_name:literal $publish_title:literal $unpublish_name:literal $unpublish_title:literal;)*) => {
        $(
            #[doc = $publish_title]
            ///
            /// Công khai một tệp, by decision of the leader: anybody may download it while the record itself is public. A PDF goes as it is, with what its
            /// properties tell; of a picture the dots alone. A repeat changes nothing.
            #[utoipa::path(tag = "Attachments", operation_id = $publish_name,
                params(("id" = $id, Path, description = "Id of the record."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
                security(("bearer" = ["file:publish"])),
                responses((status = 200, description = "The file, as anybody has it.", body = PublicFile),
                    (status = 409, description = "The record is not public, or its papers may name people.", body = ProblemDocument),
                    (status = 422, description = "It is no PDF, JPEG or PNG (`unsuited_file`).", body = ProblemDocument)))]
            #[post($publish_path)]
            async fn $publish(caller: Caller<PublishFile>, path: Path<($id, AttachmentId)>) -> Result<Answer> {
                publish::<$entity::Entity>(caller, path.0).await
            }

            #[doc = $unpublish_title]
            ///
            /// Thôi công khai một tệp: nobody downloads it any more. A repeat changes nothing.
            #[utoipa::path(tag = "Attachments", operation_id = $unpublish_name,
                params(("id" = $id, Path, description = "Id of the record."), ("attachment" = AttachmentId, Path, description = "Id of the file.")),
                security(("bearer" = ["file:publish"])),
                responses((status = 204, description = "It is not public.")))]
            #[post($unpublish_path)]
            async fn $unpublish(caller: Caller<PublishFile>, path: Path<($id, AttachmentId)>) -> Result<Answer> {
                unpublish::<$entity::Entity>(caller, path.0).await
            }
        )*

        pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
            $(config.service($publish).service($unpublish);)*
        }
    };
}

publishing! {
    publish_disclosure_file unpublish_disclosure_file "/disclosures/{id}/attachments/{attachment}/publish" "/disclosures/{id}/attachments/{attachment}/unpublish" DisclosureId disclosure
        "publish_disclosure_file" "Make a file of a disclosure public" "unpublish_disclosure_file" "Take a file of a disclosure back";
    publish_resolution_file unpublish_resolution_file "/council-resolutions/{id}/attachments/{attachment}/publish" "/council-resolutions/{id}/attachments/{attachment}/unpublish" ResolutionId resolution
        "publish_resolution_file" "Make a file of a council resolution public" "unpublish_resolution_file" "Take a file of a council resolution back";
    publish_convention_file unpublish_convention_file "/village-conventions/{id}/attachments/{attachment}/publish" "/village-conventions/{id}/attachments/{attachment}/unpublish" ConventionId convention
        "publish_convention_file" "Make a file of a village convention public" "unpublish_convention_file" "Take a file of a village convention back";
}

async fn publish<E: Publishable>(caller: Caller<PublishFile>, (id, file): (E::Id, AttachmentId)) -> Result<Answer> {
    let row = caller.find::<E>().by_id(id).await?;
    // Nobody else makes copies of it.
    if !caller.scope().owns(E::owner(&row).organisation) {
        return Err(Problem::new(Code::NotYours));
    }
    let copy = copied::<E>(&caller, &row, file).await;
    // A repeat is answered as before, whatever has become of the record since.
    let tx = caller.begin().await?;
    let row = tx.lock::<E>(id).await?;
    let published = published::<E>(&tx, &row, file, copy?).await?;
    tx.commit(Event::on::<E>(&row), Answer::view(&PublicFile::from(&published))?)
        .await
}

/// A copy of what may become public now.
async fn copied<E: Publishable>(caller: &Caller<PublishFile>, row: &E::Model, id: AttachmentId) -> Result<PublicCopy> {
    let file = paper::<E>(row, id)?;
    public::<E>(caller, E::id_of(row)).await?;
    PublicCopy::of(&caller.kernel().files, &file).await
}

/// 404 where the record has no such file; 409 where its papers may name people.
fn paper<E: Publishable>(row: &E::Model, id: AttachmentId) -> Result<AttachedFile> {
    if !E::files(row).iter().any(|file| file.id == id) {
        return Err(Problem::new(Code::NotFound));
    }
    E::file(row, id).ok_or_else(|| {
        Problem::new(Code::StateForbids).detail(
            "Văn bản của nhóm nội dung này có thể nêu tên người: chỉ công khai tên, hình thức, thời gian.",
            "Papers of this group may name people: title, form and dates are public, the paper is not.",
        )
    })
}

/// 409 unless the record is public.
async fn public<E: Publishable>(look: &impl Look, id: E::Id) -> Result<()> {
    let found = look
        .find::<E>()
        .by_ids([id])
        .filter(E::published(look.clocks().legal.today()));
    if found.one().await?.is_none() {
        return Err(Problem::new(Code::StateForbids).detail(
            "Bản ghi này chưa, hoặc không còn, công khai.",
            "The record is not public, or is so no longer.",
        ));
    }
    Ok(())
}

/// Keeps the copy as public; 409 unless the record still is.
async fn published<E: Publishable>(
    tx: &Tx<PublishFile>,
    row: &E::Model,
    id: AttachmentId,
    mut copy: PublicCopy,
) -> Result<Model> {
    public::<E>(tx, E::id_of(row)).await?;
    let file = paper::<E>(row, id)?;
    let published = Model {
        id: id_of::<E>(row, id),
        record: E::RECORD,
        record_id: E::id_of(row).into(),
        attachment_id: id,
        name: file.name,
        media_type: file.media_type,
        bytes: copy.bytes,
        sha256: copy.hash.to_vec(),
        published_at: tx.clocks().legal.now(),
        publisher_name: tx.identity().name.clone(),
    };
    keep(&published, tx.within_lock::<E>(row)).await?;
    claim(&copy.hash, tx.clocks().real.now(), tx.within_lock::<E>(row)).await?;
    copy.stay(&tx.kernel().files).await?;
    Ok(published)
}

async fn unpublish<E: Publishable>(caller: Caller<PublishFile>, (id, file): (E::Id, AttachmentId)) -> Result<Answer> {
    let tx = caller.begin().await?;
    let row = answered_for::<E>(&tx, id).await?;
    let gone = Published::delete_by_id(id_of::<E>(&row, file));
    gone.exec(tx.within_lock::<E>(&row)).await?;
    tx.commit(Event::on::<E>(&row), Answer::nothing()).await
}

/// The record, locked, of the caller's organisation, or of one that has closed and whose work it goes on with.
async fn answered_for<E: Publishable>(tx: &Tx<PublishFile>, id: E::Id) -> Result<E::Model> {
    let row = tx.hold_one::<E>(id).await?;
    let owner = E::owner(&row).organisation;
    if tx.scope().owns(owner) {
        return tx.lock::<E>(id).await;
    }
    let owner = tx.find::<organisation::Entity>().by_id(owner).await?;
    let closed = !owner.exists_on(tx.clocks().legal.today());
    match closed && ancestors(tx, tx.scope().principals()).await?.contains(&owner.id) {
        true => Ok(row),
        false => Err(Problem::new(Code::NotYours)),
    }
}

/// A file goes public with a record once.
fn id_of<E: Publishable>(row: &E::Model, file: AttachmentId) -> PublishedFileId {
    let record: uuid::Uuid = E::id_of(row).into();
    derived(&format!("published_file/{}/{record}/{file}", E::KIND))
}
