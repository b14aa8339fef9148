//! Figures that must not be fallen below.

use std::path::Path;

use super::figures::Figures;

/// What falls short, in words; an error for a file that cannot be read or
/// names a figure that there is not, which would otherwise guard nothing.
pub(super) fn below(file: &Path, figures: &Figures) -> Result<Vec<String>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    let floors: toml::Table = toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()))?;
    let mut short = Vec::new();
    for (name, floor) in &floors {
        let floor = floor.as_float().ok_or_else(|| format!("{}: {name} is not a number", file.display()))?;
        let figure = figures.named(name).ok_or_else(|| format!("{}: no figure is called {name}", file.display()))?;
        if figure < floor {
            short.push(format!("{name} is {figure:.3}, below its floor of {floor:.3}"));
        }
    }
    Ok(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    #[test]
    fn a_floor_is_held_and_an_unknown_one_refused() {
        let figures = Figures::of(&[], &Knowledge::default());
        let folder = tempfile::tempdir().unwrap();
        let check = |text: &str| {
            let file = folder.path().join("floors.toml");
            std::fs::write(&file, text).unwrap();
            below(&file, &figures)
        };
        assert_eq!(check("top_1 = 0.5").unwrap().len(), 1);
        assert!(check("top_1 = 0.0").unwrap().is_empty());
        assert!(check("top_2 = 0.5").is_err());
        assert!(check("top_1 = \"much\"").is_err());
    }
}
