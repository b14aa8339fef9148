//! Golden conversations: each file under `tests/conversations/` is a promise,
//! its name says which, and every channel has to keep it.
//!
//! The same file is played to the engine through the desk, to the web's
//! programming interface over HTTP, to the page in a headless Chromium, and to
//! a bot on the fake Telegram. A turn
//! is something said, tapped, sent or edited, and what must come back:
//!
//! ```toml
//! at = "2026-11-24T15:00:00Z"     # when the first turn is said; this is the default
//!
//! [[turn]]
//! say = "i look after my mum"     # or tap = "More results", send = "photo", edit = "..."
//! after = 60                      # seconds since the turn before; 60 unless given
//! outcome = "answered"            # or a list, any of which will do
//! first = "south-lanarkshire-young-carers"
//! says = ["Call"]
//! ```
//!
//! `CONVERSATION=part-of-a-name cargo test --test conversations` plays only those.
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

#[path = "support/bot.rs"]
mod bot;
#[path = "support/bot_api.rs"]
mod bot_api;
#[path = "support/conversation.rs"]
mod conversation;
#[path = "support/page.rs"]
mod page;
#[path = "support/players.rs"]
mod players;
#[path = "browser/window.rs"]
mod window;

use airt::desk::Desk;

use bot::TestClock;
use conversation::{Conversation, Player, check};
use page::OnThePage;
use players::{OverTelegram, OverTheWeb, ThroughTheDesk};

/// How many promises there are at least: a folder that lost its files must not pass.
const PROMISES: usize = 40;

/// Bots that play side by side.
const BOTS: usize = 4;

fn conversations() -> Vec<Conversation> {
    let mut all: Vec<Conversation> = std::fs::read_dir("tests/conversations")
        .unwrap()
        .map(|entry| Conversation::load(&entry.unwrap().path()))
        .collect();
    all.sort_by(|one, other| one.name.cmp(&other.name));
    assert!(all.len() >= PROMISES, "{} conversations", all.len());
    let wanted = std::env::var("CONVERSATION").unwrap_or_default();
    all.retain(|conversation| conversation.name.contains(&wanted));
    all
}

/// Everything that Airt knows, the sentence encoder included, at a desk whose clock the test sets.
fn desk() -> (Desk, TestClock) {
    let clock = TestClock::at(conversation::DEFAULT_START);
    (Desk::with_clock(bot::airt("models", clock.now()), clock.for_desk()), clock)
}

/// Plays conversations, one after another since they share the clock; what is broken.
async fn play(player: &mut impl Player, clock: &TestClock, conversations: &[Conversation]) -> Vec<String> {
    let mut broken = Vec::new();
    for conversation in conversations {
        if player.can_play(conversation) {
            broken.extend(check(player, conversation, clock).await);
        }
    }
    broken
}

fn all_kept(broken: &[String]) {
    assert!(broken.is_empty(), "{} promises broken:\n\n{}", broken.len(), broken.join("\n\n"));
}

#[tokio::test]
async fn the_engine_keeps_every_promise() {
    let (desk, clock) = desk();
    all_kept(&play(&mut ThroughTheDesk::new(desk), &clock, &conversations()).await);
}

#[tokio::test]
async fn the_web_keeps_every_promise() {
    let (desk, clock) = desk();
    all_kept(&play(&mut OverTheWeb::start(desk).await, &clock, &conversations()).await);
}

/// On the screen stands all that the engine said, and can be tapped.
#[tokio::test(flavor = "multi_thread")]
async fn the_page_keeps_every_promise_and_shows_all_of_every_reply() {
    let (desk, clock) = desk();
    let mut player = OnThePage::start(desk).await;
    let broken = play(&mut player, &clock, &conversations()).await;
    player.stop().await;
    all_kept(&broken);
}

/// Several bots at once: each mostly waits, since Telegram wants few messages a second.
#[tokio::test(flavor = "multi_thread")]
async fn telegram_keeps_every_promise_and_shows_all_of_every_reply() {
    let conversations = conversations();
    let lanes = conversations.chunks(conversations.len().div_ceil(BOTS)).map(async |lane| {
        let (desk, clock) = desk();
        let mut player = OverTelegram::start(desk).await;
        let broken = play(&mut player, &clock, lane).await;
        player.stop().await;
        broken
    });
    all_kept(&futures::future::join_all(lanes).await.concat());
}
