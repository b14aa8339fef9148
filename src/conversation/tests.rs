//! Promises of the engine, over the real knowledge base and without the
//! sentence encoder: what it remembers, what it forgets and what it never says.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;

use super::*;
use crate::knowledge;
use crate::safety::Screen;
use crate::search::Finder;
use crate::understanding::{Reader, Readings};
use crate::wording::{Phrase, Wording};

static AIRT: LazyLock<Airt> = LazyLock::new(|| {
    let loaded = knowledge::load(Path::new("knowledge-base"));
    let knowledge = Arc::new(loaded.knowledge);
    let reader = Reader::new(&knowledge);
    Airt::new(Parts {
        wording: Arc::new(Wording::built_in()),
        screen: Arc::new(Screen::new(&knowledge, &Readings::default()).0),
        encoder: None,
        finder: Finder::new(&knowledge, &reader, None, airt::today(evening())),
        reader,
        knowledge,
        keep_days: 30,
    })
});

fn evening() -> DateTime<Utc> {
    "2026-11-23T20:00:00Z".parse().unwrap()
}

/// A conversation, a minute between its messages.
struct Talk {
    session: Session,
    now: DateTime<Utc>,
}

impl Talk {
    fn new() -> Self {
        Self { session: Session::new("k", evening()), now: evening() }
    }

    fn after(&mut self, pause: Duration, message: &Message) -> Turn {
        self.now += pause;
        let turn = AIRT.reply(self.session.clone(), message, self.now);
        self.session = turn.session.clone();
        turn
    }

    fn say(&mut self, text: &str) -> Turn {
        self.after(Duration::minutes(1), &Message::text(Channel::Terminal, text))
    }

    fn tap(&mut self, action: Action) -> Turn {
        self.after(Duration::minutes(1), &Message::tap(Channel::Terminal, action))
    }
}

fn shows(turn: &Turn, id: &str) -> bool {
    turn.reply.services.iter().any(|shown| shown.id.as_str() == id)
}

fn kept(turn: &Turn) -> Option<String> {
    turn.events.iter().find_map(|event| match event {
        Event::Answered { text, .. } => text.clone(),
        _ => None,
    })
}

#[test]
fn a_computer_says_so_once_and_after_the_answer() {
    let mut talk = Talk::new();
    let line = AIRT.wording().say(Phrase::WhatIAmShort);
    let first = talk.say("i look after my mum");
    assert!(first.reply.text().ends_with(&line), "{}", first.reply.text());
    assert!(!talk.say("my landlord wont fix the mould").reply.text().contains(&line));
}

#[test]
fn a_saved_session_holds_no_word_of_the_person() {
    let mut talk = Talk::new();
    for text in ["i look after my mum in larkhall", "zxqj vbnm", "im 14", "is it free"] {
        talk.say(text);
    }
    let saved = talk.session.save();
    for word in ["mum", "zxqj", "free"] {
        assert!(!saved.contains(word), "{saved}");
    }
}

#[test]
fn the_safe_word_works_in_every_state_and_in_any_case() {
    let states: [&[&str]; 5] = [&[], &["i look after my mum"], &["zxqj vbnm"], &["i want to die"], &["forget me"]];
    for before in states {
        for word in ["help now", "HELP NOW", "Help now!"] {
            let mut talk = Talk::new();
            for text in before {
                talk.say(text);
            }
            let turn = talk.say(word);
            assert_eq!(turn.reply.outcome, Outcome::Urgent, "{before:?} {word}");
            assert!(shows(&turn, "emergency-999") && shows(&turn, "samaritans"), "{before:?} {word}");
        }
    }
}

#[test]
fn a_cry_for_help_comes_before_any_service_and_is_never_kept() {
    let mut talk = Talk::new();
    let turn = talk.say("lost my job, i want to kill myself, where is the highest bridge near me");
    assert_eq!(turn.reply.outcome, Outcome::Urgent);
    assert!(turn.reply.cards().all(|card| card.kind == CardKind::Crisis));
    assert_eq!(kept(&turn), None);
    assert_eq!(kept(&talk.say("zxqj vbnm")), None, "the session holds a concern: nothing after it is kept either");
}

#[test]
fn what_was_not_understood_is_kept_for_staff_and_can_be_taken_back() {
    let mut talk = Talk::new();
    let turn = talk.say("flurb wibble snorkle quangle");
    if turn.reply.outcome == Outcome::Unanswered {
        assert!(kept(&turn).is_some());
        assert!(talk.tap(Action::Consent(false)).events.contains(&Event::ConsentRefused));
    } else {
        assert_eq!(kept(&turn), None);
    }
}

#[test]
fn not_what_i_meant_leads_back_to_the_question() {
    let mut talk = Talk::new();
    talk.say("i want to die of embarrassment, i need help with my cv");
    let turn = talk.tap(Action::NotWhatIMeant);
    assert_ne!(turn.reply.outcome, Outcome::Urgent);
    assert!(!turn.reply.services.is_empty());
}

#[test]
fn forget_me_forgets_all_of_it() {
    let mut talk = Talk::new();
    talk.say("im 14 and i look after my mum in larkhall");
    let turn = talk.say("forget me");
    assert!(turn.events.contains(&Event::Forget));
    assert_eq!((talk.session.age, talk.session.place.clone(), talk.session.shown.len()), (None, None, 0));
    assert!(talk.session.last_question.is_none());
}

#[test]
fn the_same_question_three_times_offers_a_person() {
    let mut talk = Talk::new();
    let offers = |turn: &Turn| turn.reply.choices.iter().any(|choice| choice.action == Action::TalkToPerson);
    assert!(!offers(&talk.say("my landlord wont fix the mould")));
    assert!(!offers(&talk.say("my landlord wont fix the mould")));
    assert!(offers(&talk.say("My landlord won't fix the mould")));
}

#[test]
fn a_burst_is_one_question_and_a_follow_up_is_not() {
    let mut talk = Talk::new();
    talk.say("my landlord");
    let second = talk.after(Duration::seconds(3), &Message::text(Channel::Terminal, "wont fix the mould"));
    assert!(second.reply.replaces_previous);
    let third = talk.after(Duration::seconds(3), &Message::text(Channel::Terminal, "is it free"));
    assert!(!third.reply.replaces_previous);
    assert_eq!(third.reply.facet, Some(Facet::Cost));
}

#[test]
fn a_follow_up_points_at_what_it_says() {
    let mut talk = Talk::new();
    talk.tap(Action::Topic("someone-to-talk-to".into()));
    let shown = talk.session.shown.clone();
    assert!(shown.len() >= 2, "{shown:?}");
    let turn = talk.say("is the second one free");
    assert_eq!(turn.reply.services.iter().map(|shown| shown.id.clone()).collect::<Vec<_>>(), [shown[1].clone()]);
}

#[test]
fn an_age_that_was_told_narrows_and_is_not_asked_again() {
    let mut talk = Talk::new();
    talk.say("im 11");
    let turn = talk.say("i feel low and cant sleep");
    for shown in &turn.reply.services {
        assert!(AIRT.knowledge().service(shown.id.as_str()).unwrap().fits_age(11), "{}", shown.id);
    }
    assert!(!turn.reply.text().contains(&AIRT.wording().say(Phrase::AskAge)));
}

#[test]
fn after_a_cry_for_help_an_ok_keeps_the_contacts_in_view() {
    let mut talk = Talk::new();
    talk.say("i want to kill myself");
    for text in ["ok", "thanks", "ok ill phone them"] {
        let turn = talk.say(text);
        assert_ne!(turn.reply.outcome, Outcome::Unanswered, "{text}");
        assert!(turn.reply.cards().any(|card| card.kind == CardKind::Crisis), "{text}");
    }
}

#[test]
fn an_old_button_is_answered_kindly() {
    let mut talk = Talk::new();
    for action in [
        Action::Details("no-such-service".into()),
        Action::Topic("no-such-topic".into()),
        Action::WrongNumber("gone".into()),
    ] {
        let turn = talk.tap(action);
        assert_eq!(turn.reply.text(), AIRT.wording().say(Phrase::ButtonGone));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_at_all_gets_a_reply_with_words_and_a_way_on(texts in proptest::collection::vec("\\PC{0,120}|[a-z ]{0,60}", 1..4)) {
        let mut talk = Talk::new();
        for text in &texts {
            let turn = talk.say(text);
            prop_assert!(!turn.reply.text().trim().is_empty());
            for choice in &turn.reply.choices {
                prop_assert!(choice.action.code().len() <= 64 && !choice.label.is_empty());
            }
            prop_assert!(turn.reply.services.len() <= 12);
        }
    }
}
