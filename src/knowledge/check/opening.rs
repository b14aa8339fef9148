//! Opening hours that cannot be read are hours that nobody is told.

use super::super::{Service, hours};
use super::findings::Findings;
use super::{contacts, file_of};

pub(super) fn check(service: &Service, findings: &mut Findings<'_>) {
    let file = file_of(&service.id);
    for (spot, contact) in contacts(service) {
        let Some(written) = &contact.hours else { continue };
        if let Err(error) = hours::parse(written) {
            let what = format!("the opening hours {written:?} cannot be read: {error}");
            let todo = "Write them as in \"Mo-Fr 09:00-17:00; Sa 10:00-14:00\" or \"24/7\".";
            findings.error(&file, &spot.key("hours"), what, todo);
        }
    }
}
