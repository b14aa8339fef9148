//! `airt unanswered`: what people asked for and did not get.

use std::io::{self, Write};

use chrono::SecondsFormat;
use clap::Args;

use crate::app::DATABASE;
use crate::config::Config;
use crate::insights::{Group, Store, StoreError, group, merge};
use crate::understanding::encoder::Encoder;

/// Questions whose vectors are as near as this ask the same. Wordings of one
/// need lie above it, two needs with the same words mostly below.
const ALIKE: f32 = 0.8;

/// The questions that could not be answered, the most frequent first.
#[derive(Debug, Args)]
pub(super) struct Unanswered {
    /// One JSON object a line.
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// A table for a spreadsheet.
    #[arg(long)]
    csv: bool,
}

impl Unanswered {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        let path = config.paths.data.join(DATABASE);
        let groups = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
            // Nothing was ever kept here: reading must not make a database.
            Ok(_) if !path.exists() => Vec::new(),
            Ok(runtime) => match runtime.block_on(read(&Store::at(path, config.insights.max_megabytes))) {
                Ok(groups) => groups,
                Err(error) => return super::fail(&error.to_string()),
            },
            Err(error) => return super::fail(&error.to_string()),
        };
        super::written(self.print(&by_meaning(groups, config)))
    }

    fn print(&self, groups: &[Group]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.csv {
            writeln!(out, "count,text,also,first_seen,last_seen,channels,outcomes")?;
        }
        for group in groups {
            if self.json {
                serde_json::to_writer(&mut out, group)?;
                writeln!(out)?;
            } else if self.csv {
                writeln!(out, "{}", row(group))?;
            } else {
                let last = group.last_seen.date_naive();
                writeln!(out, "{:>5}  {}  (last {last}, {})", group.count, group.text, group.channels.join(", "))?;
            }
        }
        out.flush()
    }
}

async fn read(store: &Store) -> Result<Vec<Group>, StoreError> {
    let groups = group(&store.texts().await?);
    store.close().await;
    Ok(groups)
}

/// Groups that mean the same put together; as they are where there is no encoder.
fn by_meaning(groups: Vec<Group>, config: &Config) -> Vec<Group> {
    let Ok(encoder) = Encoder::open(&config.paths.models, None) else { return groups };
    let bank = encoder.bank_now(&groups.iter().map(|group| group.text.clone()).collect::<Vec<_>>());
    let Some(vectors) = bank.vectors() else { return groups };
    merge(groups, |a, b| vectors.get(a).is_some_and(|a| vectors.cosines(b..b + 1, &a).any(|cosine| cosine >= ALIKE)))
}

fn row(group: &Group) -> String {
    let at = |time: chrono::DateTime<chrono::Utc>| time.to_rfc3339_opts(SecondsFormat::Secs, true);
    [
        group.count.to_string(),
        cell(&group.text),
        cell(&group.also.join(" | ")),
        at(group.first_seen),
        at(group.last_seen),
        cell(&group.channels.join(" ")),
        cell(&group.outcomes.join(" ")),
    ]
    .join(",")
}

/// A cell that a spreadsheet shows and never runs: a text that begins like a
/// formula would be one, and anybody can send us such a text.
fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shown_and_never_run() {
        for (text, expected) in [
            ("skate park", r#""skate park""#),
            (r#"a "club", maybe"#, r#""a ""club"", maybe""#),
            ("=HYPERLINK(1)", r#""'=HYPERLINK(1)""#),
            ("@SUM(A1)", r#""'@SUM(A1)""#),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
