//! A whole Airt with a knowledge base of its own, and browsers to visit it with.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use airt::app::{DATABASE, Running};
use airt::config::{Config, Environment};
use airt::insights::Store;
use airt::staff::{Role, add_account};
use reqwest::{Client, StatusCode, redirect};
use sqlx::SqlitePool;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Airt over a copy of what ships, which a test may change.
pub(crate) struct House {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) store: Arc<Store>,
    url: String,
    running: Running,
    settings: Vec<(String, String)>,
}

impl House {
    /// Without the sentence encoder: names, words and rules answer, and a test
    /// starts at once.
    pub(crate) async fn open() -> Self {
        Self::with("tests/support/no-encoder").await
    }

    pub(crate) async fn with(models: &str) -> Self {
        Self::set(models, &[]).await
    }

    /// With settings of the test's own.
    pub(crate) async fn set(models: &str, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        copy(Path::new("knowledge-base"), &folder.path().join("knowledge-base"));
        Self::in_folder(folder, with_models(models, settings)).await
    }

    /// Stopped, and started again over what it left, with other settings.
    pub(crate) async fn restarted(self, models: &str, settings: &[(&str, &str)]) -> Self {
        self.store.close().await;
        self.running.stop().await;
        Self::in_folder(self.folder, with_models(models, settings)).await
    }

    /// Stopped and started again over the same folder.
    pub(crate) async fn again(self) -> Self {
        self.again_after(|_| ()).await
    }

    /// The same; `change` happens just before it stops, too late to be noticed.
    pub(crate) async fn again_after(self, change: impl FnOnce(&Self)) -> Self {
        self.store.close().await;
        change(&self);
        let Self { folder, running, settings, .. } = self;
        running.stop().await;
        Self::in_folder(folder, settings).await
    }

    async fn in_folder(folder: tempfile::TempDir, settings: Vec<(String, String)>) -> Self {
        let path = |below: &str| folder.path().join(below).to_str().unwrap().to_owned();
        let (data, knowledge) = (path("data"), path("knowledge-base"));
        let own = [
            ("AIRT_WEB_LISTEN", "127.0.0.1:0"),
            ("AIRT_DATA_DIR", &data),
            ("AIRT_KNOWLEDGE_BASE", &knowledge),
            // Trying a draft on hundreds of questions takes seconds; tests about it bring a set of their own.
            ("AIRT_PATHS_QUESTIONS", "no-questions"),
        ];
        let given: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let environment = Environment::of(&[&own[..], &given].concat());
        let config = Config::parse(Path::new("airt.toml"), "", &environment).unwrap();
        let running = Running::start(config).await.unwrap();
        let store = Arc::new(Store::at(folder.path().join("data").join(DATABASE), 64));
        let house = Self { url: format!("http://{}", running.address()), folder, store, running, settings };
        // The server opens the database first: two that make its tables at once would be in each other's way.
        house.browser().get("/staff/set-up/none").await.says("does not work any more");
        house
    }

    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    pub(crate) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    pub(crate) async fn pool(&self) -> SqlitePool {
        self.store.pool().await.unwrap()
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    pub(crate) async fn first_link(&self) -> Option<String> {
        self.running.first_staff_link().await
    }

    /// Somebody who came and has done nothing yet.
    pub(crate) fn browser(&self) -> Browser {
        Self::visitor(&self.url)
    }

    /// A visitor of an Airt that runs elsewhere.
    pub(crate) fn visitor(url: &str) -> Browser {
        let client = Client::builder().redirect(redirect::Policy::none()).build().unwrap();
        Browser { url: url.to_owned(), client, cookies: BTreeMap::new(), csrf: String::new() }
    }

    /// Somebody who has an account and is signed in.
    pub(crate) async fn signed_in(&self, name: &str, role: Role) -> Browser {
        let link = add_account(self.store.clone(), name, role).await.unwrap();
        let mut browser = self.browser();
        browser.set_up(&link, name).await;
        let page = browser.sign_in(name, PASSWORD).await;
        assert_eq!(page.location, "/staff", "{}", page.html);
        browser.get("/staff").await;
        browser
    }
}

pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    pub(crate) html: String,
    pub(crate) location: String,
    pub(crate) headers: reqwest::header::HeaderMap,
}

impl Page {
    #[track_caller]
    pub(crate) fn says(&self, words: &str) -> &Self {
        assert!(self.html.contains(words), "{words:?} is not on the page ({}):\n{}", self.status, self.html);
        self
    }

    #[track_caller]
    pub(crate) fn does_not_say(&self, words: &str) -> &Self {
        assert!(!self.html.contains(words), "{words:?} is on the page:\n{}", self.html);
        self
    }

    /// The value of the hidden field of this name.
    pub(crate) fn hidden(&self, name: &str) -> String {
        let field = format!("name=\"{name}\" value=\"");
        self.html.split(&field).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default().to_owned()
    }

    /// The first address on the page that begins so.
    #[track_caller]
    pub(crate) fn link(&self, start: &str) -> String {
        let found = self.html.split('"').find(|part| part.starts_with(start));
        found.unwrap_or_else(|| panic!("no link begins with {start}:\n{}", self.html)).replace("&amp;", "&")
    }
}

/// A browser without JavaScript that keeps its cookies.
#[derive(Clone)]
pub(crate) struct Browser {
    url: String,
    client: Client,
    pub(crate) cookies: BTreeMap<String, String>,
    pub(crate) csrf: String,
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.url));
        self.send(request).await
    }

    /// The same through a proxy that speaks for somebody else.
    pub(crate) async fn get_from(&mut self, path: &str, address: &str) -> Page {
        let request = self.client.get(format!("{}{path}", self.url)).header("x-forwarded-for", address);
        self.send(request).await
    }

    /// A form as a page of ours sends it.
    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf.clone();
        let with: Vec<(&str, &str)> = fields.iter().copied().chain([("csrf", csrf.as_str())]).collect();
        self.post_raw(path, &with, &[("sec-fetch-site", "same-origin")]).await
    }

    /// A form as anybody sends it.
    pub(crate) async fn post_raw(&mut self, path: &str, fields: &[(&str, &str)], headers: &[(&str, &str)]) -> Page {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = self.client.post(format!("{}{path}", self.url)).body(body);
        request = request.header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request).await
    }

    async fn send(&mut self, request: reqwest::RequestBuilder) -> Page {
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let response = request.header("cookie", cookies.join("; ")).send().await.unwrap();
        for cookie in response.headers().get_all("set-cookie") {
            let (pair, _) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        let headers = response.headers().clone();
        let location = headers.get("location").map_or("", |value| value.to_str().unwrap()).to_owned();
        let page = Page { status: response.status(), location, headers, html: response.text().await.unwrap() };
        if !page.hidden("csrf").is_empty() {
            self.csrf = page.hidden("csrf");
        }
        page
    }

    pub(crate) async fn set_up(&mut self, link: &str, name: &str) -> Page {
        let form = self.get(link).await.hidden("form");
        let fields = [("form", form.as_str()), ("name", name), ("password", PASSWORD), ("again", PASSWORD)];
        self.post_raw(link, &fields, &[]).await
    }

    pub(crate) async fn sign_in(&mut self, name: &str, password: &str) -> Page {
        let form = self.get("/staff/sign-in").await.hidden("form");
        self.post_raw("/staff/sign-in", &[("form", &form), ("name", name), ("password", password)], &[]).await
    }

    /// What a young person gets to read for a message on the chat page.
    pub(crate) async fn asks(&mut self, text: &str) -> serde_json::Value {
        let body = serde_json::json!({ "text": text }).to_string();
        let request = self.client.post(format!("{}/api/messages", self.url));
        let request = request.header("content-type", "application/json").body(body);
        request.send().await.unwrap().json().await.unwrap()
    }
}

impl Browser {
    /// The page, once it shows these words: some of it is written behind the answers.
    pub(crate) async fn until(&mut self, path: &str, words: &str) -> Page {
        for _ in 0..300 {
            let page = self.get(path).await;
            if page.html.contains(words) {
                return page;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("{words:?} never stood on {path}");
    }

    /// Waits until Airt has read a file that was written by hand.
    pub(crate) async fn until_known(&mut self, id: &str) {
        for _ in 0..300 {
            if self.get("/staff/services").await.html.contains(&format!("/staff/services/{id}\"")) {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
        panic!("{id} is not known");
    }
}

fn with_models(models: &str, settings: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = [("AIRT_PATHS_MODELS", models)];
    own.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}
