//! Degree of authorship of a file (Avelino, Passos, Hora, Valente: A Novel Approach for Estimating Truck Factors, ICPC
//! 2016; the weights are those of Fritz and others, 2010), and who counts as its author.

/// What one person did to one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Touch {
    /// The person.
    pub person: u32,
    /// True where they made its first version.
    pub is_first: bool,
    /// Number of later changes that are theirs (DL).
    pub changes: u32,
    /// Time of their last change, in seconds since 1970.
    pub last: i64,
}

/// Part of the highest degree of a file that an author has to exceed.
const OF_HIGHEST: f64 = 0.75;
/// Least degree of an author.
const LEAST: f64 = 3.293;

/// Degree of authorship: 3.293 + 1.098·FA + 0.164·DL − 0.321·ln(1 + AC), where AC counts the changes of others.
pub fn degree(is_first: bool, changes: u32, of_others: u32) -> f64 {
    let first = if is_first { 1.098 } else { 0.0 };
    3.293 + first + 0.164 * f64::from(changes) - 0.321 * f64::from(of_others).ln_1p()
}

/// True if a degree makes an author, beside the highest degree of the file: more than 0.75 of it, and at least 3.293.
pub fn is_author(degree: f64, highest: f64) -> bool {
    degree >= LEAST && degree / highest > OF_HIGHEST
}

/// Authors of a file with their degrees, in the order of `touches`.
pub fn authors(touches: &[Touch]) -> impl Iterator<Item = (u32, f64)> + '_ {
    let all: u32 = touches.iter().fold(0, |sum, it| sum.saturating_add(it.changes));
    let of = move |it: &Touch| degree(it.is_first, it.changes, all - it.changes);
    let highest = touches.iter().map(of).fold(0.0, f64::max);
    touches.iter().map(move |it| (it.person, of(it))).filter(move |&(_, degree)| is_author(degree, highest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Touches as (is first, changes), authors by their place.
    fn check(touches: &[(bool, u32)], expected: &[u32]) {
        let touches: Vec<Touch> = touches
            .iter()
            .zip(0..)
            .map(|(&(is_first, changes), person)| Touch { person, is_first, changes, last: 0 })
            .collect();
        assert_eq!(authors(&touches).map(|(person, _)| person).collect::<Vec<_>>(), expected, "{touches:?}");
    }

    #[test]
    fn the_degree_is_the_published_sum() {
        let close = |a: f64, b: f64| assert!((a - b).abs() < 5e-4, "{a} {b}");
        close(degree(true, 0, 0), 4.391);
        // 4.391 − 0.321·ln 4 = 4.391 − 0.4450
        close(degree(true, 0, 3), 3.9460);
        // 3.293 + 0.492
        close(degree(false, 3, 0), 3.785);
        // 3.293 + 1.098 + 10·0.164 − 0.321·ln 101 = 6.031 − 1.4815
        close(degree(true, 10, 100), 4.5495);
    }

    #[test]
    fn an_author_has_more_than_three_quarters_of_the_highest_and_the_least_degree() {
        // The maker alone.
        check(&[(true, 0)], &[0]);
        // 3.9460 and 3.785: 0.959 of the highest.
        check(&[(true, 0), (false, 3)], &[0, 1]);
        // One change: 4.391 − 0.321·ln 2 = 4.1685 against 3.457: 0.829, an author.
        check(&[(true, 0), (false, 1)], &[0, 1]);
        // Ten by the maker: 6.031 − 0.2225 = 5.8085; one by another: 3.457 − 0.321·ln 11 = 2.687.
        check(&[(true, 10), (false, 1)], &[0]);
        // 40 by another: 9.853; the maker has 4.391 − 0.321·ln 41 = 3.199: neither.
        check(&[(true, 0), (false, 40)], &[1]);
        // Nobody made it, ten changed it once: 3.457 − 0.321·ln 10 = 2.718 each, below the least degree.
        check(&[(false, 1); 10], &[]);
        check(&[], &[]);
    }
}
