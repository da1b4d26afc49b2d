//! The catalogue is what a viewer may attend, searched and narrowed down.
//!
//! It is read far more often than it changes, so every process holds the published sessions in
//! memory, indexed (`index.rs`), and answers from there: no query is made for browsing. A
//! revision in the database is raised in the same transaction as every change; each process
//! compares it at most once a second, so that a session taken out is out everywhere within two.

mod index;
mod load;
mod places;

use crate::{Environment, Error, Result, accounts::SignedIn, demand::Unfound};
use contract::{
    Locale, SessionId,
    catalogue::{CatalogueEntry, CatalogueResults, CatalogueSearch},
    extra_fields::ExtraFieldDetails,
};
pub(crate) use index::{Index, Published};
use parking_lot::RwLock;
use sea_orm::ConnectionTrait;
use std::sync::{
    Arc,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

/// How old the answer to 'has it changed?' may be.
const LOOK_EVERY_MS: i64 = 1_000;

/// The published sessions as this process knows them.
#[derive(Clone, Default)]
pub struct Catalogue(Arc<Shared>);

#[derive(Default)]
struct Shared {
    index: RwLock<Arc<Index>>,
    /// One reader at a time reads it anew; the others go on with what they have.
    reading: tokio::sync::Mutex<()>,
    looked_at: AtomicI64,
    /// How many changes this process has made, and how many of them the index shows.
    changes: AtomicU64,
    shown: AtomicU64,
    /// What members look for and do not find.
    unfound: Unfound,
}

impl Catalogue {
    /// Says that this process has just changed the catalogue, so that its next reader sees it.
    pub fn look_again(&self) {
        self.0.changes.fetch_add(1, Ordering::AcqRel);
    }

    /// How a reader of this language calls a tag, by the vocabulary as this process last read it. A word that
    /// is no tag is its own label.
    pub fn tag_label(&self, word: &str, locale: Locale) -> String {
        self.0.index.read().tag_label(word, locale)
    }

    /// How a reader of this language calls every tag of the vocabulary, as this process last read it.
    pub fn tag_labels(&self, locale: Locale) -> Vec<String> {
        self.0.index.read().tag_labels(locale)
    }

    /// The fields of the organisation's own in their places, those that are retired among them, as this process
    /// last read them.
    pub fn own_fields(&self) -> Arc<[ExtraFieldDetails]> {
        self.0.index.read().own_fields.clone()
    }

    pub(crate) fn unfound(&self) -> &Unfound {
        &self.0.unfound
    }

    /// The sessions as this process knows them, where it need not ask whether they have changed.
    pub(crate) fn at_hand(&self, env: &Environment) -> Option<Arc<Index>> {
        let age = env.clock.now_ms() - self.0.looked_at.load(Ordering::Acquire);
        let stale = self.is_stale();
        let current = self.0.index.read();
        (!stale && (0..LOOK_EVERY_MS).contains(&age) && current.revision >= 0).then(|| current.clone())
    }

    /// Until the index is there: whoever comes while it is being read has to see the change as well.
    fn is_stale(&self) -> bool {
        self.0.changes.load(Ordering::Acquire) != self.0.shown.load(Ordering::Acquire)
    }

    pub(crate) async fn index(&self, env: &Environment) -> Result<Arc<Index>> {
        match self.at_hand(env) {
            Some(known) => Ok(known),
            // In a place of its own: else whoever asks would hold room for reading it.
            None => Box::pin(self.looked_at(env)).await,
        }
    }

    async fn looked_at(&self, env: &Environment) -> Result<Arc<Index>> {
        let now = env.clock.now_ms();
        let stale = self.is_stale();
        let current = self.0.index.read().clone();
        // A reader who must see a change waits; one whose copy has merely aged does not.
        let _reading = if stale || current.revision < 0 {
            self.0.reading.lock().await
        } else {
            match self.0.reading.try_lock() {
                Ok(guard) => guard,
                Err(_) => return Ok(current),
            }
        };
        let changes = self.0.changes.load(Ordering::Acquire);
        let revision = load::revision(env).await?;
        let known = self.0.index.read().clone();
        let fresh = if known.revision == revision { known } else { Arc::new(load::index(env, revision).await?) };
        *self.0.index.write() = fresh.clone();
        self.0.looked_at.store(now, Ordering::Release);
        self.0.shown.store(changes, Ordering::Release);
        Ok(fresh)
    }
}

/// Has this process know what it shows as it is now, for [`Catalogue::tag_label`].
///
/// # Errors
/// Only when the database fails.
pub async fn look(env: &Environment) -> Result<()> {
    env.catalogue.index(env).await.map(drop)
}

/// Raises the revision, in the transaction of the change.
pub(crate) async fn changed<C: ConnectionTrait>(env: &Environment, connection: &C) -> Result<()> {
    let statement = env.db.statement("UPDATE catalogue_revision SET revision = revision + 1 WHERE id = 1", []);
    connection.execute_raw(statement).await?;
    Ok(())
}

/// What the viewer may attend of what they look for, with what each filter would leave.
///
/// # Errors
/// [`Error::Invalid`] when the cursor is not one that an earlier page gave.
pub async fn search(
    env: &Environment,
    viewer: Option<&SignedIn>,
    search: &CatalogueSearch,
) -> Result<CatalogueResults> {
    env.catalogue.index(env).await?.search(viewer.is_some(), language(viewer, search), search)
}

/// The first of what the viewer may attend of what they look for, without counting what each
/// filter would leave: for a row of cards, which shows no filters.
///
/// # Errors
/// As [`search`].
pub async fn shelf(
    env: &Environment,
    viewer: Option<&SignedIn>,
    search: &CatalogueSearch,
) -> Result<Vec<CatalogueEntry>> {
    env.catalogue.index(env).await?.shelf(viewer.is_some(), language(viewer, search), search)
}

fn language(viewer: Option<&SignedIn>, search: &CatalogueSearch) -> Option<Locale> {
    search.locale.or_else(|| viewer.map(|viewer| viewer.locale))
}

/// One session of the catalogue.
///
/// # Errors
/// [`Error::NotFound`] when there is none, or when the viewer may not know of it.
pub async fn entry(env: &Environment, viewer: Option<&SignedIn>, id: SessionId) -> Result<CatalogueEntry> {
    let index = env.catalogue.index(env).await?;
    index.visible(viewer.is_some(), id).map(|published| published.entry.clone()).ok_or(Error::NotFound)
}

/// The sessions that are broadcast and that the viewer may know of, by when they begin.
///
/// # Errors
/// Only when the database fails.
pub async fn lives(env: &Environment, viewer: Option<&SignedIn>) -> Result<Vec<CatalogueEntry>> {
    Ok(env.catalogue.index(env).await?.lives(viewer.is_some()).cloned().collect())
}

/// Sessions that go well with this one: as many words in common as possible.
///
/// # Errors
/// Only when the database fails.
pub async fn related(
    env: &Environment,
    viewer: Option<&SignedIn>,
    entry: &CatalogueEntry,
    limit: usize,
) -> Result<Vec<CatalogueEntry>> {
    Ok(env.catalogue.index(env).await?.related(viewer.is_some(), entry, limit))
}
