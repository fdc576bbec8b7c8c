//! Form fields. A field returns its new value when it loses the focus or Enter is pressed, so that typing makes one
//! edit; Escape restores the old value. Text that cannot be parsed stays in the field, with the error below it.

use crate::app::state::error::AppError;
use crate::app::style;
use crate::app::style::{regular, words};
use crate::org::PersonId;
use crate::scene::text::shorten;
use crate::scene::{Role, Weight};
use eframe::egui;
use eframe::egui::{ComboBox, Id, Key, Label, Modifiers, TextEdit, Ui, vec2};
use jiff::civil::Date;

/// Width of the labels, in points.
const NAMES: f32 = 92.0;

/// A label on the left, a control on the right.
pub fn row<R>(ui: &mut Ui, name: &str, control: impl FnOnce(&mut Ui) -> R) -> R {
    row_of(ui, name, (NAMES, 6.0), control)
}

/// Like [`row`], with a label of `width` points and a `gap` in points between it and the parts of the control.
pub fn row_of<R>(ui: &mut Ui, name: &str, (width, gap): (f32, f32), control: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = gap;
        let (rect, _) = ui.allocate_exact_size(vec2(width, 26.0), egui::Sense::hover());
        let label = Label::new(words(ui, name, regular(12.0), Role::Secondary)).truncate();
        // In a child of its own, so that every control starts at the same place however long its label is.
        let left = egui::Layout::left_to_right(egui::Align::Center);
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(left)).add(label);
        control(ui)
    })
    .inner
}

/// Text field with a label; trims what was typed.
pub fn text(ui: &mut Ui, id: Id, name: &str, value: &str) -> Option<String> {
    row(ui, name, |ui| bare(ui, id, name, value, f32::INFINITY, &|typed| Ok(typed.trim().to_owned())))
}

/// Number field; the inner `None` stands for an empty field.
pub fn number(ui: &mut Ui, id: Id, name: &str, value: Option<f64>, width: f32) -> Option<Option<f64>> {
    bare(ui, id, name, &value.map_or(String::new(), plain), width, &read_number)
}

/// Date field; the inner `None` stands for an empty field.
pub fn day(ui: &mut Ui, id: Id, name: &str, value: Option<Date>, width: f32) -> Option<Option<Date>> {
    bare(ui, id, name, &value.map_or(String::new(), |date| date.to_string()), width, &|typed| match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| AppError::Day(None)),
    })
}

/// Drop-down list; returns a choice other than the present one.
pub fn choice<T: Copy + PartialEq>(ui: &mut Ui, id: Id, name: &str, value: T, all: &[(T, &str)]) -> Option<T> {
    let width = ui.available_width().min(160.0);
    choice_in(ui, ComboBox::from_id_salt(id).width(width), (name, value), all, f32::INFINITY)
}

/// The same in a fixed width, where the present choice is cut to it.
pub fn choice_within<T: Copy + PartialEq>(
    ui: &mut Ui,
    id: Id,
    (name, width): (&str, f32),
    value: T,
    all: &[(T, &str)],
) -> Option<T> {
    // The list itself grows with its text.
    let room = width - ui.spacing().icon_width - ui.spacing().icon_spacing - 2.0 * ui.spacing().button_padding.x;
    choice_in(ui, ComboBox::from_id_salt(id).width(width), (name, value), all, room)
}

fn choice_in<T: Copy + PartialEq>(
    ui: &mut Ui,
    list: ComboBox,
    (name, value): (&str, T),
    all: &[(T, &str)],
    room: f32,
) -> Option<T> {
    let shown = all.iter().find(|(one, _)| *one == value).map_or("", |(_, words)| words);
    let (mut chosen, mut is_done) = (None, false);
    let combo =
        list.selected_text(shorten(shown, f64::from(room), 12.0, Weight::Regular)).height(360.0).show_ui(ui, |ui| {
            for &(one, words) in all {
                if ui.selectable_label(one == value, words).clicked() {
                    // A choice by key would leave the list open, and the focus nowhere.
                    ui.close();
                    is_done = true;
                    chosen = Some(one).filter(|one| *one != value);
                }
            }
        });
    if is_done {
        combo.response.request_focus();
    }
    combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{name}: {shown}")));
    chosen
}

/// Field without a visible label. `name` is announced to screen readers.
pub fn bare<T>(
    ui: &mut Ui,
    id: Id,
    name: &str,
    value: &str,
    width: f32,
    read: &dyn Fn(&str) -> Result<T, AppError>,
) -> Option<T> {
    let kept: Option<String> = ui.data(|data| data.get_temp(id));
    let mut typed = kept.unwrap_or_else(|| value.to_owned());
    let wrong = if typed == value { None } else { read(&typed).err() };
    ui.vertical(|ui| {
        ui.set_max_width(width.min(ui.available_width()));
        let mut field = TextEdit::singleline(&mut typed).id(id).desired_width(f32::INFINITY).font(regular(12.0));
        if wrong.is_some() {
            field = field.text_color(style::ink(ui, Role::Under));
        }
        let response = ui.add(field);
        response.widget_info(|| egui::WidgetInfo {
            label: Some(name.to_owned()),
            ..egui::WidgetInfo::text_edit(true, value, &typed, "")
        });
        if response.changed() {
            ui.data_mut(|data| data.insert_temp(id, typed.clone()));
        }
        if let Some(wrong) = &wrong {
            ui.add(Label::new(words(ui, wrong.said(), regular(11.0), Role::Under)).wrap());
        }
        if !response.lost_focus() {
            return None;
        }
        // Consumes Enter and Escape, which would otherwise open or close the form from the picture.
        let [is_put_back, _] =
            [Key::Escape, Key::Enter].map(|key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key)));
        if is_put_back || typed == value {
            ui.data_mut(|data| data.remove::<String>(id));
            return None;
        }
        let read = read(&typed).ok()?;
        ui.data_mut(|data| data.remove::<String>(id));
        Some(read)
    })
    .inner
}

/// Number as it is typed: no trailing zeros.
pub fn plain(number: f64) -> String {
    format!("{number}")
}

/// Parses a number of at least 0, with or without thousands separators; `None` for empty text.
pub fn read_number(typed: &str) -> Result<Option<f64>, AppError> {
    let clean: String = typed.chars().filter(|c| !c.is_whitespace() && *c != ',' && *c != '\'').collect();
    if clean.is_empty() {
        return Ok(None);
    }
    let number = clean.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.map(Some).ok_or_else(|| AppError::Number(typed.trim().to_owned()))
}

pub fn id(person: PersonId, field: &str) -> Id {
    Id::unique(("form", person.0, field))
}

/// Field that gets the focus when the keyboard opens a person's form.
pub fn first_field(person: PersonId) -> Id {
    id(person, "Name")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(read_number(" 240,000 ").ok(), Some(Some(240_000.0)));
        assert_eq!(read_number("0.48").ok(), Some(Some(0.48)));
        assert_eq!(read_number("").ok(), Some(None));
        assert!(read_number("-1").is_err() && read_number("much").is_err() && read_number("inf").is_err());
    }
}
