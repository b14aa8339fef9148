//! What is tapped: menus, crisis replies, hiding, sharing.

use serde_json::Value;

use super::start;
use crate::bot::LONG;

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
