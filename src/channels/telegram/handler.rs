//! What happens to one update: read, answered, shown.
//!
//! A panic ends here and not with the bot: the library's dispatcher dies with
//! its first handler, and everybody else's chat with it. Whoever was waiting
//! gets the fallback reply with people to call.

use std::num::NonZeroU32;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use futures::FutureExt;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use teloxide::types::{CallbackQuery, ChatId, InlineQuery, Message as Incoming, MessageId, Update, UpdateKind};

use super::Answers;
use super::chats::{Chats, LastAnswer};
use super::command;
use super::courier::Courier;
use super::incoming::{Heard, hear, kind};
use super::inline;
use super::keyboard::Button;
use super::markup::Page;
use super::render::render;
use crate::conversation::{Action, Block, Channel, Input, Message, Outcome, Reply};
use crate::knowledge::Level;
use crate::understanding;
use crate::wording::Phrase;

/// Messages that one chat may send at once; one a second is given back.
const BURST: NonZeroU32 = NonZeroU32::new(10).unwrap();

/// A flooding chat is told so at most this often ...
const REFUSAL_PAUSE: Duration = Duration::from_secs(30);

/// ... and, where what it sends sounds like danger, this often.
const URGENT_REFUSAL_PAUSE: Duration = Duration::from_secs(10);

/// No alarm is shorter than this: what is typed to find a service to share
/// comes letter by letter, and screening each would only cost.
const ALARM_LETTERS: usize = 4;

/// Everything that answering takes.
pub(super) struct Handler<D> {
    desk: D,
    courier: Courier,
    username: String,
    chats: Chats,
    flood: DefaultKeyedRateLimiter<ChatId>,
    refusals: Mutex<std::collections::HashMap<(ChatId, bool), Instant>>,
}

/// Where a reply goes.
#[derive(Debug, Default)]
struct Place {
    /// Airt's messages that it takes the place of.
    instead: Vec<MessageId>,
    /// The person's message that it is tied to.
    answers: Option<MessageId>,
}

impl<D: Answers> Handler<D> {
    /// A handler that answers with `desk` and sends with `courier`.
    pub(super) fn new(desk: D, courier: Courier, username: String) -> Self {
        Self {
            desk,
            courier,
            username,
            chats: Chats::default(),
            flood: RateLimiter::keyed(Quota::per_second(NonZeroU32::MIN).allow_burst(BURST)),
            refusals: Mutex::default(),
        }
    }

    /// Answers an update. Never panics and never fails.
    pub(super) async fn handle(&self, update: &Update) {
        let answered = AssertUnwindSafe(self.answer(update)).catch_unwind().await;
        if answered.is_err() {
            tracing::error!(kind = kind(update), "a handler of Telegram's updates panicked");
            if let Some(chat) = update.chat().filter(|chat| chat.is_private()) {
                let apology = AssertUnwindSafe(self.apologise(chat.id)).catch_unwind().await;
                if apology.is_err() {
                    tracing::error!("the fallback reply panicked as well");
                }
            }
        }
    }

    async fn answer(&self, update: &Update) {
        match &update.kind {
            UpdateKind::Message(message) if message.chat.is_private() => self.hear(message, false).await,
            UpdateKind::EditedMessage(message) if message.chat.is_private() => self.hear(message, true).await,
            UpdateKind::Message(message) => self.tell_group(message).await,
            UpdateKind::CallbackQuery(query) => self.tapped(query).await,
            UpdateKind::InlineQuery(query) => self.shares(query).await,
            _ => tracing::debug!(kind = kind(update), "an update that needs no answer"),
        }
    }

    /// Words or a thing in a private chat.
    async fn hear(&self, message: &Incoming, edited: bool) {
        let chat = message.chat.id;
        let same_album = self.chats.is_same_album(chat, message.media_group_id().map(|id| id.0.as_str()));
        let (thing, words) = match hear(message) {
            Heard::Words(words) => (None, Some(words)),
            Heard::Thing(thing, words) => (Some(thing), words),
            Heard::Service => return,
        };
        // An answer may only take the place of the one to the same message.
        let is_last = self.chats.last_heard(chat).is_none_or(|last| last == message.id);
        let news = words.as_deref().map(|words| self.chats.is_news(chat, message.id, words));
        // An edit without new words is a live location that moved; another picture of an album was answered with the first.
        if (edited && news != Some(true)) || (same_album && words.is_none()) {
            return;
        }
        if self.flood.check_key(&chat).is_err() {
            return self.refuse(chat, words.as_deref().unwrap_or_default()).await;
        }
        let mut replies = Vec::new();
        if let Some(thing) = thing {
            replies.push(self.ask(chat, Input::Attachment(thing), edited).await);
        }
        let mut effect = None;
        if let Some(words) = words {
            let airt = self.desk.airt();
            let input = if thing.is_some() { Input::Text(words) } else { command::read(&words, airt.knowledge()) };
            effect = Effect::of(&input);
            replies.push(self.ask(chat, input, edited).await);
        }
        // In danger nothing else comes first, "I can't see pictures" neither.
        if let Some(urgent) = replies.iter().position(|reply| reply.outcome == Outcome::Urgent) {
            replies = vec![replies.swap_remove(urgent)];
        }
        for reply in replies {
            let last = self.chats.last(chat);
            let replaces = reply.replaces_previous && (is_last || !edited) && !last.is_covered_by(&reply);
            let instead = if replaces { last.messages } else { Vec::new() };
            let place = Place { instead, answers: edited.then_some(message.id) };
            self.finish(chat, &reply, effect, place).await;
        }
    }

    /// A tapped button. Telegram shows it as waiting until it is acknowledged,
    /// so that comes first, whatever happens then.
    async fn tapped(&self, query: &CallbackQuery) {
        let place = query.message.as_ref().map(|message| (message.chat(), message.id()));
        let (Some((chat, message)), Some(code)) = (place.filter(|(chat, _)| chat.is_private()), &query.data) else {
            return self.courier.acknowledge(&query.id, None).await;
        };
        let chat = chat.id;
        if self.chats.is_double_tap(chat, message, code, Instant::now()) {
            return self.courier.acknowledge(&query.id, None).await;
        }
        if self.flood.check_key(&chat).is_err() {
            let toast = self.desk.airt().wording().say(Phrase::TelegramSlowDown);
            return self.courier.acknowledge(&query.id, Some(&toast)).await;
        }
        self.courier.acknowledge(&query.id, None).await;
        let Some(action) = Action::parse(code) else { return self.outdated(chat).await };
        let input = Input::Tap(action.clone());
        let effect = Effect::of(&input);
        let reply = self.ask(chat, input, false).await;
        let last = self.chats.last(chat);
        // Only what stands last in the chat is edited: nobody sees a change further up.
        let in_place = reply.replaces_previous || (turns_page(&action) && last.messages.contains(&message));
        let instead = if in_place && !last.is_covered_by(&reply) { last.messages } else { Vec::new() };
        if effect == Some(Effect::Hide) {
            // After a restart the tapped message is the only one that is known.
            self.courier.delete(chat, &[message]).await;
        }
        self.finish(chat, &reply, effect, Place { instead, answers: None }).await;
    }

    /// Shows a reply, with what else the message asked of the chat.
    async fn finish(&self, chat: ChatId, reply: &Reply, effect: Option<Effect>, place: Place) {
        // The engine may have heard something else in it, danger above all.
        let effect = effect.filter(|_| reply.outcome == Outcome::Command);
        if effect == Some(Effect::Hide) {
            self.courier.delete(chat, &self.chats.take_sent(chat)).await;
        }
        self.show(chat, reply, place).await;
        if effect == Some(Effect::Forget) {
            self.chats.forget(chat);
        }
    }

    /// Somebody looks for a service to share with a friend.
    async fn shares(&self, query: &InlineQuery) {
        let airt = self.desk.airt();
        let alarm = (query.query.len() >= ALARM_LETTERS)
            .then(|| self.desk.refused(Channel::Telegram, &query.query))
            .filter(is_alarmed);
        let results = match alarm {
            Some(reply) => inline::crisis(&airt, &reply),
            None => inline::shared(&airt, &query.query),
        };
        self.courier.offer(&query.id, results).await;
    }

    /// A button of an older version: says so, and what can be done instead.
    async fn outdated(&self, chat: ChatId) {
        let mut reply = self.ask(chat, Input::Tap(Action::Topics), false).await;
        reply.blocks.insert(0, Block::say(self.desk.airt().wording().say(Phrase::TelegramOldButton)));
        self.show(chat, &reply, Place::default()).await;
    }

    /// A message over the chat's rate: screened all the same. In a flood one
    /// answer serves, except that danger is answered sooner again.
    async fn refuse(&self, chat: ChatId, words: &str) {
        let mut reply = self.desk.refused(Channel::Telegram, words);
        let urgent = is_alarmed(&reply);
        if !urgent {
            reply.blocks.insert(0, Block::say(self.desk.airt().wording().say(Phrase::TelegramSlowDown)));
        }
        let pause = if urgent { URGENT_REFUSAL_PAUSE } else { REFUSAL_PAUSE };
        let now = Instant::now();
        let due = {
            let mut refusals = self.refusals.lock().unwrap_or_else(PoisonError::into_inner);
            refusals.retain(|_, at| now - *at < REFUSAL_PAUSE);
            let due = refusals.get(&(chat, urgent)).is_none_or(|at| now - *at >= pause);
            if due {
                refusals.insert((chat, urgent), now);
            }
            due
        };
        self.flood.retain_recent();
        if due {
            self.show(chat, &reply, Place::default()).await;
        }
    }

    /// The one line that a group hears, once a day. Words that sound like
    /// danger bring it again, since it says to call 999.
    async fn tell_group(&self, message: &Incoming) {
        let words = message.text().or_else(|| message.caption()).unwrap_or_default();
        let due = self.chats.tell_group(message.chat.id, Instant::now());
        if !due && (words.is_empty() || !is_alarmed(&self.desk.refused(Channel::Telegram, words))) {
            return;
        }
        let airt = self.desk.airt();
        let text = airt.wording().say(Phrase::TelegramGroup);
        let link = format!("https://t.me/{}", self.username);
        let page = Page {
            html: teloxide::utils::html::escape(&text),
            text,
            buttons: Button::open(airt.wording().say(Phrase::TelegramOpenChat), &link).into_iter().collect(),
        };
        self.courier.send(message.chat.id, &page, None).await;
    }

    /// "Sorry, something went wrong", and people to call. The engine may be
    /// what broke, so this must also do without it.
    async fn apologise(&self, chat: ChatId) {
        let people = catch_unwind(AssertUnwindSafe(|| self.desk.refused(Channel::Telegram, ""))).ok();
        let people = people.filter(|reply| reply.cards().next().is_some());
        let phrase = if people.is_some() { Phrase::FaultInside } else { Phrase::TelegramFault };
        let mut reply = Reply::saying(Outcome::Command, self.desk.airt().wording().say(phrase));
        if let Some(people) = people {
            reply.blocks.extend(people.blocks.into_iter().filter(|block| matches!(block, Block::Card(_))));
        }
        self.show(chat, &reply, Place::default()).await;
    }

    async fn ask(&self, chat: ChatId, input: Input, edited: bool) -> Reply {
        let message = Message { channel: Channel::Telegram, input, edited };
        self.desk.answer(Channel::Telegram, &chat.to_string(), &message).await
    }

    /// Sends a reply, or edits it into the place of an earlier one.
    async fn show(&self, chat: ChatId, reply: &Reply, place: Place) {
        let pages = render(reply, self.desk.airt().wording());
        let mut messages = Vec::new();
        let mut old = place.instead.into_iter();
        for page in &pages {
            let edited = match old.next() {
                Some(id) if self.courier.edit(chat, id, page).await => Some(id),
                _ => None,
            };
            let id = match edited {
                Some(id) => Some(id),
                None => self.courier.send(chat, page, place.answers).await,
            };
            messages.extend(id);
        }
        let surplus: Vec<MessageId> = old.collect();
        if !surplus.is_empty() {
            self.courier.delete(chat, &surplus).await;
        }
        self.chats.answered(chat, LastAnswer { messages, urgent: is_urgent(reply) }, Instant::now());
    }
}

/// What a message asks of the chat itself, beside the reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Take Airt's messages away.
    Hide,
    /// Forget the chat.
    Forget,
}

impl Effect {
    fn of(input: &Input) -> Option<Self> {
        match input {
            Input::Tap(Action::Hide) => Some(Self::Hide),
            Input::Tap(Action::Forget) => Some(Self::Forget),
            Input::Text(words) => match understanding::command(&understanding::plain(words))? {
                understanding::Command::Hide => Some(Self::Hide),
                understanding::Command::Forget => Some(Self::Forget),
                _ => None,
            },
            Input::Tap(_) | Input::Attachment(_) => None,
        }
    }
}

/// Taps that leaf through what is on the screen: the new page takes the place
/// of the old one instead of pushing it up the chat.
fn turns_page(action: &Action) -> bool {
    matches!(action, Action::Topics | Action::Topic(_) | Action::More | Action::Back)
}

impl LastAnswer {
    /// Crisis contacts never give way to something else, and crisis contacts
    /// in the place of something else arrive unnoticed.
    fn is_covered_by(&self, reply: &Reply) -> bool {
        self.urgent || is_urgent(reply)
    }
}

/// Whether crisis contacts are shown: for what was said, or asked for.
fn is_urgent(reply: &Reply) -> bool {
    reply.outcome == Outcome::Urgent || is_alarmed(reply)
}

/// Whether what was said is alarming.
fn is_alarmed(reply: &Reply) -> bool {
    reply.concerns.iter().any(|concern| concern.level == Level::Urgent)
}
