//! The content of a report: checked against its template, brought to one form, and hashed.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::{previous, version};
use crate::{
    access::{Look, TemplateId},
    http::{Code, Fault, Place, Problem, Result, Said, wire_name},
    reporting::{
        fault::ValueFault,
        obligation::entity as obligation,
        round::entity as round,
        template::entity as template,
        values::{Checked, Depth, Narrative, Values, check},
    },
};

/// Checks a draft against the template of its round, as far as it goes; everything wrong at once is one 422.
pub async fn begun(
    look: &impl Look,
    obligation: &obligation::Model,
    values: &Values,
    narrative: &Narrative,
) -> Result<(Arc<template::Model>, Checked)> {
    let (_, template) = asked(look, obligation).await?;
    let checked = check(
        &template.content.0,
        &obligation.applicability.0,
        values,
        narrative,
        Depth::Draft,
    );
    Ok((template, checked.map_err(refused)?))
}

/// Checks a report that is to be signed, all of it, in view of what the organisation reported before.
pub async fn whole(
    look: &impl Look,
    obligation: &obligation::Model,
    values: &Values,
    narrative: &Narrative,
) -> Result<(Arc<template::Model>, Checked)> {
    let (round, template) = asked(look, obligation).await?;
    let previous = previous::figures(look, obligation, &round, &template).await?;
    let checked = check(
        &template.content.0,
        &obligation.applicability.0,
        values,
        narrative,
        Depth::Submission { previous: &previous },
    );
    Ok((template, checked.map_err(refused)?))
}

/// The open round of an obligation, and what it asks.
async fn asked(look: &impl Look, obligation: &obligation::Model) -> Result<(round::Model, Arc<template::Model>)> {
    let round = look.find::<round::Entity>().by_id(obligation.round_id).await?;
    if round.closed_at.is_some() {
        return Err(Problem::new(Code::RoundClosed));
    }
    let template = look.kernel().templates.get(look, round.template_id).await?;
    Ok((round, template))
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

/// SHA-256 over the RFC 8785 form of template, values and narrative.
pub fn hash(template: TemplateId, checked: &Checked) -> Result<Vec<u8>> {
    hashed(&serde_json::json!({
        "template": template,
        "values": checked.values,
        "narrative": checked.narrative,
    }))
}

/// The digest of a draft that says what a version says.
pub fn digest(template: TemplateId, version: &version::Model) -> Result<Vec<u8>> {
    hashed(&serde_json::json!({
        "template": template,
        "values": version.values.0,
        "narrative": version.narrative.0,
    }))
}

fn hashed(content: &serde_json::Value) -> Result<Vec<u8>> {
    let canonical = serde_json_canonicalizer::to_vec(content).map_err(Problem::internal)?;
    Ok(Sha256::digest(canonical).to_vec())
}

/// The values of a checked report as they are stored.
pub fn canonical_values(checked: &Checked) -> Result<Values> {
    let json = serde_json::to_value(&checked.values).map_err(Problem::internal)?;
    serde_json::from_value(json).map_err(Problem::internal)
}
