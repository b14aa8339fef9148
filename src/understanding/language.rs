//! Whether a message is in another language: one of those most spoken in
//! South Lanarkshire, or some other script.

use whatlang::{Detector, Lang};

use super::plain;
use super::understood::Language;
use super::words::Words;

/// Fewer Latin words than this are too little to tell Polish from Scots.
const WORDS: usize = 4;

/// How sure the detector must be.
const SURE: f64 = 0.5;

/// Tells languages apart.
#[derive(Debug)]
pub(super) struct LanguageFinder {
    latin: Detector,
}

impl LanguageFinder {
    pub(super) fn new() -> Self {
        Self { latin: Detector::with_allowlist(vec![Lang::Pol, Lang::Ron, Lang::Eng]) }
    }

    /// The language of a message that asks for nothing in English.
    pub(super) fn find(&self, raw: &str, words: &Words) -> Option<Language> {
        // An English word beside another script ("помощь anxiety") can be answered.
        let known = plain(raw).split(' ').filter(|word| word.is_ascii() && word.len() > 2 && words.knows(word)).count();
        if let Some(language) = by_script(raw) {
            return (known < 2).then_some(language);
        }
        self.latin(raw, words)
    }

    fn latin(&self, raw: &str, words: &Words) -> Option<Language> {
        let typed = plain(raw);
        let all: Vec<&str> = typed.split(' ').filter(|word| word.chars().any(char::is_alphabetic)).collect();
        let english = all.iter().filter(|word| words.is_english(word)).count();
        // "doctor" is also Romanian: one word in three may be anybody's.
        if all.len() < WORDS || english * 3 > all.len() {
            return None;
        }
        let info = self.latin.detect(raw)?;
        let strange = raw.chars().filter(|letter| letter.is_alphabetic() && !letter.is_ascii()).count();
        match info.lang() {
            Lang::Pol if info.confidence() >= SURE => Some(Language::Polish),
            Lang::Ron if info.confidence() >= SURE => Some(Language::Romanian),
            // Letters that neither English nor Scots has.
            _ if strange >= 2 => Some(Language::Other),
            _ => None,
        }
    }
}

/// Scripts other than Latin tell the language by themselves.
fn by_script(raw: &str) -> Option<Language> {
    let count = |within: fn(char) -> bool| raw.chars().filter(|letter| within(*letter)).count();
    let latin = count(|letter| letter.is_ascii_alphabetic());
    let (language, letters) = [
        (Language::Ukrainian, count(|letter| matches!(letter, '\u{400}'..='\u{52f}'))),
        (Language::Arabic, count(|letter| matches!(letter, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'))),
        (Language::Punjabi, count(|letter| matches!(letter, '\u{a00}'..='\u{a7f}'))),
        (Language::Chinese, count(|letter| matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))),
        (Language::Other, count(is_another_script)),
    ]
    .into_iter()
    .max_by_key(|(_, letters)| *letters)?;
    if letters == 0 || letters < latin {
        return None;
    }
    Some(match language {
        Language::Arabic if raw.contains(is_urdu) => Language::Urdu,
        // ы, э and ъ are Russian; і, ї, є and ґ Ukrainian. Both are read here.
        Language::Ukrainian if raw.contains(['ы', 'э', 'ъ', 'ё']) => Language::Other,
        other => other,
    })
}

/// Letters that Urdu has and Arabic has not.
fn is_urdu(letter: char) -> bool {
    matches!(letter, 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ھ' | 'ہ' | 'ے' | 'پ' | 'چ' | 'گ' | 'ک' | 'ی' | 'ژ' | 'ۓ' | 'ۂ')
}

fn is_another_script(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3ff}' | '\u{530}'..='\u{5ff}' | '\u{900}'..='\u{9ff}' | '\u{a80}'..='\u{dff}'
        | '\u{e00}'..='\u{fff}' | '\u{10a0}'..='\u{11ff}' | '\u{1200}'..='\u{137f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn another_language_is_known_and_scots_is_not_one() {
        use Language::{Arabic, Chinese, Other, Polish, Punjabi, Romanian, Ukrainian, Urdu};
        let words = Words::new(&crate::knowledge::load(Path::new("knowledge-base")).knowledge);
        let finder = LanguageFinder::new();
        for (text, language) in [
            ("potrzebuję pomocy bo nie mam pieniędzy na jedzenie", Some(Polish)),
            ("nie wiem co robić, mama jest chora", Some(Polish)),
            ("am nevoie de ajutor pentru copilul meu", Some(Romanian)),
            ("unde pot găsi un doctor pentru copii", Some(Romanian)),
            ("мені потрібна допомога", Some(Ukrainian)),
            ("допомога", Some(Ukrainian)),
            ("мне нужна помощь, я не знаю, что делать, ведь мы ещё не были у врача", Some(Other)),
            ("أحتاج إلى مساعدة", Some(Arabic)),
            ("مجھے مدد چاہیے", Some(Urdu)),
            ("ਮੈਨੂੰ ਮਦਦ ਚਾਹੀਦੀ ਹੈ", Some(Punjabi)),
            ("我需要帮助", Some(Chinese)),
            ("ma maws aye greetin an a dinnae ken whit tae dae", None),
            ("hoo dae ye git tae the dentist fae larkhall", None),
            ("awa n bile yer heid", None),
            ("gonnae gie us a haun wi ma claes", None),
            ("mój angielski jest słaby. help for worry please", None),
            ("dziękuję", None),
            ("café", None),
            ("my nme is zofia n im sad", None),
            ("", None),
            ("asdf jkl qwer zxcv uiop", None),
        ] {
            assert_eq!(finder.find(text, &words), language, "{text}");
        }
    }
}
