//! A safety file proves itself: its own examples must alarm, its near misses
//! must not. One that fails does not load, so that a well-meant change of a
//! rule cannot quietly stop it from hearing what it heard before.

use crate::knowledge::{ConcernFile, Problem};

use super::Screen;

/// What is wrong with a file by its own examples.
pub(super) fn prove(screen: &Screen, concern: &ConcernFile) -> Vec<Problem> {
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
