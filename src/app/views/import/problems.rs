//! What could not be taken as it stands: the line, what was done, and what else can be done.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing, Read, Typing};
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, regular, semibold};
use crate::app::widgets::{little_button, note, one_line, quoted};
use crate::io::Problem;
use crate::io::csv::{DateOrder, Field, Mapping, PayUnit, RowFix, RowUse, field_named};
use crate::scene::Role;
use eframe::egui::{
    Align, Color32, Id, Layout, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, TextEdit, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Height of a problem, in points.
const ROW: f32 = 86.0;

/// Draws what is decided, and the list; only rows in view are drawn.
pub fn problems_ui(ui: &mut Ui, importing: &Importing, read: &Read, out: &mut Vec<Command>) {
    let problems = &read.document.problems;
    decided_ui(ui, importing, out);
    if problems.is_empty() {
        note(ui, "No problems found");
        return;
    }
    ScrollArea::vertical().id_salt("problems").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        problems.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in rows {
                problem_ui(ui, importing, (at, &problems[at]), out);
            }
        },
    );
}

/// Decisions about single lines, each to be taken back.
fn decided_ui(ui: &mut Ui, importing: &Importing, out: &mut Vec<Command>) {
    if importing.said.rows.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        for (at, row) in importing.said.rows.iter().enumerate() {
            let what = match &row.fix {
                RowFix::LeaveOut => "left out".to_owned(),
                RowFix::Somebody => "kept as a person".to_owned(),
                RowFix::Top => "without a manager".to_owned(),
                RowFix::Manager(manager) => format!("reports to {manager}"),
                RowFix::AddManager => "its manager is added".to_owned(),
                RowFix::Value(field, text) if text.is_empty() => format!("{} cleared", field.label()),
                RowFix::Value(field, text) => format!("{} is {text}", field.label()),
                RowFix::OnePerson => "one person".to_owned(),
                RowFix::OtherPerson => "another person".to_owned(),
            };
            let of = if row.file.is_empty() { String::new() } else { format!(" of {}", row.file) };
            if little_button(ui, format!("Line {}{of}: {what}. Undo", row.line)).clicked() {
                let mut said = importing.said.clone();
                said.rows.remove(at);
                out.push(ImportCommand::Say(Box::new(said)).into());
            }
        }
    });
    ui.add_space(4.0);
}

fn problem_ui(ui: &mut Ui, importing: &Importing, (at, problem): (usize, &Problem), out: &mut Vec<Command>) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().hline(row.x_range(), row.bottom() - 1.0, Stroke::new(1.0, ink(ui, Role::Line)));
    let text = Rect::from_min_size(row.min, vec2(row.width(), 56.0));
    let response = ui.interact(text, ui.make_persistent_id(("problem", at)), READ);
    let whole = if problem.is_note() { "Note" } else { "Whole file" };
    let place = problem.place.map_or(whole.to_owned(), |place| format!("Line {}", place.line));
    let whom = if problem.who.is_empty() { String::new() } else { format!(", {}", problem.who) };
    let of = if problem.file.is_empty() { String::new() } else { format!(" of {}", problem.file) };
    let first = format!("{place}{of}{whom}: {}", quoted(&problem.what));
    let mut is_cut = false;
    // Without a text of the file the hint moves up.
    let hint = if problem.text.is_empty() { 21.0 } else { 37.0 };
    for (line, font, role, y) in [
        (&first, semibold(12.0), Role::Text, 4.0),
        (&problem.text, eframe::egui::FontId::monospace(11.0), Role::Secondary, 21.0),
        (&quoted(&problem.hint), regular(11.0), Role::Secondary, hint),
    ] {
        let galley = one_line(ui, line, font, ink(ui, role), row.width() - 8.0);
        is_cut |= galley.elided;
        ui.painter().galley(row.min + vec2(0.0, y), galley, Color32::PLACEHOLDER);
    }
    let whole = quoted(&problem.to_string());
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &whole));
    if is_cut {
        response.tip(whole);
    }
    let below = Rect::from_min_max(pos2(row.left(), row.top() + 57.0), row.max);
    let builder = UiBuilder::new().id_salt(("fixes", at)).max_rect(below).layout(Layout::left_to_right(Align::Min));
    let mut ui = ui.new_child(builder);
    fixes_ui(&mut ui, importing, problem, out);
}

/// Name of a choice for the whole file, and what it says.
type Choice<'a> = (&'a str, &'a dyn Fn(&mut Mapping));

/// The fixes of a problem as buttons.
fn fixes_ui(ui: &mut Ui, importing: &Importing, problem: &Problem, out: &mut Vec<Command>) {
    let line = problem.place.map(|place| place.line);
    let typed = importing.typed.as_ref().filter(|typed| Some(typed.line) == line && typed.file == problem.file);
    if let Some(typed) = typed.filter(|typed| typed_in(problem).is_some_and(|(field, _)| field == typed.field)) {
        value_ui(ui, importing, typed, out);
        return;
    }
    let say = |change: &dyn Fn(&mut Mapping)| {
        let mut said = importing.said.clone();
        change(&mut said);
        Command::from(ImportCommand::Say(Box::new(said)))
    };
    let whole: &[Choice] = match problem.kind {
        "folded" | "folded-name" | "ending" => &[("Link only exact matches", &|said| said.exact = true)],
        "date-order" => &[
            ("Day first", &|said| said.dates = Some(DateOrder::DayFirst)),
            ("Month first", &|said| said.dates = Some(DateOrder::MonthFirst)),
        ],
        "odd-pay" => &[
            ("In thousands", &|said| said.pay = Some(PayUnit::Thousands)),
            ("Per hour", &|said| said.pay = Some(PayUnit::Hour)),
            ("Per month", &|said| said.pay = Some(PayUnit::Month)),
            ("As written", &|said| said.pay = Some(PayUnit::AsWritten)),
        ],
        _ => &[],
    };
    for (name, change) in whole {
        if little_button(ui, *name).clicked() {
            out.push(say(change));
        }
    }
    let Some(line) = line else { return };
    let here = RowFix::Value(Field::Status, String::new());
    let fixes: &[(&str, RowFix)] = match problem.kind {
        "orphan" => &[("No manager", RowFix::Top), ("Add the manager", RowFix::AddManager)],
        "ambiguous" | "several-managers" => &[("No manager", RowFix::Top)],
        "self" => &[("Is the top", RowFix::Top)],
        "loop" | "loop-line" => &[("Cut the loop here", RowFix::Top)],
        "duplicate-id" => &[("One person", RowFix::OnePerson), ("Leave this line out", RowFix::LeaveOut)],
        "several-posts" => &[("Two people", RowFix::OtherPerson)],
        "total" | "section" | "footer" | "header-again" | "example" => &[("Treat as a person", RowFix::Somebody)],
        "no-id" | "short-row" | "long-row" => &[("Leave this line out", RowFix::LeaveOut)],
        "left" => &[("Is still here", here)],
        "future" => &[("Is here already", here)],
        _ => &[],
    };
    let file = &problem.file;
    for (name, fix) in fixes {
        let button = little_button(ui, *name);
        button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, format!("{name}: line {line}")));
        if button.clicked() {
            out.push(say(&|said| said.rows.push(RowUse { line, file: file.clone(), fix: fix.clone() })));
        }
    }
    if let Some((field, name)) = typed_in(problem) {
        let button = little_button(ui, format!("{name}…"));
        button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, format!("{name}: line {line}")));
        if button.clicked() {
            let typing = Typing { line, file: file.clone(), field, text: String::new() };
            out.push(ImportCommand::Type(Some(typing)).into());
        }
    }
}

/// The field of a line that can be typed to solve a problem, and the name of the button for it.
fn typed_in(problem: &Problem) -> Option<(Field, &'static str)> {
    match problem.kind {
        "orphan" | "ambiguous" | "several-managers" | "self" | "loop" | "loop-line" | "left-manager" => {
            Some((Field::Manager, "Choose the manager"))
        }
        "second-manager" => Some((Field::SecondManager, "Choose the second manager")),
        _ => field_named(problem.field).map(|field| (field, "Enter the value")),
    }
}

/// Field for what a line holds, as the file would write it.
fn value_ui(ui: &mut Ui, importing: &Importing, typing: &Typing, out: &mut Vec<Command>) {
    let Typing { line, file, field, text: typed } = typing;
    let mut text = typed.clone();
    let (label, hint) = match field {
        Field::Manager => ("Manager".to_owned(), "Id or name of the manager"),
        Field::SecondManager => ("Second manager".to_owned(), "Id or name of the second manager"),
        Field::Start | Field::End => (field.label(), "2026-09-30"),
        Field::Fte | Field::Posts => (field.label(), "0.8"),
        _ => (field.label(), "90,000"),
    };
    let id = Id::unique(("value of line", line, file, label.as_str()));
    let edit = ui.add(TextEdit::singleline(&mut text).id(id).hint_text(hint).desired_width(200.0));
    let name = format!("{label} of line {line}");
    edit.widget_info(|| WidgetInfo { label: Some(name.clone()), ..WidgetInfo::text_edit(true, typed, &text, "") });
    if text.is_empty() && ui.memory(|memory| memory.focused().is_none()) {
        edit.request_focus();
    }
    let is_entered = edit.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Enter));
    let is_left = edit.lost_focus() && ui.input(|input| input.key_pressed(eframe::egui::Key::Escape));
    let button = ui.add_enabled_ui(!text.trim().is_empty(), |ui| little_button(ui, "Apply")).inner;
    if (button.clicked() || is_entered) && !text.trim().is_empty() {
        let entered = text.trim().to_owned();
        let fix = if *field == Field::Manager { RowFix::Manager(entered) } else { RowFix::Value(*field, entered) };
        let mut said = importing.said.clone();
        said.rows.push(RowUse { line: *line, file: file.clone(), fix });
        out.push(ImportCommand::Say(Box::new(said)).into());
    } else if is_left || little_button(ui, "Cancel").clicked() {
        out.push(ImportCommand::Type(None).into());
    } else if text != *typed {
        out.push(ImportCommand::Type(Some(Typing { text, ..typing.clone() })).into());
    }
}
