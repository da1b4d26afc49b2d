//! Finding as one types and chooses. The page's forms work without it; with it, every key and
//! every choice fetches the page as it would then be, and puts its results in place of these.

use leptos::prelude::*;

/// Makes the forms of the catalogue answer at once.
#[island]
pub fn LiveSearch() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    live::begin();
}

#[cfg(feature = "hydrate")]
mod live {
    use crate::browser::{document, fetch, find, listen, set_hidden, text, window};
    use leptos::{leptos_dom::helpers::set_timeout, task::spawn_local};
    use std::{cell::Cell, rc::Rc, time::Duration};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlTemplateElement, UrlSearchParams};

    /// How long one may pause between two keys.
    const PAUSE: Duration = Duration::from_millis(150);
    /// What is replaced, wherever it stands.
    const REPLACED: [&str; 3] = [".facets__open", ".facets__form", "#results"];

    /// Counts what was wished for, so that an answer that comes too late changes nothing.
    type Wishes = Rc<Cell<u32>>;

    pub fn begin() {
        let Some(main) = find("#main") else { return };
        let wishes = Wishes::default();
        for event in ["input", "submit"] {
            let wishes = Rc::clone(&wishes);
            listen(&main, event, move |event| heard(&event, &wishes).unwrap_or_default());
        }
    }

    fn heard(event: &Event, wishes: &Wishes) -> Option<()> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let form = target.closest("form[data-live]").ok()??;
        let submitted = event.type_() == "submit";
        // The fields of a form that have not been answered yet: of the search, its words.
        let field = if submitted { form.query_selector("#q").ok()? } else { Some(target) };
        if submitted {
            event.prevent_default();
            // The sheet with the filters has done its work.
            if let Some(close) = form.query_selector(".facets__close").ok()? {
                close.unchecked_into::<HtmlElement>().click();
            }
        }
        let url = match field {
            // A select has name and value as an input has.
            Some(field) => address(&field.unchecked_into())?,
            None => return None,
        };
        drop(window()?.history().ok()?.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&url)));
        let wish = wishes.get() + 1;
        wishes.set(wish);
        let wishes = Rc::clone(wishes);
        let fulfil = move || {
            if wishes.get() == wish {
                spawn_local(async move {
                    if fulfil(&url, || wishes.get() == wish).await.is_none() {
                        // As if there were no script.
                        drop(window().map(|window| window.location().assign(&url)));
                    }
                });
            }
        };
        set_timeout(fulfil, if submitted { Duration::ZERO } else { PAUSE });
        Some(())
    }

    /// The address of this page with one field changed, from the start of the list.
    fn address(field: &HtmlInputElement) -> Option<String> {
        let location = window()?.location();
        let query = UrlSearchParams::new_with_str(&location.search().ok()?).ok()?;
        query.delete("cursor");
        let (name, value) = (field.name(), field.value());
        if value.trim().is_empty() {
            query.delete(&name);
        } else {
            query.set(&name, value.trim());
        }
        let query = query.to_string().as_string()?;
        let path = location.pathname().ok()?;
        Some(if query.is_empty() { path } else { [&path, "?", &query].concat() })
    }

    /// `None` where the page must be loaded after all.
    async fn fulfil(url: &str, wanted: impl Fn() -> bool) -> Option<()> {
        let answer = fetch(url, None).await.ok().filter(web_sys::Response::ok)?;
        let html = text(&answer).await.ok()?;
        if !wanted() {
            return Some(());
        }
        let template: HtmlTemplateElement = document()?.create_element("template").ok()?.unchecked_into();
        template.set_inner_html(&html);
        let fresh = template.content();
        let focused = focused();
        for part in REPLACED {
            if let (Some(here), Some(new)) = (find(part), fresh.query_selector(part).ok()?) {
                here.set_inner_html(&new.inner_html());
            }
        }
        // The same search in the other language.
        if let (Some(here), Some(new)) = (find(OTHER), fresh.query_selector(OTHER).ok()?) {
            drop(here.set_attribute("href", &new.get_attribute("href")?));
        }
        if let Some(again) = focused.and_then(|selector| find(&selector)) {
            drop(again.unchecked_into::<HtmlElement>().focus());
        }
        if let (Some(said), Some(count)) = (find("#found"), find("[data-count]")) {
            said.set_text_content(count.text_content().as_deref());
            set_hidden(&said, false);
        }
        Some(())
    }

    const OTHER: &str = ".site-head a[hreflang]";

    /// Finds the focused field again after its form was replaced.
    fn focused() -> Option<String> {
        let field: HtmlInputElement = document()?.active_element()?.unchecked_into();
        field.closest("#results, .facets__form").ok()??;
        let value = js_sys::JSON::stringify(&field.value().into()).ok()?.as_string()?;
        let kind = if field.type_() == "radio" { ["[value=", &value, "]"].concat() } else { String::new() };
        Some(["[data-live] [name=", &field.name(), "]", &kind].concat())
    }
}
