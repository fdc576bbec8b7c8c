//! The pages of a book from what may be told.

use super::lists::{CONTENTS, Entry, INDEX, Setting};
use super::page::{BookPage, MARGIN};
use super::plan::{self, Room, TeamPage};
use crate::diagram::{Chart, Names, TracksOptions, View as Shown, badge_of};
use crate::org::{Org, PersonId};
use crate::paint::PageLink;
use crate::plan::unpaid;
use crate::report::grid::{TextCell, TextRows};
use crate::report::laid::Laid;
use crate::report::page_size::READABLE;
use crate::report::picture_frame::legend_marks;
use crate::report::picture_options::{Breaks, PictureOptions, View};
use crate::report::picture_told::Told;
use crate::report::stage::{InView, Stage};
use crate::rules::words::count;
use crate::rules::{Finding, Judgement};
use crate::scene::text::width;
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Weight};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

/// Smallest text of a chart, in points of the chart: the count at the foot of a card.
const SMALLEST: f64 = 9.5;
/// Scale of a loose chart: as in the window.
const LOOSE: f64 = 1.0;
/// Height of the legend above the contents, in points.
const LEGEND: f64 = 34.0;
/// Scale of the tracks on a page: their smallest names are of 9 points.
const GLANCE: f64 = READABLE / 9.0;
/// Size of the words that lead to another page, in points of the chart.
const WAY: f64 = 9.5;

/// All pages in order, each with its foot, on which `title` stands.
pub fn pages(told: &Told, size: Size, breaks: Breaks, title: &str) -> Vec<BookPage> {
    let structure = Structure::of(told);
    let maker = Maker { told, size };
    let teams = maker.teams(breaks);
    let overview = maker.overview(&structure);
    let entries = maker.contents(&teams);
    let contents = CONTENTS.pages(size, entries.len(), LEGEND);
    let first = contents + overview.len();
    let mut all = maker.list(CONTENTS, &moved(entries, first), LEGEND, told.name(), &told.about());
    if let Some(page) = all.first_mut() {
        maker.legend(page);
    }
    all.extend(overview);
    let names = if told.options.names { maker.index(&teams) } else { Vec::new() };
    let teams = teams.iter().enumerate().map(|(at, team)| maker.team(team, at, &teams, first));
    all.extend(teams);
    if !names.is_empty() {
        let people = count(names.len(), "person", "people");
        let setting = if INDEX[0].pages(size, names.len(), 0.0) == 1 { INDEX[0] } else { INDEX[1] };
        all.extend(maker.list(setting, &moved(names, first), 0.0, "Index by name", &people));
    }
    let of = all.len();
    let left_out = told.options.left_out();
    let foot: Vec<&str> = [title, left_out.as_str()].into_iter().filter(|it| !it.is_empty()).collect();
    let foot = foot.join(" · ");
    for (at, page) in all.iter_mut().enumerate() {
        page.foot(&foot, at + 1, of);
    }
    all
}

/// Entries of which the pages come after others.
fn moved(entries: Vec<Entry>, first: usize) -> Vec<Entry> {
    entries.into_iter().map(|entry| Entry { to: entry.to + first, ..entry }).collect()
}

/// What was found about ladder and organisation, as far as it may be told: of a copy without pay where that is left out.
struct Structure<'a> {
    org: Cow<'a, Org>,
    judgement: Cow<'a, Judgement>,
    findings: Vec<Finding>,
}

impl<'a> Structure<'a> {
    fn of(told: &'a Told) -> Self {
        let mut it =
            Self { org: Cow::Borrowed(&told.org), judgement: Cow::Borrowed(&told.judgement), findings: Vec::new() };
        // Of some of the people alone the whole says nothing.
        if told.options.stage.scope.is_some() {
            return it;
        }
        if !told.options.pay {
            let bare = unpaid(&told.org);
            it.judgement = Cow::Owned(Judgement::of(&bare));
            it.org = Cow::Owned(bare);
        }
        let may =
            |finding: &&Finding| finding.waived.is_none() && (told.options.findings || !finding.rule.reads_evidence);
        it.findings = it.judgement.of_the_whole().iter().filter(may).cloned().collect();
        it
    }
}

/// What makes the pages.
struct Maker<'a> {
    told: &'a Told<'a>,
    size: Size,
}

impl Maker<'_> {
    fn teams(&self, breaks: Breaks) -> Vec<TeamPage> {
        let room = BookPage::room(self.size);
        let size = Size { width: room.width(), height: room.height() };
        let least = if breaks.is_loose { LOOSE } else { READABLE / SMALLEST };
        let facts = self.told.judgement.facts(&self.told.org);
        plan::pages(&facts, breaks, self.told.look().lines(), Room { size, least })
    }

    fn label(&self, person: PersonId) -> &str {
        self.told.org.label(person)
    }

    /// What a team is called: its manager.
    fn name(&self, team: &TeamPage) -> String {
        match team.root {
            Some(root) => self.label(root).to_owned(),
            None => "Without a manager and a team".to_owned(),
        }
    }

    fn headcount(&self, team: &TeamPage) -> usize {
        match team.root {
            Some(root) => self.told.judgement.tree.headcount(root) as usize,
            None => team.charts.len(),
        }
    }

    /// One entry for each team, at its first page.
    fn contents(&self, teams: &[TeamPage]) -> Vec<Entry> {
        let first = |(_, team): &(usize, &TeamPage)| team.part.0 == 0;
        let entry = |(at, team): (usize, &TeamPage)| {
            let unit = team.root.map_or("", |root| self.told.org.team(root));
            let name = self.name(team);
            let words = if unit.is_empty() { name } else { format!("{name}, {unit}") };
            Entry { words, beside: self.headcount(team).to_string(), level: team.depth, to: at }
        };
        teams.iter().enumerate().filter(first).map(entry).collect()
    }

    /// Everybody with a name, at the page where their team is, or they stand.
    fn index(&self, teams: &[TeamPage]) -> Vec<Entry> {
        let mut at: HashMap<PersonId, usize> = HashMap::new();
        let mut people: Vec<PersonId> = Vec::new();
        for (page, team) in teams.iter().enumerate() {
            for person in team.charts.iter().flat_map(|(chart, _)| chart.people()) {
                let is_own = team.root == Some(person) && team.part.0 == 0;
                let known = at.entry(person).or_insert_with(|| {
                    people.push(person);
                    page
                });
                if is_own {
                    *known = page;
                }
            }
        }
        let org = &self.told.org;
        let mut named: Vec<(String, PersonId)> = people
            .into_iter()
            .filter(|&person| !org.name(person).is_empty())
            .map(|person| (org.name(person).to_lowercase(), person))
            .collect();
        named.sort();
        let entry = |(_, person): (String, PersonId)| {
            let to = at.get(&person).copied().unwrap_or_default();
            Entry { words: org.name(person).to_owned(), beside: String::new(), level: 0, to }
        };
        named.into_iter().map(entry).collect()
    }

    fn list(&self, setting: Setting, entries: &[Entry], above: f64, title: &str, about: &str) -> Vec<BookPage> {
        let mut new = |at: usize| {
            let level = if at == 0 { 0 } else { 1 };
            let title = if at == 0 { title.to_owned() } else { format!("{title}, continued") };
            BookPage::new(self.size, &title, about, level)
        };
        setting.write(self.size, entries, above, &mut new)
    }

    /// What the signs mean, once, above the contents.
    fn legend(&self, page: &mut BookPage) {
        if self.told.options.legend {
            let room = BookPage::room(self.size);
            let marks = legend_marks(self.told, room.width());
            let origin = Point::new(MARGIN, room.top + 8.0);
            page.marks.extend(marks.into_iter().map(|mark| mark.placed(origin, 0.85)));
        }
    }

    /// The whole at a glance: the view on one page, findings about the structure, and before and after.
    fn overview(&self, structure: &Structure) -> Vec<BookPage> {
        let mut pages = Vec::new();
        let (view, title) = match self.told.options.view {
            View::OnePath => (View::OnePath, "Single path"),
            _ => (View::Tracks, "Both tracks"),
        };
        pages.extend(self.glance([view, View::Silhouette], title));
        pages.extend(self.findings(structure));
        if self.told.before.is_some() {
            pages.extend(self.glance([View::Changes, View::Silhouette], "Before and after"));
        }
        pages
    }

    /// The first of some views whose words can be read on one page.
    fn glance(&self, views: [View; 2], title: &str) -> Option<BookPage> {
        let room = BookPage::room(self.size);
        // The tracks are fitted to the page, as they are to a window: whoever has no room for a name has a page.
        let canvas = Size { width: room.width() / GLANCE, height: room.height() / GLANCE };
        let window = Rect::new(0.0, 0.0, canvas.width, canvas.height);
        let fitted = InView { window, scale: 1.0, tracks: TracksOptions { canvas, ..TracksOptions::default() } };
        for view in views {
            let in_view = matches!(view, View::Tracks | View::OnePath | View::Changes).then_some(fitted);
            let stage = Arc::new(Stage { in_view, ..Stage::clone(&self.told.options.stage) });
            let options = PictureOptions { view, stage, ..self.told.options.clone() };
            let laid = Laid::out(self.told.sources(), &options, room.width() / room.height());
            let bounds = laid.bounds();
            let scale = (room.width() / bounds.width()).min(room.height() / bounds.height()).min(1.25);
            let mut page = BookPage::new(self.size, title, &self.told.org.head.as_of.to_string(), 0);
            let left = room.left + (room.width() - bounds.width() * scale) / 2.0;
            let origin = Point::new(left - bounds.left * scale, room.top - bounds.top * scale);
            let mut smallest = f64::INFINITY;
            let names = if in_view.is_some() { Names::Shortened } else { Names::Whole };
            let seen = Shown { names, ..self.told.view(bounds, 1.0) };
            laid.marks(self.told.sources(), &options, &seen, &mut |mark| {
                if let Mark::Text(text) = &mark {
                    smallest = smallest.min(text.size * scale);
                }
                page.marks.push(mark.placed(origin, scale));
            });
            if smallest >= READABLE - 1e-6 {
                return Some(page);
            }
        }
        None
    }

    /// Findings about ladder and organisation, on as many pages as they take.
    fn findings(&self, structure: &Structure) -> Vec<BookPage> {
        let (room, facts) = (BookPage::room(self.size), structure.judgement.facts(&structure.org));
        let about = count(structure.findings.len(), "finding", "findings");
        let mut pages: Vec<(BookPage, f64)> = Vec::new();
        let wide = room.width() - 40.0;
        let columns = [wide * 0.55, wide * 0.45];
        for finding in &structure.findings {
            let said = TextCell::plain(finding.say(&facts), Anchor::Start).in_style(11.0, Weight::SemiBold, Role::Text);
            let mut why = vec![(finding.rule.why.to_owned(), 9.5, Weight::Regular, Role::Secondary)];
            let advice = finding.advise(&facts).into_iter().next();
            why.extend(advice.map(|advice| (advice.title, 9.5, Weight::SemiBold, Role::Text)));
            let TextRows { size, marks } =
                TextRows::of(&columns, &[vec![said, TextCell { parts: why, anchor: Anchor::Start }]]);
            if pages.last().is_none_or(|(_, y)| y + size.height > room.bottom) {
                let title = if pages.is_empty() {
                    "Findings about the structure"
                } else {
                    "Findings about the structure, continued"
                };
                let level = u8::from(!pages.is_empty());
                pages.push((BookPage::new(self.size, title, &about, level), room.top));
            }
            let Some((page, y)) = pages.last_mut() else { continue };
            let (shape, role) = badge_of(finding);
            page.marks.push(Mark::Badge(Badge { at: Point::new(room.left + 6.0, *y + 20.0), size: 10.0, shape, role }));
            let origin = Point::new(room.left + 6.0, *y);
            page.marks.extend(marks.into_iter().map(|mark| mark.placed(origin, 1.0)));
            *y += size.height;
        }
        pages.into_iter().map(|(page, _)| page).collect()
    }

    /// The page of a team; pages of teams begin after `first` others.
    fn team(&self, team: &TeamPage, at: usize, all: &[TeamPage], first: usize) -> BookPage {
        let mut title = self.name(team);
        if team.part.1 > 1 {
            title = format!("{title} ({} of {})", team.part.0 + 1, team.part.1);
        }
        let mut about: Vec<String> = Vec::new();
        if let Some(root) = team.root {
            let (org, tree) = (&self.told.org, &self.told.judgement.tree);
            about.extend([org.title(root), org.team(root)].into_iter().filter(|it| !it.is_empty()).map(str::to_owned));
            about.push(format!("{} below", count(tree.headcount(root) as usize, "person", "people")));
        }
        let mut page = BookPage::new(self.size, &title, &about.join(" · "), team.depth);
        let room = BookPage::room(self.size);
        // Whoever is folded here has their first page somewhere after this one.
        let mut own: HashMap<PersonId, usize> = HashMap::new();
        for (number, below) in all.iter().enumerate().skip(at + 1) {
            if below.depth <= team.depth && below.part.0 == 0 {
                break;
            }
            if below.above == Some(at)
                && below.part.0 == 0
                && let Some(root) = below.root
            {
                own.insert(root, number + first);
            }
        }
        let is_quiet = Shown { is_page: true, ..self.told.view(Rect::default(), 1.0) };
        for (chart, place) in &team.charts {
            let bounds = chart.bounds();
            let origin = Point::new(
                room.left + place.x - bounds.left * team.scale,
                room.top + place.y - bounds.top * team.scale,
            );
            let view = Shown { window: bounds, ..is_quiet };
            chart.marks(&self.told.org, &self.told.judgement, &view, &mut |mark| {
                page.marks.push(mark.placed(origin, team.scale));
            });
            ways(chart, &own, (origin, team.scale), &mut page);
        }
        if let Some(above) = team.above {
            let number = above + first;
            let name = all.get(above).map(|above| self.name(above)).unwrap_or_default();
            page.way(34.0, &format!("Back to {name}, page {}", number + 1), number);
        }
        if team.part.0 + 1 < team.part.1 {
            page.way(51.0, &format!("More on page {}", at + first + 2), at + first + 1);
        }
        page
    }
}

/// Signs on the cards of those who have a page of their own.
fn ways(chart: &Chart, own: &HashMap<PersonId, usize>, (origin, scale): (Point, f64), page: &mut BookPage) {
    for person in chart.people() {
        let (Some(&to), Some(card)) = (own.get(&person), chart.place(person)) else { continue };
        let words = format!("page {}", to + 1);
        let wide = width(&words, WAY, Weight::SemiBold) + 12.0;
        let pill = Rect::new(card.right - wide - 4.0, card.top - 7.5, wide, 15.0);
        let stroke = Some(Stroke::new(Role::Accent, 1.0));
        let ground = Mark::Box(BoxMark { stroke, ..BoxMark::filled(pill, 7.5, Role::Surface) });
        let at = Point::new(pill.center().x, pill.center().y + 3.4);
        let text = TextMark {
            at,
            anchor: Anchor::Middle,
            size: WAY,
            weight: Weight::SemiBold,
            role: Role::Accent,
            text: words.clone(),
            whole: None,
        };
        page.marks.push(ground.placed(origin, scale));
        page.marks.push(Mark::Text(text).placed(origin, scale));
        if let Mark::Box(place) =
            Mark::Box(BoxMark::filled(card.union(&pill), 0.0, Role::Surface)).placed(origin, scale)
        {
            page.links.push(PageLink { rect: place.rect, to, words });
        }
    }
}
