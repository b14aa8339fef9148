//! A typed label is a tap: in the terminal, by voice, or where somebody types
//! what a button says.

use super::action::Action;
use super::airt::{Airt, Scene};
use super::names::position;
use crate::understanding::plain;
use crate::wording::Phrase;

/// Labels that always mean the same.
const LABELS: &[(Phrase, Action)] = &[
    (Phrase::ChoiceMore, Action::More),
    (Phrase::ChoiceSomethingElse, Action::SomethingElse),
    (Phrase::ChoiceTopics, Action::Topics),
    (Phrase::ChoiceMorePeople, Action::MorePeople),
    (Phrase::ChoiceTalkToPerson, Action::TalkToPerson),
    (Phrase::ChoiceNotWhatIMeant, Action::NotWhatIMeant),
    (Phrase::ChoiceSafe, Action::IAmSafe),
    (Phrase::ChoicePrivacy, Action::Privacy),
    (Phrase::ChoiceWhatYouHold, Action::WhatYouHold),
    (Phrase::ChoiceForget, Action::Forget),
    (Phrase::ChoiceBack, Action::Back),
    (Phrase::ChoiceHelpful, Action::Feedback(true)),
    (Phrase::ChoiceNotHelpful, Action::Feedback(false)),
    (Phrase::ChoiceDontKeep, Action::Consent(false)),
    (Phrase::AgeUnder12, Action::Age(Some(10))),
    (Phrase::AgeUnder16, Action::Age(Some(14))),
    (Phrase::AgeUnder19, Action::Age(Some(17))),
    (Phrase::AgeOver18, Action::Age(Some(20))),
    (Phrase::RatherNotSay, Action::Age(None)),
];

impl Airt {
    /// The action whose label the message is, word for word.
    pub(super) fn labelled(&self, scene: &Scene, plain_text: &str) -> Option<Action> {
        if plain_text.is_empty() {
            return None;
        }
        let fixed = LABELS.iter().find(|(phrase, _)| plain(&self.say(*phrase)) == plain_text);
        fixed
            .map(|(_, action)| action.clone())
            .or_else(|| self.topic_label(plain_text))
            .or_else(|| self.shown_label(scene, plain_text))
    }

    fn topic_label(&self, plain_text: &str) -> Option<Action> {
        let topic = self.parts.knowledge.topics.iter().find(|topic| plain(&topic.title) == plain_text)?;
        Some(Action::Topic(topic.id.clone()))
    }

    /// "More about Kooth", "the second one": one of the services just shown.
    fn shown_label(&self, scene: &Scene, plain_text: &str) -> Option<Action> {
        let shown = &scene.session.shown;
        let named = shown.iter().filter_map(|id| self.parts.knowledge.service(id.as_str())).find(|service| {
            let label = self.parts.wording.say_with(Phrase::ChoiceDetails, &[("name", &service.name)]);
            plain(&label) == plain_text || plain(&service.name) == plain_text
        });
        let pointed = || {
            let short = plain_text.split(' ').count() <= 4;
            shown.get(position(plain_text, shown.len())?).filter(|_| short).cloned()
        };
        named.map(|service| service.id.clone()).or_else(pointed).map(Action::Details)
    }
}
