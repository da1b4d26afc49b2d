//! Signing in and out.

pub mod calls;
mod sign_in;

pub use sign_in::SignInPage;
