//! Loại thôn, tổ dân phố: the kinds of village the law names (Law 10/2022 Art. 2.3).

use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! kinds {
    ($($variant:ident $name:tt,)*) => {
        /// Loại thôn, tổ dân phố (Law 10/2022 Art. 2.3), as it is written before the name.
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema,
        )]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum VillageKind {
            $(
                #[sea_orm(string_value = $name)]
                #[serde(rename = $name)]
                $variant,
            )*
        }

        impl VillageKind {
            /// The word before the name.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }
    };
}

kinds! {
    Thon "Thôn",
    Lang "Làng",
    Ap "Ấp",
    Ban "Bản",
    Buon "Buôn",
    Bon "Bon",
    Phum "Phum",
    Soc "Sóc",
    ToDanPho "Tổ dân phố",
    KhuPho "Khu phố",
    KhoiPho "Khối phố",
    Khom "Khóm",
    TieuKhu "Tiểu khu",
}
