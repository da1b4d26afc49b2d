//! The inventory as a file: a table in the columns that an import reads, as CSV or as a workbook, or
//! records in Dublin Core. Items are read page by page, whatever there is of them.

use super::{
    cells::harmless,
    columns::{COLUMNS, ID},
    entity,
    own_columns::{AnyColumn, OwnColumns},
    records, rows,
};
use crate::{Environment, Error, Result, accounts::Staff};
use bytes::Bytes;
use contract::{inventory::ItemDetails, limits};
use futures::{Stream, StreamExt, TryStreamExt, stream};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::path::PathBuf;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Items that are read at a time.
const PAGE: u64 = 500;
/// Rows of one sheet, the names of the columns among them: a spreadsheet program opens no more.
const SHEET_ROWS: u32 = 1_048_576;

/// Every item, in the order in which they were written down, a page at a time.
fn pages(env: &Environment) -> impl Stream<Item = Result<Vec<ItemDetails>>> + use<> {
    let env = env.clone();
    stream::try_unfold(Some(Uuid::nil()), move |after| {
        let env = env.clone();
        async move {
            let Some(after) = after else { return Ok(None) };
            let found = entity::Entity::find()
                .filter(entity::Column::Id.gt(after))
                .order_by_asc(entity::Column::Id)
                .limit(PAGE)
                .all(env.db.reader())
                .await?;
            let next = found.last().filter(|_| found.len() as u64 == PAGE).map(|row| row.id);
            let items = found.into_iter().map(rows::details).collect::<Result<Vec<_>>>()?;
            Ok::<_, Error>(Some((items, next)))
        }
    })
}

/// The names of the columns: those that every inventory has, the organisation's own, and the id.
fn heads(own: &OwnColumns) -> impl Iterator<Item = &str> {
    COLUMNS.iter().map(|column| column.name).chain(own.codes()).chain([ID])
}

fn cells(item: &ItemDetails, own: &OwnColumns) -> impl Iterator<Item = String> {
    let id = item.id.to_string();
    let columns = COLUMNS.iter().map(AnyColumn::Fixed).chain(own.all());
    columns.map(|column| harmless(&column.write(&item.fields))).chain([id])
}

/// The whole inventory as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it, piece by
/// piece.
pub fn csv_pieces(env: &Environment, _: &Staff) -> impl Stream<Item = Result<Bytes>> + use<> {
    let env = env.clone();
    let whole = async move {
        let own = OwnColumns::read(env.db.reader()).await?;
        let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
        writer.write_record(heads(&own)).map_err(unwritten)?;
        let head = writer.into_inner().map(Bytes::from).map_err(unwritten)?;
        let page = move |items: Vec<ItemDetails>| {
            let mut writer = csv::Writer::from_writer(Vec::new());
            for item in &items {
                writer.write_record(cells(item, &own)).map_err(unwritten)?;
            }
            writer.into_inner().map(Bytes::from).map_err(unwritten)
        };
        let rows = pages(&env).map(move |items| page(items?));
        Ok::<_, Error>(stream::iter([Ok(head)]).chain(rows))
    };
    stream::once(whole).try_flatten()
}

fn unwritten(error: impl std::fmt::Display) -> Error {
    Error::internal("writing a table", error)
}

/// The whole inventory as CSV, at once.
///
/// # Errors
/// Only when the database fails.
pub async fn export_csv(env: &Environment, staff: &Staff) -> Result<Vec<u8>> {
    let mut pieces = std::pin::pin!(csv_pieces(env, staff));
    let mut whole = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// The whole inventory as records in Dublin Core, piece by piece.
pub fn record_pieces(env: &Environment, _: &Staff) -> impl Stream<Item = Result<Bytes>> + use<> {
    let page = |items: Vec<ItemDetails>| Bytes::from(items.iter().map(records::record).collect::<String>());
    let pages = pages(env).map_ok(page);
    let piece = |text: &'static str| stream::once(async move { Ok(Bytes::from_static(text.as_bytes())) });
    piece(records::HEAD).chain(pages).chain(piece(records::FOOT))
}

/// One item as a file of records in Dublin Core.
pub(crate) fn one_record(item: &ItemDetails) -> String {
    [records::HEAD, &records::record(item), records::FOOT].concat()
}

/// A workbook that lies on this machine's disk until it is dropped.
#[derive(Debug)]
pub struct Export {
    path: PathBuf,
}

impl Export {
    /// The file.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn open(&self) -> Result<tokio::fs::File> {
        Ok(tokio::fs::File::open(&self.path).await?)
    }
}

impl Drop for Export {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.path) {
            tracing::warn!(%error, "an export could not be removed");
        }
    }
}

/// The whole inventory as a workbook (XLSX) with one sheet: the names of the columns stay in sight and sort
/// and filter the rows. Every cell is a text, so that nothing in it is a formula and no key loses its noughts.
///
/// # Errors
/// Only when the database or the disk fails.
pub async fn export_xlsx(env: &Environment, _: &Staff) -> Result<Export> {
    let folder = env.settings.scratch.clone();
    tokio::fs::create_dir_all(&folder).await?;
    let path = folder.join(format!("export-{}.xlsx", env.new_id()));
    let export = Export { path: path.clone() };
    let own = OwnColumns::read(env.db.reader()).await?;
    let (to, mut from) = mpsc::channel::<Vec<ItemDetails>>(2);
    let writer = tokio::task::spawn_blocking(move || -> Result<(), XlsxError> {
        let mut book = Workbook::new();
        book.set_tempdir(&folder)?;
        // Rows are written out as they come.
        let sheet = book.add_worksheet_with_constant_memory()?;
        let strong = Format::new().set_bold();
        sheet.set_freeze_panes(1, 0)?;
        for (place, name) in (0..).zip(heads(&own)) {
            sheet.set_column_width(
                place,
                if name.starts_with("title") || name.starts_with("description") { 40 } else { 16 },
            )?;
            sheet.write_string_with_format(0, place, name, &strong)?;
        }
        let mut row = 1;
        while let Some(items) = from.blocking_recv() {
            for item in &items {
                if row >= SHEET_ROWS {
                    break;
                }
                for (place, cell) in (0..).zip(cells(item, &own)) {
                    if !cell.is_empty() {
                        sheet.write_string(row, place, cell)?;
                    }
                }
                row += 1;
            }
        }
        let last = u16::try_from(heads(&own).count() - 1).unwrap_or_default();
        sheet.autofilter(0, 0, row - 1, last)?;
        book.save(path)
    });
    let mut pages = std::pin::pin!(pages(env));
    while let Some(items) = pages.try_next().await? {
        if to.send(items).await.is_err() {
            break;
        }
    }
    drop(to);
    match writer.await {
        Ok(Ok(())) => Ok(export),
        Ok(Err(XlsxError::IoError(error))) => Err(error.into()),
        Ok(Err(error)) => Err(unwritten(error)),
        Err(error) => Err(unwritten(error)),
    }
}

const _: () = assert!(limits::DESCRIPTION_CHARS < 32_767, "a cell of a workbook holds any text");
