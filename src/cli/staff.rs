//! `airt staff`: accounts for the staff pages.

use std::io::Write;
use std::sync::Arc;

use clap::{Args, Subcommand};

use crate::app::{DATABASE, DataFolder};
use crate::config::Config;
use crate::insights::Store;
use crate::staff::{LinkError, Role, add_account, new_link};

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
}

impl Staff {
    /// Runs it; the exit status.
    pub(super) fn run(&self, config: &Config) -> u8 {
        match self.link(config) {
            Ok(path) => {
                let base = match config.web.public_url.trim_end_matches('/') {
                    "" => format!("http://{}", config.web.listen),
                    url => url.to_owned(),
                };
                // Nobody reads it: the link can be made again.
                let _ = writeln!(std::io::stdout(), "Open this once, within seven days: {base}{path}");
                0
            }
            Err(error) => super::fail(&error),
        }
    }

    fn link(&self, config: &Config) -> Result<String, String> {
        DataFolder::open(&config.paths.data).map_err(|error| format!("the data folder: {error}"))?;
        let store = Arc::new(Store::at(config.paths.data.join(DATABASE), config.insights.max_megabytes));
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        let link = runtime.block_on(async {
            let link = self.made(store.clone()).await;
            store.close().await;
            link
        });
        link.map_err(|error| error.to_string())
    }

    async fn made(&self, store: Arc<Store>) -> Result<String, LinkError> {
        match &self.what {
            What::Add { name, role } => add_account(store, name, *role).await,
            What::Link { name } => new_link(store, name).await,
        }
    }
}
