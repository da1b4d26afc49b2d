//! Where finished parts of a long piece of work are kept, so that whoever takes it up after a crash,
//! on this machine or another, need not do them once more.

use std::path::Path;

/// A place for parts, under names that say what they are parts of.
#[async_trait::async_trait]
pub trait Kept: Send + Sync {
    /// Brings what was kept under a name here; false where there is nothing.
    async fn fetch(&self, name: &str, to: &Path) -> bool;

    /// Keeps a file under a name. That it could not be kept costs time, and nothing else.
    async fn keep(&self, name: &str, from: &Path);

    /// Whether the next part is to be made. Where it is not, the work ends as if it had been cancelled, and
    /// what is kept waits for whoever takes it up.
    async fn goes_on(&self) -> bool {
        true
    }
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct KeepNothing;

#[async_trait::async_trait]
impl Kept for KeepNothing {
    async fn fetch(&self, _: &str, _: &Path) -> bool {
        false
    }

    async fn keep(&self, _: &str, _: &Path) {}
}
