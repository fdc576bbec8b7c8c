//! Meeting mode: everybody in the room sees the screen. The window shows a copy of the document without pay, evidence,
//! preferences, reasons and notes ([`crate::plan::redacted`]), so that nothing drawn, displayed or sent to a screen
//! reader can contain them; likewise a copy without names of a repository's record in structure only
//! ([`crate::plan::unnamed`]). Edits apply to the document itself.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::ladder::{LadderCommand, Tab};
use crate::app::state::meeting::{Copy, CopySource, Meeting, MeetingCommand};
use crate::app::state::page::Page;
use crate::app::state::passphrase::{CopyOf, PassphraseCommand};
use crate::app::state::veil::Veil;
use crate::edit::Edit;
use eframe::egui;

/// Number of rows up to which the copy is made at once; a larger one is made on a thread.
const AT_ONCE: usize = 100_000;

/// Carries out a request.
pub fn handle(state: &mut State, command: MeetingCommand, ctx: &egui::Context) {
    match (command, &mut state.meeting) {
        (MeetingCommand::Turn, Some(meeting)) => meeting.asks = true,
        (MeetingCommand::Turn, None) if state.session.document.is_some() => {
            hide_private(state);
            state.meeting = Some(Meeting::default());
            follow(state, ctx);
        }
        (MeetingCommand::Leave(true), Some(_)) => {
            hide_private(state);
            state.meeting = None;
        }
        (MeetingCommand::Leave(false), Some(meeting)) => meeting.asks = false,
        (MeetingCommand::Names(names), _) => {
            // Earlier search results and messages contain names.
            hide_private(state);
            state.settings.meeting_names = names;
            follow(state, ctx);
        }
        (MeetingCommand::Turn | MeetingCommand::Leave(_), None) => {}
    }
}

/// Clears everything derived from values that must no longer be seen, or must not yet be seen. Pasted input stays, and
/// is not shown during a meeting.
pub fn hide_private(state: &mut State) {
    (state.session.drag, state.session.asked, state.toast, state.alert) = (None, None, None, None);
    (state.session.merging, state.session.trial) = (None, None);
    (state.palette, state.session.seeking, state.leaving) = (None, None, None);
    (state.session.compared, state.session.plotted, state.session.track_animation) = (None, None, None);
    (state.session.exporting, state.importing) = (None, None);
    (state.session.form, state.session.numbers, state.session.weighing) = (false, false, Default::default());
    (state.session.open_finding, state.session.open_line) = (None, None);
    state.session.search = Default::default();
    state.session.ladder = Default::default();
    state.session.table.forget();
    // Cards move from where they were, and not from what they showed.
    state.session.last_tracks = None;
    if !state.page.row().is_for_all {
        state.page = Page::Tracks;
    }
}

/// Makes the copy again when the document or the settings have changed, and leaves a page that must not be seen. Called
/// after every command and once a frame.
pub fn follow(state: &mut State, ctx: &egui::Context) {
    if state.veil().is_some_and(|veil| !veil.shows(state.page)) {
        state.page = Page::Tracks;
    }
    let (Some(veil), Some(document)) = (state.veil(), &state.session.document) else {
        state.copy = Copy::default();
        return;
    };
    let wanted = CopySource::document(document, veil);
    state.copy.take_in();
    // A copy that hides something else, or of another document, must not be shown for even one frame.
    state.copy.drop_unless(|of, shown| of.veil == veil && shown.source == document.source);
    let at_once = document.snapshot.org.len() <= AT_ONCE;
    let document = document.clone();
    state.copy.ask(wanted, at_once, ctx, move |_| document.veiled(veil));
}

/// The reason that a command is refused now; `None` for one that may be carried out.
pub fn refusal(state: &State, command: &Command) -> Option<&'static str> {
    match state.veil()? {
        Veil::Meeting { .. } => (!is_allowed(command)).then_some(REFUSED),
        Veil::Names => (!is_allowed(command) && !is_allowed_unnamed(command)).then_some(UNNAMED),
    }
}

/// Hides people, or shows them again where the file allows it.
pub fn hide_people(state: &mut State, hide: bool) {
    let before = state.veil();
    state.session.people_redacted = hide;
    if state.veil() != before {
        hide_private(state);
    }
}

/// True for what may be done beside [`is_allowed`] while no one is named: what neither tells who somebody is nor builds an
/// edit from what was taken out of the copy.
fn is_allowed_unnamed(command: &Command) -> bool {
    fn keeps(edit: &Edit) -> bool {
        match edit {
            Edit::All(edits) => edits.iter().all(keeps),
            Edit::MoveToSeat { .. } | Edit::SetManager { .. } | Edit::SetOpen { .. } | Edit::SetLadders(_) => true,
            _ => false,
        }
    }
    match command {
        Command::Make(_, edit) | Command::KeepAsPlan(_, edit) => keeps(edit),
        // Whatever is about another file, and this one's mode and structure.
        Command::Start(_)
        | Command::Import(_)
        | Command::Recover(_)
        | Command::ErasePending(_)
        | Command::HidePeople(_)
        | Command::ShowPeople { .. }
        | Command::Plans(_)
        | Command::Ladder(_)
        | Command::ReportShows(_)
        | Command::Report => true,
        Command::Turn(page) => Veil::Names.shows(*page),
        _ => false,
    }
}

/// True for commands that are allowed during a meeting. An edit that a panel builds from the redacted copy is not,
/// since it would lack what was taken out.
pub fn is_allowed(command: &Command) -> bool {
    match command {
        Command::Turn(page) => Veil::Meeting { names: true }.shows(*page),
        Command::Start(command) => command.is_for_all(),
        Command::Plans(command) => !matches!(command, PlanCommand::Note(..)),
        Command::Ladder(command) => is_ladder_allowed(command),
        Command::Select(_)
        | Command::Show(_)
        | Command::ToggleFinding(_)
        | Command::ToggleGroup(_)
        | Command::ToggleLine(..)
        | Command::ToggleNumbers
        | Command::Choose
        | Command::ChooseRepository
        | Command::FoldersBy(_)
        | Command::Open(_)
        | Command::OpenSeveral(_)
        | Command::OpenBundled
        | Command::OpenAgain
        | Command::Cancel(_)
        | Command::ForgetRecent
        | Command::Plan(_)
        | Command::RestorePlan
        | Command::Theme(_)
        | Command::LessMotion(_)
        | Command::TogglePanel(_)
        | Command::Search(_)
        | Command::SearchStep(_)
        | Command::SearchTake(_)
        | Command::SearchEnd
        | Command::Pan(_)
        | Command::Zoom(..)
        | Command::LookAt(_)
        | Command::Resized(..)
        | Command::Fit
        | Command::Density(_)
        | Command::WheelZooms(_)
        | Command::ViewBack
        | Command::OnePath(_)
        | Command::Tree(_)
        | Command::Also(_)
        | Command::SelectAll(_)
        | Command::SelectTeam(_)
        | Command::PickUp(..)
        | Command::Carry(_)
        | Command::Drop { .. }
        | Command::Nudge(..)
        | Command::Send(..)
        | Command::PutBack
        | Command::HandOver(_)
        | Command::FindHeir(_)
        | Command::Remember(_)
        | Command::Agree
        | Command::Palette(_)
        | Command::Manual(_)
        | Command::Explain(..)
        | Command::Keys(_)
        | Command::Table(_)
        | Command::Look(_)
        | Command::FocusRegions(_)
        | Command::EndTrial
        | Command::Weigh(_)
        | Command::WeighBy(..)
        | Command::SeekEnd
        | Command::Form(false)
        | Command::SetMergeAside
        | Command::Compare(_)
        | Command::Undo
        | Command::Redo
        | Command::GoTo(_)
        | Command::SetPendingAside
        | Command::SetOutsideAside
        | Command::SaveOver
        | Command::Save
        | Command::SaveAs
        | Command::Passphrase(
            PassphraseCommand::Copy(CopyOf::Sealed | CopyOf::Plain | CopyOf::Structure)
            | PassphraseCommand::Answer(_)
            | PassphraseCommand::Cancel,
        )
        | Command::Leave(_)
        // It is made from the copy.
        | Command::Export(_)
        | Command::Understood
        | Command::About(_)
        | Command::Quit
        | Command::Meeting(_) => true,
        Command::HidePeople(_)
        | Command::ShowPeople { .. }
        | Command::Paste(_)
        | Command::Collect(_)
        | Command::Gather(_)
        | Command::Make(..)
        | Command::Try(..)
        | Command::DraftRole(_)
        | Command::DoTried
        | Command::KeepAsPlan(..)
        | Command::SaveSheet(..)
        | Command::Passphrase(PassphraseCommand::Copy(CopyOf::Record(_)))
        | Command::Form(true)
        | Command::Seek(_)
        | Command::SeekBy(_)
        | Command::Import(_)
        | Command::ChooseImportFile
        | Command::ChooseLastImportFile
        | Command::ChooseSides(_)
        | Command::ChooseSide(..)
        | Command::TakeIn
        | Command::TakeInOutside
        | Command::Recover(_)
        | Command::ErasePending(_)
        | Command::ReportShows(_)
        | Command::Report => false,
    }
}

/// The same for the ladder page: it can be read, but neither tried nor changed.
fn is_ladder_allowed(command: &LadderCommand) -> bool {
    match command {
        LadderCommand::Choose(_) | LadderCommand::Open(_) | LadderCommand::Whole(_) | LadderCommand::Say(_) => true,
        LadderCommand::Turn(tab) => *tab == Tab::Rungs,
        LadderCommand::Try(..)
        | LadderCommand::ChooseFile
        | LadderCommand::SaveAs
        | LadderCommand::SetAside
        | LadderCommand::Take
        | LadderCommand::Calibrate
        | LadderCommand::Shift => false,
    }
}

/// Message for a command that is refused while no one is named.
pub const UNNAMED: &str =
    "People are not named yet. To do this, show people first: enter a purpose under “Structure only” above";

/// Message for a command that is refused in a meeting.
pub const REFUSED: &str = "Not available in meeting mode, because everyone would see it. Press F8 to leave";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::comparison::Ends;
    use crate::app::state::page::PAGES;
    use crate::app::state::settings::Settings;
    use crate::app::update::dispatch::dispatch;
    use crate::app::update::poll::poll;
    use crate::edit::TextField;

    /// The bundled organisation with two plans, the baseline in view.
    fn opened(ctx: &egui::Context) -> State {
        let mut state = State::new(Settings::default());
        dispatch(&mut state, Command::OpenBundled, ctx);
        // What is done here is not backed up among the changes of whoever runs the tests.
        (state.session.keeper, state.session.recovered_edits) = Default::default();
        for plan in [PlanCommand::New, PlanCommand::New] {
            dispatch(&mut state, Command::Plans(plan), ctx);
            until(&mut state, ctx, |state| state.work.is_none());
        }
        dispatch(&mut state, Command::Plan(None), ctx);
        until(&mut state, ctx, |state| state.work.is_none());
        state
    }

    fn until(state: &mut State, ctx: &egui::Context, is_so: impl Fn(&State) -> bool) {
        for _ in 0..4_000 {
            poll(state, ctx);
            if is_so(state) {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        panic!("it did not come to it");
    }

    /// Begins a comparison, does something while it is made, and waits for the one that is shown in the end; checks all
    /// that were there on the way.
    fn check(ends: Ends, command: Command, may_be_there: impl Fn(&State) -> bool) {
        let ctx = egui::Context::default();
        let mut state = opened(&ctx);
        let said = format!("{command:?}");
        dispatch(&mut state, Command::Compare(ends), &ctx);
        poll(&mut state, &ctx);
        assert!(state.work.is_some() && state.session.compared.is_none());
        dispatch(&mut state, command, &ctx);
        until(&mut state, &ctx, |state| {
            assert!(state.session.compared.is_none() || may_be_there(state), "{said} {ends:?}");
            state.compared().is_some()
        });
        assert_eq!(state.page, Page::Changes);
    }

    #[test]
    fn a_comparison_under_way_when_people_are_hidden_is_never_seen() {
        let sides = |state: &State, is_so: fn(&crate::org::Org) -> bool| {
            state.session.compared.as_ref().is_some_and(|it| it.sides.iter().all(|side| is_so(&side.org)))
        };
        for ends in [[None, Some(0)], [Some(0), Some(1)]] {
            check(ends, MeetingCommand::Turn.into(), |state| sides(state, |org| org.is_redacted()));
            check(ends, Command::HidePeople(true), |state| {
                state.session.compared.as_ref().is_some_and(|it| !it.diff.shows_people)
            });
        }
    }

    #[test]
    fn names_turned_off_while_a_comparison_is_made_are_not_in_it() {
        let ctx = egui::Context::default();
        let mut state = opened(&ctx);
        let name = |state: &State| {
            let org = &state.session.document.as_ref().expect("it is open").snapshot.org;
            org.name(org.find("mason").expect("somebody")).to_owned()
        };
        let names = |state: &State, name: &str| {
            let compared = state.session.compared.as_ref();
            compared.is_some_and(|it| it.sides.iter().any(|side| side.org.people().any(|it| side.org.name(it) == name)))
        };
        let mason = name(&state);
        dispatch(&mut state, MeetingCommand::Names(true).into(), &ctx);
        dispatch(&mut state, MeetingCommand::Turn.into(), &ctx);
        dispatch(&mut state, Command::Compare([Some(0), Some(1)]), &ctx);
        poll(&mut state, &ctx);
        dispatch(&mut state, MeetingCommand::Names(false).into(), &ctx);
        until(&mut state, &ctx, |state| {
            assert!(!names(state, &mason));
            state.compared().is_some()
        });
        dispatch(&mut state, MeetingCommand::Names(true).into(), &ctx);
        until(&mut state, &ctx, |state| state.compared().is_some() && names(state, &mason));
    }

    #[test]
    fn a_comparison_of_two_plans_follows_the_baseline_and_the_plans() {
        let ctx = egui::Context::default();
        let mut state = opened(&ctx);
        dispatch(&mut state, Command::Compare([Some(0), Some(1)]), &ctx);
        until(&mut state, &ctx, |state| state.session.compared.is_some() && state.work.is_none());
        let person = state.session.document.as_ref().expect("it is open").snapshot.org.find("mason").expect("somebody");
        let edit = Edit::SetText { person, field: TextField::Title, text: "Founder".to_owned() };
        dispatch(&mut state, Command::Make("Title".to_owned(), Box::new(edit)), &ctx);
        until(&mut state, &ctx, |state| {
            let compared = state.session.compared.as_ref();
            compared.is_some_and(|it| it.sides.iter().all(|side| side.org.title(person) == "Founder"))
        });
        dispatch(&mut state, Command::Plans(PlanCommand::Name(1, "Spring".to_owned())), &ctx);
        until(&mut state, &ctx, |state| state.session.compared.as_ref().is_some_and(|it| it.names[1] == "Spring"));
    }

    #[test]
    fn whatever_turns_to_a_page_that_is_not_for_all_a_meeting_leaves_it() {
        let ctx = egui::Context::default();
        let mut state = opened(&ctx);
        dispatch(&mut state, MeetingCommand::Turn.into(), &ctx);
        for row in &PAGES {
            state.page = row.page;
            poll(&mut state, &ctx);
            assert_eq!(state.page, if row.is_for_all { row.page } else { Page::Tracks });
        }
    }
}
