//! Input of the matrix: a loop drawn with the pointer, keys, and a screen reader.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::page::Page;
use crate::app::style::ink;
use crate::diagram::{Matrix, MatrixHit, MatrixPage, matrix_sentence};
use crate::layout::Lasso;
use crate::rules::words::{amount, count};
use crate::scene::{Point, Role};
use eframe::egui;
use eframe::egui::{Key, Modifiers, Response, Sense, Stroke, Ui};

/// Everything a frame of the page is drawn from.
pub struct Seen<'a> {
    pub state: &'a State,
    pub document: &'a Document,
    pub matrix: &'a Matrix,
    /// Layout at the present size.
    pub page: &'a MatrixPage,
    /// Position of the page in the window.
    pub rect: egui::Rect,
}

impl Seen<'_> {
    /// Converts a point of the page to the screen.
    pub fn to_screen(&self, at: Point) -> egui::Pos2 {
        self.rect.min + egui::vec2(at.x as f32, at.y as f32)
    }

    /// Converts a point of the screen to the page.
    pub fn to_page(&self, at: egui::Pos2) -> Point {
        Point::new(f64::from(at.x - self.rect.left()), f64::from(at.y - self.rect.top()))
    }

    /// Tooltip of a dot or square: heading and text.
    pub fn sentence(&self, hit: MatrixHit) -> (String, String) {
        let snapshot = &self.document.snapshot;
        match hit {
            MatrixHit::Dot(at) => {
                let Some(dot) = self.matrix.dots.get(at) else { return Default::default() };
                let numbers = self.state.session.numbers && self.state.session.selected == Some(dot.person);
                let facts = snapshot.judgement.facts(&snapshot.org);
                let said = matrix_sentence(&facts, &snapshot.judgement, dot.person, numbers);
                let title = snapshot.org.title(dot.person);
                let name = snapshot.org.label(dot.person);
                (if title.is_empty() { name.to_owned() } else { format!("{name}, {title}") }, said)
            }
            MatrixHit::Square(at) => {
                let square = self.matrix.square(at);
                let mut words = vec![
                    format!("{} on the IC track", amount(f64::from(square.people[0]))),
                    format!("{} in management", amount(f64::from(square.people[1]))),
                ];
                if square.under > 0 {
                    words.push(format!("{} with authority below the record", amount(f64::from(square.under))));
                }
                if square.over > 0 {
                    words.push(format!("{} with authority not yet backed by evidence", amount(f64::from(square.over))));
                }
                (count(square.all() as usize, "person", "people"), words.join(" · "))
            }
        }
    }
}

/// Distance in pixels after which the loop gets another corner.
const CORNER: f64 = 3.0;

/// Smallest width and height, in pixels, of a loop that selects.
const MEANT: f64 = 6.0;

/// Largest number of dots announced to a screen reader.
const TOLD: usize = 500;

/// A loop in progress.
#[derive(Clone, Default)]
struct Drawing {
    path: Vec<Point>,
    /// Set once the loop was cancelled with the button still down.
    is_off: bool,
}

/// Draws the loop during a drag; on release it selects the people inside.
pub fn lasso_ui(ui: &Ui, seen: &Seen, response: &Response, out: &mut Vec<Command>) {
    let id = response.id.with("lasso");
    let mut drawing: Drawing = ui.data_mut(|data| data.remove_temp(id)).unwrap_or_default();
    if response.drag_started() {
        drawing = Drawing::default();
        response.request_focus();
        let origin = ui.input(|input| input.pointer.press_origin());
        drawing.path.extend(origin.map(|at| seen.to_page(at)));
    }
    if response.dragged()
        && let Some(at) = response.interact_pointer_pos().map(|at| seen.to_page(at))
        && drawing.path.last().is_none_or(|last| (last.x - at.x).hypot(last.y - at.y) >= CORNER)
    {
        drawing.path.push(at);
    }
    if response.dragged() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
        drawing.is_off = true;
    }
    if response.drag_stopped() {
        let lasso = Lasso::new(&drawing.path).filter(|_| !drawing.is_off);
        let is_meant = |lasso: &Lasso| lasso.bounds().width().max(lasso.bounds().height()) >= MEANT;
        if let Some(lasso) = lasso.filter(is_meant) {
            out.push(Command::SelectAll(seen.page.inside(seen.matrix, &lasso)));
        }
    } else if response.dragged() {
        if !drawing.is_off {
            paint(ui, seen, &drawing.path);
        }
        ui.data_mut(|data| data.insert_temp(id, drawing));
    }
}

fn paint(ui: &Ui, seen: &Seen, path: &[Point]) {
    let painter = ui.painter_at(seen.rect);
    let points: Vec<egui::Pos2> = path.iter().map(|&at| seen.to_screen(at)).collect();
    let stroke = Stroke::new(1.5, ink(ui, Role::Accent));
    if let (Some(&first), Some(&last)) = (points.first(), points.last()) {
        painter.extend(egui::Shape::dashed_line(&[last, first], stroke, 4.0, 4.0));
    }
    painter.add(egui::Shape::line(points, stroke));
}

/// Handles keys: arrows move between dots, Enter shows the selected person in the tracks, Escape clears the selection.
pub fn keys(ui: &Ui, seen: &Seen, response: &Response, out: &mut Vec<Command>) {
    let ctx = ui.ctx();
    let is_asked = !ctx.memory(|memory| memory.is_above_modal_layer(ui.layer_id()));
    let is_free = response.has_focus() || ctx.memory(|memory| memory.focused().is_none());
    if ctx.text_edit_focused() || ctx.any_popup_open() || is_asked || !is_free {
        return;
    }
    if response.has_focus() {
        let arrows = egui::EventFilter { horizontal_arrows: true, vertical_arrows: true, ..Default::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    let selected = seen.state.session.selected;
    let pressed = |key: Key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let ways =
        [(Key::ArrowLeft, (-1, 0)), (Key::ArrowRight, (1, 0)), (Key::ArrowUp, (0, -1)), (Key::ArrowDown, (0, 1))];
    for (key, way) in ways {
        if pressed(key) {
            let from = selected.and_then(|person| seen.matrix.find(person));
            let next = seen.page.next(seen.matrix, from, way);
            out.extend(next.map(|at| Command::Select(Some(seen.matrix.dots[at].person))));
        }
    }
    if let Some(person) = selected {
        if pressed(Key::Enter) {
            out.extend([Command::Turn(Page::Tracks), Command::Show(person)]);
        }
        if pressed(Key::Escape) {
            out.push(Command::Select(None));
        }
    }
}

/// Announces the dots, or the squares where people are counted, to a screen reader; does nothing without one.
pub fn tell(ui: &Ui, seen: &Seen, chosen: &[usize], id: egui::Id, out: &mut Vec<Command>) {
    if ui.ctx().accesskit_node_builder(id, |_| ()).is_none() {
        return;
    }
    let (matrix, page) = (seen.matrix, seen.page);
    let hits: Vec<(MatrixHit, usize)> = if page.is_counted() {
        matrix.squares().take(TOLD).map(|(at, _)| (MatrixHit::Square(at), at)).collect()
    } else {
        (0..matrix.dots.len().min(TOLD)).map(|at| (MatrixHit::Dot(at), at)).collect()
    };
    for (hit, at) in hits {
        let place = match hit {
            MatrixHit::Dot(at) => page
                .place(matrix, at)
                .map(|at| egui::Rect::from_center_size(seen.to_screen(at), egui::Vec2::splat(12.0))),
            MatrixHit::Square(at) => {
                let (x, y) = matrix.corner(at);
                Some(egui::Rect::from_center_size(seen.to_screen(page.exact(x, y)), egui::Vec2::splat(8.0)))
            }
        };
        let Some(place) = place else { continue };
        let node = id.with(("dot", at));
        let response = ui.interact(place.intersect(seen.rect), node, Sense::hover());
        let (head, rest) = seen.sentence(hit);
        let is_selected = chosen.binary_search(&at).is_ok();
        let label = format!("{head}: {rest}");
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, true, is_selected, &label));
        if ui.input(|input| input.has_accesskit_action_request(node, egui::accesskit::Action::Click)) {
            out.push(match hit {
                MatrixHit::Dot(at) => Command::Select(Some(matrix.dots[at].person)),
                MatrixHit::Square(at) => Command::SelectAll(page.in_square(matrix, at)),
            });
        }
    }
}
