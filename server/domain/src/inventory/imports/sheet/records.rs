//! Records in Dublin Core (DCMI Metadata Terms), as libraries and archives exchange them in XML. A record is
//! whatever element holds `dc:` elements.

use super::{Line, Sheet, encoding, encoding::Utf8, unreadable};
use crate::inventory::{cells, columns};
use contract::inventory::ImportProblem;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader},
    path::Path,
};

/// What an item is called there, and what it is here: DCMI Type Vocabulary.
const KINDS: [(&str, &str); 6] = [
    ("movingimage", "class"),
    ("event", "class"),
    ("text", "guide"),
    ("sound", "audio"),
    ("service", "service"),
    ("interactiveresource", "class"),
];

/// Whether a file begins as XML does.
pub(super) fn is_one(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let utf16 = head.starts_with(b"\xFF\xFE<\0") || head.starts_with(b"\xFE\xFF\0<");
    utf16 || head.trim_ascii_start().starts_with(b"<")
}

pub(super) struct Records {
    xml: Reader<BufReader<Utf8<BufReader<File>>>>,
    piece: Vec<u8>,
    line: u64,
    depth: usize,
    /// Whether the names of the columns were given.
    headed: bool,
}

/// The element that is being read, with its text so far.
struct Open {
    depth: usize,
    column: &'static str,
    text: String,
}

impl Records {
    pub(super) fn open(path: &Path) -> Result<Self, ImportProblem> {
        let failed = |_: io::Error| unreadable();
        let encoding = encoding::of(BufReader::new(File::open(path).map_err(failed)?)).map_err(failed)?;
        let text = Utf8::new(BufReader::new(File::open(path).map_err(failed)?), encoding.ok_or_else(unreadable)?);
        let xml = Reader::from_reader(BufReader::new(text));
        Ok(Self { xml, piece: Vec::new(), line: 1, depth: 0, headed: false })
    }
}

impl Sheet for Records {
    fn is_sparse(&self) -> bool {
        true
    }

    fn next(&mut self) -> Result<Option<Line>, ImportProblem> {
        if !self.headed {
            self.headed = true;
            return Ok(Some(Line {
                number: 1,
                cells: columns::heads().map(ToOwned::to_owned).collect(),
                broken: false,
            }));
        }
        let mut said: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let mut record = None;
        let mut open: Option<Open> = None;
        loop {
            self.piece.clear();
            let event = self.xml.read_event_into(&mut self.piece).map_err(|_| unreadable())?;
            let began = self.line;
            self.line += event.bytes().filter(|byte| *byte == b'\n').count() as u64;
            match event {
                Event::Start(element) => {
                    self.depth += 1;
                    if open.is_none()
                        && let Some(column) = column(&element)
                    {
                        record.get_or_insert((self.depth - 1, began));
                        open = Some(Open { depth: self.depth, column, text: String::new() });
                    }
                }
                Event::Text(text) => {
                    if let Some(open) = &mut open {
                        open.text.push_str(&text);
                    }
                }
                Event::CData(text) => {
                    if let Some(open) = &mut open {
                        open.text.push_str(&text);
                    }
                }
                // Entities that a file declares itself are not followed: they are how one of a kilobyte becomes
                // one of a gigabyte.
                Event::GeneralRef(named) => {
                    if let Some(open) = &mut open {
                        let letter = named.resolve_char_ref().ok().flatten();
                        let letter = letter.map(String::from);
                        let known = || quick_xml::escape::resolve_predefined_entity(&named).map(ToOwned::to_owned);
                        open.text.push_str(&letter.or_else(known).unwrap_or_default());
                    }
                }
                Event::End(_) => {
                    if let Some(done) = open.take_if(|open| open.depth == self.depth) {
                        take(&mut said, done.column, done.text.trim());
                    }
                    self.depth = self.depth.saturating_sub(1);
                    if let Some((depth, number)) = record
                        && self.depth < depth
                    {
                        return Ok(Some(row(number, &said)));
                    }
                }
                // What ends before it is closed was cut off on its way.
                Event::Eof if self.depth > 0 => return Err(unreadable()),
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }
}

/// The column that an element of Dublin Core is for.
fn column(element: &BytesStart<'_>) -> Option<&'static str> {
    let name = element.name();
    let name: &str = name.as_ref();
    let (prefix, term) = name.split_once(':')?;
    if !matches!(prefix, "dc" | "dcterms") {
        return None;
    }
    let language = element.try_get_attribute("xml:lang").ok().flatten();
    let language = language.map(|language| language.value.to_ascii_lowercase()).unwrap_or_default();
    let english = language == "en" || language.starts_with("en-");
    let french = language.is_empty() || language == "fr" || language.starts_with("fr-");
    Some(match term {
        "identifier" => "source_key",
        "type" => "kind",
        "title" if english => "title_en",
        "title" if french => "title_fr",
        "description" | "abstract" if english => "description_en",
        "description" | "abstract" if french => "description_fr",
        "subject" => "tags",
        "educationLevel" => "level",
        "extent" => "duration_minutes",
        "requires" => "equipment",
        "language" => "language",
        "creator" => "instructor",
        "publisher" => "centre",
        _ => return None,
    })
}

fn take(said: &mut BTreeMap<&'static str, Vec<String>>, column: &'static str, text: &str) {
    let (column, text) = match column {
        "source_key" => match text.strip_prefix("urn:uuid:") {
            Some(id) => (columns::ID, id.to_owned()),
            None => (column, text.to_owned()),
        },
        "kind" => {
            let folded = text.to_lowercase();
            let ours = KINDS.iter().find(|(theirs, _)| *theirs == folded).map(|(_, ours)| (*ours).to_owned());
            (column, ours.unwrap_or(folded))
        }
        "duration_minutes" => (column, minutes(text)),
        _ => (column, text.to_owned()),
    };
    if !text.is_empty() {
        said.entry(column).or_default().push(text);
    }
}

/// `PT1H30M` as whole minutes; anything else as it stands.
fn minutes(text: &str) -> String {
    let duration: Result<jiff::SignedDuration, _> = text.parse();
    duration.map_or_else(|_| text.to_owned(), |duration| duration.as_mins().to_string())
}

fn row(number: u64, said: &BTreeMap<&'static str, Vec<String>>) -> Line {
    let cell = |name: &str| {
        let values = said.get(name).map(Vec::as_slice).unwrap_or_default();
        match name {
            "tags" | "equipment" => cells::joined(values),
            "instructor" => values.join(", "),
            _ => values.first().cloned().unwrap_or_default(),
        }
    };
    // What is text in XML is no formula.
    Line::checked(number, columns::heads().map(|name| cells::harmless(&cell(name))).collect())
}
