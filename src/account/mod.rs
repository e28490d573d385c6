//! Accounts: people, the posts they hold, and how they sign in.

#[expect(clippy::module_inception, reason = "the record the feature is named after")]
pub mod account;
pub mod hand_over;
pub mod lockout;
pub mod login;
mod me;
mod own_password;
mod own_post;
mod own_session;
pub mod password;
pub mod password_rule;
pub mod post;
mod refresh;
pub mod refresh_token;
mod secret;
pub mod session;
mod sign_in;
mod tokens;

use utoipa_actix_web::service_config::ServiceConfig;

/// Routes under the API.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(sign_in::sign_in)
        .service(refresh::refresh_session)
        .service(own_session::sign_out)
        .service(own_post::choose_post)
        .service(own_password::change_password)
        .service(own_session::list_my_sessions)
        .service(own_session::end_my_session)
        .service(me::get_me);
}
