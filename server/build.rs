//! Writes the table of embedded assets from what `style/build.mjs` made.
//!
//! Without `target/site` the table is empty and the server still compiles: the
//! pages then come without styles and scripts, which is what `cargo check` needs.

#![expect(clippy::disallowed_methods, reason = "cargo speaks to build scripts through the environment")]

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let out = PathBuf::from(env::var("OUT_DIR")?).join("assets.rs");
    let site = site_dir()?;
    let manifest = site.join("manifest.tsv");

    println!("cargo::rerun-if-env-changed=ESTRADE_SITE");
    println!("cargo::rerun-if-env-changed=CARGO_TARGET_DIR");
    let table = if manifest.is_file() {
        // Files are named after their content: a new file is a new manifest.
        println!("cargo::rerun-if-changed={}", manifest.display());
        table(&site, &fs::read_to_string(manifest)?)?
    } else {
        // A missing file would count as changed at every build; a folder does not.
        fs::create_dir_all(&site)?;
        println!("cargo::rerun-if-changed={}", site.display());
        println!("cargo::warning=no assets in {}: `make assets` makes them", site.display());
        String::from("&[]")
    };
    fs::write(out, table)?;
    Ok(())
}

fn site_dir() -> Result<PathBuf, Box<dyn Error>> {
    if let Some(site) = env::var_os("ESTRADE_SITE") {
        return Ok(site.into());
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("..");
    let target = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    Ok(root.join(target).join("site"))
}

/// One line per asset: logical name, path, content type, then the files with
/// its content as it is, in brotli and in gzip; the last two may be empty.
fn table(site: &Path, manifest: &str) -> Result<String, Box<dyn Error>> {
    let mut lines: Vec<[&str; 6]> = Vec::new();
    for line in manifest.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        lines.push(fields.try_into().map_err(|_| format!("not a line of the manifest: {line:?}"))?);
    }
    // `assets::find` searches by path.
    lines.sort_unstable_by_key(|[_, path, ..]| *path);

    let mut table = String::from("&[\n");
    for [logical, path, content_type, identity, br, gz] in lines {
        writeln!(
            table,
            "    Asset {{ logical: {logical:?}, path: {path:?}, content_type: {content_type:?}, \
             identity: {}, br: {}, gz: {} }},",
            bytes(site, identity)?,
            optional(site, br)?,
            optional(site, gz)?,
        )?;
    }
    table.push(']');
    Ok(table)
}

fn optional(site: &Path, file: &str) -> Result<String, Box<dyn Error>> {
    if file.is_empty() {
        return Ok(String::from("None"));
    }
    Ok(format!("Some({})", bytes(site, file)?))
}

fn bytes(site: &Path, file: &str) -> Result<String, Box<dyn Error>> {
    let path = site.join(file);
    let path = path.canonicalize().map_err(|problem| format!("{}: {problem}", path.display()))?;
    Ok(format!("include_bytes!({path:?})"))
}
