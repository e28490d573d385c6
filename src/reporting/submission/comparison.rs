//! Two versions of a report side by side: what was changed between them.

use std::collections::BTreeSet;

use actix_web::get;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

use super::{reading::by_submission, version, view};
use crate::{
    access::{Caller, ReadSubmission, SubmissionId},
    http::{Answer, Code, Path, Problem, Query, Result},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Versions {
    /// Number of the version compared with; by default the one before.
    #[param(minimum = 1, example = 1)]
    pub from: Option<i64>,
    /// Number of the version compared; by default the latest.
    #[param(minimum = 1, example = 1)]
    pub to: Option<i64>,
}

/// So sánh hai lần gửi: what differs between two versions of a report.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReportComparison)]
pub struct Comparison {
    /// Number of the version compared with.
    #[schema(example = 1, minimum = 1)]
    pub from: i64,
    /// Number of the version compared.
    #[schema(example = 2, minimum = 1)]
    pub to: i64,
    /// Figures that differ, by indicator code.
    pub values: Vec<Difference>,
    /// Texts that differ, by narrative code.
    pub narrative: Vec<Difference>,
}

/// Một điểm khác nhau: an answer before and after.
#[serde_with::skip_serializing_none]
#[derive(Debug, PartialEq, Serialize, ToSchema)]
#[schema(as = ReportDifference)]
pub struct Difference {
    /// Code of the indicator or of the narrative part.
    #[schema(example = "E05")]
    pub code: String,
    /// The answer in the earlier version; left out where there was none.
    #[schema(nullable = false)]
    pub before: Option<Told>,
    /// The answer in the later version; left out where there is none.
    #[schema(nullable = false)]
    pub after: Option<Told>,
}

/// Câu trả lời: an integer, yes or no, or a text; decimals, days and choices are texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = ReportAnswer)]
pub enum Told {
    /// Có hoặc không.
    Boolean(bool),
    /// Số nguyên.
    Integer(i64),
    /// Văn bản.
    Text(String),
}

impl From<&Value> for Told {
    fn from(answer: &Value) -> Self {
        match (answer, answer.as_i64()) {
            (Value::Bool(yes), _) => Self::Boolean(*yes),
            (_, Some(number)) => Self::Integer(number),
            (Value::String(text), _) => Self::Text(text.clone()),
            (other, None) => Self::Text(other.to_string()),
        }
    }
}

/// Compare two versions of a report
///
/// So sánh hai lần gửi. What was changed between two versions that you see: figures and texts, before and after.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_submission_comparison", params(SubmissionId, Versions),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "What differs.", body = Comparison)))]
#[get("/report-submissions/{id}/comparison")]
async fn get_report_submission_comparison(
    caller: Caller<ReadSubmission>,
    id: Path<SubmissionId>,
    versions: Query<Versions>,
) -> Result<Answer> {
    by_submission(&caller, id.0).await?;
    let sent = view::versions_of(&caller, id.0).await?;
    let numbered = |number| sent.iter().find(|version| version.number == number);
    let to = versions.0.to.map_or_else(|| sent.last(), numbered);
    let from = versions.0.from.or_else(|| to.map(|to| to.number - 1));
    let both = from.and_then(numbered).zip(to);
    let (from, to) = both.ok_or_else(|| Problem::new(Code::NotFound))?;
    Answer::view(&compare(from, to))
}

fn compare(from: &version::Model, to: &version::Model) -> Comparison {
    let texts = |version: &version::Model| {
        let texts = version.narrative.0.iter();
        texts
            .map(|(code, text)| (code.clone(), Value::from(text.as_str())))
            .collect()
    };
    Comparison {
        from: from.number,
        to: to.number,
        values: differences(&from.values.0, &to.values.0),
        narrative: differences(&texts(from), &texts(to)),
    }
}

/// What differs, in the order of codes.
fn differences(before: &Answers, after: &Answers) -> Vec<Difference> {
    let codes: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differing = codes.into_iter().filter(|code| before.get(*code) != after.get(*code));
    differing
        .map(|code| Difference {
            code: code.clone(),
            before: before.get(code).map(Told::from),
            after: after.get(code).map(Told::from),
        })
        .collect()
}

/// Answers by code.
type Answers = std::collections::BTreeMap<String, Value>;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_report_submission_comparison);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn answers(json: Value) -> Answers {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn what_was_added_changed_and_taken_away_is_told() {
        let before = answers(json!({"A01": 3, "A02": 5, "B02": true}));
        let after = answers(json!({"A01": 3, "A02": 6, "C01": "tot"}));
        let told = serde_json::to_value(differences(&before, &after)).unwrap();
        assert_eq!(
            told,
            json!([
                {"code": "A02", "before": 5, "after": 6},
                {"code": "B02", "before": true},
                {"code": "C01", "after": "tot"},
            ])
        );
        assert_eq!(differences(&before, &before), []);
    }
}
