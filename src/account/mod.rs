//! Accounts: people, the posts they hold, and how they sign in.

#[expect(clippy::module_inception, reason = "the record the feature is named after")]
pub mod account;
mod administration;
mod administrator;
pub mod command;
pub mod delegation;
pub mod errand;
mod grant;
pub mod hand_over;
mod last_administrator;
pub mod lockout;
pub mod login;
mod me;
mod own_password;
mod own_post;
pub mod own_session;
pub mod password;
pub mod password_rule;
pub mod post;
pub mod post_place;
mod reach;
mod refresh;
pub mod refresh_token;
mod renew_hash;
pub mod role_rule;
mod secret;
pub mod session;
mod sign_in;
pub mod sign_in_limit;
mod standing;
mod tokens;
mod view;

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
        .service(me::get_me)
        .service(administration::list_accounts)
        .service(administration::create_account)
        .service(administration::get_account)
        .service(administration::change_account)
        .service(standing::suspend_account)
        .service(standing::reinstate_account)
        .service(standing::reset_password)
        .service(grant::list_posts)
        .service(grant::grant_post)
        .service(grant::end_post)
        .configure(delegation::routes);
}
