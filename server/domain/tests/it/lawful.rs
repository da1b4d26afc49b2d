//! What playlists of one rendition may not do (RFC 8216bis; Apple's authoring specification), read one after the
//! other as a player gets them. The domain's own tests share it.

/// A part, as it is listed.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub uri: String,
    pub seconds: f64,
    pub is_key: bool,
}

/// A segment, as it is listed. Without an address while it is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    pub number: u32,
    pub uri: Option<String>,
    pub seconds: f64,
    pub parts: Vec<Part>,
    pub at_ms: i64,
    pub is_new: bool,
    pub map: Option<String>,
}

/// One version of a playlist.
#[derive(Debug, Clone, PartialEq)]
pub struct Playlist {
    pub target: f64,
    pub part_target: f64,
    pub skipped: u32,
    pub segments: Vec<Segment>,
    pub hint: Option<String>,
    pub is_over: bool,
    /// What may never change.
    constants: String,
}

fn attribute<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("{name}="))?;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split(',').next(),
    }
}

fn number(line: &str, name: &str) -> f64 {
    attribute(line, name).and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no {name} in {line}"))
}

/// Reads one version.
pub fn read(text: &str) -> Playlist {
    let mut list = Playlist {
        target: 0.0,
        part_target: f64::MAX,
        skipped: 0,
        segments: Vec::new(),
        hint: None,
        is_over: false,
        constants: String::new(),
    };
    let fresh =
        |number| Segment { number, uri: None, seconds: 0.0, parts: Vec::new(), at_ms: 0, is_new: false, map: None };
    let mut open = fresh(0);
    for line in text.lines() {
        let (tag, rest) = line.split_once(':').unwrap_or((line, ""));
        if matches!(tag, "#EXT-X-TARGETDURATION" | "#EXT-X-PART-INF" | "#EXT-X-SERVER-CONTROL") {
            list.constants += line;
        }
        match tag {
            "#EXT-X-TARGETDURATION" => list.target = rest.parse().expect("seconds"),
            "#EXT-X-PART-INF" => list.part_target = number(rest, "PART-TARGET"),
            "#EXT-X-MEDIA-SEQUENCE" => open.number = rest.parse().expect("a number"),
            "#EXT-X-SKIP" => {
                list.skipped = number(rest, "SKIPPED-SEGMENTS") as u32;
                open.number += list.skipped;
            }
            "#EXT-X-DISCONTINUITY" => open.is_new = true,
            "#EXT-X-MAP" => open.map = attribute(rest, "URI").map(str::to_owned),
            "#EXT-X-PROGRAM-DATE-TIME" => {
                open.at_ms = rest.parse::<jiff::Timestamp>().expect("a time").as_millisecond();
            }
            "#EXT-X-PART" => {
                let (uri, is_key) =
                    (attribute(rest, "URI").expect("a name").to_owned(), line.contains("INDEPENDENT=YES"));
                open.parts.push(Part { uri, seconds: number(rest, "DURATION"), is_key });
            }
            "#EXTINF" => open.seconds = rest.trim_end_matches(',').parse().expect("seconds"),
            "#EXT-X-PRELOAD-HINT" => list.hint = attribute(rest, "URI").map(str::to_owned),
            "#EXT-X-ENDLIST" => list.is_over = true,
            _ if line.starts_with('#') || line.is_empty() => {}
            _ => {
                let next = fresh(open.number + 1);
                list.segments.push(Segment { uri: Some(line.to_owned()), ..std::mem::replace(&mut open, next) });
            }
        }
    }
    if !open.parts.is_empty() {
        list.segments.push(open);
    }
    list
}

/// All that was ever listed of one rendition. What is against a rule is a panic.
#[derive(Debug)]
pub struct Rules {
    name: &'static str,
    pub segments: Vec<Segment>,
    before: Option<Playlist>,
}

impl Rules {
    pub fn new(name: &'static str) -> Self {
        Self { name, segments: Vec::new(), before: None }
    }

    /// Reads the version that a player got next: all of it, or what it did not have.
    pub fn read(&mut self, text: &str) -> Playlist {
        let list = read(text);
        let name = self.name;
        if let Some(before) = self.before.as_ref().filter(|_| !list.is_over) {
            assert_eq!(before.constants, list.constants, "{name}: what was promised has changed");
        }
        assert!(list.skipped as usize <= self.segments.len(), "{name}: more is left out than was ever listed");
        assert_eq!(list.hint.is_none(), list.is_over, "{name}: what comes next is told until nothing does");
        for segment in &list.segments {
            self.segment(&list, segment);
        }
        self.before = Some(list.clone());
        list
    }

    fn segment(&mut self, list: &Playlist, segment: &Segment) {
        let (name, number, place) = (self.name, segment.number, segment.number as usize);
        let Segment { seconds, parts, .. } = segment;
        assert!(segment.at_ms > 0, "{name}: segment {number} is at no time");
        assert!(seconds.round() <= list.target, "{name}: segment {number} lasts {seconds} of {}", list.target);
        for (index, part) in parts.iter().enumerate() {
            let most = list.part_target + 0.000_01;
            assert!(part.seconds <= most, "{name}: {} lasts {} of {most}", part.uri, part.seconds);
            let may_be_short = index + 1 == parts.len() || part.seconds >= 0.85 * list.part_target;
            assert!(may_be_short, "{name}: {} lasts only {}", part.uri, part.seconds);
        }
        if !parts.is_empty() && segment.uri.is_some() {
            let sum: f64 = parts.iter().map(|part| part.seconds).sum();
            assert!((sum - seconds).abs() < 0.002, "{name}: segment {number} lasts {seconds}, its parts {sum}");
        }
        assert!(place <= self.segments.len(), "{name}: {number} comes before the one before it");
        if let Some(before) = place.checked_sub(1).map(|before| &self.segments[before]) {
            let joins = before.at_ms + (before.seconds * 1000.0).round() as i64;
            let apart = segment.at_ms - joins;
            let fits = if segment.is_new { apart >= -2 } else { apart.abs() <= 2 };
            assert!(fits, "{name}: segment {number} is {apart} ms from the end of the one before");
        } else {
            assert!(segment.map.is_some(), "{name}: nothing says how the first segment is set up");
        }
        let Some(known) = self.segments.get_mut(place) else {
            self.segments.push(segment.clone());
            return;
        };
        let same = (&known.uri, known.seconds) == (&segment.uri, segment.seconds) || known.uri.is_none();
        assert!(same, "{name}: segment {number} was {known:?} and is {segment:?}");
        let stands = |segment: &Segment| (segment.at_ms, segment.is_new, segment.map.clone());
        assert_eq!(stands(known), stands(segment), "{name}: segment {number} stands elsewhere");
        if !parts.is_empty() {
            assert!(parts.starts_with(&known.parts), "{name}: parts of {number} have changed");
            *known = segment.clone();
        }
        known.uri.clone_from(&segment.uri);
        known.seconds = *seconds;
    }

    /// The numbers of the segments that do not join on to the one before, with what sets them up anew.
    pub fn breaks(&self) -> Vec<(u32, Option<String>)> {
        let breaks = self.segments.iter().filter(|segment| segment.is_new);
        breaks.map(|segment| (segment.number, segment.map.clone())).collect()
    }

    /// Seconds of all that is whole.
    pub fn seconds(&self) -> f64 {
        self.segments.iter().map(|segment| segment.seconds).sum()
    }
}
