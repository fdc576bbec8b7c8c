//! The page of a new organisation: its name, its ladder, its first people, and a preview.

use crate::app::command::Command;
use crate::app::command::named::{keys, written};
use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::document::new_organisation::{Draft, LadderChoice, RUNGS, cell_id, name_id};
use crate::app::state::document::start::StartCommand;
use crate::app::state::page::Page;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, theme_of, words};
use crate::app::views::start::people_lines::{focused_cell, lines_ui};
use crate::app::widgets::{main_button, small_capitals};
use crate::diagram::{Tracks, TracksOptions, View};
use crate::io::ladders;
use crate::org::TrackKind;
use crate::paint::egui::{Canvas, View as Lens};
use crate::plan::roster::NAME;
use crate::rules::words::count;
use crate::scene::{Point, Role, Size};
use eframe::egui;
use eframe::egui::{
    Align, CentralPanel, ComboBox, DragValue, Frame, Key, Label, Layout, Margin, Modifiers, Panel, Popup, ScrollArea,
    TextEdit, Ui, WidgetInfo,
};

/// Width of the page from which the preview stands beside the entries, in points.
const WITH_PICTURE: f32 = 1180.0;

/// Draws the page.
pub fn new_page(ui: &mut Ui, state: &State, out: &mut Vec<Command>) {
    let Some(draft) = &state.starting.draft else {
        out.push(Command::Turn(Page::Start));
        return;
    };
    let is_asked = state.starting.giving.is_some() || state.leaving.is_some();
    let is_free = !is_asked
        && state.palette.is_none()
        && !Popup::is_any_open(ui.ctx())
        && ui.memory(|memory| memory.focused().is_none());
    if is_free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Command::Start(StartCommand::Page));
    }
    let creates = ui.input_mut(|input| input.consume_shortcut(&keys::AGREE));
    let ground = Frame::new().fill(ink(ui, Role::Background));
    let foot = ground.inner_margin(Margin { left: 32, right: 32, top: 8, bottom: 12 });
    Panel::bottom("new foot").frame(foot).show(ui, |ui| foot_ui(ui, draft, out));
    if ui.available_width() >= WITH_PICTURE {
        let side = Frame::new().fill(ink(ui, Role::Background)).inner_margin(Margin::same(16));
        let width = (ui.available_width() * 0.36).min(560.0);
        Panel::right("new picture").resizable(false).exact_size(width).frame(side).show(ui, |ui| picture_ui(ui, draft));
    }
    let inner = ground.inner_margin(Margin { left: 32, right: 24, top: 24, bottom: 0 });
    CentralPanel::default().frame(inner).show(ui, |ui| {
        ui.label(words(ui, "New organisation", semibold(16.0), Role::Text));
        ui.add_space(12.0);
        whole_ui(ui, draft, out);
        ui.add_space(16.0);
        small_capitals(ui, "First people");
        let said = "Name, title, rung and manager; for the last two, the first letters are enough. Tab goes to the \
                    next field, Enter to the next line. You can also paste a range from a spreadsheet";
        ui.add(Label::new(words(ui, said, regular(11.0), Role::Secondary)).wrap());
        ui.add_space(8.0);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| lines_ui(ui, draft, out));
    });
    if creates {
        create(ui, draft, out);
    }
}

/// Creates the organisation, or moves the focus to the first cell with an error.
fn create(ui: &Ui, draft: &Draft, out: &mut Vec<Command>) {
    match draft.roster.wrong().next() {
        Some((at, cell)) => ui.memory_mut(|memory| memory.request_focus(cell_id(at, cell))),
        None => out.push(Command::Start(StartCommand::Create)),
    }
}

fn whole_ui(ui: &mut Ui, draft: &Draft, out: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 8.0;
        label_ui(ui, "Name");
        let mut name = draft.name.clone();
        let field = TextEdit::singleline(&mut name).id(name_id()).desired_width(240.0).hint_text("New organisation");
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo {
            label: Some("Name of the organisation".to_owned()),
            ..WidgetInfo::text_edit(true, &draft.name, &name, "")
        });
        if field.changed() {
            out.push(Command::Start(StartCommand::Name(name)));
        }
        if field.lost_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Enter)) {
            ui.memory_mut(|memory| memory.request_focus(cell_id(0, NAME)));
        }
        ui.add_space(16.0);
        label_ui(ui, "Ladder");
        ladder_ui(ui, draft, out);
    });
    ui.add_space(4.0);
    ui.add(Label::new(words(ui, of_ladder(draft), regular(11.0), Role::Secondary)).wrap());
}

fn label_ui(ui: &mut Ui, text: &str) {
    ui.label(words(ui, text, regular(12.0), Role::Secondary));
}

fn ladder_ui(ui: &mut Ui, draft: &Draft, out: &mut Vec<Command>) {
    let (ic, management) = match draft.choice {
        LadderChoice::Blank { ic, management } => (ic, management),
        LadderChoice::Preset(_) => (6, 4),
    };
    let is_blank = matches!(draft.choice, LadderChoice::Blank { .. });
    let shown = if is_blank { "Blank" } else { draft.ladder.name.as_str() };
    let mut chosen = None;
    let combo = ComboBox::from_id_salt("ladder of the new").selected_text(shown).width(180.0).show_ui(ui, |ui| {
        if ui.selectable_label(is_blank, "Blank").tip("Any number of rungs, without titles").clicked() {
            chosen = Some(LadderChoice::Blank { ic, management });
        }
        for name in ladders::names() {
            let is_it = draft.choice == LadderChoice::Preset(name);
            // Parsed only while the list is open.
            let Some(ladder) = ladders::named(name) else { continue };
            if ui.selectable_label(is_it, ladder.name.as_str()).tip(ladder.source.as_str()).clicked() {
                chosen = Some(LadderChoice::Preset(name));
            }
        }
    });
    combo.response.widget_info(|| WidgetInfo::labeled(egui::Role::ComboBox, true, format!("Ladder: {shown}")));
    if is_blank {
        let (mut of_ic, mut of_management) = (ic, management);
        for (rungs, least, name) in [(&mut of_ic, 1, "IC rungs"), (&mut of_management, 0, "Management rungs")] {
            let value = ui.add(DragValue::new(rungs).range(least..=RUNGS));
            let said = format!("{name}: {rungs}");
            value.widget_info(|| WidgetInfo::labeled(egui::Role::SpinButton, true, &said));
            label_ui(ui, name);
        }
        if (of_ic, of_management) != (ic, management) {
            chosen = Some(LadderChoice::Blank { ic: of_ic, management: of_management });
        }
    }
    out.extend(chosen.map(|choice| Command::Start(StartCommand::Ladder(choice))));
}

/// Summary of the ladder: `IC1 to IC8 and M1 to M6, M5 = IC8`.
fn of_ladder(draft: &Draft) -> String {
    let ladder = &draft.ladder;
    let ends = ladder.tracks.iter().filter_map(|track| {
        let (first, last) = (track.entries.first()?, track.entries.last()?);
        Some(if track.entries.len() == 1 { first.code.clone() } else { format!("{} to {}", first.code, last.code) })
    });
    let ends: Vec<String> = ends.collect();
    let equal: Vec<String> =
        ladder.equivalences.iter().take(4).map(|equal| format!("{} = {}", equal.entry, equal.equals)).collect();
    let has_management = ladder.tracks.iter().any(|track| track.kind == TrackKind::Management);
    let equal = if equal.is_empty() || !has_management { String::new() } else { format!(", {}", equal.join(", ")) };
    format!("{}{equal}. You can change titles, pay and decision rights later in the Ladder view", ends.join(" and "))
}

fn foot_ui(ui: &mut Ui, draft: &Draft, out: &mut Vec<Command>) {
    let (people, wrong) = (draft.roster.people(), draft.roster.wrong().count());
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        let button = main_button(ui, "Create").tip(written(&keys::AGREE));
        if button.clicked() {
            create(ui, draft, out);
        }
        if ui.button("Later").tip("Your entries are kept until you close the program").clicked() {
            out.push(Command::Start(StartCommand::Page));
        }
        if ui.button("Discard…").clicked() {
            out.push(Command::Start(StartCommand::GiveUp));
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            let [ic, management] = draft.roster.tracks(&draft.ladder);
            let said =
                format!("{}: {ic} on the IC track, {management} in management", count(people, "person", "people"));
            ui.add(Label::new(words(ui, said, semibold(12.0), Role::Text)).truncate());
            // A line is not called incomplete while it is being typed.
            let editing = focused_cell(ui, draft).map(|(at, _)| at);
            if wrong > 0 && draft.roster.wrong().any(|(at, _)| Some(at) != editing) {
                let said = format!("{} to be corrected", count(wrong, "line has", "lines have"));
                ui.add(Label::new(words(ui, said, regular(12.0), Role::Under)).truncate());
            }
        });
    });
}

/// Draws the preview, fitted into the available space.
fn picture_ui(ui: &mut Ui, draft: &Draft) {
    let snapshot = &draft.preview.snapshot;
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, ui.make_persistent_id("preview"), egui::Sense::hover());
    let said = format!("Preview, {}", count(snapshot.people, "person", "people"));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &said));
    let painter = ui.painter_at(rect);
    let size = Size { width: f64::from(rect.width()), height: f64::from(rect.height()) };
    let mut tracks = Tracks::clone(&snapshot.tracks);
    tracks.fit_into(TracksOptions { canvas: size, ..TracksOptions::default() });
    let camera = Camera::fitting(tracks.bounds(), size);
    let window = camera.window(size);
    let view = View { show_people: false, ..View::at(window, camera.scale) };
    let scene = Point::new(window.left, window.top);
    let lens = Lens { scene, screen: rect.min, scale: camera.scale, is_zooming: false };
    let mut canvas = Canvas::new(&painter, theme_of(ui), lens);
    tracks.marks(&snapshot.org, &snapshot.judgement, &view, &mut |mark| canvas.paint(&mark));
    canvas.finish();
}
