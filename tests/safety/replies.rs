//! Whom somebody in danger is shown, and with which words.

use airt::conversation::{Block, Outcome};
use airt::knowledge::{ContactKind, Level};

use crate::{KNOWLEDGE, raised, reply_at, shown};

#[test]
fn distress_with_means_is_never_searched() {
    for text in [
        "I lost my job and I can't go on, what is the tallest building near here",
        "where is the highest bridge, I've had enough",
    ] {
        let reply = reply_at(None, text);
        assert_eq!(reply.outcome, Outcome::Urgent, "{text}");
        for id in shown(&reply) {
            assert!(KNOWLEDGE.service(id).unwrap().crisis, "{id} was found by searching");
        }
    }
}

#[test]
fn an_urgent_reply_begins_with_warm_words_and_ends_with_how_to_come_back() {
    let reply = reply_at(None, "I want to kill myself");
    assert_eq!(reply.outcome, Outcome::Urgent);
    assert!(matches!(reply.blocks.first(), Some(Block::Warm { .. })));
    let text = reply.text();
    for said in ["999", "I'm a computer", "help now"] {
        assert!(text.contains(said), "{said} is missing:\n{text}");
    }
    let choices: Vec<&str> = reply.choices.iter().map(|choice| choice.label.as_str()).collect();
    for choice in ["That's not what I meant", "I want to talk to a person", "More people to talk to"] {
        assert!(choices.contains(&choice), "{choice} is missing: {choices:?}");
    }
}

#[test]
fn danger_now_puts_999_first() {
    for text in
        ["he has a knife and he is at my door", "I took too many tablets", "my friend collapsed and won't wake up"]
    {
        assert_eq!(shown(&reply_at(Some(14), text)).first(), Some(&"emergency-999"), "{text}");
    }
}

#[test]
fn nobody_is_shown_a_line_that_turns_them_away() {
    for concern in &KNOWLEDGE.concerns {
        let text = &concern.examples.alarm[0];
        for age in [None, Some(9), Some(15), Some(16), Some(18), Some(19), Some(25)] {
            let reply = reply_at(age, text);
            for id in shown(&reply) {
                let service = KNOWLEDGE.service(id).unwrap();
                match age {
                    Some(age) => assert!(service.fits_age(age), "{}: {id} at {age}", concern.id),
                    None => assert!(
                        id == "childline" || (service.who.min_age.is_none() && service.who.max_age.is_none()),
                        "{}: {id} without an age",
                        concern.id
                    ),
                }
            }
        }
    }
}

fn reached_at_any_hour(people: &[&str], kinds: &[ContactKind]) -> bool {
    people.iter().any(|id| {
        let service = KNOWLEDGE.service(id).unwrap();
        service.routes().any(|contact| kinds.contains(&contact.kind) && contact.is_always_open())
    })
}

#[test]
fn a_grown_up_who_worries_about_a_child_has_a_voice_and_a_silent_way_too() {
    let mut lists = 0;
    for concern in &KNOWLEDGE.concerns {
        let for_carers = concern.contacts.iter().find(|contacts| contacts.carer);
        assert_eq!(for_carers.is_some(), concern.reply_for_carer.is_some(), "{}: words and people", concern.id);
        let Some(list) = for_carers else { continue };
        let people: Vec<&str> =
            list.show.iter().map(airt::knowledge::ServiceId::as_str).filter(|id| *id != "emergency-999").collect();
        assert!(people.len() <= 4, "{}: {people:?}", concern.id);
        for kinds in [&[ContactKind::Phone][..], &[ContactKind::Text, ContactKind::Webchat]] {
            assert!(reached_at_any_hour(&people, kinds), "{}: {people:?} by {kinds:?}", concern.id);
        }
        lists += 1;
    }
    assert!(lists >= 5, "{lists} lists for carers");
}

#[test]
fn there_is_always_a_voice_and_a_silent_way_that_are_open_and_at_most_four_people() {
    for concern in &KNOWLEDGE.concerns {
        let Some(text) = concern.examples.alarm.iter().find(|text| raised(text)[0].level == Level::Urgent) else {
            panic!("{} has no urgent example", concern.id)
        };
        for age in [None, Some(9), Some(15), Some(17), Some(22)] {
            let reply = reply_at(age, text);
            let people: Vec<&str> = shown(&reply).into_iter().filter(|id| *id != "emergency-999").collect();
            let open = |kinds: &[ContactKind]| reached_at_any_hour(&people, kinds);
            assert!(people.len() <= 4, "{} at {age:?}: {people:?}", concern.id);
            assert!(open(&[ContactKind::Phone]), "{} at {age:?}: no voice in {people:?}", concern.id);
            assert!(
                open(&[ContactKind::Text, ContactKind::Webchat]),
                "{} at {age:?}: no silent way in {people:?}",
                concern.id
            );
            assert!(shown(&reply).contains(&"emergency-999"), "{} at {age:?}: no 999", concern.id);
        }
    }
}

#[test]
fn childline_is_marked_where_no_age_is_known() {
    let reply = reply_at(None, "I want to kill myself");
    let card = reply.cards().find(|card| card.service.as_str() == "childline").unwrap();
    assert!(card.rows.iter().any(|row| row.text.contains("under 19")), "{card:?}");
}

#[test]
fn the_helper_of_a_friend_is_answered_as_the_helper() {
    let friend = reply_at(None, "my friend wants to kill herself").text();
    let own = reply_at(None, "I want to kill myself").text();
    assert_ne!(friend.lines().next(), own.lines().next());
}
