//! Before and after, side by side.

use std::cmp::Ordering;

use crate::conversation::{Airt, Outcome};
use crate::evaluation::{Figures, Floors, Given};

/// Answers that are listed; more than these nobody reads.
const LISTED: usize = 60;

/// What a change does to the answers.
#[derive(Debug, Default)]
pub(in crate::staff) struct Trial {
    /// Questions that were asked.
    pub(in crate::staff) asked: usize,
    /// Answers that change.
    pub(in crate::staff) changed: usize,
    /// The first of them, those that become worse at the top.
    pub(in crate::staff) changes: Vec<Changed>,
    /// Every figure before and after.
    pub(in crate::staff) figures: Vec<Compared>,
    /// What must not be published without a reason, in words.
    pub(in crate::staff) falls: Vec<String>,
}

/// An answer that changes.
#[derive(Debug)]
pub(in crate::staff) struct Changed {
    /// What is asked.
    pub(in crate::staff) question: String,
    /// What is shown now, in words.
    pub(in crate::staff) before: String,
    /// What would be shown.
    pub(in crate::staff) after: String,
    /// Whether that is better.
    pub(in crate::staff) effect: Effect,
}

/// How an answer changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::staff) enum Effect {
    /// What is right stands further down, or is gone.
    Worse,
    /// Something else about it changes.
    Other,
    /// What is right stands further up.
    Better,
}

impl Effect {
    /// For the table.
    pub(in crate::staff) fn word(self) -> &'static str {
        match self {
            Self::Worse => "worse",
            Self::Other => "other",
            Self::Better => "better",
        }
    }
}

/// A figure before and after, each from 0 to 1.
#[derive(Debug)]
pub(in crate::staff) struct Compared {
    /// What it counts, in words.
    pub(in crate::staff) label: &'static str,
    before: f64,
    after: f64,
    least: Option<f64>,
}

impl Compared {
    /// For the table.
    pub(in crate::staff) fn before(&self) -> String {
        format!("{:.3}", self.before)
    }

    /// For the table.
    pub(in crate::staff) fn after(&self) -> String {
        format!("{:.3}", self.after)
    }

    /// The least that it must be, for the table.
    pub(in crate::staff) fn least(&self) -> String {
        self.least.map_or_else(String::new, |least| format!("{least:.3}"))
    }

    /// It stands below its floor, and the change is why. Where it was too low
    /// before, a change that does not touch it is not held up by it.
    pub(in crate::staff) fn falls(&self) -> bool {
        self.least.is_some_and(|least| self.after < least) && self.after < self.before
    }
}

impl Trial {
    /// Of what was given before and after to the same questions.
    pub(super) fn of(before: (&Airt, &[Given]), after: (&Airt, &[Given]), floors: &Floors) -> Self {
        let pairs = || before.1.iter().zip(after.1);
        let mut changes: Vec<Changed> = pairs()
            .filter(|(old, new)| shown(old) != shown(new))
            .map(|(old, new)| Changed {
                question: old.line.text.clone(),
                before: words(before.0, old),
                after: words(after.0, new),
                effect: effect(old, new),
            })
            .collect();
        changes.sort_by_key(|change| change.effect);
        let total = changes.len();
        changes.truncate(LISTED);
        let figures = compared((before.0, before.1), (after.0, after.1), floors);
        let mut falls: Vec<String> = figures
            .iter()
            .filter(|figure| figure.falls())
            .map(|figure| {
                let Compared { label, before, after, .. } = figure;
                let least = figure.least();
                format!("{label}: this would fall from {before:.3} to {after:.3}, and {least} is the least.")
            })
            .collect();
        let lost = pairs().filter(|(old, new)| old.is_safe() && !new.is_safe());
        falls.extend(
            lost.map(|(old, _)| {
                format!("Somebody in danger would not be shown any more who helps: “{}”.", old.line.text)
            }),
        );
        Self { asked: before.1.len(), changed: total, changes, figures, falls }
    }
}

fn compared(before: (&Airt, &[Given]), after: (&Airt, &[Given]), floors: &Floors) -> Vec<Compared> {
    let figures = |(airt, given): (&Airt, &[Given])| Figures::of(given, airt.knowledge());
    let (old, new) = (figures(before), figures(after));
    let compared = Figures::NAMES.into_iter().filter_map(|name| {
        let (before, after) = (old.named(name)?, new.named(name)?);
        Some(Compared { label: label(name), before, after, least: floors.of(name) })
    });
    compared.collect()
}

/// What a figure counts, in words.
fn label(name: &str) -> &'static str {
    match name {
        "top_1" => "The right service comes first",
        "top_3" => "It is one of the first three",
        "mean_reciprocal_rank" => "How far up it stands",
        "precision" => "What is shown fits",
        "served" => "A question gets services",
        "right_refusals" => "No service fits, and none is shown",
        "no_false_answers" => "No service fits, and none is offered as the answer",
        "crisis" => "Somebody in danger is shown who helps",
        "crisis_raised" => "Somebody in danger is noticed",
        _ => "Something else",
    }
}

/// What of an answer counts as its change: not the scores.
fn shown(given: &Given) -> (Outcome, Vec<&str>) {
    (given.outcome, given.services.iter().map(|(id, _)| id.as_str()).collect())
}

fn words(airt: &Airt, given: &Given) -> String {
    let name = |id: &str| airt.knowledge().service(id).map_or_else(|| id.to_owned(), |service| service.name.clone());
    let names: Vec<String> = given.services.iter().map(|(id, _)| name(id)).collect();
    match (given.outcome, names.is_empty()) {
        (Outcome::Unsure, false) => format!("is it one of these: {}", names.join(", ")),
        (Outcome::Urgent, false) => format!("help in danger: {}", names.join(", ")),
        (_, false) => names.join(", "),
        (_, true) => "no service".to_owned(),
    }
}

fn effect(old: &Given, new: &Given) -> Effect {
    // Where nothing fits, the fewer are shown the better; else the nearer to the top.
    let worth = |given: &Given| {
        if given.line.is_out_of_scope() { given.services.len() } else { given.place().unwrap_or(usize::MAX) }
    };
    match worth(new).cmp(&worth(old)) {
        Ordering::Less => Effect::Better,
        Ordering::Equal => Effect::Other,
        Ordering::Greater => Effect::Worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_was_too_low_before_holds_up_no_change_that_leaves_it_alone() {
        let falls = |before, after, least| Compared { label: "", before, after, least }.falls();
        assert!(falls(0.7, 0.5, Some(0.6)));
        assert!(falls(0.5, 0.4, Some(0.6)), "it was low and sinks");
        assert!(!falls(0.5, 0.5, Some(0.6)) && !falls(0.5, 0.55, Some(0.6)));
        assert!(!falls(0.9, 0.7, Some(0.6)) && !falls(0.9, 0.1, None));
    }

    #[test]
    fn worse_is_what_is_right_further_down_and_more_where_nothing_fits() {
        let given = |line: &str, services: &[&str]| Given {
            line: serde_json::from_str(line).unwrap(),
            outcome: Outcome::Answered,
            concerns: Vec::new(),
            services: services.iter().map(|id| ((*id).to_owned(), 0.5)).collect(),
            micros: 1,
        };
        let need = |services: &[&str]| given(r#"{"text":"a","best":["x"]}"#, services);
        let none = |services: &[&str]| given(r#"{"text":"a","kind":"trivia"}"#, services);
        assert_eq!(effect(&need(&["y", "x"]), &need(&["x"])), Effect::Better);
        assert_eq!(effect(&need(&["x"]), &need(&["y"])), Effect::Worse);
        assert_eq!(effect(&need(&["x", "y"]), &need(&["x"])), Effect::Other);
        assert_eq!(effect(&none(&[]), &none(&["x"])), Effect::Worse);
    }
}
