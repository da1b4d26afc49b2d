//! Tar files as POSIX.1-1988 has them (`ustar`), which every system unpacks. Pure.

use bytes::Bytes;

/// Everything in a tar file begins at a multiple of it, in bytes.
const BLOCK: u64 = 512;
/// Two empty blocks: nothing comes after.
pub(super) static END: [u8; 1024] = [0; 1024];
/// From this size on, eleven octal digits are too few, in bytes.
const OCTAL_MOST: u64 = 1 << 33;

/// What a file of this size takes up, its head included, in bytes.
pub(super) fn room(size: u64) -> u64 {
    BLOCK + size.next_multiple_of(BLOCK)
}

/// The zeros that stand after a file of this size.
pub(super) fn padding(size: u64) -> Bytes {
    let rest = size.next_multiple_of(BLOCK) - size;
    Bytes::from_static(&END).slice(..usize::try_from(rest).unwrap_or_default())
}

/// What stands before a file. The path is ASCII, and its last part and what leads to it are short enough for
/// their fields (100 and 155 bytes).
pub(super) fn head(path: &str, size: u64, modified: u64) -> Bytes {
    let (prefix, name) = match path.rsplit_once('/') {
        Some((prefix, name)) if path.len() > 100 => (prefix, name),
        _ => ("", path),
    };
    debug_assert!(path.is_ascii() && name.len() <= 100 && prefix.len() <= 155, "{path}");
    let mut head = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, name.as_bytes());
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    if size < OCTAL_MOST {
        put(124, format!("{size:011o}\0").as_bytes());
    } else {
        // As GNU tar and its followers write what is larger: in bytes, marked by the first bit.
        put(124, &[0x80, 0, 0, 0]);
        put(128, &size.to_be_bytes());
    }
    put(136, format!("{modified:011o}\0").as_bytes());
    // The sum is made with blanks where it is going to stand.
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    put(345, prefix.as_bytes());
    let sum: u64 = head.iter().map(|byte| u64::from(*byte)).sum();
    head[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    head.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_takes_whole_blocks() {
        for (size, takes) in [(0, 512), (1, 1024), (512, 1024), (513, 1536)] {
            assert_eq!(room(size), takes);
            assert_eq!((size + padding(size).len() as u64) % 512, 0);
        }
    }

    #[test]
    fn long_paths_and_large_files_have_room() {
        let path = format!("{}/{}", "a".repeat(150), "b".repeat(90));
        let head = head(&path, 20 << 30, 0);
        assert_eq!((head.len(), &head[..90], head[90]), (512, "b".repeat(90).as_bytes(), 0));
        assert_eq!(&head[345..495], "a".repeat(150).as_bytes());
        assert_eq!(head[124], 0x80);
        assert_eq!(head[128..136], (20_u64 << 30).to_be_bytes());
    }
}
