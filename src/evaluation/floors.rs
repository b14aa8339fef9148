//! Figures that must not be fallen below.

use std::path::Path;

use super::figures::Figures;
use crate::knowledge::Knowledge;

/// The least that each named figure may be, from 0 to 1.
#[derive(Debug, Clone, Default)]
pub struct Floors(Vec<Floor>);

#[derive(Debug, Clone, PartialEq)]
struct Floor {
    name: String,
    least: f64,
}

impl Floors {
    /// Reads them.
    ///
    /// # Errors
    /// For a file that cannot be read or names a figure that there is not,
    /// which would otherwise guard nothing.
    pub fn read(file: &Path) -> Result<Self, String> {
        let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        Self::parse(&text).map_err(|what| format!("{}: {what}", file.display()))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let known = Figures::of(&[], &Knowledge::default());
        let floors: toml::Table = toml::from_str(text).map_err(|error| error.to_string())?;
        let floor = |(name, least): (String, toml::Value)| {
            let least = least.as_float().ok_or_else(|| format!("{name} is not a number"))?;
            known.named(&name).ok_or_else(|| format!("no figure is called {name}"))?;
            Ok(Floor { name, least })
        };
        floors.into_iter().map(floor).collect::<Result<_, _>>().map(Self)
    }

    /// The least that a figure may be.
    pub fn of(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|floor| floor.name == name).map(|floor| floor.least)
    }

    /// What falls short, in words.
    pub fn below(&self, figures: &Figures) -> Vec<String> {
        let short = self.0.iter().filter_map(|floor| {
            let figure = figures.named(&floor.name)?;
            (figure < floor.least)
                .then(|| format!("{} is {figure:.3}, below its floor of {:.3}", floor.name, floor.least))
        });
        short.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_floor_is_held_and_an_unknown_one_refused() {
        let figures = Figures::of(&[], &Knowledge::default());
        let check = |text: &str| Floors::parse(text).map(|floors| floors.below(&figures));
        assert_eq!(check("top_1 = 0.5").unwrap(), ["top_1 is 0.000, below its floor of 0.500"]);
        assert!(check("top_1 = 0.0").unwrap().is_empty());
        assert!(check("top_2 = 0.5").is_err());
        assert!(check("top_1 = \"much\"").is_err());
        assert!(Floors::read(Path::new("tests/questions/floors.toml")).unwrap().of("top_1").is_some());
        assert!(Floors::read(Path::new("tests/questions/gone.toml")).is_err());
    }
}
