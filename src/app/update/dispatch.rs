//! The only place that turns a wish into a change of what the window knows.

use crate::app::command::Command;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Source;
use crate::app::state::document::search::Search as Query;
use crate::app::state::document::search_task::SearchTask;
use crate::app::state::file_dialog::{FileDialog, FileRequest};
use crate::app::state::page::{Page, Side};
use crate::app::state::task::Work;
use crate::app::state::{Search, Seeking, State, Then};
use crate::app::update::canvas::camera::{fit, opening};
use crate::app::update::canvas::look;
use crate::app::update::canvas::one_path;
use crate::app::update::canvas::selection::{select, show};
use crate::app::update::canvas::view_anchor;
use crate::app::update::canvas::{drag_drop, selection, tree};
use crate::app::update::document::start;
use crate::app::update::document::{editing, leaving, merging, person_sheets, plans, recovery, reports, saving};
use crate::app::update::evidence;
use crate::app::update::focus;
use crate::app::update::ladder;
use crate::app::update::manual;
use crate::app::update::page;
use crate::app::update::palette;
use crate::app::update::paste_column;
use crate::app::update::table;
use crate::app::update::{meeting, what_if};
use crate::diagram::Folding;
use crate::scene::Size;
use eframe::egui;

/// Does what was asked for. `ctx` gives the time and is woken when work is done.
pub fn dispatch(state: &mut State, command: Command, ctx: &egui::Context) {
    if state.meeting.is_some() && !meeting::is_allowed(&command) {
        return state.note(meeting::REFUSED.to_owned(), ctx);
    }
    view_anchor::cancel_scroll(state, &command);
    focus::bring(state, &command);
    match command {
        Command::Select(person) => select(state, person),
        Command::Show(person) => show(state, person, ctx),
        Command::ToggleFinding(at) => {
            state.session.open_finding = (state.session.open_finding != Some(at)).then_some(at);
        }
        Command::ToggleGroup(id) => toggle_group(state, id),
        Command::ToggleLine(part, line) => {
            state.session.open_line = (state.session.open_line != Some((part, line))).then_some((part, line));
        }
        Command::ToggleNumbers => state.session.numbers = !state.session.numbers,
        Command::Turn(page) => {
            page::turn(state, page, ctx);
        }
        Command::Choose => {
            state.file_dialog = Some(FileDialog::desktop(FileRequest::Open, state.folder(), ctx.clone()));
        }
        Command::Open(path) => leaving::leave_for(state, Then::Open(path), ctx),
        Command::OpenBundled => leaving::leave_for(state, Then::OpenBundled, ctx),
        Command::Start(command) => start::handle(state, command, ctx),
        Command::Recover(recover) => recovery::recover(state, recover, ctx),
        Command::ErasePending(at) => recovery::erase_pending(state, at),
        Command::SetPendingAside => state.pending.clear(),
        Command::SaveOver => {
            if let Some(path) = state.session.save_conflict.take() {
                saving::save_over(state, path, ctx);
            }
        }
        Command::Save => saving::save(state, ctx),
        Command::SaveAs => saving::save_as(state, ctx),
        Command::ReportShows(show) => state.session.report = show,
        Command::Report => reports::ask(state, ctx),
        Command::Leave(answer) => leaving::answer(state, answer, ctx),
        Command::Cancel => {
            if let Some(work) = state.work.take() {
                work.progress.cancel();
            }
        }
        Command::ForgetRecent => (state.settings.recent, state.settings.pinned) = Default::default(),
        Command::Plan(plan) => plans::turn(state, plan, ctx),
        Command::Theme(theme) => state.settings.theme = theme,
        Command::LessMotion(less) => state.settings.less_motion = less,
        Command::TogglePanel(Side::Left) => state.settings.left_folded = !state.settings.left_folded,
        Command::TogglePanel(Side::Right) => state.settings.right_folded = !state.settings.right_folded,
        Command::FocusRegions(command) => focus::handle(state, command),
        Command::HidePeople(hide) => state.session.people_redacted = hide,
        Command::Meeting(command) => meeting::handle(state, command, ctx),
        Command::ShowPeople { purpose, by } => {
            if let Some(document) = state.session.document.clone() {
                state.begin(Work::show_people(document, purpose, by, ctx));
            }
        }
        Command::Search(query) => search(state, query, ctx),
        Command::SearchStep(by) => {
            let last = state.session.search.hits.people.len().saturating_sub(1);
            state.session.search.at = state.session.search.at.saturating_add_signed(by as isize).min(last);
        }
        Command::SearchTake(_) if state.session.search.hits.count == 0 && state.session.search.task.is_some() => {
            state.session.search.is_awaited = true;
        }
        Command::SearchTake(at) => {
            let found = state.session.search.hits.people.get(at).copied();
            state.session.search = Search::default();
            if let Some(person) = found {
                show(state, person, ctx);
            }
        }
        Command::SearchEnd => state.session.search = Search::default(),
        Command::Pan(by) => {
            if let Some(picture) = state.picture() {
                state.session.camera.pan(by, picture.bounds());
            }
        }
        Command::Zoom(factor, around) => {
            if let Some(picture) = state.picture() {
                state.session.camera.zoom(factor, around, state.canvas, picture.bounds());
            }
        }
        Command::LookAt(point) => state.session.camera.go(point, state.session.camera.scale, 0.0, false),
        Command::Resized(width, height) => {
            let canvas = Size { width: f64::from(width), height: f64::from(height) };
            // Whoever has not moved since opening sees it as it opens, whatever becomes of the window.
            let is_as_opened = state.session.opened == Some(state.session.camera) && canvas != state.canvas;
            state.canvas = canvas;
            if (state.session.to_fit || is_as_opened)
                && let Some(picture) = state.picture()
            {
                state.session.camera = match picture {
                    Picture::Tracks(tracks) => opening(&tracks, state.canvas),
                    Picture::Tree(chart) => tree::opening(&chart, state.canvas),
                };
                state.session.opened = Some(state.session.camera);
                state.session.to_fit = false;
            }
        }
        Command::Fit => fit(state, ctx),
        Command::Unfold(block) => fold(state, ctx, |folding| folding.unfold(block)),
        Command::OnePath(one_path) => one_path::show_one_path(state, one_path, ctx),
        Command::Refold => fold(state, ctx, Folding::reset),
        Command::Tree(command) => tree::handle(state, command, ctx),
        Command::Also(person) => selection::also(state, person),
        Command::SelectAll(people) => {
            select(state, people.first().copied());
            state.session.rest_of_selection = people.into_iter().skip(1).collect();
        }
        Command::SelectTeam(person) => selection::select_team(state, person),
        Command::PickUp(person, pixel) => drag_drop::pick_up(state, person, pixel),
        Command::Carry(pixel) => drag_drop::carry(state, pixel),
        Command::Drop { unasked } => drag_drop::drop_here(state, unasked, ctx),
        Command::Nudge(x, y) => drag_drop::nudge(state, (x, y)),
        Command::Send(people, target) => drag_drop::send(state, people, target, ctx),
        Command::PutBack => (state.session.drag, state.session.asked) = (None, None),
        Command::HandOver(handover) => drag_drop::hand_over(state, handover),
        Command::FindHeir(typed) => drag_drop::find_heir(state, typed),
        Command::Remember(remember) => {
            if let Some(asked) = &mut state.session.asked {
                asked.remember = remember;
            }
        }
        Command::Agree => drag_drop::agree(state, ctx),
        Command::Make(name, edit) => editing::make_and_show(state, name, *edit, ctx),
        Command::Try(name, edit) => what_if::try_edit(state, name, *edit),
        Command::DraftRole(draft) => what_if::draft_role(state, *draft),
        Command::DoTried => {
            if let Some(trial) = state.session.trial.take()
                && let Some(edit) = trial.edit
            {
                editing::make_and_show(state, trial.name, edit, ctx);
            }
        }
        Command::KeepAsPlan(name, edit) => plans::keep(state, &name, &edit, ctx),
        Command::EndTrial => state.session.trial = None,
        Command::Weigh(sides) => {
            what_if::lay(state, sides);
            state.page = Page::Weigh;
        }
        Command::WeighBy(at, typed) => what_if::look_for(state, at, typed),
        Command::SaveSheet(sheet, person) => person_sheets::ask(state, sheet, person, ctx),
        Command::Form(form) => {
            (state.session.form, state.session.seeking) = (form, None);
            state.settings.right_folded &= !form;
        }
        Command::Seek(line) => {
            (state.session.form, state.settings.right_folded) = (true, false);
            state.session.seeking = Some(Seeking { line, typed: String::new(), found: Vec::new() });
        }
        Command::SeekBy(typed) => selection::seek(state, typed),
        Command::SeekEnd => state.session.seeking = None,
        Command::ChooseImportFile => {
            state.file_dialog = Some(FileDialog::desktop(FileRequest::Merge, state.folder(), ctx.clone()));
        }
        Command::ChooseLastImportFile => {
            state.file_dialog = Some(FileDialog::desktop(FileRequest::LastExport, state.folder(), ctx.clone()));
        }
        Command::ChooseSides(choice) => {
            if let Some(merging) = &mut state.session.merging {
                merging.conflicts.iter_mut().for_each(|asked| asked.choice = choice);
            }
        }
        Command::ChooseSide(at, choice) => {
            if let Some(asked) = state.session.merging.as_mut().and_then(|merging| merging.conflicts.get_mut(at)) {
                asked.choice = choice;
            }
        }
        Command::TakeIn => merging::take_in(state, ctx),
        Command::Palette(command) => {
            if let Some(command) = palette::handle(state, command) {
                dispatch(state, command, ctx);
            }
        }
        Command::Manual(command) => manual::handle(state, command, ctx),
        Command::Explain(file, anchor) => manual::explain(state, file, anchor),
        Command::Keys(are_shown) => state.keys = are_shown,
        Command::Paste(command) => paste_column::handle(state, command, ctx),
        Command::Collect(command) => evidence::handle(state, command, state.folder(), ctx),
        Command::Look(command) => look::handle(state, command, ctx),
        Command::Table(command) => table::handle(state, command, ctx),
        Command::TakeInOutside => merging::take_in_outside(state, ctx),
        Command::OpenAgain => {
            if let Some(Source::File(path)) = state.session.document.as_ref().map(|document| document.source.clone()) {
                dispatch(state, Command::Open(path), ctx);
            }
        }
        Command::SetOutsideAside => state.session.dismissed_change = state.session.external_change.take(),
        Command::SetMergeAside => (state.session.merging, state.page) = (None, Page::Tracks),
        Command::Compare(ends) => {
            (state.session.ends, state.session.compared, state.page) = (ends, None, Page::Changes);
        }
        Command::Ladder(command) => ladder::ladder(state, command, ctx),
        Command::Plans(command) => plans::plan(state, command, ctx),
        Command::RestorePlan => plans::restore(state),
        Command::Undo => editing::step(state, true, ctx),
        Command::Redo => editing::step(state, false, ctx),
        Command::GoTo(made) => editing::go_to(state, made),
        Command::Understood => (state.toast, state.alert, state.session.save_conflict) = (None, None, None),
    }
    meeting::follow(state, ctx);
    tree::meet(state);
}

/// Lays the picture out again with other branches unfolded.
fn fold(state: &mut State, ctx: &egui::Context, change: impl FnOnce(&mut Folding)) {
    if let Some(document) = &state.session.document {
        let snapshot = document.snapshot.clone();
        let mut folding = snapshot.folding.clone();
        change(&mut folding);
        state.begin(Work::fold(snapshot, folding, ctx));
    }
}

fn toggle_group(state: &mut State, id: &'static str) {
    let Some(document) = state.seen() else { return };
    let groups = &document.snapshot.grouped.groups;
    let starts_open = groups.iter().any(|group| group.id == id && group.starts_open);
    let open = state.is_open(id, starts_open);
    state.session.groups.insert(id, !open);
}

/// Looks for something else; what was looked for before ends.
fn search(state: &mut State, query: String, ctx: &egui::Context) {
    let snapshot = state.seen().map(|document| &document.snapshot);
    let (hits, task) = snapshot.map_or((Default::default(), None), |snapshot| {
        SearchTask::begin(Query::new(snapshot.org.clone(), snapshot.index.clone(), &query), ctx)
    });
    state.session.search = Search { is_open: !query.trim().is_empty(), query, hits, task, ..Search::default() };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::Document;
    use crate::app::state::settings::Settings;
    use crate::app::update::document::opening::take;
    use crate::app::update::poll::poll;
    use crate::io::{self, Opened, Progress};

    /// Types a query among many people, presses Enter at once and waits: who is selected.
    fn check(query: &str, found: Option<&str>) {
        let ctx = egui::Context::default();
        let mut state = State::new(Settings::default());
        let progress = Progress::default();
        let bundled = io::read(crate::BUNDLED, crate::BUNDLED_NAME, io::clock::today(), &progress)
            .expect("the bundled organisation opens");
        let (org, _) = crate::generate::org(20_000, 1);
        take(&mut state, Document::new(Source::Bundled, Opened { org, ..bundled }));
        dispatch(&mut state, Command::Search(query.to_owned()), &ctx);
        assert!(state.session.search.task.is_some(), "20,000 people are not searched at once");
        dispatch(&mut state, Command::SearchTake(0), &ctx);
        while state.session.search.task.is_some() {
            poll(&mut state, &ctx);
        }
        assert!(!state.session.search.is_open);
        let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
        assert_eq!(state.session.selected.map(|person| org.key(person)), found);
    }

    #[test]
    fn enter_waits_for_the_first_who_is_found() {
        check("e20000", Some("e20000"));
        check("nobody at all", None);
    }
}
