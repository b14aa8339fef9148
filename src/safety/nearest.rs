//! What no rule catches: a message that means much the same as an example.
//!
//! Both sides are examples that staff wrote: what must alarm, and what is
//! ordinary or only looks alarming. A message raises a concern where it lies
//! nearer to the first than to the second. It only ever adds to the rules:
//! without the encoder, or while it warms up, they stand alone.

use crate::knowledge::{Knowledge, Level};
use crate::understanding::encoder::{Bank, Encoder, Vector};

use super::normal::Normaliser;
use super::{Concern, Why};

/// How quickly an example counts less as it lies further off. Small, and only
/// the nearest counts; at this value about the ten nearest do, which one
/// example put in the wrong place cannot sway.
const SOFTNESS: f32 = 0.08;

/// From this margin on Airt asks "are you safe?". Set where a twelfth of
/// ordinary messages would be asked: a cry for help that is missed weighs
/// more than a question too many. `docs/safeguarding.md` holds the curve.
const CHECK_IN: f32 = 0.042;

/// From this margin on the crisis reply comes first.
const URGENT: f32 = 0.11;

/// A concern whose examples speak of somebody else.
const OF_A_FRIEND: &str = "friend-at-risk";

/// The examples of every concern, and ordinary messages to hold against them.
#[derive(Debug)]
pub(super) struct Examples {
    encoder: Encoder,
    alarms: Bank,
    ordinary: Bank,
    /// The concern of each alarm and the example as staff wrote it.
    written: Vec<(String, String)>,
}

impl Examples {
    /// Begins to encode the examples; until that is done nothing is raised.
    pub(super) fn new(knowledge: &Knowledge, normaliser: &Normaliser, encoder: &Encoder) -> Self {
        let mut written = Vec::new();
        let mut ordinary: Vec<String> = knowledge.safety_words.ordinary.clone();
        for concern in &knowledge.concerns {
            let alarms = concern.examples.alarm.iter().chain(&concern.examples.similar);
            written.extend(alarms.map(|text| (concern.id.clone(), text.clone())));
            ordinary.extend(concern.examples.near_miss.iter().cloned());
        }
        let plain = |text: &String| normaliser.normalise(text).trim().to_owned();
        let alarms = encoder.bank(written.iter().map(|(_, text)| plain(text)).collect());
        let ordinary = encoder.bank(ordinary.iter().map(plain).collect());
        Self { encoder: encoder.clone(), alarms, ordinary, written }
    }

    /// Waits until the examples are encoded: for the command line.
    pub(super) fn wait(&self) {
        self.alarms.wait();
        self.ordinary.wait();
    }

    /// The concern that a normalised message is nearest to, where it is near enough.
    pub(super) fn raise(&self, normal: &str) -> Option<Concern> {
        if !is_latin(normal) {
            return None;
        }
        let (alarms, ordinary) = (self.alarms.vectors()?, self.ordinary.vectors()?);
        let message = self.encoder.message(&[normal.trim()])?;
        let (sentence, margin) = message
            .sentences
            .iter()
            .map(|sentence| (sentence, nearness(&sentence.vector, alarms) - nearness(&sentence.vector, ordinary)))
            .max_by(|left, right| left.1.total_cmp(&right.1))?;
        if margin < CHECK_IN {
            return None;
        }
        let nearest = alarms
            .iter()
            .zip(&self.written)
            .max_by(|left, right| sentence.vector.cosine(left.0).total_cmp(&sentence.vector.cosine(right.0)))?;
        let (id, example) = nearest.1;
        Some(Concern {
            id: id.clone(),
            level: if margin >= URGENT { Level::Urgent } else { Level::CheckIn },
            friend: id == OF_A_FRIEND,
            now: false,
            why: Why::Example { example: example.clone(), margin },
        })
    }
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

/// How near a vector lies to a set of them: a mean in which the nearest count most.
fn nearness(vector: &Vector, all: &[Vector]) -> f32 {
    if all.is_empty() {
        return 0.0;
    }
    let sum: f32 = all.iter().map(|other| (vector.cosine(other) / SOFTNESS).exp()).sum();
    #[expect(clippy::cast_precision_loss, reason = "some thousands of examples at most")]
    let mean = sum / all.len() as f32;
    SOFTNESS * mean.ln()
}

#[cfg(test)]
mod tests {
    use super::is_latin;

    #[test]
    fn only_what_the_encoder_can_read_is_compared() {
        for (text, expected) in
            [("i feel low", true), ("żle się czuję", true), ("آج کرکٹ میچ", false), ("", false), ("допомога", false)]
        {
            assert_eq!(is_latin(text), expected, "{text}");
        }
    }
}
