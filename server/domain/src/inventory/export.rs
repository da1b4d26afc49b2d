//! The inventory as a file, or what a list of it was narrowed to: a table in the columns that an import reads,
//! as CSV or as a workbook (`workbook.rs`), or records in Dublin Core. Items are read page by page, whatever
//! there is of them, and in the order in which they were written down: one that is changed meanwhile would
//! else be passed over.

use super::{
    cells::harmless,
    columns::{COLUMNS, ID},
    entity,
    own_columns::{AnyColumn, OwnColumns},
    records, rows,
    search::matching,
};
use crate::{Environment, Error, Result, accounts::Staff};
use bytes::Bytes;
use contract::inventory::{ItemDetails, ItemSearch};
use futures::{Stream, StreamExt, TryStreamExt, stream, stream::BoxStream};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Items that are read at a time.
const PAGE: u64 = 500;

/// A file that is read piece by piece.
pub type Pieces = BoxStream<'static, Result<Bytes>>;

/// What the words and filters of a list pick out, a page at a time.
pub(super) async fn pages(
    env: &Environment,
    search: &ItemSearch,
) -> Result<impl Stream<Item = Result<Vec<ItemDetails>>> + use<>> {
    let matching = matching(env, env.db.reader(), search).await?;
    Ok(pages_of(env, matching))
}

fn pages_of(env: &Environment, matching: Condition) -> impl Stream<Item = Result<Vec<ItemDetails>>> + use<> {
    let env = env.clone();
    stream::try_unfold(Some(Uuid::nil()), move |after| {
        let (env, matching) = (env.clone(), matching.clone());
        async move {
            let Some(after) = after else { return Ok(None) };
            let found = entity::Entity::find()
                .filter(matching)
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
pub(super) fn heads(own: &OwnColumns) -> impl Iterator<Item = &str> {
    COLUMNS.iter().map(|column| column.name).chain(own.codes()).chain([ID])
}

pub(super) fn cells(item: &ItemDetails, own: &OwnColumns) -> impl Iterator<Item = String> {
    let id = item.id.to_string();
    let columns = COLUMNS.iter().map(AnyColumn::Fixed).chain(own.all());
    columns.map(|column| harmless(&column.write(&item.fields))).chain([id])
}

/// What is found as CSV (RFC 4180), in UTF-8 with the mark by which spreadsheets know it, piece by piece. Of what
/// is asked for, the order and the place in a list change nothing.
///
/// # Errors
/// Only when the database fails; so may each piece.
pub async fn csv_pieces(env: &Environment, _: &Staff, search: &ItemSearch) -> Result<Pieces> {
    let own = OwnColumns::read(env.db.reader()).await?;
    let pages = pages(env, search).await?;
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
    Ok(stream::iter([Ok(head)]).chain(pages.map(move |items| page(items?))).boxed())
}

pub(super) fn unwritten(error: impl std::fmt::Display) -> Error {
    Error::internal("writing a table", error)
}

/// The whole inventory as CSV, at once.
///
/// # Errors
/// Only when the database fails.
pub async fn export_csv(env: &Environment, staff: &Staff) -> Result<Vec<u8>> {
    let mut pieces = csv_pieces(env, staff, &ItemSearch::default()).await?;
    let mut whole = Vec::new();
    while let Some(piece) = pieces.try_next().await? {
        whole.extend_from_slice(&piece);
    }
    Ok(whole)
}

/// What is found as records in Dublin Core, piece by piece.
///
/// # Errors
/// Only when the database fails; so may each piece.
pub async fn record_pieces(env: &Environment, _: &Staff, search: &ItemSearch) -> Result<Pieces> {
    let page = |items: Vec<ItemDetails>| Bytes::from(items.iter().map(records::record).collect::<String>());
    let pages = pages(env, search).await?.map_ok(page);
    let piece = |text: &'static str| stream::once(async move { Ok(Bytes::from_static(text.as_bytes())) });
    Ok(piece(records::HEAD).chain(pages).chain(piece(records::FOOT)).boxed())
}

/// One item as a file of records in Dublin Core.
pub(crate) fn one_record(item: &ItemDetails) -> String {
    [records::HEAD, &records::record(item), records::FOOT].concat()
}
