//! The lists danchu brings along: Lai Châu before and after 2025-07-01.

use chrono::NaiveDate;

use super::{Act, List, Plan, load};
use crate::{
    access::Store,
    clock::Clocks,
    http::{Problem, Result},
};

/// A list with the act it follows.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    pub list: List<'static>,
    valid_from: &'static str,
    legal_basis: &'static str,
}

/// Three tiers: 1 province, 8 districts, 106 communes, dated from the province's separation from Điện Biên. The list is the
/// state of 2024; districts and communes made since 2004 carry the same day.
pub const LAI_CHAU_2024: BuiltIn = BuiltIn {
    list: List {
        name: "lai_chau_units_2024.csv",
        csv: include_str!("../../../assets/territory/lai_chau_units_2024.csv"),
    },
    valid_from: "2004-01-01",
    legal_basis: "Nghị quyết 22/2003/QH11 (chia tách tỉnh Lai Châu từ 01/01/2004); \
                  danh mục đơn vị hành chính theo Quyết định 124/2004/QĐ-TTg, hiện trạng năm 2024",
};

/// Two tiers: the same province and 38 communes.
pub const LAI_CHAU_2025: BuiltIn = BuiltIn {
    list: List {
        name: "lai_chau_units_2025.csv",
        csv: include_str!("../../../assets/territory/lai_chau_units_2025.csv"),
    },
    valid_from: "2025-07-01",
    legal_basis: "Nghị quyết 1670/NQ-UBTVQH15",
};

impl BuiltIn {
    pub fn act(&self) -> Result<Act> {
        Ok(Act {
            valid_from: self.valid_from.parse::<NaiveDate>().map_err(Problem::internal)?,
            legal_basis: self.legal_basis.to_owned(),
        })
    }

    /// Loads this list as [`load`] does.
    pub async fn load(&self, store: &Store, clocks: Clocks) -> Result<Plan> {
        load(store, clocks, &[self.list], &self.act()?).await
    }
}
