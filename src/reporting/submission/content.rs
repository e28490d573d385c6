//! The content of a report: checked against its template, brought to one form, and hashed.

use std::{collections::BTreeMap, sync::Arc};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{
    attachments::{Named, attached, both, complete},
    previous, version,
};
use crate::{
    access::{Look, TemplateId},
    attachment::attached::Attached,
    http::{Code, Fault, Place, Problem, Result, Said, wire_name},
    reporting::{
        fault::ValueFault,
        known::{KnownFigures, known_of},
        obligation::entity as obligation,
        round::entity as round,
        template::{content::TemplateContent, entity as template},
        values::{Checked, Depth, Narrative, Values, check},
    },
};

/// What a report says, as it was sent or stored.
#[derive(Clone, Copy)]
pub struct Told<'t> {
    pub values: &'t Values,
    pub narrative: &'t Narrative,
    /// There is nothing to report.
    pub nothing: bool,
}

/// Checks a draft against the template of its round, as far as it goes; everything wrong at once is one 422.
pub async fn begun(
    look: &impl Look,
    asked: &Asked,
    obligation: &obligation::Model,
    told: Told<'_>,
    named: &Named,
    known: &Attached,
) -> Result<(Checked, Attached)> {
    let content = asked.content();
    let files = attached(look, content, named, known).await;
    both(checked(content, obligation, told, Depth::Draft), files)
}

/// Checks a report that is to be signed, all of it, in view of what the organisation reported before.
pub async fn whole(
    look: &impl Look,
    asked: &Asked,
    obligation: &obligation::Model,
    told: Told<'_>,
    attached: &Attached,
) -> Result<(Checked, KnownFigures)> {
    let content = asked.content();
    let previous = previous::figures(look, obligation, &asked.round, &asked.template).await?;
    let known = known_of(look, obligation, &asked.round, content).await?;
    let depth = match told.nothing {
        true => Depth::Draft,
        false => Depth::Submission {
            previous: &previous,
            known: &known,
        },
    };
    let (checked, ()) = both(
        checked(content, obligation, told, depth),
        complete(content, attached, told.nothing),
    )?;
    Ok((checked, known))
}

fn checked(
    content: &TemplateContent,
    obligation: &obligation::Model,
    told: Told<'_>,
    depth: Depth<'_>,
) -> Result<Checked> {
    if told.nothing {
        nothing_to_report(content, told.values)?;
    }
    let checked = check(content, &obligation.applicability.0, told.values, told.narrative, depth);
    Ok(Checked {
        nothing: told.nothing,
        ..checked.map_err(refused)?
    })
}

/// 422 where the template wants figures in any case, or where there are some.
fn nothing_to_report(content: &TemplateContent, values: &Values) -> Result<()> {
    let nothing = values.values().all(serde_json::Value::is_null);
    match (content.nothing_allowed, nothing) {
        (true, true) => Ok(()),
        (false, _) => Err(Problem::invalid(
            "/nothing_to_report",
            "not_allowed",
            "Mẫu này phải báo cáo số liệu; không phát sinh thì ghi 0.",
            "This template wants figures; where there is nothing, answer 0.",
        )),
        (true, false) => Err(Problem::invalid(
            "/values",
            "contradictory",
            "Đã báo không phát sinh thì không ghi số liệu.",
            "A report that says there is nothing has no figures.",
        )),
    }
}

/// The round of an obligation, and what it asks.
pub struct Asked {
    pub round: round::Model,
    pub template: Arc<template::Model>,
}

impl Asked {
    /// 409 when the round is closed.
    pub async fn of(look: &impl Look, obligation: &obligation::Model) -> Result<Self> {
        let round = look.find::<round::Entity>().by_id(obligation.round_id).await?;
        if round.closed_at.is_some() {
            return Err(Problem::new(Code::RoundClosed));
        }
        let template = look.kernel().templates.get(look, round.template_id).await?;
        Ok(Self { round, template })
    }

    fn content(&self) -> &TemplateContent {
        &self.template.content.0
    }
}

/// 422 with every fault.
pub fn refused(faults: Vec<ValueFault>) -> Problem {
    let mut problem = Problem::new(Code::InvalidContent);
    let faults = faults.into_iter().map(|fault| Fault {
        place: Place::Body(fault.pointer),
        code: wire_name(&fault.code).unwrap_or_default().into(),
        said: Said::new(fault.message_vi, fault.message_en),
    });
    problem.faults = faults.collect();
    problem
}

/// What a hash names.
#[derive(Serialize)]
struct Hashed<'h, V> {
    template: TemplateId,
    values: &'h V,
    narrative: &'h Narrative,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    nothing: bool,
    /// The hashes of the files, by the code of what they answer.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attachments: BTreeMap<&'h str, Vec<&'h str>>,
}

fn hashes(attached: &Attached) -> BTreeMap<&str, Vec<&str>> {
    let each = attached.0.iter();
    each.map(|(code, files)| (code.as_str(), files.iter().map(|file| file.sha256.as_str()).collect()))
        .collect()
}

/// SHA-256 over the RFC 8785 form of template, values and narrative, of `nothing: true` where there is nothing to report, and of the hashes
/// of its files where it has some.
pub fn hash(template: TemplateId, checked: &Checked, attached: &Attached) -> Result<Vec<u8>> {
    hashed(&Hashed {
        template,
        values: &checked.values,
        narrative: &checked.narrative,
        nothing: checked.nothing,
        attachments: hashes(attached),
    })
}

/// The digest of a draft that says what a version says.
pub fn digest(template: TemplateId, version: &version::Model) -> Result<Vec<u8>> {
    hashed(&Hashed {
        template,
        values: &version.values.0,
        narrative: &version.narrative.0,
        nothing: version.nothing,
        attachments: hashes(&version.attachments),
    })
}

fn hashed<V: Serialize>(content: &Hashed<'_, V>) -> Result<Vec<u8>> {
    let canonical = serde_json_canonicalizer::to_vec(content).map_err(Problem::internal)?;
    Ok(Sha256::digest(canonical).to_vec())
}

/// The values of a checked report as they are stored.
pub fn canonical_values(checked: &Checked) -> Result<Values> {
    let json = serde_json::to_value(&checked.values).map_err(Problem::internal)?;
    serde_json::from_value(json).map_err(Problem::internal)
}
