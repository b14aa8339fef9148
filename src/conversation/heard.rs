//! What a typed message leads to. The order here is the order of trust:
//! safety first, then what is said to the chat, then what goes on with the
//! turn before, and only then a question for services.

use chrono::Duration;

use super::action::Action;
use super::airt::{Airt, Scene};
use super::event::Event;
use super::reply::{Block, Outcome, Reply};
use super::session::{Pending, Question, RaisedConcern};
use crate::knowledge::Level;
use crate::safety::{Concern, Why};
use crate::understanding::{ChatKind, Command, Repair, Understood, asked_facet, command, plain, repair};
use crate::wording::Phrase;

/// Messages that follow one another within this time are one question.
const BURST_SECONDS: i64 = 6;

/// From this age on, in years, somebody with a child of their own is spoken to
/// as the one who cares for it.
const GROWN_UP: u8 = 18;

/// After this many times the same question a person is offered.
const SAME_QUESTION: u32 = 3;

/// How a question begins.
const ASKING: &[&str] = &[
    "what", "whats", "whit", "how", "hows", "when", "whens", "where", "wheres", "who", "whos", "which", "is", "are",
    "do", "does", "dae", "can", "could", "will", "would", "should", "if",
];

/// How the rest of another message begins.
const JOINING: &[&str] =
    &["and", "n", "an", "but", "because", "cos", "coz", "cause", "so", "or", "also", "plus", "which"];

impl Airt {
    pub(super) fn heard(&self, scene: &mut Scene, text: &str) -> Reply {
        let plain = plain(text);
        let concerns = in_context(scene, &plain, self.parts.screen.screen(text));
        let by_rule = concerns.iter().any(|concern| matches!(concern.why, Why::Rule(_)));
        if let Some(reply) = (!by_rule).then(|| self.answered_if_safe(scene, &plain)).flatten() {
            return reply;
        }
        // It was asked once; from here on a "no" is about something else.
        scene.session.pending.take_if(|pending| *pending == Pending::Safe);
        note(scene, &concerns);
        if self.is_safe_word(&plain) {
            return self.help_now(&scene.session, scene.now);
        }
        if concerns.iter().any(|concern| concern.level == Level::Urgent) {
            return self.urgent(scene, text, &concerns);
        }
        if let Some(reply) = self.burst_alarm(scene, text, &plain) {
            return reply;
        }
        let mut reply = self.unalarmed(scene, text, &plain);
        if !concerns.is_empty() && reply.outcome != Outcome::Urgent {
            self.ask_if_safe(scene, &mut reply, &concerns);
        }
        reply
    }

    fn is_safe_word(&self, plain_text: &str) -> bool {
        let labels = [Phrase::SafeWord, Phrase::ChoiceHelpNow];
        labels.iter().any(|phrase| plain(&self.say(*phrase)) == plain_text)
    }

    fn urgent(&self, scene: &mut Scene, text: &str, concerns: &[Concern]) -> Reply {
        scene.session.pending = Some(Pending::Urgent);
        // "I'm 17 and they threw me out": the age in the same breath decides
        // who may be rung, and must not be asked for now.
        let understood = self.parts.reader.read(text);
        super::narrow::learn(scene, &understood);
        if let Some(held) = scene.session.concern.as_mut() {
            // "My girl" of a fifteen-year-old is no daughter.
            held.carer = understood.carer && scene.session.age.is_none_or(|age| age >= GROWN_UP);
        }
        hold_question(scene, text);
        self.crisis_reply(&scene.session, concerns, scene.now)
    }

    /// A message that alarms only together with the one just before it.
    fn burst_alarm(&self, scene: &mut Scene, text: &str, plain_text: &str) -> Option<Reply> {
        let together = burst(scene, text, plain_text).filter(|_| !asks_about_shown(scene, plain_text))?;
        let concerns = self.parts.screen.screen(&together);
        concerns.iter().any(|concern| concern.level == Level::Urgent).then(|| {
            note(scene, &concerns);
            scene.replaces = true;
            self.urgent(scene, &together, &concerns)
        })
    }

    fn unalarmed(&self, scene: &mut Scene, text: &str, plain_text: &str) -> Reply {
        let understood = self.parts.reader.read(text);
        if let Some(action) = self.labelled(scene, plain_text) {
            return self.tapped(scene, &action);
        }
        if let Some(command) = command(plain_text).filter(|command| !asks_about_service(scene, *command, plain_text)) {
            return self.commanded(scene, command);
        }
        if let Some(reply) = self.asked_for(scene, &understood, plain_text) {
            return reply;
        }
        self.goes_on(scene, &understood, plain_text)
            .unwrap_or_else(|| self.question(scene, text, plain_text, &understood))
    }

    /// An answer to what Airt asked last: an age, a place.
    fn asked_for(&self, scene: &mut Scene, understood: &Understood, plain_text: &str) -> Option<Reply> {
        match scene.session.pending {
            Some(Pending::Age) => {
                let age = super::narrow::bare_age(plain_text).or(understood.age)?;
                Some(self.age_given(scene, Some(age)))
            }
            Some(Pending::Place) if super::narrow::says_only_who(plain_text, understood) => {
                Some(self.place_given(scene, understood.place.clone()))
            }
            _ => None,
        }
    }

    /// A message that makes sense only after the turn before.
    fn goes_on(&self, scene: &mut Scene, understood: &Understood, plain_text: &str) -> Option<Reply> {
        if let Some(reply) = self.after_concern(scene, understood, plain_text) {
            return Some(reply);
        }
        if let Some(asked) = asked_facet(plain_text) {
            if let Some(reply) = self.fact(scene, &asked, plain_text, understood) {
                return Some(reply);
            }
            if super::fact::is_about_nothing(scene, &asked, plain_text) {
                return Some(self.topics(Outcome::AskBack, Phrase::WhichService));
            }
        }
        if matches!(understood.chat, Some(ChatKind::Thanks | ChatKind::Goodbye)) {
            return understood.chat.map(|kind| self.small_talk(kind, scene));
        }
        if super::narrow::says_only_who(plain_text, understood) {
            return Some(self.narrowed(scene, understood));
        }
        scene.session.question(scene.now)?;
        let repair = repair(plain_text)?;
        self.repaired(scene, repair, understood)
    }

    fn repaired(&self, scene: &mut Scene, repair: Repair, understood: &Understood) -> Option<Reply> {
        match repair {
            Repair::No => Some(self.not_these(scene)),
            Repair::Yes => Some(self.yes(scene)),
            Repair::SomethingElse => Some(self.something_else(scene)),
            Repair::ForMe => {
                super::narrow::learn(scene, understood);
                Some(self.again(scene))
            }
            Repair::Instead(meant) => {
                let inner = self.parts.reader.read(&meant);
                if super::narrow::says_only_who(&plain(&meant), &inner) {
                    return Some(self.narrowed(scene, &inner));
                }
                let held = scene.session.question(scene.now).map(|question| question.text.clone())?;
                let mut reply = self.asked(scene, &meant);
                if reply.outcome == Outcome::Unanswered {
                    reply = self.asked(scene, &format!("{held}. {meant}"));
                }
                Some(reply)
            }
            Repair::Besides(more) => {
                let held = scene.session.question(scene.now).map(|question| question.text.clone())?;
                Some(self.asked(scene, &format!("{held}. {more}")))
            }
        }
    }

    /// "ok", "no", "thanks", "i'll phone them" after a concern: never a joke
    /// and never a search; the contacts stay in view.
    fn after_concern(&self, scene: &mut Scene, understood: &Understood, plain_text: &str) -> Option<Reply> {
        let raised = scene.session.concern.as_ref()?;
        let urgent = raised.level == Level::Urgent;
        let going = super::narrow::is_going_to_call(plain_text);
        let trivial = matches!(repair(plain_text), Some(Repair::Yes | Repair::No))
            || matches!(understood.chat, Some(ChatKind::Thanks | ChatKind::Goodbye));
        if !urgent || !(going || trivial) {
            return None;
        }
        let phrase = if going { Phrase::GladYouWillCall } else { Phrase::StillHere };
        let mut reply = self.help_now(&scene.session, scene.now);
        reply.outcome = Outcome::SmallTalk;
        reply.blocks.retain(|block| matches!(block, Block::Card(_)));
        reply.blocks.insert(0, Block::say(self.say(phrase)));
        Some(reply)
    }

    /// A message that stands for itself.
    fn question(&self, scene: &mut Scene, text: &str, plain_text: &str, understood: &Understood) -> Reply {
        if let Some(language) = understood.language {
            return self.other_language(scene, language);
        }
        if let Some(kind) = understood.chat
            && !self.parts.finder.is_name(text)
        {
            return self.small_talk(kind, scene);
        }
        if plain_text.is_empty() && understood.normal.trim().is_empty() {
            return self.topics(Outcome::SmallTalk, Phrase::EmptyMessage);
        }
        let together = burst(scene, text, plain_text)
            .filter(|_| is_joined_on(plain_text) || !self.stands_alone(scene, understood));
        if let Some(together) = together {
            scene.replaces = true;
            return self.asked(scene, &together);
        }
        self.asked(scene, text)
    }

    /// A question for services: held for half an hour, answered.
    pub(super) fn asked(&self, scene: &mut Scene, text: &str) -> Reply {
        let times = hold_question(scene, text);
        scene.typed = Some(text.to_owned());
        let mut reply = self.answer(scene, text);
        if times >= SAME_QUESTION {
            reply.blocks.push(Block::say(self.say(Phrase::SameAgain)));
            reply.choices.insert(0, self.choice(Phrase::ChoiceTalkToPerson, Action::TalkToPerson));
        }
        reply
    }
}

/// "Do I have to give my name", after a service was shown, asks about the
/// service; "do you keep this" asks about the chat at any time.
fn asks_about_service(scene: &Scene, command: Command, plain_text: &str) -> bool {
    const CHAT: &[&str] = &["you", "u", "ye", "this", "chat", "here", "type", "typed", "message", "messages", "airt"];
    command == Command::Privacy
        && !scene.session.shown.is_empty()
        && !plain_text.split(' ').any(|word| CHAT.contains(&word))
}

/// Whether a message asks one thing about what was just shown, and nothing else.
fn asks_about_shown(scene: &Scene, plain_text: &str) -> bool {
    !scene.session.shown.is_empty() && asked_facet(plain_text).is_some_and(|asked| asked.rest.is_empty())
}

/// "What happens if I ring" means the line on the screen: out of that context it
/// can lie among cries for help. What only the examples hear in such a message
/// counts less; what a rule hears counts in full.
fn in_context(scene: &Scene, plain_text: &str, concerns: Vec<Concern>) -> Vec<Concern> {
    // "He does it where clothes cover" has a word of such a question, and is none.
    if !asks_about_shown(scene, plain_text) || !is_asked(plain_text) {
        return concerns;
    }
    let heard = concerns.into_iter().filter_map(|concern| match (&concern.why, concern.level) {
        (Why::Rule(_), _) => Some(concern),
        (Why::Example { .. }, Level::Urgent) => Some(Concern { level: Level::CheckIn, ..concern }),
        (Why::Example { .. }, Level::CheckIn) => None,
    });
    heard.collect()
}

/// Whether a message begins as a question does: "what happens if i ring".
fn is_asked(plain_text: &str) -> bool {
    let mut words = plain_text.split(' ').skip_while(|word| matches!(*word, "and" | "n" | "so" | "but" | "ok"));
    words.next().is_some_and(|first| ASKING.contains(&first))
}

/// Whether a message begins as the rest of another one: "because i look after my mum".
fn is_joined_on(plain_text: &str) -> bool {
    plain_text.split(' ').next().is_some_and(|first| JOINING.contains(&first))
}

/// Remembers what was raised, and tells insights; no text goes with it.
fn note(scene: &mut Scene, concerns: &[Concern]) {
    for concern in concerns {
        scene.events.push(Event::Concern { concern: concern.id.clone(), level: concern.level });
    }
    let Some(strongest) = concerns.first() else { return };
    match &mut scene.session.concern {
        // A bare "ok" can sound like distress to the encoder. It must not turn
        // what was urgent into a gentler matter, which takes the contacts away.
        Some(held) if held.level > strongest.level => held.at = scene.now,
        held => {
            let (id, level) = (strongest.id.clone(), strongest.level);
            *held = Some(RaisedConcern { id, level, at: scene.now, carer: false });
        }
    }
}

/// This message with the one before, when both came within seconds. Not after a
/// crisis reply: that message was heard, and this one must not get the same again.
fn burst(scene: &Scene, text: &str, plain_text: &str) -> Option<String> {
    let before = scene.session.last_question.as_ref().filter(|_| scene.session.pending != Some(Pending::Urgent))?;
    let age = scene.now - before.at;
    let same = plain(&before.text) == plain_text;
    (age >= Duration::zero() && age < Duration::seconds(BURST_SECONDS) && !same && !scene.replaces)
        .then(|| format!("{}. {text}", before.text))
}

/// Holds a question in memory; how often the same was asked in a row.
fn hold_question(scene: &mut Scene, text: &str) -> u32 {
    let times = scene
        .session
        .question(scene.now)
        .filter(|question| plain(&question.text) == plain(text))
        .map_or(1, |question| question.times.saturating_add(1));
    scene.session.last_question = Some(Question { text: text.to_owned(), at: scene.now, times, seen: Vec::new() });
    scene.session.browsing = None;
    times
}
