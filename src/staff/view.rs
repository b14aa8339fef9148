//! What every staff page shares, and how times and texts are written on it.

use askama::Template;
use axum::response::{Html, IntoResponse};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Europe::London;

use super::Role;
use super::door::Answer;
use super::session::Signed;

/// Head, menu and foot.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    /// Who is signed in.
    pub(super) name: Option<String>,
    role: Role,
    pub(super) csrf: String,
    here: String,
    /// What was just done.
    pub(super) done: Option<&'static str>,
    pub(super) version: &'static str,
}

impl Frame {
    /// For somebody who is signed in. `done` is the code that a form left in
    /// the address.
    pub(super) fn signed(who: &Signed, path: &str, done: &str) -> Self {
        Self {
            name: Some(who.account.name.clone()),
            role: who.account.role,
            csrf: who.csrf.clone(),
            here: path.to_owned(),
            done: words_for(done),
            version: super::pages::style::version(),
        }
    }

    /// For whoever comes.
    pub(super) fn stranger(path: &str) -> Self {
        Self {
            name: None,
            role: Role::Viewer,
            csrf: String::new(),
            here: path.to_owned(),
            done: None,
            version: super::pages::style::version(),
        }
    }

    pub(super) fn may_edit(&self) -> bool {
        self.role >= Role::Editor
    }

    pub(super) fn may_publish(&self) -> bool {
        self.role >= Role::Publisher
    }

    /// Whether a menu entry is the page that is open.
    pub(super) fn is_here(&self, path: &str) -> bool {
        self.here == path || (path != "/staff" && self.here.starts_with(&format!("{path}/")))
    }
}

/// What a form says after it was taken. Codes and not sentences stand in the
/// address: nobody can put words of their own on the page with a link.
fn words_for(code: &str) -> Option<&'static str> {
    Some(match code {
        "saved" => "Saved.",
        "draft" => "Saved as a draft. Young people see no change until it is published.",
        "published" => "Published. Airt reads it now; that takes a few seconds.",
        "taught" => "Saved. Airt reads it now; that takes a few seconds.",
        "dropped" => "The draft is gone. What is published stays as it is.",
        "word" => "The word is in the vocabulary. Airt reads it now; that takes a few seconds.",
        "rang" => "Thank you. Your name and today's date stand at this route now.",
        "taught-half" => {
            "Airt has learned your question. What young people typed is not answered by this service yet: write the \
             question once more, in other words."
        }
        "out" => "You are signed out.",
        "ended" => "You were signed out. Sign in again.",
        "held" => "You were signed out. Sign in again: what you typed is kept.",
        "second-step-off" => "The second step is switched off. Your password alone signs you in now.",
        "set-up" => "Your password is set. Sign in with it now.",
        "closed" => "Done. This group is not shown among the open ones any more.",
        "opened" => "This group is open again.",
        _ => return None,
    })
}

/// A page as an answer.
pub(super) fn page(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// A time as staff read it, by the clock in Scotland.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand out references")]
pub(super) fn time(at: &i64) -> String {
    DateTime::from_timestamp_millis(*at)
        .map(|at| at.with_timezone(&London).format("%-d %b %Y, %H:%M").to_string())
        .unwrap_or_default()
}

/// A day alone.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "templates hand out references")]
pub(super) fn day(at: &i64) -> String {
    DateTime::from_timestamp_millis(*at)
        .map(|at| at.with_timezone(&London).format("%-d %b %Y").to_string())
        .unwrap_or_default()
}

/// Words about something just done, for pages that stand before signing in.
pub(super) fn done(code: &str) -> Option<&'static str> {
    words_for(code)
}

/// The day it is in Scotland.
pub(super) fn today() -> NaiveDate {
    Utc::now().with_timezone(&London).date_naive()
}

/// How a question was answered, in words.
pub(super) fn outcome(code: &str) -> &str {
    match code {
        "unanswered" => "no answer",
        "unsure" => "unsure answer",
        "thumbs_down" => "thumbs down",
        other => other,
    }
}
