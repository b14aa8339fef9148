//! The written rules: regular expressions over the normalised form.

use regex::Regex;

use crate::knowledge::{ConcernFile, ConcernRule, Problem};

use super::{Concern, Why};

#[derive(Debug)]
struct Rule {
    concern: String,
    pattern: Regex,
    unless: Option<Regex>,
    written: ConcernRule,
}

/// Every rule of every concern.
#[derive(Debug)]
pub(super) struct RuleSet {
    rules: Vec<Rule>,
}

impl RuleSet {
    pub(super) fn new(concerns: &[ConcernFile]) -> (Self, Vec<Problem>) {
        let mut rules = Vec::new();
        let mut problems = Vec::new();
        for concern in concerns {
            for written in &concern.rules {
                match compile(&concern.id, written) {
                    Ok(rule) => rules.push(rule),
                    Err(error) => problems.push(Problem::error(
                        format!("safety/{}.toml", concern.id),
                        None,
                        format!("the rule {:?} cannot be read: {error}", written.pattern),
                        "Mend the pattern.",
                    )),
                }
            }
        }
        (Self { rules }, problems)
    }

    pub(super) fn matches(&self, normal: &str) -> Vec<Concern> {
        let mut raised: Vec<Concern> = Vec::new();
        for rule in self.rules.iter().filter(|rule| rule.catches(normal)) {
            let concern = Concern {
                id: rule.concern.clone(),
                level: rule.written.level,
                friend: rule.written.friend,
                now: rule.written.now,
                why: Why::Rule(rule.written.pattern.clone()),
            };
            match raised.iter_mut().find(|known| known.id == concern.id) {
                Some(known) if known.level >= concern.level => known.now |= concern.now,
                Some(known) => *known = concern,
                None => raised.push(concern),
            }
        }
        raised
    }
}

impl Rule {
    fn catches(&self, normal: &str) -> bool {
        self.pattern.is_match(normal) && !self.unless.as_ref().is_some_and(|unless| unless.is_match(normal))
    }
}

fn compile(concern: &str, written: &ConcernRule) -> Result<Rule, regex::Error> {
    Ok(Rule {
        concern: concern.to_owned(),
        pattern: Regex::new(&written.pattern)?,
        unless: written.unless.as_deref().map(Regex::new).transpose()?,
        written: written.clone(),
    })
}
