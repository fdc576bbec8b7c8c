//! How wide blocks are and how many shelves rows have: the picture should be seen as large as possible.

use super::boxes::Boxes;
use crate::layout::{Placed, Sizes, place};

/// The canvas that a picture is folded and shelved for, in points: it should be seen as large as possible.
const CANVAS: (f64, f64) = (1080.0, 800.0);
/// More shelves must make the picture larger by this factor.
const WORTH: f64 = 1.06;
/// Least width to height of a picture.
const TALLEST: f64 = 0.26;
/// Tries widths of blocks and numbers of shelves, and keeps what is seen largest on a usual canvas.
pub fn fit(boxes: &mut Boxes, rows: usize) -> (Placed, Sizes) {
    let mut sizes = Sizes::default();
    let most = boxes.in_blocks().max(1) as f64;
    // Lines of a block, columns across a shelf, depth at which branches are spread over the shelves.
    let mut tries: Vec<(u32, u32, u32)> = vec![(6, u32::MAX, 0)];
    let mut lines = 6.0f64;
    while lines < most {
        lines *= 1.4;
        tries.push((lines.ceil() as u32, u32::MAX, 0));
    }
    for across in [24, 16, 12, 8, 6, 5, 4, 3] {
        tries.extend((0..=3).flat_map(|depth| [(6, across, depth), (14, across, depth)]));
    }
    let shape = |boxes: &mut Boxes, sizes: &Sizes, (lines, across, depth): (u32, u32, u32)| {
        boxes.size(lines, sizes);
        boxes.shelve(depth, across);
        place(&boxes.items, rows, sizes)
    };
    let mut best = (0.0, tries[0]);
    for (at, &shaped) in tries.iter().enumerate() {
        // A picture of many thousand boxes is tried only a few times.
        if boxes.items.len() * at > 400_000 {
            break;
        }
        let bounds = shape(boxes, &sizes, shaped).bounds;
        let seen = (CANVAS.0 / bounds.width()).min(CANVAS.1 / bounds.height());
        let needed = if shaped.1 < best.1.1 { WORTH } else { 1.0 };
        if seen > best.0 * needed {
            best = (seen, shaped);
        }
    }
    let mut placed = shape(boxes, &sizes, best.1);
    // Labels in the gutter stay readable longer in a wide picture.
    sizes.gutter = (placed.bounds.width() * 0.07).max(sizes.gutter).min(1.0e5);
    let short = placed.bounds.height() * TALLEST - placed.bounds.width();
    if short > 0.0 {
        sizes.least_columns += (short / 2.0 / (sizes.card + sizes.gap)).ceil() as u32;
    }
    placed = shape(boxes, &sizes, best.1);
    (placed, sizes)
}
