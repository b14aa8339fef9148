//! "Are you safe?": how it is asked, and what the answers lead to.

use super::action::Action;
use super::airt::{Airt, Scene};
use super::event::Event;
use super::reply::{Block, Outcome, Raised, Reply};
use super::session::Pending;
use crate::knowledge::Level;
use crate::safety::{Concern, OF_A_FRIEND, Why};
use crate::understanding::{WhetherSafe, whether_safe};
use crate::wording::Phrase;

impl Airt {
    /// Asks it above an answer.
    pub(super) fn ask_if_safe(&self, scene: &mut Scene, reply: &mut Reply, concerns: &[Concern]) {
        scene.session.pending = Some(Pending::Safe);
        reply.concerns =
            concerns.iter().map(|concern| Raised { id: concern.id.clone(), level: concern.level }).collect();
        let mut above = self.check_in(concerns, scene.now);
        above.append(&mut reply.blocks);
        reply.blocks = above;
        reply.choices.insert(0, self.choice(Phrase::ChoiceTalkToPerson, Action::TalkToPerson));
        reply.choices.insert(1, self.choice(Phrase::ChoiceSafe, Action::IAmSafe));
    }

    /// The answer to it, where the whole message is one. "I'm safe" counts at
    /// any time, "yes" and "no" only where it was asked just now, and "I'm fine"
    /// where something was raised in this conversation. "Ok" and "none of these"
    /// are about what was shown.
    pub(super) fn answered_if_safe(&self, scene: &mut Scene, plain_text: &str) -> Option<Reply> {
        let asked = scene.session.pending == Some(Pending::Safe);
        let waits = asked || scene.session.concern.is_some();
        match whether_safe(plain_text)? {
            WhetherSafe::Safe => Some(self.safe(scene)),
            WhetherSafe::Fine | WhetherSafe::Joking if waits => Some(self.safe(scene)),
            WhetherSafe::Yes if asked => Some(self.safe(scene)),
            WhetherSafe::No if asked => Some(self.not_safe(scene)),
            _ => None,
        }
    }

    /// Glad, and no more questions; after a crisis reply the people stay in view.
    pub(super) fn safe(&self, scene: &mut Scene) -> Reply {
        scene.session.pending = None;
        let mut reply = Reply::saying(Outcome::Command, self.say(Phrase::GladYouAreSafe));
        if scene.session.concern.as_ref().is_some_and(|held| held.level == Level::Urgent) {
            let people = self.help_now(&scene.session, scene.now);
            reply.services = people.services;
            reply.blocks.extend(people.blocks.into_iter().filter(|block| matches!(block, Block::Card(_))));
        }
        reply.offering(vec![
            self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse),
            self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
        ])
    }

    /// "No" to "are you safe?": the crisis reply of what was raised, 999 first.
    fn not_safe(&self, scene: &mut Scene) -> Reply {
        let Some(held) = scene.session.concern.as_mut() else { return self.help_now(&scene.session, scene.now) };
        held.level = Level::Urgent;
        // Who is not safe themselves is no mere helper, whoever they wrote about.
        held.carer = false;
        let concern = Concern {
            id: held.id.clone(),
            level: Level::Urgent,
            friend: held.id == OF_A_FRIEND,
            now: true,
            why: Why::Rule("not safe".to_owned()),
        };
        scene.events.push(Event::Concern { concern: concern.id.clone(), level: Level::Urgent });
        scene.session.pending = Some(Pending::Urgent);
        self.crisis_reply(&scene.session, &[concern], scene.now)
    }
}
