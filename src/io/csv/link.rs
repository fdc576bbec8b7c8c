//! Who reports to whom: ids first, then e-mail, user name, full name and role slug, and only then folding of
//! case, white space and leading zeros. Linear in the number of rows; ambiguous names are never guessed.

use super::columns::Field;
use super::problems::Problems;
use super::sheet::Sheets;
use crate::io::{OpenError, Progress};
use crate::org::Keys;
use hashbrown::HashMap;

/// The manager of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Up {
    /// None: empty or a top marker.
    Top,
    /// The row itself.
    Itself,
    /// Another row.
    Row(u32),
    /// Given and not found.
    Unknown,
}

/// The managers of all rows.
#[derive(Debug, Default)]
pub struct Links {
    /// The unique key of each row, and where it is.
    pub keys: Keys,
    /// The manager of each row, after folding.
    pub up: Vec<Up>,
    /// How often the id of a row occurs; 0 for a later row with the same id and for a row without one.
    pub times: Vec<u32>,
    /// The first row with the same id; the row itself without an id.
    pub first: Vec<u32>,
    /// Rows whose id was made up as the key of an earlier row, by that id.
    shadowed: HashMap<String, u32>,
    without_id: Vec<bool>,
    folded: Vec<bool>,
    /// Dotted lines as (above, below).
    pub dotted: Vec<(u32, u32)>,
    /// Rows with a second manager who was not found.
    pub lost_dotted: Vec<u32>,
}

impl Links {
    /// Whether a row carries an id (or is named by what stands for one).
    pub fn has_id(&self, row: usize) -> bool {
        !self.without_id[row]
    }

    /// The first row with an id, as the file writes it.
    fn with_id(&self, id: &str) -> Option<u32> {
        let found = self.keys.find(id).filter(|&row| self.times[row as usize] > 0);
        found.or_else(|| self.shadowed.get(id).copied())
    }

    /// Whether a row is the first with its id.
    pub fn is_first(&self, row: usize) -> bool {
        self.first[row] as usize == row
    }

    /// The manager of a row by exact match alone.
    pub fn before_folding(&self, row: usize) -> Up {
        if self.folded[row] { Up::Unknown } else { self.up[row] }
    }
}

const AMBIGUOUS: u32 = u32::MAX;
const MARKERS: [&str; 9] = ["x", "xx", "n/a", "na", "none", "null", "\\n", "no_manager", "no_mgr"];

/// Whether a manager cell means "nobody", unless somebody has that very id.
pub fn is_top_marker(text: &str) -> bool {
    text.is_empty() || MARKERS.iter().any(|marker| text.eq_ignore_ascii_case(marker))
}

/// Links every row.
pub fn link(sheets: &Sheets, problems: &mut Problems, progress: &Progress) -> Result<Links, OpenError> {
    let n = sheets.len();
    let mut links = Links {
        up: Vec::with_capacity(n),
        times: vec![0; n],
        first: (0..n as u32).collect(),
        without_id: vec![false; n],
        folded: vec![false; n],
        ..Links::default()
    };
    links.keys.reserve(n);
    for row in 0..n {
        if row % 4096 == 0 {
            progress.advance(row as u64)?;
        }
        let id = sheets.text(row, Field::Id);
        let taken = links.keys.add(id);
        if id.is_empty() {
            links.without_id[row] = true;
            if sheets.sheet(row).columns.has(Field::Id) {
                let what = "This line has no id";
                problems.row("no-id", sheets.line(row), what, &sheets.name(row), "Kept, under a key made up for it");
            }
            continue;
        }
        let first = match taken {
            Some(made_up) if links.times[made_up as usize] == 0 => *links.shadowed.entry_ref(id).or_insert(row as u32),
            taken => taken.unwrap_or(row as u32),
        };
        links.first[row] = first;
        links.times[first as usize] += 1;
        let taken = first as usize;
        if taken == row {
            continue;
        }
        let what = format!("The id `{id}` stands on line {} already", sheets.line(taken));
        let hint = match sheets.text(row, Field::Manager) == sheets.text(taken, Field::Manager) {
            true => "Kept beside it; the first line counts",
            false => "Kept beside it, with another manager; the first line counts",
        };
        problems.row("duplicate-id", sheets.line(row), &what, "", hint);
    }
    let (mut open, mut last) = (Vec::new(), ("", None));
    for row in 0..n {
        if row % 4096 == 0 {
            progress.advance((n + row) as u64)?;
        }
        let manager = sheets.text(row, Field::Manager);
        let own = links.first[row];
        // Reports of one manager often follow one another.
        let above = match last {
            (text, above) if text == manager => above,
            _ => links.with_id(manager),
        };
        last = (manager, above);
        links.up.push(match above {
            Some(above) if above == own => Up::Itself,
            Some(above) => Up::Row(above),
            None if is_top_marker(manager) => Up::Top,
            None => {
                open.push(row as u32);
                Up::Unknown
            }
        });
    }
    if !open.is_empty() {
        by_other_names(sheets, &mut links, &mut open, problems);
    }
    if !open.is_empty() {
        by_folding(sheets, &mut links, &mut open, problems);
    }
    for &row in &open {
        let (line, manager) = (sheets.line(row as usize), sheets.text(row as usize, Field::Manager));
        problems.row("orphan", line, "The manager is not in the file", manager, "Drawn at the top, the text is kept");
    }
    for row in 0..n {
        if links.up[row] == Up::Itself {
            problems.row("self", sheets.line(row), "This line reports to itself", "", "Drawn at the top");
        }
    }
    if sheets.has(Field::SecondManager) {
        second_managers(sheets, &mut links, problems);
    }
    say_what_is_odd(sheets, &links, open.len(), problems);
    Ok(links)
}

/// E-mail, user name, full name, slug, in this order.
fn by_other_names(sheets: &Sheets, links: &mut Links, open: &mut Vec<u32>, problems: &mut Problems) {
    for field in [Field::Email, Field::UserName, Field::Name, Field::Slug] {
        let is_name = field == Field::Name;
        if open.is_empty() || (!is_name && !sheets.has(field)) {
            continue;
        }
        let mut index: HashMap<String, u32> = HashMap::new();
        for row in 0..sheets.len() {
            let key = if is_name { name_key(&sheets.name(row)) } else { sheets.text(row, field).to_lowercase() };
            // Later rows of an id stand for the same post, so they make no name ambiguous.
            if key.is_empty() || !links.is_first(row) || (is_name && is_no_name(&sheets.name(row))) {
                continue;
            }
            index.entry(key).and_modify(|taken| *taken = AMBIGUOUS).or_insert(row as u32);
        }
        open.retain(|&row| {
            let manager = sheets.text(row as usize, Field::Manager);
            let key = if is_name { name_key(manager) } else { manager.to_lowercase() };
            match index.get(&key) {
                None => true,
                Some(&AMBIGUOUS) => {
                    let what = "Several lines answer to this manager";
                    let hint = "Nobody is guessed: give the manager's id";
                    problems.row("ambiguous", sheets.line(row as usize), what, manager, hint);
                    true
                }
                Some(&above) => {
                    links.up[row as usize] =
                        if above == links.first[row as usize] { Up::Itself } else { Up::Row(above) };
                    false
                }
            }
        });
    }
}

/// A second pass that ignores case, white space and leading zeros, and says so.
fn by_folding(sheets: &Sheets, links: &mut Links, open: &mut Vec<u32>, problems: &mut Problems) {
    let mut index: HashMap<String, u32> = HashMap::with_capacity(sheets.len());
    for row in (0..sheets.len()).filter(|&row| links.times[row] > 0) {
        let id = folded(sheets.text(row, Field::Id));
        index.entry(id).and_modify(|taken| *taken = AMBIGUOUS).or_insert(row as u32);
    }
    open.retain(|&row| {
        let manager = sheets.text(row as usize, Field::Manager);
        match index.get(&folded(manager)) {
            Some(&above) if above != AMBIGUOUS && above != links.first[row as usize] => {
                links.up[row as usize] = Up::Row(above);
                links.folded[row as usize] = true;
                let what =
                    format!("The manager is written `{manager}`, the id `{}`", sheets.text(above as usize, Field::Id));
                let hint = "Linked all the same: only case, white space or leading zeros differ";
                problems.row("folded", sheets.line(row as usize), &what, "", hint);
                false
            }
            _ => true,
        }
    });
}

fn folded(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let digits = text.trim_start_matches('0');
    if digits.is_empty() { text } else { digits.to_owned() }
}

/// A name as it is compared: lower case, single spaces, "Last, First" turned round.
fn name_key(name: &str) -> String {
    let turned = match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => name.to_owned(),
    };
    let mut key = String::with_capacity(turned.len());
    for word in turned.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        key.extend(word.chars().flat_map(char::to_lowercase));
    }
    key
}

fn is_no_name(name: &str) -> bool {
    super::values::is_missing(name) || super::values::vacancy(name).is_some()
}

fn second_managers(sheets: &Sheets, links: &mut Links, problems: &mut Problems) {
    for row in 0..sheets.len() {
        let cell = sheets.text(row, Field::SecondManager);
        for id in cell.split([';', ',']).map(str::trim).filter(|id| !is_top_marker(id)) {
            match links.with_id(id) {
                Some(above) if above as usize != row => links.dotted.push((above, row as u32)),
                _ => {
                    links.lost_dotted.push(row as u32);
                    let what = "The second manager is not in the file";
                    problems.row("second-manager", sheets.line(row), what, id, "The text is kept");
                }
            }
        }
    }
}

fn say_what_is_odd(sheets: &Sheets, links: &Links, open: usize, problems: &mut Problems) {
    let given = links.up.iter().filter(|&&up| up != Up::Top).count();
    if !sheets.has(Field::Manager) {
        let principal = sheets.sheets.iter().any(|sheet| {
            sheet.columns.headers.iter().any(|h| super::columns::normalised(h).contains("userprincipalname"))
        });
        problems.file(
            "No column says who reports to whom, so everybody stands at the top".to_owned(),
            match principal {
                true => "This export has no managers: ask the directory's administrator for one with the manager's user name",
                false => "Say which column does: `--map manager=Column`",
            },
        );
    } else if given >= 10 && open * 10 > given * 9 {
        let hint = if sheets.has(Field::Posts) {
            "Give the file of the senior posts too, and both are joined"
        } else {
            "Perhaps another column holds them: `--map manager=Column`"
        };
        problems.file(format!("{open} of {given} managers are not in the file"), hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_order_and_space() {
        assert_eq!(name_key("Willis,  Jane"), name_key("jane willis"));
        assert_eq!(name_key("Nick,Macpherson"), "macpherson nick");
        assert_eq!(folded(" 00 Ab-7"), "ab-7");
        assert_eq!(folded("000"), "000");
    }

    #[test]
    fn top_markers() {
        for marker in ["", "XX", "xx", "None", "NULL", "\\N", "NO_MGR", "N/A"] {
            assert!(is_top_marker(marker), "{marker}");
        }
        assert!(!is_top_marker("ceo"));
    }
}
