//! Edits made of several others: removing a person and handing over the reports, and placing a person between siblings.

use super::Edit;
use crate::org::{Org, PersonId, Tree};
use std::collections::HashSet;

/// Removes a person; the reports go to the manager, or become tops without one.
pub fn remove(org: &Org, person: PersonId) -> Edit {
    let manager = if org.has(person) { org.manager(person) } else { None };
    // In a loop the manager is also somewhere below. The report on the way there must not report to the manager.
    let mut closes = None;
    let (mut at, mut seen) = (manager, HashSet::new());
    while let Some(above) = at.filter(|&above| seen.insert(above)) {
        at = org.manager(above);
        if at == Some(person) {
            closes = Some(above);
        }
    }
    let reports = if org.has(person) { org.lines().below(person, crate::org::Line::Solid) } else { Vec::new() };
    let moved = reports.into_iter().map(|report| {
        let manager = manager.filter(|_| closes != Some(report));
        Edit::SetManager { person: report, manager }
    });
    Edit::All(moved.chain([Edit::RemovePerson { person }]).collect())
}

/// Places a person before one of the reports of `manager`, or after all of them; tops count as siblings of each other.
/// Changes the sort keys of as few others as possible. `tree` is that of the org.
pub fn place(org: &Org, tree: &Tree, person: PersonId, manager: Option<PersonId>, before: Option<PersonId>) -> Edit {
    if !org.has(person) || manager.is_some_and(|manager| !org.has(manager)) {
        // Applying this edit reports that the person does not exist.
        return Edit::SetManager { person, manager };
    }
    let mut siblings: Vec<PersonId> = match manager {
        Some(manager) => tree.reports(manager).collect(),
        None => tree.tops().collect(),
    };
    siblings.retain(|&sibling| sibling != person);
    let at = before.and_then(|before| siblings.iter().position(|&sibling| sibling == before));
    let (front, behind) = siblings.split_at(at.unwrap_or(siblings.len()));
    let mut edits = Vec::new();
    if org.manager(person) != manager || org.unlinked(person).is_some() {
        edits.push(Edit::SetManager { person, manager });
    }
    let mut set = |person: PersonId, order: Option<f64>| {
        if org.order(person) != order {
            edits.push(Edit::SetOrder { person, order });
        }
    };
    let is_in_file_order = front.last().is_none_or(|&last| org.order(last).is_some() || last < person)
        && behind.first().is_none_or(|&next| org.order(next).is_none() && person < next);
    if is_in_file_order {
        set(person, None);
        return Edit::All(edits);
    }
    // Siblings without a sort key come after all with one, so those before the new place need one.
    let mut last = None;
    for &sibling in front {
        let order = org.order(sibling).or(Some(last.map_or(1.0, |last| last + 1.0)));
        set(sibling, order);
        last = order;
    }
    let own = match (last, behind.first().and_then(|&next| org.order(next))) {
        (Some(last), Some(next)) => last + (next - last) / 2.0,
        (Some(last), None) => last + 1.0,
        (None, Some(next)) => next - 1.0,
        (None, None) => 1.0,
    };
    let fits = |next: &PersonId| org.order(*next).is_none_or(|next| own < next);
    if own.is_finite() && last.is_none_or(|last| last < own) && behind.first().is_none_or(fits) {
        set(person, Some(own));
        return Edit::All(edits);
    }
    // No number is left between two keys: everybody with a key gets a new one.
    edits.retain(|edit| !matches!(edit, Edit::SetOrder { .. }));
    let placed = behind.iter().take_while(|&&sibling| org.order(sibling).is_some());
    for (&sibling, order) in front.iter().chain([&person]).chain(placed).zip(1..) {
        edits.push(Edit::SetOrder { person: sibling, order: Some(f64::from(order)) });
    }
    Edit::All(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row};

    fn org(rows: &[(&str, &str)]) -> Org {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for &(key, manager) in rows {
            builder.add(&Row { key, manager, ..Row::default() });
        }
        builder.finish().0
    }

    fn reports(org: &Org) -> String {
        let tree = Tree::of(org);
        tree.order().iter().map(|&person| org.key(person)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn somebody_is_put_between_any_two_siblings() {
        let mut org = org(&[("m", ""), ("a", "m"), ("b", "m"), ("c", "m"), ("d", "m"), ("x", "a")]);
        let mut put = |key: &str, before: &str| {
            let (person, before) = (org.find(key).expect("named above"), org.find(before));
            let edit = place(&org, &Tree::of(&org), person, org.find("m"), before);
            edit.apply(&mut org).expect("no loop");
            reports(&org)
        };
        assert_eq!(put("d", "b"), "m a x d b c");
        assert_eq!(put("x", "d"), "m a x d b c");
        assert_eq!(put("a", ""), "m x d b c a");
        assert_eq!(put("c", "x"), "m c x d b a");
        // More often than there are numbers between two keys.
        for turn in 0..200 {
            let (who, expected) = if turn % 2 == 0 { ("d", "m c d x b a") } else { ("x", "m c x d b a") };
            assert_eq!(put(who, if turn % 2 == 0 { "x" } else { "d" }), expected, "in turn {turn}");
        }
    }

    #[test]
    fn reports_of_the_removed_go_to_the_manager_even_around_a_loop() {
        for (rows, expected) in [
            (&[("a", ""), ("b", "a"), ("c", "b"), ("d", "b")][..], "c>a d>a"),
            (&[("a", "d"), ("b", "a"), ("c", "b"), ("d", "b")][..], "a>d c>a"),
            (&[("a", "b"), ("b", "a"), ("c", "b")][..], "c>a"),
            (&[("b", "nobody"), ("c", "b")][..], ""),
        ] {
            let mut org = org(rows);
            let edit = remove(&org, org.find("b").expect("in every row"));
            edit.apply(&mut org).expect("no loop is made");
            let above = |person| org.manager(person).map(|m| format!("{}>{}", org.key(person), org.key(m)));
            assert_eq!(org.people().filter_map(above).collect::<Vec<_>>().join(" "), expected);
        }
    }
}
