//! The inside of a [`Cage`](super::Cage): what the server's own binary does to itself, as the
//! hidden command `cage`, before it becomes the program that reads an untrusted file.
//!
//! Restricting a child between fork and exec needs `unsafe`; restricting oneself does not. So
//! the parent starts itself again, and [`enter`] gives up its rights one after the other.

use std::ffi::OsString;
use std::io;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use landlock::{
    ABI, Access, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr,
    RulesetError, RulesetStatus, Scope, path_beneath_rules,
};
use rustix::process::{Resource, Rlimit, Signal, nice, set_parent_process_death_signal, setrlimit};

use super::seccomp;

/// What begins the one line that [`enter`] writes on standard error about itself.
pub(super) const NOTE: &str = "estrade-cage:";

/// Programs, their libraries and fonts: readable, never writable.
const READABLE: [&str; 19] = [
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/libreoffice",
    "/var/lib/libreoffice",
    "/var/spool/libreoffice",
    "/var/cache/fontconfig",
    "/dev/zero",
    "/dev/urandom",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
];

/// What the kernel must be allowed to execute besides the program itself: the dynamic loaders.
const LOADERS: [&str; 5] = [
    "/lib64/ld-linux-x86-64.so.2",
    "/lib/ld-linux-aarch64.so.1",
    "/lib/ld-linux-riscv64-lp64d.so.1",
    "/lib/ld-musl-x86_64.so.1",
    "/lib/ld-musl-aarch64.so.1",
];

/// Everything a caged program is allowed, as read from the hidden command's arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CageSpec {
    /// The one file it may read, if any.
    pub input: Option<PathBuf>,
    /// The one directory it may write; also its current directory.
    pub workdir: PathBuf,
    /// Address space, in bytes.
    pub memory_bytes: u64,
    /// Processor time of all its threads together, in seconds.
    pub cpu_seconds: u64,
    /// The largest file it may write, in bytes.
    pub file_bytes: u64,
    /// Whether it may have sockets that lead nowhere, since it does not start without one.
    pub mute_sockets: bool,
    /// Absolute path of the program.
    pub program: PathBuf,
    /// The program's arguments.
    pub args: Vec<OsString>,
}

impl CageSpec {
    /// Reads what follows `estrade cage`: `[--input P] --workdir D --memory BYTES --cpu SECONDS
    /// --file-size BYTES [--sockets mute] -- PROGRAM ARGS...`.
    ///
    /// # Errors
    /// `InvalidInput`, naming the argument that is missing or unreadable.
    pub fn from_args(args: impl IntoIterator<Item = OsString>) -> io::Result<Self> {
        let wrong = |what: &str| io::Error::new(io::ErrorKind::InvalidInput, what.to_owned());
        let mut args = args.into_iter();
        let (mut input, mut workdir) = (None, None);
        let (mut memory, mut cpu, mut file) = (None, None, None);
        let mut mute_sockets = false;
        while let Some(flag) = args.next() {
            if flag == "--" {
                break;
            }
            let value = args.next().ok_or_else(|| wrong("an argument lacks its value"))?;
            let number = || value.to_str().and_then(|text| text.parse::<u64>().ok());
            match flag.to_str() {
                Some("--input") => input = Some(PathBuf::from(value)),
                Some("--workdir") => workdir = Some(PathBuf::from(value)),
                Some("--memory") => memory = number(),
                Some("--cpu") => cpu = number(),
                Some("--file-size") => file = number(),
                Some("--sockets") if value == "mute" => mute_sockets = true,
                _ => return Err(wrong("unknown argument")),
            }
        }
        Ok(Self {
            input,
            workdir: workdir.ok_or_else(|| wrong("--workdir is missing"))?,
            memory_bytes: memory.ok_or_else(|| wrong("--memory is missing"))?,
            cpu_seconds: cpu.ok_or_else(|| wrong("--cpu is missing"))?,
            file_bytes: file.ok_or_else(|| wrong("--file-size is missing"))?,
            mute_sockets,
            program: args.next().map(PathBuf::from).ok_or_else(|| wrong("no program"))?,
            args: args.collect(),
        })
    }

    /// The inverse of [`from_args`](Self::from_args).
    #[must_use]
    pub fn to_args(&self) -> Vec<OsString> {
        let mut args: Vec<OsString> = Vec::with_capacity(16 + self.args.len());
        if let Some(input) = &self.input {
            args.extend(["--input".into(), input.into()]);
        }
        args.extend(["--workdir".into(), self.workdir.clone().into()]);
        args.extend(["--memory".into(), self.memory_bytes.to_string().into()]);
        args.extend(["--cpu".into(), self.cpu_seconds.to_string().into()]);
        args.extend(["--file-size".into(), self.file_bytes.to_string().into()]);
        if self.mute_sockets {
            args.extend(["--sockets".into(), "mute".into()]);
        }
        args.extend(["--".into(), self.program.clone().into()]);
        args.extend(self.args.iter().cloned());
        args
    }
}

/// Gives up every right that the program does not need, then becomes the program.
///
/// Must be called while the process has one thread (before any runtime starts). Returns only when
/// it failed; the caller prints the error and exits with a failure.
#[must_use]
pub fn enter(spec: &CageSpec) -> io::Error {
    match restrict(spec) {
        Ok(enforced) => eprintln!("{NOTE} landlock={enforced}"),
        Err(error) => return error,
    }
    Command::new(&spec.program)
        .args(&spec.args)
        .current_dir(&spec.workdir)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("LANG", "C.UTF-8")
        .env("HOME", &spec.workdir)
        .env("TMPDIR", &spec.workdir)
        // One arena per core and thread is address space spent for nothing, and it is limited.
        .env("MALLOC_ARENA_MAX", "4")
        // A page is read while others wait for the same cores: more threads only get in each other's way.
        .env("OMP_THREAD_LIMIT", "1")
        .exec()
}

/// How much a caged program steps back behind everything else on the machine (nice(2)): pages and
/// what is live stay quick while a film is encoded, which then takes what is left.
const STEPS_BACK: i32 = 10;

fn restrict(spec: &CageSpec) -> io::Result<&'static str> {
    nice(STEPS_BACK)?;
    let limits = [
        (Resource::As, spec.memory_bytes),
        (Resource::Cpu, spec.cpu_seconds),
        (Resource::Fsize, spec.file_bytes),
        (Resource::Nofile, 256),
        (Resource::Core, 0),
    ];
    for (resource, limit) in limits {
        setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?;
    }
    // If the server dies without a word, nobody is left to kill us.
    set_parent_process_death_signal(Some(Signal::KILL))?;
    let enforced = landlock(spec).map_err(io::Error::other)?;
    seccomp::apply(spec.mute_sockets)?;
    Ok(enforced)
}

fn landlock(spec: &CageSpec) -> Result<&'static str, RulesetError> {
    // V7 is what Linux 6.15 knows; an older kernel enforces the part that it understands.
    let abi = ABI::V7;
    let read: BitFlags<AccessFs> = AccessFs::ReadFile | AccessFs::ReadDir;
    let write = read
        | AccessFs::WriteFile
        | AccessFs::Truncate
        | AccessFs::MakeReg
        | AccessFs::MakeDir
        | AccessFs::RemoveFile
        | AccessFs::RemoveDir;
    let run = BitFlags::from(AccessFs::ReadFile) | AccessFs::Execute;
    let device = AccessFs::ReadFile | AccessFs::WriteFile;
    let status = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))?
        .handle_access(AccessNet::from_all(abi))?
        .scope(Scope::from_all(abi))?
        .create()?
        .add_rules(path_beneath_rules(READABLE, read))?
        .add_rules(path_beneath_rules(LOADERS, run))?
        .add_rules(path_beneath_rules([&spec.program], run))?
        .add_rules(path_beneath_rules([Path::new("/dev/null")], device))?
        .add_rules(path_beneath_rules(spec.input.as_slice(), AccessFs::ReadFile))?
        .add_rules(path_beneath_rules([&spec.workdir], write))?
        .restrict_self()?;
    Ok(match status.ruleset {
        RulesetStatus::FullyEnforced => "full",
        RulesetStatus::PartiallyEnforced => "partial",
        RulesetStatus::NotEnforced => "none",
    })
}

#[cfg(test)]
mod tests {
    use super::CageSpec;

    #[test]
    fn arguments_survive_the_journey() {
        let spec = CageSpec {
            input: Some("/in/put -- x.mp4".into()),
            workdir: "/work".into(),
            memory_bytes: 1 << 30,
            cpu_seconds: 60,
            file_bytes: 1 << 20,
            mute_sockets: true,
            program: "/usr/bin/ffmpeg".into(),
            args: vec!["-i".into(), "--".into(), "--input".into()],
        };
        assert_eq!(CageSpec::from_args(spec.to_args()).unwrap(), spec);
    }

    #[test]
    fn a_missing_limit_is_refused() {
        let args = ["--workdir", "/w", "--memory", "1", "--cpu", "x", "--file-size", "1", "--", "p"];
        assert!(CageSpec::from_args(args.map(Into::into)).is_err());
    }
}
