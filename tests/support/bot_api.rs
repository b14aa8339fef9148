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

/// Somebody with a chat of their own.
#[derive(Debug, Clone)]
pub struct Person {
    pub api: BotApi,
    pub chat: i64,
}

impl Person {
    /// The person behind `chat`; a negative id is a group.
    pub fn new(api: &BotApi, chat: i64) -> Self {
        Self { api: api.clone(), chat }
    }

    /// Sends a message with this content and waits until the bot has dealt with it.
    pub async fn sends(&self, content: Value) -> i64 {
        let id = self.posts("message", content, None);
        self.settled().await;
        id
    }

    /// Types something, and waits.
    pub async fn says(&self, text: &str) -> i64 {
        self.sends(json!({ "text": text })).await
    }

    /// Changes an earlier message, and waits.
    pub async fn edits(&self, id: i64, content: Value) {
        self.posts("edited_message", content, Some(id));
        self.settled().await;
    }

    /// Sends without waiting.
    pub fn posts(&self, kind: &str, content: Value, id: Option<i64>) -> i64 {
        let id = id.unwrap_or_else(|| self.api.next_message());
        let place = self.place();
        let mut message =
            json!({ "message_id": id, "date": 1_790_000_000, "chat": place["chat"], "from": place["user"] });
        message.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
        self.api.push(json!({ kind: message }));
        id
    }

    /// Taps the newest button that says `label`, and waits.
    pub async fn taps(&self, label: &str) {
        let (message, data) = self
            .sees()
            .iter()
            .rev()
            .find_map(|shown| {
                let button = shown.buttons.iter().find(|button| button["text"] == label)?;
                Some((shown.id, button["callback_data"].as_str()?.to_owned()))
            })
            .unwrap_or_else(|| panic!("no button says {label:?}: {:#?}", self.labels()));
        self.taps_code(message, &data).await;
    }

    /// Sends what a button of `message` would, and waits.
    pub async fn taps_code(&self, message: i64, data: &str) {
        self.api.query(&self.place(), message, Some(data));
        self.settled().await;
    }

    /// Waits until everything that was sent has been dealt with: updates of a
    /// chat are handled in order, and an empty tap is answered and does nothing else.
    pub async fn settled(&self) {
        let query = self.api.query(&json!({ "chat": self.private(), "user": self.user() }), 1, None);
        self.api.until("an empty tap to be answered", |api| api.answered(&query)).await;
    }

    /// The bot's messages as they stand now.
    pub fn sees(&self) -> Vec<Shown> {
        self.api.shown(self.chat)
    }

    /// Everything readable on the screen.
    pub fn reads(&self) -> String {
        self.sees().iter().map(|shown| shown.text.clone()).collect::<Vec<_>>().join("\n\n")
    }

    /// Every button on the screen.
    pub fn labels(&self) -> Vec<String> {
        self.sees().iter().flat_map(Shown::labels).collect()
    }

    fn place(&self) -> Value {
        let chat = if self.chat < 0 {
            json!({ "id": self.chat, "type": "group", "title": "A group" })
        } else {
            self.private()
        };
        json!({ "chat": chat, "user": self.user() })
    }

    fn private(&self) -> Value {
        json!({ "id": self.chat, "type": "private", "first_name": "Somebody" })
    }

    fn user(&self) -> Value {
        json!({ "id": self.chat.unsigned_abs(), "is_bot": false, "first_name": "Somebody" })
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

/// Why a call was not carried out.
struct Refusal {
    description: String,
    /// A bot must never do this, whatever happened.
    violation: bool,
}

impl From<&str> for Refusal {
    fn from(description: &str) -> Self {
        Self { description: description.to_owned(), violation: true }
    }
}

impl From<String> for Refusal {
    fn from(description: String) -> Self {
        Self { description, violation: true }
    }
}

/// What happens to a bot that has done nothing wrong.
fn misfortune(description: &str) -> Refusal {
    Refusal { description: description.to_owned(), violation: false }
}

impl Inner {
    fn carry_out(&mut self, method: &str, body: &Value) -> Result<Value, Refusal> {
        match method {
            "getMe" => Ok(json!({
                "id": 7_000_000_001_i64, "is_bot": true, "first_name": "Airt", "username": "AirtTestBot",
                "can_join_groups": true, "can_read_all_group_messages": false, "supports_inline_queries": true,
                "can_connect_to_business": false, "has_main_web_app": false,
            })),
            "sendMessage" => self.send(body),
            "editMessageText" => self.edit(body),
            "deleteMessages" => self.delete(body),
            "answerCallbackQuery" => self.answer(body),
            "setMyCommands" => {
                commands(body)?;
                Ok(true.into())
            }
            "setMyDescription" => length(body, "description", 0, 512).map(|_| true.into()),
            "setMyShortDescription" => length(body, "short_description", 0, 120).map(|_| true.into()),
            "deleteWebhook" => Ok(true.into()),
            "setWebhook" => webhook(body).map(|()| true.into()),
            "answerInlineQuery" => self.offer(body),
            _ => Err(format!("the fake server does not know {method}").into()),
        }
    }

    fn send(&mut self, body: &Value) -> Result<Value, Refusal> {
        let chat = body["chat_id"].as_i64().ok_or("chat_id is empty")?;
        let (text, html) = message_text(body)?;
        let buttons = buttons(body)?;
        self.last_message += 1;
        let id = self.last_message;
        self.chats.entry(chat).or_default().push(Shown { id, text: text.clone(), html, buttons, edits: 0 });
        Ok(message(chat, id, &text))
    }

    fn edit(&mut self, body: &Value) -> Result<Value, Refusal> {
        let chat = body["chat_id"].as_i64().ok_or("chat_id is empty")?;
        let id = body["message_id"].as_i64().ok_or("message_id is empty")?;
        let (text, html) = message_text(body)?;
        let buttons = buttons(body)?;
        let shown = self.chats.entry(chat).or_default().iter_mut().find(|shown| shown.id == id);
        let shown = shown.ok_or_else(|| misfortune("message to edit not found"))?;
        if shown.html == html && shown.buttons == buttons {
            return Err(misfortune(
                "message is not modified: specified new message content and reply markup are exactly the same as \
                 a current content and reply markup of the message",
            ));
        }
        let edits = shown.edits + 1;
        *shown = Shown { id, text: text.clone(), html, buttons, edits };
        Ok(message(chat, id, &text))
    }

    fn delete(&mut self, body: &Value) -> Result<Value, Refusal> {
        let chat = body["chat_id"].as_i64().ok_or("chat_id is empty")?;
        let ids: Vec<i64> = body["message_ids"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
        if !(1..=100).contains(&ids.len()) {
            return Err("message_ids takes 1-100".into());
        }
        self.chats.entry(chat).or_default().retain(|shown| !ids.contains(&shown.id));
        Ok(true.into())
    }

    fn offer(&mut self, body: &Value) -> Result<Value, Refusal> {
        let results = body["results"].as_array().cloned().unwrap_or_default();
        let mut ids: Vec<&str> = results.iter().filter_map(|result| result["id"].as_str()).collect();
        ids.dedup();
        if results.len() > 50 || ids.len() != results.len() || ids.iter().any(|id| !(1..=64).contains(&id.len())) {
            return Err("RESULT_ID_INVALID".into());
        }
        for result in &results {
            length(result, "title", 1, 256)?;
            let mut content = result["input_message_content"].clone();
            content["text"] = content["message_text"].clone();
            message_text(&content)?;
            if buttons(result)?.iter().any(|button| button["callback_data"].is_string()) {
                return Err("a shared message belongs to no chat of the bot's".into());
            }
        }
        let id = body["inline_query_id"].as_str().ok_or("inline_query_id is empty")?;
        *self.queries.get_mut(id).ok_or("query is too old")? = true;
        Ok(true.into())
    }

    fn answer(&mut self, body: &Value) -> Result<Value, Refusal> {
        length(body, "text", 0, 200)?;
        let id = body["callback_query_id"].as_str().ok_or("callback_query_id is empty")?;
        match self.queries.get_mut(id) {
            Some(answered) if !*answered => {
                *answered = true;
                Ok(true.into())
            }
            _ => Err("query is too old and response timeout expired or query ID is invalid".into()),
        }
    }
}

fn webhook(body: &Value) -> Result<(), Refusal> {
    let secret = length(body, "secret_token", 1, 256)?;
    let plain = |letter: u8| letter.is_ascii_alphanumeric() || letter == b'_' || letter == b'-';
    let https = body["url"].as_str().is_some_and(|url| url.starts_with("https://"));
    if https && secret.bytes().all(plain) { Ok(()) } else { Err("bad webhook".into()) }
}

fn message(chat: i64, id: i64, text: &str) -> Value {
    let kind = if chat < 0 { "group" } else { "private" };
    json!({ "message_id": id, "date": 1_790_000_000, "chat": { "id": chat, "type": kind, "title": "", "first_name": "S" }, "text": text })
}

fn length<'a>(body: &'a Value, field: &str, least: usize, most: usize) -> Result<&'a str, Refusal> {
    let text = body[field].as_str().unwrap_or_default();
    let length = text.encode_utf16().count();
    if (least..=most).contains(&length) { Ok(text) } else { Err(format!("{field} has {length} characters").into()) }
}

fn message_text(body: &Value) -> Result<(String, String), Refusal> {
    let raw = body["text"].as_str().ok_or("message text is empty")?;
    let text = match body["parse_mode"].as_str() {
        None => raw.to_owned(),
        Some("HTML") => visible(raw)?,
        Some(mode) => return Err(format!("unsupported parse_mode {mode}").into()),
    };
    match text.trim().encode_utf16().count() {
        0 => Err("message text is empty".into()),
        1..=4096 => Ok((text, raw.to_owned())),
        _ => Err("message is too long".into()),
    }
}

/// What a person reads of Telegram's HTML, or why it cannot be parsed.
pub fn visible(html: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '>', '&']) {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inner) = rest.strip_prefix('<') {
            let (tag, after) = inner.split_once('>').ok_or("can't parse entities: unclosed tag")?;
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop().as_deref() != Some(name) {
                    return Err(format!("can't parse entities: unexpected end tag {name}"));
                }
            } else {
                let name = tag.split(' ').next().unwrap_or_default();
                if !["b", "i", "a"].contains(&name) {
                    return Err(format!("can't parse entities: unsupported start tag {name}"));
                }
                open.push(name.to_owned());
            }
            rest = after;
        } else if let Some((entity, after)) = rest.strip_prefix('&').and_then(|inner| inner.split_once(';')) {
            text.push(match entity {
                "lt" => '<',
                "gt" => '>',
                "amp" => '&',
                "quot" => '"',
                _ => return Err(format!("can't parse entities: unknown entity {entity}")),
            });
            rest = after;
        } else {
            return Err("can't parse entities: a bare < > or &".to_owned());
        }
    }
    text.push_str(rest);
    if open.is_empty() { Ok(text) } else { Err("can't parse entities: a tag is never closed".to_owned()) }
}

fn buttons(body: &Value) -> Result<Vec<Value>, Refusal> {
    let rows = body["reply_markup"]["inline_keyboard"].as_array().cloned().unwrap_or_default();
    let buttons: Vec<Value> = rows.iter().flat_map(|row| row.as_array().cloned().unwrap_or_default()).collect();
    if buttons.len() > 100 || rows.iter().any(|row| row.as_array().is_none_or(|row| row.is_empty() || row.len() > 8)) {
        return Err("BUTTON_COUNT_INVALID".into());
    }
    for button in &buttons {
        length(button, "text", 1, 256)?;
        let kinds = button.as_object().map_or(0, |fields| fields.len() - 1);
        let good =
            match (button["url"].as_str(), button["callback_data"].as_str(), button["copy_text"]["text"].as_str()) {
                (Some(url), None, None) => url::Url::parse(url)
                    .is_ok_and(|url| url.scheme() == "https" && url.host_str().is_some_and(|host| host.contains('.'))),
                (None, Some(data), None) => (1..=64).contains(&data.len()),
                (None, None, Some(text)) => (1..=256).contains(&text.encode_utf16().count()),
                _ => false,
            };
        if !good || kinds != 1 {
            return Err(format!("BUTTON_INVALID {button}").into());
        }
    }
    Ok(buttons)
}

fn commands(body: &Value) -> Result<(), Refusal> {
    let commands = body["commands"].as_array().cloned().unwrap_or_default();
    if !(1..=100).contains(&commands.len()) {
        return Err("BOT_COMMANDS_TOO_MUCH".into());
    }
    for command in &commands {
        let name = length(command, "command", 1, 32)?;
        length(command, "description", 1, 256)?;
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_') {
            return Err(format!("BOT_COMMAND_INVALID {name}").into());
        }
    }
    Ok(())
}
