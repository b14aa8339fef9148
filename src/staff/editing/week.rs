//! The opening hours of an ordinary week: those that the week editor can show,
//! and how they are written in `opening_hours` syntax.
//!
//! Hours that are written in any other way (by the month, by appointment) are
//! no ordinary week. Nothing here guesses at them: they stay as they stand.

/// The days as they are written, and as people say them.
pub(super) const DAYS: [(&str, &str); 7] = [
    ("Mo", "Monday"),
    ("Tu", "Tuesday"),
    ("We", "Wednesday"),
    ("Th", "Thursday"),
    ("Fr", "Friday"),
    ("Sa", "Saturday"),
    ("Su", "Sunday"),
];

/// Minutes of a day.
pub(super) const DAY: u16 = 24 * 60;

/// Times at which it is open on one day at most.
const SPANS: usize = 2;

/// How it is written that public holidays are no ordinary days.
const HOLIDAYS: &str = "PH off";

/// From when to when, in minutes after the midnight that begins the day. The
/// end lies after the beginning, on the next day where it is past [`DAY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: u16,
    pub(super) to: u16,
}

/// When it is open, day by day; a day without a span is one on which it is closed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Week {
    pub(super) days: [Vec<Span>; 7],
    pub(super) closed_on_holidays: bool,
}

impl Span {
    /// `None` where two times on a clock do not say it: longer than a day, or
    /// a whole day that does not begin at midnight.
    pub(super) fn new(from: u16, to: u16) -> Option<Self> {
        let length = to.checked_sub(from)?;
        let is_whole = from == 0 && length == DAY;
        (from < DAY && length > 0 && (length < DAY || is_whole)).then_some(Self { from, to })
    }

    fn parse(text: &str) -> Option<Self> {
        let (from, to) = text.split_once('-')?;
        Self::new(minutes(from)?, minutes(to)?)
    }

    fn written(self) -> String {
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{}-{}", time(self.from), time(self.to))
    }
}

/// A time as the syntax has it, such as `09:00` or `26:00`.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let number = |text: &str| (text.len() == 2).then(|| text.parse::<u16>().ok()).flatten();
    number(minutes).filter(|minutes| *minutes < 60).and_then(|minutes| Some(number(hours)? * 60 + minutes))
}

impl Week {
    /// The week that these hours are, where they are one.
    pub(super) fn parse(hours: &str) -> Option<Self> {
        let mut week = Self::default();
        let mut parts: Vec<&str> = hours.split(';').map(str::trim).collect();
        if parts.last() == Some(&HOLIDAYS) {
            week.closed_on_holidays = true;
            parts.pop();
        }
        for part in &parts {
            // What follows a `;` takes the place of what was said of the same days.
            for (day, spans) in week.days.iter_mut().zip(rules(part)?) {
                if !spans.is_empty() {
                    *day = spans;
                }
            }
        }
        // There a `;` also ends what runs past midnight, which no week here can say.
        let is_plain = parts.len() == 1 || !week.runs_past_midnight();
        (is_plain && !week.is_empty() && week.is_in_order()).then_some(week)
    }

    /// The same as it is written in a file.
    pub(super) fn written(&self) -> String {
        let mut groups: Vec<(Vec<usize>, &[Span])> = Vec::new();
        for (nth, spans) in self.days.iter().enumerate().filter(|(_, spans)| !spans.is_empty()) {
            match groups.iter_mut().find(|(_, same)| *same == spans.as_slice()) {
                Some((days, _)) => days.push(nth),
                None => groups.push((vec![nth], spans)),
            }
        }
        let rule = |(days, spans): &(Vec<usize>, &[Span])| {
            let spans: Vec<String> = spans.iter().map(|span| span.written()).collect();
            format!("{} {}", days_written(days), spans.join(","))
        };
        let rules: Vec<String> = groups.iter().map(rule).collect();
        let mut hours = rules.join(if self.runs_past_midnight() { ", " } else { "; " });
        if self.closed_on_holidays {
            hours.push_str("; ");
            hours.push_str(HOLIDAYS);
        }
        hours
    }

    pub(super) fn is_empty(&self) -> bool {
        self.days.iter().all(Vec::is_empty)
    }

    fn runs_past_midnight(&self) -> bool {
        self.days.iter().flatten().any(|span| span.to > DAY)
    }

    /// Sorts each day; whether the editor has room for it.
    fn is_in_order(&mut self) -> bool {
        self.days.iter_mut().all(|spans| {
            spans.sort_unstable();
            spans.len() <= SPANS && spans.iter().zip(spans.iter().skip(1)).all(|(one, next)| one.to <= next.from)
        })
    }
}

/// What one part says of each day: `Mo-Th 18:00-26:00, Fr,Sa 18:00-24:00`.
fn rules(part: &str) -> Option<[Vec<Span>; 7]> {
    let mut said: [Vec<Span>; 7] = Default::default();
    let (mut days, mut is_timed) = (Vec::new(), false);
    for piece in part.split(',').map(str::trim) {
        let (names, times) = match piece.split_once(' ') {
            Some((names, times)) => (Some(names), Some(times)),
            None if piece.starts_with(|letter: char| letter.is_ascii_digit()) => (None, Some(piece)),
            None => (Some(piece), None),
        };
        if let Some(names) = names {
            if is_timed {
                (days, is_timed) = (Vec::new(), false);
            }
            days.extend(days_named(names)?);
        }
        if let Some(times) = times {
            let span = Span::parse(times.trim())?;
            for day in &days {
                said.get_mut(*day)?.push(span);
            }
            is_timed = !days.is_empty();
        }
        if days.is_empty() {
            return None;
        }
    }
    is_timed.then_some(said)
}

/// `Mo` or `Mo-Fr`.
fn days_named(names: &str) -> Option<Vec<usize>> {
    let nth = |name: &str| DAYS.iter().position(|(code, _)| *code == name);
    match names.split_once('-') {
        Some((first, last)) => {
            let (first, last) = (nth(first)?, nth(last)?);
            (first < last).then(|| (first..=last).collect())
        }
        None => nth(names).map(|day| vec![day]),
    }
}

/// Days in order, neighbours as one: `Mo-We,Fr`.
fn days_written(days: &[usize]) -> String {
    let code = |day: usize| DAYS.get(day).map_or("", |(code, _)| *code);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days.iter().copied() {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let run = |(first, last): &(usize, usize)| {
        if first == last { code(*first).to_owned() } else { format!("{}-{}", code(*first), code(*last)) }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Datelike, Duration, Timelike, Utc};
    use proptest::prelude::*;

    use super::*;
    use crate::knowledge::{Contact, Holidays, Opening, opening};

    #[test]
    fn an_ordinary_week_is_read_and_written_as_it_was() {
        for hours in [
            "Mo-Fr 09:00-17:00",
            "Mo-Fr 09:00-21:00; Sa-Su 09:00-12:00",
            "Mo-Fr 00:00-08:45,16:45-24:00; Sa-Su 00:00-24:00",
            "Mo-Fr 09:00-18:00; PH off",
            "Mo,We,Fr-Su 10:00-12:00",
            "Mo-Th 18:00-26:00, Fr 18:00-24:00",
        ] {
            assert_eq!(Week::parse(hours).map(|week| week.written()).as_deref(), Some(hours));
        }
        let breathing_space = "Mo-Th 18:00-26:00, Fr 18:00-24:00, Sa-Su 00:00-24:00, Mo 00:00-06:00";
        let week = Week::parse(breathing_space).unwrap();
        assert_eq!(week.written(), "Mo 00:00-06:00,18:00-26:00, Tu-Th 18:00-26:00, Fr 18:00-24:00, Sa-Su 00:00-24:00");
        let later = Week::parse("Mo-Fr 09:00-17:00; Fr 09:00-12:00").unwrap();
        assert_eq!(later.written(), "Mo-Th 09:00-17:00; Fr 09:00-12:00", "the later rule holds");
    }

    #[test]
    fn what_is_no_ordinary_week_is_left_alone() {
        for hours in [
            "",
            "24/7",
            "off",
            "PH off",
            "by appointment",
            "Jul 09:00-17:00",
            "Mo-Fr 09:00-17:00 unknown",
            "Mo-Fr 09:00+",
            "Mo-Fr sunrise-sunset",
            "Mo[1] 09:00-17:00",
            "week 1-20 Mo 09:00-17:00",
            "PH off; Mo-Fr 09:00-17:00",
            "Mo 09:00-10:00,11:00-12:00,13:00-14:00",
            "Mo 09:00-12:00,11:00-13:00",
            "Mo 09:00-33:00",
            "Mo-Th 18:00-26:00; Fr 18:00-24:00",
            "Fr-Mo 09:00-17:00",
            "Mo",
            "Mo,",
            "09:00-17:00",
            "Mo 9-17",
            "Mo 09:00-17:00; Tu",
            "Mo 17:00-09:00",
            "Mo 09:60-10:00",
        ] {
            assert_eq!(Week::parse(hours), None, "{hours:?}");
        }
    }

    /// Whether a route with these hours is open, as young people are told.
    fn is_open(hours: &str, at: DateTime<Utc>) -> bool {
        let route = format!(
            "kind = \"phone\"\nvalue = \"0131 496 0123\"\nsource = \"a list\"\nchecked = 2026-11-22\nhours = {hours:?}"
        );
        let contact: Contact = toml::from_str(&route).unwrap();
        matches!(opening(&contact, &Holidays::default(), at), Opening::Until(_) | Opening::Always)
    }

    /// The same from the week itself, where an end past midnight reaches into the next day.
    fn is_meant(week: &Week, at: DateTime<Utc>) -> bool {
        let day = at.weekday().num_days_from_monday() as usize;
        let minute = u16::try_from(at.hour() * 60 + at.minute()).unwrap();
        let has = |day: usize, minute: u16| week.days[day].iter().any(|span| (span.from..span.to).contains(&minute));
        has(day, minute) || has((day + 6) % 7, minute + DAY)
    }

    fn span() -> impl Strategy<Value = Span> {
        // By the half hour, at which the test looks.
        (0_u16..48, 1_u16..47).prop_filter_map("a span", |(from, length)| Span::new(from * 30, (from + length) * 30))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        /// January: no clock changes, and the clock is that of UTC.
        #[test]
        fn what_is_written_means_what_was_filled_in(
            days in prop::array::uniform7(prop::collection::vec(span(), 0..=2)),
            closed_on_holidays: bool,
        ) {
            let mut week = Week { days, closed_on_holidays };
            prop_assume!(!week.is_empty() && week.is_in_order());
            let hours = week.written();
            prop_assert_eq!(Week::parse(&hours), Some(week.clone()), "{}", hours);
            let monday: DateTime<Utc> = "2027-01-11T00:00:00Z".parse().unwrap();
            for half_hour in 0..7 * 48 {
                let at = monday + Duration::minutes(30 * half_hour);
                prop_assert_eq!(is_open(&hours, at), is_meant(&week, at), "{} at {}", hours, at);
            }
        }
    }
}
