//! What is said when a message is not answered in the ordinary way: its rate
//! was refused, or something broke. Nothing is searched for it, so a flood
//! costs little; the crisis contacts are always there.

use chrono::{DateTime, Utc};

use super::airt::Airt;
use super::reply::{Block, Outcome, Reply};
use super::session::Session;
use crate::knowledge::Level;
use crate::wording::Phrase;

impl Airt {
    /// For a message that came too soon after the ones before: what screening
    /// says of it, and in any case the crisis contacts.
    pub fn refused(&self, text: &str, now: DateTime<Utc>) -> Reply {
        let session = Session::new("refused", now);
        let concerns = self.parts.screen.screen(text);
        if concerns.iter().any(|concern| concern.level == Level::Urgent) {
            self.crisis_reply(&session, &concerns, now)
        } else {
            self.help_now(&session, now)
        }
    }

    /// "Something went wrong on my side", and the people to turn to.
    pub fn fault(&self, now: DateTime<Utc>) -> Reply {
        let mut reply = self.help_now(&Session::new("fault", now), now);
        reply.outcome = Outcome::Unanswered;
        reply.blocks.retain(|block| matches!(block, Block::Card(_)));
        reply.blocks.insert(0, Block::say(self.say(Phrase::FaultInside)));
        reply
    }
}
