//! What operators and programs ask about the service itself: probes, version, public keys, permissions and problems.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use actix_web::{HttpRequest, get, web::ThinData};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    access::{Caller, Kernel, PermissionTable, ReadTerritory, Rule},
    http::{Answer, Code, Language, Path, Problem, Result},
};

/// Whether the service is on its way out; then it is no longer ready.
#[derive(Clone, Default)]
pub struct Draining(Arc<AtomicBool>);

impl Draining {
    pub fn begin(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// State of a probe.
#[derive(Serialize, ToSchema)]
pub struct Probe {
    /// Always `ok`; anything else is a problem document.
    #[schema(example = "ok")]
    status: &'static str,
}

/// The running program.
#[derive(Serialize, ToSchema)]
pub struct Version {
    /// Name of the program.
    #[schema(example = "danchu")]
    name: &'static str,
    /// Version of the program.
    #[schema(example = "0.1.0")]
    version: &'static str,
    /// Version of this contract.
    #[schema(example = "v1")]
    api: &'static str,
}

/// A kind of problem.
#[derive(Serialize, ToSchema)]
pub struct ProblemPage {
    /// Stable code for programs.
    #[schema(example = "precondition_failed")]
    code: &'static str,
    /// The HTTP status it comes with.
    #[schema(example = 412)]
    status: u16,
    /// What kind of problem it is.
    title: String,
    /// What to do about it.
    advice: String,
}

/// All permissions.
#[derive(Serialize, ToSchema)]
pub struct Permissions {
    items: Vec<Rule>,
}

/// Process alive
///
/// 200 as long as the process answers at all.
#[utoipa::path(tag = "Service", operation_id = "get_livez", responses((status = 200, description = "Alive.", body = Probe)))]
#[get("/livez")]
async fn livez() -> Result<Answer> {
    Answer::secret(&Probe { status: "ok" })
}

/// Ready for traffic
///
/// 200 when the database answers, its tables are up to date and the service is not shutting down.
#[utoipa::path(tag = "Service", operation_id = "get_readyz", responses((status = 200, description = "Ready.", body = Probe)))]
#[get("/readyz")]
async fn readyz(draining: ThinData<Draining>, kernel: ThinData<Arc<Kernel>>) -> Result<Answer> {
    match draining.has_begun() || !kernel.is_ready().await {
        true => Err(Problem::new(Code::NotReady)),
        false => Answer::secret(&Probe { status: "ok" }),
    }
}

/// Version of the program
#[utoipa::path(tag = "Service", operation_id = "get_version", responses((status = 200, description = "The running program.", body = Version)))]
#[get("/version")]
async fn version() -> Result<Answer> {
    Answer::view(&Version {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        api: "v1",
    })
}

/// Public signing keys
///
/// The JSON Web Key Set (RFC 7517) that verifies access tokens; two keys are alive during a rotation.
#[utoipa::path(tag = "Service", operation_id = "get_jwks", responses((status = 200, description = "The key set.", body = Object)))]
#[get("/.well-known/jwks.json")]
async fn jwks(kernel: ThinData<Arc<Kernel>>) -> Result<Answer> {
    Answer::view(&kernel.keys()?.jwks())
}

/// Explain a problem
///
/// What a problem's `type` points to, in the language of `Accept-Language`.
#[utoipa::path(tag = "Service", operation_id = "get_problem", params(("code" = String, Path, description = "Code of the problem.", example = "precondition_failed")),
    responses((status = 200, description = "The kind of problem.", body = ProblemPage), (status = 404, description = "No such problem.")))]
#[get("/problems/{code}")]
async fn problem(request: HttpRequest, code: Path<String>) -> Result<Answer> {
    let language = Language::accepted(&request);
    let known = Code::ALL
        .iter()
        .find(|known| known.as_str() == code.0)
        .ok_or_else(|| Problem::new(Code::NotFound))?;
    Answer::view(&ProblemPage {
        code: known.as_str(),
        status: known.status().as_u16(),
        title: known.title().in_language(language).to_owned(),
        advice: known.advice().in_language(language).to_owned(),
    })
}

/// List permissions
///
/// The whole permission table: which roles, in which capacity and at which level, may do what.
#[utoipa::path(tag = "Service", operation_id = "list_permissions", security(("bearer" = ["territory:read"])), responses((status = 200, description = "The table.", body = Permissions)))]
#[get("/permissions")]
async fn list_permissions(caller: Caller<ReadTerritory>) -> Result<Answer> {
    let table: &PermissionTable = &caller.kernel().permissions;
    Answer::view(&Permissions {
        items: table.rules().cloned().collect(),
    })
}

/// Routes beside the API.
pub fn routes(config: &mut ServiceConfig) {
    config
        .service(livez)
        .service(readyz)
        .service(version)
        .service(jwks)
        .service(problem);
}

/// Routes under the API.
pub fn api_routes(config: &mut ServiceConfig) {
    config.service(list_permissions);
}
