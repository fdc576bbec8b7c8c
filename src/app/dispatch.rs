//! The only place that turns a wish into a change of what the window knows.

use super::choose::{Choosing, Purpose};
use super::command::{Command, Page, Side};
use super::document::{Document, Source, Standing};
use super::edits::Edits;
use super::going::{fit, go, opening};
use super::looking::Looking;
use super::meeting;
use super::picture::Picture;
use super::planning;
use super::plans;
use super::recovery::Keeper;
use super::reporting;
use super::saving;
use super::search::Search as Query;
use super::sheets;
use super::state::{Failed, Search, Seeking, State, Then};
use super::table::Table;
use super::tree;
use super::trying;
use super::work::Work;
use crate::diagram::Folding;
use crate::io::OpenError;
use crate::org::PersonId;
use crate::scene::Size;
use eframe::egui;
use std::path::PathBuf;

/// Scale below which a card cannot be read, so that looking for somebody enlarges to this.
pub const LEGIBLE: f64 = 0.8;

/// Does what was asked for. `ctx` gives the time and is woken when work is done.
pub fn dispatch(state: &mut State, command: Command, ctx: &egui::Context) {
    if state.meeting.is_some() && !meeting::is_allowed(&command) {
        return planning::note(state, meeting::REFUSED.to_owned(), ctx);
    }
    super::hold::let_go(state, &command);
    super::reach::bring(state, &command);
    match command {
        Command::Select(person) => select(state, person),
        Command::Show(person) => show(state, person, ctx),
        Command::ToggleFinding(at) => state.open_finding = (state.open_finding != Some(at)).then_some(at),
        Command::ToggleGroup(id) => toggle_group(state, id),
        Command::ToggleLine(part, line) => {
            state.open_line = (state.open_line != Some((part, line))).then_some((part, line));
        }
        Command::ToggleNumbers => state.numbers = !state.numbers,
        Command::Turn(page) => {
            state.page = page;
            tree::refresh(state, ctx);
        }
        Command::Choose => state.choosing = Some(Choosing::desktop(Purpose::Open, folder(state), ctx.clone())),
        Command::Open(path) => {
            if saving::may_leave(state, Then::Open(path.clone())) {
                begin(state, Work::open(path, ctx.clone()));
            }
        }
        Command::OpenBundled => {
            if saving::may_leave(state, Then::OpenBundled) {
                super::starting::open_bundled(state);
            }
        }
        Command::Start(wish) => super::starting::wish(state, wish, ctx),
        Command::Recover(recover) => planning::recover(state, recover, ctx),
        Command::ErasePending(at) => planning::erase_pending(state, at),
        Command::SetPendingAside => state.pending.clear(),
        Command::SaveOver => {
            if let Some(path) = state.changed.take() {
                saving::save_over(state, path, ctx);
            }
        }
        Command::Save => saving::save(state, ctx),
        Command::SaveAs => saving::save_as(state, ctx),
        Command::ReportShows(show) => state.report = show,
        Command::Report => reporting::ask(state, ctx),
        Command::Leave(answer) => saving::answer(state, answer, ctx),
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
        Command::Reach(wish) => super::reach::wish(state, wish),
        Command::HidePeople(hide) => state.people_hidden = hide,
        Command::Meeting(wish) => meeting::wish(state, wish, ctx),
        Command::ShowPeople { purpose, by } => {
            if let Some(document) = state.document.clone() {
                begin(state, Work::show_people(document, purpose, by, ctx.clone()));
            }
        }
        Command::Search(query) => search(state, query, ctx),
        Command::SearchStep(by) => {
            let last = state.search.hits.people.len().saturating_sub(1);
            state.search.at = state.search.at.saturating_add_signed(by as isize).min(last);
        }
        Command::SearchTake(_) if state.search.hits.count == 0 && state.search.looking.is_some() => {
            state.search.is_awaited = true;
        }
        Command::SearchTake(at) => {
            let found = state.search.hits.people.get(at).copied();
            state.search = Search::default();
            if let Some(person) = found {
                show(state, person, ctx);
            }
        }
        Command::SearchEnd => state.search = Search::default(),
        Command::Pan(by) => {
            if let Some(picture) = state.picture() {
                state.camera.pan(by, picture.bounds());
            }
        }
        Command::Zoom(factor, around) => {
            if let Some(picture) = state.picture() {
                state.camera.zoom(factor, around, state.canvas, picture.bounds());
            }
        }
        Command::LookAt(point) => state.camera.go(point, state.camera.scale, 0.0, false),
        Command::Resized(width, height) => {
            let canvas = Size { width: f64::from(width), height: f64::from(height) };
            // Whoever has not moved since opening sees it as it opens, whatever becomes of the window.
            let is_as_opened = state.opened == Some(state.camera) && canvas != state.canvas;
            state.canvas = canvas;
            if (state.to_fit || is_as_opened)
                && let Some(picture) = state.picture()
            {
                state.camera = match picture {
                    Picture::Tracks(tracks) => opening(&tracks, state.canvas),
                    Picture::Tree(chart) => tree::opening(&chart, state.canvas),
                };
                state.opened = Some(state.camera);
                state.to_fit = false;
            }
        }
        Command::Fit => fit(state, ctx),
        Command::Unfold(block) => fold(state, ctx, |folding| folding.unfold(block)),
        Command::OnePath(one_path) => super::walk::walk(state, one_path, ctx),
        Command::Refold => fold(state, ctx, Folding::reset),
        Command::Tree(wish) => tree::wish(state, wish, ctx),
        Command::Also(person) => planning::also(state, person),
        Command::SelectAll(people) => {
            select(state, people.first().copied());
            state.also = people.into_iter().skip(1).collect();
        }
        Command::SelectTeam(person) => planning::select_team(state, person),
        Command::PickUp(person, pixel) => planning::pick_up(state, person, pixel),
        Command::Carry(pixel) => planning::carry(state, pixel),
        Command::Drop { unasked } => planning::drop_here(state, unasked, ctx),
        Command::Nudge(x, y) => planning::nudge(state, (x, y)),
        Command::Send(people, target) => planning::send(state, people, target, ctx),
        Command::PutBack => (state.drag, state.asked) = (None, None),
        Command::HandOver(handover) => planning::hand_over(state, handover),
        Command::FindHeir(typed) => planning::find_heir(state, typed),
        Command::Remember(remember) => {
            if let Some(asked) = &mut state.asked {
                asked.remember = remember;
            }
        }
        Command::Agree => planning::agree(state, ctx),
        Command::Make(name, edit) => planning::make_and_show(state, name, *edit, ctx),
        Command::Try(name, edit) => trying::try_edit(state, name, *edit),
        Command::Think(draft) => trying::think(state, *draft),
        Command::DoTried => {
            if let Some(trial) = state.trial.take()
                && let Some(edit) = trial.edit
            {
                planning::make_and_show(state, trial.name, edit, ctx);
            }
        }
        Command::KeepAsPlan(name, edit) => plans::keep(state, &name, &edit, ctx),
        Command::EndTrial => state.trial = None,
        Command::Weigh(sides) => {
            trying::lay(state, sides);
            state.page = Page::Weigh;
        }
        Command::WeighBy(at, typed) => trying::look_for(state, at, typed),
        Command::SaveSheet(sheet, person) => sheets::ask(state, sheet, person, ctx),
        Command::Form(form) => {
            (state.form, state.seeking) = (form, None);
            state.settings.right_folded &= !form;
        }
        Command::Seek(line) => {
            (state.form, state.settings.right_folded) = (true, false);
            state.seeking = Some(Seeking { line, typed: String::new(), found: Vec::new() });
        }
        Command::SeekBy(typed) => planning::seek(state, typed),
        Command::SeekEnd => state.seeking = None,
        Command::ChooseExport => {
            state.choosing = Some(Choosing::desktop(Purpose::Merge, folder(state), ctx.clone()));
        }
        Command::ChooseLastExport => {
            state.choosing = Some(Choosing::desktop(Purpose::LastExport, folder(state), ctx.clone()));
        }
        Command::ChooseSides(choice) => {
            if let Some(merging) = &mut state.merging {
                merging.conflicts.iter_mut().for_each(|asked| asked.choice = choice);
            }
        }
        Command::ChooseSide(at, choice) => {
            if let Some(asked) = state.merging.as_mut().and_then(|merging| merging.conflicts.get_mut(at)) {
                asked.choice = choice;
            }
        }
        Command::TakeIn => planning::take_in(state, ctx),
        Command::Palette(wish) => super::palette::wish(state, wish, ctx),
        Command::Manual(wish) => super::manual::wish(state, wish, ctx),
        Command::Explain(file, anchor) => super::manual::explain(state, file, anchor),
        Command::Keys(are_shown) => state.keys = are_shown,
        Command::Paste(wish) => super::pasting::wish(state, wish, ctx),
        Command::Collect(wish) => super::collecting::wish(state, wish, folder(state), ctx),
        Command::Look(wish) => super::look::wish(state, wish, ctx),
        Command::Table(wish) => super::table::wish(state, wish, ctx),
        Command::TakeInOutside => planning::take_in_outside(state, ctx),
        Command::OpenAgain => {
            if let Some(Source::File(path)) = state.document.as_ref().map(|document| document.source.clone()) {
                dispatch(state, Command::Open(path), ctx);
            }
        }
        Command::SetOutsideAside => state.set_aside = state.outside.take(),
        Command::SetMergeAside => (state.merging, state.page) = (None, Page::Tracks),
        Command::Compare(ends) => {
            (state.ends, state.compared, state.page) = (ends, None, Page::Changes);
        }
        Command::Ladder(wish) => super::ladder::ladder(state, wish, ctx),
        Command::Plans(wish) => plans::plan(state, wish, ctx),
        Command::RestorePlan => plans::restore(state),
        Command::Undo => planning::step(state, true, ctx),
        Command::Redo => planning::step(state, false, ctx),
        Command::GoTo(made) => planning::go_to(state, made),
        Command::Understood => (state.note, state.alert, state.changed) = (None, None, None),
    }
    meeting::follow(state, ctx);
    tree::meet(state);
}

/// Lays the picture out again with other branches unfolded.
fn fold(state: &mut State, ctx: &egui::Context, change: impl FnOnce(&mut Folding)) {
    if let Some(document) = &state.document {
        let standing = document.standing.clone();
        let mut folding = standing.folding.clone();
        change(&mut folding);
        begin(state, Work::fold(standing, folding, ctx.clone()));
    }
}

/// Puts a document in the place of the one before.
pub fn take(state: &mut State, document: Document) {
    super::kept::remember(state);
    state.table = Table::of(&state.settings, &document.source);
    (state.look, state.chain, state.holds, state.refold) = (Default::default(), None, [None, None], None);
    state.document = Some(document);
    state.page = Page::Tracks;
    let_go(state);
}

/// Lets go of all that belonged to the document before.
pub fn let_go(state: &mut State) {
    tree::reset(state);
    state.failed = None;
    state.selected = None;
    state.also.clear();
    (state.drag, state.asked, state.note, state.pasting) = (None, None, None, None);
    (state.trial, state.weighing) = (None, Default::default());
    state.collecting = None;
    // The journal of what was open before ends with it: it was saved, or let go.
    if state.edits.is_unsaved() {
        state.keeper.erase();
    }
    (state.edits, state.keeper, state.read_only) = (Edits::default(), Keeper::default(), false);
    (state.found, state.changed, state.outside, state.set_aside) = (None, None, None, None);
    (state.ends, state.compared, state.merging, state.plotted) = ([None, None], None, None, None);
    state.ladder = Default::default();
    state.open_finding = None;
    state.open_line = None;
    state.groups.clear();
    state.people_hidden = false;
    state.search = Search::default();
    state.to_fit = true;
    super::kept::restore(state);
}

pub fn fail(state: &mut State, source: Source, error: OpenError) {
    state.failed = Some(Failed { source, error });
    state.page = Page::Failed;
}

/// Begins a piece of work in the place of the one before.
pub fn begin(state: &mut State, work: Work) {
    // What is no longer wanted stops at its next step; the last wish wins.
    if let Some(before) = state.work.replace(work) {
        before.progress.cancel();
    }
}

/// The same document under another plan or otherwise folded: whoever is selected stays selected.
pub fn stand(state: &mut State, standing: Standing) {
    let Some(document) = &mut state.document else { return };
    if document.standing.scenario != standing.scenario {
        state.open_finding = None;
        state.open_line = None;
        if standing.not_applied.is_empty() && state.page == Page::NotApplied {
            state.page = Page::Tracks;
        }
    }
    state.selected = state.selected.filter(|&person| standing.org.has(person));
    state.trial = None;
    document.stand(standing);
}

fn select(state: &mut State, person: Option<PersonId>) {
    state.also.clear();
    if state.selected != person {
        state.selected = person;
        state.numbers = false;
        state.seeking = None;
    }
}

pub fn show(state: &mut State, person: PersonId, ctx: &egui::Context) {
    select(state, Some(person));
    // Whoever has a dot is seen on the matrix as well.
    let has_dot = state.plotted.as_ref().is_some_and(|plotted| plotted.matrix.find(person).is_some());
    if state.page == Page::Tree {
        return tree::show(state, person, ctx);
    }
    if state.page != Page::Matrix || !has_dot {
        state.page = Page::Tracks;
    }
    tree::meet(state);
    let place = state.seen().and_then(|document| document.standing.tracks.place(person));
    if let Some(place) = place {
        state.to_fit = false;
        let scale = if state.camera.scale < LEGIBLE { LEGIBLE.max(1.0) } else { state.camera.scale };
        go(state, place.center(), scale, ctx);
    }
}

fn toggle_group(state: &mut State, id: &'static str) {
    let Some(document) = state.seen() else { return };
    let groups = &document.standing.grouped.groups;
    let starts_open = groups.iter().any(|group| group.id == id && group.starts_open);
    let open = state.is_open(id, starts_open);
    state.groups.insert(id, !open);
}

/// Looks for something else; what was looked for before ends.
fn search(state: &mut State, query: String, ctx: &egui::Context) {
    let standing = state.seen().map(|document| &document.standing);
    let (hits, looking) = standing.map_or((Default::default(), None), |standing| {
        Looking::begin(Query::new(standing.org.clone(), standing.index.clone(), &query), ctx)
    });
    state.search = Search { is_open: !query.trim().is_empty(), query, hits, looking, ..Search::default() };
}

/// Where to begin looking for files: the folder of the file that was opened last.
pub fn folder(state: &State) -> Option<PathBuf> {
    state.settings.recent.first().and_then(|path| path.parent()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::arriving::poll;
    use crate::app::settings::Settings;
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
        assert!(state.search.looking.is_some(), "20,000 people are not searched at once");
        dispatch(&mut state, Command::SearchTake(0), &ctx);
        while state.search.looking.is_some() {
            poll(&mut state, &ctx);
        }
        assert!(!state.search.is_open);
        let org = &state.document.as_ref().expect("it is open").standing.org;
        assert_eq!(state.selected.map(|person| org.key(person)), found);
    }

    #[test]
    fn enter_waits_for_the_first_who_is_found() {
        check("e20000", Some("e20000"));
        check("nobody at all", None);
    }
}
