//! What goes wrong: Telegram's limits and errors, floods, stops, and what the log keeps.

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use airt::channels::telegram::TelegramError;
use airt::desk::Desk;
use serde_json::json;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use super::{CRISIS, last, start, start_on};
use crate::bot::{Bot, PANIC, TestClock};
use crate::bot_api::{BotApi, Fault, TOKEN};

#[tokio::test]
async fn a_panic_ends_one_answer_and_not_the_bot() {
    let (bot, clock) = start().await;
    let (anna, ben) = (bot.person(40), bot.person(41));
    for _ in 0..2 {
        anna.says(PANIC).await;
        clock.advance(60);
        assert!(last(&anna).contains("something went wrong"), "{}", last(&anna));
        assert!(last(&anna).contains(CRISIS), "{}", last(&anna));
    }
    anna.says("childline").await;
    ben.says("childline").await;
    assert!(last(&anna).contains("0800 1111") && last(&ben).contains("0800 1111"));
    bot.stop().await;
}

#[tokio::test]
async fn too_many_requests_are_waited_out() {
    let (bot, _) = start().await;
    bot.api.fail("sendMessage", Fault::RetryAfter(1));
    bot.api.fail("answerCallbackQuery", Fault::RetryAfter(1));
    let anna = bot.person(42);
    anna.says("childline").await;
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn an_error_of_telegrams_servers_is_tried_again() {
    let (bot, _) = start().await;
    bot.api.fail("sendMessage", Fault::Error(502, "Bad Gateway"));
    let anna = bot.person(43);
    anna.says("childline").await;
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    assert_eq!(bot.api.calls("sendMessage").len(), 2);
    bot.stop().await;
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_not_sent_twice() {
    let (bot, _) = start().await;
    bot.api.fail("sendMessage", Fault::Unreadable);
    let anna = bot.person(44);
    anna.says("childline").await;
    assert_eq!(anna.sees().len(), 1, "{:#?}", anna.sees());
    bot.stop().await;
}

#[tokio::test]
async fn a_message_that_telegram_refuses_arrives_as_plain_text() {
    let (bot, _) = start().await;
    bot.api.fail("sendMessage", Fault::Error(400, "Bad Request: BUTTON_URL_INVALID"));
    let anna = bot.person(45);
    anna.says("childline").await;
    let calls = bot.api.calls("sendMessage");
    assert_eq!((calls.len(), calls[1]["parse_mode"].as_str()), (2, None));
    assert!(last(&anna).contains("0800 1111") && !last(&anna).contains("<b>"), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn somebody_who_blocked_the_bot_troubles_nobody_else() {
    let (bot, _) = start().await;
    bot.api.fail("sendMessage", Fault::Error(403, "Forbidden: bot was blocked by the user"));
    bot.person(46).says("childline").await;
    let ben = bot.person(47);
    ben.says("childline").await;
    assert!(last(&ben).contains("0800 1111"));
    assert_eq!(bot.api.calls("sendMessage").len(), 2, "no use in trying again");
    bot.stop().await;
}

#[tokio::test]
async fn an_answer_that_was_deleted_is_sent_anew_and_not_edited() {
    let (bot, clock) = start().await;
    let anna = bot.person(48);
    anna.says("/topics").await;
    clock.advance(60);
    bot.api.fail("editMessageText", Fault::Error(400, "Bad Request: message to edit not found"));
    anna.taps_code(anna.sees()[0].id, "topics").await;
    assert_eq!(anna.sees().len(), 2, "{:#?}", anna.sees());
    bot.stop().await;
}

#[tokio::test]
async fn a_poll_that_hangs_is_started_again() {
    let api = BotApi::start().await;
    api.fail("getUpdates", Fault::Hang);
    let (bot, _) = start_on(api);
    let anna = bot.person(49);
    anna.says("childline").await;
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn trouble_while_polling_is_waited_out() {
    let api = BotApi::start().await;
    for fault in [
        Fault::Error(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
        Fault::Error(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
        ),
        Fault::RetryAfter(1),
        Fault::Error(400, "Bad Request: something that nobody has heard of"),
    ] {
        api.fail("getUpdates", fault);
    }
    let (bot, _) = start_on(api);
    let anna = bot.person(50);
    anna.says("childline").await;
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn telegram_that_cannot_be_reached_at_the_start_is_waited_for() {
    let api = BotApi::start().await;
    api.fail("getMe", Fault::RetryAfter(1));
    api.fail("getMe", Fault::Error(400, "Bad Request: not today"));
    let (bot, _) = start_on(api);
    let anna = bot.person(51);
    anna.says("childline").await;
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn a_refused_token_stops_with_a_clear_error() {
    let clock = TestClock::at("2026-11-24T15:00:00Z");
    let desk = Desk::with_clock(crate::bot::airt("tests/support/no-encoder", clock.now()), clock.for_desk());
    let mut bot = Bot::start_with(BotApi::start().await, desk, "7000000001:another-token");
    let error = bot.ended().await.unwrap_err();
    assert!(matches!(error, TelegramError::TokenRefused));
    let said = format!("{error} {error:?}");
    assert!(said.contains("TELOXIDE_TOKEN") && !said.contains("another-token"), "{said}");
}

#[tokio::test]
async fn a_token_that_is_withdrawn_later_stops_with_a_clear_error() {
    let (mut bot, _) = start().await;
    bot.person(52).says("childline").await;
    bot.api.fail("getUpdates", Fault::Error(401, "Unauthorized"));
    assert!(matches!(bot.ended().await, Err(TelegramError::TokenRefused)));
}

#[tokio::test]
async fn a_stop_answers_what_was_received_and_keeps_the_rest_for_later() {
    let (bot, clock) = start().await;
    let anna = bot.person(53);
    anna.says("childline").await;
    clock.advance(60);
    bot.api.fail("sendMessage", Fault::RetryAfter(2));
    anna.posts("message", json!({ "text": "samaritans" }), None);
    bot.api.until("the message to be in work", |api| api.calls("sendMessage").len() == 2).await;
    bot.stop().await;
    assert!(last(&anna).contains("116 123"), "{}", last(&anna));
}

#[tokio::test]
async fn a_flood_is_answered_once_and_still_screened() {
    let (bot, clock) = start().await;
    let anna = bot.person(54);
    for number in 0..30 {
        anna.posts("message", json!({ "text": format!("childline {number}") }), None);
    }
    anna.settled().await;
    clock.advance(60);
    let answered = bot.desk.count(54);
    assert!((10..20).contains(&answered), "{answered}");
    let refusals = anna.sees().iter().filter(|shown| shown.text.contains("a lot at once")).count();
    assert_eq!(refusals, 1, "{}", anna.reads());
    for _ in 0..10 {
        anna.posts("message", json!({ "text": "childline" }), None);
    }
    anna.posts("message", json!({ "text": "i want to kill myself" }), None);
    anna.settled().await;
    assert!(last(&anna).contains(CRISIS), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn one_chat_in_trouble_does_not_hold_up_another() {
    let (bot, _) = start().await;
    bot.api.fail("editMessageText", Fault::Hang);
    let (anna, ben) = (bot.person(55), bot.person(56));
    anna.says("/topics").await;
    let message = anna.sees()[0].id;
    // Anna's answer now hangs until its call gives up.
    let topics = anna.clone();
    let hanging = tokio::spawn(async move { topics.taps_code(message, "topics").await });
    bot.api.until("the call to hang", |api| !api.calls("editMessageText").is_empty()).await;
    tokio::time::timeout(Duration::from_secs(10), ben.says("childline")).await.expect("Ben waits for Anna");
    hanging.await.unwrap();
    bot.stop().await;
}

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn no_words_no_chat_and_no_token_reach_the_log() {
    let log = Log::default();
    let writer = log.clone();
    // Everything, the library's own lines included; the HTTP crates are the telemetry's to silence.
    let filter =
        tracing_subscriber::EnvFilter::new("trace,hyper=off,hyper_util=off,reqwest=off,h2=off,rustls=off,mio=off");
    tracing_subscriber::registry()
        .with(filter)
        .with(tracing_subscriber::fmt::layer().with_writer(move || writer.clone()))
        .init();
    let api = BotApi::start().await;
    api.fail("getMe", Fault::Error(502, "Bad Gateway"));
    api.fail(
        "getUpdates",
        Fault::Error(
            409,
            "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running",
        ),
    );
    api.fail("sendMessage", Fault::Unreadable);
    let (bot, _) = start_on(api);
    let anna = bot.person(7_654_321_098);
    anna.says("my zebrawood secret").await;
    anna.sends(json!({ "from": "a shape that nobody knows", "text": "another zebrawood secret" })).await;
    anna.sends(json!({ "photo": "a shape that nobody knows", "caption": "zebrawood once more" })).await;
    anna.says(PANIC).await;
    anna.taps_code(1, "zebrawood:code").await;
    bot.api.push(json!({ "poll_answer": { "zebrawood": 1, "from": { "id": 7_654_321_098_i64 } } }));
    bot.api.push(json!({ "message": { "text": "zebrawood", "chat": "nowhere" } }));
    anna.says("childline").await;
    bot.stop().await;
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("panicked"), "the log was not caught: {log}");
    for secret in ["zebrawood", "7654321098", "test-token", TOKEN, PANIC] {
        assert!(!log.contains(secret), "{secret} is in the log: {log}");
    }
}
