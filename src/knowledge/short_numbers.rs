//! Numbers that are right although the telephone library calls them invalid:
//! 999, 111, 116 xxx and five-digit text codes, a closed list that staff can read.

use serde::{Deserialize, Serialize};

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

/// `short-numbers.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShortNumbers {
    /// Short numbers that are right.
    #[serde(default, rename = "number")]
    pub numbers: Vec<ShortNumber>,
    /// Numbers that were withdrawn, are wrong or serve another nation: a record
    /// that holds one is refused.
    #[serde(default, rename = "refused")]
    pub refused: Vec<ShortNumber>,
}

impl ShortNumbers {
    /// Whether this number, however it is spaced, is on the list of short ones.
    pub fn allows(&self, number: &str) -> bool {
        self.numbers.iter().any(|known| same_digits(&known.number, number))
    }

    /// The entry of the refused list that this number equals, however it is spaced.
    pub fn refused(&self, number: &str) -> Option<&ShortNumber> {
        self.refused.iter().find(|known| same_digits(&known.number, number))
    }
}

fn same_digits(left: &str, right: &str) -> bool {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (left, right) = (digits(left), digits(right));
    !left.is_empty() && left == right
}
