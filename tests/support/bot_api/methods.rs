//! What each method of the Bot API does, and what Telegram would refuse.

use serde_json::{Value, json};

use super::{Inner, Shown};

/// Why a call was not carried out.
pub(super) struct Refusal {
    pub(super) description: String,
    /// A bot must never do this, whatever happened.
    pub(super) violation: bool,
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
    pub(super) fn carry_out(&mut self, method: &str, body: &Value) -> Result<Value, Refusal> {
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
