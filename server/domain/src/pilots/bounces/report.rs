//! Reading a delivery status notification (RFC 3464). Only what is needed of it, and nothing of it is believed:
//! it is bytes from anywhere.

use contract::text::printable;

/// Characters of a token: an id and sixteen more.
pub(super) const TOKEN_CHARS: usize = 48;
/// Most tokens that are looked at in one message.
const TOKENS: usize = 32;
/// How much of what a mail server says is kept, in characters.
const WORDS: usize = 200;
/// Most parts of a message that are looked at.
const PARTS: usize = 20;

/// What a report says of the delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// It failed for good: the status, and what the other mail server said.
    Failed(String),
    /// Anything else: it is late, it was passed on.
    Otherwise,
}

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) said: Said,
    /// What has the shape of a token, in lower case, each once.
    pub(super) tokens: Vec<String>,
}

/// Reads a message; nothing where it is no report on a delivery.
pub(super) fn read(message: &[u8]) -> Option<Report> {
    let text = String::from_utf8_lossy(message).replace("\r\n", "\n");
    // A mail server that hands over a message from a mailbox begins with `From `, which is no header.
    let text = match text.strip_prefix("From ") {
        Some(rest) => rest.split_once('\n')?.1,
        None => text.as_str(),
    };
    let (head, body) = text.split_once("\n\n")?;
    let kind = field(head, "content-type")?;
    if !is_kind(&kind, "multipart/report") || !parameter(&kind, "report-type")?.eq_ignore_ascii_case("delivery-status")
    {
        return None;
    }
    let boundary = parameter(&kind, "boundary").filter(|boundary| !boundary.is_empty())?;
    let status = parts(body, &boundary).into_iter().find_map(|part| {
        let (head, body) = part.split_once("\n\n")?;
        let kind = field(head, "content-type")?;
        // The second is of servers that take addresses in any alphabet (RFC 6533).
        let is_status = ["message/delivery-status", "message/global-delivery-status"];
        is_status.iter().any(|known| is_kind(&kind, known)).then(|| body.to_owned())
    })?;
    // The first group is about the message, each other one about somebody it was for.
    let said = status.split("\n\n").find_map(failure).map_or(Said::Otherwise, Said::Failed);
    Some(Report { said, tokens: tokens(text) })
}

/// The status of a group that tells of a failure for good.
fn failure(group: &str) -> Option<String> {
    if !field(group, "action")?.eq_ignore_ascii_case("failed") {
        return None;
    }
    let status = field(group, "status")?;
    let status = status.split([' ', '(', '\t']).next().filter(|status| is_for_good(status))?;
    let said = field(group, "diagnostic-code").unwrap_or_default();
    let words = printable(&said);
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(WORDS).collect();
    Some(if words.is_empty() { status.to_owned() } else { format!("{status} {words}") })
}

/// Whether a status is `5.x.x` (RFC 3463).
fn is_for_good(status: &str) -> bool {
    let mut numbers = status.split('.');
    let mut next = || numbers.next().filter(|number| (1..=3).contains(&number.len()) && digits(number));
    let (class, subject, detail) = (next(), next(), next());
    class == Some("5") && subject.is_some() && detail.is_some() && numbers.next().is_none()
}

fn digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first field of this name, its lines joined.
fn field(head: &str, name: &str) -> Option<String> {
    let mut found: Option<String> = None;
    for line in head.lines() {
        match &mut found {
            Some(value) if line.starts_with([' ', '\t']) => {
                value.push(' ');
                value.push_str(line.trim());
            }
            Some(_) => break,
            None => {
                let named = line.split_once(':').filter(|(left, _)| left.trim_end().eq_ignore_ascii_case(name));
                found = named.map(|(_, value)| value.trim().to_owned());
            }
        }
    }
    found
}

fn is_kind(value: &str, kind: &str) -> bool {
    value.split(';').next().is_some_and(|found| found.trim().eq_ignore_ascii_case(kind))
}

/// A parameter of a content type, without its quotes. A semicolon in quotes separates nothing.
fn parameter(value: &str, name: &str) -> Option<String> {
    let (mut all, mut quoted) = (vec![String::new()], false);
    for c in value.chars() {
        match c {
            '"' => quoted = !quoted,
            ';' if !quoted => all.push(String::new()),
            c => {
                if let Some(last) = all.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    let named = |text: &String| {
        let (left, right) = text.split_once('=')?;
        left.trim().eq_ignore_ascii_case(name).then(|| right.trim().to_owned())
    };
    all.iter().skip(1).find_map(named)
}

/// What stands between the boundaries.
fn parts(body: &str, boundary: &str) -> Vec<String> {
    let (between, end) = (format!("--{boundary}"), format!("--{boundary}--"));
    let mut parts: Vec<String> = Vec::new();
    for line in body.lines() {
        let bare = line.trim_end();
        if bare == end {
            break;
        }
        if bare == between {
            if parts.len() == PARTS {
                break;
            }
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push_str(bare);
            part.push('\n');
        }
    }
    parts
}

/// Everything that has the shape of a token: so many hexadecimal digits and none beside them.
fn tokens(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for run in text.split(|c: char| !c.is_ascii_hexdigit()).filter(|run| run.len() == TOKEN_CHARS) {
        let token = run.to_ascii_lowercase();
        if found.len() < TOKENS && !found.contains(&token) {
            found.push(token);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef0123456789abcdef";

    fn report(action: &str, status: &str) -> String {
        format!(
            "Return-Path: <>\r\nTo: bounces+{TOKEN}@example.org\r\nContent-Type: multipart/report;\r\n \
             report-type=delivery-status; boundary=\"a;b/c\"\r\n\r\nThis is a MIME message.\r\n\
             --a;b/c\r\nContent-Type: text/plain\r\n\r\nAction: failed\r\nStatus: 5.0.0\r\n\
             --a;b/c\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n\
             Final-Recipient: rfc822; ana@example.net\r\nAction: {action}\r\nStatus: {status}\r\n\
             Diagnostic-Code: smtp; 550 no such\r\n  user\r\n--a;b/c--\r\n"
        )
    }

    fn said(text: &str) -> Option<Said> {
        read(text.as_bytes()).map(|report| report.said)
    }

    #[test]
    fn a_failure_for_good_is_told_from_a_delay() {
        let failed = Some(Said::Failed("5.1.1 smtp; 550 no such user".into()));
        assert_eq!(said(&report("failed", "5.1.1")), failed);
        assert_eq!(said(&report("FAILED", "5.1.1 (bad mailbox)")), failed);
        assert_eq!(said(&format!("From MAILER-DAEMON Sat Nov 21\n{}", report("failed", "5.1.1"))), failed);
        for (action, status) in [
            ("delayed", "4.4.1"),
            ("delayed", "5.4.1"),
            ("failed", "4.4.7"),
            ("relayed", "2.0.0"),
            ("failed", "5"),
            ("failed", "5.1.1.1"),
            ("failed", "5.x.1"),
            ("failed", "55.1.1"),
            ("", ""),
        ] {
            assert_eq!(said(&report(action, status)), Some(Said::Otherwise), "{action} {status}");
        }
    }

    #[test]
    fn what_is_no_report_is_none() {
        let plain = report("failed", "5.1.1").replace("multipart/report", "multipart/mixed");
        let other =
            report("failed", "5.1.1").replace("report-type=delivery-status", "report-type=disposition-notification");
        let bare = report("failed", "5.1.1").replace("message/delivery-status", "text/plain");
        let open = report("failed", "5.1.1").replace("boundary=\"a;b/c\"", "boundary=\"\"");
        for text in [
            plain.as_str(),
            &other,
            &bare,
            &open,
            "",
            "\n\n",
            "From ",
            "Content-Type",
            "Action: failed\n\nStatus: 5.1.1",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_token_is_found_wherever_it_stands_and_only_whole() {
        let found = read(report("failed", "5.1.1").as_bytes()).map(|report| report.tokens);
        assert_eq!(found, Some(vec![TOKEN.to_owned()]));
        assert_eq!(tokens(&format!("x+{}@y, {TOKEN}0 {TOKEN}", TOKEN.to_uppercase())), [TOKEN]);
        assert!(tokens(&"a".repeat(100_000)).is_empty());
        let many: String = (0..100).map(|n| format!("{n:048} ")).collect();
        assert_eq!(tokens(&many).len(), TOKENS);
    }

    #[test]
    fn what_a_stranger_says_is_cut_and_made_printable() {
        let long = report("failed", "5.1.1").replace("no such", &format!("\u{1b}[31m\u{0}{}", "x".repeat(10_000)));
        let Some(Said::Failed(status)) = said(&long) else { panic!("is a failure") };
        assert!(status.chars().count() <= WORDS + 10 && !status.chars().any(char::is_control), "{status}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
            let _ = read(&bytes);
        }

        #[test]
        fn a_report_that_was_cut_or_bent_does_no_harm(at in 0_usize..700, with in "[ -~\r\n]{0,9}") {
            let whole = report("failed", "5.1.1");
            let at = at.min(whole.len());
            let _ = read(&whole.as_bytes()[..at]);
            let bent = format!("{}{with}{}", &whole[..at], &whole[at..]);
            if let Some(report) = read(bent.as_bytes()) {
                prop_assert!(report.tokens.len() <= 2);
            }
        }
    }
}
