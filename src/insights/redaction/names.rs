//! Names of people: after words that announce one, and first names anywhere.

use super::lexicon::Lexicon;
use super::words::{Word, Words, is_among};
use super::{Mark, Tag};

/// Words for somebody, after which a name may stand.
const PEOPLE: &str = "\
    mum mam maw ma mom mother mummy dad da daddy faither father brother bro brithers brither sister sis sibling gran \
    granny grannie nana nan nanna granda grandad grandpa grandma papa uncle auntie aunty aunt cousin cuz stepdad \
    stepmum stepbrother stepsister nephew niece friend freind pal mate bff bestie boyfriend bf girlfriend gf ex \
    partner husband wife fiance son daughter wean baby twin boy girl lad lassie guy man woman kid someone somebody \
    person bully bullies dealer worker teacher tutor doctor gp nurse counsellor therapist psychologist psychiatrist \
    solicitor lawyer boss manager coach headteacher landlord neighbour carer carers mentor reporter dog officer \
    flatmate roommate crush stepfather stepmother guardian keyworker boys girls lads parents cat wan weans";

/// Titles, after which a name stands.
const TITLES: &str = "\
    mr mrs miss ms mx dr doctor sir professor prof pc sgt rev councillor";

/// Small words inside a surname.
const PARTICLES: &str = "\
    van von de der den du la le el al bin mac mc di da";

/// Words before a first name that belong to it: "Wee Hamza", "Big Rab".
const EPITHETS: &[&str] = &["wee", "big", "young", "old", "auld"];

/// Words that end every name, however it was announced.
const NEVER: &str = "\
    a an the my me i im i'm and n but or so is am are was it its it's not no on in at to of for from with that this \
    he she they we you who what when where how why if as has have had can cant will wont would do does dont get gets \
    got keeps getting never always just really mud important nothing names name because cos please pls age aged dob \
    here again by his her our their your up out into about all also too then there help need want x xx ken aye ma mi \
    hi hiya hey hello thanks called being be been question school said says say someone somebody";

/// Endings of words that describe and do not name; "im anorexic" is no name.
const ADJECTIVES: &str = "\
    ed ing ic ive ous ful less ish ian able ible ly ant ent ary ese tic al est ness ment tion sexual phobic";

/// How a sentence goes on after a name: "my pal dario is".
const AFTER_NAMES: &str = "\
    is was has had wont won't cant can't cannae doesnt didnt isnt hasnt says said keeps kept wants needs hits hit \
    takes took drinks smokes got gets goes went died and who thinks told tells never always just still does did left \
    ran lives stays cut cuts hates loves shouts shouted makes made put puts will can to on at in for about x noo \
    stopped started keep wan are battered pushed checks or but cos because";

/// How much the words before a name promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    /// "My name is": whatever follows, unless it ends every name.
    Said,
    /// "Called", "my friend", "Mr": whatever is no ordinary word.
    Announced,
    /// "I'm", "this is": what is written like a name, or is a first name.
    Hinted,
}

/// Marks them all.
pub(super) fn mark(words: &Words<'_>, lexicon: &Lexicon, marks: &mut Vec<Mark>) {
    let mut at = 0;
    while at < words.len() {
        let found = cue(words, at, lexicon)
            .and_then(|cue| Some((name_end(words, at, cue, lexicon)?, true)))
            .or_else(|| anywhere(words, at, lexicon).map(|end| (end, false)));
        if let Some((end, certain)) = found {
            marks.extend(words.range(at, end).map(|range| Mark { range, tag: Tag::Name, certain }));
            at = and_another(words, end, lexicon, marks) + 1;
        } else {
            at += 1;
        }
    }
}

/// "Ivo and Piers": after a name and "and", another; the last word of it all.
fn and_another(words: &Words<'_>, end: usize, lexicon: &Lexicon, marks: &mut Vec<Mark>) -> usize {
    if !matches!(words.plain(end + 1), "and" | "an" | "n") || !words.follows(end + 2) {
        return end;
    }
    let Some(word) = words.get(end + 2) else { return end };
    let named = lexicon.is_first_name(&word.plain) || word.capital && !lexicon.is_common(&word.plain);
    if !named || lexicon.is_public(&word.plain) {
        return end;
    }
    marks.extend(words.range(end + 2, end + 2).map(|range| Mark::maybe(range, Tag::Name)));
    end + 2
}

/// What the words before this one promise.
fn cue(words: &Words<'_>, at: usize, lexicon: &Lexicon) -> Option<Cue> {
    let (one, two, three) = (words.before(at, 1), words.before(at, 2), words.before(at, 3));
    let colon = words.gap(at).contains([':', '=']);
    let joined = words.follows(at);
    // "my da, Stevie, is back": only what is written like a name.
    if words.gap(at).trim() == "," && is_among(PEOPLE, one) && words.get(at).is_some_and(|word| word.capital) {
        return Some(Cue::Hinted);
    }
    if signs_off(words, at) {
        return Some(Cue::Hinted);
    }
    let title = is_among(TITLES, one) && words.gap(at).trim() == ".";
    if !(joined || colon || title) {
        return opening(words, at, lexicon);
    }
    let is = |word: &str| matches!(word, "is" | "iz" | "was" | "s" | "are" | "r");
    let name =
        |word: &str| matches!(word, "name" | "nam" | "nickname" | "surname" | "naem" | "naim" | "name's" | "names");
    if name(one) && (colon || one != "name" && (one == "name's" || mine(two))) || is(one) && name(two) {
        return Some(Cue::Said);
    }
    if matches!(one, "called" | "cald" | "calld" | "named") {
        let own = matches!(two, "im" | "i'm" | "am" | "is" | "are") && three != "not";
        return (two != "me" && two != "was" && (own || !two.is_empty())).then_some(Cue::Announced);
    }
    if one == "me" && matches!(two, "call" | "calls" | "called") {
        return Some(Cue::Hinted);
    }
    if is_among(TITLES, one) {
        return Some(Cue::Announced);
    }
    // "Ma" is also "my": somebody's mother only after a word of whose.
    let person = |word: &str, whose: &str| {
        is_among(PEOPLE, word) && (word != "ma" || matches!(whose, "my" | "ma" | "his" | "her" | "the" | "your"))
    };
    if is(one) && person(two, three) {
        return Some(Cue::Hinted);
    }
    if person(one, two) {
        return Some(Cue::Announced);
    }
    let own = matches!(one, "im" | "i'm" | "am" | "i‘m" | "ahm") && two != "what";
    let this = matches!(one, "its" | "it's" | "is" | "tis") && (one != "is" || matches!(two, "this" | "it"));
    (own || this).then_some(Cue::Hinted)
}

/// A name may open a message: "Hamza here".
fn opening(words: &Words<'_>, at: usize, lexicon: &Lexicon) -> Option<Cue> {
    let here = words.plain(at + 1) == "here" && words.follows(at + 1);
    (here && words.get(at).is_some_and(|word| word.capital && !lexicon.is_common(&word.plain))).then_some(Cue::Hinted)
}

fn mine(word: &str) -> bool {
    matches!(
        word,
        "my" | "ma"
            | "mi"
            | "mah"
            | "ma's"
            | "his"
            | "her"
            | "their"
            | "mums"
            | "dads"
            | "real"
            | "full"
            | "first"
            | "the"
            | ""
    ) || word.ends_with('s')
}

/// "cheers, Calum", "thanks, from Morven": at the end of what was written.
fn signs_off(words: &Words<'_>, at: usize) -> bool {
    let thanks = |word: &str| matches!(word, "signed" | "regards" | "love" | "cheers" | "thanks" | "ta" | "bye");
    let (one, two) = (words.before(at, 1), words.before(at, 2));
    // "moved from Poland" is no signature; "..., from Morven" is.
    let from = one == "from" && (thanks(two) || at.checked_sub(1).is_some_and(|from| !words.follows(from)));
    (from || thanks(one)) && at + 3 >= words.len() && words.get(at).is_some_and(|word| word.capital)
}

/// The last word of the name that begins here, if one does.
fn name_end(words: &Words<'_>, at: usize, cue: Cue, lexicon: &Lexicon) -> Option<usize> {
    let word = words.get(at)?;
    if EPITHETS.contains(&word.plain.as_str()) {
        let next = words.get(at + 1).filter(|next| words.follows(at + 1) && may_name(next, lexicon))?;
        return (next.capital || lexicon.is_first_name(&next.plain)).then(|| extend(words, at + 1, cue, lexicon));
    }
    if is_among(PARTICLES, word.plain.as_str()) && cue == Cue::Announced {
        let next = words.get(at + 1)?;
        return may_name(next, lexicon).then(|| extend(words, at + 1, cue, lexicon)).or_else(|| {
            words.get(at + 2).filter(|next| may_name(next, lexicon)).map(|_| extend(words, at + 2, cue, lexicon))
        });
    }
    begins(words, at, cue, lexicon).then(|| extend(words, at, cue, lexicon))
}

fn begins(words: &Words<'_>, at: usize, cue: Cue, lexicon: &Lexicon) -> bool {
    let Some(word) = words.get(at) else { return false };
    let plain = word.plain.as_str();
    if is_among(NEVER, plain) || word.digit || plain.chars().count() < 2 {
        return false;
    }
    let unknown = !lexicon.is_common(plain) && !lexicon.is_public(plain) && !lexicon.is_place(plain);
    match cue {
        Cue::Said => true,
        Cue::Announced => {
            let title = is_among(TITLES, words.before(at, 1));
            lexicon.is_first_name(plain)
                || word.capital && lexicon.may_be_first_name(plain)
                || (unknown || !lexicon.is_common(plain) && word.capital)
                    && (word.capital || title || reads_as_name(words, at))
        }
        Cue::Hinted => {
            lexicon.is_first_name(plain)
                || word.capital
                    && (unknown && !describes(plain)
                        || lexicon.may_be_first_name(plain) && capital_follows(words, at, lexicon))
                || unknown && !describes(plain) && two_unknown(words, at, lexicon)
        }
    }
}

/// In small letters and unknown: a name when the sentence goes on as after a
/// name, and the word itself is no verb.
fn reads_as_name(words: &Words<'_>, at: usize) -> bool {
    let plain = words.plain(at);
    let verb = describes(plain)
        || plain.ends_with("nae")
        || plain.ends_with("nt")
        || plain.ends_with("n't")
        || plain.ends_with('s') && !plain.ends_with("'s");
    let called = matches!(words.before(at, 1), "called" | "named" | "cald" | "calld");
    if called {
        return !describes(plain);
    }
    !verb && !plain.contains('\'') && (!words.follows(at + 1) || is_among(AFTER_NAMES, words.plain(at + 1)))
}

fn describes(plain: &str) -> bool {
    plain.chars().count() > 4 && ADJECTIVES.split_ascii_whitespace().any(|ending| plain.ends_with(ending))
}

fn capital_follows(words: &Words<'_>, at: usize, lexicon: &Lexicon) -> bool {
    words.follows(at + 1) && words.get(at + 1).is_some_and(|next| next.capital && may_name(next, lexicon))
}

/// "im priya fernbanks": two words that nobody knows, one after the other.
fn two_unknown(words: &Words<'_>, at: usize, lexicon: &Lexicon) -> bool {
    let followed = words.follows(at + 1)
        && words.get(at + 1).is_some_and(|next| may_name(next, lexicon) && !describes(&next.plain));
    let here = matches!(words.plain(at + 1), "here" | "again") && matches!(words.before(at, 1), "its" | "it's" | "is");
    followed || here
}

/// Whether a word can be part of a name at all.
fn may_name(word: &Word, lexicon: &Lexicon) -> bool {
    let plain = word.plain.as_str();
    !is_among(NEVER, plain)
        && !word.digit
        && plain.chars().count() > 1
        && (!lexicon.is_common(plain) || lexicon.may_be_first_name(plain))
        && !lexicon.is_place(plain)
}

/// The surname and what belongs to it.
fn extend(words: &Words<'_>, first: usize, cue: Cue, lexicon: &Lexicon) -> usize {
    let mut last = first;
    while last < first + 3 && words.follows(last + 1) {
        let Some(next) = words.get(last + 1) else { break };
        let capitals = words.get(first).is_some_and(|word| word.capital);
        let particle = is_among(PARTICLES, next.plain.as_str())
            && words.get(last + 2).is_some_and(|after| may_name(after, lexicon));
        let surname = may_name(next, lexicon)
            && !lexicon.is_public(&next.plain)
            && if capitals { next.capital } else { is_small_surname(words, last + 1, first, cue, lexicon) };
        let written = capitals && next.capital && cue == Cue::Said && !is_among(NEVER, next.plain.as_str());
        if !(particle || surname || written) {
            break;
        }
        last += 1;
    }
    last
}

/// A surname in small letters: one word, and no verb that nobody knows.
fn is_small_surname(words: &Words<'_>, at: usize, first: usize, cue: Cue, lexicon: &Lexicon) -> bool {
    let plain = words.plain(at);
    let second = at == first + 1;
    // After "my name is" hardly anything but a surname is a word that nobody knows.
    let verb = cue != Cue::Said && describes(plain) || plain.ends_with("nt") || plain.ends_with("nae");
    second && !verb && (cue != Cue::Announced || !plain.ends_with('s') || lexicon.is_first_name(plain))
}

/// A first name that is hardly anything else, wherever it stands.
fn anywhere(words: &Words<'_>, at: usize, lexicon: &Lexicon) -> Option<usize> {
    let word = words.get(at)?;
    let known = lexicon.is_first_name(&word.plain) && !lexicon.is_common(&word.plain);
    (known && !word.digit).then(|| {
        let surname = words.get(at + 1).filter(|next| {
            words.follows(at + 1)
                && next.capital
                && word.capital
                && may_name(next, lexicon)
                && !lexicon.is_public(&next.plain)
        });
        if surname.is_some() { at + 1 } else { at }
    })
}
