//! Which service a message names or points at: "kooth, is it free", "the
//! second one", "that drugs one".

use crate::knowledge::{Knowledge, ServiceId};
use crate::understanding::plain;

/// Every name of every record in plain form, longest first, so that "Beat
/// Scotland" is not read as "Beat".
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<(String, ServiceId)>,
}

/// Names that are ordinary words too: alone they name a service only where
/// nothing else is said ("is shout free", but not "they shout at me").
const ORDINARY: &[&str] = &[
    "calm",
    "shout",
    "frank",
    "beat",
    "brook",
    "contact",
    "aspire",
    "the beacons",
    "galop",
    "acas",
    "goals",
    "fearless",
    "regen",
    "covey",
    "enquire",
    "reach",
    "landed",
    "childline",
    "advocacy",
];

impl Names {
    pub(super) fn new(knowledge: &Knowledge) -> Self {
        let mut names: Vec<(String, ServiceId)> = knowledge
            .services
            .values()
            .flat_map(|service| {
                std::iter::once(&service.name)
                    .chain(&service.also_known_as)
                    .map(|name| (plain(name), service.id.clone()))
            })
            .filter(|(name, _)| name.chars().count() >= 3)
            .collect();
        names.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        Self { names }
    }

    /// The service that a question about one fact names. `text` is the plain
    /// form, `rest` what it says besides the question.
    pub(super) fn named(&self, text: &str, rest: &[String]) -> Option<&ServiceId> {
        let padded = format!(" {text} ");
        let rest = rest.join(" ");
        self.names
            .iter()
            .find(|(name, _)| {
                padded.contains(&format!(" {name} ")) && (!ORDINARY.contains(&name.as_str()) || rest == *name)
            })
            .map(|(_, id)| id)
    }

    /// Whether these words are nothing but the name of the service.
    pub(super) fn is_only_name(&self, rest: &[String], id: &ServiceId) -> bool {
        let padded = format!(" {} ", rest.join(" "));
        self.names.iter().filter(|(_, other)| other == id).any(|(name, _)| {
            padded.replace(&format!(" {name} "), " ").trim().split(' ').filter(|word| !word.is_empty()).count() <= 1
        })
    }
}

/// The places in a list that a message points at.
pub(super) fn position(text: &str, count: usize) -> Option<usize> {
    let has = |words: &[&str]| words.iter().any(|word| format!(" {text} ").contains(&format!(" {word} ")));
    let wanted = if has(&["first", "1st", "first one", "number 1", "number one", "top one"]) {
        0
    } else if has(&["second", "2nd", "second one", "number 2", "number two", "middle one"]) {
        1
    } else if has(&["third", "3rd", "third one", "number 3", "number three"]) {
        2
    } else if has(&["last one", "the last", "bottom one"]) {
        count.checked_sub(1)?
    } else {
        return None;
    };
    (wanted < count).then_some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_the_list_is_understood() {
        for (text, count, expected) in [
            ("the second one", 3, Some(1)),
            ("is the first one free", 3, Some(0)),
            ("the last one", 2, Some(1)),
            ("the third one", 2, None),
            ("is it free", 3, None),
        ] {
            assert_eq!(position(text, count), expected, "{text}");
        }
    }
}
