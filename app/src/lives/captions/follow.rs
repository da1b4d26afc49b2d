//! The island of the caption desk: it sends a line without leaving the page, and writes down what others
//! have written.

use leptos::prelude::*;

/// Follows what is written down of a live session, and sends what is typed.
#[island]
pub fn CaptionFollow(
    /// The session.
    session: String,
    /// Where it stood when the page was written: it is written anew when that has changed.
    state: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::begin(&session, state);
    #[cfg(not(feature = "hydrate"))]
    let _ = (session, state);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::{
        browser::{entries, fetch, find, json, listen, member, set, set_hidden, window},
        lives::captions::said::{last, write},
    };
    use js_sys::{Array, JSON, Object};
    use leptos::{prelude::set_timeout, task::spawn_local};
    use std::time::Duration;
    use wasm_bindgen::JsValue;
    use web_sys::Element;

    pub fn begin(session: &str, state: String) -> Option<()> {
        let url = ["/api/v1/lives/", session].concat();
        look(url.clone(), state);
        let form = find("[data-captions-form]")?;
        let place = form.clone();
        listen(&form, "submit", move |event| {
            event.prevent_default();
            say(&place, [&url, "/captions"].concat());
        });
        Some(())
    }

    /// What others write, and whether it goes on.
    fn look(url: String, state: String) {
        spawn_local(async move {
            let after = last().map(|id| ["?after=", &id].concat()).unwrap_or_default();
            if let Ok(answer) = fetch(&[&url, "/captions", &after].concat(), None).await
                && answer.ok()
                && let Ok(told) = json(&answer).await
            {
                write(&member(&told, "items"));
            }
            if let Ok(answer) = fetch(&url, None).await
                && answer.ok()
                && let Ok(status) = json(&answer).await
            {
                let (now, live) = (member(&status, "state").as_string().unwrap_or_default(), ["live", "interrupted"]);
                if now != state && !(live.contains(&&*now) && live.contains(&&*state)) {
                    drop(window().map(|window| window.location().reload()));
                    return;
                }
            }
            set_timeout(move || look(url, state), Duration::from_secs(2));
        });
    }

    fn value(form: &Element, name: &str) -> Option<(Element, JsValue)> {
        let place = form.query_selector(&["[name=", name, "]"].concat()).ok()??;
        let value = member(&place, "value");
        Some((place, value))
    }

    fn say(form: &Element, url: String) -> Option<()> {
        let ((text, said), (_, language)) = (value(form, "text")?, value(form, "language")?);
        let object = Object::new();
        set(&object, "text", &said);
        set(&object, "language", &language);
        let body = JSON::stringify(&object).ok()?.as_string()?;
        let error = form.query_selector("[data-captions-error]").ok()??;
        // The next line can be typed while this one is on its way.
        set(&text, "value", &JsValue::from_str(""));
        let lost = form.get_attribute("data-lost").unwrap_or_default();
        spawn_local(async move {
            let answer = fetch(&url, Some(&body)).await;
            let taken = answer.as_ref().is_ok_and(web_sys::Response::ok);
            let told = match &answer {
                Ok(answer) => json(answer).await.ok(),
                Err(_) => None,
            };
            set_hidden(&error, taken);
            if let (true, Some(line)) = (taken, &told) {
                write(&Array::of1(line));
                return;
            }
            let sentence = told.and_then(|problem| {
                let field = entries(&member(&problem, "fields")).get(0);
                member(if field.is_object() { &field } else { &problem }, "detail").as_string()
            });
            error.set_text_content(Some(&sentence.unwrap_or(lost)));
            // What was not taken is not lost, unless the next line is being typed.
            if member(&text, "value").as_string().is_some_and(|now| now.is_empty()) {
                set(&text, "value", &said);
            }
        });
        Some(())
    }
}
