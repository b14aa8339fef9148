//! Airt on Telegram: a real bot, over HTTP, against a Bot API server of ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::needless_pass_by_value,
    unreachable_pub,
    dead_code,
    reason = "a test that fails should say so loudly, and two tests share the support"
)]

#[path = "../support/bot.rs"]
mod bot;
#[path = "../support/bot_api.rs"]
mod bot_api;

mod buttons;
mod messages;
mod trouble;

use airt::desk::Desk;
use bot::{Bot, TestClock};
use bot_api::{BotApi, Person};

/// What the first crisis line of any crisis card says.
const CRISIS: &str = "999";

/// A bot, and the clock of its desk: messages are a minute apart unless a test
/// leaves the clock alone.
async fn start() -> (Bot, TestClock) {
    start_on(BotApi::start().await)
}

fn start_on(api: BotApi) -> (Bot, TestClock) {
    let clock = TestClock::at("2026-11-24T15:00:00Z");
    let desk = Desk::with_clock(bot::airt("tests/support/no-encoder", clock.now()), clock.for_desk());
    (Bot::start_on(api, desk), clock)
}

fn last(person: &Person) -> String {
    person.sees().last().map(|shown| shown.text.clone()).unwrap_or_default()
}
