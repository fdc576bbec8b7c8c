//! Suggested seats by title: one decision a title, to confirm the suggestion or to correct it.

use crate::app::command::Command;
use crate::app::state::import::{ImportCommand, Importing, Read};
use crate::app::style::{ink, regular, semibold};
use crate::app::widgets::fields::choice;
use crate::app::widgets::{main_button, note, one_line, paint_row};
use crate::io::csv::{Mapping, TitleUse};
use crate::org::{Org, RungId, TrackKind};
use crate::plan::TitleSeats;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::Role;
use eframe::egui::{
    Align, Color32, Id, Layout, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke, Ui, UiBuilder, WidgetInfo, pos2,
    vec2,
};

/// Height of a title's row, in points.
pub const ROW: f32 = 40.0;
/// Width of the choice of its rung, and of the button beside it.
const CHOICE: f32 = 264.0;
/// People of a title who are named in its row.
const NAMED: usize = 5;

/// Rungs with their names, for a choice.
pub fn rung_names(org: &Org) -> Vec<(RungId, String)> {
    let name = |rung: RungId| {
        let (it, kind) = (org.rung(rung), org.track(rung).kind);
        let side = if kind == TrackKind::Ic { "IC" } else { "management" };
        if it.title.is_empty() || it.code.starts_with(it.title.as_str()) {
            let code = if it.title.is_empty() { &it.code } else { &it.title };
            format!("{code}, {side}")
        } else {
            format!("{} {}", it.code, it.title)
        }
    };
    org.rungs().map(|rung| (rung, name(rung))).collect()
}

/// What is asked of a title.
pub enum OfTitle {
    /// Everybody gets this rung: the one suggested, or another.
    Decide(RungId),
    /// Who they are.
    Show,
}

/// Draws a title with its people and the rung that is suggested.
pub fn title_row(ui: &mut Ui, at: usize, org: &Org, it: &TitleSeats, rungs: &[(RungId, &str)]) -> Option<OfTitle> {
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    ui.painter().hline(row.x_range(), row.bottom() - 1.0, Stroke::new(1.0, ink(ui, Role::Line)));
    let title = if it.title.is_empty() { "Without a title" } else { &it.title };
    let text = Rect::from_min_max(row.min, pos2(row.right() - CHOICE - 16.0, row.bottom() - 1.0));
    let response = ui.interact(text, ui.make_persistent_id(("people of", at)), Sense::click());
    paint_row(ui, text, &response, false);
    let people = count(it.people.len(), "person", "people");
    let names: Vec<&str> = it.people.iter().take(NAMED).map(|&person| org.label(person)).collect();
    let more = if it.people.len() > NAMED { ", …" } else { "" };
    let people = format!("{people}: {}{more}", names.join(", "));
    let who = one_line(ui, &people, regular(11.0), ink(ui, Role::Secondary), text.width());
    let name = one_line(ui, title, semibold(12.0), ink(ui, Role::Text), text.width());
    ui.painter().galley(row.min + vec2(0.0, 4.0), name, Color32::PLACEHOLDER);
    ui.painter().galley(row.min + vec2(0.0, 21.0), who, Color32::PLACEHOLDER);
    let said = format!("Show {title}, {people}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &said));
    let place = Rect::from_min_max(pos2(row.right() - CHOICE, row.top() + 5.0), row.right_bottom());
    let mut ui =
        ui.new_child(UiBuilder::new().id_salt(("title", at)).max_rect(place).layout(Layout::left_to_right(Align::Min)));
    let chosen = choice(&mut ui, Id::unique(("rung of", at)), &format!("Rung of {title}"), it.rung, rungs);
    let button = ui.button("Confirm");
    button.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, format!("Confirm: {title}")));
    if response.clicked() {
        return Some(OfTitle::Show);
    }
    if button.clicked() { Some(OfTitle::Decide(it.rung)) } else { chosen.map(OfTitle::Decide) }
}

/// Draws the titles that are open, and those that are decided.
pub fn titles_ui(ui: &mut Ui, importing: &Importing, read: &Read, out: &mut Vec<Command>) {
    let org = &read.document.snapshot.org;
    let people: usize = read.titles.iter().map(|title| title.people.len()).sum();
    note(ui, "The file gives no rung for these titles; each was guessed from its words and from who reports to them");
    let code = |rung: RungId| org.rung(rung).code.clone();
    let decide = |said: &mut Mapping, title: &str, suggested: RungId, rung: RungId| {
        said.titles.push(TitleUse { title: title.to_owned(), suggested: code(suggested), rung: code(rung) });
    };
    ui.horizontal(|ui| {
        ui.add_enabled_ui(people > 0, |ui| {
            if main_button(ui, &format!("Confirm all {}", thousands(people as f64))).clicked() {
                let mut said = importing.said.clone();
                read.titles.iter().for_each(|it| decide(&mut said, &it.title, it.rung, it.rung));
                out.push(ImportCommand::Say(Box::new(said)).into());
            }
        });
        let decided = importing.said.titles.len();
        if decided > 0 && ui.button(format!("Withdraw {}", count(decided, "decision", "decisions"))).clicked() {
            let said = Mapping { titles: Vec::new(), ..importing.said.clone() };
            out.push(ImportCommand::Say(Box::new(said)).into());
        }
    });
    ui.add_space(4.0);
    let names = rung_names(org);
    let rungs: Vec<(RungId, &str)> = names.iter().map(|(rung, name)| (*rung, name.as_str())).collect();
    ScrollArea::vertical().id_salt("titles").auto_shrink([false, false]).show_rows(
        ui,
        ROW,
        read.titles.len(),
        |ui, rows| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for at in rows {
                let it = &read.titles[at];
                if let Some(OfTitle::Decide(rung)) = title_row(ui, at, org, it, &rungs) {
                    let mut said = importing.said.clone();
                    decide(&mut said, &it.title, it.rung, rung);
                    out.push(ImportCommand::Say(Box::new(said)).into());
                }
            }
        },
    );
}
