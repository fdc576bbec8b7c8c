//! Saves a file whole or not at all: it is written beside the old one, flushed, moved into place, and the folder is
//! flushed.

use super::content::{FileState, Hashed};
use super::disk::{ChangedMeanwhile, Disk, RealDisk, Unchanged, is_unsupported};
use super::native::{self, Notation};
use super::path::shown;
use super::sealed::{Passphrase, Sealer, is_sealed_name};
use super::{Unread, plain};
use crate::edit::Scenario;
use crate::org::Org;
use flate2::{Compression, GzBuilder};
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Reason that a file was not saved. Except for [`SaveError::Unsure`], the old file, if any, is unchanged.
#[derive(Debug)]
pub enum SaveError {
    /// The extension belongs to a format that cannot hold everything to be saved.
    Ending {
        /// Path of the file.
        path: PathBuf,
    },
    /// The folder of the file is not writable, even if the file itself is.
    Folder {
        /// Path of the file.
        path: PathBuf,
        /// Folder of the file, links followed.
        folder: PathBuf,
        /// Error of the system.
        error: io::Error,
    },
    /// The disk reported an error.
    Disk {
        /// Path of the file.
        path: PathBuf,
        /// Error of the system.
        error: io::Error,
    },
    /// Somebody else has written the file since it was last looked at.
    Changed {
        /// Path of the file.
        path: PathBuf,
    },
    /// The name is that of a sealed file, and there is no passphrase.
    Passphrase {
        /// Path of the file.
        path: PathBuf,
    },
    /// What would be written opens as something else, through a fault of this program.
    Unlike {
        /// Path of the file.
        path: PathBuf,
        /// What would not be read back.
        what: String,
    },
    /// The new file is whole and in its place, but the disk does not confirm that it survives a power cut; after one,
    /// the old file may be back.
    Unsure {
        /// Path of the file.
        path: PathBuf,
        /// Present state of the file.
        file: FileState,
        /// Error of the system.
        error: io::Error,
    },
}

impl SaveError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Ending { .. } => {
                "Save it with the extension `.org.ron`, or `.json` for use in other programs".to_owned()
            }
            Self::Passphrase { .. } => "Save it with the extension `.org.ron`, or choose a passphrase".to_owned(),
            Self::Folder { folder, .. } => format!(
                "Save it in another folder, or ask for permission to write to the folder `{}`: a file is replaced as \
                 a whole, which needs write access to its folder",
                shown(folder)
            ),
            Self::Disk { path, error } => match error.kind() {
                io::ErrorKind::NotFound => "Check that the folder exists".to_owned(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    format!("Save it under another name, or ask for permission to write `{}`", shown(path))
                }
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                    "Free up disk space and save again, or save to another disk".to_owned()
                }
                io::ErrorKind::IsADirectory | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => {
                    "Save it under another name".to_owned()
                }
                _ => "Save to another disk, and check whether this one is healthy".to_owned(),
            },
            Self::Changed { .. } => "Start again from the current file".to_owned(),
            Self::Unlike { .. } => {
                "Nothing was replaced. Save it with the other extension, `.org.ron` or `.json`, and report this as a bug"
                    .to_owned()
            }
            Self::Unsure { .. } => "Save again, or save a copy to another disk".to_owned(),
        }
    }

    /// State of a file that is saved as far as its disk can do it: the disk supports no flush, so that none has failed.
    pub fn unflushed(&self) -> Option<FileState> {
        match self {
            Self::Unsure { file, error, .. } if is_unsupported(error) => Some(*file),
            _ => None,
        }
    }
}

/// Counts a file as saved whose disk cannot do more ([`SaveError::unflushed`]).
pub fn settled(saved: Result<FileState, SaveError>) -> Result<FileState, SaveError> {
    saved.or_else(|error| error.unflushed().ok_or(error))
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Ending { path } => write!(f, "`{}` has an extension that cannot hold the whole file", shown(path)),
            Self::Passphrase { path } => {
                write!(f, "`{}` would be a sealed file, which needs a passphrase", shown(path))
            }
            Self::Folder { path, folder, error } => {
                let (path, folder) = (shown(path), shown(folder));
                write!(f, "Could not save `{path}`: the folder `{folder}` is not writable: {}", plain(error))
            }
            Self::Disk { path, error } => write!(f, "Could not save `{}`: {}", shown(path), plain(error)),
            Self::Changed { path } => write!(f, "Someone else has changed `{}` in the meantime", shown(path)),
            Self::Unlike { path, what } => write!(f, "Could not save `{}`: {what}", shown(path)),
            Self::Unsure { path, error, .. } => {
                write!(f, "`{}` is saved, but might not survive a power cut: {}", shown(path), plain(error))
            }
        }
    }
}

impl std::error::Error for SaveError {}

/// True for the name of a file in a format that holds everything the program knows, packed and sealed or not.
pub fn holds_everything(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let name = name.strip_suffix(".age").unwrap_or(&name);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    name.ends_with(".ron") || name.ends_with(".json")
}

/// Saves in the native format, once what is written has been read back and is the same: RON, or JSON if the name ends in
/// `.json`; packed if `.gz` follows. An existing file passes on its attributes ([`super::disk::Kept`]), and a link stays a
/// link; a new file is readable by its owner alone. Returns the new state of the file. Checking for changes by somebody
/// else is up to the caller ([`FileState::changed_since`]).
pub fn save(path: &Path, org: &Org, scenarios: &[Scenario], unread: &[Unread]) -> Result<FileState, SaveError> {
    save_with(path, (org, scenarios, unread), None)
}

/// The same sealed by a passphrase, for a name that ends in `.age` after any other ending; such a name needs one, and any
/// other allows none. What is written to the disk is sealed from its first byte on.
pub fn save_with(
    path: &Path,
    content: (&Org, &[Scenario], &[Unread]),
    passphrase: Option<&Passphrase>,
) -> Result<FileState, SaveError> {
    settled(dated(save_with_on(&RealDisk, path, content, passphrase), path))
}

/// [`save_with`], unless somebody else writes the file up to the moment at which it is replaced: `before` is its state
/// before, `None` if there was no file. A disk that supports no flush is said to be [`SaveError::Unsure`].
pub fn save_unless_changed(
    path: &Path,
    content: (&Org, &[Scenario], &[Unread]),
    passphrase: Option<&Passphrase>,
    before: Option<FileState>,
) -> Result<FileState, SaveError> {
    let disk = Unchanged::new(path.to_owned(), before);
    dated(save_with_on(&disk, path, content, passphrase), path)
}

/// Writes a file of any content whole or not at all, as [`save`] does.
pub fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<FileState, SaveError> {
    settled(dated(replace_on(&RealDisk, path, write), path))
}

/// [`save`] on any disk; the state has no date.
pub fn save_on(
    disk: &impl Disk,
    path: &Path,
    org: &Org,
    scenarios: &[Scenario],
    unread: &[Unread],
) -> Result<FileState, SaveError> {
    save_with_on(disk, path, (org, scenarios, unread), None)
}

/// [`save_with`] on any disk; the state has no date.
pub fn save_with_on(
    disk: &impl Disk,
    path: &Path,
    (org, scenarios, unread): (&Org, &[Scenario], &[Unread]),
    passphrase: Option<&Passphrase>,
) -> Result<FileState, SaveError> {
    let inside = match (is_sealed_name(path), passphrase) {
        (true, Some(_)) => path.with_extension(""),
        (false, None) => path.to_owned(),
        (true, None) => return Err(SaveError::Passphrase { path: path.to_owned() }),
        (false, Some(_)) => return Err(SaveError::Ending { path: path.to_owned() }),
    };
    let name = inside.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let plain = name.strip_suffix(".gz").unwrap_or(&name);
    let notation = match plain.rsplit_once('.') {
        Some((_, "ron")) => Notation::Ron,
        Some((_, "json")) => Notation::Json,
        _ => return Err(SaveError::Ending { path: path.to_owned() }),
    };
    let is_packed = plain.len() < name.len();
    let write = |file: &mut dyn Write| {
        if is_packed {
            // Without a date inside, the same organisation gives the same bytes.
            let mut packer = GzBuilder::new().mtime(0).write(file, Compression::default());
            native::write_checked(org, scenarios, unread, notation, &mut packer)?;
            packer.finish().map(drop)
        } else {
            native::write_checked(org, scenarios, unread, notation, file)
        }
    };
    replace_on(disk, path, |file| match passphrase {
        Some(passphrase) => {
            let mut sealer = Sealer::begin(file, passphrase)?;
            write(&mut sealer)?;
            sealer.finish().map(drop)
        }
        None => write(file),
    })
    .map_err(|error| match error {
        SaveError::Disk { path, error } => {
            match error.get_ref().and_then(|error| error.downcast_ref::<native::Unlike>()) {
                Some(unlike) => SaveError::Unlike { path, what: unlike.to_string() },
                None => SaveError::Disk { path, error },
            }
        }
        error => error,
    })
}

/// [`replace`] on any disk; the state has no date.
pub fn replace_on<D: Disk>(
    disk: &D,
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<FileState, SaveError> {
    let refused = |error: io::Error| match error.get_ref() {
        Some(inner) if inner.is::<ChangedMeanwhile>() => SaveError::Changed { path: path.to_owned() },
        _ => SaveError::Disk { path: path.to_owned(), error },
    };
    let target = behind_links(disk, path).map_err(refused)?;
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let kept = disk.kept(&target).map_err(refused)?;
    let (name, file) = disk.create(folder).map_err(|error| match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            SaveError::Folder { path: path.to_owned(), folder: folder.to_owned(), error }
        }
        _ => refused(error),
    })?;
    let beside = Beside { disk, name: Some(name) };
    let state = (|| {
        let mut out = BufWriter::new(Hashed::new(file));
        write(&mut out)?;
        let hashed = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        if let Some(kept) = &kept {
            disk.keep(hashed.inner(), kept)?;
        }
        let unsure = flush(disk, hashed.inner())?;
        let state = hashed.state(None);
        drop(hashed);
        beside.put(&target)?;
        Ok((state, unsure))
    })();
    let (state, unsure) = state.map_err(refused)?;
    // The new name is on the disk once the folder is.
    let flushed = disk.flush_folder(folder);
    match unsure.or(flushed.err()) {
        Some(error) => Err(SaveError::Unsure { path: path.to_owned(), file: state, error }),
        None => Ok(state),
    }
}

/// Flushes the content of a file as well as its disk can. On a disk that cannot confirm it, returns the reason that the
/// file is not known to survive a power cut; the file is whole all the same, and refusing it would lose it.
fn flush<D: Disk>(disk: &D, file: &D::File) -> io::Result<Option<io::Error>> {
    let done = match disk.flush(file) {
        Err(error) if is_unsupported(&error) => disk.flush_content(file),
        done => done,
    };
    match done {
        Err(error) if is_unsupported(&error) => Ok(Some(error)),
        done => done.map(|()| None),
    }
}

/// New file beside the old one, removed unless it is moved into place.
struct Beside<'a, D: Disk> {
    disk: &'a D,
    name: Option<PathBuf>,
}

impl<D: Disk> Beside<'_, D> {
    fn put(mut self, target: &Path) -> io::Result<()> {
        if let Some(name) = &self.name {
            self.disk.rename(name, target)?;
        }
        self.name = None;
        Ok(())
    }
}

impl<D: Disk> Drop for Beside<'_, D> {
    fn drop(&mut self) {
        if let Some(name) = &self.name {
            // The reason for removing it is already being reported.
            let _ = self.disk.remove(name);
        }
    }
}

/// The same with the present date of a file that is in its place.
fn dated(mut saved: Result<FileState, SaveError>, path: &Path) -> Result<FileState, SaveError> {
    if let Ok(file) | Err(SaveError::Unsure { file, .. }) = &mut saved {
        file.modified = std::fs::metadata(path).and_then(|now| now.modified()).ok();
    }
    saved
}

/// File that a chain of links leads to, whether it exists yet or not.
fn behind_links(disk: &impl Disk, path: &Path) -> io::Result<PathBuf> {
    const LONGEST: usize = 40;
    let mut path = path.to_owned();
    for _ in 0..LONGEST {
        match disk.link(&path)? {
            Some(target) => path = path.parent().unwrap_or(Path::new("")).join(target),
            None => return Ok(path),
        }
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "the link is circular"))
}
