//! The whole picture in a corner; clicking it or dragging on it moves the large one.

use crate::app::canvas::viewport::Viewport;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::style::{ink, theme_of};
use crate::org::Org;
use crate::paint::egui::colour;
use crate::scene::{Point, Rect, Role};
use eframe::egui;
use eframe::egui::{Color32, Mesh, Sense, Stroke, StrokeKind, Vec2};
use std::collections::HashSet;
use std::sync::Arc;

/// Largest width and height, in pixels.
const LARGEST: Vec2 = Vec2::new(128.0, 72.0);

const MARGIN: f32 = 16.0;

/// Boxes of the minimap, kept until they move.
pub struct Small {
    picture: Picture,
    inner: egui::Rect,
    ground: Color32,
    mesh: Arc<Mesh>,
}

/// Draws the minimap, unless everything is in view already.
pub fn minimap_ui(
    ui: &egui::Ui,
    state: &State,
    (picture, org): (&Picture, &Org),
    canvas: egui::Rect,
    kept: &mut Option<Small>,
    out: &mut Vec<Command>,
) {
    let bounds = picture.bounds();
    let window = state.session.camera.window(Viewport::of(ui.ctx(), canvas).size());
    let is_all_seen = window.left <= bounds.left
        && window.right >= bounds.right
        && window.top <= bounds.top
        && window.bottom >= bounds.bottom;
    if is_all_seen || bounds.width() <= 0.0 || bounds.height() <= 0.0 || canvas.width() < 3.0 * LARGEST.x {
        return;
    }
    let scale = (f64::from(LARGEST.x) / bounds.width()).min(f64::from(LARGEST.y) / bounds.height());
    let whole = egui::vec2((bounds.width() * scale) as f32, (bounds.height() * scale) as f32).max(Vec2::splat(8.0));
    // Least is covered at the bottom left: lines of people begin at the gutter, and a tree at its top.
    let size = whole + Vec2::splat(12.0);
    let corner = canvas.left_bottom() + egui::vec2(MARGIN, -MARGIN - size.y);
    let frame = egui::Rect::from_min_size(corner, size);
    let inner = frame.shrink(6.0);

    let response = ui.interact(frame, ui.make_persistent_id("minimap"), Sense::click_and_drag());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, "Overview"));
    if let Some(pos) = response.interact_pointer_pos() {
        let x = bounds.left + f64::from(pos.x - inner.left()) / scale;
        let y = bounds.top + f64::from(pos.y - inner.top()) / scale;
        out.push(Command::LookAt(Point::new(x.clamp(bounds.left, bounds.right), y.clamp(bounds.top, bounds.bottom))));
    }

    let theme = theme_of(ui);
    let painter = ui.painter_at(frame.expand(2.0));
    painter.rect(frame, 6.0, ink(ui, Role::Surface), Stroke::new(1.0, ink(ui, Role::StrongLine)), StrokeKind::Inside);
    let place = |rect: Rect| {
        let pos = |x: f64, y: f64| {
            inner.min + egui::vec2(((x - bounds.left) * scale) as f32, ((y - bounds.top) * scale) as f32)
        };
        egui::Rect::from_min_max(pos(rect.left, rect.top), pos(rect.right, rect.bottom)).intersect(inner)
    };
    let ground = ink(ui, Role::Surface);
    let is_kept = |small: &Small| small.picture.is_same(picture) && small.inner == inner && small.ground == ground;
    if !kept.as_ref().is_some_and(is_kept) {
        let mut mesh = Mesh::default();
        // Thousands of boxes share a few pixels; of those that look the same, draw one.
        let mut seen = HashSet::new();
        picture.overview(org, &mut |rect, role| {
            let rect = place(rect);
            let rect = egui::Rect::from_min_size(rect.min, rect.size().max(Vec2::splat(1.0)));
            let half = |length: f32| (2.0 * length).round() as i32;
            if seen.insert([rect.left(), rect.top(), rect.right(), rect.bottom()].map(half)) {
                mesh.add_colored_rect(rect, colour(theme, role).gamma_multiply(0.7));
            }
        });
        *kept = Some(Small { picture: picture.clone(), inner, ground, mesh: Arc::new(mesh) });
    }
    if let Some(small) = kept {
        painter.add(small.mesh.clone());
    }
    painter.rect_stroke(place(window).expand(1.0), 2.0, Stroke::new(1.5, ink(ui, Role::Accent)), StrokeKind::Inside);
}
