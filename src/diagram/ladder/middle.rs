//! The comparison between the lanes: the equivalence in a pill with the seats of both sides, both pay bands on one
//! scale, and the parity of pay, decisions and budgets.

use super::drawing::{CELL, Drawing, GAP, Part, PartOf};
use super::pays::median;
use super::rows::{LadderRow, seats};
use crate::measure::{Medians, Parity, SAME_GRADE, meets};
use crate::org::{Org, RungId, Stated};
use crate::rules::words::amount;
use crate::scene::text::{shorten, width as text_width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, Stroke, Weight};

/// Number of people on a side below which a comparison says "too few".
const FEW: usize = 5;
const FEW_WORDS: &str = "too few";
/// Difference of medians, in rungs, from which it is highlighted.
const APART: f64 = 1.0;
/// Difference of pay, as a fraction, from which it is highlighted.
const PAID_LESS: f64 = 0.05;

impl Drawing<'_> {
    pub(super) fn axis_head(&mut self) {
        let middle = (self.lanes[0].1 + self.lanes[1].0) / 2.0;
        let currency = &self.facts.org.head.currency;
        let Some(axis) = self.axis.clone() else {
            let at = Point::new(middle, 46.0);
            let said = if self.facts.org.is_redacted() { "Pay is hidden" } else { "No pay bands yet" };
            return self.text(at, Anchor::Middle, 11.0, Weight::Regular, Role::Secondary, said);
        };
        let title = format!("Annual pay, {currency}");
        let title = title.trim_end_matches(", ");
        self.text(Point::new(middle, 28.0), Anchor::Middle, 11.0, Weight::Regular, Role::Secondary, title);
        let mut free_from = f64::NEG_INFINITY;
        for &tick in &axis.ticks {
            let (x, words) = (axis.at(tick), short(tick));
            let half = text_width(&words, 10.0, Weight::Regular) / 2.0;
            if x - half > free_from {
                self.text(Point::new(x, 52.0), Anchor::Middle, 10.0, Weight::Regular, Role::Secondary, &words);
                free_from = x + half + 6.0;
            }
        }
    }

    pub(super) fn middle(&mut self, row: &LadderRow, band: (f64, f64)) {
        let Some(&first) = row.sides.iter().flatten().next() else { return };
        let top = band.0 + GAP;
        let (left, right) = (self.lanes[0].1, self.lanes[1].0);
        let rect = Rect { left: left + 4.0, top, right: right - 4.0, bottom: top + CELL };
        let equal = self.pill(row, top);
        self.bars(row, top);
        let parity = self.parity(row, top);
        let words = [equal, parity].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join("; ");
        self.parts.push(Part { of: PartOf::Between(first), rect, words });
    }

    /// Draws the equivalence with the seats of both sides beside it, and returns it in words.
    fn pill(&mut self, row: &LadderRow, top: f64) -> String {
        let org = self.facts.org;
        let middle = (self.lanes[0].1 + self.lanes[1].0) / 2.0;
        let [ic, management] = [0, 1].map(|side| names(org, &row.sides[side], side == 1));
        let (words, note) = match (row.grade, row.equal, ic.is_empty(), management.is_empty()) {
            (None, ..) => (format!("{ic}{management}"), "not compared".to_owned()),
            (_, Some(Stated::Explicit), ..) => (format!("{ic} = {management}"), String::new()),
            (_, Some(Stated::Implied), ..) => (format!("{ic} · {management}"), "implied".to_owned()),
            (Some(grade), None, false, false) => {
                (format!("{ic} · {management}"), format!("by position, at {grade:.2}"))
            }
            (Some(grade), None, true, _) => (management, format!("grade {grade:.2}, no IC rung")),
            (Some(_), None, ..) => (ic, String::new()),
        };
        let seated = [0, 1].map(|side| row.sides[side].iter().map(|&rung| seats(self.facts, rung)).sum::<f64>());
        let room = self.lanes[1].0 - self.lanes[0].1 - 92.0;
        let shown = shorten(&words, room, 12.0, Weight::SemiBold).into_owned();
        let width = text_width(&shown, 12.0, Weight::SemiBold) + 20.0;
        let pill = Rect::new(middle - width / 2.0, top, width, 22.0);
        let line = Stroke::new(Role::StrongLine, 1.0);
        let is_empty = seated[0] == 0.0 && !row.sides[1].is_empty();
        let stroke = Some(if is_empty { line.dashed(3.0, 3.0) } else { line });
        self.marks.push(Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, 11.0, Role::Surface) }));
        let role = if is_empty { Role::Secondary } else { Role::Text };
        self.text(Point::new(middle, top + 15.5), Anchor::Middle, 12.0, Weight::SemiBold, role, &shown);
        let numbers =
            [(0, Anchor::End, pill.left - 8.0, Role::Ic), (1, Anchor::Start, pill.right + 8.0, Role::Management)];
        for (side, anchor, x, role) in numbers {
            if !row.sides[side].is_empty() {
                let number =
                    if seated[side].fract() == 0.0 { amount(seated[side]) } else { format!("{:.1}", seated[side]) };
                self.text(Point::new(x, top + 15.5), anchor, 12.0, Weight::SemiBold, role, &number);
            }
        }
        if !note.is_empty() {
            let y = top + 79.0;
            self.text(Point::new(middle, y), Anchor::Middle, 10.0, Weight::Regular, Role::Secondary, &note);
        }
        let sides = format!("{} IC and {} management seats", amount(seated[0]), amount(seated[1]));
        [words, note, sides].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Draws the bands of both sides on the shared scale, with a tick at the median of the people on each rung.
    fn bars(&mut self, row: &LadderRow, top: f64) {
        let Some(axis) = self.axis.clone() else { return };
        for &tick in &axis.ticks {
            let x = axis.at(tick);
            self.line(vec![Point::new(x, top + 28.0), Point::new(x, top + 54.0)], Stroke::new(Role::Line, 1.0));
        }
        for (side, role, y) in [(0, Role::Ic, top + 31.0), (1, Role::Management, top + 43.0)] {
            for &rung in &row.sides[side] {
                let entry = self.facts.org.rung(rung);
                if let Some((low, high)) = entry.pay {
                    let (from, to) = (axis.at(low.min(high)), axis.at(low.max(high)));
                    let bar = Rect { left: from, top: y, right: to.max(from + 2.0), bottom: y + 8.0 };
                    let mut mark = BoxMark { opacity: 0.85, ..BoxMark::filled(bar, 2.0, role) };
                    if !entry.open {
                        let stroke = Some(Stroke::new(role, 1.0).dashed(3.0, 2.0));
                        mark = BoxMark { fill: None, stroke, opacity: 1.0, ..mark };
                    }
                    self.marks.push(Mark::Box(mark));
                }
                if let Some((pay, _)) = median(self.pays, rung) {
                    let x = axis.at(pay);
                    let tick = Rect { left: x - 2.0, top: y - 3.0, right: x + 2.0, bottom: y + 11.0 };
                    let stroke = Some(Stroke::new(Role::Surface, 1.0));
                    self.marks.push(Mark::Box(BoxMark { stroke, ..BoxMark::filled(tick, 1.0, Role::Text) }));
                }
            }
        }
    }

    /// Draws the parity of pay, decisions and budgets at an equated rung and returns it in words; empty if there is
    /// nothing to compare.
    fn parity(&mut self, row: &LadderRow, top: f64) -> String {
        let both = row.sides.iter().all(|side| !side.is_empty());
        let (Some(grade), true, true) = (row.grade, both && row.equal.is_some(), self.pays.is_some()) else {
            return String::new();
        };
        let none = Parity::default();
        let is_here = |it: &&Parity| it.ladder == self.ladder && (it.grade - grade).abs() <= SAME_GRADE;
        let parity = self.facts.indices.parities.iter().find(is_here).unwrap_or(&none);
        let marks = [
            ("pay", pay_words(parity)),
            ("decisions", rungs_words(&parity.decision)),
            ("budget", rungs_words(&parity.budget)),
        ];
        if marks.iter().all(|(_, (words, _))| words == FEW_WORDS) {
            let at = Point::new((self.lanes[0].1 + self.lanes[1].0) / 2.0, top + 68.0);
            self.text(at, Anchor::Middle, 10.5, Weight::Regular, Role::Secondary, "too few to compare");
            return "pay: too few, decisions: too few, budget: too few".to_owned();
        }
        let (left, right) = (self.lanes[0].1 + 8.0, self.lanes[1].0 - 8.0);
        let third = (right - left) / 3.0;
        let is_implied = row.equal == Some(Stated::Implied);
        for (at, (name, (words, role))) in marks.iter().enumerate() {
            let x = left + third * (at as f64 + 0.5);
            if !is_implied {
                self.text(Point::new(x, top + 67.0), Anchor::Middle, 10.0, Weight::Regular, Role::Secondary, name);
            }
            let weight = if *role == Role::Under { Weight::SemiBold } else { Weight::Regular };
            let y = if is_implied { top + 67.0 } else { top + 80.0 };
            self.text(Point::new(x, y), Anchor::Middle, 10.5, weight, *role, words);
        }
        let interval = parity.pay_interval.filter(|_| marks[0].1.0 != FEW_WORDS).map_or(String::new(), |it| {
            format!(
                ", pay between {:.0} % and {:.0} % of management's (95 % interval)",
                100.0 * (1.0 + it.lo),
                100.0 * (1.0 + it.hi)
            )
        });
        marks.map(|(name, (words, _))| format!("{name}: {words}")).join(", ") + &interval
    }
}

/// Codes for the IC side, short titles for management; at most two, with the number of others.
fn names(org: &Org, rungs: &[RungId], with_titles: bool) -> String {
    let name = |&rung: &RungId| {
        let entry = org.rung(rung);
        let is_short = with_titles && !entry.title.is_empty() && entry.title.chars().count() <= 14;
        if is_short { entry.title.as_str() } else { entry.code.as_str() }
    };
    let first: Vec<&str> = rungs.iter().take(2).map(name).collect();
    match rungs.len().saturating_sub(2) {
        0 => first.join(", "),
        more => format!("{} +{more}", first.join(", ")),
    }
}

/// IC pay relative to management's, and its colour.
fn pay_words(parity: &Parity) -> (String, Role) {
    let is_few = parity.pay.ic_people < FEW || parity.pay.management_people < FEW;
    let Some(gap) = parity.pay_gap.filter(|_| !is_few) else { return (FEW_WORDS.to_owned(), Role::Secondary) };
    let percent = (gap.abs() * 100.0).round();
    let role = if meets(-gap, PAID_LESS) { Role::Under } else { Role::Secondary };
    match (percent, gap < 0.0) {
        (0.0, _) => ("= equal".to_owned(), Role::Secondary),
        (_, true) => (format!("≠ {percent:.0} % less"), role),
        (_, false) => (format!("≠ {percent:.0} % more"), role),
    }
}

/// IC median relative to management's, in rungs, and its colour.
fn rungs_words(medians: &Medians) -> (String, Role) {
    let is_few = !medians.by_ladder && (medians.ic_people < FEW || medians.management_people < FEW);
    let both = medians.ic.zip(medians.management).filter(|_| !is_few);
    let Some((ic, management)) = both else { return (FEW_WORDS.to_owned(), Role::Secondary) };
    let lower = management - ic;
    let role = if meets(lower, APART) { Role::Under } else { Role::Secondary };
    if lower.abs() < 0.05 {
        ("= equal".to_owned(), Role::Secondary)
    } else {
        (format!("≠ {:.1} {}", lower.abs(), if lower > 0.0 { "lower" } else { "higher" }), role)
    }
}

/// Amount in thousands or millions, as in `150k` or `1.2M`.
fn short(pay: f64) -> String {
    let plain = |n: f64, unit: &str| format!("{}{unit}", (n * 10.0).round() / 10.0);
    match pay.abs() {
        big if big >= 1e6 => plain(pay / 1e6, "M"),
        big if big >= 1e3 => plain(pay / 1e3, "k"),
        _ => plain(pay, ""),
    }
}
