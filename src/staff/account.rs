//! Who works here, and what each may do.

use strum::{EnumString, IntoStaticStr};

use crate::understanding::plain;

/// The longest name, in letters.
const LONGEST: usize = 60;

/// What an account may do; each role may do what those before it may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumString, IntoStaticStr, clap::ValueEnum)]
#[strum(serialize_all = "kebab-case")]
pub enum Role {
    /// Reads everything.
    Viewer,
    /// Writes drafts, labels and notes.
    Editor,
    /// Publishes, and manages accounts.
    Publisher,
}

impl Role {
    /// All of them, the least first.
    pub const ALL: [Self; 3] = [Self::Viewer, Self::Editor, Self::Publisher];

    /// Its name in the database and in forms.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// What it may do, for whoever gives it.
    pub(super) fn may(self) -> &'static str {
        match self {
            Self::Viewer => "reads questions and figures",
            Self::Editor => "also writes drafts and notes",
            Self::Publisher => "also publishes, and manages accounts",
        }
    }
}

/// One member of staff.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) role: Role,
    pub(super) disabled: bool,
    /// A password was set: the link has been used.
    pub(super) ready: bool,
}

/// Why a name is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum NameError {
    #[error("Write a name.")]
    Empty,
    #[error("Write a name of at most 60 letters.")]
    Long,
    #[error("Write the name on one line, without hidden letters.")]
    Control,
}

/// A name as it is shown: trimmed, nothing hidden in it.
pub(super) fn name(written: &str) -> Result<&str, NameError> {
    let name = written.trim();
    if sign_in(name).is_empty() {
        Err(NameError::Empty)
    } else if name.chars().count() > LONGEST {
        Err(NameError::Long)
    } else if name.chars().any(char::is_control) {
        Err(NameError::Control)
    } else {
        Ok(name)
    }
}

/// The form in which names are compared, so that nobody is locked out by a
/// capital letter and no two accounts look alike.
pub(super) fn sign_in(name: &str) -> String {
    plain(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_says_something() {
        for (written, expected) in [
            (" Morag Bell ", Ok("Morag Bell")),
            ("", Err(NameError::Empty)),
            (" \u{200b} -", Err(NameError::Empty)),
            ("a\nb", Err(NameError::Control)),
            (&"a".repeat(61), Err(NameError::Long)),
        ] {
            assert_eq!(name(written), expected, "{written:?}");
        }
        assert_eq!(sign_in("MORAG  Bell"), sign_in("morag bell"));
    }

    #[test]
    fn a_role_may_what_those_before_it_may() {
        assert!(Role::Viewer < Role::Editor && Role::Editor < Role::Publisher);
        assert!(Role::ALL.iter().all(|role| role.as_str().parse() == Ok(*role)));
    }
}
