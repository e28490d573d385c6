//! Every document once, the words it is found by, and what one does to another.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{create, index, primary_key, references, unique};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    let document = "document";
    let link = "document_link";
    let word = "document_word";
    vec![
        Table::create()
            .table(document)
            .col(uuid("id"))
            .col(string("kind"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(boolean("open"))
            .col(string("stage"))
            .col(string("title"))
            .col(string("title_fold"))
            .col(big_integer_null("number"))
            .col(string_null("symbol"))
            .col(string_null("symbol_key"))
            .col(integer_null("number_year"))
            .col(date_null("signed_on"))
            .col(date("dated_on"))
            .col(date_null("over_on"))
            .primary_key(&mut primary_key(document, &["id"]))
            .foreign_key(&mut references(document, "organisation_id", "organisation"))
            .foreign_key(&mut references(document, "unit_id", "unit"))
            .take(),
        Table::create()
            .table(link)
            .col(uuid("from_id"))
            .col(uuid("to_id"))
            .col(string("relation"))
            .col(date_null("effective_on"))
            .primary_key(&mut primary_key(link, &["from_id", "to_id"]))
            .foreign_key(&mut references(link, "from_id", document))
            .foreign_key(&mut references(link, "to_id", document))
            .take(),
        Table::create()
            .table(word)
            .col(string("word"))
            .col(uuid("document_id"))
            .primary_key(&mut primary_key(word, &["word", "document_id"]))
            .foreign_key(&mut references(word, "document_id", document))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("document", &["organisation_id", "number_year", "number", "symbol_key"]),
        index("document", &["unit_id"]),
        index("document", &["title_fold", "id"]),
        index("document", &["dated_on", "id"]),
        index("document_link", &["to_id"]),
        index("document_word", &["document_id"]),
    ]
}
