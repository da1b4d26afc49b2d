//! What is joined to an item, on its page.

pub mod calls;

use crate::{
    figures,
    texts::{locale, t, t_with},
    ui::{Form, Hidden, Icon, came_back},
};
use calls::RemoveAttachment;
use contract::{
    ItemId, Timestamp,
    attachments::{ATTACHMENT_BYTES, Attachment},
};
use leptos::{either::Either, prelude::*, server_fn::ServerFn};

/// Where the form is sent: a route of the server, since a file is no argument of a call. It takes `item` and
/// `attachment`, as often as there are files.
const ATTACH: &str = "/call/attachments/add";

/// What is joined to the item, and the form that joins one thing more.
#[component]
pub fn AttachmentsPanel(item: ItemId, attachments: Vec<Attachment>, now: Timestamp) -> impl IntoView {
    let line = move |attachment| view! { <Line item attachment now/> };
    view! {
        {(!attachments.is_empty())
            .then(|| view! { <ul class="attachments">{attachments.into_iter().map(line).collect_view()}</ul> })}
        <Add item/>
    }
    .into_any()
}

#[component]
fn Line(item: ItemId, attachment: Attachment, now: Timestamp) -> impl IntoView {
    let Attachment { id, name, picture, size, at, by, .. } = attachment;
    let address = format!("/api/v1/items/{item}/attachments/{id}");
    let who = by.map_or_else(|| t("changes-gone"), |by| by.name);
    let facts = [
        ("size", figures::bytes(locale(), size).into()),
        ("who", who.into()),
        ("when", figures::when(locale(), at, now).into()),
    ];
    let title = [("name", name.clone().into())];
    let shown = if picture {
        let small = format!("{address}?small=true");
        Either::Left(view! {
            <a class="attachments__picture" href=address>
                <img src=small alt="" loading="lazy"/>
                <span>{name}</span>
            </a>
        })
    } else {
        Either::Right(view! { <a href=address download=""><Icon name="download"/>{name}</a> })
    };
    view! {
        <li>
            {shown}
            <span class="soft small">{t_with("attachments-facts", &facts)}</span>
            <Form action=RemoveAttachment::PATH class="">
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="attachment" value=id.to_string()/>
                <button class="button button--quiet button--danger" aria-label=t_with("attachments-remove-one", &title)>
                    <Icon name="delete"/>
                    {t("attachments-remove")}
                </button>
            </Form>
        </li>
    }
    .into_any()
}

#[component]
fn Add(item: ItemId) -> impl IntoView {
    let most = [("size", figures::bytes(locale(), ATTACHMENT_BYTES as u64).into())];
    view! {
        <details class="panel" id="attach" open=came_back(ATTACH)>
            <summary>{t("attachments-add")}</summary>
            <Form action=ATTACH multipart=true>
                <Hidden name="item" value=item.to_string()/>
                <div class="field">
                    <label for="photograph">{t("attachments-photograph")}</label>
                    <p class="field__hint" id="photograph-hint">{t("attachments-photograph-hint")}</p>
                    // A telephone opens its camera for it, which is why a file has a field of its own.
                    <input
                        class="input"
                        r#type="file"
                        id="photograph"
                        name="attachment"
                        accept="image/*"
                        capture="environment"
                        aria-describedby="photograph-hint"
                    />
                </div>
                <div class="field">
                    <label for="attachment">{t("attachments-file")}</label>
                    <p class="field__hint" id="attachment-hint">{t_with("attachments-file-hint", &most)}</p>
                    <input
                        class="input"
                        r#type="file"
                        id="attachment"
                        name="attachment"
                        aria-describedby="attachment-hint"
                    />
                </div>
                <p class="actions">
                    <button class="button button--main"><Icon name="upload"/>{t("attachments-do")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}
