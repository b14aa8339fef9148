//! Opening the file, and what only `SQLite` knows.

use std::fs::OpenOptions;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use sqlx::error::DatabaseError;
use sqlx::migrate::Migrator;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqlitePool};

use super::{Outage, StoreError};

/// Every change to the tables, in order; embedded, so that one binary is enough.
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// How long a statement waits for somebody else's lock.
const PATIENCE: Duration = Duration::from_secs(2);

const CONNECTIONS: u32 = 4;

const PAGE_BYTES: u32 = 4096;

/// Which file is open: device and inode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileId(u64, u64);

impl FileId {
    pub(super) fn of(path: &Path) -> Option<Self> {
        std::fs::metadata(path).ok().map(|metadata| Self(metadata.dev(), metadata.ino()))
    }
}

/// Opens the file, made and brought up to date where needed.
pub(super) async fn open(path: &Path, max_megabytes: u32) -> Result<(SqlitePool, FileId), StoreError> {
    // SQLite would make it readable by everybody; the files beside it inherit
    // what this one has.
    OpenOptions::new().append(true).create(true).mode(0o600).open(path)?;
    let pages = u64::from(max_megabytes) * 1024 * 1024 / u64::from(PAGE_BYTES);
    let options = SqliteConnectOptions::new()
        .filename(path)
        .page_size(PAGE_BYTES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(PATIENCE)
        .foreign_keys(true)
        // What is deleted is overwritten: "forget me" means the bytes too.
        .pragma("secure_delete", "on")
        .pragma("max_page_count", pages.to_string());
    let pool = SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(PATIENCE * 2)
        // A disk that is full makes SQLite end a transaction by itself. The
        // connection then counts as still in it, and would take no other ever.
        .before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
        .connect_with(options)
        .await?;
    if let Err(error) = MIGRATIONS.run(&pool).await {
        pool.close().await;
        return Err(error.into());
    }
    let file = FileId::of(path).ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))?;
    Ok((pool, file))
}

const BUSY: u32 = 5;
const LOCKED: u32 = 6;
const READ_ONLY: u32 = 8;
const INPUT_OUTPUT: u32 = 10;
const CORRUPT: u32 = 11;
const FULL: u32 = 13;
const CANNOT_OPEN: u32 = 14;
const NOT_A_DATABASE: u32 = 26;

/// `SQLite`'s codes for a store that is locked, read-only, broken, full or gone.
pub(super) fn is_outage(error: &dyn DatabaseError) -> bool {
    matches!(kind(error), BUSY | LOCKED | READ_ONLY | INPUT_OUTPUT | CORRUPT | FULL | CANNOT_OPEN | NOT_A_DATABASE)
}

/// The same for whoever can do something about it. A disk that refuses what is
/// written is mostly one without room.
pub(super) fn outage(error: &dyn DatabaseError) -> Outage {
    match kind(error) {
        BUSY | LOCKED => Outage::Locked,
        READ_ONLY => Outage::ReadOnly,
        FULL | INPUT_OUTPUT => Outage::Full,
        _ => Outage::Other,
    }
}

/// The low byte of a code is the kind; what stands above it says which of the kind.
fn kind(error: &dyn DatabaseError) -> u32 {
    error.code().and_then(|code| code.parse::<u32>().ok()).unwrap_or_default() & 0xff
}
