//! The counts of ids and lines that an import states, over the first row of each id and before folding.

use super::link::Links;
use super::up::Up;

/// How the rows hang together. Ids are trimmed; the first row of an id counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Data rows that are not all empty.
    pub rows: usize,
    /// Distinct ids.
    pub unique_ids: usize,
    /// Ids that occur more than once.
    pub duplicate_ids: usize,
    /// Ids whose manager is empty or a top marker.
    pub roots: usize,
    /// Ids whose manager is another id.
    pub edges: usize,
    /// Ids that are their own manager.
    pub self_reports: usize,
    /// Ids whose manager is given and unknown, before folding.
    pub orphans: usize,
    /// The same after folding.
    pub orphans_after_folding: usize,
    /// Loops of two and more.
    pub cycles: usize,
    /// Ids in those loops.
    pub people_in_cycles: usize,
    /// Lines on the longest chain up to a top, an orphan or a self-report; chains into a loop do not count.
    pub max_depth: usize,
    /// Most ids under one manager.
    pub max_span: usize,
    /// Ids with somebody under them.
    pub managers: usize,
    /// Rows without an id; they are in no count above but `rows`.
    pub rows_without_id: usize,
    /// Rows without an id whose manager is given and unknown.
    pub orphan_rows: usize,
}

/// Counts in linear time. A file without any id column counts its rows as ids where names stand for them.
/// Also the members of the loops, each in the order in which they report; very many are only counted.
pub fn count(links: &Links, rows: usize) -> (Counts, Vec<Vec<u32>>) {
    let mut counts = Counts { rows, ..Counts::default() };
    let n = links.up.len();
    let mut reports = vec![0u32; n];
    for row in 0..n {
        let up = links.before_folding(row);
        if !links.has_id(row) {
            counts.rows_without_id += 1;
            counts.orphan_rows += usize::from(up == Up::Unknown && !links.is_added(row));
            continue;
        }
        if !links.is_first(row) {
            continue;
        }
        counts.unique_ids += 1;
        counts.duplicate_ids += usize::from(links.ids.times(row) > 1);
        match up {
            Up::Top => counts.roots += 1,
            Up::Itself => counts.self_reports += 1,
            Up::Unknown if links.is_added(row) => counts.edges += 1,
            Up::Unknown => {
                counts.orphans += 1;
                counts.orphans_after_folding += usize::from(links.up.get(row) == Up::Unknown);
            }
            Up::Row(above) => {
                counts.edges += 1;
                reports[above as usize] += 1;
            }
        }
    }
    counts.managers = reports.iter().filter(|&&reports| reports > 0).count();
    counts.max_span = reports.iter().max().map_or(0, |&most| most as usize);
    let loops = chains(links, &mut counts);
    (counts, loops)
}

/// Loops, and members of each, that are kept to be named.
const NAMED: usize = 50;

/// Walks every chain once; a chain that runs into a loop has no depth.
fn chains(links: &Links, counts: &mut Counts) -> Vec<Vec<u32>> {
    let mut loops = Vec::new();
    const NEW: u32 = u32::MAX;
    const LOOPS: u32 = u32::MAX - 1;
    const WALKED: u32 = u32::MAX - 2;
    let mut depth = vec![NEW; links.up.len()];
    let mut way: Vec<u32> = Vec::new();
    for start in 0..links.up.len() {
        if !links.has_id(start) || !links.is_first(start) {
            continue;
        }
        let mut at = start as u32;
        let mut below = loop {
            match depth[at as usize] {
                NEW => {}
                WALKED => {
                    // The loop is the part of the way from here on.
                    let members = way.iter().rev().take_while(|&&row| row != at).count() + 1;
                    counts.cycles += 1;
                    counts.people_in_cycles += members;
                    if loops.len() < NAMED {
                        loops.push(way[way.len() - members..].iter().copied().take(NAMED).collect());
                    }
                    break LOOPS;
                }
                known => break known,
            }
            match links.before_folding(at as usize) {
                Up::Row(above) => {
                    depth[at as usize] = WALKED;
                    way.push(at);
                    at = above;
                }
                _ => {
                    depth[at as usize] = 0;
                    break 0;
                }
            }
        };
        for row in way.drain(..).rev() {
            below = if below == LOOPS { LOOPS } else { below + 1 };
            depth[row as usize] = below;
        }
        if depth[start] < WALKED {
            counts.max_depth = counts.max_depth.max(depth[start] as usize);
        }
    }
    loops
}
