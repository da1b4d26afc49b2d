//! The inventory as a workbook, written to this machine's disk row by row.

use super::{
    export::{cells, heads, pages, unwritten},
    own_columns::OwnColumns,
};
use crate::{Environment, Result, accounts::Staff};
use contract::{
    inventory::{ItemDetails, ItemSearch},
    limits,
};
use futures::TryStreamExt;
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use std::path::PathBuf;
use tokio::sync::mpsc;

/// Rows of one sheet, the names of the columns among them: a spreadsheet program opens no more.
const SHEET_ROWS: u32 = 1_048_576;

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

/// What is found as a workbook (XLSX) with one sheet: the names of the columns stay in sight and sort and filter
/// the rows. Every cell is a text, so that nothing in it is a formula and no key loses its noughts. Of what is
/// asked for, the order and the place in a list change nothing.
///
/// # Errors
/// Only when the database or the disk fails.
pub async fn export_xlsx(env: &Environment, _: &Staff, search: &ItemSearch) -> Result<Export> {
    let mut pages = std::pin::pin!(pages(env, search).await?);
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
