//! What a message says, as far as it can be told without looking for services.

use strum::EnumIter;

use crate::knowledge::{Audience, ChatKind, PlaceId};

/// Who is in need, where the message says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum About {
    /// The person who writes.
    Myself,
    /// A son, daughter, grandchild or child in their care.
    MyChild,
    /// A friend or a partner.
    Friend,
    /// A brother or sister.
    Sibling,
    /// Somebody whom they teach or work with.
    Pupil,
}

/// A language other than English: the ones most used in South Lanarkshire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter)]
pub enum Language {
    /// Polski.
    Polish,
    /// Română.
    Romanian,
    /// Українська.
    Ukrainian,
    /// العربية.
    Arabic,
    /// اردو.
    Urdu,
    /// ਪੰਜਾਬੀ.
    Punjabi,
    /// 中文.
    Chinese,
    /// Some other: it is not English, more is not known.
    Other,
}

/// One thing that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Need {
    /// Its part of the message, as it was typed.
    pub raw: String,
    /// The same in plain English.
    pub normal: String,
}

/// What a message says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Understood {
    /// As it was typed.
    pub raw: String,
    /// In plain English, as far as the vocabulary knows it.
    pub normal: String,
    /// The age in years that it names as the person's own.
    pub age: Option<u8>,
    /// The age in years of somebody else whom it asks for.
    pub age_of_other: Option<u8>,
    /// Who is in need, where it says.
    pub about: Option<About>,
    /// Which of the three audiences writes, where it says.
    pub audience: Option<Audience>,
    /// Writes about a child of theirs or at their work, and of no harm to
    /// themselves, at whatever age.
    pub carer: bool,
    /// The place that it names.
    pub place: Option<PlaceId>,
    /// It is written in this language and asks for nothing in English.
    pub language: Option<Language>,
    /// It is no question for services: what it is instead.
    pub chat: Option<ChatKind>,
    /// What it asks for: one need, or two in the order in which they stand.
    /// Empty only where the message holds no word at all.
    pub needs: Vec<Need>,
}

impl Understood {
    /// The age of whoever is in need: the one that services must fit.
    pub fn age_in_need(&self) -> Option<u8> {
        match self.about {
            None | Some(About::Myself) => self.age.or(self.age_of_other),
            // "I'm 34 and my son is low": 34 says nothing about the son.
            Some(_) => self.age_of_other,
        }
    }
}
