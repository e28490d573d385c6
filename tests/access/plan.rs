//! The cells of the matrix: for every operation, caller and relation one record of each kind of decision, and what is decided.

use std::collections::BTreeMap;

use danchu::access::derived;
use uuid::Uuid;

use super::{
    body::Question,
    operation::{Operation, Takes},
    oracle::{Decision, Oracle},
    record::{Record, Relation},
    stage::Stage,
};

/// One question with its decided answer.
pub struct Cell<'s> {
    pub question: Question<'s>,
    pub relation: Relation,
    pub decided: Decision,
}

impl Cell<'_> {
    /// `leader.12 · POST /villages/{id}/close · Village · below`.
    pub fn name(&self) -> String {
        let who = self.question.who.map_or("anonymous", |who| &who.login);
        format!("{who} · {} · {}", self.question.operation.name(), self.relation)
    }
}

/// The cells of these operations.
pub fn cells<'s>(stage: &'s Stage, oracle: &Oracle<'_>, operations: &'s [Operation]) -> Vec<Cell<'s>> {
    let callers = std::iter::once(None).chain(stage.callers.iter().map(Some));
    let mut cells = Vec::new();
    for who in callers {
        let relations: Vec<Relation> = match who {
            // To nobody in particular, everything is alike.
            None => vec![Relation::None; stage.records.len()],
            Some(who) => stage
                .records
                .iter()
                .map(|record| record.relation(&stage.world, who))
                .collect(),
        };
        for operation in operations {
            let mut add = |relation, what: Option<&'s Record>, decided| {
                let question = Question {
                    world: &stage.world,
                    operation,
                    who,
                    what,
                    id: what.map_or_else(missing, |what| what.id),
                };
                cells.push(Cell {
                    question,
                    relation,
                    decided,
                });
            };
            if operation.takes == Takes::Nothing {
                add(Relation::None, None, oracle.decide(who, operation, None));
                continue;
            }
            let mut first: BTreeMap<(Relation, Decision), &Record> = BTreeMap::new();
            let of_kind = stage
                .records
                .iter()
                .zip(&relations)
                .filter(|(record, _)| Some(record.kind) == operation.kind);
            for (record, relation) in of_kind {
                first
                    .entry((*relation, oracle.decide(who, operation, Some(record))))
                    .or_insert(record);
            }
            for ((relation, decided), record) in first {
                add(relation, Some(record), decided);
            }
            if operation.takes != Takes::Put || who.is_some() {
                add(Relation::Missing, None, oracle.decide(who, operation, None));
            }
        }
    }
    cells
}

/// An id that nothing has.
fn missing() -> Uuid {
    derived("test/nothing")
}
