//! Documents of office programs: turned into a PDF by one of them, in the cage, and read as that.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::fs::File;
use tokio::io::AsyncReadExt;
use url::Url;

use super::cage::{Beat, Limits, find_program};
use super::engine::head;
use super::{Cage, MediaProblem, transcode};

/// What is run: the script that people start only starts this, and a cage lets nothing be started.
pub(super) const PROGRAM: &str = "soffice.bin";

/// A presentation full of photographs becomes a large PDF.
const LIMITS: Limits =
    Limits { memory_bytes: 4 << 30, file_bytes: 256 << 20, wall: Duration::from_secs(180), stall: None };

/// What an OLE container begins with, and how long an entry of its directory is, in bytes.
const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
const ENTRY: usize = 128;

/// How often it is started: the first time it makes its own folder, and some versions stop there.
const STARTS: u8 = 2;

/// What it is told before it opens anything: macros are never run, and what lies elsewhere is never fetched.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"#;

/// Whether a file is a document of an office program, by its first bytes. Any archive could be named like one:
/// what comes first in it tells.
pub(super) fn is_document(head: &[u8]) -> bool {
    if head.starts_with(&OLE) || head.starts_with(b"{\\rtf") {
        return true;
    }
    if !head.starts_with(b"PK\x03\x04") {
        return false;
    }
    // The lengths of a name and of what stands between it and the file (APPNOTE.TXT, 4.3.7).
    let Some(&[name, name_high, extra, extra_high]) = head.get(26..).and_then(|rest| rest.first_chunk::<4>()) else {
        return false;
    };
    let named = 30 + usize::from(u16::from_le_bytes([name, name_high]));
    let content = named + usize::from(u16::from_le_bytes([extra, extra_high]));
    let Some(first) = head.get(30..named) else { return false };
    if first == b"mimetype" {
        return head.get(content..).is_some_and(|text| text.starts_with(b"application/vnd.oasis.opendocument."));
    }
    const FIRST: [&[u8]; 6] = [b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"ppt/", b"xl/"];
    FIRST.iter().any(|known| first.starts_with(known))
}

/// Where the program lies, if this server has one that a cage can hold.
pub(super) fn program() -> Result<PathBuf, MediaProblem> {
    // Programs of a cage and all that they need are the system's own.
    let starter = find_program("soffice").or_else(|_| find_program("libreoffice"));
    let beside = starter.ok().and_then(|starter| Some(starter.parent()?.join(PROGRAM)));
    beside.filter(|path| path.starts_with("/usr") && path.is_file()).ok_or(MediaProblem::NoOffice)
}

/// What the stream of a document in an OLE container is called: of a text, a presentation, a table, or of any of
/// them behind a password.
const STREAMS: [&str; 4] = ["WordDocument", "PowerPoint Document", "Workbook", LOCKED];
const LOCKED: &str = "EncryptedPackage";

/// Which of [`STREAMS`] an OLE container holds: other programs keep other things in such, and what is no document
/// would be shown as if it were a text.
async fn stream(source: &Path) -> std::io::Result<Option<&'static str>> {
    let names = STREAMS.map(|name| name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let mut file = File::open(source).await?;
    let mut chunk = vec![0; 1 << 20];
    let mut seen: Vec<u8> = Vec::with_capacity(chunk.len() + ENTRY);
    loop {
        let length = file.read(&mut chunk).await?;
        if length == 0 {
            return Ok(None);
        }
        // A name may lie across two reads.
        let keep = seen.len().saturating_sub(ENTRY);
        seen.drain(..keep);
        seen.extend_from_slice(&chunk[..length]);
        let is_seen = |name: &Vec<u8>| seen.windows(name.len()).any(|window| window == name.as_slice());
        if let Some(found) = names.iter().position(is_seen) {
            return Ok(STREAMS.get(found).copied());
        }
    }
}

/// A document as a PDF. What goes wrong in there is mostly the document's fault: the program has read many others.
pub(super) async fn pdf(cage: &Cage, source: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
    let program = program()?;
    let program = program.to_str().ok_or(MediaProblem::NoOffice)?;
    let failed = |error: std::io::Error| MediaProblem::io("preparing the office program", &error);
    if head(source, OLE.len() as u64).await? == OLE {
        match stream(source).await.map_err(failed)? {
            None => return Err(MediaProblem::NotMedia),
            Some(LOCKED) => return Err(MediaProblem::Unconvertible),
            Some(_) => {}
        }
    }
    let profile = workdir.join("office");
    tokio::fs::create_dir_all(profile.join("user")).await.map_err(failed)?;
    tokio::fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS).await.map_err(failed)?;
    let folder = workdir.join("converted");
    let stem = source.file_stem().ok_or(MediaProblem::NotMedia)?;
    let mut written = folder.join(stem).into_os_string();
    written.push(".pdf");
    let written = PathBuf::from(written);
    for _ in 0..STARTS {
        let args = arguments(&profile, &folder, source)?;
        let ended = cage.run(program, args, LIMITS, Some(source), workdir, &mut |_| Beat::Silent).await;
        if tokio::fs::metadata(&written).await.is_ok_and(|file| file.len() > 0) && ended.is_ok() {
            return Ok(written);
        }
        match ended {
            // Of the machine as likely as of the document.
            Err(problem @ (MediaProblem::Timeout | MediaProblem::EngineMissing(_))) => return Err(problem),
            Err(problem) => tracing::debug!(%problem, "the office program stopped"),
            Ok(_) => {}
        }
    }
    Err(MediaProblem::Unconvertible)
}

fn arguments(profile: &Path, folder: &Path, source: &Path) -> Result<Vec<OsString>, MediaProblem> {
    let address = Url::from_file_path(profile).map_err(|()| MediaProblem::Engine("a relative path".to_owned()))?;
    let mut args = vec![OsString::from(format!("-env:UserInstallation={address}"))];
    args.extend(transcode::words(&["--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"]));
    args.extend(transcode::words(&["--convert-to", "pdf", "--outdir"]));
    args.extend([folder.into(), source.into()]);
    Ok(args)
}
