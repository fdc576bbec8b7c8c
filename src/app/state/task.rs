//! Work that takes long, on a thread of its own: opening a file, applying a plan, laying out.

use crate::app::state::document;
use crate::app::state::document::comparison::{Compared, Ends};
use crate::app::state::document::edits::Mark;
use crate::app::state::document::merging::{Before, Merging};
use crate::app::state::document::recovery::{RecoveryState, stamp};
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::error::AppError;
use crate::app::state::evidence::{Filled, filled};
use crate::app::state::ladder::{LadderFrom, Worked, calibrated, tried};
use crate::app::state::latest::{Aside, Poll};
use crate::app::state::matrix::Plotted;
use crate::diagram::{Chart, ChartOptions, TracksOptions};
use crate::io::clock::today;
use crate::io::{FileState, OpenError, Progress, SaveError, Since};
use crate::org::{Mode, Org};
use crate::plan::ladder::Rest;
use crate::report::{ReportError, Show};
use crate::rules::Judgement;
use crate::{io, report};
use eframe::egui;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// What came of it.
pub enum Done {
    /// A file was opened, or could not be.
    Opened(Source, Result<Box<(Document, RecoveryState)>, OpenError>),
    /// The same document, with other things allowed.
    Allowed(Document),
    /// A file was not saved, because somebody else has written it since it was opened.
    Changed(PathBuf),
    /// The same document stands otherwise.
    Stands(OrgSnapshot),
    /// The same, with everybody judged.
    Judged(OrgSnapshot),
    /// The indices of an organisation were made afresh, and what rests on them.
    Refreshed(Arc<Org>, Box<Judgement>),
    /// A file was saved as everything stood at a mark of the history, or could not be.
    Saved(PathBuf, Mark, Result<FileState, SaveError>),
    /// A report was saved, or could not be.
    Reported(PathBuf, Result<(), ReportError>),
    /// A new export was read and compared, or could not be.
    Merging(PathBuf, Result<Box<Merging>, OpenError>),
    /// The tree was laid out, with those options and of that judgement.
    Chart(Box<(Chart, ChartOptions, Weak<Judgement>)>),
    /// A sheet of evidence was read, or could not be.
    Evidence(Result<Filled, AppError>),
    /// Two were compared.
    Compared(Box<Compared>),
    /// Everybody has a place on the matrix.
    Plotted(Plotted),
    /// Something for the page of the ladder was worked out.
    Worked(Worked),
    /// The thread ended without a result.
    Lost,
}

/// A piece of work under way.
pub struct Work {
    /// What is being done: `Opening halden.org.ron`.
    pub title: String,
    /// How far it is; asking it to stop is answered soon.
    pub progress: Arc<Progress>,
    /// Whether it goes on beside what is done in the window, which says so itself.
    pub is_quiet: bool,
    answer: Aside<Done>,
}

impl Work {
    /// Opens a file.
    pub fn open(path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Opening {}", document::file_name(&path));
        Self::begin(title, wake, move |progress| {
            let source = Source::File(path.clone());
            // Before it is read, so that what is written in between is noticed.
            let stamped = stamp(&path);
            let opened = io::open(&path, today(), progress).and_then(|opened| {
                progress.advance(0)?;
                let document = Document::begun(source.clone(), opened);
                // Somebody who has asked to stop meanwhile keeps the document that is open.
                progress.advance(0)?;
                Ok(Box::new((document, RecoveryState { opened: stamped, ..RecoveryState::of(&path) })))
            });
            Done::Opened(source, opened)
        })
    }

    /// Applies another plan of a document.
    pub fn plan(document: Document, scenario: Option<usize>, changed: Option<Arc<Org>>, wake: &egui::Context) -> Self {
        let name = scenario.and_then(|at| document.scenarios.get(at)).map_or("Baseline", |plan| plan.name.as_str());
        let title = format!("Applying {name}");
        // It is looked at in the same way.
        let options = *document.snapshot.tracks.options();
        Self::begin(title, wake, move |_| {
            let snapshot = document.under(scenario, changed);
            Done::Stands(if options == *snapshot.tracks.options() { snapshot } else { snapshot.laid_out(options) })
        })
    }

    /// Reads a new export of a document, whose baseline was something else before it was changed.
    pub fn merge(document: Document, before: Before, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Comparing {}", document::file_name(&path));
        Self::begin(title, wake, move |progress| {
            let merging = Merging::read(&document, before, &path, progress).map(Box::new);
            Done::Merging(path, merging)
        })
    }

    /// Reads a filled sheet of evidence.
    pub fn evidence(snapshot: OrgSnapshot, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Reading {}", document::file_name(&path));
        Self::begin(title, wake, move |_| Done::Evidence(filled(&snapshot.org, &snapshot.judgement.scale, &path)))
    }

    /// Compares two of the baseline and the plans, as [`Compared::of`].
    pub fn compare(document: Document, seen: (OrgSnapshot, Option<bool>), ends: Ends, wake: &egui::Context) -> Self {
        Self::begin("Comparing".to_owned(), wake, move |_| {
            Done::Compared(Box::new(Compared::of(&document, seen, ends)))
        })
    }

    /// Works out what another ladder would change.
    pub fn try_ladder(snapshot: OrgSnapshot, at: u16, (from, rest): (LadderFrom, Rest), wake: &egui::Context) -> Self {
        Self::begin("Trying another ladder".to_owned(), wake, move |_| {
            let result = tried(&snapshot, at, &from, rest);
            Done::Worked(Worked::Tried(from, rest, result))
        })
    }

    /// Works out how far anchors would be shifted.
    pub fn calibrate(snapshot: OrgSnapshot, at: u16, wake: &egui::Context) -> Self {
        Self::begin("Calibrating".to_owned(), wake, move |_| {
            Done::Worked(Worked::Calibrated(calibrated(&snapshot, at)))
        })
    }

    /// Judges everybody where only the whole has been judged.
    pub fn judge(snapshot: OrgSnapshot, wake: &egui::Context) -> Self {
        let work = Self::begin("Judging".to_owned(), wake, move |_| Done::Judged(snapshot.finished()));
        Self { is_quiet: true, ..work }
    }

    /// Gives everybody a place on the matrix.
    pub fn plot(snapshot: OrgSnapshot, wake: &egui::Context) -> Self {
        let work = Self::begin("Placing".to_owned(), wake, move |_| Done::Plotted(Plotted::of(&snapshot)));
        Self { is_quiet: true, ..work }
    }

    /// Makes the indices afresh after an edit. The answer holds the organisation that it is of: while that is held an
    /// edit is made in a copy, so an organisation that is still the same one is one that was not changed.
    pub fn refresh(snapshot: &OrgSnapshot, wake: &egui::Context) -> Self {
        let (org, judgement) = (snapshot.org.clone(), snapshot.judgement.clone());
        let work = Self::begin("Counting".to_owned(), wake, move |_| {
            let judgement = Arc::unwrap_or_clone(judgement).refreshed(&org);
            Done::Refreshed(org, Box::new(judgement))
        });
        Self { is_quiet: true, ..work }
    }

    /// Saves a document; `mark` is that of its history. Where it is `known` what the file was, it is not written over
    /// what somebody else has written since.
    pub fn save(
        document: Document,
        path: PathBuf,
        (mark, known): (Mark, Option<FileState>),
        wake: &egui::Context,
    ) -> Self {
        let title = format!("Saving {}", document::file_name(&path));
        Self::begin(title, wake, move |_| {
            let since = known.map(|known| known.changed_since(&path));
            if let Some(Ok(Since::Changed)) = since {
                return Done::Changed(path);
            }
            let Document { scenarios, unread, .. } = &document;
            let saved = io::save(&path, document.baseline(), scenarios, unread);
            Done::Saved(path, mark, saved)
        })
    }

    /// Saves a report of an organisation.
    pub fn report(org: Arc<Org>, show: Show, path: PathBuf, wake: &egui::Context) -> Self {
        let title = format!("Writing {}", document::file_name(&path));
        Self::begin(title, wake, move |_| {
            let saved = report::save(&org, show, &path);
            Done::Reported(path, saved)
        })
    }

    /// Lays the tracks out otherwise.
    pub fn lay_out(snapshot: OrgSnapshot, options: TracksOptions, wake: &egui::Context) -> Self {
        Self::begin("Laying out".to_owned(), wake, move |_| Done::Stands(snapshot.laid_out(options)))
    }

    /// Lays the tree out.
    pub fn chart(snapshot: OrgSnapshot, options: ChartOptions, wake: &egui::Context) -> Self {
        Self::begin("Laying out".to_owned(), wake, move |_| {
            let chart = Chart::new(&snapshot.judgement.facts(&snapshot.org), &options);
            Done::Chart(Box::new((chart, options, Arc::downgrade(&snapshot.judgement))))
        })
    }

    /// Shows the people of a file that is *structure only*; its lock is kept by whoever asks.
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
        Self { title, progress, is_quiet: false, answer }
    }

    /// What came of it, once.
    pub fn poll(&self) -> Option<Done> {
        match self.answer.poll() {
            Poll::Ready(done) => Some(done),
            Poll::Waiting => None,
            Poll::Lost => Some(Done::Lost),
        }
    }
}
