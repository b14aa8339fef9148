//! `airt staff`: accounts for the staff pages.

use std::io::Write;
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::app::{DATABASE, DataFolder};
use crate::config::Config;
use crate::insights::Store;
use crate::staff::{LinkError, Role, add_account, new_link, without_second_factor};

/// Accounts for the staff pages.
#[derive(Debug, Args)]
pub(super) struct Staff {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add an account and print the link that sets its password.
    Add {
        /// The name that signs in.
        name: String,
        /// What the account may do.
        #[arg(long, value_enum, default_value = "viewer")]
        role: Role,
    },
    /// Print a new link for an account whose password is forgotten.
    Link {
        /// The name that signs in.
        name: String,
    },
    /// Switch off the second step of an account whose phone and recovery codes are lost.
    NoSecondStep {
        /// The name that signs in.
        name: String,
    },
}

impl Staff {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        match self.done(config) {
            Ok(line) => {
                // Nobody reads it: a link can be made again.
                let _ = writeln!(std::io::stdout(), "{line}");
                0
            }
            Err(error) => super::fail(&error),
        }
    }

    fn done(&self, config: &Config) -> Result<String, String> {
        DataFolder::open(&config.paths.data).map_err(|error| format!("the data folder: {error}"))?;
        let store = Arc::new(Store::at(config.paths.data.join(DATABASE), config.insights.max_megabytes));
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let line = runtime.block_on(async {
            let line = self.line(store.clone(), config).await;
            store.close().await;
            line
        });
        line.map_err(|error| error.to_string())
    }

    /// Does it, and says what to say.
    async fn line(&self, store: Arc<Store>, config: &Config) -> Result<String, LinkError> {
        let link = |path: String| {
            let base = match config.web.public_url.trim_end_matches('/') {
                "" => format!("http://{}", config.web.listen),
                url => url.to_owned(),
            };
            format!("Open this once, within seven days: {base}{path}")
        };
        match &self.what {
            What::Add { name, role } => add_account(store, name, *role).await.map(link),
            What::Link { name } => new_link(store, name).await.map(link),
            What::NoSecondStep { name } => Ok(if without_second_factor(store, name).await? {
                "The second step is switched off: the password alone signs in.".to_owned()
            } else {
                "There was no second step: the password alone signs in.".to_owned()
            }),
        }
    }
}
