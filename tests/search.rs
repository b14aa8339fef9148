//! What the search promises over the whole knowledge base.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use airt::knowledge::{Knowledge, PlaceId, State, load};
use airt::search::{Confidence, Finder, Query, Ranking};
use airt::understanding::encoder::Encoder;
use airt::understanding::{Reader, plain};
use chrono::NaiveDate;

struct House {
    knowledge: Arc<Knowledge>,
    reader: Reader,
    full: Finder,
    /// As it is without the encoder's files.
    words: Finder,
}

static HOUSE: LazyLock<House> = LazyLock::new(|| {
    let knowledge = Arc::new(load(Path::new("knowledge-base")).knowledge);
    let reader = Reader::new(&knowledge);
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let encoder = Encoder::open(Path::new("models"), Some(Path::new(env!("CARGO_TARGET_TMPDIR")))).unwrap();
    let full = Finder::new(&knowledge, &reader, Some(&encoder), today);
    full.wait();
    let words = Finder::new(&knowledge, &reader, None, today);
    House { knowledge, reader, full, words }
});

fn query(text: &str) -> Query {
    let understood = HOUSE.reader.read(text);
    Query { raw: understood.raw, normal: understood.normal, ..Query::default() }
}

fn find(text: &str) -> Ranking {
    HOUSE.full.find(&query(text))
}

fn ids(ranking: &Ranking) -> Vec<&str> {
    ranking.hits.iter().map(|hit| hit.service.as_str()).collect()
}

/// After a reload only what is new is read; the rest must still stand at its own service.
#[test]
fn what_was_read_before_is_found_the_same_and_what_is_new_too() {
    let mut knowledge = (*HOUSE.knowledge).clone();
    let kooth = Arc::make_mut(knowledge.services.get_mut("kooth").unwrap());
    kooth.questions.insert(0, "whaur's the lollipop zebra".to_owned());
    let knowledge = Arc::new(knowledge);
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let after = Finder::after(Some(&HOUSE.words), &knowledge, &HOUSE.reader, None, today);
    let fresh = Finder::new(&knowledge, &HOUSE.reader, None, today);
    let found = |finder: &Finder, text: &str| -> Vec<(String, f32)> {
        finder.find(&query(text)).hits.iter().map(|hit| (hit.service.to_string(), hit.score)).collect()
    };
    for text in
        ["i look after my mum", "cant sleep", "help getting a job", "ma maw's no well", "whaur's the lollipop zebra"]
    {
        assert_eq!(found(&after, text), found(&fresh, text), "{text}");
    }
    assert_eq!(found(&after, "whaur's the lollipop zebra").first().map(|(id, _)| id.as_str()), Some("kooth"));
}

#[test]
fn a_service_is_left_out_where_somebody_wants_anything_but_it_and_nowhere_else() {
    for (text, service, expected) in [
        ("i want to talk to someone but not childline", "childline", true),
        ("not childline", "childline", true),
        ("anything but camhs please", "camhs-lanarkshire", true),
        ("i already tried kooth", "kooth", true),
        ("why is there no camhs appointment for months", "camhs-lanarkshire", false),
        ("i like it but kooth is shut", "kooth", false),
        ("turned 18 camhs dropped me", "camhs-lanarkshire", true),
        ("camhs have just discharged me, who does my meds", "camhs-lanarkshire", true),
        ("waiting on camhs for a year", "camhs-lanarkshire", false),
        ("camhs dropped in at our school", "camhs-lanarkshire", false),
        ("they do not shout at me", "shout", false),
    ] {
        let refused = HOUSE.words.refuses(text, &service.into());
        let shown = ids(&HOUSE.words.find(&query(text))).contains(&service);
        assert_eq!((refused, refused && shown), (expected, false), "{text}");
    }
}

/// Services that share a name may each come first for it.
fn owners() -> HashMap<String, Vec<String>> {
    let mut owners: HashMap<String, Vec<String>> = HashMap::new();
    for service in HOUSE.knowledge.services.values() {
        for name in std::iter::once(&service.name).chain(&service.also_known_as) {
            owners.entry(plain(name)).or_default().push(service.id.to_string());
        }
    }
    owners
}

#[test]
fn every_name_and_other_name_puts_its_service_first() {
    let first = |finder: &Finder, text: &str, services: &[String]| {
        let ranking = finder.find(&query(text));
        let first = ids(&ranking).first().map(ToString::to_string).unwrap_or_default();
        assert!(services.contains(&first), "{text:?} gave {first:?} and not one of {services:?}");
        assert_eq!(ranking.confidence, Confidence::Sure, "{text}");
    };
    for (name, services) in owners() {
        first(&HOUSE.words, &name, &services);
        first(&HOUSE.words, &format!("What is {name}?"), &services);
    }
    for service in HOUSE.knowledge.services.values().step_by(7) {
        first(&HOUSE.full, &format!("what is {}", service.name), &[service.id.to_string()]);
    }
}

#[test]
fn a_held_or_ended_service_comes_back_only_by_name_and_says_so() {
    let away = HOUSE.knowledge.services.values().filter(|service| service.state != State::Show);
    for service in away {
        let ranking = find(&service.name);
        assert_eq!(ranking.hits[0].state, service.state, "{}", service.name);
        for question in service.questions.iter().take(3) {
            let query = query(question);
            for hit in HOUSE.full.find(&query).hits.iter().filter(|hit| !hit.named) {
                assert_eq!(hit.state, State::Show, "{question:?} shows {}", hit.service);
            }
        }
    }
}

#[test]
fn an_ordinary_word_that_is_a_name_too_does_not_win() {
    for (text, not) in [
        ("my dad will shout at me if he finds out", "shout"),
        ("i can't calm down before an exam", "calm"),
        ("to be frank i hate my school", "frank"),
        ("he beat me at football", "beat"),
        ("he's always angry with me", "home-energy-scotland"),
        ("how do i get in contact with my brother", "contact-disabled-children"),
    ] {
        let ranking = find(text);
        assert!(ranking.hits.iter().all(|hit| !(hit.named && hit.service.as_str() == not)), "{text}");
    }
}

#[test]
fn a_service_for_another_age_is_left_out_unless_it_is_named() {
    let for_25 = |text: &str| HOUSE.full.find(&Query { age: Some(25), ..query(text) });
    assert!(!ids(&for_25("i look after my mum who is ill")).contains(&"south-lanarkshire-young-carers"));
    assert_eq!(ids(&for_25("south lanarkshire young carers"))[0], "south-lanarkshire-young-carers");
    let crisis = HOUSE.full.find(&Query { age: Some(99), ..query("i want to die") });
    let lines = crisis.hits.iter().filter(|hit| HOUSE.knowledge.service(hit.service.as_str()).unwrap().crisis);
    assert!(lines.count() > 0, "a crisis line is never hidden by an age");
}

#[test]
fn what_does_not_reach_a_place_sinks_and_what_serves_just_it_rises() {
    let at = |place: &str| {
        let query = Query { place: Some(PlaceId::from(place)), ..query("we have no food in the house") };
        HOUSE.full.find(&query)
    };
    assert_eq!(ids(&at("rutherglen"))[0], "rutherglen-cambuslang-foodbank");
    assert_eq!(ids(&at("east-kilbride"))[0], "east-kilbride-foodbanks");
    let glasgow = at("glasgow");
    assert!(!ids(&glasgow)[..3].contains(&"hamilton-foodbank"), "{:?}", ids(&glasgow));
}

#[test]
fn what_no_service_answers_finds_none() {
    for text in ["what is the capital of peru", "write a poem about a hedgehog", "best cheats for minecraft"] {
        assert_ne!(find(text).confidence, Confidence::Sure, "{text}");
    }
}

#[test]
fn a_sample_question_word_for_word_finds_its_service() {
    let mut owners: HashMap<String, Vec<&str>> = HashMap::new();
    let shown = || HOUSE.knowledge.services.values().filter(|service| service.state == State::Show);
    for service in shown() {
        for question in &service.questions {
            owners.entry(plain(question)).or_default().push(service.id.as_str());
        }
    }
    for question in shown().step_by(9).filter_map(|service| service.questions.first()) {
        // Without vectors: it needs none.
        let ranking = HOUSE.words.find(&query(&question.to_uppercase()));
        let first = ids(&ranking)[0];
        let named = ranking.hits[0].named;
        assert!(named || owners[&plain(question)].contains(&first), "{question:?} gave {first}");
        assert_eq!(ranking.confidence, Confidence::Sure, "{question}");
    }
}

#[test]
fn any_text_at_all_can_be_looked_for() {
    for text in ["", " ", "NOT *:* ^5", "help me :(", "a:(^", "\u{202e}\u{0}", "😭😭😭", &"x ".repeat(10_000)] {
        let ranking = find(text);
        assert!(ranking.show <= 3 && ranking.shown().len() <= 3, "{text:.20}");
    }
}

#[test]
fn a_score_can_be_explained() {
    let query = query("am feart ae goin tae school");
    let explained = HOUSE.full.explain(&query).lines().join("\n");
    for part in ["as typed", "in English", "thresholds", "likeness", "questions"] {
        assert!(explained.contains(part), "{part} is missing in\n{explained}");
    }
}

#[test]
fn nothing_that_teaches_airt_stands_in_a_set_that_judges_it() {
    let mut judged: HashMap<String, String> = HashMap::new();
    for file in ["tests/questions/gate.jsonl", "tests/questions/sealed.jsonl"] {
        for line in std::fs::read_to_string(file).unwrap().lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = line["text"].as_str().unwrap();
            let id = line["id"].as_str().unwrap_or_default().to_owned();
            judged.insert(plain(text), id.clone());
            judged.insert(plain(&HOUSE.reader.normal(text)), id);
        }
    }
    judged.remove("");
    let knowledge = &HOUSE.knowledge;
    let questions = knowledge.services.values().flat_map(|service| &service.questions);
    let decoys = knowledge.out_of_scope.kinds.iter().flat_map(|kind| &kind.examples);
    let kept = knowledge.vocabulary.words.iter().flat_map(|word| &word.not_in);
    // By id alone: a sealed line must not be read, not even in a failure.
    let leaks: Vec<&String> = questions.chain(decoys).chain(kept).filter_map(|text| judged.get(&plain(text))).collect();
    assert!(leaks.is_empty(), "these lines are taught as well: {leaks:?}");
}

/// Runs `airt ask` on one message.
fn ask(arguments: &[&str]) -> String {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_airt"))
        .arg("ask")
        .args(arguments)
        .env("AIRT_DATA_DIR", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_answer_is_taken_apart_on_the_command_line() {
    let message = "am 15 an a cannae sleep wi worryin aboot ma exams";
    let text = ask(&["--explain", message]);
    for part in ["who:", "age 15", "outcome:    answered", "thresholds:", "exams", "likeness"] {
        assert!(text.contains(part), "{part} is missing in\n{text}");
    }
    let line: serde_json::Value = serde_json::from_str(&ask(&["--json", "--explain", message])).unwrap();
    let explained = &line["explained"];
    assert_eq!(explained["age"], 15);
    let ranking = &explained["rankings"][0];
    assert_eq!(ranking["raw"], message);
    assert_eq!(ranking["services"][0]["id"], line["services"][0]["id"], "the first explained is the first shown");
    assert!(ranking["services"][0]["matches"][0]["words"].is_string());
}
