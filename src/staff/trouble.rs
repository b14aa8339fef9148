//! What goes wrong on a staff page, in words for whoever sits before it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::Role;
use super::token::NoRandomness;
use super::view::Frame;
use crate::insights::{Outage, StoreError};

/// Why a page could not be shown or a form not be taken.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    /// There is no such page, service or group.
    #[error("There is nothing here. It may have been taken away, or the address is mistyped.")]
    NotFound,
    /// Another role is needed.
    #[error("Your account may not do this. It needs the role “{}”: ask a colleague who manages accounts.", .0.as_str())]
    NotYours(Role),
    /// The form came from somewhere else, or from before the last sign-in.
    #[error(
        "This form was not taken, because it is too old or came from another page. Go back, load the page again and try once more."
    )]
    Foreign,
    /// More than anybody types.
    #[error("This is too much text for one form. Nothing was changed.")]
    TooLarge,
    /// What was asked for cannot be done, and why.
    #[error("{0}")]
    Refused(String),
    /// The database does not answer.
    #[error("{} Nothing was changed. Young people still get their answers.", out_of_order(.0))]
    Store(StoreError),
    /// The file was replaced, and the database did not take what belongs to it.
    #[error(
        "It is published, and young people see it. But who did it, and why, could not be written down. {} The text will stand in the list of versions as found in the folder.",
        out_of_order(.0)
    )]
    Unlogged(StoreError),
    /// A file could not be read or written.
    #[error("The files of the knowledge base cannot be written. {} Nothing was changed.", unwritable(.0))]
    File(std::io::Error),
    /// A fault of ours.
    #[error("Something went wrong on our side. Nothing was changed. Try again in a minute.")]
    Fault,
}

/// What is wrong with the database, and what helps.
fn out_of_order(error: &StoreError) -> &'static str {
    match error.outage() {
        Outage::Locked => "Another program holds the database just now. Try again in a minute.",
        Outage::ReadOnly => {
            "The database may not be written to. Whoever runs the machine has to give Airt the data folder back."
        }
        Outage::Full => {
            "The disk takes nothing more: it is full, or the database is as large as it may be. Whoever runs the \
             machine has to make room."
        }
        Outage::Other => "The database cannot be reached just now. Try again in a minute.",
    }
}

/// What is wrong with a file, and what helps.
fn unwritable(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind::{FileTooLarge, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    match error.kind() {
        PermissionDenied | ReadOnlyFilesystem => "Whoever runs the machine has to give Airt the folder back.",
        FileTooLarge | QuotaExceeded | StorageFull => {
            "The disk takes nothing more: whoever runs the machine has to make room."
        }
        _ => "Whoever runs the machine finds the reason in the log.",
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<std::io::Error> for Trouble {
    fn from(error: std::io::Error) -> Self {
        Self::File(error)
    }
}

impl From<NoRandomness> for Trouble {
    fn from(error: NoRandomness) -> Self {
        tracing::error!(%error, "staff cannot sign in");
        Self::Fault
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a staff page cannot be rendered");
        Self::Fault
    }
}

#[derive(Template)]
#[template(path = "staff/trouble.html")]
struct TroublePage<'a> {
    frame: &'a Frame,
    what: String,
}

impl Trouble {
    fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotYours(_) | Self::Foreign => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Refused(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Store(_) | Self::Unlogged(_) | Self::File(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page that says it. The cause goes to the log once, here.
    pub(super) fn page(&self, frame: &Frame) -> Response {
        match self {
            Self::Store(error) | Self::Unlogged(error) => {
                tracing::error!(%error, "a staff page could not use the database");
            }
            Self::File(error) => tracing::error!(%error, "a staff page could not use a file"),
            _ => {}
        }
        let page = TroublePage { frame, what: self.to_string() };
        (self.status(), Html(page.render().unwrap_or_else(|_| self.to_string()))).into_response()
    }
}
