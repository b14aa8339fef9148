//! Where people are and where services work: what lies within what.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A place's id, as services name it in `areas`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PlaceId(Arc<str>);

impl PlaceId {
    /// The id as it stands in `places.toml`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for PlaceId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl Borrow<str> for PlaceId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PlaceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A nation, a council area, a locality, a town or a village.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Its id.
    pub id: PlaceId,
    /// What people call it.
    pub name: String,
    /// Other spellings and short forms, such as "EK".
    #[serde(default)]
    pub also_known_as: Vec<String>,
    /// The place that it lies in; absent for the widest one.
    pub within: Option<PlaceId>,
    /// Outward postcodes, such as "ML9"; the half that names no street.
    #[serde(default)]
    pub postcodes: Vec<String>,
    /// A place that Airt knows only to say that it lies outside its area.
    #[serde(default)]
    pub outside: bool,
}

/// `places.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Places {
    /// Every place, in the order of the file.
    #[serde(default, rename = "place")]
    pub places: Vec<Place>,
}

impl Places {
    /// The place with this id.
    pub fn get(&self, id: &str) -> Option<&Place> {
        self.places.iter().find(|place| place.id.as_str() == id)
    }

    /// Whether `inner` is `outer` or lies somewhere within it.
    pub fn is_within(&self, inner: &str, outer: &str) -> bool {
        self.path(inner).iter().any(|id| id.as_str() == outer)
    }

    /// The place and everything that it lies in, nearest first. A circle in the
    /// file ends the walk instead of hanging it.
    pub fn path(&self, id: &str) -> Vec<PlaceId> {
        let mut path: Vec<PlaceId> = Vec::new();
        let mut next = self.get(id);
        while let Some(place) = next {
            if path.contains(&place.id) {
                break;
            }
            path.push(place.id.clone());
            next = place.within.as_ref().and_then(|within| self.get(within.as_str()));
        }
        path
    }

    /// How far a service's area is from somebody in `place`: 0 for the place
    /// itself, 1 for what it lies in, and so on; `None` when it does not reach them.
    pub fn distance(&self, place: &str, areas: &[PlaceId]) -> Option<usize> {
        let path = self.path(place);
        let around = path.iter().position(|id| areas.contains(id));
        // A town's service still counts for somebody who said only "South Lanarkshire".
        let inside = areas.iter().any(|area| self.is_within(area.as_str(), place));
        around.or(inside.then_some(0))
    }
}
