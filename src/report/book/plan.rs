//! How an organisation is broken into pages: each holds a manager with as many people below as can be read; whoever has
//! more below has a page of their own, which follows.

use crate::diagram::{Chart, ChartMaker, ChartOptions};
use crate::org::{Org, PersonId};
use crate::report::picture_options::Breaks;
use crate::rules::Facts;
use crate::scene::text::width;
use crate::scene::{Point, Size, Weight};
use std::collections::BTreeMap;

/// Most people whose chart is tried on one page.
const MOST: usize = 150;
/// Most levels that are tried on one page: more have no room below each other.
const DEEPEST: usize = 10;
/// Branches of so few people stand on the page of their manager where they have room, the most that do.
const SMALL: [u32; 4] = [60, 24, 12, 5];
/// Widths of a card within which names and titles get the room that nearly all of them need, and what a card takes
/// beside them, in points.
const CARDS: (f64, f64) = (160.0, 232.0);
const BESIDE: f64 = 62.0;
/// Direct reports at most on a page where they have no room together, as a part of those that were tried before.
const FEWER: f64 = 0.7;
/// How far a chart is enlarged at most.
const LARGEST: f64 = 1.15;

/// A page with a team.
pub struct TeamPage {
    /// Who is at the top of it; `None` for a page of people with nobody above or below.
    pub root: Option<PersonId>,
    /// Which part of the team it is, from 0, and of how many.
    pub part: (usize, usize),
    /// Depth among the pages: 0 for the first.
    pub depth: u8,
    /// The page above, by its index.
    pub above: Option<usize>,
    /// Charts, with the place of their upper left corners in the room.
    pub charts: Vec<(Chart, Point)>,
    /// Points of the page per point of a chart.
    pub scale: f64,
}

/// Room for a chart on a page, and the least scale at which it can be read.
#[derive(Clone, Copy)]
pub struct Room {
    pub size: Size,
    pub least: f64,
}

impl Room {
    /// The scale at which a chart fits.
    fn scale(&self, chart: &Chart) -> f64 {
        let bounds = chart.bounds();
        (self.size.width / bounds.width()).min(self.size.height / bounds.height()).min(LARGEST)
    }

    fn holds(&self, chart: &Chart) -> bool {
        self.scale(chart) >= self.least
    }
}

/// A page that is still to be made.
struct Wanted {
    root: PersonId,
    depth: u8,
    above: Option<usize>,
}

/// Breaks an organisation into pages, a manager's before those of whoever is below.
pub fn pages(facts: &Facts, breaks: Breaks, lines: u8, room: Room) -> Vec<TeamPage> {
    let planner = Planner { facts, maker: ChartMaker::new(facts), breaks, lines, room, card: card_width(facts.org) };
    let mut pages: Vec<TeamPage> = Vec::new();
    // Tops as the chart of everybody has them: without bots, and assistants with their boss.
    let none = ChartOptions { levels: Some(1), ..ChartOptions::default() };
    let tops = planner.maker.chart(&none);
    let (loose, heads): (Vec<PersonId>, Vec<PersonId>) =
        tops.people().partition(|&person| tops.is_folded(person).is_none());
    let begin = |root| Wanted { root, depth: 0, above: None };
    let mut stack: Vec<Wanted> = heads.into_iter().rev().map(begin).collect();
    while let Some(wanted) = stack.pop() {
        let first = pages.len();
        let depth = wanted.depth;
        let charts = planner.charts(wanted.root);
        let parts = charts.len();
        let mut below = Vec::new();
        for (part, chart) in charts.into_iter().enumerate() {
            let at = pages.len();
            let folded = chart.people().filter(|&person| chart.is_folded(person) == Some(true));
            let next = |root| Wanted { root, depth: depth.saturating_add(1), above: Some(at) };
            below.extend(folded.filter(|&person| person != wanted.root).map(next));
            let above = if part == 0 { wanted.above } else { Some(first) };
            let scale = room.scale(&chart);
            let left = (room.size.width - chart.bounds().width() * scale) / 2.0;
            let charts = vec![(chart, Point::new(left.max(0.0), 0.0))];
            pages.push(TeamPage { root: Some(wanted.root), part: (part, parts), depth, above, charts, scale });
        }
        stack.extend(below.into_iter().rev());
    }
    planner.loose(&loose, &mut pages);
    pages
}

struct Planner<'a> {
    facts: &'a Facts<'a>,
    maker: ChartMaker<'a>,
    breaks: Breaks,
    lines: u8,
    room: Room,
    /// Width of a card, in points.
    card: f64,
}

/// Width of a card on which nearly all names and titles have room, measured on a sample.
fn card_width(org: &Org) -> f64 {
    const MEASURED: usize = 1000;
    let step = org.len().div_ceil(MEASURED).max(1);
    let wide = |person: PersonId| {
        width(org.label(person), 12.5, Weight::SemiBold).max(width(org.title(person), 11.0, Weight::Regular))
    };
    let mut widths: Vec<f64> = org.people().step_by(step).map(wide).collect();
    widths.sort_by(f64::total_cmp);
    let usual = widths.get(widths.len() * 95 / 100).copied().unwrap_or(0.0);
    (usual + BESIDE).clamp(CARDS.0, CARDS.1)
}

impl Planner<'_> {
    /// People with nobody above or below, as many on a page as have room.
    fn loose(&self, people: &[PersonId], pages: &mut Vec<TeamPage>) {
        let Some(&first) = people.first() else { return };
        let card = self.chart(first, 1, None, BTreeMap::new()).bounds();
        let Room { size, least } = self.room;
        let cell = Size { width: card.width() * least, height: card.height() * least };
        let columns = ((size.width / cell.width) as usize).max(1);
        let lines = ((size.height / cell.height) as usize).max(1);
        let parts = people.len().div_ceil(columns * lines);
        for (part, people) in people.chunks(columns * lines).enumerate() {
            let place = |at: usize| Point::new((at % columns) as f64 * cell.width, (at / columns) as f64 * cell.height);
            let chart = |(at, &person): (usize, &PersonId)| (self.chart(person, 1, None, BTreeMap::new()), place(at));
            let charts = people.iter().enumerate().map(chart).collect();
            pages.push(TeamPage { root: None, part: (part, parts), depth: 0, above: None, charts, scale: least });
        }
    }

    /// The charts of a team: one, or several that share its direct reports.
    fn charts(&self, root: PersonId) -> Vec<Chart> {
        let counts = self.levels(root);
        let most = self.breaks.levels.map_or(usize::MAX, |levels| usize::from(levels) + 1);
        let deepest = counts.len().min(most).clamp(1, DEEPEST);
        for levels in (2..=deepest).rev() {
            let chart = self.chart(root, levels as u32, None, BTreeMap::new());
            if self.room.holds(&chart) {
                return vec![self.with_small_branches(root, levels as u32, chart)];
            }
        }
        self.parts(root)
    }

    /// Small branches are unfolded, as far as they have room.
    fn with_small_branches(&self, root: PersonId, levels: u32, chart: Chart) -> Chart {
        if self.breaks.levels.is_some() {
            return chart;
        }
        let mut last = 0;
        for most in SMALL {
            let is_small = |person: &PersonId| self.facts.tree.headcount(*person) <= most;
            let folded = chart.people().filter(|&person| chart.is_folded(person) == Some(true));
            let small: Vec<PersonId> = folded.filter(is_small).collect();
            let more: u32 = small.iter().map(|&person| self.facts.tree.headcount(person)).sum();
            if small.is_empty() {
                break;
            }
            // The same few, or more than a page has room for.
            if small.len() == last || chart.people().len() + more as usize > MOST {
                continue;
            }
            last = small.len();
            let fuller = self.chart(root, levels, None, self.managers(small));
            if self.room.holds(&fuller) {
                return fuller;
            }
        }
        chart
    }

    /// Some people and everybody below who has reports, to be unfolded.
    fn managers(&self, mut people: Vec<PersonId>) -> BTreeMap<PersonId, bool> {
        let mut asked = BTreeMap::new();
        while let Some(person) = people.pop() {
            let reports = self.facts.tree.reports(person);
            if reports.len() > 0 {
                asked.insert(person, true);
                people.extend(reports);
            }
        }
        asked
    }

    /// The direct reports on several pages.
    fn parts(&self, root: PersonId) -> Vec<Chart> {
        let all = self.chart(root, 2, Some((0, u32::MAX)), BTreeMap::new()).people().len().saturating_sub(1) as u32;
        let mut charts = Vec::new();
        let (mut from, mut count) = (0, all.clamp(1, MOST as u32));
        while from < all.max(1) {
            let chart = self.chart(root, 2, Some((from, count)), BTreeMap::new());
            if self.room.holds(&chart) || count == 1 {
                from += count;
                charts.push(chart);
            } else {
                count = ((f64::from(count) * FEWER) as u32).max(1);
            }
        }
        charts
    }

    fn chart(&self, root: PersonId, levels: u32, part: Option<(u32, u32)>, asked: BTreeMap<PersonId, bool>) -> Chart {
        let options = ChartOptions {
            focus: Some(root),
            levels: Some(levels),
            part,
            asked,
            card: Some(self.card),
            canvas: Some(self.room.size),
            lines: self.lines,
            ..ChartOptions::default()
        };
        self.maker.chart(&options)
    }

    /// Number of people by level below somebody, who is the first; as many levels as have few enough people.
    fn levels(&self, root: PersonId) -> Vec<usize> {
        let (mut level, mut counts, mut all) = (vec![root], Vec::new(), 0);
        while !level.is_empty() {
            all += level.len();
            // One level below is tried whatever its size.
            if counts.len() > 1 && all > MOST {
                break;
            }
            counts.push(level.len());
            if all > MOST {
                break;
            }
            level = level.iter().flat_map(|&person| self.facts.tree.reports(person)).collect();
        }
        counts
    }
}
