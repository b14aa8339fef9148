//! Changing what young people read: the text of a file, what is wrong with
//! it, and putting it in the place of the old one without ever leaving half
//! a file.

mod candidate;
mod diff;
mod fields;
mod file;
mod form;
mod hours;
#[cfg(test)]
mod power_tests;
mod publish;
mod text;
mod week;

pub(super) use self::candidate::{Checked, check};
pub(super) use self::diff::{Line, diff};
pub(super) use self::fields::{Field, Kind, ROUTE, SERVICE};
pub(super) use self::file::{Current, read};
pub(super) use self::form::{LONGEST, LONGEST_LIST, Wrong, apply, confirmed, routes, values};
pub(super) use self::hours::{HoursForm, How};
pub(super) use self::publish::{Change, Refused, Weight, broken_crisis_line, note_found, publish, publish_word};
pub(super) use self::text::{begin, entry, with_question};

/// The longest id.
const LONGEST_ID: usize = 60;

/// Whether this is a service's id: a file's name and never a path.
pub(super) fn is_id(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !id.is_empty() && id.len() <= LONGEST_ID && id.bytes().all(plain) && !id.starts_with('-') && !id.ends_with('-')
}

/// An id made out of a name: "The Bridge Café" becomes `the-bridge-cafe`.
pub(super) fn id_of(name: &str) -> Option<String> {
    let words = crate::understanding::plain(name);
    let letters: String = words.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == ' ').collect();
    let id = letters.split_whitespace().collect::<Vec<_>>().join("-");
    let id: String = id.chars().take(LONGEST_ID).collect();
    let id = id.trim_end_matches('-').to_owned();
    is_id(&id).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_never_a_path() {
        for (id, expected) in [
            ("childline", true),
            ("116-123", true),
            ("", false),
            ("../childline", false),
            ("a/b", false),
            ("a\\b", false),
            (".hidden", false),
            ("Childline", false),
            ("a\0", false),
            ("-a", false),
            (&*"a".repeat(61), false),
        ] {
            assert_eq!(is_id(id), expected, "{id:?}");
        }
        assert_eq!(id_of("The Bridge  Café!").as_deref(), Some("the-bridge-cafe"));
        assert_eq!(id_of("../.."), None);
    }
}
