//! The first people of a new organisation, parsed from a few words per line: name, title, rung, manager. Rungs and
//! managers may be abbreviated. Input that cannot be used is reported with its cell.

use super::PlanError;
use crate::edit::{Edit, NewPerson};
use crate::org::{Ladder, PersonId, Rung, RungId, Seat, SeatSource, TrackKind};

/// Largest number of lines; for more people, use a file.
pub const MOST: usize = 200;

/// Index of the name in a [`Line`].
pub const NAME: usize = 0;
/// Index of the title.
pub const TITLE: usize = 1;
/// Index of the rung.
pub const RUNG: usize = 2;
/// Index of the manager.
pub const MANAGER: usize = 3;

/// Cells of one person: name, title, rung, manager.
pub type Line = [String; 4];

/// A parsed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParsedLine {
    /// Rung of the person, numbered through the tracks of the ladder.
    pub rung: Option<RungId>,
    /// Index of the manager's line.
    pub manager: Option<usize>,
    /// Cell with a problem, and the reason that the line cannot be used.
    pub wrong: Option<(usize, PlanError)>,
    /// A harmless remark.
    pub note: Option<String>,
}

/// All lines, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    /// Parsed lines; `None` for empty ones.
    pub told: Vec<Option<ParsedLine>>,
}

impl Roster {
    /// Parses lines against a ladder. Compares all names with each other, which is cheap for at most [`MOST`].
    pub fn of(ladder: &Ladder, lines: &[Line]) -> Self {
        let names: Vec<String> = lines.iter().map(|line| clean(&line[NAME]).to_lowercase()).collect();
        let told = lines.iter().enumerate().map(|(at, line)| {
            let is_empty = line.iter().all(|cell| cell.trim().is_empty());
            (!is_empty).then(|| told(ladder, lines, &names, at))
        });
        Self { told: told.collect() }
    }

    /// Number of people, that is, of lines with content.
    pub fn people(&self) -> usize {
        self.told.iter().flatten().count()
    }

    /// Lines that cannot be used, each with the cell to correct.
    pub fn wrong(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let wrong = |told: &ParsedLine| told.wrong.as_ref().map(|(cell, _)| *cell);
        self.told.iter().enumerate().filter_map(move |(at, told)| Some((at, wrong(told.as_ref()?)?)))
    }

    /// Number of people on the IC and management tracks.
    pub fn tracks(&self, ladder: &Ladder) -> [usize; 2] {
        let mut tracks = [0; 2];
        for rung in self.told.iter().flatten().filter_map(|told| told.rung) {
            let kind = entry(ladder, rung).map(|(kind, _)| kind);
            tracks[usize::from(kind == Some(TrackKind::Management))] += 1;
        }
        tracks
    }

    /// Full text of an abbreviated cell; `None` when there is nothing to complete.
    pub fn full(&self, ladder: &Ladder, lines: &[Line], at: usize, cell: usize) -> Option<String> {
        let told = self.told.get(at)?.as_ref()?;
        match cell {
            RUNG => told.rung.and_then(|rung| entry(ladder, rung)).map(|(_, entry)| entry.code.clone()),
            MANAGER => told.manager.and_then(|manager| lines.get(manager)).map(|line| clean(&line[NAME])),
            _ => None,
        }
    }

    /// Edits that add these people to an organisation with only this ladder and `before` rows; none for lines that
    /// cannot be used.
    pub fn edits(&self, ladder: &Ladder, lines: &[Line], before: usize) -> Vec<Edit> {
        let mut handles: Vec<Option<PersonId>> = Vec::with_capacity(lines.len());
        let mut edits = Vec::new();
        for (line, told) in lines.iter().zip(&self.told) {
            let Some(told) = told.as_ref().filter(|told| told.wrong.is_none()) else {
                handles.push(None);
                continue;
            };
            handles.push(u32::try_from(before + edits.len()).ok().map(PersonId));
            let name = clean(&line[NAME]);
            let title = Some(clean(&line[TITLE])).filter(|title| !title.is_empty());
            let title = title.or_else(|| told.rung.and_then(|rung| title_of(ladder, rung)).map(str::to_owned));
            edits.push(Edit::AddPerson(Box::new(NewPerson {
                key: key(&name),
                name,
                title: title.unwrap_or_default(),
                manager: told.manager.and_then(|manager| handles.get(manager).copied().flatten()),
                seat: told.rung.map(|rung| Seat { rung, source: SeatSource::Given }),
                ..NewPerson::default()
            })));
        }
        edits
    }
}

/// Track kind and entry of a rung, numbered as by [`RungId`].
pub fn entry(ladder: &Ladder, rung: RungId) -> Option<(TrackKind, &Rung)> {
    entries(ladder).nth(usize::from(rung.0))
}

/// Title that comes with a rung; `None` when it only repeats the code.
pub fn title_of(ladder: &Ladder, rung: RungId) -> Option<&str> {
    let (_, entry) = entry(ladder, rung)?;
    Some(entry.title.as_str()).filter(|title| !title.is_empty() && *title != entry.code)
}

fn entries(ladder: &Ladder) -> impl Iterator<Item = (TrackKind, &Rung)> {
    ladder.tracks.iter().flat_map(|track| track.entries.iter().map(|entry| (track.kind, entry)))
}

fn told(ladder: &Ladder, lines: &[Line], names: &[String], at: usize) -> ParsedLine {
    let mut told = ParsedLine::default();
    let mut wrong = None;
    match manager_of(lines, names, at) {
        Ok(manager) => told.manager = manager,
        Err(why) => wrong = Some((MANAGER, why)),
    }
    match rung_of(ladder, &clean(&lines[at][RUNG])) {
        Ok(rung) => told.rung = rung,
        Err(why) => wrong = Some((RUNG, why)),
    }
    if names[at].is_empty() {
        wrong = Some((NAME, PlanError::NoName));
    }
    told.wrong = wrong;
    let same = names.iter().take(at).position(|name| *name == names[at] && !name.is_empty());
    told.note = match same {
        Some(same) => Some(format!("The same name as in line {}", same + 1)),
        None if told.rung.is_none() => Some("No rung yet".to_owned()),
        None if told.manager.is_none() && at > 0 => Some("No manager".to_owned()),
        None => None,
    };
    told
}

/// Test of a rung by its code and title, both in lower case.
type Way<'a> = &'a dyn Fn(&str, &str) -> bool;

/// Rung that a text stands for: by code, by title, or by an abbreviation of either.
fn rung_of(ladder: &Ladder, typed: &str) -> Result<Option<RungId>, PlanError> {
    let wanted = typed.to_lowercase();
    if wanted.is_empty() {
        return Ok(None);
    }
    let found = |is_it: Way| -> Vec<(u16, &Rung)> {
        let all = entries(ladder).zip(0_u16..).map(|((_, entry), at)| (at, entry));
        all.filter(|(_, entry)| is_it(&entry.code.to_lowercase(), &entry.title.to_lowercase())).collect()
    };
    // The form `IC3 Senior`, as other lists of rungs have it.
    let first = wanted.split([' ', '·', ':', ',']).next().unwrap_or_default().to_owned();
    let ways: [Way; 4] = [
        &|code, _| code == wanted,
        &|_, title| title == wanted,
        &|code, title| code.starts_with(&wanted) || title.starts_with(&wanted),
        &|code, _| code == first,
    ];
    for way in ways {
        match found(way).as_slice() {
            [] => {}
            [(at, _)] => return Ok(Some(RungId(*at))),
            several => {
                let codes = several.iter().take(6).map(|(_, entry)| entry.code.clone()).collect();
                return Err(PlanError::WhichRung(codes, several.len() > 6));
            }
        }
    }
    let ends = |kind| {
        let mut codes = entries(ladder).filter(move |(of, _)| *of == kind).map(|(_, entry)| entry.code.as_str());
        let first = codes.next()?;
        Some(codes.last().map_or(first.to_owned(), |last| format!("{first} to {last}")))
    };
    let known = [TrackKind::Ic, TrackKind::Management].into_iter().filter_map(ends).collect();
    Err(PlanError::NotOnLadder(typed.to_owned(), known))
}

/// Line of the manager, among the earlier ones: by name, or by the first letters of a part of it.
fn manager_of(lines: &[Line], names: &[String], at: usize) -> Result<Option<usize>, PlanError> {
    let typed = clean(&lines[at][MANAGER]);
    let wanted = typed.to_lowercase();
    if wanted.is_empty() {
        return Ok(None);
    }
    let begins = |name: &str| {
        !name.is_empty() && (name.starts_with(&wanted) || name.split(' ').any(|part| part.starts_with(&wanted)))
    };
    let (above, below) = names.split_at(at);
    let exact: Vec<usize> = (0..at).filter(|&other| above[other] == wanted).collect();
    let meant = if exact.is_empty() { (0..at).filter(|&other| begins(&above[other])).collect() } else { exact };
    let name = |line: usize| clean(&lines[line][NAME]);
    match meant.as_slice() {
        [one] => Ok(Some(*one)),
        [] if below[0] == wanted => Err(PlanError::Itself),
        [] => match (1..below.len()).find(|&other| begins(&below[other])) {
            Some(later) => Err(PlanError::Below(name(at + later))),
            None => Err(PlanError::NobodyAbove(typed)),
        },
        [first, second, ..] if above[*first] == above[*second] => Err(PlanError::SameName(first + 1, second + 1)),
        several => {
            let names = several.iter().take(3).map(|&line| name(line)).collect();
            Err(PlanError::WhichManager(names, several.len() > 3))
        }
    }
}

/// Text with single spaces between words.
pub fn clean(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Id made from a name: `ada-lovelace`. Empty when the name has no letter or digit.
fn key(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// Fills rows of a spreadsheet into the lines from a cell on. A first row of headings assigns the columns; without one
/// they follow in order. Returns the number of rows beyond [`MOST`].
pub fn lay(lines: &mut Vec<Line>, at: (usize, usize), rows: &[Vec<String>]) -> usize {
    let headings = rows.first().and_then(|row| headings(row));
    let rows = &rows[usize::from(headings.is_some())..];
    let room = MOST.saturating_sub(at.0);
    let needed = at.0 + rows.len().min(room);
    lines.resize_with(lines.len().max(needed), Line::default);
    for (line, row) in lines.iter_mut().skip(at.0).zip(rows) {
        for (column, text) in row.iter().enumerate() {
            let cell = match &headings {
                Some(headings) => headings.get(column).copied().flatten(),
                None => Some(at.1 + column),
            };
            if let Some(cell) = cell.and_then(|cell| line.get_mut(cell)) {
                *cell = clean(text);
            }
        }
    }
    rows.len().saturating_sub(room)
}

/// Cell of each column, if the row is a heading that includes the name.
fn headings(row: &[String]) -> Option<Vec<Option<usize>>> {
    let cell = |text: &String| match clean(text).to_lowercase().as_str() {
        "name" | "full name" | "employee" | "employee name" | "person" => Some(NAME),
        "title" | "job title" | "position" => Some(TITLE),
        "rung" | "level" | "grade" | "job level" | "track and rung" => Some(RUNG),
        "manager" | "reports to" | "manager name" | "supervisor" => Some(MANAGER),
        _ => None,
    };
    let found: Vec<Option<usize>> = row.iter().map(cell).collect();
    found.contains(&Some(NAME)).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::blank_ladder;

    fn lines(text: &str) -> Vec<Line> {
        let cells = |line: &str| {
            let mut cells = line.split(';').map(str::to_owned);
            std::array::from_fn(|_| cells.next().unwrap_or_default())
        };
        text.lines().map(cells).collect()
    }

    fn wrong(text: &str) -> Vec<Option<String>> {
        let (ladder, lines) = (blank_ladder(4, 3), lines(text));
        let told = Roster::of(&ladder, &lines).told;
        told.into_iter().map(|told| told.and_then(|told| told.wrong).map(|(_, why)| why.to_string())).collect()
    }

    #[test]
    fn first_letters_are_enough_and_what_cannot_be_meant_is_said() {
        assert_eq!(wrong("Ada King;;M3\n\nBo Ek;;ic4;ki\nCy Ek;;IC1;bo ek"), [None, None, None, None]);
        let said = |text: &str| wrong(text).pop().flatten().unwrap_or_default();
        assert_eq!(said("Ada;;m"), "Which of M1, M2, M3?");
        assert_eq!(said("Ada;;X9"), "No rung X9: IC1 to IC4, M1 to M3");
        assert_eq!(said(";Boss;M1"), "The name is missing");
        assert_eq!(said("Ada;;M1;ada"), "People cannot report to themselves");
        assert_eq!(said("Ada;;M1;zed"), "No one above is called zed");
        assert_eq!(wrong("Ada;;M1;bo\nBo;;M2")[0].as_deref(), Some("Bo comes later: managers have to come first"));
        assert_eq!(said("Ann A;;M1\nAnn B;;M1\nBo;;IC1;ann"), "Which of Ann A, Ann B?");
        assert_eq!(said("Ann;;M1\nAnn;;M1\nBo;;IC1;ann"), "Lines 1 and 2 have the same name");
    }

    #[test]
    fn a_name_that_stands_twice_is_noted_and_taken() {
        let (ladder, lines) = (blank_ladder(4, 3), lines("Ann;;M1\nann ;;M1"));
        let roster = Roster::of(&ladder, &lines);
        let second = roster.told[1].as_ref().expect("a line");
        assert_eq!((second.note.as_deref(), &second.wrong), (Some("The same name as in line 1"), &None));
    }

    #[test]
    fn lines_that_cannot_be_taken_leave_the_handles_of_the_others_right() {
        let (mut ladder, lines) = (blank_ladder(2, 2), lines("Ada;;M2\n;;M1\nBo Ek;;IC2;ada\nCy;Wizard;ic1;bo"));
        ladder.tracks[1].entries[1].title = "Chief".to_owned();
        let roster = Roster::of(&ladder, &lines);
        assert_eq!(roster.wrong().collect::<Vec<_>>(), [(1, NAME)]);
        let added: Vec<_> = roster
            .edits(&ladder, &lines, 7)
            .into_iter()
            .map(|edit| match edit {
                Edit::AddPerson(new) => (new.key, new.title, new.manager, new.seat.map(|seat| seat.rung)),
                _ => panic!("only people are added"),
            })
            .collect();
        let row = |key: &str, title: &str, manager: Option<u32>, rung| {
            (key.to_owned(), title.to_owned(), manager.map(PersonId), Some(RungId(rung)))
        };
        let ada = row("ada", "Chief", None, 3);
        assert_eq!(added, [ada, row("bo-ek", "", Some(7), 1), row("cy", "Wizard", Some(8), 0)]);
    }

    #[test]
    fn rows_of_a_spreadsheet_are_laid_by_their_headings_or_in_order() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let mut by_heading = Vec::new();
        let rows = [row(&["Level", "Name", "Shoe size"]), row(&["M1", "Ada", "38"]), row(&["IC1", " Bo  Ek ", "41"])];
        assert_eq!(lay(&mut by_heading, (0, 2), &rows), 0);
        assert_eq!(by_heading, lines("Ada;;M1\nBo Ek;;IC1"));
        let mut in_order = lines("Ada;;M1");
        assert_eq!(lay(&mut in_order, (0, TITLE), &[row(&["Head", "M2", "", "too far"]), row(&["x"])]), 0);
        assert_eq!(in_order, lines("Ada;Head;M2\n;x"));
        assert_eq!(lay(&mut in_order, (1, 0), &vec![row(&["n"]); MOST]), 1);
        assert_eq!(in_order.len(), MOST);
    }
}
