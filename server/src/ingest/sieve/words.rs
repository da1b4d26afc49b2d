//! The values of a command: read only as far as to know that they are what they seem to be long.

use super::Odd;

/// How deep values stand in values; the commands of encoders go to three.
const DEEP: usize = 8;

/// Expects values that hold each other to a depth, and none that stands for another.
pub(super) fn plain(kind: u8, body: &[u8]) -> Result<(), Odd> {
    // Messages of the newer kind begin with a byte that says that what follows is of the older one.
    let mut rest = if matches!(kind, 15 | 17) { body.strip_prefix(&[0]).unwrap_or(body) } else { body };
    while !rest.is_empty() {
        value(&mut rest, 0)?;
    }
    Ok(())
}

/// Steps over one value (§2 of AMF 0). Where the end is missing, nothing that follows is read by anybody.
fn value(rest: &mut &[u8], depth: usize) -> Result<(), Odd> {
    if depth >= DEEP {
        return Err(Odd::Words);
    }
    let Some([kind]) = take(rest, 1) else { return Ok(()) };
    match kind {
        // A number; whether; a day.
        0x00 => skip(rest, 8),
        0x01 => skip(rest, 1),
        0x0B => skip(rest, 10),
        0x02 => skip_text(rest, 2),
        0x0C | 0x0F => skip_text(rest, 4),
        0x03 => return pairs(rest, depth),
        0x08 => {
            skip(rest, 4);
            return pairs(rest, depth);
        }
        0x10 => {
            skip_text(rest, 2);
            return pairs(rest, depth);
        }
        0x0A => {
            let count = length(rest, 4).unwrap_or(0);
            for _ in 0..count {
                if rest.is_empty() {
                    break;
                }
                value(rest, depth + 1)?;
            }
        }
        // What was said before, once more.
        0x07 => return Err(Odd::Words),
        _ => {}
    }
    Ok(())
}

/// Names and values, until a name is empty.
fn pairs(rest: &mut &[u8], depth: usize) -> Result<(), Odd> {
    while let Some(name) = length(rest, 2) {
        if name == 0 {
            skip(rest, 1);
            return Ok(());
        }
        skip(rest, name);
        value(rest, depth + 1)?;
    }
    Ok(())
}

fn skip_text(rest: &mut &[u8], of: usize) {
    if let Some(length) = length(rest, of) {
        skip(rest, length);
    }
}

fn length(rest: &mut &[u8], of: usize) -> Option<usize> {
    let bytes = take(rest, of)?;
    Some(bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte)))
}

fn skip(rest: &mut &[u8], count: usize) {
    take(rest, count);
}

/// The next bytes; nothing is left where there are fewer.
fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let taken = rest.split_at_checked(count);
    let (first, behind) = taken.map_or((None, &[][..]), |(first, behind)| (Some(first), behind));
    *rest = behind;
    first
}
