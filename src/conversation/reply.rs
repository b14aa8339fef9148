//! What is shown, before any channel has turned it into its own form.

use serde::Serialize;

use crate::knowledge::{Level, ServiceId};

use super::action::Choice;
use super::card::Card;
use crate::understanding::Facet;

/// How a message was answered; the names are part of the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Services shown with confidence.
    Answered,
    /// Services shown as "is it one of these?".
    Unsure,
    /// A question that narrows.
    AskBack,
    /// Answered about a service shown before.
    FollowUp,
    /// Small talk, and kind refusals.
    SmallTalk,
    /// A command, also questions about the chat itself.
    Command,
    /// A concern of level urgent came first.
    Urgent,
    /// Nothing found.
    Unanswered,
}

impl Outcome {
    /// The name in JSON, figures and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Unsure => "unsure",
            Self::AskBack => "ask_back",
            Self::FollowUp => "follow_up",
            Self::SmallTalk => "small_talk",
            Self::Command => "command",
            Self::Urgent => "urgent",
            Self::Unanswered => "unanswered",
        }
    }
}

/// A concern that screening raised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Raised {
    /// Its id.
    pub id: String,
    /// How strongly.
    pub level: Level,
}

/// A service in the order shown, with how well it matched (0 to 1).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ShownService {
    /// Which.
    pub id: ServiceId,
    /// 1 for a service that was chosen by rule and not by ranking.
    pub score: f32,
}

/// One part of a reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "type")]
pub enum Block {
    /// A paragraph.
    Say {
        /// Its words.
        text: String,
    },
    /// A crisis reply's first words: shown larger, read out first.
    Warm {
        /// Its words.
        text: String,
    },
    /// A service.
    Card(Card),
}

impl Block {
    /// A paragraph.
    pub fn say(text: impl Into<String>) -> Self {
        Self::Say { text: text.into() }
    }
}

/// A whole reply.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply {
    /// How the message was answered.
    pub outcome: Outcome,
    /// What a follow-up was about.
    pub facet: Option<Facet>,
    /// What screening raised, strongest first.
    pub concerns: Vec<Raised>,
    /// In the order shown.
    pub services: Vec<ShownService>,
    /// What to show, top to bottom.
    pub blocks: Vec<Block>,
    /// What to tap.
    pub choices: Vec<Choice>,
    /// It answers a burst together with the message before: Telegram edits,
    /// the page replaces.
    pub replaces_previous: bool,
}

impl Reply {
    /// A reply that says one thing.
    pub fn saying(outcome: Outcome, text: impl Into<String>) -> Self {
        Self {
            outcome,
            facet: None,
            concerns: Vec::new(),
            services: Vec::new(),
            blocks: vec![Block::say(text)],
            choices: Vec::new(),
            replaces_previous: false,
        }
    }

    /// The same reply with these choices.
    #[must_use]
    pub fn offering(self, choices: Vec<Choice>) -> Self {
        Self { choices, ..self }
    }

    /// The whole reply as plain text, as the terminal shows it.
    pub fn text(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        for block in &self.blocks {
            match block {
                Block::Say { text } | Block::Warm { text } => parts.push(text.clone()),
                Block::Card(card) => parts.push(card_text(card)),
            }
        }
        parts.join("\n\n")
    }

    /// The cards in the order shown.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Card(card) => Some(card),
            Block::Say { .. } | Block::Warm { .. } => None,
        })
    }
}

fn card_text(card: &Card) -> String {
    let mut lines = vec![card.name.clone()];
    if !card.summary.is_empty() {
        lines.push(card.summary.clone());
    }
    for row in &card.rows {
        lines.push(format!("{}: {}", row.label, row.text));
    }
    for route in &card.routes {
        let mut line = format!("  {}", route.label);
        if !route.label.contains(&route.value) {
            line.push_str(": ");
            line.push_str(&route.value);
        }
        for extra in [&route.hours, &route.note].into_iter().flatten() {
            line.push_str(". ");
            line.push_str(extra);
        }
        lines.push(line);
    }
    lines.extend(card.checked_line.clone());
    lines.join("\n")
}
