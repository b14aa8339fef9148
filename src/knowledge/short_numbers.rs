//! Numbers that are right although the telephone library calls them invalid:
//! 999, 111, 116 xxx and five-digit text codes, a closed list that staff can read.

use serde::{Deserialize, Serialize};

use super::ServiceId;

/// Its name in the knowledge base.
pub(super) const FILE: &str = "short-numbers.toml";

/// One such number.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortNumber {
    /// As it is shown.
    pub number: String,
    /// Whose it is.
    pub what: String,
    /// Where that is said.
    pub source: String,
}

/// A number that several services share rightly.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedNumber {
    /// As it is shown.
    pub number: String,
    /// Why more than one service gives it.
    pub why: String,
    /// Which services do; none named, and any may.
    #[serde(default)]
    pub services: Vec<ServiceId>,
}

/// `short-numbers.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortNumbers {
    /// Short numbers that are right.
    #[serde(default, rename = "number")]
    pub numbers: Vec<ShortNumber>,
    /// Numbers that several services share rightly: without an entry here two
    /// services with one number are warned about.
    #[serde(default)]
    pub shared: Vec<SharedNumber>,
    /// Numbers and addresses that were withdrawn, are wrong or serve another
    /// nation: a file that holds one is refused.
    #[serde(default, rename = "refused")]
    pub refused: Vec<ShortNumber>,
}

impl ShortNumbers {
    /// Whether this number, however it is spaced, is on the list of short ones.
    pub fn allows(&self, number: &str) -> bool {
        self.numbers.iter().any(|known| same_digits(&known.number, number))
    }

    /// Whether this service shares the number with others rightly.
    pub fn is_shared_by(&self, number: &str, service: &ServiceId) -> bool {
        let mut shared = self.shared.iter().filter(|known| same_digits(&known.number, number));
        shared.any(|known| known.services.is_empty() || known.services.contains(service))
    }

    /// The first service that shares the number rightly, where this one does not.
    pub fn owner(&self, number: &str, service: &ServiceId) -> Option<String> {
        let shared = self.shared.iter().find(|known| same_digits(&known.number, number))?;
        shared.services.first().filter(|_| !shared.services.contains(service)).map(ToString::to_string)
    }

    /// The entry of the refused list that this number equals, however it is spaced.
    pub fn refused(&self, number: &str) -> Option<&ShortNumber> {
        self.refused.iter().find(|known| same_digits(&known.number, number))
    }
}

fn same_digits(left: &str, right: &str) -> bool {
    let (left, right) = (digits(left), digits(right));
    !left.is_empty() && left == right
}

/// The digits alone, as they are dialled inside the country.
pub(super) fn digits(number: &str) -> String {
    let number = number.trim();
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("44") {
        Some(national) if number.starts_with('+') => format!("0{}", national.trim_start_matches('0')),
        _ => digits,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for written in ["0131 496 0123", "01314960123", "+44 131 496 0123", "+44 (0)131 496-0123", " (0131) 4960123 "] {
            assert_eq!(digits(written), "01314960123", "{written}");
        }
    }

    #[test]
    fn words_are_no_number() {
        assert!(!same_digits("", "call us"));
    }
}
