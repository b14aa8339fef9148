//! Schools and classes, streets and house numbers, hostels and homes.

use super::lexicon::Lexicon;
use super::words::{Word, Words, is_among};
use super::{Mark, Tag};

/// What a street's name ends in.
const STREETS: &str = "\
    road rd street st avenue ave av drive drv dr crescent cres court ct place pl terrace terr ter lane ln way walk \
    gardens gdns garden grove gr close cl row loan brae park view square sq path quadrant quad wynd hill rise green \
    mews gate parade vale gait vennel cottages circle bank";

/// Those that mean a street even without a house number before them.
const CLEAR_STREETS: &str = "\
    road rd street avenue ave drive crescent cres terrace terr lane gardens gdns grove row loan wynd quadrant mews \
    brae";

/// Ordinary words that are also the first half of a street's or a school's name.
const NAMESAKES: &str = "\
    main high station church mill park queen king victoria academy hill glen burn bridge union new old north south \
    east west upper lower castle quarry school valley grange view field wood green bank house mains muir law loch \
    water clyde avon cross kirk lady lady's the of st saint our holy";

/// What a school's name ends in.
const SCHOOLS: &[&str] = &["academy", "high", "primary", "secondary", "grammar", "hs", "nursery", "college", "school"];

/// After "high" these mean something else: the high street, a high risk.
const NOT_SCHOOLS: &[&str] =
    &["street", "st", "road", "risk", "court", "flats", "street's", "blood", "heels", "wycombe"];

/// What the name of a home, a hostel or a block ends in, in one word or two.
const HOMES: &str = "\
    hostel hotel lodge refuge house court unit shelter home b&b b bnb tower towers residence halls caravan";

/// Words that may stand between the name of a home and its kind.
const HOME_KINDS: &[&str] =
    &["homeless", "care", "children's", "childrens", "guest", "women's", "womens", "residential", "student", "caravan"];

/// Marks them all.
pub(super) fn mark(words: &Words<'_>, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    for at in 0..words.len() {
        school(words, at, lexicon, marks);
        saint(words, at, lexicon, marks);
        class(words, at, marks);
        street(words, at, lexicon, marks);
        address_after_cue(words, at, marks);
        home(words, at, lexicon, marks);
        flat(words, at, marks);
    }
}

/// A word that can be the heart of a name: unknown, or written like one and no
/// ordinary word. Places count: "Hamilton Grammar" is a school all the same.
fn is_proper(word: &Word, lexicon: &Lexicon) -> bool {
    !word.digit && (!lexicon.is_common(&word.plain) || lexicon.is_place(&word.plain))
}

fn is_namesake(word: &Word) -> bool {
    is_among(NAMESAKES, word.plain.as_str())
}

/// Where the name begins that ends just before a word: at most four words
/// back, with at least one proper word among them. `written` takes ordinary
/// words too where all are in capitals ("Bramble Street").
fn name_before(words: &Words<'_>, end: usize, lexicon: &Lexicon, written: bool) -> Option<usize> {
    let (mut start, mut found, mut at) = (None, false, end);
    for _ in 0..4 {
        let Some(before) = at.checked_sub(1).filter(|_| words.follows(at) || is_saint(words, at)) else { break };
        let Some(word) = words.get(before) else { break };
        let proper = is_proper(word, lexicon) || written && word.capital && !is_function_word(&word.plain);
        if proper
            || is_namesake(word) && !(matches!(word.plain.as_str(), "the" | "our" | "of") && !word.capital && !found)
        {
            found |= proper;
            // Small words may stand inside a name, and the capital "The" before one.
            if proper || word.capital || matches!(word.plain.as_str(), "st" | "saint") {
                start = Some(before);
            }
            at = before;
        } else {
            break;
        }
    }
    start.filter(|_| found)
}

/// "st." and "saint" may have a full stop after them.
fn is_saint(words: &Words<'_>, at: usize) -> bool {
    matches!(words.before(at, 1), "st" | "saint") && words.gap(at).trim() == "."
}

fn is_function_word(plain: &str) -> bool {
    matches!(
        plain,
        "the"
            | "a"
            | "an"
            | "my"
            | "our"
            | "your"
            | "his"
            | "her"
            | "their"
            | "this"
            | "that"
            | "is"
            | "in"
            | "at"
            | "on"
            | "to"
            | "i"
            | "we"
            | "he"
            | "she"
            | "it"
            | "and"
            | "or"
            | "what"
            | "where"
            | "which"
            | "can"
            | "does"
            | "do"
            | "are"
            | "any"
            | "no"
            | "from"
            | "for"
            | "with"
            | "when"
            | "who"
            | "how"
            | "there"
            | "near"
            | "put"
            | "if"
    )
}

fn school(words: &Words<'_>, at: usize, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let Some(word) = words.get(at) else { return };
    let kind = word.plain.as_str();
    if !SCHOOLS.contains(&kind) || kind == "high" && NOT_SCHOOLS.contains(&words.plain(at + 1)) {
        return;
    }
    let bare = matches!(kind, "school" | "college" | "nursery");
    let Some(first) = name_before(words, at, lexicon, word.capital) else { return };
    // "wheelchair school" may be anything; a bare kind needs a capital before it.
    if bare && !words.get(first).is_some_and(|word| word.capital) && !is_saint_name(words, first) {
        return;
    }
    let last = if kind == "high" && words.plain(at + 1) == "school" && words.follows(at + 1) { at + 1 } else { at };
    marks.extend(words.range(first, last).map(|range| Mark::maybe(range, Tag::School)));
}

fn is_saint_name(words: &Words<'_>, first: usize) -> bool {
    matches!(words.plain(first), "st" | "saint")
}

/// "i go to st ninians": a school even without the word.
fn saint(words: &Words<'_>, at: usize, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let begins =
        is_saint_name(words, at) && matches!(words.before(at, 1), "" | "at" | "to" | "in" | "from" | "go" | "of");
    let named = words.get(at + 1).is_some_and(|word| is_proper(word, lexicon) && word.plain.len() > 3);
    if begins && named && (words.follows(at + 1) || words.gap(at + 1).trim() == ".") {
        marks.extend(words.range(at, at + 1).map(|range| Mark::maybe(range, Tag::School)));
    }
}

/// "4B2" anywhere; "3F" where a word says that it is a class.
fn class(words: &Words<'_>, at: usize, marks: &mut Vec<Mark>) {
    let Some(word) = words.get(at) else { return };
    let mut letters = word.plain.chars();
    let shape = (letters.next(), letters.next(), letters.next(), letters.next());
    let announced = ["class", "form", "reg", "year", "registration", "group", "tutor"].contains(&words.before(at, 1))
        || matches!(words.before(at, 1), "is" | "my" | "are") && words.before(at, 2) == "class"
        || words.before(at, 1) == "in" && !matches!(word.plain.as_str(), "2d" | "3d" | "3g" | "4g" | "5g" | "4k");
    let is_class = match shape {
        (Some('1'..='6'), Some('a'..='z'), Some('1'..='9'), None) => true,
        (Some('1'..='9'), Some('a'..='z'), None, None) => announced,
        _ => false,
    };
    // "1h2" could be typed for other things, in capitals or after a word it is a class.
    let written = words.range(at, at).is_some() && (announced || shape.2.is_some());
    if is_class && written {
        marks.extend(words.range(at, at).map(|range| Mark::sure(range, Tag::School)));
    }
}

fn street(words: &Words<'_>, at: usize, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let Some(word) = words.get(at).filter(|word| is_among(STREETS, word.plain.as_str())) else { return };
    let Some(first) = name_before(words, at, lexicon, word.capital).or_else(|| namesake_street(words, at)) else {
        return;
    };
    let number = house_number(words, first);
    let clear = is_among(CLEAR_STREETS, word.plain.as_str()) || word.capital && word.plain.len() > 3;
    if number.is_none() && !(clear && names_a_street(words, first, at, lexicon)) {
        return;
    }
    marks.extend(words.range(number.unwrap_or(first), at).map(|range| Mark::maybe(range, Tag::Address)));
}

/// "32 main st": every word of it ordinary, and with a number an address.
fn namesake_street(words: &Words<'_>, at: usize) -> Option<usize> {
    let before = at.checked_sub(1).filter(|_| words.follows(at))?;
    let word = words.get(before)?;
    (is_namesake(word) && house_number(words, before).is_some()).then_some(before)
}

/// Without a number: something in it is no ordinary word, or all is in capitals.
fn names_a_street(words: &Words<'_>, first: usize, at: usize, lexicon: &Lexicon) -> bool {
    let placed = matches!(
        words.before(first, 1),
        "on" | "in" | "at" | "off" | "from" | "near" | "of" | "to" | "up" | "doon" | "down"
    );
    let proper = |at: usize| {
        words
            .get(at)
            .is_some_and(|word| (word.capital || placed) && is_proper(word, lexicon) && !lexicon.is_place(&word.plain))
    };
    let written = (first..=at).all(|at| words.get(at).is_some_and(|word| word.capital)) && first < at;
    (first..at).any(proper) || written
}

/// The house number before a street, with the flat before that.
fn house_number(words: &Words<'_>, first: usize) -> Option<usize> {
    let number = first.checked_sub(1)?;
    let word = words.get(number).filter(|word| word.digit && word.plain.len() <= 5)?;
    let spaced = words.gap(first).trim();
    if !(spaced.is_empty() || spaced == ",") || word.plain.chars().filter(char::is_ascii_digit).count() > 4 {
        return None;
    }
    // "4/2 Heather Court": the flat and the number.
    match number.checked_sub(1).and_then(|flat| words.get(flat)) {
        Some(flat) if flat.digit && words.gap(number).trim() == "/" => Some(number - 1),
        _ => Some(number),
    }
}

/// "my address is 5 The Larches": whatever follows the number.
fn address_after_cue(words: &Words<'_>, at: usize, marks: &mut Vec<Mark>) {
    let cue = match words.before(at, 1) {
        "address" => true,
        "is" => words.before(at, 2) == "address",
        "at" => ["live", "lives", "stay", "stays", "staying", "living"].contains(&words.before(at, 2)),
        _ => false,
    };
    let joined = words.follows(at) || words.gap(at).contains(':');
    if !cue || !joined || !words.get(at).is_some_and(|word| word.digit) {
        return;
    }
    let mut last = at;
    while last < at + 3 && words.follows(last + 1) && last + 1 < words.len() && !is_function_end(words.plain(last + 1))
    {
        last += 1;
    }
    if last > at {
        marks.extend(words.range(at, last).map(|range| Mark::sure(range, Tag::Address)));
    }
}

fn is_function_end(plain: &str) -> bool {
    matches!(
        plain,
        "and" | "with" | "but" | "so" | "in" | "i" | "we" | "is" | "has" | "near" | "he" | "she" | "they" | "my"
    )
}

fn home(words: &Words<'_>, at: usize, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let Some(kind) = words.get(at).filter(|word| is_among(HOMES, word.plain.as_str())) else { return };
    let mut end = at;
    // "B&B" is two words to us.
    if kind.plain == "b" {
        if words.before(at, 1) != "b" || words.gap(at) != "&" {
            return;
        }
        end = at - 1;
    }
    while end > 0 && HOME_KINDS.contains(&words.before(end, 1)) && words.follows(end) {
        end -= 1;
    }
    let Some(first) = name_before(words, end, lexicon, kind.capital) else { return };
    let weak = matches!(
        kind.plain.as_str(),
        "house" | "court" | "unit" | "home" | "tower" | "towers" | "halls" | "hotel" | "shelter"
    );
    let capital = words.get(first).is_some_and(|word| word.capital);
    let only_place = (first..end).all(|at| lexicon.is_place(words.plain(at)));
    if weak && !capital || only_place {
        return;
    }
    marks.extend(words.range(first, at).map(|range| Mark::maybe(range, Tag::Address)));
}

/// "flat 3", "room 12", "block 6".
fn flat(words: &Words<'_>, at: usize, marks: &mut Vec<Mark>) {
    let is_part = matches!(words.plain(at), "flat" | "room" | "block" | "apartment" | "apt");
    let number = words.get(at + 1).is_some_and(|word| word.digit && word.plain.len() <= 4);
    if !is_part || !number || !words.follows(at + 1) {
        return;
    }
    let split = words.gap(at + 2).trim() == "/" && words.get(at + 2).is_some_and(|word| word.digit);
    let last = if split { at + 2 } else { at + 1 };
    marks.extend(words.range(at, last).map(|range| Mark::sure(range, Tag::Address)));
}
