//! Records whose files may become public.

use crate::{
    access::{AttachmentId, Published, Record},
    attachment::{attached::AttachedFile, published::PublicRecord},
    document::{convention::entity as convention, resolution::entity as resolution},
    measure::disclosure::entity as disclosure,
};

/// A record that anybody may read, with files of which each may become public.
pub trait Publishable: Record + Published {
    const RECORD: PublicRecord;

    fn files(row: &Self::Model) -> Vec<AttachedFile>;

    /// Whether its papers may name people: none of them becomes public.
    fn names_people(_row: &Self::Model) -> bool {
        false
    }

    /// The file of this id, where it may be public.
    fn file(row: &Self::Model, id: AttachmentId) -> Option<AttachedFile> {
        let mut files = Self::files(row).into_iter();
        files.find(|file| file.id == id).filter(|_| !Self::names_people(row))
    }
}

impl Publishable for disclosure::Entity {
    const RECORD: PublicRecord = PublicRecord::Disclosure;

    fn files(row: &disclosure::Model) -> Vec<AttachedFile> {
        row.course.files.clone()
    }

    fn names_people(row: &disclosure::Model) -> bool {
        row.content_group.names_people()
    }
}

impl Publishable for resolution::Entity {
    const RECORD: PublicRecord = PublicRecord::CouncilResolution;

    fn files(row: &resolution::Model) -> Vec<AttachedFile> {
        row.files().cloned().collect()
    }
}

impl Publishable for convention::Entity {
    const RECORD: PublicRecord = PublicRecord::VillageConvention;

    fn files(row: &convention::Model) -> Vec<AttachedFile> {
        row.course.texts().cloned().collect()
    }
}
