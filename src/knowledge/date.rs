//! TOML's own dates (`checked = 2026-11-22`) to and from [`NaiveDate`].
//!
//! Serde's derive for chrono reads only strings; staff write bare dates,
//! which TOML then checks for us.

use chrono::{Datelike, NaiveDate};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use toml::value::{Date, Datetime};

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let written = Datetime::deserialize(deserializer)?;
    written
        .date
        .and_then(|date| NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()))
        .ok_or_else(|| D::Error::custom("expected a date such as 2026-11-22, without quotation marks"))
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
pub(super) fn serialize<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let (Ok(year), Ok(month), Ok(day)) =
        (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()))
    else {
        return Err(S::Error::custom("a date outside the years 0 to 9999"));
    };
    Datetime { date: Some(Date { year, month, day }), time: None, offset: None }.serialize(serializer)
}

pub(super) mod optional {
    //! The same for a date that may be absent.
    use super::{Deserializer, NaiveDate, Serializer};

    pub(in super::super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<NaiveDate>, D::Error> {
        super::deserialize(deserializer).map(Some)
    }

    #[expect(clippy::ref_option, clippy::trivially_copy_pass_by_ref, reason = "the signature that serde calls")]
    pub(in super::super) fn serialize<S: Serializer>(
        date: &Option<NaiveDate>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => super::serialize(date, serializer),
            None => serializer.serialize_none(),
        }
    }
}
