//! The only place that turns a command into a change of the model.

use crate::app::command::Command;
use crate::app::state::file_dialog::FileRequest;
use crate::app::state::page::Page;
use crate::app::state::palette::PaletteCommand;
use crate::app::state::{Search, State, Then};
use crate::app::update::canvas::selection::{select, show};
use crate::app::update::canvas::{camera, drag_drop, look, one_path, selection, tree, view_anchor, viewport};
use crate::app::update::document::{
    editing, leaving, merging, opening, person_sheets, plans, recovery, reports, saving, start,
};
use crate::app::update::{
    evidence, export, file_dialog, focus, gathering, import, ladder, manual, meeting, page, palette, panels,
    passphrase, paste_column, search, table, what_if,
};
use eframe::egui;

/// Carries out a command. `ctx` supplies the time and is woken when work is done.
pub fn dispatch(state: &mut State, command: Command, ctx: &egui::Context) {
    if let Some(why) = meeting::refusal(state, &command).or_else(|| recovery::refusal(state, &command)) {
        return state.note(why, ctx);
    }
    view_anchor::cancel_scroll(state, &command);
    focus::bring(state, &command);
    handle(state, command, ctx);
    // The copy that is shown follows at once, so that no frame shows the state before.
    meeting::follow(state, ctx);
    tree::meet(state);
}

/// One line per command; the work is done by the feature.
fn handle(state: &mut State, command: Command, ctx: &egui::Context) {
    match command {
        Command::Select(person) => select(state, person),
        Command::Show(person) => show(state, person, ctx),
        Command::ToggleFinding(at) => panels::toggle_finding(state, at),
        Command::ToggleGroup(id) => panels::toggle_group(state, id),
        Command::ToggleLine(part, line) => panels::toggle_line(state, (part, line)),
        Command::ToggleNumbers => state.session.numbers = !state.session.numbers,
        Command::Turn(page) => page::turn(state, page, ctx),
        Command::Choose => file_dialog::ask(state, FileRequest::Open, ctx),
        Command::ChooseRepository => file_dialog::ask(state, FileRequest::Repository, ctx),
        Command::Open(path) => leaving::leave_for(state, Then::Open(path), ctx),
        Command::OpenSeveral(paths) => leaving::leave_for(state, Then::OpenSeveral(paths), ctx),
        Command::OpenBundled => leaving::leave_for(state, Then::OpenBundled, ctx),
        Command::Start(command) => start::handle(state, command, ctx),
        Command::Recover(recover) => recovery::recover(state, recover, ctx),
        Command::ErasePending(at) => recovery::erase_pending(state, at),
        Command::SetPendingAside => state.pending.clear(),
        Command::SaveOver => saving::save_over(state, ctx),
        Command::Save => saving::save(state, ctx),
        Command::SaveAs => saving::save_as(state, ctx),
        Command::Passphrase(command) => passphrase::handle(state, command, ctx),
        Command::ReportShows(show) => state.session.report = show,
        Command::Report => reports::ask(state, ctx),
        Command::Export(command) => export::handle(state, command, ctx),
        Command::Leave(answer) => leaving::answer(state, answer, ctx),
        Command::Cancel(at) => state.cancel_work(at),
        Command::ForgetRecent => state.settings.forget_recent(),
        Command::Plan(plan) => plans::turn(state, plan, ctx),
        Command::Theme(theme) => state.settings.theme = theme,
        Command::LessMotion(less) => state.settings.less_motion = less,
        Command::TogglePanel(side) => panels::toggle_panel(state, side),
        Command::FocusRegions(command) => focus::handle(state, command),
        Command::HidePeople(hide) => meeting::hide_people(state, hide),
        Command::Meeting(command) => meeting::handle(state, command, ctx),
        Command::ShowPeople { purpose, by } => opening::show_people(state, purpose, by, ctx),
        Command::Search(query) => search::look_for(state, query, ctx),
        Command::SearchStep(by) => search::step(state, by),
        Command::SearchTake(at) => search::take(state, at, ctx),
        Command::SearchEnd => state.session.search = Search::default(),
        Command::Pan(by) => camera::pan(state, by),
        Command::Zoom(factor, around) => camera::zoom(state, factor, around),
        Command::LookAt(point) => state.session.camera.go(point, state.session.camera.scale, 0.0, false),
        Command::Resized(width, height) => viewport::resize(state, width, height),
        Command::Fit => camera::fit(state, ctx),
        Command::OnePath(one_path) => one_path::show_one_path(state, one_path, ctx),
        Command::Density(density) => state.settings.density = density,
        Command::WheelZooms(zooms) => state.settings.wheel_zooms = zooms,
        Command::ViewBack => camera::back(state, ctx),
        Command::Tree(command) => tree::handle(state, command, ctx),
        Command::Also(person) => selection::also(state, person),
        Command::SelectAll(people) => selection::select_all(state, people),
        Command::SelectTeam(person) => selection::select_team(state, person),
        Command::PickUp(person, pixel) => drag_drop::pick_up(state, person, pixel),
        Command::Carry(pixel) => drag_drop::carry(state, pixel),
        Command::Drop { unasked } => drag_drop::drop_here(state, unasked, ctx),
        Command::Nudge(x, y) => drag_drop::nudge(state, (x, y)),
        Command::Send(people, target) => drag_drop::send(state, people, target, ctx),
        Command::PutBack => (state.session.drag, state.session.asked) = (None, None),
        Command::HandOver(handover) => drag_drop::hand_over(state, handover),
        Command::FindHeir(typed) => drag_drop::find_heir(state, typed),
        Command::Remember(remember) => drag_drop::remember(state, remember),
        Command::Agree => drag_drop::agree(state, ctx),
        Command::Make(name, edit) => editing::make_and_show(state, name, *edit, ctx),
        Command::Try(name, edit) => what_if::try_edit(state, name, *edit),
        Command::DraftRole(draft) => what_if::draft_role(state, *draft),
        Command::DoTried => editing::do_tried(state, ctx),
        Command::KeepAsPlan(name, edit) => plans::keep(state, &name, &edit, ctx),
        Command::EndTrial => state.session.trial = None,
        Command::Weigh(sides) => what_if::weigh(state, sides),
        Command::WeighBy(at, typed) => what_if::look_for(state, at, typed),
        Command::SaveSheet(sheet, person) => person_sheets::ask(state, sheet, person, ctx),
        Command::Form(form) => panels::show_form(state, form),
        Command::Seek(line) => panels::begin_seeking(state, line),
        Command::SeekBy(typed) => selection::seek(state, typed),
        Command::SeekEnd => state.session.seeking = None,
        Command::Import(command) => import::handle(state, command, ctx),
        Command::ChooseImportFile => file_dialog::ask(state, FileRequest::Merge, ctx),
        Command::ChooseLastImportFile => file_dialog::ask(state, FileRequest::LastExport, ctx),
        Command::ChooseSides(choice) => merging::choose_sides(state, choice),
        Command::ChooseSide(at, choice) => merging::choose_side(state, at, choice),
        Command::TakeIn => merging::take_in(state, ctx),
        Command::Palette(command) => take_from_palette(state, command, ctx),
        Command::Manual(command) => manual::handle(state, command, ctx),
        Command::Explain(file, anchor) => manual::explain(state, file, anchor),
        Command::Keys(are_shown) => state.keys = are_shown,
        Command::About(is_shown) => state.about = is_shown,
        Command::Quit => ctx.send_viewport_cmd(egui::ViewportCommand::Close),
        Command::Paste(command) => paste_column::handle(state, command, ctx),
        Command::Collect(command) => evidence::handle(state, command, state.folder(), ctx),
        Command::Gather(command) => gathering::handle(state, command, ctx),
        Command::FoldersBy(by) => state.session.folders_by = by,
        Command::Look(command) => look::handle(state, command, ctx),
        Command::Table(command) => table::handle(state, command, ctx),
        Command::TakeInOutside => merging::take_in_outside(state, ctx),
        Command::OpenAgain => leaving::open_again(state, ctx),
        Command::SetOutsideAside => state.session.dismissed_change = state.session.external_change.take(),
        Command::SetMergeAside => (state.session.merging, state.page) = (None, Page::Tracks),
        Command::Compare(ends) => plans::compare(state, ends),
        Command::Ladder(command) => ladder::ladder(state, command, ctx),
        Command::Plans(command) => plans::plan(state, command, ctx),
        Command::RestorePlan => plans::restore(state),
        Command::Undo => editing::step(state, true, ctx),
        Command::Redo => editing::step(state, false, ctx),
        Command::GoTo(made) => editing::go_to(state, made),
        Command::Understood => (state.toast, state.alert, state.session.save_conflict) = (None, None, None),
    }
}

/// Runs the command that was chosen in the palette.
fn take_from_palette(state: &mut State, command: PaletteCommand, ctx: &egui::Context) {
    if let Some(chosen) = palette::handle(state, command) {
        dispatch(state, chosen, ctx);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::{Document, Source};
    use crate::app::state::settings::Settings;
    use crate::app::update::document::opening::take;
    use crate::app::update::poll::poll;
    use crate::io::{self, Opened, Progress};

    /// Types a query among many people, presses Enter at once and waits; checks who is selected.
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
