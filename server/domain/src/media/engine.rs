//! The edge of the world: turning a source into everything a session needs.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncReadExt, AsyncSeekExt};

use super::beside;
use super::cage::{Beat, Limits, Piped};
use super::document::{self, document};
use super::ladder::ladder;
use super::photograph::photograph;
use super::playlist::RenditionInfo;
use super::poster::{poster, still};
use super::probe::probe;
use super::remux::{self, Remux, remux};
use super::storyboard::{Storyboard, storyboard};
use super::transcode::{Cut, Cuts, SOUND, Work, cut, input, transcode, words};
use super::{
    Cage, Kept, MediaProblem, Probe, Rung, SNIFF_BYTES, SegmentTable, av1, boxes, cutting, loudness, pieces, sniff,
};

/// Makes a session's media from a file. The one real implementation is [`Ffmpeg`]; tests that
/// are not about media bring their own.
#[async_trait::async_trait]
pub trait Transcoder: Send + Sync {
    /// Reads a local source file and makes in `workdir` (empty, ours) what can be watched soonest.
    ///
    /// # Errors
    /// The file's faults, or the engine's: [`MediaProblem::is_retryable`] tells them apart.
    async fn begin(&self, source: &Path, workdir: &Path) -> Result<Begun, MediaProblem>;

    /// Makes of our own sound rendition what programs that listen take: WAV of 16 kHz, mono.
    ///
    /// # Errors
    /// The engine's.
    async fn hear(&self, sound: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem>;

    /// Takes the picture at a moment of our own rendition, in milliseconds from the beginning of the
    /// `part` of it that lies here; returns it as in [`Digitised`], large and small.
    ///
    /// # Errors
    /// The engine's.
    async fn still(
        &self,
        part: &Path,
        at_ms: u64,
        size: (u32, u32),
        workdir: &Path,
    ) -> Result<[PathBuf; 2], MediaProblem>;

    /// Makes a picture that somebody brought anew, upright and without anything but the picture; returns it large
    /// (2560 pixels on its longer side at most) and small (480), as JPEG.
    ///
    /// # Errors
    /// [`MediaProblem::NotMedia`] when it is no picture, or cannot be read; the engine's.
    async fn photograph(&self, source: &Path, workdir: &Path) -> Result<[PathBuf; 2], MediaProblem>;

    /// Makes a sound once more as AAC of 48 kHz in stereo, frame by frame as ADTS. The first frame is the encoder's
    /// own, before what it was given.
    ///
    /// # Errors
    /// The engine's.
    async fn one_rate(&self, sound: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem>;

    /// Starts what makes pictures smaller while they are sent: FLV goes in and comes out, as many pictures as went
    /// in, at their times, and key pictures where those that went in were. `height` is that of what comes out, or
    /// its width where it is `upright`.
    ///
    /// # Errors
    /// The engine's.
    fn beside(&self, height: u32, upright: bool, workdir: &Path) -> Result<Piped, MediaProblem>;

    /// Makes the rest of what a session needs, in the same `workdir`. What an earlier attempt has kept
    /// is not made again. `progress` hears 0 to 1, in order. Dropping the future stops the work.
    ///
    /// # Errors
    /// As [`Transcoder::begin`].
    async fn complete(
        &self,
        source: &Path,
        workdir: &Path,
        begun: &Begun,
        kept: &dyn Kept,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem>;

    /// Reads once more what the pages of a document say. `progress` hears 0 to 1, in order.
    ///
    /// # Errors
    /// As [`Transcoder::begin`].
    async fn read(
        &self,
        source: &Path,
        workdir: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Said, MediaProblem>;

    /// Makes the pictures of a source once more in AV1, each cut where `wholes`, its renditions, are. What an
    /// earlier attempt has kept is not made again.
    ///
    /// # Errors
    /// As [`Transcoder::begin`]; [`MediaProblem::Cancelled`] where `kept` says that it does not go on.
    async fn in_av1(
        &self,
        source: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &dyn Kept,
    ) -> Result<Vec<RenditionFile>, MediaProblem>;

    /// Makes renditions that show only some parts of a source, given in milliseconds. What lies
    /// between two cuts of `wholes`, the renditions of all of it, is taken from them; only what is left
    /// at the edges is encoded, and the sound. They are called as before.
    ///
    /// # Errors
    /// As [`Transcoder::begin`].
    async fn cut(
        &self,
        source: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &[(u64, u64)],
    ) -> Result<Digitised, MediaProblem>;
}

/// What can be watched of a source before all of it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// What the source held.
    pub probe: Probe,
    /// Renditions to play until the others are there: pictures, then sound; none where the whole
    /// is made as soon. Those whose names come back in [`Digitised`] stay.
    pub renditions: Vec<RenditionFile>,
    /// As in [`Digitised`].
    pub poster: Option<PathBuf>,
    /// As in [`Digitised`].
    pub poster_small: Option<PathBuf>,
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
    /// Pages that the document has besides, and of which there are no pictures.
    pub pages_left_out: u32,
    /// Pages that are nothing but a picture, and whose words could not be read.
    pub pages_unread: u32,
    /// A document's words, pages parted by form feeds.
    pub text: Option<String>,
    /// Sheets of small pictures and how they are laid out.
    pub storyboard: Option<(Storyboard, Vec<PathBuf>)>,
}

/// What the pages of a document say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// The text of each page, in order; nothing where it says none.
    pub pages: Vec<String>,
    /// How many of them are pictures that could not be read.
    pub unread: u32,
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
            label: None,
            describes_picture: false,
            keys_bandwidth: self.table.keys_bandwidth(),
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

/// The transcoder that calls ffmpeg, poppler, tesseract and an office program, each time in a cage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ffmpeg {
    /// Where the programs run.
    pub cage: Cage,
}

/// How much of the progress bar listening to the sound takes.
const LISTENED: f32 = 0.05;
/// The largest picture that is made first, where the source cannot be played as it is: the
/// smallest in which a movement can be followed.
const FIRST_SIZE: u32 = 360;

#[async_trait::async_trait]
impl Transcoder for Ffmpeg {
    async fn begin(&self, source: &Path, workdir: &Path) -> Result<Begun, MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let kind = sniff(&head(source, SNIFF_BYTES as u64).await?)?;
        if kind.has_pages() {
            document::check(kind)?;
            let probe = Probe { kind, duration_ms: 0, video: None, audio: None };
            return Ok(Begun { probe, renditions: Vec::new(), poster: None, poster_small: None });
        }
        let probe = probe(&self.cage, kind, source, workdir).await?;
        let posters = async {
            // A recording without a poster is worth more than no recording.
            let made = poster(&self.cage, &probe, source, workdir).await;
            made.inspect_err(|problem| tracing::warn!(%problem, "no poster")).ok().filter(|_| probe.video.is_some())
        };
        let (posters, renditions) = tokio::join!(posters, self.first(&probe, source, workdir));
        let [poster, poster_small] = posters.map_or([None, None], |paths| paths.map(Some));
        Ok(Begun { renditions: renditions?, probe, poster, poster_small })
    }

    async fn hear(&self, sound: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
        let (sound, workdir) = (&*absolute(sound)?, &*absolute(workdir)?);
        let wave = workdir.join("sound.wav");
        let mut args = words(&["-v", "error", "-nostdin", "-y"]);
        args.extend(input("mov", sound, "aac"));
        args.extend(words(&["-vn", "-ac", "1", "-ar", "16000", "-c:a", "pcm_s16le", "-f", "wav"]));
        args.push(wave.clone().into());
        // Twelve hours of it are 1.4 gigabytes.
        let limits =
            Limits { memory_bytes: 2 << 30, file_bytes: 2 << 30, wall: Duration::from_secs(1800), stall: None };
        self.cage.run("ffmpeg", args, limits, Some(sound), workdir, &mut |_| Beat::Alive).await?;
        Ok(wave)
    }

    async fn still(
        &self,
        part: &Path,
        at_ms: u64,
        size: (u32, u32),
        workdir: &Path,
    ) -> Result<[PathBuf; 2], MediaProblem> {
        still(&self.cage, &absolute(part)?, at_ms, size, &absolute(workdir)?).await
    }

    async fn one_rate(&self, sound: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
        let (sound, workdir) = (&*absolute(sound)?, &*absolute(workdir)?);
        let made = workdir.join("made.aac");
        let mut args = words(&["-v", "error", "-nostdin", "-y"]);
        args.extend(input("mov", sound, "aac"));
        args.extend(words(&["-vn", "-af", "aresample=48000:async=1,aformat=channel_layouts=stereo"]));
        args.extend(words(&["-c:a", "aac", "-profile:a", "aac_low", "-b:a", "192k", "-f", "adts"]));
        args.push(made.clone().into());
        // Twelve hours of it are a gigabyte.
        let limits =
            Limits { memory_bytes: 2 << 30, file_bytes: 2 << 30, wall: Duration::from_secs(3600), stall: None };
        self.cage.run("ffmpeg", args, limits, Some(sound), workdir, &mut |_| Beat::Alive).await?;
        Ok(made)
    }

    fn beside(&self, height: u32, upright: bool, workdir: &Path) -> Result<Piped, MediaProblem> {
        beside::start(&self.cage, height, upright, workdir)
    }

    async fn photograph(&self, source: &Path, workdir: &Path) -> Result<[PathBuf; 2], MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let head = head(source, SNIFF_BYTES as u64).await?;
        photograph(&self.cage, &head, source, workdir).await
    }

    async fn complete(
        &self,
        source: &Path,
        workdir: &Path,
        begun: &Begun,
        kept: &dyn Kept,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let probe = &begun.probe;
        if probe.kind.has_pages() {
            return document(&self.cage, probe.kind, source, workdir, progress).await;
        }
        let ladder = ladder(probe);
        let there = |rung: &Rung| begun.renditions.iter().find(|made| made.name == rung.name);
        let rest: Vec<Rung> = ladder.iter().filter(|rung| there(rung).is_none()).cloned().collect();
        // A recording that cannot be measured is heard as it is.
        let loudness = loudness::measure(&self.cage, probe, source, workdir).await;
        let loudness = loudness.inspect_err(|problem| tracing::warn!(%problem, "no loudness")).ok().flatten();
        progress(LISTENED);
        let encoding = |part: f32| progress(LISTENED + part * (1.0 - LISTENED));
        // What came as it was is cut where its author's encoder set key pictures; the rest follows.
        let cuts = ladder.first().and_then(there).map_or(Cuts::Regular, |top| Cuts::As(&top.table));
        let work = Work { rungs: &rest, cuts, sound: true, loudness, span: None, kept: &[] };
        let in_pieces = pieces::encode(&self.cage, probe, work, source, workdir, kept, &encoding).await?;
        let left = if in_pieces { Work { rungs: &[], ..work } } else { work };
        transcode(&self.cage, probe, left, source, workdir, if in_pieces { &|_| {} } else { &encoding }).await?;
        let mut renditions = Vec::with_capacity(ladder.len() + 1);
        for rung in &ladder {
            renditions.push(match there(rung) {
                Some(made) => made.clone(),
                None => picture(workdir, rung).await?,
            });
        }
        if probe.audio.is_some() {
            renditions.push(rendition(workdir, SOUND.0, RenditionKind::Audio).await?);
        }
        let storyboard = sheets(&self.cage, &renditions, workdir).await;
        progress(1.0);
        let (poster, poster_small) = (begun.poster.clone(), begun.poster_small.clone());
        let probe = probe.clone();
        Ok(Digitised {
            probe,
            renditions,
            poster,
            poster_small,
            pages: Vec::new(),
            pages_left_out: 0,
            pages_unread: 0,
            text: None,
            storyboard,
        })
    }

    async fn read(
        &self,
        source: &Path,
        workdir: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Said, MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let kind = sniff(&head(source, SNIFF_BYTES as u64).await?)?;
        if !kind.has_pages() {
            return Err(MediaProblem::NotMedia);
        }
        document::check(kind)?;
        document::said(&self.cage, kind, source, workdir, progress).await
    }

    async fn in_av1(
        &self,
        source: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &dyn Kept,
    ) -> Result<Vec<RenditionFile>, MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let kind = sniff(&head(source, SNIFF_BYTES as u64).await?)?;
        let probe = probe(&self.cage, kind, source, workdir).await?;
        av1::encode(&self.cage, &probe, wholes, source, workdir, kept).await
    }

    async fn cut(
        &self,
        source: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &[(u64, u64)],
    ) -> Result<Digitised, MediaProblem> {
        let (source, workdir) = (&*absolute(source)?, &*absolute(workdir)?);
        let kind = sniff(&head(source, SNIFF_BYTES as u64).await?)?;
        let probe = probe(&self.cage, kind, source, workdir).await?;
        let renditions = cutting::recut(&self.cage, &probe, wholes, kept, source, workdir).await?;
        let storyboard = sheets(&self.cage, &renditions, workdir).await;
        Ok(Digitised {
            probe,
            renditions,
            poster: None,
            poster_small: None,
            pages: Vec::new(),
            pages_left_out: 0,
            pages_unread: 0,
            text: None,
            storyboard,
        })
    }
}

/// Sheets of small pictures, of the smallest of these.
async fn sheets(cage: &Cage, renditions: &[RenditionFile], workdir: &Path) -> Option<(Storyboard, Vec<PathBuf>)> {
    let smallest = renditions.iter().rfind(|made| made.kind == RenditionKind::Video)?;
    // Nobody waits for it, and a recording without it is watched all the same.
    let drawn = storyboard(cage, smallest, workdir).await;
    drawn.inspect_err(|problem| tracing::warn!(%problem, "no storyboard")).ok().flatten()
}

impl Ffmpeg {
    /// The source as it came, where it plays everywhere; otherwise one small picture.
    async fn first(&self, probe: &Probe, source: &Path, workdir: &Path) -> Result<Vec<RenditionFile>, MediaProblem> {
        // Only a shortcut: what cannot be had early is had with the rest, which says what is wrong.
        match remux(&self.cage, probe, source, workdir).await {
            Ok(Some(Remux { picture, sound })) => return Ok(std::iter::once(picture).chain(sound).collect()),
            Ok(None) => {}
            Err(problem) => tracing::warn!(%problem, "could not be passed on as it came"),
        }
        let ladder = ladder(probe);
        let Some(rung) = ladder.iter().find(|rung| rung.size <= FIRST_SIZE).filter(|_| ladder.len() > 1) else {
            return Ok(Vec::new());
        };
        let rungs = std::slice::from_ref(rung);
        let work = Work { rungs, cuts: Cuts::Regular, sound: true, loudness: None, span: None, kept: &[] };
        if let Err(problem) = transcode(&self.cage, probe, work, source, workdir, &|_| {}).await {
            tracing::warn!(%problem, "nothing could be made first");
            return Ok(Vec::new());
        }
        let mut made = vec![picture(workdir, rung).await?];
        if probe.audio.is_some() {
            // Made once more when its loudness is known.
            let mut sound = rendition(workdir, SOUND.0, RenditionKind::Audio).await?;
            sound.name = remux::PROVISIONAL_SOUND.to_owned();
            let kept = workdir.join(format!("{}.mp4", sound.name));
            tokio::fs::rename(&sound.path, &kept)
                .await
                .map_err(|error| MediaProblem::io("setting sound aside", &error))?;
            sound.path = kept;
            made.push(sound);
        }
        Ok(made)
    }
}

/// Programs run with the working directory as theirs, where a relative path means another file.
fn absolute(path: &Path) -> Result<PathBuf, MediaProblem> {
    std::path::absolute(path).map_err(|error| MediaProblem::io("resolving a path", &error))
}

pub(super) async fn picture(workdir: &Path, rung: &Rung) -> Result<RenditionFile, MediaProblem> {
    let mut made = rendition(workdir, &rung.name, RenditionKind::Video).await?;
    made.width = Some(rung.width);
    made.height = Some(rung.height);
    made.frame_rate = Some(rung.frame_rate.per_second());
    Ok(made)
}

/// Reads back what ffmpeg wrote: nothing about a rendition is assumed from what was asked.
pub(super) async fn rendition(workdir: &Path, name: &str, kind: RenditionKind) -> Result<RenditionFile, MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("reading a rendition", &error);
    let Cut { media, list } = cut(workdir, name);
    let length = tokio::fs::metadata(&media).await.map_err(failed)?.len();
    let mut table = SegmentTable::parse(&tokio::fs::read_to_string(&list).await.map_err(failed)?, length)?;
    if kind == RenditionKind::Video {
        table.keys = keys(&media, &table).await.map_err(failed)?;
    }
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

/// Where the first picture of each segment ends; nothing at all where one cannot be told.
async fn keys(media: &Path, table: &SegmentTable) -> std::io::Result<Vec<u64>> {
    /// The description of a segment of ten seconds at sixty pictures each is about ten kilobytes.
    const DESCRIPTION: u64 = 32 * 1024;
    let mut file = tokio::fs::File::open(media).await?;
    let mut keys = Vec::with_capacity(table.segments.len());
    let mut bytes = Vec::new();
    for segment in &table.segments {
        bytes.clear();
        file.seek(std::io::SeekFrom::Start(segment.offset)).await?;
        (&mut file).take(segment.len.min(DESCRIPTION)).read_to_end(&mut bytes).await?;
        match boxes::first_picture_len(&bytes).filter(|end| *end <= segment.len) {
            Some(end) => keys.push(end),
            None => return Ok(Vec::new()),
        }
    }
    Ok(keys)
}

pub(super) async fn head(path: &Path, length: u64) -> Result<Vec<u8>, MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("opening a file", &error);
    let mut bytes = Vec::new();
    let file = tokio::fs::File::open(path).await.map_err(failed)?;
    file.take(length).read_to_end(&mut bytes).await.map_err(failed)?;
    Ok(bytes)
}
