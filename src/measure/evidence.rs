//! Items of evidence to lines: value, haircut and grade of each kind (METHOD.md section 2).
//!
//! An item whose period lies wholly outside the window counts nothing and makes no line: it says nothing about
//! the window, while an amount of 0 inside it says that there was nothing ("a recorded zero is a line; an absent
//! kind is not"). Otherwise the Peter check's "a line on both sides" could never fail.

use super::anchors::on_table;
use super::window::Window;
use super::{LineOfEvidence, Measure, Missing, Reading, WhyMissing};
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
    provenance: Provenance,
    source: &'a str,
}

impl<'a> Measure<'a> {
    /// Lines of evidence, best supported first (equal ones by kind); empty when nothing counts.
    pub fn lines(&self, person: PersonId) -> Vec<LineOfEvidence<'a>> {
        self.lines_of(person, self.year(), |_| true)
    }

    /// The same over another window, for a before and after: what is undated, and a grade that is just stated, belongs
    /// to neither.
    pub fn lines_in(&self, person: PersonId, window: Window) -> Vec<LineOfEvidence<'a>> {
        self.lines_of(person, window, |item| item.period.is_some() && item.kind != STATED)
    }

    fn lines_of(
        &self,
        person: PersonId,
        window: Window,
        counts: impl Fn(&Evidence) -> bool,
    ) -> Vec<LineOfEvidence<'a>> {
        let evidence = self.org.evidence(person).filter(|item| counts(item));
        let mut parts: Vec<Part> = evidence.filter_map(|item| self.part(person, item, window).ok()).collect();
        if parts.is_empty() {
            return Vec::new();
        }
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
        let year = self.year();
        self.org.evidence(person).any(|item| self.part(person, item, year).is_ok())
    }

    /// Items of evidence and spending limits that do not count, in file order, and why.
    pub fn missing(&self, person: PersonId) -> Vec<Missing<'a>> {
        let year = self.year();
        let items = self.org.evidence(person).filter_map(|item| {
            let why = self.part(person, item, year).err()?;
            Some(Missing { kind: &item.kind, currency: &item.currency, why })
        });
        let budgets = self.org.budgets(person).into_iter().flatten();
        let limits = budgets.filter(|budget| budget.technical).filter_map(|budget| {
            let why = match self.org.in_reporting_currency(budget.limit, &budget.currency) {
                Some(limit) if limit >= 0.0 => return None,
                Some(_) => WhyMissing::NotAnAmount,
                None => WhyMissing::NoRate,
            };
            Some(Missing { kind: "budget", currency: &budget.currency, why })
        });
        items.chain(limits).collect()
    }

    /// Items that count otherwise than they would if they were earned, of kinds of which no ladder says that they are
    /// held: files of before this could be said are read so.
    pub fn held_unsaid(&self, person: PersonId) -> usize {
        let (year, as_of) = (self.year(), self.org.head.as_of);
        let differs = |item: &&Evidence| {
            let kind = self.kind_named(person, &item.kind).filter(|(kind, _)| kind.stock.is_none() && kind.is_stock());
            kind.is_some() && year.part(item.period, true, as_of) != year.part(item.period, false, as_of)
        };
        self.org.evidence(person).filter(differs).count()
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
            return Ok(Part {
                name: STATED,
                kind: None,
                face: item.amount,
                supported: item.amount,
                undated: false,
                provenance: item.provenance,
                source: &item.source,
            });
        }
        let constants = self.constants(person);
        let (kind, has_anchors) = self.kind_named(person, &item.kind).ok_or(WhyMissing::UnknownKind)?;
        if !has_anchors || !kind.offset.is_finite() {
            return Err(WhyMissing::NoAnchors);
        }
        if !(item.share > 0.0 && item.share <= 1.0) {
            return Err(WhyMissing::NotAnAmount);
        }
        let inside = window.part(item.period, kind.is_stock(), self.org.head.as_of).ok_or(WhyMissing::NotAnAmount)?;
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
            provenance: item.provenance,
            source: &item.source,
        })
    }
}

fn line<'a>(parts: &[Part<'a>], limit: f64) -> Option<LineOfEvidence<'a>> {
    let first = parts.first()?;
    let undated = parts.iter().filter(|part| part.undated).count();
    let Some(kind) = first.kind else { return stated(parts, limit) };
    let face = ascending_sum(parts.iter().map(|part| part.face));
    let supported = ascending_sum(parts.iter().map(|part| part.supported));
    let end = kind.cap.unwrap_or(f64::INFINITY).min(limit).max(0.0);
    // Only kinds whose anchors rise have a part.
    let raw = |value: f64| on_table(&kind.anchors, value).unwrap_or(0.0);
    let graded = |value: f64, raw: f64, offset: f64| if value <= 0.0 { 0.0 } else { (raw - offset).min(end).max(0.0) };
    let raw_face = raw(face);
    Some(LineOfEvidence {
        kind: first.name,
        face,
        supported,
        grade: graded(supported, raw(supported), kind.offset),
        grade_face: graded(face, raw_face, kind.offset),
        undated,
        provenance: most(parts, |part| part.provenance)?,
        source: most(parts, |part| part.source)?,
        reading: Reading { at: graded(face, raw_face, kind.sure_offset()), end },
        is_shifted: kind.offset != 0.0 || kind.offset_sure.is_some(),
    })
}

/// Several stated grades count as their largest.
fn stated<'a>(parts: &[Part<'a>], limit: f64) -> Option<LineOfEvidence<'a>> {
    let largest = parts.iter().map(|part| part.face).fold(0.0, f64::max);
    let of_it = || parts.iter().filter(|part| part.face == largest);
    let grade = largest.min(limit).max(0.0);
    Some(LineOfEvidence {
        kind: parts.first()?.name,
        face: largest,
        supported: largest,
        grade,
        grade_face: grade,
        undated: 0,
        provenance: of_it().map(|part| part.provenance).max()?,
        source: of_it().map(|part| part.source).min_by_key(|source| (source.is_empty(), *source))?,
        reading: Reading { at: grade, end: limit.max(0.0) },
        is_shifted: true,
    })
}

/// What holds most of the face value; who wins a tie says [`Claim`].
fn most<'a, T: Claim>(parts: &[Part<'a>], of: impl Fn(&Part<'a>) -> T) -> Option<T> {
    let only = of(parts.first()?);
    if parts.iter().all(|part| of(part) == only) {
        return Some(only);
    }
    let mut faces: Vec<(T, f64)> = parts.iter().map(|part| (of(part), part.face)).collect();
    faces.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let groups = faces
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|group| Some((group.first()?.0.clone(), ascending_sum(group.iter().map(|&(_, face)| face)))));
    let best = groups.min_by(|(a, a_face), (b, b_face)| b_face.total_cmp(a_face).then_with(|| a.claim(b)));
    best.map(|(found, _)| found)
}

/// Who wins a tie.
trait Claim: Ord + Clone {
    /// Less for what wins.
    fn claim(&self, other: &Self) -> std::cmp::Ordering;
}

impl Claim for Provenance {
    fn claim(&self, other: &Self) -> std::cmp::Ordering {
        other.cmp(self)
    }
}

impl Claim for &str {
    fn claim(&self, other: &Self) -> std::cmp::Ordering {
        self.is_empty().cmp(&other.is_empty()).then_with(|| self.cmp(other))
    }
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
