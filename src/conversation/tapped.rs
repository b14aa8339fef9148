//! What a tap leads to. Old buttons keep working: a code says what it means,
//! and what is no longer there is said kindly.

use super::action::Action;
use super::airt::{Airt, Scene};
use super::event::Event;
use super::reply::{Outcome, Reply};
use super::session::Pending;
use crate::knowledge::PlaceId;
use crate::wording::Phrase;

impl Airt {
    pub(super) fn tapped(&self, scene: &mut Scene, action: &Action) -> Reply {
        match action {
            Action::Start => self.start(scene),
            Action::Topics => self.topics(Outcome::Command, Phrase::TopicsIntro),
            Action::Topic(id) => self.topic(scene, id.as_str()),
            Action::Details(id) => self.details(scene, id.as_str()),
            Action::More => self.more(scene),
            Action::SomethingElse => self.something_else(scene),
            Action::HelpNow => self.help_now(&scene.session, scene.now),
            Action::MorePeople => self.more_people(&scene.session, scene.now),
            Action::TalkToPerson => self.talk_to_person(scene),
            Action::NotWhatIMeant => self.not_what_i_meant(scene),
            Action::IAmSafe => self.safe(scene),
            Action::Privacy => self.privacy(),
            Action::WhatYouHold => self.what_i_hold(scene),
            Action::Forget => self.forget(scene),
            Action::Age(age) => self.age_given(scene, *age),
            Action::Place(place) => self.place_given(scene, place.as_deref().map(PlaceId::from)),
            Action::Feedback(helpful) => self.feedback(scene, *helpful),
            Action::WrongNumber(id) => self.wrong_number(scene, id.clone()),
            Action::Consent(given) => self.consent(scene, *given),
            Action::Back => self.back(scene),
            Action::Hide => Reply::saying(Outcome::Command, self.say(Phrase::Hidden)),
        }
    }

    /// Back to the question that the crisis reply came before, without a word
    /// of blame; the question is answered as if it had not alarmed.
    fn not_what_i_meant(&self, scene: &mut Scene) -> Reply {
        scene.session.pending = None;
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        match held {
            Some(text) => {
                let mut reply = self.answer(scene, &text);
                reply.blocks.insert(0, super::reply::Block::say(self.say(Phrase::SorryIMisread)));
                reply
            }
            None => Reply::saying(Outcome::Command, self.say(Phrase::WhatDidYouMean))
                .offering(vec![self.choice(Phrase::ChoiceTopics, Action::Topics)]),
        }
    }

    pub(super) fn feedback(&self, scene: &mut Scene, helpful: bool) -> Reply {
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        let may_keep = !helpful && scene.session.concern.is_none();
        scene.events.push(Event::Feedback {
            helpful,
            services: scene.session.shown.clone(),
            text: held.filter(|_| may_keep),
        });
        let phrase = if helpful { Phrase::FeedbackGood } else { Phrase::FeedbackBad };
        Reply::saying(Outcome::Command, self.say(phrase)).offering(vec![
            self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse),
            self.choice(Phrase::ChoiceTalkToPerson, Action::TalkToPerson),
        ])
    }

    pub(super) fn wrong_number(&self, scene: &mut Scene, service: crate::knowledge::ServiceId) -> Reply {
        let Some(record) = self.parts.knowledge.service(service.as_str()) else {
            return self.gone();
        };
        let name = record.name.clone();
        scene.events.push(Event::WrongNumber { service });
        Reply::saying(Outcome::Command, self.parts.wording.say_with(Phrase::WrongNumberThanks, &[("name", &name)]))
            .offering(vec![self.choice(Phrase::ChoiceTalkToPerson, Action::TalkToPerson)])
    }

    fn consent(&self, scene: &mut Scene, given: bool) -> Reply {
        if scene.session.pending == Some(Pending::Consent) {
            scene.session.pending = None;
        }
        if !given {
            scene.events.push(Event::ConsentRefused);
        }
        let phrase = if given { Phrase::ConsentGiven } else { Phrase::ConsentRefused };
        Reply::saying(Outcome::Command, self.say(phrase))
            .offering(vec![self.choice(Phrase::ChoiceTopics, Action::Topics)])
    }

    /// The last question answered again from its beginning.
    pub(super) fn back(&self, scene: &mut Scene) -> Reply {
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        match held {
            Some(text) => self.answer(scene, &text),
            None => self.topics(Outcome::Command, Phrase::TopicsIntro),
        }
    }

    /// A button whose service or topic is no longer there.
    pub(super) fn gone(&self) -> Reply {
        Reply::saying(Outcome::Command, self.say(Phrase::ButtonGone)).offering(vec![
            self.choice(Phrase::ChoiceTopics, Action::Topics),
            self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
        ])
    }
}
