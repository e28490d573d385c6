//! The path of a request, and its query.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Question;
use crate::{operation::Takes, province::everywhere};

impl Question<'_> {
    /// The path and query.
    pub fn address(&self) -> String {
        let id = match self.operation.takes {
            Takes::Path => self.id,
            Takes::Put => self.what.and_then(|what| what.report().submission).unwrap_or(self.id),
            Takes::Query => self.world.open_round().id.into(),
            _ => self.another_account(),
        };
        let path = self.operation.path.replace("{id}", &id.to_string());
        let path = path.replace("{number}", "1").replace("{code}", "not_found");
        let path = path.replace("{member}", &self.member().to_string());
        let path = path.replace("{attachment}", &everywhere().to_string());
        let path = path
            .replace("{duty}", "commune_regulation")
            .replace("{dataset}", "units")
            .replace("{period}", "2025-Q3");
        let path = path.replace("{day}", &self.day().to_string());
        match self.operation.takes {
            Takes::Query => format!("{path}?unit={}&basis=current", self.id),
            _ if path.ends_with("/village-convention-figures") => format!("{path}?from=2025-01-01&to=2025-12-31"),
            _ if path.ends_with("/board-figures") => {
                format!("{path}?group=commune_inspectorates&from=2025-01-01&to=2025-12-31")
            }
            _ if path.ends_with("/comparison") => format!("{path}?from=1"),
            _ if path.contains("/parts/") => path,
            _ if self.upload().is_some() => format!("{path}?name=anh.png"),
            _ => path,
        }
    }

    /// The day of a line of the calendar; else one that nobody has recorded.
    fn day(&self) -> NaiveDate {
        let lines = &self.world.calendar_days;
        let line = self
            .what
            .and_then(|what| lines.iter().find(|line| line.id.0 == what.id));
        line.map(|line| line.day)
            .or(NaiveDate::from_ymd_opt(2031, 5, 5))
            .expect("a day")
    }

    /// An account of the caller's organisation that is not the caller's.
    fn another_account(&self) -> Uuid {
        let Some(who) = self.who else { return self.id };
        let other = |account: &&danchu::account::account::Model| {
            account.organisation_id == who.organisation && account.id != who.account
        };
        self.world
            .accounts
            .iter()
            .find(other)
            .map_or(self.id, |account| account.id.into())
    }
}
