//! A ladder out of the file's own grades: their order, and two tracks on the same rungs.
//!
//! The order is taken from what is certain first: grades of the British civil service, numbers, codes such as
//! `IC4` and `M2` (two tracks by their prefix), words such as "Director"; then from median pay; then by name.

use super::TableError;
use super::titles::{self, Words};
use crate::org::{Equivalence, Ladder, Rung, Stated, Track, TrackKind};
use hashbrown::HashMap;
use std::borrow::Cow;
use std::cell::OnceCell;
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
            let base = of_management(cell);
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

/// The grade that one of management was made of: `IC3` of `IC3 M`.
fn of_management(text: &str) -> Option<&str> {
    text.strip_suffix(OF_MANAGEMENT).filter(|base| base.ends_with(|c: char| c.is_ascii_digit()))
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

/// Grades in order, lowest first, and the track where the grade itself says it.
#[derive(Debug)]
pub struct Order {
    /// Indices into [`Grades::names`].
    pub grades: Vec<u32>,
    /// The track of each grade by index; `None` where people of both tracks can hold it.
    pub track: Vec<Option<TrackKind>>,
    /// How the order was found, a sentence.
    pub how: String,
    /// How sure the order is, from 0 to 1; what is below a half is to be asked.
    pub sure: f64,
}

/// What the rest of the file says of its grades.
#[derive(Default)]
pub struct Evidence<'a> {
    /// Pairs of grades of manager and report, and how many there are of each.
    pub lines: HashMap<(u32, u32), usize>,
    /// Finds the median pay by grade, `None` where nobody's is given; asked only where it decides.
    pub find_pay: Option<&'a dyn Fn() -> Vec<Option<f64>>>,
    /// What it found, once it was asked.
    pub pay: OnceCell<Vec<Option<f64>>>,
    /// Holders of each grade, and those of them whom others report to.
    pub holders: Vec<(usize, usize)>,
    /// Mean number of lines up to the top, by grade.
    pub depth: OnceCell<Vec<f64>>,
    /// Finds it; asked only where it decides.
    pub find_depth: Option<&'a dyn Fn() -> Vec<f64>>,
}

impl Evidence<'_> {
    fn pay(&self) -> &[Option<f64>] {
        self.pay.get_or_init(|| self.find_pay.map(|find| find()).unwrap_or_default())
    }

    fn depth(&self) -> &[f64] {
        self.depth.get_or_init(|| self.find_depth.map(|find| find()).unwrap_or_default())
    }

    /// How many lines run from a higher grade down to a lower one, and how many the other way, within one track.
    fn agreement(&self, ranks: &[f64], track: &[Option<TrackKind>], side: Option<TrackKind>) -> (usize, usize) {
        let (mut with, mut against) = (0, 0);
        let mut lines: Vec<_> = self.lines.iter().collect();
        lines.sort_unstable();
        for (&(above, below), &count) in lines {
            let (above, below) = (above as usize, below as usize);
            if track[above] != side || track[below] != side {
                continue;
            }
            match ranks[above].total_cmp(&ranks[below]) {
                Ordering::Greater => with += count,
                Ordering::Less => against += count,
                Ordering::Equal => {}
            }
        }
        (with, against)
    }

    /// The same by pay: pairs of grades of which the higher is paid more, and pairs of which it is paid less.
    fn paid(&self, ranks: &[f64], track: &[Option<TrackKind>], side: Option<TrackKind>) -> (usize, usize) {
        let all = ranks.iter().zip(self.pay()).zip(track).filter(|(_, track)| **track == side);
        let known: Vec<(f64, f64)> = all.filter_map(|((&rank, pay), _)| Some((rank, (*pay)?))).collect();
        let (mut with, mut against) = (0, 0);
        for (at, one) in known.iter().enumerate() {
            for other in &known[at + 1..] {
                match ((one.0 - other.0) * (one.1 - other.1)).total_cmp(&0.0) {
                    Ordering::Greater => with += 1,
                    Ordering::Less => against += 1,
                    Ordering::Equal => {}
                }
            }
        }
        (with, against)
    }
}

/// Turns the order of a track round where the lines, or without lines the pay, say that it stands on its head; and says how
/// sure it is.
fn turned(mut ranks: Vec<f64>, track: &[Option<TrackKind>], evidence: &Evidence, how: &str) -> (Vec<f64>, String, f64) {
    let (mut sure, mut how) = (1.0f64, how.to_owned());
    let mut is_known = false;
    for side in [None, Some(TrackKind::Ic), Some(TrackKind::Management)] {
        if !track.contains(&side) {
            continue;
        }
        let lines = evidence.agreement(&ranks, track, side);
        let by_lines = lines.0 + lines.1 > 0;
        let (with, against) = if by_lines { lines } else { evidence.paid(&ranks, track, side) };
        if with + against == 0 {
            continue;
        }
        is_known = true;
        sure = sure.min(with.max(against) as f64 / (with + against) as f64);
        if against > with {
            let own = ranks.iter_mut().zip(track).filter(|(_, track)| **track == side);
            own.for_each(|(rank, _)| *rank = -*rank);
            let why = if by_lines { "the reporting lines say" } else { "the pay says" };
            how = format!("{how}, the first at the top, as {why}");
        }
    }
    (ranks, how, if is_known { sure } else { 0.6 })
}

/// Orders the grades by what they say, turned round where the rest of the file says so.
pub fn order(names: &[String], evidence: &Evidence) -> Order {
    let civil = |name: &str| CIVIL_SERVICE.iter().position(|(known, _)| *known == name).map(|at| at as f64);
    let no_track = || vec![None; names.len()];
    if let Some(ranks) = all(names, civil) {
        let how = "in the order of the civil service".to_owned();
        return Order { grades: sorted(names, &ranks), track: no_track(), how, sure: 1.0 };
    }
    let number = |name: &str| name.parse::<f64>().ok().filter(|number| number.is_finite());
    for (ranks, how) in [
        (all(names, number), "by their number"),
        (all(names, roman), "by their Roman number"),
        (all(names, leading), "by their number"),
    ] {
        if let Some(ranks) = ranks {
            let (ranks, how, sure) = turned(ranks, &no_track(), evidence, how);
            return Order { grades: sorted(names, &ranks), track: no_track(), how, sure };
        }
    }
    if let Some(order) = all(names, code).and_then(|codes| of_codes(names, &codes, evidence)) {
        return order;
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
        let how = "by the words for levels in them".to_owned();
        return Order { grades: sorted(names, &ranks), track, how, sure: 0.8 };
    }
    if let Some(ranks) = all(names, letter) {
        let (ranks, how, sure) = turned(ranks, &no_track(), evidence, "by their letters");
        return Order { grades: sorted(names, &ranks), track: no_track(), how, sure };
    }
    let paid = evidence.pay().iter().flatten().count();
    if paid * 5 >= names.len() * 4 && paid > 0 {
        // The few without pay stand beside the next of their series, or at the bottom, where they disturb no order that is
        // known.
        let ranks: Vec<f64> = (0..names.len())
            .map(|at| evidence.pay()[at].or_else(|| beside(names, evidence.pay(), at)).unwrap_or(0.0))
            .collect();
        let how = "by their median pay".to_owned();
        return Order { grades: sorted(names, &ranks), track: no_track(), how, sure: 0.7 };
    }
    let ranks = vec![0.0; names.len()];
    let how = "by their names, which may not be their order".to_owned();
    Order { grades: sorted(names, &ranks), track: no_track(), how, sure: 0.2 }
}

/// Rank of a grade without pay just above or below that of the nearest number after the same letters.
fn beside(names: &[String], pay: &[Option<f64>], at: usize) -> Option<f64> {
    let (prefix, number) = code(&names[at])?;
    let series: Vec<(f64, f64)> = names
        .iter()
        .zip(pay)
        .filter_map(|(name, pay)| code(name).filter(|code| code.0 == prefix).zip(*pay))
        .map(|((_, number), pay)| (number, pay))
        .collect();
    let pairs = series.iter().flat_map(|a| series.iter().map(move |b| (a.0 - b.0) * (a.1 - b.1)));
    let is_rising = pairs.filter(|it| *it != 0.0).map(f64::signum).sum::<f64>() >= 0.0;
    let &(nearest, pay) = series.iter().min_by(|a, b| (a.0 - number).abs().total_cmp(&(b.0 - number).abs()))?;
    let step = if is_rising { number - nearest } else { nearest - number };
    Some(pay * (1.0 + 1e-6 * step.clamp(-1000.0, 1000.0)))
}

/// The order of codes such as `IC4` and `M2`. Letters whose holders lead people are management, whatever the letter; of two
/// letters on one track with the same numbers the one whose holders stand nearer to the top is the higher.
/// `None` for several letters that are neither two tracks nor in the order that lines or pay say.
fn of_codes(names: &[String], codes: &[(String, f64)], evidence: &Evidence) -> Option<Order> {
    let mut prefixes: Vec<&str> = codes.iter().map(|(prefix, _)| prefix.as_str()).collect();
    prefixes.sort_unstable();
    prefixes.dedup();
    let of = |prefix: &str| {
        codes.iter().enumerate().filter(move |(_, code)| code.0 == prefix).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let has_lines = !evidence.lines.is_empty();
    let kind = |prefix: &str| {
        let (mut holders, mut leading) = (0, 0);
        for at in of(prefix) {
            let (all, with) = evidence.holders.get(at).copied().unwrap_or_default();
            holders += all;
            leading += with;
        }
        match prefix_kind(prefix) {
            _ if has_lines && holders > 0 && leading * 2 >= holders => Some(TrackKind::Management),
            // Leads of nobody may be between two teams; many of them are no leads.
            Some(TrackKind::Management) if has_lines && holders >= 5 && leading * 10 <= holders => Some(TrackKind::Ic),
            None if has_lines && holders > 0 && leading == 0 => Some(TrackKind::Ic),
            known => known,
        }
    };
    let kinds: Vec<Option<TrackKind>> = prefixes.iter().map(|prefix| kind(prefix)).collect();
    let is_mixed = prefixes.len() > 1;
    let has = |wanted: TrackKind| kinds.contains(&Some(wanted));
    let two_tracks = is_mixed && !kinds.contains(&None) && has(TrackKind::Ic) && has(TrackKind::Management);
    let mut ranks: Vec<f64> = codes.iter().map(|(_, number)| *number).collect();
    if !is_mixed {
        let track = vec![None; names.len()];
        let (ranks, how, sure) = turned(ranks, &track, evidence, "by their number");
        return Some(Order { grades: sorted(names, &ranks), track, how, sure });
    }
    // Letters that share a track and numbers stand one above the other.
    let depth = |prefix: &str| {
        let all = of(prefix);
        all.iter().map(|&at| evidence.depth().get(at).copied().unwrap_or(0.0)).sum::<f64>() / all.len().max(1) as f64
    };
    for side in [Some(TrackKind::Ic), Some(TrackKind::Management), None] {
        let is_on = |at: usize| !two_tracks || kinds[at] == side;
        let mut own: Vec<&str> = (0..prefixes.len()).filter(|&at| is_on(at)).map(|at| prefixes[at]).collect();
        let shares = |a: &str, b: &str| of(a).iter().any(|&x| of(b).iter().any(|&y| codes[x].1 == codes[y].1));
        let overlap = own.iter().enumerate().any(|(at, a)| own[at + 1..].iter().any(|b| shares(a, b)));
        // Numbers that differ may run on from letter to letter, unless the lines say otherwise.
        let goes_against = || {
            let mut lines: Vec<_> = evidence.lines.iter().collect();
            lines.sort_unstable();
            let between = lines
                .into_iter()
                .map(|(&(above, below), &count)| (&codes[above as usize], &codes[below as usize], count));
            let between =
                between.filter(|(a, b, _)| a.0 != b.0 && own.contains(&a.0.as_str()) && own.contains(&b.0.as_str()));
            between.map(|(a, b, count)| if a.1 > b.1 { count as i64 } else { -(count as i64) }).sum::<i64>() < 0
        };
        if !has_lines || !(overlap || goes_against()) {
            continue;
        }
        own.sort_by(|a, b| depth(b).total_cmp(&depth(a)));
        for (step, prefix) in own.into_iter().enumerate() {
            for at in of(prefix) {
                ranks[at] = codes[at].1 + 1000.0 * step as f64;
            }
        }
        if !two_tracks {
            break;
        }
    }
    let mut track = vec![None; names.len()];
    if two_tracks {
        for (prefix, kind) in prefixes.iter().zip(&kinds) {
            of(prefix).into_iter().for_each(|at| track[at] = *kind);
        }
    }
    let (ranks, mut how, sure) = turned(ranks, &track, evidence, "by their number");
    if two_tracks {
        how.push_str(", on two tracks by their letters");
    } else if sure < 0.8 {
        return None;
    }
    Some(Order { grades: sorted(names, &ranks), track, how, sure })
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

/// Letters and a number: `IC4`, `M 2`, `L-5`, `IC4 - Senior`.
fn code(name: &str) -> Option<(String, f64)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let prefix = name[..digits].trim_end_matches([' ', '-', '_', '.']).to_lowercase();
    let rest = &name[digits..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let words = rest[end..].trim_start();
    let is_parted = rest[end..].starts_with(' ') || words.starts_with(['-', '\u{2013}', ':', '(', ',', '/']);
    let number = rest[..end].trim_end_matches('.').parse::<f64>().ok()?;
    let is_code = !prefix.is_empty() && prefix.chars().all(char::is_alphabetic);
    (is_code && (words.is_empty() || is_parted)).then_some((prefix, number))
}

/// A number in front of words: `7-Manager`, `8 Individual contributor`, `3: Lead`.
fn leading(name: &str) -> Option<f64> {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &name[digits..];
    let is_parted = rest.is_empty() || rest.starts_with([' ', '-', ':', '.', ',', '\u{2013}']);
    let words = rest.chars().all(|c| !c.is_ascii_digit());
    if is_parted && words { name[..digits].parse().ok() } else { None }
}

/// A Roman number, alone or behind a word: `VIII`, `Grade IX`. Letters that stand for fifty and more are letters.
fn roman(name: &str) -> Option<f64> {
    let last = name.rsplit([' ', '-']).next()?;
    if last.is_empty() || !last.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X')) {
        return None;
    }
    let value = |byte: u8| match byte {
        b'I' => 1.0,
        b'V' => 5.0,
        _ => 10.0,
    };
    let bytes = last.as_bytes();
    let all = bytes.iter().enumerate().map(|(at, &byte)| {
        let is_less = bytes.get(at + 1).is_some_and(|&next| value(next) > value(byte));
        if is_less { -value(byte) } else { value(byte) }
    });
    Some(all.sum())
}

/// A single letter, alone or behind a word: `B`, `Band C`.
fn letter(name: &str) -> Option<f64> {
    let last = name.rsplit([' ', '-']).next()?;
    let [byte] = *last.as_bytes() else { return None };
    byte.is_ascii_alphabetic().then(|| f64::from(byte.to_ascii_uppercase()))
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
            let is_both = order.track[grade].is_none();
            let code = if is_both { format!("{name}{OF_MANAGEMENT}") } else { name.clone() };
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

    fn check(names: &[&str], expected: &[&str], how: &str) {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let pay = || names.iter().map(|name| name.strip_prefix("Range ").map(|_| 1.0)).collect();
        let found = order(&names, &Evidence { find_pay: Some(&pay), ..Evidence::default() });
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
        check(&["Range Cy", "Range Bo"], &["Range Bo", "Range Cy"], "by their median pay");
        check(&["IX", "VIII", "X"], &["VIII", "IX", "X"], "by their Roman");
        check(&["IC4 - Senior", "M1 - Lead", "IC2"], &["M1 - Lead", "IC2", "IC4 - Senior"], "by their number, on two");
        check(&["Band B", "Band A"], &["Band A", "Band B"], "by their letters");
        check(&["z10", "z9", "aa"], &["aa", "z9", "z10"], "by their names");
    }

    #[test]
    fn a_grade_without_pay_stands_beside_its_series() {
        let check = |pay: [Option<f64>; 6], expected: &str| {
            let names = ["Fast Stream", "X1", "A(U)", "X2", "X3", "D"].map(str::to_owned);
            let found = order(&names, &Evidence { find_pay: Some(&|| pay.to_vec()), ..Evidence::default() });
            let sorted: Vec<&str> = found.grades.iter().map(|&at| names[at as usize].as_str()).collect();
            assert_eq!(sorted.join(" < "), expected);
        };
        let [stream, upper, lower] = [Some(31.0), Some(53.0), Some(20.0)];
        check([stream, None, upper, Some(90.0), Some(100.0), lower], "D < Fast Stream < A(U) < X1 < X2 < X3");
        check([stream, None, upper, Some(45.0), Some(40.0), lower], "D < Fast Stream < X3 < X2 < X1 < A(U)");
        check([stream, Some(25.0), None, Some(45.0), Some(60.0), lower], "A(U) < D < X1 < Fast Stream < X2 < X3");
    }

    #[test]
    fn ways_to_write_a_civil_service_grade_are_one() {
        for text in ["Executive Officer (EO)", "Executive Officer London", "EO", "EO - Administration", "EO (GEO)"] {
            assert_eq!(canonical(text, false, false), "EO", "{text}");
        }
        assert_eq!(canonical("Band B (National)", false, false), "Band B (National)");
        assert_eq!(canonical("Band B (National)", true, false), "Band B");
    }

    #[test]
    fn lines_and_leads_decide_direction_and_track() {
        let names: Vec<String> = ["1", "2", "3"].map(str::to_owned).to_vec();
        let evidence = Evidence { lines: HashMap::from_iter([((0, 1), 3), ((1, 2), 5)]), ..Evidence::default() };
        let found = order(&names, &evidence);
        assert_eq!((found.grades, found.sure), (vec![2, 1, 0], 1.0));
        let names: Vec<String> = ["E1", "M1", "S1"].map(str::to_owned).to_vec();
        let evidence = Evidence {
            lines: HashMap::from_iter([((0, 1), 2), ((1, 2), 5)]),
            holders: vec![(1, 1), (2, 2), (5, 0)],
            depth: vec![0.0, 1.0, 2.0].into(),
            ..Evidence::default()
        };
        let found = order(&names, &evidence);
        let kinds = [TrackKind::Management, TrackKind::Management, TrackKind::Ic].map(Some);
        assert_eq!(found.track, kinds);
        let place = |grade| found.grades.iter().position(|&at| at == grade);
        assert!(place(0) > place(1), "{found:?}");
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
}
