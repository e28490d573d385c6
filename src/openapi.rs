//! The published contract. Handlers describe themselves; this adds what holds for all of them: title, tags, security, who may
//! call, and the errors that follow from an operation's shape. The document needs no database.

use serde_json::{Map, Value, json};
use utoipa::{
    OpenApi,
    openapi::{
        self, Ref, RefOr, Response,
        path::{Operation, Parameter, ParameterIn, PathItem},
        security::{Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::{
    access::{PermissionTable, Rule},
    http::{Code, ProblemDocument},
};

/// Title, tags and security scheme of the document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "danchu",
        description = include_str!("openapi.md"),
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0"),
        contact(name = "danchu")
    ),
    tags(
        (name = "Authentication", description = "Đăng nhập, phiên làm việc, tài khoản của mình. Signing in, sessions and one's own account."),
        (name = "Accounts", description = "Tài khoản và chức danh trong phạm vi quản trị. Accounts and posts, for administrators."),
        (name = "Territory", description = "Đơn vị hành chính theo thời gian, thôn bản. Units with validity and lineage, villages."),
        (name = "Documents", description = "Văn bản, bảng biểu. Official documents, tables and sheets."),
        (name = "Organisations", description = "Cơ quan, đơn vị, tổ chức và nhiệm vụ tham mưu. Organisations and mandates."),
        (name = "Calendar", description = "Ngày nghỉ, ngày làm bù để tính thời hạn. Days off and days worked instead, by which deadlines are counted."),
        (name = "Reporting", description = "Mẫu, đợt, nghĩa vụ, báo cáo và số liệu tổng hợp. Templates, rounds, obligations, submissions and totals."),
        (name = "Regulations", description = "Quy chế thực hiện dân chủ: soạn, lấy ý kiến, ban hành, rà soát. Democracy regulations and their course."),
        (name = "Conventions", description = "Hương ước, quy ước: từ đề xuất đến công nhận, tạm ngừng, bãi bỏ. Village conventions and their course."),
        (name = "Resolutions", description = "Nghị quyết của Hội đồng nhân dân: từ tờ trình, thẩm tra đến thông qua. Council resolutions from proposal to adoption."),
        (name = "Persons", description = "Người được bầu, cử, giao nhiệm vụ và chức danh của họ. People who were elected or appointed, and what they hold."),
        (name = "Boards", description = "Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng. Inspection boards and their members."),
        (name = "Recommendations", description = "Kiến nghị của Ban. What boards recommend, and what comes of it."),
        (name = "Inspections", description = "Kế hoạch, cuộc kiểm tra, phản ánh của công dân. Boards' plans and inspections, and the feedback they receive."),
        (name = "Elections", description = "Bầu, cho thôi Trưởng thôn, Tổ trưởng tổ dân phố. Elections and dismissals of village heads."),
        (name = "Search", description = "Tìm văn bản các loại. Search over documents of all kinds."),
        (name = "Attachments", description = "Tệp đính kèm. Files that go with records."),
        (name = "Events", description = "Nhật ký và nguồn tin. What happened, to look back at and to follow."),
        (name = "Measures", description = "Biện pháp thực hiện dân chủ: hoạt động, công khai, lấy ý kiến, kiểm tra, đánh giá, kinh phí. What organisations record of their own work."),
        (name = "Duties", description = "Nhiệm vụ theo Nghị quyết 75 và Luật: ai phải làm, đã làm đến đâu. Who owes what, and how far it is done."),
        (name = "Worklist", description = "Việc đang chờ. What waits for the caller."),
        (name = "Public", description = "Công khai: ai cũng xem được. What anybody may read without signing in, kept for a minute."),
        (name = "Service", description = "Trạng thái dịch vụ, khóa công khai, danh mục lỗi, quyền. Probes, public keys, problems and permissions."),
    ),
    components(schemas(ProblemDocument))
)]
pub struct Contract;

/// Completes the document that the routes made.
pub fn finish(mut document: openapi::OpenApi, permissions: &PermissionTable) -> openapi::OpenApi {
    let components = document.components.get_or_insert_default();
    let bearer = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some(
            "The `access_token` of `POST /api/v1/auth/login`, without the word Bearer.",
        ))
        .build();
    components
        .security_schemes
        .insert("bearer".to_owned(), SecurityScheme::Http(bearer).into());
    for code in Code::ALL {
        components
            .responses
            .insert(code.as_str().to_owned(), problem_response(*code).into());
    }
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            complete(operation, permissions);
        }
    }
    inline_texts(document)
}

/// The operations of a path with their methods.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", &mut item.get),
        ("put", &mut item.put),
        ("post", &mut item.post),
        ("patch", &mut item.patch),
        ("delete", &mut item.delete),
    ]
    .into_iter()
    .filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

fn complete((method, operation): (&'static str, &mut Operation), permissions: &PermissionTable) {
    if let Some(rule) = permission_of(operation).and_then(|name| permissions.rule(&name)) {
        let who = who_may_call(rule);
        let described = operation.description.take().unwrap_or_default();
        operation.description = Some(format!("{described}\n\n{who}").trim().to_owned());
    }
    for code in errors_of(method, operation) {
        let status = code.status().as_u16().to_string();
        let reference = RefOr::Ref(Ref::from_response_name(code.as_str()));
        operation.responses.responses.entry(status).or_insert(reference);
    }
    if takes_cursor(operation)
        && let Some(RefOr::T(page)) = operation.responses.responses.get_mut("200")
    {
        page.headers.insert("Link".to_owned(), link_header().into());
    }
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response
            && response.description.is_empty()
        {
            response.description = "As described.".to_owned();
        }
    }
}

/// Whether an operation answers with pages.
fn takes_cursor(operation: &Operation) -> bool {
    let mut all = operation.parameters.iter().flatten();
    all.any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.name == "cursor"))
}

fn link_header() -> openapi::Header {
    openapi::HeaderBuilder::new()
        .schema(Some(openapi::Object::with_type(openapi::schema::Type::String)))
        .description(Some(
            "RFC 8288: the same list from its beginning (`rel=\"first\"`) and, where there is more, from the end of this page on \
             (`rel=\"next\"`).",
        ))
        .build()
}

/// The permission an operation's security requirement names.
fn permission_of(operation: &Operation) -> Option<String> {
    let security = serde_json::to_value(operation.security.as_ref()?).ok()?;
    security.get(0)?.get("bearer")?.get(0)?.as_str().map(str::to_owned)
}

/// The errors that follow from what an operation takes; those of its own rules stand at the handler.
fn errors_of(method: &str, operation: &Operation) -> Vec<Code> {
    let parameters: Vec<&Parameter> = operation
        .parameters
        .iter()
        .flatten()
        .filter_map(|parameter| match parameter {
            RefOr::T(parameter) => Some(parameter),
            RefOr::Ref(_) => None,
        })
        .collect();
    let has = |place: ParameterIn| parameters.iter().any(|parameter| parameter.parameter_in == place);
    let secured = permission_of(operation).is_some();
    let matched = parameters.iter().any(|parameter| parameter.name == "If-Match");
    let body = operation.request_body.is_some();
    // Signing in makes secrets, which no idempotency key keeps.
    let repeatable = method == "post" && !operation.tags.iter().flatten().any(|tag| tag == "Authentication");
    let when = |condition: bool, codes: &[Code]| if condition { codes.to_vec() } else { Vec::new() };
    [
        when(secured, &[Code::Unauthenticated, Code::Forbidden]),
        when(has(ParameterIn::Path), &[Code::NotFound]),
        when(
            body,
            &[
                Code::MalformedBody,
                Code::RequestTimeout,
                Code::BodyTooLarge,
                Code::UnsupportedMediaType,
                Code::InvalidContent,
            ],
        ),
        when(
            secured && repeatable,
            &[
                Code::MalformedRequest,
                Code::IdempotencyInProgress,
                Code::AnswerErased,
                Code::IdempotencyKeyReused,
            ],
        ),
        when(matched, &[Code::PreconditionFailed, Code::PreconditionRequired]),
        vec![Code::InvalidParameter, Code::Internal, Code::DatabaseUnavailable],
    ]
    .concat()
}

fn who_may_call(rule: &Rule) -> String {
    let words = |value: Value| {
        let names: Vec<String> = value
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|name| name.as_str().map(|name| name.replace('_', " ")))
            .collect();
        names.join(", ")
    };
    let roles = words(json!(rule.roles));
    let capacities = words(json!(rule.capacities));
    let levels = words(json!(rule.levels));
    let reach = words(json!([rule.reach]));
    format!(
        "**Quyền / permission** `{}`: {roles} · acting as {capacities} · at level {levels} · reach {reach}.",
        rule.name
    )
}

fn problem_response(code: Code) -> Response {
    let example = json!({
        "type": format!("/problems/{}", code.as_str()),
        "title": code.title().vi,
        "status": code.status().as_u16(),
        "code": code.as_str(),
        "detail": code.advice().vi,
        "request_id": "0198f3c2-5e7a-7cc0-8a1b-3f2d4c5b6a79",
    });
    openapi::ResponseBuilder::new()
        .description(format!("{} ({})", code.title().en, code.title().vi))
        .content(
            "application/problem+json",
            openapi::ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .example(Some(example))
                .build(),
        )
        .build()
}

/// Texts with bounds are strings to the caller, not types of their own: their schemas go where they are used.
fn inline_texts(document: openapi::OpenApi) -> openapi::OpenApi {
    let Ok(mut value) = serde_json::to_value(&document) else {
        return document;
    };
    let named: Vec<(String, Value)> = value
        .pointer("/components/schemas")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(name, _)| name.starts_with("Text_") || name.starts_with("Paragraphs_"))
        .map(|(name, schema)| (format!("#/components/schemas/{name}"), schema.clone()))
        .collect();
    if let Some(schemas) = value.pointer_mut("/components/schemas").and_then(Value::as_object_mut) {
        schemas.retain(|name, _| !name.starts_with("Text_") && !name.starts_with("Paragraphs_"));
    }
    replace_references(&mut value, &named);
    serde_json::from_value(value).unwrap_or(document)
}

fn replace_references(value: &mut Value, named: &[(String, Value)]) {
    let found = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| named.iter().find(|(name, _)| name == reference))
        .map(|(_, schema)| schema.clone());
    if let (Some(Value::Object(schema)), Value::Object(object)) = (found, &mut *value) {
        object.remove("$ref");
        adopt(object, schema);
    }
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace_references(item, named)),
        Value::Object(members) => {
            members
                .values_mut()
                .for_each(|member| replace_references(member, named));
            flatten(members);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A described text comes as the text's schema beside an object that only describes it; it is one string with a description.
fn flatten(members: &mut Map<String, Value>) {
    let is_remark = |part: &Value| part.get("type") == Some(&json!("object")) && part.get("properties").is_none();
    let described = match members.get("allOf").and_then(Value::as_array).map(Vec::as_slice) {
        Some([text, remark]) if text.get("$ref").is_none() && is_remark(remark) => Some((text.clone(), remark.clone())),
        _ => None,
    };
    if let Some((Value::Object(text), Value::Object(mut remark))) = described {
        members.remove("allOf");
        remark.remove("type");
        adopt(members, remark);
        adopt(members, text);
    }
}

/// Takes over what is not said yet.
fn adopt(members: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, member) in more {
        members.entry(key).or_insert(member);
    }
}
