//! The Ladder view between two frames: which ladder and rung are looked at, and what would become of another ladder
//! or of calibration, worked out aside.

use super::document::{Document, Standing};
use super::planning;
use super::state::State;
use super::work::Work;
use crate::edit::set_ladders;
use crate::io::ladders;
use crate::org::{Org, RungId};
use crate::plan::ladder::{Rest, RuleCount, Switch, rule_counts, switch};
use crate::plan::{Calibration, NotCalibrated, calibrate};
use crate::rules::Judgement;
use eframe::egui;
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
pub enum LadderWish {
    /// Looks at another ladder, by its place in the file.
    Choose(u16),
    /// Turns to the other side of the page.
    Turn(Tab),
    /// Opens a rung by its code, or none.
    Open(Option<String>),
    /// Works out what a ladder that comes with the program would change.
    Try(String, Rest),
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

/// What is looked at on the page.
#[derive(Default)]
pub struct LadderView {
    /// Place of the ladder in the file.
    pub at: u16,
    /// Which side of the page.
    pub tab: Tab,
    /// Code of the rung that is open.
    pub rung: Option<String>,
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
    /// Its name among those that come with the program.
    pub preset: String,
    /// What becomes of those who lose their rung.
    pub rest: Rest,
    /// What it would do; `None` while it is worked out.
    pub result: Option<Result<Tried, String>>,
    of: Weak<Org>,
}

/// What was worked out.
pub struct Tried {
    /// The change.
    pub switch: Switch,
    /// Findings before and after.
    pub counts: Vec<RuleCount>,
}

/// What calibration has found; the organisation it was found in.
pub struct Found {
    /// The offsets, or why there are none; `None` while it is worked out.
    pub result: Option<Result<Calibration, NotCalibrated>>,
    of: Weak<Org>,
}

impl Trial {
    /// Whether it is of the organisation as it stands now.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.standing.org)
    }
}

impl Found {
    /// Whether it is of the organisation as it stands now.
    pub fn is_of(&self, document: &Document) -> bool {
        is_same(&self.of, &document.standing.org)
    }
}

/// Whether something was made of this very organisation; an edit makes it another. It is held weakly, so that edits
/// need no copy.
pub fn is_same(of: &Weak<Org>, org: &Arc<Org>) -> bool {
    of.upgrade().is_some_and(|of| Arc::ptr_eq(&of, org))
}

/// What a thread has worked out for the page.
pub enum Worked {
    /// Another ladder, by its name.
    Tried(String, Rest, Result<Box<Tried>, String>),
    /// Offsets.
    Calibrated(Result<Calibration, NotCalibrated>),
}

/// Does what was asked for on the page.
pub fn ladder(state: &mut State, wish: LadderWish, ctx: &egui::Context) {
    match wish {
        LadderWish::Choose(at) => state.ladder = LadderView { at, tab: state.ladder.tab, ..LadderView::default() },
        LadderWish::Turn(tab) => state.ladder.tab = tab,
        LadderWish::Open(rung) => state.ladder.rung = rung,
        LadderWish::Try(preset, rest) => {
            let Some(document) = &state.document else { return };
            let of = Arc::downgrade(&document.standing.org);
            let work =
                Work::try_ladder(document.standing.clone(), state.ladder.at, (preset.clone(), rest), ctx.clone());
            state.ladder.trial = Some(Trial { preset, rest, result: None, of });
            super::dispatch::begin(state, work);
        }
        LadderWish::SetAside => (state.ladder.trial, state.ladder.found) = (None, None),
        LadderWish::Take => take(state, ctx),
        LadderWish::Calibrate => {
            let Some(document) = &state.document else { return };
            let of = Arc::downgrade(&document.standing.org);
            let work = Work::calibrate(document.standing.clone(), state.ladder.at, ctx.clone());
            state.ladder.found = Some(Found { result: None, of });
            super::dispatch::begin(state, work);
        }
        LadderWish::Shift => shift(state, ctx),
        LadderWish::Say(words) => planning::note(state, words, ctx),
    }
}

/// Takes in what a thread has worked out, where it is still asked for.
pub fn worked(state: &mut State, worked: Worked) {
    match worked {
        Worked::Tried(preset, rest, result) => {
            if let Some(trial) = state.ladder.trial.as_mut().filter(|it| it.preset == preset && it.rest == rest) {
                trial.result = Some(result.map(|tried| *tried));
            }
        }
        Worked::Calibrated(result) => {
            if let Some(found) = &mut state.ladder.found {
                found.result = Some(result);
            }
        }
    }
}

fn take(state: &mut State, ctx: &egui::Context) {
    let is_now = |trial: &Trial| state.document.as_ref().is_some_and(|document| trial.is_of(document));
    let Some(trial) = state.ladder.trial.take_if(|trial| is_now(trial)) else { return };
    if let Some(Ok(tried)) = trial.result {
        state.ladder.rung = None;
        planning::make(state, format!("Switch to the ladder {}", trial.preset), tried.switch.edit, ctx);
    }
}

fn shift(state: &mut State, ctx: &egui::Context) {
    let Some(document) = &state.document else { return };
    let is_now = |found: &mut Found| found.is_of(document);
    let Some(Some(Ok(calibration))) = state.ladder.found.take_if(is_now).map(|found| found.result) else { return };
    match set_ladders(calibration.ladders(&document.standing.org, state.ladder.at)) {
        Ok(edit) => planning::make(state, "Calibrate the anchors".to_owned(), edit, ctx),
        Err(error) => planning::note(state, format!("{error}. {}", error.hint()), ctx),
    }
}

/// What a ladder that comes with the program would change; seconds for millions of people.
pub fn tried(standing: &Standing, at: u16, preset: &str, rest: Rest) -> Result<Box<Tried>, String> {
    let new = ladders::named(preset).ok_or_else(|| format!("There is no ladder {preset}"))?;
    let org = &standing.org;
    let before = if standing.is_judged { standing.judgement.clone() } else { Arc::new(Judgement::of(org)) };
    let said = |error: crate::edit::EditError| format!("{error}. {}", error.hint());
    let switch = switch(org, &before.scale, at, new, rest).map_err(said)?;
    let mut changed = Org::clone(org);
    switch.edit.clone().apply(&mut changed).map_err(said)?;
    let counts = rule_counts(&before, &Judgement::of(&changed));
    Ok(Box::new(Tried { switch, counts }))
}

/// What calibration finds.
pub fn calibrated(standing: &Standing, at: u16) -> Result<Calibration, NotCalibrated> {
    calibrate(&standing.judgement.facts(&standing.org), at)
}
