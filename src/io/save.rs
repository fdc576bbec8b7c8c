//! Saves whole files or nothing: written beside the old one, then put in its place.

use super::native::{self, Notation};
use super::{Unread, plain};
use crate::edit::Scenario;
use crate::org::Org;
use flate2::{Compression, GzBuilder};
use std::fmt;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Why a file was not saved; the old one, if there was one, is as it was.
#[derive(Debug)]
pub enum SaveError {
    /// The ending is of a format that cannot hold all that there is to save.
    Ending {
        /// Which file.
        path: PathBuf,
    },
    /// The disk refused.
    Disk {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl SaveError {
    /// What to do next.
    pub fn hint(&self) -> String {
        match self {
            Self::Ending { .. } => "Save it with the ending `.org.ron`, or `.json` for other programs".to_owned(),
            Self::Disk { path, error } => match error.kind() {
                io::ErrorKind::NotFound => "Check that the folder is there".to_owned(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    format!("Save it in another folder, or ask for permission to write `{}`", path.display())
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "Make room on the disk".to_owned(),
                _ => "Save it in another folder".to_owned(),
            },
        }
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending { path } => write!(f, "`{}` has an ending that cannot hold the whole file", path.display()),
            Self::Disk { path, error } => write!(f, "`{}` could not be saved: {}", path.display(), plain(error)),
        }
    }
}

impl std::error::Error for SaveError {}

/// Saves natively: RON, or JSON where the name ends in `.json`; packed where `.gz` follows. An existing file keeps
/// its permissions and a link stays a link; a new file can be read by its owner alone.
pub fn save(path: &Path, org: &Org, scenarios: &[Scenario], unread: &[Unread]) -> Result<(), SaveError> {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let notation = match plain.rsplit_once('.') {
        Some((_, "ron")) => Notation::Ron,
        Some((_, "json")) => Notation::Json,
        _ => return Err(SaveError::Ending { path: path.to_owned() }),
    };
    let is_packed = plain.len() < name.len();
    replace(path, |file| {
        if is_packed {
            // No date inside, so that the same organisation gives the same bytes.
            let mut packer = GzBuilder::new().mtime(0).write(file, Compression::default());
            native::write(org, scenarios, unread, notation, &mut packer)?;
            packer.finish().map(drop)
        } else {
            native::write(org, scenarios, unread, notation, file)
        }
    })
    .map_err(|error| SaveError::Disk { path: path.to_owned(), error })
}

/// Writes a file beside `path` and puts it in its place once it is on the disk.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let path = behind_links(path)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut beside = tempfile::Builder::new().prefix(".twintrack-").tempfile_in(folder)?;
    {
        let mut out = BufWriter::new(beside.as_file_mut());
        write(&mut out)?;
        out.flush()?;
    }
    if let Ok(old) = fs::metadata(&path) {
        beside.as_file().set_permissions(old.permissions())?;
    }
    beside.as_file().sync_all()?;
    beside.persist(&path).map_err(|error| error.error)?;
    // The new name is on the disk once the folder is. Some file systems cannot do that, and need not.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// The file that a chain of links leads to, whether it is there yet or not.
fn behind_links(path: &Path) -> io::Result<PathBuf> {
    const LONGEST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LONGEST {
        match fs::read_link(&path) {
            Ok(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(path),
        }
    }
    Err(io::Error::other("the link leads round in a circle"))
}
