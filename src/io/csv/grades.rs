//! A ladder out of the file's own grades: the grade of each row, and two tracks on the same rungs.

use super::TableError;
use super::levels::CIVIL_SERVICE;
use super::order::Order;
use crate::org::{Equivalence, Ladder, Rung, Stated, Track, TrackKind};
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;

/// More distinct grades than this are no ladder.
const MOST_GRADES: usize = 60;
/// With at least this many distinct grades, fewer than two people per grade are no ladder.
const GRADES_OF_FEW: usize = 12;

/// The grade of each row, as one of a list.
#[derive(Debug, Default)]
pub struct Grades {
    /// Distinct grades in the order in which they were met.
    pub names: Vec<String>,
    /// Which of the different cells each row has.
    cells: Vec<u32>,
    /// What each of them says.
    meant: Vec<Meant>,
    /// Whether places and specialisms in brackets and behind dashes were left out.
    pub shortened: bool,
}

/// What a cell says of a grade.
#[derive(Clone, Copy, Debug)]
pub struct Meant {
    /// Index of the grade; `None` without one.
    pub grade: Option<u32>,
    /// Whether it says that it is the one of management, as an exported ladder writes it: `IC3 M`.
    pub of_management: bool,
    /// Whether it is the name of the grade, letter for letter.
    pub is_name: bool,
}

impl Grades {
    /// What the cell of a row says.
    pub fn of_row(&self, row: usize) -> Meant {
        self.meant[self.cells[row] as usize]
    }

    /// The grades of all rows in order.
    pub fn of_rows(&self) -> impl Iterator<Item = Option<u32>> {
        self.cells.iter().map(|&cell| self.meant[cell as usize].grade)
    }

    /// Reads a column; an error where it makes no ladder.
    pub fn read<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Result<Self, TableError> {
        let whole = Self::collect(cells.clone(), false);
        let rows = whole.of_rows().flatten().count();
        let is_ladder = |grades: &Self| {
            let n = grades.names.len();
            n <= MOST_GRADES && (n < GRADES_OF_FEW || n * 2 <= rows)
        };
        if is_ladder(&whole) {
            return Ok(whole);
        }
        let short = Self::collect(cells, true);
        if is_ladder(&short) {
            return Ok(short);
        }
        Err(TableError::Grades { names: whole.names.len(), people: rows })
    }

    fn collect<'a>(cells: impl Iterator<Item = &'a str>, shortened: bool) -> Self {
        // Different cells in the order in which they were met, and which of them each row has.
        let mut places: HashMap<&str, u32> = HashMap::new();
        let mut different: Vec<&str> = Vec::new();
        let place = |cell| {
            *places.entry(cell).or_insert_with(|| {
                different.push(cell);
                different.len() as u32 - 1
            })
        };
        let cells: Vec<u32> = cells.map(place).collect();
        let is_own = has_own_numbers(&different);
        let mut by_name: HashMap<String, u32> = HashMap::new();
        let mut names = Vec::new();
        let mut meant = |cell: &&str| {
            if super::values::is_missing(cell) {
                return Meant { grade: None, of_management: false, is_name: false };
            }
            let base = of_management(cell, |base| places.contains_key(base));
            let name = canonical(base.unwrap_or(cell), shortened, is_own).into_owned();
            let is_name = name == **cell;
            let at = *by_name.entry(name).or_insert_with_key(|name| {
                names.push(name.clone());
                names.len() as u32 - 1
            });
            Meant { grade: Some(at), of_management: base.is_some(), is_name }
        };
        let meant = different.iter().map(&mut meant).collect();
        Self { names, cells, meant, shortened }
    }
}

/// What a grade of management that was made of this one has behind it.
const OF_MANAGEMENT: &str = " M";

/// The grade that one of management was made of: `IC3` of `IC3 M`, and `A` of `A M` where some have the grade `A`.
fn of_management(text: &str, has: impl Fn(&str) -> bool) -> Option<&str> {
    text.strip_suffix(OF_MANAGEMENT).filter(|base| base.ends_with(|c: char| c.is_ascii_digit()) || has(base))
}

/// Whether grades with a G and a number are a company's own: those of the civil service are 6 and 7 alone, and stand
/// beside others of its names.
fn has_own_numbers(different: &[&str]) -> bool {
    let (mut numbered, mut other) = (false, false);
    for cell in different.iter().take(10 * MOST_GRADES) {
        let lower = cell.trim().to_lowercase();
        let number = lower.strip_prefix("grade").or_else(|| lower.strip_prefix('g')).map(str::trim);
        match number.and_then(|number| number.parse::<f64>().ok()) {
            Some(number) if number == 6.0 || number == 7.0 => numbered = true,
            Some(_) => return true,
            None => other |= CIVIL_SERVICE.iter().any(|(_, ways)| ways.contains(&canonical_key(&lower))),
        }
    }
    numbered && !other
}

fn canonical_key(lower: &str) -> &str {
    let cut = lower.find('(').into_iter().chain(lower.find(" - ")).min().unwrap_or(lower.len());
    lower[..cut].trim()
}

/// The name that a grade is known by: that of the civil service, else as written or shortened.
fn canonical(text: &str, shortened: bool, is_own: bool) -> Cow<'_, str> {
    let cut = |text: &'_ str| -> usize {
        let dash = text.find(" - ").filter(|&at| at > 0);
        text.find('(').filter(|&at| at > 0).into_iter().chain(dash).min().unwrap_or(text.len())
    };
    let short = text[..cut(text)].trim();
    let place = [" london", " national", " inner", " outer"];
    let lower = short.to_lowercase();
    let bare = place.iter().find_map(|place| lower.strip_suffix(place)).unwrap_or(&lower).trim();
    let lower_whole = text.to_lowercase();
    let civil = CIVIL_SERVICE.iter().find(|(_, ways)| ways.contains(&bare) || ways.contains(&lower_whole.as_str()));
    match civil {
        Some((name, _)) if !(is_own && name.starts_with("Grade")) => Cow::Borrowed(name),
        _ if shortened => Cow::Borrowed(short),
        _ => Cow::Borrowed(text),
    }
}

/// A ladder of the file's grades and the entry of each grade on either track.
#[derive(Debug)]
pub struct FileLadder {
    /// The ladder.
    pub ladder: Ladder,
    /// Number of the rung of each grade among the IC entries and among the management entries.
    pub rungs: Vec<[Option<u16>; 2]>,
}

/// Builds the ladder. Where the grades themselves do not say the track, both tracks have the same rungs and
/// equal names are implied to be equal; management starts at its lowest holder's grade (`is_managed` by grade),
/// because nothing in the file speaks of management below it.
pub fn ladder(names: &[String], order: &Order, is_managed: &[bool], file: &str) -> FileLadder {
    let mut rungs = vec![[None; 2]; names.len()];
    let entry = |code: String, name: &str| Rung::named(&code, name);
    let fixed = order.track.iter().any(Option::is_some);
    let mut tracks = [Vec::new(), Vec::new()];
    let mut equivalences = Vec::new();
    let mut codes: HashSet<String> = names.iter().cloned().collect();
    let lowest = order.grades.iter().position(|&grade| is_managed[grade as usize]);
    for (at, &grade) in order.grades.iter().enumerate() {
        let (name, grade) = (&names[grade as usize], grade as usize);
        let is = |kind| order.track[grade].is_none_or(|own| own == kind);
        if is(TrackKind::Ic) {
            rungs[grade][0] = Some(tracks[0].len() as u16);
            tracks[0].push(entry(name.clone(), name));
        }
        let managed = fixed || lowest.is_some_and(|lowest| at >= lowest);
        if is(TrackKind::Management) && managed {
            rungs[grade][1] = Some(tracks[1].len() as u16);
            let is_both = order.track[grade].is_none();
            let mut code = name.clone();
            // No two rungs have the same code.
            while is_both && !codes.insert(code.clone()) {
                code.push_str(OF_MANAGEMENT);
            }
            if is_both {
                let stated = Stated::Implied;
                equivalences.push(Equivalence { entry: code.clone(), equals: name.clone(), stated });
            }
            tracks[1].push(entry(code, name));
        }
    }
    let below = tracks[0].len() as u16;
    for rung in rungs.iter_mut().filter_map(|rungs| rungs[1].as_mut()) {
        *rung += below;
    }
    let [ic, management] = tracks;
    let track = |kind, name: &str, entries| Track { kind, name: name.to_owned(), entries };
    let tracks =
        [track(TrackKind::Ic, "Individual contributors", ic), track(TrackKind::Management, "Management", management)];
    let ladder = Ladder {
        name: "grades".to_owned(),
        source: format!("Grades of “{file}”, {}", order.how),
        tracks: tracks.into_iter().filter(|track| !track.entries.is_empty()).collect(),
        equivalences,
        ..Ladder::default()
    };
    FileLadder { ladder, rungs }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_write_a_civil_service_grade_are_one() {
        for text in ["Executive Officer (EO)", "Executive Officer London", "EO", "EO - Administration", "EO (GEO)"] {
            assert_eq!(canonical(text, false, false), "EO", "{text}");
        }
        assert_eq!(canonical("Band B (National)", false, false), "Band B (National)");
        assert_eq!(canonical("Band B (National)", true, false), "Band B");
    }

    #[test]
    fn a_companys_own_numbers_are_not_those_of_a_public_service() {
        let names = |cells: &[&str]| Grades::read(cells.iter().copied()).expect("a ladder").names;
        assert_eq!(names(&["G6", "G7", "G10"]), ["G6", "G7", "G10"]);
        assert_eq!(names(&["G7", "SEO"]), ["Grade 7", "SEO"]);
    }

    #[test]
    fn too_many_grades_are_no_ladder() {
        let many: Vec<String> = (0..5000).map(|i| i.to_string()).collect();
        assert!(Grades::read(many.iter().map(String::as_str)).is_err());
        assert!(Grades::read(["1", "2", ""].into_iter()).is_ok());
    }

    #[test]
    fn both_tracks_have_the_same_rungs_from_the_lowest_manager_up() {
        let names = ["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let order = Order { grades: vec![0, 1, 2], track: vec![None; 3], how: String::new(), sure: 1.0 };
        let made = ladder(&names, &order, &[false, true, false], "staff.csv");
        let codes: Vec<Vec<&str>> =
            made.ladder.tracks.iter().map(|t| t.entries.iter().map(|e| e.code.as_str()).collect()).collect();
        assert_eq!(codes, [vec!["a", "b", "c"], vec!["b M", "c M"]]);
        assert_eq!(made.rungs, [[Some(0), None], [Some(1), Some(3)], [Some(2), Some(4)]]);
    }

    #[test]
    fn no_two_rungs_have_one_code() {
        let names = ["a", "a M", "a M M"].map(str::to_owned);
        let order = Order { grades: vec![0, 1, 2], track: vec![None; 3], how: String::new(), sure: 1.0 };
        let made = ladder(&names, &order, &[true; 3], "staff.csv");
        let mut codes: Vec<&str> =
            made.ladder.tracks.iter().flat_map(|t| &t.entries).map(|e| e.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), 6, "{codes:?}");
    }

    #[test]
    fn a_grade_of_management_is_that_of_its_base() {
        let read = |cells: &[&str]| Grades::read(cells.iter().copied()).expect("a ladder");
        let grades = read(&["B", "B M", "A M", "IC3 M"]);
        assert_eq!(grades.names, ["B", "A M", "IC3"]);
        assert!(grades.of_row(1).of_management && !grades.of_row(2).of_management && grades.of_row(3).of_management);
    }
}
