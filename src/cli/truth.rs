//! `twintrack check --truth FILE`: known mismatches. `matches.rs` measures how well findings agree with them. The file
//! is CSV with a header, then the key of the person and the id of the rule, as `twintrack generate --truth` writes it.
//! If the header ends in `,rungs`, every line also has the size in rungs, and the file names everybody who has the
//! mismatch.

use crate::org::{Org, PersonId};
use crate::rules::{Check, RULES, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// Reason that known mismatches could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TruthError {
    /// A line without a key and a rule; its number.
    Line(usize),
    /// A line without a size in rungs, although the header announces it; its number.
    Rungs(usize),
    /// A key that nobody has; the number of the line.
    Person(usize, String),
    /// An id of no rule about people; the number of the line.
    Rule(usize, String),
}

impl fmt::Display for TruthError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Line(at) => write!(f, "Line {at} of the known mismatches is not an id and a rule"),
            Self::Rungs(at) => write!(f, "Line {at} of the known mismatches does not end with a number of rungs"),
            Self::Person(at, key) => {
                write!(f, "Line {at} of the known mismatches names `{key}`, who is not in the file")
            }
            Self::Rule(at, rule) => {
                write!(f, "Line {at} of the known mismatches names `{rule}`, which is not a rule about people")
            }
        }
    }
}

impl TruthError {
    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Line(_) => "Write one per line: `e17,under-authorised`".to_owned(),
            Self::Rungs(_) => "Write one per line: `e17,under-authorised,1.50`".to_owned(),
            Self::Person(..) => "Use the organisation that the mismatches belong to".to_owned(),
            Self::Rule(..) => "Rules are named by their ids, such as `paper-title`".to_owned(),
        }
    }
}

impl std::error::Error for TruthError {}

/// Known mismatches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Truth {
    /// Rule and person of each mismatch.
    pub known: BTreeSet<(&'static str, PersonId)>,
    /// Size of each mismatch in rungs. With sizes, everybody who has the mismatch is listed; `None` when the file has
    /// no sizes and lists only planted ones.
    pub rungs: Option<BTreeMap<(&'static str, PersonId), f64>>,
}

/// Parses the known mismatches of an organisation.
pub fn read(org: &Org, text: &str) -> Result<Truth, TruthError> {
    let has_rungs = text.lines().next().is_some_and(|first| first.trim_end().ends_with(",rungs"));
    let mut truth = Truth { rungs: has_rungs.then(BTreeMap::new), ..Truth::default() };
    for (line, at) in text.lines().zip(1..).skip(1).filter(|(line, _)| !line.trim().is_empty()) {
        let mut line = line.trim_end();
        let mut size = None;
        if has_rungs {
            let (rest, rungs) = line.rsplit_once(',').ok_or(TruthError::Rungs(at))?;
            let rungs = rungs.parse::<f64>().ok().filter(|rungs| rungs.is_finite());
            (line, size) = (rest, Some(rungs.ok_or(TruthError::Rungs(at))?));
        }
        // A key may contain a comma, an id never does.
        let (key, rule) = line.rsplit_once(',').ok_or(TruthError::Line(at))?;
        let person = org.find(key).ok_or_else(|| TruthError::Person(at, key.to_owned()))?;
        let known = RULES.iter().find(|known| known.id == rule && is_about_people(known));
        let mismatch = (known.ok_or_else(|| TruthError::Rule(at, rule.to_owned()))?.id, person);
        truth.known.insert(mismatch);
        if let (Some(rungs), Some(size)) = (&mut truth.rungs, size) {
            rungs.insert(mismatch, size);
        }
    }
    Ok(truth)
}

fn is_about_people(rule: &Rule) -> bool {
    matches!(rule.check, Check::Person(_) | Check::Compared(_))
}
