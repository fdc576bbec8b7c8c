//! The picture of a ladder; a click on a rung opens its form.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::ladder::LadderCommand;
use crate::app::style::tips::{READ, Tips};
use crate::app::style::{ink, theme_of};
use crate::app::widgets::manual_link::explain_at;
use crate::app::widgets::remembered;
use crate::diagram::{Ladders, Part, PartOf, Pays, pays_of};
use crate::org::Org;
use crate::paint::egui::{Canvas, View};
use crate::scene::{Point, Role};
use eframe::egui;
use eframe::egui::{Id, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

/// Smallest width at which the picture can be read, in points.
const NARROWEST: f32 = 560.0;

/// Draws the picture.
pub fn picture_ui(ui: &mut Ui, state: &State, document: &Document, at: u16, out: &mut Vec<Command>) {
    let snapshot = &document.snapshot;
    let pays = state.shows_people().then(|| remembered(ui, "pays", &snapshot.org, 0, || pays_of(&snapshot.org)));
    let facts = snapshot.judgement.facts(&snapshot.org);
    let selected = state.session.ladder.open_rung(&snapshot.org);
    let width = ui.available_width().max(NARROWEST);
    let picture = Ladders::of(&facts, at, pays.as_deref(), selected, f64::from(width));
    ScrollArea::both().id_salt("ladder").auto_shrink([false, false]).show(ui, |ui| {
        let size = vec2(picture.size.width as f32, picture.size.height as f32);
        let (area, _) = ui.allocate_exact_size(size, Sense::hover());
        let lens = View { scene: Point::new(0.0, 0.0), screen: area.min, scale: 1.0, is_zooming: false };
        let painter = ui.painter().clone();
        let mut canvas = Canvas::new(&painter, theme_of(ui), lens);
        picture.marks.iter().for_each(|mark| canvas.paint(mark));
        canvas.finish();
        for part in &picture.parts {
            part_ui(ui, area, part, &snapshot.org, (selected, pays.as_deref()), out);
        }
    });
}

fn part_ui(
    ui: &mut Ui,
    area: Rect,
    part: &Part,
    org: &Org,
    (selected, pays): (Option<crate::org::RungId>, Option<&Pays>),
    out: &mut Vec<Command>,
) {
    let at = |x: f64, y: f64| pos2(area.left() + x as f32, area.top() + y as f32);
    let rect = Rect::from_min_max(at(part.rect.left, part.rect.top), at(part.rect.right, part.rect.bottom));
    let id = Id::unique(("part of the ladder", format!("{:?}", part.of)));
    match part.of {
        PartOf::Rung(rung) => {
            let response = ui.interact(rect, id, Sense::click());
            let is_selected = selected == Some(rung);
            if response.has_focus() || (response.hovered() && !is_selected) {
                let role = if response.has_focus() { Role::Accent } else { Role::StrongLine };
                ui.painter().rect_stroke(rect, 8.0, Stroke::new(1.5, ink(ui, role)), StrokeKind::Inside);
            }
            response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_selected, &part.words));
            if response.clicked() {
                let code = (!is_selected).then(|| org.rung(rung).code.clone());
                out.push(Command::Ladder(LadderCommand::Open(code)));
            }
            response.tip(part.words.replace(", ", "\n"));
        }
        PartOf::Between(first) => {
            let response = ui.interact(rect, id, READ);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &part.words));
            let mut words = part.words.replace("; ", "\n").replace(", ", "\n");
            if let Some((pay, of)) = pays.and_then(|pays| pays.get(usize::from(first.0)).copied().flatten()) {
                let pay = crate::rules::words::amount(pay);
                words.push_str(&format!("\nMedian pay on {}: {pay} ({of} people)", org.rung(first).code));
            }
            response.tip(words);
            let mark = Rect::from_center_size(rect.right_top() + vec2(-12.0, 12.0), vec2(14.0, 14.0));
            let what = format!("parity on {}", org.rung(first).code);
            explain_at(ui, rect, mark, &what, ("indices.md", "parity"), out);
        }
    }
}
