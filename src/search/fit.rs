//! Whether a service is for whoever asks: age, place and audience.

use super::ranking::Query;
use super::weights;
use crate::knowledge::{Audience, Places, Service};

/// What speaks for or against a service besides what it does; `None` when it
/// is not for this person at all. A crisis line is never sunk, and hidden only
/// by an age that it turns away: an 11 year old must not be sent to a line for
/// people of 16 and over.
pub(super) fn fit(service: &Service, query: &Query, places: &Places) -> Option<f32> {
    if query.age.is_some_and(|age| !service.fits_age(age)) {
        return None;
    }
    if service.crisis {
        return Some(0.0);
    }
    // Somebody in Glasgow cannot join a club in Larkhall.
    if query.place.as_ref().is_some_and(|place| is_elsewhere(place.as_str(), service, places)) {
        return None;
    }
    Some(area(service, query, places) + audience(service, query))
}

fn area(service: &Service, query: &Query, places: &Places) -> f32 {
    let Some(place) = &query.place else { return 0.0 };
    match places.distance(place.as_str(), &service.who.areas) {
        None => weights::OTHER_AREA,
        Some(0) => weights::SAME_AREA,
        Some(1) => weights::SAME_AREA / 2.0,
        Some(_) => 0.0,
    }
}

/// Whether somebody is outside South Lanarkshire and the service is not for there.
fn is_elsewhere(place: &str, service: &Service, places: &Places) -> bool {
    places.get(place).is_some_and(|place| place.outside)
        && !service.who.areas.is_empty()
        && places.distance(place, &service.who.areas).is_none()
}

/// Without a word about it, the person who writes is the young person.
fn audience(service: &Service, query: &Query) -> f32 {
    let audience = query.audience.unwrap_or(Audience::YoungPerson);
    if service.serves(audience) { 0.0 } else { weights::OTHER_AUDIENCE }
}
