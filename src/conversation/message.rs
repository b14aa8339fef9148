//! What a channel hands to the engine.

use serde::{Deserialize, Serialize};

use super::action::Action;

/// Where a message came in; figures are counted by channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The web page.
    Web,
    /// Telegram.
    Telegram,
    /// The terminal.
    Terminal,
}

impl Channel {
    /// The name in keys, figures and logs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::Telegram => "telegram",
            Self::Terminal => "terminal",
        }
    }
}

/// Something that is not text; nobody can see what was in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attachment {
    /// A photo, a video, a document.
    Picture,
    /// A voice note or a round video.
    Voice,
    /// A sticker or an animation.
    Sticker,
    /// A place on the map: Airt does not want to know where somebody is.
    Location,
    /// Anything else.
    Other,
}

/// What the person did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Typed something, or a caption under a picture.
    Text(String),
    /// Tapped something.
    Tap(Action),
    /// Sent something that cannot be read.
    Attachment(Attachment),
}

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Where it came in.
    pub channel: Channel,
    /// What the person did.
    pub input: Input,
    /// It changes an earlier message: screened and answered again.
    pub edited: bool,
}

impl Message {
    /// A typed message.
    pub fn text(channel: Channel, text: impl Into<String>) -> Self {
        Self { channel, input: Input::Text(text.into()), edited: false }
    }

    /// A tapped choice.
    pub fn tap(channel: Channel, action: Action) -> Self {
        Self { channel, input: Input::Tap(action), edited: false }
    }
}
