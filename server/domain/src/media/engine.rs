//! The edge of the world: turning a source into everything a session needs.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tokio::io::AsyncReadExt;

use super::ladder::ladder;
use super::pages::{cover, pages};
use super::playlist::RenditionInfo;
use super::poster::poster;
use super::probe::probe;
use super::transcode::{Cut, SOUND, cut, transcode};
use super::{Cage, MediaProblem, Probe, SNIFF_BYTES, SegmentTable, SourceKind, boxes, sniff};

/// Makes a session's media from a file. The one real implementation is [`Ffmpeg`]; tests that
/// are not about media bring their own.
#[async_trait::async_trait]
pub trait Transcoder: Send + Sync {
    /// Reads a local source file, makes everything a session needs in `workdir` (empty, ours).
    /// `progress` hears 0 to 1, in order. Dropping the future stops the work.
    ///
    /// # Errors
    /// The file's faults, or the engine's: [`MediaProblem::is_retryable`] tells them apart.
    async fn digitise(
        &self,
        source: &Path,
        workdir: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem>;
}

/// Everything made of one source. The files are in the working directory and belong to the caller.
#[derive(Debug, Clone, PartialEq)]
pub struct Digitised {
    /// What the source held.
    pub probe: Probe,
    /// Pictures, largest first, then sound; empty for a document.
    pub renditions: Vec<RenditionFile>,
    /// A JPEG at most 1280 pixels wide; for a document, its first page (1400 pixels wide).
    pub poster: Option<PathBuf>,
    /// The same, at most 480 pixels wide.
    pub poster_small: Option<PathBuf>,
    /// A document's pages in order.
    pub pages: Vec<PageImage>,
    /// A document's words, pages parted by form feeds.
    pub text: Option<String>,
}

/// Whether a rendition is seen or heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RenditionKind {
    /// Picture without sound.
    Video,
    /// Sound without picture.
    Audio,
}

/// One encoded version, as one fragmented MP4 file.
#[derive(Debug, Clone, PartialEq)]
pub struct RenditionFile {
    /// `v720`, `a128`: its name in addresses.
    pub name: String,
    /// Picture or sound.
    pub kind: RenditionKind,
    /// Where the file is.
    pub path: PathBuf,
    /// Width in pixels, for a picture.
    pub width: Option<u32>,
    /// Height in pixels, for a picture.
    pub height: Option<u32>,
    /// Pictures per second, for a picture.
    pub frame_rate: Option<f32>,
    /// RFC 6381 codec name, read from the file itself.
    pub codecs: String,
    /// Peak bits per second, measured.
    pub bandwidth: u32,
    /// Average bits per second, measured.
    pub average_bandwidth: u32,
    /// Which bytes are which seconds.
    pub table: SegmentTable,
}

impl RenditionFile {
    /// What playlists say about it.
    #[must_use]
    pub fn describe(&self) -> RenditionInfo {
        RenditionInfo {
            name: self.name.clone(),
            kind: self.kind,
            width: self.width,
            height: self.height,
            frame_rate: self.frame_rate,
            codecs: self.codecs.clone(),
            bandwidth: self.bandwidth,
            average_bandwidth: self.average_bandwidth,
            language: None,
        }
    }
}

/// A page of a document, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageImage {
    /// From 1.
    pub number: u32,
    /// A JPEG.
    pub path: PathBuf,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The transcoder that calls ffmpeg and poppler, each time in a cage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    /// Where the programs run.
    pub cage: Cage,
}

/// How the work is shared out on the progress bar: reading, then the poster, then encoding.
const PROBED: f32 = 0.02;
const POSTED: f32 = 0.05;

#[async_trait::async_trait]
impl Transcoder for Ffmpeg {
    async fn digitise(
        &self,
        source: &Path,
        workdir: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem> {
        // Programs run with the working directory as theirs, where a relative path means another file.
        let absolute =
            |path: &Path| std::path::absolute(path).map_err(|error| MediaProblem::io("resolving a path", &error));
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let kind = sniff(&head(source, SNIFF_BYTES as u64).await?)?;
        if kind == SourceKind::Pdf {
            return self.document(source, workdir, progress).await;
        }
        let probe = probe(&self.cage, kind, source, workdir).await?;
        progress(PROBED);
        let posters = match &probe.video {
            // A recording without a poster is worth more than no recording.
            Some(_) => poster(&self.cage, &probe, source, workdir)
                .await
                .inspect_err(|problem| tracing::warn!(%problem, "no poster"))
                .ok(),
            None => None,
        };
        progress(POSTED);
        let rungs = ladder(&probe);
        let encoding = |part: f32| progress(POSTED + part * (1.0 - POSTED));
        transcode(&self.cage, &probe, &rungs, source, workdir, &encoding).await?;
        let mut renditions = Vec::with_capacity(rungs.len() + 1);
        for rung in &rungs {
            let mut made = rendition(workdir, &rung.name, RenditionKind::Video).await?;
            made.width = Some(rung.width);
            made.height = Some(rung.height);
            made.frame_rate = Some(rung.frame_rate.per_second());
            renditions.push(made);
        }
        if probe.audio.is_some() {
            renditions.push(rendition(workdir, SOUND.0, RenditionKind::Audio).await?);
        }
        progress(1.0);
        let [large, small] = posters.map_or([None, None], |paths| paths.map(Some));
        Ok(Digitised { probe, renditions, poster: large, poster_small: small, pages: Vec::new(), text: None })
    }
}

impl Ffmpeg {
    async fn document(
        &self,
        source: &Path,
        workdir: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem> {
        let (pages, text) = pages(&self.cage, source, workdir, progress).await?;
        let poster_small = cover(&self.cage, source, workdir).await?;
        Ok(Digitised {
            probe: Probe { kind: SourceKind::Pdf, duration_ms: 0, video: None, audio: None },
            renditions: Vec::new(),
            poster: pages.first().map(|page| page.path.clone()),
            poster_small: Some(poster_small),
            pages,
            text,
        })
    }
}

/// Reads back what ffmpeg wrote: nothing about a rendition is assumed from what was asked.
async fn rendition(workdir: &Path, name: &str, kind: RenditionKind) -> Result<RenditionFile, MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("reading a rendition", &error);
    let Cut { media, list } = cut(workdir, name);
    let length = tokio::fs::metadata(&media).await.map_err(failed)?.len();
    let table = SegmentTable::parse(&tokio::fs::read_to_string(&list).await.map_err(failed)?, length)?;
    let init = head(&media, table.init.0 + table.init.1).await?;
    let codecs =
        boxes::codec_string(&init).ok_or_else(|| MediaProblem::Engine(format!("{name}: no codec in its header")))?;
    Ok(RenditionFile {
        name: name.to_owned(),
        kind,
        path: media,
        width: None,
        height: None,
        frame_rate: None,
        codecs,
        bandwidth: table.bandwidth(),
        average_bandwidth: table.average_bandwidth(),
        table,
    })
}

async fn head(path: &Path, length: u64) -> Result<Vec<u8>, MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("opening a file", &error);
    let mut bytes = Vec::new();
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    file.take(length).read_to_end(&mut bytes).await.map_err(failed)?;
    Ok(bytes)
}
