//! `bindgen IN.wasm OUT_DIR OUT_NAME`: what `wasm-bindgen --target web` does.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let [input, out_dir, out_name] = std::env::args()
        .skip(1)
        .collect::<Vec<_>>()
        .try_into()
        .map_err(|_| "usage: bindgen IN.wasm OUT_DIR OUT_NAME")?;
    Bindgen::new()
        .input_path(input)
        .web(true)?
        .out_name(&out_name)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(out_dir)?;
    Ok(())
}
