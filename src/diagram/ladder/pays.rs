//! Pay of people, rung by rung.

use crate::org::{Org, RungId};
use crate::plan::diff::median_of;

/// Median yearly pay of the people on each rung, in file order, with the number of people; `None` if no pay is known or
/// people are not shown.
pub type Pays = Vec<Option<(f64, usize)>>;

/// Medians of all rungs in one pass over the people; in *structure only* nobody's pay is read.
pub fn pays_of(org: &Org) -> Pays {
    let mut pays: Vec<Vec<f64>> = vec![Vec::new(); org.rungs().len()];
    if org.shows_people() {
        for person in org.people().filter(|&person| org.is_judged(person)) {
            if let (Some(seat), Some(pay)) = (org.seat(person), org.yearly_pay(person)) {
                pays[usize::from(seat.rung.0)].push(pay);
            }
        }
    }
    pays.iter_mut().map(|pays| (!pays.is_empty()).then(|| (median_of(pays), pays.len()))).collect()
}

/// Median yearly pay on a rung and the number of people that it is based on; `None` if unknown.
pub fn median(pays: Option<&Pays>, rung: RungId) -> Option<(f64, usize)> {
    pays?.get(usize::from(rung.0)).copied().flatten()
}
