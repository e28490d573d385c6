//! Ngày nghỉ và ngày làm bù: which days are not what their place in the week says. What holds nationwide comes with the program; over
//! it a province records what was decided for it.

pub mod entity;
mod holding;
pub mod install;
mod read;
mod rules;
mod view;
mod write;

pub use holding::holidays;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read::list_calendar_days)
        .service(read::get_calendar_day)
        .service(write::put_calendar_day)
        .service(write::withdraw_calendar_day);
}
