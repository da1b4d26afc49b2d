//! Numbers, durations, dates and sizes as people write them in Québec and in English Canada.

use contract::{Date, Locale, Timestamp};
use jiff::{Zoned, tz::TimeZone};
use std::sync::LazyLock;

/// U+00A0: holds a number and its unit together.
const NBSP: char = '\u{a0}';

/// The time zone of the centres, in which every date is written.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get(contract::lives::ZONE).unwrap_or(TimeZone::UTC));

const MONTHS: [[&str; 12]; 2] = [
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

const DAYS: [[&str; 7]; 2] = [
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
];

fn row(locale: Locale) -> usize {
    usize::from(locale == Locale::En)
}

/// `1 284,5` or `1,284.5`: thousands in groups, at most one decimal.
pub fn number(locale: Locale, value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    let (separator, point) = match locale {
        Locale::Fr => (NBSP, ','),
        Locale::En => (',', '.'),
    };
    let digits = format!("{:.0}", rounded.abs().trunc());
    let mut out = String::new();
    if rounded < 0.0 {
        out.push('\u{2212}');
    }
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    let tenth = (rounded.abs().fract() * 10.0).round();
    if tenth > 0.0 {
        out.push(point);
        out.push_str(&format!("{tenth:.0}"));
    }
    out
}

/// A share of one as `42 %` or `42%`. Rounded down: 99.6 % is not yet all of it.
pub fn percent(locale: Locale, share: f64) -> String {
    let value = number(locale, (share.clamp(0.0, 1.0) * 100.0).floor());
    match locale {
        Locale::Fr => format!("{value}{NBSP}%"),
        Locale::En => format!("{value}%"),
    }
}

/// How long something lasts: `35 s`, `12 min`, `3 h 20`.
pub fn duration(locale: Locale, seconds: f64) -> String {
    let seconds = seconds.max(0.0);
    if seconds < 59.5 {
        return format!("{seconds:.0}{NBSP}s");
    }
    let minutes = (seconds / 60.0).round() as u64;
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes}{NBSP}min"),
        (hours, 0) => format!("{hours}{NBSP}h"),
        (hours, minutes) => match locale {
            Locale::Fr => format!("{hours}{NBSP}h{NBSP}{minutes:02}"),
            Locale::En => format!("{hours}{NBSP}h {minutes}{NBSP}min"),
        },
    }
}

/// A moment of a recording as players write it: `0:08`, `12:34`, `1:02:34`.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.max(0.0) as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

/// Where one is in something that plays: `12 min 34` or `12:34`.
pub fn position(locale: Locale, seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match (locale, hours) {
        (Locale::Fr, 0) if minutes == 0 => format!("{rest}{NBSP}s"),
        (Locale::Fr, 0) => format!("{minutes}{NBSP}min{NBSP}{rest:02}"),
        (Locale::Fr, _) => format!("{hours}{NBSP}h{NBSP}{minutes:02}{NBSP}min{NBSP}{rest:02}"),
        (Locale::En, 0) => format!("{minutes}:{rest:02}"),
        (Locale::En, _) => format!("{hours}:{minutes:02}:{rest:02}"),
    }
}

/// An amount of money: `0,37 $` for the currency of the country, else with its code. What is less than
/// a hundredth is said to be so.
pub fn money(locale: Locale, amount: f64, currency: &str) -> String {
    let hundredths = (amount * 100.0).round();
    let less = hundredths < 1.0 && amount > 0.0;
    let value = if less { 0.01 } else { hundredths / 100.0 };
    let (minus, figure) = (if value < 0.0 { "\u{2212}" } else { "" }, format!("{:.2}", value.abs()));
    let sign = if currency == "CAD" { "$" } else { currency };
    let text = match locale {
        Locale::Fr => format!("{minus}{}{NBSP}{sign}", figure.replace('.', ",")),
        Locale::En if currency == "CAD" => format!("{minus}${figure}"),
        Locale::En => format!("{minus}{figure}{NBSP}{sign}"),
    };
    match (less, locale) {
        (false, _) => text,
        (true, Locale::Fr) => format!("moins de {text}"),
        (true, Locale::En) => format!("less than {text}"),
    }
}

/// A size in bytes: `2,4 Mo` or `2.4 MB`.
pub fn bytes(locale: Locale, size: u64) -> String {
    let units = match locale {
        Locale::Fr => ["octets", "ko", "Mo", "Go", "To"],
        Locale::En => ["bytes", "kB", "MB", "GB", "TB"],
    };
    let mut value = size as f64;
    let mut unit = 0;
    while value >= 999.5 && unit < units.len() - 1 {
        value /= 1000.0;
        unit += 1;
    }
    let value = if unit == 0 || value >= 99.5 { value.round() } else { value };
    format!("{}{NBSP}{}", number(locale, value), units[unit])
}

fn there(moment: Timestamp) -> Zoned {
    moment.to_zoned(ZONE.clone())
}

/// `21 novembre 2026` or `November 21, 2026`.
pub fn date(locale: Locale, moment: Timestamp) -> String {
    civil(locale, there(moment).date())
}

/// A day of the calendar, whatever the clocks say there: `21 novembre 2026`.
pub fn civil(locale: Locale, day: Date) -> String {
    let month = MONTHS[row(locale)][(day.month() - 1).unsigned_abs() as usize];
    match locale {
        Locale::Fr => format!("{}{NBSP}{month} {}", day_of_month(day.day()), day.year()),
        Locale::En => format!("{month}{NBSP}{}, {}", day.day(), day.year()),
    }
}

/// `samedi 21 novembre` or `Saturday, November 21`.
pub fn day(locale: Locale, moment: Timestamp) -> String {
    let there = there(moment);
    let month = MONTHS[row(locale)][(there.month() - 1).unsigned_abs() as usize];
    let day = DAYS[row(locale)][there.weekday().to_monday_zero_offset().unsigned_abs() as usize];
    match locale {
        Locale::Fr => format!("{day} {}{NBSP}{month}", day_of_month(there.day())),
        Locale::En => format!("{day}, {month}{NBSP}{}", there.day()),
    }
}

/// `novembre 2026`, as the heading of a month.
pub fn month(locale: Locale, moment: Timestamp) -> String {
    let there = there(moment);
    format!("{} {}", MONTHS[row(locale)][(there.month() - 1).unsigned_abs() as usize], there.year())
}

/// `18 h 30` or `18:30`: the 24-hour clock in both languages.
pub fn hour(locale: Locale, moment: Timestamp) -> String {
    let there = there(moment);
    match locale {
        Locale::Fr => format!("{}{NBSP}h{NBSP}{:02}", there.hour(), there.minute()),
        Locale::En => format!("{}:{:02}", there.hour(), there.minute()),
    }
}

/// `samedi 21 novembre, 18 h 30`; a date with its year once it is another year.
pub fn when(locale: Locale, moment: Timestamp, now: Timestamp) -> String {
    let same_year = there(moment).year() == there(now).year();
    let date = if same_year { day(locale, moment) } else { date(locale, moment) };
    format!("{date}, {}", hour(locale, moment))
}

/// The same moment for machines: the value of `datetime`.
pub fn machine(moment: Timestamp) -> String {
    moment.to_string()
}

/// The day and the hour of a moment at the centres, as the fields for them want it: `2026-11-21`, `18:30`.
pub fn entered(moment: Timestamp) -> (String, String) {
    let there = there(moment);
    (there.date().to_string(), format!("{:02}:{:02}", there.hour(), there.minute()))
}

fn day_of_month(day: i8) -> String {
    if day == 1 { "1er".into() } else { day.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_money_is_not_less_than_none() {
        for (amount, fr, en) in [
            (-0.0, "0,00\u{a0}$", "$0.00"),
            (-0.004, "0,00\u{a0}$", "$0.00"),
            (0.002, "moins de 0,01\u{a0}$", "less than $0.01"),
            (-12.5, "\u{2212}12,50\u{a0}$", "\u{2212}$12.50"),
        ] {
            assert_eq!((money(Locale::Fr, amount, "CAD"), money(Locale::En, amount, "CAD")), (fr.into(), en.into()));
        }
    }

    #[test]
    fn numbers_are_grouped_as_the_language_groups_them() {
        for (value, fr, en) in [
            (0.0, "0", "0"),
            (7.0, "7", "7"),
            (999.0, "999", "999"),
            (1284.0, "1\u{a0}284", "1,284"),
            (1_234_567.84, "1\u{a0}234\u{a0}567,8", "1,234,567.8"),
            (2.96, "3", "3"),
            (-12.5, "\u{2212}12,5", "\u{2212}12.5"),
        ] {
            assert_eq!((number(Locale::Fr, value).as_str(), number(Locale::En, value).as_str()), (fr, en));
        }
        assert_eq!(percent(Locale::Fr, 0.996), "99\u{a0}%");
        assert_eq!(percent(Locale::En, 2.0), "100%");
    }

    #[test]
    fn durations_and_positions_read_aloud() {
        assert_eq!(duration(Locale::Fr, 35.2), "35\u{a0}s");
        assert_eq!(duration(Locale::Fr, 59.9), "1\u{a0}min");
        assert_eq!(duration(Locale::Fr, 12_000.0), "3\u{a0}h\u{a0}20");
        assert_eq!(duration(Locale::En, 12_000.0), "3\u{a0}h 20\u{a0}min");
        assert_eq!(position(Locale::Fr, 754.9), "12\u{a0}min\u{a0}34");
        assert_eq!(position(Locale::En, 754.9), "12:34");
        assert_eq!(position(Locale::En, 3_605.0), "1:00:05");
    }

    #[test]
    fn sizes_use_the_unit_one_would_say() {
        assert_eq!(bytes(Locale::Fr, 2_412_000), "2,4\u{a0}Mo");
        assert_eq!(bytes(Locale::En, 999_700), "1\u{a0}MB");
        assert_eq!(bytes(Locale::En, 12), "12\u{a0}bytes");
    }

    #[test]
    fn dates_are_those_of_the_centres() {
        let evening: Timestamp = "2026-11-22T01:30:00Z".parse().unwrap();
        assert_eq!(day(Locale::Fr, evening), "samedi 21\u{a0}novembre");
        assert_eq!(day(Locale::En, evening), "Saturday, November\u{a0}21");
        assert_eq!(hour(Locale::Fr, evening), "20\u{a0}h\u{a0}30");
        let first: Timestamp = "2025-07-01T16:00:00Z".parse().unwrap();
        assert_eq!(when(Locale::Fr, first, evening), "1er\u{a0}juillet 2025, 12\u{a0}h\u{a0}00");
        assert_eq!(month(Locale::Fr, evening), "novembre 2026");
    }
}
