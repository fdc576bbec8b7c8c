//! Two organisations with their people matched by key, and the comparison of single fields. Handles of people, rungs
//! and texts are local to an organisation, so their meanings are compared.

use super::matcher::{Matcher, is_made_up};
use super::{Field, Fields};
use crate::org::{Details, Line, Org, Pay, PersonId, Seat};
use std::fmt::Debug;

const NOBODY: u32 = u32::MAX;

/// Two organisations, matched.
#[derive(Clone, Debug)]
pub struct Pair<'a> {
    /// Organisation on the before side.
    pub before: &'a Org,
    /// Organisation on the after side.
    pub after: &'a Org,
    /// Handle after for each handle before.
    to: Vec<u32>,
}

impl<'a> Pair<'a> {
    /// Matches people by key, in one pass; those whose key is only on one side by what else says who they are.
    pub fn of(before: &'a Org, after: &'a Org) -> Self {
        let mut to = vec![NOBODY; before.len()];
        // A person in the same position on both sides needs no look-up.
        let mut next = after.people().peekable();
        for person in before.people() {
            let key = before.key(person);
            let same = next.peek().copied().filter(|&it| after.key(it) == key);
            let found = same.or_else(|| after.find(key));
            if let Some(found) = found {
                to[person.at()] = found.0;
                while next.next_if(|&it| it <= found).is_some() {}
            }
        }
        let mut pair = Self { before, after, to };
        pair.match_others();
        pair
    }

    /// Matches those whose id is only on one side: what a spreadsheet did to ids is undone, and names stand for ids that
    /// were made up.
    fn match_others(&mut self) {
        let left: Vec<PersonId> = self.before.people().filter(|&person| self.after(person).is_none()).collect();
        let known = self.known();
        if left.is_empty() || self.after.people().all(|person| known[person.at()]) {
            return;
        }
        let matcher = Matcher::of(self.after, |person| !known[person.at()]);
        let mut taken = vec![false; self.after.len()];
        for person in left {
            let made_up = is_made_up(self.before, person);
            let found = matcher.find(self.before.key(person), self.before.name(person), made_up);
            // Of two who would be the same person the first is.
            if let Some(found) = found.filter(|found| !std::mem::replace(&mut taken[found.at()], true)) {
                self.to[person.at()] = found.0;
            }
        }
    }

    /// Handle after for one before; `None` for a person who is gone.
    pub fn after(&self, person: PersonId) -> Option<PersonId> {
        self.to.get(person.at()).copied().filter(|&it| it != NOBODY).map(PersonId)
    }

    /// For each handle after, true when the person was there before.
    pub fn known(&self) -> Vec<bool> {
        let mut known = vec![false; self.after.len()];
        self.to.iter().filter(|&&it| it != NOBODY).for_each(|&it| known[it as usize] = true);
        known
    }

    /// Fields that differ for a person, given both handles.
    pub fn fields(&self, before: PersonId, after: PersonId) -> Fields {
        let (a, b) = (self.before, self.after);
        let mut fields = Fields::default();
        let mut unless = |same: bool, field: Field| {
            if !same {
                fields.insert(field);
            }
        };
        unless(a.name(before) == b.name(after), Field::Name);
        unless(a.title(before) == b.title(after), Field::Title);
        unless(a.team(before) == b.team(after), Field::Team);
        unless(a.location(before) == b.location(after), Field::Location);
        unless(a.status(before) == b.status(after), Field::Status);
        unless(a.kind(before) == b.kind(after), Field::Kind);
        unless(a.start(before) == b.start(after), Field::FirstDay);
        unless(a.end(before) == b.end(after), Field::LastDay);
        unless(self.same_seat(a.seat(before), b.seat(after)), Field::Seat);
        unless(self.same_manager(before, after), Field::Manager);
        unless(self.same_lines(before, after, Line::Dotted), Field::DottedLines);
        unless(self.same_lines(before, after, Line::Assistant), Field::Assists);
        unless(self.same_pay(a.pay(before), b.pay(after)), Field::Pay);
        unless(same(&a.order(before), &b.order(after)), Field::Order);
        if a.has_details(before) || b.has_details(after) {
            details(a.details(before), b.details(after), &mut unless);
        }
        fields
    }

    fn same_seat(&self, before: Option<Seat>, after: Option<Seat>) -> bool {
        match (before, after) {
            (Some(a), Some(b)) => {
                a.source == b.source
                    && self.before.rung(a.rung).code == self.after.rung(b.rung).code
                    && self.before.ladder(a.rung).name == self.after.ladder(b.rung).name
                    && self.before.track(a.rung).kind == self.after.track(b.rung).kind
            }
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    fn same_manager(&self, before: PersonId, after: PersonId) -> bool {
        let (a, b) = (self.before.manager(before), self.after.manager(after));
        match (a, b) {
            (Some(a), Some(b)) => self.after(a) == Some(b),
            (None, None) => self.before.unlinked(before) == self.after.unlinked(after),
            _ => false,
        }
    }

    fn same_lines(&self, before: PersonId, after: PersonId, line: Line) -> bool {
        let (a, b) = (self.before.lines().above(before, line), self.after.lines().above(after, line));
        if a.len() != b.len() {
            return false;
        }
        let mut a: Vec<_> = a.into_iter().map(|it| self.after(it)).collect();
        a.sort_unstable();
        a.into_iter().eq(b.into_iter().map(Some))
    }

    fn same_pay(&self, a: Pay, b: Pay) -> bool {
        if !a.is_recorded() && !b.is_recorded() {
            return same(&a.fte, &b.fte);
        }
        let currency = |org: &'a Org, pay: &Pay| match org.text(pay.currency) {
            "" => org.head.currency.as_str(),
            currency => currency,
        };
        same(&(a.low, a.high, a.fte, a.period), &(b.low, b.high, b.fte, b.period))
            && currency(self.before, &a) == currency(self.after, &b)
    }
}

/// Reports for each field of the details whether it is equal.
fn details(a: &Details, b: &Details, tell: &mut impl FnMut(bool, Field)) {
    tell(a.preference == b.preference, Field::Preference);
    tell(same(&a.evidence, &b.evidence), Field::Evidence);
    tell(same(&a.rights, &b.rights), Field::Rights);
    tell(same(&a.budgets, &b.budgets), Field::Budgets);
    if a.rare.is_usual() && b.rare.is_usual() {
        return;
    }
    tell(same(&a.history, &b.history), Field::History);
    tell(a.craft == b.craft, Field::Craft);
    let accountability = a.accountability == b.accountability && a.accountabilities == b.accountabilities;
    tell(accountability, Field::Accountability);
    tell(same(&a.resources, &b.resources), Field::Resources);
    tell(a.forums == b.forums, Field::Forums);
    tell(same(&a.craft_time, &b.craft_time), Field::CraftTime);
    tell(a.management == b.management, Field::Management);
    tell(same(&a.approvals, &b.approvals), Field::Approvals);
    tell(same(&a.stated_authority, &b.stated_authority), Field::StatedAuthority);
    tell(same(&a.posts, &b.posts), Field::Posts);
    tell(a.notes == b.notes, Field::Notes);
    tell(a.unknown == b.unknown, Field::Unknown);
}

/// Equality in which NaN equals itself.
pub(super) fn same<T: PartialEq + Debug>(a: &T, b: &T) -> bool {
    a == b || format!("{a:?}") == format!("{b:?}")
}
