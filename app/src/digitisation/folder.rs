//! Bringing in a file that lies in the server's own folder.

use super::calls::BringIn;
use crate::{
    figures,
    texts::{locale, t},
    ui::{Form, Hidden, Icon, Select},
};
use contract::{ItemId, recordings::FolderFile};
use leptos::{prelude::*, server_fn::ServerFn};

/// The files that lie there, to choose one.
#[component]
pub fn FromFolder(
    /// The item that the file shows.
    item: ItemId,
    /// The files.
    files: Vec<FolderFile>,
) -> impl IntoView {
    let option =
        |file: FolderFile| (file.name.clone(), format!("{} · {}", file.name, figures::bytes(locale(), file.size)));
    let options = files.into_iter().map(option).collect();
    view! {
        <details class="definitions">
            <summary><Icon name="shelf"/>{t("folder-title")}</summary>
            <Form action=BringIn::PATH>
                <Hidden name="item" value=item.to_string()/>
                <Select name="name" label=t("folder-file") options hint=t("folder-hint")/>
                <p class="actions"><button class="button">{t("folder-take")}</button></p>
            </Form>
        </details>
    }
    .into_any()
}
