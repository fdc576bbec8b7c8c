//! How the width is split between the lanes and how rich the slots of each row are, so that everybody is on the canvas
//! and most can be read.
//!
//! Splits from 30 to 70 % are tried, each with every style for the rows at or above the fork, which share one. Below
//! the fork, names get smaller from some row on, and the rows that save most height for the cost of their names become
//! dots, until everything fits. The cheapest result is kept. A style costs its level to the power of 1.5 for each
//! person in the row, and three times as much at or above the fork. If the rows at or above the fork would be dots, the
//! first of them keep their names as long as this costs the dots little: with a crowd on the middle rungs the people at
//! the top would be lost otherwise.
//!
//! The search uses only counts and therefore takes very little time. It tries few splits, far from each other, and
//! makes them dearer the farther they are from the balanced one, so that the lanes rarely change when one person does.

use super::assign::{Assign, Assigned, BARS, CHIP};
use super::bands::{Frame, frame};
use super::share::Share;
use super::style::{Density, Room};
use super::tally::Tally;
use crate::layout::Lane;
use std::cmp::Ordering;

/// Units in which splits are counted, the smallest IC lane that is tried, and the step from one to the next.
const PARTS: u32 = 40;
const LEAST_PART: u32 = 12;
const PART_STEP: usize = 2;
/// Extra cost of a split for each unit of distance from the balanced one. A very different split must be worth it, so
/// that an edit rarely leads to another one.
const AWAY: f64 = 0.02;
/// Height of a row below the fork, where slots get smaller first, in the balance of the lanes; 1 for the others.
const BELOW: f64 = 0.4;
/// Largest number of boxes drawn as dots or smaller for which rows are not divided into stripes.
const MOST_UNDIVIDED: u32 = 200;
/// Factor by which a sheet is widened until everybody has room.
const WIDER: f64 = 1.12;

/// Frames of pictures with the same rows, alike except for their stripes.
pub fn fit(tallies: &[&Tally], room: &Room) -> Vec<Frame> {
    if let Density::Sheet { aspect } = room.density {
        let mut room = *room;
        // Twice the width has room for four times as many people, so this ends after a few dozen steps.
        loop {
            let found = search(tallies, &room, false);
            if found.order[0] <= 0.0 || room.canvas.width > 1e9 {
                return frame(&found.share, &found.assigned, tallies, &room);
            }
            room.canvas.width = (room.canvas.width * WIDER).ceil();
            room.canvas.height = room.canvas.height.max((room.canvas.width / aspect.max(0.1)).ceil());
        }
    }
    let found = search(tallies, room, false);
    let small = |tally: &&Tally| {
        let rows = found.assigned.styles.iter().enumerate().filter(|(_, style)| !style.is_named());
        rows.map(|(row, _)| tally.row(row)).sum::<u32>()
    };
    let is_divided = tallies.iter().map(small).max().unwrap_or(0) > MOST_UNDIVIDED;
    let found = if is_divided { search(tallies, room, true) } else { found };
    let found = if room.density == Density::Fit { settle(found, tallies, room) } else { found };
    frame(&found.share, &found.assigned, tallies, room)
}

/// Adds names at the top, and sizes stripes by the people in them, leaving out rows with names.
fn settle<'a>(found: Found<'a>, tallies: &'a [&'a Tally], room: &Room) -> Found<'a> {
    let is_divided = found.share.is_divided();
    let again = |rows: &dyn Fn(usize) -> bool| {
        let share = Share::new((tallies, room), (found.part, PARTS), is_divided.then_some(rows), 0.0);
        Assign::new(share, tallies, BARS)
    };
    let assigned = again(&|_| true).name_top(found.assigned);
    let mut narrowed = again(&|row| !assigned.styles[row].is_named());
    let tried = narrowed.again(&assigned);
    let fits = tried.heights.iter().sum::<f64>() <= narrowed.share.height;
    match is_divided && fits && tried.cost <= assigned.cost {
        true => Found { share: narrowed.share, assigned: tried, ..found },
        false => Found { assigned, ..found },
    }
}

/// A split with its styles.
struct Found<'a> {
    part: u32,
    share: Share<'a>,
    assigned: Assigned,
    /// Criteria in order of importance: excess height, cost, distance of the split from the balanced one, and distance
    /// from the lane that has more people higher up.
    order: [f64; 4],
}

fn search<'a>(tallies: &'a [&'a Tally], room: &Room, is_divided: bool) -> Found<'a> {
    let (floor, slot) = match room.density {
        Density::Fit => (BARS, 0.0),
        Density::Names | Density::Sheet { .. } => (CHIP, room.chip.width),
        Density::Cards => (0, room.card.width),
    };
    let share = |part: u32| {
        let all: &dyn Fn(usize) -> bool = &|_| true;
        Share::new((tallies, room), (part, PARTS), is_divided.then_some(all), slot)
    };
    let mut best: Option<([f64; 4], u32, Assigned)> = None;
    let balanced = balanced(tallies);
    for part in (LEAST_PART..=PARTS - LEAST_PART).step_by(PART_STEP) {
        let away = (f64::from(part) - balanced).abs();
        let mut assign = Assign::new(share(part), tallies, floor);
        for top in 0..=floor {
            // Skip styles that already cost more above the fork than the best result does in all.
            let is_dearer =
                best.as_ref().is_some_and(|(order, ..)| order[0] <= 0.0 && assign.least_cost(top) > order[1]);
            if is_dearer {
                continue;
            }
            let assigned = assign.assign(top);
            let height: f64 = assigned.heights.iter().sum();
            let cost = assigned.cost * (1.0 + AWAY * away);
            let order = [(height - assign.share.height).max(0.0), cost, away, lean(tallies, part)];
            if best.as_ref().is_none_or(|best| compare(&order, &best.0).is_lt()) {
                best = Some((order, part, assigned));
            }
        }
    }
    let (order, part, assigned) = best.expect("there is at least one share and one style");
    Found { part, share: share(part), assigned, order }
}

fn compare(a: &[f64; 4], b: &[f64; 4]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).fold(Ordering::Equal, Ordering::then)
}

/// The split, in units, with the lowest total height if lines could be partly filled; one person changes it only a
/// little.
fn balanced(tallies: &[&Tally]) -> f64 {
    let height = |part: f64| {
        let row = |tally: &&Tally, row: usize| {
            let of = |lane, room: f64| f64::from(tally.cell(row, lane)) / room;
            let weight = if row < tally.above_fork { 1.0 } else { BELOW };
            weight * of(Lane::Ic, part).hypot(of(Lane::Management, f64::from(PARTS) - part))
        };
        let rows = tallies.first().map_or(0, |tally| tally.rows);
        (0..rows).map(|at| tallies.iter().map(|tally| row(tally, at)).fold(0.0, f64::max)).sum::<f64>()
    };
    // The height is a convex function of the split.
    let (mut from, mut to) = (f64::from(LEAST_PART), f64::from(PARTS - LEAST_PART));
    while to - from > 1e-4 {
        let third = (to - from) / 3.0;
        let (left, right) = (height(from + third), height(to - third));
        match left.total_cmp(&right) {
            Ordering::Less => to -= third,
            Ordering::Greater => from += third,
            Ordering::Equal => (from, to) = (from + third, to - third),
        }
    }
    // Rounded so that the mirrored picture has exactly the mirrored distance.
    ((from + to) / 2.0 * 100.0).round() / 100.0
}

/// Distance of a split from the lane with more people in the first row in which the lanes differ. Decides between
/// splits that are equal otherwise, and the other way round for a mirrored picture.
fn lean(tallies: &[&Tally], part: u32) -> f64 {
    let uneven = tallies.iter().find_map(|tally| {
        let mut rows = (0..tally.rows).map(|row| (tally.cell(row, Lane::Ic), tally.cell(row, Lane::Management)));
        rows.find(|(ic, management)| ic != management)
    });
    match uneven {
        Some((ic, management)) if ic > management => f64::from(PARTS - part),
        _ => f64::from(part),
    }
}
