//! Each mistake that can be made in a file is found, and named with its line.

use airt::knowledge::{self, Problem};

use crate::{date, root};

const SERVICE: &str = r#"name = "Good Help"
also_known_as = ["GH"]
provider = "A charity"
state = "show"
summary = "People who listen to you."
what_to_expect = "You ring. Someone talks with you."
topics = ["talk"]
instead = []
videos = [{ title = "A film", url = "https://example.org/film" }]
questions = [
  "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
  "twenty",
]

[who]
audience = ["young-person"]
min_age = 10
max_age = 18
areas = ["town"]

[access]
how = "self"

[[contact]]
kind = "phone"
value = "0131 496 0123"
hours = "Mo-Fr 09:00-17:00"
source = "A list"
checked = 2026-11-01

[[contact]]
kind = "website"
value = "https://example.org"
source = "A list"
checked = 2026-11-01
"#;

const ENDED: &str = r#"name = "Old Help"
state = "ended"
summary = "This has ended."
instead = ["good"]
questions = ["a", "b", "c", "d", "e", "f", "g", "h"]

[who]
audience = ["parent-carer"]
areas = ["land"]

[access]
how = "self"
"#;

const TOPICS: &str = r#"[[topic]]
id = "talk"
title = "Talk"
order = 1

[[topic]]
id = "money"
title = "Money"
order = 2
"#;

const PLACES: &str = r#"[[place]]
id = "land"
name = "Land"

[[place]]
id = "town"
name = "Town"
within = "land"
"#;

const WORDS: &str = r#"[[word]]
say = "skint"
mean = ["no money"]
register = "slang"
not_in = ["skint knees"]
"#;

const NUMBERS: &str = r#"[[number]]
number = "999"
what = "Emergency"
source = "A list"

[[refused]]
number = "0808 157 0999"
what = "withdrawn"
source = "A list"

[[refused]]
number = "old@example.org"
what = "somebody's own address"
source = "A list"
"#;

const CONCERN: &str = r#"reviewed = 2026-11-01
reply = "I'm sorry."

[[contacts]]
ages = "any"
show = ["good"]
"#;

const HOLIDAYS: &str = "[[holiday]]\ndate = 2027-12-27\nname = \"A holiday\"\nsource = \"A law\"\n";

/// A small knowledge base without a fault, in which one text is replaced.
fn base(file: &str, from: &str, to: &str) -> Vec<Problem> {
    let folder = tempfile::tempdir().unwrap();
    // Lists that these tests say nothing about are the ones that ship.
    for entry in std::fs::read_dir(root().join("knowledge-base")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let files = [
        ("services/good.toml", SERVICE),
        ("services/old.toml", ENDED),
        ("topics.toml", TOPICS),
        ("places.toml", PLACES),
        ("vocabulary.toml", WORDS),
        ("short-numbers.toml", NUMBERS),
        ("safety/worry.toml", CONCERN),
        ("holidays.toml", HOLIDAYS),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        assert!(name != file || text.contains(from), "{file} has no {from:?}");
        let text = if name == file { text.replacen(from, to, 1) } else { text.to_owned() };
        std::fs::write(path, text).unwrap();
    }
    let mut loaded = knowledge::load(folder.path()).with_holidays(&folder.path().join("holidays.toml"));
    let mut problems = std::mem::take(&mut loaded.problems);
    problems.extend(knowledge::check(&loaded, date("2026-11-22")));
    problems
}

/// Replacing `from` by `to` in `file` is found, there and only there.
fn check(file: &str, from: &str, to: &str, expected: &str) {
    let problems = base(file, from, to);
    let [problem] = problems.as_slice() else { panic!("{to:?} should be one problem and not {problems:#?}") };
    let said = problem.to_string();
    assert!(said.starts_with(expected), "{to:?} is said to be:\n{said}\nand not\n{expected}");
}

#[test]
fn a_base_without_a_fault_has_no_problems() {
    assert_eq!(base("topics.toml", "Talk", "Talk"), []);
}

#[test]
fn names_that_lead_nowhere_are_errors() {
    let good = "services/good.toml";
    check(good, "[\"talk\"]", "[\"talk\", \"tlak\"]", "error: services/good.toml:7: there is no topic `tlak`");
    check(good, "[\"town\"]", "[\"twon\"]", "error: services/good.toml:20: there is no place `twon`");
    check("services/old.toml", "[\"good\"]", "[\"gone\"]", "error: services/old.toml:4: there is no service `gone`");
    check("services/old.toml", "[\"good\"]", "[\"old\"]", "error: services/old.toml:4: a service cannot stand in");
    check(good, "instead = []", "instead = [\"old\"]", "error: services/good.toml:8: `old` is not shown");
    check("safety/worry.toml", "[\"good\"]", "[\"old\"]", "error: safety/worry.toml:6: `old` is not shown");
    check("places.toml", "within = \"land\"", "within = \"lnd\"", "error: places.toml:8: there is no place `lnd`");
}

#[test]
fn numbers_that_cannot_be_reached_are_errors() {
    let good = "services/good.toml";
    let number = "0131 496 0123";
    check(good, number, "07700 900123", "error: services/good.toml:27: \"07700 900123\" is not a number");
    check(good, number, "0131 496 012", "error: services/good.toml:27: \"0131 496 012\" is not a number");
    check(good, number, "+1 212 555 0100", "error: services/good.toml:27: \"+1 212 555 0100\" is not a number");
    check(good, number, "0131 496 O123", "error: services/good.toml:27: \"0131 496 O123\" is not a number");
    check(good, number, "99999", "error: services/good.toml:27: \"99999\" is not a number");
    check(good, number, "131 496 0123", "error: services/good.toml:27: \"131 496 0123\" is not a number");
    for dear in ["0906 123 4567", "0870 123 4567", "118 500", "+44 844 123 4567"] {
        check(good, number, dear, &format!("error: services/good.toml:27: {dear:?} costs more than an ordinary call"));
    }
    check(good, number, "0808 157 0999", "error: services/good.toml:27: 0808 157 0999 must not be given to anybody");
    check(good, "Someone talks", "Ring 0131 496 0777 to", "error: services/good.toml:6: the number 0131 496 0777");
    assert_eq!(base(good, number, "999"), []);
}

#[test]
fn refused_numbers_are_found_in_any_file_and_any_spelling() {
    let place = "# Not 08081570999\n[[place]]";
    check("places.toml", "[[place]]", place, "error: places.toml:1: 0808 157 0999 must not be given to anybody");
    let reply = "Ring +44 808 157 0999.";
    check("safety/worry.toml", "I'm sorry.", reply, "error: safety/worry.toml:2: 0808 157 0999 must not be given");
    let source = "Old@Example.org";
    check("services/good.toml", "A list", source, "error: services/good.toml:29: old@example.org must not be given");
}

#[test]
fn links_that_cannot_be_opened_safely_are_errors() {
    let link = "\"https://example.org\"";
    for wrong in ["http://example.org", "example.org", "https://", "https://localhost", "https://a:b@example.org"] {
        let expected = format!("error: services/good.toml:34: the link {wrong:?}");
        check("services/good.toml", link, &format!("{wrong:?}"), &expected);
    }
    let film = "https://example.org/film";
    check("services/good.toml", film, "ftp://example.org", "error: services/good.toml:9: the link \"ftp");
}

#[test]
fn what_would_leave_somebody_standing_is_an_error() {
    let good = "services/good.toml";
    check(good, "topics = [\"talk\"]", "topics = []", "error: services/good.toml:7: no topic leads to this service");
    check(good, "min_age = 10", "min_age = 19", "error: services/good.toml:18: the youngest age is above the oldest");
    check(good, "[\"young-person\"]", "[]", "error: services/good.toml:17: nobody is named whom it serves");
    check(good, "A list", " ", "error: services/good.toml:29: this is empty");
    check(good, "A charity", "A\\tcharity", "error: services/good.toml:3: this holds a line break");
    check(good, "Mo-Fr 09:00-17:00", "Mo-Fr nine to five", "error: services/good.toml:28: the opening hours");
    let dates = "visible_from = 2026-12-02\nvisible_to = 2026-12-01\ntopics";
    check(good, "topics", dates, "error: services/good.toml:7: it stops being visible before it starts");
    check("services/old.toml", "[\"good\"]", "[]", "error: services/old.toml:2: nothing is offered in its place");
}

#[test]
fn a_shown_service_needs_a_route_or_somebody_to_ask() {
    let held = SERVICE.replace("source = \"A list\"", "source = \"A list\"\nhold = \"Ring it.\"");
    let expected = "error: services/good.toml:4: young people see this service but have no way to reach it";
    check("services/good.toml", SERVICE, &held, expected);
    let asked = held.replace("how = \"self\"", "how = \"ask\"\nask = [\"a teacher\"]");
    check("services/good.toml", SERVICE, &asked, "warning: services/good.toml:23: it gives no words to ask with");
}

#[test]
fn lists_hold_every_entry_once() {
    check("topics.toml", "\"money\"", "\"talk\"", "error: topics.toml:7: two topics have this id");
    check("topics.toml", "order = 2", "order = 1", "error: topics.toml:9: two topics have this order");
    let twice = "within = \"land\"\n\n[[place]]\nid = \"town\"\nname = \"Town\"";
    check("places.toml", "within = \"land\"", twice, "error: places.toml:11: two places have this id");
    let circle = "name = \"Land\"\nwithin = \"town\"";
    assert_eq!(
        base("places.toml", "name = \"Land\"", circle).len(),
        2,
        "both places of a circle lie within themselves"
    );
    check("topics.toml", TOPICS, "", "error: topics.toml: there are no topics");
    check("vocabulary.toml", "skint knees", "sore knees", "error: vocabulary.toml:5: the phrase \"sore knees\"");
    check("vocabulary.toml", "[\"no money\"]", "[]", "error: vocabulary.toml:1: the entry is not complete");
}

#[test]
fn a_number_that_belongs_to_others_is_a_warning_where_another_service_gives_it() {
    let shared =
        format!("[[shared]]\nnumber = \"0131 496 0123\"\nwhy = \"One line.\"\nservices = [\"old\"]\n\n{NUMBERS}");
    check("short-numbers.toml", NUMBERS, &shared, "warning: services/good.toml:27: 0131 496 0123 stands at old too");
    let right = shared.replace("[\"old\"]", "[\"old\", \"good\"]");
    assert_eq!(base("short-numbers.toml", NUMBERS, &right), []);
}

#[test]
fn a_service_whose_only_route_is_held_back_falls_due_all_the_same() {
    let held = SERVICE.replace("checked = 2026-11-01", "checked = 2026-05-26\nhold = \"Nobody answers.\"");
    let said: Vec<String> = base("services/good.toml", SERVICE, &held).iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|one| one.contains("its review was due on 2026-11-22")), "{said:#?}");
}

#[test]
fn reviews_are_warnings_and_crisis_lines_are_due_sooner() {
    let good = "services/good.toml";
    let checked = "checked = 2026-11-01";
    let crisis = |on: &str| SERVICE.replace("state", "crisis = true\nstate").replacen("2026-11-01", on, 1);
    check(good, checked, "checked = 2026-05-26", "warning: services/good.toml:30: its review was due on 2026-11-22");
    assert_eq!(base(good, checked, "checked = 2026-05-27"), []);
    check(good, SERVICE, &crisis("2026-08-24"), "warning: services/good.toml:31: its review was due on 2026-11-22");
    check(good, SERVICE, &crisis("2026-09-08"), "warning: services/good.toml:31: its review is due on 2026-12-07");
    assert_eq!(base(good, SERVICE, &crisis("2026-09-09")), []);
    check(good, checked, "checked = 2027-11-01", "warning: services/good.toml:30: the date 2027-11-01 lies ahead");
    let safety = "reviewed = 2026-08-01";
    check("safety/worry.toml", "reviewed = 2026-11-01", safety, "warning: safety/worry.toml:1: its review was due");
    check("holidays.toml", "2027-12-27", "2027-05-21", "warning: holidays.toml: the bank holidays end with 2027-05-21");
}

#[test]
fn questions_are_enough_and_no_two_alike_in_a_file() {
    let good = "services/good.toml";
    check(good, "  \"twenty\",\n", "", "warning: services/good.toml:10: 19 sample questions are too few");
    check(
        good,
        "\"twenty\"",
        "\"One!\"",
        "warning: services/good.toml:13: the question \"One!\" stands at services/good",
    );
}

#[test]
fn one_name_leads_to_one_service() {
    let twice = "name = \"Old Help\"\nalso_known_as = [\"old\", \"g.h.\"]";
    let expected = "warning: services/old.toml:2: the name \"g.h.\" stands at services/good.toml:2 too";
    check("services/old.toml", "name = \"Old Help\"", twice, expected);
}

#[test]
fn hard_words_are_a_warning() {
    let hard = "Practitioners facilitate appropriate multi-agency interventions.";
    let expected = "warning: services/good.toml:5: the summary and what to expect need a reading age";
    check("services/good.toml", "People who listen to you.", hard, expected);
}

#[test]
fn two_services_with_one_number_are_a_warning_until_somebody_says_why() {
    let contact = "how = \"self\"\n\n[[contact]]\nkind = \"phone\"\nvalue = \"01314960123\"\nsource = \"A\"\nchecked = 2026-11-01";
    let said: Vec<String> =
        base("services/old.toml", "how = \"self\"", contact).iter().map(ToString::to_string).collect();
    let [one, other] = said.as_slice() else { panic!("each of the two is to be told, and not {said:#?}") };
    assert!(
        one.starts_with("warning: services/good.toml:27: 0131 496 0123 stands at services/old.toml:16 too"),
        "{one}"
    );
    assert!(
        other.starts_with("warning: services/old.toml:16: 01314960123 stands at services/good.toml:27 too"),
        "{other}"
    );
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_its_line() {
    check("topics.toml", "order = 2", "ordre = 2", "error: topics.toml:9: unknown field `ordre`");
}
