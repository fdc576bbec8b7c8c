//! One slot, whose content follows its size on the screen: a dot, initials, a name, then a card with more and more on
//! it. Names appear as soon as they can be read, and each level blends into the next.

use crate::diagram::cards::initials;
use crate::diagram::look_marks::lines;
use crate::diagram::texts::{short, text};
use crate::diagram::view::{Names, Standing, View};
use crate::org::{Kind, Org, PersonId, SeatSource};
use crate::rules::Judgement;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, Weight};

/// Size of a name on a chip, in pixels.
pub const CHIP_NAME: f64 = 11.5;

/// Sizes of names by the height of a slot, in pixels, interpolated in between.
const NAMES: [(f64, f64); 6] =
    [(11.0, 9.0), (15.0, 10.5), (22.0, CHIP_NAME), (44.0, 12.5), (88.0, 15.0), (200.0, 20.0)];
/// Size in pixels down to which a name is reduced to fit before it is shortened.
const LEAST_NAME: f64 = 9.5;
/// Width and height in pixels from which a name has room, and from which initials have.
const NAMED: (f64, f64) = (44.0, 11.5);
const INITIALS: (f64, f64) = (15.0, 11.0);
/// Heights in pixels from which a slot has a box around it, and from which it has a title below the name.
const BOXED: f64 = 17.0;
const TITLED: f64 = 34.0;
/// Width and height from which initials or a photo are in a disc, and its diameter; in pixels.
const DISC: (f64, f64, f64) = (188.0, 40.0, 26.0);
/// Height of a card without further lines, in pixels.
const HEAD: f64 = 44.0;
/// Least size of a badge, in pixels.
const BADGE: f64 = 8.0;

/// Content and appearance of a slot besides name and title.
#[derive(Clone, Copy, Debug)]
pub struct Shown {
    /// Colour of the track, or of the value by which the picture is coloured.
    pub role: Role,
    pub badge: Option<(Shape, Role)>,
    pub standing: Standing,
    /// True for a direct report of the selected or hovered person, and for the managers above.
    pub is_related: bool,
    /// True if it recedes behind the related people.
    pub is_dimmed: bool,
    /// True if the rung would be lost on one path.
    pub is_lost: bool,
}

/// Place of the initials or the photo in a slot seen at a scale; `None` if it is too small.
pub fn disc_of(slot: Rect, scale: f64, has_lines: bool) -> Option<Rect> {
    let (width, height, unit) = (slot.width() * scale, slot.height() * scale, 1.0 / scale);
    (width >= DISC.0 && height >= DISC.1).then(|| {
        let middle = head_of(height, has_lines) / 2.0;
        let (left, top) = (slot.left + 12.0 * unit, slot.top + (middle - DISC.2 / 2.0) * unit);
        Rect::new(left, top, DISC.2 * unit, DISC.2 * unit)
    })
}

/// Height of the part with name and title: everything, unless further lines follow below.
fn head_of(height: f64, has_lines: bool) -> f64 {
    if has_lines && height >= HEAD + 12.0 { HEAD } else { height }
}

fn name_size(height: f64) -> f64 {
    let above = NAMES.iter().position(|&(at, _)| height < at).unwrap_or(NAMES.len() - 1).max(1);
    let ((low, small), (high, large)) = (NAMES[above - 1], NAMES[above]);
    small + ((height - low) / (high - low)).clamp(0.0, 1.0) * (large - small)
}

/// Opacity of the plain colour of the previous level, which fades out as a name gets room.
fn cover((width, height): (f64, f64)) -> f64 {
    ((1.2 - named(width, height)) / 0.25).clamp(0.0, 1.0)
}

/// Size relative to that from which a name has room; 1 or more if it has.
fn named(width: f64, height: f64) -> f64 {
    (width / NAMED.0).min(height / NAMED.1)
}

/// Draws a slot.
pub fn slot(
    of: (&Org, &Judgement),
    person: PersonId,
    rect: Rect,
    shown: &Shown,
    view: &View,
    out: &mut dyn FnMut(Mark),
) {
    let (width, height) = (rect.width() * view.scale, rect.height() * view.scale);
    let (origin, unit) = (Point::new(rect.left, rect.top), 1.0 / view.scale);
    let mut put = |mark: Mark| out(mark.placed(origin, unit));
    let size = (width, height);
    let org = of.0;
    let is_real = org.is_judged(person);
    let has_names = view.names != Names::Hidden;
    let cover = if has_names { cover(size) } else { 1.0 };
    if cover < 1.0 {
        paper(size, shown, is_real, &mut put);
    }
    if cover > 0.0 {
        let strength = if is_real { 1.0 } else { 0.35 };
        let opacity = cover
            * strength
            * if shown.standing.faded {
                0.18
            } else if shown.is_dimmed {
                0.4
            } else {
                1.0
            };
        let radius = if height < 6.0 { 0.0 } else { (height * 0.2).min(3.0) };
        put(Mark::Box(BoxMark { opacity, ..BoxMark::filled(Rect::new(0.0, 0.0, width, height), radius, shown.role) }));
    }
    frame(size, shown, &mut put);
    if !has_names {
        // Without names nobody may be identified, not even by initials.
    } else if named(width, height) >= 1.0 {
        words(of, person, size, (shown, is_real), view, &mut put);
    } else if width >= INITIALS.0 && height >= INITIALS.1 && !shown.standing.faded {
        let letters = initials(org.label(person));
        let size = (height * 0.5).min(width * 0.46).clamp(7.5, 11.0);
        let at = Point::new(width / 2.0, height / 2.0 + 0.36 * size);
        let role = if is_real { Role::Surface } else { Role::Text };
        put(text(at, Anchor::Middle, size, Weight::SemiBold, role, letters));
    }
    badge(size, shown, &mut put);
}

/// Draws the box of a slot with a name, if it is high enough for one.
fn paper((width, height): (f64, f64), shown: &Shown, is_real: bool, put: &mut dyn FnMut(Mark)) {
    let whole = Rect::new(0.0, 0.0, width, height);
    if height >= BOXED {
        let fill = if shown.standing.faded { Role::Background } else { Role::Surface };
        let stroke = match (is_real, shown.standing.faded) {
            (true, true) => None,
            (true, false) => Some(Stroke::new(Role::Line, 1.0)),
            (false, _) => Some(Stroke::new(Role::StrongLine, 1.0).dashed(4.0, 3.0)),
        };
        put(Mark::Box(BoxMark { stroke, ..BoxMark::filled(whole, radius(height), fill) }));
    }
}

fn radius(height: f64) -> f64 {
    (height * 0.2).clamp(2.0, 8.0)
}

/// Draws outlines around people who would lose their rung, the selected or hovered one, and those related to them.
fn frame((width, height): (f64, f64), shown: &Shown, put: &mut dyn FnMut(Mark)) {
    let standing = shown.standing;
    let stroke = if shown.is_lost {
        Stroke::new(Role::Under, 1.5).dashed(4.0, 3.0)
    } else if standing.selected {
        Stroke::new(Role::Accent, 2.0)
    } else if standing.hovered || shown.is_related {
        Stroke::new(Role::Accent, 1.0)
    } else {
        return;
    };
    // A dot is framed on the outside, so that it remains visible.
    let out = if height < BOXED { 1.5 } else { 0.0 };
    let place = Rect::new(0.0, 0.0, width, height).expanded(out);
    let mark = BoxMark::filled(place, radius(height), Role::Accent);
    put(Mark::Box(BoxMark { fill: None, stroke: Some(stroke), ..mark }));
    if shown.is_lost && standing.selected {
        let mark = BoxMark::filled(place.expanded(2.0), radius(height) + 2.0, Role::Accent);
        put(Mark::Box(BoxMark { fill: None, stroke: Some(Stroke::new(Role::Accent, 2.0)), ..mark }));
    }
}

fn badge((width, height): (f64, f64), shown: &Shown, put: &mut dyn FnMut(Mark)) {
    let Some((shape, role)) = shown.badge else { return };
    let is_named = named(width, height) >= 1.0;
    // On a dot only findings that compare authority with impact have a sign: others could not be told apart.
    if !is_named && !matches!(role, Role::Under | Role::Over) {
        return;
    }
    let size = if is_named { (height * 0.5).clamp(BADGE, 11.0) } else { height.clamp(BADGE, 12.0) };
    let at = match (is_named, height >= TITLED) {
        (true, true) => Point::new(width - 13.0, 13.0),
        (true, false) => Point::new(width - 3.0 - size / 2.0, height / 2.0),
        (false, _) => Point::new(width / 2.0, height / 2.0),
    };
    put(Mark::Badge(Badge { at, size, shape, role }));
}

/// Draws the stripe of the track, dashed if the seat is only suggested.
fn stripe(is_suggested: bool, (width, height): (f64, f64), shown: &Shown, put: &mut dyn FnMut(Mark)) {
    if shown.standing.faded {
        return;
    }
    let is_value = matches!(shown.role, Role::Value(_));
    let wide = if is_value && width > 60.0 { 5.0 } else { 3.0 };
    let inset = if height >= BOXED { (height * 0.16).min(8.0) } else { 1.0 };
    let left = if height >= BOXED { 3.0 } else { 0.0 };
    let opacity = if shown.is_dimmed { 0.4 } else { 1.0 };
    if is_suggested {
        let x = left + wide / 2.0;
        let points = vec![Point::new(x, inset), Point::new(x, height - inset)];
        let stroke = Stroke::new(shown.role, wide).dashed(3.0, 2.0);
        put(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity }));
    } else {
        let rect = Rect::new(left, inset, wide, height - 2.0 * inset);
        put(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, shown.role) }));
    }
}

/// Draws name, title and whatever else has room.
fn words(
    of: (&Org, &Judgement),
    person: PersonId,
    (width, height): (f64, f64),
    (shown, is_real): (&Shown, bool),
    view: &View,
    put: &mut dyn FnMut(Mark),
) {
    let org = of.0;
    let is_suggested = org.seat(person).is_some_and(|seat| seat.source == SeatSource::Suggested);
    stripe(is_suggested, (width, height), shown, put);
    let name = match org.kind(person) {
        Kind::Vacancy if org.name(person).is_empty() => "Vacant",
        _ => org.label(person),
    };
    let (name_role, title_role) = match (shown.standing.faded, is_real) {
        (true, _) => (Role::Faint, Role::Faint),
        (false, true) => (Role::Text, Role::Secondary),
        (false, false) => (Role::Secondary, Role::Secondary),
    };
    let has_lines = view.look.lines() > 0;
    let mut size = name_size(height);
    let mut left = if height >= BOXED { 11.0 } else { 7.0 };
    if let Some(disc) = disc_of(Rect::new(0.0, 0.0, width, height), 1.0, has_lines).filter(|_| !shown.standing.faded) {
        let is_value = matches!(shown.role, Role::Value(_));
        let stroke = is_value.then_some(Stroke::new(shown.role, 2.0));
        put(Mark::Box(BoxMark { stroke, ..BoxMark::filled(disc, disc.width() / 2.0, Role::Sunken) }));
        let at = Point::new(disc.center().x, disc.center().y + 3.6);
        put(text(at, Anchor::Middle, 10.0, Weight::SemiBold, Role::Secondary, initials(org.name(person))));
        left = disc.right + 10.0;
    }
    let room = width - left - if shown.badge.is_some() { 16.0 } else { 5.0 };
    let long = text_width(name, size, Weight::SemiBold);
    if long > room && (view.names == Names::Whole || size * room / long >= LEAST_NAME) {
        size *= room / long;
    }
    let head = head_of(height, has_lines);
    let title = org.title(person);
    let has_title = head >= TITLED && !title.is_empty();
    // In a narrow, high slot a name takes two lines, so that all of it can be read.
    let parts = (long > room * 1.001
        && size * room / long < LEAST_NAME
        && view.names == Names::Shortened
        && head >= 2.7 * size)
        .then(|| halves(name))
        .flatten();
    let shown_at = |y: f64, words: &str, size: f64, put: &mut dyn FnMut(Mark)| {
        let part = shorten(words, room, size, Weight::SemiBold);
        put(short(Point::new(left, y), Anchor::Start, size, Weight::SemiBold, name_role, (&part, words)));
    };
    let middle = head / 2.0;
    let title_size = (size - 1.5).min(13.0);
    let title_y = match (parts, has_title) {
        (Some((first, second)), _) => {
            let has_title = has_title && head >= 4.2 * size;
            let top = middle - if has_title { 0.75 * size } else { 0.2 * size };
            shown_at(top, first, size, put);
            shown_at(top + 1.2 * size, second, size, put);
            has_title.then_some(top + 2.5 * size)
        }
        (None, true) => {
            shown_at(middle - 0.28 * size, name, size, put);
            Some(middle + 1.0 * size)
        }
        (None, false) => {
            shown_at(middle + 0.36 * size, name, size, put);
            None
        }
    };
    if let Some(y) = title_y {
        let mut room = room + if shown.badge.is_some() { 11.0 } else { 0.0 };
        if let Some(pay) = org.yearly_pay(person).filter(|_| view.show_pay) {
            let pay = format!("{:.0} k", pay / 1000.0);
            room -= text_width(&pay, title_size, Weight::Regular) + 6.0;
            let at = Point::new(width - 8.0, y);
            put(text(at, Anchor::End, title_size, Weight::Regular, title_role, pay));
        }
        let part = shorten(title, room, title_size, Weight::Regular);
        put(short(Point::new(left, y), Anchor::Start, title_size, Weight::Regular, title_role, (&part, title)));
    }
    let whole = View { scale: 1.0, ..*view };
    lines(of, person, Rect::new(0.0, 0.0, width, height), &whole, put);
}

/// The two parts of a name around the space nearest to its middle; `None` without a space.
fn halves(name: &str) -> Option<(&str, &str)> {
    let middle = name.len() as isize / 2;
    let at = name.match_indices(' ').map(|(at, _)| at).min_by_key(|&at| (at as isize - middle).abs())?;
    Some((name[..at].trim_end(), name[at..].trim_start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_parted_at_a_space() {
        assert_eq!(halves("Ada Lovelace"), Some(("Ada", "Lovelace")));
        assert_eq!(halves("Maria de la Cruz Ñuñez"), Some(("Maria de la", "Cruz Ñuñez")));
        assert_eq!(halves("Mononym"), None);
    }

    #[test]
    fn names_grow_steadily_and_no_level_jumps() {
        let mut last = (name_size(5.0), cover((5.0, 5.0)));
        for step in 0..4000 {
            let side = 5.0 * 1.002_f64.powi(step);
            let now = (name_size(side), cover((side * 3.0, side)));
            assert!(now.0 >= last.0 && now.0 - last.0 < 0.1, "at {side}");
            assert!(now.1 <= last.1 && last.1 - now.1 < 0.02, "at {side}: {} {}", last.1, now.1);
            last = now;
        }
        assert_eq!((last.0, last.1), (20.0, 0.0));
    }
}
