//! The order of the grades of a file, lowest first, and which of them belong to one track.
//!
//! It is taken from what is certain first: grades of the British civil service, numbers, codes such as `IC4` and `M2` (two
//! tracks by their prefix), words such as "Director"; then from median pay; then by name.

use super::levels::{CIVIL_SERVICE, code, leading, letter, natural, prefix_kind, roman};
use super::titles::{self, Words};
use crate::org::TrackKind;
use hashbrown::HashMap;
use std::cell::OnceCell;
use std::cmp::Ordering;

/// Grades in order, lowest first, and the track where the grade itself says it.
#[derive(Debug)]
pub struct Order {
    /// Indices into the names of the grades.
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
}
