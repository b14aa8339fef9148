//! What is said about the chat itself: beginning, privacy, forgetting, small
//! talk. Short and kind, and always with a way on.

use super::action::{Action, Choice};
use super::airt::{Airt, Scene};
use super::card::CardKind;
use super::event::Event;
use super::reply::{Block, Outcome, Reply, ShownService};
use super::session::Session;
use crate::understanding::{ChatKind, Command, Language};
use crate::wording::Phrase;

impl Airt {
    pub(super) fn choice(&self, phrase: Phrase, action: Action) -> Choice {
        Choice { label: self.say(phrase), action }
    }

    /// Something that was asked of the chat itself.
    pub(super) fn commanded(&self, scene: &mut Scene, command: Command) -> Reply {
        match command {
            Command::StartAgain => {
                scene.session.shown.clear();
                scene.session.last_question = None;
                self.start(scene)
            }
            Command::WhatCanYouDo => self.topics(Outcome::Command, Phrase::WhatICanDo),
            Command::WhoAreYou => self.topics(Outcome::Command, Phrase::WhoIAm),
            Command::Privacy => self.privacy(),
            Command::WhatYouHold => self.what_i_hold(scene),
            Command::Forget => self.forget(scene),
            Command::Topics => self.topics(Outcome::Command, Phrase::TopicsIntro),
            Command::More => self.more(scene),
            Command::Back => self.back(scene),
            Command::TalkToPerson => self.talk_to_person(scene),
            Command::MorePeople => self.more_people(&scene.session, scene.now),
            Command::Hide => Reply::saying(Outcome::Command, self.say(Phrase::Hidden)),
            Command::Feedback(helpful) => self.feedback(scene, helpful),
            Command::WrongNumber => {
                match scene.session.focus.clone().or_else(|| scene.session.shown.first().cloned()) {
                    Some(service) => self.wrong_number(scene, service),
                    None => Reply::saying(Outcome::Command, self.say(Phrase::WrongNumberWhich)),
                }
            }
        }
    }

    pub(super) fn start(&self, scene: &mut Scene) -> Reply {
        let greeting = if scene.session.greeted { Phrase::GreetingAgain } else { Phrase::Greeting };
        scene.session.greeted = true;
        scene.session.pending = None;
        let mut reply = self.topics(Outcome::Command, greeting);
        reply.blocks.push(Block::say(self.say(Phrase::WhatIAm)));
        reply
    }

    /// The topics to tap, after a sentence.
    pub(super) fn topics(&self, outcome: Outcome, intro: Phrase) -> Reply {
        let topics = self
            .parts
            .knowledge
            .topics
            .iter()
            .map(|topic| Choice { label: topic.title.clone(), action: Action::Topic(topic.id.clone()) });
        let mut choices: Vec<Choice> = topics.collect();
        choices.push(self.choice(Phrase::ChoiceHelpNow, Action::HelpNow));
        Reply::saying(outcome, self.say(intro)).offering(choices)
    }

    pub(super) fn privacy(&self) -> Reply {
        let days = self.parts.keep_days.to_string();
        Reply::saying(Outcome::Command, self.parts.wording.say_with(Phrase::Privacy, &[("days", &days)])).offering(
            vec![
                self.choice(Phrase::ChoiceWhatYouHold, Action::WhatYouHold),
                self.choice(Phrase::ChoiceForget, Action::Forget),
            ],
        )
    }

    /// Everything that is held about this conversation, in words.
    pub(super) fn what_i_hold(&self, scene: &Scene) -> Reply {
        let wording = &self.parts.wording;
        let session = &scene.session;
        let mut lines = Vec::new();
        if let Some(age) = session.age {
            lines.push(wording.say_with(Phrase::HoldAge, &[("age", &age.to_string())]));
        }
        if let Some(place) = session.place.as_ref().and_then(|id| self.parts.knowledge.places.get(id.as_str())) {
            lines.push(wording.say_with(Phrase::HoldPlace, &[("place", &place.name)]));
        }
        if !session.shown.is_empty() {
            lines.push(wording.say_with(Phrase::HoldShown, &[("names", &self.name_list(session))]));
        }
        if session.concern.is_some() {
            lines.push(wording.say(Phrase::HoldConcern));
        }
        if session.question(scene.now).is_some() {
            lines.push(wording.say(Phrase::HoldQuestion));
        }
        if lines.is_empty() {
            lines.push(wording.say(Phrase::HoldNothing));
        }
        lines.insert(0, wording.say(Phrase::HoldIntro));
        let mut reply = Reply::saying(Outcome::Command, lines.join("\n"));
        reply.choices = vec![self.choice(Phrase::ChoiceForget, Action::Forget)];
        reply
    }

    fn name_list(&self, session: &Session) -> String {
        let names = session.shown.iter().filter_map(|id| self.parts.knowledge.service(id.as_str()));
        names.map(|service| service.name.clone()).collect::<Vec<_>>().join(", ")
    }

    pub(super) fn forget(&self, scene: &mut Scene) -> Reply {
        scene.events.push(Event::Forget);
        scene.session = Session { greeted: true, ..Session::new(scene.session.id.clone(), scene.now) };
        Reply::saying(Outcome::Command, self.say(Phrase::Forgotten))
            .offering(vec![self.choice(Phrase::ChoiceTopics, Action::Topics)])
    }

    pub(super) fn cannot_see(&self, scene: &Scene) -> Reply {
        let mut reply = self.help_now(&scene.session, scene.now);
        reply.blocks.retain(|block| matches!(block, Block::Card(_)));
        reply.blocks.insert(0, Block::say(self.say(Phrase::CannotSee)));
        reply.outcome = Outcome::Command;
        reply
    }

    pub(super) fn something_else(&self, scene: &mut Scene) -> Reply {
        scene.session.pending = None;
        self.topics(Outcome::Command, Phrase::AskMe)
    }

    /// A message in another language: the council's language help and the lines.
    pub(super) fn other_language(&self, scene: &Scene, language: Language) -> Reply {
        let mut reply = Reply::saying(Outcome::SmallTalk, self.say(language_phrase(language)));
        let card = |id| Some(Block::Card(self.card(self.visible(id, scene.now)?, CardKind::Crisis, scene.now)));
        // Only the council's help is known to speak other languages.
        reply.blocks.extend(card("language-and-bsl"));
        reply.blocks.push(Block::say(self.say(Phrase::LinesInEnglish)));
        reply.blocks.extend(["emergency-999", "samaritans"].into_iter().filter_map(card));
        reply.offering(vec![self.choice(Phrase::ChoiceHelpNow, Action::HelpNow)])
    }

    /// People to talk to, for this age: nothing about services.
    pub(super) fn talk_to_person(&self, scene: &Scene) -> Reply {
        let mut reply = Reply::saying(Outcome::Command, self.say(Phrase::TalkToPerson));
        for id in people(scene.session.age) {
            if let Some(service) = self.visible(id, scene.now) {
                reply.services.push(ShownService { id: service.id.clone(), score: 1.0 });
                reply.blocks.push(Block::Card(self.card(service, CardKind::Crisis, scene.now)));
            }
        }
        reply.blocks.push(Block::say(self.say(trusted_person(scene.session.age))));
        reply.offering(vec![
            self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
            self.choice(Phrase::ChoiceTopics, Action::Topics),
        ])
    }

    /// What no service answers: a short kind line, then what Airt can do.
    pub(super) fn small_talk(&self, kind: ChatKind, scene: &Scene) -> Reply {
        if kind == ChatKind::Greeting && !scene.session.greeted {
            let mut reply = self.topics(Outcome::SmallTalk, Phrase::Greeting);
            reply.blocks.push(Block::say(self.say(Phrase::WhatIAm)));
            return reply;
        }
        let phrase = chat_phrase(kind);
        let mut reply = Reply::saying(Outcome::SmallTalk, self.say(phrase));
        if !matches!(kind, ChatKind::Thanks | ChatKind::Goodbye) {
            reply.choices = vec![
                self.choice(Phrase::ChoiceTopics, Action::Topics),
                self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
            ];
        }
        reply
    }
}

/// Lines to talk to that are right for an age; without one, lines for everybody and Childline.
pub(super) fn people(age: Option<u8>) -> &'static [&'static str] {
    match age {
        Some(0..=15) => &["childline", "samaritans", "shout"],
        Some(16..=18) => &["childline", "samaritans", "shout", "breathing-space"],
        Some(_) => &["samaritans", "shout", "breathing-space"],
        None => &["samaritans", "shout", "childline"],
    }
}

/// The line in the language itself; for another, in English.
fn language_phrase(language: Language) -> Phrase {
    match language {
        Language::Polish => Phrase::LanguagePolish,
        Language::Romanian => Phrase::LanguageRomanian,
        Language::Ukrainian => Phrase::LanguageUkrainian,
        Language::Arabic => Phrase::LanguageArabic,
        Language::Urdu => Phrase::LanguageUrdu,
        Language::Punjabi => Phrase::LanguagePunjabi,
        Language::Chinese => Phrase::LanguageChinese,
        Language::Other => Phrase::OtherLanguage,
    }
}

fn chat_phrase(kind: ChatKind) -> Phrase {
    match kind {
        ChatKind::Greeting => Phrase::ChatGreeting,
        ChatKind::Thanks => Phrase::ChatThanks,
        ChatKind::Goodbye => Phrase::ChatGoodbye,
        ChatKind::SmallTalk => Phrase::ChatSmallTalk,
        ChatKind::Compliment => Phrase::ChatCompliment,
        ChatKind::Insult => Phrase::ChatInsult,
        ChatKind::Flirting => Phrase::ChatFlirting,
        ChatKind::Joke => Phrase::ChatJoke,
        ChatKind::Homework => Phrase::ChatHomework,
        ChatKind::Trivia => Phrase::ChatTrivia,
        ChatKind::Politics => Phrase::ChatPolitics,
        ChatKind::Sport => Phrase::ChatSport,
        ChatKind::Weather => Phrase::ChatWeather,
        ChatKind::TechSupport => Phrase::ChatTechSupport,
        ChatKind::Shopping => Phrase::ChatShopping,
        ChatKind::AdultService => Phrase::ChatAdultService,
        ChatKind::TestTheBot => Phrase::ChatTestTheBot,
        ChatKind::Gibberish => Phrase::ChatGibberish,
        ChatKind::Games => Phrase::ChatGames,
        ChatKind::Entertainment => Phrase::ChatEntertainment,
        ChatKind::Recipes => Phrase::ChatRecipes,
        ChatKind::Travel => Phrase::ChatTravel,
    }
}

/// Whom somebody of this age could tell, beside the lines.
pub(super) fn trusted_person(age: Option<u8>) -> Phrase {
    match age {
        Some(0..=11) => Phrase::TrustedChild,
        Some(12..=18) => Phrase::TrustedTeen,
        Some(_) => Phrase::TrustedAdult,
        None => Phrase::TrustedAny,
    }
}
