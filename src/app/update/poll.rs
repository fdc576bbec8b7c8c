//! The part of `dispatch` that takes in what threads and dialogs have come up with, once a frame.

use crate::app::command::Command;
use crate::app::state::document::merging::Before;
use crate::app::state::document::recovery::Keeper;
use crate::app::state::document::{OrgSnapshot, Source};
use crate::app::state::file_dialog::{Choice, FileRequest};
use crate::app::state::matrix::Plotted;
use crate::app::state::page::Page;
use crate::app::state::task::{Done, Work};
use crate::app::state::{Search, State};
use crate::app::update::canvas::look;
use crate::app::update::canvas::manager_chain;
use crate::app::update::canvas::selection::show;
use crate::app::update::canvas::tree;
use crate::app::update::canvas::view_anchor;
use crate::app::update::dispatch::dispatch;
use crate::app::update::document::opening::{fail, set_snapshot, take};
use crate::app::update::document::start;
use crate::app::update::document::{leaving, merging, person_sheets, reports, saving};
use crate::app::update::evidence;
use crate::app::update::ladder;
use crate::app::update::meeting;
use crate::app::update::table;
use crate::io::OpenError;
use eframe::egui;
use std::path::PathBuf;
use std::sync::Arc;

/// Takes in what threads and dialogs have come up with; once a frame.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    refresh(state, ctx);
    let done = state.work.as_ref().and_then(Work::poll);
    if let Some(done) = done {
        state.work = None;
        match done {
            Done::Opened(source, Ok(opened)) => {
                let (document, kept) = *opened;
                take(state, document);
                if let Source::File(path) = &source {
                    let full = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                    state.settings.remember(&full);
                    let real = crate::io::path::canonical(&full).unwrap_or_else(|_| full.clone());
                    state.pending.retain(|pending| pending.document != real);
                    state.session.keeper = Keeper::new(kept.journal, &full, kept.opened);
                }
                (state.session.read_only, state.session.recovered_edits) = (kept.in_use, kept.found);
                if let Some(trouble) = kept.trouble {
                    state.note(trouble, ctx);
                }
            }
            Done::Allowed(document) => {
                state.session.people_redacted = false;
                state.session.document = Some(document);
            }
            Done::Merging(_, Ok(merging)) => state.session.merging = Some(*merging),
            Done::Merging(_, Err(OpenError::Cancelled)) => state.page = Page::Tracks,
            Done::Merging(path, Err(error)) => fail(state, Source::File(path), error),
            Done::Chart(made) => {
                let (chart, options, judgement) = *made;
                tree::take_in(state, chart, (options, judgement));
            }
            Done::Worked(worked) => ladder::worked(state, worked),
            Done::Evidence(filled) => evidence::was_read(state, filled, ctx),
            Done::Compared(compared) => state.session.compared = Some(Arc::from(compared)),
            Done::Plotted(plotted) => state.session.plotted = Some(plotted),
            Done::Changed(path) => (state.session.save_conflict, state.leaving) = (Some(path), None),
            Done::Judged(snapshot) => set_snapshot(state, snapshot),
            // It comes where nothing else does.
            Done::Refreshed(..) => {}
            Done::Saved(path, mark, result) => leaving::saved(state, path, &mark, result, ctx),
            Done::Reported(path, result) => reports::reported_as(state, &path, result, ctx),
            Done::Opened(_, Err(OpenError::Cancelled)) => {}
            Done::Opened(source, Err(error)) => fail(state, source, error),
            Done::Stands(snapshot) => {
                let is_one_path = state.session.document.as_ref().is_some_and(|document| {
                    let before = &document.snapshot;
                    before.folding.is_one_path() && before.scenario != snapshot.scenario
                });
                set_snapshot(state, snapshot);
                // Two plans are compared the same way: on one path, or on their tracks.
                if is_one_path {
                    dispatch(state, Command::OnePath(true), ctx);
                }
                // Whoever is selected stays in view when the picture is laid out anew, unless its place is held.
                if let Some(person) = state.session.selected
                    && state.page == Page::Tracks
                    && state.session.anchors[0].is_none()
                {
                    show(state, person, ctx);
                }
            }
            Done::Lost => {
                // Not once more: it would be lost again.
                if let Some(document) = &mut state.session.document {
                    document.snapshot.is_judged = true;
                }
                let error = OpenError::Disk {
                    path: PathBuf::new(),
                    error: std::io::Error::other("the work stopped without a result"),
                };
                fail(state, Source::File(PathBuf::new()), error);
            }
        }
    }
    // Whatever came in between, in the end everybody is judged.
    if state.work.is_none()
        && let Some(document) = state.session.document.as_ref().filter(|document| !document.snapshot.is_judged)
    {
        state.work = Some(Work::judge(document.snapshot.clone(), ctx));
    }
    // The page of changes shows what is, also after an edit.
    if state.page == Page::Changes
        && state.work.is_none()
        && let (Some(document), Some(seen)) = (&state.session.document, state.seen())
        && !state.session.compared.as_ref().is_some_and(|it| it.ends == state.session.ends && it.is_of(seen))
    {
        let names = state.meeting.is_some().then_some(state.settings.meeting_names);
        let seen = seen.snapshot.clone();
        state.work = Some(Work::compare(document.clone(), (seen, names), state.session.ends, ctx));
    }
    meeting::follow(state, ctx);
    plot(state, ctx);
    let time = ctx.input(|input| input.time);
    state.session.track_animation.take_if(|animation| animation.is_over(time));
    tree::refresh(state, ctx);
    tree::meet(state);
    table::poll(state, ctx);
    look::refresh(state, ctx);
    view_anchor::poll(state);
    manager_chain::poll(state, ctx);
    saving::look_outside(state, ctx);
    start::poll(state, ctx);
    let done = state.session.edits.drain();
    state.session.keeper.keep(done, ctx);
    look(&mut state.session.search);
    if state.session.search.is_awaited && (state.session.search.hits.count > 0 || state.session.search.task.is_none()) {
        dispatch(state, Command::SearchTake(0), ctx);
    }
    if let Some(file_dialog) = state.file_dialog.take() {
        match file_dialog.poll(ctx, state.folder()) {
            Choice::Waiting(file_dialog) => state.file_dialog = Some(file_dialog),
            Choice::File(FileRequest::Open, path) => dispatch(state, Command::Open(path), ctx),
            Choice::File(FileRequest::Merge, path) => merging::merge(state, path, None, ctx),
            Choice::File(FileRequest::LastExport, last) => {
                if let Some(path) = state.session.merging.as_ref().map(|merging| merging.path.clone()) {
                    merging::merge(state, path, Some(Before::File(last)), ctx);
                }
            }
            Choice::File(FileRequest::Ladder, path) => ladder::read(state, path, ctx),
            Choice::File(FileRequest::SaveLadder(_), path) => ladder::save(state, &path, ctx),
            Choice::File(FileRequest::Save(_), path) => saving::save_at(state, path, ctx),
            Choice::File(FileRequest::Report(_), path) => reports::report(state, path, ctx),
            Choice::File(FileRequest::Sheet { sheet, person, .. }, path) => {
                person_sheets::write(state, (sheet, person), path, ctx);
            }
            Choice::File(FileRequest::Template(_), path) => evidence::write(state, path, ctx),
            Choice::File(FileRequest::Evidence, path) => evidence::read(state, path, ctx),
            Choice::Nothing => state.leaving = None,
        }
    }
}

/// The matrix follows what is looked at while its page is open.
fn plot(state: &mut State, ctx: &egui::Context) {
    if state.page != Page::Matrix || state.work.is_some() || !state.shows_people() {
        return;
    }
    let Some(snapshot) = state.seen().map(|document| &document.snapshot) else { return };
    if !state.session.plotted.as_ref().is_some_and(|plotted| plotted.is_of(snapshot)) {
        match Plotted::begin(snapshot, ctx) {
            Ok(plotted) => state.session.plotted = Some(plotted),
            Err(work) => state.work = Some(work),
        }
    }
}

/// Takes fresh indices in, and begins to make them where an edit has left them as they were.
fn refresh(state: &mut State, ctx: &egui::Context) {
    if let Some(done) = state.session.refreshing.as_ref().and_then(Work::poll) {
        state.session.refreshing = None;
        match (done, &mut state.session.document) {
            (Done::Refreshed(org, judgement), Some(document)) => document.snapshot.refresh(&org, *judgement),
            // Not once more: it would be lost again.
            (_, Some(document)) => Arc::make_mut(&mut document.snapshot.judgement).stale = false,
            (_, None) => {}
        }
    }
    // Not while a card is carried: what is planned then is tried out in the organisation itself.
    if state.session.refreshing.is_none()
        && state.work.is_none()
        && state.session.drag.is_none()
        && let Some(document) =
            state.session.document.as_ref().filter(|it| it.snapshot.is_judged && it.snapshot.judgement.stale)
    {
        state.session.refreshing = Some(Work::refresh(&document.snapshot, ctx));
    }
}

/// Takes in who was found since the last frame. Whoever was marked by hand stays marked.
fn look(search: &mut Search) {
    let Some(task) = &search.task else { return };
    let (hits, goes_on) = task.poll();
    if let Some(hits) = hits {
        let marked = search.hits.people.get(search.at).filter(|_| search.at > 0);
        search.at = marked.and_then(|marked| hits.people.iter().position(|hit| hit == marked)).unwrap_or(0);
        search.hits = hits;
    }
    if !goes_on {
        search.task = None;
    }
}

/// People up to whom it is made at once: it takes less than a frame.
pub const AT_ONCE: usize = 2000;

impl Plotted {
    /// The matrix of few people at once, the work that makes that of many.
    pub fn begin(snapshot: &OrgSnapshot, wake: &egui::Context) -> Result<Self, Work> {
        if snapshot.people <= AT_ONCE { Ok(Self::of(snapshot)) } else { Err(Work::plot(snapshot.clone(), wake)) }
    }
}
