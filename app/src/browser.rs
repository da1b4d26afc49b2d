//! What the islands ask of the browser, in as few bytes as possible: no crate between them and
//! the web's own functions.

use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, Event, EventTarget, RequestInit, Response, Window};

/// The window; there always is one where islands run.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document of the page.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The first element that a selector finds in the page.
pub fn find(selector: &str) -> Option<Element> {
    document()?.query_selector(selector).ok()?
}

/// Milliseconds of the page's clock, which nobody can set back.
pub fn now_ms() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Listens for as long as the page lives.
pub fn listen(target: &EventTarget, event: &str, listener: impl FnMut(Event) + 'static) {
    let closure = Closure::<dyn FnMut(Event)>::new(listener);
    // Only where the browser is out of memory.
    drop(target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref()));
    closure.forget();
}

/// Shows or hides an element.
pub fn set_hidden(element: &Element, hidden: bool) {
    drop(if hidden { element.set_attribute("hidden", "") } else { element.remove_attribute("hidden") });
}

/// Fetches from this site. A body is JSON and makes it a POST that outlives the page.
///
/// # Errors
/// Where no answer came at all.
pub async fn fetch(url: &str, json: Option<&str>) -> Result<Response, JsValue> {
    send(if json.is_some() { "POST" } else { "GET" }, url, json).await
}

/// As [`fetch`], by another method.
///
/// # Errors
/// Where no answer came at all.
pub async fn send(method: &str, url: &str, json: Option<&str>) -> Result<Response, JsValue> {
    let window = window().ok_or(JsValue::NULL)?;
    let init = RequestInit::new();
    init.set_method(method);
    if let Some(json) = json {
        init.set_body(&JsValue::from_str(json));
        set(&init, "keepalive", &JsValue::TRUE);
        let headers = web_sys::Headers::new()?;
        headers.append("content-type", "application/json")?;
        init.set_headers(&headers);
    }
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?.dyn_into()
}

/// The text of an answer.
///
/// # Errors
/// Where it broke off.
pub async fn text(response: &Response) -> Result<String, JsValue> {
    Ok(JsFuture::from(response.text()?).await?.as_string().unwrap_or_default())
}

/// The object that an answer holds as JSON.
///
/// # Errors
/// Where it broke off or is no JSON.
pub async fn json(response: &Response) -> Result<JsValue, JsValue> {
    JsFuture::from(response.json()?).await
}

/// A member of an object; undefined where there is none.
pub fn member(object: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

/// What is in a list; nothing where it is none, of which no array could be made: an answer leaves out
/// what is empty.
pub fn entries(value: &JsValue) -> js_sys::Array {
    if js_sys::Array::is_array(value) { js_sys::Array::from(value) } else { js_sys::Array::new() }
}

/// Sets a member of an object.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    drop(js_sys::Reflect::set(object, &JsValue::from_str(name), value));
}
