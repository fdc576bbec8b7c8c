//! The matrix as marks: axes with the rungs, the band of agreement, dots or squares, what is said around them.

use super::cards::lane_role;
use super::matrix::{Matrix, Square, Tick, is_strong, tells_numbers};
use super::matrix_page::{DOT, MatrixHit, MatrixPage};
use crate::layout::Lane;
use crate::org::{Org, PersonId};
use crate::rules::words::{amount, count, limit};
use crate::rules::{Facts, Judgement};
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Stroke, TextMark, Weight};

/// Left edge of all words above and below the axes.
const MARGIN: f64 = 16.0;
/// Width of the strips that the band of agreement is painted in.
const STRIP: f64 = 2.0;
/// Dots up to which strong signals bear their names unasked.
const FEW: usize = 80;

/// What stands out on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MatrixShown<'a> {
    /// Who is selected: name and intervals are drawn.
    pub selected: Option<PersonId>,
    /// Whether the numbers of who is selected were asked for.
    pub numbers: bool,
    /// What is under the pointer.
    pub hovered: Option<MatrixHit>,
    /// What stands for those who are selected together, as [`MatrixPage::standing`] tells.
    pub chosen: &'a [usize],
}

/// A sign that the legend explains.
#[derive(Clone, Debug, PartialEq)]
pub enum Sign {
    /// A dot of a lane.
    Dot(Lane, &'static str),
    /// A badge.
    Badge(Shape, Role, &'static str),
    /// The band of agreement.
    Band(String),
}

impl Sign {
    fn words(&self) -> &str {
        match self {
            Self::Dot(_, words) | Self::Badge(_, _, words) => words,
            Self::Band(words) => words,
        }
    }
}

/// Places the signs that occur in lines of a width: left edge and baseline of each, and where the last line ends.
pub fn legend(matrix: &Matrix, room: f64) -> (Vec<(Point, Sign)>, f64) {
    let has = |badge| matrix.dots.iter().any(|dot| dot.badge == Some(badge));
    let mut signs = vec![
        Sign::Dot(Lane::Ic, "individual contributor"),
        Sign::Dot(Lane::Management, "management"),
        Sign::Band(format!("within {}", limit(matrix.limit))),
    ];
    signs.extend(
        [
            (Shape::TriangleUp, Role::Under, "authority below the record"),
            (Shape::TriangleUpOpen, Role::Under, "possibly below"),
            (Shape::TriangleDown, Role::Over, "record does not show why yet"),
        ]
        .into_iter()
        .filter(|&(shape, role, _)| has((shape, role)))
        .map(|(shape, role, words)| Sign::Badge(shape, role, words)),
    );
    let (mut x, mut y) = (MARGIN, 46.0);
    let mut placed = Vec::new();
    for sign in signs {
        let wide = 16.0 + width(sign.words(), 11.0, Weight::Regular);
        if x > MARGIN && x + wide > room - MARGIN {
            (x, y) = (MARGIN, y + 18.0);
        }
        placed.push((Point::new(x, y), sign));
        x += wide + 16.0;
    }
    (placed, y)
}

impl MatrixPage {
    /// Draws the page, from the ground up. Draws nobody where the file is in *structure only*.
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
        for (at, sign) in &self.legend {
            let middle = Point::new(at.x + 5.0, at.y - 4.0);
            match sign {
                Sign::Dot(lane, _) => dot(middle, *lane, out),
                Sign::Badge(shape, role, _) => {
                    out(Mark::Badge(Badge { at: middle, size: 10.0, shape: *shape, role: *role }));
                }
                Sign::Band(_) => {
                    let stroke = Some(Stroke::new(Role::StrongLine, 1.0).dashed(3.0, 3.0));
                    let sample = Rect::new(at.x, at.y - 9.0, 10.0, 10.0);
                    out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(sample, 0.0, Role::Sunken) }));
                }
            }
            out(text((at.x + 16.0, at.y), Anchor::Start, 11.0, Weight::Regular, Role::Secondary, sign.words()));
        }
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

    /// The ground with the band of agreement and the two corners in words.
    fn ground(&self, out: &mut dyn FnMut(Mark), matrix: &Matrix) {
        let area = self.plane.area;
        out(Mark::Box(BoxMark::filled(area, 0.0, Role::Surface)));
        let strips = (area.width() / STRIP).ceil() as usize;
        for strip in 0..strips {
            let left = area.left + strip as f64 * STRIP;
            let value = self.plane.value(Point::new(left + STRIP / 2.0, area.bottom)).0;
            let (top, bottom) = (self.exact(value, value + matrix.limit).y, self.exact(value, value - matrix.limit).y);
            let right = (left + STRIP).min(area.right);
            out(Mark::Box(BoxMark::filled(Rect { left, top, right, bottom }, 0.0, Role::Sunken)));
        }
        let (from, to, limit) = (self.plane.from, self.plane.to, matrix.limit);
        let diagonal = |off: f64| {
            let (start, end) = (from.max(from - off), to.min(to - off));
            (start < end).then(|| vec![self.exact(start, start + off), self.exact(end, end + off)])
        };
        for (off, role, dash) in
            [(limit, Role::StrongLine, true), (-limit, Role::StrongLine, true), (0.0, Role::StrongLine, false)]
        {
            let stroke = Stroke::new(role, 1.0);
            let stroke = if dash { stroke.dashed(3.0, 3.0) } else { stroke };
            out_line(diagonal(off), stroke, out);
        }
        let room = area.width() / 2.0 - 16.0;
        let corners = [
            ("authority below the record", Role::Under, (area.left + 10.0, area.top + 18.0), Anchor::Start),
            ("the record does not show why yet", Role::Over, (area.right - 10.0, area.bottom - 10.0), Anchor::End),
        ];
        for (words, role, at, anchor) in corners {
            let words = shorten(words, room, 11.0, Weight::Regular);
            out(text(at, anchor, 11.0, Weight::Regular, role, &words));
        }
    }

    /// The rungs on both axes, what the axes are, and who is not drawn.
    fn axes(&self, matrix: &Matrix, out: &mut dyn FnMut(Mark)) {
        let area = self.plane.area;
        let quiet = Stroke::new(Role::StrongLine, 1.0);
        let mut ranked: Vec<&Tick> = matrix.ticks.iter().collect();
        ranked.sort_by(|a, b| a.rank.cmp(&b.rank).then(a.grade.total_cmp(&b.grade)));
        let (mut below, mut beside): (Vec<(f64, f64)>, Vec<(f64, f64)>) = Default::default();
        let claim = |taken: &mut Vec<(f64, f64)>, from: f64, to: f64| {
            let is_free = taken.iter().all(|&(a, b)| to <= a || from >= b);
            if is_free {
                taken.push((from, to));
            }
            is_free
        };
        for tick in ranked {
            let at = self.exact(tick.grade, tick.grade);
            out_line(Some(vec![Point::new(at.x, area.bottom), Point::new(at.x, area.bottom + 4.0)]), quiet, out);
            out_line(Some(vec![Point::new(area.left - 4.0, at.y), Point::new(area.left, at.y)]), quiet, out);
            for words in [&tick.words, &tick.short] {
                let half = width(words, 10.0, Weight::Regular) / 2.0;
                if claim(&mut below, at.x - half - 4.0, at.x + half + 4.0) {
                    let at = (at.x, area.bottom + 16.0);
                    out(text(at, Anchor::Middle, 10.0, Weight::Regular, Role::Secondary, words));
                    break;
                }
            }
            if claim(&mut beside, at.y - 6.5, at.y + 6.5) {
                let words = shorten(&tick.words, area.left - MARGIN, 10.0, Weight::Regular);
                out(text((area.left - 8.0, at.y + 3.6), Anchor::End, 10.0, Weight::Regular, Role::Secondary, &words));
            }
        }
        let frame = BoxMark { fill: None, stroke: Some(quiet), ..BoxMark::filled(area, 0.0, Role::Surface) };
        out(Mark::Box(frame));
        let room = self.size.width - 2.0 * MARGIN;
        let up = "the record supports (strong signals at the careful estimate, all others at the middle one)";
        let up = if width(up, 11.0, Weight::Regular) <= room { up } else { "the record supports" };
        let up = shorten(up, room, 11.0, Weight::Regular);
        out(text((MARGIN, area.top - 10.0), Anchor::Start, 11.0, Weight::Regular, Role::Text, &up));
        let across = "decides (the authority held, in rungs)";
        out(text((area.right, area.bottom + 34.0), Anchor::End, 11.0, Weight::Regular, Role::Text, across));
        let below = shorten(&foot(matrix), room, 11.0, Weight::Regular).into_owned();
        out(text((MARGIN, area.bottom + 54.0), Anchor::Start, 11.0, Weight::Regular, Role::Secondary, &below));
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
                // The sign stands on the dot of its track, so that both are told by shape.
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
        // Names of strong signals, where they cover no dot and no other name.
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

    /// Squares tinted by how many people they hold, those of the IC side left, with the number where it has room.
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
            self.square_words(square, rect, out);
            let is_hovered = shown.hovered == Some(MatrixHit::Square(at));
            if is_hovered || shown.chosen.binary_search(&at).is_ok() {
                let role = if is_hovered { Role::Text } else { Role::Accent };
                let stroke = Some(Stroke::new(role, 1.5));
                out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(rect, 0.0, role) }));
            }
        }
    }

    fn square_words(&self, square: Square, rect: Rect, out: &mut dyn FnMut(Mark)) {
        let badge = match (square.under, square.over) {
            (1.., _) => Some((Shape::TriangleUp, Role::Under)),
            (0, 1..) => Some((Shape::TriangleDown, Role::Over)),
            (0, 0) => None,
        };
        let has_badge = badge.is_some() && rect.width() >= 12.0 && rect.height() >= 9.0;
        if let Some((shape, role)) = badge.filter(|_| has_badge) {
            let at = Point::new(rect.right - 4.5, rect.top + 4.5);
            out(Mark::Badge(Badge { at, size: 6.0, shape, role }));
        }
        let words = short(square.all());
        let room = rect.width() - if has_badge { 10.0 } else { 2.0 };
        if rect.height() >= 11.0 && width(&words, 9.0, Weight::Regular) <= room {
            let at = (rect.left + 1.0 + room / 2.0, rect.center().y + 3.3);
            out(text(at, Anchor::Middle, 9.0, Weight::Regular, Role::Text, &words));
        }
    }

    /// From A_lo to A_hi across, from I_lo over I_mid up to face value; a hairline to a dot that was moved aside.
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

    /// A name on a ground of its own, right of a dot or left of it.
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

/// A disc for the IC side, a square for management.
fn dot(at: Point, lane: Lane, out: &mut dyn FnMut(Mark)) {
    match lane {
        Lane::Ic => out(Mark::Badge(Badge { at, size: DOT, shape: Shape::Disc, role: Role::Ic })),
        Lane::Management => {
            let side = DOT - 1.0;
            let rect = Rect::new(at.x - side / 2.0, at.y - side / 2.0, side, side);
            out(Mark::Box(BoxMark::filled(rect, 0.0, Role::Management)));
        }
    }
}

/// Who is drawn and who is not.
fn foot(matrix: &Matrix) -> String {
    let mut words = vec![count(matrix.dots.len(), "person", "people")];
    if matrix.without_evidence > 0 {
        words.push(format!("{} without evidence not drawn", amount(matrix.without_evidence as f64)));
    }
    if matrix.without_authority > 0 {
        words.push(format!("{} without a rung that is compared not drawn", amount(matrix.without_authority as f64)));
    }
    if matrix.is_provisional {
        words.push("provisional scale".to_owned());
    }
    words.join(" · ")
}

/// `7`, `120`, `1.2k`, `34k`.
fn short(n: u32) -> String {
    match n {
        0..1000 => n.to_string(),
        1000..10_000 => format!("{:.1}k", f64::from(n / 100) / 10.0),
        10_000..1_000_000 => format!("{}k", n / 1000),
        _ => format!("{:.1}M", f64::from(n / 100_000) / 10.0),
    }
}

fn out_line(points: Option<Vec<Point>>, stroke: Stroke, out: &mut dyn FnMut(Mark)) {
    if let Some(points) = points {
        out(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    }
}

fn text((x, y): (f64, f64), anchor: Anchor, size: f64, weight: Weight, role: Role, words: &str) -> Mark {
    Mark::Text(TextMark { at: Point::new(x, y), anchor, size, weight, role, text: words.to_owned() })
}
