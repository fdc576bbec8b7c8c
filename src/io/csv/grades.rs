//! A ladder out of the file's own grades: their order, and two tracks on the same rungs.
//!
//! The order is taken from what is certain first: grades of the British civil service, numbers, codes such as
//! `IC4` and `M2` (two tracks by their prefix), words such as "Director"; then from median pay; then by name.

use super::TableError;
use super::titles::{self, Words};
use crate::org::{Equivalence, Ladder, Rung, Stated, Track, TrackKind};
use hashbrown::HashMap;
use std::borrow::Cow;
use std::cmp::Ordering;

/// More distinct grades than this are no ladder.
const MOST_GRADES: usize = 60;
/// With at least this many distinct grades, fewer than two people per grade are no ladder.
const GRADES_OF_FEW: usize = 12;

/// Grades of the British civil service, lowest first, with the ways they are written. Pay band 1A lies between
/// 1 and 2 (it is the upper part of deputy director).
const CIVIL_SERVICE: [(&str, &[&str]); 13] = [
    ("AA", &["aa", "administrative assistant"]),
    ("AO", &["ao", "administrative officer"]),
    ("EO", &["eo", "executive officer"]),
    ("HEO", &["heo", "higher executive officer"]),
    ("Fast Stream", &["fast stream", "faststream", "heod", "heo(d)"]),
    ("SEO", &["seo", "senior executive officer"]),
    ("Grade 7", &["grade 7", "g7"]),
    ("Grade 6", &["grade 6", "g6"]),
    ("SCS1", &["scs1", "scs 1", "scs pay band 1"]),
    ("SCS1A", &["scs1a", "scs 1a", "scs pay band 1a"]),
    ("SCS2", &["scs2", "scs 2", "scs pay band 2"]),
    ("SCS3", &["scs3", "scs 3", "scs pay band 3"]),
    ("SCS4", &["scs4", "scs 4", "scs pay band 4"]),
];

/// The grade of each row, as one of a list.
#[derive(Debug, Default)]
pub struct Grades {
    /// Distinct grades in the order in which they were met.
    pub names: Vec<String>,
    /// Index of the grade of each row; `None` without one.
    pub of_row: Vec<Option<u32>>,
    /// Whether places and specialisms in brackets and behind dashes were left out.
    pub shortened: bool,
}

impl Grades {
    /// Reads a column; an error where it makes no ladder.
    pub fn read<'a>(cells: impl Iterator<Item = &'a str> + Clone) -> Result<Self, TableError> {
        let whole = Self::collect(cells.clone(), false);
        let rows = whole.of_row.iter().flatten().count();
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
        let mut known: HashMap<&str, Option<u32>> = HashMap::new();
        let mut by_name: HashMap<String, u32> = HashMap::new();
        let mut grades = Self { shortened, ..Self::default() };
        for cell in cells {
            let at = *known.entry(cell).or_insert_with(|| {
                if super::values::is_missing(cell) {
                    return None;
                }
                let name = canonical(cell, shortened).into_owned();
                Some(*by_name.entry(name).or_insert_with_key(|name| {
                    grades.names.push(name.clone());
                    grades.names.len() as u32 - 1
                }))
            });
            grades.of_row.push(at);
        }
        grades
    }
}

/// The name that a grade is known by: that of the civil service, else as written or shortened.
fn canonical(text: &str, shortened: bool) -> Cow<'_, str> {
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
        Some((name, _)) => Cow::Borrowed(name),
        None if shortened => Cow::Borrowed(short),
        None => Cow::Borrowed(text),
    }
}

/// Grades in order, lowest first, and the track where the grade itself says it.
#[derive(Debug)]
pub struct Order {
    /// Indices into [`Grades::names`].
    pub grades: Vec<u32>,
    /// The track of each grade by index; `None` where people of both tracks can hold it.
    pub track: Vec<Option<TrackKind>>,
    /// How the order was found, a sentence.
    pub how: &'static str,
}

/// Orders the grades; `median_pay` is asked for the median pay of each grade only where nothing else decides.
pub fn order(names: &[String], median_pay: impl FnOnce() -> Vec<Option<f64>>) -> Order {
    let civil = |name: &str| CIVIL_SERVICE.iter().position(|(known, _)| *known == name).map(|at| at as f64);
    let no_track = vec![None; names.len()];
    if let Some(ranks) = all(names, civil) {
        let how = "in the order of the civil service";
        return Order { grades: sorted(names, &ranks), track: no_track, how };
    }
    if let Some(ranks) = all(names, |name| name.parse::<f64>().ok().filter(|number| number.is_finite())) {
        return Order { grades: sorted(names, &ranks), track: no_track, how: "by their number" };
    }
    if let Some(codes) = all(names, code) {
        let kinds: Option<Vec<TrackKind>> = codes.iter().map(|(prefix, _)| prefix_kind(prefix)).collect();
        let ranks: Vec<f64> = codes.iter().map(|(_, number)| *number).collect();
        let mixed = codes.iter().any(|(prefix, _)| *prefix != codes[0].0);
        match kinds {
            Some(kinds) if mixed => {
                let track = kinds.into_iter().map(Some).collect();
                let how = "by their number, on two tracks by their letters";
                return Order { grades: sorted(names, &ranks), track, how };
            }
            _ if !mixed => return Order { grades: sorted(names, &ranks), track: no_track, how: "by their number" },
            _ => {}
        }
    }
    let said = |name: &str| {
        let words = titles::words(name);
        (words.ic.is_some() || words.management.is_some() || name.eq_ignore_ascii_case("individual contributor"))
            .then_some(words)
    };
    if let Some(words) = all(names, said).filter(|words| words.iter().any(|words| words.management.is_some())) {
        let place = |words: &Words| words.management.map_or(words.ic.unwrap_or(2), |rank| 20 + rank);
        let ranks: Vec<f64> = words.iter().map(|words| f64::from(place(words))).collect();
        let kind = |words: &Words| if words.management.is_some() { TrackKind::Management } else { TrackKind::Ic };
        let track = words.iter().map(|words| Some(kind(words))).collect();
        return Order { grades: sorted(names, &ranks), track, how: "by the words for levels in them" };
    }
    let pay = median_pay();
    let paid = pay.iter().flatten().count();
    if paid * 5 >= names.len() * 4 && paid > 0 {
        // The few without pay stand at the bottom, where they disturb no order that is known.
        let ranks: Vec<f64> = pay.iter().map(|pay| pay.unwrap_or(0.0)).collect();
        return Order { grades: sorted(names, &ranks), track: no_track, how: "by their median pay" };
    }
    let ranks = vec![0.0; names.len()];
    Order { grades: sorted(names, &ranks), track: no_track, how: "by their names, which may not be their order" }
}

fn all<'a, T>(names: &'a [String], read: impl Fn(&'a str) -> Option<T>) -> Option<Vec<T>> {
    names.iter().map(|name| read(name)).collect()
}

fn sorted(names: &[String], ranks: &[f64]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..names.len() as u32).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (a as usize, b as usize);
        ranks[a].total_cmp(&ranks[b]).then_with(|| natural(&names[a], &names[b]))
    });
    order
}

/// Compares texts with the numbers in them by value.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut x, mut y) = (a, b);
    loop {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let (dx, dy) = (digits(x), digits(y));
        if dx > 0 && dy > 0 {
            let (nx, ny) = (x[..dx].trim_start_matches('0'), y[..dy].trim_start_matches('0'));
            match nx.len().cmp(&ny.len()).then_with(|| nx.cmp(ny)) {
                Ordering::Equal => (x, y) = (&x[dx..], &y[dy..]),
                other => return other,
            }
            continue;
        }
        match (x.chars().next(), y.chars().next()) {
            (Some(cx), Some(cy)) if cx == cy => (x, y) = (&x[cx.len_utf8()..], &y[cy.len_utf8()..]),
            (Some(cx), Some(cy)) => return cx.cmp(&cy),
            (None, None) => return a.cmp(b),
            (left, _) => return if left.is_none() { Ordering::Less } else { Ordering::Greater },
        }
    }
}

/// Letters and a number: `IC4`, `M 2`, `L-5`.
fn code(name: &str) -> Option<(String, f64)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let prefix = name[..digits].trim_end_matches([' ', '-', '_', '.']).to_lowercase();
    let number = name[digits..].parse::<f64>().ok()?;
    (!prefix.is_empty() && prefix.chars().all(char::is_alphabetic)).then_some((prefix, number))
}

fn prefix_kind(prefix: &str) -> Option<TrackKind> {
    match prefix {
        "ic" | "p" | "e" | "t" | "tl" | "s" | "i" | "swe" => Some(TrackKind::Ic),
        "m" | "em" | "mg" | "mgr" | "mgmt" => Some(TrackKind::Management),
        _ => None,
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
            let code = if fixed { name.clone() } else { format!("{name} M") };
            if !fixed {
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
        source: format!("Grades of `{file}`, {}", order.how),
        tracks: tracks.into_iter().filter(|track| !track.entries.is_empty()).collect(),
        equivalences,
        ..Ladder::default()
    };
    FileLadder { ladder, rungs }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &[&str], expected: &[&str], how: &str) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let found = order(&names, || names.iter().map(|name| name.strip_prefix("Range ").map(|_| 1.0)).collect());
        let sorted: Vec<&str> = found.grades.iter().map(|&at| names[at as usize].as_str()).collect();
        assert_eq!(sorted, expected);
        assert!(found.how.starts_with(how), "{}", found.how);
    }

    #[test]
    fn grades_are_ordered_by_what_is_certain() {
        check(
            &["SCS3", "SCS1A", "Grade 6", "SCS1", "EO", "Grade 7"],
            &["EO", "Grade 7", "Grade 6", "SCS1", "SCS1A", "SCS3"],
            "in the order",
        );
        check(&["10", "9", "2"], &["2", "9", "10"], "by their number");
        check(&["M1", "IC10", "IC2"], &["M1", "IC2", "IC10"], "by their number, on two");
        check(&["Director", "Associate", "Manager"], &["Associate", "Manager", "Director"], "by the words");
        check(&["Range C", "Range B"], &["Range B", "Range C"], "by their median pay");
        check(&["z10", "z9", "aa"], &["aa", "z9", "z10"], "by their names");
    }

    #[test]
    fn ways_to_write_a_civil_service_grade_are_one() {
        for text in ["Executive Officer (EO)", "Executive Officer London", "EO", "EO - Administration", "EO (GEO)"] {
            assert_eq!(canonical(text, false), "EO", "{text}");
        }
        assert_eq!(canonical("Band B (National)", false), "Band B (National)");
        assert_eq!(canonical("Band B (National)", true), "Band B");
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
        let order = Order { grades: vec![0, 1, 2], track: vec![None; 3], how: "" };
        let made = ladder(&names, &order, &[false, true, false], "staff.csv");
        let codes: Vec<Vec<&str>> =
            made.ladder.tracks.iter().map(|t| t.entries.iter().map(|e| e.code.as_str()).collect()).collect();
        assert_eq!(codes, [vec!["a", "b", "c"], vec!["b M", "c M"]]);
        assert_eq!(made.rungs, [[Some(0), None], [Some(1), Some(3)], [Some(2), Some(4)]]);
    }
}
