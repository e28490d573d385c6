//! Looking for documents by words: which have them all, and which fit best.

use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, ExprTrait, Query, SelectStatement, SimpleExpr},
};

use super::{
    entity::{Column, Model, Stage},
    word,
    words::{has_words, word},
};
use crate::{
    access::{Look, no_one},
    http::Result,
    text,
};

/// So many documents can be put in the order in which they fit; of more the latest come first.
pub const RANKED: u64 = 500;

/// So many are counted of the documents with a word.
const COUNTED: u64 = 2_000;

/// Words a search may have; the others are left out of account.
const MOST_WORDS: usize = 24;

/// Words that tell little: what is found need not have them.
const LITTLE: [&str; 14] = [
    "ve", "cua", "va", "o", "tai", "cac", "nhung", "trong", "theo", "voi", "ngay", "thang", "den", "duoc",
];

/// Words that tell little before a number, and are names elsewhere (số and Sở, năm and Nậm).
const BEFORE_NUMBERS: [&str; 2] = ["so", "nam"];

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Sought {
    spelt: String,
    folded: String,
    /// What a document must have.
    words: Vec<String>,
    /// What stands side by side.
    pairs: Vec<String>,
    numbers: Vec<i64>,
}

/// The documents that have what is searched for.
pub struct Among {
    pub which: Condition,
    /// Whether they may be few enough to be put in order.
    pub few: bool,
}

impl Sought {
    pub fn new(typed: &str) -> Self {
        let folded = text::fold(typed);
        let all: Vec<String> = folded.split(' ').filter_map(word).take(MOST_WORDS).collect();
        let pairs = all.windows(2).map(|pair| pair.join(" ")).collect();
        let is_number = |place: usize| all.get(place).is_some_and(|word| word.parse::<i64>().is_ok());
        let tells = |(place, word): &(usize, &String)| {
            let little = LITTLE.contains(&word.as_str());
            !(little || BEFORE_NUMBERS.contains(&word.as_str()) && is_number(place + 1))
        };
        let mut words: Vec<String> = all
            .iter()
            .enumerate()
            .filter(tells)
            .map(|(_, word)| word.clone())
            .collect();
        if words.is_empty() {
            words.clone_from(&all);
        }
        words.sort_unstable();
        words.dedup();
        Self {
            spelt: typed.to_lowercase(),
            numbers: words.iter().filter_map(|word| word.parse().ok()).collect(),
            folded,
            words,
            pairs,
        }
    }

    /// Where to look. The rarest word comes first, for what has it is quickly gone through.
    pub async fn among(&self, look: &impl Look) -> Result<Among> {
        let mut counted = Vec::new();
        for sought in &self.words {
            let with = look.find::<word::Entity>().filter(word::Column::Word.eq(sought));
            counted.push((with.count_up_to(COUNTED).await?, sought.as_str()));
        }
        counted.sort_unstable();
        let words: Vec<&str> = counted.iter().map(|(_, word)| *word).collect();
        let rarest = counted.first().map_or(0, |(count, _)| *count);
        let all = look.find::<word::Entity>().filter(having(&words));
        let few = rarest < COUNTED || all.count_up_to(COUNTED).await? < COUNTED;
        let each = words.iter().map(|word| has(word, Column::Id));
        let which = match few {
            true => Column::Id.in_subquery(with_all(&words)).into(),
            false => each.fold(Condition::all(), Condition::add),
        };
        Ok(Among { which, few })
    }

    /// How well a document fits: the less the better.
    pub fn fit(&self, row: &Model) -> Fit {
        let numbered = row.number.is_some_and(|number| self.numbers.contains(&number));
        let pairs = self.pairs.iter().filter(|pair| !has_words(&row.title_fold, pair));
        let words = self.words.iter().filter(|word| !has_words(&row.title_fold, word));
        let absent = pairs.count() + words.count();
        Fit {
            by_number: !numbered,
            as_spelt: !row.title.to_lowercase().contains(&self.spelt),
            as_folded: !has_words(&row.title_fold, &self.folded),
            absent,
            stage: match row.stage {
                Stage::Issued => 0,
                Stage::InPreparation => 1,
                Stage::Refused => 2,
                Stage::Ended => 3,
            },
            length: row.title_fold.len(),
        }
    }
}

/// How well a document fits, in the order in which that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fit {
    by_number: bool,
    as_spelt: bool,
    as_folded: bool,
    /// Words, and words side by side, that the title lacks.
    absent: usize,
    stage: u8,
    length: usize,
}

impl Fit {
    /// The same order in one number.
    pub fn score(self) -> i64 {
        let parts = [
            (i64::from(self.by_number), 2),
            (i64::from(self.as_spelt), 2),
            (i64::from(self.as_folded), 2),
            (i64::try_from(self.absent).map_or(31, |absent| absent.clamp(0, 31)), 32),
            (i64::from(self.stage), 4),
            (
                i64::try_from(self.length).map_or(4095, |length| length.clamp(0, 4095)),
                4096,
            ),
        ];
        parts.into_iter().fold(0, |score, (part, range)| score * range + part)
    }
}

/// The documents that have all these words, the first being the rarest.
fn with_all(words: &[&str]) -> SelectStatement {
    word::Entity::find()
        .select_only()
        .column(word::Column::DocumentId)
        .filter(having(words))
        .into_query()
}

/// Lines of the first word whose documents have the others too.
fn having(words: &[&str]) -> Condition {
    match words.split_first() {
        None => no_one(),
        Some((first, others)) => others
            .iter()
            .fold(Condition::all().add(word::Column::Word.eq(*first)), |all, word| {
                all.add(has(word, word::Column::DocumentId))
            }),
    }
}

/// Whether the document of this id has a word.
fn has<C: ColumnTrait>(sought: &str, id: C) -> SimpleExpr {
    let further = Alias::new("further");
    let mut line = Query::select();
    line.expr(Expr::val(1))
        .from_as(word::Entity, further.clone())
        .and_where(Expr::col((further.clone(), word::Column::Word)).eq(sought))
        .and_where(Expr::col((further, word::Column::DocumentId)).equals(id.as_column_ref()));
    Expr::exists(line)
}
