//! Areas of given sizes that fill a rectangle, as square as can be (Bruls, Huizing and van Wijk, *Squarified treemaps*,
//! 2000).

use crate::scene::Rect;

/// A rectangle for each size, in the same order; together they fill `room`. Sizes below or equal to 0 get no area.
pub fn areas(sizes: &[f64], room: Rect) -> Vec<Rect> {
    let nothing = Rect::new(room.left, room.top, 0.0, 0.0);
    let mut areas = vec![nothing; sizes.len()];
    let mut order: Vec<usize> = (0..sizes.len()).filter(|&at| sizes[at] > 0.0 && sizes[at].is_finite()).collect();
    order.sort_by(|&a, &b| sizes[b].total_cmp(&sizes[a]).then(a.cmp(&b)));
    let all: f64 = order.iter().map(|&at| sizes[at]).sum();
    if all <= 0.0 || room.width() <= 0.0 || room.height() <= 0.0 {
        return areas;
    }
    let scale = room.width() * room.height() / all;
    let mut free = room;
    let mut rest = &order[..];
    while !rest.is_empty() {
        let side = free.width().min(free.height());
        let taken = row(rest, |at| sizes[at] * scale, side);
        let (now, later) = rest.split_at(taken);
        free = place(now, |at| sizes[at] * scale, free, &mut areas);
        rest = later;
    }
    areas
}

/// How many of the first make the row along `side` whose worst area is the most square.
fn row(order: &[usize], area: impl Fn(usize) -> f64, side: f64) -> usize {
    let (mut sum, mut best) = (0.0, f64::INFINITY);
    for (at, &next) in order.iter().enumerate() {
        let (largest, smallest) = (area(order[0]), area(next));
        sum += smallest;
        let worst = (side * side * largest / (sum * sum)).max(sum * sum / (side * side * smallest));
        if worst > best {
            return at;
        }
        best = worst;
    }
    order.len()
}

/// Places a row along the shorter side of what is free; returns what is left.
fn place(row: &[usize], area: impl Fn(usize) -> f64, free: Rect, areas: &mut [Rect]) -> Rect {
    let sum: f64 = row.iter().map(|&at| area(at)).sum();
    let is_wide = free.width() >= free.height();
    let depth = sum / if is_wide { free.height() } else { free.width() };
    let mut along = if is_wide { free.top } else { free.left };
    for &at in row {
        let length = area(at) / depth;
        areas[at] = match is_wide {
            true => Rect::new(free.left, along, depth, length),
            false => Rect::new(along, free.top, length, depth),
        };
        along += length;
    }
    match is_wide {
        true => Rect { left: (free.left + depth).min(free.right), ..free },
        false => Rect { top: (free.top + depth).min(free.bottom), ..free },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sizes: &[f64]) -> Vec<Rect> {
        let room = Rect::new(10.0, 20.0, 600.0, 400.0);
        let areas = areas(sizes, room);
        let all: f64 = sizes.iter().filter(|size| **size > 0.0).sum();
        for (at, area) in areas.iter().enumerate() {
            let wanted = sizes[at].max(0.0) / all * 240_000.0;
            assert!((area.width() * area.height() - wanted).abs() < 1e-3, "{at}: {area:?}");
            assert!(area.left >= 10.0 - 1e-6 && area.right <= 610.0 + 1e-6, "{at}: {area:?}");
            assert!(area.top >= 20.0 - 1e-6 && area.bottom <= 420.0 + 1e-6, "{at}: {area:?}");
            for other in &areas[at + 1..] {
                let across = area.right.min(other.right) - area.left.max(other.left);
                let down = area.bottom.min(other.bottom) - area.top.max(other.top);
                assert!(across < 1e-6 || down < 1e-6, "{area:?} and {other:?} overlap");
            }
        }
        areas
    }

    #[test]
    fn areas_have_their_sizes_fill_the_room_and_do_not_overlap() {
        // The example of the paper.
        let areas = check(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0]);
        assert_eq!((areas[0].width().round(), areas[0].height().round()), (300.0, 200.0));
        check(&[1.0]);
        check(&[1.0, 0.0, 500.0, 2.0, 2.0, 2.0, 0.5, 80.0, 80.0]);
        let equal = check(&[1.0; 24]);
        assert!(equal.iter().all(|area| (area.width() / area.height() - 1.0).abs() < 0.6), "{equal:?}");
    }

    #[test]
    fn nothing_gives_nothing() {
        let room = Rect::new(0.0, 0.0, 10.0, 10.0);
        assert!(areas(&[], room).is_empty());
        assert!(areas(&[0.0, f64::NAN, -1.0], room).iter().all(|area| area.width() == 0.0));
        assert!(areas(&[1.0], Rect::new(0.0, 0.0, 0.0, 10.0)).iter().all(|area| area.height() == 0.0));
    }
}
