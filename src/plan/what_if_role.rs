//! A role drafted for one person: pay in place, an IC rung with its rights, decision rights that change hands.

use super::{DropRequest, Handover, PlanError, Target, plan_drop};
use crate::edit::{Edit, TextField};
use crate::org::{Accountability, Budget, Org, Pay, PayPeriod, PersonId, Right, Role, RungId};
use crate::rules::Judgement;

/// A drafted role; `None` leaves a field as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// Person to take the role.
    pub person: PersonId,
    /// Yearly full-time pay, in the reporting currency.
    pub pay: Option<f64>,
    /// Rung of the role; a closed one is opened.
    pub rung: Option<RungId>,
    /// Title of the role.
    pub title: Option<String>,
    /// A technical decision that the person would make, and its seat grade.
    pub decision: Option<(String, f64)>,
    /// Technical spending limit in the reporting currency; replaces the present ones.
    pub budget: Option<f64>,
    /// Primary accountability.
    pub accountability: Option<Accountability>,
    /// Rights that pass from the manager to the person.
    pub taken: Vec<Right>,
    /// Rights that pass from the person to the manager.
    pub given: Vec<Right>,
}

impl Draft {
    /// A draft that changes nothing.
    pub fn new(person: PersonId) -> Self {
        Self {
            person,
            pay: None,
            rung: None,
            title: None,
            decision: None,
            budget: None,
            accountability: None,
            taken: Vec::new(),
            given: Vec::new(),
        }
    }

    /// True when the draft changes nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::new(self.person)
    }

    /// Edit that creates the role, as one step. `org` is changed temporarily and restored before this returns. Fails
    /// when the move to the rung does not apply.
    pub fn edit(&self, org: &mut Org, judgement: &Judgement) -> Result<Edit, PlanError> {
        let person = self.person;
        let mut edits = Vec::new();
        if let Some(rung) = self.rung.filter(|&rung| org.seat(person).is_none_or(|seat| seat.rung != rung)) {
            let request = DropRequest { people: vec![person], target: Target::Rung(rung), handover: Handover::Dotted };
            edits.push(plan_drop(org, judgement, &request).map_err(PlanError::Refused)?.edit);
        }
        // The other fields build on what the rung brings.
        let back = Edit::All(edits.clone()).apply(org).map_err(PlanError::Edit)?;
        edits.extend(self.on_top(org, judgement));
        back.apply(org).map_err(PlanError::Edit)?;
        Ok(Edit::All(edits))
    }

    fn on_top(&self, org: &Org, judgement: &Judgement) -> Vec<Edit> {
        let (person, mut edits) = (self.person, Vec::new());
        if let Some(text) = self.title.clone().filter(|title| title != org.title(person)) {
            edits.push(Edit::SetText { person, field: TextField::Title, text });
        }
        if let Some(yearly) = self.pay {
            let now = org.pay(person);
            let paid = yearly * now.part_of_full_time();
            let pay = Pay { low: paid, high: paid, period: PayPeriod::Year, ..now };
            edits.push(Edit::SetPay { person, pay, currency: String::new() });
        }
        self.rights(org, judgement, &mut edits);
        if let Some(limit) = self.budget {
            let mut budgets = org.details(person).budgets.clone().unwrap_or_default();
            let domain = org.details(person).craft.clone();
            budgets.retain(|budget| !budget.technical);
            budgets.push(Budget { domain, limit, currency: String::new(), technical: true });
            edits.push(Edit::SetBudgets { person, budgets: Some(budgets) });
        }
        if let Some(accountability) = self.accountability {
            // Applied after rights and budgets, which are part of the details.
            let mut details = org.details(person).clone();
            for edit in &edits {
                match edit {
                    Edit::SetRights { person: who, rights } if *who == person => details.rights.clone_from(rights),
                    Edit::SetBudgets { person: who, budgets } if *who == person => details.budgets.clone_from(budgets),
                    _ => {}
                }
            }
            details.accountability = Some(accountability);
            edits.push(Edit::SetDetails { person, details: Box::new(details) });
        }
        edits
    }

    fn rights(&self, org: &Org, judgement: &Judgement, edits: &mut Vec<Edit>) {
        let person = self.person;
        let manager = judgement.tree.manager(person).filter(|_| !self.taken.is_empty() || !self.given.is_empty());
        let mut own = org.details(person).rights.clone();
        if let Some(manager) = manager {
            let theirs = org.details(manager).rights.clone().unwrap_or_default();
            let held = own.clone().unwrap_or_default();
            let (come, mut stay) = parted(theirs, &self.taken);
            let (go, mut keep) = parted(held, &self.given);
            keep.extend(come);
            stay.extend(go);
            edits.push(Edit::SetRights { person: manager, rights: Some(stay) });
            own = Some(keep);
        }
        if let Some((text, at)) = &self.decision {
            let (text, domain) = (text.as_str().into(), org.details(person).craft.as_str().into());
            let right = Right { text, domain, at: Some(*at), role: Role::Decide, technical: true };
            own.get_or_insert_default().push(right);
        }
        if own != org.details(person).rights {
            edits.push(Edit::SetRights { person, rights: own });
        }
    }
}

/// Splits rights into those named and the others.
fn parted(rights: Vec<Right>, named: &[Right]) -> (Vec<Right>, Vec<Right>) {
    rights.into_iter().partition(|right| named.contains(right))
}
