//! The changes page: the differences between two sides in three sentences, as a list, and as two pictures joined by a
//! line from each old place to the new one.

use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::camera::Camera;
use crate::app::state::document::Document;
use crate::app::state::document::comparison::{Compared, Ends, GAP, TALL};
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::page::Page;
use crate::app::style::{ink, regular, semibold, theme_of, words};
use crate::app::widgets::manual_link::{explain_beside, section_about};
use crate::app::widgets::{note, one_line, pair, section};
use crate::diagram::View;
use crate::org::PersonId;
use crate::paint::egui::{Canvas, View as Lens};
use crate::plan::Field;
use crate::plan::diff::{Both, Changed, FindingChange, Part, Turn};
use crate::report::seats_words;
use crate::report::shown::thousands;
use crate::rules::words::count;
use crate::scene::{Point, Rect, Role, Size};
use eframe::egui;
use eframe::egui::{ComboBox, CursorIcon, Label, ScrollArea, Sense, Stroke, StrokeKind, Ui, vec2};

/// Largest number of people and of lines listed.
const TOLD: usize = 500;

/// Space above the rows, in pixels.
const HEADS: f64 = 12.0;

/// Draws the page.
pub fn changes_panel(ui: &mut Ui, state: &State, document: &Document, out: &mut Vec<Command>) {
    egui::Frame::new().inner_margin(egui::Margin::same(24)).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(words(ui, "Changes", semibold(16.0), Role::Text));
            ui.add_space(12.0);
            ends_ui(ui, document, state.session.ends, out);
        });
        ui.add_space(8.0);
        if state.session.ends[0] == state.session.ends[1] {
            note(ui, "The same version is chosen on both sides. Create a plan to compare it with the baseline");
            if document.scenarios.is_empty() && ui.button("New plan").clicked() {
                out.extend([Command::Plans(PlanCommand::New), Command::Turn(Page::Tracks)]);
            }
            return;
        }
        let Some(compared) = state.compared() else {
            note(ui, "Comparing…");
            return;
        };
        let sentences = ui.scope(|ui| {
            for sentence in &compared.sentences {
                ui.add(Label::new(words(ui, sentence.as_str(), regular(13.0), Role::Text)).wrap());
            }
        });
        explain_beside(ui, sentences.response.rect, "the cost", ("views.md", "changes"), out);
        ui.add_space(8.0);
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            egui::Frame::new().inner_margin(egui::Margin { right: 16, ..Default::default() }).show(ui, |ui| {
                pictures_ui(ui, compared);
                lists_ui(ui, compared, out);
            });
        });
    });
}

fn ends_ui(ui: &mut Ui, document: &Document, ends: Ends, out: &mut Vec<Command>) {
    for (at, word) in [(0, "from"), (1, "to")] {
        ui.label(words(ui, word, regular(12.0), Role::Secondary));
        let name = document.plan_name(ends[at]);
        let combo = ComboBox::from_id_salt(("compared", at)).selected_text(name).width(150.0).show_ui(ui, |ui| {
            for end in std::iter::once(None).chain((0..document.scenarios.len()).map(Some)) {
                if ui.selectable_label(ends[at] == end, document.plan_name(end)).clicked() && ends[at] != end {
                    let mut ends = ends;
                    ends[at] = end;
                    out.push(Command::Compare(ends));
                }
            }
        });
        let label = format!("Compare {word}: {name}");
        combo.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
    }
}

/// Draws both pictures: unchanged people faded, moved ones in the accent colour, with a line between their two places.
fn pictures_ui(ui: &mut Ui, compared: &Compared) {
    let width = ui.available_width();
    let bounds = [0, 1].map(|at| compared.sides[at].tracks.bounds());
    let half = (f64::from(width) - GAP) / 2.0;
    let fits = |bounds: Rect| (half / bounds.width()).min(TALL / bounds.height());
    // One scale for both, so that rungs have the same height.
    let scale = fits(bounds[0]).min(fits(bounds[1])).clamp(1e-6, 1.0);
    // Room for the names of the lanes, whose size does not follow the scale.
    let bounds = bounds.map(|bounds| Rect { top: bounds.top - HEADS / scale, ..bounds });
    let tall = (bounds[0].height().max(bounds[1].height()) * scale).min(TALL + HEADS) as f32 + 28.0;
    let (area, response) = ui.allocate_exact_size(vec2(width, tall), Sense::hover());
    let label = format!("{} and {} side by side", compared.names[0], compared.names[1]);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, &label));
    let mut places: [Vec<Option<egui::Rect>>; 2] = Default::default();
    let moved = moved(compared);
    for at in [0, 1] {
        let left = area.left() + at as f32 * (half + GAP) as f32;
        let canvas = egui::Rect::from_min_size(egui::pos2(left, area.top() + 28.0), vec2(half as f32, tall - 28.0));
        let name = one_line(ui, &compared.names[at], semibold(12.0), ink(ui, Role::Secondary), half as f32);
        ui.painter().galley(egui::pos2(left, area.top() + 4.0), name, egui::Color32::PLACEHOLDER);
        picture_ui(ui, compared, at, (canvas, bounds[at], scale));
        let accent = ink(ui, Role::Accent);
        let painter = ui.painter_at(canvas);
        for people in &moved {
            let place = compared.sides[at].tracks.place(people[at]).map(|place| {
                let from = canvas.min
                    + vec2(
                        ((place.left - bounds[at].left) * scale) as f32,
                        ((place.top - bounds[at].top) * scale) as f32,
                    );
                let size = vec2((place.width() * scale) as f32, (place.height() * scale) as f32);
                egui::Rect::from_min_size(from, size.max(vec2(4.0, 3.0)))
            });
            if let Some(place) = place {
                painter.rect(place, 2.0, accent.gamma_multiply(0.35), Stroke::new(1.5, accent), StrokeKind::Inside);
            }
            places[at].push(place);
        }
    }
    let painter = ui.painter_at(area);
    for (before, after) in places[0].iter().zip(&places[1]) {
        if let (Some(before), Some(after)) = (before, after) {
            let stroke = Stroke::new(1.0, ink(ui, Role::Accent).gamma_multiply(0.7));
            painter.line_segment([before.right_center(), after.left_center()], stroke);
        }
    }
}

fn picture_ui(ui: &Ui, compared: &Compared, at: usize, (canvas, bounds, scale): (egui::Rect, Rect, f64)) {
    let snapshot = &compared.sides[at];
    let size = Size { width: f64::from(canvas.width()), height: f64::from(canvas.height()) };
    let center = Point::new(bounds.left + size.width / 2.0 / scale, bounds.top + size.height / 2.0 / scale);
    let camera = Camera::at(center, scale);
    let window = camera.window(size);
    let painter = ui.painter_at(canvas);
    let view = View { show_people: false, ..View::at(window, scale) };
    let lens = Lens { scene: Point::new(window.left, window.top), screen: canvas.min, scale, is_zooming: false };
    let mut marks = Canvas::new(&painter, theme_of(ui), lens);
    snapshot.tracks.marks(&snapshot.org, &snapshot.judgement, &view, &mut |mark| marks.paint(&mark));
    marks.finish();
    painter.rect_filled(canvas, 0.0, ink(ui, Role::Background).gamma_multiply(0.55));
    painter.rect_stroke(canvas, 0.0, Stroke::new(1.0, ink(ui, Role::Line)), StrokeKind::Inside);
}

/// People with different seats, before and after, as far as they can be matched.
fn moved(compared: &Compared) -> Vec<[PersonId; 2]> {
    let sits_elsewhere = |changed: &&Changed| changed.seat.is_some() || changed.fields.contains(Field::Manager);
    compared.diff.changed.iter().filter(sits_elsewhere).take(TOLD).map(|it| [it.before, it.after]).collect()
}

fn lists_ui(ui: &mut Ui, compared: &Compared, out: &mut Vec<Command>) {
    let diff = &compared.diff;
    if diff.is_empty() {
        note(ui, "No differences");
        return;
    }
    people_ui(ui, compared, out);
    if !diff.findings.is_empty() {
        section_about(ui, "Findings", ("findings.md", ""), out);
        for change in diff.findings.iter().take(TOLD) {
            finding_ui(ui, compared, change);
        }
        more(ui, diff.findings.len());
    }
    if !diff.ladders.is_empty() || !diff.head.is_empty() {
        section(ui, "Ladder and file");
        for change in &diff.ladders {
            let what = format!("{} {} {}", change.ladder, change.rung, change.field.id().replace('_', " "));
            pair(ui, what.trim(), &format!("{} → {}", known(&change.before), known(&change.after)), Role::Text);
        }
        for change in &diff.head {
            let said = format!("{} → {}", known(&change.before), known(&change.after));
            pair(ui, &change.field.replace('_', " "), &said, Role::Text);
        }
    }
    for (title, parts) in [("Seats and pay by rung", &diff.parts.rungs), ("Seats and pay by team", &diff.parts.teams)] {
        let differs =
            |part: &&Part| part.weighed.seats.before != part.weighed.seats.after || part.weighed.pay_differs();
        let differing: Vec<&Part> = parts.iter().filter(differs).take(TOLD).collect();
        if differing.is_empty() {
            continue;
        }
        section_about(ui, title, ("views.md", "changes"), out);
        for part in differing {
            let Both { before, after } = part.weighed.seats;
            let mut said = match before == after {
                true => seats_words(after),
                false => format!("{} → {}", seats_words(before), seats_words(after)),
            };
            if diff.parts.is_one_currency && part.weighed.pay_differs() {
                said.push_str(&match part.weighed.shown() {
                    Some(paid) => {
                        format!(" · median pay {} → {}", thousands(paid.before.median), thousands(paid.after.median))
                    }
                    None => " · median pay: too few".to_owned(),
                });
            }
            let name = if part.name.is_empty() { "without a name" } else { part.name.as_str() };
            pair(ui, name, &said.replace("NaN", "none"), Role::Text);
        }
    }
}

fn people_ui(ui: &mut Ui, compared: &Compared, out: &mut Vec<Command>) {
    let diff = &compared.diff;
    let after = &compared.sides[1].org;
    let counts = &diff.counts;
    section(ui, &format!("People: {} unchanged", thousands(counts.unchanged as f64)));
    let seen = |changed: &&Changed| !changed.fields.shown(diff.shows_people).is_empty();
    for changed in diff.changed.iter().filter(seen).take(TOLD) {
        let told: Vec<String> =
            changed.fields.shown(diff.shows_people).iter().map(|field| told(compared, changed, field)).collect();
        let row =
            ui.add(Label::new(words(ui, after.label(changed.after), semibold(12.5), Role::Text)).sense(Sense::click()));
        if row.on_hover_cursor(CursorIcon::PointingHand).clicked() {
            out.extend([Command::Turn(Page::Tracks), Command::Show(changed.after)]);
        }
        ui.add(Label::new(words(ui, told.join(" · "), regular(12.0), Role::Secondary)).wrap());
        ui.add_space(6.0);
    }
    more(ui, diff.changed.len());
    for (word, side, people) in [("New", 1, &diff.new), ("Left", 0, &diff.left)] {
        let org = &compared.sides[side].org;
        for &person in people.iter().take(TOLD) {
            pair(ui, org.label(person), &format!("{word}{}", [", ", org.title(person)].concat()), Role::Secondary);
        }
        more(ui, people.len());
    }
}

/// One changed field of a person; a private one is named without its values.
fn told(compared: &Compared, changed: &Changed, field: Field) -> String {
    let what = match changed.seat.filter(|_| field == Field::Seat) {
        Some(seat) => seat.words().to_owned(),
        None => field.label(),
    };
    if field.is_private() {
        return what;
    }
    let say = |at: usize, person: PersonId| {
        let org = &compared.sides[at].org;
        match field {
            Field::Manager => org.manager(person).map_or(String::new(), |manager| org.label(manager).to_owned()),
            _ => field.say(org, person),
        }
    };
    let (was, is) = (say(0, changed.before), say(1, changed.after));
    if was == is { what } else { format!("{what}: {} → {}", known(&was), known(&is)) }
}

fn finding_ui(ui: &mut Ui, compared: &Compared, change: &FindingChange) {
    let (at, finding) = match (&change.after, &change.before) {
        (Some(finding), _) => (1, finding),
        (None, Some(finding)) => (0, finding),
        (None, None) => return,
    };
    let side = compared.side(at);
    let facts = side.judgement.facts(side.org);
    let who = finding.person().map_or(String::new(), |person| format!("{}: ", side.org.label(person)));
    let turn = match change.turn {
        Turn::NotWaived => "no longer waived",
        turn => turn.id(),
    };
    let role = if change.turn == Turn::Clears { Role::Ic } else { Role::Under };
    pair(ui, &format!("{who}{}", finding.say(&facts)), turn, role);
}

fn more(ui: &mut Ui, all: usize) {
    if all > TOLD {
        note(ui, &format!("and {}", count(all - TOLD, "more", "more")));
    }
}

fn known(value: &str) -> &str {
    if value.is_empty() { "none" } else { value }
}
