//! `Visitor`: whoever asks without signing in, and the only way from them to the data. They find what is published, and nothing else.

use std::{
    future::{Ready, ready},
    sync::Arc,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web::ThinData};
use chrono::NaiveDate;
use sea_orm::{Condition, DatabaseConnection};

use super::{Find, Gather, Kernel, Scoped};
use crate::{
    attachment::Files,
    http::{Problem, Result, SenderLimit},
};

/// A table with rows that anybody may read, by law.
pub trait Published: Scoped {
    /// Those on a day.
    fn published(today: NaiveDate) -> Condition;
}

/// How often one address may ask for what is published.
#[derive(Clone)]
pub struct VisitLimit(pub SenderLimit);

/// Somebody whom nobody knows.
pub struct Visitor {
    kernel: Arc<Kernel>,
}

impl FromRequest for Visitor {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl Visitor {
    /// 429 for an address that asks too often.
    fn of(request: &HttpRequest) -> Result<Self> {
        let limit = request.app_data::<ThinData<VisitLimit>>();
        limit
            .ok_or_else(|| Problem::internal("the app has no limit for visits"))?
            .0
            .0
            .count(request)?;
        let kernel = request.app_data::<ThinData<Arc<Kernel>>>();
        let kernel = kernel.ok_or_else(|| Problem::internal("the app has no kernel"))?;
        Ok(Self {
            kernel: Arc::clone(&kernel.0),
        })
    }

    pub(super) fn reader(&self) -> &DatabaseConnection {
        self.kernel.store.reader()
    }

    pub(super) fn kernel(&self) -> &Kernel {
        &self.kernel
    }

    pub fn today(&self) -> NaiveDate {
        self.kernel.clocks.legal.today()
    }

    /// Where files lie.
    pub fn files(&self) -> &Files {
        &self.kernel.files
    }

    /// Looks among what is published.
    pub fn find<E: Published>(&self) -> Find<'_, E, DatabaseConnection> {
        Find::published(self.today(), self.kernel.store.reader())
    }

    /// Reads columns and counts among what is published.
    pub fn gather<E: Published>(&self) -> Gather<'_, E, DatabaseConnection> {
        Gather::beside(self.kernel.store.reader()).filter(E::published(self.today()))
    }

    /// The connection, for what is published with a record. The caller of this names the record it has found.
    pub fn beside<E: Published>(&self, _found: &E::Model) -> &DatabaseConnection {
        self.kernel.store.reader()
    }
}
