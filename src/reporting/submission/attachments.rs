//! The files of a report: those its template asks for, of those that were uploaded.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ColumnTrait;

use crate::{
    access::{AttachmentId, Look},
    attachment::{
        attached::{Attached, AttachedFile},
        entity::{Column, Entity},
    },
    http::{Code, Place, Problem, Result, Said, pointer},
    reporting::template::content::TemplateContent,
};

/// Files by the code of what they answer, as a draft names them.
pub type Named = BTreeMap<String, Vec<AttachmentId>>;

/// Files under one code at most.
const MOST: usize = 10;

/// The files a draft names: uploaded by the caller's organisation, or in the draft already. Everything wrong at once is one 422.
pub async fn attached(
    look: &impl Look,
    content: &TemplateContent,
    named: &Named,
    before: &Attached,
) -> Result<Attached> {
    if named.is_empty() {
        return Ok(Attached::default());
    }
    let ids: BTreeSet<AttachmentId> = named.values().flatten().copied().collect();
    let uploaded = look.find::<Entity>().filter(Column::Id.is_in(ids)).all().await?;
    let uploaded: BTreeMap<AttachmentId, AttachedFile> =
        uploaded.iter().map(|row| (row.id, AttachedFile::from(row))).collect();
    let mut problem = Problem::new(Code::InvalidContent);
    let mut attached = Attached::default();
    let mut seen = BTreeSet::new();
    for (code, ids) in named {
        if !content.attachments.iter().any(|part| part.code == *code) {
            problem = problem.fault(at(code), "unknown_attachment", unknown_part());
            continue;
        }
        if ids.len() > MOST {
            problem = problem.fault(at(code), "too_many", too_many());
            continue;
        }
        let mut files = Vec::with_capacity(ids.len());
        for (place, id) in ids.iter().enumerate() {
            let file = uploaded.get(id).or_else(|| before.file(*id));
            match file.filter(|_| seen.insert(*id)) {
                Some(file) => files.push(file.clone()),
                None => {
                    let place = Place::Body(pointer(["attachments", code, &place.to_string()]));
                    problem = problem.fault(place, "unknown_file", unknown_file());
                }
            }
        }
        if !files.is_empty() {
            attached.0.insert(code.clone(), files);
        }
    }
    match problem.faults.is_empty() {
        true => Ok(attached),
        false => Err(problem),
    }
}

/// 422 while a file that the template requires is missing; a report that there is nothing needs none.
pub fn complete(content: &TemplateContent, attached: &Attached, nothing: bool) -> Result<()> {
    let missing = content
        .attachments
        .iter()
        .filter(|part| part.required && !nothing && !attached.0.contains_key(&part.code));
    let problem = missing.fold(Problem::new(Code::InvalidContent), |problem, part| {
        let said = Said::new("Bắt buộc phải đính kèm.", "A file is required.");
        problem.fault(at(&part.code), "required_missing", said)
    });
    match problem.faults.is_empty() {
        true => Ok(()),
        false => Err(problem),
    }
}

/// Two checks of one request: what both find wrong is one problem.
pub fn both<A, B>(one: Result<A>, other: Result<B>) -> Result<(A, B)> {
    match (one, other) {
        (Ok(one), Ok(other)) => Ok((one, other)),
        (Err(mut one), Err(mut other)) if one.code == Code::InvalidContent && other.code == one.code => {
            one.faults.append(&mut other.faults);
            Err(one)
        }
        (Err(problem), _) | (_, Err(problem)) => Err(problem),
    }
}

fn at(code: &str) -> Place {
    Place::Body(pointer(["attachments", code]))
}

fn unknown_part() -> Said {
    Said::new(
        "Mẫu báo cáo không yêu cầu tệp này.",
        "The template asks for no such file.",
    )
}

fn too_many() -> Said {
    Said::new(format!("Tối đa {MOST} tệp."), format!("At most {MOST} files."))
}

fn unknown_file() -> Said {
    Said::new(
        "Chưa có tệp này, hoặc đã nêu ở trên. Hãy tải tệp lên trước.",
        "There is no such file, or it is named above. Upload it first.",
    )
}
