//! Items of evidence to lines: value, haircut and grade of each kind (METHOD.md section 2).
//!
//! An item whose period lies wholly outside the window counts nothing and makes no line: it says nothing about
//! the window, while an amount of 0 inside it says that there was nothing ("a recorded zero is a line; an absent
//! kind is not"). Otherwise the Peter check's "a line on both sides" could never fail.

use super::anchors::on_table;
use super::window::Window;
use super::{LineOfEvidence, Measure, Missing, WhyMissing};
use crate::org::{Evidence, EvidenceKind, PersonId, Provenance};

/// The kind that gives a grade directly.
pub const STATED: &str = "stated";

/// What an item adds to the line of its kind.
struct Part<'a> {
    name: &'a str,
    /// `None` for a stated grade.
    kind: Option<&'a EvidenceKind>,
    face: f64,
    supported: f64,
    undated: bool,
}

impl<'a> Measure<'a> {
    /// Lines of evidence, best supported first (equal ones by kind); empty when nothing counts.
    pub fn lines(&self, person: PersonId) -> Vec<LineOfEvidence<'a>> {
        let evidence = &self.org.details(person).evidence;
        if evidence.is_empty() { Vec::new() } else { self.lines_in(person, self.year()) }
    }

    /// The same as [`Self::lines`] over another window; undated items count whole in every one.
    pub fn lines_in(&self, person: PersonId, window: Window) -> Vec<LineOfEvidence<'a>> {
        let evidence = self.org.details(person).evidence.iter();
        let mut parts: Vec<Part> = evidence.filter_map(|item| self.part(person, item, window).ok()).collect();
        parts.sort_by(|a, b| a.name.cmp(b.name));
        let highest = self.marks(person).and_then(|marks| marks.highest);
        let limit = highest.map_or(f64::INFINITY, |grade| grade + 1.0);
        let of_kinds = parts.chunk_by(|a, b| a.name == b.name);
        let mut lines: Vec<_> = of_kinds.filter_map(|parts| line(parts, limit)).collect();
        lines.sort_by(|a, b| b.grade.total_cmp(&a.grade).then_with(|| a.kind.cmp(b.kind)));
        lines
    }

    /// Whether at least one item makes a line; cheaper than [`Self::lines`].
    pub fn has_line(&self, person: PersonId) -> bool {
        let evidence = &self.org.details(person).evidence;
        !evidence.is_empty() && {
            let year = self.year();
            evidence.iter().any(|item| self.part(person, item, year).is_ok())
        }
    }

    /// Items of evidence and spending limits that do not count, in file order, and why.
    pub fn missing(&self, person: PersonId) -> Vec<Missing<'a>> {
        let (details, year) = (self.org.details(person), self.year());
        let items = details.evidence.iter().filter_map(|item| {
            let why = self.part(person, item, year).err()?;
            Some(Missing { kind: &item.kind, currency: &item.currency, why })
        });
        let limits = details.budgets.iter().flatten().filter(|budget| budget.technical).filter_map(|budget| {
            let why = match self.org.in_reporting_currency(budget.limit, &budget.currency) {
                Some(limit) if limit >= 0.0 => return None,
                Some(_) => WhyMissing::NotAnAmount,
                None => WhyMissing::NoRate,
            };
            Some(Missing { kind: "budget", currency: &budget.currency, why })
        });
        items.chain(limits).collect()
    }

    /// The twelve months that count.
    fn year(&self) -> Window {
        Window::year_to(self.org.head.as_of)
    }

    /// What an item adds to the line of its kind, at face value and supported, in the kind's unit; why it does not
    /// count otherwise.
    pub fn values(&self, person: PersonId, item: &'a Evidence) -> Result<(f64, f64), WhyMissing> {
        self.part(person, item, self.year()).map(|part| (part.face, part.supported))
    }

    fn part(&self, person: PersonId, item: &'a Evidence, window: Window) -> Result<Part<'a>, WhyMissing> {
        if !(item.amount.is_finite() && item.amount >= 0.0) {
            return Err(WhyMissing::NotAnAmount);
        }
        if item.kind == STATED {
            return Ok(Part { name: STATED, kind: None, face: item.amount, supported: item.amount, undated: false });
        }
        let constants = self.constants(person);
        let (kind, has_anchors) = self.kind_named(person, &item.kind).ok_or(WhyMissing::UnknownKind)?;
        if !has_anchors || !kind.offset.is_finite() {
            return Err(WhyMissing::NoAnchors);
        }
        if !(item.share > 0.0 && item.share <= 1.0) {
            return Err(WhyMissing::NotAnAmount);
        }
        let inside = window.overlap(item.period).ok_or(WhyMissing::NotAnAmount)?;
        if inside == 0.0 {
            return Err(WhyMissing::OutsideWindow);
        }
        let amount = if kind.is_money {
            self.org.in_reporting_currency(item.amount, &item.currency).ok_or(WhyMissing::NoRate)?
        } else {
            item.amount
        };
        let haircut = constants.haircuts[match item.provenance {
            Provenance::Audited => 0,
            Provenance::Measured => 1,
            Provenance::Asserted => 2,
            Provenance::Anecdotal => 3,
        }];
        let face = item.share * inside * amount;
        // A haircut never adds, whatever a file says.
        Ok(Part {
            name: &kind.name,
            kind: Some(kind),
            face,
            supported: face * haircut.clamp(0.0, 1.0),
            undated: item.period.is_none(),
        })
    }
}

fn line<'a>(parts: &[Part<'a>], limit: f64) -> Option<LineOfEvidence<'a>> {
    let first = parts.first()?;
    let undated = parts.iter().filter(|part| part.undated).count();
    let (faces, supported) = (parts.iter().map(|part| part.face), parts.iter().map(|part| part.supported));
    Some(match first.kind {
        None => {
            let largest = faces.fold(0.0, f64::max);
            let grade = largest.min(limit).max(0.0);
            LineOfEvidence { kind: first.name, face: largest, supported: largest, grade, grade_face: grade, undated: 0 }
        }
        Some(kind) => {
            let (face, supported) = (ascending_sum(faces), ascending_sum(supported));
            let (grade, grade_face) = (grade(kind, supported, limit), grade(kind, face, limit));
            LineOfEvidence { kind: first.name, face, supported, grade, grade_face, undated }
        }
    })
}

/// The same to the last bit in whatever order the values come; never more than the largest number there is.
fn ascending_sum(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    // Nearly everybody has few items of a kind, and there are millions of people: few need no memory of their own.
    let (mut few, mut many) = ([0.0; 8], Vec::new());
    let len = values.len();
    let values: &mut [f64] = match few.get_mut(..len) {
        Some(room) => {
            room.iter_mut().zip(values).for_each(|(place, value)| *place = value);
            room
        }
        None => {
            many.extend(values);
            &mut many
        }
    };
    values.sort_by(f64::total_cmp);
    values.iter().sum::<f64>().clamp(0.0, f64::MAX)
}

fn grade(kind: &EvidenceKind, value: f64, limit: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    // Only kinds whose anchors rise have a part.
    let raw = on_table(&kind.anchors, value).unwrap_or(0.0) - kind.offset;
    raw.min(kind.cap.unwrap_or(f64::INFINITY)).min(limit).max(0.0)
}
