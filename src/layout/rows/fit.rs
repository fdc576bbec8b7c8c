//! How the width is shared out between the lanes and how rich the slots of each row are, so that everybody is on the
//! canvas and most can be read.
//!
//! Shares from a quarter to three quarters are tried; on each, every style for the rows at or above the fork, which
//! have one. Below it each row begins with the same style, and the row where a name given up saves most height gives
//! it up, until everything fits. The cheapest is kept: the cost of a row is its style's to the power of 1.5 for each
//! of its people, three times that at or above the fork. Only counts are looked at, so this takes no time.

use super::assign::{Assign, Assigned, BARS, CHIP};
use super::bands::{Frame, frame};
use super::share::Share;
use super::style::{Density, Room, Style};
use super::tally::Tally;
use crate::layout::Lane;
use crate::scene::Size;
use std::cmp::Ordering;

/// Parts of the width that shares are told in, and those of the IC lane that are tried.
const PARTS: u32 = 40;
const SHARES: std::ops::RangeInclusive<u32> = 10..=30;
/// From so many boxes on that are dots or less their rows are divided into stripes.
const MOST_UNDIVIDED: u32 = 200;
/// A sheet becomes wider by this factor until everybody has room.
const WIDER: f64 = 1.12;
/// How much wider cards may be where there is room, most first.
const WIDER_CARDS: [f64; 2] = [1.35, 1.2];

/// The frames of pictures with the same rows, alike but for their stripes.
pub fn fit(tallies: &[&Tally], room: &Room) -> Vec<Frame> {
    if let Density::Sheet { aspect } = room.density {
        let mut room = *room;
        // Twice as wide is room for four times as many: this ends after a few dozen steps.
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
    let mut found = if is_divided { search(tallies, room, true) } else { found };
    let room = widen(&mut found, tallies, room);
    frame(&found.share, &found.assigned, tallies, &room)
}

/// Cards are wider, and fewer of them stand beside each other, as long as all of them have room.
fn widen<'a>(found: &mut Found<'a>, tallies: &'a [&'a Tally], room: &Room) -> Room {
    if room.density == Density::Fit && found.assigned.styles.contains(&Style::Card) {
        for wider in WIDER_CARDS {
            let room = Room { card: Size { width: (room.card.width * wider).round(), ..room.card }, ..*room };
            let share = Share::new((tallies, &room), (found.part, PARTS), found.share.is_divided(), 0.0);
            let cards = share.heights(Style::Card);
            let rows = found.assigned.styles.iter().zip(&found.assigned.heights).zip(&cards);
            let heights: Vec<f64> =
                rows.map(|((&style, &height), &card)| if style == Style::Card { card } else { height }).collect();
            if heights.iter().sum::<f64>() <= share.height {
                (found.share, found.assigned.heights) = (share, heights);
                return room;
            }
        }
    }
    *room
}

/// One way to fit.
struct Found<'a> {
    part: u32,
    share: Share<'a>,
    assigned: Assigned,
    /// What is compared, in this order: height that is too much, cost, height, how far the share is from that of the
    /// people, and from the lane that has more of them higher up.
    order: [f64; 5],
}

fn search<'a>(tallies: &'a [&'a Tally], room: &Room, is_divided: bool) -> Found<'a> {
    let (floor, slot) = match room.density {
        Density::Fit => (BARS, 0.0),
        Density::Names | Density::Sheet { .. } => (CHIP, room.chip.width),
        Density::Cards => (0, room.card.width),
    };
    let share = |part: u32| Share::new((tallies, room), (part, PARTS), is_divided, slot);
    let mut best: Option<([f64; 5], u32, Assigned)> = None;
    for part in SHARES {
        let mut assign = Assign::new(share(part), tallies, floor);
        for top in 0..=floor {
            let is_dearer =
                best.as_ref().is_some_and(|(order, ..)| order[0] <= 0.0 && assign.least_cost(top) > order[1]);
            if is_dearer {
                continue;
            }
            let assigned = assign.assign(top);
            let height: f64 = assigned.heights.iter().sum();
            let [away, lean] = distance(tallies, part);
            let order = [(height - assign.share.height).max(0.0), assigned.cost, height, away, lean];
            if best.as_ref().is_none_or(|best| compare(&order, &best.0).is_lt()) {
                best = Some((order, part, assigned));
            }
        }
    }
    let (order, part, assigned) = best.expect("there is at least one share and one style");
    Found { part, share: share(part), assigned, order }
}

fn compare(a: &[f64; 5], b: &[f64; 5]) -> Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).fold(Ordering::Equal, Ordering::then)
}

/// How far a share is from that of the people; and, where that decides nothing, from the lane with more of them in
/// the first row where they are not as many. A mirrored picture has mirrored distances.
fn distance(tallies: &[&Tally], part: u32) -> [f64; 2] {
    let lane = |lane| tallies.iter().map(|tally| f64::from(tally.lane(lane))).sum::<f64>();
    let (ic, management) = (lane(Lane::Ic), lane(Lane::Management));
    let wanted = f64::from(PARTS) * ic / (ic + management).max(1.0);
    let uneven = tallies.iter().find_map(|tally| {
        let mut rows = (0..tally.rows).map(|row| (tally.cell(row, Lane::Ic), tally.cell(row, Lane::Management)));
        rows.find(|(ic, management)| ic != management)
    });
    let lean = match uneven {
        Some((ic, management)) if ic > management => f64::from(PARTS - part),
        Some(_) => f64::from(part),
        None => (f64::from(part) - f64::from(PARTS) / 2.0).abs(),
    };
    [(f64::from(part) - wanted).abs(), lean]
}
