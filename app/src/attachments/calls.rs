//! Calls about attachments. Joining one is no call, since it holds a file.

use crate::{
    address::Place,
    desk::{answer, env, go_to, signed_in},
    problem::Problem,
};
use contract::{AttachmentId, ItemId};
use domain::attachments;
use leptos::prelude::*;

/// Takes an attachment away.
#[server(prefix = "/call", endpoint = "attachments/remove")]
pub async fn remove_attachment(item: ItemId, attachment: AttachmentId) -> Result<(), Problem> {
    let staff = answer(signed_in()?.staff())?;
    answer(attachments::remove(&env()?, &staff, item, attachment).await)?;
    go_to(Place::Item(item), "unattached");
    Ok(())
}
