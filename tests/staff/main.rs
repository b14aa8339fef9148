//! The staff pages over HTTP: signing in, what each role may do, and the way
//! from a question without an answer to the answer.
#![allow(
    clippy::string_slice,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    dead_code,
    reason = "a test that fails should say so loudly"
)]

mod figures;
mod gaps;
mod house;
mod in_a_browser;
mod letters;
mod releases;
mod roles;
mod services;
mod signing_in;
mod trials;
mod trouble;

#[path = "../browser/window.rs"]
mod window;
