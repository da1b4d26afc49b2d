//! The devices on which a member is reminded, and the button that adds this one.

use super::calls::{AddPushDevice, ForgetPushDevice};
use crate::{
    desk::asset,
    figures,
    texts::{self, t, t_with},
    ui::{Form, Hidden, Icon, Refused},
};
use contract::push::PushDevice;
use leptos::{nonce::use_nonce, prelude::*, server_fn::ServerFn};

/// Their list, and, in a browser that can be told something, the button (`style/assets/push/push.js`).
#[component]
pub fn PushDevices(
    /// The member's devices.
    devices: Vec<PushDevice>,
    /// The key for which a browser asks its push service.
    key: String,
) -> impl IntoView {
    let list = (!devices.is_empty()).then(|| {
        view! {
            <ul class="devices" aria-labelledby="push-devices">
                {devices.into_iter().map(|device| view! { <Device device/> }).collect_view()}
            </ul>
        }
    });
    view! {
        <h3 id="push-devices">{t("push-title")}</h3>
        <p>{t("push-text")}</p>
        <Refused action=AddPushDevice::PATH/>
        {list}
        <div data-push=key hidden>
            <Form action=AddPushDevice::PATH class="actions" quiet=true>
                <Hidden name="endpoint" value=""/>
                <Hidden name="p256dh" value=""/>
                <Hidden name="auth" value=""/>
                <button class="button"><Icon name="check"/>{t("push-add")}</button>
            </Form>
            <p role="status" data-push-refused="" hidden>{t("push-refused")}</p>
            <p role="status" data-push-failed="" hidden>{t("push-failed")}</p>
        </div>
        <script type="module" nonce=use_nonce() src=asset("push.js")></script>
    }
    .into_any()
}

#[component]
fn Device(device: PushDevice) -> impl IntoView {
    let name = if device.name.is_empty() { t("push-unnamed") } else { device.name };
    let since = t_with("push-since", &[("date", figures::date(texts::locale(), device.since).into())]);
    let forget = t_with("push-forget-name", &[("name", name.clone().into())]);
    view! {
        <li class="devices__one" data-device=device.key>
            <strong>{name}</strong>
            <span class="small soft">{since}</span>
            <span class="small" data-this-device="" hidden>{t("push-here")}</span>
            <Form action=ForgetPushDevice::PATH class="actions" quiet=true>
                <Hidden name="device" value=device.id.to_string()/>
                <button class="button button--quiet" aria-label=forget><Icon name="close"/>{t("push-forget")}</button>
            </Form>
        </li>
    }
    .into_any()
}
