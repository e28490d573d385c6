//! Trạng thái báo cáo: danchu's states beside those of the national reporting system (QCVN 125:2021/BTTTT), whose codes an installation
//! sets when it is connected: the regulation leaves them to the system's own catalogue.

use std::{collections::BTreeMap, str::FromStr, sync::Arc};

use actix_web::{get, web::ThinData};
use sea_orm::{ActiveEnum, Iterable};
use serde::Serialize;
use utoipa::ToSchema;

use super::kinds::Progress;
use crate::{
    access::{Caller, ReadTemplate},
    http::{Answer, Result},
};

/// The national codes of danchu's states, as set: `draft=1,submitted=2`.
#[derive(Clone, Debug, Default)]
pub struct StateCodes(Arc<BTreeMap<String, String>>);

/// The national code of one state: `submitted=2`.
#[derive(Clone, Debug)]
pub struct StateCode(String, String);

impl FromStr for StateCode {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, String> {
        let (state, code) = text.split_once('=').ok_or("a state, `=` and its code")?;
        let known = Progress::iter().any(|progress| progress.to_value() == state);
        match known && !code.is_empty() {
            true => Ok(Self(state.to_owned(), code.to_owned())),
            false => Err(format!("`{state}` is no state of a report, or has no code")),
        }
    }
}

impl FromIterator<StateCode> for StateCodes {
    fn from_iter<I: IntoIterator<Item = StateCode>>(codes: I) -> Self {
        let codes = codes.into_iter().map(|StateCode(state, code)| (state, code));
        Self(Arc::new(codes.collect()))
    }
}

/// Bảng đối chiếu trạng thái báo cáo.
#[derive(Serialize, ToSchema)]
pub struct ReportStates {
    /// The national standard.
    #[schema(example = "QCVN 125:2021/BTTTT")]
    pub standard: &'static str,
    /// danchu's states, in the order reports pass through them.
    pub states: Vec<ReportState>,
}

/// Trạng thái của báo cáo: one of danchu's, and what it is nationally.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportState {
    /// The state in danchu's `progress`.
    pub progress: Progress,
    /// Trạng thái tương ứng; left out for what the national system does not know.
    #[schema(nullable = false, example = "Đã gửi")]
    pub national_state: Option<&'static str>,
    /// Its code in the national system, where this installation has been told it.
    #[schema(nullable = false, example = "2")]
    pub national_code: Option<String>,
}

/// What a state is called nationally. Whether it is late is no state there either.
const fn national(progress: Progress) -> Option<&'static str> {
    match progress {
        Progress::NotStarted => Some("Chưa gửi"),
        Progress::Draft => Some("Nháp"),
        Progress::Submitted => Some("Đã gửi"),
        Progress::Returned => Some("Trả lại"),
        Progress::Accepted => Some("Đã tiếp nhận"),
        Progress::Waived => None,
    }
}

/// Compare report states with the national ones
///
/// Đối chiếu trạng thái báo cáo với Hệ thống thông tin báo cáo quốc gia (QCVN 125:2021/BTTTT). The codes are those this installation was set
/// up with (`DANCHU_NATIONAL_STATE_CODES`).
#[utoipa::path(tag = "Reporting", operation_id = "list_report_states", security(("bearer" = ["template:read"])),
    responses((status = 200, description = "danchu's states beside the national ones.", body = ReportStates)))]
#[get("/report-states")]
async fn list_report_states(_caller: Caller<ReadTemplate>, codes: ThinData<StateCodes>) -> Result<Answer> {
    let state = |progress: Progress| ReportState {
        progress,
        national_state: national(progress),
        national_code: codes.0.0.get(&progress.to_value()).cloned(),
    };
    Answer::view(&ReportStates {
        standard: "QCVN 125:2021/BTTTT",
        states: Progress::iter().map(state).collect(),
    })
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_report_states);
}
