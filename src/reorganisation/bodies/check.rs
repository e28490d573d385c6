//! What speaks against the lines about organisations.

use std::collections::{BTreeMap, BTreeSet};

use super::{BodyPlan, GOVERNING, Passed, Planning};
use crate::{
    access::OrganisationId,
    http::Result,
    organisation::rules,
    reorganisation::{act::OrganisationLine, faults::Faults},
};

impl Planning<'_> {
    /// Each line names one organisation or a kind, and somewhere it can go.
    pub(super) fn check(&self) -> Result<()> {
        let mut faults = Faults::none();
        for (index, line) in self.lines.organisations.iter().enumerate() {
            self.check_line(index, line, &mut faults);
        }
        faults.refuse()
    }

    fn check_line(&self, index: usize, line: &OrganisationLine, faults: &mut Faults) {
        let here = format!("/organisations/{index}");
        let at = |field: &str| format!("/organisations/{index}/{field}");
        if line.organisation.is_some() == line.kind.is_some() {
            let (vi, en) = (
                "Nêu một cơ quan hoặc một loại cơ quan.",
                "Name an organisation or a kind, one of the two.",
            );
            faults.add(&here, "one_of", vi, en);
        }
        let named = line.organisation.map(|id| self.by_id.get(&id));
        if matches!(named, Some(None)) {
            let (vi, en) = (
                "Không có cơ quan này đang hoạt động trong phạm vi.",
                "No such organisation lives in your scope.",
            );
            faults.add(at("organisation"), "unknown", vi, en);
        }
        let kind = line.kind.or_else(|| named.flatten().map(|body| body.kind));
        if kind.is_some_and(|kind| GOVERNING.contains(&kind)) {
            let (vi, en) = (
                "Ủy ban, Hội đồng, Mặt trận theo đơn vị hành chính.",
                "Committees, Councils and Fronts follow their unit.",
            );
            faults.add(&here, "unsuited", vi, en);
        }
        if line.closes == (line.to_unit.is_some() || line.to_manager.is_some()) {
            let (vi, en) = (
                "Kết thúc, hoặc chuyển về đơn vị hay cơ quan khác.",
                "Either they close, or they pass to a unit or a manager.",
            );
            faults.add(at("closes"), "one_of", vi, en);
        }
        if line
            .to_unit
            .is_some_and(|unit| !self.standing.levels.contains_key(&unit))
        {
            let (vi, en) = (
                "Không có đơn vị này sau sắp xếp.",
                "There is no such unit after the act.",
            );
            faults.add(at("to_unit"), "unknown", vi, en);
        }
        let lives_on = |id: OrganisationId| self.by_id.get(&id).is_some_and(|body| !self.closes(body));
        if line
            .to_manager
            .is_some_and(|id| !lives_on(id) || line.organisation == Some(id))
        {
            let (vi, en) = (
                "Cơ quan này không có hoặc kết thúc theo văn bản.",
                "There is no such organisation, or the act closes it.",
            );
            faults.add(at("to_manager"), "unknown", vi, en);
        }
    }

    /// 422 where a line puts an organisation somewhere it could not have been recorded.
    pub(super) fn fitting(&self, plan: &BodyPlan) -> Result<()> {
        let mut faults = Faults::none();
        for Passed { after, .. } in &plan.passed {
            let (Some(index), Some(level)) = (self.index_of(after), self.standing.levels.get(&after.unit_id)) else {
                continue;
            };
            let opened = || plan.opened.iter().find(|body| Some(body.id) == after.managed_by);
            let manager = after
                .managed_by
                .and_then(|id| self.by_id.get(&id).copied().or_else(opened));
            for fault in rules::faults(after, *level, manager) {
                faults.add(
                    format!("/organisations/{index}"),
                    "unsuited",
                    fault.said.vi,
                    fault.said.en,
                );
            }
        }
        faults.refuse()
    }

    /// 422 where an organisation would come to manage itself, however indirectly.
    pub(super) fn circle(&self, plan: &BodyPlan) -> Result<()> {
        let bodies = self.standing.bodies.iter();
        let mut managers: BTreeMap<OrganisationId, OrganisationId> =
            bodies.filter_map(|body| Some((body.id, body.managed_by?))).collect();
        for Passed { after, .. } in &plan.passed {
            match after.managed_by {
                Some(manager) => _ = managers.insert(after.id, manager),
                None => _ = managers.remove(&after.id),
            }
        }
        let circle = plan.passed.iter().any(|passed| {
            let mut seen = BTreeSet::new();
            let mut above = std::iter::successors(Some(passed.after.id), |at| managers.get(at).copied());
            above.any(|id| !seen.insert(id))
        });
        let mut faults = Faults::none();
        if circle {
            let (vi, en) = (
                "Có cơ quan lại do chính mình quản lý.",
                "An organisation would come to manage itself.",
            );
            faults.add("/organisations", "circle", vi, en);
        }
        faults.refuse()
    }
}
