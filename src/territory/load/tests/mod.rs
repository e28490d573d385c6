//! Lists on paper: small ones of one province, then the real ones of Lai Châu.

mod faults;
mod lai_chau;
mod orderly;

use super::{Act, Known, LineFault, List, Plan, plan, read};

const HEADER: &str = "code,name,level,type,parent_code";
const MERGING: &str = "code,name,level,type,parent_code,merged_from";

fn act(valid_from: &str) -> Act {
    Act {
        valid_from: valid_from.parse().unwrap(),
        legal_basis: format!("NQ {valid_from}"),
    }
}

/// Plans one list of these lines.
fn planned(known: &Known, header: &str, lines: &str, valid_from: &str) -> Result<Plan, Vec<LineFault>> {
    let csv = format!("{header}\n{lines}");
    let rows = read(&[List {
        name: "t.csv",
        csv: &csv,
    }])?;
    plan(known, &rows, &act(valid_from))
}

/// The register after a plan, as the database would hold it.
fn carried_out(mut known: Known, plan: Plan, valid_from: &str) -> Known {
    for unit in &mut known.units {
        if plan.closed.iter().any(|closed| closed.id == unit.id) {
            unit.valid_to = Some(valid_from.parse().unwrap());
        }
    }
    known.units.extend(plan.opened);
    known.lineage.extend(plan.lineage);
    known
}

/// A province of two communes since 2004.
fn small() -> Known {
    let plan = planned(&Known::default(), HEADER, SMALL, "2004-01-01").unwrap();
    carried_out(Known::default(), plan, "2004-01-01")
}

const SMALL: &str = "77,Thử,province,Tỉnh,\n70001,Một,commune,Xã,77\n70002,Hai,commune,Xã,77\n";
