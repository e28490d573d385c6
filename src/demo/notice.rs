//! What whoever starts a demonstration needs to know.

use super::{PASSWORD, Tier, people::TWO_POSTS};
use crate::{clock::Clocks, config::ServeConfig};

/// A short table: where Swagger UI is, the legal date, the main logins.
pub fn notice(config: &ServeConfig, tier: Tier, clocks: Clocks) -> String {
    let districts = match tier {
        Tier::TwoTier => "officer|leader.vhxh-03388              its division, acts for the commune in reporting",
        Tier::ThreeTier => "officer|leader|overseer.105            City of Lai Châu; .106 Tam Đường",
    };
    let swagger_ui = match config.listen.port() {
        0 => "/swagger-ui/ on the address below".to_owned(),
        _ => format!("http://{}/swagger-ui/", config.listen),
    };
    format!(
        "\
danchu demonstration, {tier}: names and figures are made up
  Swagger UI   {swagger_ui}
  legal date   {date}
  password     {PASSWORD} (for every login)
  logins       administrator|officer|leader|overseer.12   province
               officer|leader.so-noi-vu               Sở Nội vụ, acts for the province in reporting
               officer|leader.so-gddt                 Sở Giáo dục và Đào tạo; its school: officer|leader.thpt-chuyen
               {districts}
               officer|leader|overseer|front.03388    commune; .03390 another, and so on
               {TWO_POSTS}                          one person, two posts",
        tier = tier.name(),
        date = clocks.legal.today(),
    )
}
