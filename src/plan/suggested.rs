//! Suggested seats by title: many people share few titles, so one decision a title confirms or corrects all of them.

use crate::edit::Edit;
use crate::org::{Kind, Org, PersonId, RungId, Seat, SeatSource};
use std::collections::BTreeMap;

/// People with one title who are suggested for one rung.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleSeats {
    /// The title; empty for people without one.
    pub title: String,
    /// The rung that is suggested.
    pub rung: RungId,
    /// The people, in file order; never empty.
    pub people: Vec<PersonId>,
}

/// Suggested seats by title and rung, the title of most people first; linear in people.
pub fn suggested_by_title(org: &Org) -> Vec<TitleSeats> {
    let mut groups: BTreeMap<(&str, RungId), Vec<PersonId>> = BTreeMap::new();
    for person in org.people().filter(|&person| org.kind(person) == Kind::Person) {
        if let Some(Seat { rung, source: SeatSource::Suggested }) = org.seat(person) {
            groups.entry((org.title(person), rung)).or_default().push(person);
        }
    }
    let seats = |((title, rung), people): ((&str, RungId), Vec<PersonId>)| {
        let title = title.to_owned();
        TitleSeats { title, rung, people }
    };
    let mut all: Vec<TitleSeats> = groups.into_iter().map(seats).collect();
    all.sort_by_key(|seats| std::cmp::Reverse(seats.people.len()));
    all
}

/// The edit that puts people on a rung as somebody has decided it.
pub fn confirm(people: &[PersonId], rung: RungId) -> Edit {
    let seat = Some(Seat { rung, source: SeatSource::Confirmed });
    Edit::All(people.iter().map(|&person| Edit::MoveToSeat { person, seat }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Ladder, Row, Rung, Track, TrackKind};

    #[test]
    fn people_with_one_title_and_one_suggestion_are_decided_at_once_and_undone_at_once() {
        let mut head = Head::new("Acme", jiff::civil::date(2026, 9, 30));
        let track = |kind, codes: [&str; 2]| {
            let entries = codes.map(|code| Rung::named(code, code)).to_vec();
            Track { kind, name: String::new(), entries }
        };
        let tracks = vec![track(TrackKind::Ic, ["IC2", "IC3"]), track(TrackKind::Management, ["M1", "M2"])];
        head.ladders.push(Ladder { tracks, ..Ladder::default() });
        let mut builder = Builder::new(head);
        for (key, title, code) in
            [("a", "Chemist", "IC3"), ("b", "Chemist", "IC3"), ("c", "Chemist", "M1"), ("d", "", "IC2")]
        {
            let seat = builder.find_rung("", code).map(|rung| Seat { rung, source: SeatSource::Suggested });
            builder.add(&Row { key, title, seat, ..Row::default() });
        }
        let mut org = builder.finish().0;
        let groups = suggested_by_title(&org);
        let sizes: Vec<_> = groups.iter().map(|group| (group.title.as_str(), group.people.len())).collect();
        assert_eq!(sizes, [("Chemist", 2), ("", 1), ("Chemist", 1)]);
        let back = confirm(&groups[0].people, groups[2].rung).apply(&mut org).expect("it applies");
        assert_eq!(suggested_by_title(&org).len(), 2);
        assert_eq!(org.seat(groups[0].people[1]).map(|seat| seat.rung), Some(groups[2].rung));
        back.apply(&mut org).expect("it is taken back");
        assert_eq!(suggested_by_title(&org), groups);
    }
}
