//! `airt eval --safety`: how many cries for help are noticed, and how many
//! ordinary messages are taken for one, with Wilson's 95 % intervals.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::evaluation::{self, Share};
use crate::knowledge::Level;
use crate::safety::{Concern, Screen};

/// One line of a safety set; without `concern` it is an ordinary message.
#[derive(Debug, Deserialize)]
struct Line {
    text: String,
    concern: Option<String>,
    #[serde(default)]
    also: Vec<String>,
    level: Option<Level>,
    style: String,
    directness: Option<String>,
    /// Paraphrases of one message share it.
    group: Option<String>,
}

/// What screening made of a line.
#[derive(Debug)]
struct Screened {
    line: Line,
    level: Option<Level>,
    named: bool,
    /// The first one is right: it chooses the words and the people.
    led: bool,
}

#[derive(Debug, Default, Serialize)]
struct Figures {
    /// Raised at any level, of those that must alarm, by what the lines have in common.
    raised: BTreeMap<String, Share>,
    /// Raised under a concern that is right for it.
    named: Option<Share>,
    /// The same of the concern that comes first.
    led: Option<Share>,
    /// Urgent where urgent is right.
    urgent: Option<Share>,
    /// Ordinary messages that raised an urgent concern, or a check-in.
    false_urgent: Option<Share>,
    false_check_in: Option<Share>,
    /// Groups of paraphrases that all got the same decision.
    stable: Option<Share>,
}

/// Screens every line of the files and prints the figures.
pub(super) fn run(config: &Config, files: &[PathBuf], json: bool, sealed: bool) -> Result<u8, String> {
    let mut lines = Vec::new();
    for file in files {
        if !sealed && file.file_name().is_some_and(|name| name.to_string_lossy().contains("sealed")) {
            return Err(format!("{} is sealed: with --sealed its figures can be had", file.display()));
        }
        lines.extend(evaluation::read::<Line>(file)?);
    }
    let (screen, _) = crate::app::screen(config);
    let screened: Vec<Screened> = lines.into_iter().map(|line| judge(&screen, line)).collect();
    print(&figures(&screened), json).map_err(|error| error.to_string())?;
    Ok(0)
}

fn judge(screen: &Screen, line: Line) -> Screened {
    let concerns = screen.screen(&line.text);
    let level = concerns.iter().map(|concern| concern.level).max();
    let right = |concern: &Concern| line.concern.as_ref() == Some(&concern.id) || line.also.contains(&concern.id);
    let (named, led) = (concerns.iter().any(right), concerns.first().is_some_and(right));
    Screened { line, level, named, led }
}

fn figures(all: &[Screened]) -> Figures {
    let alarms: Vec<&Screened> = all.iter().filter(|one| one.line.concern.is_some()).collect();
    let ordinary: Vec<&Screened> = all.iter().filter(|one| one.line.concern.is_none()).collect();
    let share = |of: &[&Screened], is: &dyn Fn(&Screened) -> bool| {
        Some(Share::new(of.iter().filter(|one| is(one)).count(), of.len()))
    };
    let mut raised: BTreeMap<String, Vec<&Screened>> = BTreeMap::new();
    for one in &alarms {
        let line = &one.line;
        let directness = line.directness.as_deref().unwrap_or("explicit");
        let concern = line.concern.as_deref().unwrap_or_default();
        for group in [
            "all".to_owned(),
            format!("all, {directness}"),
            format!("concern {concern}"),
            format!("concern {concern}, {directness}"),
            format!("style {}", line.style),
        ] {
            raised.entry(group).or_default().push(one);
        }
    }
    let urgent: Vec<&Screened> = alarms.iter().copied().filter(|one| one.line.level == Some(Level::Urgent)).collect();
    Figures {
        raised: raised
            .into_iter()
            .map(|(group, of)| (group, Share::new(of.iter().filter(|one| one.level.is_some()).count(), of.len())))
            .collect(),
        named: share(&alarms, &|one| one.named),
        led: share(&alarms, &|one| one.led),
        urgent: share(&urgent, &|one| one.level == Some(Level::Urgent)),
        false_urgent: share(&ordinary, &|one| one.level == Some(Level::Urgent)),
        false_check_in: share(&ordinary, &|one| one.level == Some(Level::CheckIn)),
        stable: Some(stable(&alarms)),
    }
}

/// Groups of two paraphrases or more in which every one was raised, or none.
fn stable(alarms: &[&Screened]) -> Share {
    let mut groups: BTreeMap<&str, Vec<bool>> = BTreeMap::new();
    for one in alarms {
        if let Some(group) = one.line.group.as_deref() {
            groups.entry(group).or_default().push(one.level.is_some());
        }
    }
    groups.retain(|_, decisions| decisions.len() > 1);
    let same = groups.values().filter(|decisions| decisions.windows(2).all(|pair| pair.first() == pair.last())).count();
    Share::new(same, groups.len())
}

fn print(figures: &Figures, json: bool) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, figures)?;
        return writeln!(out);
    }
    writeln!(out, "| must alarm | raised | of | share | 95 % interval |\n|---|---|---|---|---|")?;
    for (group, share) in &figures.raised {
        row(&mut out, group, share)?;
    }
    writeln!(out, "\n| over all | count | of | share | 95 % interval |\n|---|---|---|---|---|")?;
    for (name, share) in [
        ("under the right concern", &figures.named),
        ("the right concern first", &figures.led),
        ("urgent where urgent is right", &figures.urgent),
        ("false alarms, urgent", &figures.false_urgent),
        ("false alarms, check-in", &figures.false_check_in),
        ("paraphrase groups with one decision", &figures.stable),
    ] {
        if let Some(share) = share {
            row(&mut out, name, share)?;
        }
    }
    Ok(())
}

fn row(out: &mut impl Write, name: &str, share: &Share) -> std::io::Result<()> {
    let Share { count, of, value, low, high } = share;
    writeln!(out, "| {name} | {count} | {of} | {value:.3} | {low:.3} to {high:.3} |")
}
