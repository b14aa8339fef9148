//! Every field of a service's form, with what it means in plain words.

/// How a field is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::staff) enum Kind {
    /// One line.
    Line,
    /// A sentence or two.
    Long,
    /// A list, one entry a line.
    Lines,
    /// One of these.
    Choice(&'static [(&'static str, &'static str)]),
    /// Any of these.
    Ticks(&'static [(&'static str, &'static str)]),
    /// Any of the topics.
    Topics,
    /// An age.
    Number,
    /// A day.
    Date,
    /// Opening hours.
    Hours,
}

/// One field.
#[derive(Debug, Clone, Copy)]
pub(in crate::staff) struct Field {
    /// Its name in the file: `who.min_age`.
    pub(in crate::staff) name: &'static str,
    pub(in crate::staff) label: &'static str,
    pub(in crate::staff) help: &'static str,
    pub(in crate::staff) kind: Kind,
    /// The file always holds it.
    pub(in crate::staff) required: bool,
}

const fn must(name: &'static str, kind: Kind, label: &'static str, help: &'static str) -> Field {
    Field { name, label, help, kind, required: true }
}

const fn may(name: &'static str, kind: Kind, label: &'static str, help: &'static str) -> Field {
    Field { name, label, help, kind, required: false }
}

const STATES: &[(&str, &str)] =
    &[("show", "Young people see it"), ("hold", "Held back until it is confirmed"), ("ended", "It has ended")];
const YES_NO: &[(&str, &str)] = &[("false", "No"), ("true", "Yes")];
const AUDIENCE: &[(&str, &str)] = &[
    ("young-person", "Young people"),
    ("parent-carer", "Parents and carers"),
    ("professional", "People who work with them"),
];
const HOW: &[(&str, &str)] = &[("self", "You get in touch yourself"), ("ask", "Somebody arranges it for you")];
const KINDS: &[(&str, &str)] = &[
    ("phone", "Phone"),
    ("text", "Text message"),
    ("whatsapp", "WhatsApp"),
    ("webchat", "Chat on a page"),
    ("website", "Page"),
    ("email", "E-mail"),
    ("app", "App"),
    ("address", "Place to go to"),
    ("bsl", "British Sign Language"),
];

/// The fields of a service, in the order in which they are asked.
pub(in crate::staff) const SERVICE: [Field; 25] = [
    must("name", Kind::Line, "Name", "What it is called, as people know it."),
    may("also_known_as", Kind::Lines, "Other names", "One a line: short forms, old names, what young people call it."),
    may("provider", Kind::Line, "Who runs it", "The organisation behind it, where that is another name."),
    must(
        "state",
        Kind::Choice(STATES),
        "State",
        "Held back and ended services are never shown; asked for by name, Airt offers another.",
    ),
    may(
        "crisis",
        Kind::Choice(YES_NO),
        "Is it a crisis line?",
        "Crisis lines are shown to young people in danger and checked every 90 days.",
    ),
    must(
        "summary",
        Kind::Long,
        "What it does for you",
        "One plain sentence, said to the young person. An eleven-year-old should understand it.",
    ),
    may(
        "what_to_expect",
        Kind::Long,
        "What happens when you get in touch",
        "Who answers, how long it takes, what you need not say.",
    ),
    may("words_to_say", Kind::Long, "Words to say", "Something to say or write first: You could say: ..."),
    may("topics", Kind::Topics, "Topics", "Under which buttons it stands."),
    may(
        "questions",
        Kind::Lines,
        "How people ask for it",
        "One question a line, as young people would say it, at least 20. Your own words, never theirs.",
    ),
    may(
        "instead",
        Kind::Lines,
        "What to offer in its place",
        "For a service that is held back or has ended: ids of others, one a line.",
    ),
    may("languages", Kind::Lines, "Languages", "en, bsl and so on, one a line, where the source says so."),
    may("closed_until", Kind::Date, "Closed until", "The first day on which it is open again."),
    may("visible_from", Kind::Date, "Show from", "The first day on which young people see it."),
    may("visible_to", Kind::Date, "Show until", "The last day on which young people see it."),
    must("who.audience", Kind::Ticks(AUDIENCE), "Whom it is for", "At least one."),
    may("who.min_age", Kind::Number, "Youngest age", "Leave it empty where nobody says."),
    may("who.max_age", Kind::Number, "Oldest age", "Leave it empty where nobody says."),
    must(
        "who.areas",
        Kind::Lines,
        "Where it serves",
        "Ids of places, one a line: south-lanarkshire, hamilton, scotland, uk.",
    ),
    may("who.note", Kind::Long, "What else matters about who may come", "Said to the young person."),
    must("access.how", Kind::Choice(HOW), "How to get in", "By yourself, or through somebody."),
    may("access.ask", Kind::Lines, "Whom to ask", "Who can arrange it, one a line: guidance teacher, social worker."),
    may("access.cost", Kind::Line, "Cost", "Only where a source says so: free."),
    may("access.confidential", Kind::Long, "Would they tell anybody?", "Parents, school: what is passed on, and when."),
    may("access.bring_someone", Kind::Long, "May you bring somebody?", "A friend, a worker."),
];

/// The fields of one way to reach it.
pub(in crate::staff) const ROUTE: [Field; 9] = [
    must("kind", Kind::Choice(KINDS), "Kind", "How you reach them this way."),
    must("value", Kind::Line, "Number, address or link", "As it is to be shown. Links begin with https://"),
    may("keyword", Kind::Line, "Word to text", "For text services: what to send first."),
    may("note", Kind::Line, "Good to know", "One plain thing, such as: Press 55 if you cannot speak."),
    may(
        "hours",
        Kind::Hours,
        "When it is open",
        "Only what the source says. Where it says nothing, nobody is told that it is open.",
    ),
    may("hours_hold", Kind::Line, "Why the hours are not settled", "Filled in, no hours are said."),
    must("source", Kind::Line, "Where you read it", "The page or document that says so."),
    must("checked", Kind::Date, "When you last looked", "The day on which it was held against its source."),
    may("hold", Kind::Line, "Why it is held back", "Filled in, young people do not see this way of reaching them."),
];
