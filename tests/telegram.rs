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

#[path = "support/bot.rs"]
mod bot;
#[path = "support/bot_api.rs"]
mod bot_api;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use airt::channels::telegram::TelegramError;
use airt::desk::Desk;
use serde_json::{Value, json};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use bot::{Bot, LONG, PANIC, TestClock};
use bot_api::{BotApi, Fault, Person, TOKEN};

/// What the first crisis line of any crisis card says.
const CRISIS: &str = "999";

/// A bot, and the clock of its desk: messages are a minute apart unless a test
/// leaves the clock alone.
async fn start() -> (Bot, TestClock) {
    start_on(BotApi::start().await)
}

fn start_on(api: BotApi) -> (Bot, TestClock) {
    let clock = TestClock::at("2026-11-24T15:00:00Z");
    let desk = Desk::with_clock(bot::airt("no-models", clock.now()), clock.for_desk());
    (Bot::start_on(api, desk), clock)
}

fn last(person: &Person) -> String {
    person.sees().last().map(|shown| shown.text.clone()).unwrap_or_default()
}

// What a person sees

#[tokio::test]
async fn a_question_is_answered_with_a_service_its_number_on_a_line_of_its_own_and_a_button_to_copy_it() {
    let (bot, _) = start().await;
    let anna = bot.person(11);
    anna.says("childline").await;
    let reads = anna.reads();
    assert!(reads.contains("Childline"), "{reads}");
    assert!(reads.lines().any(|line| line == "0800 1111"), "{reads}");
    let copies = |shown: &bot_api::Shown| shown.buttons.iter().any(|button| button["copy_text"]["text"] == "0800 1111");
    assert!(anna.sees().iter().any(copies), "{:#?}", anna.sees());
    bot.stop().await;
}

#[tokio::test]
async fn danger_comes_before_everything_else() {
    let (bot, _) = start().await;
    let anna = bot.person(12);
    anna.says("i want to kill myself").await;
    assert!(anna.reads().contains(CRISIS), "{}", anna.reads());
    assert_eq!(bot.desk.last(12).unwrap().outcome.as_str(), "urgent");
    bot.stop().await;
}

#[tokio::test]
async fn every_command_answers_and_none_is_taken_for_a_question() {
    let (bot, clock) = start().await;
    let anna = bot.person(13);
    for (command, says) in [
        ("/start", "I'm Airt"),
        ("/help", "in danger"),
        ("/topics", "Pick one"),
        ("/helpnow", CRISIS),
        ("/privacy", "I don't keep your name"),
        ("/forget", "deleted"),
        ("/HELPNOW@AirtTestBot", CRISIS),
    ] {
        anna.says(command).await;
        clock.advance(60);
        assert!(last(&anna).contains(says), "{command}: {}", last(&anna));
    }
    bot.stop().await;
}

#[tokio::test]
async fn words_behind_a_command_are_screened() {
    let (bot, _) = start().await;
    let anna = bot.person(14);
    anna.says("/help i want to kill myself").await;
    assert_eq!(bot.desk.last(14).unwrap().outcome.as_str(), "urgent");
    bot.stop().await;
}

#[tokio::test]
async fn a_posters_link_opens_its_topic() {
    let (bot, _) = start().await;
    let topic = bot.desk_airt().knowledge().topics[0].clone();
    let anna = bot.person(15);
    anna.says(&format!("/start {}", topic.id)).await;
    assert!(last(&anna).contains(&topic.title), "{}", last(&anna));
    bot.stop().await;
}

#[tokio::test]
async fn the_bot_says_what_it_is_called_to_do() {
    let (bot, _) = start().await;
    let api = bot.api.clone();
    api.until("the bot to introduce itself", |api| !api.calls("setMyShortDescription").is_empty()).await;
    let names: Vec<Value> = api.calls("setMyCommands")[0]["commands"]
        .as_array()
        .unwrap()
        .iter()
        .map(|command| command["command"].clone())
        .collect();
    assert_eq!(names, ["start", "help", "topics", "helpnow", "privacy", "forget"]);
    assert!(api.calls("setMyDescription")[0]["description"].as_str().unwrap().contains("computer"));
    bot.stop().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_kindly_and_with_people_to_call() {
    let (bot, clock) = start().await;
    let file = json!({ "file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 1, "height": 1, "duration": 1, "length": 1 });
    for (number, content) in [
        json!({ "photo": [file] }),
        json!({ "voice": file }),
        json!({ "video_note": file }),
        json!({ "sticker": { "something": "that nobody can read" } }),
        json!({ "dice": { "emoji": "🎲", "value": 3 } }),
        json!({ "location": { "latitude": 55.8, "longitude": -4.0 } }),
        json!({ "contact": { "phone_number": "01414960000", "first_name": "A" } }),
        json!({ "invented_later": { "a": 1 } }),
    ]
    .into_iter()
    .enumerate()
    {
        let chat = 100 + i64::try_from(number).unwrap();
        let anna = bot.person(chat);
        anna.sends(content.clone()).await;
        clock.advance(60);
        assert!(anna.reads().contains("nobody else can see"), "{content}: {}", anna.reads());
        assert!(anna.reads().contains(CRISIS), "{content}: {}", anna.reads());
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_caption_is_words_and_is_screened() {
    let (bot, clock) = start().await;
    let photo = json!([{ "file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 1, "height": 1 }]);
    let anna = bot.person(16);
    anna.sends(json!({ "photo": photo, "caption": "childline" })).await;
    assert!(anna.reads().contains("nobody else can see"), "{}", anna.reads());
    assert!(last(&anna).contains("0800 1111"), "{}", last(&anna));
    clock.advance(60);
    let before = anna.sees().len();
    anna.sends(json!({ "photo": photo, "caption": "i want to kill myself" })).await;
    assert_eq!(bot.desk.last(16).unwrap().outcome.as_str(), "urgent");
    assert!(!anna.sees()[before..].iter().any(|shown| shown.text.contains("nobody else can see")), "{}", anna.reads());
    bot.stop().await;
}

#[tokio::test]
async fn an_album_is_answered_once() {
    let (bot, _) = start().await;
    let photo = json!([{ "file_id": "f", "file_unique_id": "u", "file_size": 1, "width": 1, "height": 1 }]);
    let anna = bot.person(17);
    for _ in 0..3 {
        anna.sends(json!({ "photo": photo, "media_group_id": "one" })).await;
    }
    assert_eq!(bot.desk.count(17), 1);
    anna.sends(json!({ "photo": photo, "media_group_id": "one", "caption": "i want to kill myself" })).await;
    assert_eq!(bot.desk.last(17).unwrap().outcome.as_str(), "urgent");
    bot.stop().await;
}

#[tokio::test]
async fn an_edited_message_is_screened_and_answered_again() {
    let (bot, clock) = start().await;
    let anna = bot.person(18);
    let id = anna.says("childline").await;
    clock.advance(60);
    anna.edits(id, json!({ "text": "childline" })).await;
    assert_eq!(bot.desk.count(18), 1, "nothing that a person wrote has changed");
    anna.edits(id, json!({ "text": "samaritans" })).await;
    assert_eq!(anna.sees().len(), 1, "the new answer takes the place of the old one: {:#?}", anna.sees());
    assert!(anna.reads().contains("116 123"), "{}", anna.reads());
    clock.advance(60);
    anna.edits(id, json!({ "text": "i want to kill myself" })).await;
    assert_eq!(bot.desk.last(18).unwrap().outcome.as_str(), "urgent");
    clock.advance(60);
    anna.edits(id, json!({ "text": "only joking" })).await;
    let urgent = anna.sees().iter().filter(|shown| shown.text.contains(CRISIS)).count();
    assert!(urgent > 0, "crisis contacts never give way: {}", anna.reads());
    bot.stop().await;
}

#[tokio::test]
async fn an_edit_of_an_older_message_leaves_the_newer_answer_alone() {
    let (bot, clock) = start().await;
    let anna = bot.person(19);
    let id = anna.says("childline").await;
    clock.advance(60);
    anna.says("samaritans").await;
    clock.advance(60);
    anna.edits(id, json!({ "text": "breathing space" })).await;
    assert!(anna.reads().contains("116 123"), "{}", anna.reads());
    assert_eq!(bot.api.calls("sendMessage").last().unwrap()["reply_parameters"]["message_id"], id);
    bot.stop().await;
}

#[tokio::test]
async fn a_group_hears_one_line_and_only_once_a_day() {
    let (bot, _) = start().await;
    let group = bot.person(-20);
    for text in ["/start", "childline", "hello"] {
        group.says(text).await;
    }
    let sees = group.sees();
    assert_eq!(sees.len(), 1, "{sees:#?}");
    assert!(sees[0].text.contains("one to one") && !sees[0].text.contains('\n'), "{sees:#?}");
    assert_eq!(sees[0].buttons[0]["url"], "https://t.me/AirtTestBot");
    group.says("i want to kill myself").await;
    assert_eq!(group.sees().len(), 2, "danger brings the line, and its 999, again");
    assert_eq!(bot.desk.count(-20), 0, "nothing of a group becomes a conversation");
    bot.stop().await;
}

#[tokio::test]
async fn a_long_answer_is_split_between_paragraphs() {
    let (bot, _) = start().await;
    let anna = bot.person(21);
    anna.says(LONG).await;
    assert_eq!(anna.sees().len(), 4);
    assert!(anna.sees().iter().all(|shown| shown.text.starts_with("A long story <about> \"this & that\"")));
    bot.stop().await;
}

#[tokio::test]
async fn strange_messages_get_an_ordinary_reply() {
    let (bot, clock) = start().await;
    let endless = "a ".repeat(2000);
    for (number, text) in [
        "<b>bold</b> & </i><script>alert(1)</script>",
        "*_[`~ NOT *:* ^5 AND (",
        "😀😀😀😀",
        "\u{202e}txet desrever\u{202c}",
        "\u{0}\u{1}\u{8}",
        " ",
        "/",
        "@",
        &endless,
    ]
    .into_iter()
    .enumerate()
    {
        let chat = 200 + i64::try_from(number).unwrap();
        let anna = bot.person(chat);
        anna.says(text).await;
        clock.advance(60);
        assert!(!anna.reads().trim().is_empty(), "{text:?}");
        assert!(!anna.reads().contains("script"), "{text:?} is echoed");
    }
    bot.stop().await;
}

// Buttons

#[tokio::test]
async fn menus_turn_their_page_in_place() {
    let (bot, clock) = start().await;
    let anna = bot.person(30);
    let topic = bot.desk_airt().knowledge().topics[0].title.clone();
    anna.says("/topics").await;
    clock.advance(60);
    anna.taps(&topic).await;
    assert_eq!(anna.sees().len(), 1, "{:#?}", anna.sees());
    assert_eq!(anna.sees()[0].edits, 1);
    assert!(anna.reads().contains(&topic), "{}", anna.reads());
    bot.stop().await;
}

#[tokio::test]
async fn a_crisis_reply_stays_whatever_is_tapped_under_it() {
    let (bot, clock) = start().await;
    let anna = bot.person(31);
    anna.says("i want to kill myself").await;
    let crisis = anna.sees();
    for code in ["topics", "more", "back"] {
        clock.advance(60);
        anna.taps_code(crisis.last().unwrap().id, code).await;
    }
    assert_eq!(anna.sees()[..crisis.len()], crisis, "{:#?}", anna.sees());
    bot.stop().await;
}

#[tokio::test]
async fn a_double_tap_is_one_tap() {
    let (bot, _) = start().await;
    let anna = bot.person(32);
    anna.says("childline").await;
    let shown = anna.sees().last().unwrap().clone();
    anna.taps_code(shown.id, "service:childline").await;
    anna.taps_code(shown.id, "service:childline").await;
    assert_eq!(bot.desk.count(32), 2, "one question, one tap");
    bot.stop().await;
}

#[tokio::test]
async fn old_and_forged_buttons_are_answered_kindly() {
    let (bot, clock) = start().await;
    let anna = bot.person(33);
    for code in
        ["menu:v0:main", "service:../../etc/passwd", "", "service:a-service-that-went", "topic:gone", "more", "back"]
    {
        let before = anna.reads();
        anna.taps_code(9_999, code).await;
        clock.advance(60);
        assert_ne!(anna.reads(), before, "{code:?} is met with silence");
    }
    bot.stop().await;
}

#[tokio::test]
async fn hide_takes_airts_own_messages_away() {
    let (bot, clock) = start().await;
    for (chat, by_tap) in [(34, true), (35, false)] {
        let anna = bot.person(chat);
        anna.says("childline").await;
        clock.advance(60);
        anna.says(LONG).await;
        clock.advance(60);
        if by_tap {
            anna.taps_code(anna.sees()[0].id, "hide").await;
        } else {
            anna.says("hide this").await;
        }
        assert_eq!(anna.sees().len(), 1, "{:#?}", anna.sees());
        assert!(!anna.reads().contains("Childline"), "{}", anna.reads());
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_burst_is_answered_in_one_place() {
    let (bot, clock) = start().await;
    let anna = bot.person(36);
    anna.says("childline").await;
    clock.advance(2);
    anna.says("i need to talk to somebody").await;
    if bot.desk.last(36).unwrap().replaces_previous {
        assert_eq!(anna.sees().len(), 1, "{:#?}", anna.sees());
    } else {
        panic!("the engine no longer merges a burst: {:?}", bot.desk.last(36));
    }
    bot.stop().await;
}

#[tokio::test]
async fn a_service_can_be_shared_with_a_friend() {
    let (bot, _) = start().await;
    let offered = bot.api.looks_for("childli").await;
    assert_eq!(offered[0]["id"], "childline");
    assert!(offered[0]["input_message_content"]["message_text"].as_str().unwrap().contains("0800 1111"));
    assert!(!bot.api.looks_for("").await.is_empty(), "something is there before a letter is typed");
    assert_eq!(bot.api.looks_for("zzzzzz").await, Vec::<Value>::new());
    let offered = bot.api.looks_for("i want to kill myself").await;
    assert!(offered.iter().any(|card| card["id"] == "samaritans"), "{offered:#?}");
    bot.stop().await;
}

#[tokio::test]
async fn by_webhook_only_telegram_is_heard() {
    let clock = TestClock::at("2026-11-24T15:00:00Z");
    let desk = Desk::with_clock(bot::airt("no-models", clock.now()), clock.for_desk());
    let (bot, address) = Bot::start_behind_webhook(BotApi::start().await, desk).await;
    bot.api.until("the webhook to be set", |api| !api.calls("setWebhook").is_empty()).await;
    let set = bot.api.calls("setWebhook")[0].clone();
    assert_eq!(set["url"], "https://airt.test/telegram/secret-path");
    let secret = set["secret_token"].as_str().unwrap().to_owned();
    let update = json!({ "update_id": 1, "message": {
        "message_id": 1, "date": 1, "chat": { "id": 37, "type": "private", "first_name": "A" }, "text": "childline",
    }});
    let call = |secret: Option<&str>| {
        let request = reqwest::Client::new().post(&address).json(&update);
        let request =
            secret.iter().fold(request, |request, secret| request.header("X-Telegram-Bot-Api-Secret-Token", *secret));
        async move { request.send().await.unwrap().status().as_u16() }
    };
    assert_eq!(call(None).await, 401);
    assert_eq!(call(Some("a guess")).await, 401);
    assert_eq!(call(Some("")).await, 401);
    assert_eq!(call(Some(&secret)).await, 200);
    bot.api.until("an answer", |api| !api.shown(37).is_empty()).await;
    assert_eq!(bot.desk.count(37), 1, "nobody else was heard");
    assert!(bot.api.calls("getUpdates").is_empty());
    bot.stop().await;
}

// Trouble

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
    let desk = Desk::with_clock(bot::airt("no-models", clock.now()), clock.for_desk());
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
