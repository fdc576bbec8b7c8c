//! The passphrase of sealed files: from a file that is named, or asked for at the terminal. Never an argument, which
//! other people on the machine could read.

use super::target::Target;
use crate::io::sealed::{Passphrase, SealFault, is_sealed_name};
use crate::io::{self, OpenError, Opened, SaveError};
use crate::report::Shown;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// File named by `--passphrase-file`, set once when the program starts.
static FILE: OnceLock<PathBuf> = OnceLock::new();

/// Passphrase by which this run has opened a file; what it writes back is sealed by the same.
static OPENED: OnceLock<Passphrase> = OnceLock::new();

/// Number of times that is asked.
const TRIES: usize = 3;

/// The next step where nothing can be asked.
pub const HINT: &str = "Name a file that holds the passphrase on its first line: --passphrase-file FILE";

/// Names the file that holds the passphrase.
pub fn from_file(path: PathBuf) {
    // There is one set of arguments.
    let _ = FILE.set(path);
}

/// Opens what may be sealed: as it is, or by its passphrase, which is asked for up to three times.
pub fn opened<T>(open: impl Fn(Option<&Passphrase>) -> Result<T, OpenError>) -> Result<T, OpenError> {
    let mut done = open(None);
    for _ in 0..TRIES {
        let Err(OpenError::Sealed { fault: SealFault::Asked | SealFault::Wrong, .. }) = &done else { break };
        let question = done.as_ref().err().map(|error| format!("{error}. Passphrase: ")).unwrap_or_default();
        let Some(passphrase) = known(&question)? else { break };
        done = open(Some(&passphrase));
        if done.is_ok() {
            let _ = OPENED.set(passphrase);
        } else if FILE.get().is_some() {
            break;
        }
    }
    done
}

/// Saves an organisation, sealed where the name says so: by the passphrase of the file that was opened if `is_same`, or
/// by a new one.
pub fn save(target: &Target, opened: &Opened, is_same: bool) -> Result<(), SaveError> {
    let path = target.path();
    let passphrase = match OPENED.get().filter(|_| is_same) {
        _ if !is_sealed_name(path) => None,
        Some(passphrase) => Some(passphrase.clone()),
        None => new(path),
    };
    target.save_with((&opened.org, &opened.scenarios, &opened.unread), passphrase.as_ref())
}

/// Passphrase for a new file, typed twice; `None` without one.
fn new(path: &Path) -> Option<Passphrase> {
    let passphrase = known(&format!("New passphrase for {}: ", io::path::shown(path))).ok()??;
    let is_meant = FILE.get().is_some() || typed("Repeat the passphrase: ").is_some_and(|again| again == passphrase);
    is_meant.then_some(passphrase)
}

/// Passphrase of the file that is named, or one that is typed; `None` where there is neither.
fn known(question: &str) -> Result<Option<Passphrase>, OpenError> {
    match FILE.get() {
        Some(path) => read(path).map(Some).map_err(|error| OpenError::Disk { path: path.clone(), error }),
        None => Ok(typed(question)),
    }
}

/// First line of a file.
fn read(path: &Path) -> std::io::Result<Passphrase> {
    const LONGEST: u64 = 1 << 12;
    let mut text = String::with_capacity(LONGEST as usize);
    std::fs::File::open(path)?.take(LONGEST).read_to_string(&mut text)?;
    let len = text.find(['\r', '\n']).unwrap_or(text.len());
    text.truncate(len);
    let empty = || std::io::Error::new(std::io::ErrorKind::NotFound, "its first line holds no passphrase");
    Passphrase::new(text).ok_or_else(empty)
}

/// Asks at the terminal, without showing what is typed.
fn typed(question: &str) -> Option<Passphrase> {
    let terminal = console::Term::stderr();
    if !terminal.is_term() {
        return None;
    }
    terminal.write_str(&Shown(question).to_string()).ok()?;
    terminal.read_secure_line().ok().and_then(Passphrase::new)
}
