//! The whole router, on a real port and a real SQLite, asked as browsers and programs ask.

#![expect(clippy::expect_used, reason = "a test stops at the first surprise")]

mod assets;
mod commands;
mod forms;
mod imports;
mod items;
mod media;
mod operations;
mod problems;
mod roles;
mod security;
mod shapes;
mod sign_in;
mod uploads;
mod watching;
mod world;
