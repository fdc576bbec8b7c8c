//! Links from a number to its explanation in the manual: a quiet mark, painted only under the pointer and with the
//! focus. A screen reader always finds it.

use crate::app::command::Command;
use crate::app::style::tips::Tips;
use crate::app::style::{ink, semibold};
use crate::app::widgets::section;
use crate::scene::Role;
use eframe::egui::{Align2, Id, Rect, Response, Role as WidgetRole, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

/// Width and height of the mark, in points.
const MARK: f32 = 14.0;

/// Mark in the text flow, always faintly visible. `what` completes "What does “…” mean?"; `to` is the chapter and the
/// anchor.
pub fn explain(ui: &mut Ui, what: &str, to: (&'static str, &'static str), out: &mut Vec<Command>) {
    let (rect, mark) = ui.allocate_exact_size(vec2(MARK + 2.0, MARK + 2.0), Sense::click());
    mark_ui(ui, rect, mark, true, what, to, out);
}

/// Mark in the left margin of a line that is already drawn; visible while the pointer is on the line.
pub fn explain_beside(ui: &Ui, line: Rect, what: &str, to: (&'static str, &'static str), out: &mut Vec<Command>) {
    // A narrow window has hardly any margin.
    let x = (line.left() - MARK / 2.0 - 3.0).max(ui.clip_rect().left() + MARK / 2.0 + 1.0);
    let at = pos2(x, line.top() + line.height().min(20.0) / 2.0);
    explain_at(ui, line, Rect::from_center_size(at, vec2(MARK, MARK)), what, to, out);
}

/// Mark at the right end of a line that is already drawn; visible while the pointer is on the line.
pub fn explain_after(ui: &Ui, line: Rect, what: &str, to: (&'static str, &'static str), out: &mut Vec<Command>) {
    let at = pos2(line.right() + MARK / 2.0 + 4.0, line.center().y);
    explain_at(ui, line, Rect::from_center_size(at, vec2(MARK, MARK)), what, to, out);
}

/// Section heading with a mark in the margin.
pub fn section_about(ui: &mut Ui, title: &str, to: (&'static str, &'static str), out: &mut Vec<Command>) {
    let rect = ui.scope(|ui| section(ui, title)).response.rect;
    let what = format!("the part {title}");
    explain_beside(ui, rect.with_min_y(rect.bottom() - 22.0), &what, to, out);
}

/// Mark at a given place; visible while the pointer is on `line` or on the mark.
pub fn explain_at(
    ui: &Ui,
    line: Rect,
    rect: Rect,
    what: &str,
    to: (&'static str, &'static str),
    out: &mut Vec<Command>,
) {
    let id: Id = ui.make_persistent_id(("explain", what, to));
    let mark = ui.interact(rect, id, Sense::click());
    let is_near = ui.rect_contains_pointer(line.union(rect));
    mark_ui(ui, rect, mark, is_near, what, to, out);
}

fn mark_ui(
    ui: &Ui,
    rect: Rect,
    mark: Response,
    is_near: bool,
    what: &str,
    (file, anchor): (&'static str, &'static str),
    out: &mut Vec<Command>,
) {
    let is_meant = mark.hovered() || mark.has_focus();
    if is_meant || is_near {
        let colour = ink(ui, if is_meant { Role::Accent } else { Role::Faint });
        ui.painter().circle_stroke(rect.center(), MARK / 2.0 - 0.5, Stroke::new(1.0, colour));
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, "?", semibold(9.0), colour);
    }
    let name = format!("What does “{what}” mean?");
    mark.widget_info(|| WidgetInfo::labeled(WidgetRole::Button, true, &name));
    if mark.clicked() {
        out.push(Command::Explain(file, anchor));
    }
    mark.tip(name);
}
