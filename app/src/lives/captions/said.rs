//! What the islands write of captions into a page: lines at the end of the list that the server has made.

use crate::browser::{document, entries, find, member};
use wasm_bindgen::JsValue;

/// So many lines stay on the page.
const SHOWN: u32 = 200;

/// The id of the line that was written last.
pub fn last() -> Option<String> {
    find("[data-captions]")?.last_element_child()?.get_attribute("data-line")
}

/// Writes lines that are not there yet.
pub fn write(told: &JsValue) -> Option<()> {
    let list = find("[data-captions]")?;
    let log = list.parent_element()?;
    let at_end = log.scroll_height() - log.scroll_top() - log.client_height() < 80;
    for line in entries(told).iter() {
        let id = member(&line, "id").as_string()?;
        if list.query_selector(&["[data-line=\"", &id, "\"]"].concat()).ok()?.is_some() {
            continue;
        }
        let place = document()?.create_element("li").ok()?;
        place.set_text_content(member(&line, "text").as_string().as_deref());
        let language = member(&line, "language").as_string()?;
        for (name, value) in [("data-line", &*id), ("lang", &*language), ("dir", "auto")] {
            drop(place.set_attribute(name, value));
        }
        list.append_child(&place).ok()?;
    }
    while list.child_element_count() > SHOWN {
        list.first_element_child()?.remove();
    }
    if at_end {
        log.set_scroll_top(log.scroll_height());
    }
    Some(())
}
