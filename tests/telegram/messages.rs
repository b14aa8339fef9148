//! What a person sees: answers, commands, edits, groups, and what cannot be read.

use airt::desk::Desk;
use serde_json::{Value, json};

use super::{CRISIS, last, start};
use crate::bot::{Bot, LONG, TestClock};
use crate::bot_api::BotApi;

#[tokio::test]
async fn a_question_is_answered_with_a_service_its_number_on_a_line_of_its_own_and_a_button_to_copy_it() {
    let (bot, _) = start().await;
    let anna = bot.person(11);
    anna.says("childline").await;
    let reads = anna.reads();
    assert!(reads.contains("Childline"), "{reads}");
    assert!(reads.lines().any(|line| line == "0800 1111"), "{reads}");
    let copies =
        |shown: &crate::bot_api::Shown| shown.buttons.iter().any(|button| button["copy_text"]["text"] == "0800 1111");
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

#[tokio::test]
async fn by_webhook_only_telegram_is_heard() {
    let clock = TestClock::at("2026-11-24T15:00:00Z");
    let desk = Desk::with_clock(crate::bot::airt("tests/support/no-encoder", clock.now()), clock.for_desk());
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
