//! What the channel itself remembers of a chat: which messages are Airt's own,
//! so that they can be edited and taken away. In memory alone, never a text,
//! gone after two days, which is as long as Telegram lets a bot delete.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use teloxide::types::{ChatId, MessageId};

/// Telegram deletes no older message for a bot.
const KEPT: Duration = Duration::from_hours(48);

/// How many of Airt's messages in one chat can be taken away.
const SENT_LIMIT: usize = 500;

/// How many of the person's messages are known again when they are edited.
const HEARD_LIMIT: usize = 30;

/// Two taps on one button within this time are one.
const DOUBLE_TAP: Duration = Duration::from_secs(3);

/// A group is told once in this time that Airt only chats in private.
const GROUP_TOLD: Duration = Duration::from_hours(24);

/// Sweeping the old ones out costs a walk over all: every so many new chats.
const SWEEP_EVERY: usize = 1000;

/// What is remembered of one chat.
#[derive(Debug)]
pub(super) struct Memory {
    seen: Instant,
    sent: VecDeque<(MessageId, Instant)>,
    heard: VecDeque<(MessageId, u64)>,
    tapped: Option<(MessageId, String, Instant)>,
    album: Option<String>,
    told: Option<Instant>,
    last: LastAnswer,
}

/// Airt's last answer in a chat.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct LastAnswer {
    /// Its messages, first to last.
    pub(super) messages: Vec<MessageId>,
    /// It shows crisis contacts: nothing may take their place.
    pub(super) urgent: bool,
}

/// Every chat of the last two days.
#[derive(Debug, Default)]
pub(super) struct Chats {
    memories: Mutex<HashMap<ChatId, Memory>>,
    hasher: RandomState,
}

impl Chats {
    /// Notes Airt's answer; its messages can now be edited and taken away.
    pub(super) fn answered(&self, chat: ChatId, last: LastAnswer, now: Instant) {
        self.at(now, chat, |memory| {
            memory.sent.retain(|(id, at)| now - *at < KEPT && !last.messages.contains(id));
            memory.sent.extend(last.messages.iter().map(|id| (*id, now)));
            let surplus = memory.sent.len().saturating_sub(SENT_LIMIT);
            memory.sent.drain(..surplus);
            memory.last = last;
        });
    }

    /// Airt's last answer.
    pub(super) fn last(&self, chat: ChatId) -> LastAnswer {
        self.with(chat, |memory| memory.last.clone())
    }

    /// Everything of Airt's that can still be taken away; it is forgotten here.
    pub(super) fn take_sent(&self, chat: ChatId) -> Vec<MessageId> {
        self.with(chat, |memory| {
            memory.last = LastAnswer::default();
            memory.sent.drain(..).map(|(id, _)| id).collect()
        })
    }

    /// Whether this tap repeats the one before it: a finger that slipped.
    pub(super) fn is_double_tap(&self, chat: ChatId, message: MessageId, code: &str, now: Instant) -> bool {
        self.at(now, chat, |memory| {
            let twice = memory
                .tapped
                .as_ref()
                .is_some_and(|(id, last, at)| *id == message && last == code && now - *at < DOUBLE_TAP);
            memory.tapped = Some((message, code.to_owned(), now));
            twice
        })
    }

    /// Whether these words are new for this message. Telegram also reports an
    /// edit when nothing that a person wrote has changed. What is kept is a
    /// hash that means nothing outside this process.
    pub(super) fn is_news(&self, chat: ChatId, message: MessageId, words: &str) -> bool {
        let hash = self.hasher.hash_one(words);
        self.with(chat, |memory| {
            let known = memory.heard.contains(&(message, hash));
            memory.heard.retain(|(id, _)| *id != message);
            memory.heard.push_back((message, hash));
            let surplus = memory.heard.len().saturating_sub(HEARD_LIMIT);
            memory.heard.drain(..surplus);
            memory.tapped = None;
            !known
        })
    }

    /// The person's last message with words.
    pub(super) fn last_heard(&self, chat: ChatId) -> Option<MessageId> {
        self.with(chat, |memory| memory.heard.back().map(|(id, _)| *id))
    }

    /// Whether this is another picture of the album that was just answered.
    pub(super) fn is_same_album(&self, chat: ChatId, album: Option<&str>) -> bool {
        self.with(chat, |memory| {
            let same = album.is_some() && memory.album.as_deref() == album;
            memory.album = album.map(str::to_owned);
            same
        })
    }

    /// Whether a group is due to hear that Airt only chats in private.
    pub(super) fn tell_group(&self, chat: ChatId, now: Instant) -> bool {
        self.at(now, chat, |memory| {
            let due = memory.told.is_none_or(|told| now - told >= GROUP_TOLD);
            if due {
                memory.told = Some(now);
            }
            due
        })
    }

    /// Forgets a chat altogether.
    pub(super) fn forget(&self, chat: ChatId) {
        self.lock().remove(&chat);
    }

    fn with<T>(&self, chat: ChatId, act: impl FnOnce(&mut Memory) -> T) -> T {
        self.at(Instant::now(), chat, act)
    }

    fn at<T>(&self, now: Instant, chat: ChatId, act: impl FnOnce(&mut Memory) -> T) -> T {
        let mut memories = self.lock();
        if !memories.contains_key(&chat) && memories.len() % SWEEP_EVERY == SWEEP_EVERY - 1 {
            memories.retain(|_, memory| now - memory.seen < KEPT);
        }
        let memory = memories.entry(chat).or_insert_with(|| Memory {
            seen: now,
            sent: VecDeque::new(),
            heard: VecDeque::new(),
            tapped: None,
            album: None,
            told: None,
            last: LastAnswer::default(),
        });
        memory.seen = now;
        act(memory)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<ChatId, Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHAT: ChatId = ChatId(1);

    fn answer(ids: &[i32]) -> LastAnswer {
        LastAnswer { messages: ids.iter().map(|id| MessageId(*id)).collect(), urgent: false }
    }

    #[test]
    fn a_second_tap_on_the_same_button_is_a_slip_for_three_seconds() {
        let (chats, now) = (Chats::default(), Instant::now());
        let tap = |message, code, at| chats.is_double_tap(CHAT, MessageId(message), code, at);
        assert!(!tap(1, "more", now));
        assert!(tap(1, "more", now));
        assert!(!tap(1, "topics", now));
        assert!(!tap(2, "topics", now));
        assert!(!tap(2, "topics", now + DOUBLE_TAP));
    }

    #[test]
    fn a_group_is_told_once_a_day() {
        let (chats, now) = (Chats::default(), Instant::now());
        assert!(chats.tell_group(CHAT, now));
        assert!(!chats.tell_group(CHAT, now + GROUP_TOLD / 2));
        assert!(chats.tell_group(ChatId(2), now));
        assert!(chats.tell_group(CHAT, now + GROUP_TOLD));
    }

    #[test]
    fn what_telegram_can_no_longer_delete_is_forgotten() {
        let (chats, now) = (Chats::default(), Instant::now());
        chats.answered(CHAT, answer(&[1, 2]), now);
        chats.answered(CHAT, answer(&[3]), now + KEPT);
        assert_eq!(chats.take_sent(CHAT), answer(&[3]).messages);
        assert_eq!(chats.take_sent(CHAT), []);
    }

    #[test]
    fn an_edit_that_changes_no_word_is_no_news() {
        let chats = Chats::default();
        assert!(chats.is_news(CHAT, MessageId(1), "a"));
        assert!(!chats.is_news(CHAT, MessageId(1), "a"));
        assert!(chats.is_news(CHAT, MessageId(1), "b"));
        assert!(chats.is_news(CHAT, MessageId(2), "b"));
    }

    #[test]
    fn an_album_is_answered_once() {
        let chats = Chats::default();
        assert!(!chats.is_same_album(CHAT, Some("x")));
        assert!(chats.is_same_album(CHAT, Some("x")));
        assert!(!chats.is_same_album(CHAT, None));
        assert!(!chats.is_same_album(CHAT, None));
        assert!(!chats.is_same_album(CHAT, Some("x")));
    }
}
