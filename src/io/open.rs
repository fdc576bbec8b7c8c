//! Opens a file of any readable format. The format is judged by content first and by name second; see `sniff.rs`.

use super::blocks::{Blocks, Source};
use super::csv::{self, ImportOptions, ImportReport};
use super::sealed::{self, Passphrase, SEALED, is_sealed};
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
    open_with(path, None, options, progress)
}

/// The same with the passphrase of a sealed file. Its text is held in memory as a whole.
pub fn open_with(
    path: &Path,
    passphrase: Option<&Passphrase>,
    options: &ImportOptions,
    progress: &Progress,
) -> Result<(Opened, Option<ImportReport>), OpenError> {
    let disk = |error| OpenError::Disk { path: path.to_owned(), error };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if std::fs::metadata(path).map_err(disk)?.is_file() && !Source::Path(path).is_sealed()? {
        return read_from(Source::Path(path), &name, options, progress);
    }
    // A pipe can be read only once.
    let bytes = limits::read(path)?;
    unsealed(&bytes, &name, passphrase, |bytes, name| read_from(Source::Bytes(bytes), name, options, progress))
}

/// Reads an organisation from bytes; `name` is the file's name, whose extension helps to tell formats apart. Bytes
/// packed with gzip are unpacked first.
pub fn read(bytes: &[u8], name: &str, today: Date, progress: &Progress) -> Result<Opened, OpenError> {
    read_with(bytes, name, None, today, progress)
}

/// The same with the passphrase of what may be sealed.
pub fn read_with(
    bytes: &[u8],
    name: &str,
    passphrase: Option<&Passphrase>,
    today: Date,
    progress: &Progress,
) -> Result<Opened, OpenError> {
    let options = ImportOptions::on(today);
    unsealed(bytes, name, passphrase, |bytes, name| Ok(read_from(Source::Bytes(bytes), name, &options, progress)?.0))
}

/// Runs `read` on what is sealed in the bytes, or on the bytes themselves.
fn unsealed<T>(
    bytes: &[u8],
    name: &str,
    passphrase: Option<&Passphrase>,
    read: impl FnOnce(&[u8], &str) -> Result<T, OpenError>,
) -> Result<T, OpenError> {
    if !is_sealed(bytes) {
        return read(bytes, name);
    }
    let content =
        sealed::opened(bytes, passphrase).map_err(|fault| OpenError::Sealed { name: name.to_owned(), fault })?;
    let inside = match name.rsplit_once('.') {
        Some((inside, ending)) if ending.eq_ignore_ascii_case(SEALED) => inside,
        _ => name,
    };
    read(&content, inside)
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
