//! The part of `dispatch` that manages plans: new ones, copies, names, and what becomes the baseline.

use super::command::Page;
use super::hold::Hold;
use super::planning::note;
use super::state::State;
use super::work::Work;
use crate::edit::{Edit, Scenario, Step};
use crate::io::journal::Entry;
use eframe::egui;

/// What is done with the list of plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanWish {
    /// A new plan without steps, to be looked at.
    New,
    /// A copy of a plan, to be looked at.
    Copy(usize),
    /// Another name for a plan.
    Name(usize, String),
    /// What a plan is for.
    Note(usize, String),
    /// Takes a plan off the list.
    Delete(usize),
    /// Makes a plan the baseline.
    Baseline(usize),
}

/// Does it.
pub fn plan(state: &mut State, wish: PlanWish, ctx: &egui::Context) {
    let Some(document) = &mut state.document else { return };
    let mut plans = Vec::clone(&document.scenarios);
    let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
    let looked_at = document.standing.scenario;
    let name_of = |plans: &[Scenario], at: usize| plans.get(at).map_or(String::new(), |plan| plan.name.clone());
    let mut entry = None;
    let look_at = match wish {
        PlanWish::New => {
            plans.push(Scenario { name: free_name(&plans, "Plan"), ..Scenario::default() });
            from.push(None);
            entry = plans.last().map(|plan| Entry::Copied { from: String::new(), to: plan.name.clone() });
            Some(plans.len() - 1)
        }
        PlanWish::Copy(at) => {
            let Some(plan) = plans.get(at).cloned() else { return };
            let name = free_name(&plans, &plan.name);
            entry = Some(Entry::Copied { from: plan.name.clone(), to: name.clone() });
            plans.push(Scenario { name, ..plan });
            from.push(None);
            Some(plans.len() - 1)
        }
        PlanWish::Name(at, name) => {
            let name = name.trim();
            let is_taken = plans.iter().enumerate().any(|(other, plan)| other != at && plan.name == name);
            if name.is_empty() || is_taken {
                let why = if is_taken { format!("Another plan is called {name}") } else { "A plan has a name".into() };
                return note(state, why, ctx);
            }
            let Some(plan) = plans.get_mut(at) else { return };
            entry = Some(Entry::Renamed { from: plan.name.clone(), to: name.to_owned() });
            name.clone_into(&mut plan.name);
            looked_at
        }
        PlanWish::Note(at, words) => {
            let Some(plan) = plans.get_mut(at) else { return };
            plan.note = words;
            looked_at
        }
        PlanWish::Delete(at) => {
            if at >= plans.len() {
                return;
            }
            let name = name_of(&plans, at);
            let gone = plans.remove(at);
            from.remove(at);
            state.deleted = Some((at, gone));
            state.edits.list(document, plans, &from, Some(Entry::Deleted(name.clone())));
            match looked_at {
                Some(plan) if plan == at => turn(state, None, ctx),
                // The plan looked at has another place in the list, and is the same.
                Some(plan) if plan > at => document.standing.scenario = Some(plan - 1),
                _ => {}
            }
            return note(state, format!("Deleted {name}"), ctx);
        }
        PlanWish::Baseline(at) => {
            let Some(plan) = plans.get(at).cloned() else { return };
            if let Some(name) = state.edits.make_baseline(document, at) {
                state.deleted = Some((at, plan));
                note(state, format!("{name}: done"), ctx);
            }
            return;
        }
    };
    state.edits.list(document, plans, &from, entry);
    if look_at != looked_at {
        turn(state, look_at, ctx);
    }
}

/// Puts the plan back that was deleted last.
pub fn restore(state: &mut State) {
    if let Some((at, plan)) = state.deleted.take() {
        put(state, at, plan);
    }
}

/// Adds a plan that comes from elsewhere, at the end.
pub fn add(state: &mut State, plan: Scenario) {
    put(state, usize::MAX, plan);
}

fn put(state: &mut State, at: usize, plan: Scenario) {
    let Some(document) = &mut state.document else { return };
    let mut plans = Vec::clone(&document.scenarios);
    let at = at.min(plans.len());
    let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
    let entry = Entry::Copied { from: String::new(), to: plan.name.clone() };
    let (name, steps) = (plan.name.clone(), plan.steps.clone());
    plans.insert(at, plan);
    from.insert(at, None);
    state.edits.list(document, plans, &from, Some(entry));
    state.edits.put_back(name, steps);
    if let Some(plan) = document.standing.scenario.filter(|&plan| plan >= at) {
        document.standing.scenario = Some(plan + 1);
    }
    state.note = None;
}

/// Keeps an edit of what is looked at as a plan of its own, and turns to it. From a plan it is a copy with one more
/// change.
pub fn keep(state: &mut State, name: &str, edit: &Edit, ctx: &egui::Context) {
    state.trial = None;
    if state.read_only {
        let why = "This file is open in another window: save it under another name to change it here";
        return note(state, why.to_owned(), ctx);
    }
    let Some(document) = &mut state.document else { return };
    let mut plans = Vec::clone(&document.scenarios);
    let mut steps = document.standing.scenario.and_then(|at| plans.get(at)).map_or(Vec::new(), |it| it.steps.clone());
    steps.extend(Step::of(edit, &document.standing.org));
    let name = free_name(&plans, name);
    let mut from: Vec<Option<usize>> = (0..plans.len()).map(Some).collect();
    plans.push(Scenario { name: name.clone(), steps: steps.clone(), ..Scenario::default() });
    from.push(None);
    let at = plans.len() - 1;
    let entry = Entry::Copied { from: String::new(), to: name.clone() };
    state.edits.list(document, plans, &from, Some(entry));
    state.edits.put_back(name.clone(), steps);
    turn(state, Some(at), ctx);
    note(state, format!("Kept as the plan {name}"), ctx);
}

/// Looks at another plan, or at the baseline.
pub fn turn(state: &mut State, plan: Option<usize>, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    state.edits.turn_from(document);
    let changed = state.edits.take_org(plan);
    state.holds[0] = Hold::of(state, None).filter(|_| state.page == Page::Tracks);
    let work = Work::plan(document.clone(), plan, changed, ctx.clone());
    super::dispatch::begin(state, work);
}

/// `Plan`, `Plan 2`, `Plan 3`, …
fn free_name(plans: &[Scenario], base: &str) -> String {
    let is_free = |name: &String| plans.iter().all(|plan| plan.name != *name);
    let numbered = (2..).map(|number| format!("{base} {number}"));
    std::iter::once(base.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}
