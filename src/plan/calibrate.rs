//! Calibration, run only on request (METHOD.md section 2): how far the grades of a kind of evidence lie above what
//! people decide, so that unconfirmed anchors can be shifted to this organisation. The result is stored, shown and then
//! frozen.

use super::diff::median_of;
use crate::measure::{STATED, raw_grade, usual_excess};
use crate::org::{Ladder, Org};
use crate::rules::Facts;

/// Number of people that must be measured before anything is shifted.
pub const ENOUGH: usize = 20;

/// Calibration of one kind of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Offset {
    /// Name of the kind.
    pub kind: String,
    /// Number of people with a supported value above 0 and a known authority.
    pub people: usize,
    /// Rungs to subtract: the median of raw grade − authority. `None` for fewer than [`ENOUGH`] people; the kind then
    /// keeps its offset.
    pub rungs: Option<f64>,
    /// Persons with a face value above 0 and a known authority.
    pub people_at_face: usize,
    /// Rungs to be subtracted where it is asked how sure a finding is; `None` of fewer than [`ENOUGH`].
    pub rungs_sure: Option<f64>,
}

/// Calibration of a ladder.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// One entry per kind, in the ladder's order.
    pub offsets: Vec<Offset>,
}

/// Reason that nothing is calibrated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotCalibrated {
    /// The anchors are confirmed; confirmed ones are never shifted.
    Confirmed,
    /// Evidence is not looked at in *structure only*.
    StructureOnly,
    /// No kind has [`ENOUGH`] people measured; the largest number for any kind.
    TooFew(usize),
}

impl NotCalibrated {
    /// The reason in words, with the next step.
    pub fn words(self) -> String {
        match self {
            Self::Confirmed => "The anchors are confirmed, so they are not shifted".to_owned(),
            Self::StructureOnly => "Structure only does not use evidence".to_owned(),
            Self::TooFew(most) => {
                format!("At least {ENOUGH} people need evidence of the same kind; the most here is {most}")
            }
        }
    }
}

/// Offsets of a ladder's kinds. `Err` when nothing may or can be shifted.
pub fn calibrate(facts: &Facts, ladder: u16) -> Result<Calibration, NotCalibrated> {
    let constants = facts.org.head.ladders.get(usize::from(ladder)).map(|ladder| &ladder.constants);
    let Some(constants) = constants else { return Err(NotCalibrated::TooFew(0)) };
    if constants.anchors_confirmed {
        return Err(NotCalibrated::Confirmed);
    }
    if !facts.org.shows_people() {
        return Err(NotCalibrated::StructureOnly);
    }
    let measure = facts.measure();
    let mut above: Vec<Vec<f64>> = vec![Vec::new(); constants.kinds.len()];
    let mut at_face = above.clone();
    for person in facts.org.people().filter(|&person| facts.org.is_judged(person)) {
        let is_on = facts.org.seat(person).is_some_and(|seat| facts.org.rung_place(seat.rung).ladder == ladder);
        if !is_on || !measure.has_line(person) {
            continue;
        }
        let Some(authority) = measure.authority(person) else { continue };
        for line in measure.lines(person).iter().filter(|line| line.kind != STATED) {
            let found = constants.kinds.iter().position(|kind| kind.name == line.kind);
            let Some(at) = found else { continue };
            let raw = |value: f64| raw_grade(&constants.kinds[at].anchors, value).filter(|_| value > 0.0);
            above[at].extend(raw(line.supported).map(|raw| raw - authority.grade));
            at_face[at].extend(raw(line.face).map(|raw| raw - usual_excess(line.provenance) - authority.grade));
        }
    }
    let offsets: Vec<Offset> = constants
        .kinds
        .iter()
        .zip(above.iter_mut().zip(&mut at_face))
        .map(|(kind, (above, at_face))| Offset {
            kind: kind.name.clone(),
            people: above.len(),
            rungs: (above.len() >= ENOUGH).then(|| median_of(above)),
            people_at_face: at_face.len(),
            rungs_sure: (at_face.len() >= ENOUGH).then(|| median_of(at_face)),
        })
        .collect();
    if offsets.iter().all(|offset| offset.rungs.is_none() && offset.rungs_sure.is_none()) {
        return Err(NotCalibrated::TooFew(offsets.iter().map(|offset| offset.people).max().unwrap_or(0)));
    }
    Ok(Calibration { offsets })
}

impl Calibration {
    /// The organisation's ladders, with the offsets applied to one of them.
    pub fn ladders(&self, org: &Org, ladder: u16) -> Vec<Ladder> {
        super::ladder::with_ladder(org, ladder, |ladder| {
            for offset in &self.offsets {
                let kind = ladder.constants.kinds.iter_mut().find(|kind| kind.name == offset.kind);
                let Some(kind) = kind else { continue };
                kind.offset = offset.rungs.unwrap_or(kind.offset);
                kind.offset_sure = offset.rungs_sure.or(kind.offset_sure);
            }
        })
    }
}
