//! What a message is about: every example of every concern has a vote.
//!
//! It names a concern and never says whether there is any: that is for the rules
//! and for the side on which a message lies ([`super::nearest`]).

use std::collections::BTreeMap;

use crate::understanding::encoder::{Vector, Vectors};

/// How much more a near example says about which concern it is than a far
/// one. Chosen on tune, with what a rule counts beside it: nine in ten are named rightly.
const NARROWNESS: f32 = 30.0;

/// A concern as its examples lie to a message.
#[derive(Debug)]
pub(super) struct Near {
    pub(super) concern: String,
    /// The nearest of them.
    pub(super) example: String,
    /// The natural logarithm of how likely it is, up to what all have in common.
    pub(super) likely: f32,
}

/// How likely each concern is, by all of its examples: the one nearest of
/// all is now and then of another concern. A concern with four times as many
/// examples is not four times as likely, only twice.
pub(super) fn votes(alarms: &Vectors, written: &[(String, String)], vector: &Vector) -> Vec<Near> {
    let mut concerns: BTreeMap<&str, Votes> = BTreeMap::new();
    for (cosine, (concern, example)) in alarms.cosines(0..alarms.len(), vector).zip(written) {
        concerns.entry(concern).or_default().add(cosine, example);
    }
    let mut near: Vec<Near> = concerns.into_iter().map(|(concern, votes)| votes.of(concern)).collect();
    near.sort_by(|left, right| right.likely.total_cmp(&left.likely));
    near
}

/// What the examples of one concern say of a message.
#[derive(Default)]
struct Votes<'a> {
    sum: f32,
    count: f32,
    nearest: Option<(f32, &'a str)>,
}

impl<'a> Votes<'a> {
    fn add(&mut self, cosine: f32, example: &'a str) {
        self.sum += (NARROWNESS * (cosine - 1.0)).exp();
        self.count += 1.0;
        if self.nearest.is_none_or(|(nearest, _)| cosine > nearest) {
            self.nearest = Some((cosine, example));
        }
    }

    fn of(self, concern: &str) -> Near {
        let example = self.nearest.map_or_else(String::new, |(_, example)| example.to_owned());
        Near { concern: concern.to_owned(), example, likely: (self.sum / self.count.sqrt()).ln() }
    }
}
