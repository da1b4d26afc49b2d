//! Settings: what the operator decided, read once at the start.
//!
//! Embedded defaults, then `estrade.toml`, then `ESTRADE_*`: the later one wins. A name that
//! nobody knows is an error that says where it stands, since a misspelt setting that is silently
//! ignored is worse than none. This is the only place that reads the environment.

mod layers;
mod secrets;

use crate::Failure;
use domain::recordings::NightHours;
use layers::Layers;
use lettre::{Address, message::Mailbox};
pub use secrets::Secret;
use std::{
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};
use url::Url;

/// All settings, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where Estrade keeps what it writes.
    pub data_dir: PathBuf,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Where people reach it, without a slash at the end.
    pub public_url: String,
    /// Where the rows are. May hold a password.
    pub database_url: Secret,
    /// Where the bytes are.
    pub store: Store,
    /// Where bytes are that have not been moved to the store yet.
    pub store_from: Option<Store>,
    /// Whether players fetch segments from the store itself.
    pub media_from_store: bool,
    /// Where encoders send live sessions.
    pub rtmp_listen: SocketAddr,
    /// The same over TLS, where the operator has a certificate for it.
    pub rtmp_tls: Option<RtmpTls>,
    /// Where encoders reach that, as they are told.
    pub rtmp_url: String,
    /// Where other processes of the same Estrade reach this one, without a slash at the end.
    pub replica_url: String,
    /// The key that the operator chose; absent: the one in the data folder.
    pub secret_key: Option<Secret>,
    /// Whether members may be reminded on their devices.
    pub push: bool,
    /// Whether a feed or a push service may be on this machine.
    pub feed_allow_loopback: bool,
    /// The largest recording that is taken, in bytes.
    pub recording_bytes: u64,
    /// How much may be stored, in bytes.
    pub quota_bytes: Option<u64>,
    /// What storing a gigabyte for a month costs, and the currency.
    pub storage_price: Option<(f64, String)>,
    /// A folder whose files staff can bring in.
    pub import_dir: Option<PathBuf>,
    /// How many pieces of work run at a time.
    pub workers: usize,
    /// The hours in which what is watched most is encoded in AV1 besides.
    pub av1_night: Option<NightHours>,
    /// The ffmpeg program that makes the demo's footage.
    pub ffmpeg: PathBuf,
    /// The program that writes captions, and its arguments; empty: there is none.
    pub captions_command: Vec<String>,
    /// The mail server, with the password that opens it; absent: no letters are sent.
    pub smtp_url: Option<Secret>,
    /// Who letters are from.
    pub mail_from: Mailbox,
    /// Where reports go on invitations that could not be delivered; `estrade bounce` reads them.
    pub bounce_address: Option<Address>,
    /// What nobody is to write beside a live session.
    pub chat_words: Vec<String>,
    /// For how many days what is written there stays; 0: until the session is over.
    pub chat_days: u32,
    /// Beside how many live sessions at a time a smaller picture is made.
    pub live_rungs: u32,
    /// How many proxies stand before Estrade.
    pub trusted_proxies: usize,
    /// After how long a request is given up.
    pub request_timeout: Duration,
    /// The token that may read `/metrics` from elsewhere.
    pub metrics_token: Option<Secret>,
    /// How long a sign-in lasts without being used.
    pub sign_in_idle: Duration,
    /// How long a sign-in lasts at the most.
    pub sign_in_longest: Duration,
    /// What is logged.
    pub log: String,
    /// Whether the log is JSON, one object a line.
    pub log_json: bool,
}

/// How encoders reach us over TLS.
#[derive(Debug, Clone)]
pub struct RtmpTls {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The certificate and those that vouch for it, as PEM.
    pub certificate: PathBuf,
    /// Its key, as PEM.
    pub key: PathBuf,
}

/// Where the bytes are.
#[derive(Debug, Clone)]
pub enum Store {
    /// A folder on this machine.
    Folder(PathBuf),
    /// A bucket or container of a cloud.
    Bucket {
        /// How it is spoken to.
        cloud: Cloud,
        /// The bucket's name.
        name: String,
        /// What all names in it begin with; may be empty.
        prefix: String,
        /// `AWS_*`, `AZURE_*` or `GOOGLE_*`, as the environment had them, by the name behind the underscore in lower case.
        access: Vec<(String, Secret)>,
    },
}

/// How a bucket is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cloud {
    /// S3, whoever offers it.
    S3,
    /// Azure Blob Storage.
    Azure,
    /// Google Cloud Storage.
    Google,
}

impl Cloud {
    /// The scheme of its addresses, and what its variables begin with.
    const ALL: [(&str, &str, Self); 3] =
        [("s3://", "AWS_", Self::S3), ("az://", "AZURE_", Self::Azure), ("gs://", "GOOGLE_", Self::Google)];
}

const DEFAULTS: &str = include_str!("config.default.toml");
/// Variables that begin like settings and are none: they are for building, testing and measuring.
const NOT_SETTINGS: [&str; 3] = ["ESTRADE_CONFIG", "ESTRADE_SITE", "ESTRADE_BIN"];
const NOT_SETTINGS_FROM: [&str; 2] = ["ESTRADE_TEST_", "ESTRADE_BENCH_"];

impl Config {
    /// The settings of this process.
    ///
    /// # Errors
    /// A sentence that names the setting and where it stands.
    pub fn load() -> Result<Self, Failure> {
        let environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        let named = environment.iter().find(|(name, _)| name == "ESTRADE_CONFIG").map(|(_, path)| PathBuf::from(path));
        let path = named.clone().unwrap_or_else(|| PathBuf::from("estrade.toml"));
        let file = match std::fs::read_to_string(&path) {
            Ok(text) => Some((path, text)),
            Err(error) if named.is_some() || error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Failure::of(&path.display().to_string(), error));
            }
            Err(_) => None,
        };
        Self::read(file.as_ref().map(|(path, text)| (path.as_path(), text.as_str())), &environment)
    }

    /// The settings of a file and an environment, if there are any.
    ///
    /// # Errors
    /// A sentence that names the setting and where it stands.
    pub fn read(file: Option<(&Path, &str)>, environment: &[(String, String)]) -> Result<Self, Failure> {
        let mut layers = Layers::of(DEFAULTS)?;
        if let Some((path, text)) = file {
            layers.add_file(path, text)?;
        }
        for (name, value) in environment {
            let other =
                NOT_SETTINGS.contains(&name.as_str()) || NOT_SETTINGS_FROM.iter().any(|from| name.starts_with(from));
            if let Some(key) = name.strip_prefix("ESTRADE_")
                && !other
            {
                layers.add_variable(name, &key.to_lowercase(), value)?;
            }
        }
        Self::checked(&layers, environment)
    }

    fn checked(layers: &Layers, environment: &[(String, String)]) -> Result<Self, Failure> {
        let data_dir = PathBuf::from(layers.required("data_dir")?);
        let listen: SocketAddr = layers.parsed("listen", "an address and a port, like 127.0.0.1:3000")?;
        let public_url = match layers.text("public_url") {
            Some(url) => layers
                .valid("public_url", origin(&url).ok_or("expected http:// or https:// and a host, without a path"))?,
            None => format!("http://{listen}"),
        };
        let database_url = match layers.text("database_url") {
            Some(url) if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) => url,
            Some(_) => return Err(layers.wrong("database_url", "must begin with sqlite: or postgres:")),
            None => format!("sqlite://{}?mode=rwc", data_dir.join("estrade.db").display()),
        };
        let store = match layers.text("store_url") {
            Some(url) => layers.valid("store_url", self::store(&url, environment))?,
            None => Store::Folder(data_dir.join("store")),
        };
        let store_from = match layers.text("store_from_url") {
            Some(url) => Some(layers.valid("store_from_url", self::store(&url, environment))?),
            None => None,
        };
        let media_from_store = layers.flag("media_from_store");
        if media_from_store && (matches!(store, Store::Folder(_)) || store_from.is_some()) {
            return Err(layers.wrong("media_from_store", "needs a bucket that holds everything as store_url"));
        }
        let workers = match layers.number("workers", 0, 64)? {
            0 => std::thread::available_parallelism().map_or(1, |cores| cores.get().saturating_sub(1).max(1)),
            workers => usize::try_from(workers).unwrap_or(1),
        };
        let secret_key = layers.text("secret_key").map(Secret::new);
        if secret_key.as_ref().is_some_and(|key| key.reveal().trim().len() < 32) {
            return Err(layers.wrong("secret_key", "must have at least 32 characters"));
        }
        let idle = layers.number("sign_in_idle_days", 1, 365)?;
        let longest = layers.number("sign_in_longest_days", 1, 3650)?;
        if longest < idle {
            return Err(layers.wrong("sign_in_longest_days", "must not be less than sign_in_idle_days"));
        }
        let log_json = match layers.text("log_format").as_deref() {
            Some("json") => true,
            Some("text") => false,
            _ => return Err(layers.wrong("log_format", "must be \"text\" or \"json\"")),
        };
        if layers.text("oidc_issuer").is_some() && layers.text("oidc_client_id").is_none() {
            return Err(layers.wrong("oidc_issuer", "needs oidc_client_id beside it"));
        }
        let rtmp_listen: SocketAddr = layers.parsed("rtmp_listen", "an address and a port, like 127.0.0.1:1935")?;
        let rtmp_url = match layers.text("rtmp_url") {
            Some(url) if url.starts_with("rtmp://") || url.starts_with("rtmps://") => url,
            Some(_) => return Err(layers.wrong("rtmp_url", "must begin with rtmp:// or rtmps://")),
            None => rtmp_url(&public_url, rtmp_listen),
        };
        let replica_url = match layers.text("replica_url") {
            Some(url) => layers
                .valid("replica_url", origin(&url).ok_or("expected http:// or https:// and a host, without a path"))?,
            None => format!("http://{listen}"),
        };
        Ok(Self {
            data_dir,
            listen,
            public_url,
            database_url: Secret::new(database_url),
            store,
            store_from,
            media_from_store,
            rtmp_listen,
            rtmp_tls: rtmp_tls(layers)?,
            rtmp_url,
            replica_url,
            secret_key,
            push: layers.flag("push"),
            feed_allow_loopback: layers.flag("feed_allow_loopback"),
            recording_bytes: layers.number("recording_gb", 1, 1_000)? * GIGABYTE,
            quota_bytes: Some(layers.number("quota_gb", 0, 1_000_000)? * GIGABYTE).filter(|bytes| *bytes > 0),
            storage_price: storage_price(layers)?,
            import_dir: layers.text("import_dir").map(PathBuf::from),
            workers,
            av1_night: match layers.text("av1_night") {
                Some(hours) => Some(layers.valid("av1_night", hours.parse())?),
                None => None,
            },
            ffmpeg: PathBuf::from(layers.required("ffmpeg")?),
            captions_command: captions_command(layers)?,
            smtp_url: match layers.text("smtp_url") {
                Some(url) => Some(layers.valid("smtp_url", smtp(&url))?),
                None => None,
            },
            mail_from: layers.parsed("mail_from", "a name and an address, like Estrade <estrade@example.org>")?,
            bounce_address: match layers.text("bounce_address") {
                Some(address) => Some(layers.valid("bounce_address", bounces(&address))?),
                None => None,
            },
            chat_words: chat_words(layers)?,
            chat_days: u32::try_from(layers.number("chat_days", 0, 3650)?).unwrap_or(0),
            live_rungs: u32::try_from(layers.number("live_rungs", 0, 64)?).unwrap_or(0),
            trusted_proxies: usize::try_from(layers.number("trusted_proxies", 0, 8)?).unwrap_or(0),
            request_timeout: Duration::from_secs(layers.number("request_timeout_s", 1, 600)?),
            metrics_token: layers.text("metrics_token").map(Secret::new),
            sign_in_idle: days(idle),
            sign_in_longest: days(longest),
            log: layers.text("log").unwrap_or_else(|| "info".into()),
            log_json,
        })
    }

    /// Whether people reach this server over TLS.
    pub fn over_tls(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Whether only this machine reaches this server.
    pub fn is_loopback(&self) -> bool {
        Url::parse(&self.public_url).is_ok_and(|url| is_this_machine(&url))
    }
}

fn is_this_machine(url: &Url) -> bool {
    // Hosts of other schemes than the web's are not read as addresses.
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Words parted by blanks: no shell reads them, so nothing in them is more than a word.
fn captions_command(layers: &Layers) -> Result<Vec<String>, Failure> {
    let words: Vec<String> =
        layers.text("captions_command").unwrap_or_default().split_whitespace().map(str::to_owned).collect();
    let holds = |mark: &str| words.iter().any(|word| word.contains(mark));
    if !words.is_empty() && !(holds("{input}") && (holds("{output}") || holds("{output_without_ending}"))) {
        return Err(layers.wrong("captions_command", "must name {input}, and {output} or {output_without_ending}"));
    }
    Ok(words)
}

fn rtmp_tls(layers: &Layers) -> Result<Option<RtmpTls>, Failure> {
    if layers.text("rtmps_listen").is_none() {
        return Ok(None);
    }
    let listen = layers.parsed("rtmps_listen", "an address and a port, like 0.0.0.0:1936")?;
    let file = |name| {
        layers
            .text(name)
            .map(PathBuf::from)
            .ok_or_else(|| layers.wrong("rtmps_listen", "needs rtmps_certificate and rtmps_key beside it"))
    };
    Ok(Some(RtmpTls { listen, certificate: file("rtmps_certificate")?, key: file("rtmps_key")? }))
}

/// The words themselves, or the file that lists them, a word or a phrase a line.
fn chat_words(layers: &Layers) -> Result<Vec<String>, Failure> {
    let Some(text) = layers.text("chat_words") else { return Ok(Vec::new()) };
    let list = if text.contains('/') {
        std::fs::read_to_string(&text).map_err(|_| layers.wrong("chat_words", "names a file that cannot be read"))?
    } else {
        text
    };
    Ok(list.split([',', '\n']).map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

/// Where encoders reach us: the host by which people do, unless we listen in one place only.
fn rtmp_url(public_url: &str, listen: SocketAddr) -> String {
    let host = Url::parse(public_url).ok().and_then(|url| url.host_str().map(str::to_owned));
    let host = match host {
        Some(host) if !listen.ip().is_loopback() => host,
        _ => listen.ip().to_string(),
    };
    format!("rtmp://{host}:{}/live", listen.port())
}

/// The address of a mail server. A password does not go over the line in the clear.
/// Longest name before the `@`: with a token of 48 characters after a plus sign it must stay within 64 (RFC 5321).
const BOUNCE_NAME: usize = 15;

fn bounces(text: &str) -> Result<Address, &'static str> {
    let address: Address = text.trim().parse().map_err(|_| "expected an address, like bounces@example.org")?;
    if address.user().len() > BOUNCE_NAME {
        return Err("must have at most 15 characters before the @");
    }
    Ok(address)
}

fn smtp(text: &str) -> Result<Secret, &'static str> {
    let url = Url::parse(text).ok().filter(Url::has_host).ok_or("expected smtp:// or smtps:// and a host")?;
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    let over_tls = match (url.scheme(), tls.as_deref()) {
        ("smtps", None) | ("smtp", Some("required")) => true,
        ("smtp", None | Some("opportunistic")) => false,
        ("smtp" | "smtps", _) => return Err("tls must be required or opportunistic, and goes with smtp://"),
        _ => return Err("must begin with smtp:// or smtps://"),
    };
    if url.password().is_some() && !over_tls && !is_this_machine(&url) {
        return Err("would send its password in the clear: use smtps://, or add ?tls=required");
    }
    Ok(Secret::new(text))
}

const GIGABYTE: u64 = 1_000_000_000;

fn storage_price(layers: &Layers) -> Result<Option<(f64, String)>, Failure> {
    let Some(text) = layers.text("storage_price") else { return Ok(None) };
    let price = text.split_once(' ').and_then(|(amount, currency)| {
        let amount = amount.parse::<f64>().ok().filter(|amount| amount.is_finite() && *amount >= 0.0)?;
        let iso = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_uppercase());
        iso.then(|| (amount, currency.to_owned()))
    });
    let wrong = || layers.wrong("storage_price", "must be an amount and a currency, like 0.03 CAD");
    price.map(Some).ok_or_else(wrong)
}

fn days(days: u64) -> Duration {
    Duration::from_secs(days * 24 * 60 * 60)
}

fn origin(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    let plain = matches!(url.scheme(), "http" | "https")
        && url.host().is_some()
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
        && url.username().is_empty();
    plain.then(|| url.origin().ascii_serialization())
}

fn store(text: &str, environment: &[(String, String)]) -> Result<Store, &'static str> {
    if let Some(path) = text.strip_prefix("file://") {
        return if path.is_empty() { Err("names no folder") } else { Ok(Store::Folder(PathBuf::from(path))) };
    }
    let found = Cloud::ALL
        .into_iter()
        .find_map(|(scheme, variables, cloud)| text.strip_prefix(scheme).map(|bucket| (bucket, variables, cloud)));
    let Some((bucket, variables, cloud)) = found else {
        return Err("must begin with file://, s3://, az:// or gs://");
    };
    let (name, prefix) = bucket.split_once('/').unwrap_or((bucket, ""));
    if name.is_empty() {
        return Err("names no bucket");
    }
    let access = environment.iter().filter(|(name, _)| name.starts_with(variables));
    Ok(Store::Bucket {
        cloud,
        name: name.to_owned(),
        prefix: prefix.trim_matches('/').to_owned(),
        access: access.map(|(name, value)| (name.to_lowercase(), Secret::new(value.clone()))).collect(),
    })
}

#[cfg(test)]
#[path = "config/tests.rs"]
mod tests;
