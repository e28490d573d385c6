//! What kind of area the demonstration's communes lie in.

use crate::{
    access::derived,
    document::number::DocumentNumber,
    measure::directive::{
        AreaDecision, DirectiveKind,
        entity::{self as directive, DirectiveContent},
    },
    organisation::organisation,
    territory::{unit, unit_area::AreaKindName},
};

/// All communes lie in an ethnic-minority area from the day they exist.
pub fn of_a_minority(province: &organisation::Model, communes: &[unit::Model]) -> directive::Model {
    let since = communes.iter().map(|commune| commune.valid_from).min();
    let since = since.unwrap_or(province.valid_from);
    directive::Model {
        id: derived("demo/measure/areas"),
        organisation_id: province.id,
        unit_id: province.unit_id,
        origin_unit_id: province.unit_id,
        kind: DirectiveKind::AreaDecision,
        title: "Danh sách xã, phường vùng đồng bào dân tộc thiểu số (minh họa)".to_owned(),
        issued_on: since,
        on_disclosure: false,
        on_decisions: false,
        on_consultation: false,
        sent_on: None,
        content: DirectiveContent {
            number: DocumentNumber {
                number: 1,
                symbol: "QĐ-UBND".to_owned(),
            },
            summary: None,
            area: Some(AreaDecision {
                kind: AreaKindName::EthnicMinority,
                valid_from: since,
                valid_to: None,
                communes: communes.iter().map(|commune| commune.id).collect(),
            }),
            files: Vec::new(),
        },
        version: 1,
    }
}
