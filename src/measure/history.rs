//! Role histories: since when somebody has the seat, and the step from IC to management (METHOD.md section 7a).

use super::{Impact, LineOfEvidence, Measure, Window, impact_of, months_before};
use crate::org::{PersonId, Reason, RoleChange, TrackKind};
use jiff::civil::Date;

/// The kind of evidence that is money.
const MONEY: &str = "money";
/// Months that a conversion has to be past.
const MONTHS: i32 = 12;

/// A conversion with evidence before and after (METHOD.md section 7a).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Converted<'a> {
    /// The step.
    pub step: &'a RoleChange,
    /// Impact over the twelve months before it.
    pub before: Impact,
    /// Impact over the twelve months up to the date of the file.
    pub after: Impact,
    /// Evidence of money before; `None` where there is none.
    pub money_before: Option<Money>,
    /// Evidence of money after.
    pub money_after: Option<Money>,
}

/// A line of money, in the reporting currency.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Money {
    /// Supported value.
    pub supported: f64,
    /// Face value.
    pub face: f64,
}

impl Money {
    /// That of some lines.
    pub fn of(lines: &[LineOfEvidence]) -> Option<Self> {
        let line = lines.iter().find(|line| line.kind == MONEY)?;
        Some(Self { supported: line.supported, face: line.face })
    }
}

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

    /// A conversion that is twelve months past and has a line on both sides, whoever was hired into management left
    /// out; `None` is also "not enough evidence".
    pub fn converted(&self, person: PersonId) -> Option<Converted<'a>> {
        let details = self.org.details(person);
        if details.history.is_empty() || self.org.evidence(person).next().is_none() {
            return None;
        }
        let step = self.conversion(person).filter(|step| step.reason != Some(Reason::Hired))?;
        let as_of = self.org.head.as_of;
        let date = step.date.filter(|&date| date <= months_before(as_of, MONTHS))?;
        let missing_line = self.constants(person).missing_line;
        let over = |until| {
            let lines = self.lines_in(person, Window::year_to(until));
            Some((impact_of(&lines, missing_line)?, Money::of(&lines)))
        };
        // The step is the first day of the new role: the twelve months before it end the day before.
        let ((before, money_before), (after, money_after)) = (over(date.yesterday().ok()?)?, over(as_of)?);
        Some(Converted { step, before, after, money_before, money_after })
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
        let holds = |entries: &[crate::org::Rung]| entries.iter().any(|entry| entry.code == step.rung);
        ladder.tracks.iter().find(|track| holds(&track.entries)).map(|track| track.kind)
    }
}
