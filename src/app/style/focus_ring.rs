//! The keyboard focus made visible: a ring around the focused widget, and scrolling to it.

use crate::paint::egui::colour;
use crate::scene::{Role, Theme};
use eframe::egui;
use eframe::egui::accesskit::{Action, ActionRequest, TreeId};
use eframe::egui::emath::GuiRounding as _;
use eframe::egui::style::ScrollAnimation;
use eframe::egui::{Context, Event, Id, Stroke, StrokeKind, Ui};

/// Width of the ring, in points.
const RING: f32 = 2.0;

/// Gap between ring and widget, in points.
const GAP: f32 = 1.0;

/// Seconds after which nested scroll areas have come to rest.
const SETTLING: f64 = 1.5;

/// The focused widget and its history.
#[derive(Clone, Copy, Debug, Default)]
pub struct Focus {
    pub id: Option<Id>,
    /// Time at which it got the focus, in seconds.
    pub since: f64,
    /// Set when the last input came from the keyboard or a screen reader, not from the pointer.
    pub by_keys: bool,
    /// Widget to scroll to in the next frame.
    follow: Option<Id>,
}

fn key() -> Id {
    Id::unique("the focus, followed")
}

/// The focus at the end of the previous frame.
pub fn focus(ctx: &Context) -> Focus {
    ctx.data(|data| data.get_temp(key())).unwrap_or_default()
}

/// Scrolls to a widget that got the focus out of view. Called before anything is drawn.
pub fn follow(ctx: &Context) {
    let mut focus = focus(ctx);
    let wanted = focus.follow.take();
    ctx.input_mut(|input| {
        for event in &input.events {
            match event {
                Event::Key { pressed: true, .. } | Event::AccessKitActionRequest(_) => focus.by_keys = true,
                Event::PointerButton { pressed: true, .. } => focus.by_keys = false,
                _ => {}
            }
        }
        // The same request that a screen reader sends; the enclosing scroll area answers it.
        input.events.extend(wanted.map(|id| {
            Event::AccessKitActionRequest(ActionRequest {
                action: Action::ScrollIntoView,
                target_tree: TreeId::ROOT,
                target_node: id.accesskit_id(),
                data: None,
            })
        }));
    });
    ctx.data_mut(|data| data.insert_temp(key(), focus));
}

/// Scrolls to the newly focused widget at the end of an outer scroll area, since inner ones do not pass the request on.
pub fn keep_seen(ui: &Ui) {
    let focus = focus(ui.ctx());
    let age = ui.input(|input| input.time) - focus.since;
    if !focus.by_keys || age > SETTLING {
        return;
    }
    let Some(response) = focus.id.and_then(|id| ui.ctx().read_response(id)) else { return };
    let is_inside = response.layer_id == ui.layer_id() && ui.min_rect().x_range().contains(response.rect.center().x);
    if is_inside && !ui.clip_rect().contains_rect(response.rect) {
        ui.scroll_to_rect_animation(response.rect, None, ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
}

/// Draws the ring, on the layer of the focused widget. Called after everything else is drawn.
pub fn ring(ctx: &Context) {
    let mut focus = focus(ctx);
    let (id, time) = (ctx.memory(|memory| memory.focused()), ctx.input(|input| input.time));
    if focus.id != id {
        (focus.id, focus.since) = (id, time);
    }
    let response = id.and_then(|id| ctx.read_response(id));
    let is_cut = response.is_some_and(|it| it.rect.height() < 400.0 && !it.interact_rect.contains_rect(it.rect));
    // Limited in time, so that the wheel can scroll away from the focus.
    focus.follow = id.filter(|_| is_cut && focus.by_keys && time - focus.since < SETTLING);
    if focus.follow.is_some() {
        ctx.request_repaint();
    }
    ctx.data_mut(|data| data.insert_temp(key(), focus));
    let Some(response) = id.and_then(|id| ctx.read_response(id)) else { return };
    let seen = response.interact_rect.intersect(response.rect);
    let is_ground = seen.area() > 0.25 * ctx.content_rect().area();
    // A click into the picture needs no ring around the whole of it.
    if !seen.is_positive() || (is_ground && !focus.by_keys) {
        return;
    }
    let theme = if ctx.theme() == egui::Theme::Dark { Theme::Dark } else { Theme::Light };
    let rect = if is_ground { seen } else { seen.expand(RING + GAP).intersect(ctx.content_rect()) };
    let painter = ctx.layer_painter(response.layer_id);
    let rect = rect.round_to_pixels(painter.pixels_per_point());
    painter.rect_stroke(rect, 6.0, Stroke::new(RING, colour(theme, Role::Accent)), StrokeKind::Inside);
}
