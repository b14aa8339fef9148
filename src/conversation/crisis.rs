//! The crisis reply: a few warm words, then the right people first, for this
//! danger and this age. Nothing is searched, nothing is promised, nobody is
//! blamed. Who is shown stands in `knowledge-base/safety/`; here only the
//! rules that hold for every concern.

mod last_resort;
mod page;

use chrono::{DateTime, Utc};

pub use self::last_resort::last_resort;
pub use self::page::crisis_page;
use super::action::{Action, Choice};
use super::airt::{Airt, today};
use super::card::{CardKind, Row};
use super::reply::{Block, Outcome, Raised, Reply, ShownService};
use super::session::Session;
use crate::knowledge::{AgeBand, ConcernFile, Level, Service, ServiceId};
use crate::safety::{Concern, OF_A_FRIEND};
use crate::wording::Phrase;

/// Whom to ring when somebody is in danger now.
const EMERGENCY: &str = "emergency-999";

/// How many people are shown besides 999: more is a list, and nobody in need
/// reads a list. The rest waits behind "more people to talk to".
const PEOPLE: usize = 4;

/// For whom no concern names anybody: the safe word, a fault, a greeting.
const ANYBODY: [&str; 4] = ["childline", "samaritans", "shout", "nhs-24-111"];

/// From 19 on, in place of Childline.
const GROWN_UP: [&str; 4] = ["samaritans", "shout", "nhs-24-111", "breathing-space"];

/// Concerns that tell how somebody feels and not what is being done to them;
/// where another was raised too, that one chooses the words.
const FEELINGS: [&str; 1] = ["severe-distress"];

/// The one line for people of one age that is shown where no age is known,
/// marked with it: it is the line that most who write here can use.
const FOR_THE_YOUNG: &str = "childline";

impl Airt {
    /// The reply to a concern of level urgent: it stands before anything else,
    /// and nothing is searched.
    pub(super) fn crisis_reply(&self, session: &Session, concerns: &[Concern], now: DateTime<Utc>) -> Reply {
        let carer = session.concern.as_ref().is_some_and(|raised| raised.carer);
        let urgent = leading(concerns, carer);
        let danger = urgent.iter().any(|concern| concern.now);
        let mut reply = Reply::saying(Outcome::Urgent, "");
        reply.blocks = vec![Block::Warm { text: self.acknowledgement(urgent.first().copied(), carer) }];
        reply.blocks.push(Block::say(self.say(if danger { Phrase::CrisisDangerNow } else { Phrase::CrisisIfDanger })));
        let mut people: Vec<ServiceId> = Vec::new();
        for concern in &urgent {
            let file = self.concern_file(&concern.id);
            let list = file.and_then(|file| file.contacts_for(session.age, Level::Urgent, carer));
            merge(&mut people, list.map_or(&[], |list| list.show.as_slice()), concern.id == first_id(&urgent));
        }
        self.show_people(&mut reply, session.age, &people, danger, now);
        self.close(&mut reply);
        reply.concerns =
            concerns.iter().map(|concern| Raised { id: concern.id.clone(), level: concern.level }).collect();
        reply.choices.insert(0, self.tap(Phrase::ChoiceNotWhatIMeant, Action::NotWhatIMeant));
        reply
    }

    /// The crisis contacts, whatever was said: the answer to the safe word, in
    /// every state and after every fault.
    pub(super) fn help_now(&self, session: &Session, now: DateTime<Utc>) -> Reply {
        let mut reply = Reply::saying(Outcome::Urgent, "");
        reply.blocks = vec![Block::Warm { text: self.say(Phrase::HelpNowIntro) }];
        self.show_people(&mut reply, session.age, &[], true, now);
        self.close(&mut reply);
        reply
    }

    /// The gentle question that stands above an answer where a message may
    /// hide more than it says. How to say no is among the choices.
    pub(super) fn check_in(&self, concerns: &[Concern], now: DateTime<Utc>) -> Vec<Block> {
        let friend = concerns.first().is_some_and(|concern| concern.friend);
        let phrase = if friend { Phrase::CheckInFriend } else { Phrase::CheckIn };
        let mut blocks = vec![Block::Warm { text: self.say(phrase) }];
        let ways: Vec<String> = ["samaritans", "shout"].iter().filter_map(|id| self.first_way(id, now)).collect();
        if let [voice, silent] = ways.as_slice() {
            blocks.push(Block::say(
                self.parts
                    .wording
                    .say_with(Phrase::CheckInWays, &[("voice", voice.as_str()), ("silent", silent.as_str())]),
            ));
        }
        blocks
    }

    /// More people to talk to, after the first few: those of the concern that
    /// was raised, then every crisis line that this age may use.
    pub(super) fn more_people(&self, session: &Session, now: DateTime<Utc>) -> Reply {
        let mut reply = Reply::saying(Outcome::Urgent, self.say(Phrase::MorePeopleIntro));
        let raised = session.concern.as_ref();
        let list = raised
            .and_then(|raised| self.concern_file(&raised.id)?.contacts_for(session.age, Level::Urgent, raised.carer));
        let of_list = list.map_or_else(|| anybody(session.age), |list| list.show.clone());
        let of_concern = list.map_or(&[] as &[ServiceId], |list| list.more.as_slice());
        let lines = self.parts.knowledge.services.values().filter(|service| service.crisis).map(|service| &service.id);
        // What stood on the screen counts, not what the list holds: a second
        // concern may have taken the last place of the first one's four.
        let mut seen: Vec<&ServiceId> = session.shown.iter().collect();
        for id in of_list.iter().chain(of_concern).chain(lines) {
            if !seen.contains(&id) && id.as_str() != EMERGENCY {
                seen.push(id);
                // A line of the concern's own is worth its mark: Report Remove, where no age is known.
                let marked = session.age.is_none() && of_concern.contains(id);
                self.show_where(&mut reply, session.age, id.as_str(), now, |service| {
                    marked || may_be_shown(service, session.age)
                });
            }
        }
        self.show(&mut reply, session.age, EMERGENCY, now);
        reply.blocks.push(Block::say(self.say(Phrase::CrisisComputer)));
        reply.choices = vec![self.tap(Phrase::ChoiceHelpNow, Action::HelpNow)];
        reply
    }

    fn concern_file(&self, id: &str) -> Option<&ConcernFile> {
        self.parts.knowledge.concerns.iter().find(|file| file.id == id)
    }

    fn acknowledgement(&self, concern: Option<&Concern>, carer: bool) -> String {
        let file = concern.and_then(|concern| self.concern_file(&concern.id));
        let friend = concern.is_some_and(|concern| concern.friend);
        let for_carer = file.and_then(|file| file.reply_for_carer.clone()).filter(|_| carer);
        let for_friend = file.and_then(|file| file.reply_for_friend.clone()).filter(|_| friend);
        for_carer
            .or(for_friend)
            .or_else(|| file.map(|file| file.reply.clone()))
            .unwrap_or_else(|| self.say(Phrase::HelpNowIntro))
    }

    /// 999 first where danger is now and last where it is not, and between
    /// them at most four. Where the files name nobody who can be shown, the
    /// lines for everybody; where even those are gone, the card that is built in.
    fn show_people(&self, reply: &mut Reply, age: Option<u8>, people: &[ServiceId], danger: bool, now: DateTime<Utc>) {
        let anybody = anybody(age);
        if danger {
            self.show(reply, age, EMERGENCY, now);
        }
        let before = reply.services.len();
        for id in people.iter().chain(&anybody).filter(|id| id.as_str() != EMERGENCY) {
            let full = reply.services.len() - before >= PEOPLE;
            if !full && !reply.services.iter().any(|shown| shown.id == *id) {
                self.show(reply, age, id.as_str(), now);
            }
        }
        if !danger {
            self.show(reply, age, EMERGENCY, now);
        }
        if reply.services.is_empty() {
            reply.blocks.extend(last_resort::cards());
        }
    }

    /// A service as a card, where this age may use it.
    fn show(&self, reply: &mut Reply, age: Option<u8>, id: &str, now: DateTime<Utc>) {
        self.show_where(reply, age, id, now, |service| may_be_shown(service, age));
    }

    /// The same, where `may` says so; without an age a card says whom it is for.
    fn show_where(
        &self,
        reply: &mut Reply,
        age: Option<u8>,
        id: &str,
        now: DateTime<Utc>,
        may: impl Fn(&Service) -> bool,
    ) {
        let known = self.parts.knowledge.service(id).filter(|service| service.is_visible(today(now)) && may(service));
        let Some(service) = known else { return };
        let mut card = self.card(service, CardKind::Crisis, now);
        if let Some(note) = service.who.note.as_ref().filter(|_| age.is_none() && has_age(service)) {
            card.rows.push(Row { label: self.say(Phrase::CardWho), text: note.clone() });
        }
        reply.services.push(ShownService { id: service.id.clone(), score: 1.0 });
        reply.blocks.push(Block::Card(card));
    }

    /// The first way to reach a service, as its button says it.
    fn first_way(&self, id: &str, now: DateTime<Utc>) -> Option<String> {
        let service = self.parts.knowledge.service(id).filter(|service| service.is_visible(today(now)))?;
        let card = self.card(service, CardKind::Crisis, now);
        card.routes.first().map(|route| format!("{}: {}", card.name, route.label))
    }

    /// What stands under every crisis reply: that nobody is watching, and how
    /// to get here again.
    fn close(&self, reply: &mut Reply) {
        reply.blocks.push(Block::say(self.say(Phrase::CrisisComputer)));
        reply.blocks.push(Block::say(self.say(Phrase::CrisisSafeWord)));
        reply.choices = vec![
            self.tap(Phrase::ChoiceTalkToPerson, Action::TalkToPerson),
            self.tap(Phrase::ChoiceMorePeople, Action::MorePeople),
        ];
    }

    fn tap(&self, phrase: Phrase, action: Action) -> Choice {
        Choice { label: self.say(phrase), action }
    }
}

fn anybody(age: Option<u8>) -> Vec<ServiceId> {
    let people = if AgeBand::of(age) == AgeBand::From19 { GROWN_UP } else { ANYBODY };
    people.iter().map(|id| ServiceId::from(*id)).collect()
}

/// The urgent concerns, the one that chooses the words first: danger now
/// before what may wait, what is done before how it feels. To a parent, that
/// somebody else is at risk says nothing that their own words did not.
fn leading(concerns: &[Concern], carer: bool) -> Vec<&Concern> {
    let mut urgent: Vec<&Concern> = concerns.iter().filter(|concern| concern.level == Level::Urgent).collect();
    if urgent.is_empty() {
        urgent = concerns.iter().collect();
    }
    let vague = |concern: &&Concern| carer && concern.id == OF_A_FRIEND && !concern.now;
    if !urgent.iter().all(vague) {
        urgent.retain(|concern| !vague(concern));
    }
    urgent.sort_by_key(|concern| (!concern.now, FEELINGS.contains(&concern.id.as_str())));
    urgent
}

fn first_id(urgent: &[&Concern]) -> String {
    urgent.first().map(|concern| concern.id.clone()).unwrap_or_default()
}

/// Adds the people of one concern to those of others. The first concern gives
/// its whole list; each further one only puts the line that is its own (the
/// first that no other list holds) in place of the last of four.
fn merge(people: &mut Vec<ServiceId>, more: &[ServiceId], first: bool) {
    let new: Vec<&ServiceId> = more.iter().filter(|id| !people.contains(id) && id.as_str() != EMERGENCY).collect();
    if first || people.is_empty() {
        people.extend(new.into_iter().cloned());
    } else if let Some(own) = new.first() {
        let at = people.iter().filter(|id| id.as_str() != EMERGENCY).count().min(PEOPLE - 1);
        people.insert(at.min(people.len()), (*own).clone());
    }
}

/// Never a line that turns the person away: with an age, those that fit it;
/// without one, those for every age, and Childline, marked.
fn may_be_shown(service: &Service, age: Option<u8>) -> bool {
    match age {
        Some(age) => service.fits_age(age),
        None => !has_age(service) || service.id.as_str() == FOR_THE_YOUNG,
    }
}

fn has_age(service: &Service) -> bool {
    service.who.min_age.is_some() || service.who.max_age.is_some()
}
