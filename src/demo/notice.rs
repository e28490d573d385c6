//! What whoever starts a demonstration needs to know.

use super::{PASSWORD, people::TWO_POSTS};
use crate::{
    clock::Clocks,
    config::{Demo, ServeConfig},
};

/// A short table: where Swagger UI is, the legal date, the main logins.
pub fn notice(config: &ServeConfig, demo: Demo, clocks: Clocks) -> String {
    let swagger_ui = match config.listen.port() {
        0 => "/swagger-ui/ on the address below".to_owned(),
        _ => format!("http://{}/swagger-ui/", config.listen),
    };
    format!(
        "\
danchu demonstration, {name}: names and figures are made up
  Swagger UI   {swagger_ui}
  legal date   {date}
  password     {PASSWORD} (for every login)
  logins       {logins}",
        name = demo.name(),
        date = clocks.legal.today(),
        logins = logins(demo).join("\n               "),
    )
}

fn logins(demo: Demo) -> Vec<String> {
    let line = |login: &str, who: &str| format!("{login:<38} {who}");
    let tier = match demo {
        Demo::TwoTier => line(
            "officer|leader.vhxh-03388",
            "its division, acts for the commune in reporting",
        ),
        Demo::ThreeTier => line("officer|leader|overseer.105", "City of Lai Châu; .106 Tam Đường"),
        Demo::National => {
            return vec![
                line("administrator|officer|leader.vn", "the nation"),
                line("officer|leader.12", "a province, and so on by its code"),
                line("officer|leader.03388", "a commune, and so on by its code"),
            ];
        }
    };
    vec![
        line("administrator|officer|leader|overseer.12", "province"),
        line(
            "officer|leader.so-noi-vu",
            "Sở Nội vụ, acts for the province in reporting",
        ),
        line(
            "officer|leader.so-gddt",
            "Sở Giáo dục và Đào tạo; its school: officer|leader.thpt-chuyen",
        ),
        line(
            "officer|leader|overseer|front.03388",
            "commune; .03390 another, and so on",
        ),
        tier,
        line(TWO_POSTS, "one person, two posts"),
    ]
}
