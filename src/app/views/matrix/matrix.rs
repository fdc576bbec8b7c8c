//! The matrix page: authority against impact, one dot per person. Handles pointing, loops and keys; `diagram` draws the
//! matrix.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::document::Document;
use crate::app::state::matrix::Plotted;
use crate::app::state::page::Page;
use crate::app::style::{ink, regular, semibold, theme_of, words};
use crate::app::views::matrix::input::{Seen, keys, lasso_ui, tell};
use crate::app::widgets::manual_link::explain_at;
use crate::app::widgets::{note, page};
use crate::diagram::{Matrix, MatrixHit, MatrixPage, MatrixShown};
use crate::org::PersonId;
use crate::paint::egui::{Canvas, View as Lens};
use crate::rules::words::count;
use crate::scene::{Point, Role, Size};
use eframe::egui;
use eframe::egui::{Key, Modifiers, Response, Sense, Ui};
use std::sync::Arc;

/// Caches between frames; nothing visible depends on them.
#[derive(Clone)]
struct MatrixCache {
    matrix: Arc<Matrix>,
    page: Arc<MatrixPage>,
    /// Fingerprint of the selection: its size, its first and its last person.
    of: (usize, Option<PersonId>, Option<PersonId>),
    chosen: Arc<Vec<usize>>,
}

/// Draws the page.
pub fn matrix_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    if let Some((title, why)) = nobody(state, document) {
        page(ui, |ui| {
            ui.label(words(ui, title, semibold(16.0), Role::Text));
            note(ui, why);
        });
        return;
    }
    let Some(plotted) = &state.session.plotted else {
        page(ui, |ui| ui.label(words(ui, "Placing people…", regular(12.0), Role::Secondary)));
        return;
    };
    let rect = ui.available_rect_before_wrap();
    ui.advance_cursor_after_rect(rect);
    let id = ui.make_persistent_id("matrix");
    let kept = kept(ui, id, state, plotted, rect);
    let seen = Seen { state, document, matrix: &kept.matrix, page: &kept.page, rect };
    if plotted.is_of(&document.snapshot) {
        plot_ui(ui, &seen, &kept.chosen, id, out);
    } else if kept.page.is_counted() {
        // The previous matrix, faded and without pointing, until the new one is ready.
        ui.set_opacity(0.5);
        paint(ui, &seen, &MatrixShown::default());
    }
}

/// Reason that nobody is on the matrix, with the next step; `None` when somebody is.
fn nobody(state: &State, document: &Document) -> Option<(&'static str, &'static str)> {
    if state.meeting.is_some() {
        return Some(("People are hidden", "Meeting mode does not show what individuals decide"));
    }
    if !document.snapshot.org.shows_people() {
        return Some((
            "People are hidden",
            "Structure only does not compare individual authority and impact. Choose “Show people” on the left and \
             enter a purpose",
        ));
    }
    if state.session.people_redacted {
        return Some(("People are hidden", "Each dot describes one person. Show people again to see them"));
    }
    let is_empty = |plotted: &Plotted| plotted.is_of(&document.snapshot) && plotted.matrix.dots.is_empty();
    state.session.plotted.as_ref().is_some_and(is_empty).then_some((
        "No one can be placed yet",
        "A person needs at least one line of evidence and a comparable rung. Without evidence the impact is unknown, \
         not zero",
    ))
}

/// Layout for the present size and dots of the selection; recomputed only after a change.
fn kept(ui: &Ui, id: egui::Id, state: &State, plotted: &Plotted, rect: egui::Rect) -> MatrixCache {
    let size = Size { width: f64::from(rect.width()), height: f64::from(rect.height()) };
    let of = (
        state.session.rest_of_selection.len(),
        state.session.selected,
        state.session.rest_of_selection.last().copied(),
    );
    let before: Option<MatrixCache> = ui.data(|data| data.get_temp(id));
    let before = before.filter(|kept| Arc::ptr_eq(&kept.matrix, &plotted.matrix) && kept.page.size == size);
    if let Some(kept) = before.as_ref().filter(|kept| kept.of == of) {
        return kept.clone();
    }
    let matrix = plotted.matrix.clone();
    let page = before.map_or_else(|| Arc::new(MatrixPage::new(&matrix, size)), |kept| kept.page);
    let people = state.session.selected.into_iter().chain(state.session.rest_of_selection.iter().copied());
    let chosen = Arc::new(page.standing(&matrix, people));
    let kept = MatrixCache { matrix, page, of, chosen };
    ui.data_mut(|data| data.insert_temp(id, kept.clone()));
    kept
}

fn plot_ui(ui: &mut Ui, seen: &Seen, chosen: &[usize], id: egui::Id, out: &mut Vec<Command>) {
    let Seen { state, document, matrix, page, rect } = *seen;
    let response = ui.interact(rect, id, Sense::click_and_drag());
    let name = format!("Matrix of {}, {}", document.name(), count(matrix.dots.len(), "person", "people"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Canvas, true, &name));
    let hit = response.hover_pos().and_then(|at| page.hit(matrix, seen.to_page(at)));
    let hovered = hit.filter(|_| !response.dragged());
    paint(ui, seen, &MatrixShown { selected: state.session.selected, numbers: state.session.numbers, hovered, chosen });
    tell(ui, seen, chosen, id, out);
    // Only clicks with the pointer: the keys that click a button mean something else here.
    if response.clicked_by(egui::PointerButton::Primary) {
        response.request_focus();
        let together = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        out.push(match hit {
            Some(MatrixHit::Dot(at)) if together => Command::Also(matrix.dots[at].person),
            Some(MatrixHit::Dot(at)) => Command::Select(Some(matrix.dots[at].person)),
            Some(MatrixHit::Square(at)) => Command::SelectAll(page.in_square(matrix, at)),
            None => Command::Select(None),
        });
    }
    if response.double_clicked()
        && let Some(MatrixHit::Dot(at)) = hit
    {
        out.extend([Command::Turn(Page::Tracks), Command::Show(matrix.dots[at].person)]);
    }
    for (at, what, anchor) in [
        (rect.right_top() + egui::vec2(-12.0, 12.0), "impact", "technical-impact"),
        (rect.right_bottom() - egui::vec2(12.0, 12.0), "authority", "technical-authority"),
    ] {
        let mark = egui::Rect::from_center_size(at, egui::vec2(14.0, 14.0));
        explain_at(ui, rect, mark, what, ("method.md", anchor), out);
    }
    lasso_ui(ui, seen, &response, out);
    keys(ui, seen, &response, out);
    read_ui(ui, seen, &response);
    if let Some(hit) = hovered {
        response.on_hover_ui_at_pointer(|ui| sentence_ui(ui, seen, hit));
    }
}

fn sentence_ui(ui: &mut Ui, seen: &Seen, hit: MatrixHit) {
    let (head, rest) = seen.sentence(hit);
    ui.label(words(ui, head, semibold(13.0), Role::Text));
    ui.label(words(ui, rest, regular(12.0), Role::Secondary));
}

/// Shows the tooltip of the selected dot on a key press, until another dot is selected or the key is pressed again.
fn read_ui(ui: &Ui, seen: &Seen, response: &Response) {
    let id = response.id.with("read");
    let selected = seen.state.session.selected.filter(|_| response.has_focus());
    let mut read = ui.data(|data| data.get_temp::<PersonId>(id)).filter(|&read| selected == Some(read));
    if response.has_focus() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Space)) {
        read = selected.filter(|_| read.is_none());
    }
    match read {
        Some(person) => {
            ui.data_mut(|data| data.insert_temp(id, person));
        }
        None => ui.data_mut(|data| data.remove::<PersonId>(id)),
    }
    let at = read.and_then(|person| seen.matrix.find(person));
    let place = at.and_then(|at| Some((at, seen.page.place(seen.matrix, at)?)));
    if let Some((at, place)) = place {
        let dot = egui::Rect::from_center_size(seen.to_screen(place), egui::Vec2::splat(12.0));
        let tip = egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), id, dot);
        tip.show(|ui| sentence_ui(ui, seen, MatrixHit::Dot(at)));
    }
}

fn paint(ui: &Ui, seen: &Seen, shown: &MatrixShown) {
    let painter = ui.painter_at(seen.rect);
    painter.rect_filled(seen.rect, 0.0, ink(ui, Role::Background));
    let lens = Lens { scene: Point::default(), screen: seen.rect.min, scale: 1.0, is_zooming: false };
    let mut canvas = Canvas::new(&painter, theme_of(ui), lens);
    let snapshot = &seen.document.snapshot;
    seen.page.marks(seen.matrix, &snapshot.org, &snapshot.judgement, shown, &mut |mark| canvas.paint(&mark));
    canvas.finish();
}
