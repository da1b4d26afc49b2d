//! A transcoder that makes what it is told to, for tests that are not about media. The server's own
//! tests share it.

use domain::media::{
    Begun, Digitised, Kept, MediaProblem, PageImage, Piped, Probe, RenditionFile, RenditionKind, Said, Segment,
    SegmentTable, SourceKind, Transcoder,
};
use parking_lot::Mutex;
use std::path::{Path, PathBuf};

/// A transcoder that reads from the source how many seconds it shall have made, and does as it is
/// told otherwise.
#[derive(Default)]
pub struct Rehearsal {
    /// What it fails with, as soon as it begins.
    pub problem: Mutex<Option<MediaProblem>>,
    /// Whether something can be watched before all is made, and what the rest then fails with.
    pub early: Mutex<Option<Option<MediaProblem>>>,
    /// What a document says, its pages parted by form feeds, and how many more it has: then that is what it
    /// makes of every file.
    pub guide: Mutex<Option<(String, u32)>>,
    /// How many pages of a document it could not read.
    pub unread: Mutex<u32>,
    /// What it reads in a document that it is asked to read again, its pages parted by form feeds; of a file that
    /// does not say how many seconds it lasts it reads what is in there.
    pub said: Mutex<String>,
}

#[async_trait::async_trait]
impl Transcoder for Rehearsal {
    async fn begin(&self, source: &Path, workdir: &Path) -> Result<Begun, MediaProblem> {
        if let Some(problem) = self.problem.lock().clone() {
            return Err(problem);
        }
        let bytes = std::fs::read(source).expect("the source");
        let text = String::from_utf8_lossy(&bytes);
        // What was sent live is a film of its own.
        let is_film = bytes.get(4..8) == Some(b"ftyp");
        let seconds: u64 = if is_film { 14 } else { text.trim().parse().map_err(|_| MediaProblem::NotMedia)? };
        let picture = |name: &str| {
            let path = workdir.join(name);
            std::fs::write(&path, name).expect("written");
            Some(path)
        };
        Ok(Begun {
            probe: Probe { kind: SourceKind::Mov, duration_ms: seconds * 1000, video: None, audio: None },
            renditions: match *self.early.lock() {
                Some(_) => ["q", "v360"].map(|name| rendition(workdir, name, seconds * 1000)).into(),
                None => Vec::new(),
            },
            poster: picture("poster.jpg"),
            poster_small: picture("poster-small.jpg"),
        })
    }

    async fn hear(&self, _: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
        let wave = workdir.join("sound.wav");
        std::fs::write(&wave, b"RIFF").expect("written");
        Ok(wave)
    }

    async fn one_rate(&self, _: &Path, workdir: &Path) -> Result<PathBuf, MediaProblem> {
        let made = workdir.join("made.aac");
        // Ten minutes of frames of two bytes: nobody reads more of them than there was sound.
        let frame = [0xFF, 0xF1, 0x4C, 0x80, 0x01, 0x3F, 0xFC, 0x21, 0x10];
        std::fs::write(&made, frame.repeat(28_125)).expect("written");
        Ok(made)
    }

    fn beside(&self, _: u32, _: bool, _: &Path) -> Result<Piped, MediaProblem> {
        Err(MediaProblem::EngineMissing("ffmpeg".to_owned()))
    }

    async fn still(&self, _: &Path, at_ms: u64, _: (u32, u32), workdir: &Path) -> Result<[PathBuf; 2], MediaProblem> {
        Ok(["large", "small"].map(|name| {
            let path = workdir.join(name);
            std::fs::write(&path, format!("{name} at {at_ms}")).expect("written");
            path
        }))
    }

    async fn photograph(&self, source: &Path, workdir: &Path) -> Result<[PathBuf; 2], MediaProblem> {
        if let Some(problem) = self.problem.lock().clone() {
            return Err(problem);
        }
        let brought = std::fs::read(source).expect("the source").len();
        Ok(["large", "small"].map(|name| {
            let path = workdir.join(name);
            std::fs::write(&path, format!("{name} of {brought}")).expect("written");
            path
        }))
    }

    async fn complete(
        &self,
        _: &Path,
        workdir: &Path,
        begun: &Begun,
        _: &dyn Kept,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Digitised, MediaProblem> {
        progress(0.5);
        if let Some(Some(problem)) = self.early.lock().clone() {
            return Err(problem);
        }
        if let Some((text, pages_left_out)) = self.guide.lock().clone() {
            let pages_unread = *self.unread.lock();
            return Ok(Digitised { pages_unread, ..document(workdir, begun, text, pages_left_out) });
        }
        Ok(Digitised {
            probe: begun.probe.clone(),
            renditions: ["v360", "v240", "a128"].map(|name| rendition(workdir, name, begun.probe.duration_ms)).into(),
            poster: begun.poster.clone(),
            poster_small: begun.poster_small.clone(),
            pages: Vec::new(),
            pages_left_out: 0,
            pages_unread: 0,
            text: None,
            storyboard: None,
        })
    }

    async fn read(
        &self,
        source: &Path,
        _: &Path,
        progress: &(dyn Fn(f32) + Send + Sync),
    ) -> Result<Said, MediaProblem> {
        if let Some(problem) = self.problem.lock().clone() {
            return Err(problem);
        }
        progress(0.5);
        let text = std::fs::read_to_string(source).expect("the source");
        let is_document = text.trim().parse::<u64>().is_ok();
        let (said, unread) = if is_document { (self.said.lock().clone(), *self.unread.lock()) } else { (text, 0) };
        Ok(Said { pages: said.split('\u{c}').map(str::to_owned).collect(), unread })
    }

    async fn in_av1(
        &self,
        _: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &dyn Kept,
    ) -> Result<Vec<RenditionFile>, MediaProblem> {
        if let Some(problem) = self.problem.lock().clone() {
            return Err(problem);
        }
        if !kept.goes_on().await {
            return Err(MediaProblem::Cancelled);
        }
        let modern = wholes.iter().map(|whole| {
            let name = whole.name.replacen('v', "av1-", 1);
            let made = rendition(workdir, &name, whole.table.duration_us() / 1000);
            RenditionFile { kind: RenditionKind::Video, codecs: "av01.0.01M.08".into(), ..made }
        });
        Ok(modern.collect())
    }

    async fn cut(
        &self,
        _: &Path,
        workdir: &Path,
        wholes: &[RenditionFile],
        kept: &[(u64, u64)],
    ) -> Result<Digitised, MediaProblem> {
        let duration_ms = kept.iter().map(|(from, to)| to - from).sum();
        Ok(Digitised {
            probe: Probe { kind: SourceKind::Mov, duration_ms, video: None, audio: None },
            renditions: wholes.iter().map(|whole| rendition(workdir, &whole.name, duration_ms)).collect(),
            poster: None,
            poster_small: None,
            pages: Vec::new(),
            pages_left_out: 0,
            pages_unread: 0,
            text: None,
            storyboard: None,
        })
    }
}

fn document(workdir: &Path, begun: &Begun, text: String, pages_left_out: u32) -> Digitised {
    let page = |(number, said): (u32, &str)| {
        let path = workdir.join(format!("page-{number}.jpg"));
        std::fs::write(&path, said).expect("written");
        PageImage { number, path, width: 1400, height: 1820 }
    };
    Digitised {
        probe: Probe { kind: SourceKind::Pdf, duration_ms: 0, video: None, audio: None },
        renditions: Vec::new(),
        poster: begun.poster.clone(),
        poster_small: begun.poster_small.clone(),
        pages: (1..).zip(text.split('\u{c}')).map(page).collect(),
        pages_left_out,
        pages_unread: 0,
        text: Some(text),
        storyboard: None,
    }
}

fn rendition(workdir: &Path, name: &str, duration_ms: u64) -> RenditionFile {
    let path = workdir.join(format!("{name}.mp4"));
    std::fs::write(&path, b"initsegment0segment1").expect("written");
    let half = |offset| Segment { offset, len: 8, duration_us: duration_ms * 500 };
    RenditionFile {
        name: name.into(),
        kind: if name.starts_with('a') { RenditionKind::Audio } else { RenditionKind::Video },
        path,
        width: Some(640),
        height: Some(360),
        frame_rate: Some(24.0),
        codecs: "avc1.64001e".into(),
        bandwidth: 600_000,
        average_bandwidth: 400_000,
        table: SegmentTable { init: (0, 4), segments: vec![half(4), half(12)], keys: Vec::new() },
    }
}
