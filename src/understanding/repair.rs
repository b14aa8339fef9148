//! When somebody corrects Airt or themselves: "no", "not that, i mean my own
//! drinking", "actually in carluke", "its online as well".

use std::sync::LazyLock;

use regex::Regex;

/// How a message mends or goes on with the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Repair {
    /// Not these; nothing else was said.
    No,
    /// Yes, that one; nothing else was said.
    Yes,
    /// Something else entirely.
    SomethingElse,
    /// Not that, but this: what was meant, in plain form.
    Instead(String),
    /// The same question with this besides, in plain form.
    Besides(String),
    /// The same again for somebody else: "is there one for me as well".
    ForMe,
}

static NO: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^((no|naw|nope|nah|nae|na)( no| naw| thanks| ta| not (really|those|these|that)| its not| it isnt| none of (these|those|them))*|not? (that|those|these|them|it|what i (meant|mean|asked|want|wanted|need)|any of (these|those|them)|quite|really|helpful)( one)?|none( of (these|those|them|it))?|neither|wrong( one| answer)?|thats (wrong|not it|not right|not what i (meant|asked|said))|not what i (meant|mean|asked|want)|(thats )?no(t)? (whit|wit|what) (i|ah|a) (meant|asked))$").ok()
});

static YES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(yes|aye|yeah|yep|yup|ye|yea|yas|y|ok|okay|kk?|sure|alright|aw ?right|right|that one|thats (it|right|the one)|correct|please|yes please|aye please)( please| pls| thanks| ta| that one| ok| then| that| mate| pal)*$").ok()
});

static SOMETHING_ELSE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(something|somthing|sumthing|summit|somehin|somethin) (else|different)( please| pls)?$|^(i want|can i ask( about)?|ask( about)?|its|it is|about|a different|another) (something|somehin|somethin|question|topic|thing)( else| different)*$|^(different|another|new) (question|thing|topic)$|^change (the )?(subject|topic)$").ok()
});

static INSTEAD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:no|naw|nah|nope|sorry|wait|eh|oops)\s+)*(?:(?:not? (?:that|those|these|it|them|him|her|what i meant)(?: one| ones)?|wrong|forget (?:that|it)|never ?mind(?: that)?|scrap that|thats not (?:it|what i meant|right)|not quite|no quite)\s*(?:but |sorry |actually |no )*)?(?:i mean|i meant|a mean|ah mean|a meant|i was meaning|what i meant (?:was|is)|i said|i was asking about|more like|rather|actually|i actually mean)\s+(.+)$").ok()
});

static FORGET_THAT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:no|naw|nah|nope)\s+)?(?:not? (?:that|those|these|it|them)|forget (?:that|it)|never ?mind(?: that)?|scrap that|thats not it|wrong)\s+(?:actually |sorry |no |but )*(.{3,})$").ok()
});

static BESIDES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:(?:and|an|n|plus|also|oh|but|its|it is|and its|n its|oh and|and also|as well as that)\s+)*(.+?)\s+(?:as well|aswell|too|anaw|an aw|n aw|and all|also)$|^(?:and also|also|plus|oh and|and|as well as that)\s+(.+)$").ok()
});

static FOR_ME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(is there|have you got|are there|got|wheres|whats there|anything) (one|wan|yin|some|something|any|anything|wans)?\s*(for|fur) (me|masel|myself|us|him|her|them|my (sister|brother|pal|friend|mum|dad))\b").ok()
});

/// How a message mends the one before, if it does. `text` is the plain form.
pub fn repair(text: &str) -> Option<Repair> {
    let matches = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|pattern| pattern.is_match(text));
    let part = |pattern: &Option<Regex>| {
        let captures = pattern.as_ref()?.captures(text)?;
        captures.iter().skip(1).flatten().next().map(|part| part.as_str().to_owned())
    };
    if matches(&NO) {
        return Some(Repair::No);
    }
    if matches(&YES) {
        return Some(Repair::Yes);
    }
    if matches(&SOMETHING_ELSE) {
        return Some(Repair::SomethingElse);
    }
    if matches(&FOR_ME) {
        return Some(Repair::ForMe);
    }
    part(&INSTEAD).or_else(|| part(&FORGET_THAT)).map(Repair::Instead).or_else(|| part(&BESIDES).map(Repair::Besides))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::plain;

    #[expect(clippy::needless_pass_by_value, reason = "tables of cases read better")]
    fn check(text: &str, expected: Option<Repair>) {
        assert_eq!(repair(&plain(text)), expected, "{text}");
    }

    #[test]
    fn a_bare_no_or_yes_is_one() {
        for text in ["no", "naw", "nope", "not that", "none of these", "that's not what I meant", "not these"] {
            check(text, Some(Repair::No));
        }
        for text in ["yes", "aye", "ok", "yeah that one"] {
            check(text, Some(Repair::Yes));
        }
        check("something else", Some(Repair::SomethingElse));
    }

    #[test]
    fn what_was_meant_is_what_is_left() {
        for (text, meant) in [
            ("not that, i mean my own drinking", "my own drinking"),
            ("forget that, actually in carluke", "in carluke"),
            ("no i meant for my brother", "for my brother"),
            ("naw, a mean fur ma da", "fur ma da"),
            ("actually its worse", "its worse"),
            ("not that, food", "food"),
        ] {
            check(text, Some(Repair::Instead(meant.to_owned())));
        }
    }

    #[test]
    fn something_besides_is_added() {
        check("its online as well", Some(Repair::Besides("online".to_owned())));
        check("and at school", Some(Repair::Besides("at school".to_owned())));
        check("also my dad drinks", Some(Repair::Besides("my dad drinks".to_owned())));
        check("is there one for me as well im 13", Some(Repair::ForMe));
    }

    #[test]
    fn an_ordinary_question_is_no_repair() {
        for text in [
            "i feel sad",
            "getting bullied",
            "no money",
            "no one likes me",
            "nae pals",
            "not eating",
            "not sleeping",
            "i need food",
            "ok so my mum drinks",
        ] {
            check(text, None);
        }
    }
}
