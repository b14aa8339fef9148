//! What begins with a slash.

use strum::{EnumIter, IntoStaticStr};

use crate::conversation::{Action, Input};
use crate::knowledge::Knowledge;
use crate::wording::Phrase;

/// The commands that Telegram lists, in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub(super) enum Command {
    Start,
    Help,
    Topics,
    HelpNow,
    Privacy,
    Forget,
}

impl Command {
    /// The command as it is typed, without the slash.
    pub(super) fn name(self) -> &'static str {
        self.into()
    }

    /// What Telegram's list says of it.
    pub(super) fn description(self) -> Phrase {
        match self {
            Self::Start => Phrase::CommandStart,
            Self::Help => Phrase::CommandHelp,
            Self::Topics => Phrase::CommandTopics,
            Self::HelpNow => Phrase::CommandHelpnow,
            Self::Privacy => Phrase::CommandPrivacy,
            Self::Forget => Phrase::CommandForget,
        }
    }

    fn action(self) -> Action {
        match self {
            Self::Start | Self::Help => Action::Start,
            Self::Topics => Action::Topics,
            Self::HelpNow => Action::HelpNow,
            Self::Privacy => Action::Privacy,
            Self::Forget => Action::Forget,
        }
    }
}

/// What a typed text means: a command, a poster's `/start <topic>`, or words.
///
/// Words behind a command are what the person wants to say ("/help i want to
/// die"): they go to the engine as text, since only text is screened. A
/// command that is none of ours is text too.
pub(super) fn read(text: &str, knowledge: &Knowledge) -> Input {
    let Some((name, words)) = split(text) else { return Input::Text(text.to_owned()) };
    match (<Command as strum::IntoEnumIterator>::iter().find(|command| command.name() == name), words) {
        (Some(command), "") => Input::Tap(command.action()),
        (Some(Command::Start), topic) if knowledge.topic(topic).is_some() => Input::Tap(Action::Topic(topic.into())),
        // A poster's topic that staff have since removed: the beginning, not a search for its id.
        (Some(Command::Start), payload)
            if is_payload(payload) && !payload.contains(' ') && payload.contains(['-', '_']) =>
        {
            Input::Tap(Action::Start)
        }
        (Some(_), words) => Input::Text(words.to_owned()),
        (None, _) => Input::Text(text.trim_start().trim_start_matches('/').to_owned()),
    }
}

/// The command's name in lower case, without the bot's own, and the words behind it.
fn split(text: &str) -> Option<(String, &str)> {
    let command = text.trim().strip_prefix('/')?;
    let (name, words) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
    let name = name.split_once('@').map_or(name, |(name, _bot)| name);
    Some((name.to_lowercase(), words.trim()))
}

/// Whether this can be what a link put behind `/start`.
fn is_payload(words: &str) -> bool {
    words.len() <= 64 && words.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator;

    use super::*;
    use crate::knowledge::Topic;

    fn check(text: &str, expected: &Input) {
        let topic = Topic { id: "money-and-food".into(), title: "Money".into(), order: 1, listener: false };
        let knowledge = Knowledge { topics: vec![topic], ..Knowledge::default() };
        assert_eq!(&read(text, &knowledge), expected, "{text}");
    }

    #[test]
    fn every_command_is_understood() {
        for (text, action) in [
            ("/start", Action::Start),
            (" /start ", Action::Start),
            ("/help", Action::Start),
            ("/topics", Action::Topics),
            ("/helpnow", Action::HelpNow),
            ("/HelpNow", Action::HelpNow),
            ("/helpnow@AirtBot", Action::HelpNow),
            ("/privacy", Action::Privacy),
            ("/forget", Action::Forget),
            ("/start money-and-food", Action::Topic("money-and-food".into())),
            ("/start a-topic-that-went", Action::Start),
        ] {
            check(text, &Input::Tap(action));
        }
    }

    #[test]
    fn words_behind_a_command_are_screened_as_words() {
        for (text, words) in [
            ("/help i want to die", "i want to die"),
            ("/start i want to die", "i want to die"),
            ("/start suicidal", "suicidal"),
            ("/forget about him, i feel awful", "about him, i feel awful"),
            ("/kms", "kms"),
            ("//", ""),
            ("i need /help", "i need /help"),
            ("", ""),
        ] {
            check(text, &Input::Text(words.into()));
        }
    }

    #[test]
    fn every_command_is_one_that_telegram_takes() {
        for command in Command::iter() {
            assert!(command.name().bytes().all(|byte| byte.is_ascii_lowercase()), "{command:?}");
        }
    }
}
