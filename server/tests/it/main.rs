//! The whole router, on a real port and a real SQLite, asked as browsers and programs ask.

mod assets;
mod forms;
mod imports;
mod items;
mod media;
mod operations;
mod problems;
mod roles;
mod security;
mod sign_in;
mod uploads;
mod watching;
mod world;
