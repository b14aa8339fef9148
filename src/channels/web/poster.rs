//! A poster for schools: A4, print-ready, with a code to point a phone at.

use askama::Template;
use data_encoding::BASE64;
use qrcode::{Color, EcLevel, QrCode};

use super::asset;
use crate::wording::{Phrase, Wording};

/// The poster, in tenths of a millimetre.
#[derive(Template)]
#[template(path = "web/poster.svg", escape = "html")]
struct Poster<'a> {
    words: &'a Wording,
    council: &'a str,
    address: &'a str,
    /// The dark squares as one path, a unit each.
    squares: String,
    /// How many units a side has, the white border included.
    side: usize,
    /// The typeface itself: a print shop does not have it.
    typeface: String,
}

/// White units round the code, without which phones do not find it.
const BORDER: usize = 4;

/// The poster for the page at `address`, as SVG.
pub fn poster(words: &Wording, council: &str, address: &str) -> anyhow::Result<String> {
    // A quarter of the code may be torn or scribbled on: it hangs in a school.
    let code = QrCode::with_error_correction_level(address, EcLevel::Q)?;
    let width = code.width();
    let dark = code.to_colors().into_iter().enumerate().filter(|(_, colour)| *colour == Color::Dark);
    let square = |(at, _)| format!("M{} {}h1v1h-1z", at % width + BORDER, at / width + BORDER);
    let squares = dark.map(square).collect();
    let poster = Poster {
        words,
        council,
        address: address.trim_end_matches('/'),
        squares,
        side: width + 2 * BORDER,
        typeface: BASE64.encode(asset::typeface()),
    };
    Ok(poster.render()?)
}

/// How many letters of the largest and of the ordinary size fit on a line.
const LETTERS: (usize, usize) = (15, 36);

impl Poster<'_> {
    fn heading(&self) -> Vec<String> {
        wrapped(&self.words.say(Phrase::PosterHeading), LETTERS.0)
    }

    fn text(&self) -> Vec<String> {
        wrapped(&self.words.say(Phrase::PosterText), LETTERS.1)
    }
}

/// Lines of at most so many letters, broken between words: SVG does not wrap.
fn wrapped(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("Need help? Don't know who to ask?", 20), ["Need help? Don't", "know who to ask?"]);
        assert_eq!(wrapped("", 20), Vec::<String>::new());
    }

    #[test]
    fn the_poster_carries_the_address_and_its_own_letters() {
        let svg = poster(&Wording::built_in(), "A <council>", "https://airt.example/").unwrap();
        assert!(svg.contains(">https://airt.example<"));
        assert!(svg.contains("A &#60;council&#62;"));
        assert!(svg.contains("data:font/woff2;base64,"));
    }
}
