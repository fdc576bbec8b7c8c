//! Files packed with gzip, unpacked with a limit: a small file can pretend to be a very large one.

use super::sniff::refuse;
use super::{OpenError, Progress};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// Largest unpacked file, in bytes.
const LIMIT: u64 = 4 << 30;
/// Past the first 64 MiB nobody's people pack better than this many times; repeated text does, a thousand times.
const RATIO: u64 = 200;
const FREE: u64 = 64 << 20;

/// The bytes as they are, or unpacked where they are gzip.
pub(super) fn unpack<'a>(bytes: &'a [u8], progress: &Progress) -> Result<Cow<'a, [u8]>, OpenError> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(Cow::Borrowed(bytes));
    }
    progress.begin(bytes.len() as u64);
    let limit = LIMIT.min(FREE + RATIO * bytes.len() as u64);
    let mut reader = MultiGzDecoder::new(bytes);
    let mut out = Vec::new();
    let mut chunk = vec![0; 1 << 20];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return Ok(Cow::Owned(out)),
            Ok(read) => out.extend_from_slice(&chunk[..read]),
            Err(error) => {
                let what = format!("The packed file is damaged: {error}");
                return refuse(&what, "", "Look for another copy, or unpack it yourself");
            }
        }
        if out.len() as u64 > limit {
            let what = format!("The packed file holds more than {} MiB, which looks like an error", limit >> 20);
            return refuse(&what, "", "Unpack it yourself if it is what you expect");
        }
        progress.advance((bytes.len() - reader.get_ref().len()) as u64)?;
    }
}
