//! Which days a question about opening hours names: "and at weekends?".

use chrono::Weekday;

/// A day that somebody asks about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AskedDay {
    /// The next one of this name, today included.
    On(Weekday),
    /// The day after this one.
    Tomorrow,
}

/// The days that a message names, each once, in its own order. `text` is the plain form.
pub(super) fn days(text: &str) -> Vec<AskedDay> {
    use AskedDay::{On, Tomorrow};
    let mut days = Vec::new();
    let mut add = |more: &[AskedDay]| {
        for day in more {
            if !days.contains(day) {
                days.push(*day);
            }
        }
    };
    let words: Vec<&str> = text.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        match *word {
            "weekend" | "weekends" | "wkend" | "weekened" => add(&[On(Weekday::Sat), On(Weekday::Sun)]),
            "weekday" | "weekdays" => {
                add(&[Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].map(On));
            }
            "tomorrow" | "tomoro" | "tmrw" | "tomorra" => add(&[Tomorrow]),
            "morra" | "morn" if at.checked_sub(1).and_then(|before| words.get(before)) == Some(&"the") => {
                add(&[Tomorrow]);
            }
            _ => add(&weekday(word).map(On).into_iter().collect::<Vec<_>>()),
        }
    }
    days
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "mon" | "monday" => Weekday::Mon,
        "tue" | "tuesday" => Weekday::Tue,
        "wed" | "wednesday" | "wensday" => Weekday::Wed,
        "thu" | "thur" | "thursday" => Weekday::Thu,
        "fri" | "friday" => Weekday::Fri,
        "saturday" | "setterday" => Weekday::Sat,
        "sunday" => Weekday::Sun,
        // "he sat doon" and "in the sun" are no days of the week.
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_name_a_day_is_understood() {
        use AskedDay::{On, Tomorrow};
        for (text, expected) in [
            ("and at weekends", vec![On(Weekday::Sat), On(Weekday::Sun)]),
            ("is it open on saturday", vec![On(Weekday::Sat)]),
            ("open mondays or tuesdays", vec![On(Weekday::Mon), On(Weekday::Tue)]),
            ("can i phone the morra", vec![Tomorrow]),
            ("are they open tomorrow", vec![Tomorrow]),
            ("is it open now", vec![]),
            ("in the morn", vec![Tomorrow]),
            ("he sat doon in the sun", vec![]),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }
}
