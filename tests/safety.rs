//! What is promised of screening: no trick of spelling hides a cry for help,
//! nothing said elsewhere in a message silences it, and whoever is shown is
//! right for the age.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so loudly"
)]

#[path = "safety/replies.rs"]
mod replies;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use airt::config::{Config, Environment};
use airt::conversation::{Airt, Channel, Message, Outcome, Reply, Session};
use airt::knowledge::{self, ConcernFile, Knowledge, Level};
use airt::safety::{Concern, Screen};
use airt::understanding::Readings;
use chrono::{DateTime, Utc};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| knowledge::load(Path::new("knowledge-base")).knowledge);
/// As it is shipped: [`every_file_proves_itself_by_its_own_examples`] is about the proof.
static SCREEN: LazyLock<Screen> = LazyLock::new(|| {
    let readings = Readings::open(Path::new("models"), Path::new(env!("CARGO_TARGET_TMPDIR")));
    Screen::new(&KNOWLEDGE, &readings).0
});

/// Settings whose models folder holds no encoder: the rules stand alone.
static AIRT: LazyLock<Airt> = LazyLock::new(|| {
    let environment = Environment::of(&[("AIRT_PATHS_MODELS", "tests/support/no-encoder")]);
    let config = Config::parse(Path::new("airt.toml"), "", &environment).unwrap();
    airt::app::build(&config, now()).unwrap().0
});

fn now() -> DateTime<Utc> {
    "2026-11-22T21:00:00Z".parse().unwrap()
}

fn raised(text: &str) -> Vec<Concern> {
    SCREEN.screen_by_rules(text)
}

fn is_raised(text: &str, concern: &str) -> bool {
    raised(text).iter().any(|raised| raised.id == concern)
}

fn reply_at(age: Option<u8>, text: &str) -> Reply {
    let mut session = Session::new("test", now());
    session.age = age;
    AIRT.reply(session, &Message::text(Channel::Web, text), now()).reply
}

fn shown(reply: &Reply) -> Vec<&str> {
    reply.services.iter().map(|shown| shown.id.as_str()).collect()
}

#[test]
fn every_file_proves_itself_by_its_own_examples() {
    let (_, problems) = Screen::new(&KNOWLEDGE, &Readings::default());
    assert!(problems.is_empty(), "{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_file_has_forty_examples_of_each_kind() {
    for concern in &KNOWLEDGE.concerns {
        let (alarm, near_miss) = (concern.examples.alarm.len(), concern.examples.near_miss.len());
        assert!(alarm >= 40 && near_miss >= 40, "{}: {alarm} and {near_miss}", concern.id);
    }
}

#[test]
fn a_file_that_fails_its_own_example_is_named_with_the_line() {
    let mut knowledge = KNOWLEDGE.clone();
    let text = "reviewed = 2026-11-22\nreply = \"x\"\n[[rule]]\npattern = 'help'\nlevel = \"urgent\"\n[examples]\nalarm = [\"help\",\n\"never heard\"]\nnear_miss = [\"help yourself\"]\n";
    let mut file: ConcernFile = toml::from_str(text).unwrap();
    file.id = "odd".into();
    file.text = text.into();
    knowledge.concerns = vec![file];
    let folder = tempfile::tempdir().unwrap();
    // At the second start it is known that it failed, and still it is said why.
    for _ in 0..2 {
        let readings = Readings::open(folder.path(), folder.path());
        let problems = Screen::new(&knowledge, &readings).1;
        readings.close();
        assert_eq!(problems.iter().map(|problem| problem.line).collect::<Vec<_>>(), [Some(8), Some(9)], "{problems:?}");
    }
}

#[test]
fn tricks_of_spelling_do_not_hide_it() {
    for text in [
        "I want to kill myself",
        "i w4nt 2 k1ll mys3lf",
        "k i l l  m y s e l f",
        "k.i.l.l m.y.s.e.l.f",
        "kіll mуself",
        "ｋｉｌｌ ｍｙｓｅｌｆ",
        "ki\u{200b}ll my\u{200d}self",
        "KIIIILL MYSEEELF",
        "k*ll myself",
        "kil myslef",
        "a'm gonnae kill masel",
        "kms fr",
        "unalive myself",
    ] {
        assert!(is_raised(text, "suicide"), "{text} is read as {:?}", SCREEN.normalise(text));
    }
}

#[test]
fn it_is_heard_at_the_end_of_ten_thousand_characters() {
    let chatter = "this maths test is killing me lol, I nearly killed myself laughing at that film. ".repeat(125);
    let text = format!("{chatter} anyway i want to kill myself");
    assert!(text.chars().count() > 10_000);
    assert!(is_raised(&text, "suicide"));
}

#[test]
fn words_run_together_are_taken_apart() {
    for (text, concern) in [("IWANTTOKILLMYSELF", "suicide"), ("pls iwanttokillmyself", "suicide")] {
        assert!(is_raised(text, concern), "{text} is read as {:?}", SCREEN.normalise(text));
    }
    for word in ["nevertheless", "supercalifragilistic", "uddingstongrammar"] {
        assert!(raised(word).is_empty(), "{word} is read as {:?}", SCREEN.normalise(word));
    }
}

#[test]
fn school_work_and_games_do_not_excuse_what_stands_beside_them() {
    for text in ["i failed my exam and i want to die", "after my english exam i want to kill myself", "my boss hits me"]
    {
        assert!(raised(text).iter().any(|raised| raised.level == Level::Urgent), "{text}");
    }
}

/// Several messages in one conversation, so many seconds apart; the outcome of the last.
fn last_of(messages: &[&str], seconds: i64) -> Reply {
    let mut session = Session::new("test", now());
    let mut reply = None;
    for (at, text) in messages.iter().enumerate() {
        let moment = now() + chrono::Duration::seconds(seconds * i64::try_from(at).unwrap());
        let turn = AIRT.reply(session, &Message::text(Channel::Web, *text), moment);
        session = turn.session;
        reply = Some(turn.reply);
    }
    reply.unwrap()
}

#[test]
fn it_is_heard_in_every_state_of_a_conversation() {
    let said = "i want to kill myself";
    let mut flood = vec!["where can i play football"; 50];
    flood.push(said);
    for (state, before, seconds) in [
        ("the last of a burst", vec!["hiya", "so", "where can i play football", said], 1),
        ("after an answer", vec!["where can i play football", "how much is it", said], 60),
        ("where a place was asked for", vec!["youth club near me", said], 60),
        ("after a crisis reply", vec!["my dad hits me", "no", said], 60),
        ("after thanks", vec!["thanks", "bye", said], 60),
        ("the last of fifty", flood, 1),
    ] {
        assert_eq!(last_of(&before, seconds).outcome, Outcome::Urgent, "{state}");
    }
}

#[test]
fn the_safe_word_works_in_every_state_of_a_conversation() {
    for before in [
        vec!["HELP NOW"],
        vec!["youth club near me", "help now"],
        vec!["my dad hits me", "no", "Help Now"],
        vec!["where can i play football", "how much is it", "help now!"],
        vec!["help now", "help now"],
    ] {
        let reply = last_of(&before, 1);
        assert_eq!(reply.outcome, Outcome::Urgent, "{before:?}");
        assert!(shown(&reply).contains(&"emergency-999"), "{before:?}");
    }
}

#[test]
fn the_name_of_a_service_is_no_cry_for_help() {
    for text in [
        "what is rape crisis",
        "suicide prevention",
        "harmless",
        "revenge porn helpline",
        "self harm network",
        "womens aid",
    ] {
        assert!(raised(text).iter().all(|raised| raised.level == Level::CheckIn), "{text}: {:?}", raised(text));
    }
}

#[test]
fn ordinary_needs_raise_nothing() {
    for text in [
        "i need somewhere to live",
        "i feel really anxious all the time",
        "who can speak up for me at my hearing",
        "help getting a job",
        "i look after my mum",
        "my boss won't pay me",
    ] {
        assert_eq!(raised(text), [], "{text}");
    }
}

#[test]
fn a_harmless_remark_beside_it_does_not_silence_it() {
    for text in [
        "the exam is killing me. i want to kill myself",
        "i love minecraft. i took all my tablets",
        "good film last night. my friend wants to kill herself",
    ] {
        assert!(raised(text).iter().any(|raised| raised.level == Level::Urgent), "{text}");
    }
}

#[test]
fn it_is_heard_in_the_languages_spoken_here() {
    for text in
        ["chcę umrzeć", "vreau să mor", "хочу вмерти", "أريد أن أموت", "میں خودکشی کرنا چاہتا ہوں", "ਖੁਦਕੁਸ਼ੀ", "我想死"]
    {
        assert!(!raised(text).is_empty(), "{text} is read as {:?}", SCREEN.normalise(text));
    }
}

#[test]
fn ordinary_messages_stay_ordinary() {
    let ordinary = &KNOWLEDGE.safety_words.ordinary;
    let alarmed: Vec<&String> = ordinary.iter().filter(|text| is_urgent(text)).collect();
    assert!(alarmed.len() <= ordinary.len() / 100, "{} of {}: {alarmed:#?}", alarmed.len(), ordinary.len());
}

/// Nobody can hide a line there that no rule misreads.
#[test]
fn what_is_listed_as_misread_is_misread() {
    let well: Vec<&String> = KNOWLEDGE.safety_words.misread.iter().filter(|text| !is_urgent(text)).collect();
    assert!(well.is_empty(), "no rule misreads these any more, they belong to `ordinary`: {well:#?}");
}

fn is_urgent(text: &str) -> bool {
    raised(text).iter().any(|concern| concern.level == Level::Urgent)
}

#[test]
fn the_safe_word_works_in_any_case() {
    for text in ["help now", "HELP NOW", "Help now!"] {
        let reply = reply_at(None, text);
        assert_eq!(reply.outcome, Outcome::Urgent, "{text}");
        assert!(shown(&reply).contains(&"emergency-999"));
    }
}

#[test]
fn the_crisis_contacts_outlive_everything_else() {
    let text = airt::conversation::last_resort().text();
    assert!(text.contains("999") && text.contains("116 123"), "{text}");
}

#[test]
fn every_sentence_is_safe_to_say() {
    let sentences = std::fs::read_to_string("config/messages/en-GB.ftl").unwrap();
    for line in sentences.lines().filter(|line| !line.starts_with('#')) {
        assert_eq!(knowledge::unsafe_wording(line), [], "{line}");
    }
    for concern in &KNOWLEDGE.concerns {
        let helpers = [concern.reply_for_friend.as_ref(), concern.reply_for_carer.as_ref()];
        for sentence in [Some(&concern.reply)].into_iter().chain(helpers).flatten() {
            assert_eq!(knowledge::unsafe_wording(sentence), [], "{}: {sentence}", concern.id);
        }
    }
}

#[test]
fn every_contact_of_a_concern_is_on_file() {
    for concern in &KNOWLEDGE.concerns {
        for id in concern.contacts.iter().flat_map(|contacts| contacts.show.iter().chain(&contacts.more)) {
            assert!(KNOWLEDGE.service(id.as_str()).is_some(), "{}: {id}", concern.id);
        }
    }
}

#[test]
fn no_example_stands_in_a_measuring_set() {
    let plain = |text: &str| SCREEN.normalise(text);
    let examples: BTreeSet<String> = KNOWLEDGE
        .concerns
        .iter()
        .flat_map(|concern| {
            [
                &concern.examples.alarm,
                &concern.examples.near_miss,
                &concern.examples.similar,
                &concern.examples.check_in,
            ]
        })
        .flatten()
        .chain(&KNOWLEDGE.safety_words.ordinary)
        .chain(&KNOWLEDGE.safety_words.misread)
        .map(|text| plain(text))
        .collect();
    for set in ["gate", "sealed"] {
        let lines = std::fs::read_to_string(format!("tests/safety/{set}.jsonl")).unwrap();
        for line in lines.lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            // Neither the line nor the example is printed: a sealed set stays sealed.
            assert!(!examples.contains(&plain(line["text"].as_str().unwrap())), "{set}: {}", line["id"]);
        }
    }
}

#[test]
fn the_crisis_page_says_what_the_data_says() {
    let wording = airt::wording::Wording::built_in();
    let page = airt::conversation::crisis_page(&KNOWLEDGE, &wording);
    let shipped = std::fs::read_to_string("docs/crisis.html").unwrap();
    assert_eq!(page, shipped, "make it again: airt crisis-page > docs/crisis.html");
    assert!(!page.contains("<script") && !page.contains("src="), "the page must ask nobody for anything");
}

#[test]
fn every_hazard_names_tests_that_exist() {
    let log = std::fs::read_to_string("docs/hazard-log.md").unwrap();
    let sources: String = rust_files(Path::new("src"))
        .into_iter()
        .chain(rust_files(Path::new("tests")))
        .map(|file| std::fs::read_to_string(file).unwrap())
        .collect();
    let hazards: Vec<&str> = log.lines().filter(|line| line.starts_with("| H")).collect();
    assert!(hazards.len() >= 12, "only {} hazards", hazards.len());
    for hazard in hazards {
        let tests: Vec<&str> = hazard.split('`').skip(1).step_by(2).collect();
        assert!(!tests.is_empty(), "no test: {hazard}");
        for test in tests {
            assert!(sources.contains(&format!("fn {test}(")), "there is no test `{test}`: {hazard}");
        }
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}
