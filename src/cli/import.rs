//! `twintrack import`: spreadsheets into one native file, with a report of what was found. Writing the native file is
//! up to the caller, who is handed the opened organisation.

use super::exit::Exit;
use super::target::Target;
use crate::io::csv::{self, Col, Counts, Field, ImportOptions, ImportReport, ManagerUse, Mapping};
use crate::io::ladders::{self, LadderError};
use crate::io::{Limits, OpenError, Opened, Problem, Progress, SaveError, plain, read_stream, read_text};
use crate::org::Ladder;
use crate::report::{PlainJson, Shown};
use crate::rules::words::count;
use encoding_rs::Encoding;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::borrow::Cow;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Converts spreadsheets to one organisation file.
#[derive(clap::Args, Clone, Debug)]
#[command(after_help = "Examples:\n  \
    twintrack import staff.csv -o staff.org.ron\n  \
    twintrack import staff.xlsx -o staff.org.ron\n  \
    twintrack import senior.csv junior.csv -o department.org.ron --ladder gitlab\n  \
    twintrack import staff.csv --dry-run --report json --map manager=Boss")]
pub struct ImportArgs {
    /// Spreadsheets, workbooks, and any other file that opens in the window; `-` for stdin
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Organisation to write, `.org.ron` or `.json`; `-` writes RON to stdout
    #[arg(short, long, value_name = "OUT", required_unless_present = "dry_run")]
    pub output: Option<PathBuf>,
    /// Assigns a column to a field, e.g. `manager=Boss`, or gives a file written by `--write-map`; can be repeated
    #[arg(long, value_name = "FIELD=COLUMN|FILE", value_parser = map_of)]
    pub map: Vec<Map>,
    /// Saves how the spreadsheet was read, as a file for `--map`
    #[arg(long, value_name = "FILE")]
    pub write_map: Option<PathBuf>,
    /// The ladder for the seats: the name of a supplied ladder, or a ladder file
    #[arg(long, value_name = "NAME|FILE")]
    pub ladder: Option<String>,
    /// The text encoding of all files, e.g. `windows-1251`, or of one, e.g. `staff.csv=windows-1251`; detected if omitted; can
    /// be repeated
    #[arg(long, value_name = "[FILE=]NAME", value_parser = encoding)]
    pub encoding: Vec<TextEncoding>,
    /// The date of the organisation, e.g. 2026-09-30; today if omitted
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Maximum number of rows of a table
    #[arg(long, value_name = "N", default_value_t = Limits::default().rows, hide_default_value = true)]
    pub max_rows: usize,
    /// Maximum size of a cell, in KiB; a line with a larger one is left out
    #[arg(long, value_name = "KIB", default_value_t = Limits::default().cell >> 10, hide_default_value = true)]
    pub max_cell: usize,
    /// Maximum depth of nested values in YAML, XML and DOT; in JSON at most 127
    #[arg(long, value_name = "N", default_value_t = Limits::default().nesting as u16, hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub max_nesting: u16,
    /// Maximum size of a compressed file or a workbook when unpacked, in MiB
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=3072))]
    pub max_unpacked: Option<u64>,
    /// Format of the report
    #[arg(long, value_enum, default_value_t = ReportFormat::Text)]
    pub report: ReportFormat,
    /// Prints the report without writing a file
    #[arg(long)]
    pub dry_run: bool,
    /// Replaces an existing file
    #[arg(long)]
    pub force: bool,
}

/// What is said of how a spreadsheet is read.
#[derive(Clone, Debug, PartialEq)]
pub enum Map {
    /// A column holds a field.
    Column(Field, String),
    /// All that a file says.
    File(Box<Mapping>),
}

/// The encoding of all files, or of one.
#[derive(Clone, Debug, PartialEq)]
pub struct TextEncoding {
    /// Name of the file; empty for all.
    file: String,
    encoding: &'static Encoding,
}

/// Output format of the report.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Reason that nothing was imported.
#[derive(Debug)]
pub enum ImportError {
    /// `--map` is neither FIELD=COLUMN nor a file that can be read.
    Map(String, io::Error),
    /// The file given by `--map` holds no mapping; what is wrong, with its place.
    MapFile(String, String),
    /// The file of `--write-map` could not be written.
    WriteMap(SaveError),
    /// `--map` names an unknown field.
    Field(String),
    /// `--encoding` names none.
    Encoding(String),
    /// `--encoding` names a file that is not imported.
    EncodingOf(String),
    /// `--ladder` names neither a ladder nor a file that can be read.
    NoLadder(String, io::Error),
    /// The file given by `--ladder` holds none.
    Ladder(String, LadderError),
    /// A file could not be read from disk.
    Disk(OpenError),
    /// The files hold no organisation; the message includes its hint.
    Unreadable(OpenError),
    /// The organisation could not be saved.
    Save(SaveError),
    /// Standard output could not be written.
    Stdout(io::Error),
}

impl ImportError {
    /// The next step; empty when the message includes it.
    pub fn hint(&self) -> String {
        let list = |names: &mut dyn Iterator<Item = &'static str>| names.collect::<Vec<_>>().join(", ");
        match self {
            Self::Map(..) => "for instance `manager=Boss`".to_owned(),
            Self::MapFile(..) => "Compare it with one saved by `--write-map`".to_owned(),
            Self::WriteMap(error) => error.hint(),
            Self::Field(_) => format!("the fields are {}", list(&mut csv::field_names())),
            Self::Encoding(_) => {
                "for instance UTF-8, windows-1250, windows-1251, windows-1252, Shift_JIS, GBK or macintosh".to_owned()
            }
            Self::EncodingOf(_) => "write the name of one of the files, as in `staff.csv=windows-1251`".to_owned(),
            Self::NoLadder(..) => format!("the ladders are {}", list(&mut ladders::names())),
            Self::Ladder(_, error) => error.hint(),
            Self::Disk(error) => error.hint(),
            Self::Unreadable(_) => String::new(),
            Self::Save(error) => error.hint(),
            Self::Stdout(_) => "Give a file name instead of `-`".to_owned(),
        }
    }
}

/// The problem, with the hint where both belong to one sentence.
impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Map(name, error) => {
                write!(f, "Could not read `{name}` ({error}); name a file, or write FIELD=COLUMN, {}", self.hint())
            }
            Self::MapFile(name, error) => write!(f, "Could not read the mapping `{name}`: {error}. {}", self.hint()),
            Self::WriteMap(error) => write!(f, "{error}. {}", error.hint()),
            Self::Field(field) => write!(f, "There is no field `{field}`; {}", self.hint()),
            Self::Encoding(name) => write!(f, "There is no encoding `{name}`; {}", self.hint()),
            Self::EncodingOf(name) => {
                write!(f, "`--encoding` is given for `{name}`, which is not imported; {}", self.hint())
            }
            Self::NoLadder(name, error) => {
                write!(f, "There is no ladder `{name}` and no such file ({error}); {}", self.hint())
            }
            Self::Ladder(name, error) => write!(f, "Could not read the ladder file `{name}`: {}", error.what()),
            Self::Disk(error) => write!(f, "{error}. {}", error.hint()),
            Self::Unreadable(OpenError::Unreadable(problems)) if !problems.is_empty() => with_flag(&problems[0]).fmt(f),
            Self::Unreadable(error) => error.fmt(f),
            Self::Save(error) => write!(f, "{error}. {}", error.hint()),
            Self::Stdout(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ImportError {}

/// Writes an opened organisation as a native file to the output.
pub type Save<'a> = &'a dyn Fn(&Opened) -> Result<(), ImportError>;

/// Runs the command; `map` is the target of `--write-map`. The report goes to `out`, or to `err` when the file itself
/// goes to standard output.
pub fn run(
    args: &ImportArgs,
    today: Date,
    progress: &Progress,
    (save, map): (Save, Option<&Target>),
    out: &mut dyn Write,
    err: &mut dyn Write,
) -> Exit {
    let to_stdout = args.output.as_deref() == Some(Path::new("-")) && !args.dry_run;
    let done = import(args, today, progress).and_then(|(opened, report)| {
        if let Some(target) = map {
            let text = report.mapping.write();
            target.replace(|out| out.write_all(text.as_bytes())).map_err(ImportError::WriteMap)?;
        }
        if args.output.is_some() && !args.dry_run {
            save(&opened)?;
        }
        Ok((opened, report))
    });
    match done {
        Ok((opened, report)) => {
            let text = match args.report {
                ReportFormat::Text => text_report(&opened, &report),
                ReportFormat::Json => format!("{:#}\n", json_report(&opened, &report)),
            };
            let to: &mut dyn Write = if to_stdout { err } else { out };
            let written = match args.report {
                ReportFormat::Text => to.write_all(text.as_bytes()),
                ReportFormat::Json => PlainJson(&mut *to).write_all(text.as_bytes()),
            };
            match written.and_then(|()| to.flush()) {
                Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                    let _ = writeln!(err, "Could not write the report: {}", plain(&error));
                    Exit::Failed
                }
                _ => Exit::Fine,
            }
        }
        Err(error) => {
            // With standard error closed there is nowhere left to report to.
            let _ = writeln!(err, "{}", Shown(&error.to_string()));
            Exit::Failed
        }
    }
}

fn import(args: &ImportArgs, today: Date, progress: &Progress) -> Result<(Opened, ImportReport), ImportError> {
    let options = ImportOptions {
        as_of: args.as_of,
        mapping: mapping(args)?,
        ladder: args.ladder.as_deref().map(ladder).transpose()?,
        limits: Limits {
            rows: args.max_rows,
            cell: args.max_cell.saturating_mul(1 << 10),
            nesting: args.max_nesting.into(),
            unpacked: args.max_unpacked.map(|mib| mib << 20),
        },
        ..ImportOptions::on(today)
    };
    let mut files = Vec::with_capacity(args.files.len());
    for path in &args.files {
        let bytes = read_bytes(path).map_err(|error| match error {
            error @ OpenError::Disk { .. } => ImportError::Disk(error),
            error => ImportError::Unreadable(error),
        })?;
        files.push((name_of(path), bytes));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    csv::read_all(&files, &options, progress).map_err(ImportError::Unreadable)
}

fn read_bytes(path: &Path) -> Result<Vec<u8>, OpenError> {
    if path == Path::new("-") { read_stream(io::stdin().lock(), path) } else { crate::io::read_bytes(path) }
}

/// All that is said: the last file, and what is said of single columns on top of it.
fn mapping(args: &ImportArgs) -> Result<Mapping, ImportError> {
    let mut files = args.map.iter().filter_map(|map| if let Map::File(mapping) = map { Some(mapping) } else { None });
    let mut mapping = files.next_back().map_or_else(Mapping::default, |mapping| Mapping::clone(mapping));
    for map in &args.map {
        if let Map::Column(field, header) = map {
            mapping.set(Col::named(header.clone()), Some(*field));
            if *field == Field::Manager {
                mapping.manager = Some(ManagerUse::Column(Col::named(header.clone())));
            }
        }
    }
    let names: Vec<String> = args.files.iter().map(|path| name_of(path)).collect();
    // What is said of one file wins over what is said of all.
    let (of_all, of_one): (Vec<_>, Vec<_>) = args.encoding.iter().partition(|said| said.file.is_empty());
    for said in of_all {
        names.iter().for_each(|name| mapping.encode(name, said.encoding, names.len() == 1));
    }
    for said in of_one {
        if !names.contains(&said.file) {
            return Err(ImportError::EncodingOf(said.file.clone()));
        }
        mapping.encode(&said.file, said.encoding, names.len() == 1);
    }
    Ok(mapping)
}

/// The name by which a file is known.
fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn map_of(text: &str) -> Result<Map, ImportError> {
    if let Some((field, column)) = text.split_once('=')
        && !Path::new(text).exists()
    {
        let known = csv::field_named(field.trim()).ok_or_else(|| ImportError::Field(field.to_owned()))?;
        return Ok(Map::Column(known, column.trim().to_owned()));
    }
    let text_of = read_text(text.as_ref()).map_err(|error| ImportError::Map(text.to_owned(), error))?;
    let mapping = Mapping::read(&text_of).map_err(|error| ImportError::MapFile(text.to_owned(), error))?;
    Ok(Map::File(Box::new(mapping)))
}

/// `NAME`, or `FILE=NAME` with the file as it is named on the command line.
fn encoding(text: &str) -> Result<TextEncoding, ImportError> {
    let (file, name) = text.rsplit_once('=').unwrap_or(("", text));
    let mac = name.eq_ignore_ascii_case("mac roman").then_some(encoding_rs::MACINTOSH);
    let encoding =
        Encoding::for_label(name.as_bytes()).or(mac).ok_or_else(|| ImportError::Encoding(name.to_owned()))?;
    let file = if file.is_empty() { String::new() } else { name_of(Path::new(file)) };
    Ok(TextEncoding { file, encoding })
}

fn ladder(name: &str) -> Result<Ladder, ImportError> {
    if let Some(ladder) = ladders::named(name) {
        return Ok(ladder);
    }
    ladders::read(Path::new(name)).map_err(|error| match error {
        LadderError::Disk(error) => ImportError::NoLadder(name.to_owned(), error),
        error => ImportError::Ladder(name.to_owned(), error),
    })
}

fn counts(c: &Counts) -> [(&'static str, usize); 13] {
    [
        ("rows", c.rows),
        ("unique_ids", c.unique_ids),
        ("duplicate_ids", c.duplicate_ids),
        ("roots", c.roots),
        ("edges", c.edges),
        ("self_reports", c.self_reports),
        ("orphans", c.orphans),
        ("orphans_after_folding", c.orphans_after_folding),
        ("cycles", c.cycles),
        ("people_in_cycles", c.people_in_cycles),
        ("max_depth", c.max_depth),
        ("max_span", c.max_span),
        ("managers", c.managers),
    ]
}

/// Report as JSON.
pub fn json_report(opened: &Opened, report: &ImportReport) -> Value {
    let files = report.files.iter().map(|file| {
        let mapped = file.mapped.iter().map(|(header, field)| json!({"column": header, "field": field}));
        json!({
            "file": file.file,
            "encoding": file.encoding,
            "delimiter": file.delimiter,
            "sheet": file.sheet,
            "header_line": file.header_line,
            "mapped": mapped.collect::<Vec<_>>(),
            "unmapped": file.unmapped,
        })
    });
    let problems = opened.problems.iter().map(|problem| {
        json!({
            "line": problem.place.map(|place| place.line),
            "kind": problem.kind,
            "who": problem.who,
            "what": problem.what,
            "text": problem.text,
            "hint": with_flag(problem).hint,
            "field": problem.field,
            "file": problem.file,
            "fixes": problem.fixes(),
        })
    });
    let number = |(name, count): (&str, usize)| (name.to_owned(), Value::from(count));
    let columns = report.files.iter().flat_map(|file| {
        file.columns.iter().map(|column| {
            let sure = (column.sure * 100.0).round() / 100.0;
            json!({"file": file.file, "column": column.header, "field": column.field, "why": column.why, "confidence": sure})
        })
    });
    let encoding =
        report.files.iter().map(|file| json!({"file": file.file, "name": file.encoding, "guess": file.is_guess}));
    json!({
        "schema": 1,
        "as_of": opened.org.head.as_of.to_string(),
        "counts": counts(&report.counts).into_iter().map(number).collect::<serde_json::Map<_, _>>(),
        "people": opened.org.len(),
        "rows_without_id": report.counts.rows_without_id,
        "orphan_rows": report.counts.orphan_rows,
        "vacancies": report.vacancies,
        "posts_fte": report.posts_fte,
        "ladder": {"name": report.ladder, "how": report.ladder_source},
        "seats": {"mapped": report.seats_mapped, "suggested": report.seats_suggested, "none": report.seats_none},
        "columns": columns.collect::<Vec<_>>(),
        "manager": manager_report(report),
        "encoding": encoding.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
        "problems": problems.collect::<Vec<_>>(),
    })
}

/// What says who is above in each file: counts by way over all rows, and what else might have, on the rows that were
/// tried.
fn manager_report(report: &ImportReport) -> Value {
    let rival = |it: &csv::Rival| json!({"column": it.column, "found": it.found, "given": it.given, "way": it.way.map(csv::Way::name)});
    let files = report.files.iter().map(|file| {
        json!({
            "file": file.file,
            "taken": file.manager.taken.as_ref().map(rival),
            "rivals": file.manager.rivals.iter().map(rival).collect::<Vec<_>>(),
        })
    });
    let ways = report.ways.iter().map(|(way, count)| (way.name().to_owned(), Value::from(*count)));
    json!({"ways": ways.collect::<serde_json::Map<_, _>>(), "files": files.collect::<Vec<_>>()})
}

/// A problem whose hint says how the choice is made here.
fn with_flag(problem: &Problem) -> Cow<'_, Problem> {
    let flag = match problem.kind {
        "no-manager" | "manager-column" => ": `--map manager=Column`",
        "no-header" => ", with `--map name=Column` for each column",
        "no-people" => ": `--map name=Column`, `--map id=Column`, `--map manager=Column`",
        "encoding" => ": `--encoding windows-1251`, for instance",
        "several-dates" => ": `--as-of` takes another date",
        "too-many-rows" => ", or raise the limit with `--max-rows`",
        "too-deep" => ", or raise the limit with `--max-nesting`",
        "long-cell" => ", or raise the limit with `--max-cell`",
        "unpacks" => ", or raise the limit with `--max-unpacked`",
        _ => return Cow::Borrowed(problem),
    };
    Cow::Owned(Problem { hint: format!("{}{flag}", problem.hint), ..problem.clone() })
}

fn text_report(opened: &Opened, report: &ImportReport) -> String {
    let mut lines = Vec::new();
    for file in &report.files {
        let cut = match (&file.sheet, file.delimiter) {
            (Some(sheet), _) => format!(", sheet {sheet}"),
            (None, Some(delimiter)) => format!(", delimiter {delimiter:?}"),
            (None, None) => String::new(),
        };
        let guess = if file.is_guess { ", a guess" } else { "" };
        lines.push(format!("{} ({}{guess}{cut}, header on line {})", file.file, file.encoding, file.header_line));
        let mapped: Vec<String> = file.mapped.iter().map(|(header, field)| format!("{header} = {field}")).collect();
        lines.push(format!("  Columns recognised: {}", mapped.join(", ")));
        if !file.unmapped.is_empty() {
            lines.push(format!("  Columns kept as they are: {}", file.unmapped.join(", ")));
        }
    }
    lines.push(String::new());
    for (name, count) in counts(&report.counts) {
        lines.push(format!("{:>22}  {count}", name.replace('_', " ")));
    }
    lines.push(String::new());
    lines.push(report.ladder_source.clone());
    let of = report.seats_mapped + report.seats_suggested + report.seats_none;
    if report.seats_suggested > 0 {
        lines.push(format!("Suggested seats: {} of {of}. Review them", report.seats_suggested));
    }
    if !opened.problems.is_empty() {
        lines.push(String::new());
        let (problems, notes) = (Problem::count(&opened.problems), opened.problems.len());
        let notes = match notes - problems {
            0 => String::new(),
            notes => format!(", {}", count(notes, "note", "notes")),
        };
        lines.push(format!("{}{notes}", count(problems, "problem", "problems")));
        lines.extend(opened.problems.iter().map(|problem| format!("  {}", with_flag(problem))));
    }
    lines.push(String::new());
    // Names of files and columns and texts of cells come from outside.
    lines.iter().map(|line| Shown(line).to_string()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        args: ImportArgs,
    }

    fn run_on(text: &str, more: &[&str]) -> (Exit, String, String) {
        run_as("staff.csv", text.as_bytes(), more)
    }

    fn run_as(name: &str, bytes: &[u8], more: &[&str]) -> (Exit, String, String) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let mut words = vec!["twintrack", path.to_str().expect("a plain path")];
        words.extend(more);
        let args = Cli::try_parse_from(words).expect("arguments").args;
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let save =
            |opened: &Opened| if opened.org.is_empty() { Err(ImportError::Field(String::new())) } else { Ok(()) };
        let date = jiff::civil::date(2026, 9, 30);
        let status = run(&args, date, &Progress::default(), (&save, None), &mut out, &mut err);
        (status, String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"))
    }

    #[test]
    fn the_json_report_has_the_counts_in_order() {
        let (status, out, err) =
            run_on("id,name,boss name,manager\n1,Ana,,\n2,Bo,,1\n", &["--dry-run", "--report", "json"]);
        assert_eq!((status, err.as_str()), (Exit::Fine, ""));
        let report: Value = serde_json::from_str(&out).expect("JSON");
        let found: Vec<(&str, u64)> = report["counts"]
            .as_object()
            .expect("an object")
            .iter()
            .map(|(name, count)| (name.as_str(), count.as_u64().expect("a count")))
            .collect();
        assert_eq!(
            found,
            [
                ("rows", 2),
                ("unique_ids", 2),
                ("duplicate_ids", 0),
                ("roots", 1),
                ("edges", 1),
                ("self_reports", 0),
                ("orphans", 0),
                ("orphans_after_folding", 0),
                ("cycles", 0),
                ("people_in_cycles", 0),
                ("max_depth", 1),
                ("max_span", 1),
                ("managers", 1),
            ]
        );
        assert_eq!(report["files"][0]["unmapped"][0], "boss name");
    }

    #[test]
    fn a_column_a_ladder_and_a_date_can_be_said() {
        let text = "who,what,boss\nAna,Director,\nBo,Engineer,Ana\n";
        let more = ["-o", "x.org.ron", "--map", "name=who", "--map", "title=what", "--map", "manager=boss"];
        let (status, out, err) = run_on(text, &[&more[..], &["--ladder", "gitlab", "--as-of", "2026-01-31"]].concat());
        assert_eq!((status, err.as_str()), (Exit::Fine, ""), "{out}");
        assert!(out.contains("on the ladder `GitLab`"), "{out}");
    }

    #[test]
    fn what_is_beyond_a_limit_is_refused_with_the_flag_that_raises_it() {
        let text = "id,name\n1,Ana\n2,Bo\n";
        let (status, _, err) = run_on(text, &["--dry-run", "--max-rows", "2"]);
        assert!(status == Exit::Failed && err.contains("more than 2 rows") && err.contains("`--max-rows`"), "{err}");
        assert_eq!(run_on(text, &["--dry-run", "--max-rows", "3"]).0, Exit::Fine);
        let long = format!("id,name\n1,Ana\n2,{}\n", "b".repeat(1025));
        let (status, out, _) = run_on(&long, &["--dry-run", "--max-cell", "1"]);
        assert_eq!(status, Exit::Fine);
        assert!(
            out.contains("line 3") && out.contains("more than 1024 bytes") && out.contains("`--max-cell`"),
            "{out}"
        );
        assert!(!run_on(&long, &["--dry-run"]).1.contains("--max-cell"));
        let deep = "{\"name\": \"Ana\", \"children\": [{\"name\": \"Bo\", \"children\": []}]}";
        let (status, _, err) = run_as("staff.json", deep.as_bytes(), &["--dry-run", "--max-nesting", "3"]);
        assert!(status == Exit::Failed && err.contains("deeper than 3 times"), "{err}");
        assert!(err.contains("`--max-nesting`"), "{err}");
        assert_eq!(run_as("staff.json", deep.as_bytes(), &["--dry-run"]).0, Exit::Fine);
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(format!("id,name\n{}", "1,Ana\n".repeat(200_000)).as_bytes()).expect("to memory");
        let packed = packer.finish().expect("to memory");
        let (status, _, err) = run_as("staff.csv.gz", &packed, &["--dry-run", "--max-unpacked", "1"]);
        assert!(status == Exit::Failed && err.contains("more than 1 MiB") && err.contains("`--max-unpacked`"), "{err}");
    }

    #[test]
    fn what_cannot_be_done_is_said_on_stderr_with_status_two() {
        let (status, out, err) = run_on("a,b\n1,2\n", &["--dry-run"]);
        assert_eq!((status, out.as_str()), (Exit::Failed, ""));
        assert!(err.contains("There is no line with column names"), "{err}");
        let (status, _, err) = run_on("id,name\n1,Ana\n", &["--dry-run", "--ladder", "nowhere"]);
        assert!(status == Exit::Failed && err.contains("the ladders are house, artsy"), "{err}");
        assert!(Cli::try_parse_from(["twintrack", "a.csv", "--dry-run", "--map", "nothing=x"]).is_err());
        assert!(Cli::try_parse_from(["twintrack", "a.csv"]).is_err());
    }
}
