//! The object that programs read: `airt ask --json` prints it, `POST
//! /api/messages` answers it. Names and meanings are fixed; values may be
//! added, none renamed.

use serde::Serialize;

use super::reply::{Outcome, Raised, Reply, ShownService};
use crate::understanding::Facet;

/// One message with how it was answered.
#[derive(Debug, Serialize)]
pub struct Answer<'a> {
    message: &'a str,
    outcome: Outcome,
    concerns: &'a [Raised],
    services: &'a [ShownService],
    facet: Option<Facet>,
    text: String,
    choices: Vec<&'a str>,
    kept: Option<String>,
    micros: u128,
}

impl<'a> Answer<'a> {
    /// `kept` is the redacted text that insights store, `None` where they store none.
    pub fn new(message: &'a str, reply: &'a Reply, kept: Option<String>, took: std::time::Duration) -> Self {
        Self {
            message,
            outcome: reply.outcome,
            concerns: &reply.concerns,
            services: &reply.services,
            facet: reply.facet,
            text: reply.text(),
            choices: reply.choices.iter().map(|choice| choice.label.as_str()).collect(),
            kept,
            micros: took.as_micros(),
        }
    }
}
