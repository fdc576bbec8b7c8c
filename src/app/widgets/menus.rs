//! Menus and dialogs that fit into the window at every size of the interface: what is too tall for it scrolls.

use eframe::egui::{
    Context, Frame, Id, Modal, ModalResponse, Popup, PopupCloseBehavior, Response, ScrollArea, Ui, vec2,
};

/// Rows of a menu keep their words off their own edge.
pub fn menu_style(ui: &mut Ui) {
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
}

/// Room in points that a menu or a dialog leaves at the edges of the window.
const EDGE: f32 = 16.0;

/// A menu below a button, which a click on a row closes.
pub fn menu<R>(button: &Response, rows: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    menu_that(button, PopupCloseBehavior::CloseOnClick, rows)
}

/// A form below a button, which stays until something else is clicked.
pub fn form_below<R>(button: &Response, content: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    menu_that(button, PopupCloseBehavior::CloseOnClickOutside, content)
}

fn menu_that<R>(button: &Response, closes: PopupCloseBehavior, rows: impl FnOnce(&mut Ui) -> R) -> Option<R> {
    let shown = Popup::menu(button).close_behavior(closes).show(|ui| {
        // Rows of a menu keep their words off their own edge.
        ui.spacing_mut().button_padding = vec2(8.0, 5.0);
        fitted(ui, rows)
    });
    shown.map(|shown| shown.inner)
}

/// Rows that scroll where the window is too low for them.
pub fn fitted<R>(ui: &mut Ui, rows: impl FnOnce(&mut Ui) -> R) -> R {
    let most = ui.ctx().content_rect().height() - 2.0 * EDGE - 24.0;
    ScrollArea::vertical().max_height(most.max(80.0)).show(ui, rows).inner
}

/// A dialog over everything of at most a width in points, which scrolls where the window is too low for it.
pub fn dialog<R>(ctx: &Context, id: Id, width: f32, content: impl FnOnce(&mut Ui) -> R) -> ModalResponse<R> {
    let room = ctx.content_rect().size();
    Modal::new(id).frame(Frame::popup(&ctx.global_style()).inner_margin(EDGE)).show(ctx, |ui| {
        let width = width.min(room.x - 4.0 * EDGE);
        ui.set_width(width);
        ScrollArea::vertical()
            .max_height((room.y - 4.0 * EDGE).max(80.0))
            .show(ui, |ui| {
                ui.set_width(width);
                content(ui)
            })
            .inner
    })
}
