//! The page shown while the first file is being read: empty tracks.

use crate::app::style::ink;
use crate::scene::Role;
use eframe::egui;
use eframe::egui::{Rect, Stroke, Ui, WidgetInfo, pos2, vec2};

const CARD: egui::Vec2 = vec2(160.0, 52.0);

const ROW: f32 = 92.0;

/// Distance between two cards, in points.
const STEP: f32 = 180.0;

/// Half the gutter between the tracks, in points.
const GUTTER: f32 = 60.0;

/// Numbers of cards on each row, IC track and management, repeated downwards. A shape, not people.
const SHAPE: [[usize; 2]; 7] = [[1, 1], [1, 2], [2, 2], [2, 3], [3, 2], [3, 0], [2, 0]];

/// Draws empty cards.
pub fn skeleton(ui: &mut Ui) {
    let area = ui.available_rect_before_wrap();
    let response = ui.interact(area, ui.make_persistent_id("skeleton"), egui::Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, "Reading the file"));
    let painter = ui.painter_at(area);
    let middle = area.center().x;
    let lanes = [
        (Rect::from_min_max(area.min, pos2(middle - GUTTER, area.bottom())), Role::IcTint),
        (Rect::from_min_max(pos2(middle + GUTTER, area.top()), area.max), Role::ManagementTint),
    ];
    for (lane, ground) in lanes {
        painter.rect_filled(lane, 0.0, ink(ui, ground));
    }
    let rows = (area.height() / ROW).ceil() as usize;
    for (row, shape) in SHAPE.iter().cycle().take(rows).enumerate() {
        let top = area.top() + row as f32 * ROW;
        painter.hline(area.x_range(), top + ROW, Stroke::new(1.0, ink(ui, Role::Line)));
        let pill = Rect::from_center_size(pos2(middle, top + ROW / 2.0), vec2(64.0, 20.0));
        painter.rect_filled(pill, 10.0, ink(ui, Role::Sunken));
        for (side, &cards) in shape.iter().enumerate() {
            for at in 0..cards {
                let away = GUTTER + 20.0 + at as f32 * STEP;
                let left = if side == 0 { middle - away - CARD.x } else { middle + away };
                let card = Rect::from_min_size(pos2(left, top + (ROW - CARD.y) / 2.0), CARD);
                painter.rect_filled(card, 8.0, ink(ui, Role::Surface));
                let disc = card.left_center() + vec2(24.0, 0.0);
                painter.circle_filled(disc, 12.0, ink(ui, Role::Sunken));
                for (down, width) in [(-8.0, 84.0), (6.0, 56.0)] {
                    let line = Rect::from_min_size(disc + vec2(20.0, down), vec2(width, 7.0));
                    painter.rect_filled(line, 3.0, ink(ui, Role::Sunken));
                }
            }
        }
    }
}
