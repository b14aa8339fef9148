//! The staff pages: who may sign in, what young people asked and did not get,
//! and the services that answer it.
//!
//! Rendered on the server, usable without JavaScript. They know SQL in
//! `store` alone and no channel at all. Nothing here can delay an answer:
//! staff and young people share the desk's snapshot and the database file,
//! and no lock.

mod account;
mod asked;
mod condition;
mod door;
mod editing;
mod fields;
mod figure;
mod gaps;
mod halfway;
mod headers;
mod held;
mod keeper;
mod letter;
mod links;
mod news;
mod pages;
mod password;
mod proof;
mod recovery;
mod screening;
mod second_factor;
mod session;
mod store;
mod telling;
mod throttle;
mod token;
mod trial;
mod trouble;
mod view;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware;
use tokio::sync::Mutex;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

pub use self::account::Role;
pub use self::condition::{Ask, Condition};
pub use self::door::Door;
pub use self::keeper::Keeper;
pub use self::links::{LinkError, add_account, first_link, new_link, without_second_factor};
pub use self::news::News;
pub use self::telling::ToGroup;

use self::gaps::Sorter;
use self::halfway::Halfway;
use self::held::Held;
use self::screening::Screening;
use self::store::StaffStore;
use self::throttle::Throttle;
use self::trial::Trials;
use crate::config::Config;
use crate::desk::{Desk, Keys};
use crate::insights::Store;

/// A request that takes longer than this is somebody holding a line open, or
/// a disk that does not answer.
const PATIENCE: Duration = Duration::from_secs(45);

/// What every page sees.
struct Site {
    desk: Desk,
    config: Arc<Config>,
    store: StaffStore,
    /// By which the secrets of second factors are made.
    keys: Keys,
    /// Wrong passwords by name.
    throttle: Throttle,
    /// Wrong codes by account.
    codes: Throttle,
    halfway: Halfway,
    held: Held,
    sorter: Sorter,
    trials: Trials,
    screening: Screening,
    /// How Airt does.
    condition: Ask,
    /// Where staff have a group on Telegram that is told.
    to_group: Option<ToGroup>,
    /// Held while a file is being changed.
    writing: Mutex<()>,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Site")
    }
}

/// What pages take as their state.
type Shared = Arc<Site>;

/// Every staff page, and what looks after them while nobody does. `news` is
/// what a release brought at this start.
pub fn pages(
    desk: Desk,
    keys: Keys,
    store: Arc<Store>,
    config: Arc<Config>,
    condition: Ask,
    to_group: Option<ToGroup>,
    news: Option<News>,
) -> (Router, Keeper) {
    let store = StaffStore::new(store);
    let site = Arc::new(Site {
        desk,
        config,
        store,
        keys,
        throttle: Throttle::for_passwords(),
        codes: Throttle::for_codes(),
        halfway: Halfway::default(),
        held: Held::default(),
        sorter: Sorter::default(),
        trials: Trials::default(),
        screening: Screening::default(),
        condition,
        to_group,
        writing: Mutex::default(),
    });
    let keeper = Keeper::new(Arc::clone(&site), news);
    let router = pages::doors()
        .into_router()
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn(headers::set))
        .with_state(site);
    (router, keeper)
}

/// Every page with who may open it: a test tries each role on each.
pub fn doors() -> Vec<Door> {
    pages::doors().into_table()
}
