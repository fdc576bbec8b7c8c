//! Focus: the share of a person's accountabilities that is the craft.

use crate::org::{Accountability, Details};

/// Share of the craft among a person's accountabilities, 0 to 1, and the number of accountabilities. With the craft in
/// first place the share is one over that number, otherwise 0: the texts beside the first one do not say what they are
/// about, so none of them is taken for the craft. `None` when no first accountability is recorded.
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
