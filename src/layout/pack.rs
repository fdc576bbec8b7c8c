//! Packs a forest in which the vertical positions of the boxes are given and only the horizontal ones are free.
//!
//! A subtree is a small table of extents per row. Subtrees are pushed together once from left to right and once from
//! right to left, and the mean of both is taken. Both keep the same distances, so the mean does too and nothing
//! overlaps, and a mirrored forest gives the mirrored picture. Contours that assume children below their parent do not
//! work here: a report can sit level with the manager or higher.

/// A box to be packed, or a group without a box of its own.
#[derive(Clone, Copy, Debug)]
pub struct Packed {
    /// Index of the parent, lower than the box's own; `None` for a top.
    pub parent: Option<u32>,
    /// Row and width; `None` for a group.
    pub cell: Option<(u32, f64)>,
}

/// Extents of a subtree relative to its own origin as (row, left, right), rows ascending.
type Extents = Vec<(u32, f64, f64)>;

/// Left edges of all boxes, in the unit of the widths; a group gets the left edge of its content. Parents must come
/// before their children. Linear in boxes times the rows that a subtree reaches.
pub fn pack(items: &[Packed]) -> Vec<f64> {
    let n = items.len();
    // All tops hang on an extra group with index n.
    let mut children: Vec<Vec<u32>> = vec![Vec::new(); n + 1];
    for (at, item) in items.iter().enumerate() {
        children[item.parent.map_or(n, |p| p as usize)].push(at as u32);
    }
    let mut extents: Vec<Extents> = vec![Vec::new(); n + 1];
    let mut offset = vec![0.0; n + 1];
    let mut own_left = vec![0.0; n + 1];
    let mut reference = vec![f64::NAN; n + 1];
    // Parents come before their children, so backwards every subtree is complete when its parent is reached.
    for at in (0..n).rev().chain(std::iter::once(n)) {
        let below = std::mem::take(&mut children[at]);
        let filled: Vec<usize> = below.iter().map(|&c| c as usize).filter(|&c| !extents[c].is_empty()).collect();
        let shifts = mean_of_both(&filled, &extents);
        let mut table: Extents = Vec::new();
        for (&child, &shift) in filled.iter().zip(&shifts) {
            offset[child] = shift;
            let own = std::mem::take(&mut extents[child]);
            merge(&mut table, &own, shift);
        }
        let ends = (filled.first().zip(shifts.first()), filled.last().zip(shifts.last()));
        let middle = match ends {
            (Some((&first, a)), Some((&last, b))) => (reference[first] + a + reference[last] + b) / 2.0,
            _ => 0.0,
        };
        let cell = items.get(at).and_then(|item| item.cell);
        if let Some((row, width)) = cell {
            let mut left = middle - width / 2.0;
            if let Ok(same) = table.binary_search_by_key(&row, |e| e.0) {
                let (_, from, to) = table[same];
                if left < to && from < left + width {
                    // Reports on the manager's own row: put the manager beside them, on the nearer side.
                    left = if to - left < left + width - from { to } else { from - width };
                }
            }
            own_left[at] = left;
            reference[at] = left + width / 2.0;
            merge(&mut table, &[(row, left, left + width)], 0.0);
        } else {
            own_left[at] = table.iter().map(|e| e.1).fold(f64::INFINITY, f64::min);
            reference[at] = middle;
        }
        extents[at] = table;
    }
    // Forwards, offsets within the parent become positions.
    let mut frame = vec![0.0; n + 1];
    let mut left = vec![0.0; n];
    for (at, item) in items.iter().enumerate() {
        frame[at] = frame[item.parent.map_or(n, |p| p as usize)] + offset[at];
        left[at] = frame[at] + if own_left[at].is_finite() { own_left[at] } else { 0.0 };
    }
    left
}

/// Horizontal shifts of neighbouring subtrees, in order.
fn mean_of_both(subtrees: &[usize], extents: &[Extents]) -> Vec<f64> {
    let rightwards = push(subtrees.iter().map(|&s| extents[s].iter().copied()));
    let mut leftwards = push(subtrees.iter().rev().map(|&s| extents[s].iter().map(|&(row, l, r)| (row, -r, -l))));
    leftwards.reverse();
    let frame = |shift: &dyn Fn(usize) -> f64| {
        let (mut from, mut to) = (f64::INFINITY, f64::NEG_INFINITY);
        for (i, &s) in subtrees.iter().enumerate() {
            for &(_, l, r) in &extents[s] {
                from = from.min(l + shift(i));
                to = to.max(r + shift(i));
            }
        }
        if from.is_finite() { (from + to) / 2.0 } else { 0.0 }
    };
    let (a, b) = (frame(&|i| rightwards[i]), frame(&|i| -leftwards[i]));
    (0..subtrees.len()).map(|i| (rightwards[i] - a - leftwards[i] - b) / 2.0).collect()
}

/// Shifts subtrees to the left one after the other, each as far as the earlier ones on its rows allow, so that subtrees
/// on different rows share columns.
fn push<E: Iterator<Item = (u32, f64, f64)> + Clone>(subtrees: impl Iterator<Item = E>) -> Vec<f64> {
    let mut reached: Vec<(u32, f64)> = Vec::new();
    let mut shifts = Vec::new();
    for extents in subtrees {
        let own_left = extents.clone().map(|e| e.1).fold(f64::INFINITY, f64::min);
        let mut shift = -own_left;
        for (row, left, _) in extents.clone() {
            if let Ok(at) = reached.binary_search_by_key(&row, |r| r.0) {
                shift = f64::max(shift, reached[at].1 - left);
            }
        }
        for (row, _, right) in extents {
            match reached.binary_search_by_key(&row, |r| r.0) {
                Ok(at) => reached[at].1 = reached[at].1.max(right + shift),
                Err(at) => reached.insert(at, (row, right + shift)),
            }
        }
        shifts.push(shift);
    }
    shifts
}

/// Extends a table by another one that is shifted.
fn merge(table: &mut Extents, other: &[(u32, f64, f64)], shift: f64) {
    let before = table.len();
    for &(row, left, right) in other {
        let (left, right) = (left + shift, right + shift);
        match table[..before].binary_search_by_key(&row, |e| e.0) {
            Ok(at) => {
                table[at].1 = table[at].1.min(left);
                table[at].2 = table[at].2.max(right);
            }
            Err(_) => table.push((row, left, right)),
        }
    }
    // The table now consists of two ascending runs, which the sort merges in one pass.
    table.sort_by_key(|e| e.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(items: &[(Option<u32>, u32, f64)], expected: &[f64]) {
        let items: Vec<Packed> =
            items.iter().map(|&(parent, row, width)| Packed { parent, cell: Some((row, width)) }).collect();
        let left = pack(&items);
        let found: Vec<f64> = left.iter().map(|x| x - left[0]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_manager_stands_over_the_middle_of_the_reports() {
        check(&[(None, 0, 1.0), (Some(0), 1, 1.0), (Some(0), 1, 1.0), (Some(0), 1, 1.0)], &[0.0, -1.0, 0.0, 1.0]);
    }

    #[test]
    fn reports_on_different_rows_share_a_column() {
        check(&[(None, 0, 1.0), (Some(0), 1, 1.0), (Some(0), 2, 1.0)], &[0.0, 0.0, 0.0]);
    }

    #[test]
    fn a_report_on_the_managers_row_stands_beside_the_manager() {
        check(&[(None, 0, 1.0), (Some(0), 0, 1.0)], &[0.0, 1.0]);
    }
}
