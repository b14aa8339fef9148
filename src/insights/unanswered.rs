//! The questions that Airt could not answer, grouped for whoever writes the next service.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::store::TextRow;

/// The same question, however it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// As it was first typed, redacted.
    pub text: String,
    /// Other wordings of it, each once.
    pub also: Vec<String>,
    /// How often.
    pub count: usize,
    /// First time.
    pub first_seen: DateTime<Utc>,
    /// Last time.
    pub last_seen: DateTime<Utc>,
    /// Where, each once.
    pub channels: Vec<String>,
    /// `unanswered`, `unsure`, `thumbs_down`, each once.
    pub outcomes: Vec<String>,
}

/// Groups texts that are equal but for case, marks and spaces; the most
/// frequent first, then the latest.
pub fn group(texts: &[TextRow]) -> Vec<Group> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for row in texts {
        let at = DateTime::from_timestamp_millis(row.at).unwrap_or_default();
        let group = groups.entry(plain(&row.text)).or_insert_with(|| Group {
            text: row.text.clone(),
            also: Vec::new(),
            count: 0,
            first_seen: at,
            last_seen: at,
            channels: Vec::new(),
            outcomes: Vec::new(),
        });
        group.count += 1;
        group.first_seen = group.first_seen.min(at);
        group.last_seen = group.last_seen.max(at);
        add(&mut group.channels, &row.channel);
        add(&mut group.outcomes, &row.outcome);
    }
    sorted(groups.into_values().collect())
}

/// Puts groups together that mean the same, as `alike` tells for two of their
/// places. Each is held against the first of its kind only, so that no chain
/// of small steps leads from a skate park to a court hearing.
pub fn merge(groups: Vec<Group>, alike: impl Fn(usize, usize) -> bool) -> Vec<Group> {
    let mut merged: Vec<(usize, Group)> = Vec::new();
    for (at, group) in groups.into_iter().enumerate() {
        match merged.iter_mut().find(|(first, _)| alike(*first, at)) {
            Some((_, first)) => first.take(&group),
            None => merged.push((at, group)),
        }
    }
    sorted(merged.into_iter().map(|(_, group)| group).collect())
}

impl Group {
    fn take(&mut self, other: &Self) {
        self.count += other.count;
        self.first_seen = self.first_seen.min(other.first_seen);
        self.last_seen = self.last_seen.max(other.last_seen);
        add(&mut self.also, &other.text);
        other.channels.iter().for_each(|channel| add(&mut self.channels, channel));
        other.outcomes.iter().for_each(|outcome| add(&mut self.outcomes, outcome));
    }
}

fn sorted(mut groups: Vec<Group>) -> Vec<Group> {
    groups.sort_by(|a, b| b.count.cmp(&a.count).then(b.last_seen.cmp(&a.last_seen)));
    groups
}

fn add(list: &mut Vec<String>, item: &str) {
    if !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}

fn plain(text: &str) -> String {
    let letters: String = text.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_question_is_one_group_the_most_frequent_first() {
        let row = |text: &str, at: i64, channel: &str| TextRow {
            text: text.to_owned(),
            at,
            channel: channel.to_owned(),
            outcome: "unanswered".to_owned(),
        };
        let rows = [
            row("Skate park near me?", 1_000, "web"),
            row("free harp lessons", 2_000, "web"),
            row("skate park   near me", 3_000, "telegram"),
        ];
        let groups = group(&rows);
        assert_eq!(groups.len(), 2);
        assert_eq!((groups[0].count, groups[0].text.as_str()), (2, "Skate park near me?"));
        assert_eq!(groups[0].channels, ["web", "telegram"]);
        assert_eq!((groups[0].first_seen.timestamp(), groups[0].last_seen.timestamp()), (1, 3));
    }
    #[test]
    fn what_means_the_same_is_merged_with_the_most_frequent() {
        let row = |text: &str, at: i64| TextRow {
            text: text.to_owned(),
            at,
            channel: "web".to_owned(),
            outcome: "unsure".to_owned(),
        };
        let rows =
            [row("skate park", 1_000), row("harp", 2_000), row("skate park", 3_000), row("place to skate", 9_000)];
        let groups = group(&rows);
        let texts: Vec<String> = groups.iter().map(|group| group.text.clone()).collect();
        let merged = merge(groups, |a, b| texts[a].contains("skate") && texts[b].contains("skate"));
        assert_eq!(merged.len(), 2);
        assert_eq!((merged[0].count, merged[0].text.as_str()), (3, "skate park"));
        assert_eq!(merged[0].also, ["place to skate"]);
        assert_eq!(merged[0].last_seen.timestamp(), 9);
    }
}
