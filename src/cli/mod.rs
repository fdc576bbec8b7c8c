//! The command line: arguments, exit codes, one file per command. Without a command the window opens.

pub mod backtest;
mod backtest_repo;
pub mod bench_frames;
pub mod check;
pub mod copy;
pub mod diff;
mod exit;
pub mod export;
mod export_scope;
pub mod generate;
pub mod import;
pub mod manual;
pub mod matches;
mod passphrase;
pub mod place;
mod ranking;
pub mod record;
pub mod repo;
mod repo_into;
pub mod report;
pub mod signals;
mod target;
pub mod template;
pub mod truth;

use crate::io::clock::today;
use crate::io::csv::ImportOptions;
use crate::io::native::{self, Notation};
use crate::io::sealed::SealFault;
use crate::io::{self, OpenError, Opened, Problem, Progress};
use crate::plan::{as_seen, both_as_seen};
use crate::report::{Before, Shown};
use crate::rules::words::count;
use clap::{CommandFactory, Parser, Subcommand};
use exit::Exit;
use export::closed;
use import::ImportError;
use place::Place;
use std::ffi::OsString;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};
use target::{Rules, Target, is_same};

/// Time after which a progress bar appears.
const PATIENCE: Duration = Duration::from_secs(1);

const EXAMPLES: &str = "\
Examples:
  twintrack                                       the sample organisation in a window
  twintrack people.csv                            a spreadsheet in a window
  twintrack import staff.csv -o staff.org.ron     convert a spreadsheet to an organisation file
  twintrack check halden.org.ron                  findings as text
  twintrack check 'halden.org.ron#Two tracks'     the same with a plan applied
  twintrack check - --format json < staff.csv     all numbers, for another program
  twintrack diff old.org.ron new.org.ron          differences; exit code 1 if there are any
  twintrack backtest 2025.org.ron 2026.org.ron    outcome of the signals a year later
  twintrack export halden.org.ron -o tracks.svg   the chart, without pay and findings about people
  twintrack report halden.org.ron -o review.pdf   the full report, without names
  twintrack template staff.org.ron -o evidence.xlsx  a sheet for collecting evidence
  twintrack repo ~/src/engine -o engine.org.ron   a git repository as an organisation
  twintrack repo ~/src/engine --into staff.org.ron -o staff.org.ron   the same as evidence for its people
  twintrack generate --people 900 -o new.org.ron  a fictional organisation";

/// Two equal career tracks on shared rungs: see whose authority does not match their technical impact.
#[derive(Debug, Parser)]
#[command(name = "twintrack", version, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Organisation or spreadsheet to open in the window; the sample organisation if omitted.
    file: Option<PathBuf>,
    /// File with the passphrase of sealed files on its first line; without it, commands ask at the terminal.
    #[arg(long, global = true, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Open another window, even if one is open already.
    #[arg(long)]
    new_window: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints the findings; exit code 1 if any is a strong signal, 2 if the file cannot be read.
    Check(check::Arguments),
    /// Prints the differences between two files or plans; exit code 1 if there are any, 2 if they cannot be compared.
    Diff(diff::Arguments),
    /// Prints the outcome of the signals of an earlier file, without names unless requested.
    Backtest(backtest::Arguments),
    /// Converts spreadsheets to one organisation file and reports how they were read.
    Import(import::ImportArgs),
    /// Writes any view as SVG, PNG, PDF or PowerPoint, a book of pages by manager, or the people as data.
    Export(export::Arguments),
    /// Writes a report with the findings: HTML, PDF or Markdown.
    Report(report::Arguments),
    /// Writes one person's record: what is recorded, how it counts, and space to respond.
    Record(record::Arguments),
    /// Writes a copy for one reader: their own record, or structure only.
    Copy(copy::Arguments),
    /// Writes a sheet for collecting evidence, one row per person.
    Template(template::TemplateArgs),
    /// Imports a filled-in evidence sheet; existing values are kept.
    TakeIn(template::TakeInArgs),
    /// Turns a git repository into an organisation: rights from its owner files, evidence from its history.
    Repo(Box<repo::Arguments>),
    /// Generates a fictional organisation of any size, for testing and measuring.
    Generate(generate::Arguments),
    /// Prints completions for a shell.
    Completions(manual::CompletionsArgs),
    /// Writes the manual pages of all commands into a folder.
    #[command(hide = true)]
    Man(manual::ManArgs),
    /// Pans and zooms through a chart without a display; exit code 1 if a frame exceeds its budget.
    BenchFrames(bench_frames::Arguments),
}

/// Runs the command given by the arguments. `window` opens a window on a file, another one if it is true, or
/// returns one sentence on why it cannot; `frames` returns the cost of its frames, and whether it is within budget.
pub fn run<E: std::fmt::Display>(
    arguments: impl IntoIterator<Item = OsString>,
    window: impl FnOnce(Option<PathBuf>, bool) -> Result<(), E>,
    frames: impl FnOnce(Opened, &bench_frames::Arguments) -> (String, bool),
) -> ExitCode {
    io::guard::keep_quiet();
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are results and go to stdout. A pipe that is closed early is no failure.
            let _ = error.print();
            return if error.use_stderr() { Exit::Failed } else { Exit::Fine }.into();
        }
    };
    if let Some(path) = arguments.passphrase_file {
        passphrase::from_file(path);
        if arguments.command.is_some()
            && let Err(error) = passphrase::check()
        {
            return refuse(&error).into();
        }
    }
    ExitCode::from(match arguments.command {
        Some(Command::Check(arguments)) => run_check(&arguments),
        Some(Command::Diff(arguments)) => run_diff(&arguments),
        Some(Command::Backtest(arguments)) => run_backtest(&arguments),
        Some(Command::Import(arguments)) => run_import(&arguments),
        Some(Command::Export(arguments)) => run_export(&arguments),
        Some(Command::Report(arguments)) => run_report(&arguments),
        Some(Command::Record(arguments)) => run_record(&arguments),
        Some(Command::Copy(arguments)) => run_copy(&arguments),
        Some(Command::Template(arguments)) => run_template(&arguments),
        Some(Command::TakeIn(arguments)) => run_take_in(&arguments),
        Some(Command::Repo(arguments)) => run_repo(&arguments),
        Some(Command::Generate(arguments)) => run_generate(&arguments),
        Some(Command::BenchFrames(arguments)) => run_bench_frames(&arguments, frames),
        Some(Command::Completions(arguments)) => run_completions(&arguments),
        Some(Command::Man(arguments)) => run_man(&arguments),
        None => match window(arguments.file.clone(), arguments.new_window) {
            Ok(()) => Exit::Fine,
            Err(why) => {
                say(&why);
                instead(arguments.file.as_deref())
            }
        },
    })
}

fn run_completions(arguments: &manual::CompletionsArgs) -> Exit {
    written(manual::completions(Arguments::command(), arguments, &mut std::io::stdout().lock()))
}

fn run_man(arguments: &manual::ManArgs) -> Exit {
    written(manual::pages(Arguments::command(), arguments))
}

fn written(done: std::io::Result<()>) -> Exit {
    done.map_or_else(|error| unwritten(&error), |()| Exit::Fine)
}

fn run_check(arguments: &check::Arguments) -> Exit {
    let opened = match open_place(&arguments.file) {
        Ok(opened) => opened,
        Err(code) => return code,
    };
    let truth = match arguments.truth.as_deref().map(|path| known(&opened, path)).transpose() {
        Ok(truth) => truth,
        Err(code) => return code,
    };
    let opened = as_shown(opened);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let found = check::check(&opened, arguments.format, arguments.fail_on, truth.as_ref(), &mut out);
    match found.and_then(|found| out.flush().or_else(closed).map(|()| found)) {
        Ok(true) => Exit::Findings,
        Ok(false) => Exit::Fine,
        Err(error) => unwritten(&error),
    }
}

/// Reads known mismatches; the exit code when that fails.
fn known(opened: &Opened, path: &Path) -> Result<truth::Truth, Exit> {
    let text = io::read_text(path).map_err(|error| {
        let path = path.to_owned();
        refuse(&OpenError::Disk { path, error })
    })?;
    truth::read(&opened.org, &text).map_err(|error| {
        say(&error);
        say(&error.hint());
        Exit::Failed
    })
}

fn run_diff(arguments: &diff::Arguments) -> Exit {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let open = |path: &Path| open(path).inspect(tell);
    match diff::run(arguments, &open, &mut |message| say(message), &mut out) {
        Ok(differs) => match differs.and_then(|differs| out.flush().or_else(closed).map(|()| differs)) {
            Ok(true) => Exit::Findings,
            Ok(false) => Exit::Fine,
            Err(error) => unwritten(&error),
        },
        Err(diff::DiffError::Open(error)) => refuse(&error),
        Err(error) => {
            say(&error);
            say(&error.hint());
            Exit::Failed
        }
    }
}

fn run_backtest(arguments: &backtest::Arguments) -> Exit {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let open = |path: &Path| open(path).inspect(tell);
    match backtest::run(arguments, &open, &mut |message| say(message), &mut out) {
        Ok(written) => match written.and_then(|()| out.flush()) {
            Ok(()) => Exit::Fine,
            Err(error) => unwritten(&error),
        },
        Err(backtest::BacktestError::Open(error)) => refuse(&error),
        Err(error) => refused(&error, error.hint()),
    }
}

fn run_import(arguments: &import::ImportArgs) -> Exit {
    let progress = Arc::new(Progress::default());
    let rules = Rules { force: arguments.force, ..Rules::default() };
    let output = arguments.output.as_deref().filter(|_| !arguments.dry_run);
    let target = match output.map(|output| output_of(output, &arguments.files, rules)).transpose() {
        Ok(target) => target.flatten(),
        Err(code) => return code,
    };
    let others: Vec<PathBuf> = arguments.files.iter().chain(&arguments.output).cloned().collect();
    let of_map = Rules { endings: &["ron"], words: ".ron", ..rules };
    let map = match arguments.write_map.as_ref().map(|map| Target::of_file(map, &others, of_map)).transpose() {
        Ok(map) => map,
        Err(error) => return refused(&error, error.hint()),
    };
    let save = |opened: &Opened| {
        let Some(target) = &target else {
            let mut out = BufWriter::new(std::io::stdout().lock());
            let written = native::write(&opened.org, &opened.scenarios, &opened.unread, Notation::Ron, &mut out);
            return match written.and_then(|()| out.flush()) {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(ImportError::Stdout(error)),
                _ => Ok(()),
            };
        };
        passphrase::save(target, opened.content(), true).map_err(ImportError::Save)
    };
    let (mut out, mut err) = (std::io::stdout(), std::io::stderr());
    with_bar(&progress, || import::run(arguments, today(), &progress, (&save, map.as_ref()), &mut out, &mut err))
}

fn run_export(arguments: &export::Arguments) -> Exit {
    let export::Arguments { file, after, output, force, .. } = arguments;
    let inputs: Vec<PathBuf> = std::iter::once(file).chain(after).cloned().collect();
    let rules = Rules { force: *force, ..Rules::default() };
    let targets = output.iter().map(|output| output_of(output, &inputs, rules)).collect::<Result<Vec<_>, _>>();
    told(targets.and_then(|targets| {
        // What is compared: two files, or a plan with its file.
        let (shown, compared) = match after {
            Some(after) => (after, Some(file.clone())),
            None => {
                let is_compared = matches!(arguments.view, export::View::Changes | export::View::Silhouette)
                    || arguments.pages_by.is_some();
                (file, Place::of_path(file).before().filter(|_| is_compared))
            }
        };
        let before = compared.map(|path| open_place(&path).map(|opened| (path, opened))).transpose()?;
        let mut opened = open_place(shown)?;
        let before = before.map(|(path, before)| {
            let (org, after) = both_as_seen(before.org, opened.org.clone());
            opened.org = after;
            Before { org: Arc::new(org), names: [&path, shown].map(|path| Place::of_path(path).name()) }
        });
        let opened = as_shown(opened);
        export::run(&opened, before, arguments, &targets).map_err(|error| refused(&error, error.hint()))
    }))
}

fn run_report(arguments: &report::Arguments) -> Exit {
    let report::Arguments { file, output, force, .. } = arguments;
    on_opened(file, (output, Rules { force: *force, ..Rules::default() }), |opened, target| {
        report::run(&as_shown(opened), arguments, target).map_err(|error| refused(&error, error.hint()))
    })
}

fn run_record(arguments: &record::Arguments) -> Exit {
    let rules = Rules { force: arguments.force, endings: &["html", "htm"], words: ".html" };
    on_opened(&arguments.file, (&arguments.output, rules), |opened, target| {
        record::run(&opened, arguments, target).map(str::to_owned).map_err(|error| match error {
            record::RecordError::Disk(error) => unwritten(&error),
            error => refused(&error, error.hint()),
        })
    })
}

fn run_copy(arguments: &copy::Arguments) -> Exit {
    let rules = Rules { force: arguments.force, endings: &["ron", "json", "age"], words: ".org.ron, .json or .age" };
    on_opened(&arguments.file, (&arguments.output, rules), |opened, target| {
        copy::run(&opened, arguments, target).map(|()| String::new()).map_err(|error| refused(&error, error.hint()))
    })
}

fn run_template(arguments: &template::TemplateArgs) -> Exit {
    let rules = Rules { force: arguments.force, endings: &["csv", "xlsx"], words: ".xlsx or .csv" };
    on_opened(&arguments.file, (&arguments.output, rules), |opened, target| {
        template::template(&opened, arguments, target).map_err(|error| refused(&error, error.hint()))
    })
}

/// Opens a file and runs `work` on it, which writes the output and returns a message or an exit code.
fn on_opened(
    file: &Path,
    to: (&Path, Rules),
    work: impl FnOnce(Opened, Option<&Target>) -> Result<String, Exit>,
) -> Exit {
    let said = output_of(to.0, &[file.to_owned()], to.1).and_then(|target| {
        let opened = open_place(file)?;
        work(opened, target.as_ref())
    });
    told(said)
}

/// Prints what a command has to say, if it succeeded.
fn told(said: Result<String, Exit>) -> Exit {
    match said {
        Ok(said) => {
            if !said.is_empty() {
                say(&said);
            }
            Exit::Fine
        }
        Err(code) => code,
    }
}

/// The output of a command, which is none of its inputs; `None` for standard output.
fn output_of(output: &Path, inputs: &[PathBuf], rules: Rules) -> Result<Option<Target>, Exit> {
    Target::new(output, inputs, rules).map_err(|error| refused(&error, error.hint()))
}

/// Opens a file with the plan that its name says, and tells what could not be taken as it stands; the exit code where
/// there is no such file or plan.
fn open_place(named: &Path) -> Result<Opened, Exit> {
    let place = Place::of_path(named);
    let opened = open(&place.file).map_err(|error| refuse(&error))?;
    tell(&opened);
    place.opened(opened, &mut |message| say(message)).map_err(|error| refused(&error, error.hint()))
}

/// The file as it may be shown: of a record that names no one, the copy without names.
fn as_shown(opened: Opened) -> Opened {
    Opened { org: as_seen(opened.org), ..opened }
}

/// Says what went wrong and what to do next.
fn refused(error: &dyn std::fmt::Display, hint: impl std::fmt::Display) -> Exit {
    say(error);
    say(&hint);
    Exit::Failed
}

fn run_take_in(arguments: &template::TakeInArgs) -> Exit {
    let output = arguments.output.as_deref().filter(|_| !arguments.dry_run);
    // The organisation itself may be written back.
    let rules =
        |output: &Path| Rules { force: arguments.force || is_same(output, &arguments.file), ..Rules::default() };
    let target = output.map(|output| output_of(output, std::slice::from_ref(&arguments.sheet), rules(output)));
    let target = match target.transpose() {
        Ok(target) => target.flatten(),
        Err(code) => return code,
    };
    let opened = match open(&arguments.file) {
        Ok(opened) => opened,
        Err(error) => return refuse(&error),
    };
    tell(&opened);
    let mut out = BufWriter::new(std::io::stdout().lock());
    match template::run(opened, arguments, target.as_ref(), &open, &mut out) {
        Ok(told) => match told.and_then(|differs| out.flush().or_else(closed).map(|()| differs)) {
            Ok(true) => Exit::Findings,
            Ok(false) => Exit::Fine,
            Err(error) => unwritten(&error),
        },
        Err(error) => {
            say(&error);
            if !error.hint().is_empty() {
                say(&error.hint());
            }
            Exit::Failed
        }
    }
}

fn run_repo(arguments: &repo::Arguments) -> Exit {
    let mut target = None;
    if let Some(output) = &arguments.output {
        let inputs: Vec<PathBuf> = arguments.left_out.iter().chain(&arguments.ladder_file()).cloned().collect();
        // The organisation itself may be written back.
        let is_own = arguments.into.as_ref().is_some_and(|into| is_same(output, into));
        match output_of(output, &inputs, Rules { force: arguments.force || is_own, ..Rules::default() }) {
            Ok(found) => target = found,
            Err(code) => return code,
        }
    }
    if let Some(picture) = &arguments.picture {
        let endings = &["svg", "png", "pdf", "pptx"];
        let rules = Rules { force: arguments.force, endings, words: ".svg, .png, .pdf or .pptx" };
        if let Err(code) = output_of(picture, &[], rules) {
            return code;
        }
    }
    let progress = Arc::new(Progress::default());
    let mut out = BufWriter::new(std::io::stdout().lock());
    let opened = match arguments.into.as_deref().map(open).transpose() {
        Ok(opened) => opened,
        Err(error) => return refuse(&error),
    };
    opened.iter().for_each(tell);
    let held = match target.as_ref().filter(|_| opened.is_some()).map(Target::hold).transpose() {
        Ok(held) => held,
        Err(error) => return refused(&error, error.hint()),
    };
    let done = with_bar(&progress, || match opened {
        Some(opened) => repo_into::run(opened, arguments, target.as_ref(), &progress, &mut out),
        None => repo::run(arguments, target.as_ref(), &progress, &mut out),
    });
    drop(held);
    match done {
        Ok(written) => match written.and_then(|()| out.flush()) {
            Ok(()) => Exit::Fine,
            Err(error) => unwritten(&error),
        },
        Err(error) => refused(&error, error.hint()),
    }
}

fn run_generate(arguments: &generate::Arguments) -> Exit {
    let rules = Rules { force: arguments.force, ..Rules::default() };
    let table = Rules { endings: &["csv"], words: ".csv", ..rules };
    let target = match output_of(&arguments.output, &[], rules) {
        Ok(target) => target,
        Err(code) => return code,
    };
    let truth = match arguments.truth.as_deref().map(|truth| Target::of_file(truth, &[], table)).transpose() {
        Ok(truth) => truth,
        Err(error) => return refused(&error, error.hint()),
    };
    match generate::run(arguments, target.as_ref(), truth.as_ref()) {
        Ok(left_out) => {
            if !left_out.is_empty() {
                say(&left_out);
            }
            Exit::Fine
        }
        Err(error) => {
            say(&error);
            say(&error.hint());
            Exit::Failed
        }
    }
}

fn run_bench_frames(
    arguments: &bench_frames::Arguments,
    frames: impl FnOnce(Opened, &bench_frames::Arguments) -> (String, bool),
) -> Exit {
    let opened = match open(&arguments.file) {
        Ok(opened) => opened,
        Err(error) => return refuse(&error),
    };
    let (table, is_within) = frames(opened, arguments);
    match write!(std::io::stdout(), "{table}") {
        Ok(()) if is_within => Exit::Fine,
        Ok(()) => Exit::Findings,
        Err(error) => unwritten(&error),
    }
}

/// Prints the first few problems of a file to stderr, and the number of further ones.
fn tell(opened: &Opened) {
    const MOST: usize = 10;
    // Of a record that names no one, problems with people are only counted.
    let is_told = |problem: &&Problem| opened.org.names_people() || problem.is_of_whole_file();
    let told: Vec<&Problem> = opened.problems.iter().filter(is_told).take(MOST).collect();
    for problem in &told {
        say(&problem.discreet());
    }
    match opened.problems.len() - told.len() {
        0 => {}
        more if told.is_empty() => {
            say(&count(more, "problem with people in the file", "problems with people in the file"));
        }
        more => say(&format!("… and {more} more; the window lists them all")),
    }
}

/// Prints a line to stderr, safe for a terminal. A closed stderr is ignored.
fn say(message: &dyn std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "{}", Shown(&message.to_string()));
}

/// Exit code for output that could not be written; a closed pipe counts as success where the code tells nothing else.
fn unwritten(error: &std::io::Error) -> Exit {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return Exit::Fine;
    }
    say(&format!("Could not write the result: {error}"));
    Exit::Failed
}

/// Prints in words what the window would have shown.
fn instead(file: Option<&Path>) -> Exit {
    let opened = match file {
        Some(path) => open(path),
        None => io::read(crate::BUNDLED, crate::BUNDLED_NAME, today(), &Progress::default()),
    };
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => return refuse(&error),
    };
    // Problems of the bundled organisation are intended, and visible in the window and its report.
    if file.is_some() {
        tell(&opened);
    }
    let opened = as_shown(opened);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let judgement = crate::rules::Judgement::of(&opened.org);
    match crate::report::text(&opened.org, &judgement, &mut out).and_then(|()| out.flush()) {
        Ok(()) => Exit::Fine,
        Err(error) => unwritten(&error),
    }
}

/// Opens a file, `-` for stdin, with a progress bar on stderr when it takes long.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    let progress = Arc::new(Progress::default());
    let piped = match path.as_os_str() == "-" {
        true => Some(with_bar(&progress, || io::read_stream(std::io::stdin().lock(), path))?),
        false => None,
    };
    passphrase::opened(|passphrase| {
        with_bar(&progress, || match &piped {
            Some(bytes) => io::read_with(bytes, "", passphrase, today(), &progress),
            None => Ok(io::open_with(path, passphrase, &ImportOptions::on(today()), &progress)?.0),
        })
    })
}

/// Prints the reason that a file could not be opened, and the next step.
pub fn refuse(error: &OpenError) -> Exit {
    // The message of a problem includes its hint.
    if let OpenError::Unreadable(problems) = error
        && let Some(first) = problems.first()
    {
        say(&first.discreet());
        return Exit::Failed;
    }
    say(&error);
    let hint = match error {
        OpenError::Sealed { fault: SealFault::Asked, .. } => passphrase::HINT.to_owned(),
        error => error.hint(),
    };
    if !hint.is_empty() {
        say(&hint);
    }
    Exit::Failed
}

/// Runs `work`, with a progress bar on stderr after a second, if stderr is a terminal.
pub fn with_bar<T>(progress: &Arc<Progress>, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    let (stop, stopped) = std::sync::mpsc::channel::<()>();
    let seen = progress.clone();
    let began = Instant::now();
    let watcher = std::thread::spawn(move || {
        let mut bar = None;
        // The channel never carries anything; it disconnects when the work ends.
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
    // The bar must be gone before anything else is printed; a watcher that failed has nothing to show.
    let _ = watcher.join();
    done
}
