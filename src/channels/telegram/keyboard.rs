//! Buttons under a message.
//!
//! Telegram drops the whole message over one button it does not like, so what
//! it would refuse cannot be built here: the constructors give nothing.

use teloxide::types::{CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup};
use url::Url;

use super::markup::units;
use crate::conversation::Choice;

/// What a button may copy, in UTF-16 units.
const COPY_LIMIT: usize = 256;

/// What a button may send back, in bytes.
const CODE_LIMIT: usize = 64;

/// How many buttons Telegram takes under one message.
const BUTTON_LIMIT: usize = 100;

/// Labels up to this long share a row with their neighbour.
const SHORT_LABEL: usize = 17;

/// One button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Button(InlineKeyboardButton);

impl Button {
    /// Opens a page. Only https, and only a host that the world can reach:
    /// Telegram refuses anything else, and the message with it.
    pub(super) fn open(label: impl Into<String>, link: &str) -> Option<Self> {
        let url = https(link)?;
        Self::of(InlineKeyboardButton::url(label, url))
    }

    /// Copies a number.
    pub(super) fn copy(label: impl Into<String>, value: &str) -> Option<Self> {
        let fits = (1..=COPY_LIMIT).contains(&units(value));
        fits.then(|| InlineKeyboardButton::copy_text_button(label, CopyTextButton { text: value.to_owned() }))
            .and_then(Self::of)
    }

    /// Says to Airt what the choice means.
    pub(super) fn choose(choice: &Choice) -> Option<Self> {
        let code = choice.action.code();
        (1..=CODE_LIMIT)
            .contains(&code.len())
            .then(|| InlineKeyboardButton::callback(&choice.label, code))
            .and_then(Self::of)
    }

    /// A button without words is refused as well.
    fn of(button: InlineKeyboardButton) -> Option<Self> {
        (!button.text.trim().is_empty()).then_some(Self(button))
    }

    fn is_short(&self) -> bool {
        units(&self.0.text) <= SHORT_LABEL
    }
}

/// A link that a button or an anchor may open.
pub(super) fn https(link: &str) -> Option<Url> {
    let url = Url::parse(link).ok()?;
    let reachable = url.host_str().is_some_and(|host| host.contains('.'));
    (url.scheme() == "https" && reachable).then_some(url)
}

/// The buttons in rows: short ones in pairs, each long one alone.
pub(super) fn keyboard(buttons: &[Button]) -> InlineKeyboardMarkup {
    let mut rows: Vec<Vec<InlineKeyboardButton>> = Vec::new();
    let mut open = false;
    for button in buttons.iter().take(BUTTON_LIMIT) {
        match rows.last_mut() {
            Some(row) if open && button.is_short() => {
                row.push(button.0.clone());
                open = false;
            }
            _ => {
                rows.push(vec![button.0.clone()]);
                open = button.is_short();
            }
        }
    }
    InlineKeyboardMarkup::new(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Action;

    #[test]
    fn only_https_links_to_a_real_host_become_buttons() {
        assert!(Button::open("Chat", "https://www.childline.org.uk/chat?a=1").is_some());
        for link in [
            "http://www.childline.org.uk",
            "tel:08001111",
            "sms:85258?&body=SHOUT",
            "mailto:a@b.test",
            "tg://user?id=1",
            "javascript:alert(1)",
            "HTTPS//x.test",
            "https://localhost/",
            "https://",
            "www.childline.org.uk",
            "",
        ] {
            assert_eq!(Button::open("Chat", link), None, "{link}");
        }
    }

    #[test]
    fn a_button_that_telegram_would_refuse_is_not_built() {
        assert_eq!(Button::copy("Copy", ""), None);
        assert_eq!(Button::copy("Copy", &"1".repeat(257)), None);
        assert!(Button::copy("Copy", &"1".repeat(256)).is_some());
        assert_eq!(Button::copy(" ", "0800 1111"), None);
        let endless = Choice { label: "More".into(), action: Action::Details("a".repeat(80).as_str().into()) };
        assert_eq!(Button::choose(&endless), None);
    }

    #[test]
    fn short_labels_share_a_row() {
        let button = |label: &str| Button::copy(label, "1").unwrap();
        let buttons = [button("a"), button("b"), button("c"), button("rather a long label"), button("d")];
        let rows: Vec<usize> = keyboard(&buttons).inline_keyboard.iter().map(Vec::len).collect();
        assert_eq!(rows, [2, 1, 1, 1]);
    }
}
