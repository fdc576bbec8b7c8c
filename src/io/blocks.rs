//! Reads a file as text, some megabytes at a time, so that the text and what is made of it are never held together.
//! Files packed with gzip are unpacked on the way, up to a limit: a small file can expand to a very large one.

use super::error::refuse;
use super::limits::{self, LONGEST, UNPACKED, WORKBOOK};
use super::magic::{is_workbook, known};
use super::sealed::is_sealed;
use super::{OpenError, Progress};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

/// Bytes per read.
const BLOCK: usize = 4 << 20;
/// Bytes of the first read, by which the format is known: fresh memory costs more than reading.
const FIRST: usize = 256 << 10;
/// Part of the work that it takes to read the bytes of a foreign file, in per cent.
const READING: Range<u8> = 0..5;
/// Source of a text; it can be read again from the beginning.
#[derive(Clone, Copy)]
pub(super) enum Source<'s> {
    /// File on disk.
    Path(&'s Path),
    /// Bytes in memory.
    Bytes(&'s [u8]),
}

impl<'s> Source<'s> {
    fn fault(self, error: io::Error) -> OpenError {
        match self {
            Self::Path(path) => OpenError::Disk { path: path.to_owned(), error },
            // Memory can always be read, but not always unpacked.
            Self::Bytes(_) => damaged(&error),
        }
    }

    /// Bytes as stored, and their number.
    fn open(self) -> io::Result<(Box<dyn Read + 's>, u64)> {
        Ok(match self {
            Self::Bytes(bytes) => (Box::new(bytes), bytes.len() as u64),
            Self::Path(path) => {
                let file = File::open(path)?;
                let len = file.metadata()?.len();
                (Box::new(file), len)
            }
        })
    }
}

impl<'s> Source<'s> {
    /// True if it begins as a sealed file does.
    pub fn is_sealed(self) -> Result<bool, OpenError> {
        const ENOUGH: u64 = 64;
        let fault = |error| self.fault(error);
        let (inner, _) = self.open().map_err(fault)?;
        let mut start = Vec::new();
        inner.take(ENOUGH).read_to_end(&mut start).map_err(fault)?;
        Ok(is_sealed(&start))
    }

    /// True if the packed content begins as a workbook does.
    fn packs_workbook(self) -> bool {
        let Ok((inner, _)) = self.open() else { return false };
        let mut start = Vec::new();
        MultiGzDecoder::new(inner).take(4).read_to_end(&mut start).is_ok() && is_workbook(&start)
    }

    /// All bytes of a workbook, packed or not; `None` if the source does not begin as one.
    pub fn workbook(self) -> Result<Option<Cow<'s, [u8]>>, OpenError> {
        let fault = |error| self.fault(error);
        let (mut inner, len) = self.open().map_err(fault)?;
        let mut bytes = Vec::new();
        inner.by_ref().take(4).read_to_end(&mut bytes).map_err(fault)?;
        let is_packed = bytes.starts_with(&[0x1f, 0x8b]);
        if !(is_workbook(&bytes) || is_packed && self.packs_workbook()) {
            return Ok(None);
        }
        if let Self::Bytes(bytes) = self {
            return Ok(Some(Cow::Borrowed(bytes)));
        }
        if len > WORKBOOK {
            return refuse("The workbook is larger than 1 GiB", "", "Save the sheet with the people as CSV");
        }
        inner.take(WORKBOOK).read_to_end(&mut bytes).map_err(fault)?;
        Ok(Some(Cow::Owned(bytes)))
    }
}

fn damaged(error: &io::Error) -> OpenError {
    let what = format!("The compressed file is damaged: {error}");
    refuse::<()>(&what, "", "Use another copy, or decompress it yourself").err().unwrap_or(OpenError::Cancelled)
}

/// First byte that is not text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoText {
    /// Offset in the unpacked file.
    pub at: u64,
    /// Value of the byte.
    pub byte: u8,
}

/// Window on the text that moves towards its end.
pub(super) struct Blocks<'s> {
    source: Source<'s>,
    progress: &'s Progress,
    size: usize,
    reader: Box<dyn Read + 's>,
    /// Size of the source as stored, and the number of those bytes read so far.
    len: u64,
    taken: Rc<Cell<u64>>,
    is_packed: bool,
    window: String,
    /// Bytes of the text before the window, without a byte order mark.
    base: usize,
    /// Block read last; its first bytes may be the beginning of a character.
    block: Vec<u8>,
    begun: usize,
    /// Unpacked bytes so far, including a byte order mark.
    read: u64,
    is_end: bool,
}

/// Reader that counts the bytes read through it.
struct Counted<'s> {
    inner: Box<dyn Read + 's>,
    taken: Rc<Cell<u64>>,
}

impl Read for Counted<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.taken.set(self.taken.get() + count as u64);
        Ok(count)
    }
}

impl<'s> Blocks<'s> {
    /// Opens a source; its text is empty until [`Self::more`].
    pub fn open(source: Source<'s>, progress: &'s Progress) -> Result<Self, OpenError> {
        Self::of_size(BLOCK, source, progress)
    }

    /// [`Self::open`] with another block size, in bytes.
    pub fn of_size(size: usize, source: Source<'s>, progress: &'s Progress) -> Result<Self, OpenError> {
        let (mut inner, len) = source.open().map_err(|error| source.fault(error))?;
        let mut magic = Vec::new();
        inner.by_ref().take(2).read_to_end(&mut magic).map_err(|error| source.fault(error))?;
        let is_packed = magic == [0x1f, 0x8b];
        let taken = Rc::new(Cell::new(0));
        let whole = Box::new(io::Cursor::new(magic).chain(inner));
        let counted = Counted { inner: whole, taken: taken.clone() };
        let reader: Box<dyn Read + 's> =
            if is_packed { Box::new(MultiGzDecoder::new(counted)) } else { Box::new(counted) };
        // Asking for one byte more than there is reveals the end. A small packed file is not worth a large block.
        let most = if is_packed { len.saturating_mul(16).max(1 << 16) } else { len.saturating_add(1) };
        let size = size.min(usize::try_from(most).unwrap_or(size));
        progress.begin(len);
        Ok(Self {
            source,
            progress,
            size,
            reader,
            len,
            taken,
            is_packed,
            window: String::new(),
            base: 0,
            block: Vec::new(),
            begun: 0,
            read: 0,
            is_end: false,
        })
    }

    /// Starts again at the beginning.
    pub fn again(&mut self) -> Result<(), OpenError> {
        *self = Self::of_size(self.size, self.source, self.progress)?;
        Ok(())
    }

    /// Part of the text in the window.
    pub fn text(&self) -> &str {
        &self.window
    }

    /// Offset of the window in the text.
    pub fn base(&self) -> usize {
        self.base
    }

    /// True if nothing follows the window.
    pub fn is_end(&self) -> bool {
        self.is_end
    }

    /// Estimated size of the whole text in bytes.
    pub fn about(&self) -> u64 {
        if self.is_packed { self.len.saturating_mul(6).min(UNPACKED) } else { self.len.min(LONGEST) }
    }

    /// Releases the text before a position in the window.
    pub fn pass(&mut self, at: usize) {
        self.window.drain(..at);
        self.base += at;
    }

    /// At least doubles the text in the window, or reads all that is left. Bytes that are not text end it with the
    /// inner error.
    pub fn more(&mut self) -> Result<Result<(), NoText>, OpenError> {
        let size = if self.read == 0 { self.size.min(FIRST) } else { self.size };
        let wanted = self.window.len() + self.window.len().max(size.div_ceil(2));
        while !self.is_end && self.window.len() < wanted {
            self.progress.advance(self.taken.get().min(self.len))?;
            let mut block = std::mem::take(&mut self.block);
            block.resize(size, 0);
            let mut filled = self.begun;
            while filled < block.len() {
                match self.reader.read(&mut block[filled..]) {
                    Ok(0) => {
                        self.is_end = true;
                        break;
                    }
                    Ok(count) => {
                        filled += count;
                        self.read += count as u64;
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    Err(error) if self.is_packed => return Err(damaged(&error)),
                    Err(error) => return Err(self.source.fault(error)),
                }
            }
            self.check_size()?;
            if self.base == 0 && self.window.is_empty() {
                known(&block[..filled])?;
            }
            if let Err(fault) = self.take(&block[..filled]) {
                return Ok(Err(fault));
            }
            block.copy_within(filled - self.begun..filled, 0);
            self.block = block;
        }
        Ok(Ok(()))
    }

    fn check_size(&self) -> Result<(), OpenError> {
        // What has come out so far of what has gone in so far.
        let limit = limits::unpacked(self.taken.get());
        if self.is_packed && self.read > limit {
            return limits::too_large(limit);
        }
        if self.read >= LONGEST {
            return refuse("The file is larger than 4 GiB", "", "Split it, or remove columns");
        }
        Ok(())
    }

    /// Appends a block to the window, except for an incomplete character at its end.
    fn take(&mut self, block: &[u8]) -> Result<(), NoText> {
        let is_first = self.base == 0 && self.window.is_empty();
        let mark: &[u8] = b"\xef\xbb\xbf";
        let block = if is_first { block.strip_prefix(mark).unwrap_or(block) } else { block };
        let (text, rest) = match simdutf8::compat::from_utf8(block) {
            Ok(text) => (text, 0),
            Err(error) => {
                let good = error.valid_up_to();
                let rest = block.len() - good;
                if error.error_len().is_some() || self.is_end {
                    let byte = block.get(good).copied().unwrap_or_default();
                    return Err(NoText { at: self.read - rest as u64, byte });
                }
                (std::str::from_utf8(&block[..good]).unwrap_or_default(), rest)
            }
        };
        self.window.push_str(text);
        self.begun = rest;
        Ok(())
    }

    /// All bytes of the unpacked file, read again from the beginning.
    pub fn bytes(&self) -> Result<Cow<'s, [u8]>, OpenError> {
        if let (Source::Bytes(bytes), false) = (self.source, self.is_packed) {
            return Ok(Cow::Borrowed(bytes));
        }
        let mut again = Self::open(self.source, self.progress)?;
        self.progress.begin_stage(READING, again.len);
        let mut bytes = Vec::with_capacity(if again.is_packed { 0 } else { again.len.min(LONGEST) as usize });
        let mut block = vec![0; again.size];
        loop {
            self.progress.advance(again.taken.get().min(again.len))?;
            match again.reader.read(&mut block) {
                Ok(0) => return Ok(Cow::Owned(bytes)),
                Ok(count) => bytes.extend_from_slice(&block[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if again.is_packed => return Err(damaged(&error)),
                Err(error) => return Err(again.source.fault(error)),
            }
            again.read = bytes.len() as u64;
            again.check_size()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], step: usize) -> Result<String, NoText> {
        let progress = Progress::default();
        let mut blocks = Blocks::open(Source::Bytes(bytes), &progress).expect("memory opens");
        let mut text = String::new();
        while !blocks.is_end() {
            blocks.more().expect("memory is read")?;
            assert_eq!(blocks.base(), text.len());
            let mut at = if blocks.is_end() { blocks.text().len() } else { step.min(blocks.text().len()) };
            while !blocks.text().is_char_boundary(at) {
                at += 1;
            }
            text.push_str(&blocks.text()[..at]);
            blocks.pass(at);
        }
        Ok(text)
    }

    #[test]
    fn the_text_is_whole_however_it_is_passed() {
        // Blocks end inside characters.
        let text = "aé€𝄞".repeat(BLOCK / 4);
        for step in [BLOCK / 3, BLOCK + 1, usize::MAX / 2] {
            assert!(all(text.as_bytes(), step).is_ok_and(|read| read == text));
        }
        assert_eq!(all(b"\xef\xbb\xbfa", 1), Ok("a".to_owned()));
        assert_eq!(all(b"", 1), Ok(String::new()));
    }

    #[test]
    fn what_is_no_text_is_found_where_it_is() {
        let mut bytes = "é".repeat(BLOCK).into_bytes();
        let at = bytes.len() as u64;
        bytes.extend_from_slice(b"\xff rest");
        assert_eq!(all(&bytes, 1 << 20), Err(NoText { at, byte: 0xff }));
        assert_eq!(all(b"\xef\xbb\xbfab\xc3", 1), Err(NoText { at: 5, byte: 0xc3 }));
    }
}
