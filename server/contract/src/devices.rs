//! What a session is watched on, as far as a browser says it.

use crate::inventory::choice;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

choice! {
    /// The kind of device. Nothing more precise is ever kept.
    Device {
        /// A telephone.
        Phone = "phone",
        /// A tablet, where it does not pass itself off as a computer.
        Tablet = "tablet",
        /// A computer, and every tablet that says it is one.
        Computer = "computer",
        /// A television, or what is plugged into one.
        Television = "television",
        /// Anything that says nothing we know: programs, rare browsers.
        Other = "other",
    }
}

/// What televisions and what is plugged into them call themselves.
const TELEVISIONS: [&str; 10] =
    ["smart-tv", "smarttv", "hbbtv", "web0s", "webos.tv", "googletv", "android tv", "bravia", "crkey", "appletv"];

impl Device {
    /// Which device a `User-Agent` header is of. iPads have called themselves Macintosh since 2019 and count as
    /// computers.
    #[must_use]
    pub fn of(user_agent: &str) -> Self {
        let agent = user_agent.to_ascii_lowercase();
        let says = |word: &str| agent.contains(word);
        if TELEVISIONS.iter().any(|name| says(name)) || (says("tizen") && says(" tv")) || says("; aft") {
            Self::Television
        } else if says("ipad") || says("tablet") || (says("android") && !says("mobile")) {
            Self::Tablet
        } else if says("iphone") || says("ipod") || says("mobile") {
            Self::Phone
        } else if ["windows nt", "macintosh", "x11", "cros"].into_iter().any(says) {
            Self::Computer
        } else {
            Self::Other
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_by_what_they_run_on() {
        let chrome = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0";
        for (system, device) in [
            ("(Linux; Android 10; K)", Device::Tablet),
            ("(Windows NT 10.0; Win64; x64)", Device::Computer),
            ("(X11; Linux x86_64)", Device::Computer),
            ("(X11; CrOS x86_64 14541.0.0)", Device::Computer),
            ("(Web0S; Linux/SmartTV)", Device::Television),
            ("(SMART-TV; LINUX; Tizen 7.0)", Device::Television),
            ("(Linux; Android 9; AFTMM)", Device::Television),
            ("(Linux; Android 12; BRAVIA 4K VH2)", Device::Television),
        ] {
            assert_eq!(Device::of(&format!("Mozilla/5.0 {system} {chrome} Safari/537.36")), device, "{system}");
        }
        let phone = format!("Mozilla/5.0 (Linux; Android 10; K) {chrome} Mobile Safari/537.36");
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1";
        let ipad = "Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) Version/12.1.2 Mobile/15E148 Safari/604.1";
        let firefox = "Mozilla/5.0 (Android 14; Tablet; rv:140.0) Gecko/140.0 Firefox/140.0";
        assert_eq!([phone.as_str(), safari].map(Device::of), [Device::Phone; 2]);
        assert_eq!([ipad, firefox].map(Device::of), [Device::Tablet; 2]);
        assert_eq!(["curl/8.5.0", ""].map(Device::of), [Device::Other; 2]);
    }
}
