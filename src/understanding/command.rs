//! What people say to the chat itself: "forget me", "who are you", "what can
//! you do". The whole message must say it: a need that holds such words is a
//! need ("I want them to forget me").

use std::sync::LazyLock;

use regex::Regex;

/// Something asked of the chat itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    /// Begin again.
    StartAgain,
    /// What can you do?
    WhatCanYouDo,
    /// Who, or what, are you?
    WhoAreYou,
    /// What is kept, and who reads it?
    Privacy,
    /// What do you hold about me?
    WhatYouHold,
    /// Delete it all.
    Forget,
    /// The topics.
    Topics,
    /// The next ones.
    More,
    /// One step back.
    Back,
    /// A person, please.
    TalkToPerson,
    /// Take this off the screen.
    Hide,
    /// Who else is there to talk to?
    MorePeople,
    /// It helped, or it did not.
    Feedback(bool),
    /// A number is wrong.
    WrongNumber,
}

/// Over the plain form, anchored at both ends.
const PATTERNS: &[(Command, &[&str])] = &[
    (
        Command::Forget,
        &[
            r"(please |pls |can you |can u |could you )?(forget|delete|wipe|erase|remove|clear|scrap) (me|it|that|everything|evrything|it all|all|my (chat|messages|data|stuff|info|details|history)|this (chat|conversation)|what i (said|typed|wrote|told you)|all (of )?(it|this|that|my \w+))( all| now| please| pls| aff| off)*",
            r"(delete|wipe|erase|forget|clear)( please| pls)?",
            r"(get|git) rid (of|ae) (it|this|that|everything|my data|what i (said|typed|wrote))( all)?",
        ],
    ),
    (
        Command::WhatYouHold,
        &[
            r"(show me )?what (do|have) (you|u|ye|airt) (hold|have|got|know|kept|saved|stored)( about| on)( me)?",
            r"what (do|have) (you|u) (remember|kept)( about me| of me)?",
            r"show me what you hold",
        ],
    ),
    (
        Command::Privacy,
        &[
            r"(privacy|privacy policy|private|is this private|is (this|it) (chat )?(private|confidential|anonymous|anon|secret|safe|recorded|saved|logged|monitored))( chat| here)?",
            r"(who|can anyone|can anybody|can any1|does anyone|can somebody|can someone|does anybody|will anyone|will anybody) ?(can |else |else can |gets to |will )?(sees?|reads?|reading|looks? at|watch|watching|seeing|looking at|know about)( at)? ?(this|these|it|my messages?|what i (say|type|write|said|wrote|typed)|this chat|the chat|our chat|ma messages?)( chat| here| messages?)?",
            r"(can|will|could|does|do|is|are|would) (my|ma|the|any|a)? ?(teachers?|school|mum|mums|maw|mam|dad|da|parents?|social worker|worker|foster carers?|carers?|council|police|polis|boss|staff|friends?|family|guidance)( \w+)? (be able to |gonna |going to )?(see|read|get|find|look at|reading|seeing|watch) ?(out about |out what i said on )?(this|these|it|my messages?|what i (say|type|write|said|wrote|typed)|this chat|the chat|ma messages?)( chat| here| messages?)?",
            r"(do|will|are) (you|u|ye|youse) (keep|kept|save|saving|store|storing|record|recording|log|track|tracking|remember|share|sell|tell anyone|tell anybody|tell on me|tell|keeping) ?(what|whit|everything|anything|this|it|me|any|my|that|ma)? ?(i|ah|a)? ?(type|typed|say|said|write|wrote|tell you|tell u|data|messages?|name|info|details|this)?( here| in here| to you| private| anyone| anybody| secret)*",
            r"(do|will|would|are) (you|u|ye) (gonna |going to )?(tell|grass|report|phone|call|contact|inform) (on me|anyone|anybody|any1|my (mum|dad|parents|school|teacher|family|social worker)|ma (maw|da|mum|school)|the (school|police|polis|social work)|school|police|me in)( about (this|me|it))?",
            r"do i (have|need|hae) (to|tae) (give|tell|say|gie) (you |u |ye )?(my|ma) (real )?name( here| to you)?",
            r"(where|whaur) (do|does|are|is) (my|this|the|ma) (messages?|data|chat|info) (go|stored|kept|going)",
            r"(is|are) (this|these|my messages|it) (kept|saved|stored|recorded|watched|tracked|monitored)",
            r"what (happens|do you do) (to|with) (my|this|the|what i) (messages?|data|chat|info|type|say)",
        ],
    ),
    (
        Command::WhoAreYou,
        &[
            r"(so |but |wait |hi |hey )*(who|whit|what|wat|wot) (r|are|is|even are|the hell are) (you|u|ye|youse|this|airt|this thing)( anyway| then| even| exactly| meant to be)*",
            r"(so |but |wait |hi |hey )*(are|r|is|am i) (you|u|ye|this|it|talking to|speaking to|i) ?(talking to |speaking to )?(a |an |actually |just |even |really |no |not )*(real|human|person|robot|bot|computer|machine|ai|a i|chatbot|real person|real human|human being|alive|chatgpt|chat gpt|actual person|man|woman|guy|somebody|someone)( being)?( or (a |an |just )*(real |)?(human|person|robot|bot|computer|machine|ai|real|chatbot|what)( person)?)*( then| or what| there| here)*",
            r"(am i|is this) (talking|speaking|chatting|chattin|talkin) (to|tae|with) (a |an |any)?(real |human |actual )?(person|human|robot|bot|computer|machine|ai|one|body)( or (a |an )?(real |)?\w+( person)?)?",
            r"(is|are) (there )?(anyone|anybody|any1|someone|a person|a human|a real person)( there| here| reading this| on the other end)?",
            r"how (old|auld) (r|are) (you|u|ye|yous)( anyway| then| btw| exactly| even)*",
            r"what is airt|whats airt|who made (you|u|this)|are you real|r u real",
        ],
    ),
    (
        Command::WhatCanYouDo,
        &[
            r"(so |hi |hey )*(what|whit|wat|wot) (can|do|kin|does) (you|u|ye|this|it|airt) (do|help|help with|help me with|offer|know|know about|answer|actually do)( for me| then| here| exactly)*",
            r"(how|hoo) (does|do|dis) (this|it|you|u) (thing )?work( here)?",
            r"help|/?help|menu|options|info|commands|instructions",
            r"(what|whit) (can|should|do|kin) i (ask|say|type|do|ask you|put)( here| you)?",
            r"(what|whit) (is|s) (this|this for|it for)( thing)?( for)?|whats this( for)?",
        ],
    ),
    (
        Command::StartAgain,
        &[
            r"/?(start|restart|begin|reset)( again| over| afresh| from (the )?(start|beginning|scratch))?",
            r"(can (we|i) )?(start|begin) (again|over|fresh|from the (start|beginning))|back to (the )?(start|beginning|menu|main menu)|new (chat|conversation|question)",
        ],
    ),
    (
        Command::Topics,
        &[r"/?(topics?|show (me )?(the )?topics|list|categories|browse|show topics|what topics.*|see topics)"],
    ),
    (
        Command::More,
        &[
            r"(show |give |gie |see |any |is there |are there |got |have you got )*(me |us )?(any )?(more|mair|others?|another one|another|any more|anymore)( results?| options?| services?| places?| ones?| choices?| please| pls)*",
            r"(anything|anyone|anywhere|any|something|what) else( is there| like (that|this))*|whit else( is there)?|any others?|next|others?|what else have you got|any other (ones?|options?|services?|places?|help)",
        ],
    ),
    (
        Command::Back,
        &[r"/?(go |gaun |take me )?back( a step| to (that|it|the (last|first) (one|answer)|before))?|previous|undo"],
    ),
    (
        Command::TalkToPerson,
        &[
            r"(i (want|need|would like|wanna|just want) (to |tae )?|can i |could i |let me |id (rather|like to) |please let me |how (do|can) i |a (want|need) (to|tae) )?(talk|speak|chat|get|speaking|talking)( to| tae| with| through to)? (a |an |some)?(real |actual |human |proper |live )*(person|human|human being|someone real|somebody real|people|adviser|advisor|agent|operator)( please| pls| instead| now| not a (bot|robot|computer))*",
            r"(real|actual|human) (person|human|people)?( please| pls)?|human|(i want|gimme|give me) a (person|human)",
        ],
    ),
    (
        Command::MorePeople,
        &[r"more people( to talk to)?|who else can i (talk|speak) to|any other (numbers|lines|helplines)"],
    ),
    (Command::Hide, &[r"/?hide( this| it| that| the chat| messages)?|someones? coming|hide quick"]),
    (
        Command::WrongNumber,
        &[
            r"(this|that|the|their) (number|phone number|no|link|website|text number|address) ?(you gave me )?(is|s|was|isnt|doesnt|does not|dont|didnt) (wrong|broken|dead|not working|not right|no right|work|working|right|out of date|old|not in use|no workin)( anymore| any more)?|wrong number|number (doesnt|dont|isnt|not) work(ing)?|(the |that )?link (is )?(broken|dead|doesnt work)",
        ],
    ),
    (Command::Feedback(true), &[r"👍|(this|that|it) (helped|was helpful|worked)( a lot)?|helpful"]),
    (
        Command::Feedback(false),
        &[
            r"👎|(this|that|it) (didnt help|did not help|doesnt help|does not help|isnt helpful|wasnt helpful|was no help|is no help|was useless)( at all)?|not helpful|(that|this)s no(t)? (helpful|help)|no help",
        ],
    ),
];

static COMPILED: LazyLock<Vec<(Command, Regex)>> = LazyLock::new(|| {
    let compile = |command: Command, patterns: &[&str]| {
        Some((command, Regex::new(&format!("^(?:{})$", patterns.join("|"))).ok()?))
    };
    PATTERNS.iter().filter_map(|(command, patterns)| compile(*command, patterns)).collect()
});

/// The command that the whole message is, if it is one. `text` is the plain form.
pub fn command(text: &str) -> Option<Command> {
    let text = without_politeness(text);
    COMPILED.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(command, _)| *command)
}

/// The text without a greeting before it or thanks after it.
fn without_politeness(text: &str) -> &str {
    let mut text = text;
    for word in ["hi ", "hey ", "hello ", "hiya ", "so ", "ok ", "eh ", "um ", "and ", "but ", "wait ", "actually "] {
        text = text.strip_prefix(word).unwrap_or(text);
    }
    for word in [" please", " pls", " plz", " thanks", " ta", " lol", " mate", " pal"] {
        text = text.strip_suffix(word).unwrap_or(text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::plain;

    #[test]
    fn every_pattern_can_be_read() {
        assert_eq!(COMPILED.len(), PATTERNS.len());
    }

    #[test]
    fn what_is_said_to_the_chat_is_recognised() {
        let mut failures: Vec<String> = Vec::new();
        for (expected, texts) in [
            (
                Command::Forget,
                &[
                    "forget me",
                    "wipe it all",
                    "delete everything",
                    "please delete my messages",
                    "forget what i said",
                    "can you delete this chat",
                ][..],
            ),
            (
                Command::Privacy,
                &[
                    "do you keep what i type",
                    "who can see this",
                    "can my teacher see this chat",
                    "is this private",
                    "will you tell my mum",
                    "do you save this",
                    "who reads this",
                    "is this chat anonymous",
                    "are you gonna tell anyone",
                    "can my foster carers see this",
                ],
            ),
            (Command::WhatYouHold, &["what do you know about me", "show me what you hold", "what have you got on me"]),
            (
                Command::WhoAreYou,
                &[
                    "who are you",
                    "are you real",
                    "are you a real person or ai",
                    "am i talking to a bot",
                    "r u a robot",
                    "is anyone there",
                    "what are you",
                    "how old are u anyway",
                ],
            ),
            (Command::WhatCanYouDo, &["what can you do", "help", "how does this work", "what can i ask", "/help"]),
            (Command::StartAgain, &["start again", "restart", "/start", "back to the start"]),
            (Command::Topics, &["topics", "show topics"]),
            (Command::More, &["more", "any others", "anything else", "show me more", "is there any more"]),
            (Command::Back, &["go back", "back"]),
            (
                Command::TalkToPerson,
                &["i want to talk to a person", "can i speak to a real person", "real person please"],
            ),
            (Command::WrongNumber, &["that number is wrong", "wrong number", "the number doesnt work"]),
        ] {
            for text in texts {
                let got = command(&plain(text));
                if got != Some(expected) {
                    failures.push(format!("{text}: {got:?}, not {expected:?}"));
                }
            }
        }
        assert!(failures.is_empty(), "{failures:#?}");
    }

    #[test]
    fn a_need_is_not_a_command() {
        for text in [
            "i want to talk to someone about my worries",
            "my mum wants to forget me",
            "i need help with my rent",
            "help my dad is drinking",
            "my boyfriend reads my messages",
            "can you delete my nudes from snapchat",
            "start of pregnancy",
            "is there a group",
            "is samaritans private",
            "i need somebody to talk to",
            "real person stalking me",
        ] {
            assert_eq!(command(&plain(text)), None, "{text}");
        }
    }
}
