//! Days on which "closed on bank holidays" means closed.
//!
//! Scotland's own list: the library's built-in ones mix the nations of the
//! United Kingdom, and a line that is said to be open and is not costs trust.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Its name, as problems give it.
pub(super) const FILE: &str = "holidays.toml";

/// One day.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// When.
    #[serde(with = "super::date")]
    pub date: NaiveDate,
    /// What it is called.
    pub name: String,
    /// Where that is said.
    pub source: String,
}

/// `config/holidays.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holidays {
    /// When the list was last held against its sources.
    #[serde(default, with = "super::date::optional")]
    pub checked: Option<NaiveDate>,
    /// Bank holidays of Scotland, and days on which the council is closed.
    #[serde(default, rename = "holiday")]
    pub holidays: Vec<Holiday>,
}

impl Holidays {
    /// The last day of the list: after it, holidays look like any other day.
    pub fn last(&self) -> Option<NaiveDate> {
        self.holidays.iter().map(|holiday| holiday.date).max()
    }
}
