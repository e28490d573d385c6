//! The app: middleware, limits, and the only list of routes.

use std::{io::Write, net::SocketAddr, sync::Arc, time::Duration};

use actix_cors::Cors;
use actix_web::{
    App, HttpResponse, HttpServer,
    body::MessageBody,
    dev::{ServiceFactory, ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::{Compress, Condition, Next, from_fn},
    web::{self, ThinData},
};
use tracing_actix_web::TracingLogger;
use utoipa::{OpenApi, openapi};
use utoipa_actix_web::{AppExt, scope};
use utoipa_swagger_ui::{Config, SwaggerUi};

use crate::{
    access::{Kernel, Store, VisitLimit, authenticate, forget_old, sequencer},
    account::sign_in_limit::SignInLimit,
    attachment::sweep,
    config::{Compression, ServeConfig},
    http::{
        API, Code, Limits, Operations, Problem, Result, SenderLimit, TrustedProxies, feature, finish,
        public_parameters, within,
    },
    openapi::Contract,
    portal::{Portal, page::PagePolicy},
    probe::{self, Draining},
    reminding,
    reporting::{settling, state::StateCodes},
    telemetry::RequestSpan,
};

/// How the app treats requests.
#[derive(Clone)]
pub struct Settings {
    pub limits: Limits,
    pub sign_ins: SignInLimit,
    pub visits: VisitLimit,
    pub portal: Portal,
    pub page_policy: PagePolicy,
    pub answer_time: Duration,
    pub compression: Compression,
    pub cors_origins: Vec<String>,
    pub state_codes: StateCodes,
}

impl From<&ServeConfig> for Settings {
    fn from(config: &ServeConfig) -> Self {
        let proxies = TrustedProxies::new(&config.trusted_proxies);
        Self {
            limits: Limits {
                body_bytes: usize::try_from(config.body_limit).unwrap_or(usize::MAX),
                body_time: config.request_timeout(),
            },
            sign_ins: SignInLimit(SenderLimit::new(config.sign_ins_per_minute, proxies.clone())),
            visits: VisitLimit(SenderLimit::new(config.visits_per_minute, proxies)),
            portal: Portal::default(),
            page_policy: PagePolicy::new(&config.embed_in),
            answer_time: config.request_timeout() * 2,
            compression: config.compression,
            cors_origins: config.cors_origins.clone(),
            state_codes: config.national_state_codes.iter().cloned().collect(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            sign_ins: SignInLimit(SenderLimit::new(0, TrustedProxies::new(&[]))),
            visits: VisitLimit(SenderLimit::new(0, TrustedProxies::new(&[]))),
            portal: Portal::default(),
            page_policy: PagePolicy::new(&[]),
            answer_time: Duration::from_secs(30),
            compression: Compression::On,
            cors_origins: Vec::new(),
            state_codes: StateCodes::default(),
        }
    }
}

/// The routes of danchu, with the document they make.
fn routed() -> (
    App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse,
            Error = actix_web::Error,
            InitError = (),
        >,
    >,
    openapi::OpenApi,
) {
    App::new()
        .into_utoipa_app()
        .openapi(Contract::openapi())
        .configure(probe::routes)
        .service(
            scope(API)
                .wrap(from_fn(authenticate))
                .service(feature(crate::reporting::routes))
                .service(feature(crate::worklist::routes))
                .service(feature(crate::document::routes))
                .service(feature(crate::person::routes))
                .service(feature(crate::election::routes))
                .service(feature(crate::board::routes))
                .service(feature(crate::measure::routes))
                .service(feature(crate::portal::routes))
                .service(feature(crate::duty::routes))
                .service(feature(crate::attachment::routes))
                .service(feature(crate::calendar::day::routes))
                .service(feature(probe::api_routes))
                .service(feature(crate::organisation::routes))
                .service(feature(crate::reorganisation::routes))
                .service(feature(crate::exchange::routes))
                .service(feature(crate::territory::routes))
                .service(feature(crate::account::routes)),
        )
        .split_for_parts()
}

/// The published contract.
pub fn document(permissions: &crate::access::PermissionTable) -> openapi::OpenApi {
    crate::openapi::finish(routed().1, permissions)
}

/// The whole app, as every worker and every test runs it.
pub fn app(
    kernel: Arc<Kernel>,
    settings: Settings,
    draining: Draining,
    document: openapi::OpenApi,
    operations: Operations,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = actix_web::Error,
        InitError = (),
    >,
> {
    let answer_time = settings.answer_time;
    let cors = settings.cors_origins.iter().fold(
        Cors::default()
            .allowed_methods(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
            .allow_any_header()
            .expose_any_header()
            .max_age(3600),
        |cors, origin| cors.allowed_origin(origin),
    );
    routed()
        .0
        .app_data(ThinData(kernel))
        .app_data(ThinData(settings.limits))
        .app_data(ThinData(draining))
        .app_data(ThinData(settings.sign_ins))
        .app_data(ThinData(settings.visits))
        .app_data(ThinData(settings.portal))
        .app_data(ThinData(settings.page_policy))
        .app_data(ThinData(settings.state_codes))
        .app_data(ThinData(operations))
        .configure(crate::portal::page::routes)
        .service(web::redirect("/", "/swagger-ui/"))
        .service(web::redirect("/swagger-ui", "/swagger-ui/"))
        .service(swagger_ui(document))
        .default_service(web::to(elsewhere))
        .wrap(from_fn(public_parameters))
        .wrap(from_fn(move |request, next: Next<_>| {
            within(answer_time, request, next)
        }))
        .wrap(Condition::new(
            settings.compression == Compression::On,
            Compress::default(),
        ))
        .wrap(from_fn(finish))
        .wrap(cors)
        .wrap(TracingLogger::<RequestSpan>::new())
        .wrap(from_fn(head_as_get))
}

fn swagger_ui(document: openapi::OpenApi) -> SwaggerUi {
    let config = Config::from("/openapi.json")
        .persist_authorization(true)
        .try_it_out_enabled(true)
        .display_request_duration(true)
        .filter(true)
        .doc_expansion("none")
        .validator_url("none");
    SwaggerUi::new("/swagger-ui/{_:.*}")
        .url("/openapi.json", document)
        .config(config)
}

/// actix routes HEAD apart from GET; the answers are the same but for the body, which the connection leaves out.
async fn head_as_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> std::result::Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

/// What no route takes: 405 when the path is known, else 404.
async fn elsewhere(request: actix_web::HttpRequest) -> Result<HttpResponse> {
    let allow = Operations::allowed(&request).ok_or_else(|| Problem::new(Code::NotFound))?;
    if request.method() == Method::OPTIONS {
        return Ok(HttpResponse::NoContent().insert_header((header::ALLOW, allow)).finish());
    }
    let mut problem = Problem::new(Code::MethodNotAllowed);
    problem.allow = Some(allow);
    Err(problem)
}

/// Forgets every minute what need not be kept longer.
async fn tidy(kernel: Arc<Kernel>, limits: [SenderLimit; 2]) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        for limit in &limits {
            limit.forget_rested();
        }
        if let Err(problem) = forget_old(&kernel).await {
            tracing::warn!(%problem, "forgetting old idempotency keys");
        }
    }
}

/// Serves until the process is told to end, then lets the requests in flight finish.
pub async fn run(kernel: Arc<Kernel>, store: Store, config: &ServeConfig) -> Result<()> {
    let draining = Draining::default();
    let document = document(&kernel.permissions);
    let operations = Operations::of(&document)?;
    let settings = Settings::from(config);
    let counted = [settings.sign_ins.0.clone(), settings.visits.0.clone()];
    let (for_app, kernel_for_app) = (draining.clone(), Arc::clone(&kernel));
    let mut server = HttpServer::new(move || {
        app(
            Arc::clone(&kernel_for_app),
            settings.clone(),
            for_app.clone(),
            document.clone(),
            operations.clone(),
        )
    })
    .client_request_timeout(config.request_timeout())
    .shutdown_timeout(config.drain_timeout)
    .disable_signals();
    if let Some(workers) = config.workers {
        server = server.workers(usize::from(workers));
    }
    let server = server.bind(config.listen).map_err(Problem::internal)?;
    announce(&server.addrs())?;
    let running = server.run();
    let handle = running.handle();
    let jobs = [
        tokio::spawn(sequencer::run(Arc::clone(&kernel))),
        tokio::spawn(watch_keys(Arc::clone(&kernel))),
        tokio::spawn(tidy(Arc::clone(&kernel), counted)),
        tokio::spawn(settling::run(store.clone(), kernel.clocks)),
        tokio::spawn(reminding::run(store.clone(), kernel.clocks)),
        tokio::spawn(sweep::run(store, kernel.files.clone(), kernel.clocks)),
    ];
    tokio::spawn(async move {
        told_to_end().await;
        draining.begin();
        handle.stop(true).await;
    });
    running.await.map_err(Problem::internal)?;
    jobs.iter().for_each(|job| job.abort());
    Ok(())
}

/// Says on standard output where the server listens, for people and for programs that asked for a free port.
fn announce(addresses: &[SocketAddr]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for address in addresses {
        writeln!(out, "listening on http://{address}").map_err(Problem::internal)?;
    }
    out.flush().map_err(Problem::internal)
}

async fn told_to_end() {
    let interrupted = tokio::signal::ctrl_c();
    match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(mut terminated) => {
            tokio::select! {
                _ = interrupted => {}
                _ = terminated.recv() => {}
            }
        }
        Err(_) => {
            if let Err(error) = interrupted.await {
                tracing::error!(%error, "waiting for the end");
            }
        }
    }
}

/// Reads the signing keys again now and then, so that a rotation by another process takes effect here.
async fn watch_keys(kernel: Arc<Kernel>) {
    loop {
        let pause = match kernel.keys() {
            Ok(_) => Duration::from_secs(10),
            Err(_none_yet) => Duration::from_secs(1),
        };
        tokio::time::sleep(pause).await;
        if let Err(problem) = kernel.refresh_keys().await {
            tracing::warn!(%problem, "reading the signing keys");
        }
    }
}
