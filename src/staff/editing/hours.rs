//! The hours of a route as a form: not known, day and night, by the week, or
//! written out for what no ordinary week can say.
//!
//! Only the way that is chosen counts; the page shows that one alone.

use super::form::{LONGEST, Wrong};
use super::week::{DAY, DAYS, Span, Week};
use crate::staff::fields::Fields;

/// As the file says it.
const ALWAYS: &str = "24/7";

/// The fields of a day's times, in their order.
const TIMES: [&str; 4] = ["from", "to", "again", "until"];

/// What each is called.
const TIME_WORDS: [&str; 4] = ["from", "to", "and again from", "until"];

/// Letters of a time that are shown again.
const LONGEST_TIME: usize = 10;

/// How the hours are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::staff) enum How {
    Unknown,
    Always,
    Week,
    Written,
}

impl How {
    /// Each with what the form calls it, and its words.
    pub(in crate::staff) const ALL: [(&'static str, Self, &'static str); 4] = [
        ("unknown", Self::Unknown, "I do not know"),
        ("always", Self::Always, "Day and night, every day"),
        ("week", Self::Week, "The same each week"),
        ("written", Self::Written, "Otherwise, written out"),
    ];

    fn of(hours: &str) -> Self {
        match hours {
            "" => Self::Unknown,
            ALWAYS => Self::Always,
            _ if Week::parse(hours).is_some() => Self::Week,
            _ => Self::Written,
        }
    }

    /// What was chosen; `None` where nothing was, or something that there is not.
    fn chosen(form: &Fields, name: &str) -> Option<Self> {
        let code = form.get(&format!("{name}.how"));
        Self::ALL.iter().find(|(own, ..)| *own == code).map(|(_, how, _)| *how)
    }
}

/// The hours of a route, as the form shows them.
#[derive(Debug)]
pub(in crate::staff) struct HoursForm {
    pub(in crate::staff) how: How,
    pub(in crate::staff) days: Vec<DayForm>,
    pub(in crate::staff) closed_on_holidays: bool,
    /// Written out.
    pub(in crate::staff) text: String,
}

/// A day of the week.
#[derive(Debug)]
pub(in crate::staff) struct DayForm {
    /// What its fields are called after.
    pub(in crate::staff) code: &'static str,
    pub(in crate::staff) name: &'static str,
    pub(in crate::staff) is_open: bool,
    /// From, to, and from and to once more; empty where there is none.
    pub(in crate::staff) times: [String; 4],
    pub(in crate::staff) problem: Option<String>,
}

impl HoursForm {
    /// From the hours in the file.
    pub(in crate::staff) fn of(hours: &str) -> Self {
        let week = Week::parse(hours).unwrap_or_default();
        let days = DAYS.iter().zip(&week.days).map(|((code, name), spans)| {
            let ends = spans.iter().flat_map(|span| [clock(span.from), clock(span.to)]);
            let mut times: [String; 4] = Default::default();
            times.iter_mut().zip(ends).for_each(|(time, end)| *time = end);
            DayForm { code, name, is_open: !spans.is_empty(), times, problem: None }
        });
        Self {
            how: How::of(hours),
            days: days.collect(),
            closed_on_holidays: week.closed_on_holidays,
            text: hours.to_owned(),
        }
    }

    /// What somebody typed, with what is wrong at each day.
    pub(in crate::staff) fn typed(form: &Fields, name: &str, wrong: &Wrong) -> Self {
        let days = DAYS.iter().map(|(code, day)| {
            let field = |key: &str| format!("{name}.{code}.{key}");
            let problem = wrong.iter().find(|(at, _)| *at == format!("{name}.{code}"));
            DayForm {
                code,
                name: day,
                is_open: form.has(&field("open")),
                times: TIMES.map(|key| form.get(&field(key)).chars().take(LONGEST_TIME).collect()),
                problem: problem.map(|(_, what)| what.clone()),
            }
        });
        Self {
            how: How::chosen(form, name).unwrap_or(How::Written),
            days: days.collect(),
            closed_on_holidays: form.has(&format!("{name}.holidays")),
            text: form.get(name).chars().take(LONGEST).collect(),
        }
    }
}

impl DayForm {
    /// Each time with its field and what it is called.
    pub(in crate::staff) fn named_times(&self) -> impl Iterator<Item = (&String, &'static str, &'static str)> {
        self.times.iter().zip(TIMES).zip(TIME_WORDS).map(|((time, key), words)| (time, key, words))
    }
}

/// The hours that a form says, empty where they are not known, `before` being
/// what the file says; `None` where the form holds no hours or they are wrong.
pub(super) fn read(form: &Fields, name: &str, before: &str, wrong: &mut Wrong) -> Option<String> {
    match How::chosen(form, name) {
        None if !form.has(name) => None,
        Some(How::Unknown) => Some(String::new()),
        Some(How::Always) => Some(ALWAYS.to_owned()),
        Some(How::Week) => {
            let old = Week::parse(before);
            let week = week(form, name, old.as_ref(), wrong)?;
            // The same week stays as somebody once wrote it.
            Some(if old.as_ref() == Some(&week) { before.to_owned() } else { week.written() })
        }
        Some(How::Written) | None => {
            let text = form.get(name).split_whitespace().collect::<Vec<_>>().join(" ");
            if text.chars().count() > LONGEST {
                wrong.push((name.to_owned(), format!("This is too long: at most {LONGEST} letters.")));
                return None;
            }
            if text.is_empty() && How::chosen(form, name).is_some() {
                wrong.push((name.to_owned(), "Write when it is open, or choose that you do not know.".to_owned()));
                return None;
            }
            Some(text)
        }
    }
}

fn week(form: &Fields, name: &str, old: Option<&Week>, wrong: &mut Wrong) -> Option<Week> {
    let mut week = Week { closed_on_holidays: form.has(&format!("{name}.holidays")), ..Week::default() };
    let before = wrong.len();
    for (nth, ((code, _), day)) in DAYS.iter().zip(&mut week.days).enumerate() {
        let was_open = old.and_then(|old| old.days.get(nth)).is_some_and(|spans| !spans.is_empty());
        match spans(form, &format!("{name}.{code}"), was_open) {
            Ok(spans) => *day = spans,
            Err(what) => wrong.push((format!("{name}.{code}"), what.to_owned())),
        }
    }
    if wrong.len() == before && week.is_empty() {
        wrong.push((name.to_owned(), "Tick the days on which it is open, or choose that you do not know.".to_owned()));
    }
    (wrong.len() == before).then_some(week)
}

/// The times of one day. Whoever takes the tick from a day that was open means
/// that it is closed and need not empty the times; whoever writes times beside
/// a day without a tick may have forgotten the tick.
fn spans(form: &Fields, day: &str, was_open: bool) -> Result<Vec<Span>, &'static str> {
    let [from, to, again, until] = TIMES.map(|key| form.get(&format!("{day}.{key}")).trim().to_owned());
    if !form.has(&format!("{day}.open")) {
        let is_empty = [&from, &to, &again, &until].iter().all(|time| time.is_empty());
        return if is_empty || was_open {
            Ok(Vec::new())
        } else {
            Err("Tick that it is open on this day, or empty the times.")
        };
    }
    let first = span(&from, &to)?.ok_or("Write from when to when it is open, or take the tick away.")?;
    let second = span(&again, &until)?;
    if second.is_some_and(|second| second.from < first.to) {
        return Err("It opens again before it has closed. Write the earlier times first.");
    }
    Ok([Some(first), second].into_iter().flatten().collect())
}

/// An end that is not after its beginning is on the next day.
fn span(from: &str, to: &str) -> Result<Option<Span>, &'static str> {
    if from.is_empty() && to.is_empty() {
        return Ok(None);
    }
    let time = |text: &str| minutes(text).ok_or("Write both times like this: 09:00 or 17:30.");
    let (from, to) = (time(from)?, time(to)?);
    let to = if to > from { to } else { to + DAY };
    let span = Span::new(from, to).ok_or("These two times are the same. A whole day is from 00:00 to 00:00.")?;
    Ok(Some(span))
}

/// A time as people write it: `9`, `9:30`, `09.30`; 24:00 is midnight.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once([':', '.']).unwrap_or((text, "00"));
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hours) || minutes.len() != 2 || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    let all = hours * 60 + minutes;
    (minutes < 60 && all <= DAY).then_some(all % DAY)
}

/// A time as a clock shows it.
fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(fields: &[(&str, &str)]) -> Fields {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Fields::parse(body.as_bytes())
    }

    fn said(fields: &[(&str, &str)], before: &str) -> Result<Option<String>, Wrong> {
        let mut wrong = Wrong::new();
        let said = read(&form(fields), "h", before, &mut wrong);
        if wrong.is_empty() { Ok(said) } else { Err(wrong) }
    }

    /// What a browser would send of hours that nobody touched.
    fn untouched(hours: &str) -> Vec<(String, String)> {
        let shown = HoursForm::of(hours);
        let how = How::ALL.iter().find(|(_, how, _)| *how == shown.how).unwrap().0;
        let mut fields = vec![("h.how".to_owned(), how.to_owned()), ("h".to_owned(), shown.text.clone())];
        for day in &shown.days {
            fields.extend(day.is_open.then(|| (format!("h.{}.open", day.code), "yes".to_owned())));
            let times = TIMES.iter().zip(&day.times);
            fields.extend(times.map(|(key, time)| (format!("h.{}.{key}", day.code), time.clone())));
        }
        fields.extend(shown.closed_on_holidays.then(|| ("h.holidays".to_owned(), "yes".to_owned())));
        fields
    }

    #[test]
    fn hours_that_nobody_touched_stay_as_they_are_written() {
        for hours in [
            "",
            "24/7",
            "Mo-Fr 09:00-18:00; PH off",
            "Mo-Th 18:00-26:00, Fr 18:00-24:00, Sa-Su 00:00-24:00, Mo 00:00-06:00",
            "Mo-Fr 00:00-08:45,16:45-24:00; Sa-Su 00:00-24:00",
            "Jul Mo 09:00-17:00",
        ] {
            let fields = untouched(hours);
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(said(&fields, hours), Ok(Some(hours.to_owned())), "{hours}");
        }
        assert_eq!(said(&[("name", "A")], "24/7"), Ok(None), "a form without hours says nothing of them");
    }

    #[test]
    fn what_is_chosen_counts_and_nothing_else() {
        let week = [("h.Mo.open", "yes"), ("h.Mo.from", "9"), ("h.Mo.to", "17.30"), ("h", "Tu 10:00-11:00")];
        for (how, expected) in
            [("unknown", ""), ("always", "24/7"), ("week", "Mo 09:00-17:30"), ("written", "Tu 10:00-11:00")]
        {
            assert_eq!(said(&[&week[..], &[("h.how", how)]].concat(), "Fr 01:00-02:00"), Ok(Some(expected.to_owned())));
        }
    }

    #[test]
    fn a_week_is_written_as_it_was_filled_in() {
        for (fields, expected) in [
            (&[("h.Mo.open", "1"), ("h.Mo.from", "18:00"), ("h.Mo.to", "02:00")][..], "Mo 18:00-26:00"),
            (&[("h.Su.open", "1"), ("h.Su.from", "00:00"), ("h.Su.to", "24:00")], "Su 00:00-24:00"),
            (
                &[
                    ("h.We.open", "1"),
                    ("h.We.from", "10:00"),
                    ("h.We.to", "12:30"),
                    ("h.We.again", "13:30"),
                    ("h.We.until", "16:00"),
                    ("h.holidays", "yes"),
                ],
                "We 10:00-12:30,13:30-16:00; PH off",
            ),
        ] {
            assert_eq!(said(&[fields, &[("h.how", "week")]].concat(), ""), Ok(Some(expected.to_owned())));
        }
        let closed = [("h.how", "week"), ("h.Mo.open", "1"), ("h.Mo.from", "9"), ("h.Mo.to", "17"), ("h.Tu.from", "9")];
        assert_eq!(said(&closed, "Mo-Tu 09:00-17:00"), Ok(Some("Mo 09:00-17:00".to_owned())), "Tuesday lost its tick");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_day() {
        for (fields, at) in [
            (&[("h.Mo.open", "1")][..], "h.Mo"),
            (&[("h.Mo.open", "1"), ("h.Mo.from", "09:00")], "h.Mo"),
            (&[("h.Tu.open", "1"), ("h.Tu.from", "9am"), ("h.Tu.to", "17:00")], "h.Tu"),
            (&[("h.Tu.open", "1"), ("h.Tu.from", "25:00"), ("h.Tu.to", "17:00")], "h.Tu"),
            (&[("h.Tu.open", "1"), ("h.Tu.from", "09:61"), ("h.Tu.to", "17:00")], "h.Tu"),
            (&[("h.Tu.open", "1"), ("h.Tu.from", "１２"), ("h.Tu.to", "17:00")], "h.Tu"),
            (&[("h.We.open", "1"), ("h.We.from", "09:00"), ("h.We.to", "09:00")], "h.We"),
            (&[("h.Th.from", "09:00"), ("h.Th.to", "17:00")], "h.Th"),
            (
                &[
                    ("h.Fr.open", "1"),
                    ("h.Fr.from", "09:00"),
                    ("h.Fr.to", "17:00"),
                    ("h.Fr.again", "16:00"),
                    ("h.Fr.until", "18:00"),
                ],
                "h.Fr",
            ),
            (&[], "h"),
        ] {
            let wrong = said(&[fields, &[("h.how", "week")]].concat(), "").unwrap_err();
            assert_eq!(wrong.iter().map(|(at, _)| at.as_str()).collect::<Vec<_>>(), [at], "{fields:?}");
        }
        assert_eq!(said(&[("h.how", "written"), ("h", " ")], "").unwrap_err()[0].0, "h");
    }

    #[test]
    fn what_was_typed_is_shown_again_and_not_all_of_a_long_paste() {
        let long = "9".repeat(1_000_000);
        let fields = [("h.how", "week"), ("h.Mo.open", "1"), ("h.Mo.from", "9am"), ("h.Mo.to", long.as_str())];
        let wrong = vec![("h.Mo".to_owned(), "no".to_owned())];
        let shown = HoursForm::typed(&form(&fields), "h", &wrong);
        let monday = &shown.days[0];
        assert_eq!((shown.how, monday.is_open, monday.times[0].as_str()), (How::Week, true, "9am"));
        assert_eq!((monday.times[1].len(), monday.problem.as_deref()), (LONGEST_TIME, Some("no")));
    }
}
