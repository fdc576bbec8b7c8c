//! What comes of the file as it is read: counts, the columns that may say who is above, a small picture of the tracks,
//! and the fields that a column can be dragged onto.

use super::columns::{fields, hold};
use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing, Read};
use crate::app::style::{ink, regular, theme_of};
use crate::app::widgets::{note, one_line, pair, quoted, section};
use crate::io::csv::{Col, Field, ManagerUse, Way};
use crate::paint::egui::colour;
use crate::report::shown::thousands;
use crate::scene::Role;
use eframe::egui::{
    self, Color32, Role as WidgetRole, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

/// Height of the picture, in points.
const PICTURE: f32 = 170.0;
/// Width of the codes of rungs beside it.
const LABELS: f32 = 92.0;
/// Height of a field, in points.
const FIELD: f32 = 26.0;

/// Draws the right side.
pub fn reading_ui(ui: &mut Ui, importing: &Importing, out: &mut Vec<Command>) {
    ScrollArea::vertical().id_salt("reading").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width((ui.available_width() - 8.0).max(1.0));
        if let Some(Ok(read)) = importing.made().map(|reading| &reading.outcome) {
            counts_ui(ui, read);
            managers_ui(ui, importing, read, out);
            picture_ui(ui, read);
        }
        section(ui, "Fields");
        note(ui, "Drag a column from the left onto a field");
        fields_ui(ui, importing, out);
    });
}

fn counts_ui(ui: &mut Ui, read: &Read) {
    let (counts, snapshot) = (&read.report.counts, &read.document.snapshot);
    let number = |n: usize| thousands(n as f64);
    let role = |is_odd: bool| if is_odd { Role::Under } else { Role::Text };
    pair(ui, "People", &number(snapshot.people), Role::Text);
    let tops = counts.roots + counts.self_reports;
    pair(ui, "Without a manager", &number(tops), role(tops > 1 && tops * 5 > counts.rows));
    let ways: Vec<String> = read.report.ways.iter().map(|(way, n)| format!("{} by {}", number(*n), by(*way))).collect();
    pair(
        ui,
        "Managers found",
        &if ways.is_empty() { "none".to_owned() } else { ways.join(", ") },
        role(ways.is_empty()),
    );
    pair(
        ui,
        "Managers not in the file",
        &number(counts.orphans_after_folding + counts.orphan_rows),
        role(counts.orphans_after_folding > 0),
    );
    pair(ui, "Reporting loops", &number(counts.cycles), role(counts.cycles > 0));
    pair(ui, "Rungs", &number(snapshot.org.rungs().len()), Role::Text);
    if !read.report.ladder_source.is_empty() {
        note(ui, &quoted(&read.report.ladder_source));
    }
}

/// What found a manager, for people.
fn by(way: Way) -> &'static str {
    match way {
        Way::Id => "id",
        Way::Outline => "outline number",
        Way::Position => "position",
        Way::Mail => "email",
        Way::User => "user name",
        Way::Dn => "directory name",
        Way::Name => "name",
        Way::Slug => "role",
        Way::Title => "title",
        Way::FoldedId => "id, spelled differently",
        Way::FoldedName => "name, spelled differently",
        Way::Ending => "the end of the id",
    }
}

/// The column that says who is above, and those that might as well, as buttons.
fn managers_ui(ui: &mut Ui, importing: &Importing, read: &Read, out: &mut Vec<Command>) {
    let Some(choice) = read.report.files.first().map(|file| &file.manager) else { return };
    section(ui, "Who reports to whom");
    let sample = if choice.is_sample { ", in a sample of the rows" } else { "" };
    match &choice.taken {
        Some(taken) => note(
            ui,
            &format!(
                "{} finds {} of {}{sample}",
                quoted(&taken.column),
                thousands(taken.found as f64),
                thousands(taken.given as f64)
            ),
        ),
        None => note(ui, "No manager column found"),
    }
    let mut say = |manager: Option<ManagerUse>| {
        let mut said = importing.said.clone();
        said.manager = manager;
        said.columns.retain(|column| column.field != Some(Field::Manager));
        out.push(ImportCommand::Say(Box::new(said)).into());
    };
    ui.horizontal_wrapped(|ui| {
        for rival in &choice.rivals {
            let (found, given) = (thousands(rival.found as f64), thousands(rival.given as f64));
            if ui.button(format!("Use {}: finds {found} of {given}", quoted(&rival.column))).clicked() {
                say(Some(rival.manager.clone()));
            }
        }
        if importing.said.manager.is_some() && ui.button("Use what finds most").clicked() {
            say(None);
        }
    });
}

/// The tracks as they would open: the bars of all rows, stretched over the place, with the codes of the rungs beside them.
fn picture_ui(ui: &mut Ui, read: &Read) {
    section(ui, "Tracks");
    let (place, response) = ui.allocate_exact_size(vec2(ui.available_width(), PICTURE), Sense::hover());
    let snapshot = &read.document.snapshot;
    let name = format!("Tracks of {}: {} people", read.document.name(), thousands(snapshot.people as f64));
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &name));
    let painter = ui.painter_at(place);
    painter.rect_filled(place, 6.0, ink(ui, Role::Background));
    painter.rect_stroke(place, 6.0, Stroke::new(1.0, ink(ui, Role::Line)), StrokeKind::Inside);
    let bounds = snapshot.tracks.bounds();
    if bounds.width() <= 0.0 || bounds.height() <= 0.0 {
        return;
    }
    let inner = egui::Rect::from_min_max(place.min + vec2(LABELS, 8.0), place.max - vec2(10.0, 8.0));
    let (right, down) = (f64::from(inner.width()) / bounds.width(), f64::from(inner.height()) / bounds.height());
    let x = |x: f64| inner.left() + ((x - bounds.left) * right) as f32;
    let y = |y: f64| inner.top() + ((y - bounds.top) * down) as f32;
    let theme = theme_of(ui);
    let mut bars = egui::Mesh::default();
    snapshot.tracks.overview(&mut |rect, role| {
        let bar = egui::Rect::from_min_max(pos2(x(rect.left), y(rect.top)), pos2(x(rect.right), y(rect.bottom)));
        // What is less than a pixel is seen all the same.
        let bar = egui::Rect::from_min_size(bar.min, bar.size().max(egui::Vec2::splat(1.0)));
        bars.add_colored_rect(bar, colour(theme, role));
    });
    painter.add(bars);
    let mut free = place.top();
    for (row, band) in snapshot.tracks.rows().iter().zip(&snapshot.tracks.frame().bands) {
        let (top, bottom) = (y(band.top), y(band.bottom));
        painter.hline(place.left() + 8.0..=inner.right(), bottom, Stroke::new(1.0, ink(ui, Role::Line)));
        let codes = if row.codes.is_empty() { "No rung" } else { &row.codes };
        let label = one_line(ui, codes, regular(10.0), ink(ui, Role::Secondary), LABELS - 16.0);
        let at = ((top + bottom) / 2.0 - label.size().y / 2.0).max(place.top());
        // Rows that are too low share a label.
        if at >= free && at + label.size().y <= place.bottom() {
            free = at + label.size().y;
            painter.galley(pos2(place.left() + 8.0, at), label, Color32::PLACEHOLDER);
        }
    }
}

/// The fields with the column that each has; a column is dropped on one.
fn fields_ui(ui: &mut Ui, importing: &Importing, out: &mut Vec<Command>) {
    let samples = importing.made().map_or(&[][..], |reading| &reading.samples);
    let columns: Vec<&Col> = samples
        .iter()
        .filter(|sample| !sample.repeats)
        .flat_map(|sample| &sample.columns)
        .map(|(col, _)| col)
        .collect();
    // Two columns, so that more of them are in view while a column is carried.
    let width = ((ui.available_width() - 16.0) / 2.0).max(1.0);
    egui::Grid::new("fields").num_columns(2).spacing(vec2(16.0, 0.0)).show(ui, |ui| {
        for (at, field) in fields().enumerate() {
            field_ui(ui, importing, (field, width), &columns, out);
            if at % 2 == 1 {
                ui.end_row();
            }
        }
    });
}

fn field_ui(
    ui: &mut Ui,
    importing: &Importing,
    (field, width): (Field, f32),
    columns: &[&Col],
    out: &mut Vec<Command>,
) {
    let held = columns.iter().find(|col| importing.field_of(col) == Some(field));
    let (row, response) = ui.allocate_exact_size(vec2(width, FIELD), Sense::hover());
    let is_over = response.dnd_hover_payload::<Col>().is_some();
    if is_over {
        ui.painter().rect_filled(row, 4.0, ink(ui, Role::Selection));
    }
    let label = field.label();
    let value = held.map_or("", |col| col.header.as_str());
    let name = one_line(ui, &label, regular(12.0), ink(ui, Role::Secondary), row.width() * 0.5);
    let shown = one_line(ui, value, regular(12.0), ink(ui, Role::Text), row.width() * 0.48);
    let y = |galley: &std::sync::Arc<egui::Galley>| row.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(row.left() + 4.0, y(&name)), name, Color32::PLACEHOLDER);
    let right = row.left() + row.width() * 0.52;
    if value.is_empty() {
        ui.painter().hline(right..=row.right() - 4.0, row.center().y, Stroke::new(1.0, ink(ui, Role::Line)));
    } else {
        ui.painter().galley(pos2(right, y(&shown)), shown, Color32::PLACEHOLDER);
    }
    let said = if value.is_empty() { format!("{label}: no column") } else { format!("{label}: {value}") };
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &said));
    if let Some(col) = response.dnd_release_payload::<Col>() {
        let mut said = importing.said.clone();
        hold(&mut said, Col::clone(&col), Some(field));
        out.push(ImportCommand::Say(Box::new(said)).into());
    }
}
