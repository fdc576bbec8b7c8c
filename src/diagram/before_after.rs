//! Before and after on the same rungs: the tracks of both beside each other, unchanged people faded, and a line from
//! each old place to the new one.

use super::texts::{short, text};
use super::tracks::{Tracks, TracksOptions};
use super::view::View;
use crate::layout::rows::Density;
use crate::org::{Kind, Org, PersonId};
use crate::plan::diff::{Changed, Diff};
use crate::plan::{Field, PeopleSet};
use crate::rules::Judgement;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Size, Stroke, Weight};

/// Space between the two pictures, above them, and of a line of the list below, in points.
const GAP: f64 = 72.0;
const HEAD: f64 = 28.0;
const LINE: f64 = 17.0;
/// Width of a column of that list.
const COLUMN: f64 = 320.0;
/// Least size of one of two pictures that are fitted.
const LEAST: Size = Size { width: 240.0, height: 160.0 };
/// Width of a slot from which it has a name of its own, and size of a name beside it.
const NAMED: f64 = 44.0;
const BESIDE: f64 = 9.0;
/// Largest number of people listed.
const TOLD: usize = 400;

/// One side: the organisation and its judgement.
pub type Of<'a> = (&'a Org, &'a Judgement);

/// Somebody whose seat or manager changes.
struct Moved {
    before: PersonId,
    after: PersonId,
    words: String,
}

/// Both pictures, laid out on rows of the same height.
pub struct BeforeAfter {
    tracks: [Tracks; 2],
    names: [String; 2],
    moved: Vec<Moved>,
    /// People who keep their colours: those who move, and those who are new or have left.
    lit: [PeopleSet; 2],
    /// People who are only on one side, before and after.
    only: [Vec<PersonId>; 2],
    /// Number of people who stay where they are.
    stay: usize,
}

impl BeforeAfter {
    /// Lays out both sides: on a sheet where everybody has a name, or fitted to some room, where those who move have
    /// one. Room for gauges is kept only where `gauges` are shown. Linear in people.
    pub fn of(sides: [Of; 2], names: [String; 2], diff: &Diff, room: Option<Size>, gauges: bool) -> Self {
        let density = if room.is_some() { Density::Fit } else { Density::Sheet { aspect: 0.9 } };
        let sheet = TracksOptions { density, gauges, ..TracksOptions::sheet(0.9) };
        let [mut first, mut second] =
            sides.map(|(org, judgement)| Tracks::new(&judgement.facts(org), judgement, &sheet));
        let below = |width: f64| {
            let columns = ((width / COLUMN) as usize).max(1);
            HEAD + 28.0 + (diff.changed.len().min(TOLD).div_ceil(columns) + 1) as f64 * LINE
        };
        let canvas = room.map_or(Size { width: 640.0, height: 560.0 }, |room| Size {
            width: ((room.width - GAP) / 2.0).max(LEAST.width),
            height: (room.height - below(room.width)).max(LEAST.height),
        });
        Tracks::align(&mut first, &mut second, canvas);
        let sits_elsewhere = |changed: &&Changed| changed.seat.is_some() || changed.fields.contains(Field::Manager);
        let orgs = sides.map(|(org, _)| org);
        let moved: Vec<Moved> = diff
            .changed
            .iter()
            .filter(sits_elsewhere)
            .map(|it| Moved { before: it.before, after: it.after, words: told(orgs, it) })
            .collect();
        let only = [diff.left.clone(), diff.new.clone()];
        let lit = [0, 1].map(|at: usize| {
            let people = moved.iter().map(|it| if at == 0 { it.before } else { it.after });
            PeopleSet::of(orgs[at].len(), people.chain(only[at].iter().copied()))
        });
        // Whoever differs in something else stays; a vacancy is nobody, on either side.
        let is_somebody = |it: &&Changed| {
            orgs[1].kind(it.after) == Kind::Person && !orgs[1].is_other_post(it.after) && !sits_elsewhere(it)
        };
        let stay = diff.counts.unchanged + diff.changed.iter().filter(is_somebody).count();
        Self { tracks: [first, second], names, moved, lit, only, stay }
    }

    /// Place of the whole picture.
    pub fn bounds(&self) -> Rect {
        let [a, b] = self.tracks.each_ref().map(Tracks::bounds);
        let width = a.width() + GAP + b.width();
        let lines = self.list(width).2 as f64;
        let height = HEAD + a.height().max(b.height()) + 20.0 + (lines + 1.0) * LINE + 8.0;
        Rect::new(0.0, 0.0, width, height)
    }

    /// Columns of the list, its entries, and the lines that it needs.
    fn list(&self, width: f64) -> (usize, usize, usize) {
        let columns = ((width / COLUMN) as usize).max(1);
        let entries = self.moved.len().min(TOLD) + usize::from(self.moved.len() > TOLD);
        (columns, entries, entries.div_ceil(columns))
    }

    fn origin(&self, at: usize) -> Point {
        let bounds = self.tracks[at].bounds();
        let left = if at == 0 { 0.0 } else { self.tracks[0].bounds().width() + GAP };
        Point::new(left - bounds.left, HEAD - bounds.top)
    }

    /// Draws it. Of `view` only what is shown of people counts.
    pub fn marks(&self, sides: [Of; 2], view: &View, out: &mut dyn FnMut(Mark)) {
        let whole = self.bounds();
        for (at, (org, judgement)) in sides.into_iter().enumerate() {
            let tracks = &self.tracks[at];
            let (origin, bounds) = (self.origin(at), tracks.bounds());
            let room = bounds.width();
            let name = shorten(&self.names[at], room, 13.0, Weight::SemiBold).into_owned();
            let left = origin.x + bounds.left;
            out(text(Point::new(left + 14.0, 18.0), Anchor::Start, 13.0, Weight::SemiBold, Role::Secondary, name));
            let own = View { window: bounds, scale: 1.0, matching: Some(&self.lit[at]), is_page: true, ..*view };
            tracks.marks(org, judgement, &own, &mut |mark| out(mark.placed(origin, 1.0)));
        }
        for it in &self.moved {
            let (Some(from), Some(to)) = (self.place(0, it.before), self.place(1, it.after)) else { continue };
            let (from, to) = (Point::new(from.right, from.center().y), Point::new(to.left, to.center().y));
            let stroke = Stroke::new(Role::Accent, 1.25);
            out(Mark::Line(LineMark { points: vec![from, to], radius: 0.0, stroke, opacity: 0.75 }));
            out(Mark::Badge(Badge { at: to, size: 5.0, shape: Shape::Disc, role: Role::Accent }));
        }
        for (at, (org, _)) in sides.into_iter().enumerate() {
            self.signs(at, org, out);
        }
        self.list_marks(whole, out);
    }

    /// Outlines of everybody who moves, is new or has left, and names where slots are too small for them. A name that
    /// has no room on either side is only in the list.
    fn signs(&self, at: usize, org: &Org, out: &mut dyn FnMut(Mark)) {
        let moved = || self.moved.iter().map(|it| if at == 0 { it.before } else { it.after });
        let alone = if at == 0 { Role::Under } else { Role::Ic };
        let ringed = moved().map(|person| (person, Role::Accent));
        for (person, role) in ringed.chain(self.only[at].iter().map(|&person| (person, alone))) {
            if let Some(place) = self.place(at, person) {
                let stroke = Some(Stroke::new(role, 1.5));
                out(Mark::Box(BoxMark { fill: None, stroke, ..BoxMark::filled(place, 4.0, role) }));
            }
        }
        let (edge, bounds) = (self.origin(at).x, self.tracks[at].bounds());
        let mut taken: Vec<Rect> = moved().filter_map(|person| self.place(at, person)).take(TOLD).collect();
        for person in moved().take(TOLD) {
            let Some(place) = self.place(at, person).filter(|place| place.width() < NAMED) else { continue };
            let name = org.label(person);
            let wide = width(name, BESIDE, Weight::SemiBold) + 6.0;
            let sides = [place.right + 2.0, place.left - 2.0 - wide];
            let grounds = sides.map(|left| Rect::new(left, place.center().y - 6.0, wide, 12.0));
            let is_free = |ground: &Rect| {
                ground.left >= edge + bounds.left
                    && ground.right <= edge + bounds.right
                    && !taken.iter().any(|it| it.overlaps(ground))
            };
            let Some(ground) = grounds.into_iter().find(|ground| is_free(ground)) else { continue };
            out(Mark::Box(BoxMark { opacity: 0.85, ..BoxMark::filled(ground, 2.0, Role::Background) }));
            let at = Point::new(ground.left + 3.0, place.center().y + 0.36 * BESIDE);
            out(text(at, Anchor::Start, BESIDE, Weight::SemiBold, Role::Text, name.to_owned()));
            taken.push(ground);
        }
    }

    fn list_marks(&self, whole: Rect, out: &mut dyn FnMut(Mark)) {
        let (columns, entries, lines) = self.list(whole.width());
        let top = whole.bottom - 8.0 - lines as f64 * LINE;
        let people = |n: usize| format!("{n} {}", if n == 1 { "person" } else { "people" });
        let [left, new] = self.only.each_ref().map(Vec::len);
        let head = format!("{} moved, {new} new, {left} left, {} stay", people(self.moved.len()), self.stay);
        out(text(Point::new(14.0, top - 8.0), Anchor::Start, 12.0, Weight::SemiBold, Role::Text, head));
        let wide = whole.width() / columns as f64;
        for at in 0..entries {
            let words = match self.moved.get(at).filter(|_| at < TOLD) {
                Some(it) => it.words.clone(),
                None => format!("and {} more", self.moved.len() - TOLD),
            };
            let (column, line) = (at / lines.max(1), at % lines.max(1));
            let at = Point::new(14.0 + column as f64 * wide, top + 8.0 + line as f64 * LINE);
            let shown = shorten(&words, wide - 24.0, 11.0, Weight::Regular).into_owned();
            out(short(at, Anchor::Start, 11.0, Weight::Regular, Role::Text, (&shown, &words)));
        }
    }

    fn place(&self, at: usize, person: PersonId) -> Option<Rect> {
        let (place, origin) = (self.tracks[at].place(person)?, self.origin(at));
        Some(Rect {
            left: place.left + origin.x,
            right: place.right + origin.x,
            top: place.top + origin.y,
            bottom: place.bottom + origin.y,
        })
    }

    /// Number of people who move.
    pub fn moved(&self) -> usize {
        self.moved.len()
    }
}

/// What changes for somebody: `Mason T.: IC4 → IC7`.
fn told(orgs: [&Org; 2], changed: &Changed) -> String {
    let code = |org: &Org, person: PersonId| {
        org.seat(person).map_or("no rung".to_owned(), |seat| org.rung(seat.rung).code.clone())
    };
    let manager = |org: &Org, person: PersonId| {
        org.manager(person).map_or("nobody".to_owned(), |manager| org.label(manager).to_owned())
    };
    let (was, is) = (code(orgs[0], changed.before), code(orgs[1], changed.after));
    let name = orgs[1].label(changed.after);
    let seat = if was == is { String::new() } else { format!("{was} → {is}") };
    let above = match changed.fields.contains(Field::Manager) {
        true => format!("reports to {}", manager(orgs[1], changed.after)),
        false => String::new(),
    };
    let parts: Vec<String> = [seat, above].into_iter().filter(|part| !part.is_empty()).collect();
    format!("{name}: {}", parts.join(", "))
}
