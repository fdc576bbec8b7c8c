//! Opens a file of any readable format. The format is judged by content first and by name second; see `sniff.rs`.

use super::blocks::{Blocks, Source};
use super::csv::{self, ImportOptions, ImportReport};
use super::sniff::{self, Sniffed};
use super::{OpenError, Opened, Progress, limits, native};
use jiff::civil::Date;
use std::path::Path;

/// Opens a file of any readable format; `today` is the date of a file that has none.
pub fn open(path: &Path, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    Ok(open_as(path, &ImportOptions::on(today), progress)?.0)
}

/// The same with what is said of how foreign files are read; also how such a file was read, `None` for the native format.
pub fn open_as(
    path: &Path,
    options: &ImportOptions,
    progress: &Progress,
) -> Result<(Opened, Option<ImportReport>), OpenError> {
    let disk = |error| OpenError::Disk { path: path.to_owned(), error };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if std::fs::metadata(path).map_err(disk)?.is_file() {
        return read_from(Source::Path(path), &name, options, progress);
    }
    // A pipe can be read only once.
    let bytes = limits::read(path)?;
    read_from(Source::Bytes(&bytes), &name, options, progress)
}

/// Reads an organisation from bytes; `name` is the file's name, whose extension helps to tell formats apart. Bytes
/// packed with gzip are unpacked first.
pub fn read(bytes: &[u8], name: &str, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    Ok(read_from(Source::Bytes(bytes), name, &ImportOptions::on(today), progress)?.0)
}

fn read_from(
    source: Source,
    name: &str,
    options: &ImportOptions,
    progress: &Progress,
) -> Result<(Opened, Option<ImportReport>), OpenError> {
    let foreign =
        |bytes: &[u8]| csv::read(bytes, name, options, progress).map(|(opened, report)| (opened, Some(report)));
    if let Some(bytes) = source.workbook()? {
        return foreign(&bytes);
    }
    let mut blocks = Blocks::open(source, progress)?;
    let found = match blocks.more()? {
        Ok(()) => sniff::sniff(&blocks, name)?,
        Err(fault) => sniff::no_text(fault, name)?,
    };
    if let Sniffed::Native(notation) = found {
        match native::read(&mut blocks, notation, options.today, progress)? {
            Ok(opened) => return Ok((opened, None)),
            Err(fault) => sniff::no_text(fault, name)?,
        };
    }
    let bytes = blocks.bytes()?;
    drop(blocks);
    foreign(&bytes)
}
