//! Where a command may write: never over a file that it reads, over one that it did not write only when told to, and
//! never over what somebody else has written in the meantime.

use super::place::Place;
use crate::edit::Scenario;
use crate::io::disk::{ChangedMeanwhile, Unchanged};
use crate::io::path::{canonical, shown};
use crate::io::sealed::Passphrase;
use crate::io::{self as files, FileState, SaveError, Unread, plain};
use crate::org::Org;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// File that a command is going to write.
#[derive(Debug)]
pub struct Target(Unchanged);

/// Reason that a command does not write.
#[derive(Debug)]
pub enum TargetError {
    /// The output is a file that the command reads.
    Input(PathBuf),
    /// The output is a file that this command did not write.
    Exists(PathBuf),
    /// Somebody else has written the output since the command began.
    Changed(PathBuf),
    /// The ending is not that of what is written; the endings that are.
    Ending(PathBuf, &'static str),
    /// The output is `-`, and standard output is not where it can go.
    NoFile,
    /// The output cannot be looked at.
    Disk(PathBuf, io::Error),
}

impl TargetError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Input(_) => "Choose another file with -o".to_owned(),
            Self::Exists(_) => "Choose another file with -o, or add --force to replace it".to_owned(),
            Self::Changed(_) => "Run the command again to start from the current file".to_owned(),
            Self::Ending(_, endings) => format!("Use a name that ends in {endings}"),
            Self::NoFile => "Give a file name instead of `-`".to_owned(),
            Self::Disk(..) => "Check the name of the file and the folder".to_owned(),
        }
    }
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Input(path) => write!(f, "`{}` is an input file and would be overwritten", shown(path)),
            Self::Exists(path) => write!(f, "`{}` already exists and was not written by this command", shown(path)),
            Self::Changed(path) => write!(f, "Someone else has changed `{}` in the meantime", shown(path)),
            Self::Ending(path, _) => write!(f, "The extension of `{}` does not match its content", shown(path)),
            Self::NoFile => f.write_str("This output cannot go to standard output"),
            Self::Disk(path, error) => write!(f, "Could not check `{}`: {}", shown(path), plain(error)),
        }
    }
}

impl std::error::Error for TargetError {}

/// What is asked of an output before anything is read.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// Whether a file may be replaced that this command did not write.
    pub force: bool,
    /// Endings that fit; empty where the command itself asks for one.
    pub endings: &'static [&'static str],
    /// The same in words.
    pub words: &'static str,
}

impl Target {
    /// Checks an output against the files that are read; `None` for `-`, standard output.
    pub fn new(output: &Path, inputs: &[PathBuf], rules: Rules) -> Result<Option<Self>, TargetError> {
        if output.as_os_str() == "-" {
            return Ok(None);
        }
        Self::of_file(output, inputs, rules).map(Some)
    }

    /// The same for an output that cannot be standard output.
    pub fn of_file(output: &Path, inputs: &[PathBuf], rules: Rules) -> Result<Self, TargetError> {
        if output.as_os_str() == "-" {
            return Err(TargetError::NoFile);
        }
        let path = output.to_owned();
        let ending = output.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default();
        if inputs.iter().any(|input| is_same(&Place::of_path(input).file, output)) {
            return Err(TargetError::Input(path));
        }
        if !rules.endings.is_empty() && !rules.endings.contains(&ending.as_str()) {
            return Err(TargetError::Ending(path, rules.words));
        }
        // A folder, or a file that cannot be read, is refused by the writer in its own words.
        let before = FileState::of(output).ok().filter(|_| output.is_file());
        if before.is_some_and(|file| file.len > 0) && !rules.force && !is_ours(output, &ending) {
            return Err(TargetError::Exists(path));
        }
        Ok(Self(Unchanged::new(path, before)))
    }

    /// Keeps other runs of this program from writing the file until the result is dropped, where the disk can; fails if
    /// somebody else has written it since the check.
    pub fn hold(&self) -> Result<Option<File>, TargetError> {
        let held = File::open(self.path()).ok();
        if let Some(file) = &held {
            // A network share that knows no locks is no reason not to save.
            let _ = file.lock();
        }
        self.still().map(|()| held)
    }

    /// Fails if somebody else has written the file since the check.
    pub fn still(&self) -> Result<(), TargetError> {
        self.0.check().map_err(|error| match error.get_ref() {
            Some(inner) if inner.is::<ChangedMeanwhile>() => TargetError::Changed(self.path().to_owned()),
            _ => TargetError::Disk(self.path().to_owned(), error),
        })
    }

    /// The disk on which it is replaced only while nobody else writes it.
    pub fn disk(&self) -> &Unchanged {
        &self.0
    }

    /// The file.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Saves an organisation, sealed by a passphrase if there is one; see [`files::save_with`].
    pub fn save_with(
        &self,
        content: (&Org, &[Scenario], &[Unread]),
        passphrase: Option<&Passphrase>,
    ) -> Result<(), SaveError> {
        files::settled(files::save_with_on(&self.0, self.path(), content, passphrase)).map(drop)
    }

    /// Writes any content; see [`files::replace`].
    pub fn replace(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), SaveError> {
        files::settled(files::replace_on(&self.0, self.path(), write)).map(drop)
    }
}

/// True if two paths lead to one file, whether it exists or not.
pub fn is_same(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
        use std::os::unix::fs::MetadataExt;
        return (one.dev(), one.ino()) == (other.dev(), other.ino());
    }
    resolved(one).zip(resolved(other)).is_some_and(|(one, other)| one == other)
}

fn resolved(path: &Path) -> Option<PathBuf> {
    if let Ok(path) = canonical(path) {
        return Some(path);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Some(canonical(folder).ok()?.join(path.file_name()?))
}

/// True for a picture, a graph or a report with the mark of this program. A table, a workbook or an organisation may hold
/// what somebody entered, and is never taken for one.
fn is_ours(path: &Path, ending: &str) -> bool {
    if ending == "pptx" {
        return is_untouched(path).unwrap_or(false);
    }
    const BEGINNING: u64 = 1 << 12;
    let mut bytes = Vec::new();
    let most = if ending == "pdf" { u64::MAX } else { BEGINNING };
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    if read.is_err() {
        return false;
    }
    let text = String::from_utf8_lossy(&bytes);
    match ending {
        "svg" => text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "),
        "png" => memchr::memmem::find(&bytes, b"tEXtSoftware\0Twintrack").is_some(),
        "pdf" => bytes.starts_with(b"%PDF-") && memchr::memmem::find(&bytes, b"Twintrack").is_some(),
        "html" | "htm" => text.contains("<meta name=\"generator\" content=\"Twintrack\">"),
        "md" | "markdown" => text.contains("\nTwo tracks on shared rungs, as of "),
        "dot" | "gv" => text.starts_with("// Twintrack\n"),
        "mmd" | "mermaid" => text.contains("\n%% Twintrack\n"),
        "graphml" => text.contains("<!--Twintrack-->"),
        "drawio" => text.starts_with("<mxfile host=\"Twintrack\""),
        _ => false,
    }
}

/// True for a presentation that names this program as its own: one that was edited names the program that saved it.
fn is_untouched(path: &Path) -> zip::result::ZipResult<bool> {
    let mut parts = zip::ZipArchive::new(File::open(path)?)?;
    let mut about = String::new();
    parts.by_name("docProps/app.xml")?.take(1 << 12).read_to_string(&mut about)?;
    Ok(about.contains("<Application>Twintrack</Application>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_somebody_writes_until_the_last_moment_is_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        for was in [Some("mine"), None] {
            let path = folder.path().join("a.md");
            let _ = fs::remove_file(&path);
            if let Some(was) = was {
                fs::write(&path, was).expect("room");
            }
            let rules = Rules { force: true, ..Rules::default() };
            let target = Target::new(&path, &[], rules).expect("allowed").expect("a file");
            // While the new content is written, somebody else saves.
            let done = target.replace(|out| {
                fs::write(&path, "theirs, and longer")?;
                out.write_all(b"ours")
            });
            assert!(matches!(done, Err(SaveError::Changed { .. })), "{done:?}");
            assert_eq!(fs::read(&path).expect("there"), b"theirs, and longer");
            assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1, "nothing is left beside it");
        }
    }

    #[test]
    fn an_output_that_has_to_be_a_file_is_not_called_minus() {
        assert!(matches!(Target::of_file(Path::new("-"), &[], Rules::default()), Err(TargetError::NoFile)));
    }
}
