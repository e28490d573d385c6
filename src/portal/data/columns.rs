//! The columns of a table, and what each means: as the type it is made of describes itself.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::{PartialSchema, ToSchema};

use crate::http::{Problem, Result, csv_text};

/// One column.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OpenDataColumn)]
pub struct Column {
    /// Its name; what lies within something else is named after both.
    #[schema(example = "council.name")]
    pub name: String,
    /// What it means.
    #[schema(example = "Its name.")]
    pub meaning: String,
}

/// The columns that rows of this type have.
pub fn columns_of<T: ToSchema>() -> Result<Vec<Column>> {
    let mut known = Vec::new();
    T::schemas(&mut known);
    let mut named = BTreeMap::new();
    for (name, schema) in known {
        named.insert(name, serde_json::to_value(schema).map_err(Problem::internal)?);
    }
    let root = serde_json::to_value(<T as PartialSchema>::schema()).map_err(Problem::internal)?;
    let mut columns = Vec::new();
    gather(&root, "", &named, &mut columns);
    Ok(columns)
}

/// Adds the columns under a schema that has properties of its own; whether it has any.
fn gather(schema: &Value, within: &str, named: &BTreeMap<String, Value>, columns: &mut Vec<Column>) -> bool {
    let schema = resolved(schema, named);
    let parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let before = columns.len();
    for part in parts {
        gather(part, within, named, columns);
    }
    let properties = schema.get("properties").and_then(Value::as_object);
    for (name, property) in properties.into_iter().flatten() {
        let name = match within {
            "" => name.clone(),
            within => format!("{within}.{name}"),
        };
        if !gather(property, &name, named, columns) {
            let meaning = said(property).or_else(|| said(resolved(property, named)));
            columns.push(Column {
                name,
                meaning: meaning.unwrap_or_default(),
            });
        }
    }
    columns.len() > before
}

/// What a reference stands for, be it one of several that say the same with a description.
fn resolved<'s>(schema: &'s Value, named: &'s BTreeMap<String, Value>) -> &'s Value {
    let of = |schema: &Value| {
        let reference = schema.get("$ref")?.as_str()?;
        Some(reference.rsplit('/').next()?.to_owned())
    };
    of(schema).and_then(|name| named.get(&name)).unwrap_or(schema)
}

fn said(schema: &Value) -> Option<String> {
    let said = schema.get("description")?.as_str()?;
    Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A row by its columns: texts, numbers; of what has several parts, JSON.
pub fn row(columns: &[Column], item: &impl Serialize) -> Result<Vec<String>> {
    let item = serde_json::to_value(item).map_err(Problem::internal)?;
    let item = item.as_object().cloned().unwrap_or_default();
    Ok(columns.iter().map(|column| cell(&item, &column.name)).collect())
}

fn cell(item: &Map<String, Value>, name: &str) -> String {
    let mut path = name.split('.');
    let first = path.next().and_then(|name| item.get(name));
    match path.fold(first, |value, name| value?.get(name)) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => csv_text(text),
        Some(other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ai ban hành.
    #[derive(Serialize, ToSchema)]
    struct Issuer {
        /// Its name.
        name: &'static str,
    }

    #[derive(Serialize, ToSchema)]
    struct Document {
        /// Tên.
        title: &'static str,
        /// Who has issued it.
        issuer: Issuer,
        /// How often.
        times: Vec<u32>,
        /// Why.
        reason: Option<&'static str>,
    }

    #[test]
    fn a_type_says_what_its_columns_are() {
        let columns = columns_of::<Document>().unwrap();
        let mut names: Vec<(&str, &str)> = columns
            .iter()
            .map(|column| (column.name.as_str(), column.meaning.as_str()))
            .collect();
        names.sort_unstable();
        assert_eq!(
            names,
            [
                ("issuer.name", "Its name."),
                ("reason", "Why."),
                ("times", "How often."),
                ("title", "Tên.")
            ]
        );
        let document = Document {
            title: "=1+1",
            issuer: Issuer { name: "Lai Châu" },
            times: vec![1, 2],
            reason: None,
        };
        let mut cells: Vec<String> = row(&columns, &document).unwrap();
        cells.sort_unstable();
        assert_eq!(cells, ["", "'=1+1", "Lai Châu", "[1,2]"]);
    }
}
