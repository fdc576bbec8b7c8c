//! The window itself: its parts in their places, wishes collected and handed to `dispatch`.

use super::arriving::poll;
use super::canvas::{Kept, canvas_ui};
use super::command::{Command, Page};
use super::commands::COMMANDS;
use super::dispatch::{dispatch, take};
use super::document::Document;
use super::no_window::NoWindow;
use super::panels;
use super::saving::may_leave;
use super::settings::{KEY, Settings, ThemeChoice};
use super::state::{State, Then};
use super::style;
use crate::diagram::View;
use crate::io::journal::{pending, recovery_folder};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{CentralPanel, Frame, Margin, Panel};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

const NAME: &str = "twintrack";
/// Width right of the findings, in points, below which the inspector waits for a selection.
const NARROW: f32 = 860.0;

/// The program's window.
pub struct Window {
    state: State,
    kept: Kept,
    reader: panels::manual::Reader,
    /// What was applied to egui last, so that it is set only when it changes.
    applied: Option<(ThemeChoice, bool)>,
    title: String,
}

/// Opens the window, on a file where one is named, else on the bundled organisation. Returns when it is closed;
/// an error says why there is none.
pub fn run(file: Option<PathBuf>) -> Result<(), NoWindow> {
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Twintrack")
            .with_app_id(NAME)
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([800.0, 520.0]),
        ..Default::default()
    };
    let started = Arc::new(AtomicBool::new(false));
    let said = Arc::new(Mutex::new(String::new()));
    let before = std::panic::take_hook();
    let heard = said.clone();
    // A missing library ends in a panic: its words are read here, and not printed for everybody.
    std::panic::set_hook(Box::new(move |panic| {
        *heard.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string().replace('\n', " ");
    }));
    let flag = started.clone();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        eframe::run_native(
            NAME,
            options,
            Box::new(move |cc| {
                flag.store(true, Relaxed);
                Ok(Box::new(Window::open(cc, file)))
            }),
        )
    }));
    std::panic::set_hook(before);
    let words = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
    match result {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) => Err(NoWindow::of(&error)),
        Err(_) if started.load(Relaxed) => Err(NoWindow::Crashed(words)),
        Err(_) => Err(NoWindow::said(&words)),
    }
}

impl Window {
    /// With what was remembered, on a file or on the bundled organisation.
    pub fn open(cc: &eframe::CreationContext, file: Option<PathBuf>) -> Self {
        let settings = cc.storage.and_then(|storage| eframe::get_value(storage, KEY)).unwrap_or_default();
        let mut window = Self::new(&cc.egui_ctx, settings);
        if file.is_none() {
            let left = recovery_folder().map(|folder| pending(&folder).unwrap_or_default());
            window.state.pending = left.into_iter().flatten().filter_map(|pending| pending.found.ok()).collect();
        }
        let wish = file.map_or(Command::OpenBundled, Command::Open);
        dispatch(&mut window.state, wish, &cc.egui_ctx);
        window
    }

    /// On a document that is open already.
    pub fn with(ctx: &egui::Context, settings: Settings, document: Document) -> Self {
        let mut window = Self::new(ctx, settings);
        take(&mut window.state, document);
        window
    }

    fn new(ctx: &egui::Context, settings: Settings) -> Self {
        style::install(ctx);
        Self {
            state: State::new(settings),
            kept: Kept::default(),
            reader: Default::default(),
            applied: None,
            title: String::new(),
        }
    }

    /// What is open.
    pub fn document(&self) -> Option<&Document> {
        self.state.document.as_ref()
    }

    /// Key of who is selected.
    pub fn selected(&self) -> Option<&str> {
        let org = &self.state.document.as_ref()?.standing.org;
        self.state.selected.map(|person| org.key(person))
    }

    /// Which part of the picture is seen, and how; `None` where nothing is open.
    pub fn view(&self) -> Option<View<'_>> {
        let state = &self.state;
        state.seen()?;
        Some(View {
            window: state.camera.window(state.canvas),
            scale: state.camera.scale,
            selected: state.selected,
            hovered: None,
            show_people: state.shows_people(),
            show_pay: false,
            matching: state.table.rows.matching.as_deref(),
            look: state.look.look(),
        })
    }

    /// What is remembered.
    pub fn settings(&self) -> &Settings {
        &self.state.settings
    }

    /// One frame.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        poll(&mut self.state, &ctx);
        self.apply_settings(&ctx);
        let mut out = Vec::new();
        dropped(&ctx, &mut out);
        self.parts(ui, &mut out);
        panels::overlay::overlays(&ctx, &self.state, &mut out);
        panels::asked::asked_ui(&ctx, &self.state, &mut out);
        panels::palette::palette_ui(&ctx, &self.state, &mut out);
        panels::what_if::trial_ui(&ctx, &self.state, &mut out);
        panels::tree::expand_ui(&ctx, &self.state, &mut out);
        panels::column::column_ui(&ctx, &self.state, &mut out);
        panels::collecting::collecting_ui(&ctx, &self.state, &mut out);
        panels::leaving::leaving_ui(&ctx, &self.state, &mut out);
        panels::meeting::leave_ui(&ctx, &self.state, &mut out);
        panels::recovery::recovery_ui(&ctx, &self.state, &mut out);
        keys(&ctx, &self.state, &mut out);
        self.hold_open(&ctx);
        for command in out {
            dispatch(&mut self.state, command, &ctx);
        }
        self.name_window(&ctx);
    }

    /// A window with changes that are not saved asks before it closes.
    fn hold_open(&mut self, ctx: &egui::Context) {
        let closes = ctx.input(|input| input.viewport().close_requested());
        if closes && !self.state.may_close && !may_leave(&mut self.state, Then::Close) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    fn parts(&mut self, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let state = &mut self.state;
        let plain = Frame::new().fill(style::ink(ui, Role::Surface));
        let bar = plain.inner_margin(Margin::symmetric(16, 0));
        Panel::top("bar").exact_size(48.0).frame(bar).show(ui, |ui| panels::bar::bar_panel(ui, state, out));
        let status = plain.inner_margin(Margin::symmetric(16, 0));
        Panel::bottom("status")
            .exact_size(24.0)
            .frame(status)
            .show(ui, |ui| panels::status::status_panel(ui, state, out));
        let document = state.seen().cloned();
        if state.page == Page::Manual {
            let side = plain.inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
            Panel::left("contents of the manual")
                .default_size(264.0)
                .size_range(200.0..=420.0)
                .frame(side)
                .show(ui, |ui| panels::manual_contents::contents_panel(ui, &state.manual, &mut self.reader, out));
        }
        if state.page != Page::Failed
            && let Some(document) = &document
        {
            let side = plain.inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
            if !state.settings.left_folded && state.page != Page::Manual {
                Panel::left("findings")
                    .default_size(264.0)
                    .size_range(200.0..=420.0)
                    .frame(side)
                    .show(ui, |ui| panels::findings::findings_panel(ui, state, document, out));
            }
            // In a narrow window the picture has the room until there is something to inspect.
            let has_room = match state.page {
                Page::Manual => ui.available_width() >= NARROW && state.selected.is_some(),
                _ => ui.available_width() >= NARROW || state.selected.is_some(),
            };
            // The ladder has a rung to inspect in its place.
            if has_room && !state.settings.right_folded && state.page != Page::Ladder {
                Panel::right("inspector")
                    .default_size(320.0)
                    .size_range(260.0..=480.0)
                    .frame(side)
                    .show(ui, |ui| panels::inspector::inspector_panel(ui, state, document, out));
            }
        }
        panels::views::views_ui(ui, state, out);
        panels::colours::colours_ui(ui, state, out);
        panels::table_filter::filter_ui(ui, state, out);
        panels::outside::outside_ui(ui, state, out);
        let ground = Frame::new().fill(style::ink(ui, Role::Background));
        let (kept, reader) = (&mut self.kept, &mut self.reader);
        CentralPanel::default().frame(ground).show(ui, |ui| match (&document, state.page) {
            (Some(document), Page::Tracks | Page::Tree) => {
                panels::tree::branch_ui(ui, state, document, out);
                let size = ui.available_size();
                let ctx = ui.ctx().clone();
                // Before the picture is drawn, so that no frame shows it in the wrong place.
                dispatch(state, Command::Resized(size.x, size.y), &ctx);
                let now = ui.input(|input| input.time);
                if state.camera.advance(now) {
                    ctx.request_repaint();
                }
                canvas_ui(ui, state, document, kept, out);
            }
            (_, Page::Manual) => panels::manual::manual_panel(ui, &state.manual, reader, out),
            (_, Page::Failed) => panels::problems::failed_panel(ui, state, out),
            (Some(document), Page::Problems) => panels::problems::problems_panel(ui, document, out),
            (Some(document), Page::Suggestions) => panels::lists::suggestions_panel(ui, document, out),
            (Some(_), Page::Merging) => panels::merging::merging_panel(ui, state.merging.as_ref(), out),
            (Some(document), Page::Changes) => panels::changes::changes_panel(ui, state, document, out),
            (Some(document), Page::Table) => panels::table::table_panel(ui, state, document, out),
            (Some(document), Page::Matrix) => panels::matrix::matrix_panel(ui, state, document, out),
            (Some(document), Page::Ladder) => panels::ladder::ladder_panel(ui, state, document, out),
            (Some(document), Page::Weigh) => panels::weigh::weigh_panel(ui, state, document, out),
            (Some(document), Page::Question) => panels::question::question_panel(ui, state, document, out),
            (Some(document), Page::Indices) => panels::indices::indices_panel(ui, state, document, out),
            (Some(document), Page::NotApplied) => panels::lists::not_applied_panel(ui, document, out),
            (None, _) if state.meeting.is_some() => panels::meeting::making_ui(ui),
            (None, _) => panels::welcome::welcome_panel(ui, state, out),
        });
    }

    fn apply_settings(&mut self, ctx: &egui::Context) {
        let wanted = (self.state.settings.theme, self.state.settings.less_motion);
        if self.applied == Some(wanted) {
            return;
        }
        self.applied = Some(wanted);
        // Where the desktop does not say, paper is light.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        ctx.set_theme(match wanted.0 {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        ctx.all_styles_mut(|style| style.animation_time = if wanted.1 { 0.0 } else { 0.15 });
    }

    fn name_window(&mut self, ctx: &egui::Context) {
        let title = match self.state.seen() {
            Some(document) => format!("{} · Twintrack", document.name()),
            None => "Twintrack".to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// Files dropped on the window.
fn dropped(ctx: &egui::Context, out: &mut Vec<Command>) {
    let dropped = ctx.input(|input| input.raw.dropped_files.first().map(|file| file.path().to_owned()));
    if let Some(path) = dropped {
        out.push(Command::Open(path));
    }
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.show(ui);
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        eframe::set_value(storage, KEY, &self.state.settings);
    }

    fn auto_save_interval(&self) -> std::time::Duration {
        std::time::Duration::from_secs(5)
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// The keys of the table of commands, where nothing else has them.
fn keys(ctx: &egui::Context, state: &State, out: &mut Vec<Command>) {
    let is_busy = state.drag.is_some() || state.asked.is_some() || ctx.text_edit_focused();
    for named in COMMANDS.iter().filter(|named| !(named.yields && is_busy)) {
        if let Some(keys) = named.keys
            && ctx.input_mut(|input| input.consume_shortcut(&keys))
        {
            out.extend((named.command)(state));
        }
    }
}
