//! What a desk promises to every channel.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Barrier, Mutex};

use super::*;
use crate::config::{Config, Environment};
use crate::conversation::{Channel, Input, Outcome, Turn};

/// Without the encoder: what a desk promises does not depend on it.
fn airt() -> Airt {
    let config = Config::load(&Environment::of(&[("AIRT_PATHS_MODELS", "tests/support/no-encoder")])).unwrap();
    crate::app::build(&config, "2026-11-22T10:00:00Z".parse().unwrap()).unwrap().0
}

fn desk(door: impl Fn(&Airt, Session, &Message, DateTime<Utc>) -> Turn + Send + Sync + 'static) -> Desk {
    Desk::assemble(airt(), Arc::new(Utc::now), Keys::for_this_process(), None, Engine::new(door))
}

fn said(message: &Message) -> &str {
    match &message.input {
        Input::Text(text) => text,
        Input::Tap(_) | Input::Attachment(_) => "",
    }
}

fn turn(session: Session, text: &str) -> Turn {
    Turn { reply: Reply::saying(Outcome::Answered, text), session, events: Vec::new() }
}

fn message(text: &str) -> Message {
    Message::text(Channel::Web, text)
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_of_one_conversation_run_one_after_another_in_the_order_in_which_they_came() {
    let (inside, heard) = (AtomicUsize::new(0), Arc::new(Mutex::new(Vec::new())));
    let there = heard.clone();
    let desk = desk(move |_, mut session, message, _| {
        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0, "two turns at once");
        std::thread::sleep(std::time::Duration::from_millis(2));
        there.lock().unwrap().push(said(message).to_owned());
        session.age = Some(session.age.unwrap_or(0) + 1);
        inside.fetch_sub(1, Ordering::SeqCst);
        let age = session.age.unwrap();
        turn(session, &age.to_string())
    });
    let texts = ["a", "b", "c", "d"].map(message);
    let answers =
        futures::future::join_all(texts.iter().map(|message| desk.answer(Channel::Web, "one", message))).await;
    assert_eq!(*heard.lock().unwrap(), ["a", "b", "c", "d"]);
    assert_eq!(answers.iter().map(Reply::text).collect::<Vec<_>>(), ["1", "2", "3", "4"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn different_conversations_are_answered_at_the_same_time() {
    // Each turn waits until the other is inside too: one at a time would never end.
    let both = Barrier::new(2);
    let desk = desk(move |_, session, _, _| {
        both.wait();
        turn(session, "")
    });
    let text = message("hello");
    tokio::join!(desk.answer(Channel::Web, "one", &text), desk.answer(Channel::Web, "two", &text));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_id_on_two_channels_is_two_conversations() {
    let desk = desk(|_, mut session, _, _| {
        let known = session.greeted;
        session.greeted = true;
        turn(session, &known.to_string())
    });
    let text = message("hello");
    assert_eq!(desk.answer(Channel::Web, "1", &text).await.text(), "false");
    assert_eq!(desk.answer(Channel::Telegram, "1", &text).await.text(), "false");
    assert_eq!(desk.answer(Channel::Web, "1", &text).await.text(), "true");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_panics_is_answered_for_and_the_conversation_goes_on() {
    let desk = desk(|_, mut session, message, _| {
        assert!(said(message) != "boom", "on purpose");
        session.age = Some(14);
        let age = session.age;
        turn(session, &format!("{age:?}"))
    });
    desk.answer(Channel::Web, "one", &message("hello")).await;
    let reply = desk.answer(Channel::Web, "one", &message("boom")).await;
    assert_eq!(reply.outcome, Outcome::Unanswered);
    assert!(reply.text().contains("999"), "a fault never leaves somebody without the crisis contacts");
    assert_eq!(desk.answer(Channel::Web, "one", &message("hello")).await.text(), "Some(14)");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_goes_on_when_the_caller_goes_away() {
    let (began, started) = std::sync::mpsc::channel();
    let done = Arc::new(AtomicUsize::new(0));
    let there = done.clone();
    let (go, wait) = std::sync::mpsc::channel::<()>();
    let wait = Mutex::new(wait);
    let desk = desk(move |_, session, _, _| {
        began.send(()).unwrap();
        wait.lock().unwrap().recv().unwrap();
        there.fetch_add(1, Ordering::SeqCst);
        turn(session, "")
    });
    let caller = desk.clone();
    let asking = tokio::spawn(async move { caller.answer(Channel::Web, "one", &message("hello")).await });
    started.recv().unwrap();
    asking.abort();
    go.send(()).unwrap();
    desk.idle().await;
    assert_eq!(done.load(Ordering::SeqCst), 1);
}

#[test]
fn a_refused_message_gets_the_crisis_contacts_whatever_it_says() {
    let desk = Desk::new(airt());
    for text in ["hello", "i want to die", "", "\u{202e}\0"] {
        assert!(desk.refused(Channel::Web, text).text().contains("999"), "{text:?}");
    }
    assert_eq!(desk.refused(Channel::Web, "i want to kill myself").concerns[0].id, "suicide");
}
