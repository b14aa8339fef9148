//! Airt points a young person, in their own words, to the right service and a
//! real way to reach it.
//!
//! The map of the house, in reading order. Data flows one way:
//!
//! ```text
//! channel -> conversation -> safety -> understanding -> search -> reply -> channel
//!                 knowledge feeds all of these      insights hears what happened
//! ```
//!
//! * [`knowledge`] is what staff write: services, topics, places, words, safety rules.
//! * [`wording`] is every sentence that the bot says, from `config/messages/`.
//! * [`safety`] screens every message before anything else happens.
//! * [`understanding`] turns a message into what is asked.
//! * [`search`] ranks the services for it.
//! * [`conversation`] is the engine: `reply(session, message, now) -> Turn`, pure.
//! * [`insights`] keeps what happened, redacted first.
//! * [`evaluation`] says how well question sets are answered.
//! * [`desk`] holds live conversations in front of the engine.
//! * [`channels`] are Telegram, the web and the terminal: thin, one engine.
//! * [`staff`] are the staff pages: what was asked and not answered, and the services.
//! * [`app`] builds everything once, starts the channels and stops them in order.
//!
//! `knowledge`, `safety`, `understanding`, `search` and `conversation` never
//! mention a channel, a database or the clock; `tests/house.rs` holds them to it.
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test that fails should say so loudly"
    )
)]

pub mod app;
pub mod channels;
pub mod cli;
pub mod config;
pub mod conversation;
pub mod desk;
pub mod evaluation;
pub mod insights;
pub mod knowledge;
pub mod safety;
pub mod search;
pub mod staff;
pub mod understanding;
pub mod wording;
