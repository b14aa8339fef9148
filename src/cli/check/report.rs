//! `airt check --report`: the same facts as a table for staff to read.

use std::io::{self, Write};

use chrono::{Duration, NaiveDate};

use crate::knowledge::{Knowledge, Report, RouteOf, report};

/// Reviews that fall due within this many days are listed.
const AHEAD_DAYS: i64 = 30;

/// Prints the report as of `today`.
pub(super) fn print(out: &mut impl Write, knowledge: &Knowledge, today: NaiveDate) -> io::Result<()> {
    let report = report(knowledge);
    writeln!(
        out,
        "Routes: {} shown, {} held back, {} confirmed by staff.\n",
        report.shown_routes,
        report.held.len(),
        report.confirmed_routes
    )?;
    routes(out, "To confirm first: crisis lines", report.to_ring.iter().filter(|of| of.service.crisis), |of| {
        format!("said in: {}", of.route.source)
    })?;
    routes(out, "Held back", report.held.iter(), |of| of.route.hold.clone().unwrap_or_default())?;
    routes(out, "Hours in doubt", report.hours_in_doubt.iter(), |of| of.route.hours_hold.clone().unwrap_or_default())?;
    reviews(out, &report, today)?;
    reading(out, &report)
}

fn routes<'a>(
    out: &mut impl Write,
    title: &str,
    routes: impl Iterator<Item = &'a RouteOf<'a>>,
    why: impl Fn(&RouteOf<'_>) -> String,
) -> io::Result<()> {
    writeln!(out, "{title}")?;
    for of in routes {
        row(out, of, &why(of))?;
    }
    writeln!(out)
}

fn row(out: &mut impl Write, of: &RouteOf<'_>, last: &str) -> io::Result<()> {
    let mark = if of.service.crisis { '!' } else { ' ' };
    writeln!(out, "  {mark} {:<40} {:<34} {last}", of.service.id.as_str(), of.route.value)
}

fn reviews(out: &mut impl Write, report: &Report<'_>, today: NaiveDate) -> io::Result<()> {
    let until = today + Duration::days(AHEAD_DAYS);
    writeln!(out, "Reviews due by {until}")?;
    for (due, of) in report.reviews.iter().take_while(|(due, _)| *due <= until) {
        row(out, of, &due.to_string())?;
    }
    if let Some((due, of)) = report.reviews.iter().find(|(due, _)| *due > until) {
        writeln!(out, "  then {} ({}) on {due}", of.service.id, of.route.value)?;
    }
    writeln!(out)
}

fn reading(out: &mut impl Write, report: &Report<'_>) -> io::Result<()> {
    let median = report.median_reading_age().unwrap_or_default();
    writeln!(out, "Reading age: median {median:.1}, hardest first")?;
    for (age, service) in &report.reading {
        writeln!(out, "    {:<40} {age:>5.1}", service.id.as_str())?;
    }
    Ok(())
}
