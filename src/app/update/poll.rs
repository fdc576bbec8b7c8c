//! Collecting the results of threads and dialogs, once a frame.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::recovery::{Keeper, RecoveryState};
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::matrix::Plotted;
use crate::app::state::page::Page;
use crate::app::state::passphrase::Asking;
use crate::app::state::task::{Done, ReadAs, Work};
use crate::app::update::canvas::selection::show;
use crate::app::update::canvas::{look, manager_chain, one_path, tree, view_anchor};
use crate::app::update::dispatch::dispatch;
use crate::app::update::document::opening::{fail, set_snapshot, take};
use crate::app::update::document::{leaving, reports, saving, start};
use crate::app::update::{
    evidence, export, file_dialog, gathering, import, ladder, meeting, passphrase, search, table,
};
use crate::io::OpenError;
use crate::io::sealed::SealFault;
use eframe::egui;
use std::sync::Arc;

/// Collects the results of threads and dialogs; once a frame. Facts come first, then pictures of them, then files;
/// answers to questions come last, because they may start something new.
pub fn poll(state: &mut State, ctx: &egui::Context) {
    refresh(state, ctx);
    if let Some(done) = state.session.saving.as_ref().and_then(|saving| saving.work.poll()) {
        let next = state.session.saving.take().and_then(|saving| saving.next);
        let was_saved = matches!(done, Done::Saved(_, _, Ok(_)));
        take_in(state, done, ctx);
        saving::go_on(state, next, was_saved, ctx);
    }
    // A file that was opened would take the place of the one that is being saved.
    let is_held = |work: &&Work| work.is_reading && state.session.saving.is_some();
    if let Some(done) = state.work.as_ref().filter(|work| !is_held(work)).and_then(Work::poll) {
        state.work = None;
        take_in(state, done, ctx);
    }
    let beside = std::mem::take(&mut state.beside);
    for work in beside {
        match work.poll() {
            // What was cancelled at the last moment is not handed to another program.
            Some(Done::Printed(..)) if work.progress.check().is_err() => {}
            Some(done) => take_in(state, done, ctx),
            None => state.beside.push(work),
        }
    }
    leaving::follow(state, ctx);
    judge(state, ctx);
    compare(state, ctx);
    meeting::follow(state, ctx);
    plot(state, ctx);
    export::follow(state, ctx);
    import::follow(state, ctx);
    gathering::follow(state, ctx);
    one_path::poll(state, ctx);
    tree::refresh(state, ctx);
    tree::meet(state);
    table::poll(state, ctx);
    look::refresh(state, ctx);
    view_anchor::poll(state);
    manager_chain::poll(state, ctx);
    saving::look_outside(state, ctx);
    start::poll(state, ctx);
    saving::keep_journal(state, ctx);
    if search::poll(state) {
        dispatch(state, Command::SearchTake(0), ctx);
    }
    file_dialog::poll(state, ctx);
}

/// Handles a result; one line per kind.
fn take_in(state: &mut State, done: Done, ctx: &egui::Context) {
    match done {
        Done::Opened(_, Err(OpenError::Cancelled)) => {}
        Done::Opened(source, Ok(opened)) => opened_as(state, &source, *opened, ctx),
        Done::Opened(Source::File(path), Err(OpenError::Sealed { fault, .. }))
            if matches!(fault, SealFault::Asked | SealFault::Wrong) =>
        {
            state.passphrase = Some(Asking::Open { path, is_wrong: fault == SealFault::Wrong });
        }
        Done::Opened(source, Err(error)) => fail(state, source, error),
        Done::Asked(importing) => import::show(state, *importing, ctx),
        Done::Allowed(document) => {
            meeting::hide_people(state, false);
            let before = state.veil();
            state.session.document = Some(document);
            if state.veil() != before {
                // What was made of the copy is out of date.
                meeting::hide_private(state);
            }
        }
        Done::Rejoined(merging) => gathering::rejoined(state, *merging, ctx),
        Done::Merging(_, Ok(merging)) => state.session.merging = Some(*merging),
        Done::Merging(_, Err(OpenError::Cancelled)) => state.page = Page::Tracks,
        Done::Merging(path, Err(error)) => fail(state, Source::File(path), error),
        Done::Chart(made) => {
            let (chart, options, judgement) = *made;
            tree::take_in(state, chart, (options, judgement));
        }
        Done::Worked(worked) => ladder::worked(state, worked),
        Done::Evidence(path, filled) => evidence::file_was_read(state, path, filled, ctx),
        Done::Repository(read) => gathering::was_read(state, read, ctx),
        // A meeting has begun since, or people are hidden: it is made again of what may be seen.
        Done::Compared(compared) if compared.may_see != state.may_see() => {}
        Done::Compared(compared) => state.session.compared = Some(Arc::from(compared)),
        Done::Plotted(plotted) => state.session.plotted = Some(plotted),
        Done::Changed(path) => (state.session.save_conflict, state.leaving) = (Some(path), None),
        Done::InUse(path) => leaving::is_in_use(state, &path),
        // An edit made meanwhile stays: it is judged, or laid out, again.
        Done::Judged(snapshot) if !is_unchanged(state, &snapshot) => {}
        Done::Judged(snapshot) => set_snapshot(state, snapshot),
        Done::LaidOut(snapshot) if !is_unchanged(state, &snapshot) => {
            state.session.to_one_path = Some(snapshot.tracks.is_one_path());
        }
        Done::LaidOut(snapshot) => stands(state, snapshot, ctx),
        // Arrives through `refresh` and never here.
        Done::Refreshed(..) => {}
        Done::Saved(path, (mark, seal, other), result) => {
            leaving::saved(state, path, (&mark, seal, other.map(|kept| *kept)), result, ctx);
        }
        Done::CopySaved(copy, path, result) => passphrase::copied(state, &copy, &path, &result, ctx),
        Done::Reported(path, result) => reports::reported_as(state, &path, result, ctx),
        Done::Exported(path, choice, is_redacted, result) => {
            export::exported(state, &path, choice, is_redacted, result, ctx);
        }
        Done::Printed(choice, is_redacted, result) => export::printed(state, choice, is_redacted, result, ctx),
        Done::Sent(choice, remark, result) => export::sent(state, choice, &remark, result, ctx),
        Done::Revealed(path, result) => export::revealed(state, &path, result, ctx),
        Done::Copied(choice, result) => export::copied(state, choice, result, ctx),
        Done::Stands(snapshot) => stands(state, snapshot, ctx),
        Done::Lost { title, is_quiet } => lost(state, &title, is_quiet),
    }
}

/// Replaces the session by an opened file, with its journal.
fn opened_as(
    state: &mut State,
    source: &Source,
    (document, mut kept, read): (Document, RecoveryState, Option<ReadAs>),
    ctx: &egui::Context,
) {
    let seal = document.seal.clone();
    take(state, document);
    if let Source::File(path) = source {
        if kept.in_use {
            // It may have been this window that had the file open, until now.
            kept = RecoveryState { opened: kept.opened, ..RecoveryState::of_sealed(path, seal.as_ref()) };
        }
        let full = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        state.settings.remember(&full);
        let real = crate::io::path::canonical(&full).unwrap_or_else(|_| full.clone());
        state.pending.retain(|pending| pending.document != real);
        state.session.keeper = Keeper::new(&mut kept, &full);
    } else if let Some(base) = kept.base.take() {
        state.pending.retain(|pending| pending.document != base.0);
        state.session.keeper = Keeper::based(&mut kept, base);
    }
    (state.session.read_only, state.session.recovered_edits) = (kept.in_use, kept.found);
    if let Some(read) = read {
        // What is said of several files together says nothing of one of them.
        if read.is_agreed && read.paths.len() == 1 {
            import::keep(read.fingerprint, &import::to_keep(&read.said, &read.report));
        }
        import::opened(state, read.paths, (read.said, read.fingerprint), &read.report, ctx);
    }
    if let Some(trouble) = kept.trouble {
        state.note(trouble, ctx);
    }
}

/// True while the organisation looked at is still the one that something was made of.
fn is_unchanged(state: &State, made: &OrgSnapshot) -> bool {
    state.session.document.as_ref().is_some_and(|document| Arc::ptr_eq(&document.snapshot.org, &made.org))
}

/// Shows the document under another plan or folding.
fn stands(state: &mut State, snapshot: OrgSnapshot, ctx: &egui::Context) {
    let is_one_path = state.session.document.as_ref().is_some_and(|document| {
        let before = &document.snapshot;
        before.tracks.is_one_path() && before.scenario != snapshot.scenario
    });
    set_snapshot(state, snapshot);
    // Two plans are compared in the same form: both on one path, or both on their tracks.
    if is_one_path {
        dispatch(state, Command::OnePath(true), ctx);
    }
    // The selected person stays in view in the new layout, unless a view anchor is set.
    if let Some(person) = state.session.selected
        && state.page == Page::Tracks
        && state.session.anchors[0].is_none()
    {
        show(state, person, ctx);
    }
}

/// Handles work that ended without a result.
fn lost(state: &mut State, title: &str, is_quiet: bool) {
    // Not tried again, since it would fail again.
    if let Some(document) = state.session.document.as_mut().filter(|_| is_quiet) {
        document.snapshot.is_judged = true;
    }
    if matches!(state.page, Page::Tree | Page::Matrix | Page::Changes | Page::Merging) {
        state.page = Page::Tracks;
    }
    let next = "Choose the command again. If it fails again, please report it".to_owned();
    let what = format!("{title} failed because of an error in Twintrack");
    (state.leaving, state.alert) = (None, Some((what, next)));
}

/// Judges everybody once nothing else is under way.
fn judge(state: &mut State, ctx: &egui::Context) {
    let unjudged = state.session.document.as_ref().filter(|document| !document.snapshot.is_judged);
    if let (None, Some(document)) = (&state.work, unjudged) {
        state.work = Some(Work::judge(document.snapshot.clone(), ctx));
    }
}

/// Keeps the page of changes up to date, also after an edit.
fn compare(state: &mut State, ctx: &egui::Context) {
    if state.page != Page::Changes || state.work.is_some() {
        return;
    }
    let (Some(document), Some(seen)) = (&state.session.document, state.seen()) else { return };
    let ends = state.session.ends;
    if !state.compared().is_some_and(|it| it.ends == ends && it.is_of(document, &seen.snapshot)) {
        state.work = Some(Work::compare(document.clone(), (seen.snapshot.clone(), state.may_see()), ends, ctx));
    }
}

/// Keeps the matrix up to date while its page is open.
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

/// Takes over fresh indices, and starts refreshing them when an edit has made them stale.
fn refresh(state: &mut State, ctx: &egui::Context) {
    if let Some(done) = state.session.refreshing.as_ref().and_then(Work::poll) {
        state.session.refreshing = None;
        match (done, &mut state.session.document) {
            (Done::Refreshed(org, judgement), Some(document)) => document.snapshot.refresh(&org, *judgement),
            // Not tried again, since it would fail again.
            (_, Some(document)) => Arc::make_mut(&mut document.snapshot.judgement).stale = false,
            (_, None) => {}
        }
    }
    // Not during a drag, when every preview is tried out in the organisation itself.
    if state.session.refreshing.is_none()
        && state.work.is_none()
        && state.session.drag.is_none()
        && let Some(document) =
            state.session.document.as_ref().filter(|it| it.snapshot.is_judged && it.snapshot.judgement.stale)
    {
        state.session.refreshing = Some(Work::refresh(&document.snapshot, ctx));
    }
}

/// Number of people up to which the matrix is made at once, within a frame.
pub const AT_ONCE: usize = 2000;

impl Plotted {
    /// The matrix of few people, or the work that makes that of many.
    pub fn begin(snapshot: &OrgSnapshot, wake: &egui::Context) -> Result<Self, Work> {
        if snapshot.people <= AT_ONCE { Ok(Self::of(snapshot)) } else { Err(Work::plot(snapshot.clone(), wake)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::settings::Settings;
    use crate::diagram::TracksOptions;
    use crate::edit::{Edit, TextField};

    #[test]
    fn an_edit_made_while_people_are_judged_or_laid_out_stays() {
        let (ctx, mut state) = (egui::Context::default(), State::new(Settings::default()));
        dispatch(&mut state, Command::OpenBundled, &ctx);
        // What is done here is not backed up among the changes of whoever runs the tests.
        (state.session.keeper, state.session.recovered_edits) = Default::default();
        let snapshot = |state: &State| state.session.document.as_ref().expect("it is open").snapshot.clone();
        let person = snapshot(&state).org.find("mason").expect("somebody");
        for is_laid_out in [false, true] {
            let options = TracksOptions { one_path: true, ..*snapshot(&state).tracks.options() };
            state.work = Some(match is_laid_out {
                true => Work::lay_out(snapshot(&state), options, &ctx),
                false => Work::judge(snapshot(&state), &ctx),
            });
            let text = format!("Founder {is_laid_out}");
            let edit = Edit::SetText { person, field: TextField::Title, text: text.clone() };
            dispatch(&mut state, Command::Make("Title".to_owned(), Box::new(edit)), &ctx);
            for _ in 0..2_000 {
                poll(&mut state, &ctx);
                if state.work.is_none() && snapshot(&state).tracks.is_one_path() == is_laid_out {
                    break;
                }
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
            assert_eq!(snapshot(&state).tracks.is_one_path(), is_laid_out);
            assert_eq!(snapshot(&state).org.title(person), text);
        }
    }
}
