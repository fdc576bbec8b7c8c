//! The export dialog: what, how and in which colours on the left, and beside it the picture as the file will hold it.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::error::AppError;
use crate::app::state::export::{ExportChoice, ExportCommand, Exporting, SCALES, ScopeChoice, Seen, Step, THEMES};
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::fields::{bare, choice, row_of};
use crate::app::widgets::menus::dialog;
use crate::app::widgets::{answer_button, main_button, note};
use crate::report::output::Output;
use crate::report::{Breaks, PageSize, Pages, View};
use crate::scene::Role;
use eframe::egui::{
    Align, Button, Checkbox, Context, Id, Image, Label, Layout, Rect, Role as WidgetRole, ScrollArea, Sense, Stroke,
    StrokeKind, TextureHandle, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2,
};

/// Width of the dialog, of its choices and of their labels, in points.
const WIDTH: f32 = 1240.0;
const CHOICES: f32 = 264.0;
const NAMES: f32 = 64.0;
/// Height of the preview at most and at least.
const HEIGHT: (f32, f32) = (680.0, 160.0);

/// Draws the dialog while it is open. It makes room for the question where to save, and for a picture being written.
pub fn export_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(exporting) = state.session.exporting.as_ref().filter(|_| state.file_dialog.is_none()) else { return };
    let room = ctx.content_rect().size();
    let modal = dialog(ctx, Id::unique("export"), WIDTH, |ui| {
        let title = if exporting.step == Step::Print { "Print" } else { "Export" };
        ui.label(words(ui, title, semibold(16.0), Role::Text));
        ui.add_space(4.0);
        let width = ui.available_width();
        let is_wide = width >= 2.0 * CHOICES;
        if is_wide {
            ui.horizontal_top(|ui| {
                column(ui, CHOICES, |ui| choices_ui(ui, state, exporting, out));
                ui.add_space(8.0);
                let height = (room.y - 112.0).clamp(HEIGHT.1, HEIGHT.0);
                preview_ui(ui, state, exporting, vec2(ui.available_width(), height), out);
            });
        } else {
            choices_ui(ui, state, exporting, out);
            preview_ui(ui, state, exporting, vec2(width, HEIGHT.1), out);
        }
    });
    if modal.should_close() {
        out.push(ExportCommand::Close.into());
    }
}

fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, 0.0), Layout::top_down(Align::Min), |ui| {
        ui.set_width(width);
        content(ui);
    });
}

fn choices_ui(ui: &mut Ui, state: &State, exporting: &Exporting, out: &mut Vec<Command>) {
    let shown = state.exported(&exporting.choice);
    let mut next = exporting.choice.clone();
    ui.spacing_mut().item_spacing.y = 6.0;
    what_ui(ui, state, exporting.step, &mut next);
    ui.add_space(2.0);
    ui.label(words(ui, "Include", semibold(12.0), Role::Text));
    let tick = |ui: &mut Ui, name: &str, may: bool, shown: bool, value: &mut bool| {
        let mut ticked = shown;
        if ui.add_enabled(may, Checkbox::new(&mut ticked, name)).changed() {
            *value = ticked;
        }
    };
    let options = &mut next.options;
    let told = exporting.choice.tells_of_anybody();
    let may = told && state.shows_people();
    let may_name = told && (state.meeting.is_none() || state.settings.meeting_names);
    tick(ui, "Names and titles", may_name, shown.options.names, &mut options.names);
    tick(ui, "Findings about people", may, shown.options.findings, &mut options.findings);
    tick(ui, "Annual pay", may, shown.options.pay, &mut options.pay);
    if exporting.choice.is_picture() {
        ui.checkbox(&mut options.legend, "Legend");
    }
    let why = if !told {
        "The silhouette shows only seats by rung, with nothing about individuals"
    } else if state.meeting.is_some() {
        "Meeting mode: exports contain only what is visible in the room"
    } else if !state.shows_people() {
        "Findings and pay are hidden, because this file or window shows structure only"
    } else if matches!(exporting.choice.ending, "csv" | "xlsx") {
        "Excluded columns are missing entirely; without names, so are team, location, status and dates"
    } else {
        "The picture states what is not included"
    };
    note(ui, why);
    if next != exporting.choice {
        out.push(ExportCommand::Choose(next.clone()).into());
    }
    if let Some((what, next)) = &exporting.failed {
        ui.add(Label::new(words(ui, format!("{what}. {next}"), regular(12.0), Role::Under)).wrap());
    }
    ui.add_space(6.0);
    match exporting.asks {
        Some(step) => question_ui(ui, step, next, out),
        None => buttons_ui(ui, exporting, out),
    }
}

fn what_ui(ui: &mut Ui, state: &State, step: Step, next: &mut ExportChoice) {
    let id = |field: &str| Id::unique(("export", field));
    let line = |ui: &mut Ui, name: &str, control: &mut dyn FnMut(&mut Ui)| row_of(ui, name, (NAMES, 6.0), control);
    let is_picture = next.is_picture();
    if is_picture {
        line(ui, "View", &mut |ui| {
            let has_folders = state.seen().is_some_and(|document| !document.folders().is_empty());
            let folders = has_folders.then_some(View::Folders);
            let all: Vec<_> = View::ALL.into_iter().chain(folders).map(|view| (view, view.name())).collect();
            if let Some(view) = choice(ui, id("view"), "View", next.options.view, &all) {
                next.options.view = view;
            }
        });
    }
    if !is_picture || next.options.view.has_scope() {
        line(ui, "Who", &mut |ui| {
            let offered = |scope: &ScopeChoice| *scope == next.scope || state.has_scope(*scope, next);
            let all: Vec<_> = ScopeChoice::ALL.into_iter().filter(|(scope, _)| offered(scope)).collect();
            if let Some(scope) = choice(ui, id("who"), "Who", next.scope, &all) {
                next.scope = scope;
            }
        });
    }
    if step != Step::Print {
        let output = Output::Picture(next.options.clone());
        let formats: Vec<(&str, &str)> = output.formats().map(|format| (format.endings[0], format.name)).collect();
        line(ui, "Format", &mut |ui| {
            if let Some(ending) = choice(ui, id("format"), "Format", next.ending, &formats) {
                next.ending = ending;
            }
        });
    }
    if !is_picture {
        return;
    }
    let has_page = next.has_page();
    let has_pages = next.has_pages();
    let (ending, options) = (next.ending, &mut next.options);
    if has_pages {
        line(ui, "Pages", &mut |ui| {
            let by_manager = match options.pages {
                Pages::ByManager(_) => options.pages,
                Pages::One => Pages::ByManager(Breaks::default()),
            };
            let all = [(Pages::One, "All on one page"), (by_manager, "By manager")];
            if let Some(pages) = choice(ui, id("pages"), "Pages", options.pages, &all) {
                options.pages = pages;
            }
        });
    }
    if let (true, Pages::ByManager(breaks)) = (has_pages, options.pages) {
        let mut breaks = breaks;
        line(ui, "Levels", &mut |ui| {
            let all =
                [(None, "As many as fit"), (Some(1), "One below"), (Some(2), "Two below"), (Some(3), "Three below")];
            if let Some(levels) = choice(ui, id("levels"), "Levels", breaks.levels, &all) {
                breaks.levels = levels;
            }
        });
        line(ui, "Cards", &mut |ui| {
            let all = [(false, "Small, more per page"), (true, "Large, fewer per page")];
            if let Some(is_loose) = choice(ui, id("cards"), "Cards", breaks.is_loose, &all) {
                breaks.is_loose = is_loose;
            }
        });
        options.pages = Pages::ByManager(breaks);
    }
    if has_page {
        // A printer has no sheet of any size.
        let is_paper = step == Step::Print || (has_pages && options.pages != Pages::One);
        line(ui, "Page", &mut |ui| page_ui(ui, is_paper, &mut options.page));
    }
    if let (true, PageSize::Own(_)) = (has_page, options.page) {
        line(ui, "Page size", &mut |ui| {
            let read = |typed: &str| PageSize::named(typed).ok_or(AppError::PageSize);
            if let Some(size) = bare(ui, id("size of the page"), "Size of the page", &options.page.id(), 160.0, &read) {
                options.page = size;
            }
        });
    }
    line(ui, "Colours", &mut |ui| {
        if let Some(theme) = choice(ui, id("colours"), "Colours", options.theme, &THEMES) {
            options.theme = theme;
        }
    });
    if ending == "png" {
        line(ui, "Size", &mut |ui| {
            if let Some(scale) = choice(ui, id("size"), "Size", options.scale as u8, &SCALES) {
                options.scale = f64::from(scale);
            }
        });
    }
    line(ui, "Title", &mut |ui| {
        let read = |typed: &str| Ok(typed.trim().to_owned());
        if let Some(title) = bare(ui, id("title"), "Title", &options.title, 160.0, &read) {
            options.title = title;
        }
    });
}

/// Choice of a page: the sheet, a paper, or a size of one's own. A book and what is printed have no sheet: they are of A4
/// unless asked for.
fn page_ui(ui: &mut Ui, is_paper: bool, page: &mut PageSize) {
    let present = if is_paper && *page == PageSize::Sheet { PageSize::A4 } else { *page };
    // A page of one's own begins as an A3 that lies.
    let own = match *page {
        PageSize::Own(_) => *page,
        PageSize::Sheet | PageSize::Paper(_) => PageSize::named("420x297mm").unwrap_or_default(),
    };
    let sizes = PageSize::all().filter(|size| !is_paper || *size != PageSize::Sheet);
    let named: Vec<(PageSize, String)> = sizes.map(|size| (size, size.name())).collect();
    let mut all: Vec<(PageSize, &str)> = named.iter().map(|(size, name)| (*size, name.as_str())).collect();
    all.push((own, "Custom size"));
    if let Some(size) = choice(ui, Id::unique(("export", "page")), "Page", present, &all) {
        *page = size;
    }
}

fn buttons_ui(ui: &mut Ui, exporting: &Exporting, out: &mut Vec<Command>) {
    let can = exporting.preview.made().is_none_or(|(_, seen)| seen.is_ok());
    ui.horizontal(|ui| {
        ui.add_enabled_ui(can, |ui| {
            let step = exporting.step;
            if answer_button(ui, if step == Step::Print { "Print…" } else { "Save…" }).clicked() {
                out.push(ExportCommand::Do { step, sure: false }.into());
            }
            let is_one = step != Step::Print && exporting.choice.is_picture() && !exporting.choice.is_book();
            let name = if exporting.choice.is_svg() { "Copy as SVG" } else { "Copy picture" };
            if is_one && ui.button(name).clicked() {
                out.push(ExportCommand::Do { step: Step::Copy, sure: false }.into());
            }
        });
        if ui.button("Cancel").clicked() {
            out.push(ExportCommand::Close.into());
        }
    });
}

/// Names beside findings are asked about a second time.
fn question_ui(ui: &mut Ui, step: Step, choice: ExportChoice, out: &mut Vec<Command>) {
    let said =
        "This picture names people beside findings about them. Anyone who receives it can read both and pass it on";
    ui.add(Label::new(words(ui, said, regular(12.0), Role::Under)).wrap());
    ui.horizontal_wrapped(|ui| {
        if main_button(ui, "Without names").clicked() {
            let mut choice = choice;
            choice.options.names = false;
            out.push(ExportCommand::Choose(choice).into());
            out.push(ExportCommand::Do { step, sure: false }.into());
        }
        if ui.button("With names").clicked() {
            out.push(ExportCommand::Do { step, sure: true }.into());
        }
        if ui.button("Back").clicked() {
            out.push(ExportCommand::Back.into());
        }
    });
}

fn preview_ui(ui: &mut Ui, state: &State, exporting: &Exporting, size: Vec2, out: &mut Vec<Command>) {
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let choice = state.exported(&exporting.choice);
    let what = match choice.format() {
        Some(format) if !format.is_picture() => format.name,
        _ => choice.options.view.words(),
    };
    let name = format!("Preview: {what}");
    response.widget_info(|| WidgetInfo::labeled(WidgetRole::Image, true, &name));
    ui.painter().rect_filled(rect, 6.0, ink(ui, Role::Sunken));
    let inner = rect.shrink(12.0);
    let down = Layout::top_down(Align::Min);
    let mut below = ui.new_child(UiBuilder::new().max_rect(inner).layout(down));
    match exporting.preview.made() {
        Some((_, Ok(Seen::Picture { texture, remark, page }))) => {
            if !remark.is_empty() {
                below.add(Label::new(words(ui, remark.as_str(), regular(12.0), Role::Text)).wrap());
                below.add_space(6.0);
            }
            if page.1 > 1 {
                pages_ui(&mut below, exporting, *page, out);
                below.add_space(6.0);
            }
            let top = if remark.is_empty() && page.1 == 1 { inner.top() } else { below.min_rect().bottom() };
            picture_ui(ui, texture, Rect { min: pos2(inner.left(), top), ..inner });
        }
        Some((_, Ok(Seen::Text(text)))) => {
            ScrollArea::both().show(&mut below, |ui| {
                ui.add(Label::new(words(ui, text.as_str(), regular(11.0), Role::Text)).extend());
            });
        }
        Some((_, Err((what, next)))) => {
            below.add(Label::new(words(ui, what.as_str(), semibold(13.0), Role::Text)).wrap());
            below.add(Label::new(words(ui, next.as_str(), regular(12.0), Role::Secondary)).wrap());
        }
        None => {
            below.label(words(ui, "Preparing the preview", regular(12.0), Role::Secondary));
        }
    }
}

/// Which of several pages is shown, and the way to the others.
fn pages_ui(ui: &mut Ui, exporting: &Exporting, (at, of): (usize, usize), out: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        let mut turn = |ui: &mut Ui, name: &str, may: bool, page: usize| {
            if ui.add_enabled(may, Button::new(name)).clicked() {
                out.push(ExportCommand::Choose(ExportChoice { page, ..exporting.choice.clone() }).into());
            }
        };
        turn(ui, "Previous page", at > 0, at.saturating_sub(1));
        turn(ui, "Next page", at + 1 < of, at + 1);
        ui.label(words(ui, format!("Page {} of {of}", at + 1), regular(12.0), Role::Secondary));
    });
}

/// The picture in the middle of a place, no larger than it is.
fn picture_ui(ui: &Ui, texture: &TextureHandle, place: Rect) {
    let [width, height] = texture.size().map(|side| side as f32 / ui.pixels_per_point());
    let scale = (place.width() / width).min(place.height() / height).min(1.0);
    let rect = Rect::from_center_size(place.center(), vec2(width, height) * scale);
    Image::from_texture((texture.id(), rect.size())).paint_at(ui, rect);
    ui.painter().rect_stroke(rect, 0.0, Stroke::new(1.0, ink(ui, Role::Line)), StrokeKind::Outside);
}
