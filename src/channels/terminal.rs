//! A conversation in the terminal: lines in, plain text out.
//!
//! Thin: it numbers the choices, so that one can be typed, and shows what the
//! desk answers. It never decides what is said.

use std::io::{self, Write};

use tokio::io::{AsyncBufRead, AsyncBufReadExt};

use crate::conversation::{Action, Channel, Choice, Message, Reply};
use crate::desk::Desk;

/// Words that end the conversation, once they are answered.
const GOODBYES: [&str; 5] = ["bye", "goodbye", "quit", "exit", "cheerio"];

/// Talks until the input ends or somebody says goodbye. `prompt` is shown
/// before each line; a program at the other end wants none.
///
/// # Errors
/// When the terminal can no longer be read or written.
pub async fn talk(
    desk: &Desk,
    id: &str,
    mut input: impl AsyncBufRead + Unpin,
    mut output: impl Write,
    prompt: &str,
) -> io::Result<()> {
    let mut shown = desk.answer(Channel::Terminal, id, &Message::tap(Channel::Terminal, Action::Start)).await;
    write!(output, "{}", page(&shown))?;
    loop {
        write!(output, "{prompt}")?;
        output.flush()?;
        let Some(line) = line(&mut input).await? else { return Ok(()) };
        let message = heard(&line, &shown.choices);
        let reply = desk.answer(Channel::Terminal, id, &message).await;
        write!(output, "{}", page(&reply))?;
        if GOODBYES.contains(&line.trim().trim_end_matches(['.', '!']).to_lowercase().as_str()) {
            return output.flush();
        }
        shown = reply;
    }
}

/// The next line. Invalid UTF-8 is somebody's paste, not a reason to stop.
async fn line(input: &mut (impl AsyncBufRead + Unpin)) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    if input.read_until(b'\n', &mut bytes).await? == 0 {
        return Ok(None);
    }
    Ok(Some(String::from_utf8_lossy(&bytes).trim_end_matches(['\n', '\r']).to_owned()))
}

/// A number or a label taps a choice of the page before; anything else is said.
fn heard(line: &str, choices: &[Choice]) -> Message {
    let typed = line.trim();
    let numbered = typed.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
    let named = || choices.iter().find(|choice| choice.label.to_lowercase() == typed.to_lowercase());
    match numbered.or_else(named) {
        Some(choice) => Message::tap(Channel::Terminal, choice.action.clone()),
        None => Message::text(Channel::Terminal, line),
    }
}

/// A reply with its choices numbered.
fn page(reply: &Reply) -> String {
    use std::fmt::Write as _;
    let mut page = format!("\n{}\n\n", reply.text());
    for (at, choice) in reply.choices.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "  {:>2}  {}", at + 1, choice.label);
    }
    if !reply.choices.is_empty() {
        page.push('\n');
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Input;

    fn choices() -> Vec<Choice> {
        vec![
            Choice { label: "More results".to_owned(), action: Action::More },
            Choice { label: "Help now".to_owned(), action: Action::HelpNow },
        ]
    }

    #[test]
    fn a_number_or_a_label_taps_and_anything_else_is_said() {
        let check = |line: &str, expected: Input| assert_eq!(heard(line, &choices()).input, expected, "{line}");
        check("2", Input::Tap(Action::HelpNow));
        check(" help NOW ", Input::Tap(Action::HelpNow));
        check("1", Input::Tap(Action::More));
        for said in ["0", "3", "14", "help", "", "18446744073709551616", "-1"] {
            check(said, Input::Text(said.to_owned()));
        }
    }
}
