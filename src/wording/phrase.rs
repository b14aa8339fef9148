//! The names of the sentences.

use strum::{EnumIter, IntoStaticStr};

/// Every sentence by its name; the file holds it under the same name in
/// lower case with hyphens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the sentence in config/messages says what each is for")]
pub enum Phrase {
    // Beginning and ending
    Greeting,
    GreetingAgain,
    WhatIAm,
    AskMe,
    Goodbye,
    Thanks,
    // Answers
    HereIsOne,
    HereAreSome,
    IsItOneOfThese,
    NothingFound,
    NoMore,
    TopicIntro,
    TopicsIntro,
    FaultInside,
    // Cards
    CardWho,
    CardCost,
    CardExpect,
    CardAsk,
    CardWords,
    CardConfidential,
    CardBring,
    CardArea,
    CardChecked,
    AgesFromTo,
    AgesFrom,
    AgesTo,
    RouteCall,
    RouteText,
    RouteTextKeyword,
    RouteWhatsapp,
    RouteWebchat,
    RouteWebsite,
    RouteEmail,
    RouteApp,
    RouteAddress,
    RouteBsl,
    OpenAlways,
    // Crisis
    CrisisDangerNow,
    CrisisIfDanger,
    CrisisComputer,
    CrisisSafeWord,
    HelpNowIntro,
    MorePeopleIntro,
    CheckIn,
    CheckInFriend,
    CheckInWays,
    // Commands
    Privacy,
    Forgotten,
    CannotSee,
    // Choices
    ChoiceMore,
    ChoiceDetails,
    ChoiceSomethingElse,
    ChoiceTopics,
    ChoiceHelpNow,
    ChoiceMorePeople,
    ChoiceTalkToPerson,
    ChoiceNotWhatIMeant,
    ChoiceSafe,
    ChoicePrivacy,
    ChoiceForget,
}

impl Phrase {
    /// Its name in the file.
    pub fn id(self) -> &'static str {
        self.into()
    }
}
