//! A caller of the API, and what it is answered.

use std::collections::BTreeMap;

use reqwest::{
    Method, RequestBuilder, StatusCode,
    header::{HeaderMap, HeaderName, HeaderValue},
};
use serde_json::Value;

/// Sends requests to one server, with the same headers each time.
#[derive(Clone)]
pub struct Client {
    address: String,
    headers: HeaderMap,
    http: reqwest::Client,
}

impl Client {
    pub fn new(address: &str) -> Self {
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        Self {
            address: address.to_owned(),
            headers: HeaderMap::new(),
            http,
        }
    }

    /// The same client with one more header on every request; an equal name is replaced.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        let name: HeaderName = name.parse().expect("a header's name");
        client
            .headers
            .insert(name, HeaderValue::from_str(value).expect("a header's value"));
        client
    }

    pub fn bearing(&self, token: &str) -> Self {
        self.with("Authorization", &format!("Bearer {token}"))
    }

    /// The same client with the entity tag of a record as it is now, to change it.
    pub async fn matching(&self, record: &str) -> Self {
        let read = self.get(record).await;
        read.ok(200);
        self.with("If-Match", read.header("etag"))
    }

    /// A file, which must be there.
    pub async fn file(&self, path: &str) -> Vec<u8> {
        let response = self.request(Method::GET, path).send().await.expect("an answer");
        assert_eq!(response.status(), 200, "{path}");
        response.bytes().await.expect("the whole file").to_vec()
    }

    /// Puts a workbook.
    pub async fn put_workbook(&self, path: &str, workbook: Vec<u8>) -> Reply {
        let request = self
            .request(Method::PUT, path)
            .header("Content-Type", danchu::http::XLSX);
        self.send(request.body(workbook)).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.send(self.request(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Reply {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Reply {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// A request still to be given a body or other headers.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("http://{}{path}", self.address))
            .headers(self.headers.clone())
    }

    pub async fn send(&self, request: RequestBuilder) -> Reply {
        let response = request.send().await.expect("the server answers");
        Reply::of(response).await
    }

    /// As [`Self::post`], where the server may go away in the middle.
    pub async fn try_post(&self, path: &str, body: &Value) -> Option<Reply> {
        self.try_send(self.request(Method::POST, path).json(body)).await
    }

    /// As [`Self::send`], where the server may go away in the middle.
    pub async fn try_send(&self, request: RequestBuilder) -> Option<Reply> {
        let response = request.send().await.ok()?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.ok()?;
        Some(Reply::new(status, headers, &body))
    }
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The body; null where there is none or it is no JSON.
    pub json: Value,
    pub body: Vec<u8>,
}

impl Reply {
    async fn of(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.expect("the whole answer");
        Self::new(status, headers, &body)
    }

    pub fn new(status: StatusCode, headers: HeaderMap, body: &[u8]) -> Self {
        let json = serde_json::from_slice(body).unwrap_or(Value::Null);
        Self {
            status,
            headers,
            json,
            body: body.to_vec(),
        }
    }

    /// The value of a header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().expect("a header of text"))
            .unwrap_or_default()
    }

    /// The body of a success.
    #[track_caller]
    pub fn ok(&self, status: u16) -> &Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.json);
        &self.json
    }

    /// The problem document, which must be of this kind and whole.
    #[track_caller]
    pub fn problem(&self, status: u16, code: &str) -> &Value {
        let told = format!("{} {:#} {:?}", self.status, self.json, self.headers);
        assert_eq!(self.status.as_u16(), status, "{told}");
        assert_eq!(self.header("content-type"), "application/problem+json", "{told}");
        assert_eq!(self.json["code"], code, "{told}");
        assert_eq!(self.json["status"], status, "{told}");
        assert_eq!(self.json["type"], format!("/problems/{code}"), "{told}");
        for text in ["title", "detail", "request_id"] {
            assert_ne!(self.json[text].as_str().unwrap_or_default(), "", "{text}: {told}");
        }
        assert_eq!(self.json["request_id"], self.header("x-request-id"), "{told}");
        &self.json
    }

    /// Where the faults of a problem lie, with their codes.
    pub fn faults(&self) -> BTreeMap<String, String> {
        let errors = self.json["errors"].as_array().cloned().unwrap_or_default();
        let place = |fault: &Value| {
            ["pointer", "parameter", "header"]
                .iter()
                .find_map(|kind| fault[*kind].as_str().map(str::to_owned))
        };
        errors
            .iter()
            .map(|fault| {
                let code = fault["code"].as_str().expect("every fault has a code");
                (place(fault).expect("every fault has a place"), code.to_owned())
            })
            .collect()
    }
}
