//! What stands in the way of a session, in sentences, with the way to mend each.

use super::word;
use crate::{
    address::Place,
    desk::path_to,
    texts::{t, t_with},
    ui::{Icon, Tone},
};
use contract::{
    ItemId,
    rights::{Lack, Lacking},
};
use leptos::prelude::*;

/// What stops an item from being published, and what it would be better to mend first; nothing where all is
/// well.
#[component]
pub fn Lacks(
    /// The item.
    item: ItemId,
    /// What is missing.
    lacks: Vec<Lack>,
) -> impl IntoView {
    let (stops, warns): (Vec<Lack>, Vec<Lack>) = lacks.into_iter().partition(|lack| lack.blocks);
    let warning = if stops.is_empty() { "rights-warn" } else { "rights-warn-too" };
    view! {
        <Group item tone=Tone::Wrong heading="rights-stop" lacks=stops/>
        <Group item tone=Tone::Caution heading=warning lacks=warns/>
    }
    .into_any()
}

#[component]
fn Group(item: ItemId, tone: Tone, heading: &'static str, lacks: Vec<Lack>) -> impl IntoView {
    let class = if tone == Tone::Wrong { "notice notice--wrong" } else { "notice notice--caution" };
    let line = move |lack: Lack| {
        let href = mended_at(item, &lack);
        view! { <li>{sentence(&lack)}" "<a href=href>{t("rights-mend")}</a></li> }
    };
    (!lacks.is_empty()).then(|| {
        view! {
            <div class=class>
                <Icon name=tone.icon()/>
                <h3>{t(heading)}</h3>
                <ul>{lacks.into_iter().map(line).collect_view()}</ul>
            </div>
        }
    })
}

/// What is missing, in a sentence.
fn sentence(lack: &Lack) -> String {
    let key = format!("lack-{}", lack.what.code().replace('_', "-"));
    match &lack.name {
        Some(name) => t_with(&key, &[("name", name.as_str().into())]),
        None => word(&format!("lack-{}", lack.what.code())),
    }
}

/// Where it can be mended. The address of a field opens the form that it lies in.
fn mended_at(item: ItemId, lack: &Lack) -> String {
    match (lack.release_id, lack.licence_id, lack.what) {
        (Some(release), _, _) => path_to(Place::Release(release)),
        (_, Some(licence), _) => path_to(Place::Licence(licence)),
        (None, None, Lacking::NoRelease) => format!("{}#release-name", path_to(Place::Item(item))),
        (None, None, Lacking::NoMusic) => format!("{}#licence-title", path_to(Place::Item(item))),
        (None, None, _) => format!("{}#statement", path_to(Place::Item(item))),
    }
}

#[cfg(test)]
mod tests {
    use crate::texts::t;
    use contract::rights::Lacking;

    #[test]
    fn everything_that_may_be_missing_is_said_on_the_page_and_to_programs() {
        for what in Lacking::ALL {
            for family in ["lack", "problem"] {
                let key = format!("{family}-{}", what.code().replace('_', "-"));
                assert_ne!(t(&key), key);
            }
        }
    }
}
