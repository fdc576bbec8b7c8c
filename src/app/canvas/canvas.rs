//! The picture in the centre of the window: draws what is in view and turns pointer and keys into commands.

use crate::app::canvas::arrow_keys;
use crate::app::canvas::drag_input::drag_commands;
use crate::app::canvas::drag_preview::drag_preview_ui;
use crate::app::canvas::minimap::{Small, minimap_ui};
use crate::app::canvas::person_menu::menu_ui;
use crate::app::canvas::photos::{Photos, are_shown};
use crate::app::canvas::screen_reader::{spoken, spoken_of_part};
use crate::app::canvas::tooltip::tooltip_ui;
use crate::app::canvas::viewport::Viewport;
use crate::app::command::{Command, tree_keys};
use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::focus_ring::focus;
use crate::app::style::{ink, theme_of};
use crate::app::update::canvas::tree;
use crate::app::widgets::fields::first_field;
use crate::app::widgets::menus::fitted;
use crate::diagram::{Hit, View};
use crate::org::{Org, PersonId, Tree};
use crate::paint::egui::{Canvas, View as Lens};
use crate::report::shown::thousands;
use crate::scene::{Point, Rect, Role, Size};
use eframe::egui;
use eframe::egui::{Key, Modifiers, Sense};

/// Group of findings whose gauges are visible while it is open.
const OVER: &str = "over-authorised";

/// Largest number of cards exposed to a screen reader at once.
const TOLD: usize = 500;

/// Distance in pixels by which an arrow key moves the picture.
const STEP: f64 = 80.0;

/// Distance in points by which a notch of the wheel moves the picture.
const NOTCH: f32 = 60.0;

/// Points of scrolling that zoom by a factor of e; a notch enlarges by about a fifth.
const WHEEL: f64 = 480.0;

/// Data kept between frames to save work, without influence on what is visible apart from open tooltips and menus.
#[derive(Default)]
pub struct CanvasCache {
    /// True if the last scrolling came from a touchpad rather than a wheel.
    fingers: bool,
    /// Person whose tooltip was opened by a key.
    read: Option<PersonId>,
    /// Person whose menu was opened: handle and key, since another document may be loaded while it is open.
    asked_of: Option<(PersonId, String)>,
    told: Option<AccessibleCards>,
    photos: Photos,
    small: Option<Small>,
}

/// Cards in a part of a picture.
struct AccessibleCards {
    picture: Picture,
    window: Rect,
    cards: Vec<(PersonId, Rect)>,
}

/// Draws the picture, with a minimap in its corner.
pub fn canvas_ui(
    ui: &mut egui::Ui,
    state: &State,
    document: &Document,
    kept: &mut CanvasCache,
    out: &mut Vec<Command>,
) {
    let snapshot = &document.snapshot;
    let Some(picture) = &state.picture() else { return };
    let (id, what) = match picture {
        Picture::Tracks(_) => (ui.make_persistent_id("tracks"), "Tracks"),
        Picture::Tree(_) => (ui.make_persistent_id("tree"), "Tree"),
    };
    let rect = ui.available_rect_before_wrap();
    let response = ui.interact(rect, id, Sense::click_and_drag());
    ui.advance_cursor_after_rect(rect);
    let name = format!("{what} of {}, {} people", document.name(), thousands(snapshot.people as f64));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, &name));

    let ground = Viewport::of(ui.ctx(), rect);
    let size = ground.size();
    let window = state.session.camera.window(size);
    let pointer = response.hover_pos().map(|pos| ground.pixel(pos));

    let view = View {
        matching: state.standing_out(),
        look: state.session.look.look(),
        selected: state.session.selected,
        show_people: state.shows_people(),
        show_over: state.is_open(OVER, false),
        ..View::at(window, state.session.camera.scale)
    };
    let at = pointer.map(|pixel| state.session.camera.point_at(pixel, size));
    let hit = at.and_then(|at| picture.hit_seen(document, &view, at));
    // Nothing is hovered while the picture is dragged: the lines of everybody passed would light up.
    let hovered = match hit {
        Some(Hit::Person(person) | Hit::Gauge(person)) if !response.dragged() => Some(person),
        _ => None,
    };
    let view = View { hovered, ..view };

    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, ink(ui, Role::Background));
    let lens = Lens {
        scene: Point::new(window.left, window.top),
        screen: rect.min,
        scale: state.session.camera.scale / f64::from(ground.zoom),
        is_zooming: state.session.camera.is_under_way()
            || ui.input(|input| input.zoom_delta() != 1.0 || input.is_scrolling()),
    };
    let mut canvas = Canvas::new(&painter, theme_of(ui), lens);
    let time = ui.input(|input| input.time);
    let animation = state.session.track_animation.as_ref();
    let under_way = animation.and_then(|animation| Some((animation, animation.part(time)?)));
    // An animation goes on even if nothing else asks for another frame.
    if under_way.is_some() {
        ui.ctx().request_repaint();
    }
    match (picture, under_way) {
        (Picture::Tracks(tracks), Some((animation, part))) => {
            let way = (animation.from.as_ref(), part);
            tracks.marks_on_way(way, &snapshot.org, &snapshot.judgement, &view, &mut |mark| canvas.paint(&mark));
        }
        _ => picture.marks(document, &view, &mut |mark| canvas.paint(&mark)),
    }
    canvas.finish();
    let CanvasCache { told, photos, .. } = kept;
    // Photos are painted at the final places, so they wait for the end of an animation.
    let has_discs = under_way.is_none();
    if has_discs && are_shown(state) && photos.are_there(document, ui.ctx()) {
        let cards = cards(told, picture, window);
        photos.paint(&painter, document, (picture, &view), cards, |place| {
            egui::Rect::from_min_max(
                lens.to_screen(Point::new(place.left, place.top)),
                lens.to_screen(Point::new(place.right, place.bottom)),
            )
        });
    }

    tell(ui, state, (document, picture, &view), kept, id, ground, out);
    chosen_ui(ui, state, picture, ground);
    if !drag_commands(ui, state, picture, &response, ground, out) {
        let is_wheel_zooming = state.settings.wheel_zooms;
        pointer_commands(ui, (&response, is_wheel_zooming), kept, picture, (ground, pointer), hit, out);
    }
    keys(ui, state, (&snapshot.judgement.tree, picture), response.has_focus(), size, out);
    rested_ui(ui, state, (document, picture), kept, &response, ground);
    if response.has_focus() {
        // Without this egui would move the focus with the arrow keys.
        let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    }
    person_menu_ui(state, &snapshot.org, &response, kept, hit, out);
    if let Some(hit) = hit.filter(|_| !response.dragged() && state.session.drag.is_none()) {
        response.on_hover_ui_at_pointer(|ui| tooltip_ui(ui, state, (document, picture), hit));
    }
    minimap_ui(ui, state, (picture, &snapshot.org), rect, &mut kept.small, out);
    if let Some(drag) = &state.session.drag {
        drag_preview_ui(ui, state, (document, picture), drag, ground);
    }
}

/// Opens the menu of a card on a right click.
fn person_menu_ui(
    state: &State,
    org: &Org,
    response: &egui::Response,
    kept: &mut CanvasCache,
    hit: Option<Hit>,
    out: &mut Vec<Command>,
) {
    if response.secondary_clicked() {
        kept.asked_of = match hit {
            Some(Hit::Person(person)) => Some((person, org.key(person).to_owned())),
            _ => None,
        };
    }
    // Forget the person if they are gone or the handle stands for somebody else by now.
    kept.asked_of.take_if(|(person, key)| !org.has(*person) || org.key(*person) != key.as_str());
    if let Some((person, _)) = kept.asked_of {
        response.context_menu(|ui| fitted(ui, |ui| menu_ui(ui, state, person, out)));
    }
}

/// Shows the tooltip of the selected card when its key is pressed, until the key is pressed again or the selection
/// changes.
fn rested_ui(
    ui: &egui::Ui,
    state: &State,
    (document, picture): (&Document, &Picture),
    kept: &mut CanvasCache,
    response: &egui::Response,
    ground: Viewport,
) {
    let is_free = response.has_focus() || ui.memory(|memory| memory.focused().is_none());
    let person = state.session.selected.filter(|_| is_free && state.session.drag.is_none());
    if kept.read.is_some() && kept.read != person {
        kept.read = None;
    }
    let Some((person, place)) = person.and_then(|person| Some((person, picture.place(person)?))) else { return };
    let is_asked = !ui.ctx().text_edit_focused()
        && !ui.ctx().any_popup_open()
        && ui.memory(|memory| memory.is_above_modal_layer(ui.layer_id()))
        && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space));
    if is_asked {
        kept.read = if kept.read.is_none() { Some(person) } else { None };
    }
    let card = ground.place(&state.session.camera, place);
    if response.has_focus() && focus(ui.ctx()).by_keys {
        let (accent, painter) = (ink(ui, Role::Accent), ui.painter_at(ground.rect));
        painter.rect_stroke(card.expand(3.0), 10.0, egui::Stroke::new(2.0, accent), egui::StrokeKind::Inside);
    }
    if kept.read.is_some() {
        let tip = egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id.with("read"), card);
        tip.show(|ui| tooltip_ui(ui, state, (document, picture), Hit::Person(person)));
    }
}

/// Draws frames around the people who are selected in addition to the main selection.
fn chosen_ui(ui: &egui::Ui, state: &State, picture: &Picture, ground: Viewport) {
    let painter = ui.painter_at(ground.rect);
    let window = state.session.camera.window(ground.size());
    let places = state.session.rest_of_selection.iter().filter_map(|&person| picture.place(person));
    for place in places.filter(|place| place.overlaps(&window)) {
        let card = ground.place(&state.session.camera, place);
        let stroke = egui::Stroke::new(2.0, ink(ui, Role::Accent));
        painter.rect_stroke(card, (8.0 * state.session.camera.scale as f32).min(8.0), stroke, egui::StrokeKind::Inside);
    }
}

fn pointer_commands(
    ui: &egui::Ui,
    (response, is_wheel_zooming): (&egui::Response, bool),
    kept: &mut CanvasCache,
    picture: &Picture,
    (ground, pointer): (Viewport, Option<Point>),
    hit: Option<Hit>,
    out: &mut Vec<Command>,
) {
    if response.dragged() {
        out.push(Command::Pan(ground.pixels(response.drag_delta())));
    }
    // Ignores the keys that click a button: they have a meaning of their own here.
    if response.clicked_by(egui::PointerButton::Primary) {
        response.request_focus();
        match hit {
            Some(Hit::Person(person)) => {
                let together = ui.input(|input| input.modifiers.command || input.modifiers.shift);
                out.push(if together { Command::Also(person) } else { Command::Select(Some(person)) });
            }
            Some(Hit::Count(person)) => out.push(Command::Tree(TreeCommand::Turn(person))),
            Some(Hit::Gauge(person)) => out.push(Command::Show(person)),
            Some(Hit::Row(_) | Hit::MoreGauges(_) | Hit::Stripe(_) | Hit::Ceiling) | None => {
                out.push(Command::Select(None));
            }
        }
    }
    if response.double_clicked()
        && let Some(Hit::Person(person)) = hit
    {
        out.push(match picture {
            Picture::Tree(_) => Command::Tree(TreeCommand::Turn(person)),
            Picture::Tracks(_) => Command::Show(person),
        });
    }
    if let Some(pointer) = pointer {
        wheel_commands(ui, is_wheel_zooming, kept, ground, pointer, out);
    }
}

/// Scrolls with the wheel and with two fingers, and zooms with Ctrl or a pinch. A setting swaps the two for the wheel.
fn wheel_commands(
    ui: &egui::Ui,
    is_wheel_zooming: bool,
    kept: &mut CanvasCache,
    ground: Viewport,
    pointer: Point,
    out: &mut Vec<Command>,
) {
    let mut turned = egui::Vec2::ZERO;
    let (zoom, scroll, is_command) = ui.input(|input| {
        for event in &input.events {
            if let egui::Event::MouseWheel { unit, delta, .. } = event {
                kept.fingers = *unit == egui::MouseWheelUnit::Point;
                turned += *delta;
            }
        }
        (f64::from(input.zoom_delta()), input.smooth_scroll_delta(), input.modifiers.command)
    });
    let is_swapped = is_wheel_zooming && !kept.fingers;
    if is_swapped && is_command {
        let by = ground.pixels(turned * NOTCH);
        if (by.x, by.y) != (0.0, 0.0) {
            out.push(Command::Pan(by));
        }
        return;
    }
    if zoom != 1.0 {
        // A pinch is followed exactly. Unreduced, one notch of a wheel would enlarge by half.
        out.push(Command::Zoom(if kept.fingers { zoom } else { zoom.sqrt() }, pointer));
    }
    let by = ground.pixels(scroll);
    if is_swapped && by.x == 0.0 && by.y != 0.0 {
        out.push(Command::Zoom((f64::from(scroll.y) / WHEEL).exp(), pointer));
    } else if (by.x, by.y) != (0.0, 0.0) {
        out.push(Command::Pan(by));
    }
}

/// Handles keys that work wherever no text is being typed.
fn keys(
    ui: &egui::Ui,
    state: &State,
    (tree, picture): (&Tree, &Picture),
    focused: bool,
    size: Size,
    out: &mut Vec<Command>,
) {
    let ctx = ui.ctx();
    let is_asked = state.session.asked.is_some() || !ctx.memory(|memory| memory.is_above_modal_layer(ui.layer_id()));
    if ctx.text_edit_focused() || ctx.any_popup_open() || state.file_dialog.is_some() || is_asked {
        return;
    }
    let middle = Point::new(size.width / 2.0, size.height / 2.0);
    let is_free = focused || ctx.memory(|memory| memory.focused().is_none());
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    for (keys, command) in [
        ([Key::Plus, Key::Equals], Command::Zoom(1.25, middle)),
        ([Key::Minus, Key::Minus], Command::Zoom(0.8, middle)),
        ([Key::Num0, Key::Num0], Command::Fit),
    ] {
        if keys.into_iter().any(pressed) {
            out.push(command);
        }
    }
    if state.page == Page::Tracks && state.session.gone_from.is_some() && pressed(Key::Backspace) {
        out.push(Command::ViewBack);
    }
    // The keys below belong to the focused control, if there is one.
    if !is_free {
        return;
    }
    if state.session.selected.is_some() && state.session.drag.is_none() && pressed(Key::Escape) {
        out.push(if state.session.form { Command::Form(false) } else { Command::Select(None) });
    }
    if let Some(person) = state.session.selected.filter(|_| state.session.drag.is_none())
        && pressed(Key::Enter)
    {
        out.push(Command::Form(true));
        ctx.memory_mut(|memory| memory.request_focus(first_field(person)));
    }
    if state.page == Page::Tree && state.session.drag.is_none() {
        let keys = tree::KEYS.into_iter().filter(|&key| pressed(key));
        out.extend(keys.filter_map(|key| tree_keys::keyed(state, key)));
    }
    for (key, x, y) in [(Key::ArrowLeft, -1, 0), (Key::ArrowRight, 1, 0), (Key::ArrowUp, 0, -1), (Key::ArrowDown, 0, 1)]
    {
        let carries = state.session.selected.is_some() && state.page == Page::Tracks;
        if carries && ui.input_mut(|input| input.consume_key(Modifiers::ALT, key)) {
            out.push(Command::Nudge(x, y));
        }
    }
    for (key, x, y) in [
        (Key::ArrowLeft, 1.0, 0.0),
        (Key::ArrowRight, -1.0, 0.0),
        (Key::ArrowUp, 0.0, 1.0),
        (Key::ArrowDown, 0.0, -1.0),
    ] {
        if ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key)) {
            out.push(Command::Pan(Point::new(x * STEP, y * STEP)));
        }
        if let Some(person) = state.session.selected.filter(|_| state.page == Page::Tracks && y == 0.0)
            && ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key))
        {
            out.extend(arrow_keys::sibling(tree, person, key == Key::ArrowRight).map(Command::Show));
        }
        if !pressed(key) {
            continue;
        }
        match state.session.selected {
            Some(person) if state.page == Page::Tree => out.extend(tree_keys::along(state, person, key)),
            None => out.push(Command::Pan(Point::new(x * STEP, y * STEP))),
            Some(person) => {
                if let Picture::Tracks(tracks) = picture {
                    out.extend(arrow_keys::along(tracks, person, key).map(Command::Show));
                }
            }
        }
    }
}

/// Exposes the cards that can be read to a screen reader, if one is listening.
fn tell(
    ui: &egui::Ui,
    state: &State,
    (document, picture, view): (&Document, &Picture, &View),
    kept: &mut CanvasCache,
    id: egui::Id,
    ground: Viewport,
    out: &mut Vec<Command>,
) {
    if ui.ctx().accesskit_node_builder(id, |_| ()).is_none() {
        return;
    }
    let window = state.session.camera.window(ground.size());
    for &(person, place) in cards(&mut kept.told, picture, window) {
        let card = ground.place(&state.session.camera, place);
        let node = id.with(("card", person.0));
        let response = ui.interact(card.intersect(ground.rect), node, Sense::hover());
        let label = spoken(document, picture, person, state.shows_people());
        response.widget_info(|| {
            egui::WidgetInfo::selected(egui::Role::ListItem, true, state.session.selected == Some(person), &label)
        });
        if ui.input(|input| input.has_accesskit_action_request(node, egui::accesskit::Action::Click)) {
            out.push(Command::Show(person));
        }
    }
    let Picture::Tracks(tracks) = picture else { return };
    let snapshot = &document.snapshot;
    for (at, (part, place)) in tracks.parts(&snapshot.org, &snapshot.judgement, view).into_iter().enumerate() {
        let place = ground.place(&state.session.camera, place).intersect(ground.rect);
        let node = id.with(("part", at));
        let response = ui.interact(place, node, Sense::hover());
        let label = spoken_of_part(document, tracks, part);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &label));
        if let Hit::Gauge(person) = part
            && ui.input(|input| input.has_accesskit_action_request(node, egui::accesskit::Action::Click))
        {
            out.push(Command::Show(person));
        }
    }
}

/// Cards in view, cached until the picture or the window changes.
fn cards<'a>(told: &'a mut Option<AccessibleCards>, picture: &Picture, window: Rect) -> &'a [(PersonId, Rect)] {
    let kept = told.take().filter(|told| told.picture.is_same(picture) && told.window == window);
    let made = kept.unwrap_or_else(|| AccessibleCards {
        picture: picture.clone(),
        window,
        cards: picture.people_in(window, TOLD),
    });
    &told.insert(made).cards
}
