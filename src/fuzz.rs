//! An entry for each reader of files that a mutator drives: whatever the bytes are, it returns. What opens is written in
//! every notation and read again, judged, drawn in every view and compared. Not part of what the program does; the tests
//! use it.

use crate::app::{try_look, try_photo};
use crate::edit::Scenario;
use crate::evidence::Owners;
use crate::io::native::{self, Notation};
use crate::io::sealed::{self, LineKey, Passphrase, Sealer};
use crate::io::{self, OpenError, Opened, Progress, content_hash, csv, journal, ladders};
use crate::org::{Ladder, Org};
use crate::plan::diff::{Both, Diff, Side};
use crate::plan::evidence_sheet::take_in;
use crate::plan::{Filter, Seen};
use crate::report::output::{self, Format, Output};
use crate::report::{Before, PictureOptions, Show, Stage, View};
use crate::rules::Judgement;
use jiff::civil::{Date, date};
use std::io::{Write, sink};
use std::sync::{Arc, OnceLock};

/// How far an input is followed; each depth does what those before it do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// It is read.
    Read,
    /// What opens is saved in both notations, opened again and compared.
    Saved,
    /// What opens is judged, reported and drawn in every view and format, and its plans are applied and taken back.
    Drawn,
}

impl Depth {
    /// Depth for one of very many inputs, always the same for the same bytes: most are read, one of 16 is saved, and one
    /// of 1024 is drawn.
    pub fn of(bytes: &[u8]) -> Self {
        match content_hash(bytes) % 1024 {
            0 => Self::Drawn,
            1..64 => Self::Saved,
            _ => Self::Read,
        }
    }
}

/// Entry of a reader; it returns whether the bytes could be read.
pub type Entry = fn(&[u8], Depth) -> bool;

macro_rules! readers {
    ($($(#[$doc:meta])* $name:literal, $entry:ident => $follow:expr;)*) => {
        /// All entries by the name of their reader.
        pub const READERS: &[(&str, Entry)] = &[$(($name, $follow)),*];

        $(
            $(#[$doc])*
            pub fn $entry(bytes: &[u8]) {
                let follow: Entry = $follow;
                follow(bytes, Depth::Drawn);
            }
        )*
    };
}

readers! {
    /// Native format.
    "ron", fuzz_ron => |bytes, depth| open(bytes, "a.org.ron", depth);
    /// Native schema in JSON.
    "json", fuzz_json => |bytes, depth| open(bytes, "a.json", depth);
    /// Plans of a native file.
    "plan", fuzz_plan => plan;
    /// Text with delimiters, in any encoding.
    "csv", fuzz_csv => |bytes, depth| open(bytes, "a.csv", depth);
    /// Excel workbook.
    "xlsx", fuzz_xlsx => |bytes, depth| open(bytes, "a.xlsx", depth);
    /// Excel 97 workbook.
    "xls", fuzz_xls => |bytes, depth| open(bytes, "a.xls", depth);
    /// Excel binary workbook.
    "xlsb", fuzz_xlsb => |bytes, depth| open(bytes, "a.xlsb", depth);
    /// OpenDocument spreadsheet.
    "ods", fuzz_ods => |bytes, depth| open(bytes, "a.ods", depth);
    /// People in JSON of another program.
    "people-json", fuzz_people_json => |bytes, depth| open(bytes, "people.json", depth);
    /// People in YAML.
    "yaml", fuzz_yaml => |bytes, depth| open(bytes, "a.yaml", depth);
    /// People in XML.
    "xml", fuzz_xml => |bytes, depth| open(bytes, "a.xml", depth);
    /// Drawing of draw.io.
    "drawio", fuzz_drawio => |bytes, depth| open(bytes, "a.drawio", depth);
    /// Graph in GraphML.
    "graphml", fuzz_graphml => |bytes, depth| open(bytes, "a.graphml", depth);
    /// Graph for Graphviz.
    "dot", fuzz_dot => |bytes, depth| open(bytes, "a.dot", depth);
    /// Directory in LDIF.
    "ldif", fuzz_ldif => |bytes, depth| open(bytes, "a.ldif", depth);
    /// Cards of an address book.
    "vcf", fuzz_vcf => |bytes, depth| open(bytes, "a.vcf", depth);
    /// Web page with tables.
    "html", fuzz_html => |bytes, depth| open(bytes, "a.html", depth);
    /// Sealed file, as it is and as the content of one.
    "sealed", fuzz_sealed => sealed_file;
    /// Ladder file; what it says is written and read again.
    "ladder", fuzz_ladder => ladder;
    /// Journal of unsaved edits, its lines without their hashes; the steps are applied and taken back.
    "journal", fuzz_journal => journal_lines;
    /// Sheet of evidence, taken into the bundled organisation.
    "evidence", fuzz_evidence => evidence;
    /// Owner files of a repository, each behind a line with its path.
    "owners", fuzz_owners => owners;
    /// Filter, as the settings keep it.
    "filter", fuzz_filter => filter;
    /// View of a file, as the settings keep it.
    "look", fuzz_look => look;
    /// Photo of a person.
    "photo", fuzz_photo => |bytes, _| try_photo(bytes);
}

const DAY: Date = date(2026, 9, 30);
/// Largest organisation that is laid out; larger ones only take longer.
const DRAWN: usize = 500;

fn read(bytes: &[u8], name: &str) -> Result<Opened, OpenError> {
    io::read(bytes, name, DAY, &Progress::default())
}

fn plan(bytes: &[u8], depth: Depth) -> bool {
    const BEFORE: &str = "(twintrack: 1, as_of: \"2026-09-30\", ladders: [(name: \"L\", tracks: [(kind: ic, entries: \
        [(code: \"IC1\"), (code: \"IC2\")]), (kind: management, entries: [(code: \"M1\"), (code: \"M2\")])])], people: \
        [(id: \"a\", seat: \"M2\", pay: 9), (id: \"b\", title: \"Bo\", seat: \"M1\", manager: \"a\"), (id: \"c\", seat: \
        \"IC1\", manager: \"b\", team: \"T\"), (id: \"d\", manager: \"b\", dotted: [\"c\"])], scenarios: ";
    let text = [BEFORE.as_bytes(), bytes, b")"].concat();
    open(&text, "a.org.ron", depth)
}

/// Work to open the sealed files that are tried, as a power of two: next to none.
const WORK: u8 = 2;

fn sealed_file(bytes: &[u8], depth: Depth) -> bool {
    let Some(passphrase) = Passphrase::new("p".to_owned()).map(|it| it.with_work(WORK)) else { return false };
    let read = |bytes: &[u8]| io::read_with(bytes, "a.org.ron.age", Some(&passphrase), DAY, &Progress::default());
    if sealed::is_sealed(bytes) {
        // A head can ask for a second of work, which is allowed.
        let line = bytes.split(|&byte| byte == b'\n').nth(1).unwrap_or_default();
        let work = line.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
        let is_cheap = work.len() == 1 && work[0] <= b'0' + WORK;
        if !is_cheap {
            assert!(sealed::opened(bytes, None).is_err(), "nothing opens without its passphrase");
            return false;
        }
        return match read(bytes) {
            Ok(opened) => follow(&opened, depth),
            Err(error) => refused(&error),
        };
    }
    // To seal takes the library 15 ms, since it measures first how fast it is.
    if depth < Depth::Drawn {
        return read(bytes).is_ok_and(|opened| follow(&opened, depth));
    }
    let seal = || -> std::io::Result<Vec<u8>> {
        let mut sealer = Sealer::begin(Vec::new(), &passphrase)?;
        sealer.write_all(bytes)?;
        sealer.finish()
    };
    let Ok(mut file) = seal() else { return false };
    let content = sealed::opened(&file, Some(&passphrase));
    assert!(content.is_ok_and(|content| content.as_slice() == bytes), "what was sealed opens as it was");
    let opens = read(&file).is_ok_and(|opened| follow(&opened, depth));
    // The head names its work: with another one it would take long to find that it was changed.
    let head = file.windows(4).position(|four| four == b"\n---").unwrap_or_default();
    let at = head + content_hash(bytes) as usize % (file.len() - head);
    file[at] ^= 1;
    assert!(sealed::opened(&file, Some(&passphrase)).is_err(), "a file that was changed does not open");
    if let Ok(key) = LineKey::new(&passphrase)
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        assert!(key.open(text).is_none(), "a line that was not sealed does not open");
        let line = key.seal(text).ok().and_then(|line| key.open(&line));
        assert!(line.is_some_and(|line| line.as_str() == text), "a line opens as it was");
        let _ = LineKey::of(text, &passphrase);
    }
    opens
}

fn ladder(bytes: &[u8], depth: Depth) -> bool {
    let Ok(ladder) = ladders::parse(&String::from_utf8_lossy(bytes)) else { return false };
    let again = ladders::parse(&ladders::text(&ladder));
    assert!(again.is_ok_and(|again| same_ladder(&again, &ladder)), "a ladder is read back as it was written");
    if depth == Depth::Drawn {
        let mut org = bundled().org.clone();
        org.head.ladders.push(ladder);
        used(&org);
    }
    true
}

fn journal_lines(bytes: &[u8], depth: Depth) -> bool {
    let hashed = journal::hashed(&String::from_utf8_lossy(bytes));
    let Some(entries) = journal::entries(hashed.as_bytes()) else { return false };
    let (is_read, mut org) = (!entries.is_empty(), bundled().org.clone());
    for entry in entries {
        if let journal::Entry::Edit { name, steps } = entry {
            applied(&Scenario { name, note: String::new(), steps }, &mut org, depth);
        }
    }
    is_read
}

/// Applies a plan and takes it back.
fn applied(plan: &Scenario, org: &mut Org, depth: Depth) {
    let before = (depth == Depth::Drawn).then(|| org.clone());
    let (back, _) = plan.apply(org);
    if let Some(before) = &before {
        used(org);
        compared(before, org);
    }
    assert!(back.apply(org).is_ok(), "what was done can be taken back");
    if let Some(before) = before {
        assert!(people_of(&before) == people_of(org), "what was taken back is as before");
    }
}

fn evidence(bytes: &[u8], depth: Depth) -> bool {
    static SCALE: OnceLock<Judgement> = OnceLock::new();
    let org = &bundled().org;
    let Ok(rows) = csv::read_rows(bytes, "id") else { return false };
    let Ok(taken) = take_in(org, &SCALE.get_or_init(|| Judgement::of(org)).scale, &rows) else { return false };
    let mut org = org.clone();
    for edit in taken.edits {
        // A row that no longer fits is refused.
        let _ = edit.apply(&mut org);
    }
    if depth == Depth::Drawn {
        used(&org);
    }
    true
}

fn owners(bytes: &[u8], _: Depth) -> bool {
    const FILES: [&str; 6] = ["README.md", "src/a.rs", "src/b/c.rs", "docs/x y.md", "src/b/OWNERS", "build/[k].gn"];
    let text = String::from_utf8_lossy(bytes);
    let files = text.split("=== ").skip(1).map(|file| {
        let (path, text) = file.split_once('\n').unwrap_or((file, ""));
        (path.to_owned(), text.to_owned())
    });
    let files: Vec<(String, String)> = files.collect();
    let owners = Owners::of(&files, &FILES);
    for at in 0..FILES.len() {
        assert!(owners.owners(at).iter().all(|&(holder, _)| (holder as usize) < owners.holders.len()));
    }
    !files.is_empty()
}

fn filter(bytes: &[u8], _: Depth) -> bool {
    static JUDGED: OnceLock<Judgement> = OnceLock::new();
    let Ok(filter) = serde_json::from_slice::<Filter>(bytes) else { return false };
    let org = &bundled().org;
    let seen = Seen::new(org, JUDGED.get_or_init(|| Judgement::of(org)), true);
    filter.parts.iter().for_each(|part| drop(part.words()));
    assert!(filter.people(&seen).count() <= org.len());
    let text = serde_json::to_string(&filter).unwrap_or_default();
    assert!(serde_json::from_str::<Filter>(&text).is_ok_and(|again| again == filter), "a filter is read back");
    true
}

fn look(bytes: &[u8], _: Depth) -> bool {
    let text = String::from_utf8_lossy(bytes);
    // Most changes make it no JSON, which is all that is seen of it.
    if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() && !content_hash(bytes).is_multiple_of(64) {
        return false;
    }
    try_look(&text, bundled().clone());
    true
}

fn bundled() -> &'static Opened {
    static OPENED: OnceLock<Opened> = OnceLock::new();
    OPENED.get_or_init(|| read(crate::BUNDLED, crate::BUNDLED_NAME).expect("the bundled organisation opens"))
}

fn same_ladder(one: &Ladder, other: &Ladder) -> bool {
    ladders::text(one) == ladders::text(other)
}

/// Opens a file and follows what opens.
fn open(bytes: &[u8], name: &str, depth: Depth) -> bool {
    match read(bytes, name) {
        Ok(opened) => follow(&opened, depth),
        Err(error) => refused(&error),
    }
}

fn refused(error: &OpenError) -> bool {
    assert!(!error.to_string().is_empty() && !error.hint().is_empty(), "{error} has a next step");
    false
}

fn follow(opened: &Opened, depth: Depth) -> bool {
    opened.problems.iter().for_each(|problem| drop(problem.to_string()));
    if depth >= Depth::Saved {
        saved_again(opened, depth);
        for plan in &opened.scenarios {
            applied(plan, &mut opened.org.clone(), depth);
        }
    }
    if depth == Depth::Drawn {
        used(&opened.org);
    }
    true
}

/// What is saved opens, and is saved the same.
fn saved_again(opened: &Opened, depth: Depth) {
    for (notation, name) in [(Notation::Ron, "b.org.ron"), (Notation::Json, "b.org.json")] {
        let written = text_of(opened, notation);
        let again = match read(written.as_bytes(), name) {
            Ok(again) => again,
            Err(error) => panic!("what was saved opens: {error}\n{written}"),
        };
        assert!(again.org.len() == opened.org.len(), "as many people are opened as were saved:\n{written}");
        if depth == Depth::Drawn {
            compared(&opened.org, &again.org);
        }
        let twice = text_of(&again, notation);
        // What was damaged is put where it does no harm once, and stays there.
        let is_whole = opened.problems.is_empty() && opened.unread.is_empty();
        let (one, other) =
            if is_whole { (written, twice) } else { (twice.clone(), text_again(&twice, name, notation)) };
        assert!(one == other, "what was opened is saved as it was:\n{one}\n---\n{other}");
    }
}

fn text_again(text: &str, name: &str, notation: Notation) -> String {
    match read(text.as_bytes(), name) {
        Ok(again) => text_of(&again, notation),
        Err(error) => panic!("what was saved opens: {error}\n{text}"),
    }
}

fn text_of(opened: &Opened, notation: Notation) -> String {
    let mut out = Vec::new();
    let written = native::write(&opened.org, &opened.scenarios, &opened.unread, notation, &mut out);
    assert!(written.is_ok(), "memory takes everything");
    String::from_utf8_lossy(&out).into_owned()
}

fn people_of(org: &Org) -> Vec<u8> {
    let mut out = Vec::new();
    let written = native::write(org, &[], &[], Notation::Ron, &mut out);
    assert!(written.is_ok(), "memory takes everything");
    out
}

/// Compares two organisations in words and as a picture.
fn compared(before: &Org, after: &Org) {
    if before.len().max(after.len()) > DRAWN {
        return;
    }
    let [first, second] = [before, after].map(Judgement::of);
    let (first, second) = (Side { org: before, judgement: &first }, Side { org: after, judgement: &second });
    let diff = Diff::of(&first, &second);
    let names = Both { before: "a".to_owned(), after: "b".to_owned() };
    for write in [crate::report::diff_text, crate::report::diff_json] {
        assert!(write(&diff, &first, &second, &names, &mut sink()).is_ok());
    }
    let before = Before { org: Arc::new(before.clone()), names: ["a".to_owned(), "b".to_owned()] };
    let stage = Arc::new(Stage { before: Some(before), ..Stage::default() });
    let options = PictureOptions { view: View::Changes, stage, ..PictureOptions::default() };
    write(after, &Output::Picture(options), &output::SVG);
}

/// Judges an organisation and writes it in every format and every view.
fn used(org: &Org) {
    if org.len() > DRAWN {
        return;
    }
    for output in
        [Output::Picture(PictureOptions { pay: true, ..PictureOptions::default() }), Output::Report(Show::default())]
    {
        output.formats().for_each(|format| write(org, &output, format));
    }
    for view in View::ALL {
        write(org, &Output::Picture(PictureOptions { view, ..PictureOptions::default() }), &output::SVG);
    }
    let judgement = Judgement::of(org);
    assert!(crate::report::text(org, &judgement, &mut sink()).is_ok());
    if let Some(person) = org.people().last() {
        assert!(crate::report::record(&judgement.facts(org), person, &mut sink()).is_ok());
    }
}

fn write(org: &Org, output: &Output, format: &Format) {
    // What cannot be drawn is refused in words.
    if let Err(error) = output::write(org, output, format, &mut sink()) {
        assert!(!error.to_string().is_empty() && !error.hint().is_empty());
    }
}
