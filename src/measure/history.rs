//! Role histories: since when somebody has the seat, and the step from IC to management (METHOD.md section 7a).

use super::Measure;
use crate::org::{PersonId, RoleChange, TrackKind};
use jiff::civil::Date;

impl<'a> Measure<'a> {
    /// First day in the present seat; `None` when not known. A history that ends on another rung is out of
    /// date and says nothing.
    pub fn in_seat_since(&self, person: PersonId) -> Option<Date> {
        let code = &self.org.rung(self.org.seat(person)?.rung).code;
        let steps = self.steps(person);
        let newest = steps.last()?;
        if newest.rung.is_empty() {
            return newest.date;
        }
        steps.iter().rev().take_while(|step| step.rung == *code).last()?.date
    }

    /// The step by which a person on a management rung came into management: the first management rung after
    /// the last IC rung of the history, or its newest step where the history names no rungs.
    pub fn conversion(&self, person: PersonId) -> Option<&'a RoleChange> {
        if self.org.track_kind(person)? != TrackKind::Management {
            return None;
        }
        let steps = self.steps(person);
        let since_ic = steps.iter().rev().take_while(|step| self.kind(person, step) != Some(TrackKind::Ic));
        let into = since_ic.filter(|step| self.kind(person, step) == Some(TrackKind::Management)).last();
        let newest = steps.last().filter(|step| step.rung.is_empty());
        into.or(newest).copied()
    }

    /// The steps up to the date of the file, oldest first; in file order where one of them is undated.
    fn steps(&self, person: PersonId) -> Vec<&'a RoleChange> {
        let history = self.org.details(person).history.iter();
        let mut steps: Vec<_> =
            history.filter(|step| step.date.is_none_or(|date| date <= self.org.head.as_of)).collect();
        if steps.iter().all(|step| step.date.is_some()) {
            steps.sort_by_key(|step| step.date);
        }
        steps
    }

    fn kind(&self, person: PersonId, step: &RoleChange) -> Option<TrackKind> {
        let ladder = self.org.ladder(self.org.seat(person)?.rung);
        let holds = |entries: &[crate::org::Entry]| entries.iter().any(|entry| entry.code == step.rung);
        ladder.tracks.iter().find(|track| holds(&track.entries)).map(|track| track.kind)
    }
}
