//! The two databases that Estrade keeps its rows in.
//!
//! SQLite is the embedded default: write-ahead logging, any number of readers, **one writer**.
//! Writes go through a pool of a single connection, so that two of them queue up instead of
//! meeting in `SQLITE_BUSY`. PostgreSQL is what several replicas share; there both pools are one.

use crate::{Error, Result};
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// Connections to read and to write with.
#[derive(Debug, Clone)]
pub struct Database {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Database {
    /// Connects to `sqlite://path?mode=rwc` or `postgres://...`.
    ///
    /// # Errors
    /// When the address is of another kind or nothing answers there.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("sqlite:") {
            let writer = sea_orm::Database::connect(sqlite(url, 1)).await?;
            let reader = sea_orm::Database::connect(sqlite(url, 4)).await?;
            Ok(Self { reader, writer })
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let mut options = ConnectOptions::new(url);
            options.max_connections(16).sqlx_logging(false).acquire_timeout(Duration::from_secs(10));
            let pool = sea_orm::Database::connect(options).await?;
            Ok(Self { reader: pool.clone(), writer: pool })
        } else {
            Err(Error::Internal("the database address must begin with sqlite: or postgres:".into()))
        }
    }

    /// Where to read from. What it returns may be older than an unfinished transaction.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// Where single statements write to.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that may write. On SQLite it takes the write lock at once, so that
    /// it cannot fail half-way because another process wrote in between.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn begin(&self) -> Result<DatabaseTransaction> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// Tells of each statement that goes through this value and its copies from now on, for measuring.
    pub fn listen(&mut self, told: impl Fn() + Clone + Send + Sync + 'static) {
        let also = told.clone();
        self.reader.set_metric_callback(move |_| told());
        self.writer.set_metric_callback(move |_| also());
    }

    /// Which of the two databases this is.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// A statement in this database's tongue: `?` stands for each value and becomes `$1`, `$2`
    /// and so on for PostgreSQL.
    pub fn statement(&self, sql: &str, values: impl IntoIterator<Item = sea_orm::Value>) -> Statement {
        let backend = self.backend();
        if backend == DbBackend::Postgres {
            let mut numbered = String::with_capacity(sql.len() + 16);
            let mut count = 0;
            for c in sql.chars() {
                if c == '?' {
                    count += 1;
                    numbered.push('$');
                    numbered.push_str(&count.to_string());
                } else {
                    numbered.push(c);
                }
            }
            Statement::from_sql_and_values(backend, numbered, values)
        } else {
            Statement::from_sql_and_values(backend, sql, values)
        }
    }

    /// Proves that the database can be written to, for `/readyz`.
    ///
    /// # Errors
    /// When it cannot.
    pub async fn check(&self) -> Result<()> {
        let statement = self.statement("UPDATE catalogue_revision SET revision = revision WHERE id = 1", []);
        self.writer.execute_raw(statement).await?;
        Ok(())
    }

    /// Closes the connections, so that SQLite folds its log into the file.
    pub async fn close(self) {
        let _ = self.reader.close().await;
        let _ = self.writer.close().await;
    }
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(Duration::from_secs(600))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(|options| {
            options
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("journal_mode", "WAL")
                // FULL: what was acknowledged survives a power cut, not only a killed process.
                .pragma("synchronous", "FULL")
                .pragma("cache_size", "-8000")
        });
    options
}

/// Rows in portions of a power of two each, the largest first. A connection keeps each statement that it has seen
/// prepared, and one of some hundred rows is large: so there are nine of them for up to 511 rows, however many there
/// are each time, and not one for every number of rows.
pub(crate) fn portions<T>(mut rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    std::iter::from_fn(move || {
        let some = 1_usize << rows.len().checked_ilog2()?;
        let rest = rows.split_off(some);
        Some(std::mem::replace(&mut rows, rest))
    })
}

/// A JSON column read back into what was stored there.
pub(crate) fn stored<T: serde::de::DeserializeOwned>(json: sea_orm::JsonValue) -> Result<T> {
    Ok(serde_json::from_value(json)?)
}

/// What a JSON column holds, read without becoming a tree of values first: for queries of thousands of rows.
#[derive(Debug, serde::Deserialize)]
#[serde(transparent)]
pub(crate) struct Stored<T>(pub T);

impl<T: serde::de::DeserializeOwned> sea_orm::TryGetableFromJson for Stored<T> {}

/// A value as a JSON column stores it.
pub(crate) fn json<T: serde::Serialize>(value: &T) -> Result<sea_orm::JsonValue> {
    Ok(serde_json::to_value(value)?)
}

/// A text column with a closed set of values, read back.
pub(crate) fn code<T: std::str::FromStr>(text: &str) -> Result<T> {
    text.parse().map_err(|_| Error::Internal(format!("unknown stored code {text:?}")))
}
