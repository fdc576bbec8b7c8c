//! Menus and dialogs that fit into the window at every size of the interface by scrolling.

use eframe::egui::{
    Context, Frame, Id, Modal, ModalResponse, Popup, PopupCloseBehavior, Response, ScrollArea, Ui, vec2,
};

/// Padding of the rows of a menu.
pub fn menu_style(ui: &mut Ui) {
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
}

/// Least distance of a menu or dialog from the edges of the window, in points.
const EDGE: f32 = 16.0;

/// Menu below a button; closes when a row is clicked.
pub fn menu<R>(button: &Response, rows: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    menu_that(button, PopupCloseBehavior::CloseOnClick, rows)
}

/// Form below a button; stays until a click outside.
pub fn form_below<R>(button: &Response, content: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    menu_that(button, PopupCloseBehavior::CloseOnClickOutside, content)
}

fn menu_that<R>(button: &Response, closes: PopupCloseBehavior, rows: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let shown = Popup::menu(button).close_behavior(closes).show(|ui| {
        // Same padding as the rows of a menu.
        ui.spacing_mut().button_padding = vec2(8.0, 5.0);
        fitted(ui, rows)
    });
    shown.map(|shown| shown.inner)
}

/// Rows that scroll when the window is too low.
pub fn fitted<R>(ui: &mut Ui, rows: impl FnOnce(&mut Ui) -> R) -> R {
    let most = (ui.ctx().content_rect().height() - 2.0 * EDGE - 24.0).max(80.0);
    // Else a new area is no higher than its default, and scrolls though there is room.
    ui.set_max_height(most);
    ScrollArea::vertical().max_height(most).show(ui, rows).inner
}

/// Modal dialog of at most `width` points, which scrolls when the window is too low.
pub fn dialog<R>(ctx: &Context, id: Id, width: f32, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let room = ctx.content_rect().size();
    Modal::new(id).frame(Frame::popup(&ctx.global_style()).inner_margin(EDGE)).show(ctx, |ui| {
        let width = width.min(room.x - 4.0 * EDGE);
        ui.set_width(width);
        // Else a new area is no higher than its default, and scrolls though there is room.
        ui.set_max_height((room.y - 4.0 * EDGE).max(80.0));
        ScrollArea::vertical()
            .max_height((room.y - 4.0 * EDGE).max(80.0))
            .show(ui, |ui| {
                ui.set_width(width);
                content(ui)
            })
            .inner
    })
}
