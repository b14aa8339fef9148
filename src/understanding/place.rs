//! Where somebody is, where the message says it.
//!
//! Half the villages of Lanarkshire are also words, surnames or parts of a
//! service's name, so a name alone is believed only where it cannot be
//! anything else.

use std::collections::HashMap;

use super::plain;
use crate::knowledge::{PlaceId, Places};

/// Names that are words or people's names too: believed only where somebody
/// says that they live there, or says nothing else.
const ALSO_WORDS: [&str; 14] = [
    "law",
    "forth",
    "halfway",
    "quarter",
    "newton",
    "douglas",
    "crawford",
    "gow",
    "stra",
    "cambo",
    "blackwood",
    "larky",
    "westwood",
    "uddy",
];

/// Words that a person's or an organisation's name puts beside a place's.
const NAME_BEFORE: [&str; 8] = ["lewis", "linda", "nhs", "cares", "college", "police", "of", "citizens"];
const NAME_AFTER: [&str; 8] = ["college", "council", "musical", "carers", "uni", "university", "accies", "women's"];

#[derive(Debug)]
struct Name {
    words: Vec<String>,
    place: PlaceId,
    /// Must be said to be home.
    doubtful: bool,
    /// How many places it lies in: "Larkhall" tells more than "Scotland".
    depth: usize,
}

/// Finds the names of places.
#[derive(Debug)]
pub(super) struct PlaceFinder {
    /// By first word.
    names: HashMap<String, Vec<Name>>,
}

impl PlaceFinder {
    pub(super) fn new(places: &Places) -> Self {
        let mut names: HashMap<String, Vec<Name>> = HashMap::new();
        for place in &places.places {
            let depth = places.path(place.id.as_str()).len();
            let said = std::iter::once(&place.name).chain(&place.also_known_as).chain(&place.postcodes);
            for name in said.map(|name| plain(name)) {
                let words: Vec<String> = name.split(' ').map(str::to_owned).collect();
                let broad = depth <= 3;
                let doubtful = place.outside || broad || ALSO_WORDS.contains(&name.as_str());
                if let Some(first) = words.first().filter(|first| !first.is_empty()) {
                    let entry = Name { words: words.clone(), place: place.id.clone(), doubtful, depth };
                    names.entry(first.clone()).or_default().push(entry);
                }
            }
        }
        for same_start in names.values_mut() {
            same_start.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
        }
        Self { names }
    }

    /// The place that a message names: home before any other, the narrower
    /// before the wider, the first before the next.
    pub(super) fn find(&self, text: &str) -> Option<PlaceId> {
        let plain = split_postcodes(&plain(text));
        let words: Vec<&str> = plain.split(' ').collect();
        let mut best: Option<(usize, &Name)> = None;
        for start in 0..words.len() {
            let (before, here) = words.split_at(start);
            let Some(name) = self.at(here) else { continue };
            let alone = name.words.len() == words.len();
            let after = here.get(name.words.len()).copied();
            let home = alone || says_home(before) || (after.is_none() && says_there(before));
            if !home && (name.doubtful || is_part_of_a_name(before.last().copied(), after)) {
                continue;
            }
            let worth = name.depth + if home { 100 } else { 0 };
            if best.is_none_or(|(most, _)| most < worth) {
                best = Some((worth, name));
            }
        }
        best.map(|(_, name)| name.place.clone())
    }

    fn at(&self, words: &[&str]) -> Option<&Name> {
        let matches = |name: &&Name| {
            name.words.len() <= words.len() && name.words.iter().zip(words).all(|(wanted, word)| wanted == word)
        };
        self.names.get(*words.first()?)?.iter().find(matches)
    }
}

/// "ml 9" and "ml91ab" are "ml9", as people leave the space where they like.
fn split_postcodes(plain: &str) -> String {
    static FULL: std::sync::LazyLock<regex::Regex> =
        std::sync::LazyLock::new(|| super::pattern::pattern(r"\b(ml|eh|pa|ka|g) ?(\d{1,2}?)( ?\d[a-z]{2})?\b"));
    FULL.replace_all(plain, "$1$2 ").trim_end().to_owned()
}

/// "i live in", "we stay just outside", "am fae", "moved to".
fn says_home(before: &[&str]) -> bool {
    let near: Vec<&str> = before.iter().rev().take(5).copied().collect();
    let Some(last) = near.first() else { return false };
    match *last {
        "from" | "fae" => true,
        "in" | "near" | "outside" | "at" | "to" | "up" | "o" | "doon" | "oot" => near.iter().skip(1).any(|word| {
            matches!(
                *word,
                "live" | "lives" | "living" | "stay" | "stays" | "staying" | "based" | "moved" | "im" | "am" | "bide"
            )
        }),
        _ => false,
    }
}

/// "a food bank in Glasgow", and nothing after it: help is wanted there. Not
/// "my uni is in Glasgow", nor a court or a hospital, which are no home.
fn says_there(before: &[&str]) -> bool {
    const ELSEWHERE: [&str; 16] = [
        "uni",
        "university",
        "college",
        "school",
        "work",
        "works",
        "working",
        "job",
        "study",
        "studying",
        "court",
        "hospital",
        "shop",
        "gig",
        "party",
        "dad",
    ];
    let Some((last, words)) = before.split_last() else { return false };
    matches!(*last, "in" | "near" | "around" | "aroon") && !words.iter().any(|word| ELSEWHERE.contains(word))
}

fn is_part_of_a_name(before: Option<&str>, after: Option<&str>) -> bool {
    before.is_some_and(|word| NAME_BEFORE.contains(&word)) || after.is_some_and(|word| NAME_AFTER.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn finder() -> PlaceFinder {
        PlaceFinder::new(&crate::knowledge::load(Path::new("knowledge-base")).knowledge.places)
    }

    #[test]
    fn a_place_is_heard_and_a_word_is_not_a_place() {
        let finder = finder();
        for (text, place) in [
            ("anything in larkhall", Some("larkhall")),
            ("EK youth club", Some("east-kilbride")),
            ("im in ML9", Some("larkhall")),
            ("ml 9", Some("larkhall")),
            ("my postcode is ML9 1AB", Some("larkhall")),
            ("high blantyre", Some("high-blantyre")),
            ("we stay in Law", Some("law")),
            ("law", Some("law")),
            ("is it against the law", None),
            ("my brother in law hits me", None),
            ("back and forth", None),
            ("im halfway through my course", None),
            ("a quarter of my wages", None),
            ("my uncle douglas", None),
            ("i live in hamilton but my school is in larkhall", Some("hamilton")),
            ("i stay in wishaw", Some("wishaw")),
            ("train to glasgow", None),
            ("food bank in glasgow", Some("glasgow")),
            ("in wishaw", Some("wishaw")),
            ("i go to uni in glasgow", None),
            ("in glasgow my pal got jumped", None),
            ("who cares scotland", None),
            ("south lanarkshire college", None),
            ("lewis hamilton", None),
            ("", None),
        ] {
            assert_eq!(finder.find(text).as_ref().map(PlaceId::as_str), place, "{text}");
        }
    }
}
