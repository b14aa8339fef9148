//! The fourth channel of the golden conversations: the page itself, in a
//! headless Chromium, typed into and tapped as a person would.

use airt::channels::web;
use airt::config::{Config, Environment};
use airt::desk::Desk;
use serde_json::Value;

use super::conversation::{Conversation, Player, Seen, Turn, squeezed};
use super::window::{ANSWERED, MARK, PHONE, Window};

/// Keeps the last answer of the server where a test can read it: what was
/// meant, to be held against what is on the screen.
const LISTEN: &str = "const real = window.fetch; window.fetch = async (...all) => { const response = await real(...all); \
                      window.answer = await response.clone().json(); return response; }";

/// The newest message, and every button that can be tapped now, newest first.
const MESSAGE: &str = "[...document.querySelectorAll('#log .message')].at(-1)";
const BUTTONS: &str =
    "[document.getElementById('help-now'), ...document.querySelectorAll('#log button[name=action]')].reverse()";

/// What a button says to whoever sees it or hears it.
const LABEL: &str = "((button) => { const copy = button.cloneNode(true); \
                     copy.querySelectorAll('.hidden').forEach((extra) => extra.remove()); \
                     return button.getAttribute('aria-label') || copy.textContent.trim(); })";

/// A phone with the page open.
pub struct OnThePage {
    window: Window,
}

impl OnThePage {
    pub async fn start(desk: Desk) -> Self {
        let settings = "[web]\nper_conversation_in_10_seconds = 1000\n";
        let config = Config::parse(std::path::Path::new("airt.toml"), settings, &Environment::of(&[])).unwrap();
        let router = web::router(desk, &config.web, &config.council);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { window: Window::onto(url, PHONE).await }
    }

    pub async fn stop(self) {
        self.window.close().await;
    }

    /// What is on the screen, held against what the server answered.
    async fn seen(&self) -> Seen {
        let answer: Value = self.window.js("window.answer").await;
        let text: String = self.window.js(&format!("{MESSAGE}.querySelector('.words').innerText")).await;
        let labels =
            format!("[document.getElementById('help-now'), ...{MESSAGE}.querySelectorAll('button')].map({LABEL})");
        let choices: Vec<String> = self.window.js(&labels).await;
        let answered = Seen::of_json(&answer);
        let mut lost = unseen(&answer["reply"]["blocks"], &squeezed(&text));
        let not_there = answered.choices.iter().filter(|label| !choices.contains(label));
        lost.extend(not_there.map(|label| format!("{label:?} cannot be tapped")));
        Seen { text, lost, ..answered }
    }
}

impl Player for OnThePage {
    /// A page sends words that can be typed, and taps. Nothing goes out of an
    /// empty field, and nobody types what has no key.
    fn can_play(&self, conversation: &Conversation) -> bool {
        conversation.turns.iter().all(|turn| {
            let words = turn.words();
            turn.tap.is_some()
                || words.is_some_and(|words| !words.trim().is_empty() && !words.contains(char::is_control))
        })
    }

    async fn begin(&mut self) {
        self.window.go("/").await;
        self.window.run(LISTEN).await;
    }

    async fn play(&mut self, turn: &Turn) -> Seen {
        if let Some(words) = turn.words() {
            self.window.say(&words).await;
            return self.seen().await;
        }
        let label = turn.tap.as_deref().unwrap_or_default();
        self.window.run(MARK).await;
        let tap = format!(
            "(() => {{ const button = {BUTTONS}.find((button) => {LABEL}(button) === {label:?}); \
                           button?.click(); return !!button; }})()"
        );
        if !self.window.js::<bool>(&tap).await {
            return Seen { lost: vec![format!("nothing offers {label:?}")], ..Seen::default() };
        }
        self.window.until(ANSWERED).await;
        self.seen().await
    }
}

/// What the server answered and the screen does not show.
fn unseen(blocks: &Value, screen: &str) -> Vec<String> {
    const SHOWN: [&str; 7] = ["text", "name", "summary", "label", "hours", "note", "checked_line"];
    match blocks {
        Value::Array(items) => items.iter().flat_map(|item| unseen(item, screen)).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(field, value)| match value {
                Value::String(words) if SHOWN.contains(&field.as_str()) && !screen.contains(&squeezed(words)) => {
                    vec![format!("{words:?} is not on the screen")]
                }
                value => unseen(value, screen),
            })
            .collect(),
        _ => Vec::new(),
    }
}
