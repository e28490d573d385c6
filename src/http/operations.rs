//! The operations of the published document, as far as they decide what is refused: the methods an address has, and the query
//! parameters each of them takes.

use std::sync::Arc;

use actix_web::{
    Error, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::Method,
    middleware::Next,
    web::ThinData,
};
use matchit::Router;
use utoipa::openapi::{
    OpenApi, RefOr,
    path::{Operation, ParameterIn, PathItem},
};

use super::{Code, Place, Problem, Result, Said, route};

/// All operations, by their address.
#[derive(Clone)]
pub struct Operations(Arc<Router<Address>>);

/// What one address has.
struct Address {
    pattern: Arc<str>,
    operations: Vec<Known>,
}

struct Known {
    method: Method,
    /// Whether anybody may call it.
    public: bool,
    parameters: Vec<String>,
}

impl Operations {
    pub fn of(document: &OpenApi) -> Result<Self> {
        let mut addresses = Router::new();
        for (path, item) in &document.paths.paths {
            let address = Address {
                pattern: Arc::from(path.as_str()),
                operations: known(item),
            };
            addresses.insert(path, address).map_err(Problem::internal)?;
        }
        Ok(Self(Arc::new(addresses)))
    }

    /// Those at the request's address, however it is spelt; none where nothing is published there.
    fn at(request: &HttpRequest) -> Option<&Address> {
        let operations = request.app_data::<ThinData<Self>>()?;
        Some(operations.0.0.at(request.match_info().as_str()).ok()?.value)
    }

    /// The pattern of the request's address, as the published document has it; none where there is no such address.
    pub fn pattern(request: &HttpRequest) -> Option<Arc<str>> {
        Some(Arc::clone(&Self::at(request)?.pattern))
    }

    /// The methods of the request's address, as `Allow` names them; none when there is no such address.
    pub fn allowed(request: &HttpRequest) -> Option<String> {
        let known = &Self::at(request)?.operations;
        let head = known.iter().any(|known| known.method == Method::GET).then_some("HEAD");
        let names = known.iter().map(|known| known.method.as_str());
        Some(names.chain(head).chain(["OPTIONS"]).collect::<Vec<_>>().join(", "))
    }

    fn asked(request: &HttpRequest) -> Option<&Known> {
        let mut known = Self::at(request)?.operations.iter();
        known.find(|known| known.method == *request.method())
    }
}

fn known(item: &PathItem) -> Vec<Known> {
    let all = [
        (Method::GET, &item.get),
        (Method::PUT, &item.put),
        (Method::POST, &item.post),
        (Method::PATCH, &item.patch),
        (Method::DELETE, &item.delete),
    ];
    let present = all
        .into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_ref()?)));
    let known = present.map(|(method, operation)| Known {
        method,
        public: operation.security.is_none(),
        parameters: query_parameters(operation),
    });
    known.collect()
}

fn query_parameters(operation: &Operation) -> Vec<String> {
    let all = operation.parameters.iter().flatten();
    let named = all.filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
        RefOr::T(_) | RefOr::Ref(_) => None,
    });
    named.collect()
}

/// 422 naming the first query parameter that the operation does not take.
pub fn refuse_unknown_parameters(request: &HttpRequest) -> Result<()> {
    let sent = request.query_string();
    if sent.is_empty() {
        return Ok(());
    }
    let Some(asked) = Operations::asked(request) else {
        return Ok(());
    };
    let taken = |name: &str| asked.parameters.iter().any(|taken| taken == name);
    match form_urlencoded::parse(sent.as_bytes()).find(|(name, _)| !taken(name)) {
        None => Ok(()),
        Some((name, _)) => Err(unknown(name.into_owned(), &asked.parameters)),
    }
}

fn unknown(name: String, taken: &[String]) -> Problem {
    let said = match taken {
        [] => Said::new(
            format!("Không có tham số `{name}`; ở đây không nhận tham số nào."),
            format!("There is no parameter `{name}`; none is expected here."),
        ),
        taken => Said::new(
            format!("Không có tham số `{name}`; chỉ nhận {}.", taken.join(", ")),
            format!("There is no parameter `{name}`; expected one of {}.", taken.join(", ")),
        ),
    };
    Problem::new(Code::InvalidParameter).fault(Place::Parameter(name), "unknown_parameter", said)
}

/// Middleware for the operations anybody may call. The others are asked when it is known that the caller may call them.
pub async fn public_parameters(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    // Sought once, before the routes are tried.
    route(request.request());
    let asked = Operations::asked(request.request());
    if asked.is_some_and(|asked| asked.public)
        && let Err(problem) = refuse_unknown_parameters(request.request())
    {
        return Ok(request.error_response(problem));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}
