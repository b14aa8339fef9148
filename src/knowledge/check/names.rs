//! A name that two services claim: asked for by it, one of them never comes first.

use std::collections::HashMap;

use super::super::{Knowledge, ServiceId};
use super::file_of;
use super::findings::Findings;
use super::spot::Spot;

pub(super) fn check(knowledge: &Knowledge, findings: &mut Findings<'_>) {
    let mut claimed: HashMap<String, (&ServiceId, Spot)> = HashMap::new();
    for service in knowledge.services.values() {
        let names = std::iter::once((Spot::at("name"), &service.name));
        let others = service.also_known_as.iter().enumerate();
        let others = others.map(|(nth, name)| (Spot::at("also_known_as").nth(nth), name));
        for (spot, name) in names.chain(others) {
            match claimed.get(&plain(name)) {
                Some((other, there)) if **other != service.id => {
                    let there = findings.place(&file_of(other), there);
                    let what = format!("the name {name:?} stands at {there} too");
                    findings.warning(&file_of(&service.id), &spot, what, "Leave it to the one that people mean by it.");
                }
                Some(_) => {}
                None => {
                    claimed.insert(plain(name), (&service.id, spot));
                }
            }
        }
    }
}

/// The letters and digits alone: "Home-Start" and "home start" are one name.
fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
