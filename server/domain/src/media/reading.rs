//! Reading what is written in a picture of a page.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::cage::{Beat, Limits, find_program};
use super::pages::read_text;
use super::{Cage, transcode};

/// What reads.
pub(super) const PROGRAM: &str = "tesseract";
/// What it reads: both at once, since a guide may mix them.
const LANGUAGES: &str = "fra+eng";
/// Width of a page in pixels as it is read: small print has letters of some twenty pixels then.
pub(super) const WIDTH: u32 = 2400;

const LIMITS: Limits =
    Limits { memory_bytes: 2 << 30, file_bytes: 16 << 20, wall: Duration::from_secs(120), stall: None };

/// Whether pictures can be read here.
pub(super) fn is_there() -> bool {
    find_program(PROGRAM).is_ok()
}

/// What reads the pages of one document. A page that cannot be read is worth showing all the same: it is only
/// counted.
pub(super) struct Reader<'a> {
    /// Where programs run.
    pub cage: &'a Cage,
    workdir: &'a Path,
    there: bool,
    /// How many pages could not be read.
    pub unread: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(cage: &'a Cage, workdir: &'a Path) -> Self {
        Self { cage, workdir, there: is_there(), unread: 0 }
    }

    /// Whether there is any use in drawing a page for it.
    pub(super) fn is_there(&self) -> bool {
        self.there
    }

    /// Notes a page that nobody reads.
    pub(super) fn pass_over(&mut self) {
        self.unread += 1;
    }

    /// What is written in a picture, which is removed; nothing where it could not be read.
    pub(super) async fn read(&mut self, picture: &Path) -> String {
        let said = self.said(picture).await;
        // Best effort: the folder goes when the work is done.
        let _removed = tokio::fs::remove_file(picture).await;
        said.unwrap_or_else(|| {
            self.pass_over();
            String::new()
        })
    }

    async fn said(&self, picture: &Path) -> Option<String> {
        if !self.there {
            return None;
        }
        let base = self.workdir.join("said");
        let mut args = vec![picture.into(), base.clone().into()];
        args.extend(transcode::words(&["-l", LANGUAGES]));
        let read = self.cage.run(PROGRAM, args, LIMITS, Some(picture), self.workdir, &mut |_| Beat::Silent).await;
        let written: PathBuf = base.with_extension("txt");
        let text = match read {
            Ok(_) => read_text(&written).await,
            Err(problem) => Err(problem),
        };
        let text = text.inspect_err(|problem| tracing::warn!(%problem, "a page could not be read")).ok()?;
        // It ends every page with a form feed, which would begin another one here.
        Some(text.replace('\u{c}', "\n").trim().to_owned())
    }
}
