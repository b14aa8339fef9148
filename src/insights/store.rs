//! The database: one `SQLite` file, opened when it is first needed and again
//! whenever it was lost.
//!
//! All SQL of insights stands below this module and is portable: `$1`
//! placeholders, times as Unix milliseconds, ids as text. What only `SQLite`
//! knows (WAL, file permissions, page limits) stands in [`open`].

mod clean;
mod open;
mod read;
mod screened;
mod write;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sqlx::SqlitePool;
use tokio::sync::Mutex;

pub use self::read::{Counts, TextRow};
pub use self::screened::Missed;

/// After a failure nobody tries again for this long, so that a dead disk costs
/// one attempt and not one for each message.
const REST: Duration = Duration::from_secs(2);

/// What is wrong with the store; for the log, never for a young person.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file cannot be made or opened.
    #[error("the database file: {0}")]
    File(#[from] std::io::Error),
    /// It is older or newer than this program, or damaged.
    #[error("the database's tables: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// It is locked, full or gone.
    #[error("the database: {0}")]
    Database(#[from] sqlx::Error),
    /// It failed a moment ago, and how.
    #[error("the database could not be opened a moment ago")]
    Resting(Outage),
}

impl StoreError {
    /// Whether waiting can help: the store is locked, full or gone, and
    /// nothing is wrong with what was to be written.
    pub(super) fn is_outage(&self) -> bool {
        match self {
            Self::File(_) | Self::Migrate(_) | Self::Resting(_) => true,
            Self::Database(sqlx::Error::Database(error)) => open::is_outage(error.as_ref()),
            Self::Database(error) => !matches!(error, sqlx::Error::Encode(_) | sqlx::Error::Decode(_)),
        }
    }
}

/// What keeps the store from working, as far as anybody can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outage {
    /// Another program holds it.
    Locked,
    /// The file or its folder may not be written to.
    ReadOnly,
    /// There is no room.
    Full,
    /// Anything else.
    Other,
}

impl StoreError {
    /// What it is, for whoever reads a staff page.
    pub fn outage(&self) -> Outage {
        match self {
            Self::Database(sqlx::Error::Database(error)) => open::outage(error.as_ref()),
            Self::File(error) if error.kind() == std::io::ErrorKind::PermissionDenied => Outage::ReadOnly,
            Self::File(error) if error.kind() == std::io::ErrorKind::ReadOnlyFilesystem => Outage::ReadOnly,
            Self::File(error) if error.kind() == std::io::ErrorKind::StorageFull => Outage::Full,
            Self::Resting(outage) => *outage,
            _ => Outage::Other,
        }
    }
}

/// The database, whether it can be reached just now or not.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    max_megabytes: u32,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    opened: Option<Opened>,
    failed: Option<(Instant, Outage)>,
}

/// A pool, and which file it has open: a file that was deleted stays open and
/// takes writes that nobody will ever read.
#[derive(Debug)]
struct Opened {
    pool: SqlitePool,
    file: open::FileId,
}

impl Store {
    /// A store at a path, not yet opened. It never grows past a size: a disk
    /// filled by us would take the answers down with it.
    pub fn at(path: impl Into<PathBuf>, max_megabytes: u32) -> Self {
        Self { path: path.into(), max_megabytes, state: Mutex::default() }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Connections to it, opened and brought up to date now where that is
    /// needed. The staff pages share them.
    pub async fn pool(&self) -> Result<SqlitePool, StoreError> {
        let mut state = self.state.lock().await;
        if let Some(opened) = &state.opened {
            if open::FileId::of(&self.path) == Some(opened.file) {
                return Ok(opened.pool.clone());
            }
            tracing::warn!("the database file is gone or was replaced: opening it anew");
        }
        if let Some(opened) = state.opened.take() {
            // Whoever still holds a connection of the lost file is not waited for long.
            let _ = tokio::time::timeout(Duration::from_secs(1), opened.pool.close()).await;
        }
        if let Some((_, outage)) = state.failed.filter(|(failed, _)| failed.elapsed() < REST) {
            return Err(StoreError::Resting(outage));
        }
        match open::open(&self.path, self.max_megabytes).await {
            Ok((pool, file)) => {
                *state = State { opened: Some(Opened { pool: pool.clone(), file }), failed: None };
                Ok(pool)
            }
            Err(error) => {
                state.failed = Some((Instant::now(), error.outage()));
                Err(error)
            }
        }
    }

    /// Closes the file properly, so that nothing is left in its write-ahead log.
    pub async fn close(&self) {
        let opened = self.state.lock().await.opened.take();
        if let Some(opened) = opened {
            opened.pool.close().await;
        }
    }
}
