//! A rule as it stands in a template, with what is said when it is broken.

use std::borrow::Cow;

use serde::{Deserialize, Serialize, de::IgnoredAny};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

use super::{Expression, Rule};
use crate::{
    reporting::template::{code::code, content::Bilingual},
    text::Text,
};

/// A rule of a template; its tree follows from its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Written", into = "Published")]
pub struct TemplateRule {
    pub code: String,
    pub rule: Rule,
    pub kind: RuleKind,
    pub message: Bilingual,
}

/// Mức độ của ràng buộc: a report that breaks an `error` cannot be submitted; one that breaks a `warning` can, once its
/// `narrative` explains why, under the rule's code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RuleKind {
    /// Lỗi.
    Error,
    /// Cảnh báo.
    Warning,
}

/// Ràng buộc giữa các chỉ tiêu, judged when a report is submitted.
///
/// ### Cách viết
///
/// A rule is one condition over the answers of a report, of at most 500 characters and 100 parts, nested at most 16 deep:
///
/// | | |
/// |---|---|
/// | `D02`, `D17.1` | the answer to the indicator |
/// | `previous(D02)` | its answer in the organisation's accepted report of the latest earlier period |
/// | `answered(D15.1)` | whether the report answers it |
/// | `5`, `0.9`, `-1` | a number of at most 10^13 in size and 6 decimal places |
/// | `"tot"` | a choice, by its `value` |
/// | `true`, `false` | yes, no |
/// | `*` `/`, then `+` `-` | exact arithmetic on numbers; nothing is rounded |
/// | `=` `!=` `<` `<=` `>` `>=` | comparison of two numbers or two dates; `=` and `!=` also of choices and yes/no |
/// | `not`, then `and`, then `or` | negation, both, at least one |
/// | `when … then …` | the second must hold when the first does |
/// | `( … )` | read first |
///
/// `D02 + D03 + D04 <= D01` · `when D15 then answered(D15.1)` · `C08 / C02 >= 0.9` · `A03 <= 1.5 * previous(A03)`
///
/// ### Chưa trả lời
///
/// An indicator that is not answered (`null`, left out, or not asked of this organisation) is not zero and not "no": it is not
/// known, and neither is what is calculated from it or compared with it. The same goes for `previous(…)` where nothing was
/// reported, and for what is divided by zero. Yet what is known may decide: `and` is broken by one broken side, `or` and
/// `when … then …` hold when one side makes them. A rule that comes out not known is *not judged* and stands in nobody's way.
/// Neither is a rule judged when no indicator it names is asked of the organisation.
///
/// ### Cách áp dụng
///
/// A broken rule is reported at the first indicator it names that is asked. Whoever judges reports offline can use `tree`, and
/// check itself against the cases published with the source code, `assets/report-templates/rule-cases.json`.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TemplateRule)]
pub struct Published {
    /// Mã ràng buộc, unique in the template among rules and narrative parts.
    #[schema(example = "R12", pattern = "^[A-Za-z][A-Za-z0-9._]{0,39}$")]
    code: String,
    /// Ràng buộc, as its author wrote it.
    #[schema(example = "D02 + D03 + D04 <= D01", min_length = 1, max_length = 500)]
    rule: String,
    /// Ràng buộc dưới dạng cây: the same, read. The service makes it from `rule`; whatever is sent here is ignored.
    #[schema(nullable = false)]
    tree: Option<Expression>,
    /// Mức độ.
    kind: RuleKind,
    /// Thông báo shown when the rule is broken.
    message: Bilingual,
}

/// As it is sent and stored.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(deserialize_with = "code")]
    code: String,
    rule: Text<1, 500>,
    #[serde(default, rename = "tree")]
    _tree: IgnoredAny,
    kind: RuleKind,
    message: Bilingual,
}

impl From<Written> for TemplateRule {
    fn from(written: Written) -> Self {
        Self {
            code: written.code,
            rule: written.rule.into_string().into(),
            kind: written.kind,
            message: written.message,
        }
    }
}

impl From<TemplateRule> for Published {
    fn from(rule: TemplateRule) -> Self {
        Self {
            code: rule.code,
            rule: rule.rule.source().to_owned(),
            tree: rule.rule.tree().cloned(),
            kind: rule.kind,
            message: rule.message,
        }
    }
}

impl PartialSchema for TemplateRule {
    fn schema() -> RefOr<Schema> {
        Published::schema()
    }
}

impl ToSchema for TemplateRule {
    fn name() -> Cow<'static, str> {
        Published::name()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        Published::schemas(schemas);
    }
}
