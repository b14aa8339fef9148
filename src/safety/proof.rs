//! A safety file proves itself: its own examples must alarm, its near misses
//! must not. One that fails does not load, so that a well-meant change of a
//! rule cannot quietly stop it from hearing what it heard before.

use crate::knowledge::{ConcernFile, Problem};
use crate::understanding::Readings;

use super::Screen;

/// What is wrong with a file by its own examples; nothing where just these
/// rules proved themselves on them before.
pub(super) fn prove(screen: &Screen, concern: &ConcernFile, readings: &Readings) -> Vec<Problem> {
    let mut problems = None;
    let mut tried = || problems.insert(try_out(screen, concern)).is_empty();
    let proved = readings.is(&screen.heard, &format!("{} {:?}", concern.id, concern.examples), &mut tried);
    // That it failed before is known too, but not what was wrong.
    if proved { Vec::new() } else { problems.unwrap_or_else(|| try_out(screen, concern)) }
}

fn try_out(screen: &Screen, concern: &ConcernFile) -> Vec<Problem> {
    let raises = |text: &&String| screen.screen_by_rules(text).iter().any(|raised| raised.id == concern.id);
    let file = format!("safety/{}.toml", concern.id);
    let missed = concern.examples.alarm.iter().filter(|text| !raises(text)).map(|text| {
        Problem::error(
            &file,
            concern.line_of(text),
            format!("no rule of this file hears its own example {text:?} (read as {:?})", screen.normalise(text)),
            "Widen a rule or write one.",
        )
    });
    let false_alarms = concern.examples.near_miss.iter().filter_map(|text| {
        let alarm = screen.screen_by_rules(text).into_iter().find(|raised| raised.id == concern.id)?;
        Some(Problem::error(
            &file,
            concern.line_of(text),
            format!("the near miss {text:?} (read as {:?}) sets off the rule {}", screen.normalise(text), alarm.why),
            "Narrow that rule or give it an `unless`.",
        ))
    });
    missed.chain(false_alarms).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::knowledge;

    /// Or a fresh machine starts slowly, and a part of the reading code that
    /// `build.rs` does not name is found out here.
    #[test]
    fn the_rules_are_shipped_as_proved_and_the_examples_just_as_they_are_read() {
        let knowledge = knowledge::load(Path::new("knowledge-base")).knowledge;
        let folder = tempfile::tempdir().unwrap();
        let shipped = Readings::open(Path::new("models"), folder.path());
        let (screen, _) = Screen::new(&knowledge, &shipped);
        let examples = knowledge.concerns.iter().flat_map(|concern| &concern.examples.similar);
        for text in examples.chain(&knowledge.safety_words.ordinary) {
            assert_eq!(screen.normal_of(text, &shipped), screen.normalise(text), "{text}");
        }
        shipped.close();
        let new = folder.path().read_dir().unwrap().count();
        assert_eq!(new, 0, "something was read anew: run scripts/keep and commit what it makes");
    }
}
