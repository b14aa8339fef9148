//! Telephone numbers, dates, postcodes and every number that names one person.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::Lexicon;
use super::{Mark, Tag};

/// Digits of the shortest run that can name somebody. What is shorter is an
/// age, money, hours or a short number.
const LONG: usize = 7;

/// Bytes before a number in which a word may say what it is.
const BEFORE: usize = 28;

/// Patterns are ours and fixed; one that did not compile fails the tests.
fn compiled(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

/// Digits with at most three marks between them, "o" among them read as zero.
static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| compiled(r"\+?\(?\d(?:[ \t().\-–/]{0,3}\d)*"));
static RUN_WITH_O: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"(?i)\b(?:o\d|\d)[\do]*(?:[ .\-]{1,2}[\do]+)*\b"));
static SPOKEN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"(?i)\b(?:(?:zero|oh|o|nought|nil|one|two|three|four|five|six|seven|eight|nine|ten|double|triple|treble|hundred|\d+)[\s,.-]+){5,}(?:zero|oh|o|nought|nil|one|two|three|four|five|six|seven|eight|nine|\d+)\b",
    )
});
static PHONE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"(?:(?:\+|00)?[ ]?44[ \t().\-–/]{0,3}(?:\(?0\)?[ \t().\-–/]{0,3})?|\(?0)[1-9](?:[ \t().\-–/]{0,3}\d){8,9}|(?:\+|00)[1-9](?:[ \t().\-–/]{0,3}\d){7,13}",
    )
});
/// Opening hours and school years are made of digits too.
static HARMLESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(r"(?x)^(?: \d{1,2}[.]\d{2}\s*[-–/]\s*\d{1,2}[.]\d{2} | (?:19|20)\d{2}\s*[-–/]\s*(?:19|20)?\d{2} )$")
});

static POSTCODE: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"(?i)\b[a-z]{1,2}\d[a-z\d]?[\s.\-]{0,2}(\d[a-z]{2})\b"));

/// "s4 2nd term", "p7 3pm": no half of a postcode.
const NOT_INWARD: &[&str] = &["st", "nd", "rd", "th", "am", "pm", "hr", "mm", "cm", "km", "kg", "ml", "mg", "gb", "yo"];

const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|\
                      oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

static DATES: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let worded = format!(
        r"(?ix)\b(?: \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS}),?\s+(?:(?:19|20)\d{{2}}|'?\d{{2}}\b)
            | (?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d{{2}} )"
    );
    [
        // One mark throughout: "10.30-16.00" are hours.
        compiled(
            r"(?x)\b(?: \d{1,2}\s?/\s?\d{1,2}\s?/\s?(?:\d{4}|\d{2})
              | \d{1,2}\s?\.\s?\d{1,2}\s?\.\s?(?:\d{4}|\d{2})
              | \d{1,2}\s?-\s?\d{1,2}\s?-\s?(?:\d{4}|\d{2}) )\b",
        ),
        compiled(r"\b(?:19|20)\d{2}[/.\-]\d{1,2}[/.\-]\d{1,2}\b"),
        compiled(&worded),
    ]
    .into_iter()
    .flatten()
    .collect()
});

/// After a word about birth a date needs no year and no marks.
static BIRTH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(&format!(
        r"(?ix)\b(?:d\s?\.?\s?o\s?\.?\s?b\b|date\s+of\s+birth|born|birthday|bday|b-day|birthdate)
          (?:[\s:.,='’]|is|was|on|the|my|it|s)*
          ( \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})\b(?:,?\s+\d{{2,4}})?
          | (?:{MONTHS})\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+\d{{4}})?
          | \d{{1,2}}[\s./\-]\d{{1,2}}(?:[\s./\-]\d{{2,4}})?
          | \d{{6}}(?:\d{{2}})? )\b"
    ))
});

static INSURANCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| compiled(r"(?i)\b[a-z]{2}[\s.\-]?\d{2}[\s.\-]?\d{2}[\s.\-]?\d{2}[\s.\-]?[a-d]\b"));

/// A word that announces a number of one's own, then the number.
static ANNOUNCED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    compiled(
        r"(?ix)\b(?:chi|nhs|nino|ni|insurance|passport|licence|license|account|acc|card|sort\s+code|reference|ref|case|candidate|member(?:ship)?|policy|ucas|scn|student|pupil|customer|crn|order|id|pin|serial)
          \s*(?:number|numbers|num|no|nr|code|id)?(?:'s)?[\s.:\#=]*(?:is|was)?[\s:\#]*
          ((?:[a-z]{1,4}[\s\-/]?)?\d[\da-z\-/]*(?:[\ \-]\d[\d]*)*)",
    )
});

/// Marks them all.
pub(super) fn mark(text: &str, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    for found in DATES.iter().flat_map(|date| date.find_iter(text)) {
        if !lexicon.is_public_number(found.as_str()) {
            marks.push(Mark::sure(found.range(), Tag::Date));
        }
    }
    for date in BIRTH.iter().flat_map(|birth| birth.captures_iter(text)).filter_map(|found| found.get(1)) {
        marks.push(Mark::sure(date.range(), Tag::Date));
    }
    for found in INSURANCE.iter().flat_map(|number| number.find_iter(text)) {
        marks.push(Mark::sure(found.range(), Tag::Id));
    }
    for code in POSTCODE.iter().flat_map(|code| code.captures_iter(text)) {
        if let (Some(whole), Some(inward)) = (code.get(0), code.get(1)) {
            let inward = inward.as_str().to_lowercase();
            if !NOT_INWARD.iter().any(|ending| inward.ends_with(ending)) {
                marks.push(Mark::sure(whole.range(), Tag::Address));
            }
        }
    }
    for number in ANNOUNCED.iter().flat_map(|word| word.captures_iter(text)).filter_map(|found| found.get(1)) {
        if digits(number.as_str()) >= 4 && !lexicon.is_public_number(number.as_str()) {
            marks.push(Mark::sure(number.range(), Tag::Id));
        }
    }
    for found in SPOKEN.iter().flat_map(|spoken| spoken.find_iter(text)) {
        marks.push(Mark::sure(found.range(), Tag::Phone));
    }
    mark_runs(text, lexicon, marks);
}

/// Long runs of digits: the telephone numbers in them, or all of them.
fn mark_runs(text: &str, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    for run in RUN.iter().flat_map(|run| run.find_iter(text)) {
        let number = run.as_str();
        let money = text.get(..run.start()).is_some_and(|before| before.ends_with(['£', '$', '€']));
        if digits(number) < LONG
            || money
            || lexicon.is_public_number(number)
            || HARMLESS.iter().any(|h| h.is_match(number))
        {
            continue;
        }
        let phones: Vec<Range<usize>> = PHONE
            .iter()
            .flat_map(|phone| phone.find_iter(number))
            .map(|found| run.start() + found.start()..run.start() + found.end())
            .collect();
        let is_id = announces_id(text, run.start());
        if is_date(number) {
            continue; // marked as what it is
        }
        if phones.is_empty() || is_id {
            mark_whole(run.range(), number, lexicon, is_id, marks);
        } else {
            for phone in phones {
                let number = text.get(phone.clone()).unwrap_or_default();
                if !lexicon.is_public_number(number) {
                    marks.push(Mark::sure(phone, Tag::Phone));
                }
            }
        }
    }
    for run in RUN_WITH_O.iter().flat_map(|run| run.find_iter(text)) {
        let has_o = run.as_str().contains(['o', 'O']);
        let length = run.as_str().chars().filter(|c| c.is_ascii_digit() || matches!(c, 'o' | 'O')).count();
        if has_o && length >= 9 && digits(run.as_str()) >= 4 {
            marks.push(Mark::sure(run.range(), Tag::Phone));
        }
    }
}

/// A run that is no telephone number of the usual form: an id, unless public
/// numbers are all that it is made of ("999 or 101" has words between, but
/// "116 123 0800 1111" has not).
fn mark_whole(range: Range<usize>, number: &str, lexicon: &Lexicon, is_id: bool, marks: &mut Vec<Mark>) {
    let parts: Vec<&str> = number.split([' ', '/', '-']).collect();
    let made_of_public = (1..parts.len()).any(|at| {
        let (left, right) = parts.split_at(at);
        lexicon.is_public_number(&left.concat()) && lexicon.is_public_number(&right.concat())
    });
    if !made_of_public {
        let tag = if is_id || !number.starts_with(['0', '+', '(']) { Tag::Id } else { Tag::Phone };
        marks.push(Mark::sure(range, tag));
    }
}

fn is_date(number: &str) -> bool {
    DATES.iter().any(|date| date.find(number).is_some_and(|found| found.as_str() == number))
}

fn announces_id(text: &str, at: usize) -> bool {
    let start = (at.saturating_sub(BEFORE)..=at).find(|start| text.is_char_boundary(*start)).unwrap_or(at);
    let before = text.get(start..at).unwrap_or_default().to_lowercase();
    before.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "chi" | "nhs" | "card" | "account" | "ucas"))
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        for pattern in [&RUN, &RUN_WITH_O, &SPOKEN, &PHONE, &HARMLESS, &POSTCODE, &BIRTH, &INSURANCE, &ANNOUNCED] {
            assert!(pattern.is_some());
        }
        assert_eq!(DATES.len(), 3);
    }
}
