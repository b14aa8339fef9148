//! What a tap means, in a form short enough for a Telegram button.

use serde::{Deserialize, Serialize};

use crate::knowledge::{ServiceId, TopicId};

/// What somebody can tap. Every action has a code of at most 64 bytes, which
/// is all that a Telegram button carries; old buttons keep working because a
/// code names what it means and not where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Action {
    /// Begin, and say what Airt is.
    Start,
    /// The topics.
    Topics,
    /// Services of one topic.
    Topic(TopicId),
    /// More about one service.
    Details(ServiceId),
    /// The next services for the last question.
    More,
    /// None of these.
    SomethingElse,
    /// The crisis contacts, now.
    HelpNow,
    /// More people to talk to, after a crisis reply.
    MorePeople,
    /// "I want to talk to a person".
    TalkToPerson,
    /// "That's not what I meant": back to the question.
    NotWhatIMeant,
    /// "I'm safe": an answer to a check-in.
    IAmSafe,
    /// What is kept and for how long.
    Privacy,
    /// Show what is held.
    WhatYouHold,
    /// Delete everything at once.
    Forget,
    /// An age in years, or "rather not say".
    Age(Option<u8>),
    /// A place, or "rather not say".
    Place(Option<String>),
    /// The answer helped, or it did not.
    Feedback(bool),
    /// "This number is wrong", for one service.
    WrongNumber(ServiceId),
    /// Staff may see the question, or may not.
    Consent(bool),
    /// One step back.
    Back,
    /// Take Airt's messages off the screen.
    Hide,
}

impl Action {
    /// The code that a button carries.
    pub fn code(&self) -> String {
        match self {
            Self::Start => "start".into(),
            Self::Topics => "topics".into(),
            Self::Topic(id) => format!("topic:{id}"),
            Self::Details(id) => format!("service:{id}"),
            Self::More => "more".into(),
            Self::SomethingElse => "else".into(),
            Self::HelpNow => "help".into(),
            Self::MorePeople => "people".into(),
            Self::TalkToPerson => "person".into(),
            Self::NotWhatIMeant => "not-that".into(),
            Self::IAmSafe => "safe".into(),
            Self::Privacy => "privacy".into(),
            Self::WhatYouHold => "held".into(),
            Self::Forget => "forget".into(),
            Self::Age(age) => format!("age:{}", age.map_or_else(|| "-".to_owned(), |age| age.to_string())),
            Self::Place(place) => format!("place:{}", place.as_deref().unwrap_or("-")),
            Self::Feedback(good) => format!("feedback:{}", yes_no(*good)),
            Self::WrongNumber(id) => format!("wrong:{id}"),
            Self::Consent(given) => format!("consent:{}", yes_no(*given)),
            Self::Back => "back".into(),
            Self::Hide => "hide".into(),
        }
    }

    /// The action that a code names; `None` for anything else, so that a
    /// forged or outdated button is answered kindly instead of believed.
    pub fn parse(code: &str) -> Option<Self> {
        let (name, rest) = code.split_once(':').unwrap_or((code, ""));
        let action = match (name, rest) {
            ("start", "") => Self::Start,
            ("topics", "") => Self::Topics,
            ("topic", id) if is_id(id) => Self::Topic(id.into()),
            ("service", id) if is_id(id) => Self::Details(id.into()),
            ("more", "") => Self::More,
            ("else", "") => Self::SomethingElse,
            ("help", "") => Self::HelpNow,
            ("people", "") => Self::MorePeople,
            ("person", "") => Self::TalkToPerson,
            ("not-that", "") => Self::NotWhatIMeant,
            ("safe", "") => Self::IAmSafe,
            ("privacy", "") => Self::Privacy,
            ("held", "") => Self::WhatYouHold,
            ("forget", "") => Self::Forget,
            ("age", "-") => Self::Age(None),
            ("age", age) => Self::Age(Some(age.parse().ok().filter(|age| *age <= 120)?)),
            ("place", "-") => Self::Place(None),
            ("place", id) if is_id(id) => Self::Place(Some(id.to_owned())),
            ("feedback", answer) => Self::Feedback(parse_yes_no(answer)?),
            ("wrong", id) if is_id(id) => Self::WrongNumber(id.into()),
            ("consent", answer) => Self::Consent(parse_yes_no(answer)?),
            ("back", "") => Self::Back,
            ("hide", "") => Self::Hide,
            _ => return None,
        };
        Some(action)
    }
}

impl From<Action> for String {
    fn from(action: Action) -> Self {
        action.code()
    }
}

impl TryFrom<String> for Action {
    type Error = String;

    fn try_from(code: String) -> Result<Self, Self::Error> {
        Self::parse(&code).ok_or(code)
    }
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn parse_yes_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// Whether this can be an id of ours: what is anything else never reaches a
/// file name or a page.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 56
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Something to tap, with what it says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What the button says.
    pub label: String,
    /// What it does.
    pub action: Action,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back_and_fits_a_telegram_button() {
        let long = "a".repeat(56);
        let actions = [
            Action::Start,
            Action::Topics,
            Action::Topic("money-and-food".into()),
            Action::Details(long.as_str().into()),
            Action::More,
            Action::SomethingElse,
            Action::HelpNow,
            Action::MorePeople,
            Action::TalkToPerson,
            Action::NotWhatIMeant,
            Action::IAmSafe,
            Action::Privacy,
            Action::WhatYouHold,
            Action::Forget,
            Action::Age(Some(11)),
            Action::Age(None),
            Action::Place(Some("larkhall".into())),
            Action::Place(None),
            Action::Feedback(true),
            Action::WrongNumber("kooth".into()),
            Action::Consent(false),
            Action::Back,
            Action::Hide,
        ];
        for action in actions {
            let code = action.code();
            assert!(code.len() <= 64, "{code}");
            assert_eq!(Action::parse(&code), Some(action));
        }
    }

    #[test]
    fn a_forged_code_is_nothing() {
        for code in ["", "service:../../etc", "age:300", "place:Larkhall<script>", "wrong:", "start:now"] {
            assert_eq!(Action::parse(code), None, "{code}");
        }
    }
}
