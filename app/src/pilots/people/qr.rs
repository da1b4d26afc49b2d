//! A code to be photographed (ISO/IEC 18004), drawn as one path.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Empty modules around the code, as the standard asks for.
const QUIET: i32 = 4;

/// An address as a code; nothing for one that is too long to be one.
#[component]
pub(super) fn Qr(
    /// The address.
    #[prop(into)]
    of: String,
    /// What it leads to, in words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let code = QrCode::encode_text(&of, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <svg class="qr" viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=side.to_string() height=side.to_string() fill="#fff"></rect>
            <path d=path(&code) fill="#000"></path>
        </svg>
    })
}

/// A square of one by one for each dark module.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing into a String cannot fail.
                let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    path
}
