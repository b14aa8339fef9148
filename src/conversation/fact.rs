//! Follow-ups: one fact about the service just shown, from its record alone.
//! Where the record does not hold it, Airt says so and gives the route to ask.

use std::sync::Arc;

use super::action::Action;
use super::airt::{Airt, Scene};
use super::card::CardKind;
use super::names::position;
use super::reply::{Block, Outcome, Reply, ShownService};
use super::session::Question;
use crate::knowledge::{Contact, ContactKind, How, Service, ServiceId};
use crate::understanding::{AskedDay, AskedFacet, Facet, Understood, language_name};
use crate::wording::Phrase;

/// Which services a question about a fact means.
enum Meant {
    /// Just shown, or talked about.
    Shown(Vec<ServiceId>),
    /// Named in this message, and not shown before.
    Named(ServiceId),
}

impl Airt {
    /// The answer to a question about one fact, where the message is one: it
    /// asks for a fact of what was shown, or of a service that it names, and
    /// for nothing else.
    pub(super) fn fact(
        &self,
        scene: &mut Scene,
        asked: &AskedFacet,
        text: &str,
        understood: &Understood,
    ) -> Option<Reply> {
        if let Some(reply) = self.fact_aside(scene, asked, text) {
            return Some(reply);
        }
        let meant = self.meant(scene, asked, text, understood)?;
        scene.session.aside = brought_up(text);
        super::narrow::learn(scene, understood);
        let (outcome, ids) = match meant {
            Meant::Shown(ids) => (Outcome::FollowUp, ids),
            Meant::Named(id) => {
                scene.session.last_question =
                    Some(Question { text: understood.raw.clone(), at: scene.now, times: 1, seen: Vec::new() });
                (Outcome::Answered, vec![id])
            }
        };
        let services: Vec<_> = ids.iter().filter_map(|id| self.visible(id.as_str(), scene.now)).collect();
        if services.is_empty() {
            return None;
        }
        let mut reply = Reply::saying(outcome, "");
        reply.blocks.clear();
        reply.facet = Some(asked.facet);
        let (known, unknown): (Vec<&Arc<Service>>, Vec<&Arc<Service>>) =
            services.iter().partition(|service| self.known(service, asked, scene).is_some());
        for service in known.iter().chain(&unknown) {
            reply.services.push(ShownService { id: service.id.clone(), score: 1.0 });
            // Where another one holds the fact, "I don't know" needs no card of its own.
            self.say_fact(&mut reply, service, asked, scene, known.is_empty());
        }
        if outcome == Outcome::Answered {
            reply
                .blocks
                .extend(services.iter().map(|service| Block::Card(self.card(service, CardKind::Answer, scene.now))));
        }
        reply.choices = services
            .iter()
            .map(|service| super::action::Choice {
                label: self.parts.wording.say_with(Phrase::ChoiceDetails, &[("name", &service.name)]),
                action: Action::Details(service.id.clone()),
            })
            .collect();
        reply.choices.push(self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse));
        reply.choices.push(self.choice(Phrase::ChoiceHelpNow, Action::HelpNow));
        Some(reply)
    }

    /// "How do I get one": a doctor, who came up the turn before.
    fn fact_aside(&self, scene: &mut Scene, asked: &AskedFacet, text: &str) -> Option<Reply> {
        let one = text.split(' ').any(|word| matches!(word, "one" | "wan" | "yin"));
        let aside = scene.session.aside.take()?;
        let service = self.visible(aside.as_str(), scene.now).filter(|_| one && asked.facet == Facet::How)?;
        let mut reply = Reply::saying(Outcome::FollowUp, "");
        reply.blocks = vec![Block::Card(self.card(service, CardKind::Details, scene.now))];
        reply.facet = Some(asked.facet);
        reply.services = vec![ShownService { id: service.id.clone(), score: 1.0 }];
        reply.choices = vec![
            self.choice(Phrase::ChoiceSomethingElse, Action::SomethingElse),
            self.choice(Phrase::ChoiceHelpNow, Action::HelpNow),
        ];
        Some(reply)
    }

    fn meant(&self, scene: &Scene, asked: &AskedFacet, text: &str, understood: &Understood) -> Option<Meant> {
        if let Some(id) = self.names.named(text, &asked.rest) {
            let known = scene.session.shown.contains(id) || scene.session.focus.as_ref() == Some(id);
            if known {
                return Some(Meant::Shown(vec![id.clone()]));
            }
            let only = self.names.is_only_name(&asked.rest, id);
            return (only && self.visible(id.as_str(), scene.now).is_some()).then(|| Meant::Named(id.clone()));
        }
        let shown = &scene.session.shown;
        let rest: Vec<&String> = asked.rest.iter().filter(|word| !is_place_or_age(word, understood)).collect();
        if shown.is_empty() {
            return None;
        }
        if let Some(id) = position(text, shown.len()).and_then(|at| shown.get(at)) {
            return Some(Meant::Shown(vec![id.clone()]));
        }
        if rest.is_empty() {
            let ids = scene.session.focus.clone().map_or_else(|| shown.clone(), |focus| vec![focus]);
            return Some(Meant::Shown(ids));
        }
        // "that drugs one": a word of what was shown, and nothing else.
        if let [word] = rest.as_slice()
            && let Some(id) = self.described(shown, word)
        {
            return Some(Meant::Shown(vec![id]));
        }
        // One loose word beside a plain question ("is it free then aye") changes nothing.
        (rest.len() == 1 && text.split(' ').count() <= 7).then(|| Meant::Shown(shown.clone()))
    }

    fn described(&self, shown: &[ServiceId], word: &str) -> Option<ServiceId> {
        let stem: String = word.chars().take(5).collect();
        if stem.chars().count() < 4 {
            return None;
        }
        shown
            .iter()
            .find(|id| {
                self.parts.knowledge.service(id.as_str()).is_some_and(|service| {
                    let topics =
                        service.topics.iter().map(crate::knowledge::TopicId::as_str).collect::<Vec<_>>().join(" ");
                    let about = format!("{} {} {topics}", service.name, service.summary).to_lowercase();
                    about.contains(&stem)
                })
            })
            .cloned()
    }

    /// One fact, or that nobody knows it: then, with `and_ways`, how to ask.
    fn say_fact(&self, reply: &mut Reply, service: &Service, asked: &AskedFacet, scene: &Scene, and_ways: bool) {
        let wording = &self.parts.wording;
        if let Some(fact) = self.known(service, asked, scene) {
            let line = wording.say_with(Phrase::Fact, &[("name", service.name.as_str()), ("fact", fact.as_str())]);
            reply.blocks.push(Block::say(line));
            return;
        }
        let unknown = wording.say_with(unknown_phrase(asked.facet), &[("name", service.name.as_str())]);
        if and_ways {
            reply.blocks.push(Block::say(format!("{unknown} {}", self.say(Phrase::AskThemHere))));
            reply.blocks.push(Block::Card(self.card(service, CardKind::Crisis, scene.now)));
        } else {
            reply.blocks.push(Block::say(unknown));
        }
    }

    /// What the record holds; `None` where nobody knows.
    fn known(&self, service: &Service, asked: &AskedFacet, scene: &Scene) -> Option<String> {
        let some = |text: Option<&str>| text.filter(|text| !text.trim().is_empty()).map(str::to_owned);
        match asked.facet {
            Facet::Cost => some(service.access.cost.as_deref()),
            Facet::Confidential => some(service.access.confidential.as_deref()),
            Facet::Bring => some(service.access.bring_someone.as_deref()),
            Facet::Expect => some(service.what_to_expect.as_deref()),
            Facet::Words => some(service.words_to_say.as_deref()).or_else(|| Some(self.say(Phrase::WordsAnyone))),
            Facet::Who => self.who_line(service, scene),
            Facet::How => Some(self.how_line(service)),
            Facet::Where => self.where_line(service),
            Facet::Language => self.language_line(service, asked.language),
            Facet::Video => some(
                service
                    .videos
                    .iter()
                    .map(|video| format!("{}: {}", video.title, video.url))
                    .collect::<Vec<_>>()
                    .first()
                    .map(String::as_str),
            ),
            Facet::Hours => self.hours_lines(service, &asked.days, scene),
            Facet::Phone => self.routes_line(service, &[ContactKind::Phone], scene),
            Facet::Text => {
                self.routes_line(service, &[ContactKind::Text, ContactKind::Whatsapp, ContactKind::Webchat], scene)
            }
            Facet::Web => self.routes_line(
                service,
                &[ContactKind::Website, ContactKind::Webchat, ContactKind::App, ContactKind::Email],
                scene,
            ),
        }
    }

    fn routes_line(&self, service: &Service, kinds: &[ContactKind], scene: &Scene) -> Option<String> {
        let lines: Vec<String> = service
            .routes()
            .filter(|contact| kinds.contains(&contact.kind))
            .map(|contact| self.route_line(contact, scene))
            .collect();
        (!lines.is_empty()).then(|| lines.join("; "))
    }

    fn route_line(&self, contact: &Contact, scene: &Scene) -> String {
        let route = self.route(contact, scene.now);
        let mut line = route.label.clone();
        if !line.contains(&route.value) {
            line = format!("{line}: {}", route.value);
        }
        for extra in [route.hours, route.note].into_iter().flatten() {
            line = format!("{line}. {extra}");
        }
        line
    }

    /// Now, or on the days that were asked for.
    fn hours_lines(&self, service: &Service, days: &[AskedDay], scene: &Scene) -> Option<String> {
        let hours = |contact: &Contact| {
            if days.is_empty() { self.route(contact, scene.now).hours } else { self.hours_on(contact, days, scene.now) }
        };
        let lines: Vec<String> = service
            .routes()
            .filter_map(|contact| Some((contact, hours(contact)?)))
            .map(|(contact, hours)| format!("{}: {hours}", self.route(contact, scene.now).label))
            .collect();
        (!lines.is_empty()).then(|| lines.join("; "))
    }

    /// Who it is for; where the person said an age, whether that is them.
    fn who_line(&self, service: &Service, scene: &Scene) -> Option<String> {
        let who = self.who(service);
        let Some(age) = scene.session.age else { return (!who.is_empty()).then_some(who) };
        let known = service.who.min_age.is_some() || service.who.max_age.is_some();
        if !known {
            return (!who.is_empty()).then_some(who);
        }
        let phrase = if service.fits_age(age) { Phrase::WhoYes } else { Phrase::WhoNo };
        Some(self.parts.wording.say_with(phrase, &[("age", &age.to_string()), ("who", &who)]))
    }

    fn how_line(&self, service: &Service) -> String {
        let wording = &self.parts.wording;
        match service.access.how {
            How::Yourself => wording.say_with(Phrase::HowYourself, &[("ways", &self.ways(service))]),
            How::Ask => {
                let line = wording.say_with(Phrase::HowAsk, &[("people", &service.access.ask.join(", "))]);
                [Some(line), service.words_to_say.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
            }
        }
    }

    fn ways(&self, service: &Service) -> String {
        let labels: Vec<String> = service
            .routes()
            .take(3)
            .map(|contact| {
                let route = self.route_label(contact);
                if route.contains(&contact.value) { route } else { format!("{route}: {}", contact.value) }
            })
            .collect();
        labels.join("; ")
    }

    fn where_line(&self, service: &Service) -> Option<String> {
        let addresses: Vec<String> = service
            .routes()
            .filter(|contact| contact.kind == ContactKind::Address)
            .map(|contact| contact.value.clone())
            .collect();
        if !addresses.is_empty() {
            return Some(addresses.join("; "));
        }
        let remote = service.routes().all(|contact| {
            matches!(
                contact.kind,
                ContactKind::Phone
                    | ContactKind::Text
                    | ContactKind::Whatsapp
                    | ContactKind::Webchat
                    | ContactKind::Website
                    | ContactKind::Email
                    | ContactKind::App
                    | ContactKind::Bsl
            )
        });
        let wide = service.who.areas.iter().any(|area| matches!(area.as_str(), "uk" | "scotland"));
        (remote && wide && service.access.how == How::Yourself).then(|| self.say(Phrase::WhereAnywhere))
    }

    /// The languages besides English; where one was named, whether it is that.
    fn language_line(&self, service: &Service, named: Option<&str>) -> Option<String> {
        let asked = |code: &&String| named.map_or(code.as_str() != "en", |named| named.eq_ignore_ascii_case(code));
        let spoken: Vec<String> = service.languages.iter().filter(asked).map(|code| language_name(code)).collect();
        let routes = bsl_line(service).filter(|_| named.is_none_or(|named| named == "bsl"));
        if spoken.is_empty() && routes.is_none() {
            return None;
        }
        let line = self.parts.wording.say_with(Phrase::LanguageYes, &[("languages", &spoken.join(", "))]);
        Some([Some(line).filter(|_| !spoken.is_empty()), routes].into_iter().flatten().collect::<Vec<_>>().join(" "))
    }
}

/// Whether a message asks about "it" and nothing was shown that it could mean.
pub(super) fn is_about_nothing(scene: &Scene, asked: &AskedFacet, text: &str) -> bool {
    // The others can be a need of their own: "I don't want my parents to know".
    let plainly = matches!(asked.facet, Facet::Cost | Facet::Hours | Facet::Who | Facet::Where | Facet::Phone);
    // "How old are you" asks about Airt; "how old are you meant to be" does not.
    let about_airt = ["are you", "are u", "are ye", "r u", "are yous"].iter().any(|you| text.contains(you))
        && !["meant", "supposed", "allowed"].iter().any(|must| text.contains(must));
    plainly && !about_airt && scene.session.shown.is_empty() && asked.rest.is_empty()
}

/// Whom a question about joining brings up: nearly always the doctor.
fn brought_up(text: &str) -> Option<ServiceId> {
    let doctor = text.split(' ').any(|word| matches!(word, "doctor" | "doctors" | "gp" | "docs" | "dr"));
    doctor.then(|| "gp-registration".into())
}

/// A word that only says where or how old somebody is adds no need.
fn is_place_or_age(word: &str, understood: &Understood) -> bool {
    let place = understood.place.as_ref().map(crate::knowledge::PlaceId::as_str).unwrap_or_default();
    place.split('-').any(|part| part == word)
        || (understood.age.is_some() && word.chars().all(|letter| letter.is_ascii_digit()))
}

fn unknown_phrase(facet: Facet) -> Phrase {
    match facet {
        Facet::Cost => Phrase::UnknownCost,
        Facet::Hours => Phrase::UnknownHours,
        Facet::Phone => Phrase::UnknownPhone,
        Facet::Text => Phrase::UnknownText,
        Facet::Web => Phrase::UnknownWeb,
        Facet::Confidential => Phrase::UnknownConfidential,
        Facet::How | Facet::Words | Facet::Expect => Phrase::UnknownExpect,
        Facet::Who => Phrase::UnknownWho,
        Facet::Where => Phrase::UnknownWhere,
        Facet::Bring => Phrase::UnknownBring,
        Facet::Language => Phrase::UnknownLanguage,
        Facet::Video => Phrase::UnknownVideo,
    }
}

fn bsl_line(service: &Service) -> Option<String> {
    let lines: Vec<String> = service
        .routes()
        .filter(|contact| contact.kind == ContactKind::Bsl)
        .map(|contact| contact.value.clone())
        .collect();
    (!lines.is_empty()).then(|| lines.join("; "))
}
