//! `Range` (RFC 9110, 14): one range of bytes of something that is in memory anyway.

use axum::{
    body::Body,
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{
    HeaderMap, HeaderValue, StatusCode,
    header::{ACCEPT_RANGES, CONTENT_RANGE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE},
};

/// How many headers an answer has in the end, so that there is room for them from the beginning.
const HEADERS: usize = 12;

/// The part of `bytes` that is asked for, or all of it, under a strong tag.
pub fn answer(request: &HeaderMap, bytes: &Bytes, tag: &str) -> Response {
    let mut response = if matches(request, tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match part(request, bytes.len(), tag) {
            Part::All => Body::from(bytes.clone()).into_response(),
            Part::Bytes(from, to) => {
                let range = format!("bytes {from}-{}/{}", to - 1, bytes.len());
                (StatusCode::PARTIAL_CONTENT, [(CONTENT_RANGE, range)], Body::from(bytes.slice(from..to)))
                    .into_response()
            }
            Part::None => {
                let range = format!("bytes */{}", bytes.len());
                (StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, range)]).into_response()
            }
        }
    };
    response.headers_mut().reserve(HEADERS);
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

fn matches(request: &HeaderMap, tag: &str) -> bool {
    let lines = request.get_all(IF_NONE_MATCH).iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    All,
    Bytes(usize, usize),
    None,
}

/// Several ranges, and what is no range at all, are answered with everything.
fn part(request: &HeaderMap, length: usize, tag: &str) -> Part {
    let same = request.get(IF_RANGE).is_none_or(|known| known.as_bytes() == tag.as_bytes());
    let range = request.get(RANGE).and_then(|range| range.to_str().ok()?.strip_prefix("bytes=")?.split_once('-'));
    let (Some((from, to)), true) = (range, same) else { return Part::All };
    let (from, to) = match (from.trim(), to.trim()) {
        ("", last) => match last.parse::<usize>() {
            Ok(last) => (length.saturating_sub(last), length),
            Err(_) => return Part::All,
        },
        (from, to) => {
            let end = if to.is_empty() { Ok(length) } else { to.parse::<usize>().map(|to| to.saturating_add(1)) };
            match (from.parse::<usize>(), end) {
                (Ok(from), Ok(end)) if end > from || from >= length => (from, end.min(length)),
                _ => return Part::All,
            }
        }
    };
    if from < to { Part::Bytes(from, to) } else { Part::None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_says() {
        for (range, expected) in [
            ("bytes=0-9", Part::Bytes(0, 10)),
            ("bytes=90-", Part::Bytes(90, 100)),
            ("bytes=90-1000", Part::Bytes(90, 100)),
            ("bytes=-10", Part::Bytes(90, 100)),
            ("bytes=-1000", Part::Bytes(0, 100)),
            ("bytes=100-", Part::None),
            ("bytes=200-300", Part::None),
            ("bytes=-0", Part::None),
            ("bytes=9-0", Part::All),
            ("bytes=0-1,5-6", Part::All),
            ("seconds=0-1", Part::All),
            ("bytes=a-b", Part::All),
        ] {
            let headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static(range))]);
            assert_eq!(part(&headers, 100, "\"t\""), expected, "{range}");
        }
    }

    #[test]
    fn a_range_of_something_else_is_everything() {
        let mut headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=0-9"))]);
        headers.insert(IF_RANGE, HeaderValue::from_static("\"other\""));
        assert_eq!(part(&headers, 100, "\"t\""), Part::All);
        headers.insert(IF_RANGE, HeaderValue::from_static("\"t\""));
        assert_eq!(part(&headers, 100, "\"t\""), Part::Bytes(0, 10));
    }
}
