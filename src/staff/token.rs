//! Secrets that a browser or a link holds. The database knows their hashes
//! alone, so that whoever reads it can sign in as nobody.

use chrono::Utc;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// There is no randomness to be had: nobody can sign in.
#[derive(Debug, thiserror::Error)]
#[error("the system gives no random numbers")]
pub struct NoRandomness;

/// A fresh secret of 32 bytes.
pub(super) fn fresh() -> Result<String, NoRandomness> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(BASE64URL_NOPAD.encode(&bytes))
}

/// What the database keeps of a secret, and how texts are told apart.
pub(super) fn hash(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

/// Whether two secrets are the same, found out in the same time for any two.
pub(super) fn same(one: &str, other: &str) -> bool {
    !one.is_empty() && bool::from(one.as_bytes().ct_eq(other.as_bytes()))
}

/// A row's id. Ids are no secrets: without randomness the time serves.
pub(super) fn new_id() -> String {
    let mut bytes = [0_u8; 12];
    if getrandom::fill(&mut bytes).is_err() {
        return format!("{:024x}", Utc::now().timestamp_nanos_opt().unwrap_or_default());
    }
    HEXLOWER.encode(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_compared_whole_and_never_empty() {
        assert!(same("abc", "abc"));
        assert!(!same("abc", "abd") && !same("abc", "ab") && !same("", ""));
        assert_ne!(fresh().unwrap(), fresh().unwrap());
    }
}
