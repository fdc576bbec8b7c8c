//! What is looked at on the page of the ladder, and what was worked out for it.

use crate::app::state::document::{Document, OrgSnapshot};
use crate::app::state::error::AppError;
use crate::io::ladders;
use crate::org::{Ladder, Org, RungId};
use crate::plan::ladder::{Rest, RuleCount, Switch, rule_counts, switch};
use crate::plan::{Calibration, NotCalibrated, calibrate};
use crate::rules::Judgement;
use std::path::PathBuf;
use std::sync::{Arc, Weak};

/// The two sides of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// The rungs.
    #[default]
    Rungs,
    /// Anchors, weights, thresholds.
    Measure,
}

/// What may be asked for on the page.
#[derive(Clone, Debug, PartialEq)]
pub enum LadderCommand {
    /// Looks at another ladder, by its place in the file.
    Choose(u16),
    /// Turns to the other side of the page.
    Turn(Tab),
    /// Opens a rung by its code, or none.
    Open(Option<String>),
    /// Works out what another ladder would change.
    Try(LadderFrom, Rest),
    /// Asks for a file with a ladder to try.
    ChooseFile,
    /// Asks where to save the ladder alone.
    SaveAs,
    /// Shows or hides the form of the whole ladder where there is little room.
    Whole(bool),
    /// Sets it aside.
    SetAside,
    /// Puts it in the place of the ladder that is looked at.
    Take,
    /// Works out how far the anchors would be shifted.
    Calibrate,
    /// Stores what was worked out.
    Shift,
    /// Says why something was not done.
    Say(String),
}

/// Where a ladder that is tried comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LadderFrom {
    /// The program brings it, under this name.
    Preset(String),
    /// A file.
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

/// What is looked at on the page.
#[derive(Default)]
pub struct LadderView {
    /// Place of the ladder in the file.
    pub at: u16,
    /// Which side of the page.
    pub tab: Tab,
    /// Code of the rung that is open.
    pub rung: Option<String>,
    /// Whether the form of the whole ladder is shown where there is little room.
    pub whole: bool,
    /// The ladder that is tried.
    pub trial: Option<Trial>,
    /// What calibration has found.
    pub found: Option<Found>,
}

impl LadderView {
    /// The rung that is open, where the ladder still has it.
    pub fn open_rung(&self, org: &Org) -> Option<RungId> {
        let code = self.rung.as_deref()?;
        org.rungs().find(|&rung| org.rung_place(rung).ladder == self.at && org.rung(rung).code == code)
    }
}

/// What another ladder would change.
pub struct Trial {
    /// Where it comes from.
    pub from: LadderFrom,
    /// What becomes of those who lose their rung.
    pub rest: Rest,
    /// What it would do; `None` while it is worked out.
    pub result: Option<Result<Tried, AppError>>,
    pub of: Weak<Org>,
}

/// What was worked out.
pub struct Tried {
    /// The ladder's name.
    pub name: String,
    /// Where it comes from, in its own words.
    pub source: String,
    /// The change.
    pub switch: Switch,
    /// Findings before and after.
    pub counts: Vec<RuleCount>,
}

/// What calibration has found; the organisation it was found in.
pub struct Found {
    /// The offsets, or why there are none; `None` while it is worked out.
    pub result: Option<Result<Calibration, NotCalibrated>>,
    pub of: Weak<Org>,
}

impl Trial {
    /// Whether it is of the organisation as it stands now.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.snapshot.org)
    }
}

impl Found {
    /// Whether it is of the organisation as it stands now.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.snapshot.org)
    }
}

/// Whether something was made of this very organisation; an edit makes it another. It is held weakly, so that edits
/// need no copy.
pub fn is_same(of: &Weak<Org>, org: &Arc<Org>) -> bool {
    of.upgrade().is_some_and(|of| Arc::ptr_eq(&of, org))
}

/// What a thread has worked out for the page.
pub enum Worked {
    /// Another ladder.
    Tried(LadderFrom, Rest, Result<Box<Tried>, AppError>),
    /// Offsets.
    Calibrated(Result<Calibration, NotCalibrated>),
}

/// What another ladder would change; seconds for millions of people.
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

/// What calibration finds.
pub fn calibrated(snapshot: &OrgSnapshot, at: u16) -> Result<Calibration, NotCalibrated> {
    calibrate(&snapshot.judgement.facts(&snapshot.org), at)
}
