//! Signing in and out, and the way back in.

pub mod calls;
mod forgotten;
mod letter;
mod new_password;
mod sign_in;

pub use forgotten::ForgottenPasswordPage;
pub use letter::written;
pub use new_password::NewPasswordPage;
pub use sign_in::SignInPage;
