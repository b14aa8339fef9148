//! Telegram, the web and the terminal: each turns its input into a message and renders the reply.

pub mod telegram;
pub mod terminal;
pub mod web;
