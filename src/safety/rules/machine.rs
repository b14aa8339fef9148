//! A compiled pattern.
//!
//! Two machines share one automaton: a quick one that says where the first match
//! ends, and a slow one that says where it begins, which is asked for far less
//! often. The crate's own `Regex` finds the beginning with a second automaton that
//! reads backwards: for the thirteen hundred patterns that was twenty-five
//! megabytes more, and twice the time of compiling.

use regex_automata::Input;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::pikevm::PikeVM;
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::syntax;

/// The largest compiled pattern, in bytes: a group inside a group inside a group
/// must not eat the memory of a small machine.
const SIZE: usize = 4 << 20;

/// What a machine may remember of one pattern between two searches, in bytes.
const REMEMBERED: usize = 2 << 20;

/// So often it may forget all of that within one search, and then it gives up
/// where it learns a new state for less than [`BYTES_A_STATE`].
const FORGOTTEN: usize = 3;
const BYTES_A_STATE: usize = 10;

/// A pattern that can be searched for.
#[derive(Debug)]
pub(super) struct Machine {
    quick: DFA,
    slow: PikeVM,
}

impl Machine {
    /// Compiles an expanded pattern, or says what is wrong with it. Bytes and not
    /// letters, because the normalised form needs no Unicode classes and the
    /// machine is smaller so.
    pub(super) fn compile(expanded: &str) -> Result<Self, String> {
        let size = thompson::Config::new().nfa_size_limit(Some(SIZE));
        let automaton = thompson::Compiler::new()
            .syntax(syntax::Config::new().unicode(false).utf8(false))
            .configure(size.utf8(false).which_captures(WhichCaptures::Implicit))
            .build(expanded)
            .map_err(|error| said(&error))?;
        let remembered = DFA::config()
            .cache_capacity(REMEMBERED)
            .skip_cache_capacity_check(true)
            .minimum_cache_clear_count(Some(FORGOTTEN))
            .minimum_bytes_per_state(Some(BYTES_A_STATE));
        let quick = DFA::builder().configure(remembered).build_from_nfa(automaton.clone());
        let slow = PikeVM::new_from_nfa(automaton);
        Ok(Self { quick: quick.map_err(|error| said(&error))?, slow: slow.map_err(|error| said(&error))? })
    }

    /// What it remembers between two searches: nothing yet.
    pub(super) fn cache(&self) -> Cache {
        self.quick.create_cache()
    }

    /// Whether it matches from `from` on.
    pub(super) fn matches(&self, cache: &mut Cache, text: &str, from: usize) -> bool {
        let input = Input::new(text).range(from..).earliest(true);
        match self.quick.try_search_fwd(cache, &input) {
            Ok(found) => found.is_some(),
            Err(_) => self.slow.is_match(&mut self.slow.create_cache(), input),
        }
    }

    /// Where the first match from `from` on begins and ends.
    pub(super) fn find(&self, cache: &mut Cache, text: &str, from: usize) -> Option<(usize, usize)> {
        let input = Input::new(text).range(from..);
        let narrowed = match self.quick.try_search_fwd(cache, &input) {
            Ok(found) => {
                let end = found?.offset();
                let first = self.not_before(cache, &input.clone().range(from..end));
                input.range(first..end)
            }
            // It gave up, having learned too much: the slow one reads all of it.
            Err(_) => input,
        };
        let found = self.slow.find(&mut self.slow.create_cache(), narrowed)?;
        Some((found.start(), found.end()))
    }

    /// A place before which the match that ends with this input does not begin:
    /// the last at which the quick machine was as at its start, with nothing
    /// under way. The slow machine then reads a few words instead of ten
    /// thousand letters.
    fn not_before(&self, cache: &mut Cache, input: &Input) -> usize {
        let mut place = input.start();
        let Ok(idle) = self.quick.start_state_forward(cache, input) else { return place };
        let mut state = idle;
        for (at, byte) in input.haystack().iter().enumerate().take(input.end()).skip(input.start()) {
            match self.quick.next_state(cache, state, *byte) {
                Ok(next) => state = next,
                Err(_) => return place,
            }
            if state == idle {
                place = at + 1;
            }
        }
        place
    }
}

/// What is behind an error, in one line: the error itself only says that there is one.
fn said(error: &dyn std::error::Error) -> String {
    match error.source() {
        Some(cause) => said(cause),
        None => error.to_string().lines().last().unwrap_or_default().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_match_is_found_and_the_alternative_that_was_written_first() {
        let check = |pattern: &str, text: &str, from: usize, expected: Option<(usize, usize)>| {
            let machine = Machine::compile(pattern).unwrap();
            let mut cache = machine.cache();
            assert_eq!(machine.find(&mut cache, text, from), expected, "{pattern} in {text:?} from {from}");
            assert_eq!(
                machine.matches(&mut cache, text, from),
                expected.is_some(),
                "{pattern} in {text:?} from {from}"
            );
        };
        check(" (?:cut|cut deep) ", " i cut deep . cut ", 0, Some((2, 7)));
        check(" (?:cut deep|cut) ", " i cut deep . cut ", 0, Some((2, 12)));
        check(" (?:cut|cut deep) ", " i cut deep . cut ", 3, Some((13, 18)));
        check(" (?:want (?:[^ .]+ ){0,2}die) ", " i want to just die . want die ", 0, Some((2, 20)));
        check(" cut ", " cute ", 0, None);
        check(" cut ", " ćwiczę cut ", 0, Some((9, 14)));
        check(" cut ", "", 0, None);
    }

    #[test]
    fn a_beginning_is_looked_for_close_to_the_end_of_a_long_text() {
        let machine = Machine::compile(" (?:want (?:[^ .]+ ){0,2}die) ").unwrap();
        let text = format!("{}i want to die ", "nothing special today . ".repeat(400));
        let mut cache = machine.cache();
        let found = text.find(" want").unwrap();
        assert_eq!(machine.find(&mut cache, &text, 0), Some((found, text.len())));
        let place = machine.not_before(&mut cache, &Input::new(&text));
        assert!(place > found - 3 && place <= found, "{place} {found}");
    }

    #[test]
    fn what_is_no_pattern_is_told_in_one_line() {
        for wrong in ["(", "a{", "[z-a]", "(?:[a-z]{900}){900}"] {
            let error = Machine::compile(wrong).unwrap_err();
            assert!(!error.is_empty() && !error.contains('\n'), "{wrong}: {error}");
        }
    }
}
