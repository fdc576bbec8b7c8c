//! Cards and cells: how one person looks at each zoom.

use super::sizes::{BLOCK_LABEL, CARD, CELL, CELL_PITCH, CELLS_SCALE, PLAIN_SCALE, TEXT_SCALE, disc_of};
use super::view::{Standing, View};
use crate::org::{Kind, Org, PersonId, SeatSource};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Weight};

/// From which scale on a cell is more than a rectangle.
const CELL_SCALE: f64 = 0.6;
/// From which scale on a cell has a name instead of initials.
const CELL_NAME_SCALE: f64 = 2.0;
/// From which scale on the title below the name of a cell is large enough to be read.
const CELL_TITLE_SCALE: f64 = 2.4;
/// How much larger than where it begins a level of detail is seen when nothing is left of the one before.
const FADE: f64 = 0.25;
const NAME: f64 = 12.5;
const TITLE: f64 = 11.0;

/// How much is still seen of what was drawn below a scale: all of it up to there, then ever less.
pub fn rest_of(before: f64, scale: f64) -> f64 {
    (1.0 - (scale / before - 1.0) / FADE).clamp(0.0, 1.0)
}

/// What a card shows besides name and title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The colour of the track, or of the value that the picture is coloured by.
    pub role: Role,
    pub badge: Option<(Shape, Role)>,
    pub pay: bool,
    pub standing: Standing,
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: &str) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text: text.to_owned() })
}

/// Draws a card.
pub fn card(
    org: &Org,
    person: PersonId,
    rect: Rect,
    Shown { role, badge, pay, standing }: Shown,
    scale: f64,
    out: &mut dyn FnMut(Mark),
) {
    let real = org.is_judged(person);
    let stroke = match standing {
        Standing { selected: true, .. } => Stroke::new(Role::Accent, 2.0),
        Standing { hovered: true, .. } => Stroke::new(Role::Accent, 1.0),
        _ if real => Stroke::new(Role::Line, 1.0),
        _ => Stroke::new(Role::StrongLine, 1.0).dashed(4.0, 3.0),
    };
    let faded = standing.faded;
    let is_value = is_value(role);
    let opacity = full(role, if real { 0.55 } else { 0.25 }) * shade(standing);
    if scale < PLAIN_SCALE {
        out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, role) }));
        if standing.selected {
            let stroke = Some(Stroke::new(Role::Accent, 2.0 / scale));
            out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(rect, 0.0, role) }));
        }
        if let Some((shape, role)) = badge {
            out(Mark::Badge(Badge { at: rect.center(), size: (9.0 / scale).min(44.0), shape, role }));
        }
        return;
    }
    let near = scale >= TEXT_SCALE;
    let radius = if near { 8.0 } else { 0.0 };
    // From afar an outline costs more than it shows.
    let stroke = ((near && !faded) || standing.selected || standing.hovered || !real).then_some(stroke);
    let fill = if faded { Role::Background } else { Role::Surface };
    out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(rect, radius, fill) }));
    if !faded {
        let wide = match (is_value, near) {
            (false, _) => 3.0,
            (true, true) => 5.0,
            (true, false) => 22.0,
        };
        stripe(org, person, (rect.left + 3.5 + wide / 2.0, wide), (rect.top + 8.0, rect.bottom - 8.0), role, out);
    }
    if !near && faded {
        return;
    }
    if !near {
        let bar = |x: f64, y: f64, width: f64, height: f64, role| {
            Mark::Box(BoxMark::filled(Rect::new(rect.left + x, rect.top + y, width, height), 0.0, role))
        };
        let left = if is_value { 34.0 } else { 16.0 };
        out(bar(left, 14.0, 92.0, 8.0, Role::StrongLine));
        out(bar(left, 30.0, 68.0, 6.0, Role::Line));
        veil(rect, role, opacity * rest_of(PLAIN_SCALE, scale), out);
        if let Some((shape, role)) = badge {
            out(Mark::Badge(Badge { at: Point::new(rect.right - 20.0, rect.top + 20.0), size: 20.0, shape, role }));
        }
        return;
    }
    // More lines stand below what every card has.
    let middle = rect.top + CARD / 2.0;
    let disc = disc_of(rect).unwrap_or(rect);
    let initials = initials(org.name(person));
    if !initials.is_empty() && !faded {
        let stroke = is_value.then_some(Stroke::new(role, 2.0));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(disc, 13.0, Role::Sunken) }));
        let at = Point::new(disc.center().x, middle + 3.6);
        out(text(at, Anchor::Middle, 10.0, Weight::SemiBold, Role::Secondary, &initials));
    }
    let left = rect.left + 50.0;
    let room = rect.right - 10.0 - left;
    let name_room = if badge.is_some() { room - 16.0 } else { room };
    let name = match org.kind(person) {
        Kind::Vacancy if org.name(person).is_empty() => "Vacant",
        _ => org.label(person),
    };
    let title = org.title(person);
    let name_y = if title.is_empty() { middle + 4.5 } else { middle - 3.5 };
    let shown = shorten(name, name_room, NAME, Weight::SemiBold);
    // Words keep a contrast that can be read, so that they fade less than the ground.
    let (name_role, title_role) = if faded { (Role::Faint, Role::Faint) } else { (Role::Text, Role::Secondary) };
    out(text(Point::new(left, name_y), Anchor::Start, NAME, Weight::SemiBold, name_role, &shown));
    let pay = org.yearly_pay(person).filter(|_| pay).map(|pay| format!("{:.0} k", pay / 1000.0));
    let title_room = room - pay.as_ref().map_or(0.0, |pay| width(pay, TITLE, Weight::Regular) + 6.0);
    if let Some(pay) = pay {
        let at = Point::new(rect.right - 10.0, middle + 12.5);
        out(text(at, Anchor::End, TITLE, Weight::Regular, Role::Text, &pay));
    }
    if !title.is_empty() {
        let shown = shorten(title, title_room, TITLE, Weight::Regular);
        out(text(Point::new(left, middle + 12.5), Anchor::Start, TITLE, Weight::Regular, title_role, &shown));
    }
    if let Some((shape, role)) = badge {
        out(Mark::Badge(Badge { at: Point::new(rect.right - 15.0, rect.top + 15.0), size: 11.0, shape, role }));
    }
}

/// Whether a colour stands for a value, and not for a track: it must be seen from afar.
fn is_value(role: Role) -> bool {
    matches!(role, Role::Value(_))
}

/// How much of a colour is seen of what is a plain rectangle: a value can only be told by all of it.
fn full(role: Role, track: f64) -> f64 {
    if is_value(role) { (track + 0.45).min(1.0) } else { track }
}

/// How much of its colour somebody keeps.
fn shade(standing: Standing) -> f64 {
    if standing.faded { 0.2 } else { 1.0 }
}

fn is_suggested(org: &Org, person: PersonId) -> bool {
    org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested)
}

/// The track stripe, dashed where the seat is only suggested.
fn stripe(
    org: &Org,
    person: PersonId,
    (x, wide): (f64, f64),
    (top, bottom): (f64, f64),
    role: Role,
    out: &mut dyn FnMut(Mark),
) {
    if is_suggested(org, person) {
        let stroke = Stroke::new(role, wide).dashed(4.0, 3.0);
        let points = vec![Point::new(x, top), Point::new(x, bottom)];
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    } else {
        out(Mark::Box(BoxMark::filled(Rect::new(x - wide / 2.0, top, wide, bottom - top), 0.0, role)));
    }
}

/// The plain rectangle of the level of detail before, as far as it is still seen.
fn veil(rect: Rect, role: Role, opacity: f64, out: &mut dyn FnMut(Mark)) {
    if opacity > 0.0 {
        out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, role) }));
    }
}

/// Draws the name above the blocks of a folded branch.
pub fn branch_label(words: impl FnOnce() -> String, rect: Rect, scale: f64, out: &mut dyn FnMut(Mark)) {
    if scale < TEXT_SCALE {
        return;
    }
    let words = words();
    let shown = shorten(&words, rect.width(), 10.5, Weight::Regular);
    let at = Point::new(rect.left, rect.top + BLOCK_LABEL - 6.0);
    out(text(at, Anchor::Start, 10.5, Weight::Regular, Role::Secondary, &shown));
}

/// Names a folded branch inside its block, where the block is seen large enough and its cells are not seen.
pub fn far_branch_label(words: impl FnOnce() -> String, rect: Rect, view: &View, out: &mut dyn FnMut(Mark)) {
    let size = 10.5 / view.scale;
    let seen = Rect { left: rect.left.max(view.window.left), right: rect.right.min(view.window.right), ..rect };
    let room = seen.width() - 1.2 * size;
    if view.scale >= TEXT_SCALE || room < 5.0 * size || rect.height() - BLOCK_LABEL < 2.2 * size {
        return;
    }
    let words = words();
    let shown = shorten(&words, room, size, Weight::Regular);
    let at = Point::new(seen.left + 0.6 * size, rect.top + BLOCK_LABEL + 1.4 * size);
    out(text(at, Anchor::Start, size, Weight::Regular, Role::Text, &shown));
}

/// Where cell `index` of a block stands; `top` is the upper edge of its first line.
pub fn cell_rect(rect: Rect, top: f64, across: u32, index: u32) -> Rect {
    let (column, line) = (f64::from(index % across), f64::from(index / across));
    Rect::new(rect.left + column * CELL_PITCH.0, top + line * CELL_PITCH.1, CELL.0, CELL.1)
}

/// Draws one cell.
pub fn cell(
    org: &Org,
    person: PersonId,
    (rect, role): (Rect, Role),
    standing: Standing,
    scale: f64,
    out: &mut dyn FnMut(Mark),
) {
    let accent = Stroke::new(Role::Accent, if scale < 0.5 { 2.0 / scale } else { 2.0 });
    let stroke = if standing.selected || standing.hovered { accent } else { Stroke::new(Role::Line, 1.0) };
    let shade = shade(standing);
    if scale < CELL_SCALE {
        veil(rect, role, full(role, 0.5) * shade * (1.0 - rest_of(CELLS_SCALE, scale)), out);
        if standing.selected {
            let stroke = Some(stroke);
            out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(rect, 0.0, role) }));
        }
        return;
    }
    let fill = if standing.faded { Role::Background } else { Role::Surface };
    out(Mark::Box(BoxMark { stroke: Some(stroke), ..BoxMark::filled(rect, 3.0, fill) }));
    let (stripe_top, stripe_bottom) = (rect.top + 1.0, rect.bottom - 1.0);
    let stripe_role = if standing.faded { Role::Line } else { role };
    let wide = if is_value(role) { 5.0 } else { 3.0 };
    if scale < 0.8 && is_suggested(org, person) {
        // Thousands of them are in view: the same dashes as rectangles, which cost the least.
        for dash in [0.0, 7.0] {
            let dash = Rect::new(rect.left, stripe_top + dash, wide, 4.0);
            out(Mark::Box(BoxMark::filled(dash, 0.0, stripe_role)));
        }
    } else {
        stripe(org, person, (rect.left + wide / 2.0, wide), (stripe_top, stripe_bottom), stripe_role, out);
    }
    if scale < 0.8 {
        let bar = Rect::new(rect.left + 9.0, rect.top + 6.0, 18.0, 4.0);
        let bar_role = if standing.faded { Role::Line } else { Role::StrongLine };
        out(Mark::Box(BoxMark::filled(bar, 0.0, bar_role)));
        veil(rect, role, full(role, 0.5) * shade * rest_of(CELL_SCALE, scale), out);
    } else if scale >= CELL_NAME_SCALE {
        let shown = shorten(org.label(person), rect.width() - 7.0, 5.0, Weight::SemiBold);
        let at = Point::new(rect.left + 5.0, rect.top + 7.2);
        out(text(
            at,
            Anchor::Start,
            5.0,
            Weight::SemiBold,
            if standing.faded { Role::Faint } else { Role::Text },
            &shown,
        ));
        if scale < CELL_TITLE_SCALE {
            return;
        }
        let shown = shorten(org.title(person), rect.width() - 7.0, 4.0, Weight::Regular);
        let at = Point::new(rect.left + 5.0, rect.top + 12.6);
        out(text(at, Anchor::Start, 4.0, Weight::Regular, Role::Secondary, &shown));
    } else {
        let at = Point::new(rect.left + 18.5, rect.top + 11.2);
        let words = initials(org.label(person));
        out(text(at, Anchor::Middle, 8.5, Weight::Regular, Role::Secondary, &words));
    }
}

/// First letters of the first and the last word, at most two characters.
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).take(2).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_level_of_detail_goes_over_into_the_next() {
        assert_eq!(
            [0.1, 0.2, 0.225, 0.25, 4.0].map(|scale| (rest_of(0.2, scale) * 8.0).round()),
            [8.0, 8.0, 4.0, 0.0, 0.0]
        );
    }

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in
            [("Mason T.", "MT"), ("Ines", "I"), ("", ""), ("“Bo” van der Åkesson", "BÅ"), ("straße ß", "SS")]
        {
            assert_eq!(initials(name), expected);
        }
    }
}
