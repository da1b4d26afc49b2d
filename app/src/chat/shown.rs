//! What the chat's island writes into the page: lines where their ids belong, what may be written now,
//! and how often the room has reacted.

use crate::browser::{entries, member, set, set_hidden};
use js_sys::Date;
use leptos::prelude::set_timeout;
use std::time::Duration;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlTemplateElement};

/// As many lines as the server tells at a time.
const SHOWN: u32 = 200;

/// The first element in a place that a selector finds.
pub fn within(place: &Element, selector: &str) -> Option<Element> {
    place.query_selector(selector).ok()?
}

fn all(place: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = place.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Only where it changes: what is written again would be read aloud again.
pub fn write(place: &Element, text: &str) {
    if place.text_content().as_deref() != Some(text) {
        place.set_text_content(Some(text));
    }
}

/// Shows what may be written now, and why nothing.
pub fn mode(root: &Element, told: &JsValue) -> Option<()> {
    let mode = member(told, "mode").as_string()?;
    let is_open = member(told, "is_open").is_truthy();
    let notice = match &*mode {
        _ if member(told, "is_blocked").is_truthy() => "blocked",
        _ if !is_open => "off",
        mode => mode,
    };
    for place in all(root, "[data-chat-notice]") {
        set_hidden(&place, place.get_attribute("data-chat-notice").as_deref() != Some(notice));
    }
    for place in all(root, "[data-chat-writes]") {
        set_hidden(&place, notice == "off" || notice == "blocked");
    }
    set_hidden(&within(root, "[data-chat-question]")?, notice == "questions");
    drop(within(root, "form button")?.remove_attribute("disabled"));
    let slow_s = member(told, "slow_s").as_f64().unwrap_or_default();
    let slow = within(root, "[data-chat-slow]")?;
    let words = slow.get_attribute("data-chat-slow").unwrap_or_default();
    write(&slow, &words.replace("{seconds}", &(slow_s as u32).to_string()));
    set_hidden(&slow, slow_s == 0.0 || root.has_attribute("data-staff"));
    for place in all(root, "[data-chat-keep]") {
        set(&place, "value", &member(told, &place.get_attribute("data-chat-keep")?));
    }
    drop(root.set_attribute("data-open", if is_open { "yes" } else { "" }));
    reveal(root)
}

/// Before it is time there is nothing to see, unless for staff.
fn reveal(root: &Element) -> Option<()> {
    let is_open = root.get_attribute("data-open").as_deref() == Some("yes");
    let is_empty = within(root, "[data-chat-lines]")?.child_element_count() == 0;
    set_hidden(root, !is_open && is_empty && !root.has_attribute("data-staff"));
    Some(())
}

/// Writes lines, new ones or such as have changed.
pub fn lines(root: &Element, told: &JsValue) -> Option<()> {
    let log = within(root, "[role=log]")?;
    let list = within(&log, "ol")?;
    let told = entries(told);
    if root.has_attribute("data-fresh") {
        drop(root.remove_attribute("data-fresh"));
        let known: Vec<_> = told.iter().map(|line| member(&line, "id").as_string()).collect();
        for line in all(&list, "li") {
            if !known.contains(&line.get_attribute("data-line")) {
                line.remove();
            }
        }
        // What was said before one came is not read aloud.
        let log = log.clone();
        set_timeout(move || drop(log.set_attribute("aria-live", "polite")), Duration::from_secs(1));
    }
    let at_end = log.scroll_height() - log.scroll_top() - log.client_height() < 80;
    for line in told.iter() {
        put(root, &list, &line);
    }
    while list.child_element_count() > SHOWN {
        list.first_element_child()?.remove();
    }
    if at_end {
        log.set_scroll_top(log.scroll_height());
    }
    reveal(root)
}

/// Writes a line where its id belongs, or what has changed of it.
fn put(root: &Element, list: &Element, line: &JsValue) -> Option<()> {
    let id = member(line, "id").as_string()?;
    if let Some(known) = within(list, &["[data-line=\"", &id, "\"]"].concat()) {
        return fill(&known, line);
    }
    let mould: HtmlTemplateElement = within(root, "template")?.unchecked_into();
    let made: Element = mould.content().first_element_child()?.clone_node_with_deep(true).ok()?.unchecked_into();
    drop(made.set_attribute("data-line", &id));
    fill(&made, line);
    // Nearly always the last; another process may have been told of it late.
    let (mut next, mut before) = (None, list.last_element_child());
    while let Some(later) = before.filter(|other| other.get_attribute("data-line").is_some_and(|other| other > id)) {
        before = later.previous_element_sibling();
        next = Some(later);
    }
    list.insert_before(&made, next.as_deref()).ok()?;
    Some(())
}

fn fill(place: &Element, line: &JsValue) -> Option<()> {
    write(&within(place, "[data-name]")?, &member(line, "name").as_string().unwrap_or_default());
    write(&within(place, "[data-text]")?, &member(line, "text").as_string()?);
    for sign in all(place, "[data-is]") {
        set_hidden(&sign, !member(line, &sign.get_attribute("data-is")?).is_truthy());
    }
    let time = within(place, "time")?;
    let at = member(line, "at");
    drop(time.set_attribute("datetime", &at.as_string()?));
    let (at, between) = (Date::new(&at), time.get_attribute("data-between").unwrap_or_default());
    let minutes = at.get_minutes();
    let pad = if minutes < 10 { "0" } else { "" };
    write(&time, &[&at.get_hours().to_string(), &*between, pad, &minutes.to_string()].concat());
    if let Some(button) = within(place, ".chat__acts > :first-child") {
        turn(&button, if member(line, "hidden").is_truthy() { "show" } else { "hide" });
        let button = button.next_element_sibling()?;
        turn(&button, if member(line, "blocked").is_truthy() { "unblock" } else { "block" });
        drop(button.set_attribute("data-member", &member(line, "member_id").as_string()?));
        set_hidden(&button, member(line, "is_staff").is_truthy());
    }
    Some(())
}

/// A button that does one thing, or undoes it.
fn turn(button: &Element, act: &str) {
    drop(button.set_attribute("data-act", act));
    write(button, &button.get_attribute(&["data-", act].concat()).unwrap_or_default());
}

/// Takes lines away that are not shown any more.
pub fn hidden(root: &Element, told: &JsValue) -> Option<()> {
    for id in entries(told).iter() {
        if let Some(line) = within(root, &["[data-line=\"", &id.as_string()?, "\"]"].concat()) {
            line.remove();
        }
    }
    Some(())
}

/// Writes how often each reaction was sent.
pub fn reactions(root: &Element, told: &JsValue) -> Option<()> {
    for button in all(root, "[data-reaction]") {
        let count = member(told, &button.get_attribute("data-reaction")?).as_f64().unwrap_or_default();
        write(&within(&button, "[data-count]")?, &(count as u64).to_string());
    }
    Some(())
}
