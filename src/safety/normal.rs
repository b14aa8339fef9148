//! The form of a message over which the rules are written: plain English
//! words in lower case, one space between them, ` . ` where a sentence ends,
//! one space before the first word and after the last, no tricks of spelling.
//!
//! It undoes look-alike and invisible letters, k1ll, k i l l, kiiiill, k*ll,
//! slips of the finger, dropped apostrophes, Scots, texting and emoji. It
//! never judges anything, and it never loses a word: what it does not know
//! stays as it was typed.

mod leet;
mod letters;
mod lexicon;
mod spaced;
mod token;

use std::collections::HashMap;

use crate::knowledge::SafetyWords;
use crate::understanding::Form;

pub(in crate::safety) use self::letters::fold;
use self::lexicon::Lexicon;
use self::token::Token;

/// Where a sentence ends.
pub(super) const BREAK: &str = ".";

/// From this many letters on a word that nobody knows may be several without
/// the spaces between them.
const RUN_TOGETHER: usize = 14;

/// What is left of a word that was run into the one before it.
const SHORT_FORMS: [(&str, &str); 5] =
    [("'ll", "will"), ("'ve", "have"), ("'re", "are"), ("'d", "would"), ("'s", "is")];

/// What is said, and what it means, word by word.
type Phrase = (Vec<String>, Vec<String>);

/// Turns messages into the form over which the rules are written.
#[derive(Debug, Default)]
pub(super) struct Normaliser {
    words: HashMap<String, Vec<String>>,
    /// By their first word, the longest first.
    phrases: HashMap<String, Vec<Phrase>>,
    emoji: HashMap<String, String>,
    lexicon: Lexicon,
    form: Form,
}

impl Normaliser {
    /// `looked_for` are the words that rules look for; slips are mended to them.
    pub(super) fn new(table: &SafetyWords, looked_for: impl IntoIterator<Item = String>) -> Self {
        let mut normaliser = Self::default();
        let looked_for: Vec<String> = looked_for.into_iter().collect();
        let written = format!("{:?} {:?} {:?} {looked_for:?}", table.words, table.emoji, table.real);
        normaliser.form = Form::new("safety", [written.as_bytes()]);
        for (say, mean) in &table.words {
            let say: Vec<String> = split(&fold(say));
            let mean = split(mean);
            match say.as_slice() {
                [] => {}
                [word] => {
                    normaliser.words.insert(word.clone(), mean);
                }
                [first, ..] => normaliser.phrases.entry(first.clone()).or_default().push((say.clone(), mean)),
            }
        }
        for phrases in normaliser.phrases.values_mut() {
            phrases.sort_by_key(|(say, _)| std::cmp::Reverse(say.len()));
        }
        normaliser.emoji = table.emoji.iter().map(|(sign, word)| (fold(sign), word.clone())).collect();
        let meant = table.words.values().flat_map(|mean| split(mean));
        let known = split(&table.real).into_iter().chain(normaliser.words.keys().cloned());
        normaliser.lexicon = Lexicon::new(looked_for.into_iter().chain(meant), known.collect::<Vec<_>>());
        normaliser
    }

    /// How it reads.
    pub(super) fn form(&self) -> &Form {
        &self.form
    }

    /// The normalised form. Any text at all gives one, the same one every time.
    pub(super) fn normalise(&self, text: &str) -> String {
        let tokens = spaced::join(token::tokens(&self.spell_emoji(&fold(text))), &self.lexicon);
        let mut words: Vec<String> = Vec::with_capacity(tokens.len());
        for Token { text, after_break, .. } in tokens {
            if after_break && !words.is_empty() {
                words.push(BREAK.to_owned());
            }
            self.push_plain(&letters::unmask(&text), &mut words);
        }
        self.join_phrases(&words)
    }

    /// Each emoji as a word of its own; those without a meaning end up as gaps.
    fn spell_emoji(&self, text: &str) -> String {
        if text.is_ascii() {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len() * 2);
        for letter in text.chars() {
            match (!letter.is_ascii()).then(|| self.emoji.get(letter.encode_utf8(&mut [0; 4]) as &str)).flatten() {
                Some(word) => {
                    out.push(' ');
                    out.push_str(word);
                    out.push(' ');
                }
                None => out.push(letter),
            }
        }
        out
    }

    /// Appends the plain words that one typed word means.
    fn push_plain(&self, typed: &str, words: &mut Vec<String>) {
        if let Some((word, short)) = self.in_two(typed) {
            self.push_plain(word, words);
            words.push(short.to_owned());
            return;
        }
        let together = if typed == "i'd" { typed.to_owned() } else { typed.replace('\'', "") };
        let typed = together.as_str();
        let read = leet::read(typed, |word| self.lexicon.has(word));
        let shape = read.as_deref().unwrap_or(typed);
        let word = self
            .lexicon
            .shorten(shape)
            .or_else(|| self.lexicon.uncover(shape).map(str::to_owned))
            .unwrap_or_else(|| shape.to_owned());
        for candidate in [typed, word.as_str()] {
            if let Some(mean) = self.words.get(candidate) {
                words.extend(mean.iter().cloned());
                return;
            }
        }
        if let Some(whole) = self.ending_in(&word) {
            words.push(whole);
            return;
        }
        if let Some(parts) = self.run_together(&word) {
            for part in &parts {
                self.push_plain(part, words);
            }
            return;
        }
        match self.lexicon.mend(&word) {
            Some(meant) => match self.words.get(meant) {
                Some(mean) => words.extend(mean.iter().cloned()),
                None => words.push(meant.to_owned()),
            },
            None => words.push(word.chars().filter(|letter| letter.is_alphanumeric()).collect()),
        }
    }

    /// "brither's" to its word and what was run into it: nobody can list every
    /// word of Scots with every ending.
    fn in_two<'a>(&self, typed: &'a str) -> Option<(&'a str, &'static str)> {
        let (word, short) =
            SHORT_FORMS.iter().find_map(|(ending, short)| Some((typed.strip_suffix(ending)?, *short)))?;
        let together = || self.words.contains_key(&typed.replace('\'', ""));
        let always = matches!(short, "will" | "have" | "are");
        let apart = always || (typed != "i'd" && self.words.contains_key(word) && !together());
        apart.then_some((word, short))
    }

    /// "iwanttokillmyself" to its words. Long ones only, and of four words or
    /// more: "nevertheless" and names must stay whole.
    fn run_together(&self, word: &str) -> Option<Vec<String>> {
        if word.len() < RUN_TOGETHER || !word.bytes().all(|byte| byte.is_ascii_lowercase()) || self.lexicon.knows(word)
        {
            return None;
        }
        self.lexicon.segment(word).filter(|parts| parts.len() >= 4)
    }

    /// "cuttin" to "cutting", where that is a word and the short form is not.
    fn ending_in(&self, word: &str) -> Option<String> {
        if !word.ends_with("in") || word.len() < 5 || self.lexicon.knows(word) {
            return None;
        }
        let whole = format!("{word}g");
        self.lexicon.knows(&whole).then_some(whole)
    }

    /// Replaces the phrases of several words, and puts the words together.
    fn join_phrases(&self, words: &[String]) -> String {
        let mut out = String::with_capacity(words.len() * 6 + 2);
        out.push(' ');
        let mut push = |word: &str| {
            if !word.is_empty() {
                // "am gonnae": the I is left out in speech, not in the rules.
                if word == "am" && !out.ends_with(" i ") {
                    out.push_str("i ");
                }
                out.push_str(word);
                out.push(' ');
            }
        };
        let mut rest = words;
        while let Some((first, after)) = rest.split_first() {
            let found = self.phrases.get(first).into_iter().flatten().find(|(say, _)| rest.starts_with(say));
            if let Some((say, mean)) = found {
                for word in mean {
                    push(word);
                }
                rest = rest.get(say.len()..).unwrap_or_default();
            } else {
                push(first);
                rest = after;
            }
        }
        out
    }
}

fn split(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn normaliser() -> Normaliser {
        let table: SafetyWords =
            toml::from_str(&std::fs::read_to_string("knowledge-base/safety-words.toml").unwrap()).unwrap();
        let looked_for = "kill want depressed nothing scared hurt help alone took take jump cutting myself again pills";
        Normaliser::new(&table, looked_for.split(' ').map(str::to_owned))
    }

    #[test]
    fn tricks_of_spelling_are_undone() {
        let normaliser = normaliser();
        for (typed, plain) in [
            ("I WANT to die!!", " i want to die "),
            ("k1ll mys3lf", " kill myself "),
            ("k i l l  m y s e l f", " kill myself "),
            ("t o o k  a l l  m y  m e d s", " took all my meds "),
            ("k.i.l.l m.y.s.e.l.f", " kill myself "),
            ("i w a n t t o d i e", " i want to die "),
            ("kіll mуself", " kill myself "),
            ("ｋｉｌｌ 𝓴𝓲𝓵𝓵 🅺🅸🅻🅻 ᴋɪʟʟ", " kill kill kill kill "),
            ("ki\u{200b}ll \u{202e}myself", " kill myself "),
            ("kíll", " kill "),
            ("k*ll myself", " kill myself "),
            ("sooooo alooone, kiiiill", " so alone kill "),
            ("💊💊", " pills pills "),
            ("don't can’t I'm", " do not cannot i am "),
            ("ah cannae, a'm gonnae kms", " i cannot i am going to kill myself "),
            ("wnat hlep", " want help "),
            ("ma brither's hurtin me, naebody'd help", " my brother is hurting me nobody would help "),
            ("a've telt them, who've a tae tell, we're oot", " i have told them who have a to tell we are out "),
            ("", " "),
        ] {
            assert_eq!(normaliser.normalise(typed), plain, "{typed}");
        }
    }

    #[test]
    fn real_numbers_and_ordinary_words_stay() {
        let normaliser = normaliser();
        for same in
            ["15yo", "s3", "s4", "ps5", "10pm", "01632 960123", "im 12", "bills", "p7", "nat 5s", "b12", "500mg"]
        {
            let normal = normaliser.normalise(same);
            assert_eq!(normal.trim().replace("i am", "im"), *same, "{same}");
        }
    }

    #[test]
    fn an_ordinary_word_beside_one_that_a_rule_looks_for_is_no_slip() {
        let looked_for = "poker rapist toxic murdering nurse wake aches liar".split(' ').map(str::to_owned);
        let normaliser = Normaliser::new(&SafetyWords::default(), looked_for);
        for same in ["power", "racist", "tonic", "muttering", "nursery", "wave", "ashes", "liam"] {
            assert_eq!(normaliser.normalise(same).trim(), same);
        }
    }

    #[test]
    fn a_sentence_ends_where_it_ends() {
        let normaliser = normaliser();
        assert_eq!(normaliser.normalise("kill it. myself? at 3.5"), " kill it . myself . at 3 5 ");
        assert_eq!(normaliser.normalise("i want to... die"), " i want to die ");
    }

    #[test]
    fn words_of_another_alphabet_stay_in_it() {
        assert_eq!(normaliser().normalise("я хочу вмерти"), " я хочу вмерти ");
    }
}
