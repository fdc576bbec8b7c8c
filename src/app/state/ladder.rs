//! State of the ladder page and results worked out for it.

use crate::app::state::document::{Document, OrgSnapshot};
use crate::app::state::error::AppError;
use crate::io::ladders;
use crate::org::{Ladder, Org, RungId};
use crate::plan::ladder::{Rest, RuleCount, Switch, rule_counts, switch};
use crate::plan::{Calibration, NotCalibrated, calibrate};
use crate::rules::Judgement;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// The two tabs of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    #[default]
    Rungs,
    /// Anchors, weights and thresholds.
    Measure,
}

/// A request to the ladder page.
#[derive(Clone, Debug, PartialEq)]
pub enum LadderCommand {
    /// Shows another ladder, by its index in the file.
    Choose(u16),
    /// Shows the other tab.
    Turn(Tab),
    /// Opens a rung by its code, or closes it.
    Open(Option<String>),
    /// Works out the effect of another ladder.
    Try(LadderFrom, Rest),
    /// Asks for a file with a ladder to try.
    ChooseFile,
    /// Asks where to save the ladder by itself.
    SaveAs,
    /// Shows or hides the form of the whole ladder in a narrow window.
    Whole(bool),
    /// Discards the ladder being tried.
    SetAside,
    /// Replaces the ladder shown with the one being tried.
    Take,
    /// Works out the offsets that calibration suggests.
    Calibrate,
    /// Stores those offsets.
    Shift,
    /// Shows a message, such as the reason for a refusal.
    Say(String),
}

/// Source of a ladder to try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LadderFrom {
    /// Name of a ladder that comes with the program.
    Preset(String),
    File(PathBuf),
}

impl LadderFrom {
    fn ladder(&self) -> Result<Ladder, AppError> {
        match self {
            Self::Preset(name) => ladders::named(name).ok_or_else(|| AppError::NoLadder(name.clone())),
            Self::File(path) => Ok(ladders::read(path)?),
        }
    }
}

/// State of the page.
#[derive(Default)]
pub struct LadderView {
    /// Index of the ladder in the file.
    pub at: u16,
    pub tab: Tab,
    /// Code of the open rung.
    pub rung: Option<String>,
    /// Set while the form of the whole ladder is shown in a narrow window.
    pub whole: bool,
    /// The ladder being tried.
    pub trial: Option<Trial>,
    /// Result of the calibration.
    pub found: Option<Found>,
}

impl LadderView {
    /// The open rung; `None` once the ladder no longer has it.
    pub fn open_rung(&self, org: &Org) -> Option<RungId> {
        let code = self.rung.as_deref()?;
        org.rungs_of(self.at).find(|&rung| org.rung(rung).code == code)
    }
}

/// A ladder being tried.
pub struct Trial {
    pub from: LadderFrom,
    /// Treatment of people whose rung the new ladder lacks.
    pub rest: Rest,
    /// Its effect; `None` while it is worked out.
    pub result: Option<Result<Tried, AppError>>,
    pub of: Weak<Org>,
}

/// Effect of another ladder.
pub struct Tried {
    /// Name of the ladder.
    pub name: String,
    /// Source named in the ladder itself.
    pub source: String,
    pub switch: Switch,
    /// Numbers of findings before and after, by rule.
    pub counts: Vec<RuleCount>,
}

/// Result of a calibration and the organisation it holds for.
pub struct Found {
    /// The offsets, or the reason that there are none; `None` while they are worked out.
    pub result: Option<Result<Calibration, NotCalibrated>>,
    pub of: Weak<Org>,
}

impl Trial {
    /// True while the organisation has not changed since.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.snapshot.org)
    }
}

impl Found {
    /// True while the organisation has not changed since.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.snapshot.org)
    }
}

/// True when `of` points to this very organisation; an edit makes a new one. The reference is weak, so that holding it
/// does not force edits to copy.
fn is_same(of: &Weak<Org>, org: &Arc<Org>) -> bool {
    of.upgrade().is_some_and(|of| Arc::ptr_eq(&of, org))
}

/// Result of a thread for the page.
pub enum Worked {
    /// Effect of a ladder.
    Tried(LadderFrom, Rest, Result<Box<Tried>, AppError>),
    /// Result of a calibration.
    Calibrated(Result<Calibration, NotCalibrated>),
}

/// Effect of another ladder; takes seconds for millions of people.
pub fn tried(snapshot: &OrgSnapshot, at: u16, from: &LadderFrom, rest: Rest) -> Result<Box<Tried>, AppError> {
    let new = from.ladder()?;
    let (name, source) = (new.name.clone(), new.source.clone());
    let org = &snapshot.org;
    let before = if snapshot.is_judged { snapshot.judgement.clone() } else { Arc::new(Judgement::of(org)) };
    let switch = switch(org, &before.scale, at, new, rest)?;
    let mut changed = Org::clone(org);
    switch.edit.clone().apply(&mut changed)?;
    let counts = rule_counts(&before, &Judgement::of(&changed));
    Ok(Box::new(Tried { name, source, switch, counts }))
}

/// Offsets for the ladder `at`, or the reason that there are none.
pub fn calibrated(snapshot: &OrgSnapshot, at: u16) -> Result<Calibration, NotCalibrated> {
    calibrate(&snapshot.judgement.facts(&snapshot.org), at)
}
