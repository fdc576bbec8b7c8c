//! Further lists in the form: career, resources lent, signatures, time in the craft, the five practices, other
//! accountabilities. A list is replaced as a whole.

use crate::app::panels::inspector::form_change::{Form, replace, texts_ui};
use crate::app::state::error::AppError;
use crate::app::widgets;
use crate::app::widgets::fields::{bare, choice, day, number, row, text};
use crate::app::widgets::section;
use crate::org::{Approval, CraftTime, ManagementEvidence, Practice, Reason, Resource, RoleChange};
use eframe::egui::Ui;

/// Draws the lists; all of them are personal.
pub fn more_ui(ui: &mut Ui, form: &mut Form) {
    section(ui, "Also accountable for");
    let others = form.org.details(form.person).accountabilities.clone();
    if let Some(others) = texts_ui(ui, form, "Responsibility", others) {
        replace(form, "Accountabilities", |details| details.accountabilities = others);
    }
    section(ui, "Career history");
    let list = form.org.details(form.person).history.clone();
    let new = RoleChange {
        date: None,
        title: String::new(),
        rung: String::new(),
        reason: None,
        rise: None,
        note: String::new(),
    };
    if let Some(list) = list_ui(ui, form, "step", list, new, step_ui) {
        replace(form, "Role history", |details| details.history = list);
    }
    section(ui, "Time in technical work");
    let list = form.org.details(form.person).craft_time.clone();
    if let Some(list) = list_ui(ui, form, "share", list, CraftTime { date: None, share: 0.0 }, craft_ui) {
        replace(form, "Time in technical work", |details| details.craft_time = list);
    }
    section(ui, "Five management practices");
    let list = form.org.details(form.person).management.clone();
    let new = ManagementEvidence { practice: Practice::Mentoring, note: String::new(), date: None };
    if let Some(list) = list_ui(ui, form, "practice", list, new, practice_ui) {
        replace(form, "Practices", |details| details.management = list);
    }
    section(ui, "Approvals");
    let list = form.org.details(form.person).approvals.clone();
    let new = Approval { text: String::new(), domain: String::new(), count: 1.0, used: None, date: None };
    if let Some(list) = list_ui(ui, form, "approval", list, new, approval_ui) {
        replace(form, "Approvals", |details| details.approvals = list);
    }
    section(ui, "Resources");
    let list = form.org.details(form.person).resources.clone();
    let new = Resource { text: String::new(), amount: None };
    if let Some(list) = list_ui(ui, form, "resource", list, new, resource_ui) {
        replace(form, "Resources", |details| details.resources = list);
    }
}

/// Editable list: each item with its fields and a button to remove it, and a button to add one. Returns the new list
/// after a change.
fn list_ui<T>(
    ui: &mut Ui,
    form: &Form,
    what: &str,
    mut list: Vec<T>,
    new: T,
    fields: fn(&mut Ui, &Form, &str, &mut T) -> bool,
) -> Option<Vec<T>> {
    let (mut changed, mut gone) = (false, None);
    for (at, one) in list.iter_mut().enumerate() {
        changed |= fields(ui, form, &format!("{what} {at}"), one);
        if widgets::little_button(ui, format!("Remove this {what}")).clicked() {
            gone = Some(at);
        }
        ui.add_space(6.0);
    }
    if let Some(at) = gone {
        list.remove(at);
    }
    let article = if what.starts_with('a') { "an" } else { "a" };
    let add = widgets::little_button(ui, format!("Add {article} {what}")).clicked();
    if add {
        list.push(new);
    }
    (changed || add || gone.is_some()).then_some(list)
}

/// Stores a new value from a field; true when there was one.
fn set<T>(given: Option<T>, value: &mut T) -> bool {
    given.map(|given| *value = given).is_some()
}

fn step_ui(ui: &mut Ui, form: &Form, id: &str, step: &mut RoleChange) -> bool {
    let of = |field: &str| form.id(&format!("{id} {field}"));
    let mut changed = row(ui, "Since", |ui| set(day(ui, of("date"), "Since", step.date, 100.0), &mut step.date));
    changed |= set(text(ui, of("title"), "Title at the time", &step.title.clone()), &mut step.title);
    changed |= set(text(ui, of("rung"), "Rung at the time", &step.rung.clone()), &mut step.rung);
    let reasons = [
        (0, "not recorded"),
        (1, "performance"),
        (2, "retention"),
        (3, "counter-offer"),
        (4, "reorganisation"),
        (5, "own wish"),
        (6, "external hire"),
        (7, "another reason"),
    ];
    let now = match &step.reason {
        None => 0,
        Some(Reason::Performance) => 1,
        Some(Reason::Retention) => 2,
        Some(Reason::CounterOffer { .. }) => 3,
        Some(Reason::Reorganisation) => 4,
        Some(Reason::OwnWish) => 5,
        Some(Reason::Hired) => 6,
        Some(Reason::Other(_)) => 7,
    };
    if let Some(reason) = row(ui, "Reason", |ui| choice(ui, of("reason"), "Reason", now, &reasons)) {
        step.reason = match reason {
            1 => Some(Reason::Performance),
            2 => Some(Reason::Retention),
            3 => Some(Reason::CounterOffer { rival_title: String::new() }),
            4 => Some(Reason::Reorganisation),
            5 => Some(Reason::OwnWish),
            6 => Some(Reason::Hired),
            7 => Some(Reason::Other("another reason".to_owned())),
            _ => None,
        };
        changed = true;
    }
    match &mut step.reason {
        Some(Reason::CounterOffer { rival_title }) => {
            changed |= set(text(ui, of("rival"), "Title of the competing offer", &rival_title.clone()), rival_title);
        }
        Some(Reason::Other(words)) => changed |= set(text(ui, of("other"), "In words", &words.clone()), words),
        _ => {}
    }
    changed |=
        row(ui, "Pay rise per year", |ui| set(number(ui, of("rise"), "Pay rise", step.rise, 92.0), &mut step.rise));
    changed | set(text(ui, of("note"), "Note on the move", &step.note.clone()), &mut step.note)
}

fn craft_ui(ui: &mut Ui, form: &Form, id: &str, time: &mut CraftTime) -> bool {
    let percent = |typed: &str| match typed.trim().trim_end_matches('%').trim().parse::<f64>() {
        Ok(percent) if (0.0..=100.0).contains(&percent) => Ok(percent / 100.0),
        _ => Err(AppError::Share { from_none: true }),
    };
    let shown = format!("{}", (time.share * 1e4).round() / 100.0);
    row(ui, "Share, %; day", |ui| {
        let share = bare(ui, form.id(&format!("{id} share")), "Share of time, in percent", &shown, 60.0, &percent);
        let date = day(ui, form.id(&format!("{id} date")), "Day of the share", time.date, 100.0);
        set(share, &mut time.share) | set(date, &mut time.date)
    })
}

fn practice_ui(ui: &mut Ui, form: &Form, id: &str, seen: &mut ManagementEvidence) -> bool {
    let all = [
        (Practice::Mentoring, "mentoring"),
        (Practice::Delegation, "delegation"),
        (Practice::BudgetAllocation, "budget allocation"),
        (Practice::Politics, "politics between departments"),
        (Practice::AcceptingSolutions, "accepting others' solutions"),
    ];
    let of = |field: &str| form.id(&format!("{id} {field}"));
    let now = seen.practice;
    let practice = row(ui, "Practice", |ui| choice(ui, of("practice"), "Practice", now, &all));
    let mut changed = set(practice, &mut seen.practice);
    changed |= set(text(ui, of("note"), "What was observed", &seen.note.clone()), &mut seen.note);
    changed | row(ui, "Observed on", |ui| set(day(ui, of("date"), "Observed on", seen.date, 100.0), &mut seen.date))
}

fn approval_ui(ui: &mut Ui, form: &Form, id: &str, approval: &mut Approval) -> bool {
    let of = |field: &str| form.id(&format!("{id} {field}"));
    let mut changed = set(text(ui, of("text"), "Approved", &approval.text.clone()), &mut approval.text);
    changed |= set(text(ui, of("domain"), "Domain", &approval.domain.clone()), &mut approval.domain);
    changed |= row(ui, "How many; day", |ui| {
        let count = number(ui, of("count"), "How many", Some(approval.count), 60.0);
        let date = day(ui, of("date"), "Approved on", approval.date, 100.0);
        set(count.map(|count| count.unwrap_or(1.0)), &mut approval.count) | set(date, &mut approval.date)
    });
    let all = [(None, "not known"), (Some(true), "used"), (Some(false), "not used")];
    let used = row(ui, "In use?", |ui| choice(ui, of("used"), "In use?", approval.used, &all));
    changed | set(used, &mut approval.used)
}

fn resource_ui(ui: &mut Ui, form: &Form, id: &str, resource: &mut Resource) -> bool {
    let of = |field: &str| form.id(&format!("{id} {field}"));
    let changed = set(text(ui, of("text"), "Resource lent", &resource.text.clone()), &mut resource.text);
    let amount = row(ui, "Value", |ui| number(ui, of("amount"), "Value", resource.amount, 92.0));
    changed | set(amount, &mut resource.amount)
}
