//! Opening hours as somebody would say them: "Open now until 10pm".

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Timelike, Utc, Weekday};

use super::airt::{Airt, today};
use crate::knowledge::{Contact, Day, Moment, Opening, open_on, opening};
use crate::understanding::AskedDay;
use crate::wording::Phrase;

impl Airt {
    /// When a route is open, as a sentence; `None` where nobody knows.
    pub(super) fn hours_line(&self, contact: &Contact, now: DateTime<Utc>) -> Option<String> {
        let wording = &self.parts.wording;
        let line = match opening(contact, &self.parts.knowledge.holidays, now) {
            Opening::Unknown => return None,
            Opening::Always => wording.say(Phrase::OpenAlways),
            Opening::Until(Moment { day: Day::Today, time }) => {
                wording.say_with(Phrase::OpenUntil, &[("time", &clock(time))])
            }
            Opening::Until(moment) => {
                wording.say_with(Phrase::OpenUntilDay, &[("day", &self.day(moment.day)), ("time", &clock(moment.time))])
            }
            Opening::Opens(moment) => {
                wording.say_with(Phrase::OpensAt, &[("day", &self.day(moment.day)), ("time", &clock(moment.time))])
            }
            Opening::Closed => wording.say(Phrase::ClosedNow),
        };
        Some(line)
    }

    /// When a route is open on the days that were asked for, the next of each;
    /// `None` where nobody knows.
    pub(super) fn hours_on(&self, contact: &Contact, days: &[AskedDay], now: DateTime<Utc>) -> Option<String> {
        if contact.is_always_open() {
            return self.hours_line(contact, now);
        }
        let wording = &self.parts.wording;
        let lines: Option<Vec<String>> = days
            .iter()
            .map(|day| {
                let date = date(*day, today(now))?;
                let spans = open_on(contact, &self.parts.knowledge.holidays, date)?;
                let between = |(from, to): &(NaiveTime, NaiveTime)| {
                    wording.say_with(Phrase::OpenBetween, &[("from", &clock(*from)), ("to", &clock(*to))])
                };
                let all_day = |(from, to): &(NaiveTime, NaiveTime)| *from == NaiveTime::MIN && from == to;
                let times = match spans.as_slice() {
                    [] => self.say(Phrase::ClosedThatDay),
                    [span] if all_day(span) => self.say(Phrase::OpenAlways),
                    spans => spans.iter().map(between).collect::<Vec<_>>().join(", "),
                };
                let name = self.say(weekday_phrase(date.weekday()));
                Some(wording.say_with(Phrase::HoursOn, &[("day", &name), ("times", &times)]))
            })
            .collect();
        lines.map(|lines| lines.join("; "))
    }

    /// Whether a route is known to be open at `now`.
    pub(super) fn is_open(&self, contact: &Contact, now: DateTime<Utc>) -> bool {
        matches!(opening(contact, &self.parts.knowledge.holidays, now), Opening::Always | Opening::Until(_))
    }

    fn day(&self, day: Day) -> String {
        match day {
            Day::Today => self.say(Phrase::DayToday),
            Day::Tomorrow => self.say(Phrase::DayTomorrow),
            Day::On(weekday) => {
                self.parts.wording.say_with(Phrase::DayOn, &[("day", &self.say(weekday_phrase(weekday)))])
            }
            Day::Date(date) => {
                self.parts.wording.say_with(Phrase::DayOn, &[("day", &date.format("%-d %B").to_string())])
            }
        }
    }
}

/// The day that is meant, seen from today.
fn date(day: AskedDay, today: NaiveDate) -> Option<NaiveDate> {
    let ahead = match day {
        AskedDay::Tomorrow => 1,
        AskedDay::On(weekday) => weekday.days_since(today.weekday()),
    };
    today.checked_add_days(Days::new(u64::from(ahead)))
}

fn weekday_phrase(day: Weekday) -> Phrase {
    match day {
        Weekday::Mon => Phrase::Monday,
        Weekday::Tue => Phrase::Tuesday,
        Weekday::Wed => Phrase::Wednesday,
        Weekday::Thu => Phrase::Thursday,
        Weekday::Fri => Phrase::Friday,
        Weekday::Sat => Phrase::Saturday,
        Weekday::Sun => Phrase::Sunday,
    }
}

/// "9am", "10.30pm", "midnight".
fn clock(time: NaiveTime) -> String {
    let (afternoon, hour) = time.hour12();
    let half = if afternoon { "pm" } else { "am" };
    match (time.hour(), time.minute()) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (_, 0) => format!("{hour}{half}"),
        (_, minute) => format!("{hour}.{minute:02}{half}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        for (hour, minute, expected) in [
            (0, 0, "midnight"),
            (9, 0, "9am"),
            (12, 0, "noon"),
            (12, 30, "12.30pm"),
            (22, 0, "10pm"),
            (0, 30, "12.30am"),
        ] {
            assert_eq!(clock(NaiveTime::from_hms_opt(hour, minute, 0).unwrap()), expected);
        }
    }
}
