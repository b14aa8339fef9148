//! Services for a question: found, shown, or honestly not found.

use super::action::{Action, Choice};
use super::airt::{Airt, Scene};
use super::card::CardKind;
use super::reply::{Block, Outcome, Reply, ShownService};
use super::session::{Browsing, Pending};
use crate::knowledge::{Audience, ContactKind, Service, ServiceId, State};
use crate::search::{Confidence, Query, Ranking};
use crate::understanding::{Need, Understood};
use crate::wording::Phrase;

/// Scores closer than this say the same.
const A_TIE: f32 = 0.01;

/// How many services a reply shows at most.
pub(super) const SHOWN: usize = 3;

impl Airt {
    /// Answers a question from the beginning.
    pub(super) fn answer(&self, scene: &mut Scene, text: &str) -> Reply {
        if let Some(question) = scene.session.last_question.as_mut() {
            question.seen.clear();
        }
        self.answer_on(scene, text)
    }

    /// Answers a question with what was not shown for it yet.
    fn answer_on(&self, scene: &mut Scene, text: &str) -> Reply {
        let understood = self.parts.reader.read(text);
        super::narrow::learn(scene, &understood);
        let mut reply = self.found(scene, &understood);
        self.say_if_outside(scene, &mut reply);
        reply
    }

    fn found(&self, scene: &mut Scene, understood: &Understood) -> Reply {
        let ranking = self.ranked(scene, understood);
        if ranking.confidence == Confidence::Nothing {
            return self.nothing_found(scene, &ranking);
        }
        let sure = ranking.confidence == Confidence::Sure;
        // Who asked for one service by its name gets that one.
        let named = ranking.hits.first().is_some_and(|hit| hit.named);
        let seen = scene.session.question(scene.now).map_or_else(Vec::new, |question| question.seen.clone());
        let first = seen.is_empty();
        let show = if first { ranking.show.max(1) } else { SHOWN };
        let mut hits: Vec<(&Service, f32)> = ranking
            .hits
            .iter()
            .filter_map(|hit| Some((self.parts.knowledge.service(hit.service.as_str())?.as_ref(), hit.score)))
            .filter(|(service, _)| !seen.contains(&service.id))
            .take(show)
            .collect();
        self.open_first(&mut hits, scene);
        if first && (!sure || !named && self.may_want_a_listener(&hits)) {
            self.add_listener(&mut hits, scene, understood);
        }
        if hits.is_empty() {
            return self.no_more();
        }
        let outcome = if sure { Outcome::Answered } else { Outcome::Unsure };
        let intro = match (sure, hits.len()) {
            (true, 1) => Phrase::HereIsOne,
            (true, _) => Phrase::HereAreSome,
            (false, _) => Phrase::IsItOneOfThese,
        };
        scene.session.pending = (!sure).then_some(Pending::OneOfThese);
        let mut reply = Reply::saying(outcome, self.say(intro));
        for (service, score) in &hits {
            self.put(&mut reply, service, *score, scene);
        }
        let shown = |id: &ServiceId| seen.contains(id) || hits.iter().any(|(service, _)| service.id == *id);
        let more = ranking.hits.iter().any(|hit| !shown(&hit.service));
        self.finish(scene, &mut reply, more);
        if let Some(question) = scene.session.last_question.as_mut() {
            question.seen.extend(hits.iter().map(|(service, _)| service.id.clone()));
        }
        reply
    }

    /// Where nothing else decides, what is open comes before what is closed.
    fn open_first(&self, hits: &mut [(&Service, f32)], scene: &Scene) {
        let is_open = |service: &Service| service.routes().any(|contact| self.is_open(contact, scene.now));
        // One pass from the back: an open service moves up past equals, never past a better one.
        for at in (1..hits.len()).rev() {
            if let Some([(closed, better), (open, good)]) = hits.get_mut(at - 1..=at)
                && *better - *good < A_TIE
                && is_open(open)
                && !is_open(closed)
            {
                hits.swap(at - 1, at);
            }
        }
    }

    /// Whether what was found is about how somebody feels, and not about a form
    /// or a bus.
    fn may_want_a_listener(&self, hits: &[(&Service, f32)]) -> bool {
        let topics = hits.first().into_iter().flat_map(|(first, _)| &first.topics);
        topics.filter_map(|id| self.parts.knowledge.topic(id.as_str())).any(|topic| topic.listener)
    }

    /// Where Airt is not sure what is meant, or somebody is hurting, one who
    /// listens to anything is among the choices: a wrong guess must not be a
    /// dead end, and the first step is often to tell somebody.
    fn add_listener<'a>(&'a self, hits: &mut Vec<(&'a Service, f32)>, scene: &Scene, understood: &Understood) {
        let parent = understood.audience.is_some_and(|audience| audience != Audience::YoungPerson);
        let age = understood.age_in_need().or(scene.session.age);
        let id = match age {
            _ if parent => "children-first",
            Some(19..) => "breathing-space",
            _ => "childline",
        };
        let Some(listener) = self.visible(id, scene.now).filter(|_| !hits.is_empty()) else { return };
        let refused = self.parts.finder.refuses(&understood.raw, &listener.id);
        if refused || hits.iter().any(|(service, _)| service.id == listener.id) {
            return;
        }
        hits.truncate(SHOWN - 1);
        let score = hits.last().map_or(0.0, |(_, score)| *score);
        hits.push((listener, score));
    }

    /// One service into a reply; one that is held back or has ended says so
    /// and brings its living alternatives along.
    fn put(&self, reply: &mut Reply, service: &Service, score: f32, scene: &Scene) {
        if service.is_visible(super::airt::today(scene.now)) {
            reply.services.push(ShownService { id: service.id.clone(), score });
            reply.blocks.push(Block::Card(self.card(service, CardKind::Answer, scene.now)));
            reply.choices.push(Choice {
                label: self.parts.wording.say_with(Phrase::ChoiceDetails, &[("name", &service.name)]),
                action: Action::Details(service.id.clone()),
            });
            return;
        }
        let phrase = if service.state == State::Ended { Phrase::HasEnded } else { Phrase::NotConfirmed };
        reply.blocks.push(Block::say(self.parts.wording.say_with(phrase, &[("name", &service.name)])));
        let shown: Vec<_> = reply.services.iter().map(|shown| shown.id.clone()).collect();
        for other in service.instead.iter().filter(|id| !shown.contains(id)).take(SHOWN - 1) {
            if let Some(living) = self.visible(other.as_str(), scene.now) {
                reply.services.push(ShownService { id: living.id.clone(), score });
                reply.blocks.push(Block::Card(self.card(living, CardKind::Answer, scene.now)));
            }
        }
    }

    /// What stands below every list of services.
    fn finish(&self, scene: &mut Scene, reply: &mut Reply, more: bool) {
        self.add_always_open(scene, reply);
        if more {
            reply.choices.push(self.choice(Phrase::ChoiceMore, Action::More));
        }
        reply.choices.push(self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse));
        reply.choices.push(self.choice(Phrase::ChoiceHelpNow, Action::HelpNow));
        reply.choices.push(self.choice(Phrase::ChoiceHelpful, Action::Feedback(true)));
        reply.choices.push(self.choice(Phrase::ChoiceNotHelpful, Action::Feedback(false)));
        self.ask_age_if_it_matters(scene, reply);
    }

    /// A line that is always open, where none of the services shown is: at two
    /// in the morning a list of offices is a dead end.
    fn add_always_open(&self, scene: &Scene, reply: &mut Reply) {
        let open = |service: &Service| service.routes().any(crate::knowledge::Contact::is_always_open);
        let shown = reply.services.iter().filter_map(|shown| self.parts.knowledge.service(shown.id.as_str()));
        if reply.services.is_empty() || shown.into_iter().any(|service| open(service)) {
            return;
        }
        let id = if scene.session.age.is_some_and(|age| age <= 18) { "childline" } else { "samaritans" };
        let Some(service) = self.visible(id, scene.now) else { return };
        let Some(route) = service.routes().find(|route| route.kind == ContactKind::Phone && route.is_always_open())
        else {
            return;
        };
        reply.blocks.push(Block::say(
            self.parts
                .wording
                .say_with(Phrase::AlwaysOpen, &[("name", service.name.as_str()), ("number", route.value.as_str())]),
        ));
    }

    /// Whether a message is a question of its own, and Airt sure of the answer.
    pub(super) fn stands_alone(&self, scene: &Scene, understood: &Understood) -> bool {
        self.ranked(scene, understood).confidence == Confidence::Sure
    }

    /// The services for one need, or for both in the order in which they stand.
    fn ranked(&self, scene: &Scene, understood: &Understood) -> Ranking {
        let whole = Need { raw: understood.raw.clone(), normal: understood.normal.clone() };
        let search = |need: &Need| self.parts.finder.find(&query(scene, understood, need));
        let [first, second] = understood.needs.as_slice() else { return search(&whole) };
        let (first, second) = (search(first), search(second));
        match (first.confidence, second.confidence) {
            (Confidence::Sure, Confidence::Sure) => interleaved(&first, second),
            _ => search(&whole),
        }
    }

    /// The next services for the last question or topic.
    pub(super) fn more(&self, scene: &mut Scene) -> Reply {
        if let Some(browsing) = scene.session.browsing.clone() {
            return self.browse(scene, browsing);
        }
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        match held {
            Some(text) => self.answer_on(scene, &text),
            None => self.topics(Outcome::Command, Phrase::TopicsIntro),
        }
    }

    /// "No", "not that": the next ones, or an honest question.
    pub(super) fn not_these(&self, scene: &mut Scene) -> Reply {
        scene.session.pending = None;
        let held = scene.session.question(scene.now).map(|question| question.text.clone());
        let Some(text) = held else {
            return self.topics(Outcome::Command, Phrase::AskMe);
        };
        let mut reply = self.answer_on(scene, &text);
        if reply.services.is_empty() {
            return self.topics(Outcome::Command, Phrase::SayItAnotherWay);
        }
        if let Some(first) = reply.blocks.first_mut() {
            *first = Block::say(self.say(Phrase::HowAboutThese));
        }
        reply.outcome = Outcome::Unsure;
        reply
    }

    /// "Yes" to "is it one of these?" opens the first; otherwise it is heard.
    pub(super) fn yes(&self, scene: &mut Scene) -> Reply {
        let asked = scene.session.pending.take() == Some(Pending::OneOfThese);
        match scene.session.shown.as_slice() {
            [only] if asked => {
                let id = only.clone();
                self.details(scene, id.as_str())
            }
            _ => Reply::saying(Outcome::SmallTalk, self.say(Phrase::OkayHere)).offering(vec![
                self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse),
                self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
            ]),
        }
    }

    fn no_more(&self) -> Reply {
        self.topics(Outcome::Command, Phrase::NoMore)
    }

    /// Everything about one service.
    pub(super) fn details(&self, scene: &mut Scene, id: &str) -> Reply {
        let Some(service) = self.visible(id, scene.now).cloned() else { return self.gone() };
        scene.session.focus = Some(service.id.clone());
        let mut reply = Reply::saying(Outcome::FollowUp, "");
        reply.blocks = vec![Block::Card(self.card(&service, CardKind::Details, scene.now))];
        reply.services = vec![ShownService { id: service.id.clone(), score: 1.0 }];
        reply.offering(vec![
            self.choice(Phrase::ChoiceBack, Action::Back),
            self.choice(Phrase::ChoiceWrongNumber, Action::WrongNumber(service.id.clone())),
            self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse),
            self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
        ])
    }

    /// The services of a topic, from its beginning.
    pub(super) fn topic(&self, scene: &mut Scene, id: &str) -> Reply {
        let Some(topic) = self.parts.knowledge.topic(id) else { return self.gone() };
        scene.session.last_question = None;
        self.browse(scene, Browsing { topic: topic.id.clone(), offset: 0 })
    }

    fn browse(&self, scene: &mut Scene, browsing: Browsing) -> Reply {
        let Some(topic) = self.parts.knowledge.topic(browsing.topic.as_str()) else { return self.gone() };
        let found = self.of_topic(scene, browsing.topic.as_str());
        let page: Vec<&Service> = found.iter().copied().skip(browsing.offset).take(SHOWN).collect();
        if page.is_empty() {
            return self.no_more();
        }
        let title = self.parts.wording.say_with(Phrase::TopicIntro, &[("topic", &topic.title)]);
        let mut reply = Reply::saying(Outcome::Answered, title);
        for service in &page {
            self.put(&mut reply, service, 1.0, scene);
        }
        let next = browsing.offset + page.len();
        self.finish(scene, &mut reply, found.len() > next);
        scene.session.browsing = Some(Browsing { offset: next, ..browsing });
        reply
    }

    /// A topic's services for young people, those first that anyone can reach
    /// by themselves and whose first topic it is; what does not fit the age is left out.
    fn of_topic(&self, scene: &Scene, id: &str) -> Vec<&Service> {
        let today = super::airt::today(scene.now);
        let mut found: Vec<&Service> = self
            .parts
            .knowledge
            .shown(today)
            .map(AsRef::as_ref)
            .filter(|service: &&Service| service.topics.iter().any(|topic| topic.as_str() == id))
            .filter(|service| service.serves(Audience::YoungPerson))
            .filter(|service| scene.session.age.is_none_or(|age| service.fits_age(age)))
            .collect();
        found.sort_by_key(|service| {
            let first = service.topics.first().is_none_or(|topic| topic.as_str() != id);
            let asks = service.access.how == crate::knowledge::How::Ask;
            let aged = scene.session.age.is_none() && service.who.min_age.is_some_and(|age| age > 16);
            (first, asks, aged, !service.crisis)
        });
        found
    }

    /// Nothing found: honest, with the nearest topics and somebody to ask.
    fn nothing_found(&self, scene: &Scene, ranking: &Ranking) -> Reply {
        let mut reply = Reply::saying(Outcome::Unanswered, self.say(Phrase::NothingFound));
        reply.blocks.push(Block::say(self.say(super::chat::trusted_person(scene.session.age))));
        let id = if scene.session.age.is_some_and(|age| age > 18) { "samaritans" } else { "childline" };
        if let Some(service) = self.visible(id, scene.now) {
            reply.blocks.push(Block::Card(self.card(service, CardKind::Crisis, scene.now)));
        }
        if scene.session.concern.is_none() {
            reply.blocks.push(Block::say(self.say(Phrase::KeptForStaff)));
            reply.choices.push(self.choice(Phrase::ChoiceDontKeep, Action::Consent(false)));
        }
        let mut near: Vec<Choice> = self.near_topics(ranking);
        reply.choices.append(&mut near);
        reply.choices.push(self.choice(Phrase::ChoiceTopics, Action::Topics));
        reply.choices.push(self.choice(Phrase::ChoiceHelpNow, Action::HelpNow));
        reply.choices.push(self.choice(Phrase::ChoiceNotHelpful, Action::Feedback(false)));
        reply
    }

    fn near_topics(&self, ranking: &Ranking) -> Vec<Choice> {
        let mut near: Vec<Choice> = Vec::new();
        let hits = ranking.hits.iter();
        for hit in hits {
            let topics = self.parts.knowledge.service(hit.service.as_str()).map(|service| &service.topics);
            for topic in topics.into_iter().flatten().filter_map(|id| self.parts.knowledge.topic(id.as_str())) {
                let action = Action::Topic(topic.id.clone());
                if near.len() < SHOWN && !near.iter().any(|choice| choice.action == action) {
                    near.push(Choice { label: topic.title.clone(), action });
                }
            }
        }
        near
    }
}

/// The best of each need in turn, nothing twice.
fn interleaved(first: &Ranking, second: Ranking) -> Ranking {
    let mut hits = Vec::new();
    let mut second_hits = second.hits.into_iter();
    for hit in first.hits.clone() {
        hits.push(hit);
        hits.extend(second_hits.next());
    }
    hits.extend(second_hits);
    let mut seen = std::collections::BTreeSet::new();
    hits.retain(|hit| seen.insert(hit.service.clone()));
    let show = (first.show.min(2) + second.show.min(2)).clamp(2, SHOWN);
    Ranking { hits, confidence: first.confidence, show }
}

/// What the finder is asked for one need of a message.
pub(super) fn query(scene: &Scene, understood: &Understood, need: &Need) -> Query {
    let for_other = understood.about.is_some_and(|about| about != crate::understanding::About::Myself);
    Query {
        raw: need.raw.clone(),
        normal: need.normal.clone(),
        age: understood.age_in_need().or(if for_other { None } else { scene.session.age }),
        place: understood.place.clone().or_else(|| scene.session.place.clone()),
        encoded: None,
        audience: understood.audience.filter(|audience| *audience != Audience::YoungPerson),
    }
}
