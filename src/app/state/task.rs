//! Long work on its own thread: opening a file, applying a plan, laying out.

use crate::app::state::desktop;
use crate::app::state::document;
use crate::app::state::document::comparison::{Compared, Ends, MaySee};
use crate::app::state::document::edits::Mark;
use crate::app::state::document::merging::{Before, Merging};
use crate::app::state::document::recovery::{RecoveryState, of_joined, stamp};
use crate::app::state::document::repository;
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::error::AppError;
use crate::app::state::evidence::{Filled, filled};
use crate::app::state::export::ExportChoice;
use crate::app::state::import::{Files, Imported, Importing, Reading, first_lines, names, remembered, source_of};
use crate::app::state::ladder::{LadderFrom, Worked, calibrated, tried};
use crate::app::state::latest::{Aside, Poll};
use crate::app::state::matrix::Plotted;
use crate::app::state::passphrase::CopyOf;
use crate::app::state::printing::Printed;
use crate::diagram::{Chart, ChartOptions, TracksOptions};
use crate::evidence::{self, ByHand};
use crate::io;
use crate::io::clock::today;
use crate::io::csv::{self, ImportOptions, ImportReport, Mapping};
use crate::io::journal::{Entry, Found};
use crate::io::sealed::{Passphrase, Seal};
use crate::io::{FileState, OpenError, Progress, SaveError, Since};
use crate::org::{Mode, Org};
use crate::plan::for_reader;
use crate::plan::ladder::Rest;
use crate::report::output::{self, Output};
use crate::report::{ReportError, Show};
use crate::rules::Judgement;
use eframe::egui;
use jiff::civil::Date;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// Result of a piece of work.
pub enum Done {
    /// A file was opened, or failed to open.
    Opened(Source, Result<Box<(Document, RecoveryState, Option<ReadAs>)>, OpenError>),
    /// A foreign file that is asked about before it opens.
    Asked(Box<Importing>),
    /// The same document with its people shown.
    Allowed(Document),
    /// A file was not saved because somebody else has written it since it was opened.
    Changed(PathBuf),
    /// A file was not saved because another window has it open.
    InUse(PathBuf),
    /// Another snapshot of the same document.
    Stands(OrgSnapshot),
    /// The same snapshot with everybody judged.
    Judged(OrgSnapshot),
    /// The same snapshot laid out otherwise.
    LaidOut(OrgSnapshot),
    /// An organisation with fresh indices and the judgement that rests on them.
    Refreshed(Arc<Org>, Box<Judgement>),
    /// A file was saved up to a mark of the history and under a seal, or failed to save; with its recovery state if it
    /// is not the one that was open.
    Saved(PathBuf, (Mark, Option<Seal>, Option<Box<RecoveryState>>), Result<FileState, SaveError>),
    /// A copy was saved, or failed to save; whom it is for, if it is the record of one person.
    CopySaved((CopyOf, String), PathBuf, Result<(), SaveError>),
    /// A report was saved, or failed to save.
    Reported(PathBuf, Result<(), ReportError>),
    /// A picture was saved, or failed to be; with what was exported, and whether from the redacted copy.
    Exported(PathBuf, ExportChoice, bool, Result<String, ReportError>),
    /// A PDF for printing was written, or failed to be; with what was exported, and whether from the redacted copy.
    Printed(ExportChoice, bool, Result<Printed, ReportError>),
    /// A PDF for printing was opened, or there was no program for it.
    Sent(ExportChoice, String, Result<(), String>),
    /// A file was opened, or shown in its folder, or there was no program for it.
    Revealed(PathBuf, Result<(), String>),
    /// A picture to be copied, or why there is none.
    Copied(ExportChoice, Result<output::Copied, ReportError>),
    /// People of the repository were joined and separated by hand: what follows.
    Rejoined(Box<Merging>),
    /// A new export was read and merged, or failed to open.
    Merging(PathBuf, Result<Box<Merging>, OpenError>),
    /// The tree was laid out, from these options and this judgement.
    Chart(Box<(Chart, ChartOptions, Weak<Judgement>)>),
    /// An evidence sheet was read, or failed to be.
    Evidence(PathBuf, Result<Filled, AppError>),
    /// A repository was read as evidence, or failed to be.
    Repository(Result<evidence::Source, OpenError>),
    /// Two sides were compared.
    Compared(Box<Compared>),
    /// The matrix was made.
    Plotted(Plotted),
    /// A result for the ladder page.
    Worked(Worked),
    /// The thread ended without a result, because of a fault of the program.
    Lost {
        /// Title of the work.
        title: String,
        is_quiet: bool,
    },
}

/// How a foreign file that was opened was read.
pub struct ReadAs {
    /// The file, or several that were read as one.
    pub paths: Vec<PathBuf>,
    /// What was said of it.
    pub said: Mapping,
    /// Fingerprint of its headers as they are read without any mapping.
    pub fingerprint: u64,
    /// What came of it.
    pub report: ImportReport,
    /// Set when somebody has agreed to it on the import page.
    pub is_agreed: bool,
}

/// Work in progress.
pub struct Work {
    /// Description for the user: `Opening halden.org.ron`.
    pub title: String,
    /// Progress so far; also carries the request to stop.
    pub progress: Arc<Progress>,
    /// Set for background work, which nothing waits for and which shows no progress.
    pub is_quiet: bool,
    /// Set for work that writes a file: it goes on and tells what came of it, whatever is done meanwhile.
    pub is_writing: bool,
    /// Set for work that can be cancelled; a file that is half saved cannot.
    pub can_cancel: bool,
    /// Set for reading a file, which changes nothing that is open: Escape cancels it.
    pub is_reading: bool,
    answer: Aside<Done>,
}

impl Work {
    /// Reads a repository up to a day, as evidence for the open organisation.
    pub fn repository(path: PathBuf, at: Date, wake: &egui::Context) -> Self {
        let title = format!("Reading {}", document::file_name(&path));
        Self::reading(title, wake, move |progress| Done::Repository(repository::source(&path, Some(at), progress)))
    }

    /// Works out what follows when people of the repository are joined and separated by hand.
    pub fn rejoin(
        document: Document,
        sources: Arc<Vec<evidence::Source>>,
        by_hand: ByHand,
        wake: &egui::Context,
    ) -> Self {
        let title = "Joining people".to_owned();
        Self::begin(title.clone(), wake, move |_| match sources.first() {
            Some(source) => Done::Rejoined(Box::new(repository::rejoined(&document, source, &by_hand))),
            None => Done::Lost { title, is_quiet: false },
        })
    }

    /// Opens a file. A foreign one about which something is to be asked comes back as a page first, if it `may_ask`.
    pub fn open(path: PathBuf, may_ask: bool, wake: &egui::Context) -> Self {
        Self::open_with(path, None, may_ask, wake)
    }

    /// Opens a sealed file. Nothing is asked about one that is foreign: the import page reads it from the disk.
    pub fn open_sealed(path: PathBuf, passphrase: Passphrase, wake: &egui::Context) -> Self {
        Self::open_with(path, Some(passphrase), false, wake)
    }

    fn open_with(path: PathBuf, passphrase: Option<Passphrase>, may_ask: bool, wake: &egui::Context) -> Self {
        let title = format!("Opening {}", document::file_name(&path));
        Self::reading(title, wake, move |progress| {
            if path.is_dir() {
                return opened_folder(path, progress);
            }
            let source = Source::File(path.clone());
            // Taken before reading, so that a write in between is noticed.
            let stamped = stamp(&path);
            let read = || {
                let (opened, report) = io::open_with(&path, passphrase.as_ref(), &remembered(), progress)?;
                progress.check()?;
                let document = Document::begun(source.clone(), opened);
                // A request to stop that came in meanwhile keeps the document that is open.
                progress.check()?;
                Ok((Document { seal: passphrase.clone().map(Seal::new), ..document }, report))
            };
            match read() {
                Err(error) if may_ask && can_be_asked(&error) => match page(&[path], 0, progress) {
                    Some(importing) => Done::Asked(Box::new(importing)),
                    None => Done::Opened(source, Err(error)),
                },
                Err(error) => Done::Opened(source, Err(error)),
                Ok((document, report)) => {
                    let report = report.filter(|_| document.seal.is_none());
                    let is_asked = report.as_ref().is_some_and(|it| !it.questions(&document.problems).is_empty());
                    let asked = report.as_ref().filter(|_| may_ask && is_asked);
                    if let Some(report) = asked
                        && let Some(importing) = page(std::slice::from_ref(&path), report.fingerprint, progress)
                    {
                        return Done::Asked(Box::new(importing));
                    }
                    let read = report.map(|report| {
                        // What a remembered mapping says is said again on the page.
                        let said = if report.is_remembered { report.mapping.clone() } else { Mapping::default() };
                        let paths = vec![path.clone()];
                        ReadAs { paths, said, fingerprint: report.fingerprint, report, is_agreed: false }
                    });
                    let kept = RecoveryState::of_sealed(&path, document.seal.as_ref());
                    let kept = RecoveryState { opened: stamped, ..kept };
                    Done::Opened(source, Ok(Box::new((document, kept, read))))
                }
            }
        })
    }

    /// Opens several files as one organisation, which is in no file yet. If they `may_ask`, the page comes first where
    /// something is to be asked.
    pub fn open_several(paths: Vec<PathBuf>, may_ask: bool, wake: &egui::Context) -> Self {
        let title = format!("Opening {}", names(paths.iter().map(PathBuf::as_path)));
        Self::reading(title, wake, move |progress| match joined(&paths, Mapping::default(), progress) {
            Err(error) if may_ask && can_be_asked(&error) => match page(&paths, 0, progress) {
                Some(importing) => Done::Asked(Box::new(importing)),
                None => Done::Opened(refused(&paths), Err(error)),
            },
            Err(error) => Done::Opened(refused(&paths), Err(error)),
            Ok((document, report, hashes)) => {
                if may_ask
                    && !report.questions(&document.problems).is_empty()
                    && let Some(importing) = page(&paths, report.fingerprint, progress)
                {
                    return Done::Asked(Box::new(importing));
                }
                let (said, fingerprint) = (Mapping::default(), report.fingerprint);
                let kept = of_joined(hashes, &said);
                let read = ReadAs { paths, said, fingerprint, report, is_agreed: false };
                Done::Opened(Source::New, Ok(Box::new((document, kept, Some(read)))))
            }
        })
    }

    /// Opens the import page on the foreign file that is open, or the files, as it was read.
    pub fn review(Imported { paths, said, fingerprint }: Imported, wake: &egui::Context) -> Self {
        let title = format!("Reading {}", names(paths.iter().map(PathBuf::as_path)));
        Self::reading(title, wake, move |progress| match files(&paths) {
            Ok(files) => {
                let reading = Reading::of(&files, &said, progress);
                Done::Asked(Box::new(Importing::new(files, said, fingerprint).with(reading)))
            }
            Err(error) => Done::Opened(refused(&paths), Err(error)),
        })
    }

    /// Opens the file of the import page, or the files, as it is read there.
    pub fn import(importing: &Importing, wake: &egui::Context) -> Self {
        let title = format!("Opening {}", importing.name());
        let paths: Vec<PathBuf> = importing.files.iter().map(|(path, _)| path.clone()).collect();
        let (said, fingerprint) = (importing.said.clone(), importing.fingerprint);
        Self::reading(title, wake, move |progress| {
            let source = source_of(paths.iter());
            let read = match &source {
                Source::File(path) => {
                    let stamped = stamp(path);
                    let options = ImportOptions { mapping: said.clone(), ..ImportOptions::on(today()) };
                    io::open_as(path, &options, progress).and_then(|(opened, report)| {
                        progress.check()?;
                        let document = Document::begun(source.clone(), opened);
                        progress.check()?;
                        Ok((document, RecoveryState { opened: stamped, ..RecoveryState::of(path) }, report))
                    })
                }
                Source::New | Source::Bundled => joined(&paths, said.clone(), progress)
                    .map(|(document, report, hashes)| (document, of_joined(hashes, &said), Some(report))),
            };
            match read {
                Err(error) => Done::Opened(refused(&paths), Err(error)),
                Ok((document, kept, report)) => {
                    let read = report.map(|report| ReadAs { paths, said, fingerprint, report, is_agreed: true });
                    Done::Opened(source, Ok(Box::new((document, kept, read))))
                }
            }
        })
    }

    /// Reads files again that an earlier run joined, for the edits that it left in a journal at a path.
    pub fn recover_joined(
        kept: RecoveryState,
        place: PathBuf,
        (files, mapping): (Vec<(PathBuf, u64)>, String),
        wake: &egui::Context,
    ) -> Self {
        let title = format!("Opening {}", names(files.iter().map(|(path, _)| path.as_path())));
        Self::reading(title, wake, move |progress| {
            let paths: Vec<PathBuf> = files.iter().map(|(path, _)| path.clone()).collect();
            let said = Mapping::read(&mapping).unwrap_or_default();
            match joined(&paths, said.clone(), progress) {
                Err(error) => Done::Opened(refused(&paths), Err(error)),
                Ok((document, report, hashes)) => {
                    let was_made_on_same_content = hashes == files;
                    let found = kept.found.map(|found| Found { was_made_on_same_content, ..found });
                    let base = Some((place, Entry::Joined { files: hashes, mapping }));
                    let kept = RecoveryState { found, base, ..kept };
                    let fingerprint = report.fingerprint;
                    let read = ReadAs { paths, said, fingerprint, report, is_agreed: false };
                    Done::Opened(Source::New, Ok(Box::new((document, kept, Some(read)))))
                }
            }
        })
    }

    /// Applies another plan of a document.
    pub fn plan(document: Document, scenario: Option<usize>, changed: Option<Arc<Org>>, wake: &egui::Context) -> Self {
        let name = scenario.and_then(|at| document.scenarios.get(at)).map_or("Baseline", |plan| plan.name.as_str());
        let title = format!("Applying {name}");
        // The plan is shown with the same layout options.
        let options = *document.snapshot.tracks.options();
        Self::begin(title, wake, move |_| {
            let snapshot = document.under(scenario, changed);
            Done::Stands(if options == *snapshot.tracks.options() { snapshot } else { snapshot.laid_out(options) })
        })
    }

    /// Reads a new export and merges it; `before` is the common ancestor.
    pub fn merge(document: Document, before: Before, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Comparing {}", document::file_name(&path));
        Self::reading(title, wake, move |progress| {
            let merging = Merging::read(&document, before, &path, progress).map(Box::new);
            Done::Merging(path, merging)
        })
    }

    /// Reads a filled evidence sheet, or a copy for one reader, which may be sealed.
    pub fn evidence(
        snapshot: OrgSnapshot,
        path: PathBuf,
        passphrase: Option<Passphrase>,
        wake: &egui::Context,
    ) -> Self {
        let title = format!("Reading {}", document::file_name(&path));
        Self::begin(title, wake, move |_| {
            let filled = filled(&snapshot.org, &snapshot.judgement.scale, &path, passphrase.as_ref());
            Done::Evidence(path, filled)
        })
    }

    /// Compares two sides; see [`Compared::of`].
    pub fn compare(document: Document, seen: (OrgSnapshot, MaySee), ends: Ends, wake: &egui::Context) -> Self {
        Self::begin("Comparing".to_owned(), wake, move |_| {
            Done::Compared(Box::new(Compared::of(&document, seen, ends)))
        })
    }

    /// Works out the effect of another ladder.
    pub fn try_ladder(snapshot: OrgSnapshot, at: u16, (from, rest): (LadderFrom, Rest), wake: &egui::Context) -> Self {
        Self::begin("Trying another ladder".to_owned(), wake, move |_| {
            let result = tried(&snapshot, at, &from, rest);
            Done::Worked(Worked::Tried(from, rest, result))
        })
    }

    /// Works out the offsets that calibration suggests.
    pub fn calibrate(snapshot: OrgSnapshot, at: u16, wake: &egui::Context) -> Self {
        Self::begin("Calibrating".to_owned(), wake, move |_| {
            Done::Worked(Worked::Calibrated(calibrated(&snapshot, at)))
        })
    }

    /// Judges everybody in a snapshot that has only been judged as a whole.
    pub fn judge(snapshot: OrgSnapshot, wake: &egui::Context) -> Self {
        let work = Self::begin("Evaluating".to_owned(), wake, move |_| Done::Judged(snapshot.finished()));
        Self { is_quiet: true, ..work }
    }

    /// Makes the matrix.
    pub fn plot(snapshot: OrgSnapshot, wake: &egui::Context) -> Self {
        let work = Self::begin("Laying out".to_owned(), wake, move |_| Done::Plotted(Plotted::of(&snapshot)));
        Self { is_quiet: true, ..work }
    }

    /// Refreshes the indices after an edit. The result holds its organisation, which makes every later edit work on a
    /// copy: as long as the document still has the same one, it has not changed.
    pub fn refresh(snapshot: &OrgSnapshot, wake: &egui::Context) -> Self {
        let (org, judgement) = (snapshot.org.clone(), snapshot.judgement.clone());
        let work = Self::begin("Calculating".to_owned(), wake, move |_| {
            let judgement = Arc::unwrap_or_clone(judgement).refreshed(&org);
            Done::Refreshed(org, Box::new(judgement))
        });
        Self { is_quiet: true, ..work }
    }

    /// Saves a document up to `mark` of its history; one that is not the window's own, unless another window has it open.
    /// When the state of the file is `known`, a file that somebody else
    /// has written since is not overwritten.
    pub fn save(
        document: Document,
        path: PathBuf,
        (mark, known): (Mark, Option<FileState>),
        is_own: bool,
        wake: &egui::Context,
    ) -> Self {
        let title = format!("Saving {}", document::file_name(&path));
        Self::saving(title, wake, move || {
            // From here on no other window can open it.
            let other = (!is_own).then(|| Box::new(RecoveryState::of_sealed(&path, document.seal.as_ref())));
            if other.as_ref().is_some_and(|kept| kept.in_use) {
                return Done::InUse(path);
            }
            let passphrase = document.seal.as_ref().map(Seal::passphrase);
            let before = match known.map(|known| (known, known.changed_since(&path))) {
                Some((_, Ok(Since::Changed))) => return Done::Changed(path),
                Some((known, Ok(Since::Unchanged))) => Ok(Some(known)),
                Some((_, Ok(Since::Gone))) => Ok(None),
                // What is at the path now was agreed to be replaced, and nothing that comes later.
                None | Some((_, Err(_))) => match FileState::of(&path) {
                    Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
                    state => state.map(Some),
                },
            };
            let content = (document.baseline().as_ref(), document.scenarios.as_slice(), document.unread.as_slice());
            let saved = match before {
                Ok(before) => io::save_unless_changed(&path, content, passphrase, before),
                // A file that cannot be read can still be replaced.
                Err(_) => io::save_with(&path, content, passphrase),
            };
            match saved {
                Err(SaveError::Changed { path }) if known.is_some() => Done::Changed(path),
                saved => Done::Saved(path, (mark, document.seal, other), saved),
            }
        })
    }

    /// Saves a copy of a document, which itself stays as it is; sealed where there is a passphrase.
    pub fn save_copy(
        document: Document,
        (of, path): (CopyOf, PathBuf),
        passphrase: Option<Passphrase>,
        wake: &egui::Context,
    ) -> Self {
        let title = format!("Saving {}", document::file_name(&path));
        Self::saving(title, wake, move || {
            let org = &document.snapshot.org;
            let (reader, name) = match of {
                CopyOf::Record(person) => (Some(person), org.label(person).to_owned()),
                CopyOf::Sealed | CopyOf::Plain | CopyOf::Structure => (None, String::new()),
            };
            let saved = match of {
                CopyOf::Sealed | CopyOf::Plain => {
                    let content =
                        (document.baseline().as_ref(), document.scenarios.as_slice(), document.unread.as_slice());
                    io::save_with(&path, content, passphrase.as_ref())
                }
                CopyOf::Structure | CopyOf::Record(_) => {
                    io::save_with(&path, (&for_reader(org, reader), &[], &[]), passphrase.as_ref())
                }
            };
            Done::CopySaved((of, name), path, saved.map(drop))
        })
    }

    /// Saves a report of an organisation. Cancelled, it leaves the file as it was.
    pub fn report(org: Arc<Org>, show: Show, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Writing {}", document::file_name(&path));
        Self::writing(title, wake, move |progress| {
            let saved = output::save_watched(&org, &Output::Report(show), &path, progress);
            Done::Reported(path, saved.map(drop))
        })
    }

    /// Saves a picture of an organisation. Cancelled, it leaves the file as it was.
    pub fn export(org: Arc<Org>, choice: ExportChoice, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Writing {}", document::file_name(&path));
        Self::writing(title, wake, move |progress| {
            let saved = output::save_watched(&org, &Output::Picture(choice.options.clone()), &path, progress);
            Done::Exported(path, choice, org.is_redacted(), saved)
        })
    }

    /// Opens a file in the desktop's program for it, or shows it in its folder.
    pub fn reveal(path: PathBuf, folder: bool, wake: &egui::Context) -> Self {
        let work = Self::begin("Opening".to_owned(), wake, move |_| {
            let shown = if folder { desktop::reveal(&path) } else { desktop::open(&path) };
            Done::Revealed(path, shown)
        });
        Self { is_quiet: true, ..work }
    }

    /// Writes a picture as a PDF for printing.
    pub fn print(org: Arc<Org>, choice: ExportChoice, name: String, wake: &egui::Context) -> Self {
        Self::writing("Preparing to print".to_owned(), wake, move |progress| {
            let printed = Printed::of(&org, choice.options.clone(), &name, progress);
            Done::Printed(choice, org.is_redacted(), printed)
        })
    }

    /// Opens a PDF for printing in the desktop's program for it; `remark` is what is to be known of it.
    pub fn send(choice: ExportChoice, printed: &Printed, wake: &egui::Context) -> Self {
        let (path, remark) = (printed.path.clone(), printed.remark.clone());
        let work = Self::begin("Opening".to_owned(), wake, move |_| Done::Sent(choice, remark, desktop::open(&path)));
        Self { is_quiet: true, ..work }
    }

    /// Paints a picture to be copied.
    pub fn copy(org: Arc<Org>, choice: ExportChoice, wake: &egui::Context) -> Self {
        Self::begin("Copying the picture".to_owned(), wake, move |_| {
            let copied = output::copied(&org, choice.options.clone(), choice.is_svg());
            Done::Copied(choice, copied)
        })
    }

    /// Lays the tracks out with other options.
    pub fn lay_out(snapshot: OrgSnapshot, options: TracksOptions, wake: &egui::Context) -> Self {
        Self::begin("Laying out".to_owned(), wake, move |_| Done::LaidOut(snapshot.laid_out(options)))
    }

    /// Lays the tree out.
    pub fn chart(snapshot: OrgSnapshot, options: ChartOptions, wake: &egui::Context) -> Self {
        Self::begin("Laying out".to_owned(), wake, move |_| {
            let chart = Chart::new(&snapshot.judgement.facts(&snapshot.org), &options);
            Done::Chart(Box::new((chart, options, Arc::downgrade(&snapshot.judgement))))
        })
    }

    /// Shows the people of a *structure only* file. The caller must refuse a locked file.
    pub fn show_people(document: Document, purpose: String, by: String, wake: &egui::Context) -> Self {
        Self::begin("Reading the evidence".to_owned(), wake, move |_| {
            let mode = Mode::People { purpose, by, date: Some(today()) };
            let allowed = |org: &Org| {
                let mut org = org.clone();
                org.head.mode = mode.clone();
                Arc::new(org)
            };
            let baseline = document.baseline.as_deref().map(allowed);
            let snapshot = document.snapshot.of(allowed(&document.snapshot.org));
            Done::Allowed(Document { baseline, snapshot, ..document })
        })
    }

    fn begin(title: String, wake: &egui::Context, work: impl FnOnce(&Progress) -> Done + Send + 'static) -> Self {
        let progress = Arc::new(Progress::default());
        let shared = progress.clone();
        let answer = Aside::begin(wake, move || work(&shared));
        Self { title, progress, is_quiet: false, is_writing: false, can_cancel: true, is_reading: false, answer }
    }

    /// Begins work that writes a file, and leaves it as it was when it is cancelled.
    fn writing(title: String, wake: &egui::Context, work: impl FnOnce(&Progress) -> Done + Send + 'static) -> Self {
        Self { is_writing: true, ..Self::begin(title, wake, work) }
    }

    /// Begins work that saves a file.
    fn saving(title: String, wake: &egui::Context, work: impl FnOnce() -> Done + Send + 'static) -> Self {
        Self { can_cancel: false, ..Self::writing(title, wake, move |_| work()) }
    }

    /// Begins work that reads a file or several.
    fn reading(title: String, wake: &egui::Context, work: impl FnOnce(&Progress) -> Done + Send + 'static) -> Self {
        Self { is_reading: true, ..Self::begin(title, wake, work) }
    }

    /// Work that ends without a result.
    #[cfg(test)]
    pub fn failing(title: &str, wake: &egui::Context) -> Self {
        Self::begin(title.to_owned(), wake, |_| std::panic::resume_unwind(Box::new(())))
    }

    /// Takes the result, once.
    pub fn poll(&self) -> Option<Done> {
        match self.answer.poll() {
            Poll::Ready(done) => Some(done),
            Poll::Waiting => None,
            Poll::Lost => Some(Done::Lost { title: self.title.clone(), is_quiet: self.is_quiet }),
        }
    }
}

/// Opens a folder as a repository. What comes out is in no file yet.
fn opened_folder(path: PathBuf, progress: &Progress) -> Done {
    match repository::open(&path, progress) {
        Ok(it) => {
            let begun = Document::begun(Source::New, it.opened);
            let document = Document { repository: Some(it.from), ..begun };
            Done::Opened(Source::New, Ok(Box::new((document, RecoveryState::default(), None))))
        }
        Err(error) => Done::Opened(Source::File(path), Err(error)),
    }
}

/// True for a file that cannot be read because nothing says which of its lines and columns are what.
fn can_be_asked(error: &OpenError) -> bool {
    match error {
        OpenError::Unreadable(problems) => {
            problems.iter().any(|problem| matches!(problem.kind, "no-header" | "no-people" | "no-column"))
        }
        OpenError::Disk { .. } | OpenError::Sealed { .. } | OpenError::Cancelled => false,
    }
}

/// The import page on files with their first reading; `None` where they can no longer be read from the disk, or the first
/// is no table.
fn page(paths: &[PathBuf], fingerprint: u64, progress: &Progress) -> Option<Importing> {
    let files = files(paths).ok()?;
    let reading = Reading::of(&files, &Mapping::default(), progress);
    let sample = reading.sample(0)?;
    let fingerprint = if fingerprint == 0 { sample.fingerprint } else { fingerprint };
    Some(Importing::new(files, Mapping::default(), fingerprint).with(reading))
}

/// Files with their bytes.
fn files(paths: &[PathBuf]) -> Result<Files, OpenError> {
    let read = |path: &PathBuf| {
        let bytes = io::read_bytes(path)?;
        Ok((path.clone(), bytes))
    };
    let mut files = paths.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    if files.len() > 1 {
        // The one with the people comes first: settings of the whole file are about it.
        let has_names = |(path, bytes): &(PathBuf, Vec<u8>)| {
            let sample = csv::sample(first_lines(bytes), &document::file_name(path), &Mapping::default());
            sample.is_ok_and(|sample| sample.has_names)
        };
        files.sort_by_cached_key(|file| !has_names(file));
    }
    Ok(Arc::new(files))
}

/// What is named as the file that could not be opened; the error names the one of several.
fn refused(paths: &[PathBuf]) -> Source {
    Source::File(paths.first().cloned().unwrap_or_default())
}

/// Files with the hash of the content of each.
type Hashes = Vec<(PathBuf, u64)>;

/// Several files as one organisation.
fn joined(
    paths: &[PathBuf],
    mapping: Mapping,
    progress: &Progress,
) -> Result<(Document, ImportReport, Hashes), OpenError> {
    let files = files(paths)?;
    let full = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
    let hashes = files.iter().map(|(path, bytes)| (full(path), io::content_hash(bytes))).collect();
    let named: Vec<(String, &[u8])> =
        files.iter().map(|(path, bytes)| (document::file_name(path), bytes.as_slice())).collect();
    let named: Vec<(&str, &[u8])> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let (opened, report) = csv::read_all(&named, &ImportOptions { mapping, ..ImportOptions::on(today()) }, progress)?;
    progress.check()?;
    let document = Document::begun(Source::New, opened);
    progress.check()?;
    Ok((document, report, hashes))
}
