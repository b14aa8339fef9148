//! The staff pages over HTTP: signing in, what each role may do, and the way
//! from a question without an answer to the answer.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    unreachable_pub,
    dead_code,
    reason = "a test that fails should say so loudly"
)]

mod figures;
mod gaps;
mod hours;
mod house;
mod in_a_browser;
mod letters;
mod releases;
mod roles;
mod second_step;
mod services;
mod signing_in;
mod telegram;
mod trials;
mod trouble;

#[path = "../support/bot_api.rs"]
mod bot_api;
#[path = "../browser/window.rs"]
mod window;
