//! The window: its layout, and the loop that collects commands and hands them to `dispatch`.

use crate::app::canvas::viewport::Viewport;
use crate::app::canvas::{CanvasCache, canvas_ui};
use crate::app::command::Command;
use crate::app::command::named::COMMANDS;
use crate::app::dialogs::{
    about, discard_draft, drop_question, evidence, export, file_changed, meeting, overlays, palette, passphrase,
    paste_column, recovery, unsaved, what_if,
};
use crate::app::panels::{bar, findings, inspector, status};
use crate::app::state::document::Document;
use crate::app::state::document::start::StartCommand;
use crate::app::state::evidence::EvidenceEntry;
use crate::app::state::focus::{FocusCommand, Region};
use crate::app::state::page::Page;
use crate::app::state::settings::{KEY, Settings, ThemeChoice};
use crate::app::state::{State, Then};
use crate::app::style;
use crate::app::style::focus_ring::{follow, keep_seen, ring};
use crate::app::update::dispatch::dispatch;
use crate::app::update::document::leaving::{finish, may_leave};
use crate::app::update::document::opening::take;
use crate::app::update::document::start;
use crate::app::update::focus::{Drawn, TWO, settle, stepped};
use crate::app::update::poll::poll;
use crate::app::update::view_memory;
use crate::app::views::manual::{contents, reader};
use crate::app::views::page::page_ui;
use crate::app::views::start::sample_strip;
use crate::app::views::table::filter;
use crate::app::views::tracks::{colour_legend, manager_chain};
use crate::app::views::{manual, tabs, tree};
use crate::app::window::instance::{self, Address, Start};
use crate::app::window::key_queue::Typing;
use crate::app::window::startup_error::NoWindow;
use crate::diagram::View;
use crate::io::journal::{pending, recovery_folder};
use crate::io::{make_file_private, make_private};
use crate::scene::Role;
use eframe::egui;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{CentralPanel, Frame, Key, Margin, Modifiers, Panel, ScrollArea};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

const NAME: &str = "twintrack";

/// Width right of the findings, in points, below which the inspector hides until something is selected.
const NARROW: f32 = 860.0;

/// Delay after a change before the settings are stored.
const KEPT: Duration = Duration::from_secs(5);

/// Least height of a page, in points.
const LOWEST: f32 = 400.0;

/// The program's window.
pub struct Window {
    state: State,
    kept: CanvasCache,
    reader: reader::Reader,
    /// Settings last applied to egui, to apply them only when they change.
    applied: Option<(ThemeChoice, bool, u16)>,
    /// Time of the earliest change of the settings that is not stored, in seconds.
    chosen: Option<f64>,
    title: String,
    typing: Typing,
    /// Files handed over by programs started later.
    requests: Option<Receiver<Option<PathBuf>>>,
}

/// Opens the window on a file. Without one, shows the bundled organisation the very first time and the start page
/// later. A window that is open already takes the file instead, unless another one is asked for. Returns when the window is
/// closed; fails when there is none to open.
pub fn run(file: Option<PathBuf>, another: bool) -> Result<(), NoWindow> {
    let address = Address::here().filter(|_| !another);
    let listener = match instance::start(file.as_deref(), address.as_ref()) {
        Start::HandedOver => return Ok(()),
        Start::First(listener) => listener,
    };
    keep_settings_private();
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_title("Twintrack")
            .with_app_id(NAME)
            .with_icon(icon())
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([480.0, 300.0]),
        ..Default::default()
    };
    // The menu that a Mac would get ends the program without asking about unsaved changes; Cmd+Q is a command here.
    #[cfg(target_os = "macos")]
    let options = eframe::NativeOptions {
        event_loop_builder: Some(Box::new(|builder| {
            winit::platform::macos::EventLoopBuilderExtMacOS::with_default_menu(builder, false);
        })),
        ..options
    };
    let started = Arc::new(AtomicBool::new(false));
    let said = Arc::new(Mutex::new(String::new()));
    let before = std::panic::take_hook();
    let heard = said.clone();
    // A missing library ends in a panic. Its message is read here instead of being printed.
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
                let mut window = Window::open(cc, file);
                window.requests = listener.map(|listener| instance::serve(listener, cc.egui_ctx.clone()));
                Ok(Box::new(window))
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

/// Closes the file of the settings to everybody else before eframe opens it: it names files and what was filtered for.
fn keep_settings_private() {
    if let Some(folder) = eframe::storage_dir(NAME) {
        // Where the folder cannot be made, nothing is stored in it either.
        let _ = make_private(&folder).and_then(|()| make_file_private(&folder.join("app.ron")));
    }
}

/// The program's icon.
fn icon() -> egui::IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../../assets/icon/twintrack-128.png")).unwrap_or_default()
}

impl Window {
    /// Window with the stored settings, on a file or as the program starts without one.
    pub fn open(cc: &eframe::CreationContext, file: Option<PathBuf>) -> Self {
        let settings = cc.storage.and_then(|storage| eframe::get_value(storage, KEY)).unwrap_or_default();
        let Some(file) = file else { return Self::begun(&cc.egui_ctx, settings) };
        let mut window = Self::new(&cc.egui_ctx, settings);
        dispatch(&mut window.state, Command::Open(file), &cc.egui_ctx);
        window
    }

    /// Window with the given settings, as the program starts without a file.
    pub fn begun(ctx: &egui::Context, settings: Settings) -> Self {
        let mut window = Self::new(ctx, settings);
        let left = recovery_folder().map(|folder| pending(&folder).unwrap_or_default());
        window.state.pending = left.into_iter().flatten().filter_map(|pending| pending.found.ok()).collect();
        start::begin(&mut window.state, ctx);
        window
    }

    /// Window on a document that is already open.
    pub fn with(ctx: &egui::Context, settings: Settings, document: Document) -> Self {
        let mut window = Self::new(ctx, settings);
        take(&mut window.state, document);
        window
    }

    fn new(ctx: &egui::Context, settings: Settings) -> Self {
        style::install(ctx);
        Self {
            state: State::new(settings),
            kept: CanvasCache::default(),
            reader: Default::default(),
            applied: None,
            chosen: None,
            title: String::new(),
            typing: Typing::default(),
            requests: None,
        }
    }

    /// The open document.
    pub fn document(&self) -> Option<&Document> {
        self.state.session.document.as_ref()
    }

    /// Key of the selected person.
    pub fn selected(&self) -> Option<&str> {
        let org = &self.state.session.document.as_ref()?.snapshot.org;
        self.state.session.selected.map(|person| org.key(person))
    }

    /// Visible part and appearance of the picture; `None` when nothing is open.
    pub fn view(&self) -> Option<View<'_>> {
        let state = &self.state;
        state.seen()?;
        Some(View {
            selected: state.session.selected,
            show_people: state.shows_people(),
            matching: state.standing_out(),
            look: state.session.look.look(),
            ..View::at(state.session.camera.window(state.canvas), state.session.camera.scale)
        })
    }

    /// Settings to be stored.
    pub fn settings(&self) -> &Settings {
        &self.state.settings
    }

    /// Draws one frame.
    pub fn show(&mut self, ui: &mut egui::Ui) {
        let ctx = ui.ctx().clone();
        poll(&mut self.state, &ctx);
        self.apply_settings(&ctx);
        follow(&ctx);
        let (mut out, mut files) = (Vec::new(), Vec::new());
        dropped(&ctx, &mut files);
        self.handed_over(&ctx, &mut files);
        if closes(&ctx) || !files.is_empty() || self.state.file_dialog.is_some() {
            end_typing(&ctx);
        }
        cancel_reading(&ctx, &self.state, &mut out);
        self.parts(ui, &mut out);
        overlays::overlays(&ctx, &self.state, &mut out);
        drop_question::asked_ui(&ctx, &self.state, &mut out);
        palette::palette_ui(&ctx, &self.state, &mut out);
        what_if::trial_ui(&ctx, &self.state, &mut out);
        tree::expand_ui(&ctx, &self.state, &mut out);
        paste_column::column_ui(&ctx, &self.state, &mut out);
        evidence::evidence_entry_ui(&ctx, &self.state, &mut out);
        export::export_ui(&ctx, &self.state, &mut out);
        unsaved::leaving_ui(&ctx, &self.state, &mut out);
        passphrase::passphrase_ui(&ctx, &self.state, &mut out);
        meeting::leave_ui(&ctx, &self.state, &mut out);
        discard_draft::give_up_ui(&ctx, &self.state, &mut out);
        recovery::recovery_ui(&ctx, &self.state, &mut out);
        about::about_ui(&ctx, &self.state, &mut out);
        leave_page(&ctx, &self.state, &mut out);
        keys(&ctx, &self.state, &mut out);
        settle(&mut self.state, &ctx);
        ring(&ctx);
        for command in out.into_iter().chain(files) {
            dispatch(&mut self.state, command, &ctx);
        }
        // After the edits of this frame.
        self.hold_open(&ctx);
        self.name_window(&ctx);
    }

    /// Opens files handed over by programs started later, and comes to the front.
    fn handed_over(&self, ctx: &egui::Context, out: &mut Vec<Command>) {
        for file in self.requests.iter().flat_map(Receiver::try_iter) {
            ctx.send_viewport_cmd(egui::ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(egui::ViewportCommand::Focus);
            out.extend(file.map(Command::Open));
        }
    }

    /// Keeps the window open while unsaved changes are asked about, and while a file is being written.
    fn hold_open(&mut self, ctx: &egui::Context) {
        let may_close = |state: &mut State| start::may_close(state) && may_leave(state, Then::Close);
        if closes(ctx) && !self.state.may_close && !may_close(&mut self.state) {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    fn parts(&mut self, ui: &mut egui::Ui, out: &mut Vec<Command>) {
        let state = &mut self.state;
        let plain = Frame::new().fill(style::ink(ui, Role::Surface));
        let line = plain.inner_margin(Margin::symmetric(16, 0));
        let bar = Panel::top("bar").exact_size(48.0).frame(line);
        let bar = bar.show(ui, |ui| bar::bar_panel(ui, state, out));
        let status = Panel::bottom("status").exact_size(24.0).frame(line);
        let status = status.show(ui, |ui| status::status_panel(ui, state, out));
        let document = state.seen().cloned();
        let drawn = Drawn::of(state, ui.available_width());
        let side = plain.inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 });
        if state.page == Page::Manual && ui.available_width() >= TWO {
            let panel = Panel::left("contents of the manual").default_size(264.0).size_range(200.0..=420.0).frame(side);
            panel.show(ui, |ui| contents::contents_panel(ui, &state.manual, &mut self.reader, out));
        }
        let (mut findings, mut inspector) = (None, None);
        if let Some(document) = document.as_ref().filter(|_| drawn.page) {
            if drawn.findings {
                let panel = Panel::left("findings").default_size(264.0).size_range(200.0..=420.0).frame(side);
                let drawn = panel.show(ui, |ui| findings::findings_panel(ui, state, document, out));
                findings = Some(drawn.response.rect);
            }
            // In a narrow window the picture gets the space until there is something to inspect.
            let is_wide = ui.available_width() >= NARROW;
            let has_room = match state.page {
                Page::Manual => is_wide && state.session.selected.is_some(),
                _ => !drawn.is_roomy || is_wide || state.session.selected.is_some(),
            };
            if drawn.inspector && has_room {
                let panel = Panel::right("inspector").default_size(320.0).size_range(260.0..=480.0).frame(side);
                let drawn = panel.show(ui, |ui| inspector::inspector_panel(ui, state, document, out));
                inspector = Some(drawn.response.rect);
            }
        }
        let page = ui.available_rect_before_wrap();
        // These pages come without side panels, whatever is open.
        let is_alone = state.page.stands_alone();
        if !is_alone {
            tabs::views_ui(ui, state, drawn, out);
        }
        if let Some(document) = document.as_ref().filter(|_| !drawn.page) {
            let rect = ui.available_rect_before_wrap();
            if drawn.findings {
                findings = Some(rect);
                CentralPanel::default().frame(side).show(ui, |ui| findings::findings_panel(ui, state, document, out));
            } else {
                inspector = Some(rect);
                CentralPanel::default().frame(side).show(ui, |ui| inspector::inspector_panel(ui, state, document, out));
            }
        }
        state.focus_regions.place(Region::Bar, Some(bar.response.rect));
        state.focus_regions.place(Region::Status, Some(status.response.rect));
        state.focus_regions.place(Region::Findings, findings);
        state.focus_regions.place(Region::Inspector, inspector);
        state.focus_regions.place(Region::Page, drawn.page.then_some(page));
        if !drawn.page {
            return;
        }
        if !is_alone {
            colour_legend::colours_ui(ui, state, out);
            filter::filter_ui(ui, state, out);
            file_changed::outside_ui(ui, state, out);
            sample_strip::strip_ui(ui, state, out);
        }
        let ground = Frame::new().fill(style::ink(ui, Role::Background));
        state.focus_regions.middle = Some(ui.available_rect_before_wrap());
        let (kept, reader) = (&mut self.kept, &mut self.reader);
        CentralPanel::default().frame(ground).show(ui, |ui| match &document {
            Some(document) if matches!(state.page, Page::Tracks | Page::Tree) => {
                tree::branch_ui(ui, state, document, out);
                manager_chain::chain_ui(ui, state, document, out);
                let ctx = ui.ctx().clone();
                let size = Viewport::of(&ctx, ui.available_rect_before_wrap()).size();
                // Before the picture is drawn, so that no frame shows it in the wrong place.
                dispatch(state, Command::Resized(size.width as f32, size.height as f32), &ctx);
                let now = ui.input(|input| input.time);
                if state.session.camera.advance(now) {
                    ctx.request_repaint();
                }
                canvas_ui(ui, state, document, kept, out);
            }
            _ if state.page == Page::Manual => manual::manual_panel(ui, &state.manual, reader, out),
            document => {
                let room = ui.available_size();
                if room.y >= LOWEST {
                    return page_ui(ui, state, document.as_ref(), out);
                }
                // A page never gets lower than its parts need side by side; instead it scrolls as a whole.
                ScrollArea::vertical().id_salt("low page").auto_shrink([false, false]).show(ui, |ui| {
                    ui.allocate_ui(egui::vec2(room.x, LOWEST), |ui| {
                        ui.set_min_size(egui::vec2(room.x, LOWEST));
                        page_ui(ui, state, document.as_ref(), out);
                        keep_seen(ui);
                    });
                });
            }
        });
    }

    fn apply_settings(&mut self, ctx: &egui::Context) {
        let settings = &self.state.settings;
        let wanted = (settings.theme, settings.less_motion, stepped(settings.size, 0));
        if let Some(chosen) = self.chosen {
            // Settings are stored by a frame, and without input none may come.
            let left = chosen + KEPT.as_secs_f64() + 0.1 - ctx.input(|input| input.time);
            if left > 0.0 {
                ctx.request_repaint_after_secs(left as f32);
            } else {
                self.chosen = None;
            }
        }
        if self.applied == Some(wanted) {
            return;
        }
        if self.applied.is_some() {
            self.chosen = Some(ctx.input(|input| input.time));
        }
        self.applied = Some(wanted);
        // Light where the desktop has no preference.
        ctx.options_mut(|options| options.fallback_theme = egui::Theme::Light);
        ctx.set_theme(match wanted.0 {
            ThemeChoice::System => egui::ThemePreference::System,
            ThemeChoice::Light => egui::ThemePreference::Light,
            ThemeChoice::Dark => egui::ThemePreference::Dark,
        });
        ctx.all_styles_mut(|style| {
            style.animation_time = if wanted.1 { 0.0 } else { 0.15 };
            style.scroll_animation = if wanted.1 { ScrollAnimation::none() } else { ScrollAnimation::default() };
        });
        // egui's own zoom would not be stored.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.set_zoom_factor(f32::from(wanted.2) / 100.0);
    }

    fn name_window(&mut self, ctx: &egui::Context) {
        let title = match self.state.seen() {
            Some(document) => format!("{} · Twintrack", document.name()),
            None => "Twintrack".to_owned(),
        };
        ctx.accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title.as_str()));
        if title != self.title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// True in the frame in which the window is asked to close.
fn closes(ctx: &egui::Context) -> bool {
    ctx.input(|input| input.viewport().close_requested())
}

/// Takes the focus from a field before the document may be left, so that what is typed there becomes an edit in time.
fn end_typing(ctx: &egui::Context) {
    if ctx.text_edit_focused() {
        ctx.memory_mut(|memory| memory.focused().into_iter().for_each(|field| memory.surrender_focus(field)));
    }
}

/// Opens one file, or several as one organisation.
pub fn open_of(mut paths: Vec<PathBuf>) -> Option<Command> {
    match paths.len() {
        0 | 1 => paths.pop().map(Command::Open),
        _ => Some(Command::OpenSeveral(paths)),
    }
}

/// Opens files dropped on the window.
fn dropped(ctx: &egui::Context, out: &mut Vec<Command>) {
    let dropped = |input: &egui::InputState| {
        input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect::<Vec<_>>()
    };
    out.extend(open_of(ctx.input(dropped)));
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        self.show(ui);
        if let Some(file_dialog) = &mut self.state.file_dialog {
            file_dialog.begin(frame);
        }
    }

    fn raw_input_hook(&mut self, ctx: &egui::Context, input: &mut egui::RawInput) {
        if self.typing.part(input) {
            ctx.request_repaint();
        }
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        view_memory::remember(&mut self.state);
        eframe::set_value(storage, KEY, &self.state.settings);
    }

    fn on_exit(&mut self, _: Option<&eframe::glow::Context>) {
        finish(&self.state);
    }

    fn auto_save_interval(&self) -> Duration {
        KEPT
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }
}

/// True while a dialog, a menu or a field takes the Escape key.
fn takes_escape(ctx: &egui::Context, state: &State) -> bool {
    ctx.memory(|memory| memory.top_modal_layer().is_some())
        || egui::Popup::is_any_open(ctx)
        || ctx.text_edit_focused()
        || state.file_dialog.is_some()
}

/// Stops reading a file on Escape, before the page behind it takes the key.
fn cancel_reading(ctx: &egui::Context, state: &State, out: &mut Vec<Command>) {
    let Some(at) = state.shown_work().position(|work| work.is_reading) else { return };
    let is_taken = takes_escape(ctx, state) || state.session.drag.is_some();
    if !is_taken && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(Command::Cancel(at));
    }
}

/// Leaves a page that is no view on Escape, unless a dialog, a menu or a field takes the key.
fn leave_page(ctx: &egui::Context, state: &State, out: &mut Vec<Command>) {
    let is_taken = takes_escape(ctx, state);
    let leave = match state.page {
        Page::Question | Page::Problems | Page::Suggestions | Page::NotApplied => Command::Turn(Page::Tracks),
        Page::Merging => Command::SetMergeAside,
        Page::Start | Page::Failed if state.seen().is_some() => Command::Turn(Page::Tracks),
        Page::Failed => Command::Start(StartCommand::Page),
        _ => return,
    };
    if !is_taken && ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        out.push(leave);
    }
}

/// Runs the shortcuts in the table of commands, unless a widget has taken the key.
fn keys(ctx: &egui::Context, state: &State, out: &mut Vec<Command>) {
    let is_busy = state.session.drag.is_some() || state.session.asked.is_some() || ctx.text_edit_focused();
    if ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Equals)) {
        out.push(Command::FocusRegions(FocusCommand::Larger(1)));
    }
    // A dialog says what it says of the document as it is. The grid of evidence takes the keys for its own entries, and
    // without any, for what was added.
    let is_beneath = ctx.memory(|memory| memory.top_modal_layer().is_some())
        && !matches!(state.session.evidence_entry, Some(EvidenceEntry::Grid(_)));
    for named in COMMANDS.iter().filter(|named| !(named.yields && is_busy)) {
        if let Some(keys) = named.keys
            && ctx.input_mut(|input| input.consume_shortcut(&keys))
        {
            let command = (named.command)(state);
            out.extend(command.filter(|command| !(is_beneath && matches!(command, Command::Undo | Command::Redo))));
        }
    }
}
