//! How a word sounds to somebody who spells by ear.
//!
//! Made for young spellers, not for surnames as Soundex and Metaphone are:
//! "th" is said as "f" or "v" ("sumfing", "bruver"), hard "c", "ck", "ch" in
//! "school" and "q" are all "k", vowels are a guess.

/// The consonants as they sound, and a vowel where the word begins with one.
pub(super) fn sound(word: &str) -> String {
    const SPELLINGS: [(&str, &str); 24] = [
        ("sch", "sk"),
        ("tch", "c"),
        ("tion", "sn"),
        ("sion", "sn"),
        ("shun", "sn"),
        ("ough", "f"),
        ("augh", "f"),
        ("dge", "j"),
        ("igh", "i"),
        ("ph", "f"),
        ("th", "f"),
        ("kn", "n"),
        ("wr", "r"),
        ("wh", "w"),
        ("ck", "k"),
        ("ch", "c"),
        ("sh", "c"),
        ("ce", "se"),
        ("ci", "si"),
        ("cy", "sy"),
        ("qu", "kw"),
        ("gh", ""),
        ("ge", "je"),
        ("x", "ks"),
    ];
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    // "people" has two p, "happy" one: only letters side by side are one sound.
    let mut parted = false;
    while let Some(letter) = rest.chars().next() {
        let spelling = SPELLINGS.iter().find(|(spelling, _)| rest.starts_with(spelling));
        let (sounds, length) = match spelling {
            Some((spelling, sounds)) => (*sounds, spelling.len()),
            None => (rest.get(..letter.len_utf8()).unwrap_or_default(), letter.len_utf8()),
        };
        let hard = spelling.is_none();
        for written in sounds.chars() {
            let said = match written {
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' if out.is_empty() => 'a',
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' => {
                    parted = true;
                    continue;
                }
                'h' | 'w' if !out.is_empty() => continue,
                'c' | 'q' if hard => 'k',
                'v' => 'f',
                'z' => 's',
                other => other,
            };
            if parted || !out.ends_with(said) {
                out.push(said);
            }
            parted = false;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::sound;

    #[test]
    fn spelling_by_ear_sounds_like_the_word() {
        for (spelt, meant) in [
            ("sumfing", "something"),
            ("bruver", "brother"),
            ("skool", "school"),
            ("teef", "teeth"),
            ("pepul", "people"),
            ("wurk", "work"),
            ("litel", "little"),
            ("fone", "phone"),
            ("sosial", "social"),
        ] {
            assert_eq!(sound(spelt), sound(meant), "{spelt}");
        }
        for (one, other) in [("mother", "money"), ("people", "paul"), ("scared", "scored up")] {
            assert_ne!(sound(one), sound(other), "{one}");
        }
    }
}
