//! The blocks of a chapter. Text goes to the Markdown renderer unchanged; tables wrap their cells, pictures reserve
//! their space before they are decoded, code can be selected.

use crate::app::command::Command;
use crate::app::manual::{Block, follow, links, picture, plain};
use crate::app::state::manual::ManualCommand;
use crate::app::style::{ink, regular, semibold, words};
use crate::app::views::manual::reader::Reader;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Frame, Image, Label, Margin, Stroke, TextStyle, Ui, vec2};
use egui_commonmark::CommonMarkViewer;

/// Gap between two columns of a table, in points.
const BETWEEN: f32 = 16.0;

/// Draws a block and the space below it.
pub fn block_ui(ui: &mut Ui, block: &Block, chapter: usize, reader: &mut Reader, out: &mut Vec<Command>) {
    match block {
        Block::Text(text) => markdown_ui(ui, text, chapter, reader, out),
        Block::Table(head, rows) => table_ui(ui, (head, rows), chapter, reader, out),
        Block::Code(text) => {
            let frame =
                Frame::new().fill(ink(ui, Role::Sunken)).corner_radius(6).inner_margin(Margin::symmetric(12, 8));
            frame.show(ui, |ui| {
                ui.set_width(ui.available_width());
                let text = words(ui, text, egui::FontId::monospace(12.0), Role::Text);
                ui.add(Label::new(text).wrap().selectable(true));
            });
        }
        Block::Picture(alt, file) => picture_ui(ui, alt, file),
    }
    ui.add_space(8.0);
}

/// Draws Markdown. Links within the manual are followed here; others open in the browser.
fn markdown_ui(ui: &mut Ui, text: &str, chapter: usize, reader: &mut Reader, out: &mut Vec<Command>) {
    for link in links(text).filter(|link| follow(chapter, link).is_some()) {
        reader.cache.add_link_hook(link);
    }
    CommonMarkViewer::new().show(ui, &mut reader.cache, text);
    for link in links(text) {
        if reader.cache.get_link_hook(link) == Some(true)
            && let Some(place) = follow(chapter, link)
        {
            out.push(Command::Manual(ManualCommand::Go(place)));
        }
    }
    reader.cache.link_hooks_clear();
}

fn picture_ui(ui: &mut Ui, alt: &str, file: &str) {
    let dark = file.replace(".png", "-dark.png");
    let file = if ui.visuals().dark_mode { dark.as_str() } else { file };
    let Some((bytes, [width, height])) = picture(file) else { return };
    // Pictures are rendered at twice the size, to be sharp on dense screens.
    let size = vec2(width as f32 / 2.0, height as f32 / 2.0);
    let scale = (ui.available_width() / size.x).min(1.0);
    let image = Image::from_bytes(format!("bytes://manual/{file}"), bytes).fit_to_exact_size(size * scale);
    let frame = Frame::new().stroke(Stroke::new(1.0, ink(ui, Role::Line))).corner_radius(6);
    ui.add_space(4.0);
    frame.show(ui, |ui| ui.add(image.corner_radius(6).alt_text(alt)));
    ui.add(Label::new(words(ui, alt, regular(11.0), Role::Secondary)).wrap());
}

/// Draws a table. Narrow columns keep their width, wide ones share the rest and wrap.
fn table_ui(
    ui: &mut Ui,
    (head, rows): (&[String], &[Vec<String>]),
    chapter: usize,
    reader: &mut Reader,
    out: &mut Vec<Command>,
) {
    let room = ui.available_width() - BETWEEN * head.len().saturating_sub(1) as f32;
    let widths = shared(&natural(ui, head, rows), room);
    ui.spacing_mut().item_spacing.y = 4.0;
    rule_ui(ui);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = BETWEEN;
        for (cell, &width) in head.iter().zip(&widths) {
            ui.vertical(|ui| {
                ui.set_width(width);
                ui.add(Label::new(words(ui, plain(cell), semibold(11.0), Role::Secondary)).wrap());
            });
        }
    });
    rule_ui(ui);
    for (at, row) in rows.iter().enumerate() {
        ui.push_id(at, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = BETWEEN;
                for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
                    ui.push_id(column, |ui| {
                        ui.vertical(|ui| {
                            ui.set_width(width);
                            ui.style_mut().text_styles.insert(TextStyle::Body, regular(12.0));
                            markdown_ui(ui, cell, chapter, reader, out);
                        });
                    });
                }
            });
        });
        rule_ui(ui);
    }
}

fn rule_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), egui::Sense::hover());
    ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(1.0, ink(ui, Role::Line)));
}

/// Width of each column without wrapping, in points.
fn natural(ui: &Ui, head: &[String], rows: &[Vec<String>]) -> Vec<f32> {
    let width = |text: &str| {
        let (text, font) = (plain(text), regular(12.0));
        ui.fonts_mut(|fonts| fonts.layout_no_wrap(text, font, egui::Color32::PLACEHOLDER)).size().x + 6.0
    };
    let mut widths: Vec<f32> = head.iter().map(|cell| width(cell)).collect();
    for row in rows {
        widths.iter_mut().zip(row).for_each(|(known, cell)| *known = known.max(width(cell)));
    }
    widths
}

/// Distributes a width among columns: those that need less than an equal share keep what they need, the others share
/// the rest.
fn shared(natural: &[f32], room: f32) -> Vec<f32> {
    let mut order: Vec<usize> = (0..natural.len()).collect();
    order.sort_by(|&a, &b| natural[a].total_cmp(&natural[b]));
    let mut widths = vec![0.0; natural.len()];
    let mut left = room.max(0.0);
    for (done, &at) in order.iter().enumerate() {
        let part = left / (order.len() - done) as f32;
        widths[at] = natural[at].min(part);
        left -= widths[at];
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn narrow_columns_keep_their_width() {
        assert_eq!(shared(&[50.0, 400.0, 300.0], 450.0), [50.0, 200.0, 200.0]);
        assert_eq!(shared(&[50.0, 100.0], 450.0), [50.0, 100.0]);
        assert!(shared(&[], 450.0).is_empty());
    }
}
