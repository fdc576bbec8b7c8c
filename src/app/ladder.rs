//! The Ladder view between two frames: which ladder and rung are looked at, and what would become of another ladder
//! or of calibration, worked out aside.

use super::choose::{Choosing, Purpose};
use super::dispatch::folder;
use super::document::{Document, Standing};
use super::error::AppError;
use super::planning;
use super::state::State;
use super::work::Work;
use crate::edit::set_ladders;
use crate::io::ladders;
use crate::org::{Ladder, Org, RungId};
use crate::plan::ladder::{Rest, RuleCount, Switch, rule_counts, switch};
use crate::plan::{Calibration, NotCalibrated, calibrate};
use crate::rules::Judgement;
use eframe::egui;
use std::path::{Path, PathBuf};
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
    of: Weak<Org>,
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
    /// Another ladder.
    Tried(LadderFrom, Rest, Result<Box<Tried>, AppError>),
    /// Offsets.
    Calibrated(Result<Calibration, NotCalibrated>),
}

/// Does what was asked for on the page.
pub fn ladder(state: &mut State, wish: LadderWish, ctx: &egui::Context) {
    match wish {
        LadderWish::Choose(at) => state.ladder = LadderView { at, tab: state.ladder.tab, ..LadderView::default() },
        LadderWish::Turn(tab) => state.ladder.tab = tab,
        LadderWish::Open(rung) => {
            state.settings.right_folded &= rung.is_none();
            state.ladder.rung = rung;
        }
        LadderWish::Whole(whole) => {
            state.settings.right_folded &= !whole;
            (state.ladder.whole, state.ladder.rung) = (whole, None);
        }
        LadderWish::ChooseFile => {
            state.choosing = Some(Choosing::desktop(Purpose::Ladder, folder(state), ctx.clone()));
        }
        LadderWish::SaveAs => {
            let Some(ladder) = looked_at(state) else { return };
            let name = if ladder.name.is_empty() { "ladder" } else { &ladder.name };
            let name = format!("{}.ron", name.replace(['/', '\\', ':'], "-"));
            state.choosing = Some(Choosing::desktop(Purpose::SaveLadder(name), folder(state), ctx.clone()));
        }
        LadderWish::Try(from, rest) => {
            let Some(document) = &state.document else { return };
            let of = Arc::downgrade(&document.standing.org);
            let work = Work::try_ladder(document.standing.clone(), state.ladder.at, (from.clone(), rest), ctx.clone());
            state.ladder.trial = Some(Trial { from, rest, result: None, of });
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
        Worked::Tried(from, rest, result) => {
            if let Some(trial) = state.ladder.trial.as_mut().filter(|it| it.from == from && it.rest == rest) {
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

/// Tries the ladder of a file that was chosen.
pub fn read(state: &mut State, path: PathBuf, ctx: &egui::Context) {
    ladder(state, LadderWish::Try(LadderFrom::File(path), Rest::default()), ctx);
}

/// Saves the ladder that is looked at, alone.
pub fn save(state: &mut State, path: &Path, ctx: &egui::Context) {
    let Some(ladder) = looked_at(state) else { return };
    let said = match ladders::save(path, ladder) {
        Ok(()) => format!("Saved the ladder as {}", super::document::file_name(path)),
        Err(error) => format!("The ladder was not saved: {error}"),
    };
    planning::note(state, said, ctx);
}

fn looked_at(state: &State) -> Option<&Ladder> {
    state.document.as_ref()?.standing.org.head.ladders.get(usize::from(state.ladder.at))
}

fn take(state: &mut State, ctx: &egui::Context) {
    let is_now = |trial: &Trial| state.document.as_ref().is_some_and(|document| trial.is_of(document));
    let Some(trial) = state.ladder.trial.take_if(|trial| is_now(trial)) else { return };
    if let Some(Ok(tried)) = trial.result {
        state.ladder.rung = None;
        planning::make(state, format!("Switch to the ladder {}", tried.name), tried.switch.edit, ctx);
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

/// What another ladder would change; seconds for millions of people.
pub fn tried(standing: &Standing, at: u16, from: &LadderFrom, rest: Rest) -> Result<Box<Tried>, AppError> {
    let new = from.ladder()?;
    let (name, source) = (new.name.clone(), new.source.clone());
    let org = &standing.org;
    let before = if standing.is_judged { standing.judgement.clone() } else { Arc::new(Judgement::of(org)) };
    let switch = switch(org, &before.scale, at, new, rest)?;
    let mut changed = Org::clone(org);
    switch.edit.clone().apply(&mut changed)?;
    let counts = rule_counts(&before, &Judgement::of(&changed));
    Ok(Box::new(Tried { name, source, switch, counts }))
}

/// What calibration finds.
pub fn calibrated(standing: &Standing, at: u16) -> Result<Calibration, NotCalibrated> {
    calibrate(&standing.judgement.facts(&standing.org), at)
}
