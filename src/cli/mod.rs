//! The command line: arguments, exit codes, one file per command. Without a command the window opens.

pub mod check;
pub mod export;

use crate::io::{OpenError, Opened, Progress};
use crate::report;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Done, and nothing to report.
const FINE: u8 = 0;
/// Done, and there are findings or differences.
const FOUND: u8 = 1;
/// Could not be done.
const FAILED: u8 = 2;

/// Work that takes longer than this shows a bar.
const PATIENCE: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
Examples:
  twintrack                              the bundled organisation in a window
  twintrack people.csv                   a spreadsheet in a window
  twintrack check halden.org.ron         what is found, in words
  twintrack check - --format json        the same for programs, from stdin
  twintrack export people.csv -o org.svg the picture of the window as a file

Exit codes: 0 fine, 1 findings, 2 could not be done";

/// Two equal career tracks on shared rungs: see whose authority does not match their technical impact.
#[derive(Debug, Parser)]
#[command(name = "twintrack", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// Organisation or spreadsheet to open in the window; the bundled organisation if left out.
    file: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

/// What can be done without a window.
#[derive(Debug, Subcommand)]
enum Command {
    /// Judges an organisation and prints what was found.
    Check {
        /// Organisation or spreadsheet; `-` for stdin.
        file: PathBuf,
        /// How the result is printed.
        #[arg(long, value_enum, default_value_t)]
        format: check::Format,
        /// Which findings end with exit code 1.
        #[arg(long, value_enum, default_value_t)]
        fail_on: check::FailOn,
    },
    /// Writes the picture of the window as SVG or PNG.
    Export(export::Arguments),
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
    ExitCode::from(match arguments.command {
        Some(Command::Check { file, format, fail_on }) => with(&file, |opened| {
            let mut out = BufWriter::new(io::stdout().lock());
            let found = check::check(opened, format, fail_on, &mut out).and_then(|found| out.flush().map(|()| found));
            written(found.map(|found| if found { FOUND } else { FINE }))
        }),
        Some(Command::Export(asked)) => with(&asked.file, |opened| match export::run(opened, &asked) {
            Ok(said) => {
                if !said.is_empty() {
                    eprintln!("{said}");
                }
                FINE
            }
            Err(error) => {
                eprintln!("{error}\n{}", error.hint());
                FAILED
            }
        }),
        None => match window(arguments.file.clone()) {
            Ok(()) => FINE,
            Err(why) => {
                eprintln!("{why}");
                instead(arguments.file.as_deref())
            }
        },
    })
}

/// What the window would have shown, in words.
fn instead(file: Option<&Path>) -> u8 {
    let report = |opened: &Opened| {
        let judgement = crate::rules::Judgement::of(&opened.org);
        let mut out = BufWriter::new(io::stdout().lock());
        written(report::text(&opened.org, &judgement, &mut out).and_then(|()| out.flush()).map(|()| FINE))
    };
    match file {
        Some(path) => with(path, report),
        None => match crate::io::read(crate::BUNDLED, crate::BUNDLED_NAME, today(), &Progress::default()) {
            Ok(opened) => report(&opened),
            Err(error) => refuse(&error),
        },
    }
}

/// Opens a file and does something with it.
fn with(path: &Path, work: impl FnOnce(&Opened) -> u8) -> u8 {
    match open(path) {
        Ok(opened) => work(&opened),
        Err(error) => refuse(&error),
    }
}

/// The exit code of a result that was written; whoever closes the pipe early has read enough.
fn written(result: io::Result<u8>) -> u8 {
    match result {
        Ok(code) => code,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => FINE,
        Err(error) => {
            eprintln!("The result could not be written: {error}");
            FAILED
        }
    }
}

/// Opens a file, `-` for what comes in on stdin, with a bar on stderr when it takes long.
fn open(path: &Path) -> Result<Opened, OpenError> {
    let progress = Arc::new(Progress::default());
    with_bar(&progress, || {
        if path.as_os_str() != "-" {
            return crate::io::open(path, today(), &progress);
        }
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|error| OpenError::Disk { path: path.to_owned(), error })?;
        crate::io::read(&bytes, "", today(), &progress)
    })
}

/// Prints why nothing could be done, and the next step.
fn refuse(error: &OpenError) -> u8 {
    eprintln!("{error}");
    let hint = error.hint();
    // A problem says its hint itself.
    if !hint.is_empty() && !matches!(error, OpenError::Unreadable(_)) {
        eprintln!("{hint}");
    }
    FAILED
}

/// The date of a file that has none.
fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// Does work, with a bar on stderr once it has taken a second, where stderr is a terminal.
fn with_bar<T>(progress: &Arc<Progress>, work: impl FnOnce() -> T) -> T {
    if !io::stderr().is_terminal() {
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
