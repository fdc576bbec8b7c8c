//! Reporting lines: spans around six with a long tail, a few crews of thousands, up to fourteen levels deep. People are
//! numbered level by level, so that managers come before their reports.

use super::draw::Draw;

/// Largest number of lines from the top to a person.
const DEEPEST: u8 = 14;
/// Levels from the top on which everybody leads.
const ALL_LEAD: u8 = 2;
/// Size of the largest crews, about one per hundred thousand people.
const CREW: u64 = 5_000;
const MANAGERS_PER_CREW: usize = 16_000;
/// Smallest organisation with such a crew.
const PEOPLE_FOR_A_CREW: usize = 50_000;

/// Reporting lines, indexed by person.
#[derive(Default)]
pub struct Tree {
    /// Manager of each person; the top is its own.
    pub above: Vec<u32>,
    /// Number of direct reports.
    pub span: Vec<u32>,
    /// Head of the unit: the person, or the nearest manager who leads one.
    pub unit: Vec<u32>,
    /// Number of people below.
    pub below: Vec<u32>,
}

impl Tree {
    /// Draws the lines of `people` people.
    pub fn draw(people: usize, draw: &mut Draw) -> Self {
        let mut tree = Self::default();
        if people == 0 {
            return tree;
        }
        let leaders = leaders_per_thousand(people);
        let mut depth: Vec<u8> = vec![0];
        let mut leads = vec![true];
        (tree.above, tree.span, tree.unit) = (vec![0], vec![0], vec![0]);
        let (mut next, mut spare, mut managers, mut waiting) = (0usize, 0usize, 0usize, 1usize);
        while depth.len() < people {
            let at = if waiting > 0 {
                waiting -= 1;
                first(&mut next, &depth, |at| leads[at])
            } else {
                // When leaders have run out, a person without reports becomes one.
                first(&mut spare, &depth, |at| !leads[at] && depth[at] < DEEPEST)
            };
            let Some(at) = at else { break };
            managers += 1;
            let is_crew = people >= PEOPLE_FOR_A_CREW && managers % MANAGERS_PER_CREW == MANAGERS_PER_CREW / 4;
            let wanted = if is_crew { CREW } else { span(draw, depth[at]) };
            let reports = (wanted as usize).min(people - depth.len());
            tree.span[at] = reports as u32;
            let deep = depth[at].saturating_add(1);
            for _ in 0..reports {
                let person = depth.len() as u32;
                let is_leader = deep <= ALL_LEAD || (!is_crew && deep < DEEPEST && draw.below(1000) < leaders);
                waiting += usize::from(is_leader);
                let unit = if deep <= ALL_LEAD { person } else { tree.unit[at] };
                depth.push(deep);
                leads.push(is_leader);
                tree.above.push(at as u32);
                tree.span.push(0);
                tree.unit.push(unit);
            }
        }
        tree.below = vec![0; depth.len()];
        for person in (1..depth.len()).rev() {
            tree.below[tree.above[person] as usize] += tree.below[person] + 1;
        }
        tree
    }
}

/// First person from `from` on who fits; `from` moves past them.
fn first(from: &mut usize, depth: &[u8], fits: impl Fn(usize) -> bool) -> Option<usize> {
    let found = (*from..depth.len()).find(|&at| fits(at));
    *from = found.map_or(depth.len(), |at| at + 1);
    found
}

/// Number of direct reports of a manager at a depth: 5.8 on average, at most 60; one team in a hundred is tiny.
fn span(draw: &mut Draw, depth: u8) -> u64 {
    // At the top nothing is left to chance, which would determine the size of everything below.
    if depth < ALL_LEAD {
        return draw.between(5, 8);
    }
    match draw.below(100) {
        0 => draw.between(1, 2),
        1..=7 => draw.between(8, 16),
        8 => draw.between(17, 60),
        _ => draw.between(3, 7),
    }
}

/// Number of reports per thousand who lead, chosen so that the levels just hold everybody.
fn leaders_per_thousand(people: usize) -> u64 {
    const SPAN: f64 = 5.8;
    let holds = |leaders: u64| {
        let (mut level, mut all) = (1.0, 1.0);
        for depth in 1..=DEEPEST {
            level *= if depth <= ALL_LEAD + 1 { SPAN } else { SPAN * leaders as f64 / 1000.0 };
            all += level;
        }
        all
    };
    (300..1000).step_by(25).find(|&leaders| holds(leaders) > 2.0 * people as f64).unwrap_or(1000)
}
