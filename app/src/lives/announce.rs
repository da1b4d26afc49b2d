//! The live sessions of an item, and the form that announces more.

use super::{calls::Announce, list::LiveTable};
use crate::{
    texts::t,
    ui::{Check, Field, Form, Hidden, Icon, came_back},
};
use contract::{ItemId, Timestamp, lives::LiveLine};
use leptos::{prelude::*, server_fn::ServerFn};

/// What is broadcast of an item.
#[component]
pub fn LivesOfItem(
    /// The item.
    item: ItemId,
    /// Its live sessions.
    lines: Vec<LiveLine>,
    /// How long it takes, as the item says.
    minutes: Option<u32>,
    /// The present moment.
    now: Timestamp,
) -> impl IntoView {
    let minutes = minutes.unwrap_or(45).to_string();
    view! {
        <LiveTable id="announced" heading=t("lives-announced") lines now/>
        <details class="panel" open=came_back(Announce::PATH)>
            <summary>{t("lives-announce")}</summary>
            <Form action=Announce::PATH>
                <p>{t("lives-announce-text")}</p>
                <Hidden name="item" value=item.to_string()/>
                <div class="fields fields--short">
                    <Field name="date" label=t("lives-date") kind="date" required=true/>
                    <Field name="time" label=t("lives-time") kind="time" required=true/>
                    <Field name="minutes" label=t("lives-minutes") value=minutes inputmode="numeric" required=true/>
                    <Field name="weeks" label=t("lives-weeks") value="1" hint=t("lives-weeks-hint") inputmode="numeric" required=true/>
                </div>
                <Check name="replay" label=t("lives-replay") checked=true/>
                <Check name="public" label=t("lives-public")/>
                <p class="actions">
                    <button class="button button--main"><Icon name="calendar"/>{t("lives-announce-button")}</button>
                </p>
            </Form>
        </details>
    }
    .into_any()
}
