//! Typed settings: `config/airt.toml`, then the environment.
//!
//! Unknown keys are errors that name file and line, so that a typing mistake
//! is not a setting silently ignored. Secrets come from the environment alone
//! and are never printed.

mod environment;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;

pub use self::environment::Environment;

/// The settings file as it ships: the documentation of every setting.
pub const DEFAULT_FILE: &str = include_str!("../config/airt.toml");

/// Everything that can be set.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where things lie.
    pub paths: Paths,
    /// The web page.
    pub web: Web,
    /// Who runs this chat.
    pub council: Council,
    /// Telegram.
    pub telegram: Telegram,
    /// What is kept.
    pub insights: Insights,
    /// The staff pages.
    pub staff: Staff,
    /// The log.
    pub log: Log,
    /// From the environment alone.
    #[serde(skip)]
    pub secrets: Secrets,
}

/// Where things lie.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paths {
    /// The knowledge base (`AIRT_KNOWLEDGE_BASE`).
    pub knowledge_base: PathBuf,
    /// Every sentence the bot says.
    pub messages: PathBuf,
    /// Scottish bank holidays and council closures.
    pub holidays: PathBuf,
    /// The sentence encoder's files.
    pub models: PathBuf,
    /// Question sets that a draft is held against: `gate.jsonl` and `floors.toml`.
    pub questions: PathBuf,
    /// The knowledge base as the release brought it; empty where there is none
    /// beside the one that is used.
    pub release: PathBuf,
    /// Database and caches (`AIRT_DATA_DIR`).
    pub data: PathBuf,
}

/// The web page.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Web {
    /// Address and port (`AIRT_WEB_LISTEN`).
    pub listen: SocketAddr,
    /// Proxies whose forwarded address counts as the person's.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Messages per second from one address.
    pub per_address_per_second: u32,
    /// Messages in ten seconds of one conversation.
    pub per_conversation_in_10_seconds: u32,
    /// Largest request body in bytes.
    pub max_body_bytes: usize,
    /// Where the page stands for the world; empty for the address it listens on.
    pub public_url: String,
    /// Where "Exit this page" leads.
    pub exit_url: url::Url,
    /// Hosts whose pages may show the chat in a frame.
    pub embed_hosts: Vec<String>,
}

/// Who runs this chat, as the page names them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Council {
    /// Its name.
    pub name: String,
    /// Whom to ask about privacy; empty where nobody is named yet.
    pub privacy_contact: String,
    /// Whom to tell when something cannot be used; empty where nobody is named yet.
    pub accessibility_contact: String,
    /// When somebody last read the accessibility statement through, as it is shown.
    pub statement_reviewed: String,
}

/// Telegram.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Telegram {
    /// Another Bot API server, for tests (`AIRT_TELEGRAM_API_URL`).
    pub api_url: Option<url::Url>,
    /// Where the world reaches this server for Telegram's calls; absent: long polling.
    pub webhook_url: Option<url::Url>,
    /// How long Telegram holds a poll open when there is nothing to tell.
    pub poll_seconds: u64,
}

/// What is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Insights {
    /// Days after which a kept text is deleted.
    pub keep_text_days: u32,
    /// Days after which an event is deleted.
    pub keep_event_days: u32,
    /// The database never grows past this.
    pub max_megabytes: u32,
}

/// The staff pages.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Staff {
    /// Minutes without a click after which somebody is signed out.
    pub idle_minutes: u32,
    /// Hours after which somebody is signed out in any case.
    pub session_hours: u32,
    /// E-mail addresses that get the weekly letter; empty: nobody.
    pub letters_to: Vec<String>,
    /// The address that letters come from.
    pub letters_from: String,
    /// The hour of Monday from which the weekly letter goes: 0 to 23, in Scotland.
    pub letters_hour: u32,
    /// The id of the Telegram group that is told the same; 0: none.
    pub telegram_group: i64,
}

/// The log.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// `tracing` filter, such as `info` or `airt=debug`.
    pub filter: String,
    /// One JSON object a line.
    pub json: bool,
}

/// What must never be printed.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// `TELOXIDE_TOKEN`: without it there is no Telegram.
    pub telegram_token: Option<SecretString>,
    /// `AIRT_SECRET_KEY`: keys the hashes of conversations.
    pub secret_key: Option<SecretString>,
    /// `AIRT_SMTP_URL`: the mail server for letters to staff, with its password.
    pub smtp_url: Option<SecretString>,
}

/// What is wrong with the settings, in words for whoever set them.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{}: cannot be read: {source}", file.display())]
    Unreadable {
        /// Which.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A line of it is wrong.
    #[error("{}:{line}: {what}", file.display())]
    Wrong {
        /// Which file.
        file: PathBuf,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// A variable of the environment is wrong.
    #[error("{name}: {what}")]
    Environment {
        /// Which.
        name: String,
        /// What is wrong.
        what: String,
    },
}

impl Config {
    /// The settings of a file (the built-in ones without it), overridden by
    /// the environment. Relative paths count from the current folder.
    pub fn load(environment: &Environment) -> Result<Self, ConfigError> {
        let given = environment.get("AIRT_CONFIG").map(PathBuf::from);
        let file = given.clone().unwrap_or_else(|| PathBuf::from("config/airt.toml"));
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            // No file was asked for and none is there: the defaults serve.
            Err(error) if given.is_none() && error.kind() == std::io::ErrorKind::NotFound => DEFAULT_FILE.to_owned(),
            Err(source) => return Err(ConfigError::Unreadable { file, source }),
        };
        Self::parse(&file, &text, environment)
    }

    /// The same from a text, for tests.
    pub fn parse(file: &Path, text: &str, environment: &Environment) -> Result<Self, ConfigError> {
        let wrong = |error: &toml::de::Error| ConfigError::Wrong {
            file: file.to_path_buf(),
            line: error
                .span()
                .map_or(1, |span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1),
            what: error.message().to_owned(),
        };
        // A file may leave settings out: the built-in file fills them in, and
        // the person's own text is checked first so that errors name its lines.
        let own: toml::Table = toml::from_str(text).map_err(|error| wrong(&error))?;
        let mut table: toml::Table = toml::from_str(DEFAULT_FILE).map_err(|error| wrong(&error))?;
        if let Some((key, section)) = environment::unknown_key(&own, &table) {
            let line = text
                .lines()
                .position(|line| line.trim_start().trim_start_matches('[').starts_with(&key))
                .map_or(1, |at| at + 1);
            let place = if section.is_empty() { String::new() } else { format!(" in [{section}]") };
            return Err(ConfigError::Wrong {
                file: file.to_path_buf(),
                line,
                what: format!("unknown setting `{key}`{place}"),
            });
        }
        environment::merge(&mut table, own);
        environment.apply(&mut table)?;
        let merged = table.to_string();
        let mut config: Self = toml::from_str(&merged).map_err(|error| {
            // The merged text has lines of its own: find the setting in the person's file.
            let key = error
                .span()
                .and_then(|span| merged.get(..span.start).and_then(|before| before.lines().last().map(str::to_owned)))
                .and_then(|line| line.split('=').next().map(|key| key.trim().to_owned()))
                .unwrap_or_default();
            let line = text
                .lines()
                .position(|line| !key.is_empty() && line.trim_start().starts_with(&key))
                .map_or(1, |at| at + 1);
            ConfigError::Wrong { file: file.to_path_buf(), line, what: format!("{key}: {}", error.message()) }
        })?;
        config.secrets = Secrets {
            telegram_token: environment.secret("TELOXIDE_TOKEN"),
            secret_key: environment.secret("AIRT_SECRET_KEY"),
            smtp_url: environment.secret("AIRT_SMTP_URL"),
        };
        Ok(config)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        Config::parse(Path::new("airt.toml"), text, &Environment::of(variables)).map_err(|error| error.to_string())
    }

    #[test]
    fn an_empty_file_means_the_defaults() {
        let config = parse("", &[]).unwrap();
        assert_eq!(config.web.listen.to_string(), "127.0.0.1:8080");
        assert_eq!(config.insights.keep_text_days, 30);
    }

    #[test]
    fn the_environment_wins() {
        let variables =
            [("AIRT_WEB_LISTEN", "127.0.0.1:9"), ("AIRT_INSIGHTS_KEEP_TEXT_DAYS", "7"), ("AIRT_DATA_DIR", "elsewhere")];
        let config = parse("[insights]\nkeep_text_days = 14", &variables).unwrap();
        assert_eq!(config.web.listen.port(), 9);
        assert_eq!(config.insights.keep_text_days, 7);
        assert_eq!(config.paths.data, PathBuf::from("elsewhere"));
    }

    #[test]
    fn mistakes_name_file_and_line() {
        assert_eq!(
            parse("[web]\nlisten = \"127.0.0.1:1\"\nlissten = 1", &[]).unwrap_err(),
            "airt.toml:3: unknown setting `lissten` in [web]"
        );
        assert!(parse("[web]\n\nlisten = 5", &[]).unwrap_err().starts_with("airt.toml:3: listen"));
        assert!(parse("[web", &[]).unwrap_err().starts_with("airt.toml:1: "));
        assert!(parse("", &[("AIRT_WEB_LISTEN", "x")]).is_err());
        assert!(
            parse("", &[("AIRT_INSIGHTS_KEEP_TEXT_DAYS", "soon")])
                .unwrap_err()
                .contains("AIRT_INSIGHTS_KEEP_TEXT_DAYS")
        );
    }

    #[test]
    fn secrets_are_not_printed() {
        let config = parse(
            "",
            &[("TELOXIDE_TOKEN", "123:hidden"), ("AIRT_SECRET_KEY", "hidden"), ("AIRT_SMTP_URL", "smtps://a:hidden@b")],
        )
        .unwrap();
        assert!(!format!("{config:?}").contains("hidden"));
    }
}
