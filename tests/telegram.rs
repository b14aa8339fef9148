//! Airt on Telegram: a real bot, over HTTP, against a Bot API server of ours.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    unreachable_pub,
    reason = "a test that fails should say so loudly"
)]

#[path = "support/bot.rs"]
mod bot;
#[path = "support/bot_api.rs"]
mod bot_api;

use airt::desk::Desk;
use chrono::Utc;
use serde_json::json;

use bot::Bot;

fn desk() -> Desk {
    Desk::new(bot::airt(Utc::now()))
}

#[tokio::test]
async fn a_question_is_answered_with_a_service_and_its_routes() {
    let bot = Bot::start(desk()).await;
    let anna = bot.person(11);
    anna.says("childline").await;
    let reads = anna.reads();
    assert!(reads.contains("Childline"), "{reads}");
    assert!(reads.lines().any(|line| line == "0800 1111"), "{reads}");
    bot.stop().await;
}
