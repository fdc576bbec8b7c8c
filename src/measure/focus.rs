//! How far what somebody answers for is one craft.

use crate::org::{Accountability, Details};

/// The share of what somebody answers for that is the craft: one of so many things where the craft comes first, else
/// nothing. With the number of things; `None` where nothing is recorded first. The words beside the first thing do not
/// say what they are about, so none of them is taken for the craft.
pub fn focus(details: &Details) -> Option<(f64, usize)> {
    let first = details.accountability?;
    let number = 1 + details.accountabilities.len();
    Some((if first == Accountability::Craft { 1.0 / number as f64 } else { 0.0 }, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_to_answer_for_is_less_focus() {
        let mut details = Details::default();
        assert_eq!(focus(&details), None);
        details.accountability = Some(Accountability::Craft);
        assert_eq!(focus(&details), Some((1.0, 1)));
        details.accountabilities = ["Expense reports", "Conveyor belts", "Parking"].map(str::to_owned).to_vec();
        assert_eq!(focus(&details), Some((0.25, 4)));
        details.accountability = Some(Accountability::People);
        assert_eq!(focus(&details), Some((0.0, 4)));
    }
}
