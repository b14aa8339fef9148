//! A whole Airt of a test's own, and what asks it.

use std::path::Path;

use airt::app::Running;
use airt::config::{Config, Environment};
use reqwest::{Client, Response, StatusCode, redirect};
use serde_json::Value;

/// A whole Airt of a test's own, with the knowledge base as it is.
pub(crate) struct Site {
    pub(crate) url: String,
    pub(crate) client: Client,
    _data: tempfile::TempDir,
    _running: Running,
}

impl Site {
    pub(crate) async fn start() -> Self {
        Self::with("").await
    }

    /// With settings of the test's own in `[web]`.
    pub(crate) async fn with(web: &str) -> Self {
        let data = tempfile::tempdir().unwrap();
        let folder = data.path().to_str().unwrap();
        let environment = Environment::of(&[("AIRT_WEB_LISTEN", "127.0.0.1:0"), ("AIRT_DATA_DIR", folder)]);
        let config = Config::parse(Path::new("airt.toml"), &format!("[web]\n{web}"), &environment).unwrap();
        let running = Running::start(config).await.unwrap();
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Self { url: format!("http://{}", running.address()), client, _data: data, _running: running }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.client.get(format!("{}{path}", self.url)).send().await.unwrap()
    }

    /// The HTML of a page that is there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let response = self.get(path).await;
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        response.text().await.unwrap()
    }

    pub(crate) async fn post(&self, path: &str, body: impl Into<reqwest::Body>, headers: &[(&str, &str)]) -> Response {
        let mut request = self.client.post(format!("{}{path}", self.url)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.unwrap()
    }

    /// One message as a program sends it.
    pub(crate) async fn ask(&self, body: &Value) -> (StatusCode, Value) {
        let response = self.post("/api/messages", body.to_string(), &[("content-type", "application/json")]).await;
        (response.status(), response.json().await.unwrap())
    }

    /// One message as a page without JavaScript sends it.
    pub(crate) async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let response = self.post(path, body, &[("content-type", "application/x-www-form-urlencoded")]).await;
        (response.status(), response.text().await.unwrap())
    }
}
