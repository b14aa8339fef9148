//! Passwords: argon2id, always the same work whether an account exists or not.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use super::account::sign_in;

/// The fewest letters: three random words have more.
const FEWEST: usize = 12;

/// The most: hashing must not become a way to keep the machine busy.
const MOST: usize = 200;

/// Passwords that are hashed at once: each takes 19 MiB, and young people's
/// answers need the cores too.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What an account that does not exist is checked against.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Weak {
    #[error("Use at least 12 letters. Three random words make a good password.")]
    Short,
    #[error("Use at most 200 letters.")]
    Long,
    #[error("Use something harder to guess: not your name, and not one letter again and again.")]
    Guessable,
}

/// Whether a password may be one.
pub(super) fn check(password: &str, name: &str) -> Result<(), Weak> {
    let letters = password.chars().count();
    let mut different: Vec<char> = password.chars().collect();
    different.sort_unstable();
    different.dedup();
    let name = sign_in(name);
    if letters < FEWEST {
        Err(Weak::Short)
    } else if letters > MOST {
        Err(Weak::Long)
    } else if different.len() < 5 || (name.len() > 3 && sign_in(password).replace(&name, "").len() < 6) {
        Err(Weak::Guessable)
    } else {
        Ok(())
    }
}

/// The string that the database keeps; `None` where hashing failed.
pub(super) async fn hash(password: &str) -> Option<String> {
    let password = SecretString::from(password);
    let _permit = AT_ONCE.acquire().await.ok()?;
    tokio::task::spawn_blocking(move || hash_now(password.expose_secret())).await.ok()?
}

/// Whether this is the password behind `hash`. Without one, as long is worked
/// on a hash that no password fits, so that time tells nothing.
pub(super) async fn verify(password: &str, hash: Option<String>) -> bool {
    let is_somebody = hash.is_some();
    let password = SecretString::from(password.chars().take(MOST + 1).collect::<String>());
    let Ok(_permit) = AT_ONCE.acquire().await else { return false };
    let work = tokio::task::spawn_blocking(move || {
        let hash = hash.unwrap_or_else(|| NOBODY.clone());
        PasswordHash::new(&hash)
            .is_ok_and(|hash| Argon2::default().verify_password(password.expose_secret().as_bytes(), &hash).is_ok())
    });
    work.await.unwrap_or(false) && is_somebody
}

fn hash_now(password: &str) -> Option<String> {
    Argon2::default().hash_password(password.as_bytes()).ok().map(|hash| hash.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_long_and_no_name() {
        for (password, expected) in [
            ("correct horse battery", Ok(())),
            ("short", Err(Weak::Short)),
            (&*"ab".repeat(101), Err(Weak::Long)),
            ("aaaaaaaaaaaaaaa", Err(Weak::Guessable)),
            ("Morag Bell 123", Err(Weak::Guessable)),
        ] {
            assert_eq!(check(password, "Morag Bell"), expected, "{password}");
        }
    }

    #[tokio::test]
    async fn only_the_password_itself_opens() {
        let kept = hash("correct horse battery").await.unwrap();
        assert!(kept.starts_with("$argon2id$"));
        assert!(verify("correct horse battery", Some(kept.clone())).await);
        assert!(!verify("correct horse batterz", Some(kept)).await);
        assert!(!verify("nobody has this password", None).await, "an account that does not exist has no password");
    }
}
