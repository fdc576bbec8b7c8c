//! Several rows that are one person: equal in id and name. Of the rows in force the primary one, else the first, gives
//! seat and manager; the managers of the others are dotted lines; pay and parts of full time are added (METHOD.md, section
//! 7a). A row that is over or still to come, as the first of somebody hired again, is kept and not counted; and a row that
//! says the same in every cell says it once.

use super::field::Field;
use super::find::is_no_name;
use super::fold::same_look;
use super::link::Links;
use super::mapping::RowFix;
use super::problems::Problems;
use super::sheets::Sheets;
use super::up::Up;
use super::words::{Said, is_said};
use crate::org::{Keys, PersonId};
use hashbrown::HashMap;

/// Which rows are one person.
#[derive(Debug, Default)]
pub struct Posts {
    /// The handle of each row; empty where every row is somebody of their own.
    handles: Vec<u32>,
    /// Whether a row is told by another of the same person; empty like the handles.
    is_more: Vec<bool>,
    /// By the first row of somebody with several.
    groups: HashMap<u32, Group>,
}

/// The rows of one person.
#[derive(Debug, Default)]
pub struct Group {
    /// The row that gives seat and manager.
    primary: u32,
    /// Those that are in force beside it and say more.
    pub others: Vec<u32>,
    /// Those that are over or still to come.
    pub past: Vec<u32>,
}

impl Posts {
    /// Finds who stands on several rows; the primary row's manager becomes that of the first.
    pub fn of(
        sheets: &Sheets,
        links: &mut Links,
        is_in_force: &mut dyn FnMut(usize) -> bool,
        problems: &mut Problems,
    ) -> Self {
        let mut rows: HashMap<u32, Vec<u32>> = HashMap::new();
        let mut firsts = Vec::new();
        if links.ids.are_all_different() {
            return Self::default();
        }
        for row in 0..sheets.len() {
            let first = links.ids.first(row);
            let is_one = || match sheets.fix(row) {
                Some(RowFix::OnePerson) => true,
                Some(RowFix::OtherPerson) => false,
                _ => is_same_name(sheets, first as usize, row),
            };
            if first as usize == row || !is_one() {
                continue;
            }
            rows.entry(first)
                .or_insert_with(|| {
                    firsts.push(first);
                    vec![first]
                })
                .push(row as u32);
        }
        let mut posts = Self::default();
        if firsts.is_empty() {
            return posts;
        }
        let mut is_more = vec![false; sheets.len()];
        for first in firsts {
            let all = rows.remove(&first).unwrap_or_default();
            let said = |row: u32, said: Said| is_said(sheets.text(row as usize, Field::Primary), said);
            // In the order of the rows.
            let in_force: Vec<u32> = all.iter().copied().filter(|&row| is_in_force(row as usize)).collect();
            // Where nobody is there any more, the first row stands for all.
            let may_be = if in_force.is_empty() { &all } else { &in_force };
            let primary = may_be.iter().copied().find(|&row| said(row, Said::Primary));
            let primary = primary.or_else(|| may_be.iter().copied().find(|&row| !said(row, Said::Secondary)));
            let primary = primary.unwrap_or(may_be[0]);
            links.swap(first as usize, primary as usize);
            let mut group = Group { primary, ..Group::default() };
            let mut same = 0;
            for &row in &all[1..] {
                is_more[row as usize] = true;
            }
            for &row in all.iter().filter(|&&row| row != primary) {
                if says_the_same(sheets, primary as usize, row as usize) {
                    same += 1;
                } else if in_force.binary_search(&row).is_ok() {
                    group.others.push(row);
                } else {
                    group.past.push(row);
                }
            }
            let name = sheets.name(first as usize);
            let line = sheets.at(first as usize);
            let what = format!("`{name}` is on {} lines and is one person", all.len());
            problems.row("several-posts", line, &what, "", &hint(sheets, &group, same));
            posts.groups.insert(first, group);
        }
        let mut handle = 0;
        posts.handles = is_more
            .iter()
            .map(|&is_more| {
                handle += u32::from(!is_more);
                handle.saturating_sub(1)
            })
            .collect();
        for (row, &is_more) in is_more.iter().enumerate() {
            if is_more {
                posts.handles[row] = posts.handles[links.ids.first(row) as usize];
            }
        }
        posts.is_more = is_more;
        posts
    }

    /// Whether a row is told by another row of the same person.
    pub fn is_told(&self, row: usize) -> bool {
        self.is_more.get(row).copied().unwrap_or(false)
    }

    /// The row that says what somebody is whose first row is `row`, and the rows that say more; `None` without any.
    pub fn of_row(&self, row: usize) -> (usize, Option<&Group>) {
        let group = self.groups.get(&(row as u32));
        (group.map_or(row, |group| group.primary as usize), group)
    }

    /// The handle of whoever a row is.
    pub fn handle(&self, row: usize) -> PersonId {
        PersonId(self.handles.get(row).copied().unwrap_or(row as u32))
    }

    /// The keys of everybody, each once.
    pub fn keys(&self, links: &mut Links) -> Keys {
        let keys = std::mem::take(&mut links.keys);
        if self.handles.is_empty() {
            return keys;
        }
        let mut own = Keys::default();
        for row in (0..keys.len()).filter(|&row| !self.is_told(row)) {
            own.add(keys.get(row as u32));
        }
        own
    }

    /// Dotted lines to the managers of the rows that say more, as (above, below).
    pub fn dotted(&self, links: &Links) -> Vec<(u32, u32)> {
        let mut firsts: Vec<_> = self.groups.iter().collect();
        firsts.sort_unstable_by_key(|(first, _)| **first);
        let mut dotted = Vec::new();
        for (&first, group) in firsts {
            // The manager of the primary row stands at the first, and that of the first at the primary.
            let at = |row: u32| if row == first { group.primary } else { row };
            for &row in &group.others {
                match links.up.get(at(row) as usize) {
                    Up::Row(above) if links.up.get(first as usize) != Up::Row(above) => dotted.push((above, first)),
                    _ => {}
                }
            }
        }
        dotted
    }
}

/// What was done with the rows of one person, of which so many say the same.
fn hint(sheets: &Sheets, group: &Group, same: usize) -> String {
    let (line, past) = (sheets.line(group.primary as usize), group.past.len());
    let mut said = match group.others.len() {
        0 if past == 0 => return "The lines are identical and count once".to_owned(),
        0 => format!("Line {line} counts"),
        _ => format!(
            "Line {line} gives the seat and manager; the managers on the other lines become dotted lines; pay and FTE are added up"
        ),
    };
    let mut add = |count: usize, one: &str, many: &str| match count {
        0 => {}
        1 => said.push_str(&format!("; 1 line that {one}")),
        count => said.push_str(&format!("; {count} lines that {many}")),
    };
    add(past, "is over or still to come is kept beside it", "are over or still to come are kept beside it");
    add(same, "is identical counts once", "are identical count once");
    said
}

fn is_same_name(sheets: &Sheets, a: usize, b: usize) -> bool {
    let (a, b) = (sheets.name(a), sheets.name(b));
    !a.is_empty() && !is_no_name(&a) && (a == b || same_look(&a) == same_look(&b))
}

fn says_the_same(sheets: &Sheets, a: usize, b: usize) -> bool {
    let (one, other) = (sheets.sheet(a), sheets.sheet(b));
    let (a, b) = (sheets.table_row(a), sheets.table_row(b));
    let width = one.table.width(a).max(other.table.width(b));
    std::ptr::eq(one, other) && (0..width).all(|at| one.table.cell(a, at) == other.table.cell(b, at))
}
