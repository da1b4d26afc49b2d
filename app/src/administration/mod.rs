//! Administration: who may sign in, and where profile events go.

pub mod calls;
mod feed;
mod feeds;
mod members;

pub use feed::FeedPage;
pub use feeds::FeedsPage;
pub use members::MembersPage;
