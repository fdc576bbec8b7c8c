//! The passphrase of sealed files: from a file that is named, or asked for at the terminal. Never an argument, which
//! other people on the machine could read.

use super::target::Target;
use crate::edit::Scenario;
use crate::io::sealed::{Passphrase, SealFault, is_sealed_name};
use crate::io::{self, OpenError, SaveError, Unread};
use crate::org::Org;
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

/// Passphrase of the file that is named, read once: it may be a pipe.
static GIVEN: OnceLock<Given> = OnceLock::new();

/// First line of a file.
struct Given {
    passphrase: Passphrase,
    /// The same after the byte order mark that the file begins with. Files were once sealed with it.
    with_mark: Option<Passphrase>,
}

/// Names the file that holds the passphrase.
pub fn from_file(path: PathBuf) {
    // There is one set of arguments.
    let _ = FILE.set(path);
}

/// Reads the file that is named, if there is one, so that a command stops before it does anything.
pub fn check() -> Result<(), OpenError> {
    given().map(drop)
}

/// Opens what may be sealed: as it is, or by its passphrase, which is asked for up to three times.
pub fn opened<T>(open: impl Fn(Option<&Passphrase>) -> Result<T, OpenError>) -> Result<T, OpenError> {
    let mut done = open(None);
    for nth in 0..TRIES {
        let Err(error @ OpenError::Sealed { fault: SealFault::Asked | SealFault::Wrong, .. }) = &done else { break };
        let passphrase = match (given()?, nth) {
            (Some(given), 0) => Some(given.passphrase.clone()),
            (Some(given), 1) => given.with_mark.clone(),
            (Some(_), _) => None,
            (None, _) => typed(&format!("{error}. Passphrase: ")),
        };
        let Some(passphrase) = passphrase else { break };
        done = open(Some(&passphrase));
        if done.is_ok() {
            let _ = OPENED.set(passphrase);
        }
    }
    done
}

/// Saves an organisation, sealed where the name says so: by the passphrase of the file that was opened if `is_same`, or
/// by a new one.
pub fn save(target: &Target, content: (&Org, &[Scenario], &[Unread]), is_same: bool) -> Result<(), SaveError> {
    let path = target.path();
    let passphrase = match OPENED.get().filter(|_| is_same) {
        _ if !is_sealed_name(path) => None,
        Some(passphrase) => Some(passphrase.clone()),
        None => new(path),
    };
    target.save_with(content, passphrase.as_ref())
}

/// Passphrase for a new file: that of the file that is named, or one that is typed twice; `None` without one.
fn new(path: &Path) -> Option<Passphrase> {
    if let Some(given) = given().ok()? {
        return Some(given.passphrase.clone());
    }
    let passphrase = typed(&format!("New passphrase for {}: ", io::path::shown(path)))?;
    typed("Repeat the passphrase: ").is_some_and(|again| again == passphrase).then_some(passphrase)
}

/// What the file that is named holds; `None` where none is named.
fn given() -> Result<Option<&'static Given>, OpenError> {
    if let Some(given) = GIVEN.get() {
        return Ok(Some(given));
    }
    let Some(path) = FILE.get() else { return Ok(None) };
    let read = read(path).map_err(|error| OpenError::Disk { path: path.clone(), error })?;
    Ok(Some(GIVEN.get_or_init(|| read)))
}

/// First line of a file.
fn read(path: &Path) -> std::io::Result<Given> {
    const LONGEST: u64 = 1 << 12;
    const MARK: &str = "\u{feff}";
    let mut text = Vec::with_capacity(LONGEST as usize + 1);
    std::fs::File::open(path)?.take(LONGEST + 1).read_to_end(&mut text)?;
    match text.iter().position(|byte| matches!(byte, b'\r' | b'\n')) {
        Some(len) => text.truncate(len),
        None if text.len() as u64 > LONGEST => {
            return Err(invalid("its first line is longer than 4,096 bytes"));
        }
        None => {}
    }
    let mut text = String::from_utf8(text).map_err(|_| invalid("its first line is not UTF-8 text"))?;
    let with_mark = if text.starts_with(MARK) { Passphrase::new(text.clone()) } else { None };
    if with_mark.is_some() {
        text.drain(..MARK.len());
    }
    let passphrase = Passphrase::new(text).ok_or_else(|| invalid("its first line holds no passphrase"))?;
    Ok(Given { passphrase, with_mark })
}

fn invalid(what: &str) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, what)
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
