//! The figures as tables, and as JSON.

use std::io::{Result, Write};

use crate::evaluation::{Figures, Given, Group, Share};

pub(super) fn json(out: &mut impl Write, figures: &Figures) -> Result<()> {
    serde_json::to_writer_pretty(&mut *out, figures)?;
    writeln!(out)
}

pub(super) fn tables(out: &mut impl Write, figures: &Figures) -> Result<()> {
    let all = &figures.all;
    writeln!(out, "In scope: {} questions", all.top_1.of)?;
    line(out, "top 1", all.top_1)?;
    line(out, "top 3", all.top_3)?;
    line(out, "precision", all.precision)?;
    line(out, "got services", all.served)?;
    writeln!(out, "  {:<16} {:.3}", "reciprocal rank", all.mean_reciprocal_rank)?;
    writeln!(out, "\nOut of scope: {} messages", figures.false_answers.of)?;
    line(out, "right refusals", figures.right_refusals)?;
    line(out, "false answers", figures.false_answers)?;
    writeln!(out, "\nIn danger: {} messages", figures.crisis.of)?;
    line(out, "right", figures.crisis)?;
    line(out, "concern raised", figures.crisis_raised)?;
    groups(out, "register", &figures.by_register)?;
    groups(out, "topic", &figures.by_topic)?;
    writeln!(out, "\nTime a question: median {} us, p99 {} us", figures.micros_median, figures.micros_p99)
}

fn line(out: &mut impl Write, name: &str, share: Share) -> Result<()> {
    let Share { count, of, value, low, high } = share;
    writeln!(out, "  {name:<16} {value:.3}  [{low:.3}, {high:.3}]  {count} of {of}")
}

fn groups(out: &mut impl Write, by: &str, groups: &std::collections::BTreeMap<String, Group>) -> Result<()> {
    writeln!(
        out,
        "\n{:<28} {:>4} {:>6} {:>15} {:>6} {:>9} {:>7}",
        by, "n", "top 1", "95 %", "top 3", "precision", "served"
    )?;
    for (name, group) in groups {
        let first = group.top_1;
        writeln!(
            out,
            "{name:<28} {:>4} {:>6.3} [{:.3}, {:.3}] {:>6.3} {:>9.3} {:>7.3}",
            first.of, first.value, first.low, first.high, group.top_3.value, group.precision.value, group.served.value
        )?;
    }
    Ok(())
}

/// The worst first: nothing shown, then the best service not among what was shown.
pub(super) fn misses(out: &mut impl Write, given: &[Given], count: usize) -> Result<()> {
    let mut missed: Vec<(usize, String, &Given)> =
        given.iter().filter_map(|one| reason(one).map(|(weight, why)| (weight, why, one))).collect();
    missed.sort_by_key(|(weight, _, _)| *weight);
    writeln!(out, "\nMisses: {}, of which the worst {}", missed.len(), count.min(missed.len()))?;
    for (_, why, one) in missed.into_iter().take(count) {
        let shown: Vec<String> = one.services.iter().map(|(id, score)| format!("{id} {score:.2}")).collect();
        writeln!(out, "- {} {:?}\n    {why}; {}", one.line.id, one.line.text, one.outcome.as_str())?;
        writeln!(out, "    shown: {}; best: {}", shown.join(", "), one.line.best.join(", "))?;
    }
    Ok(())
}

/// Why a line counts as missed, and how bad that is, 0 the worst.
fn reason(given: &Given) -> Option<(usize, String)> {
    let line = &given.line;
    if line.is_out_of_scope() {
        let answered = given.outcome.as_str();
        return (!given.services.is_empty())
            .then(|| (3, format!("out of scope ({}) and {answered}", line.kind.as_deref().unwrap_or("none"))));
    }
    if line.crisis && given.concerns.is_empty() {
        return Some((0, "in danger and no concern raised".to_owned()));
    }
    if given.services.is_empty() {
        return Some((1, "got no services".to_owned()));
    }
    match given.place() {
        None => Some((2, "no best service among those shown".to_owned())),
        Some(0) => None,
        Some(place) => Some((4, format!("a best service is only number {}", place + 1))),
    }
}
