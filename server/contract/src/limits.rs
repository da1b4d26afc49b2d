//! What Estrade accepts, announced before the first byte and checked again on arrival.

/// Longest title, in characters.
pub const TITLE_CHARS: usize = 200;
/// Longest description, in characters.
pub const DESCRIPTION_CHARS: usize = 10_000;
/// Longest short text: a centre, an instructor, one tag, one piece of equipment.
pub const SHORT_TEXT_CHARS: usize = 120;
/// Most tags or pieces of equipment on one item.
pub const LIST_ENTRIES: usize = 40;
/// Largest imported table: 64 MiB.
pub const IMPORT_BYTES: usize = 64 * 1024 * 1024;
/// Most rows of one import that are read.
pub const IMPORT_ROWS: usize = 100_000;
/// Most problems kept in one import's report; the rest are only counted.
pub const IMPORT_PROBLEMS: usize = 500;
/// Most items of which a check tells field by field what would change; the rest are only counted.
pub const IMPORT_CHANGES: usize = 500;
/// Shortest password, in characters (NIST SP 800-63B, 3.1.1.2 asks for at least eight).
pub const PASSWORD_MIN_CHARS: usize = 8;
/// Longest password, in characters: hashing a longer one is only a way to be kept busy.
pub const PASSWORD_MAX_CHARS: usize = 128;
/// Largest page of any list.
pub const PAGE_MAX: u32 = 100;
/// Most addresses in one invitation to a pilot.
pub const INVITATIONS: usize = 2_000;
/// Figures about fewer people than this are not shown.
pub const SUPPRESSED_BELOW: u64 = 5;
/// Most items that one change is made on at once: what one transaction holds for a few seconds.
pub const BULK_ITEMS: u64 = 20_000;
