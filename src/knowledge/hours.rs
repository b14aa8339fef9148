//! Whether a route is open at a given moment, and when that changes.
//!
//! Local time in Scotland, through both changes of the clock. What it says is
//! data, never words; unknown hours are never said to be open.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Europe::London;
use chrono_tz::Tz;
use opening_hours::localization::{NoLocation, TzLocation};
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};

use super::{Contact, Holidays};

/// How far ahead an opening is worth naming: past two weeks of holidays there
/// is nothing that a person could use.
const AHEAD: TimeDelta = TimeDelta::days(15);

/// How a route stands at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// Hours are not known, or not settled.
    Unknown,
    /// Open at all hours, every day.
    Always,
    /// Open now, and until then.
    Until(Moment),
    /// Closed now; opens then.
    Opens(Moment),
    /// Closed for longer than two weeks.
    Closed,
}

/// A day as one says it, and the time on the clock in Scotland.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Which day.
    pub day: Day,
    /// The time; 00:00 only as an end, and then it is the midnight after `day`.
    pub time: NaiveTime,
}

/// A day, as near as one can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// The day of the question.
    Today,
    /// The one after.
    Tomorrow,
    /// One of the five after that: "on Monday" is then clear.
    On(Weekday),
    /// Later.
    Date(NaiveDate),
}

/// How a route stands at `now`.
pub fn opening(contact: &Contact, holidays: &Holidays, now: DateTime<Utc>) -> Opening {
    let Some(Ok(hours)) = contact.known_hours().map(parse) else { return Opening::Unknown };
    if contact.is_always_open() {
        return Opening::Always;
    }
    let hours = hours.with_context(context(holidays));
    let now = now.with_timezone(&London);
    let (mut open_until, mut opens) = (None, None);
    for (nth, span) in hours.iter_range(now, now + AHEAD).enumerate() {
        // The first span is the present one. Its start is not compared with
        // `now`: in the hour that October repeats, the library names the later of the two.
        match span.kind {
            RuleKind::Open if nth == 0 => open_until = Some(span.range.end),
            RuleKind::Open if open_until == Some(span.range.start) => open_until = Some(span.range.end),
            _ if open_until.is_some() => break,
            RuleKind::Open => {
                opens = Some(span.range.start);
                break;
            }
            // "By appointment" and the like: nobody is told that it is open.
            RuleKind::Unknown if nth == 0 => return Opening::Unknown,
            RuleKind::Closed | RuleKind::Unknown => {}
        }
    }
    match (open_until, opens) {
        (Some(until), _) if until >= now + AHEAD => Opening::Always,
        (Some(until), _) => Opening::Until(ending(until, now)),
        (None, Some(opens)) => Opening::Opens(moment(opens, now)),
        (None, None) => Opening::Closed,
    }
}

/// From when until when a route is open on one day, in the order of the day;
/// an end at 00:00 is the midnight after it. `None` where nobody knows.
pub fn open_on(contact: &Contact, holidays: &Holidays, day: NaiveDate) -> Option<Vec<(NaiveTime, NaiveTime)>> {
    let hours = contact.known_hours().map(parse)?.ok()?.with_context(context(holidays));
    let begins = London.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest()?;
    let ends = London.from_local_datetime(&day.checked_add_days(Days::new(1))?.and_time(NaiveTime::MIN)).earliest()?;
    let mut spans: Vec<(NaiveTime, NaiveTime)> = Vec::new();
    for span in hours.iter_range(begins, ends) {
        let (from, to) = (span.range.start.max(begins).time(), span.range.end.min(ends).time());
        match (span.kind, spans.last_mut()) {
            (RuleKind::Unknown, _) => return None,
            (RuleKind::Closed, _) => {}
            (RuleKind::Open, Some(last)) if last.1 == from => last.1 = to,
            (RuleKind::Open, _) => spans.push((from, to)),
        }
    }
    Some(spans)
}

/// The hours as they are written; the error names the letter that is wrong.
pub(super) fn parse(hours: &str) -> Result<OpeningHours<NoLocation>, String> {
    hours.parse::<OpeningHours>().map_err(|error| {
        // The library draws the line with an arrow over several lines: the last one says why.
        error.to_string().lines().last().unwrap_or_default().trim().trim_start_matches("= ").to_owned()
    })
}

fn context(holidays: &Holidays) -> Context<TzLocation<Tz>> {
    let public = holidays.holidays.iter().map(|holiday| holiday.date).collect();
    let holidays = ContextHolidays::new(Arc::new(public), Arc::default());
    Context::default().with_holidays(holidays).with_locale(TzLocation::new(London))
}

/// An end at midnight belongs to the day that it ends: "until midnight", not
/// "until tomorrow".
fn ending(until: DateTime<Tz>, now: DateTime<Tz>) -> Moment {
    let mut end = moment(until, now);
    if until.time() == NaiveTime::MIN
        && let Some(day) = until.date_naive().checked_sub_days(Days::new(1))
    {
        end.day = day_of(day, now.date_naive());
    }
    end
}

fn moment(at: DateTime<Tz>, now: DateTime<Tz>) -> Moment {
    Moment { day: day_of(at.date_naive(), now.date_naive()), time: at.time() }
}

fn day_of(date: NaiveDate, today: NaiveDate) -> Day {
    match date.signed_duration_since(today).num_days() {
        ..=0 => Day::Today,
        1 => Day::Tomorrow,
        2..=6 => Day::On(date.weekday()),
        _ => Day::Date(date),
    }
}

#[cfg(test)]
mod tests {
    use chrono::Timelike;

    use super::super::ContactKind;
    use super::super::holidays::Holiday;
    use super::*;

    const BREATHING_SPACE: &str = "Mo-Th 18:00-26:00, Fr 18:00-24:00, Sa-Su 00:00-24:00, Mo 00:00-06:00";

    fn route(hours: &str) -> Contact {
        Contact {
            kind: ContactKind::Phone,
            value: "0131 496 0123".to_owned(),
            keyword: None,
            note: None,
            hours: Some(hours.to_owned()),
            hours_hold: None,
            source: "a list".to_owned(),
            checked: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            confirmed: None,
            hold: None,
        }
    }

    fn holidays() -> Holidays {
        let day = |month, day| Holiday {
            date: NaiveDate::from_ymd_opt(2026, month, day).unwrap(),
            name: "a holiday".to_owned(),
            source: "a law".to_owned(),
        };
        Holidays { checked: None, holidays: vec![day(11, 30), day(12, 25), day(12, 28)] }
    }

    fn at(day: Day, hour: u32, minute: u32) -> Moment {
        Moment { day, time: NaiveTime::from_hms_opt(hour, minute, 0).unwrap() }
    }

    /// `now` is UTC, as the engine has it.
    fn check(hours: &str, now: &str, expected: Opening) {
        let now = now.parse().unwrap();
        assert_eq!(opening(&route(hours), &holidays(), now), expected, "{hours} at {now}");
    }

    #[test]
    fn an_ordinary_week() {
        let office = "Mo-Fr 09:00-17:00; Sa 10:00-14:00";
        check(office, "2026-11-23T12:00:00Z", Opening::Until(at(Day::Today, 17, 0)));
        check(office, "2026-11-23T08:59:59Z", Opening::Opens(at(Day::Today, 9, 0)));
        check(office, "2026-11-23T17:00:00Z", Opening::Opens(at(Day::Tomorrow, 9, 0)));
        check(office, "2026-11-28T14:00:00Z", Opening::Opens(at(Day::On(Weekday::Mon), 9, 0)));
    }

    #[test]
    fn a_day_has_its_own_hours() {
        let hours = |hours: &str, day: u32| {
            let day = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
            open_on(&route(hours), &holidays(), day)
                .map(|spans| spans.iter().map(|(from, to)| (from.hour(), to.hour())).collect::<Vec<_>>())
        };
        let office = "Mo-Fr 09:00-12:00,13:00-17:00; Sa 10:00-14:00; PH off";
        assert_eq!(hours(office, 26), Some(vec![(9, 12), (13, 17)]));
        assert_eq!(hours(office, 28), Some(vec![(10, 14)]));
        assert_eq!(hours(office, 29), Some(vec![]), "a Sunday");
        assert_eq!(hours(office, 30), Some(vec![]), "a holiday");
        assert_eq!(hours(BREATHING_SPACE, 28), Some(vec![(0, 0)]), "the whole of a Saturday");
        assert_eq!(hours(BREATHING_SPACE, 24), Some(vec![(0, 2), (18, 0)]), "into the night before and after");
        assert_eq!(hours("Mo-Fr 09:00-17:00 unknown", 26), None, "nobody knows");
    }

    #[test]
    fn spans_past_midnight() {
        check(BREATHING_SPACE, "2026-11-25T00:30:00Z", Opening::Until(at(Day::Today, 2, 0)));
        check(BREATHING_SPACE, "2026-11-24T23:30:00Z", Opening::Until(at(Day::Tomorrow, 2, 0)));
        check(BREATHING_SPACE, "2026-11-28T03:00:00Z", Opening::Until(at(Day::On(Weekday::Mon), 6, 0)));
        check(BREATHING_SPACE, "2026-11-23T07:00:00Z", Opening::Opens(at(Day::Today, 18, 0)));
    }

    #[test]
    fn midnight_ends_the_day_and_does_not_begin_the_next() {
        check("Mo-Su 17:00-24:00", "2026-11-23T20:00:00Z", Opening::Until(at(Day::Today, 0, 0)));
    }

    #[test]
    fn holidays_are_closed_where_the_hours_say_so() {
        let office = "Mo-Fr 09:00-18:00; PH off";
        check(office, "2026-11-30T12:00:00Z", Opening::Opens(at(Day::Tomorrow, 9, 0)));
        check(office, "2026-12-25T12:00:00Z", Opening::Opens(at(Day::On(Weekday::Tue), 9, 0)));
        check("Mo-Fr 09:00-18:00", "2026-11-30T12:00:00Z", Opening::Until(at(Day::Today, 18, 0)));
    }

    #[test]
    fn summer_time_is_the_clock_on_the_wall() {
        check("Mo-Fr 09:00-17:00", "2026-07-01T08:00:00Z", Opening::Until(at(Day::Today, 17, 0)));
        check("Mo-Fr 09:00-17:00", "2026-07-01T16:00:00Z", Opening::Opens(at(Day::Tomorrow, 9, 0)));
    }

    #[test]
    fn both_nights_on_which_the_clock_changes() {
        // 29 March 2026: 01:00 becomes 02:00. 25 October 2026: 02:00 becomes 01:00.
        check("Sa 18:00-26:00", "2026-03-29T00:30:00Z", Opening::Until(at(Day::Today, 2, 0)));
        check("Sa 18:00-26:00", "2026-03-29T01:00:00Z", Opening::Opens(at(Day::On(Weekday::Sat), 18, 0)));
        check("Sa 18:00-26:00", "2026-10-25T00:30:00Z", Opening::Until(at(Day::Today, 2, 0)));
        check("Sa 18:00-26:00", "2026-10-25T01:30:00Z", Opening::Until(at(Day::Today, 2, 0)));
        check("Sa 18:00-26:00", "2026-10-25T02:00:00Z", Opening::Opens(at(Day::On(Weekday::Sat), 18, 0)));
    }

    #[test]
    fn always_is_always() {
        check("24/7", "2026-12-25T03:00:00Z", Opening::Always);
        check("Mo-Su 00:00-24:00", "2026-12-25T03:00:00Z", Opening::Always);
    }

    #[test]
    fn what_is_not_known_is_never_open() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let unsettled = Contact { hours_hold: Some("two sources disagree".to_owned()), ..route("24/7") };
        let silent = Contact { hours: None, ..route("24/7") };
        for contact in [unsettled, silent, route("ask us"), route("Mo-Fr 09:00-17:00 unknown")] {
            assert_eq!(opening(&contact, &holidays(), now), Opening::Unknown, "{contact:?}");
        }
    }

    #[test]
    fn closed_for_weeks_has_no_next_time() {
        check("Jul 09:00-17:00", "2026-11-23T12:00:00Z", Opening::Closed);
        check("off", "2026-11-23T12:00:00Z", Opening::Closed);
    }
}
