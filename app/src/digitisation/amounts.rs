//! Sizes, shares and waits as an island writes them while they change. Whole numbers only: what
//! formats fractions weighs more than the island around it. The pages have `figures`.

use contract::Locale;

/// U+00A0: holds a number and its unit together.
const NBSP: char = '\u{a0}';

/// `2,6 Go` or `2.6 GB`: one decimal from the megabyte on.
pub(super) fn size(locale: Locale, bytes: u64) -> String {
    let units = match locale {
        Locale::Fr => [(1_000_000_000, "Go"), (1_000_000, "Mo"), (1_000, "ko")],
        Locale::En => [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")],
    };
    let point = if locale == Locale::Fr { ',' } else { '.' };
    for (unit, name) in units {
        if bytes >= unit {
            let (whole, tenth) = (bytes / unit, bytes % unit * 10 / unit);
            return if unit == 1_000 || whole >= 100 {
                format!("{whole}{NBSP}{name}")
            } else {
                format!("{whole}{point}{tenth}{NBSP}{name}")
            };
        }
    }
    let unit = if locale == Locale::Fr { "octets" } else { "bytes" };
    format!("{bytes}{NBSP}{unit}")
}

/// `42 %` or `42%` of a share from 0 to 1, rounded down.
pub(super) fn percent(locale: Locale, share: f32) -> String {
    let value = hundredths(share);
    if locale == Locale::Fr { format!("{value}{NBSP}%") } else { format!("{value}%") }
}

/// A share from 0 to 1 in hundredths, rounded down.
pub(super) fn hundredths(share: f32) -> u32 {
    (share.clamp(0.0, 1.0) * 100.0) as u32
}

/// How long is left: `moins d'une minute` is said as `1 min`, since nobody plans by seconds.
pub(super) fn left(seconds: f64) -> String {
    let minutes = (seconds.max(0.0) / 60.0) as u64 + 1;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
    }
}

/// The template with each `{name}` replaced.
pub(super) fn fill(template: &str, facts: &[(&str, &str)]) -> String {
    facts.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value))
}

/// How fast something that is counted comes on.
#[cfg(any(test, feature = "hydrate"))]
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pace {
    began_s: f64,
    began_at: f64,
}

/// Before this many seconds a pace says nothing.
#[cfg(any(test, feature = "hydrate"))]
const TOO_SOON_S: f64 = 4.0;

#[cfg(any(test, feature = "hydrate"))]
impl Pace {
    /// Begins to count.
    pub(super) fn begin(now_s: f64, done: f64) -> Self {
        Self { began_s: now_s, began_at: done }
    }

    /// How many seconds are left until `total`; nothing while it is too soon to say.
    pub(super) fn left_s(self, now_s: f64, done: f64, total: f64) -> Option<f64> {
        let (elapsed, moved) = (now_s - self.began_s, done - self.began_at);
        (elapsed >= TOO_SOON_S && moved > 0.0).then(|| (total - done).max(0.0) * elapsed / moved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_have_one_decimal_where_it_helps() {
        for (bytes, fr, en) in [
            (4_123_456_789, "4,1\u{a0}Go", "4.1\u{a0}GB"),
            (281_900_000, "281\u{a0}Mo", "281\u{a0}MB"),
            (12_340_000, "12,3\u{a0}Mo", "12.3\u{a0}MB"),
            (7_900, "7\u{a0}ko", "7\u{a0}kB"),
            (12, "12\u{a0}octets", "12\u{a0}bytes"),
        ] {
            assert_eq!((size(Locale::Fr, bytes).as_str(), size(Locale::En, bytes).as_str()), (fr, en));
        }
    }

    #[test]
    fn shares_and_waits_round_to_the_careful_side() {
        assert_eq!(percent(Locale::Fr, 0.999), "99\u{a0}%");
        assert_eq!(percent(Locale::En, 1.4), "100%");
        assert_eq!((left(3.0).as_str(), left(179.0).as_str()), ("1\u{a0}min", "3\u{a0}min"));
        assert_eq!(left(4_790.0), "1\u{a0}h\u{a0}20");
    }

    #[test]
    fn a_pace_waits_before_it_speaks() {
        let pace = Pace::begin(100.0, 20.0);
        assert_eq!(pace.left_s(102.0, 30.0, 100.0), None);
        assert_eq!(pace.left_s(110.0, 20.0, 100.0), None);
        assert_eq!(pace.left_s(110.0, 40.0, 100.0), Some(30.0));
    }

    #[test]
    fn templates_are_filled() {
        assert_eq!(fill("{done} sur {size}", &[("{done}", "1 Go"), ("{size}", "2 Go")]), "1 Go sur 2 Go");
    }
}
