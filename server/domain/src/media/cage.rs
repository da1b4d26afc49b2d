//! The outside of the cage: starting a program, watching it, ending it.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::sync::Once;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::process::{ChildStdin, ChildStdout, Command};
use tokio::time::{Instant, sleep_until};

use super::cell::{CageSpec, NOTE};
use super::{MediaProblem, office, reading};

/// How much of a program's standard error is kept: the end, where the reason is.
const STDERR_KEPT: usize = 16 * 1024;
/// The longest line of standard output that is believed; our programs write short ones.
const LINE_MAX: usize = 256 * 1024;
/// Where programs are looked for: the system's directories and never the server's own PATH,
/// which may name a directory that somebody else can write.
const PROGRAM_DIRS: [&str; 3] = ["/usr/local/bin", "/usr/bin", "/bin"];

/// Runs programs on untrusted files with almost no rights; see [`cell`](super::cell) for which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cage {
    /// This server's own binary: it restricts itself, then becomes the program.
    pub launcher: PathBuf,
}

/// How much a caged program may use before it is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes.
    pub memory_bytes: u64,
    /// The largest file it may write, in bytes.
    pub file_bytes: u64,
    /// Time by the clock on the wall; processor time is limited to as much on every core.
    pub wall: Duration,
    /// How long it may go without a [`Beat::Alive`] line, if that matters.
    pub stall: Option<Duration>,
}

/// What a line of a program's standard output says about its progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beat {
    /// It advanced: the watchdog starts again.
    Alive,
    /// Nothing was learnt.
    Silent,
}

/// How much of the cage this machine's kernel can build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Landlock {
    /// Files, TCP and signals are all held.
    Full,
    /// An older kernel: files are held, the rest by the system call filter alone.
    Partial,
    /// No Landlock: a caged program may read what the server's user may read.
    None,
}

/// What a program left when it ended well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    /// The end of its standard error.
    pub log: String,
    /// What was held while it ran.
    pub landlock: Landlock,
}

/// What `estrade check-config` prints about the cage.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct CageReport {
    /// What the kernel holds.
    pub landlock: Landlock,
    /// A file outside the cage could not be read.
    pub reading_refused: bool,
    /// A file outside the cage could not be written.
    pub writing_refused: bool,
    /// A connection to this very machine could not be opened.
    pub network_refused: bool,
    /// Programs that are not installed, by name.
    pub missing: Vec<String>,
    /// Programs that are not installed and can be done without: pages that are pictures are then not read, or
    /// office documents not taken.
    pub missing_optional: Vec<String>,
}

impl CageReport {
    /// Whether files from strangers can be digitised here as safely as intended.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.landlock != Landlock::None
            && self.reading_refused
            && self.writing_refused
            && self.network_refused
            && self.missing.is_empty()
    }
}

/// Ends a whole process group when dropped: cancelling the future is enough to stop the work.
#[derive(Debug)]
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            // It may have ended a moment ago; there is then nobody to end.
            let _gone = kill_process_group(group, Signal::KILL);
        }
    }
}

/// A caged program between two pipes.
#[derive(Debug)]
pub struct Piped {
    /// What it takes in.
    pub into: ChildStdin,
    /// What it gives out.
    pub from: ChildStdout,
    /// Dropped, it ends.
    pub ends: Ends,
}

/// Ends a program, and whatever it has started, when dropped.
#[derive(Debug)]
pub struct Ends {
    _child: tokio::process::Child,
    _group: Group,
}

impl Cage {
    /// Runs `program` (a bare name, or an absolute path) until it ends.
    ///
    /// `input` is the only file it may read besides the system's own, `workdir` the only directory
    /// it may write; both must be paths that the server made up, and no argument may come from a
    /// request. `on_line` sees each line of its standard output. Dropping the future kills it.
    ///
    /// # Errors
    /// [`MediaProblem::EngineMissing`] when it is not installed, [`MediaProblem::Timeout`] and
    /// [`MediaProblem::Stalled`] by the limits, otherwise what its log says
    /// ([`MediaProblem::from_log`]).
    pub async fn run(
        &self,
        program: &str,
        args: Vec<OsString>,
        limits: Limits,
        input: Option<&Path>,
        workdir: &Path,
        on_line: &mut (dyn FnMut(&str) -> Beat + Send),
    ) -> Result<Output, MediaProblem> {
        let (mut child, mut group) = self.start(program, args, limits, input, workdir, Stdio::null())?;
        let (Some(mut stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            return Err(MediaProblem::Engine("a pipe is missing".to_owned()));
        };
        let log = tokio::spawn(tail(stderr));
        let deadline = Instant::now() + limits.wall;
        let patience = limits.stall.unwrap_or(limits.wall);
        let mut silence = Instant::now() + patience;
        let mut lines = Lines::default();
        let mut chunk = vec![0_u8; 16 * 1024];
        loop {
            tokio::select! {
                read = stdout.read(&mut chunk) => match read {
                    Ok(0) | Err(_) => break,
                    Ok(length) => {
                        if lines.push(&chunk[..length], on_line)? == Beat::Alive {
                            silence = Instant::now() + patience;
                        }
                    }
                },
                () = sleep_until(deadline) => return Err(MediaProblem::Timeout),
                () = sleep_until(silence) => return Err(MediaProblem::Stalled),
            }
        }
        let status = tokio::select! {
            status = child.wait() => status.map_err(|error| MediaProblem::io("waiting", &error))?,
            () = sleep_until(deadline) => return Err(MediaProblem::Timeout),
        };
        group.0 = None;
        let log = log.await.map_err(|error| MediaProblem::Engine(error.to_string()))?;
        let (landlock, log) = read_note(&log);
        if landlock == Landlock::None {
            static ONCE: Once = Once::new();
            ONCE.call_once(|| {
                tracing::warn!("this kernel has no Landlock: caged programs can read the server's files");
            });
        }
        verdict(status, &log)?;
        Ok(Output { log, landlock })
    }

    /// Starts a program that takes in on one end and gives out on the other, for as long as `limits` allow.
    /// It reads no file; `workdir` is the only directory that it may write.
    ///
    /// # Errors
    /// [`MediaProblem::EngineMissing`] when it is not installed; [`MediaProblem::Engine`].
    pub fn pipe(
        &self,
        program: &str,
        args: Vec<OsString>,
        limits: Limits,
        workdir: &Path,
    ) -> Result<Piped, MediaProblem> {
        let (mut child, group) = self.start(program, args, limits, None, workdir, Stdio::piped())?;
        let (Some(into), Some(from), Some(stderr)) = (child.stdin.take(), child.stdout.take(), child.stderr.take())
        else {
            return Err(MediaProblem::Engine("a pipe is missing".to_owned()));
        };
        let ends = Ends { _child: child, _group: group };
        tokio::spawn(async move {
            let (_, words) = read_note(&tail(stderr).await);
            if !words.trim().is_empty() {
                tracing::debug!(words = words.trim(), "a piped program has ended");
            }
        });
        Ok(Piped { into, from, ends })
    }

    fn start(
        &self,
        program: &str,
        args: Vec<OsString>,
        limits: Limits,
        input: Option<&Path>,
        workdir: &Path,
        stdin: Stdio,
    ) -> Result<(tokio::process::Child, Group), MediaProblem> {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u64);
        let spec = CageSpec {
            input: input.map(Path::to_owned),
            workdir: workdir.to_owned(),
            memory_bytes: limits.memory_bytes,
            cpu_seconds: limits.wall.as_secs().max(1) * cores,
            file_bytes: limits.file_bytes,
            mute_sockets: program.ends_with(office::PROGRAM),
            program: find_program(program)?,
            args,
        };
        let child = Command::new(&self.launcher)
            .arg("cage")
            .args(spec.to_args())
            .env_clear()
            .process_group(0)
            .kill_on_drop(true)
            .stdin(stdin)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| MediaProblem::io("starting the cage", &error))?;
        let pid = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw);
        Ok((child, Group(pid)))
    }

    /// Tries to misbehave from inside, and says what was refused. `scratch` must be a directory
    /// of ours that exists; nothing is left in it.
    ///
    /// # Errors
    /// A problem only when the cage itself cannot be started; refusals are the good outcome.
    pub async fn check(&self, scratch: &Path) -> Result<CageReport, MediaProblem> {
        let limits = Limits { memory_bytes: 2 << 30, file_bytes: 1 << 20, wall: Duration::from_secs(20), stall: None };
        let inside = scratch.join("cage-check");
        let outside = scratch.join("cage-check-escaped");
        tokio::fs::create_dir_all(&inside).await.map_err(|error| MediaProblem::io("creating a directory", &error))?;
        let attempt = async |program: &str, args: &[&str]| {
            let args = args.iter().map(OsString::from).collect();
            self.run(program, args, limits, None, &inside, &mut |_| Beat::Silent).await
        };
        let calm = attempt("true", &[]).await;
        let read = attempt("cat", &["/etc/passwd"]).await;
        let write = attempt("touch", &[&outside.to_string_lossy()]).await;
        let (port, served) = decoy().await?;
        let address = format!("http://127.0.0.1:{port}/");
        let mut missing = Vec::new();
        let network = attempt("ffmpeg", &["-v", "error", "-nostdin", "-i", &address, "-f", "null", "-"]).await;
        for program in ["ffmpeg", "ffprobe", "pdfinfo", "pdftoppm", "pdftotext"] {
            if find_program(program).is_err() {
                missing.push(program.to_owned());
            }
        }
        let optional = [(reading::PROGRAM, reading::is_there()), ("soffice", office::program().is_ok())];
        let reached = served.load(std::sync::atomic::Ordering::SeqCst);
        let escaped = tokio::fs::remove_file(&outside).await.is_ok();
        // Best effort: an empty directory left behind harms nobody.
        let _left = tokio::fs::remove_dir_all(&inside).await;
        Ok(CageReport {
            landlock: calm?.landlock,
            reading_refused: read.is_err(),
            writing_refused: write.is_err() && !escaped,
            network_refused: network.is_err() && !reached,
            missing,
            missing_optional: optional.iter().filter(|(_, there)| !there).map(|(name, _)| (*name).to_owned()).collect(),
        })
    }
}

/// A listener on this machine that notes whether anybody came.
async fn decoy() -> Result<(u16, std::sync::Arc<std::sync::atomic::AtomicBool>), MediaProblem> {
    let failed = |error: std::io::Error| MediaProblem::io("listening", &error);
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let served = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let flag = served.clone();
    tokio::spawn(async move {
        if let Ok(Ok(_)) = tokio::time::timeout(Duration::from_secs(20), listener.accept()).await {
            flag.store(true, std::sync::atomic::Ordering::SeqCst);
        }
    });
    Ok((port, served))
}

pub(super) fn find_program(name: &str) -> Result<PathBuf, MediaProblem> {
    let found = if name.starts_with('/') {
        Some(PathBuf::from(name)).filter(|path| path.is_file())
    } else {
        PROGRAM_DIRS.iter().map(|dir| Path::new(dir).join(name)).find(|path| path.is_file())
    };
    // The rules are about real files, not about the links that distributions put before them.
    found.and_then(|path| path.canonicalize().ok()).ok_or_else(|| MediaProblem::EngineMissing(name.to_owned()))
}

fn verdict(status: ExitStatus, log: &str) -> Result<(), MediaProblem> {
    if status.success() {
        return Ok(());
    }
    match status.signal() {
        Some(libc::SIGXCPU) => Err(MediaProblem::Timeout),
        Some(libc::SIGXFSZ) => Err(MediaProblem::OutOfSpace),
        Some(signal) => Err(MediaProblem::Engine(format!("ended by signal {signal}: {log}"))),
        None => Err(MediaProblem::from_log(log)),
    }
}

/// Separates the cage's own line from the program's words.
fn read_note(log: &str) -> (Landlock, String) {
    let mut landlock = Landlock::Partial;
    let mut words = String::with_capacity(log.len());
    for line in log.lines() {
        match line.strip_prefix(NOTE).map(str::trim) {
            Some("landlock=full") => landlock = Landlock::Full,
            Some("landlock=none") => landlock = Landlock::None,
            Some("landlock=partial") => {}
            _ => {
                words.push_str(line);
                words.push('\n');
            }
        }
    }
    (landlock, words)
}

/// Keeps the first line (the cage's) and the last [`STDERR_KEPT`] bytes of the rest.
async fn tail(mut stderr: impl AsyncRead + Unpin) -> String {
    let mut first = Vec::new();
    let mut kept = Vec::new();
    let mut chunk = vec![0_u8; 4096];
    while let Ok(length @ 1..) = stderr.read(&mut chunk).await {
        if first.is_empty() && kept.len() + length > STDERR_KEPT {
            first = kept.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default().to_vec();
        }
        kept.extend_from_slice(&chunk[..length]);
        let surplus = kept.len().saturating_sub(STDERR_KEPT);
        kept.drain(..surplus);
    }
    first.extend_from_slice(&kept);
    String::from_utf8_lossy(&first).into_owned()
}

/// Cuts a stream of bytes into lines.
#[derive(Default)]
struct Lines(Vec<u8>);

impl Lines {
    fn push(&mut self, bytes: &[u8], on_line: &mut (dyn FnMut(&str) -> Beat + Send)) -> Result<Beat, MediaProblem> {
        let mut beat = Beat::Silent;
        self.0.extend_from_slice(bytes);
        while let Some(end) = self.0.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.0.drain(..=end).collect();
            if on_line(String::from_utf8_lossy(&line).trim_end()) == Beat::Alive {
                beat = Beat::Alive;
            }
        }
        if self.0.len() > LINE_MAX {
            return Err(MediaProblem::Engine("a program wrote an endless line".to_owned()));
        }
        Ok(beat)
    }
}
