//! Updates of the plans: new, copied, renamed, deleted, made the baseline.

use crate::app::state::State;
use crate::app::state::canvas::view_anchor::ViewAnchor;
use crate::app::state::document::comparison::Ends;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::document::words::done;
use crate::app::state::page::Page;
use crate::app::state::task::Work;
use crate::app::state::toast::{Toast, WayBack};
use crate::app::update::document::opening::turned_from;
use crate::app::update::evidence;
use crate::edit::{Edit, Scenario, Step};
use crate::io::journal::Entry;
use crate::org::PersonId;
use eframe::egui;

/// Carries out a request.
pub fn plan(state: &mut State, command: PlanCommand, ctx: &egui::Context) {
    let Some(document) = &mut state.session.document else { return };
    let mut plans = Vec::clone(&document.scenarios);
    let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
    let looked_at = document.snapshot.scenario;
    let name_of = |plans: &[Scenario], at: usize| plans.get(at).map_or(String::new(), |plan| plan.name.clone());
    let mut entry = None;
    let look_at = match command {
        PlanCommand::New => {
            plans.push(Scenario { name: free_name(&plans, "Plan"), ..Scenario::default() });
            from.push(None);
            entry = plans.last().map(|plan| Entry::Copied { from: String::new(), to: plan.name.clone() });
            Some(plans.len() - 1)
        }
        PlanCommand::Copy(at) => {
            let Some(plan) = plans.get(at).cloned() else { return };
            let name = free_name(&plans, &plan.name);
            entry = Some(Entry::Copied { from: plan.name.clone(), to: name.clone() });
            plans.push(Scenario { name, ..plan });
            from.push(None);
            Some(plans.len() - 1)
        }
        PlanCommand::Name(at, name) => {
            let name = name.trim();
            let is_taken = plans.iter().enumerate().any(|(other, plan)| other != at && plan.name == name);
            if name.is_empty() || is_taken {
                let why = if is_taken {
                    format!("Another plan is already called {name}")
                } else {
                    "A plan needs a name".into()
                };
                return state.note(why, ctx);
            }
            let Some(plan) = plans.get_mut(at) else { return };
            entry = Some(Entry::Renamed { from: plan.name.clone(), to: name.to_owned() });
            name.clone_into(&mut plan.name);
            looked_at
        }
        PlanCommand::Note(at, words) => {
            let Some(plan) = plans.get_mut(at) else { return };
            plan.note = words;
            looked_at
        }
        PlanCommand::Delete(at) => {
            if at >= plans.len() {
                return;
            }
            let name = name_of(&plans, at);
            let gone = plans.remove(at);
            from.remove(at);
            state.session.edits.list(document, plans, &from, Some(Entry::Deleted(name.clone())));
            match looked_at {
                Some(plan) if plan == at => turn(state, None, ctx),
                // The plan looked at moves up in the list and stays the same.
                Some(plan) if plan > at => document.snapshot.scenario = Some(plan - 1),
                _ => {}
            }
            return state.note_with(format!("Deleted {name}"), WayBack::RestorePlan(at, Box::new(gone)), ctx);
        }
        PlanCommand::Baseline(at) => {
            return make_baseline(state, at, ctx);
        }
    };
    state.session.edits.list(document, plans, &from, entry);
    if look_at != looked_at {
        turn(state, look_at, ctx);
    }
}

/// Makes a plan the baseline, which takes it off the list until that is undone.
fn make_baseline(state: &mut State, at: usize, ctx: &egui::Context) {
    let Some(document) = &mut state.session.document else { return };
    let before = document.snapshot.org.clone();
    let Some(name) = state.session.edits.make_baseline(document, at) else { return };
    let made = state.session.edits.made(document);
    turned_from(state, &before);
    state.note_with(done(&name), WayBack::Undo { plan: None, made }, ctx);
}

/// Restores the plan that the present message says was deleted.
pub fn restore(state: &mut State) {
    if let Some(Toast { way_back: Some(WayBack::RestorePlan(at, plan)), .. }) = state.toast.take() {
        put(state, at, *plan);
    }
}

/// Adds a plan from elsewhere to the end of the list.
pub fn add(state: &mut State, plan: Scenario) {
    put(state, usize::MAX, plan);
}

fn put(state: &mut State, at: usize, plan: Scenario) {
    let Some(document) = &mut state.session.document else { return };
    state.session.edits.insert(document, at, plan);
    state.toast = None;
}

/// Stores an edit as a new plan and turns to it. When a plan is looked at, the new one is a copy with one more change.
pub fn keep(state: &mut State, name: &str, edit: &Edit, ctx: &egui::Context) {
    state.session.trial = None;
    if state.session.read_only {
        let why = "This file is open in another window. Save it under another name to change it here";
        return state.note(why.to_owned(), ctx);
    }
    let Some(document) = &mut state.session.document else { return };
    let mut plans = Vec::clone(&document.scenarios);
    let mut steps = document.snapshot.scenario.and_then(|at| plans.get(at)).map_or(Vec::new(), |it| it.steps.clone());
    steps.extend(Step::of(edit, &document.snapshot.org));
    let name = free_name(&plans, name);
    let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
    plans.push(Scenario { name: name.clone(), steps: steps.clone(), ..Scenario::default() });
    from.push(None);
    let at = plans.len() - 1;
    let entry = Entry::Copied { from: String::new(), to: name.clone() };
    state.session.edits.list(document, plans, &from, Some(entry));
    state.session.edits.put_back(name.clone(), steps);
    turn(state, Some(at), ctx);
    state.note(format!("Saved as the plan {name}"), ctx);
}

/// Turns to another plan or the baseline.
pub fn turn(state: &mut State, plan: Option<usize>, ctx: &egui::Context) {
    let Some(document) = &state.session.document else { return };
    // The evidence grid may name people who exist in this plan only.
    let baseline = document.baseline();
    let is_everywhere = |person: PersonId| person.at() < baseline.len() && baseline.has(person);
    let is_kept =
        state.session.evidence_entry.as_ref().is_none_or(|evidence_entry| evidence_entry.people().all(is_everywhere));
    if !is_kept && evidence::asks_first(state) {
        return;
    }
    let Some(document) = &state.session.document else { return };
    state.session.edits.turn_from(document);
    let changed = state.session.edits.take_org(plan);
    state.session.anchors[0] = ViewAnchor::of(state, None).filter(|_| state.page == Page::Tracks);
    let work = Work::plan(document.clone(), plan, changed, ctx);
    state.begin(work);
}

/// First unused of `Plan`, `Plan 2`, `Plan 3`, …
fn free_name(plans: &[Scenario], base: &str) -> String {
    let is_free = |name: &String| plans.iter().all(|plan| plan.name != *name);
    let numbered = (2..).map(|number| format!("{base} {number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// Compares two sides.
pub fn compare(state: &mut State, ends: Ends) {
    (state.session.ends, state.session.compared, state.page) = (ends, None, Page::Changes);
}

#[cfg(test)]
mod tests {
    use crate::app::command::Command;
    use crate::app::state::State;
    use crate::app::state::document::plans::PlanCommand;
    use crate::app::state::file_dialog::{FileDialog, FileRequest};
    use crate::app::state::page::Sheet;
    use crate::app::state::palette::Palette;
    use crate::app::state::settings::Settings;
    use crate::app::update::dispatch::dispatch;
    use crate::app::update::document::opening::take;
    use crate::app::update::poll::poll;
    use crate::edit::{Edit, NewPerson};
    use crate::org::{Line, PersonId};
    use eframe::egui;
    use std::time::Duration;

    /// The bundled organisation in a window without a display.
    struct Desk {
        state: State,
        ctx: egui::Context,
    }

    impl Desk {
        fn new() -> Self {
            let (state, ctx) = (State::new(Settings::default()), egui::Context::default());
            let mut desk = Self { state, ctx };
            desk.does(Command::OpenBundled);
            // Tests that run at the same time do not find what is done here.
            (desk.state.session.keeper, desk.state.session.recovered_edits) = Default::default();
            desk
        }

        /// Carries out a command and waits for the work it starts.
        fn does(&mut self, command: Command) {
            dispatch(&mut self.state, command, &self.ctx);
            for _ in 0..4_000 {
                poll(&mut self.state, &self.ctx);
                if self.state.work.is_none() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(5));
            }
            panic!("the work does not end");
        }

        fn adds_somebody(&mut self, key: &str) {
            let edit = Edit::AddPerson(Box::new(NewPerson {
                key: key.to_owned(),
                name: key.to_owned(),
                ..NewPerson::default()
            }));
            self.does(Command::Make(format!("Add {key}"), Box::new(edit)));
        }

        fn plans(&self) -> Vec<&str> {
            let document = self.state.session.document.as_ref().expect("it is open");
            document.scenarios.iter().map(|plan| plan.name.as_str()).collect()
        }
    }

    #[test]
    fn nobody_of_a_plan_is_left_in_the_hand_under_another() {
        let mut desk = Desk::new();
        desk.does(Command::Plans(PlanCommand::New));
        desk.adds_somebody("zyx");
        let added = desk.state.session.selected.expect("who was added is selected");
        desk.does(Command::Form(true));
        desk.does(Command::Seek(Line::Solid));
        desk.does(Command::SeekBy("zyx".to_owned()));
        desk.does(Command::Search("zyx".to_owned()));
        desk.does(Command::Plan(None));

        let (session, org) = (&desk.state.session, desk.state.seen().expect("it is open").snapshot.org.clone());
        assert!(added.at() >= org.len());
        assert_eq!((session.selected, session.form), (None, false));
        assert!(session.seeking.is_none() && session.search.hits.people.is_empty());
    }

    #[test]
    fn another_document_begins_with_nothing_of_the_one_before() {
        let mut desk = Desk::new();
        desk.does(Command::Select(desk.state.seen().and_then(|document| document.snapshot.org.people().last())));
        desk.does(Command::Form(true));
        desk.does(Command::ToggleNumbers);
        desk.does(Command::Seek(Line::Solid));
        desk.does(Command::OpenBundled);
        let session = &desk.state.session;
        assert!(!session.form && !session.numbers && session.seeking.is_none());
    }

    #[test]
    fn work_and_dialogs_of_one_document_do_not_come_to_the_next() {
        let mut desk = Desk::new();
        let (org, _) = crate::generate::org(3_000, 1);
        let mut other = desk.state.session.document.clone().expect("it is open");
        other.snapshot = crate::app::OrgSnapshot::of_baseline(std::sync::Arc::new(org), &other.snapshot.index);
        take(&mut desk.state, other);
        // A layout is under way, and a sheet about a person is being asked for.
        dispatch(&mut desk.state, Command::OnePath(true), &desk.ctx);
        let person = PersonId(2_999);
        let request = FileRequest::Sheet { sheet: Sheet::Record, person, name: "record.html".to_owned() };
        desk.state.file_dialog = Some(FileDialog::inside(request, None));
        desk.state.palette = Some(Palette { people: vec![person], typed: "a".to_owned(), at: 0 });
        assert!(desk.state.work.is_some());

        desk.does(Command::OpenBundled);
        let document = desk.state.seen().expect("it is open");
        assert!(document.snapshot.org.len() < 100, "{} people", document.snapshot.org.len());
        assert!(desk.state.file_dialog.is_none() && desk.state.alert.is_some());
        let palette = desk.state.palette.as_ref().expect("it stays open");
        assert!(!palette.lines(&desk.state).is_empty());
    }

    #[test]
    fn whoever_has_the_same_place_in_another_plan_is_not_taken_for_the_same() {
        let mut desk = Desk::new();
        desk.does(Command::Plans(PlanCommand::New));
        desk.adds_somebody("one");
        desk.does(Command::Plan(None));
        desk.does(Command::Plans(PlanCommand::New));
        desk.adds_somebody("two");
        let first = desk.plans().len() - 2;
        desk.does(Command::Plan(Some(first)));
        assert_eq!(desk.state.session.selected, None);
    }

    #[test]
    fn undoing_a_new_baseline_brings_its_own_plan_back() {
        let mut desk = Desk::new();
        let before = desk.plans().len();
        desk.does(Command::Plans(PlanCommand::New));
        desk.adds_somebody("one");
        desk.does(Command::Plans(PlanCommand::Name(before, "P".to_owned())));
        desk.does(Command::Plans(PlanCommand::New));
        desk.does(Command::Plans(PlanCommand::Name(before + 1, "R".to_owned())));

        desk.does(Command::Plans(PlanCommand::Baseline(before)));
        assert!(!desk.plans().contains(&"P"));
        let at = desk.plans().iter().position(|name| *name == "R").expect("R is on the list");
        desk.does(Command::Plans(PlanCommand::Delete(at)));
        desk.does(Command::Undo);
        assert!(desk.plans().contains(&"P") && !desk.plans().contains(&"R"), "{:?}", desk.plans());

        desk.does(Command::Redo);
        assert!(!desk.plans().contains(&"P"), "{:?}", desk.plans());
        desk.does(Command::GoTo(0));
        assert_eq!(desk.plans().iter().filter(|name| **name == "P").count(), 1);
    }

    #[test]
    fn redoing_a_new_baseline_takes_its_own_plan_off_again() {
        let mut desk = Desk::new();
        let before = desk.plans().len();
        for name in ["Q", "P", "R"] {
            desk.does(Command::Plans(PlanCommand::New));
            let at = desk.plans().len() - 1;
            desk.does(Command::Plans(PlanCommand::Name(at, name.to_owned())));
        }
        desk.does(Command::Plans(PlanCommand::Baseline(before + 1)));
        desk.does(Command::Undo);
        desk.does(Command::Plans(PlanCommand::Delete(before)));
        desk.does(Command::Redo);
        assert_eq!(&desk.plans()[before..], ["R"]);
        desk.does(Command::Undo);
        let at = desk.plans().iter().position(|name| *name == "P").expect("it came back");
        desk.does(Command::Plans(PlanCommand::Delete(at)));
        desk.does(Command::Redo);
        assert_eq!(&desk.plans()[before..], ["R"], "nothing else goes in its place");
    }

    #[test]
    fn a_deleted_plan_is_put_back_from_the_words_that_say_so() {
        let mut desk = Desk::new();
        desk.does(Command::Plans(PlanCommand::New));
        let plans: Vec<String> = desk.plans().iter().map(|name| (*name).to_owned()).collect();
        desk.does(Command::Plans(PlanCommand::Delete(0)));
        assert_eq!(desk.plans().len(), plans.len() - 1);
        desk.does(Command::RestorePlan);
        assert_eq!(desk.plans(), plans);
    }
}
