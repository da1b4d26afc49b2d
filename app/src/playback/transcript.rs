//! Narrowing the transcript down to the lines that hold what one looks for.

use crate::browser::{self, find, set_hidden};
use contract::text::folded;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Shows the lines that hold these words, without regard to case and accents, and says how many
/// there are; all of them where there are no words.
pub fn narrow(words: &str) {
    let words = folded(words.trim());
    let Some(lines) = browser::document().and_then(|doc| doc.query_selector_all(".transcript__lines > li").ok()) else {
        return;
    };
    let mut shown = 0;
    for index in 0..lines.length() {
        let Some(line) = lines.item(index).and_then(|line| line.dyn_into::<Element>().ok()) else { continue };
        let held = words.is_empty() || folded(&line.text_content().unwrap_or_default()).contains(&words);
        set_hidden(&line, !held);
        shown += u32::from(held);
    }
    if let Some(status) = find("[data-found]") {
        let none = status.get_attribute("data-found").unwrap_or_default();
        let text = if words.is_empty() { String::new() } else if shown == 0 { none } else { shown.to_string() };
        status.set_text_content(Some(&text));
    }
}
