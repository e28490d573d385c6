//! Published templates as they were read before. A published template never changes, so what is known of it stays true.

use std::sync::Arc;

use moka::future::Cache;

use super::{content::TemplateContent, entity as template};
use crate::{
    access::{Look, TemplateId},
    http::{Problem, Result},
};

/// More editions than a province asks for in the years it still looks at.
const MOST: u64 = 100;

/// The contents of templates, read once each.
pub struct Published(Cache<TemplateId, Arc<TemplateContent>>);

impl Default for Published {
    fn default() -> Self {
        Self(Cache::new(MOST))
    }
}

impl Published {
    /// What a template asks; 404 when there is none in scope.
    pub async fn content(&self, look: &impl Look, id: TemplateId) -> Result<Arc<TemplateContent>> {
        let read = async {
            let row = look.find::<template::Entity>().by_id(id).await?;
            Ok(Arc::new(row.content.0))
        };
        let known = self.0.try_get_with(id, read).await;
        known.map_err(|problem: Arc<Problem>| Problem::new(problem.code).cause(problem))
    }
}
