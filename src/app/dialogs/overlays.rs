//! Overlays: work in progress, messages, a file about to be dropped.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::export::ExportCommand;
use crate::app::state::import::ImportCommand;
use crate::app::state::toast::{Toast, WayBack};
use crate::app::style::tips::Tips;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::widgets::quoted;
use crate::scene::Role;
use eframe::egui::accesskit::Live;
use eframe::egui::{Align2, Area, Context, Frame, Id, Label, Order, ProgressBar, Stroke, vec2};

/// Draws the overlays that are due.
pub fn overlays(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    if state.shown_work().next().is_some() {
        work_ui(ctx, state, out);
    }
    if ctx.input(|input| !input.raw.hovered_files.is_empty()) {
        drop_ui(ctx);
    }
    note_ui(ctx, state, out);
}

/// Message at the foot of the picture, with its button.
fn note_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    let Some(Toast { words: said, until, way_back }) = &state.toast else { return };
    if ctx.input(|input| input.time) > *until {
        out.push(Command::Understood);
        return;
    }
    Area::new(Id::unique("note")).order(Order::Foreground).anchor(Align2::CENTER_BOTTOM, vec2(0.0, -40.0)).show(
        ctx,
        |ui| {
            ui.set_max_width(ctx.content_rect().width() - 48.0);
            Frame::popup(ui.style()).inner_margin(12).show(ui, |ui| {
                ui.horizontal(|ui| {
                    let note = ui.add(Label::new(words(ui, quoted(said), regular(12.0), Role::Text)).wrap());
                    // Screen readers announce it as soon as it appears, wherever the focus is.
                    ui.ctx().accesskit_node_builder(note.id, |node| node.set_live(Live::Polite));
                    match way_back {
                        Some(WayBack::Undo { plan, made }) => {
                            let is_last = state.seen().is_some_and(|document| {
                                document.snapshot.scenario == *plan && state.session.edits.made(document) == *made
                            });
                            if is_last && ui.button("Undo").clicked() {
                                out.push(Command::Undo);
                            }
                        }
                        Some(WayBack::RestorePlan(..)) if ui.button("Restore").clicked() => {
                            out.push(Command::RestorePlan);
                        }
                        Some(WayBack::Review) if ui.button("Review…").clicked() => {
                            out.push(ImportCommand::Review.into());
                        }
                        Some(WayBack::ShowFile(path)) => {
                            for (name, folder) in [("Open", false), ("Show in folder", true)] {
                                if ui.button(name).clicked() {
                                    out.push(ExportCommand::Reveal { path: path.clone(), folder }.into());
                                }
                            }
                        }
                        _ => {}
                    }
                });
            });
        },
    );
}

/// Titles, progress and Cancel buttons of the work in progress. Quick work never shows.
fn work_ui(ctx: &Context, state: &State, out: &mut Vec<Command>) {
    // The progress bar moves without any input.
    ctx.request_repaint_after(std::time::Duration::from_millis(100));
    Area::new(Id::unique("work")).order(Order::Foreground).anchor(Align2::CENTER_TOP, vec2(0.0, 64.0)).show(
        ctx,
        |ui| {
            Frame::popup(ui.style()).inner_margin(16).show(ui, |ui| {
                ui.set_width(320.0);
                for (at, work) in state.shown_work().enumerate() {
                    if at > 0 {
                        ui.add_space(8.0);
                    }
                    ui.add(Label::new(words(ui, work.title.as_str(), semibold(13.0), Role::Text)).truncate());
                    ui.add_space(4.0);
                    ui.horizontal(|ui| {
                        let part = work.progress.part();
                        let width = if work.can_cancel { 240.0 } else { 320.0 };
                        let bar =
                            ProgressBar::new(part).desired_width(width).desired_height(8.0).fill(ink(ui, Role::Accent));
                        ui.add(bar);
                        if !work.can_cancel {
                            return;
                        }
                        let cancel = ui.button("Cancel");
                        let cancel = if work.is_reading { cancel.tip("Esc") } else { cancel };
                        if cancel.clicked() {
                            out.push(Command::Cancel(at));
                        }
                    });
                }
            });
        },
    );
}

fn drop_ui(ctx: &Context) {
    Area::new(Id::unique("drop")).order(Order::Foreground).anchor(Align2::CENTER_CENTER, vec2(0.0, 0.0)).show(
        ctx,
        |ui| {
            let line = Stroke::new(2.0, ink(ui, Role::Accent));
            Frame::popup(ui.style()).stroke(line).inner_margin(32).show(ui, |ui| {
                ui.label(words(ui, "Drop to open", semibold(16.0), Role::Text));
                ui.label(words(
                    ui,
                    "The current organisation stays open until the file is read",
                    regular(12.0),
                    Role::Secondary,
                ));
            });
        },
    );
}
