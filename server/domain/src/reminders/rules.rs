//! When a letter is to be sent.

use contract::{
    Timestamp, lives,
    reminders::{Lead, ReminderChoices},
};
use jiff::{SignedDuration, ToSpan, civil::Time, tz::TimeZone};
use std::sync::LazyLock;

/// The clocks of the centres, by which quiet hours are meant.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get(lives::ZONE).unwrap_or(TimeZone::UTC));

/// Whether the letter of this lead is to be sent now to a member who asked for it at `asked_at`.
///
/// What was due before they asked is not sent: they have just seen when it begins. Quiet hours hold the
/// letter of the day before until they end, and keep back the later ones only where the session itself
/// begins within them: who goes to a class at seven wants to hear of it at six.
pub(super) fn is_due(
    lead: Lead,
    starts_at: Timestamp,
    asked_at: Timestamp,
    choices: &ReminderChoices,
    now: Timestamp,
) -> bool {
    let planned = starts_at - SignedDuration::from_secs(lead.seconds());
    if !choices.wants(lead) || planned < asked_at || now >= starts_at {
        return false;
    }
    let due = match (choices.quiet(), lead) {
        (Some(quiet), Lead::Day) => end_of_quiet(planned, quiet),
        (Some(quiet), Lead::Hour | Lead::Minutes) if is_quiet(starts_at, quiet) => return false,
        _ => planned,
    };
    due <= now && now <= due + SignedDuration::from_secs(lead.late_s())
}

/// Whether a moment lies in the quiet hours, which may go over midnight.
fn is_quiet(moment: Timestamp, (from, until): (u16, u16)) -> bool {
    let there = moment.to_zoned(ZONE.clone());
    let minute = u16::from(there.hour().unsigned_abs()) * 60 + u16::from(there.minute().unsigned_abs());
    if from < until { (from..until).contains(&minute) } else { minute >= from || minute < until }
}

/// The moment itself, or the end of the quiet hours that it lies in.
fn end_of_quiet(moment: Timestamp, quiet: (u16, u16)) -> Timestamp {
    if !is_quiet(moment, quiet) {
        return moment;
    }
    let there = moment.to_zoned(ZONE.clone());
    let (hour, minute) = (quiet.1 / 60, quiet.1 % 60);
    let end = i8::try_from(hour).ok().zip(i8::try_from(minute).ok());
    let end = end.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    let later = end.and_then(|end| {
        let today = there.date().to_datetime(end);
        let day = if today > there.datetime() { today } else { today.checked_add(1.day()).ok()? };
        day.to_zoned(ZONE.clone()).ok()
    });
    later.map_or(moment, |later| later.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A moment by the clocks of Toronto.
    fn at(text: &str) -> Timestamp {
        text.parse::<jiff::civil::DateTime>().unwrap().to_zoned(ZONE.clone()).unwrap().timestamp()
    }

    fn quiet(from: &str, until: &str) -> ReminderChoices {
        ReminderChoices { quiet_from: from.parse().ok(), quiet_until: until.parse().ok(), ..ReminderChoices::default() }
    }

    fn due(lead: Lead, starts: &str, choices: &ReminderChoices, now: &str) -> bool {
        is_due(lead, at(starts), at("2026-11-01T00:00"), choices, at(now))
    }

    #[test]
    fn a_letter_has_its_time_and_is_not_sent_when_it_is_over() {
        let any = ReminderChoices::default();
        let starts = "2026-11-24T18:30";
        for (lead, now, expected) in [
            (Lead::Day, "2026-11-23T18:29", false),
            (Lead::Day, "2026-11-23T18:30", true),
            (Lead::Day, "2026-11-23T20:30", true),
            (Lead::Day, "2026-11-23T20:31", false),
            (Lead::Hour, "2026-11-24T17:29", false),
            (Lead::Hour, "2026-11-24T17:50", true),
            (Lead::Hour, "2026-11-24T17:51", false),
            (Lead::Minutes, "2026-11-24T18:24", false),
            (Lead::Minutes, "2026-11-24T18:29", true),
            (Lead::Minutes, "2026-11-24T18:30", false),
        ] {
            assert_eq!(due(lead, starts, &any, now), expected, "{lead:?} at {now}");
        }
        let none = ReminderChoices { day: false, hour: false, minutes: false, ..any };
        assert!(!due(Lead::Day, starts, &none, "2026-11-23T18:30"));
    }

    #[test]
    fn what_was_due_before_it_was_asked_for_is_not_sent() {
        let (any, starts) = (ReminderChoices::default(), at("2026-11-24T18:30"));
        let asked = at("2026-11-23T19:00");
        assert!(!is_due(Lead::Day, starts, asked, &any, at("2026-11-23T19:01")));
        assert!(is_due(Lead::Hour, starts, asked, &any, at("2026-11-24T17:30")));
    }

    #[test]
    fn quiet_hours_hold_the_day_before_until_they_end() {
        let night = quiet("22:00", "07:00");
        for (starts, now, expected) in [
            ("2026-11-24T23:00", "2026-11-23T23:00", false),
            ("2026-11-24T23:00", "2026-11-24T06:59", false),
            ("2026-11-24T23:00", "2026-11-24T07:00", true),
            ("2026-11-24T23:00", "2026-11-24T09:00", true),
            ("2026-11-24T23:00", "2026-11-24T09:01", false),
            ("2026-11-24T06:30", "2026-11-23T06:45", false),
            ("2026-11-24T06:30", "2026-11-23T07:00", true),
            ("2026-11-24T07:00", "2026-11-23T07:00", true),
        ] {
            assert_eq!(due(Lead::Day, starts, &night, now), expected, "{starts} at {now}");
        }
        let noon = quiet("12:00", "13:30");
        assert!(!due(Lead::Day, "2026-11-24T12:00", &noon, "2026-11-23T13:29"));
        assert!(due(Lead::Day, "2026-11-24T12:00", &noon, "2026-11-23T13:30"));
        // The hour that the clocks leave out in spring: two o'clock is three.
        let late = quiet("22:00", "02:30");
        assert!(due(Lead::Day, "2027-03-14T23:30", &late, "2027-03-14T03:30"));
    }

    #[test]
    fn quiet_hours_keep_back_the_later_letters_only_of_what_begins_within_them() {
        let night = quiet("22:00", "07:00");
        assert!(due(Lead::Hour, "2026-11-24T07:00", &night, "2026-11-24T06:00"));
        assert!(due(Lead::Minutes, "2026-11-24T07:00", &night, "2026-11-24T06:55"));
        assert!(!due(Lead::Hour, "2026-11-24T06:45", &night, "2026-11-24T05:45"));
        assert!(!due(Lead::Minutes, "2026-11-24T22:00", &night, "2026-11-24T21:55"));
        assert!(due(Lead::Hour, "2026-11-24T22:00", &quiet("07:00", "07:00"), "2026-11-24T21:00"));
    }
}
