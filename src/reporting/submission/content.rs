//! The content of a report: checked against its template, brought to one form, and hashed.

use sha2::{Digest, Sha256};

use crate::{
    access::{Look, TemplateId},
    http::{Code, Fault, Place, Problem, Result, Said},
    reporting::{
        obligation::entity as obligation,
        round::entity as round,
        template::entity as template,
        values::{Checked, Depth, Narrative, Values, check},
    },
};

/// Checks what is reported against the template of its round; everything wrong at once is one 422.
pub async fn checked(
    look: &impl Look,
    obligation: &obligation::Model,
    values: &Values,
    narrative: &Narrative,
    depth: Depth,
) -> Result<(template::Model, Checked)> {
    let round = look.find::<round::Entity>().by_id(obligation.round_id).await?;
    if round.closed_at.is_some() {
        return Err(Problem::new(Code::RoundClosed));
    }
    let template = look.find::<template::Entity>().by_id(round.template_id).await?;
    match check(
        &template.content.0,
        &obligation.applicability.0,
        values,
        narrative,
        depth,
    ) {
        Ok(checked) => Ok((template, checked)),
        Err(faults) => {
            let mut problem = Problem::new(Code::InvalidContent);
            problem.faults = faults
                .into_iter()
                .map(|fault| Fault {
                    place: Place::Body(fault.pointer),
                    code: code_of(&fault.code).into(),
                    said: Said::new(fault.message_vi, fault.message_en),
                })
                .collect();
            Err(problem)
        }
    }
}

fn code_of(code: &impl serde::Serialize) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// SHA-256 over the RFC 8785 form of template, values and narrative.
pub fn hash(template: TemplateId, checked: &Checked) -> Result<Vec<u8>> {
    let canonical = serde_json_canonicalizer::to_vec(&serde_json::json!({
        "template": template,
        "values": checked.values,
        "narrative": checked.narrative,
    }))
    .map_err(Problem::internal)?;
    Ok(Sha256::digest(canonical).to_vec())
}

/// The values of a checked report as they are stored.
pub fn canonical_values(checked: &Checked) -> Result<Values> {
    let json = serde_json::to_value(&checked.values).map_err(Problem::internal)?;
    serde_json::from_value(json).map_err(Problem::internal)
}
