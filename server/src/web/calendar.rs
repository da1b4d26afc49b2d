//! Writing a calendar (RFC 5545): nothing but text.

use contract::Timestamp;

/// A line holds at most so many octets; a longer one is folded (RFC 5545, 3.1).
const LINE_OCTETS: usize = 75;

/// One entry.
#[derive(Debug, Clone)]
pub struct Event {
    /// The same for the same session, in every calendar.
    pub uid: String,
    /// When the entry was written.
    pub written_at: Timestamp,
    /// How often it has changed.
    pub sequence: u32,
    /// When it begins.
    pub starts_at: Timestamp,
    /// When it is over.
    pub ends_at: Timestamp,
    /// The line that is shown.
    pub summary: String,
    /// What else there is to say; may be empty.
    pub description: String,
    /// Where it takes place.
    pub location: Option<String>,
    /// The page about it.
    pub url: String,
    /// Whether it does not take place.
    pub is_cancelled: bool,
}

/// A whole calendar, in the language of this tag.
pub fn calendar(name: &str, language: &str, events: &[Event]) -> String {
    let mut text = String::new();
    for fixed in
        ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Estrade//Estrade//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    {
        line(&mut text, fixed);
    }
    let name = escaped(name);
    line(&mut text, &format!("NAME;LANGUAGE={language}:{name}"));
    line(&mut text, &format!("X-WR-CALNAME:{name}"));
    // Something may be cancelled an hour before it begins.
    line(&mut text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
    line(&mut text, "X-PUBLISHED-TTL:PT1H");
    for event in events {
        self::event(&mut text, language, event);
    }
    line(&mut text, "END:VCALENDAR");
    text
}

fn event(text: &mut String, language: &str, event: &Event) {
    let summary = escaped(&event.summary);
    line(text, "BEGIN:VEVENT");
    line(text, &format!("UID:{}", event.uid));
    line(text, &format!("DTSTAMP:{}", utc(event.written_at)));
    line(text, &format!("SEQUENCE:{}", event.sequence));
    line(text, &format!("DTSTART:{}", utc(event.starts_at)));
    line(text, &format!("DTEND:{}", utc(event.ends_at)));
    line(text, &format!("SUMMARY;LANGUAGE={language}:{summary}"));
    if !event.description.is_empty() {
        line(text, &format!("DESCRIPTION;LANGUAGE={language}:{}", escaped(&event.description)));
    }
    if let Some(location) = &event.location {
        line(text, &format!("LOCATION:{}", escaped(location)));
    }
    line(text, &format!("URL:{}", event.url));
    line(text, if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    if !event.is_cancelled {
        line(text, "BEGIN:VALARM");
        line(text, "ACTION:DISPLAY");
        line(text, &format!("DESCRIPTION:{summary}"));
        line(text, "TRIGGER:-PT15M");
        line(text, "END:VALARM");
    }
    line(text, "END:VEVENT");
}

/// A moment as calendars write it.
fn utc(moment: Timestamp) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// Text as a value: three characters and the end of a line mean something there (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' | '\r' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// One line, folded between characters.
fn line(text: &mut String, content: &str) {
    let mut octets = 0;
    for c in content.chars() {
        if octets + c.len_utf8() > LINE_OCTETS {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(c);
        octets += c.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn an_event() -> Event {
        let starts_at: Timestamp = "2026-11-25T23:30:00Z".parse().unwrap();
        Event {
            uid: "0193a5e4-7b1c-7000-8000-000000000001".into(),
            written_at: "2026-11-21T12:00:00.5Z".parse().unwrap(),
            sequence: 2,
            starts_at,
            ends_at: starts_at + std::time::Duration::from_secs(2700),
            summary: "Cardio; doux, \\ calme".into(),
            description: "Avec Ana\r\nUne séance très douce, pour commencer l’année du bon pied — à tout âge, et sans équipement.".into(),
            location: Some("Centre-Nord, salle 2".into()),
            url: "https://e.test/fr/seances/0193a5e4-7b1c-7000-8000-000000000001".into(),
            is_cancelled: false,
        }
    }

    /// The lines of a calendar as a reader joins them (RFC 5545, 3.1).
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_calendar_says_what_it_says_in_folded_lines() {
        let text = calendar("Séances en direct", "fr-CA", &[an_event()]);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS), "{text}");
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
        let lines = unfolded(&text);
        for expected in [
            "NAME;LANGUAGE=fr-CA:Séances en direct",
            "UID:0193a5e4-7b1c-7000-8000-000000000001",
            "DTSTAMP:20261121T120000Z",
            "SEQUENCE:2",
            "DTSTART:20261125T233000Z",
            "DTEND:20261126T001500Z",
            "SUMMARY;LANGUAGE=fr-CA:Cardio\\; doux\\, \\\\ calme",
            "DESCRIPTION;LANGUAGE=fr-CA:Avec Ana\\nUne séance très douce\\, pour commencer l’année du bon pied — à tout âge\\, et sans équipement.",
            "LOCATION:Centre-Nord\\, salle 2",
            "URL:https://e.test/fr/seances/0193a5e4-7b1c-7000-8000-000000000001",
            "STATUS:CONFIRMED",
            "TRIGGER:-PT15M",
        ] {
            assert!(lines.iter().any(|line| line == expected), "{expected} is not in {lines:#?}");
        }
    }

    #[test]
    fn what_is_cancelled_says_so_and_rings_no_alarm() {
        let text = calendar("x", "en-CA", &[Event { is_cancelled: true, description: String::new(), ..an_event() }]);
        assert!(text.contains("STATUS:CANCELLED\r\n") && !text.contains("VALARM") && !text.contains("DESCRIPTION"));
    }

    #[test]
    fn lines_are_folded_between_characters_wherever_those_end() {
        for lead in 0..8 {
            let content = "x".repeat(lead) + &"é😀".repeat(60);
            let mut text = String::new();
            line(&mut text, &content);
            assert!(text.split("\r\n").all(|line| line.len() <= LINE_OCTETS));
            assert_eq!(unfolded(&text), [content]);
        }
        let mut exact = String::new();
        line(&mut exact, &"x".repeat(LINE_OCTETS));
        assert_eq!(exact.lines().count(), 1);
    }
}
