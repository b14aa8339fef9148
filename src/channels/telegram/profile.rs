//! How the bot presents itself: its commands and its description.

use strum::IntoEnumIterator;
use teloxide::prelude::*;
use teloxide::types::{BotCommand, BotCommandScope};

use super::command::Command;
use super::courier::attempts;
use crate::wording::{Phrase, Wording};

/// Telegram's own limits, in characters.
const DESCRIPTION_LIMIT: usize = 512;
const SHORT_DESCRIPTION_LIMIT: usize = 120;
const COMMAND_LIMIT: usize = 256;

/// Tells Telegram what the bot is called to do. That it fails is no reason not
/// to answer anybody: it has been logged, and the next start tries again.
pub(super) async fn introduce(bot: Bot, wording: &Wording) {
    let say = |phrase, limit| wording.say(phrase).chars().take(limit).collect::<String>();
    let commands: Vec<BotCommand> = Command::iter()
        .map(|command| BotCommand::new(command.name(), say(command.description(), COMMAND_LIMIT)))
        .collect();
    // Groups hear one line and get no list: Airt only chats in private.
    let private = BotCommandScope::AllPrivateChats;
    let _ = attempts("setMyCommands", || bot.set_my_commands(commands.clone()).scope(private.clone())).await;
    let description = say(Phrase::TelegramDescription, DESCRIPTION_LIMIT);
    let _ = attempts("setMyDescription", || bot.set_my_description().description(&description)).await;
    let short = say(Phrase::TelegramShortDescription, SHORT_DESCRIPTION_LIMIT);
    let _ = attempts("setMyShortDescription", || bot.set_my_short_description().short_description(&short)).await;
}
