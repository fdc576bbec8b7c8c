//! The file's own grades in order, the highest on top, in three lanes: individual contributors, both, management. A grade
//! is dragged up, down and across, or moved by keys.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing, Read};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold};
use crate::app::widgets::{note, one_line, quoted};
use crate::io::csv::GradeUse;
use crate::org::TrackKind;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{
    Color32, CursorIcon, Event, EventFilter, Key, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

/// Height of a grade, in points.
const ROW: f32 = 32.0;

const LANES: [(Option<TrackKind>, &str); 3] = [
    (Some(TrackKind::Ic), "Individual contributors"),
    (None, "Both tracks"),
    (Some(TrackKind::Management), "Management"),
];

fn lane(track: Option<TrackKind>) -> usize {
    LANES.iter().position(|(it, _)| *it == track).unwrap_or(1)
}

/// Draws the lanes.
pub fn grades_ui(ui: &mut Ui, importing: &Importing, read: &Read, out: &mut Vec<Command>) {
    let sure = (read.report.sure_of_grades * 100.0).round();
    note(ui, &format!("{}. Confidence: {sure} %", quoted(&read.report.ladder_source)));
    note(ui, "Drag a grade up, down or across; or choose it and press Alt with an arrow key");
    if !importing.said.grades.is_empty() && ui.button("Use the suggested order").clicked() {
        let mut said = importing.said.clone();
        said.grades.clear();
        out.push(ImportCommand::Say(Box::new(said)).into());
    }
    ui.add_space(4.0);
    // The highest stands on top.
    let grades: Vec<(&GradeUse, usize)> =
        read.report.mapping.grades.iter().zip(read.grades.iter().copied()).rev().collect();
    let width = ui.available_width() / 3.0;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        for (_, name) in LANES {
            let (head, _) = ui.allocate_exact_size(vec2(width, 18.0), Sense::hover());
            let galley = one_line(ui, name, semibold(11.0), ink(ui, Role::Secondary), width - 8.0);
            ui.painter().galley(head.min, galley, Color32::PLACEHOLDER);
        }
    });
    ScrollArea::vertical().id_salt("grades").auto_shrink([false, false]).show(ui, |ui| {
        let (all, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW * grades.len() as f32), Sense::hover());
        for at in 1..3 {
            ui.painter().vline(
                all.left() + width * at as f32 - 4.0,
                all.y_range(),
                Stroke::new(1.0, ink(ui, Role::Line)),
            );
        }
        for (at, &(grade, people)) in grades.iter().enumerate() {
            let moved = grade_ui(ui, (all, width), (at, grades.len()), (grade, people));
            if let Some((to, track)) = moved {
                let mut order: Vec<GradeUse> = grades.iter().map(|(grade, _)| GradeUse::clone(grade)).collect();
                let mut carried = order.remove(at);
                carried.track = track;
                order.insert(to.min(order.len()), carried);
                order.reverse();
                let mut said = importing.said.clone();
                said.grades = order;
                out.push(ImportCommand::Say(Box::new(said)).into());
            }
        }
    });
}

/// Draws one grade; returns the place and track that it was moved to.
fn grade_ui(
    ui: &Ui,
    (all, width): (Rect, f32),
    (at, of): (usize, usize),
    (grade, people): (&GradeUse, usize),
) -> Option<(usize, Option<TrackKind>)> {
    let own = lane(grade.track);
    let min = pos2(all.left() + width * own as f32, all.top() + ROW * at as f32 + 2.0);
    let chip = Rect::from_min_size(min, vec2(width - 12.0, ROW - 4.0));
    // The name stays the same while the grade moves, so that it keeps the focus.
    let id = ui.make_persistent_id(("grade", grade.name.as_str()));
    let response = ui.interact(chip, id, Sense::click_and_drag()).on_hover_cursor(CursorIcon::Grab);
    let place = format!("rung {} of {of}", of - at);
    let said = format!("{}: {}, {}, {place}", grade.name, LANES[own].1, count(people, "person", "people"));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &said));
    let carried = response.dragged();
    let offset = if carried { response.total_drag_delta().unwrap_or_default() } else { vec2(0.0, 0.0) };
    let shown = chip.translate(offset);
    let border = if response.has_focus() || carried { Role::Accent } else { Role::StrongLine };
    ui.painter().rect(shown, 6.0, ink(ui, Role::Surface), Stroke::new(1.0, ink(ui, border)), StrokeKind::Inside);
    let number = one_line(ui, &thousands(people as f64), regular(11.0), ink(ui, Role::Secondary), 60.0);
    let name = one_line(ui, &grade.name, semibold(12.0), ink(ui, Role::Text), shown.width() - number.size().x - 28.0);
    let y = |height: f32| shown.center().y - height / 2.0;
    ui.painter().galley(pos2(shown.right() - 10.0 - number.size().x, y(number.size().y)), number, Color32::PLACEHOLDER);
    ui.painter().galley(pos2(shown.left() + 10.0, y(name.size().y)), name, Color32::PLACEHOLDER);
    if response.clicked() {
        response.request_focus();
    }
    let target = |middle: eframe::egui::Pos2| {
        let row = ((middle.y - all.top()) / ROW).floor().clamp(0.0, (of - 1) as f32) as usize;
        let lane = ((middle.x - all.left()) / width).floor().clamp(0.0, 2.0) as usize;
        (row, LANES[lane].0)
    };
    let moved = if response.drag_stopped() {
        ui.input(|input| input.pointer.latest_pos()).map(target)
    } else if response.has_focus() {
        by_key(ui, &response.id, at, of, own)
    } else {
        None
    };
    if carried {
        let (row, _) = target(ui.input(|input| input.pointer.latest_pos()).unwrap_or(shown.center()));
        let line = all.top() + ROW * (row as f32 + if row > at { 1.0 } else { 0.0 });
        ui.painter().hline(all.x_range(), line, Stroke::new(2.0, ink(ui, Role::Accent)));
    } else if response.hovered() {
        response.tip(said);
    }
    moved.filter(|&(to, track)| to != at || track != grade.track)
}

/// The place and track that Alt with an arrow key moves a grade to.
fn by_key(ui: &Ui, id: &eframe::egui::Id, at: usize, of: usize, own: usize) -> Option<(usize, Option<TrackKind>)> {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(*id, arrows));
    let pressed = ui.input(|input| {
        input.events.iter().find_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } if modifiers.alt => Some(*key),
            _ => None,
        })
    })?;
    let (to, lane) = match pressed {
        Key::ArrowUp => (at.checked_sub(1)?, own),
        Key::ArrowDown if at + 1 < of => (at + 1, own),
        Key::ArrowLeft => (at, own.checked_sub(1)?),
        Key::ArrowRight if own < 2 => (at, own + 1),
        _ => return None,
    };
    Some((to, LANES[lane].0))
}
