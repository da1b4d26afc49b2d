//! The browsers on which a member is reminded: they show a notice also while no page is open.

use crate::{PushDeviceId, Timestamp};
use serde::{Deserialize, Serialize};

/// How many devices a member is reminded on at most; one more takes the place of the oldest.
pub const DEVICES: u64 = 20;

/// A browser on which a member is reminded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushDevice {
    /// Which.
    pub id: PushDeviceId,
    /// What it is, as in `Firefox · Android`; empty where it did not say.
    pub name: String,
    /// Since when.
    #[cfg_attr(feature = "openapi", schema(value_type = String))]
    pub since: Timestamp,
    /// Its public key, by which it knows itself again.
    pub key: String,
}

/// A browser that wants to be told, as its `PushSubscription` writes itself down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewPushDevice {
    /// The address of its push service, made for it alone.
    pub endpoint: String,
    /// What only it can open.
    pub keys: PushKeys,
    /// The address that the same browser had before, where its push service gave it another one: it stays the
    /// device that it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
}

/// The keys with which notices are sealed for one browser (RFC 8291), in base64url.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PushKeys {
    /// Its public key: an uncompressed point of P-256.
    pub p256dh: String,
    /// 16 bytes that it shares with us.
    pub auth: String,
}

/// Browsers by what they call themselves. Most also say that they are those that come later.
const BROWSERS: [(&str, &str); 8] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// What they run on, likewise.
const SYSTEMS: [(&str, &str); 7] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "macOS"),
    ("Linux", "Linux"),
];

/// What a `User-Agent` header calls a browser and what it runs on, as in `Firefox · Android`; empty where it
/// says neither. No version and no model is kept.
#[must_use]
pub fn name_of(user_agent: &str) -> String {
    let said = |names: &[(&str, &'static str)]| {
        names.iter().find(|(word, _)| user_agent.contains(word)).map(|(_, name)| *name)
    };
    [said(&BROWSERS), said(&SYSTEMS)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_what_its_owner_calls_it() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
        for (agent, name) in [
            (format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Mobile Safari/537.36"), "Chrome · Android"),
            (
                format!("Mozilla/5.0 (Windows NT 10.0; Win64; x64) {chrome} Safari/537.36 Edg/140.0.0.0"),
                "Edge · Windows",
            ),
            (
                format!("Mozilla/5.0 (Linux; Android 13; SM-S901U) SamsungBrowser/28.0 {chrome} Mobile Safari/537.36"),
                "Samsung Internet · Android",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0".into(), "Firefox · Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1".into(),
                "Safari · iPhone",
            ),
            ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15".into(), "Safari · macOS"),
            ("curl/8.5.0".into(), ""),
        ] {
            assert_eq!(name_of(&agent), name, "{agent}");
        }
    }
}
