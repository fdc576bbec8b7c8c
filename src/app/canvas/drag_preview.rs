//! Preview of cards being dragged: their old places, the rungs that light up, the card under the pointer, and the
//! consequences.

use crate::app::canvas::viewport::Viewport;
use crate::app::state::State;
use crate::app::state::canvas::drag::{Drag, rung_on};
use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::Document;
use crate::app::style::{ink, regular, semibold, words};
use crate::layout::Lane;
use crate::org::{PersonId, TrackKind};
use crate::plan::Target;
use crate::scene::{Rect, Role};
use eframe::egui;
use eframe::egui::{Area, Color32, CornerRadius, Frame, Id, Label, Order, Painter, Shadow, Stroke, StrokeKind, vec2};

/// Width of the text with the consequences, in pixels.
const SAID: f32 = 300.0;

/// Size of the dragged card in points of the picture, and the smallest scale at which it is drawn.
const CARD: (f32, f32) = (160.0, 52.0);

const SMALLEST: f32 = 0.75;

/// Draws the preview over the picture.
pub fn drag_preview_ui(
    ui: &egui::Ui,
    state: &State,
    (document, picture): (&Document, &Picture),
    drag: &Drag,
    ground: Viewport,
) {
    let canvas = ground.rect;
    let painter = ui.painter_at(canvas);
    let on_screen = |rect: Rect| ground.place(&state.session.camera, rect);
    let accent = ink(ui, Role::Accent);
    let first = drag.people.first().copied();
    let tracks = match picture {
        Picture::Tracks(tracks) => Some(tracks),
        Picture::Tree(_) => None,
    };
    for (tracks, row) in tracks.iter().flat_map(|tracks| (0..tracks.rows().len()).map(move |row| (tracks, row))) {
        for lane in [Lane::Ic, Lane::Management] {
            let Some(rung) = rung_on(tracks, &document.snapshot.org, (row, lane), first) else { continue };
            let lane = on_screen(tracks.ground_of(row, lane)).intersect(canvas);
            let is_target = drag.target == Some(Target::Rung(rung));
            painter.rect_filled(lane, 0.0, accent.gamma_multiply(if is_target { 0.16 } else { 0.05 }));
            if is_target {
                painter.rect_stroke(lane, 0.0, Stroke::new(1.5, accent), StrokeKind::Inside);
            }
        }
    }
    for &person in &drag.people {
        if let Some(place) = picture.place(person) {
            let place = on_screen(place);
            painter.rect_filled(place, 8.0, ink(ui, Role::Background).gamma_multiply(0.75));
            painter.rect_stroke(place, 8.0, Stroke::new(1.0, ink(ui, Role::StrongLine)), StrokeKind::Inside);
        }
    }
    if let Some(Target::Manager(manager)) = drag.target
        && let Some(place) = picture.place(manager)
    {
        painter.rect_stroke(on_screen(place).expand(3.0), 10.0, Stroke::new(2.5, accent), StrokeKind::Outside);
    }
    if let Some(Target::Beside { sibling, behind }) = drag.target
        && let Some(place) = picture.place(sibling)
    {
        let place = on_screen(place);
        let x = if behind { place.right() + 4.0 } else { place.left() - 4.0 };
        painter.vline(x, place.y_range(), Stroke::new(3.0, accent));
    }
    let pointer = ground.pos(drag.pixel);
    let scale = (state.session.camera.scale as f32).max(SMALLEST) / ground.zoom;
    let held = vec2(drag.held.x as f32, drag.held.y as f32) * scale;
    let held = held.clamp(vec2(0.0, 0.0), vec2(CARD.0, CARD.1) * scale);
    card_ui(
        &painter,
        ui,
        document,
        drag,
        egui::Rect::from_min_size(pointer - held, vec2(CARD.0, CARD.1) * scale),
        scale,
    );
    said_ui(ui.ctx(), drag, document, pointer, canvas);
}

/// Draws the dragged card: dashed, in the accent colour, with the title that it would have.
fn card_ui(painter: &Painter, ui: &egui::Ui, document: &Document, drag: &Drag, rect: egui::Rect, scale: f32) {
    let org = &document.snapshot.org;
    let Some(&person) = drag.people.first() else { return };
    let allowed = matches!(drag.planned, Some(Ok(_)));
    let colour = ink(ui, if allowed { Role::Accent } else { Role::Secondary });
    let radius = CornerRadius::same((8.0 * scale).clamp(2.0, 24.0) as u8);
    let shadow = Shadow { offset: [0, 6], blur: 16, spread: 0, color: Color32::from_black_alpha(60) };
    for behind in (1..drag.people.len().min(3)).rev() {
        let place = rect.translate(vec2(5.0, 5.0) * behind as f32);
        painter.rect(place, radius, ink(ui, Role::Surface), Stroke::new(1.0, colour), StrokeKind::Inside);
    }
    painter.add(shadow.as_shape(rect, radius));
    painter.rect_filled(rect, radius, ink(ui, Role::Surface));
    dashed(painter, rect.shrink(1.0), Stroke::new(1.5, colour));
    let track = match drag.target {
        Some(Target::Rung(rung)) => Some(org.track(rung).kind),
        _ => org.track_kind(person),
    };
    if let Some(track) = track {
        let role = if track == TrackKind::Ic { Role::Ic } else { Role::Management };
        let left = egui::Rect::from_min_size(
            rect.min + vec2(5.0, 8.0) * scale,
            vec2(2.5 * scale, rect.height() - 16.0 * scale),
        );
        painter.rect_filled(left, 1.0, ink(ui, role));
    }
    let title = match &drag.planned {
        Some(Ok(planned)) => planned.titles.first().map_or("", String::as_str),
        _ => org.title(person),
    };
    let line = |text: String, font: egui::FontId, role: Role, y: f32| {
        let mut job = egui::text::LayoutJob::simple_singleline(text, font, ink(ui, role));
        job.wrap = egui::text::TextWrapping::truncate_at_width(rect.width() - 20.0 * scale);
        let galley = painter.layout_job(job);
        painter.galley(egui::pos2(rect.left() + 12.0 * scale, rect.top() + y * scale), galley, Color32::PLACEHOLDER);
    };
    let name = match drag.people.len() {
        1 => org.label(person).to_owned(),
        n => format!("{} and {} more", org.label(person), n - 1),
    };
    line(name, semibold(12.5 * scale), Role::Text, 9.0);
    line(title.to_owned(), regular(11.0 * scale), Role::Secondary, 27.0);
}

fn dashed(painter: &Painter, rect: egui::Rect, stroke: Stroke) {
    let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(egui::Shape::dashed_line(&corners, stroke, 6.0, 4.0));
}

/// Shows the consequences beside the pointer, within the canvas.
fn said_ui(ctx: &egui::Context, drag: &Drag, document: &Document, pointer: egui::Pos2, canvas: egui::Rect) {
    let (head, lines): (String, &[String]) = match &drag.planned {
        Some(Ok(planned)) => (planned.name.clone(), &planned.lines),
        Some(Err(refusal)) => (refusal.to_string(), &[]),
        None => (nowhere(document, drag.people.first().copied()), &[]),
    };
    let right = pointer.x + 28.0 + SAID + 28.0 < canvas.right();
    let x = if right { pointer.x + 28.0 } else { (pointer.x - SAID - 56.0).max(canvas.left() + 8.0) };
    let tall = 60.0 + 34.0 * lines.len() as f32;
    let y = (pointer.y + 36.0).min(canvas.bottom() - tall).max(canvas.top() + 8.0);
    Area::new(Id::unique("carried")).order(Order::Tooltip).fixed_pos(egui::pos2(x, y)).interactable(false).show(
        ctx,
        |ui| {
            Frame::popup(ui.style()).inner_margin(12).show(ui, |ui| {
                ui.set_width(SAID);
                ui.add(Label::new(words(ui, head, semibold(13.0), Role::Text)).wrap());
                for line in lines {
                    ui.add(Label::new(words(ui, line.as_str(), regular(12.0), Role::Secondary)).wrap());
                }
                let keys = match (lines.is_empty(), drag.by_keys) {
                    (true, _) => "Esc cancels",
                    (false, true) => "Enter applies, Esc cancels",
                    (false, false) => "Drop to apply, Esc to cancel",
                };
                ui.label(words(ui, keys, regular(11.0), Role::Faint));
            });
        },
    );
}

fn nowhere(document: &Document, person: Option<PersonId>) -> String {
    let who = person.map_or("", |person| document.snapshot.org.label(person));
    format!("This row has no rung on this side for {who}")
}
