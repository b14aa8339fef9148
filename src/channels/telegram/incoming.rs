//! Telegram's messages to what the engine reads.
//!
//! Whatever somebody sends, its words are found here: the text, the caption,
//! the question of a poll. It answers nothing.

use serde_json::{Value, json};
use teloxide::types::{MediaKind, Message, MessageKind, Update, UpdateKind};

use crate::conversation::Attachment;

/// What is asked for; Telegram then sends nothing else, group gossip included.
pub(super) const WANTED: [&str; 4] = ["message", "edited_message", "callback_query", "inline_query"];

/// What a message holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// Words alone.
    Words(String),
    /// Something that cannot be read, and the words with it, if any.
    Thing(Attachment, Option<String>),
    /// Telegram's own notes (pinned, timer changed): nobody said anything.
    Service,
}

/// What a message holds.
pub(super) fn hear(message: &Message) -> Heard {
    let media = match &message.kind {
        MessageKind::Common(common) => &common.media_kind,
        MessageKind::Dice(_) => return Heard::Thing(Attachment::Sticker, None),
        // Something that Telegram has learned since: it may be anything that a person sends.
        MessageKind::Empty {} => return Heard::Thing(Attachment::Other, None),
        _ => return Heard::Service,
    };
    let kind = match media {
        MediaKind::Text(text) => return Heard::Words(text.text.clone()),
        MediaKind::Poll(poll) => return Heard::Thing(Attachment::Other, Some(poll.poll.question.clone())),
        MediaKind::Migration(_) => return Heard::Service,
        MediaKind::Photo(_)
        | MediaKind::Video(_)
        | MediaKind::Document(_)
        | MediaKind::PaidMedia(_)
        | MediaKind::Story(_) => Attachment::Picture,
        MediaKind::Voice(_) | MediaKind::VideoNote(_) | MediaKind::Audio(_) => Attachment::Voice,
        MediaKind::Sticker(_) | MediaKind::Animation(_) => Attachment::Sticker,
        MediaKind::Location(_) | MediaKind::Venue(_) => Attachment::Location,
        MediaKind::Contact(_) | MediaKind::Game(_) | MediaKind::Checklist(_) => Attachment::Other,
    };
    Heard::Thing(kind, message.caption().map(str::to_owned).filter(|caption| !caption.trim().is_empty()))
}

/// An update as it can be answered.
///
/// What the library cannot read, because Telegram has added something since,
/// is cut down to who wrote, where, and the words: the rest does not matter,
/// but a cry for help that is dropped does.
pub(super) fn read(raw: &Value) -> Option<Update> {
    // By way of a text: the library reads the kind of an update from borrowed keys.
    let parse = |value: &Value| serde_json::from_str::<Update>(&value.to_string()).ok();
    let update = parse(raw);
    let is_understood = |update: &Update| match &update.kind {
        UpdateKind::Error(_) => false,
        UpdateKind::Message(message) | UpdateKind::EditedMessage(message) => {
            !matches!(message.kind, MessageKind::Empty {})
        }
        _ => true,
    };
    if update.as_ref().is_some_and(is_understood) {
        return update;
    }
    cut(raw).and_then(|cut| parse(&cut)).or(update)
}

/// The same with nothing in it but what is needed to answer.
fn cut(raw: &Value) -> Option<Value> {
    let id = raw.get("update_id")?;
    if let Some(query) = raw.get("callback_query") {
        let mut query = query.clone();
        *query.get_mut("message")? = cut_message(query.get("message")?)?;
        return Some(json!({ "update_id": id, "callback_query": query }));
    }
    ["message", "edited_message"]
        .into_iter()
        .find_map(|kind| Some(json!({ "update_id": id, kind: cut_message(raw.get(kind)?)? })))
}

fn cut_message(message: &Value) -> Option<Value> {
    let mut kept = json!({
        "message_id": message.get("message_id")?,
        "date": message.get("date")?,
        "chat": { "id": message.pointer("/chat/id")?, "type": message.pointer("/chat/type")? },
    });
    if let Some(words) = message.get("text").or_else(|| message.get("caption")) {
        kept.as_object_mut()?.insert("text".to_owned(), words.clone());
    }
    Some(kept)
}

/// What kind of update this is: all that a log may say of it.
pub(super) fn kind(update: &Update) -> &'static str {
    match &update.kind {
        UpdateKind::Message(_) => "message",
        UpdateKind::EditedMessage(_) => "edited_message",
        UpdateKind::CallbackQuery(_) => "callback_query",
        UpdateKind::InlineQuery(_) => "inline_query",
        UpdateKind::Error(_) => "unreadable",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(content: &Value) -> Message {
        let mut message =
            json!({ "message_id": 1, "date": 1, "chat": { "id": 7, "type": "private", "first_name": "A" } });
        message.as_object_mut().unwrap().extend(content.as_object().unwrap().clone());
        serde_json::from_value(message).unwrap()
    }

    fn check(content: &Value, expected: &Heard) {
        assert_eq!(&hear(&message(content)), expected, "{content}");
    }

    #[test]
    fn each_thing_is_known_for_what_it_is() {
        let file = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 1 });
        let mut sized = file.clone();
        let size = json!({ "width": 1, "height": 1, "duration": 1, "length": 1, "mime_type": "a/b" });
        sized.as_object_mut().unwrap().extend(size.as_object().unwrap().clone());
        for (content, kind) in [
            (json!({ "photo": [sized] }), Attachment::Picture),
            (json!({ "video": sized }), Attachment::Picture),
            (json!({ "document": file }), Attachment::Picture),
            (json!({ "voice": sized }), Attachment::Voice),
            (json!({ "video_note": sized }), Attachment::Voice),
            (json!({ "audio": sized }), Attachment::Voice),
            (json!({ "animation": sized, "document": file }), Attachment::Sticker),
            (json!({ "dice": { "emoji": "🎲", "value": 1 } }), Attachment::Sticker),
            (json!({ "location": { "latitude": 1.0, "longitude": 1.0 } }), Attachment::Location),
            (json!({ "contact": { "phone_number": "1", "first_name": "A" } }), Attachment::Other),
            (json!({ "something_new": { "a": 1 } }), Attachment::Other),
        ] {
            check(&content, &Heard::Thing(kind, None));
        }
    }

    #[test]
    fn words_are_found_wherever_they_stand() {
        check(&json!({ "text": "help" }), &Heard::Words("help".into()));
        let photo = json!([{ "file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 1, "height": 1 }]);
        check(
            &json!({ "photo": photo, "caption": "i want to die" }),
            &Heard::Thing(Attachment::Picture, Some("i want to die".into())),
        );
        check(&json!({ "photo": photo, "caption": " " }), &Heard::Thing(Attachment::Picture, None));
    }

    #[test]
    fn telegrams_own_notes_are_nobodys_words() {
        check(&json!({ "message_auto_delete_timer_changed": { "message_auto_delete_time": 1 } }), &Heard::Service);
    }

    #[test]
    fn a_message_of_a_shape_that_nobody_knows_keeps_its_words() {
        for field in ["text", "caption"] {
            let raw = json!({ "update_id": 5, "message": {
                "message_id": 1, "date": 1, "chat": { "id": 7, "type": "private" },
                "from": "not a user at all", "something_new": 1, field: "i want to die",
            }});
            let UpdateKind::Message(message) = read(&raw).unwrap().kind else { panic!("lost") };
            assert_eq!(hear(&message), Heard::Words("i want to die".into()));
            assert_eq!(message.chat.id.0, 7);
        }
    }

    #[test]
    fn a_tap_on_a_message_of_a_shape_that_nobody_knows_is_still_a_tap() {
        let raw = json!({ "update_id": 5, "callback_query": {
            "id": "1", "from": { "id": 7, "is_bot": false, "first_name": "A" }, "chat_instance": "1", "data": "more",
            "message": { "message_id": 1, "date": 1, "chat": { "id": 7, "type": "private" }, "from": "nobody", "text": "x" },
        }});
        assert!(
            matches!(read(&raw).unwrap().kind, UpdateKind::CallbackQuery(query) if query.data.as_deref() == Some("more"))
        );
    }
}
