//! Puts kept questions into groups of the same meaning.
//!
//! A group is known again by its first text while that is kept, and by the
//! words that staff gave it afterwards. What a text means is worked out anew
//! and never written down: it could be read back into words.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::DateTime;
use chrono_tz::Europe::London;
use tokio::sync::Mutex;

use super::Site;
use super::store::NewText;
use super::token::new_id;
use crate::conversation::Airt;
use crate::insights::StoreError;
use crate::understanding::encoder::Vector;
use crate::understanding::plain;

/// Questions whose meanings are as near as this ask the same. Wordings of one
/// need lie above it, two needs with the same words mostly below.
const ALIKE: f32 = 0.8;

/// Texts sorted in one transaction.
const BATCH: i64 = 20;

/// Meanings that a page works out before it leaves the sorting to the keeper.
const FEW: usize = 20;

/// How thoroughly to sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Effort {
    /// Somebody waits for the page: what can be done in a second.
    Brief,
    /// Nobody waits: until nothing is left.
    Whole,
}

/// What a page waits for at most.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where a text belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// The first of its kind.
    New(String),
    /// With others.
    Known(String),
}

impl Place {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::New(id) | Self::Known(id) => id,
        }
    }
}

/// Sorts one at a time: two at once would make one group twice.
#[derive(Debug, Default)]
pub(super) struct Sorter {
    meanings: Mutex<HashMap<String, Option<Vector>>>,
}

/// What one group is known by.
struct Known {
    gap: String,
    plain: String,
    meaning: Option<Vector>,
}

impl Site {
    /// Sorts what has come in; how many texts are left for the next time.
    pub(super) async fn sort_gaps(&self, effort: Effort) -> Result<i64, StoreError> {
        let begun = Instant::now();
        let mut known: Option<Vec<Known>> = None;
        // Somebody is at it already: whoever waits for a page does not wait for that.
        if let Ok(mut meanings) = self.sorter.meanings.try_lock() {
            while effort == Effort::Whole || begun.elapsed() < PATIENCE {
                let texts = self.store.unsorted(BATCH).await?;
                if texts.is_empty() {
                    break;
                }
                let before = match known.take() {
                    Some(known) => Some(known),
                    None => self.known(&mut meanings, effort).await?,
                };
                let Some(before) = before else { break };
                let airt = self.desk.airt();
                let sorted = tokio::task::spawn_blocking(move || sort(&airt, before, texts)).await;
                // A panic in there was told already; the texts stay for the next time.
                let Ok((after, placed)) = sorted else { break };
                self.store.sort(&placed).await?;
                known = Some(after);
            }
        }
        self.store.unsorted_count().await
    }

    /// Every group with the meanings of its words, kept between two sortings;
    /// `None` where working them out would take too long for somebody who waits.
    async fn known(
        &self,
        meanings: &mut HashMap<String, Option<Vector>>,
        effort: Effort,
    ) -> Result<Option<Vec<Known>>, StoreError> {
        let heads = self.store.heads().await?;
        let words: Vec<(String, String)> = heads
            .into_iter()
            .flat_map(|head| {
                let words = [head.label, head.wording, head.text];
                words.into_iter().flatten().map(|words| (head.id.clone(), words)).collect::<Vec<_>>()
            })
            .collect();
        let current: HashSet<&str> = words.iter().map(|(_, words)| words.as_str()).collect();
        meanings.retain(|text, _| current.contains(text.as_str()));
        let missing: Vec<String> =
            words.iter().map(|(_, words)| words.clone()).filter(|words| !meanings.contains_key(words)).collect();
        if effort == Effort::Brief && missing.len() > FEW {
            return Ok(None);
        }
        let airt = self.desk.airt();
        let made = tokio::task::spawn_blocking(move || {
            missing.into_iter().map(|words| (airt.meaning(&words), words)).collect::<Vec<_>>()
        });
        for (meaning, words) in made.await.unwrap_or_default() {
            meanings.insert(words, meaning);
        }
        let known = words.into_iter().map(|(gap, words)| Known {
            gap,
            plain: plain(&words),
            meaning: meanings.get(&words).cloned().flatten(),
        });
        Ok(Some(known.collect()))
    }
}

/// A place for each text, and what is known afterwards.
fn sort(airt: &Arc<Airt>, mut known: Vec<Known>, texts: Vec<NewText>) -> (Vec<Known>, Vec<(NewText, Place, String)>) {
    let mut placed = Vec::new();
    for text in texts {
        let (plain, meaning) = (plain(&text.text), airt.meaning(&text.text));
        let place = if let Some(gap) = find(&known, &plain, meaning.as_ref()) {
            Place::Known(gap.to_owned())
        } else {
            let gap = new_id();
            known.push(Known { gap: gap.clone(), plain, meaning });
            Place::New(gap)
        };
        let day = day(text.at);
        placed.push((text, place, day));
    }
    (known, placed)
}

/// The group of a text: the same words first, then the nearest meaning. Each
/// is held against what a group began with, so that no chain of small steps
/// leads from a skate park to a court hearing.
fn find<'a>(known: &'a [Known], plain: &str, meaning: Option<&Vector>) -> Option<&'a str> {
    if let Some(same) = known.iter().find(|one| one.plain == plain) {
        return Some(&same.gap);
    }
    let meaning = meaning?;
    let near = |one: &'a Known| one.meaning.as_ref().map(|other| (other.cosine(meaning), one.gap.as_str()));
    let nearest = known.iter().filter_map(near).max_by(|one, other| one.0.total_cmp(&other.0));
    nearest.filter(|(cosine, _)| *cosine >= ALIKE).map(|(_, gap)| gap)
}

/// The day in Scotland.
pub(super) fn day(at: i64) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&London).format("%Y-%m-%d").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::encoder::SIZE;

    fn known(gap: &str, words: &str, numbers: &[f32]) -> Known {
        let mut all = vec![0.0; SIZE];
        all[..numbers.len()].copy_from_slice(numbers);
        Known { gap: gap.to_owned(), plain: plain(words), meaning: Vector::of(&all) }
    }

    #[test]
    fn the_same_words_come_first_and_then_the_nearest_meaning() {
        let groups = [known("a", "skate park", &[1.0, 0.0]), known("b", "harp lessons", &[0.0, 1.0])];
        let meaning = |numbers: &[f32]| known("", "", numbers).meaning;
        for (words, numbers, expected) in [
            ("Skate park??", Some([0.0, 1.0]), Some("a")),
            ("somewhere to skate", Some([0.9, 0.1]), Some("a")),
            ("learn the harp", Some([0.1, 0.9]), Some("b")),
            ("both and neither", Some([0.7, 0.7]), None),
            ("skate parks", None, None),
        ] {
            let meaning = numbers.and_then(|numbers| meaning(&numbers));
            assert_eq!(find(&groups, &plain(words), meaning.as_ref()), expected, "{words}");
        }
    }

    #[test]
    fn a_day_is_a_day_in_scotland() {
        assert_eq!(day(1_780_270_200_000), "2026-06-01", "half past midnight in Hamilton, 23:30 in Greenwich");
    }
}
