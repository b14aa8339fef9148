//! How a rule is written: a regular expression over the normalised form, with
//! two shorthands.
//!
//! * `<family>` is any word of the group `family` in `safety-words.toml`.
//! * `<3> ` is up to three words in between, in the same sentence:
//!   `want <2> die` catches "want to die" and "want to just die".
//!
//! A pattern is matched on whole words: `cut` does not match in "cute"; write
//! `cut(?:s|ting)?`. Every message is in plain English by then: no apostrophes
//! ("i do not", "i am", "cannot"), no Scots, no texting, no emoji, digits only
//! in real numbers. `airt screen --json` shows the form of a message.

use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

use super::super::normal::fold;
use super::machine::Machine;
use crate::understanding::{Form, Readings};

/// Of what can be compiled.
static SOUND: LazyLock<Form> = LazyLock::new(|| Form::new("sound", []));

/// A pattern that can be compiled, and is when it is first needed: all of them
/// together would take a good part of a start.
#[derive(Debug)]
pub(super) struct Pattern {
    expanded: String,
    machine: OnceLock<Option<Machine>>,
}

impl Pattern {
    /// Reads a pattern as it is written, or says what is wrong with it.
    pub(super) fn new(
        written: &str,
        groups: &BTreeMap<String, Vec<String>>,
        readings: &Readings,
    ) -> Result<Self, String> {
        let expanded = expand(written, groups)?;
        let machine = OnceLock::new();
        let mut error = None;
        let mut compiles = || match Machine::compile(&expanded) {
            Ok(compiled) => machine.set(Some(compiled)).is_ok(),
            Err(cause) => {
                error = Some(cause);
                false
            }
        };
        let sound = readings.is(&SOUND, &expanded, &mut compiles) || compiles();
        if sound { Ok(Self { expanded, machine }) } else { Err(error.unwrap_or_default()) }
    }

    /// What it is compiled to; always there, since it was compiled before.
    pub(super) fn machine(&self) -> Option<&Machine> {
        let compiled =
            || Machine::compile(&self.expanded).inspect_err(|error| tracing::error!(error, "a rule is not heard"));
        self.machine.get_or_init(|| compiled().ok()).as_ref()
    }

    /// As it is compiled.
    pub(super) fn expanded(&self) -> &str {
        &self.expanded
    }
}

/// The regular expression behind a pattern, or what is wrong with it.
fn expand(pattern: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<String, String> {
    if has_stray_space(pattern) {
        return Err("a space at the begin or end of an alternative, which can never match".to_owned());
    }
    let mut text = pattern.to_owned();
    // A group may name groups; one that names itself must not go on for ever.
    for _ in 0..4 {
        if !text.contains('<') {
            break;
        }
        text = expand_once(&text, groups)?;
    }
    if text.contains('<') {
        return Err("its groups name each other in a circle".to_owned());
    }
    // Letters of other languages in the form that messages are brought to;
    // folding would spoil escapes such as `\S`, so plain patterns are left alone.
    let text = if text.is_ascii() { text } else { fold(&text) };
    Ok(format!(" (?:{text}) "))
}

/// Whether an alternative of the whole pattern begins or ends with a space:
/// the spaces around it are already there, so it would match nothing, silently.
fn has_stray_space(pattern: &str) -> bool {
    let mut depth = 0_i32;
    let mut before = '|';
    for letter in pattern.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 && ((before == ' ' && letter == '|') || (before == '|' && letter == ' ')) {
            return true;
        }
        before = letter;
    }
    before == ' '
}

fn expand_once(pattern: &str, groups: &BTreeMap<String, Vec<String>>) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() * 4);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('<') {
        let (name, after) = after.split_once('>').ok_or("a `<` without its `>`")?;
        out.push_str(before);
        rest = after;
        if let Ok(words) = name.parse::<u8>() {
            rest = rest.strip_prefix(' ').ok_or_else(|| format!("a space is missing after `<{name}>`"))?;
            out.push_str("(?:[^ .]+ ){0,");
            out.push_str(&words.to_string());
            out.push('}');
        } else {
            let group = groups.get(name).ok_or_else(|| format!("there is no group `{name}` in safety-words.toml"))?;
            out.push_str("(?:");
            out.push_str(&group.join("|"));
            out.push(')');
        }
    }
    out.push_str(rest);
    Ok(out)
}
