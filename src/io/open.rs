//! Opens a file of any readable format. The format is judged by content first and by name second; see `sniff.rs`.

use super::blocks::{Blocks, Source};
use super::sniff::{self, Sniffed};
use super::{OpenError, Opened, Progress, csv, limits, native};
use jiff::civil::Date;
use std::path::Path;

/// Opens a file of any readable format; `today` is the date of a file that has none.
pub fn open(path: &Path, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    let disk = |error| OpenError::Disk { path: path.to_owned(), error };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if std::fs::metadata(path).map_err(disk)?.is_file() {
        return read_from(Source::Path(path), &name, today, progress);
    }
    // A pipe can be read only once.
    let bytes = limits::read(path)?;
    read_from(Source::Bytes(&bytes), &name, today, progress)
}

/// Reads an organisation from bytes; `name` is the file's name, whose extension helps to tell formats apart. Bytes
/// packed with gzip are unpacked first.
pub fn read(bytes: &[u8], name: &str, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    read_from(Source::Bytes(bytes), name, today, progress)
}

fn read_from(source: Source, name: &str, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    if let Some(bytes) = source.workbook()? {
        return Ok(csv::read(&bytes, name, &csv::ImportOptions::on(today), progress)?.0);
    }
    let mut blocks = Blocks::open(source, progress)?;
    let found = match blocks.more()? {
        Ok(()) => sniff::sniff(&blocks, name)?,
        Err(fault) => sniff::no_text(fault, name)?,
    };
    if let Sniffed::Native(notation) = found {
        match native::read(&mut blocks, notation, today, progress)? {
            Ok(opened) => return Ok(opened),
            Err(fault) => sniff::no_text(fault, name)?,
        };
    }
    let bytes = blocks.bytes()?;
    drop(blocks);
    Ok(csv::read(&bytes, name, &csv::ImportOptions::on(today), progress)?.0)
}
