//! Languages by their names: "do they speak Polish", and what a record's code says.

/// A code as records hold it, its name, and how people type it.
const LANGUAGES: &[(&str, &str, &[&str])] = &[
    ("bsl", "BSL", &["bsl", "signing", "sign"]),
    ("en", "English", &["english"]),
    ("pl", "Polish", &["polish", "polski", "polskie"]),
    ("ro", "Romanian", &["romanian", "romana"]),
    ("uk", "Ukrainian", &["ukrainian"]),
    ("ru", "Russian", &["russian"]),
    ("ar", "Arabic", &["arabic"]),
    ("ur", "Urdu", &["urdu"]),
    ("pa", "Punjabi", &["punjabi", "panjabi"]),
    ("zh", "Chinese", &["chinese", "mandarin", "cantonese"]),
    ("gd", "Gaelic", &["gaelic"]),
    ("fr", "French", &["french"]),
    ("es", "Spanish", &["spanish"]),
];

/// The code of the language that a message names. `text` is the plain form.
pub(super) fn named(text: &str) -> Option<&'static str> {
    let is_named = |names: &[&str]| text.split(' ').any(|word| names.contains(&word));
    LANGUAGES.iter().find(|(_, _, names)| is_named(names)).map(|(code, _, _)| *code)
}

/// What a record's code is called; of others the code itself, in capitals.
pub fn language_name(code: &str) -> String {
    let known = LANGUAGES.iter().find(|(known, _, _)| known.eq_ignore_ascii_case(code));
    known.map_or_else(|| code.to_uppercase(), |(_, name, _)| (*name).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_name_and_its_code() {
        for (text, code) in [
            ("do they speak polish", Some("pl")),
            ("is there bsl", Some("bsl")),
            ("sign language", Some("bsl")),
            ("do they speak my language", None),
        ] {
            assert_eq!(named(text), code, "{text}");
        }
        for (code, name) in [("pl", "Polish"), ("bsl", "BSL"), ("xx", "XX")] {
            assert_eq!(language_name(code), name);
        }
    }
}
