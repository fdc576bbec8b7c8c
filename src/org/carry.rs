//! Replacing the ladders under the same people: matching old and new rungs.

use super::*;
use std::collections::HashMap;

impl Org {
    /// Exchanges the ladders and carries every seat over. Ladders match by name, rungs by code. One without a match is
    /// matched with the one in the same place, if that is unmatched too and the lists are equally long: this is how
    /// ladders and rungs are renamed. Going back carries every seat back. When somebody sits on an unmatched rung,
    /// nothing changes and the first such rung is returned.
    pub fn swap_ladders(&mut self, ladders: &mut Vec<Ladder>) -> Result<(), RungId> {
        let places = places(ladders);
        let carried = carried((&self.head.ladders, &self.rung_places), (ladders, &places));
        let seated = || self.rung.iter().filter(|&&rung| rung != NO_RUNG);
        if let Some(&lost) = seated().filter(|&&rung| carried[usize::from(rung)].is_none()).min() {
            return Err(RungId(lost));
        }
        for rung in self.rung.iter_mut().filter(|rung| **rung != NO_RUNG) {
            *rung = carried[usize::from(*rung)].map_or(NO_RUNG, |rung| rung.0);
        }
        self.rung_places = places;
        std::mem::swap(&mut self.head.ladders, ladders);
        Ok(())
    }

    /// Number of rows seated on a rung, of any kind.
    pub fn seated(&self, rung: RungId) -> usize {
        self.rung.iter().filter(|&&other| other == rung.0).count()
    }
}

/// Place of each rung, in file order.
pub(super) fn places(ladders: &[Ladder]) -> Vec<RungPlace> {
    let mut places = Vec::new();
    for (ladder, l) in ladders.iter().enumerate() {
        for (track, t) in l.tracks.iter().enumerate() {
            for entry in 0..t.entries.len() {
                // Rungs beyond the number of handles cannot be sat on, which the readers report.
                if places.len() < NO_RUNG as usize {
                    places.push(RungPlace { ladder: ladder as u16, track: track as u16, entry: entry as u16 });
                }
            }
        }
    }
    places
}

/// Match of each old rung; no two have the same.
fn carried(
    (old, old_places): (&[Ladder], &[RungPlace]),
    (new, new_places): (&[Ladder], &[RungPlace]),
) -> Vec<Option<RungId>> {
    let names = |ladders: &[Ladder]| ladders.iter().map(|ladder| ladder.name.clone()).collect::<Vec<_>>();
    let same_length = old.len() == new.len();
    let ladders = counterparts(&names(old), &names(new), |at| same_length.then_some(at));
    let mut carried = vec![None; old_places.len()];
    // Rungs are sorted by place.
    let rungs_of = |places: &[RungPlace], ladder: usize| -> Vec<usize> {
        let begin = places.partition_point(|place| usize::from(place.ladder) < ladder);
        let len = places[begin..].partition_point(|place| usize::from(place.ladder) == ladder);
        (begin..begin + len).collect()
    };
    for (from, to) in ladders.into_iter().enumerate().filter_map(|(from, to)| Some((from, to?))) {
        let (old_rungs, new_rungs) = (rungs_of(old_places, from), rungs_of(new_places, to));
        let codes = |ladder: &Ladder, places: &[RungPlace], rungs: &[usize]| -> Vec<String> {
            let code = |place: RungPlace| {
                ladder.tracks[usize::from(place.track)].entries[usize::from(place.entry)].code.clone()
            };
            rungs.iter().map(|&rung| code(places[rung])).collect()
        };
        let at_same_place = |at: usize| {
            let RungPlace { track, entry, .. } = old_places[old_rungs[at]];
            let length = |ladder: &Ladder| ladder.tracks.get(usize::from(track)).map(|track| track.entries.len());
            let place_of = |&rung: &usize| (new_places[rung].track, new_places[rung].entry);
            let found = new_rungs.binary_search_by_key(&(track, entry), place_of).ok();
            found.filter(|_| length(&old[from]) == length(&new[to]))
        };
        let old_codes = codes(&old[from], old_places, &old_rungs);
        let new_codes = codes(&new[to], new_places, &new_rungs);
        for (at, to) in counterparts(&old_codes, &new_codes, at_same_place).into_iter().enumerate() {
            carried[old_rungs[at]] = to.map(|to| RungId(new_rungs[to] as u16));
        }
    }
    carried
}

/// Match of each old name: the same new name, the second with the second; for an unmatched one, the name in the same
/// place if that is unmatched too.
fn counterparts(old: &[String], new: &[String], at_same_place: impl Fn(usize) -> Option<usize>) -> Vec<Option<usize>> {
    let mut waiting: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, name) in new.iter().enumerate().rev() {
        waiting.entry(name).or_default().push(at);
    }
    let mut found: Vec<Option<usize>> =
        old.iter().map(|name| waiting.get_mut(name.as_str()).and_then(Vec::pop)).collect();
    let mut is_left = vec![false; new.len()];
    waiting.into_values().flatten().for_each(|at| is_left[at] = true);
    for (at, found) in found.iter_mut().enumerate().filter(|(_, found)| found.is_none()) {
        *found = at_same_place(at).filter(|&place| is_left[place]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ladders(text: &str) -> Vec<Ladder> {
        let track = |text: &str| Track {
            kind: TrackKind::Ic,
            name: String::new(),
            entries: text.split_whitespace().map(|code| Rung::named(code, "")).collect(),
        };
        let ladder = |text: &str| {
            let (name, tracks) = text.split_once(':').expect("a name");
            Ladder { name: name.trim().to_owned(), tracks: tracks.split('|').map(track).collect(), ..Ladder::default() }
        };
        text.split(';').map(ladder).collect()
    }

    /// Compares the codes that old codes become.
    fn check(old: &str, new: &str, expected: &str) {
        let (old, new) = (ladders(old), ladders(new));
        let (old_places, new_places) = (places(&old), places(&new));
        let code = |ladders: &[Ladder], place: RungPlace| {
            let ladder = &ladders[usize::from(place.ladder)];
            let entry = &ladder.tracks[usize::from(place.track)].entries[usize::from(place.entry)];
            format!("{}{}", ladder.name, entry.code)
        };
        let there = carried((&old, &old_places), (&new, &new_places));
        let back = carried((&new, &new_places), (&old, &old_places));
        for (at, to) in there.iter().enumerate().filter_map(|(at, to)| Some((at, (*to)?))) {
            assert_eq!(back[usize::from(to.0)], Some(RungId(at as u16)), "there and back");
        }
        let words = there.iter().zip(&old_places).map(|(to, &place)| {
            let to = to.map_or("-".to_owned(), |to| code(&new, new_places[usize::from(to.0)]));
            format!("{}>{to}", code(&old, place))
        });
        assert_eq!(words.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn rungs_are_found_again_by_code_and_else_by_place() {
        check("a: 1 2 | 5", "a: 0 1 2 | 5", "a1>a1 a2>a2 a5>a5");
        check("a: 1 2 3", "a: 1 3", "a1>a1 a2>- a3>a3");
        check("a: 1 2 3", "a: 1 9 3", "a1>a1 a2>a9 a3>a3");
        check("a: 1 2", "a: 2 1", "a1>a1 a2>a2");
        check("a: 1; b: 1 2", "b: 1 2; a: 1", "a1>a1 b1>b1 b2>b2");
        check("a: 1; b: 1", "a: 1; c: 1", "a1>a1 b1>c1");
        check("a: 1; b: 1", "c: 1", "a1>- b1>-");
        check("a: 1 1 2", "a: 1 2 1", "a1>a1 a1>a1 a2>a2");
    }
}
