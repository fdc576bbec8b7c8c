//! The tree view in painting order: rows, lines, cards with their counts, the selected chain.

use super::badges::badge_of;
use super::cards::{self, Shown};
use super::look_marks::lines_with;
use super::sizes::{PLAIN_SCALE, TEXT_SCALE};
use super::tree::{Chart, Places, Seen, count_rect, count_words};
use super::tree_forest::{Leaf, lane};
use super::tree_rungs::{Rungs, label};
use super::view::View;
use super::words::count;
use crate::org::{Kind, Org};
use crate::rules::Judgement;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, LineMark, Mark, Point, Rect, Role, Stroke, TextMark, Weight};

/// Radius of the corners of lines, in points.
const RADIUS: f64 = 6.0;
/// Least area in square pixels of a branch that is drawn card by card.
const LEAST_SEEN: f64 = 36.0;
/// Scale below which lines show nothing.
const LINES_SCALE: f64 = 0.04;
/// Half the width available for the label of a row, in points.
const LABEL: f64 = 60.0;

impl Chart {
    /// Draws what is in the window, in painting order.
    pub fn marks(&self, org: &Org, judgement: &Judgement, view: &View, out: &mut dyn FnMut(Mark)) {
        if let Places::Rungs(rungs) = &self.places {
            ground(rungs, view, out);
        }
        let mut seen = Vec::new();
        self.within(view.window, LEAST_SEEN / (view.scale * view.scale), &mut |part| seen.push(part));
        let chain = self.chain_of(view);
        if view.scale >= LINES_SCALE {
            self.lines(&seen, !chain.is_empty(), view, out);
        }
        for &at in &chain {
            let points = self.way(at);
            if points.len() > 1 {
                out(line(points, Stroke::new(Role::Accent, (1.2 / view.scale).max(2.0)), 1.0));
            }
        }
        self.other_lines(view, out);
        for part in &seen {
            match *part {
                Seen::Branch((first, end), rect) => {
                    let leaves = &self.forest.leaves[first as usize..end as usize];
                    // Most people in a branch are at its ends, so the last one gives the colour.
                    let role = leaves.last().map_or(Role::Ic, |leaf| view.look.role(leaf.person, lane(org, leaf)));
                    let opacity = 0.45 * view.shade_of(leaves.iter().map(|leaf| leaf.person));
                    out(Mark::Box(BoxMark { opacity, ..BoxMark::filled(rect, 0.0, role) }));
                }
                Seen::Card(at) => self.card(org, judgement, at, view, out),
            }
        }
        if let Places::Rungs(rungs) = &self.places {
            labels(rungs, view, out);
        }
        // The selected person can be found even at a small scale.
        if let Some(selected) = view.selected.and_then(|person| self.place(person))
            && view.scale < PLAIN_SCALE
        {
            let place = selected.expanded(2.0 / view.scale);
            out(Mark::Box(BoxMark::filled(place, 0.0, Role::Accent)));
        }
    }

    fn card(&self, org: &Org, judgement: &Judgement, at: u32, view: &View, out: &mut dyn FnMut(Mark)) {
        let (leaf, rect) = (&self.forest.leaves[at as usize], self.rects()[at as usize]);
        if !rect.expanded(10.0).overlaps(&view.window) {
            return;
        }
        let person = leaf.person;
        if org.kind(person) == Kind::Several && view.scale >= PLAIN_SCALE {
            several(org, leaf, rect, view, out);
        }
        let shows_people = view.show_people && org.shows_people();
        let standing = view.standing(person);
        let badge = judgement.badge(person).filter(|_| shows_people && !standing.faded).map(badge_of);
        let role = view.look.role(person, lane(org, leaf));
        let shown = Shown { badge, pay: view.show_pay, standing, role };
        cards::card(org, person, rect, shown, view.scale, out);
        lines_with((org, judgement), person, (leaf.headcount, leaf.span), rect, view, out);
        if leaf.has_below && view.scale >= TEXT_SCALE {
            let pill = count_rect(rect, leaf);
            let role = if leaf.is_folded { Role::Accent } else { Role::StrongLine };
            let stroke = Some(Stroke::new(role, 1.0));
            out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, pill.height() / 2.0, Role::Surface) }));
            let role = if leaf.is_folded { Role::Accent } else { Role::Secondary };
            let at = Point::new(pill.center().x, pill.center().y + 3.4);
            out(text(at, Anchor::Middle, 9.5, Weight::SemiBold, role, count_words(leaf)));
        } else if leaf.is_folded && view.scale >= PLAIN_SCALE {
            let foot = Rect::new(rect.center().x - 24.0, rect.bottom - 4.0, 48.0, 8.0);
            out(Mark::Box(BoxMark::filled(foot, 0.0, Role::Accent)));
        }
    }

    /// Cards on the chain of the selected person, or else of the one under the pointer.
    fn chain_of(&self, view: &View) -> Vec<u32> {
        let person = view.selected.or(view.hovered);
        let first = person.and_then(|person| self.forest.index(person));
        std::iter::successors(first, |&at| self.forest.leaves[at as usize].parent).collect()
    }

    fn lines(&self, seen: &[Seen], is_faded: bool, view: &View, out: &mut dyn FnMut(Mark)) {
        let opacity = if is_faded { 0.45 } else { 1.0 };
        let stroke = Stroke::new(Role::StrongLine, (0.7 / view.scale).max(1.3));
        let radius = if view.scale < TEXT_SCALE { 0.0 } else { RADIUS };
        let mut draw = |points| out(Mark::Line(LineMark { points, radius, stroke, opacity }));
        match &self.places {
            Places::Branches(branches) => {
                for part in seen {
                    let Seen::Card(at) = *part else { continue };
                    branches.lines(at, view.window, &mut draw);
                }
            }
            Places::Rungs(rungs) => {
                for connector in rungs.connectors.iter().filter(|connector| rungs.is_near(connector, view.window)) {
                    let lines = rungs.lines(connector, view.window, RADIUS);
                    lines.into_iter().filter(|points| is_near(points, view.window)).for_each(&mut draw);
                }
            }
        }
    }

    /// Draws dotted lines quietly behind the cards; those of the selected person stand out.
    fn other_lines(&self, view: &View, out: &mut dyn FnMut(Mark)) {
        if view.scale < PLAIN_SCALE {
            return;
        }
        let own = view.selected.and_then(|person| self.forest.index(person));
        for &(above, below) in &self.forest.others {
            let points = match &self.places {
                Places::Branches(branches) => branches.across(above, below),
                Places::Rungs(rungs) => straight(rungs.rects[above as usize], rungs.rects[below as usize]),
            };
            if is_near(&points, view.window) {
                let is_own = own == Some(above) || own == Some(below);
                let role = if is_own { Role::Accent } else { Role::StrongLine };
                let stroke = Stroke::new(role, (0.7 / view.scale).max(1.3)).dashed(2.0, 4.0);
                out(line(points, stroke, if own.is_some() && !is_own { 0.45 } else { 1.0 }));
            }
        }
    }
}

/// Draws the edges of the cards behind the first, and the number of posts.
fn several(org: &Org, leaf: &Leaf, rect: Rect, view: &View, out: &mut dyn FnMut(Mark)) {
    for behind in [6.0, 3.0] {
        let back = Rect::new(rect.left + behind, rect.top + behind, rect.width(), rect.height());
        let stroke = Some(Stroke::new(Role::StrongLine, 1.0));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(back, 8.0, Role::Surface) }));
    }
    if let Some(posts) = org.details(leaf.person).posts
        && view.scale >= TEXT_SCALE
    {
        let words = format!("× {}", count(posts));
        let at = Point::new(rect.right, rect.top - 3.0);
        out(text(at, Anchor::End, 10.0, Weight::SemiBold, Role::Secondary, words));
    }
}

/// Draws the lines between rows and the background of stacks.
fn ground(rungs: &Rungs, view: &View, out: &mut dyn FnMut(Mark)) {
    for &(top, _) in rungs.bands.iter().filter(|band| band.1 >= view.window.top && band.0 <= view.window.bottom) {
        let points = vec![Point::new(rungs.bounds.left, top + 6.0), Point::new(rungs.bounds.right, top + 6.0)];
        out(line(points, Stroke::new(Role::Line, (0.7 / view.scale).max(1.0)), 1.0));
    }
    if view.scale < PLAIN_SCALE {
        return;
    }
    for stack in rungs.stacks.iter().filter(|stack| stack.overlaps(&view.window)) {
        let stroke = Some(Stroke::new(Role::Line, 1.0));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(stack.expanded(3.0), 10.0, Role::Sunken) }));
    }
}

/// Draws the labels of the rows, which stay in view; at a small scale they keep a readable size if the row has room.
fn labels(rungs: &Rungs, view: &View, out: &mut dyn FnMut(Mark)) {
    for (row, &(top, bottom)) in rungs.rows.iter().zip(&rungs.bands) {
        let size = (9.0 / view.scale).max(11.0);
        if bottom < view.window.top || top > view.window.bottom || size * 1.8 > bottom - top {
            continue;
        }
        let words = shorten(label(row), 2.0 * LABEL * size / 11.0, size, Weight::SemiBold);
        let wide = text_width(&words, size, Weight::SemiBold) + 1.4 * size;
        let left = (rungs.gutter - wide / 2.0).max(view.window.left + 0.7 * size);
        let pill = Rect::new(left, top + 6.0, wide, 1.8 * size);
        let stroke = Some(Stroke::new(Role::StrongLine, (0.7 / view.scale).max(1.0)));
        out(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, pill.height() / 2.0, Role::Surface) }));
        let at = Point::new(pill.center().x, pill.center().y + 0.36 * size);
        out(text(at, Anchor::Middle, size, Weight::SemiBold, Role::Text, words.into_owned()));
    }
}

/// Path from the side of one card to the side of another.
fn straight(from: Rect, to: Rect) -> Vec<Point> {
    let is_right = to.center().x >= from.center().x;
    let (start, end) = if is_right { (from.right, to.left) } else { (from.left, to.right) };
    let turn = if is_right { end - 8.0 } else { end + 8.0 };
    let (a, b) = (from.center().y, to.center().y);
    vec![Point::new(start, a), Point::new(turn, a), Point::new(turn, b), Point::new(end, b)]
}

fn is_near(points: &[Point], window: Rect) -> bool {
    let of =
        |all: Rect, point: &Point| all.union(&Rect { left: point.x, top: point.y, right: point.x, bottom: point.y });
    let Some(&first) = points.first() else { return false };
    let all = points.iter().fold(Rect { left: first.x, top: first.y, right: first.x, bottom: first.y }, of);
    let all = all.expanded(2.0);
    all.left <= window.right && all.right >= window.left && all.top <= window.bottom && all.bottom >= window.top
}

fn text(at: Point, anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) -> Mark {
    Mark::Text(TextMark { at, anchor, size, weight, role, text, whole: None })
}

fn line(points: Vec<Point>, stroke: Stroke, opacity: f64) -> Mark {
    Mark::Line(LineMark { points, radius: RADIUS, stroke, opacity })
}
