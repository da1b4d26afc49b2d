//! A code to be photographed (ISO/IEC 18004), drawn as one path; dark on light in either theme, since cameras
//! expect that.

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// Empty modules around the code, as the standard asks for.
const QUIET: i32 = 4;

/// An address as a code; nothing for one that is too long to be one.
#[component]
pub fn Qr(
    /// The address.
    #[prop(into)]
    of: String,
    /// What it leads to, in words.
    #[prop(into)]
    label: String,
    #[prop(default = "qr")] class: &'static str,
) -> impl IntoView {
    let code = QrCode::encode_text(&of, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    Some(view! {
        <svg class=class viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges">
            <rect width=side.to_string() height=side.to_string() fill="#fff"></rect>
            <path d=path(&code) fill="#000"></path>
        </svg>
    })
}

/// A square of one by one for each dark module.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            // Writing into a String cannot fail.
            let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners() {
        let code = QrCode::encode_text("https://e.test/fr/seances/1/telephone", QrCodeEcc::Medium).unwrap();
        let path = path(&code);
        let last = code.size() - 7 + QUIET;
        for corner in ["M4,4h1".to_owned(), format!("M{last},4h1"), format!("M4,{last}h1")] {
            assert!(path.contains(&corner), "{corner}");
        }
    }
}
