//! Published templates as they were read before. A published template never changes, so what is known of it stays true.

use std::sync::Arc;

use moka::future::Cache;

use super::entity as template;
use crate::{
    access::{Look, TemplateId},
    http::{Problem, Result},
};

/// More editions than a province asks for in the years it still looks at.
const MOST: u64 = 100;

/// Templates, read once each.
pub struct Published(Cache<TemplateId, Arc<template::Model>>);

impl Default for Published {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Published {
    /// A template; 404 when there is none in scope.
    pub async fn get(&self, look: &impl Look, id: TemplateId) -> Result<Arc<template::Model>> {
        let read = async { Ok(Arc::new(look.find::<template::Entity>().by_id(id).await?)) };
        let known = self.0.try_get_with(id, read).await;
        known.map_err(|problem: Arc<Problem>| Problem::new(problem.code).cause(problem))
    }
}
