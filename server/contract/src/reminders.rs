//! Reminders before a live session begins, for the members who asked for them.

use crate::inventory::choice;
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

choice! {
    /// How long before the beginning a letter is sent.
    Lead {
        /// A day.
        Day = "day",
        /// An hour.
        Hour = "hour",
        /// Five minutes.
        Minutes = "minutes",
    }
}

impl Lead {
    /// So many seconds before the beginning.
    pub fn seconds(self) -> i64 {
        match self {
            Self::Day => 24 * 3600,
            Self::Hour => 3600,
            Self::Minutes => 300,
        }
    }

    /// So many seconds too late it still says something worth knowing.
    pub fn late_s(self) -> i64 {
        match self {
            Self::Day => 2 * 3600,
            Self::Hour => 20 * 60,
            Self::Minutes => 4 * 60,
        }
    }
}

/// An hour by the clocks of the centres, like `22:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

impl ClockTime {
    /// So many minutes after midnight; nothing where the day is over by then.
    pub fn from_minutes(minutes: u16) -> Option<Self> {
        (minutes < 24 * 60).then_some(Self(minutes))
    }

    /// Minutes after midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }
}

/// The text names no hour of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAnHour;

impl fmt::Display for NotAnHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected an hour like 22:00")
    }
}

impl FromStr for ClockTime {
    type Err = NotAnHour;
    fn from_str(text: &str) -> Result<Self, NotAnHour> {
        let (hours, minutes) = text.trim().split_once(':').ok_or(NotAnHour)?;
        // Some browsers send the seconds as well.
        let minutes = minutes.strip_suffix(":00").unwrap_or(minutes);
        let number = |text: &str, digits: std::ops::RangeInclusive<usize>, most: u16| {
            let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse::<u16>().ok().filter(|number| plain && *number <= most).ok_or(NotAnHour)
        };
        Ok(Self(number(hours, 1..=2, 23)? * 60 + number(minutes, 2..=2, 59)?))
    }
}

impl TryFrom<String> for ClockTime {
    type Error = NotAnHour;
    fn try_from(text: String) -> Result<Self, NotAnHour> {
        text.parse()
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

fn by_mail() -> bool {
    true
}

/// Which reminders a member wants before a session that they asked to be reminded of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ReminderChoices {
    /// A day before.
    pub day: bool,
    /// An hour before.
    pub hour: bool,
    /// Five minutes before.
    pub minutes: bool,
    /// Whether they come by mail. On which devices they come as well is chosen on each of them.
    #[serde(default = "by_mail")]
    pub mail: bool,
    /// From when on no letter is wanted, by the clocks of the centres. Both hours or none.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "22:00"))]
    pub quiet_from: Option<ClockTime>,
    /// Until when.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, example = "07:00"))]
    pub quiet_until: Option<ClockTime>,
}

impl Default for ReminderChoices {
    /// Every letter, at any hour: whoever chose nothing did ask for the session.
    fn default() -> Self {
        Self { day: true, hour: true, minutes: true, mail: true, quiet_from: None, quiet_until: None }
    }
}

impl ReminderChoices {
    /// Whether this letter is wanted at all.
    pub fn wants(&self, lead: Lead) -> bool {
        match lead {
            Lead::Day => self.day,
            Lead::Hour => self.hour,
            Lead::Minutes => self.minutes,
        }
    }

    /// The quiet hours, in minutes after midnight. Two hours that are the same leave none.
    pub fn quiet(&self) -> Option<(u16, u16)> {
        let (from, until) = self.quiet_from.zip(self.quiet_until)?;
        (from != until).then_some((from.minutes(), until.minutes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_read_as_it_is_written() {
        for (text, minutes) in [("00:00", 0), ("7:05", 425), ("22:00", 1320), ("22:00:00", 1320), (" 23:59 ", 1439)] {
            assert_eq!(text.parse().map(ClockTime::minutes), Ok(minutes), "{text}");
        }
        for text in ["", "22", "24:00", "12:60", "+1:00", "1:0", "12:00:30", "022:00", "é:00"] {
            assert_eq!(text.parse::<ClockTime>(), Err(NotAnHour), "{text}");
        }
        assert_eq!(ClockTime::from_minutes(425).map(String::from).as_deref(), Some("07:05"));
        assert_eq!(ClockTime::from_minutes(1440), None);
    }

    #[test]
    fn the_choices_read_as_the_api_shows_them() {
        let text = r#"{"day":true,"hour":true,"minutes":false,"mail":true,"quiet_from":"22:00","quiet_until":"07:00"}"#;
        let choices: ReminderChoices = serde_json::from_str(text).unwrap();
        assert_eq!(choices.quiet(), Some((1320, 420)));
        assert_eq!(serde_json::to_string(&choices).unwrap(), text);
        assert!(serde_json::from_str::<ReminderChoices>(&text.replace("22:00", "25:00")).is_err());
        // Programs that know of letters only go on getting them.
        let before: ReminderChoices = serde_json::from_str(&text.replace("\"mail\":true,", "")).unwrap();
        assert_eq!(before, choices);
    }
}
