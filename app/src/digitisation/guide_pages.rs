//! The pages of a guide, for staff: more pictures, another order, what is taken out and put back.

use super::calls::ArrangePages;
use crate::{
    figures,
    texts::{locale, t, t_with},
    ui::{Check, Field, Form, Hidden, Icon, came_back},
};
use contract::{
    ItemId, RecordingId,
    attachments::ATTACHMENT_BYTES,
    recordings::{GUIDE_PAGES_MOST, GuidePage, GuidePages},
};
use leptos::{prelude::*, server_fn::ServerFn};

/// Where the form with pictures is sent: a route of the server, since a file is no argument of a call. It takes
/// `item`, `recording`, `after` and `picture`, as often as there are pictures.
const ADD_PAGES: &str = "/call/digitisation/add-pages";

/// The ways to change the pages of a guide.
#[component]
pub(super) fn PagesOfGuide(
    /// The item.
    item: ItemId,
    /// Its recording.
    recording: RecordingId,
    /// What there is.
    pages: GuidePages,
) -> impl IntoView {
    let full = pages.shown.len() >= GUIDE_PAGES_MOST;
    let count = pages.shown.len();
    view! {
        {(!full).then(|| view! { <Add item recording count/> })}
        <Arrange item recording pages/>
    }
    .into_any()
}

/// The form that puts pictures in.
#[component]
fn Add(item: ItemId, recording: RecordingId, count: usize) -> impl IntoView {
    let most = [("size", figures::bytes(locale(), ATTACHMENT_BYTES as u64).into())];
    view! {
        <details class="definitions" id="add-pages" open=came_back(ADD_PAGES)>
            <summary><Icon name="camera"/>{t("guide-add")}</summary>
            <Form action=ADD_PAGES multipart=true>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <div class="field">
                    <label for="picture">{t("guide-add-pictures")}</label>
                    <p class="field__hint" id="picture-hint">{t_with("guide-add-hint", &most)}</p>
                    <input
                        class="input"
                        r#type="file"
                        id="picture"
                        name="picture"
                        accept="image/jpeg,image/png,image/webp"
                        multiple
                        required
                        aria-describedby="picture-hint"
                    />
                </div>
                <Field
                    name="after"
                    label=t("guide-add-after")
                    hint=t("guide-add-after-hint")
                    value=count.to_string()
                    inputmode="numeric"
                />
                <p class="actions">
                    <button class="button button--main"><Icon name="upload"/>{t("guide-add-do")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}

/// The form that moves pages, takes them out and puts them back.
#[component]
fn Arrange(item: ItemId, recording: RecordingId, pages: GuidePages) -> impl IntoView {
    let GuidePages { edition, shown, aside } = pages;
    let alone = shown.len() == 1;
    let shown: Vec<_> = (1_u32..)
        .zip(shown)
        .map(|(number, page)| {
            let facts = [("number", number.into())];
            let picture = format!("/media/recording/{recording}/page-{}.jpg", page.leaf);
            view! {
                <li>
                    <img src=picture alt=t_with("guide-page", &facts) width="600" height="800" loading="lazy"/>
                    <Field
                        name=format!("place[{}]", page.leaf)
                        label=t_with("guide-place", &facts)
                        value=number.to_string()
                        inputmode="numeric"
                    />
                    <Name of=page.clone()/>
                    {(!alone).then(|| view! {
                        <Check name=format!("out[{}]", page.leaf) label=t_with("guide-take-out", &facts)/>
                    })}
                </li>
            }
        })
        .collect();
    let aside: Vec<_> = aside
        .into_iter()
        .map(|page| {
            let picture = format!("/media/recording/{recording}/page-{}.jpg", page.leaf);
            view! {
                <li>
                    <img src=picture alt="" width="600" height="800" loading="lazy"/>
                    <Name of=page.clone()/>
                    <Check
                        name=format!("back[{}]", page.leaf)
                        label=t_with("guide-put-back", &[("number", page.leaf.into())])
                    />
                </li>
            }
        })
        .collect();
    if alone && aside.is_empty() {
        return ().into_any();
    }
    view! {
        <details class="definitions" id="arrange-pages" open=came_back(ArrangePages::PATH)>
            <summary><Icon name="edit"/>{t("guide-arrange")}</summary>
            <Form action=ArrangePages::PATH>
                <Hidden name="item" value=item.to_string()/>
                <Hidden name="recording" value=recording.to_string()/>
                <Hidden name="edition" value=edition.to_string()/>
                <p class="soft">{t("guide-arrange-hint")}</p>
                <ol class="guide-pages">{shown}</ol>
                {(!aside.is_empty()).then(|| view! {
                    <fieldset>
                        <legend>{t("guide-aside")}</legend>
                        <ul class="guide-pages">{aside}</ul>
                    </fieldset>
                })}
                <p class="actions"><button class="button button--main">{t("guide-arrange-do")}</button></p>
            </Form>
        </details>
    }
    .into_any()
}

/// The name of the picture that a page was made from.
#[component]
fn Name(of: GuidePage) -> impl IntoView {
    of.name.map(|name| view! { <span class="soft small">{name}</span> })
}
