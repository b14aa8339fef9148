//! What no rule catches: a message that means much the same as an example.
//!
//! Both sides are written by staff: what must alarm, and what is ordinary or
//! only looks alarming. From them it is learned on which side a message lies.
//! It never silences a rule: it raises more, and at most it turns an urgent
//! one into a question. Without the encoder, or while it warms up, the rules
//! stand alone.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use crate::knowledge::Level;
use crate::understanding::encoder::{Bank, Encoder, Phrases, Sentence, Separator, Taught, sentences};

use super::normal::BREAK;
use super::texts::{Digest, Texts};
use super::votes::{Near, votes};
use super::{Concern, OF_A_FRIEND, Why};

/// From this score on Airt asks "are you safe?". `docs/safeguarding.md` holds the curve.
const CHECK_IN: f32 = -0.33;

/// From this score on the crisis reply comes first. Chosen on tune, as all
/// four: lower, and ordinary questions for services get it instead of their
/// answer; higher, and cries for help that no rule hears are only asked about.
const URGENT: f32 = 0.0;

/// From this score on a rule that only asks is believed: two weak signs that
/// do not know of each other are one strong one.
const SUPPORTS: f32 = -0.35;

/// How much a rule that was written for a concern says for that one, beside
/// the natural logarithms of the shares: the examples outvote it where another
/// concern is seven times as likely.
const RULE: f32 = 2.0;

/// Below this score a message lies so plainly among the ordinary ones that a
/// rule which calls it urgent is doubted: Airt still asks "are you safe?" and
/// shows who to talk to, and answers. On tune three in a hundred of the
/// messages that are rightly called urgent lie below it.
const ORDINARY: f32 = -0.5;

/// How much of a score the words of a message say by themselves, and the rest what
/// it means. Chosen on tune, where a quarter and two fifths do as well: at as
/// many cries for help heard, a fifth fewer needs get a crisis reply and four in ten
/// fewer are asked about.
const SHARE: f32 = 0.3;

/// So many sentences of a message are also read by themselves, the last ones:
/// people say what it is about at the end, and chatter before it drowns it.
const SENTENCES: usize = 4;

/// What a sentence alone counts less than the whole message: five tries are
/// likelier to hit something than one, and out of its message a sentence says
/// more than was meant ("I can't feel it" of a tired mother).
const ALONE: f32 = 0.35;

/// What a piece of a long message counts less for each other piece. Chosen, as
/// [`ALONE`], on tune and on messages kept apart (`docs/safeguarding.md`): of long
/// messages that only sound like danger half as many get the crisis reply, and all
/// but one in fifty that are danger are heard.
const PIECE: f32 = 0.15;

/// What a sentence of a long message counts less, besides, for each other piece.
const SENTENCE: f32 = 0.05;

/// A sentence of fewer words says too little by itself.
const WORDS: usize = 4;

/// The examples for the encoder, and what was learned from them.
#[derive(Debug)]
pub(super) struct Examples {
    encoder: Encoder,
    /// Of the texts that it was made of.
    digest: Digest,
    alarms: Bank,
    written: Vec<(String, String)>,
    learned: Arc<OnceLock<Learned>>,
    learner: Mutex<Option<JoinHandle<()>>>,
}

/// What tells messages that must alarm from ordinary ones.
#[derive(Debug)]
struct Learned {
    /// By what they mean.
    separator: Separator,
    /// By their words.
    phrases: Phrases,
}

/// What is to be learned from.
struct Lesson {
    alarms: Bank,
    /// Where each of the alarms should lie.
    places: Vec<f32>,
    ordinary: Bank,
    /// All of them as texts, and more.
    texts: Vec<(String, f32)>,
}

/// A message beside the examples.
#[derive(Debug)]
pub(super) struct Likeness {
    /// On which side it lies: about 1 among what must alarm, about -1 among the ordinary.
    score: f32,
    /// Every concern, the likeliest first; none where nobody asks.
    concerns: Vec<Near>,
}

impl Examples {
    /// Begins to encode the texts and to learn from them; until that is done nothing is raised.
    pub(super) fn new(texts: Texts, encoder: &Encoder) -> Self {
        let (digest, placed) = (texts.digest(), texts.placed());
        let (alarms, ordinary) = (encoder.bank(texts.alarms), encoder.bank(texts.ordinary));
        let learned = Arc::new(OnceLock::new());
        let lesson = Lesson { alarms: alarms.clone(), places: texts.places, ordinary, texts: placed };
        let thread = learn_later(encoder.clone(), lesson, Arc::clone(&learned));
        let (encoder, written) = (encoder.clone(), texts.written);
        Self { encoder, digest, alarms, written, learned, learner: Mutex::new(thread) }
    }

    /// Whether they are made of just these texts.
    pub(super) fn are_of(&self, texts: &Texts) -> bool {
        self.digest == texts.digest()
    }

    /// Waits until it has learned: for the command line.
    pub(super) fn wait(&self) {
        let learner = self.learner.lock().unwrap_or_else(PoisonError::into_inner).take();
        // A learner that failed has said so in the log; the rules stand alone.
        if let Some(learner) = learner {
            drop(learner.join());
        }
    }

    /// The part of a normalised message that lies furthest on the side of what must
    /// alarm; `noticed` by a rule already, it is asked in any case what it is about.
    pub(super) fn likeness(&self, normal: &str, noticed: bool) -> Option<Likeness> {
        if !is_latin(normal) {
            return None;
        }
        let (alarms, learned) = (self.alarms.vectors()?, self.learned.get()?);
        let message = self.encoder.message(&parts(normal))?;
        // A long message is read in several pieces, which come first.
        let whole = sentences(normal.trim()).len().min(message.sentences.len());
        let places = learned.places(&message.sentences);
        let weighed = places.iter().enumerate().map(|(at, place)| place - less(at, whole));
        let (likest, score) = weighed.enumerate().max_by(|left, right| left.1.total_cmp(&right.1))?;
        let score = score.max(mean(places.get(..whole)?));
        let vector = &message.sentences.get(likest)?.vector;
        let asked = noticed || score >= CHECK_IN;
        Some(Likeness { score, concerns: if asked { votes(alarms, &self.written, vector) } else { Vec::new() } })
    }
}

impl Learned {
    /// On which side each part of a message lies.
    fn places(&self, parts: &[Sentence]) -> Vec<f32> {
        let by_meaning = self.separator.places(&parts.iter().map(|part| &part.vector).collect::<Vec<_>>());
        let by_words = parts.iter().map(|part| self.phrases.place(&part.text));
        by_meaning.into_iter().zip(by_words).map(|(meaning, words)| meaning + SHARE * (words - meaning)).collect()
    }
}

impl Likeness {
    /// On which side it lies.
    pub(super) fn score(&self) -> f32 {
        self.score
    }

    /// The concern that it raises by itself.
    pub(super) fn concern(&self) -> Option<Concern> {
        let near = self.concerns.first().filter(|_| self.score >= CHECK_IN)?;
        Some(Concern {
            friend: near.concern == OF_A_FRIEND,
            id: near.concern.clone(),
            level: if self.score >= URGENT { Level::Urgent } else { Level::CheckIn },
            now: false,
            why: Why::Example { example: near.example.clone(), score: self.score },
        })
    }

    /// How likely it is that a message is about this concern: for comparing two of them.
    pub(super) fn weight(&self, concern: &Concern) -> f32 {
        let by_rule = if matches!(concern.why, Why::Rule(_)) { RULE } else { 0.0 };
        let near = self.concerns.iter().find(|near| near.concern == concern.id);
        near.map_or(f32::NEG_INFINITY, |near| near.likely + by_rule)
    }

    /// Whether a rule that calls the message urgent is to be doubted.
    pub(super) fn is_ordinary(&self) -> bool {
        self.score < ORDINARY
    }

    /// Whether it makes one of a rule that only asks a concern that is urgent.
    pub(super) fn supports_a_rule(&self) -> bool {
        self.score >= SUPPORTS
    }
}

/// What the part of a message at this place counts less, the first `whole` being
/// the pieces of all of it and the others sentences.
fn less(at: usize, whole: usize) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most a handful of pieces")]
    let others = whole.saturating_sub(1) as f32;
    if at < whole { PIECE * others } else { ALONE + SENTENCE * others }
}

/// The mean, and for nothing as little as can be.
fn mean(places: &[f32]) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "at most a handful of pieces")]
    let count = places.len() as f32;
    if places.is_empty() { f32::MIN } else { places.iter().sum::<f32>() / count }
}

/// The whole message and, where it has several sentences, the last of them each alone.
fn parts(normal: &str) -> Vec<&str> {
    let mut parts = vec![normal.trim()];
    let sentences: Vec<&str> = normal.split(&format!(" {BREAK} ")).map(str::trim).collect();
    if sentences.len() > 1 {
        let long = sentences.into_iter().rev().filter(|sentence| sentence.split(' ').count() >= WORDS);
        parts.extend(long.take(SENTENCES));
    }
    parts
}

impl Lesson {
    fn learn(self, encoder: &Encoder) -> Option<Learned> {
        let texts: Vec<(&str, f32)> = self.texts.iter().map(|(text, place)| (text.as_str(), *place)).collect();
        let phrases = encoder.phrases(&texts)?;
        self.alarms.wait();
        self.ordinary.wait();
        let others = vec![-1.0; self.ordinary.vectors()?.len()];
        let examples =
            vec![Taught { bank: self.alarms, places: self.places }, Taught { bank: self.ordinary, places: others }];
        Some(Learned { separator: encoder.separator(examples)?, phrases })
    }
}

/// Learns on a thread of its own: neither encoding nor arithmetic may keep
/// anybody waiting.
fn learn_later(encoder: Encoder, lesson: Lesson, learned: Arc<OnceLock<Learned>>) -> Option<JoinHandle<()>> {
    let learn = move || {
        if let Some(lesson) = lesson.learn(&encoder) {
            drop(learned.set(lesson));
        } else {
            tracing::error!("nothing could be learned from the safety examples: the rules stand alone");
        }
    };
    let thread = std::thread::Builder::new().name("airt-learner".to_owned()).spawn(learn);
    thread.inspect_err(|error| tracing::error!(%error, "no thread could be started to learn from examples")).ok()
}

/// Whether the encoder can read it. It knows English: to it every sentence in
/// another script is the same one, and a question about cricket in Urdu lay as
/// near to the Urdu example of a concern as that example itself. Crisis words
/// of other languages are the rules' business.
fn is_latin(text: &str) -> bool {
    let letters = text.chars().filter(|letter| letter.is_alphabetic());
    let (latin, all) = letters.fold((0, 0), |(latin, all), letter| (latin + usize::from(letter.is_ascii()), all + 1));
    latin * 2 > all
}

#[cfg(test)]
mod tests {
    use super::super::weigh;
    use super::{CHECK_IN, Concern, Level, Likeness, Near, URGENT, Why, is_latin, less, mean};

    fn likeness(score: f32, concerns: &[(&str, f32)]) -> Likeness {
        let near = |(concern, likely): &(&str, f32)| Near {
            concern: (*concern).to_owned(),
            example: String::new(),
            likely: *likely,
        };
        Likeness { score, concerns: concerns.iter().map(near).collect() }
    }

    fn by_rule(id: &str, friend: bool) -> Concern {
        Concern { id: id.to_owned(), level: Level::Urgent, friend, now: false, why: Why::Rule(String::new()) }
    }

    /// What is raised in the end, where rules raised some and the examples say how likely each is.
    fn about(mut raised: Vec<Concern>, score: f32, near: &[(&str, f32)]) -> Vec<String> {
        weigh(&mut raised, &likeness(score, near));
        raised.into_iter().map(|concern| concern.id).collect()
    }

    #[test]
    fn examples_say_what_it_is_about_where_they_are_far_surer_than_the_rule() {
        let check = |score, likely, expected: &[&str], why: &str| {
            let near = [("online-sexual-harm", -1.0), ("domestic-abuse", likely)];
            assert_eq!(about(vec![by_rule("domestic-abuse", false)], score, &near), expected, "{why}");
        };
        check(URGENT, -5.0, &["online-sexual-harm", "domestic-abuse"], "surer");
        check(CHECK_IN, -5.0, &["online-sexual-harm", "domestic-abuse"], "surer, of what is only asked about");
        check(URGENT, -2.5, &["domestic-abuse"], "the rule has its say");
        check(CHECK_IN - 0.1, -5.0, &["domestic-abuse"], "of what alarms nobody they say nothing");
    }

    #[test]
    fn whoever_writes_for_a_friend_is_spoken_to_as_a_friend_and_nobody_else_is() {
        let mut raised = vec![by_rule("domestic-abuse", true)];
        weigh(&mut raised, &likeness(URGENT, &[("self-harm", -1.0), ("domestic-abuse", -5.0)]));
        assert!(raised.iter().all(|concern| concern.friend) && raised.len() == 2);
        let near = [("friend-at-risk", -1.0), ("self-harm", -5.0)];
        assert_eq!(about(vec![by_rule("self-harm", false)], URGENT, &near), ["self-harm"], "of themselves");
        assert_eq!(about(vec![by_rule("self-harm", true)], URGENT, &near), ["friend-at-risk", "self-harm"]);
    }

    #[test]
    fn what_may_end_a_life_and_is_said_outright_comes_first() {
        let near = [("sexual-abuse", -1.0), ("suicide", -6.0)];
        assert_eq!(about(vec![by_rule("suicide", false)], URGENT, &near), ["suicide", "sexual-abuse"]);
        let both = vec![by_rule("sexual-abuse", false), by_rule("suicide", false)];
        assert_eq!(about(both, URGENT, &near), ["suicide", "sexual-abuse"]);
    }

    #[test]
    fn a_part_counts_less_the_more_others_there_are_and_a_sentence_less_than_all_of_it() {
        assert!(less(0, 1) <= 0.0 && less(1, 1) > less(0, 1) && less(0, 3) > less(0, 2) && less(3, 3) > less(2, 3));
        assert_eq!((mean(&[0.5, -0.5]), mean(&[])), (0.0, f32::MIN));
    }

    #[test]
    fn only_what_the_encoder_can_read_is_compared() {
        for (text, expected) in
            [("i feel low", true), ("żle się czuję", true), ("آج کرکٹ میچ", false), ("", false), ("допомога", false)]
        {
            assert_eq!(is_latin(text), expected, "{text}");
        }
    }
}
