//! Short words for what every table has: named keys, named foreign keys, indexes.

use sea_orm_migration::prelude::*;

/// A foreign key named after its table and column.
pub fn references(table: &'static str, column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, column)
        .to(target, "id")
        .take()
}

/// A primary key named after its table.
pub fn primary_key(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    named(format!("pk_{table}"), table, columns).primary().take()
}

/// An index named after its table and columns.
pub fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    named(format!("ix_{table}_{}", columns.join("_")), table, columns)
}

/// An index that holds all that a query reads, named after what the query is for.
pub fn covering(table: &'static str, query: &str, columns: &[&'static str]) -> IndexCreateStatement {
    named(format!("ix_{table}_{query}"), table, columns)
}

/// A unique index named after its table and columns.
pub fn unique(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    named(format!("uq_{table}_{}", columns.join("_")), table, columns)
        .unique()
        .take()
}

fn named(name: String, table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).take();
    for column in columns {
        index.col(*column);
    }
    index
}

/// Creates tables, then their indexes.
pub async fn create(
    manager: &SchemaManager<'_>,
    tables: Vec<TableCreateStatement>,
    indexes: Vec<IndexCreateStatement>,
) -> Result<(), DbErr> {
    for table in tables {
        manager.create_table(table).await?;
    }
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}
