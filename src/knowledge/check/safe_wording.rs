//! Safe wording: what guidance on talking about suicide, self-harm and abuse
//! bans from every sentence that a young person may read. A person wrote
//! them all; this finds the day on which somebody forgot.

use std::path::Path;
use std::sync::LazyLock;

use regex::Regex;

use super::super::Knowledge;
use super::findings::Findings;
use super::spot::Spot;

/// What is banned, why, and what to write instead.
const BANNED: [(&str, &str); 9] = [
    (r"commit(?:s|ted|ting)? suicide", "`commit` makes it sound like a crime: write `die by suicide`"),
    (
        r"(?:successful|failed|unsuccessful|completed) (?:suicide|attempt)|attempt(?:ed)? (?:successfully|and failed)",
        "an attempt neither fails nor succeeds: write `tried to end their life`",
    ),
    (r"cry for (?:help|attention)|attention[- ]seek(?:ing|er)", "it belittles: say what somebody may feel"),
    (
        r"\b\d+ ?(?:mg|milligrams?|g|ml|tablets?|pills?|paracetamol)\b|\b(?:fatal|lethal|toxic) (?:dose|amount)",
        "no dose and no amount may stand here",
    ),
    (
        r"\b(?:hang(?:ing|ed)? (?:your|him|her|them)sel\w+|noose|ligature|slit (?:your|their) wrists?|jump(?:ing|ed)? (?:off|from) (?:a|the) (?:bridge|building|roof)|take an overdose of)",
        "no method may be named",
    ),
    (
        r"\b(?:calm down|you should have|why didn'?t you|it'?s your (?:own )?fault|your own fault|don'?t be (?:silly|stupid|dramatic)|man up|snap out of it|get over it|overreact\w*)\b",
        "it blames: leave it out",
    ),
    (
        r"\b(?:nobody|no one) will (?:ever )?(?:know|find out|be told)|\b(?:won'?t|will not|never) tell (?:anyone|anybody|a soul)\b|(?:completely|totally|100 ?%|always|strictly) (?:confidential|secret|private)|we promise|i promise|guaranteed?",
        "nobody can promise secrecy: say when it would be told",
    ),
    (
        r"\byou (?:have|are suffering from|must have|clearly have|probably have) (?:depression|anxiety|an? (?:eating|personality|mental)|anorexia|bulimia|ptsd|ocd|adhd|psychosis|schizophrenia)\b",
        "no diagnosis may be made",
    ),
    (
        r"\b(?:committed|commits) self[- ]harm|\bself[- ]harmer|\ban? (?:anorexic|addict|junkie|schizophrenic)\b",
        "it makes the person the problem: say `a person who ...`",
    ),
];

static RULES: LazyLock<Vec<(Regex, &str)>> = LazyLock::new(|| {
    let compile =
        |&(pattern, why): &(&str, &'static str)| Regex::new(&format!("(?i){pattern}")).ok().map(|rule| (rule, why));
    BANNED.iter().filter_map(compile).collect()
});

/// What a sentence says that it must not, each with the reason.
pub fn unsafe_wording(sentence: &str) -> Vec<(String, &'static str)> {
    RULES.iter().filter_map(|(rule, why)| rule.find(sentence).map(|found| (found.as_str().to_owned(), *why))).collect()
}

pub(super) fn check(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    for service in knowledge.services.values() {
        let file = super::file_of(&service.id);
        let said = [
            ("summary", Some(service.summary.as_str())),
            ("what_to_expect", service.what_to_expect.as_deref()),
            ("words_to_say", service.words_to_say.as_deref()),
        ];
        for (key, text) in said {
            sentence(text, &file, &Spot::at(key), findings);
        }
        sentence(service.who.note.as_deref(), &file, &Spot::at("who").key("note"), findings);
        let access = Spot::at("access");
        sentence(service.access.confidential.as_deref(), &file, &access.clone().key("confidential"), findings);
        sentence(service.access.bring_someone.as_deref(), &file, &access.key("bring_someone"), findings);
        for (nth, contact) in service.contacts.iter().enumerate() {
            sentence(contact.note.as_deref(), &file, &Spot::at("contact").nth(nth).key("note"), findings);
        }
    }
    for concern in &knowledge.concerns {
        let file = Path::new("safety").join(format!("{}.toml", concern.id));
        sentence(Some(&concern.reply), &file, &Spot::at("reply"), findings);
        sentence(concern.reply_for_friend.as_deref(), &file, &Spot::at("reply_for_friend"), findings);
        sentence(concern.reply_for_carer.as_deref(), &file, &Spot::at("reply_for_carer"), findings);
    }
}

fn sentence(text: Option<&str>, file: &Path, spot: &Spot, findings: &mut Findings<'_>) {
    for (said, why) in text.map(unsafe_wording).unwrap_or_default() {
        findings.error(file, spot, format!("{said:?} is not safe to say: {why}"), "Say it another way.");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_unsafe_wording_is_found() {
        assert_eq!(RULES.len(), BANNED.len(), "a rule cannot be read");
        for said in [
            "He committed suicide",
            "after a failed attempt",
            "It is a cry for help",
            "more than 10 tablets",
            "a lethal dose",
            "jumped off the bridge",
            "Please calm down",
            "It's your own fault",
            "Nobody will ever know",
            "It is completely confidential",
            "We won't tell anyone",
            "You have depression",
            "a self-harmer",
        ] {
            assert!(!unsafe_wording(said).is_empty(), "{said}");
        }
    }

    #[test]
    fn what_good_records_say_is_safe() {
        for said in [
            "They keep it private unless you or someone else is in serious danger.",
            "Talk about suicide with someone who listens.",
            "Help if you self-harm.",
            "You have the right to be heard.",
            "It's not your fault.",
            "If you took an overdose, call 999.",
        ] {
            assert_eq!(unsafe_wording(said), [], "{said}");
        }
    }
}
