//! What a browser or a program sends, read leniently: a message that is
//! oddly wrapped is still somebody's message and gets an answer.

use axum::body::Body;
use axum::http::{HeaderMap, Uri, header};

use super::conversation_id::ConversationId;
use crate::conversation::{Action, Channel, Input, Message};

/// Why a body was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyError {
    /// Past the limit.
    TooLarge,
    /// The line broke before it was all there.
    Broken,
}

/// What somebody sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incoming {
    /// Which conversation it continues; `None` begins one.
    pub(super) conversation: Option<ConversationId>,
    /// The message.
    pub(super) message: Message,
    /// It was not in the form that was agreed on, and is answered all the same.
    pub(super) malformed: bool,
}

impl Incoming {
    /// The words that were typed; none for a tap.
    pub(super) fn text(&self) -> &str {
        match &self.message.input {
            Input::Text(text) => text,
            Input::Tap(_) | Input::Attachment(_) => "",
        }
    }

    /// From a plain form.
    pub(super) fn of_form(bytes: &[u8]) -> Self {
        let mut fields = Fields::default();
        for (name, value) in url::form_urlencoded::parse(bytes) {
            match name.as_ref() {
                "conversation" => fields.conversation = Some(value.into_owned()),
                "text" => fields.text = Some(value.into_owned()),
                "action" => fields.action = Some(value.into_owned()),
                _ => {}
            }
        }
        fields.incoming()
    }

    /// From `{"conversation": ..., "text": ...}`, with `action` in the place
    /// of `text` for a tap. What is not such an object is taken as the words
    /// themselves, so that it is screened like any other message.
    pub(super) fn of_json(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        Self::of_object(&text).unwrap_or_else(|| Self {
            conversation: None,
            message: Message::text(Channel::Web, text.into_owned()),
            malformed: true,
        })
    }

    fn of_object(text: &str) -> Option<Self> {
        let value: serde_json::Value = serde_json::from_str(text).ok()?;
        let object = value.as_object()?;
        let field = |name| match object.get(name) {
            None | Some(serde_json::Value::Null) => Some(None),
            Some(value) => value.as_str().map(|text| Some(text.to_owned())),
        };
        let fields = Fields {
            // An id of another kind is no id of ours: a new conversation begins.
            conversation: field("conversation").flatten(),
            text: field("text")?,
            action: field("action")?,
        };
        Some(fields.incoming())
    }
}

#[derive(Default)]
struct Fields {
    conversation: Option<String>,
    text: Option<String>,
    action: Option<String>,
}

impl Fields {
    fn incoming(self) -> Incoming {
        let message = match self.action.filter(|code| !code.is_empty()) {
            // A button of an older page leads to the topics, never to an error.
            Some(code) => Message::tap(Channel::Web, Action::parse(&code).unwrap_or(Action::Topics)),
            None => Message::text(Channel::Web, self.text.unwrap_or_default()),
        };
        let conversation = self.conversation.as_deref().and_then(ConversationId::parse);
        Incoming { conversation, message, malformed: false }
    }
}

/// The whole body, as long as it stays under the limit.
pub(super) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Vec<u8>, BodyError> {
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > limit) {
        return Err(BodyError::TooLarge);
    }
    match axum::body::to_bytes(body, limit).await {
        Ok(bytes) => Ok(bytes.to_vec()),
        Err(error) if is_length_limit(&error) => Err(BodyError::TooLarge),
        Err(_) => Err(BodyError::Broken),
    }
}

fn is_length_limit(error: &axum::Error) -> bool {
    use std::error::Error;
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.to_string().contains("length limit") {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Whether a page of somebody else's sent this: it must not choose the
/// conversation in which a young person then goes on writing.
pub(super) fn is_foreign(headers: &HeaderMap, uri: &Uri) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = value("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    // Browsers of before 2023 send only the origin.
    let host = value("host").or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let Some(origin) = value("origin") else { return false };
    origin.split_once("://").map(|(_, origin)| origin) != host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_says_a_text_or_a_tap() {
        assert_eq!(Incoming::of_form(b"text=i+feel+%3A%28+%F0%9F%98%A2").text(), "i feel :( \u{1f622}");
        assert_eq!(Incoming::of_form(b"text=%FF%FE").text(), "\u{fffd}\u{fffd}");
        assert_eq!(Incoming::of_form(b"action=help&text=x").message, Message::tap(Channel::Web, Action::HelpNow));
        assert_eq!(Incoming::of_form(b"action=launch").message, Message::tap(Channel::Web, Action::Topics));
        assert_eq!(Incoming::of_form(b"").text(), "");
    }

    #[test]
    fn an_object_says_the_same() {
        let id = "0123456789abcdef0123456789abcdef";
        let incoming = Incoming::of_json(format!(r#"{{"conversation":"{id}","text":"hi"}}"#).as_bytes());
        assert_eq!(incoming.conversation, ConversationId::parse(id));
        assert_eq!(incoming.text(), "hi");
        assert!(!incoming.malformed);
        assert_eq!(Incoming::of_json(br#"{"action":"topics"}"#).message, Message::tap(Channel::Web, Action::Topics));
        assert_eq!(Incoming::of_json(br#"{"conversation":7,"text":null}"#).conversation, None);
    }

    #[test]
    fn what_is_no_object_is_still_a_message() {
        for body in [&b"i want to die"[..], b"{\"text\": \"i want to die", b"{\"text\": 5}", b"[]", b"\xff\xfe"] {
            let incoming = Incoming::of_json(body);
            assert!(incoming.malformed);
            assert_eq!(incoming.text(), String::from_utf8_lossy(body));
        }
    }

    #[test]
    fn another_site_does_not_choose_the_conversation() {
        let check = |headers: &[(&'static str, &'static str)], expected: bool| {
            let headers = headers.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap())).collect();
            assert_eq!(is_foreign(&headers, &"/".parse().unwrap()), expected, "{headers:?}");
        };
        check(&[], false);
        check(&[("sec-fetch-site", "same-origin")], false);
        check(&[("sec-fetch-site", "none")], false);
        check(&[("sec-fetch-site", "cross-site")], true);
        check(&[("sec-fetch-site", "same-site")], true);
        check(&[("host", "airt.example"), ("origin", "https://airt.example")], false);
        check(&[("host", "airt.example"), ("origin", "https://evil.example")], true);
        check(&[("host", "airt.example"), ("origin", "null")], true);
    }
}
