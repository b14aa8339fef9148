//! Recovery codes: for whoever has no phone at hand. Each works once. They are
//! shown when they are made; the database knows their hashes alone.

use data_encoding::BASE32_NOPAD;

use super::token::{self, NoRandomness};

/// How many are made at a time.
const COUNT: usize = 10;

/// Random bytes of each: with 80 bits a hash tells nothing, however many are tried.
const BYTES: usize = 10;

/// Letters that are read of what was typed.
const LONGEST: usize = 40;

/// Ten fresh ones, as they are to be written down: `abcd-efgh-ijkl-mnop`.
pub(super) fn fresh() -> Result<Vec<String>, NoRandomness> {
    (0..COUNT).map(|_| one()).collect()
}

fn one() -> Result<String, NoRandomness> {
    let mut bytes = [0_u8; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    let letters: Vec<char> = BASE32_NOPAD.encode(&bytes).to_lowercase().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(groups.join("-"))
}

/// What the database keeps of a code. Strokes, blanks and capitals do not
/// count, and a nought is an O: neither digit is ever in a code.
pub(super) fn hash(account: &str, typed: &str) -> String {
    let letters = typed.chars().filter(|letter| letter.is_alphanumeric()).take(LONGEST);
    let code: String =
        letters.flat_map(char::to_lowercase).map(|letter| if letter == '0' { 'o' } else { letter }).collect();
    token::hash(&format!("{account}:{code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_codes_are_made_and_no_two_are_alike() {
        let mut codes = fresh().unwrap();
        assert!(codes.iter().all(|code| code.len() == 19 && code.split('-').count() == 4), "{codes:?}");
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), 10);
    }

    #[test]
    fn a_code_is_known_however_it_is_typed_and_to_its_account_alone() {
        let kept = hash("1", "abco-efgh-ijkl-mnop");
        for typed in ["ABCO-EFGH-IJKL-MNOP", " abc0efgh ijklmnop", "abco efgh ijkl mnop"] {
            assert_eq!(hash("1", typed), kept, "{typed}");
        }
        assert_ne!(hash("1", "abco-efgh-ijkl-mnoq"), kept);
        assert_ne!(hash("2", "abco-efgh-ijkl-mnop"), kept);
    }
}
