//! Which column says who is above: of all that may, the one by which most managers are found. What resolves wins; the
//! others are told.

use super::columns::{Candidate, ManagerFrom};
use super::field::Field;
use super::find::{Finder, Found, Way};
use super::grammar::By;
use super::link::{Links, is_top_marker};
use super::mapping::ManagerUse;
use super::problems::Problems;
use super::sheets::Sheets;
use super::words::{Said, is_said};

/// Rows of a sheet that are tried.
const TRIED: usize = 2000;

/// How a column did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rival {
    /// Its header, or headers.
    pub column: String,
    /// Managers that were found, of those tried.
    pub found: usize,
    /// Managers that were given, of those tried; who names oneself is left out.
    pub given: usize,
    /// Rows tried that name themselves.
    pub selves: usize,
    /// What found most of them.
    pub way: Option<Way>,
    /// The same as it is said by hand.
    pub manager: ManagerUse,
}

/// What was chosen for a sheet, and what else might have been.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// What was chosen; `None` without any.
    pub taken: Option<Rival>,
    /// The others, the best first.
    pub rivals: Vec<Rival>,
    /// Whether not every row was tried.
    pub is_sample: bool,
}

/// Columns of a sheet that are tried, the best headers first.
const CANDIDATES: usize = 100;

/// Chooses for each sheet.
pub fn choose(sheets: &mut Sheets, links: &Links, problems: &mut Problems) -> Vec<Choice> {
    for at in 0..sheets.sheets.len() {
        // What is said by hand stays, whatever its cells are.
        let is_said = sheets.mapping.manager.is_some()
            || sheets.mapping.columns.iter().any(|column| column.field == Some(Field::Manager));
        if !is_said {
            drop_yes_and_no(sheets, at, problems);
        }
    }
    let rows = tried(sheets);
    let finder = Finder::new(sheets, &links.ids);
    let is_sample = rows.iter().map(Vec::len).sum::<usize>() < sheets.len();
    let chosen: Vec<(usize, Choice)> =
        rows.iter().enumerate().map(|(at, rows)| of_sheet(sheets, at, links, &finder, rows)).collect();
    drop(finder);
    let mut choices = Vec::with_capacity(chosen.len());
    for (sheet, (best, choice)) in sheets.sheets.iter_mut().zip(chosen) {
        sheet.columns.take_manager(best);
        choices.push(Choice { is_sample, ..choice });
    }
    choices
}

/// Rows of each sheet that are tried, evenly spread.
fn tried(sheets: &Sheets) -> Vec<Vec<usize>> {
    let mut counts = vec![0usize; sheets.sheets.len()];
    (0..sheets.len()).for_each(|row| counts[sheets.sheet_number(row)] += 1);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); counts.len()];
    let mut seen = vec![0usize; counts.len()];
    for row in 0..sheets.len() {
        let at = sheets.sheet_number(row);
        if seen[at].is_multiple_of(counts[at].div_ceil(TRIED)) {
            rows[at].push(row);
        }
        seen[at] += 1;
    }
    rows
}

/// What a sheet takes of [`super::columns::Columns::managers`], and how all did.
fn of_sheet(sheets: &Sheets, at: usize, links: &Links, finder: &Finder, rows: &[usize]) -> (usize, Choice) {
    let candidates = &sheets.sheets[at].columns.managers;
    let tried = candidates.iter().take(CANDIDATES);
    let tried = tried.map(|candidate| try_out(sheets, at, candidate, links, finder, rows));
    let mut tried: Vec<(Rival, usize)> = tried.zip(0..).collect();
    // Most found, then by the surest way, then by the better header.
    tried.sort_by_key(|(rival, candidate)| {
        (std::cmp::Reverse(rival.found), rival.way.unwrap_or(Way::Ending), *candidate)
    });
    let best = tried.first().map_or(0, |&(_, candidate)| candidate);
    let mut rivals: Vec<Rival> = tried.into_iter().map(|(rival, _)| rival).collect();
    if rivals.first().is_none_or(|best| best.found == 0 && best.given + best.selves > 0) {
        rivals.extend(unnamed(sheets, at, links, finder, rows));
    }
    let others = sheets.sheets[at].columns.others.iter().take(CANDIDATES);
    let others = others.map(|other| try_out(sheets, at, other, links, finder, rows));
    rivals.extend(others.filter(|rival| rival.found > 0));
    let first = usize::from(!candidates.is_empty());
    rivals[first..].sort_by_key(|rival| std::cmp::Reverse(rival.found));
    let taken = if candidates.is_empty() { None } else { Some(rivals.remove(0)) };
    (best, Choice { taken, rivals, is_sample: false })
}

/// A column that says whether somebody is a manager does not say who is above.
fn drop_yes_and_no(sheets: &mut Sheets, at: usize, problems: &mut Problems) {
    const LOOKED_AT: usize = 200;
    let mut candidate = 0;
    while candidate < sheets.sheets[at].columns.managers.len() {
        let sheet = &sheets.sheets[at];
        let ManagerFrom::Cell(column) = sheet.columns.managers[candidate].from else {
            candidate += 1;
            continue;
        };
        let cells = sheet.rows.iter().map(|&row| sheet.table.cell(row as usize, column));
        let mut given = cells.filter(|cell| !cell.is_empty()).take(LOOKED_AT).peekable();
        let is_answer = |cell: &str| is_said(cell, Said::Yes) || is_said(cell, Said::No);
        if given.peek().is_none() || !given.all(is_answer) {
            candidate += 1;
            continue;
        }
        let header = sheet.columns.headers[column].clone();
        sheets.sheets[at].columns.drop_manager(candidate);
        let columns = &mut sheets.sheets[at].columns;
        if !columns.has(Field::Track) {
            columns.set(Field::Track, column);
        }
        let what = format!("`{header}` states whether someone is a manager, not who their manager is");
        problems.note(what, "Read as the track");
    }
}

fn try_out(sheets: &Sheets, at: usize, candidate: &Candidate, links: &Links, finder: &Finder, rows: &[usize]) -> Rival {
    let columns = &sheets.sheets[at].columns;
    let not_by_id = (candidate.by == By::Position && columns.has(Field::PositionId)) || candidate.by == By::Title;
    let manager = columns.said_of(&candidate.from);
    let mut rival = Rival { column: columns.headers_of(candidate), found: 0, given: 0, selves: 0, way: None, manager };
    let mut ways = [0usize; super::find::WAYS];
    for &row in rows {
        let manager = sheets.manager_in(row, Some(&candidate.from));
        if is_top_marker(&manager) {
            continue;
        }
        let by_id = if not_by_id { None } else { links.with_id(&manager) };
        let found = match by_id {
            Some(above) => Found::One(above, Way::Id),
            None if candidate.from.is_outline() => finder.by(Way::Outline, &manager),
            None => match finder.find(&manager, &|id| links.with_id(id)) {
                Found::Nobody => finder.find_folded(&manager),
                found => found,
            },
        };
        // Everybody's own id names nobody above.
        match found {
            Found::One(above, _) if above == links.ids.first(row) => rival.selves += 1,
            Found::One(_, way) => {
                rival.given += 1;
                rival.found += 1;
                ways[way as usize] += 1;
            }
            Found::Many | Found::Nobody => rival.given += 1,
        }
    }
    let most =
        ways.iter().zip(super::find::WAY_NAMES).max_by_key(|&(count, (way, _))| (*count, std::cmp::Reverse(way)));
    rival.way = most.filter(|(count, _)| **count > 0).map(|(_, (way, _))| way);
    rival
}

/// Columns without a header that is known in which most cells name other rows.
fn unnamed(sheets: &Sheets, at: usize, links: &Links, finder: &Finder, rows: &[usize]) -> Vec<Rival> {
    const LOOKED_AT: usize = 200;
    let sheet = &sheets.sheets[at];
    let mut rivals = Vec::new();
    for (column, header) in sheet.columns.headers.iter().enumerate().take(LOOKED_AT) {
        if sheet.columns.fields[column].is_some() {
            continue;
        }
        let (mut given, mut found) = (0, 0);
        for &row in rows.iter().take(LOOKED_AT) {
            let cell = sheet.table.cell(sheets.table_row(row), column);
            if is_top_marker(cell) {
                continue;
            }
            given += 1;
            let above = links.with_id(cell).or_else(|| match finder.by(Way::Name, cell) {
                Found::One(above, _) => Some(above),
                _ => None,
            });
            found += usize::from(above.is_some_and(|above| above != links.ids.first(row)));
        }
        if given >= 2 && found * 5 >= given * 4 {
            let manager = sheet.columns.said_of(&ManagerFrom::Cell(column));
            rivals.push(Rival { column: format!("`{header}`"), found, given, selves: 0, way: None, manager });
        }
    }
    rivals.sort_by_key(|rival| std::cmp::Reverse(rival.found));
    rivals
}
