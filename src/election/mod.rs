//! Bầu, cho thôi làm Trưởng thôn, Tổ trưởng tổ dân phố: from the decision to hold the meeting to the committee's recognition, which appoints or
//! relieves (Law 10/2022 Art. 15, 17, 19–21; Decree 59/2023/NĐ-CP Art. 3–4, 6–9).

mod calling;
pub mod course;
mod deciding;
pub mod entity;
mod ground;
mod law;
mod preparing;
mod read;
mod rules;
mod view;
mod voting;

pub use course::{Course, Purpose};
pub use entity::ElectionState;
pub use law::{Decree, days_before};
pub use rules::ElectionAction;
pub use view::Shown;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    calling::routes(config);
    preparing::routes(config);
    voting::routes(config);
    deciding::routes(config);
}
