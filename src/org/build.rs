//! Assembling an [`Org`] row by row, then linking managers. Readers of every format end here.

use super::*;
use ecow::EcoString;
use std::collections::HashSet;

/// A row from a reader, borrowed from the text of the file.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// Id as given; an empty one is replaced by a generated key.
    pub key: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Job title.
    pub title: &'a str,
    /// Team or department.
    pub team: &'a str,
    /// Location.
    pub location: &'a str,
    /// Employment status, as the file words it.
    pub status: &'a str,
    /// Key of the solid-line manager; empty for a top.
    pub manager: &'a str,
    /// Rung, with the source of that knowledge.
    pub seat: Option<Seat>,
    /// Kind of row.
    pub kind: Kind,
    /// First day.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Pay; its currency comes from `currency`.
    pub pay: Pay,
    /// Currency of the pay; empty means the reporting currency.
    pub currency: &'a str,
}

impl Default for Row<'_> {
    fn default() -> Self {
        Self {
            key: "",
            name: "",
            title: "",
            team: "",
            location: "",
            status: "",
            manager: "",
            seat: None,
            kind: Kind::Person,
            start: None,
            end: None,
            pay: Pay::NONE,
            currency: "",
        }
    }
}

/// No manager is given, or none that can be linked.
const NOBODY: u32 = u32::MAX;
/// The manager's row has not come yet.
const LATER: u32 = u32::MAX - 1;
/// Largest number of distinct texts remembered for sharing.
const SHARED: usize = 4096;
/// Number of rows between two checks whether to stop.
const TICK: usize = 1 << 14;

/// Lines other than solid ones that lead nowhere: person, key of the other end, kind.
pub type Lost = Vec<(PersonId, String, Line)>;

impl Org {
    /// Appends a row without its lines; its key becomes unique ([`Keys::add`]).
    pub(super) fn push(&mut self, row: &Row) -> PersonId {
        let person = self.lines.add_person();
        if person.at() >= self.keys.len() {
            self.keys.add(row.key);
        }
        self.numbered.add(person, self.keys.get(person.0));
        self.names.push(row.name);
        self.title.push(self.symbols.intern(row.title));
        // Consecutive rows often share a team.
        let last = self.team.last().copied().filter(|&last| self.symbols.get(last) == row.team);
        self.team.push(last.unwrap_or_else(|| self.symbols.intern(row.team)));
        self.location.push(self.symbols.intern(row.location));
        self.status.push(self.symbols.intern(row.status));
        self.rung.push(row.seat.map_or(NO_RUNG, |seat| seat.rung.0));
        self.seat_source.push(row.seat.map_or(SeatSource::Given, |seat| seat.source));
        self.kind.push(row.kind);
        self.start.push(row.start);
        self.end.push(row.end);
        self.pay.push(Pay { currency: self.symbols.intern(row.currency), ..row.pay });
        self.details_at.push(NO_DETAILS);
        person
    }
}

/// Collects rows and lines; [`Builder::finish`] links them.
pub struct Builder {
    org: Org,
    /// Manager of each row up to the last that names one, [`NOBODY`] or [`LATER`].
    above: Vec<u32>,
    /// Keys of managers whose row had not come yet, in file order.
    later: TextColumn,
    dotted: Vec<(PersonId, String, Line)>,
    /// Longer texts that occur in many records.
    shared: HashSet<EcoString>,
}

impl Builder {
    /// Builder with a head, whose ladders are final from here on.
    pub fn new(head: Head) -> Self {
        let rung_places = carry::places(&head.ladders);
        let org = Org {
            head,
            keys: Keys::default(),
            names: TextColumn::default(),
            symbols: Symbols::default(),
            title: Vec::new(),
            team: Vec::new(),
            location: Vec::new(),
            status: Vec::new(),
            rung: Vec::new(),
            seat_source: Vec::new(),
            kind: Vec::new(),
            start: Vec::new(),
            end: Vec::new(),
            pay: Vec::new(),
            details_at: Vec::new(),
            details: Vec::new(),
            no_details: Details::default(),
            unlinked: BTreeMap::new(),
            order: BTreeMap::new(),
            rung_places,
            lines: Lines::default(),
            removed: Removed::default(),
            numbered: numbered::Numbered::default(),
        };
        Self { org, above: Vec::new(), later: TextColumn::default(), dotted: Vec::new(), shared: HashSet::new() }
    }

    /// Takes the keys of all rows from a reader that has them already; those in the rows are ignored.
    pub fn take_keys(&mut self, keys: Keys) {
        self.org.keys = keys;
    }

    /// Reserves memory for `people` more rows.
    pub fn reserve(&mut self, people: usize) {
        let org = &mut self.org;
        let known = org.keys.len() - org.len();
        org.keys.reserve(people.saturating_sub(known));
        org.names.reserve(people, people * 16);
        for symbols in [&mut org.title, &mut org.team, &mut org.location, &mut org.status] {
            symbols.reserve(people);
        }
        org.rung.reserve(people);
        org.seat_source.reserve(people);
        org.kind.reserve(people);
        org.start.reserve(people);
        org.end.reserve(people);
        org.pay.reserve(people);
        org.details_at.reserve(people);
        if org.is_empty() {
            org.lines = Lines::with_capacity(people);
        }
        self.above.reserve(people);
    }

    /// Rung with a code in the named ladder; in any ladder when the name is empty.
    pub fn find_rung(&self, ladder: &str, code: &str) -> Option<RungId> {
        self.org.find_rung(ladder, code)
    }

    /// The organisation so far: ladders and rows, no lines yet.
    pub fn org(&self) -> &Org {
        &self.org
    }

    /// Unique key that a row got.
    pub fn key(&self, person: PersonId) -> &str {
        self.org.key(person)
    }

    /// Number of rows so far.
    pub fn len(&self) -> usize {
        self.org.len()
    }

    /// True before the first row.
    pub fn is_empty(&self) -> bool {
        self.org.is_empty()
    }

    /// Adds a row; its key becomes unique ([`Keys::add`]).
    pub fn add(&mut self, row: &Row) -> PersonId {
        let person = self.org.push(row);
        if !row.manager.is_empty() {
            self.above.resize(person.at(), NOBODY);
            let above = self.manager(person, row);
            self.above.push(above);
        }
        person
    }

    /// Manager named in a row, if their row has come already.
    fn manager(&mut self, person: PersonId, row: &Row) -> u32 {
        // Consecutive rows often have the same manager.
        let last = self.above.last().copied().filter(|&above| self.org.keys.get(above) == row.manager);
        let found = last.or_else(|| self.org.keys.find(row.manager));
        if row.manager == row.key || found == Some(person.0) {
            self.org.unlinked.insert(person, Unlinked::Itself(row.manager.to_owned()));
            return NOBODY;
        }
        found.unwrap_or_else(|| {
            self.later.push(row.manager);
            LATER
        })
    }

    /// Sets the details of a person.
    pub fn set_details(&mut self, person: PersonId, mut details: Details) {
        if details.is_empty() {
            return;
        }
        details.evidence.shrink_to_fit();
        details.evidence.iter_mut().for_each(|line| self.share(&mut line.kind));
        if let Some(rights) = &mut details.rights {
            rights.shrink_to_fit();
            for right in rights {
                self.share(&mut right.text);
                self.share(&mut right.domain);
            }
        }
        *self.org.details_mut(person) = details;
    }

    /// Stores a text that occurs elsewhere only once.
    fn share(&mut self, text: &mut EcoString) {
        if text.len() <= EcoString::INLINE_LIMIT {
            return;
        }
        match self.shared.get(text) {
            Some(known) => *text = known.clone(),
            None if self.shared.len() < SHARED => drop(self.shared.insert(text.clone())),
            None => {}
        }
    }

    /// Sets the sort key of a person among siblings; finite.
    pub fn set_order(&mut self, person: PersonId, order: f64) {
        self.org.set_order(person, Some(order));
    }

    /// Records a dotted line or an assistance up to the person with key `above`.
    pub fn line_to(&mut self, person: PersonId, above: &str, line: Line) {
        self.dotted.push((person, above.to_owned(), line));
    }

    /// Draws a line between two rows that the reader has linked itself; at most one solid line into `below`.
    pub fn connect(&mut self, above: PersonId, below: PersonId, line: Line) {
        self.org.lines.connect(above, below, line);
    }

    /// Records a given manager whom the reader could not link.
    pub fn leave_unlinked(&mut self, person: PersonId, manager: Unlinked) {
        self.org.unlinked.insert(person, manager);
    }

    /// Links managers by key. A manager who does not exist, or is the person, is kept as [`Unlinked`]; other lines that
    /// could not be linked are returned.
    pub fn finish(mut self) -> (Org, Lost) {
        let lost = self.link(&|| false).unwrap_or_default();
        (self.org, lost)
    }

    /// Like [`Builder::finish`], but returns `None` once `stop` returns true; it is called every few milliseconds.
    pub fn finish_unless(mut self, stop: &dyn Fn() -> bool) -> Option<(Org, Lost)> {
        let lost = self.link(stop)?;
        Some((self.org, lost))
    }

    fn link(&mut self, stop: &dyn Fn() -> bool) -> Option<Lost> {
        let mut later = 0..;
        for (above, at) in std::mem::take(&mut self.above).into_iter().zip(0..) {
            let person = PersonId(at);
            if person.at().is_multiple_of(TICK) && stop() {
                return None;
            }
            let above = match above {
                NOBODY => continue,
                LATER => {
                    let key = self.later.get(later.next().unwrap_or(NOBODY));
                    let found = self.org.find(key).filter(|&manager| manager != person);
                    let Some(found) = found else {
                        let unlinked = if self.org.find(key).is_some() { Unlinked::Itself } else { Unlinked::Unknown };
                        self.org.unlinked.insert(person, unlinked(key.to_owned()));
                        continue;
                    };
                    found
                }
                above => PersonId(above),
            };
            self.org.lines.connect(above, person, Line::Solid);
        }
        let mut lost = Vec::new();
        for (at, (person, key, line)) in std::mem::take(&mut self.dotted).into_iter().enumerate() {
            if at.is_multiple_of(TICK) && stop() {
                return None;
            }
            match self.org.find(&key) {
                Some(above) if above != person => self.org.lines.connect(above, person, line),
                _ => lost.push((person, key, line)),
            }
        }
        Some(lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn org(rows: &[(&str, &str)]) -> Org {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for &(key, manager) in rows {
            builder.add(&Row { key, manager, ..Row::default() });
        }
        builder.finish().0
    }

    #[test]
    fn a_taken_key_gets_a_number_and_the_first_row_keeps_the_lines() {
        let org = org(&[("a", ""), ("a", ""), ("a", "a"), ("", "a"), ("b", "a")]);
        let keys: Vec<_> = org.people().map(|p| org.key(p)).collect();
        assert_eq!(keys, ["a", "a~2", "a~3", "row~4", "b"]);
        assert_eq!(org.manager(PersonId(4)), Some(PersonId(0)));
        assert_eq!(org.unlinked(PersonId(2)), Some(&Unlinked::Itself("a".into())));
    }

    #[test]
    fn a_loop_is_cut_at_its_smallest_key_and_nobody_is_lost() {
        let org = org(&[("c", "b"), ("b", "a"), ("a", "c"), ("d", "a"), ("e", "nobody")]);
        let tree = Tree::of(&org);
        assert_eq!(tree.loops.len(), 1);
        assert_eq!(org.key(tree.loops[0][0]), "a");
        let order: Vec<_> = tree.order().iter().map(|&p| org.key(p)).collect();
        assert_eq!(order, ["a", "b", "c", "d", "e"]);
        assert_eq!(tree.headcount(org.find("a").expect("just added")), 3);
    }

    #[test]
    fn a_chain_of_twenty_thousand_is_walked() {
        let keys: Vec<String> = (0..20_000).map(|i| i.to_string()).collect();
        let rows: Vec<(&str, &str)> =
            (0..keys.len()).map(|i| (keys[i].as_str(), if i == 0 { "" } else { keys[i - 1].as_str() })).collect();
        let tree = Tree::of(&org(&rows));
        assert_eq!(tree.depth(PersonId(19_999)), 19_999);
        assert_eq!(tree.headcount(PersonId(0)), 19_999);
    }
}
