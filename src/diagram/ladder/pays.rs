//! What people are paid, rung by rung.

use crate::org::{Org, RungId};
use crate::plan::diff::median_of;

/// For each rung in file order the median yearly pay of the persons who sit there, and of how many; `None` where
/// nobody's pay is known or people are not shown.
pub type Pays = Vec<Option<(f64, usize)>>;

/// One pass over the people; in structure only nobody's pay is looked at.
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

/// What the persons of a rung are paid, and how many they are.
pub fn median(pays: Option<&Pays>, rung: RungId) -> Option<(f64, usize)> {
    pays?.get(usize::from(rung.0)).copied().flatten()
}
