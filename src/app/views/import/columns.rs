//! The columns on the left: header, three values, what each was taken for and why, and the field to choose. A column can
//! be dragged onto a field on the right as well.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing};
use crate::app::style::{ink, regular, semibold};
use crate::app::widgets::fields::choice;
use crate::app::widgets::one_line;
use crate::io::csv::{Col, Field, ManagerUse, Mapping, Sample, field_named};
use crate::scene::Role;
use eframe::egui::{
    Align, Color32, CursorIcon, Id, Layout, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

/// Height of a column's row, in points.
const ROW: f32 = 60.0;
/// Width of the choice of its field.
const CHOICE: f32 = 176.0;

/// Fields in the order in which people look for them.
pub fn fields() -> impl Iterator<Item = Field> {
    let first = [
        "id",
        "name",
        "first-name",
        "last-name",
        "title",
        "manager",
        "second-manager",
        "grade",
        "track",
        "team",
        "location",
        "pay",
        "pay-from",
        "pay-to",
        "currency",
        "fte",
        "start",
        "end",
        "status",
        "email",
    ];
    let rest = crate::io::csv::field_names().filter(move |name| !first.contains(name));
    first.into_iter().chain(rest).filter_map(field_named)
}

/// Draws the list. Only rows in view are drawn.
pub fn columns_ui(ui: &mut Ui, importing: &Importing, samples: &[Sample], out: &mut Vec<Command>) {
    let labels: Vec<(Field, String)> = fields().map(|field| (field, field.label())).collect();
    let mut all: Vec<(Option<Field>, &str)> = vec![(None, "Keep as it is")];
    all.extend(labels.iter().map(|(field, label)| (Some(*field), label.as_str())));
    let columns: Vec<(&str, &Col, &[String])> =
        samples.iter().filter(|sample| !sample.repeats).flat_map(of_table).collect();
    ScrollArea::vertical().id_salt("columns").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        columns.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in rows {
                column_ui(ui, importing, (at, columns[at]), &all, out);
            }
        },
    );
}

/// Columns of a table, each with the name of the table and its values.
fn of_table(sample: &Sample) -> impl Iterator<Item = (&str, &Col, &[String])> {
    sample.columns.iter().map(|(col, values)| (sample.table.as_str(), col, values.as_slice()))
}

fn column_ui(
    ui: &mut Ui,
    importing: &Importing,
    (at, (table, col, values)): (usize, (&str, &Col, &[String])),
    all: &[(Option<Field>, &str)],
    out: &mut Vec<Command>,
) {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().hline(row.x_range(), row.bottom() - 1.0, Stroke::new(1.0, ink(ui, Role::Line)));
    let text = Rect::from_min_max(row.min, pos2(row.right() - CHOICE - 16.0, row.bottom()));
    let response = ui.interact(text, ui.make_persistent_id(("column", at)), Sense::drag());
    response.dnd_set_drag_payload(col.clone());
    let header = if col.header.is_empty() { format!("Column {} without a header", at + 1) } else { col.header.clone() };
    let header = if table.is_empty() { header } else { format!("{header} \u{b7} {table}") };
    let found = reason(importing, table, col);
    // What explains codes holds no field of its own.
    let explains = found.is_none() && importing.made().is_some_and(|reading| reading.outcome.is_ok());
    let field = if explains { None } else { importing.field_of(col) };
    let (why, is_sure) = found.unwrap_or_else(|| {
        let why = if explains { "Explains codes in another table" } else { "" };
        (why.to_owned(), true)
    });
    let shown = values.join(" \u{b7} ");
    let colour = if is_sure { Role::Secondary } else { Role::Under };
    let width = text.width() - 12.0;
    for (line, font, role, y) in [
        (&header, semibold(12.0), Role::Text, 5.0),
        (&shown, regular(11.5), Role::Text, 22.0),
        (&why, regular(11.0), colour, 39.0),
    ] {
        let galley = one_line(ui, line, font, ink(ui, role), width);
        ui.painter().galley(row.min + vec2(0.0, y), galley, Color32::PLACEHOLDER);
    }
    let held = field.map_or("kept as it is".to_owned(), |field| field.label());
    let words = format!("{header}: {held}. {why}. For example {shown}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Label, true, &words));
    let response = response.on_hover_cursor(CursorIcon::Grab);
    if response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        if let Some(pos) = ui.ctx().pointer_interact_pos() {
            let painter = ui
                .ctx()
                .layer_painter(eframe::egui::LayerId::new(eframe::egui::Order::Tooltip, Id::unique("carried column")));
            let galley = one_line(ui, &header, semibold(12.0), ink(ui, Role::OnAccent), 240.0);
            let place = Rect::from_min_size(pos + vec2(10.0, 6.0), galley.size()).expand2(vec2(8.0, 4.0));
            painter.rect_filled(place, 6.0, ink(ui, Role::Accent));
            painter.galley(place.min + vec2(8.0, 4.0), galley, Color32::PLACEHOLDER);
        }
    } else if response.hovered() {
        crate::app::style::tips::Tips::tip(
            response,
            format!("{header}\n{shown}\n{why}\nDrag it onto a field, or choose one"),
        );
    }
    if explains {
        return;
    }
    let place =
        Rect::from_min_max(pos2(row.right() - CHOICE - 8.0, row.top() + 14.0), pos2(row.right() - 8.0, row.bottom()));
    let right = Layout::left_to_right(Align::Min);
    let mut ui = ui.new_child(UiBuilder::new().id_salt(("choice", at)).max_rect(place).layout(right));
    if let Some(field) = choice(&mut ui, Id::unique(("field of", at)), &format!("Field of {header}"), field, all) {
        let mut said = importing.said.clone();
        hold(&mut said, col.clone(), field);
        out.push(ImportCommand::Say(Box::new(said)).into());
    }
}

/// Says that a column holds a field; who is above is said for the whole row.
pub fn hold(said: &mut Mapping, col: Col, field: Option<Field>) {
    if field == Some(Field::Manager) {
        said.columns.retain(|column| column.col() != col);
        said.manager = Some(ManagerUse::Column(col));
        return;
    }
    if said.manager == Some(ManagerUse::Column(col.clone())) {
        said.manager = None;
    }
    said.set(col, field);
}

/// Why a column was taken for what it is, and whether that is sure; `None` for a column of a table that holds no people.
fn reason(importing: &Importing, table: &str, col: &Col) -> Option<(String, bool)> {
    let read = importing.made()?.outcome.as_ref().ok()?;
    let is_it = |name: &str| table.is_empty() || name == table || name.ends_with(&format!(", {table}"));
    read.report.files.iter().filter(|file| is_it(&file.file)).find_map(|file| {
        let headers: Vec<String> = file.columns.iter().map(|column| column.header.clone()).collect();
        let report = file.columns.get(col.place(&headers)?)?;
        Some((report.why.clone(), report.field.is_none() || report.sure >= 0.9))
    })
}
