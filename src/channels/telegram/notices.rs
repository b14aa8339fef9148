//! Notices to the group of staff, by the courier that carries answers.
//!
//! It says what it is given and decides nothing; the group's id goes to
//! Telegram and nowhere else.

use secrecy::SecretString;
use teloxide::adaptors::Throttle;
use teloxide::types::ChatId;

use super::courier::Courier;
use super::markup::{Line, Paragraph, pages};
use super::{CALL, TelegramError, bot, throttling};
use crate::config;

/// Sends to one group.
#[derive(Clone)]
pub struct Notices {
    courier: Courier,
    group: ChatId,
}

impl std::fmt::Debug for Notices {
    /// Without the group, and without the token that the bot holds.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Notices")
    }
}

impl Notices {
    /// To the group with this id. It begins a task that spaces messages out,
    /// and so needs a running Tokio.
    pub fn to(group: i64, settings: &config::Telegram, token: &SecretString) -> Result<Self, TelegramError> {
        let bot = Throttle::spawn_with_settings(bot(settings, token, CALL)?, throttling());
        Ok(Self { courier: Courier::new(bot), group: ChatId(group) })
    }

    /// Sends a text, whose first line is its heading; whether all of it arrived.
    pub async fn send(&self, text: &str) -> bool {
        for page in pages(paragraphs(text)) {
            if self.courier.send(self.group, &page, None).await.is_none() {
                return false;
            }
        }
        true
    }
}

fn paragraphs(text: &str) -> Vec<Paragraph> {
    let (heading, rest) = text.split_once('\n').unwrap_or((text, ""));
    let plain =
        |paragraph: &str| Paragraph { lines: paragraph.lines().map(Line::plain).collect(), buttons: Vec::new() };
    let heading = Paragraph { lines: vec![Line::bold(heading)], buttons: Vec::new() };
    std::iter::once(heading).chain(rest.split("\n\n").map(plain)).collect()
}
