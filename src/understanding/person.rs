//! Who writes, who is in need, and how old they are.
//!
//! Works on plain words alone and says nothing where the message says
//! nothing: a wrong age hides the right service, an unknown one does not.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern::pattern;
use super::plain;
use super::understood::About;
use crate::knowledge::Audience;

/// What a message says about people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) age: Option<u8>,
    pub(super) age_of_other: Option<u8>,
    pub(super) about: Option<About>,
    pub(super) audience: Option<Audience>,
    /// Writes about a child of theirs or at their work, and of no harm to themselves.
    pub(super) carer: bool,
}

/// A young person at most of this age; services for the young end at 26.
const YOUNG: u8 = 25;

const NUMBER: &str = r"\b(?P<age>\d{1,2}|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty)";
const YEARS: &str = r"(?:(?: years?| yrs?| y)(?: olds?| auld| o)?|(?: ?yo)|(?: ?y o))";
const CHILD: &str = r"(?:son|daughter|daughtr|dochter|child|children|kid|kids|wean|weans|wain|wains|bairn|bairns|laddie|lassie|toddler|teenager|teen|stepson|stepdaughter|grandson|granddaughter|grandchild|grandchildren|grandweans|grandwean|twins|eldest|oldest|youngest|newborn|foster (?:child|son|daughter|kid)|wee (?:one|yin|yins|man|boy|girl|lad|lassie)|boy|girl|lad)";
const MINE: &str = r"(?:my|ma|our|oor|mah|mi)";

static OWN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let own = r"(?:i am|im|ime|i m|am|ahm|ah am|iam)";
    let about = r"(?: (?:a|an|only|just|still|nearly|almost|about|like|literally|only just|turning|actually|now|currently|aged|gonna be|gonnae be|age))*";
    let end = r"(?P<after>(?: \w+){0,3})";
    [
        format!(r"\b{own}{about} {NUMBER}\b{end}"),
        format!(r"\bi(?:ve)? (?:just |have just |only just )?turn(?:ed)? {NUMBER}\b{end}"),
        format!(r"^(?:just |only |have |ive |recently )*turn(?:ed|t) {NUMBER}\b{end}"),
        format!(r"\b(?:as a|me|i) {NUMBER}(?:{YEARS}|f|m)\b{end}"),
        format!(r"\b{NUMBER} ?(?:f|m|female|male|yr old (?:girl|boy)|year old (?:girl|boy)) here\b{end}"),
        format!(r"\bmy age (?:is )?{NUMBER}\b{end}"),
        format!(r"\bi have {NUMBER} years?(?: old)?$(?P<after>)"),
        format!(
            r"\b{own} (?:a )?(?:boy|girl|man|woman|student|lad|lassie|male|female)(?: of| age| aged)? {NUMBER}\b{end}"
        ),
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// "14, kicked out" and "cant sleep, 14" and "14f": before plain form takes the commas away.
static AT_AN_END: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"^\W*(?P<age>\d{1,2}) ?(?:f|m|yo|y/?o|yrs?|years? old|year old)?(?:\s*[,;:/)-]|\s+(?:and|n|here|male|female|lad|lass)\b|\W*$)(?P<after>)",
        r"[,.(;:\n]\s*(?:im |i'm |am |age |aged )?(?P<age>\d{1,2}) ?(?:f|m|yo|y/?o|yrs old|years old)?(?: ?x+)?\W*$(?P<after>)",
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

/// "sixteen in two weeks" is still fifteen.
static NOT_YET: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^ (?:next|soon|in (?:\w+ )?(?:days?|weeks?|months?|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter))",
    )
});

/// "im 3 months pregnant", "am 5 minutes away", "im 20 quid short": a number, no age.
static NO_AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^ (?:weeks?|wks?|months?|mnths?|mins?|minutes?|hours?|hrs?|days?|pounds?|quid|pence|p|stones?|st|lbs?|kgs?|kilos?|",
        r"per ?cent|pc|miles?|mile|km|foot|ft|feet|inches|cm|pm|am|o clock|oclock|k|grand|points?|times|people|folk|friends|",
        r"others|kids|weans|children|brothers|sisters|cousins|pals|mates|boys|girls|sure|done|on|out|down|up|percent|in a row|and a half (?:weeks|months|stone)|of (?:us|them)|",
        r"years? (?:clean|sober|into|in|late|behind|older|younger|without|free|ago)|yrs? (?:clean|sober|ago))\b"
    ))
});

static OTHERS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let someone = format!(
        r"{MINE} (?:wee |big |little |own |best |younger |older )?(?:{CHILD}|sister|brother|brer|bro|sis|cousin|pal|pals|mate|friend|bestie|niece|nephew|pupil|student|foster (?:brother|sister))"
    );
    [
        format!(r"\b{MINE} (?:wee )?{NUMBER}(?:{YEARS})\b(?P<after>)"),
        format!(
            r"\b{someone}\b(?: \w+)?(?: who)? ?(?:is|s|whos|who is|hes|shes|just turned|turned|turns|aged|age|thats|that is)? ?(?:only |just |nearly |almost )*{NUMBER}\b(?P<after>(?: \w+){{0,3}})"
        ),
        format!(
            r"\b(?:he|she|they|hes|shes|theyre)(?: is| s| are|)(?: only| just| nearly| almost| turned)* {NUMBER}\b(?P<after>(?: \w+){{0,3}})"
        ),
        format!(r"\b(?:a|an|the|for) {NUMBER}(?:{YEARS})\b(?P<after>(?: \w+){{0,3}})"),
        format!(r"\b{NUMBER}(?:{YEARS}) {CHILD}\b(?P<after>)"),
    ]
    .iter()
    .map(|text| pattern(text))
    .collect()
});

static PROFESSIONAL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"\b(?:im|i am|am|as|i work as) (?:an? |the )?(?:\w+ ){0,3}?(?:teacher|headteacher|head teacher|depute|lecturer|tutor|youth worker|social worker|",
        r"support worker|family worker|keyworker|key worker|school nurse|nurse|health visitor|gp|doctor|midwife|psychologist|counsellor|",
        r"classroom assistant|learning assistant|pupil support|dsl|police officer|youth leader|coach|childminder|practitioner|officer at)\b",
        r"|\b(?:one of my|a|my|our) (?:pupils?|students?|clients?|learners?)\b(?: (?:of mine|in my|has|is|who|keeps|told|says|said))",
        r"|\bin my (?:class|caseload|tutor group|reg class)\b|\bi (?:teach|work (?:in|at) a (?:school|nursery|youth))\b",
        r"|\byoung (?:person|people) (?:i|that i|whom i) (?:work|support)|\bi (?:support|work with) (?:a |some |the )?(?:young|kids|children|pupils|teenagers)"
    ))
});

static PARENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"\b{MINE} (?:wee |big |own |middle |other |oldest |eldest |youngest |foster |adopted |two |three |four |2 |3 |4 |teenage |autistic |disabled |primary \d )*{CHILD}(?:s (?:step)?(?:dad|da|father|mum|mam|mother|uncle|teacher|coach|boyfriend|girlfriend|arms?|legs?|phone|school))?\b|\b{MINE} {NUMBER} ?(?:years?|yrs?|yr|yo|y o)(?: old| auld)?\b|\b(?:im|i am|am|as) (?:an? |the |his |her |their |a single |a new |a lone )*(?:mum|mam|maw|mother|da|dad|father|parent|gran|granny|grandmother|grandparent|grandad|foster (?:carer|parent|mum)|kinship carer|stepmum|stepdad|stepmother|guardian)\b(?P<child>)"
    ))
});

/// "my boy" is a son; "my boyfriend", "my girl said she loves me" are not.
static NO_CHILD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:inner child|my child benefit|my child trust|child ?line)\b"));

static SIBLING: LazyLock<Regex> = LazyLock::new(|| {
    helped(
        r"(?:wee |big |little |older |younger |twin |step |half |foster )*(?:brother|sister|bro|sis|brer|stepbrother|stepsister|siblings?)",
    )
});

static FRIEND: LazyLock<Regex> = LazyLock::new(|| {
    helped(
        r"(?:best |bst |good |close |school )*(?:pal|pals|friend|freind|frend|mate|bestie|bff|buddy|boyfriend|girlfriend|bf|gf|burd|cousin|flatmate)",
    )
});

/// Somebody else is in need where the writer worries about them, wants to help
/// them, or tells what they said, did or are; never where they do it to the writer.
fn helped(who: &str) -> Regex {
    pattern(&format!(
        r"\b(?:worried|worrying|worry|scared|concerned|feart) (?:about|for|aboot) (?:{MINE} |a ){who}\b|\b(?:help|support|get help for|helping) (?:for )?(?:{MINE} |a ){who}\b|\b(?:{MINE}|a|one of my) {who}(?: of mine)? (?:is (?:being|getting|so |really |not eating|pregnant|self|depressed|cutting|low)|has (?:started|stopped|been)|keeps (?:saying|cutting|hurting|crying|talking)|says (?:he|she|they)|said (?:he|she|they)|told me|wants to (?:die|kill|hurt)|needs|cant cope|wont (?:eat|talk|go)|doesnt (?:eat|want|know)|isnt (?:eating|ok|okay)|might be|feels|stopped|cuts|self harms)"
    ))
}

static TO_ME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:hits?|hitting|hurts?|hurting|batters?|touch(?:es|ed|ing)?|bull(?:y|ies|ying)|leaving|ignor\w+|threaten\w*|scares?) me\b",
    )
});

/// A grown-up in danger needs lines for themselves, whoever else is in need:
/// where this fits, they are not taken for a mere helper.
static OWN_HARM: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\bi (?:was|got|am being|am getting|have been|keep getting) (?:rap|hit|hurt|beat|batter|abus|assault|attack|forc|touch|grop|molest|traffick|groom|threaten|strangl|chok|punch|kick|slap)\w*\b|\bi (?:just )?(?:want|wish|need|am going|might|will|could|tried) (?:to |have to |i )?(?:die|end|kill|hurt|harm|disappear|jump|was dead|were dead)\b|\bi (?:hit|hurt|cut|burn|shook|smacked|slapped) |\bcant (?:go on|do this|take)\b|\b(?:so do i|me too|myself|killed me|raped me|attack\w* me|kick\w* me|punch\w* me|slap\w* me|beat\w* me|chok\w* me|strangl\w* me|push\w* me|forc\w* me|control\w* me)\b",
    )
});

/// What a message says about people. `normal` is the same message in plain
/// English; each finds what the other hides.
pub(super) fn read(raw: &str, normal: &str) -> Person {
    let words = words(raw);
    let english = self::words(normal);
    let sentences: Vec<&str> = raw.split(['.', '!', '?', ';', '\n']).collect();
    let age = first(&sentences, own_age).or_else(|| own_age(raw));
    // "im a 16 year old" speaks of nobody else.
    let age_of_other = first(&sentences, age_of_other).filter(|other| age != Some(*other));
    let professional = PROFESSIONAL.is_match(&words);
    let parent = either(&PARENT, &words, &english) && !NO_CHILD.is_match(&words);
    // A parent of nineteen is a young person first: what they ask is mostly for themselves.
    let young = age.is_some_and(|age| age <= YOUNG);
    let to_me = TO_ME.is_match(&words);
    let about = if professional {
        Some(About::Pupil)
    } else if parent && !young {
        Some(About::MyChild)
    } else if !to_me && either(&SIBLING, &words, &english) {
        Some(About::Sibling)
    } else if !to_me && either(&FRIEND, &words, &english) {
        Some(About::Friend)
    } else {
        age.map(|_| About::Myself)
    };
    let audience = match (professional, parent, age) {
        (true, ..) => Some(Audience::Professional),
        (_, true, None) => Some(Audience::ParentCarer),
        (_, true, Some(age)) if age > YOUNG => Some(Audience::ParentCarer),
        (_, true, Some(18..)) => None,
        (_, _, Some(age)) if age <= YOUNG => Some(Audience::YoungPerson),
        _ => None,
    };
    let carer = (professional || parent) && !to_me && !either(&OWN_HARM, &words, &english);
    Person { age, age_of_other, about, audience, carer }
}

fn first(sentences: &[&str], find: impl Fn(&str) -> Option<u8>) -> Option<u8> {
    sentences.iter().find_map(|sentence| find(sentence))
}

fn either(pattern: &Regex, one: &str, other: &str) -> bool {
    pattern.is_match(one) || pattern.is_match(other)
}

/// Plain words in which "50%" and "£20" cannot be taken for an age, nor a
/// "lassie pal" for a daughter.
fn words(raw: &str) -> String {
    static PAL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(?:lassie|laddie|boy|girl|lad) (?P<pal>pals?|mates?|friends?)\b"));
    let plain = plain(&raw.replace('%', " percent ").replace('£', " pounds ").replace(':', " o clock "));
    PAL.replace_all(&plain, "$pal").into_owned()
}

fn own_age(raw: &str) -> Option<u8> {
    let words = words(raw);
    let lower = raw.trim().to_lowercase();
    OWN.iter()
        .find_map(|one| age(one, &words))
        .or_else(|| AT_AN_END.iter().find_map(|one| age(one, &lower)).filter(|age| (8..=30).contains(age)))
        .or_else(|| number(&words).filter(|age| (8..=99).contains(age)))
}

fn age_of_other(sentence: &str) -> Option<u8> {
    let words = words(sentence);
    OTHERS.iter().find_map(|one| age(one, &words))
}

fn age(pattern: &Regex, words: &str) -> Option<u8> {
    pattern.captures_iter(words).find_map(|found| read_age(&found))
}

fn read_age(found: &Captures<'_>) -> Option<u8> {
    let after = found.name("after").map_or("", |after| after.as_str());
    if NO_AGE.is_match(after) {
        return None;
    }
    let years = number(found.name("age")?.as_str())?;
    let years = if NOT_YET.is_match(after) { years.saturating_sub(1) } else { years };
    (3..=99).contains(&years).then_some(years)
}

/// A small number, in figures or as a word.
pub(crate) fn number(word: &str) -> Option<u8> {
    const WORDS: [&str; 17] = [
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    word.parse().ok().or_else(|| (4..).zip(WORDS).find(|(_, name)| *name == word).map(|(years, _)| years))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_age(text: &str, own: Option<u8>, other: Option<u8>) {
        let person = read(text, text);
        assert_eq!((person.age, person.age_of_other), (own, other), "{text}");
    }

    #[test]
    fn ones_own_age_is_heard_in_any_words() {
        for (text, age) in [
            ("im 12", 12),
            ("I'm fifteen", 15),
            ("am 14 n a cannae sleep", 14),
            ("i am only 11", 11),
            ("ive just turned 16", 16),
            ("turned 18 and camhs dropped me", 18),
            ("just turned sixteen can i leave school", 16),
            ("I'm sixteen in two weeks. Before I do it", 15),
            ("14, kicked out", 14),
            ("cant stop crying, 13", 13),
            ("moved again (im 11)", 11),
            ("i (15f) need someone", 15),
            ("im a 16 year old boy", 16),
            ("17", 17),
            ("need a cv 15 yo, 15 x", 15),
            ("lads dont talk do they. 19, da says man up", 19),
            ("ma mither's in a wheelchair. twelve. onythin roon here", 12),
            ("I have 21 years. Where I will sleep", 21),
            ("I am boy 11 from Nigeria", 11),
            ("24 and still in yesterday's clothes", 24),
        ] {
            check_age(text, Some(age), None);
        }
    }

    #[test]
    fn a_number_is_not_an_age() {
        for text in [
            "im 5 minutes away",
            "im 20 weeks pregnant",
            "i'm 100% sure",
            "im 50% sure",
            "im 20 quid short",
            "am 9 stone",
            "when i was 12",
            "since i was 8",
            "im 3 years clean",
            "the 240 bus",
            "raising my sisters 3 kids",
            "my 3 weans",
            "fell out wi them. 3 of them",
            "my mum drinks 12 cans a day",
            "help 4 me",
        ] {
            check_age(text, None, None);
        }
    }

    #[test]
    fn somebody_elses_age_is_not_ones_own() {
        for (text, age) in [
            ("my 9 year old wont go to school", 9),
            ("ma wee boy is 7", 7),
            ("my daughter who is 14 is cutting", 14),
            ("hes 13", 13),
            ("Our son is fifteen, he doesn't speak", 15),
            ("is there help for a 17 year old who can't stop betting", 17),
            ("My foster brother Yonas is 16", 16),
            ("My brother 16 smoke the drug", 16),
            ("My sister, 17, fainted", 17),
        ] {
            check_age(text, None, Some(age));
        }
    }

    #[test]
    fn who_is_in_need_and_who_writes() {
        use About::{Friend, MyChild, Myself, Pupil, Sibling};
        use Audience::{ParentCarer, Professional, YoungPerson};
        for (text, about, audience) in [
            ("my daughter wont eat", Some(MyChild), Some(ParentCarer)),
            ("ma wee boy is 7 and autistic", Some(MyChild), Some(ParentCarer)),
            ("I'm a guidance teacher near Hamilton", Some(Pupil), Some(Professional)),
            ("one of my pupils has told me she is hungry", Some(Pupil), Some(Professional)),
            ("worried about my pal shes not eating", Some(Friend), None),
            ("my sister is self harming", Some(Sibling), None),
            ("my brother hits me", None, None),
            ("im 15 and pregnant", Some(Myself), Some(YoungPerson)),
            ("my boyfriend left me", None, None),
            ("im 17 and my baby wont sleep", Some(Myself), Some(YoungPerson)),
            ("my mum drinks", None, None),
            ("ma lassie pal is cutting", Some(Friend), None),
            ("im 22 and i want to see my wee girl", Some(Myself), None),
        ] {
            let person = read(text, text);
            assert_eq!((person.about, person.audience), (about, audience), "{text}");
        }
    }

    #[test]
    fn a_grown_up_who_is_in_danger_is_no_mere_helper() {
        for (text, carer) in [
            ("my daughter says her uncle touches her", true),
            ("my daughter's stepdad hits her", true),
            ("my girls are ignoring me", false),
            ("im a teacher, a pupil told me her dad hits her", true),
            ("my husband hits me and my son", false),
            ("im a mum and i was raped", false),
            ("my daughter wants to die and so do i", false),
            ("i shook my baby", false),
            ("im 22 and my son has bruises", true),
            ("im 15 and my sister says her uncle touches her", false),
        ] {
            assert_eq!(read(text, text).carer, carer, "{text}");
        }
    }
}
