//! Narrowing the transcript down to the lines that hold what one looks for.

use crate::browser::{self, find, set_hidden};
use js_sys::{JsString, RegExp};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Without case and accents, by the browser's own tables: ours would weigh more than the player's
/// half of this module.
fn folded(text: &str) -> JsString {
    let parted = JsString::from(text).normalize("NFD");
    parted.replace_by_pattern(&RegExp::new(r"\p{M}", "gu"), "").to_lower_case()
}

/// Shows the lines that hold these words, without regard to case and accents, and says how many
/// there are; all of them where there are no words.
pub fn narrow(words: &str) {
    let words = folded(words.trim());
    let Some(lines) = browser::document().and_then(|doc| doc.query_selector_all(".transcript__lines > li").ok()) else {
        return;
    };
    let mut shown = 0_u32;
    for index in 0..lines.length() {
        let Some(line) = lines.item(index).and_then(|line| line.dyn_into::<Element>().ok()) else { continue };
        let text = line.text_content().unwrap_or_default();
        let held = words.length() == 0 || folded(&text).includes(&String::from(&words), 0);
        set_hidden(&line, !held);
        shown += u32::from(held);
    }
    if let Some(status) = find("[data-found]") {
        let text = match shown {
            _ if words.length() == 0 => String::new(),
            0 => status.get_attribute("data-found").unwrap_or_default(),
            _ => shown.to_string(),
        };
        status.set_text_content(Some(&text));
    }
}
