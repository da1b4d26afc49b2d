//! The island of the chat: it listens, writes lines into the place that the server has made for them,
//! and sends what is written or pressed. Its words stand on the page already.

use leptos::prelude::*;

/// Follows the chat of a live session.
#[island]
pub fn ChatFollow(
    /// The session.
    session: String,
) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    browser::begin(&session);
    #[cfg(not(feature = "hydrate"))]
    let _ = session;
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::{
        browser::{entries, fetch, find, json, listen, member, send, set, set_hidden},
        chat::shown::{hidden, lines, mode, reactions, within, write},
        lives::captions::said,
    };
    use js_sys::{Array, JSON, Object};
    use leptos::task::spawn_local;
    use wasm_bindgen::{JsCast, JsValue};
    use web_sys::{Element, Event, EventSource, MessageEvent, Response};

    pub fn begin(session: &str) -> Option<()> {
        let root = find("[data-chat]")?;
        let url = ["/api/v1/lives/", session].concat();
        let source = EventSource::new(&[&url, "/chat/events"].concat()).ok()?;
        // After a connection was lost, what is told first is all that there is.
        let fresh = root.clone();
        listen(&source, "open", move |_| drop(fresh.set_attribute("data-fresh", "")));
        hear(&source, "mode", &root, mode);
        hear(&source, "lines", &root, lines);
        hear(&source, "hidden", &root, hidden);
        hear(&source, "reactions", &root, reactions);
        // What is said stands elsewhere on the page, where it stands at all.
        hear(&source, "captions", &root, |_, told| said::write(told));

        let (pressed, of) = (root.clone(), url.clone());
        listen(&root, "click", move |event| {
            press(&pressed, &of, &event);
        });
        let (kept, of) = (root.clone(), url.clone());
        listen(&root, "change", move |event| {
            keep(&kept, &of, &event);
        });
        let form = within(&root, "form")?;
        listen(&form, "submit", move |event| {
            event.prevent_default();
            say(&root, &url);
        });
        Some(())
    }

    fn hear(source: &EventSource, name: &str, root: &Element, act: fn(&Element, &JsValue) -> Option<()>) {
        let root = root.clone();
        listen(source, name, move |event| {
            let text = event.dyn_into::<MessageEvent>().ok().and_then(|event| event.data().as_string());
            if let Some(told) = text.and_then(|text| JSON::parse(&text).ok()) {
                act(&root, &told);
            }
        });
    }

    fn body(fields: &[(&str, &JsValue)]) -> Option<String> {
        let object = Object::new();
        for (name, value) in fields {
            set(&object, name, value);
        }
        JSON::stringify(&object).ok()?.as_string()
    }

    /// What one did was taken, or why not.
    async fn taken(root: &Element, answer: Result<Response, JsValue>) -> Option<Response> {
        let error = within(root, "[data-chat-error]")?;
        let answer = match answer {
            Ok(answer) if answer.ok() => {
                set_hidden(&error, true);
                return Some(answer);
            }
            Ok(answer) => json(&answer).await.ok(),
            Err(_) => None,
        };
        let sentence = answer.and_then(|problem| {
            let field = entries(&member(&problem, "fields")).get(0);
            let of = if field.is_object() { &field } else { &problem };
            member(of, "detail").as_string()
        });
        write(&error, &sentence.or_else(|| error.get_attribute("data-chat-error")).unwrap_or_default());
        set_hidden(&error, false);
        None
    }

    fn say(root: &Element, url: &str) -> Option<()> {
        let (text, question) = (within(root, "[name=text]")?, within(root, "[name=question]")?);
        let said = member(&text, "value");
        let body = body(&[("text", &said), ("question", &member(&question, "checked"))])?;
        let (root, url) = (root.clone(), [url, "/chat"].concat());
        spawn_local(async move {
            let Some(answer) = taken(&root, fetch(&url, Some(&body)).await).await else { return };
            // Whoever has written on meanwhile keeps that.
            if member(&text, "value") == said {
                set(&text, "value", &JsValue::from_str(""));
                set(&question, "checked", &JsValue::FALSE);
            }
            if let Ok(line) = json(&answer).await {
                lines(&root, &Array::of1(&line));
            }
        });
        Some(())
    }

    fn press(root: &Element, url: &str, event: &Event) -> Option<()> {
        let button = event.target()?.dyn_into::<Element>().ok()?.closest("[data-reaction], [data-act]").ok()??;
        if let Some(reaction) = button.get_attribute("data-reaction") {
            let body = body(&[("reaction", &JsValue::from_str(&reaction))])?;
            let (root, url) = (root.clone(), [url, "/reactions"].concat());
            spawn_local(async move {
                let Some(answer) = taken(&root, fetch(&url, Some(&body)).await).await else { return };
                if let Ok(counts) = json(&answer).await {
                    reactions(&root, &counts);
                }
            });
            return Some(());
        }
        let act = button.get_attribute("data-act")?;
        let (path, body) = match button.get_attribute("data-member") {
            Some(member) => (act, body(&[("member_id", &JsValue::from_str(&member))])?),
            None => {
                let line = button.closest("[data-line]").ok()??.get_attribute("data-line")?;
                ([&line, "/", &*act].concat(), "{}".to_owned())
            }
        };
        let (root, url) = (root.clone(), [url, "/chat/", &path].concat());
        // What comes of it is told to everybody, and so to who pressed.
        spawn_local(async move { drop(taken(&root, fetch(&url, Some(&body)).await).await) });
        Some(())
    }

    /// What staff set is sent as soon as they have chosen it.
    fn keep(root: &Element, url: &str, event: &Event) -> Option<()> {
        event.target()?.dyn_into::<Element>().ok()?.closest("[data-chat-keep]").ok()??;
        let value =
            |name: &str| within(root, &["[data-chat-keep=", name, "]"].concat()).map(|place| member(&place, "value"));
        let slow_s = value("slow_s")?.as_string()?.parse::<f64>().unwrap_or_default();
        let body = body(&[("mode", &value("mode")?), ("slow_s", &JsValue::from_f64(slow_s))])?;
        let (root, url) = (root.clone(), [url, "/chat"].concat());
        spawn_local(async move { drop(taken(&root, send("PUT", &url, Some(&body)).await).await) });
        Some(())
    }
}
