//! The second factor: six digits from an app on somebody's phone, new every
//! 30 seconds (RFC 6238).
//!
//! The secret that app and Airt share is written down nowhere: it is made each
//! time from the secret of this installation and a salt in the database, so
//! that whoever reads the database alone can make no codes. It is never logged.

use chrono::{DateTime, Utc};
use qrcode::{Color, EcLevel, QrCode};
use secrecy::{ExposeSecret, SecretString};
use totp_rs::{Builder, Totp};

use crate::desk::Keys;

/// What the installation's secret is turned into one for.
const PURPOSE: &str = "staff second factor";

/// Bytes of the secret: as many as RFC 4226 recommends and every app takes.
const BYTES: usize = 20;

/// What the app shows above the code.
const ISSUER: &str = "Airt";

/// White units round the QR code, without which phones do not find it.
const BORDER: usize = 4;

/// What one account's app knows.
pub(super) struct SecondFactor {
    totp: Totp,
}

impl std::fmt::Debug for SecondFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecondFactor")
    }
}

/// A QR code: its dark squares as one path of SVG, a unit each.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) squares: SecretString,
    /// How many units a side has, the white border included.
    pub(super) side: usize,
}

impl SecondFactor {
    /// Of the account with this id; `name` is what the app shows. `None` never
    /// happens with keys that are keys.
    pub(super) fn new(keys: &Keys, account: &str, salt: &str, name: &str) -> Option<Self> {
        let secret = keys.secret_for(PURPOSE, &format!("{account}:{salt}"));
        let secret = secret.expose_secret().get(..BYTES)?.to_vec();
        // The app takes what stands before a colon for the issuer.
        let name = name.replace(':', " ");
        let totp = Builder::new().with_secret(secret).with_account_name(name).with_issuer(Some(ISSUER)).build();
        totp.ok().map(|totp| Self { totp })
    }

    /// The step of 30 seconds that a code belongs to: the present one, the one
    /// before or the one after, since clocks differ. Blanks do not count.
    pub(super) fn step(&self, code: &str, now: DateTime<Utc>) -> Option<i64> {
        let code: String = code.chars().filter(|letter| !letter.is_whitespace()).take(10).collect();
        let step = self.totp.check(&code, u64::try_from(now.timestamp()).ok()?)?;
        i64::try_from(step).ok()
    }

    /// The secret to be typed into an app that has no camera, four letters at a time.
    pub(super) fn secret(&self) -> SecretString {
        let letters: Vec<char> = self.totp.secret().to_base32().chars().collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        SecretString::from(groups.join(" "))
    }

    /// The same to point a phone at.
    pub(super) fn picture(&self) -> Option<Picture> {
        let code = QrCode::with_error_correction_level(self.totp.to_url().ok()?, EcLevel::M).ok()?;
        let width = code.width();
        let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
        let square = |(at, _)| format!("M{} {}h1v1h-1z", at % width + BORDER, at / width + BORDER);
        let squares: String = dark.map(square).collect();
        Some(Picture { squares: squares.into(), side: width + 2 * BORDER })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn factor(secret: &str, account: &str, salt: &str) -> SecondFactor {
        SecondFactor::new(&Keys::new(SecretString::from(secret)), account, salt, "Morag: Bell").unwrap()
    }

    fn code(factor: &SecondFactor, at: DateTime<Utc>) -> String {
        factor.totp.generate(u64::try_from(at.timestamp()).unwrap()).to_string()
    }

    #[test]
    fn the_code_of_now_and_of_one_step_before_and_after_is_taken_and_no_other() {
        let factor = factor("secret", "1", "salt");
        let now: DateTime<Utc> = "2026-11-28T12:00:10Z".parse().unwrap();
        let step = now.timestamp() / 30;
        for steps in -3..=3 {
            let code = code(&factor, now + Duration::seconds(30 * steps));
            let expected = (-1..=1).contains(&steps).then_some(step + steps);
            assert_eq!(factor.step(&code, now), expected, "{steps} steps away");
        }
    }

    #[test]
    fn what_is_no_code_is_taken_for_none() {
        let factor = factor("secret", "1", "salt");
        let now = "2026-11-28T12:00:10Z".parse().unwrap();
        let right = code(&factor, now);
        let (first, last) = right.split_at(3);
        let spaced = format!(" {first} {last} ");
        assert!(factor.step(&spaced, now).is_some(), "blanks do not count");
        let long = "1".repeat(1_000_000);
        for wrong in ["", "12345", "abcdef", "１２３４５６", "+12345", last, &format!("{right}0"), &long] {
            assert_eq!(factor.step(wrong, now), None, "{:?}", wrong.get(..12));
        }
    }

    #[test]
    fn each_account_salt_and_installation_has_a_secret_of_its_own() {
        let own = factor("secret", "1", "salt").secret().expose_secret().to_owned();
        assert_eq!(own, factor("secret", "1", "salt").secret().expose_secret());
        assert_eq!(own.split(' ').map(str::len).collect::<Vec<_>>(), [4; 8]);
        for other in [factor("other", "1", "salt"), factor("secret", "2", "salt"), factor("secret", "1", "pepper")] {
            assert_ne!(own, other.secret().expose_secret());
        }
    }

    #[test]
    fn the_secret_is_not_printed() {
        let factor = factor("secret", "1", "salt");
        assert_eq!(format!("{factor:?}"), "SecondFactor");
        assert!(factor.picture().unwrap().side > 2 * BORDER);
    }
}
