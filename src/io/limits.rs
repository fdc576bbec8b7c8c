//! How much of a file is read at most: one rule for every reader. A small file can unpack to a very large one, and a pipe
//! need not end.

use super::error::refuse;
use super::{OpenError, Problem};
use std::io::{self, Read};
use std::path::Path;

/// Largest number of bytes of a file that is not unpacked: people store their texts in 32-bit spans.
pub const LONGEST: u64 = u32::MAX as u64;
/// Largest unpacked file, in bytes.
pub const UNPACKED: u64 = 4 << 30;
/// Largest number of bytes of what has no size of its own: a pipe, standard input, a device.
pub const STREAM: u64 = 1 << 30;
/// Largest workbook, in bytes; it is held in memory as a whole.
pub const WORKBOOK: u64 = 1 << 30;

/// Kind of problem of a packed file that is refused for its unpacked size.
pub const UNPACKS: &str = "unpacks";

/// Largest expansion beyond the first [`FREE`] bytes. No file of people packs better; repeated text does, a thousandfold.
const RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// Limits of reading one spreadsheet that a person can set. What is beyond them is refused; of a cell that is too long,
/// only its line is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest number of rows of a table.
    pub rows: usize,
    /// Longest cell, in bytes.
    pub cell: usize,
    /// Deepest nesting of values within values; of JSON at most [`Limits::JSON`].
    pub nesting: usize,
    /// Largest size of a packed file once it is unpacked, in bytes; `None` for a size that depends on the packed one.
    pub unpacked: Option<u64>,
}

impl Limits {
    /// Deepest nesting of JSON, which its parser sets.
    pub const JSON: usize = 127;

    /// Largest unpacked size of so many packed bytes.
    pub fn unpacked(&self, packed: u64) -> u64 {
        self.unpacked.unwrap_or_else(|| unpacked(packed))
    }
}

impl Default for Limits {
    fn default() -> Self {
        Within::USUAL.limits
    }
}

/// How far a reader goes: the limits, and whether it is asked to stop.
#[derive(Clone, Copy)]
pub struct Within<'a> {
    /// The limits.
    pub limits: Limits,
    /// Whether other tables are read with this one, so that what is said of columns may be about them.
    pub is_one_of_several: bool,
    /// True once the result is no longer wanted.
    pub stop: &'a dyn Fn() -> bool,
    /// Takes note of the bytes of a text that are split into cells so far.
    pub split: &'a dyn Fn(usize),
}

impl Within<'_> {
    /// The usual limits, without a request to stop.
    pub const USUAL: Within<'static> = Within {
        limits: Limits { rows: 10_000_000, cell: 16 << 20, nesting: 200, unpacked: None },
        is_one_of_several: false,
        stop: &|| false,
        split: &|_| {},
    };
}

/// Largest unpacked size of so many packed bytes. Holds at every moment of unpacking, so that a file that expands to
/// nothing but repetitions is refused at once.
pub fn unpacked(packed: u64) -> u64 {
    UNPACKED.min(RATIO.saturating_mul(packed).saturating_add(FREE))
}

/// Largest number of cells that so many cells of a sheet are laid out as: it repeats some, merges some, and leaves room
/// before others.
pub fn laid_out(stated: u64) -> u64 {
    const FREE: u64 = 4 << 20;
    RATIO.saturating_mul(stated).saturating_add(FREE)
}

/// Error of a packed file that is refused; `limit` in bytes.
pub fn too_large<T>(limit: u64) -> Result<T, OpenError> {
    let what = format!("The compressed file contains more than {} MiB, which looks like an error", limit >> 20);
    Err(OpenError::Unreadable(vec![Problem {
        kind: UNPACKS,
        ..Problem::of_file(what, "Decompress it yourself if that is expected".to_owned())
    }]))
}

/// All bytes of something without a size of its own; an error if it does not end, or if it begins with nothing but zeros.
pub fn whole(from: impl Read, path: &Path) -> Result<Vec<u8>, OpenError> {
    const LOOKED_AT: u64 = 1 << 16;
    let disk = |error: io::Error| OpenError::Disk { path: path.to_owned(), error };
    let mut bytes = Vec::new();
    let mut from = from.take(STREAM + 1);
    from.by_ref().take(LOOKED_AT).read_to_end(&mut bytes).map_err(disk)?;
    if bytes.len() as u64 == LOOKED_AT && bytes.iter().all(|&byte| byte == 0) {
        return refuse("The file starts with nothing but zeros", "", "Choose a file with people");
    }
    from.read_to_end(&mut bytes).map_err(disk)?;
    if bytes.len() as u64 > STREAM {
        let what = format!("More than {} MiB were received without an end", STREAM >> 20);
        return refuse(&what, "", "Save it as a file and open that file");
    }
    Ok(bytes)
}

/// All bytes of a file or a pipe.
pub fn read(path: &Path) -> Result<Vec<u8>, OpenError> {
    let disk = |error: io::Error| OpenError::Disk { path: path.to_owned(), error };
    let found = std::fs::metadata(path).map_err(disk)?;
    if found.is_file() && found.len() <= LONGEST {
        return std::fs::read(path).map_err(disk);
    }
    if found.is_file() {
        return refuse("The file is larger than 4 GiB", "", "Split it, or remove columns");
    }
    whole(std::fs::File::open(path).map_err(disk)?, path)
}

/// The same for a file that is no organisation, such as a sheet of evidence.
pub fn read_plain(path: &Path) -> io::Result<Vec<u8>> {
    read(path).map_err(|error| match error {
        OpenError::Disk { error, .. } => error,
        error => io::Error::other(error.to_string()),
    })
}

/// The text of a short file that goes with a command, such as a list: of at most 64 MiB.
pub fn read_text(path: &Path) -> io::Result<String> {
    const MOST: u64 = 64 << 20;
    let mut text = String::new();
    std::fs::File::open(path)?.take(MOST + 1).read_to_string(&mut text)?;
    if text.len() as u64 > MOST {
        return Err(io::Error::other(format!("it is larger than {} MiB", MOST >> 20)));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_end_is_refused() {
        let said = |from: &mut dyn Read| whole(from, Path::new("-")).map_err(|error| error.to_string());
        assert!(said(&mut io::repeat(0)).is_err_and(|said| said.contains("nothing but zeros")));
        assert_eq!(said(&mut &b"id,name\n"[..]).as_deref(), Ok(&b"id,name\n"[..]));
        assert_eq!((unpacked(0), unpacked(1 << 20), unpacked(u64::MAX)), (FREE, FREE + (200 << 20), UNPACKED));
    }

    #[test]
    #[cfg(unix)]
    fn a_device_is_read_no_further_than_it_has_to_be() {
        let error = read(Path::new("/dev/zero")).expect_err("it has no end");
        assert!(error.to_string().contains("nothing but zeros"), "{error}");
    }
}
