//! The columns of a table: those that every inventory has, and the fields of the organisation's own.

use super::columns::{self, Column};
use crate::{Result, extra_fields};
use contract::{extra_fields::ExtraFieldDetails, inventory::ItemFields, text::words};
use sea_orm::{ConnectionTrait, DatabaseTransaction};
use std::sync::Arc;

/// The fields of the organisation's own as columns, those that are retired among them: what items hold of
/// these is in an export, and comes in again.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct OwnColumns(Arc<[Arc<ExtraFieldDetails>]>);

impl OwnColumns {
    pub(super) async fn read<C: ConnectionTrait>(connection: &C) -> Result<Self> {
        Ok(Self::of(extra_fields::known(connection).await?))
    }

    /// As they are now, and stay until the transaction's end.
    pub(super) async fn held(tx: &DatabaseTransaction) -> Result<Self> {
        Ok(Self::of(extra_fields::held_known(tx).await?))
    }

    pub(super) fn of(fields: Vec<ExtraFieldDetails>) -> Self {
        Self(fields.into_iter().map(Arc::new).collect())
    }

    /// What heads each of them in an export, in their order.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|field| field.code.as_str())
    }

    pub(super) fn all(&self) -> impl Iterator<Item = AnyColumn> {
        self.0.iter().cloned().map(AnyColumn::Own)
    }

    /// The code of the field in use that people call so, whatever the case, accents and signs.
    pub(super) fn called(&self, name: &str) -> Option<&str> {
        let said = words(name);
        let named = |field: &&Arc<ExtraFieldDetails>| {
            !said.is_empty() && field.fields.label.0.values().any(|label| words(label) == said)
        };
        self.0.iter().filter(|field| !field.fields.retired).find(named).map(|field| field.code.as_str())
    }
}

/// One column.
#[derive(Debug, Clone)]
pub(super) enum AnyColumn {
    /// One that every inventory has.
    Fixed(&'static Column),
    /// One of the organisation's own.
    Own(Arc<ExtraFieldDetails>),
}

impl AnyColumn {
    /// The column of this name among all; nothing for the id.
    pub(super) fn named(name: &str, own: &OwnColumns) -> Option<Self> {
        let fixed = columns::named(name).map(Self::Fixed);
        fixed.or_else(|| own.all().find(|column| column.name() == name))
    }

    /// Its name at the head of a table.
    pub(super) fn name(&self) -> &str {
        match self {
            Self::Fixed(column) => column.name,
            Self::Own(field) => &field.code,
        }
    }

    /// What stands in its cell.
    pub(super) fn write(&self, fields: &ItemFields) -> String {
        match self {
            Self::Fixed(column) => (column.write)(fields),
            Self::Own(field) => fields.extras.get(&field.code).cloned().unwrap_or_default(),
        }
    }

    /// Takes a cell's text into the fields. An empty one takes away what the organisation's own field held.
    ///
    /// # Errors
    /// Why it cannot, by a code.
    pub(super) fn read(&self, fields: &mut ItemFields, cell: &str) -> Result<(), &'static str> {
        match self {
            Self::Fixed(column) => (column.read)(fields, cell),
            Self::Own(field) if cell.is_empty() => {
                fields.extras.remove(&field.code);
                Ok(())
            }
            Self::Own(field) => {
                fields.extras.insert(field.code.clone(), field.fields.accepted(cell)?);
                Ok(())
            }
        }
    }
}
