//! The name of a conversation on the web: 128 random bits that nobody can
//! guess. It travels in a hidden field, never in a link and never in a cookie.

use std::fmt;

use data_encoding::HEXLOWER;

/// Bytes of randomness.
const BYTES: usize = 16;

/// An opaque conversation id.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct ConversationId(String);

impl ConversationId {
    /// A new one. `None` when the system has no randomness to give: a
    /// guessable id would let somebody read on in another's conversation.
    pub(super) fn fresh() -> Option<Self> {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes).ok()?;
        Some(Self(HEXLOWER.encode(&bytes)))
    }

    /// One that came back to us, where it has the form of ours.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_ours =
            text.len() == BYTES * 2 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        is_ours.then(|| Self(text.to_owned()))
    }

    /// As it travels.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ConversationId {
    /// Without the id: whoever reads a log must not be able to read on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConversationId")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_id_comes_back_and_no_two_are_alike() {
        let one = ConversationId::fresh().unwrap();
        assert_eq!(ConversationId::parse(one.as_str()), Some(one.clone()));
        assert_ne!(ConversationId::fresh().unwrap(), one);
        assert!(!format!("{one:?}").contains(one.as_str()));
    }

    #[test]
    fn what_is_not_of_our_form_is_nobody() {
        for text in ["", "1", "../../etc/passwd", &"g".repeat(32), &"A".repeat(32), &"0".repeat(33), "é"] {
            assert_eq!(ConversationId::parse(text), None, "{text}");
        }
    }
}
