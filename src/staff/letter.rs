//! Letters to staff: counts, and words that staff wrote. Nothing that a young
//! person typed leaves these pages.

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Europe::London;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use crate::config::Config;

/// Why a letter was not sent.
#[derive(Debug, thiserror::Error)]
pub(super) enum LetterError {
    /// Nobody said by which server.
    #[error("staff.letters_to is set, and AIRT_SMTP_URL is not")]
    NoServer,
    /// An address is none.
    #[error("the addresses for letters: {0}")]
    Address(#[from] lettre::address::AddressError),
    /// It could not be written.
    #[error("the letter: {0}")]
    Message(#[from] lettre::error::Error),
    /// The server did not take it. Its words are left out: they can hold the
    /// password's name.
    #[error("the mail server did not take the letter")]
    Server,
    /// Why not stands in the log already.
    #[error("the group on Telegram did not get the message")]
    Group,
}

/// A letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) text: String,
}

impl Letter {
    /// The same in one text, under its heading.
    pub(super) fn for_group(&self) -> String {
        format!("{}\n{}", self.subject, self.text)
    }
}

/// What the weekly letter tells.
#[derive(Debug, Clone, Copy)]
pub(super) struct Facts {
    pub(super) open: i64,
    pub(super) new: i64,
    pub(super) mended: usize,
    pub(super) wrong_numbers: usize,
    pub(super) drafts: usize,
    pub(super) past_check: usize,
}

impl Facts {
    pub(super) fn letter(&self, address: &str) -> Letter {
        let Self { open, new, mended, wrong_numbers, drafts, past_check } = self;
        Letter {
            subject: "Airt: what waits this week".to_owned(),
            text: format!(
                "{open} groups of questions have no good answer. {new} of them are new this week.\n\
                 {mended} were mended this week.\n\
                 {wrong_numbers} services have a number that was called wrong.\n\
                 {drafts} drafts wait for a publisher.\n\
                 {past_check} crisis lines are past their check.\n\n\
                 {address}\n"
            ),
        }
    }
}

/// A group that grows fast. `label` is what staff called it.
pub(super) fn nudge(label: Option<&str>, today: i64, address: &str) -> Letter {
    let what = label.map_or_else(|| "a group that nobody named yet".to_owned(), |label| format!("“{label}”"));
    Letter {
        subject: "Airt: something is asked much more today".to_owned(),
        text: format!("Today young people asked {today} times, without a good answer, for {what}.\n\n{address}\n"),
    }
}

/// The week that a letter is about.
pub(super) fn week(now: DateTime<Utc>) -> String {
    let week = now.with_timezone(&London).iso_week();
    format!("week:{}-{:02}", week.year(), week.week())
}

/// Whether the weekly letter may go: on Monday from this hour on, and on every day after it.
pub(super) fn is_time(now: DateTime<Utc>, from_hour: u32) -> bool {
    let local = now.with_timezone(&London);
    local.weekday() != chrono::Weekday::Mon || local.hour() >= from_hour
}

/// Sends a letter to everybody who is to have it.
pub(super) async fn send(config: &Config, letter: &Letter) -> Result<(), LetterError> {
    let server = config.secrets.smtp_url.as_ref().ok_or(LetterError::NoServer)?;
    let mailer = AsyncSmtpTransport::<Tokio1Executor>::from_url(server.expose_secret());
    let mailer = mailer.map_err(|_| LetterError::Server)?.build();
    for to in &config.staff.letters_to {
        let message = Message::builder()
            .from(config.staff.letters_from.parse()?)
            .to(to.parse()?)
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())?;
        mailer.send(message).await.map_err(|_| LetterError::Server)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_holds_counts_and_words_of_staff() {
        let facts = Facts { open: 7, new: 2, mended: 3, wrong_numbers: 1, drafts: 0, past_check: 4 };
        let letter = facts.letter("https://airt.example/staff/unanswered");
        for words in ["7 groups", "2 of them", "3 were mended", "4 crisis lines", "https://airt.example/staff"] {
            assert!(letter.text.contains(words), "{words}");
        }
        assert!(nudge(None, 12, "").text.contains("nobody named yet"));
        assert!(nudge(Some("harp lessons"), 12, "").text.contains("“harp lessons”"));
    }

    #[test]
    fn the_weekly_letter_waits_for_monday_morning_in_scotland() {
        for (now, expected, name) in [
            ("2026-11-22T23:59:00Z", true, "week:2026-47"),
            ("2026-11-23T07:59:00Z", false, "week:2026-48"),
            ("2026-11-23T08:00:00Z", true, "week:2026-48"),
            ("2026-06-01T07:00:00Z", true, "week:2026-23"),
        ] {
            let now = now.parse().unwrap();
            assert_eq!((is_time(now, 8), week(now).as_str()), (expected, name), "{now}");
        }
    }
}
