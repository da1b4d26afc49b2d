//! `estrade backup` and `estrade restore`: the rows. Bytes are in the store, which is copied with
//! the tools of whatever holds it.

use crate::{Failure, compose, config::Config};
use domain::Database;
use sea_orm::{ConnectionTrait, DbBackend};
use std::path::{Path, PathBuf};

const POSTGRES: &str = "this database is PostgreSQL: use pg_dump and pg_restore, which know it better";

/// Copies the database to a file. Serving may go on meanwhile.
///
/// # Errors
/// When the file exists, cannot be written, or the database is not SQLite.
pub async fn backup(config: &Config, to: &Path) -> Result<(), Failure> {
    sqlite_file(config)?;
    if to.exists() {
        return Err(Failure(format!("{}: exists already", to.display())));
    }
    let db = compose::database(config).await?;
    copy(&db, to).await?;
    db.close().await;
    check(to).await?;
    println!("{}", to.display());
    Ok(())
}

/// Puts a copy back. The database it replaces is kept beside it, under its name and `.before`.
///
/// # Errors
/// When the copy is not whole, the database is in use, or is not SQLite.
pub async fn restore(config: &Config, from: &Path) -> Result<(), Failure> {
    let target = sqlite_file(config)?;
    if let Some(folder) = target.parent() {
        std::fs::create_dir_all(folder).map_err(|error| Failure::of("the data folder", error))?;
    }
    let draft = with_suffix(&target, ".restoring");
    std::fs::copy(from, &draft).map_err(|error| Failure::of(&from.display().to_string(), error))?;
    let put_back = put_back(config, &draft, &target).await;
    if put_back.is_err() {
        // It is only a copy; what it was copied from is untouched.
        let _gone = std::fs::remove_file(&draft);
    }
    put_back?;
    let db = compose::database(config).await?;
    compose::migrate(&db).await?;
    db.close().await;
    println!("{}", target.display());
    Ok(())
}

async fn put_back(config: &Config, draft: &Path, target: &Path) -> Result<(), Failure> {
    check(draft).await?;
    std::fs::File::open(draft).and_then(|file| file.sync_all()).map_err(|error| Failure::of("copying", error))?;
    if target.exists() {
        // Who closes a database last folds its log into the file; a server that runs keeps it.
        compose::database(config).await?.close().await;
        if with_suffix(target, "-wal").exists() {
            return Err(Failure("the database is in use: stop the server first".into()));
        }
        std::fs::rename(target, with_suffix(target, ".before")).map_err(|error| Failure::of("setting aside", error))?;
    }
    std::fs::rename(draft, target).map_err(|error| Failure::of("restoring", error))
}

async fn copy(db: &Database, to: &Path) -> Result<(), Failure> {
    if db.backend() != DbBackend::Sqlite {
        return Err(Failure(POSTGRES.into()));
    }
    let statement = db.statement("VACUUM INTO ?", [to.display().to_string().into()]);
    db.writer().execute_raw(statement).await.map_err(|error| Failure::of("copying the database", error))?;
    Ok(())
}

/// Reads a copy from end to end. Opened for writing, since that is how it will be opened.
async fn check(path: &Path) -> Result<(), Failure> {
    let place = path.display();
    let db = Database::connect(&format!("sqlite://{place}?mode=rw"))
        .await
        .map_err(|error| Failure::of(&place.to_string(), error))?;
    let row = db.reader().query_one_raw(db.statement("PRAGMA integrity_check", [])).await;
    let verdict = row.ok().flatten().and_then(|row| row.try_get_by_index::<String>(0).ok());
    db.close().await;
    if verdict.as_deref() == Some("ok") { Ok(()) } else { Err(Failure(format!("{place}: not a whole database"))) }
}

fn sqlite_file(config: &Config) -> Result<PathBuf, Failure> {
    let url = config.database_url.reveal();
    let path = url.strip_prefix("sqlite:").ok_or_else(|| Failure(POSTGRES.into()))?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Ok(PathBuf::from(path.split('?').next().unwrap_or(path)))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
