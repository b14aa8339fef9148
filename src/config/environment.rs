//! Settings from the environment: the fixed names, and `AIRT_<SECTION>_<KEY>`.

use std::collections::BTreeMap;

use secrecy::SecretString;

use super::ConfigError;

/// Names that other programs rely on, with the setting that each one is.
const FIXED: [(&str, &str, &str); 5] = [
    ("AIRT_DATA_DIR", "paths", "data"),
    ("AIRT_KNOWLEDGE_BASE", "paths", "knowledge_base"),
    ("AIRT_WEB_LISTEN", "web", "listen"),
    ("AIRT_TELEGRAM_API_URL", "telegram", "api_url"),
    ("AIRT_TELEGRAM_WEBHOOK_URL", "telegram", "webhook_url"),
];

/// The variables that Airt may read, taken once at the start.
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl std::fmt::Debug for Environment {
    /// Without values: one of them is the bot's token.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.variables.keys()).finish()
    }
}

impl Environment {
    /// The process's own.
    pub fn of_process() -> Self {
        let ours = |name: &String| name.starts_with("AIRT_") || name == "TELOXIDE_TOKEN";
        Self { variables: std::env::vars().filter(|(name, _)| ours(name)).collect() }
    }

    /// These and no others, for tests.
    pub fn of(variables: &[(&str, &str)]) -> Self {
        Self { variables: variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect() }
    }

    /// A variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The same, wrapped so that it cannot be printed.
    pub fn secret(&self, name: &str) -> Option<SecretString> {
        self.get(name).map(SecretString::from)
    }

    /// Overrides the settings of a file.
    pub(super) fn apply(&self, table: &mut toml::Table) -> Result<(), ConfigError> {
        let sections: Vec<(String, Vec<String>)> = table
            .iter()
            .filter_map(|(name, section)| Some((name.clone(), section.as_table()?.keys().cloned().collect())))
            .collect();
        for (section, keys) in &sections {
            for key in keys {
                let name = format!("AIRT_{}_{}", section.to_uppercase(), key.to_uppercase());
                self.set(table, &name, section, key)?;
            }
        }
        FIXED.iter().try_for_each(|(name, section, key)| self.set(table, name, section, key))
    }

    fn set(&self, table: &mut toml::Table, name: &str, section: &str, key: &str) -> Result<(), ConfigError> {
        let Some(value) = self.get(name) else { return Ok(()) };
        let Some(section) = table.get_mut(section).and_then(toml::Value::as_table_mut) else { return Ok(()) };
        let new = match section.get(key) {
            None | Some(toml::Value::String(_)) => toml::Value::String(value.to_owned()),
            // A bare value is read as TOML, so that numbers, booleans and lists keep their types.
            Some(old) => toml::from_str::<toml::Table>(&format!("value = {value}"))
                .ok()
                .and_then(|mut parsed| parsed.remove("value"))
                .filter(|new| new.type_str() == old.type_str())
                .ok_or_else(|| ConfigError::Environment {
                    name: name.to_owned(),
                    what: format!("expected a value of the kind {}", old.type_str()),
                })?,
        };
        section.insert(key.to_owned(), new);
        Ok(())
    }
}

/// The first setting that no built-in one answers to, with its section.
pub(super) fn unknown_key(own: &toml::Table, known: &toml::Table) -> Option<(String, String)> {
    for (name, section) in own {
        let Some(known) = known.get(name).and_then(toml::Value::as_table) else {
            return Some((name.clone(), String::new()));
        };
        let optional = |key: &str| FIXED.iter().any(|(_, section, fixed)| section == name && *fixed == key);
        for key in section.as_table().into_iter().flat_map(toml::Table::keys) {
            if !known.contains_key(key) && !optional(key) {
                return Some((key.clone(), name.clone()));
            }
        }
    }
    None
}

/// Puts a file's settings over the built-in ones.
pub(super) fn merge(table: &mut toml::Table, own: toml::Table) {
    for (name, section) in own {
        match (table.get_mut(&name), section) {
            (Some(toml::Value::Table(known)), toml::Value::Table(section)) => known.extend(section),
            (_, section) => {
                table.insert(name, section);
            }
        }
    }
}
