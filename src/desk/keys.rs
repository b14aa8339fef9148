//! Keys made from the secret of this installation: that of a conversation,
//! from which nobody can read the channel's own id, and others beside it.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use sha2::Sha256;

use crate::conversation::Channel;

/// Makes keys: HMAC-SHA-256 over channel and id. A plain hash would not do:
/// chat ids are short numbers, and whoever held the database could try them all.
#[derive(Debug, Clone)]
pub struct Keys {
    secret: SecretString,
}

impl Keys {
    /// With the secret of this installation.
    pub fn new(secret: SecretString) -> Self {
        Self { secret }
    }

    /// With a secret that ends with the process: for conversations that are
    /// not kept.
    pub fn for_this_process() -> Self {
        let mut bytes = [0_u8; 32];
        if getrandom::fill(&mut bytes).is_err() {
            tracing::warn!("no randomness: conversations in memory have guessable keys");
        }
        Self { secret: SecretString::from(data_encoding::HEXLOWER.encode(&bytes)) }
    }

    /// The key of the conversation that the channel calls `id`.
    pub fn key(&self, channel: Channel, id: &str) -> String {
        let mut input = Vec::with_capacity(id.len() + 16);
        input.extend_from_slice(channel.as_str().as_bytes());
        // No channel has a colon in its name, so no two ids meet in one input.
        input.push(b':');
        input.extend_from_slice(id.as_bytes());
        data_encoding::HEXLOWER.encode(&self.sign(&input))
    }

    /// A secret of 32 bytes for something else, such as a code on a phone. It
    /// is no conversation's key: no channel has a zero in its name.
    pub fn secret_for(&self, purpose: &'static str, id: &str) -> SecretSlice<u8> {
        let input = [purpose.as_bytes(), &[0], id.as_bytes()].concat();
        SecretSlice::from(self.sign(&input))
    }

    fn sign(&self, input: &[u8]) -> Vec<u8> {
        // HMAC takes keys of any length: there is no error to be had.
        Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes())
            .map(|mac| mac.chain_update(input).finalize().into_bytes().to_vec())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(secret: &str, channel: Channel, id: &str) -> String {
        Keys::new(SecretString::from(secret)).key(channel, id)
    }

    #[test]
    fn a_key_is_the_hmac_of_channel_and_id() {
        // Computed with `printf %s telegram:42 | openssl dgst -sha256 -hmac secret`.
        let expected = "bbd5750cc209812fbbea0eab6d0a0dd79942eec55858b6872886db658dc35d69";
        assert_eq!(key("secret", Channel::Telegram, "42"), expected);
    }

    #[test]
    fn channel_id_and_secret_each_change_it() {
        let own = key("secret", Channel::Telegram, "42");
        assert_ne!(own, key("secret", Channel::Web, "42"));
        assert_ne!(own, key("secret", Channel::Telegram, "43"));
        assert_ne!(own, key("other", Channel::Telegram, "42"));
    }

    #[test]
    fn a_secret_for_something_else_turns_on_purpose_id_and_installation() {
        let made = |secret: &str, purpose, id| {
            Keys::new(SecretString::from(secret)).secret_for(purpose, id).expose_secret().to_vec()
        };
        let own = made("secret", "code", "1");
        assert_eq!((own.len(), &own), (32, &made("secret", "code", "1")));
        for other in [made("other", "code", "1"), made("secret", "door", "1"), made("secret", "code", "2")] {
            assert_ne!(own, other);
        }
    }

    #[test]
    fn the_secret_is_not_printed() {
        assert!(!format!("{:?}", Keys::new(SecretString::from("hush"))).contains("hush"));
    }
}
