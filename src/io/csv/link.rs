//! Who reports to whom: ids first, then whatever else names somebody, and only then what differs in case, accents,
//! zeros or the order of words. Linear in the number of rows; ambiguous names are never guessed.

use super::error::counted;
use super::field::Field;
use super::find::{Finder, Found, WAYS, Way, is_no_name};
use super::grammar::By;
use super::mapping::RowFix;
use super::problems::Problems;
use super::same_ids::SameIds;
use super::sheets::Sheets;
use super::up::{Up, Ups};
use super::words::{Said, is_said};
use crate::io::{OpenError, Progress};
use crate::org::Keys;
use hashbrown::{HashMap, HashSet};

/// The managers of all rows.
#[derive(Debug, Default)]
pub struct Links {
    /// The unique key of each row, and where it is.
    pub keys: Keys,
    /// The manager of each row, after folding.
    pub up: Ups,
    /// Rows with the same id, and those without one.
    pub ids: SameIds,
    /// Rows whose id was made up as the key of an earlier row, by that id.
    shadowed: HashMap<String, u32>,
    /// Whether the manager of a row was found by folding; empty where none was.
    folded: Vec<bool>,
    /// Dotted lines as (above, below).
    pub dotted: Vec<(u32, u32)>,
    /// Rows with a second manager who was not found.
    pub lost_dotted: Vec<u32>,
    /// How many managers were found in each way.
    pub ways: [usize; WAYS],
    /// People who are named as managers and have no row, with the rows that name them.
    pub named: Vec<Named>,
    /// Rows whose manager is one of these because somebody said so, in order.
    pub added: Vec<u32>,
    /// Whether the file has no ids at all, so that names stand for them.
    pub is_by_name: bool,
}

/// Somebody who is named as a manager and has no row.
#[derive(Debug)]
pub struct Named {
    /// What names them.
    pub text: String,
    /// Whether that is a name, and not an id or an address.
    pub is_name: bool,
    /// Whether somebody said that they exist.
    pub is_added: bool,
    /// The rows that name them.
    pub rows: Vec<u32>,
}

impl Links {
    /// Whether a row carries an id (or is named by what stands for one).
    pub fn has_id(&self, row: usize) -> bool {
        self.is_by_name || !self.ids.is_without(row)
    }

    /// The first row with an id, as the file writes it.
    pub fn with_id(&self, id: &str) -> Option<u32> {
        let found = self.keys.find(id).filter(|&row| self.ids.times(row as usize) > 0);
        found.or_else(|| self.shadowed.get(id).copied())
    }

    /// Whether the manager of a row is somebody who was added.
    pub fn is_added(&self, row: usize) -> bool {
        self.added.binary_search(&(row as u32)).is_ok()
    }

    /// Whether a row is the first with its id.
    pub fn is_first(&self, row: usize) -> bool {
        self.ids.first(row) as usize == row
    }

    /// Gives each of two rows the other's manager.
    pub fn swap(&mut self, a: usize, b: usize) {
        self.up.swap(a, b);
        if !self.folded.is_empty() {
            self.folded.swap(a, b);
        }
    }

    /// The manager of a row by exact match alone.
    pub fn before_folding(&self, row: usize) -> Up {
        if self.folded.get(row) == Some(&true) { Up::Unknown } else { self.up.get(row) }
    }

    /// Reads the ids of all rows and gives each row a key.
    pub fn of_ids(sheets: &Sheets, problems: &mut Problems, progress: &Progress) -> Result<Self, OpenError> {
        let n = sheets.len();
        let has_ids = (0..n).any(|row| !sheets.text(row, Field::Id).is_empty());
        if !has_ids && n > 0 && sheets.has(Field::Id) {
            problems.note("The column of ids is empty".to_owned(), "People are identified by email or name");
        }
        let mut links = Self { is_by_name: !has_ids && sheets.has_names(), ..Self::default() };
        links.keys.reserve(n);
        let mut stands_for: Option<StandsFor> = None;
        for row in 0..n {
            if row % 4096 == 0 {
                progress.advance(row as u64)?;
            }
            let id = sheets.text(row, Field::Id);
            if id.is_empty() {
                links.keys.add(&stands_for.get_or_insert_with(|| StandsFor::of(sheets)).key(sheets, row));
                links.ids.add(row, n, None);
                if has_ids && sheets.sheet(row).columns.has(Field::Id) {
                    let what = "This line has no id";
                    let hint = "Kept and identified by name; without a name it gets a generated id";
                    problems.row("no-id", sheets.at(row), what, &sheets.name(row), hint);
                }
                continue;
            }
            let first = match links.keys.add(id) {
                Some(made_up) if links.ids.times(made_up as usize) == 0 => {
                    *links.shadowed.entry_ref(id).or_insert(row as u32)
                }
                taken => taken.unwrap_or(row as u32),
            };
            let taken = first as usize;
            if taken == row {
                continue;
            }
            links.ids.add(row, n, Some(first));
            let of = if sheets.sheet_number(row) == sheets.sheet_number(taken) {
                String::new()
            } else {
                format!(" of `{}`", sheets.sheet(taken).file)
            };
            let what = format!("The id `{id}` is already used on line {}{of}", sheets.line(taken));
            let hint = match sheets.manager(row) == sheets.manager(taken) {
                true => "Kept as well; the first line counts",
                false => "Kept as well, with another manager; the first line counts",
            };
            problems.row("duplicate-id", sheets.at(row), &what, &sheets.name(row), hint);
        }
        Ok(links)
    }
}

/// What stands for an id where a row has none: the address, the user name, the name and what tells namesakes apart.
struct StandsFor {
    /// How many rows without an id have a name.
    names: HashMap<String, u32>,
}

impl StandsFor {
    fn of(sheets: &Sheets) -> Self {
        let mut names = HashMap::new();
        for row in 0..sheets.len() {
            if sheets.text(row, Field::Id).is_empty() {
                let name = sheets.name(row);
                if !is_no_name(&name) {
                    *names.entry(name.into_owned()).or_insert(0) += 1;
                }
            }
        }
        Self { names }
    }

    /// Empty where nothing tells the row from others: then its place has to.
    fn key(&self, sheets: &Sheets, row: usize) -> String {
        let said = [Field::Email, Field::UserName, Field::PositionId].map(|field| sheets.text(row, field));
        let name = sheets.name(row);
        if is_no_name(&name) {
            let own = said.into_iter().find(|text| !text.is_empty());
            return own.unwrap_or_default().to_owned();
        }
        if let Some(own) = said[..2].iter().find(|text| !text.is_empty()) {
            return (*own).to_owned();
        }
        let namesakes = self.names.get(name.as_ref()).copied().unwrap_or(0);
        let apart = [Field::Title, Field::Team, Field::Location].map(|field| sheets.text(row, field));
        match apart.into_iter().find(|text| namesakes > 1 && !text.is_empty()) {
            Some(apart) => format!("{name} ({apart})"),
            None => name.into_owned(),
        }
    }
}

const MARKERS: [&str; 8] = ["x", "xx", "n/a", "na", "none", "null", "\\n", "0"];

/// Whether a manager cell means "nobody", unless somebody has that very id.
pub fn is_top_marker(text: &str) -> bool {
    let is_signs = || {
        text.len() <= 12
            && text.chars().all(|c| matches!(c, '-' | '\u{2013}' | '\u{2014}' | '.' | '?' | '/' | '\u{2212}'))
    };
    let inside = text.strip_prefix(['(', '[', '<']).and_then(|rest| rest.strip_suffix([')', ']', '>']));
    let text = inside.map_or(text, str::trim);
    text.is_empty()
        || MARKERS.iter().any(|marker| text.eq_ignore_ascii_case(marker))
        || (text.len() <= 24
            && (text.starts_with('#') && is_cell_error(text) || is_signs() || is_said(text, Said::Nobody)))
}

/// What a spreadsheet shows where it could not work a cell out.
pub fn is_cell_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#NAME?" | "#DIV/0!" | "#NULL!" | "#NUM!" | "#NV" | "#BEZUG!")
}

/// Links every row.
pub fn link(
    sheets: &Sheets,
    mut links: Links,
    problems: &mut Problems,
    progress: &Progress,
) -> Result<Links, OpenError> {
    let n = sheets.len();
    links.up.reserve(n);
    let by_other: Vec<bool> = sheets.sheets.iter().map(|sheet| is_by_position(&sheet.columns)).collect();
    let mut open: Vec<u32> = Vec::new();
    let mut last: Option<(std::borrow::Cow<str>, usize, Option<u32>)> = None;
    for row in 0..n {
        if row % 4096 == 0 {
            progress.advance((n + row) as u64)?;
        }
        let manager = sheets.manager(row);
        let own = links.ids.first(row);
        let sheet = sheets.sheet_number(row);
        // Reports of one manager often follow one another; another sheet can name managers otherwise.
        let above = match &last {
            Some((text, of, above)) if *of == sheet && *text == manager => *above,
            _ if by_other[sheet] => None,
            _ => links.with_id(&manager),
        };
        let up = match above {
            Some(above) if above == own => Up::Itself,
            Some(above) => Up::Row(above),
            None if is_top_marker(&manager) => Up::Top,
            None => {
                open.push(row as u32);
                Up::Unknown
            }
        };
        links.ways[Way::Id as usize] += usize::from(matches!(up, Up::Row(_)));
        links.up.push(up);
        last = Some((manager, sheet, above));
    }
    let finder = Finder::new(sheets, &links.ids);
    let mut found = Vec::new();
    if !open.is_empty() {
        found = by_other_names(sheets, &finder, &links, &mut open, problems);
    }
    let mut folded = Vec::new();
    if !open.is_empty() && !sheets.mapping.exact {
        folded = by_folding(sheets, &finder, &mut open, problems);
        folded.extend(by_ending(sheets, &finder, &links, &mut open, problems));
    }
    let second = second_managers(sheets, &finder, &links, problems);
    drop(finder);
    for (row, above, way) in found.iter().chain(&folded).copied() {
        let is_own = above == links.ids.first(row as usize);
        links.up.set(row as usize, if is_own { Up::Itself } else { Up::Row(above) });
        links.ways[way as usize] += usize::from(!is_own);
    }
    if !folded.is_empty() {
        links.folded = vec![false; n];
    }
    for (row, ..) in folded {
        links.folded[row as usize] = true;
    }
    (links.dotted, links.lost_dotted) = second;
    named_only(sheets, &mut links, &open);
    let mut drawn: Vec<u32> = links.named.iter().flat_map(|it| &it.rows).copied().collect();
    drawn.sort_unstable();
    open.retain(|row| links.added.binary_search(row).is_err());
    for &row in &open {
        let (line, manager) = (sheets.at(row as usize), sheets.manager(row as usize));
        let hint = match drawn.binary_search(&row).is_ok() {
            true => "Drawn once, as a person who is only mentioned in the file",
            false => "Drawn at the top, the text is kept",
        };
        problems.row_of("orphan", line, &sheets.name(row as usize), "The manager is not in the file", &manager, hint);
    }
    for (row, _) in links.up.iter().enumerate().filter(|&(_, up)| up == Up::Itself) {
        let (line, name) = (sheets.at(row), sheets.name(row));
        problems.row("self", line, "This line reports to itself", &name, "Drawn at the top");
    }
    say_what_is_odd(sheets, &links, open.len(), problems);
    Ok(links)
}

/// Whether managers are named by their post, which is not the id of a person.
pub fn is_by_position(columns: &super::columns::Columns) -> bool {
    let by = columns.managers.get(columns.manager).map(|candidate| candidate.by);
    by == Some(By::Position) && columns.has(Field::PositionId)
}

/// A row, the row above it, and what found it.
type Link = (u32, u32, Way);

/// Everything that names somebody but the id, whole or in parts; what several answer to is said.
fn by_other_names(
    sheets: &Sheets,
    finder: &Finder,
    links: &Links,
    open: &mut Vec<u32>,
    problems: &mut Problems,
) -> Vec<Link> {
    // By whether the sheet names managers by their post, where an id comes last.
    let mut known: [HashMap<String, Found>; 2] = Default::default();
    let mut found = Vec::new();
    open.retain(|&row| {
        let manager = sheets.manager(row as usize);
        let by_position = is_by_position(&sheets.sheet(row as usize).columns);
        let known = &mut known[usize::from(by_position)];
        let answer = match known.get(manager.as_ref()) {
            Some(&answer) => answer,
            None => {
                let mut answer = finder.find(&manager, &|id| links.with_id(id));
                if answer == Found::Nobody && by_position {
                    answer = links.with_id(&manager).map_or(Found::Nobody, |row| Found::One(row, Way::Id));
                }
                if answer == Found::Nobody {
                    answer = first_of_several(finder, links, &manager);
                }
                known.insert(manager.clone().into_owned(), answer);
                answer
            }
        };
        match answer {
            Found::One(above, way) => {
                found.push((row, above, way));
                false
            }
            Found::Many => {
                let what = "Several lines match this manager";
                let hint = "None is chosen automatically: enter the manager's id";
                let (line, who) = (sheets.at(row as usize), sheets.name(row as usize));
                problems.row_of("ambiguous", line, &who, what, &manager, hint);
                true
            }
            Found::Nobody => true,
        }
    });
    found
}

/// Of several in one cell, each of whom is somebody, the first.
fn first_of_several(finder: &Finder, links: &Links, cell: &str) -> Found {
    several(finder, links, cell).and_then(|all| all.first().copied()).unwrap_or(Found::Nobody)
}

/// Several people in one cell; `None` where it does not hold two or more, each of whom is somebody.
fn several(finder: &Finder, links: &Links, cell: &str) -> Option<Vec<Found>> {
    for sign in [';', '|', '\n', '/', '&', '+', ','] {
        let names: Vec<&str> = cell.split(sign).map(str::trim).filter(|name| !name.is_empty()).collect();
        if names.len() < 2 || names.len() > 20 {
            continue;
        }
        let one = |name: &str| match links.with_id(name) {
            Some(row) => Some(Found::One(row, Way::Id)),
            None => Some(finder.find(name, &|id| links.with_id(id))).filter(|found| matches!(found, Found::One(..))),
        };
        if let Some(all) = names.into_iter().map(one).collect() {
            return Some(all);
        }
    }
    None
}

/// A second pass over what differs in case, zeros, accents and the order of words; each is said.
fn by_folding(sheets: &Sheets, finder: &Finder, open: &mut Vec<u32>, problems: &mut Problems) -> Vec<Link> {
    let mut found = Vec::new();
    open.retain(|&row| {
        let manager = sheets.manager(row as usize);
        let Found::One(above, way) = finder.find_folded(&manager) else { return true };
        let (is_id, above_row) = (way == Way::FoldedId, above as usize);
        if is_id && finder.first(row) == above {
            return true;
        }
        let (what, hint) = match is_id {
            true => (
                format!("The manager is written `{manager}`, the id `{}`", sheets.text(above_row, Field::Id)),
                "Linked anyway: only case, spaces, leading zeros or number format differ",
            ),
            false => (
                format!("The manager is written `{manager}`, the name `{}`", sheets.name(above_row)),
                "Linked anyway: only accents, titles, initials, nicknames or word order differ",
            ),
        };
        let kind = if is_id { "folded" } else { "folded-name" };
        problems.row_of(kind, sheets.at(row as usize), &sheets.name(row as usize), &what, "", hint);
        found.push((row, above, way));
        false
    });
    found
}

/// Managers whose numbers end the ids of people, where one side alone has something around them: taken where that holds
/// for all that are left.
fn by_ending(
    sheets: &Sheets,
    finder: &Finder,
    links: &Links,
    open: &mut Vec<u32>,
    problems: &mut Problems,
) -> Vec<Link> {
    let is_plain = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let managers_plain = open.iter().all(|&row| is_plain(&sheets.manager(row as usize)));
    let ids_plain = |above: u32| is_plain(sheets.text(above as usize, Field::Id));
    let one = |&row: &u32| match finder.by(Way::Ending, &sheets.manager(row as usize)) {
        Found::One(above, way) if links.ids.first(row as usize) != above && ids_plain(above) != managers_plain => {
            Some((row, above, way))
        }
        _ => None,
    };
    let Some(found) = open.iter().map(one).collect::<Option<Vec<Link>>>().filter(|found| !found.is_empty()) else {
        return Vec::new();
    };
    let (row, above, _) = found[0];
    let (manager, id) = (sheets.manager(row as usize), sheets.text(above as usize, Field::Id));
    let what = format!("Managers are written as `{manager}` but ids as `{id}`: one of them has more around the number");
    problems.file_of(
        "ending",
        what,
        &format!("Linked by the end of the id, each to exactly one person: {}", counted(found.len(), "line", "lines")),
    );
    open.clear();
    found
}

/// Dotted lines as (above, below), and the rows with somebody who was not found.
fn second_managers(
    sheets: &Sheets,
    finder: &Finder,
    links: &Links,
    problems: &mut Problems,
) -> (Vec<(u32, u32)>, Vec<u32>) {
    let (mut dotted, mut lost) = (Vec::new(), Vec::new());
    let mut known: HashMap<&str, Vec<(&str, Option<u32>)>> = HashMap::new();
    let has_column = sheets.has(Field::SecondManager);
    if !has_column && !sheets.has_lines() && !links.up.iter().any(|up| up == Up::Unknown) {
        return (dotted, lost);
    }
    let find = |name: &str| {
        links.with_id(name).or_else(|| match finder.find(name, &|id| links.with_id(id)) {
            Found::One(above, _) => Some(above),
            _ => match finder.find_folded(name) {
                Found::One(above, _) => Some(above),
                _ => None,
            },
        })
    };
    for row in 0..sheets.len() {
        let cell = if has_column { sheets.text(row, Field::SecondManager) } else { "" };
        if !is_top_marker(cell) {
            let names = known.entry(cell).or_insert_with(|| match find(cell) {
                Some(above) => vec![(cell, Some(above))],
                None => {
                    // A comma may stand within a name: other signs part first.
                    let sign = [';', '|', '\n', ','].into_iter().find(|sign| cell.contains(*sign)).unwrap_or(';');
                    let names = cell.split(sign).map(str::trim).filter(|name| !is_top_marker(name));
                    names.map(|name| (name, find(name))).collect()
                }
            });
            for &(name, above) in names.iter() {
                match above {
                    Some(above) if above != links.ids.first(row) => dotted.push((above, row as u32)),
                    _ => {
                        lost.push(row as u32);
                        let what = "The second manager is not in the file";
                        problems.row_of(
                            "second-manager",
                            sheets.at(row),
                            &sheets.name(row),
                            what,
                            name,
                            "The text is kept",
                        );
                    }
                }
            }
        }
        for name in sheets.more_dotted(row) {
            match find(name) {
                Some(above) if above != links.ids.first(row) => dotted.push((above, row as u32)),
                _ => {
                    let what = "The second manager is not in the file";
                    problems.row_of("second-manager", sheets.at(row), &sheets.name(row), what, name, "Skipped");
                }
            }
        }
        let manager = if links.up.get(row) == Up::Unknown { sheets.manager(row) } else { "".into() };
        if manager.is_empty() {
            continue;
        }
        let Some(all) = several(finder, links, &manager) else { continue };
        let what = "One cell contains several managers";
        problems.row_of(
            "several-managers",
            sheets.at(row),
            &sheets.name(row),
            what,
            &manager,
            "The first is the manager, the others become dotted lines",
        );
        for found in &all[1..] {
            if let Found::One(above, _) = *found
                && above != links.ids.first(row)
                && all[0] != *found
            {
                dotted.push((above, row as u32));
            }
        }
    }
    (dotted, lost)
}

/// Notes who is named as a manager and has no row: where somebody said so; and where the file names managers by name, of
/// two rows at least, or where it has no ids.
fn named_only(sheets: &Sheets, links: &mut Links, open: &[u32]) {
    let by_name = links.ways[Way::Name as usize] + links.ways[Way::FoldedName as usize];
    let are_names = by_name > 0 && links.ways.iter().all(|&ways| ways <= by_name);
    let added = open.iter().filter(|&&row| sheets.fix(row as usize) == Some(&RowFix::AddManager));
    let added: HashSet<String> = added.map(|&row| super::find::name_key(&sheets.manager(row as usize))).collect();
    if !are_names && added.is_empty() {
        return;
    }
    let is_name = |text: &str| {
        let words = text.split_whitespace().count();
        (2..=6).contains(&words)
            && !text.chars().any(|c| c.is_ascii_digit() || c == '@' || c == '=')
            && !is_no_name(text)
    };
    let mut at: HashMap<String, usize> = HashMap::new();
    let finder = Finder::new(sheets, &links.ids);
    let mut named: Vec<Named> = Vec::new();
    for &row in open {
        let manager = sheets.manager(row as usize);
        let key = super::find::name_key(&manager);
        let is_added = added.contains(&key);
        // Whom several answer to is somebody who has a row.
        let may_be = || are_names && is_name(&manager) && finder.by(Way::Name, &manager) == Found::Nobody;
        if !is_added && !may_be() {
            continue;
        }
        let place = *at.entry(key).or_insert_with(|| {
            let text = manager.clone().into_owned();
            let is_name = !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '@' | '=' | '_'));
            named.push(Named { text, is_name, is_added, rows: Vec::new() });
            named.len() - 1
        });
        named[place].rows.push(row);
    }
    drop(finder);
    named.retain(|it| it.is_added || it.rows.len() > 1 || links.is_by_name);
    links.added = named.iter().filter(|it| it.is_added).flat_map(|it| &it.rows).copied().collect();
    links.added.sort_unstable();
    links.named = named;
}

fn say_what_is_odd(sheets: &Sheets, links: &Links, open: usize, problems: &mut Problems) {
    let given = links.up.iter().filter(|&up| up != Up::Top).count();
    if !sheets.has(Field::Manager) {
        let principal = sheets.sheets.iter().any(|sheet| {
            sheet.columns.headers.iter().any(|h| super::columns::normalised(h).contains("userprincipalname"))
        });
        problems.file_of(
            "no-manager",
            "No column states who reports to whom, so everyone is at the top".to_owned(),
            match principal {
                true => {
                    "This export contains no managers: ask the directory's administrator for one with the \
                         manager's user name"
                }
                false => "Choose the column with the managers",
            },
        );
    } else if given >= 3 && open * 2 > given {
        let hint = if sheets.has(Field::Posts) {
            "Import it together with the file of senior posts to join both"
        } else {
            "Another column may contain them"
        };
        problems.file_of("manager-column", format!("{open} of {given} managers are not in the file"), hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn top_markers() {
        for marker in ["", "XX", "xx", "None", "NULL", "\\N", "NO_MGR", "N/A", "-", "\u{2014}", "0", "#N/A", "keiner"] {
            assert!(is_top_marker(marker), "{marker}");
        }
        assert!(!is_top_marker("ceo") && !is_top_marker("#12"));
    }
}
