//! Cards of the tree: the appearance of one person at every zoom.

use super::sizes::{CARD, PLAIN_SCALE, TEXT_SCALE, disc_of};
use super::texts::short;
use super::view::Standing;
use crate::org::{Kind, Org, PersonId, SeatSource};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Weight};

/// Zoom range over which a level of detail fades out, as a part of the scale at which the next one begins.
const FADE: f64 = 0.25;
const NAME: f64 = 12.5;
const TITLE: f64 = 11.0;

/// Opacity left, from 1 to 0, of what is drawn up to the scale `before`: all of it up to there, then less and less.
pub fn rest_of(before: f64, scale: f64) -> f64 {
    (1.0 - (scale / before - 1.0) / FADE).clamp(0.0, 1.0)
}

/// Content and appearance of a card besides name and title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Colour of the track, or of the value by which the picture is coloured.
    pub role: Role,
    pub badge: Option<(Shape, Role)>,
    pub pay: bool,
    pub standing: Standing,
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: &str) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text: text.to_owned(), whole: None })
}

/// Draws a card at the level of detail that the scale allows.
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
    // At a small scale an outline costs more than it shows.
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
    // A card may have further lines, so the centre is that of the part that every card has.
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
    // Text needs a readable contrast, so it fades less than the background.
    let (name_role, title_role) = if faded { (Role::Faint, Role::Faint) } else { (Role::Text, Role::Secondary) };
    out(short(Point::new(left, name_y), Anchor::Start, NAME, Weight::SemiBold, name_role, (&shown, name)));
    let pay = org.yearly_pay(person).filter(|_| pay).map(|pay| format!("{:.0} k", pay / 1000.0));
    let title_room = room - pay.as_ref().map_or(0.0, |pay| width(pay, TITLE, Weight::Regular) + 6.0);
    if let Some(pay) = pay {
        let at = Point::new(rect.right - 10.0, middle + 12.5);
        out(text(at, Anchor::End, TITLE, Weight::Regular, Role::Text, &pay));
    }
    if !title.is_empty() {
        let shown = shorten(title, title_room, TITLE, Weight::Regular);
        out(short(Point::new(left, middle + 12.5), Anchor::Start, TITLE, Weight::Regular, title_role, (&shown, title)));
    }
    if let Some((shape, role)) = badge {
        out(Mark::Badge(Badge { at: Point::new(rect.right - 15.0, rect.top + 15.0), size: 11.0, shape, role }));
    }
}

/// True if a colour stands for a value rather than a track and must be seen even at a small scale.
fn is_value(role: Role) -> bool {
    matches!(role, Role::Value(_))
}

/// Opacity of the colour on a plain rectangle: a value is stronger than a track, since nothing else on the card tells
/// it.
fn full(role: Role, track: f64) -> f64 {
    if is_value(role) { (track + 0.45).min(1.0) } else { track }
}

/// Opacity that a person's colour keeps in its standing.
fn shade(standing: Standing) -> f64 {
    if standing.faded { 0.2 } else { 1.0 }
}

fn is_suggested(org: &Org, person: PersonId) -> bool {
    org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested)
}

/// Draws the track stripe, dashed if the seat is only suggested.
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

/// Draws the plain rectangle of the previous level of detail while it fades out.
fn veil(rect: Rect, role: Role, opacity: f64, out: &mut dyn FnMut(Mark)) {
    if opacity > 0.0 {
        out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, role) }));
    }
}

/// Initials of the first and the last word in upper case, at most two characters; empty for a name without letters or
/// digits.
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
