//! The command line: arguments, exit codes, one file per command. Without a command the window opens.

use crate::io::{self, OpenError, Opened, Progress};
use clap::Parser;
use std::ffi::OsString;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Done, and nothing to report.
pub const FINE: u8 = 0;
/// Done, and there are findings or differences.
pub const FOUND: u8 = 1;
/// Could not be done.
pub const FAILED: u8 = 2;

/// Work that takes longer than this shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
Examples:
  twintrack                        the bundled organisation in a window
  twintrack people.csv             a spreadsheet in a window";

/// Two equal career tracks on shared rungs: see whose authority does not match their technical impact.
#[derive(Debug, Parser)]
#[command(name = "twintrack", version, after_help = EXAMPLES)]
struct Arguments {
    /// Organisation or spreadsheet to open in the window; the bundled organisation if left out.
    file: Option<PathBuf>,
}

/// Runs what the arguments ask for. `window` opens a window on a file and says in one sentence why there is none.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    window: impl FnOnce(Option<PathBuf>) -> Result<(), String>,
) -> ExitCode {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results and go to stdout. A pipe that is closed early is no failure.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { FAILED } else { FINE });
        }
    };
    match window(arguments.file.clone()) {
        Ok(()) => ExitCode::from(FINE),
        Err(why) => {
            eprintln!("{why}");
            ExitCode::from(instead(arguments.file.as_deref()))
        }
    }
}

/// What the window would have shown, in words.
fn instead(file: Option<&Path>) -> u8 {
    let opened = match file {
        Some(path) => open(path),
        None => io::read(crate::BUNDLED, crate::BUNDLED_NAME, today(), &Progress::default()),
    };
    match opened {
        Ok(opened) => say(&crate::report::shown::text(&opened.org)),
        Err(error) => refuse(&error),
    }
}

/// Opens a file, `-` for what comes in on stdin, with a bar on stderr when it takes long.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let progress = Arc::new(Progress::default());
    with_bar(&progress, || {
        if path.as_os_str() != "-" {
            return io::open(path, today(), &progress);
        }
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| OpenError::Disk { path: path.to_owned(), error })?;
        io::read(&bytes, "", today(), &progress)
    })
}

/// Prints a result on stdout; whoever closes the pipe early has read enough.
pub fn say(text: &str) -> u8 {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Ok(()) => FINE,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => FINE,
        Err(error) => {
            eprintln!("The result could not be written: {error}");
            FAILED
        }
    }
}

/// Prints why nothing could be done, and the next step.
pub fn refuse(error: &OpenError) -> u8 {
    eprintln!("{error}");
    let hint = error.hint();
    // A problem says its hint itself.
    if !hint.is_empty() && !matches!(error, OpenError::Unreadable(_)) {
        eprintln!("{hint}");
    }
    FAILED
}

/// The date of a file that has none.
pub fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Does work, with a bar on stderr once it has taken a second, where stderr is a terminal.
pub fn with_bar<T>(progress: &Arc<Progress>, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let seen = progress.clone();
    let began = Instant::now();
    let watcher = std::thread::spawn(move || {
        let mut bar = None;
        // The channel never carries anything: it ends when the work ends.
        while stopped.recv_timeout(Duration::from_millis(100)) == Err(std::sync::mpsc::RecvTimeoutError::Timeout) {
            if began.elapsed() > PATIENCE {
                let bar = bar.get_or_insert_with(|| indicatif::ProgressBar::new(1000));
                bar.set_position((seen.part() * 1000.0) as u64);
            }
        }
        if let Some(bar) = bar {
            bar.finish_and_clear();
        }
    });
    let done = work();
    drop(stop);
    // The bar is gone before anything else is printed; a watcher that failed has nothing to show.
    let _ = watcher.join();
    done
}
