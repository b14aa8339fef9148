//! A Bot API server of our own, over HTTP: keeps every call, shows what a
//! person would see in the chat, and refuses what Telegram would refuse.
//!
//! The limits are those of Bot API 10.1. What Telegram would refuse is also
//! noted as a violation, and a test that ends with one fails: a bot that sends
//! its words a second time as plain text has still lost its buttons.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::watch;

#[path = "bot_api/methods.rs"]
mod methods;
#[path = "bot_api/person.rs"]
mod person;

use methods::Refusal;
pub use person::Person;

/// The one token that the server knows.
pub const TOKEN: &str = "7000000001:AAtest-token-that-must-never-be-logged";

/// How long a test waits before it calls a silence an error.
const SILENCE: Duration = Duration::from_secs(30);

/// What the server does with a call in place of answering it.
#[derive(Debug, Clone)]
pub enum Fault {
    /// Answers with an error of Telegram's own form.
    Error(u16, &'static str),
    /// "Too many requests", to be waited out.
    RetryAfter(u64),
    /// Takes the call and never answers.
    Hang,
    /// Carries the call out and answers with something that nobody can read.
    Unreadable,
}

/// One call.
#[derive(Debug, Clone)]
pub struct Call {
    pub method: String,
    pub body: Value,
}

/// A message of the bot's as it stands in a chat.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    pub id: i64,
    /// What a person reads.
    pub text: String,
    /// As it was sent.
    pub html: String,
    /// Row by row.
    pub buttons: Vec<Value>,
    /// How often it was edited.
    pub edits: usize,
}

impl Shown {
    /// What the buttons say.
    pub fn labels(&self) -> Vec<String> {
        self.buttons.iter().filter_map(|button| button["text"].as_str().map(str::to_owned)).collect()
    }
}

#[derive(Debug, Default)]
struct Inner {
    updates: VecDeque<Value>,
    last_update: i64,
    last_message: i64,
    calls: Vec<Call>,
    faults: Vec<(String, Fault)>,
    violations: Vec<String>,
    chats: HashMap<i64, Vec<Shown>>,
    /// Callback queries and whether they were answered.
    queries: HashMap<String, bool>,
}

#[derive(Debug)]
struct Shared {
    inner: Mutex<Inner>,
    changed: watch::Sender<u64>,
}

/// The server; it stops with the test.
#[derive(Debug, Clone)]
pub struct BotApi {
    shared: Arc<Shared>,
    url: url::Url,
}

impl BotApi {
    /// A server on a port of its own.
    pub async fn start() -> Self {
        let shared = Arc::new(Shared { inner: Mutex::default(), changed: watch::Sender::new(0) });
        let router =
            axum::Router::new().route("/{bot}/{method}", axum::routing::post(serve)).with_state(shared.clone());
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { shared, url }
    }

    /// Where the bot should call.
    pub fn url(&self) -> url::Url {
        self.url.clone()
    }

    /// The next call of `method` meets with `fault`.
    pub fn fail(&self, method: &str, fault: Fault) {
        self.inner().faults.push((method.to_owned(), fault));
    }

    /// The calls of `method` so far.
    pub fn calls(&self, method: &str) -> Vec<Value> {
        self.inner().calls.iter().filter(|call| call.method == method).map(|call| call.body.clone()).collect()
    }

    /// What Telegram would have refused.
    pub fn violations(&self) -> Vec<String> {
        let inner = self.inner();
        let open = inner.queries.values().filter(|answered| !**answered).count();
        let mut violations = inner.violations.clone();
        violations.extend((open > 0).then(|| format!("{open} callback queries were never answered")));
        violations
    }

    /// Waits until `done`.
    pub async fn until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        let mut changes = self.shared.changed.subscribe();
        let wait = async {
            while !done(self) {
                changes.changed().await.unwrap();
            }
        };
        if tokio::time::timeout(SILENCE, wait).await.is_err() {
            let methods: Vec<String> = self.inner().calls.iter().map(|call| call.method.clone()).collect();
            panic!("waited in vain: {what}; refused: {:#?}; called: {methods:?}", self.violations());
        }
    }

    /// Hands an update to the bot, with an id of its own.
    pub fn push(&self, mut update: Value) {
        {
            let mut inner = self.inner();
            inner.last_update += 1;
            update["update_id"] = inner.last_update.into();
            inner.updates.push_back(update);
        }
        self.touch();
    }

    /// An id that no message has yet.
    pub fn next_message(&self) -> i64 {
        let mut inner = self.inner();
        inner.last_message += 1;
        inner.last_message
    }

    /// What the bot's side of a chat looks like.
    pub fn shown(&self, chat: i64) -> Vec<Shown> {
        self.inner().chats.get(&chat).cloned().unwrap_or_default()
    }

    /// Sends a callback query and notes that it wants an answer.
    pub fn query(&self, chat: &Value, message: i64, data: Option<&str>) -> String {
        let id = format!("query-{}", self.next_message());
        self.inner().queries.insert(id.clone(), false);
        let mut query = json!({
            "id": id, "from": chat["user"], "chat_instance": "1",
            "message": { "message_id": message, "date": 1, "chat": chat["chat"], "text": "." },
        });
        if let Some(data) = data {
            query["data"] = data.into();
        }
        self.push(json!({ "callback_query": query }));
        id
    }

    /// Somebody looks for something to share; what the bot offers.
    pub async fn looks_for(&self, typed: &str) -> Vec<Value> {
        let id = format!("inline-{}", self.next_message());
        self.inner().queries.insert(id.clone(), false);
        let from = json!({ "id": 1, "is_bot": false, "first_name": "Somebody" });
        self.push(json!({ "inline_query": { "id": id, "from": from, "query": typed, "offset": "" } }));
        self.until("something to share", |api| api.answered(&id)).await;
        let offered = self.calls("answerInlineQuery");
        let offered = offered.iter().rev().find(|call| call["inline_query_id"] == id.as_str()).unwrap();
        offered["results"].as_array().cloned().unwrap()
    }

    /// Whether a query was answered.
    pub fn answered(&self, query: &str) -> bool {
        self.inner().queries.get(query).copied().unwrap_or_default()
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.shared.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn touch(&self) {
        self.shared.changed.send_modify(|count| *count += 1);
    }
}

async fn serve(
    State(shared): State<Arc<Shared>>,
    Path((bot, method)): Path<(String, String)>,
    body: axum::body::Bytes,
) -> Response {
    let api = BotApi { shared, url: "http://127.0.0.1/".parse().unwrap() };
    if bot != format!("bot{TOKEN}") {
        return error(401, "Unauthorized", None);
    }
    // Telegram reads the names of methods in any case.
    let method = method.chars().take(1).flat_map(char::to_lowercase).chain(method.chars().skip(1)).collect::<String>();
    let body: Value = serde_json::from_slice(&body).unwrap_or_else(|_| json!({}));
    let fault = {
        let mut inner = api.inner();
        inner.calls.push(Call { method: method.clone(), body: body.clone() });
        let at = inner.faults.iter().position(|(name, _)| *name == method);
        at.map(|at| inner.faults.remove(at).1)
    };
    match fault {
        Some(Fault::Error(code, description)) => {
            api.touch();
            return error(code, description, None);
        }
        Some(Fault::RetryAfter(seconds)) => {
            api.touch();
            return error(429, &format!("Too Many Requests: retry after {seconds}"), Some(seconds));
        }
        Some(Fault::Hang) => {
            api.touch();
            std::future::pending::<()>().await;
        }
        Some(Fault::Unreadable) | None => {}
    }
    let outcome =
        if method == "getUpdates" { Ok(api.get_updates(&body).await) } else { api.inner().carry_out(&method, &body) };
    api.touch();
    match outcome {
        Ok(Value::Object(mut result)) if matches!(fault, Some(Fault::Unreadable)) => {
            // A message as a later Bot API might describe it: its id, and nothing else as it was.
            result.remove("chat");
            axum::Json(json!({ "ok": true, "result": result })).into_response()
        }
        Ok(result) => axum::Json(json!({ "ok": true, "result": result })).into_response(),
        Err(Refusal { description, violation }) => {
            if violation {
                api.inner().violations.push(format!("{method}: {description}: {body}"));
            }
            error(400, &format!("Bad Request: {description}"), None)
        }
    }
}

fn error(code: u16, description: &str, retry_after: Option<u64>) -> Response {
    let mut body = json!({ "ok": false, "error_code": code, "description": description });
    if let Some(seconds) = retry_after {
        body["parameters"] = json!({ "retry_after": seconds });
    }
    (StatusCode::from_u16(code).unwrap(), axum::Json(body)).into_response()
}

impl BotApi {
    async fn get_updates(&self, body: &Value) -> Value {
        let offset = body["offset"].as_i64().unwrap_or_default();
        let hold = Duration::from_secs(body["timeout"].as_u64().unwrap_or_default());
        let mut changes = self.shared.changed.subscribe();
        let waiting = async {
            loop {
                {
                    let mut inner = self.inner();
                    inner.updates.retain(|update| update["update_id"].as_i64() >= Some(offset));
                    if !inner.updates.is_empty() {
                        return inner.updates.iter().take(100).cloned().collect::<Vec<_>>();
                    }
                }
                changes.changed().await.unwrap();
            }
        };
        tokio::time::timeout(hold, waiting).await.unwrap_or_default().into()
    }
}
