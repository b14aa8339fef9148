//! Somebody who writes to the bot: sends, taps, and sees what stands in the chat.

use serde_json::{Value, json};

use super::{BotApi, Shown};

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
