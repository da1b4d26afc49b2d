//! The WebAssembly entry: brings the islands of a page to life.

// Named, or the linker drops every island.
use app as _;
use wasm_bindgen::prelude::wasm_bindgen;

/// Called by the page once this module is loaded; each island is then hydrated on its own.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
