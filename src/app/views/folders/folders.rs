//! The folders of the repository that the organisation was made from: names nobody unless people are shown.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::style::theme_of;
use crate::app::style::tips::{READ, Tips};
use crate::app::widgets::note;
use crate::diagram::{Folder, FoldersBy, folder_marks, folder_places};
use crate::paint::egui::{Canvas, View};
use crate::scene::{Point, Size};
use eframe::egui::{Id, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

/// Smallest width and height at which the picture can be read, in points.
const LEAST: (f32, f32) = (420.0, 300.0);
/// Space around the picture.
const MARGIN: f32 = 16.0;

/// Draws the page.
pub fn folders_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    let by = state.session.folders_by;
    let folders: Vec<Folder> = match state.shows_people() {
        true => document.folders().to_vec(),
        false => document.folders().iter().map(|it| Folder { who: Vec::new(), ..it.clone() }).collect(),
    };
    ui.add_space(10.0);
    ui.horizontal(|ui| {
        ui.add_space(MARGIN);
        for (one, name) in [(FoldersBy::Knowers, "Who knows it"), (FoldersBy::Owners, "Who owns it")] {
            let can_be = one == FoldersBy::Knowers || folders.iter().any(|folder| folder.owners.is_some());
            if can_be && ui.selectable_label(by == one, name).clicked() {
                out.push(Command::FoldersBy(one));
            }
        }
        note(ui, "Folders by their files of living code; an author is here with a commit in the last 12 months");
    });
    ui.add_space(6.0);
    let room = ui.available_size() - vec2(2.0 * MARGIN, MARGIN);
    let size = vec2(room.x.max(LEAST.0), room.y.max(LEAST.1));
    ScrollArea::both().id_salt("folders").auto_shrink([false, false]).show(ui, |ui| {
        ui.horizontal(|ui| {
            ui.add_space(MARGIN);
            let (area, _) = ui.allocate_exact_size(size, Sense::hover());
            let size = Size { width: f64::from(size.x), height: f64::from(size.y) };
            let lens = View { scene: Point::new(0.0, 0.0), screen: area.min, scale: 1.0, is_zooming: false };
            let painter = ui.painter().clone();
            let mut canvas = Canvas::new(&painter, theme_of(ui), lens);
            folder_marks(&folders, by, size).iter().for_each(|mark| canvas.paint(mark));
            canvas.finish();
            for (folder, place) in folders.iter().zip(folder_places(&folders, size)) {
                let at = |x: f64, y: f64| pos2(area.left() + x as f32, area.top() + y as f32);
                let rect = Rect::from_min_max(at(place.left, place.top), at(place.right, place.bottom));
                let words = folder.words();
                let response = ui.interact(rect, Id::unique(("folder", &folder.name)), READ);
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.replace('\n', ", ")));
                response.tip(words);
            }
        });
    });
}
