//! How Airt does: told by whoever started it, in words and as metrics.

use std::fmt::Write;
use std::sync::Arc;

use chrono::{DateTime, Utc};

/// Asks how it does now.
pub type Ask = Arc<dyn Fn() -> Condition + Send + Sync>;

/// How Airt does at one moment. Nothing of it is about anybody.
#[derive(Debug, Clone)]
pub struct Condition {
    /// `on`, `off` or `stopped`.
    pub telegram: &'static str,
    /// Why it stopped.
    pub telegram_problem: Option<String>,
    /// When the knowledge that answers was loaded.
    pub loaded: DateTime<Utc>,
    /// What was refused since, and why.
    pub refused: Option<(DateTime<Utc>, Vec<String>)>,
    /// Services that young people see.
    pub services: usize,
    /// `absent`, `warming-up` or `ready`.
    pub encoder: &'static str,
    /// Why nothing can be kept.
    pub store_problem: Option<String>,
    /// Records that wait to be written.
    pub waiting: usize,
    /// Records lost since the start.
    pub dropped: u64,
    /// Crisis lines whose check is past its time.
    pub past_check: Vec<String>,
}

impl Condition {
    /// As Prometheus reads it.
    pub fn prometheus(&self) -> String {
        let yes = |is: bool| i64::from(is);
        let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        let lines = [
            ("airt_up", "Airt answers.", 1),
            ("airt_telegram_stopped", "Telegram was started and ended by itself.", yes(self.telegram == "stopped")),
            (
                "airt_knowledge_loaded_timestamp_seconds",
                "When the knowledge that answers was loaded.",
                self.loaded.timestamp(),
            ),
            (
                "airt_knowledge_refused",
                "A change of the knowledge did not pass the checks.",
                yes(self.refused.is_some()),
            ),
            ("airt_services_shown", "Services that young people see.", count(self.services)),
            ("airt_encoder_ready", "Messages are compared by meaning.", yes(self.encoder == "ready")),
            ("airt_store_failing", "Nothing can be kept just now.", yes(self.store_problem.is_some())),
            ("airt_records_waiting", "Records that wait to be written.", count(self.waiting)),
            ("airt_records_dropped", "Records lost since the start.", i64::try_from(self.dropped).unwrap_or(i64::MAX)),
            (
                "airt_crisis_lines_past_check",
                "Crisis lines whose check is past its time.",
                count(self.past_check.len()),
            ),
        ];
        let mut text = String::new();
        for (name, help, value) in lines {
            // Writing to a string cannot fail.
            let _ = write!(text, "# HELP {name} {help}\n# TYPE {name} gauge\n{name} {value}\n");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_metric_has_its_help_its_type_and_a_number() {
        let condition = Condition {
            telegram: "stopped",
            telegram_problem: Some("no".to_owned()),
            loaded: DateTime::UNIX_EPOCH,
            refused: None,
            services: 7,
            encoder: "ready",
            store_problem: None,
            waiting: 0,
            dropped: 3,
            past_check: vec!["a".to_owned()],
        };
        let text = condition.prometheus();
        let lines: Vec<&str> = text.lines().collect();
        for three in lines.chunks(3) {
            let name = three[2].split(' ').next().unwrap();
            assert!(three[0].starts_with(&format!("# HELP {name} ")) && three[1] == format!("# TYPE {name} gauge"));
        }
        for line in
            ["airt_telegram_stopped 1", "airt_services_shown 7", "airt_records_dropped 3", "airt_knowledge_refused 0"]
        {
            assert!(lines.contains(&line), "{line}");
        }
    }
}
