//! The matrix as marks: dots or squares, intervals and names. Its surroundings are drawn by `matrix_axes`.

use super::matrix::{Matrix, Square, is_strong, tells_numbers};
use super::matrix_legend::MARGIN;
use super::matrix_marks::{dot, out_line, text};
use super::matrix_page::{MatrixHit, MatrixPage};
use super::roles::lane_role;
use crate::layout::Lane;
use crate::org::{Org, PersonId};
use crate::rules::{Facts, Judgement};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Shape, Stroke, Weight};

/// Largest number of dots with which strong signals are labelled with names without being asked.
const FEW: usize = 80;

/// Highlights on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MatrixShown<'a> {
    /// Selected person, drawn with name and intervals.
    pub selected: Option<PersonId>,
    /// True if the numbers of the selected person were asked for.
    pub numbers: bool,
    /// Dot or square under the pointer.
    pub hovered: Option<MatrixHit>,
    /// Indices of dots or squares that are selected together, as returned by [`MatrixPage::standing`].
    pub chosen: &'a [usize],
}

impl MatrixPage {
    /// Draws the page in painting order. Nobody is drawn if the file is in *structure only*.
    pub fn marks(
        &self,
        matrix: &Matrix,
        org: &Org,
        judgement: &Judgement,
        shown: &MatrixShown,
        out: &mut dyn FnMut(Mark),
    ) {
        let title = shorten("Authority against impact", self.size.width - 2.0 * MARGIN, 13.0, Weight::SemiBold);
        out(text((MARGIN, 24.0), Anchor::Start, 13.0, Weight::SemiBold, Role::Text, &title));
        self.signs(out);
        self.ground(out, matrix);
        self.axes(matrix, out);
        let facts = judgement.facts(org);
        if !org.shows_people() {
            return;
        }
        let hovered = match shown.hovered {
            Some(MatrixHit::Dot(at)) => matrix.dots.get(at).map(|dot| dot.person),
            _ => None,
        };
        let opened = [hovered, shown.selected.filter(|_| hovered != shown.selected)];
        for person in opened.into_iter().flatten() {
            let asked = shown.numbers && shown.selected == Some(person);
            if asked || tells_numbers(&facts, judgement, person) {
                self.intervals(matrix, &facts, judgement, person, out);
            }
        }
        if self.is_counted() {
            self.counted(matrix, shown, out);
        } else {
            self.dots(matrix, org, shown, out);
        }
        if let Some(at) = shown.selected.and_then(|person| matrix.find(person))
            && let Some(place) = self.place(matrix, at)
        {
            out(Mark::Badge(Badge { at: place, size: 17.0, shape: Shape::Ring, role: Role::Accent }));
            self.name(org.label(matrix.dots[at].person), place, out);
        }
    }

    fn dots(&self, matrix: &Matrix, org: &Org, shown: &MatrixShown, out: &mut dyn FnMut(Mark)) {
        let places: Vec<Point> = (0..matrix.dots.len()).filter_map(|at| self.place(matrix, at)).collect();
        for &at in shown.chosen {
            if let Some(&at) = places.get(at) {
                out(Mark::Badge(Badge { at, size: 17.0, shape: Shape::Ring, role: Role::Accent }));
            }
        }
        for (dot_of, &place) in matrix.dots.iter().zip(&places) {
            match dot_of.badge {
                // The sign is placed beside the dot of the track, so that both can be told by shape.
                Some((shape, role)) => {
                    dot(place, dot_of.lane, out);
                    let at = Point::new(place.x + 6.0, place.y - 6.0);
                    out(Mark::Badge(Badge { at, size: 9.0, shape, role }));
                }
                None => dot(place, dot_of.lane, out),
            }
        }
        if let Some(MatrixHit::Dot(at)) = shown.hovered
            && let Some(&at) = places.get(at)
        {
            out(Mark::Badge(Badge { at, size: 15.0, shape: Shape::Ring, role: Role::Text }));
        }
        if places.len() > FEW {
            return;
        }
        // Names of strong signals, where they cover neither a dot nor another name.
        let mut taken: Vec<Rect> = places.iter().map(|at| Rect::new(at.x - 8.0, at.y - 11.0, 20.0, 18.0)).collect();
        for (dot, place) in matrix.dots.iter().zip(&places) {
            if !matches!(dot.badge, Some((Shape::TriangleUp, _))) || shown.selected == Some(dot.person) {
                continue;
            }
            let words = shorten(org.label(dot.person), 140.0, 11.0, Weight::Regular);
            let long = width(&words, 11.0, Weight::Regular);
            let right = Rect::new(place.x + 13.0, place.y - 8.0, long, 16.0);
            let left = Rect::new(place.x - 10.0 - long, place.y - 8.0, long, 16.0);
            let is_free = |rect: &Rect| {
                let area = self.plane.area;
                rect.left >= area.left && rect.right <= area.right && taken.iter().all(|other| !other.overlaps(rect))
            };
            if let Some(found) = [right, left].into_iter().find(is_free) {
                let at = (found.left, place.y + 4.0);
                out(text(at, Anchor::Start, 11.0, Weight::Regular, Role::Text, &words));
                taken.push(found);
            }
        }
    }

    /// Draws squares tinted by the number of people in them, the IC share on the left, with the number if it has room.
    fn counted(&self, matrix: &Matrix, shown: &MatrixShown, out: &mut dyn FnMut(Mark)) {
        let most = matrix.squares().map(|(_, square)| square.all()).max().unwrap_or(1);
        for (at, square) in matrix.squares() {
            let rect = self.ground_of(matrix, at).expanded(-0.5);
            if rect.width() <= 0.0 || rect.height() <= 0.0 {
                continue;
            }
            let opacity = 0.08 + 0.34 * f64::from(square.all()).ln_1p() / f64::from(most).ln_1p();
            let split = rect.left + rect.width() * f64::from(square.people[0]) / f64::from(square.all());
            for (lane, left, right) in [(Lane::Ic, rect.left, split), (Lane::Management, split, rect.right)] {
                if right > left {
                    let part = Rect { left, right, ..rect };
                    out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(part, 0.0, lane_role(lane)) }));
                }
            }
            square_words(square, rect, out);
            let is_hovered = shown.hovered == Some(MatrixHit::Square(at));
            if is_hovered || shown.chosen.binary_search(&at).is_ok() {
                let role = if is_hovered { Role::Text } else { Role::Accent };
                let stroke = Some(Stroke::new(role, 1.5));
                out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(rect, 0.0, role) }));
            }
        }
        for (at, square) in matrix.squares() {
            let badge = match (square.under, square.over) {
                (1.., _) => (Shape::TriangleUp, Role::Under),
                (0, 1..) => (Shape::TriangleDown, Role::Over),
                (0, 0) => continue,
            };
            let rect = self.ground_of(matrix, at);
            let corner = Point::new(rect.right - 1.0, rect.top + 1.0);
            out(Mark::Badge(Badge { at: corner, size: 7.0, shape: badge.0, role: badge.1 }));
        }
    }

    /// Draws the intervals: from A_lo to A_hi across, from I_lo through I_mid to face value upwards, and a hairline to
    /// a dot that was moved aside.
    fn intervals(
        &self,
        matrix: &Matrix,
        facts: &Facts,
        judgement: &Judgement,
        person: PersonId,
        out: &mut dyn FnMut(Mark),
    ) {
        let measure = facts.measure();
        let (Some(impact), Some(authority)) = (measure.impact(person), measure.authority(person)) else { return };
        let here = if judgement.badge(person).is_some_and(is_strong) { impact.lo } else { impact.mid };
        let stroke = Stroke::new(Role::Accent, 1.5);
        let (left, right) = (self.exact(authority.lo, here), self.exact(authority.hi, here));
        let (low, mid) = (self.exact(authority.grade, impact.lo), self.exact(authority.grade, impact.mid));
        let face = self.exact(authority.grade, impact.face);
        let across = |at: Point| Some(vec![Point::new(at.x - 4.0, at.y), Point::new(at.x + 4.0, at.y)]);
        let down = |at: Point| Some(vec![Point::new(at.x, at.y - 4.0), Point::new(at.x, at.y + 4.0)]);
        for (points, stroke) in [
            (Some(vec![left, right]), stroke),
            (down(left), stroke),
            (down(right), stroke),
            (Some(vec![low, mid]), stroke),
            (Some(vec![mid, face]), stroke.dashed(3.0, 3.0)),
            (across(low), stroke),
            (across(face), stroke),
        ] {
            out_line(points, stroke, out);
        }
        if let Some(place) = matrix.find(person).and_then(|at| self.place(matrix, at)) {
            let exact = self.exact(authority.grade, here);
            if (place.x - exact.x).hypot(place.y - exact.y) > 1.0 {
                out_line(Some(vec![exact, place]), Stroke::new(Role::Accent, 1.0).dashed(1.0, 2.0), out);
            }
        }
    }

    /// Draws a name on a background of its own, to the right or left of a dot.
    fn name(&self, name: &str, place: Point, out: &mut dyn FnMut(Mark)) {
        let words = shorten(name, 180.0, 11.0, Weight::SemiBold);
        let long = width(&words, 11.0, Weight::SemiBold) + 16.0;
        let is_right = place.x + 14.0 + long <= self.size.width;
        let left = if is_right { place.x + 14.0 } else { place.x - 14.0 - long };
        let ground = Rect::new(left, place.y - 11.0, long, 22.0);
        let stroke = Some(Stroke::new(Role::Accent, 1.0));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(ground, 11.0, Role::Surface) }));
        let at = (left + 8.0, place.y + 4.0);
        out(text(at, Anchor::Start, 11.0, Weight::SemiBold, Role::Accent, &words));
    }
}

/// Draws the number of people in a square if it has room.
fn square_words(square: Square, rect: Rect, out: &mut dyn FnMut(Mark)) {
    let words = short(square.all());
    let fits = |size: &f64| rect.height() >= size + 2.0 && width(&words, *size, Weight::Regular) <= rect.width() - 2.0;
    if let Some(size) = [9.0, 8.0, 7.0].into_iter().find(fits) {
        let at = (rect.center().x, rect.center().y + 0.36 * size);
        out(text(at, Anchor::Middle, size, Weight::Regular, Role::Text, &words));
    }
}

/// Number in short, as in `7`, `120`, `1.2k`, `34k`.
fn short(n: u32) -> String {
    match n {
        0..1000 => n.to_string(),
        1000..10_000 => format!("{:.1}k", f64::from(n / 100) / 10.0),
        10_000..1_000_000 => format!("{}k", n / 1000),
        _ => format!("{:.1}M", f64::from(n / 100_000) / 10.0),
    }
}
