//! The figures of a question set, each with its 95 % interval.

use std::collections::BTreeMap;

use serde::Serialize;

use super::line::Line;
use crate::conversation::Outcome;
use crate::knowledge::Knowledge;

/// A line with what Airt gave.
#[derive(Debug, Clone)]
pub struct Given {
    /// What was asked.
    pub line: Line,
    /// What the turn led to.
    pub outcome: Outcome,
    /// Ids of the concerns that were raised.
    pub concerns: Vec<String>,
    /// In the order shown, with their scores.
    pub services: Vec<(String, f32)>,
    /// How long it took, in microseconds.
    pub micros: u128,
}

impl Given {
    /// The place, from 0, of the first service shown that is in `best`.
    pub fn place(&self) -> Option<usize> {
        self.services.iter().position(|(id, _)| self.line.best.contains(id))
    }

    /// Somebody in danger is shown somebody who helps.
    pub fn is_safe(&self) -> bool {
        self.line.crisis && !self.concerns.is_empty() && self.place().is_some()
    }

    fn is_right(&self, id: &String) -> bool {
        self.line.best.contains(id) || self.line.good.contains(id)
    }

    fn is_false_answer(&self) -> bool {
        matches!(self.outcome, Outcome::Answered | Outcome::FollowUp | Outcome::AskBack)
    }
}

/// A share with its interval.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// The one by the other; 0 of none.
    #[serde(rename = "share")]
    pub value: f64,
    /// Wilson's interval, lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl Share {
    /// `count` of `of`.
    #[expect(clippy::cast_precision_loss, reason = "question sets are far below 2^52 lines")]
    pub fn new(count: usize, of: usize) -> Self {
        let total = of.max(1) as f64;
        let share = count as f64 / total;
        let z = 1.96_f64;
        let scale = 1.0 + z * z / total;
        let middle = (share + z * z / (2.0 * total)) / scale;
        let half = z * (share * (1.0 - share) / total + z * z / (4.0 * total * total)).sqrt() / scale;
        Self { count, of, value: share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) }
    }

    fn counted<T>(all: &[&T], is: impl Fn(&T) -> bool) -> Self {
        Self::new(all.iter().filter(|one| is(one)).count(), all.len())
    }
}

/// How a group of questions was answered.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// The first service shown is a best one.
    pub top_1: Share,
    /// One of the first three is.
    pub top_3: Share,
    /// Of all services shown, those that are best or good.
    pub precision: Share,
    /// One by the place of the first best one.
    pub mean_reciprocal_rank: f64,
    /// Got services, answered or unsure.
    pub served: Share,
}

impl Group {
    #[expect(clippy::cast_precision_loss, reason = "question sets are far below 2^52 lines")]
    fn of(given: &[&Given]) -> Self {
        let shown = given.iter().map(|one| one.services.len()).sum();
        let right = given.iter().flat_map(|one| one.services.iter().filter(|(id, _)| one.is_right(id))).count();
        let ranks = given.iter().filter_map(|one| one.place()).map(|place| 1.0 / (place + 1) as f64);
        Self {
            top_1: Share::counted(given, |one| one.place() == Some(0)),
            top_3: Share::counted(given, |one| one.place().is_some_and(|place| place < 3)),
            precision: Share::new(right, shown),
            mean_reciprocal_rank: ranks.sum::<f64>() / given.len().max(1) as f64,
            served: Share::counted(given, |one| !one.services.is_empty()),
        }
    }
}

/// Everything that is reported.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// Over all questions in scope without danger.
    pub all: Group,
    /// By how they are written.
    pub by_register: BTreeMap<String, Group>,
    /// By the topic of the first best service.
    pub by_topic: BTreeMap<String, Group>,
    /// Out of scope: no service shown.
    pub right_refusals: Share,
    /// Out of scope: answered all the same.
    pub false_answers: Share,
    /// In danger: a concern was raised and a best service shown.
    pub crisis: Share,
    /// In danger: a concern was raised.
    pub crisis_raised: Share,
    /// Time a question, in microseconds.
    pub micros_median: u128,
    /// The same, 99 of 100 are faster.
    pub micros_p99: u128,
}

impl Figures {
    /// Of what was given.
    pub fn of(given: &[Given], knowledge: &Knowledge) -> Self {
        let (out, scope): (Vec<&Given>, Vec<&Given>) = given.iter().partition(|one| one.line.is_out_of_scope());
        let (crisis, needs): (Vec<&Given>, Vec<&Given>) = scope.into_iter().partition(|one| one.line.crisis);
        let topic = |one: &Given| {
            let best = one.line.best.first().and_then(|id| knowledge.service(id));
            best.and_then(|service| service.topics.first()).map_or_else(|| "-".to_owned(), ToString::to_string)
        };
        let register = |one: &Given| one.line.register.clone().unwrap_or_else(|| "-".to_owned());
        let mut micros: Vec<u128> = given.iter().map(|one| one.micros).collect();
        micros.sort_unstable();
        let at = |share: usize| micros.get((micros.len() * share / 100).min(micros.len().saturating_sub(1)));
        Self {
            all: Group::of(&needs),
            by_register: grouped(&needs, register),
            by_topic: grouped(&needs, topic),
            right_refusals: Share::counted(&out, |one| one.services.is_empty()),
            false_answers: Share::counted(&out, Given::is_false_answer),
            crisis: Share::counted(&crisis, Given::is_safe),
            crisis_raised: Share::counted(&crisis, |one| !one.concerns.is_empty()),
            micros_median: at(50).copied().unwrap_or_default(),
            micros_p99: at(99).copied().unwrap_or_default(),
        }
    }

    /// Every figure that a floor can be set for, the most telling first.
    pub const NAMES: [&'static str; 9] = [
        "top_1",
        "top_3",
        "mean_reciprocal_rank",
        "precision",
        "served",
        "right_refusals",
        "no_false_answers",
        "crisis",
        "crisis_raised",
    ];

    /// A figure by the name that the floors file calls it.
    pub fn named(&self, name: &str) -> Option<f64> {
        Some(match name {
            "top_1" => self.all.top_1.value,
            "top_3" => self.all.top_3.value,
            "precision" => self.all.precision.value,
            "mean_reciprocal_rank" => self.all.mean_reciprocal_rank,
            "served" => self.all.served.value,
            "right_refusals" => self.right_refusals.value,
            "crisis" => self.crisis.value,
            "crisis_raised" => self.crisis_raised.value,
            // A floor is a least: of what should be rare, its absence.
            "no_false_answers" => 1.0 - self.false_answers.value,
            _ => return None,
        })
    }
}

fn grouped(given: &[&Given], by: impl Fn(&Given) -> String) -> BTreeMap<String, Group> {
    let mut groups: BTreeMap<String, Vec<&Given>> = BTreeMap::new();
    for one in given {
        groups.entry(by(one)).or_default().push(one);
    }
    groups.into_iter().map(|(name, given)| (name, Group::of(&given))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(line: &str, outcome: Outcome, services: &[&str]) -> Given {
        Given {
            line: serde_json::from_str(line).unwrap(),
            outcome,
            concerns: Vec::new(),
            services: services.iter().map(|id| ((*id).to_owned(), 0.5)).collect(),
            micros: 1,
        }
    }

    #[test]
    fn a_wilson_interval_is_that_of_the_books() {
        let share = Share::new(8, 10);
        assert!((share.low - 0.490).abs() < 0.001 && (share.high - 0.943).abs() < 0.001, "{share:?}");
        assert_eq!(Share::new(0, 0).count, 0);
    }

    #[test]
    fn each_figure_counts_what_its_name_says() {
        let all = [
            given(r#"{"text":"a","best":["x"],"good":["y"]}"#, Outcome::Answered, &["x", "y", "z"]),
            given(r#"{"text":"b","best":["x"]}"#, Outcome::Unsure, &["z", "x"]),
            given(r#"{"text":"c","best":["x"]}"#, Outcome::Unanswered, &[]),
            given(r#"{"text":"d","kind":"trivia"}"#, Outcome::SmallTalk, &[]),
            given(r#"{"text":"e","kind":"trivia"}"#, Outcome::Answered, &["x"]),
            given(r#"{"text":"f","kind":"trivia"}"#, Outcome::Unsure, &["x"]),
        ];
        let figures = Figures::of(&all, &Knowledge::default());
        let counts = |share: Share| (share.count, share.of);
        assert_eq!(counts(figures.all.top_1), (1, 3));
        assert_eq!(counts(figures.all.top_3), (2, 3));
        assert_eq!(counts(figures.all.precision), (3, 5));
        assert_eq!(counts(figures.all.served), (2, 3));
        assert!((figures.all.mean_reciprocal_rank - 0.5).abs() < 1e-9);
        assert_eq!(counts(figures.right_refusals), (1, 3));
        assert_eq!(counts(figures.false_answers), (1, 3));
    }

    #[test]
    fn every_name_is_that_of_a_figure() {
        let figures = Figures::of(&[], &Knowledge::default());
        assert!(Figures::NAMES.iter().all(|name| figures.named(name).is_some()));
        assert_eq!(figures.named("top_2"), None);
    }

    #[test]
    fn a_line_in_danger_counts_apart_and_needs_a_concern() {
        let line = r#"{"text":"a","best":["x"],"crisis":true}"#;
        let mut raised = given(line, Outcome::Urgent, &["x"]);
        raised.concerns.push("suicide".to_owned());
        let figures = Figures::of(&[raised, given(line, Outcome::Answered, &["x"])], &Knowledge::default());
        assert_eq!((figures.crisis.count, figures.crisis.of), (1, 2));
        assert_eq!(figures.all.top_1.of, 0);
    }
}
