//! Updates of the appearance of people: colours, and fields on cards. The result is made once per change, on a thread
//! when there are many people, and not at all while nothing is chosen.

use crate::app::state::State;
use crate::app::state::canvas::look::{Chosen, LookCommand, MOST_FIELDS, Wanted};
use crate::app::state::latest::Latest;
use crate::app::state::page::Page;
use crate::app::update::canvas::view_anchor::keep_view;
use crate::app::update::canvas::{manager_chain, tree};
use crate::plan::ColourBy;
use eframe::egui;
use std::sync::Arc;

/// Number of people up to which the result is made within a frame.
const AT_ONCE: usize = 4_000;

/// Carries out a request.
pub fn handle(state: &mut State, command: LookCommand, ctx: &egui::Context) {
    if let LookCommand::Chain(is_shown) = command {
        return manager_chain::show(state, is_shown);
    }
    let look = &mut state.session.look;
    match command {
        LookCommand::By(by) => {
            look.chosen.by = by;
            (look.lit, look.pointed) = (None, None);
        }
        LookCommand::Light(line) => look.lit = (look.lit != Some(line)).then_some(line),
        LookCommand::Point(line) => look.pointed = line,
        LookCommand::Field(heading) => {
            let fields = &mut look.chosen.fields;
            match fields.iter().position(|known| *known == heading) {
                Some(at) => _ = fields.remove(at),
                None if fields.len() < MOST_FIELDS => fields.push(heading),
                None => {}
            }
        }
        LookCommand::Branches(branches) => look.chosen.branches = branches,
        LookCommand::Photos(photos) => look.chosen.no_photos = !photos,
        LookCommand::Fields => look.wants_fields = true,
        LookCommand::Chain(_) => {}
        LookCommand::Plain => look.chosen = Chosen { by: look.chosen.by.clone(), ..Chosen::default() },
    }
    // Cards of another height move; the view must not.
    if state.page == Page::Tree && state.session.tree.options.lines != state.session.look.chosen.lines() {
        keep_view(state, |state| tree::refresh(state, ctx));
    }
}

/// Makes what is out of date. Called once a frame.
pub fn refresh(state: &mut State, ctx: &egui::Context) {
    let chosen = &state.session.look.chosen;
    if chosen.by == ColourBy::Track && !chosen.branches && !state.session.look.wants_fields {
        state.session.look.found = Latest::default();
        return;
    }
    let shows_people = state.shows_people();
    let Some(document) = state.seen() else { return };
    let (org, judgement) = (document.snapshot.org.clone(), document.snapshot.judgement.clone());
    let look = &mut state.session.look;
    let wanted = Wanted {
        org: Arc::as_ptr(&org) as usize,
        judgement: Arc::downgrade(&judgement),
        shows_people,
        by: look.chosen.by.clone(),
        branches: look.chosen.branches,
        fields: look.wants_fields,
    };
    look.found.take_in();
    look.found.drop_unless(|of, _| of.is_seen_as(&wanted) && of.by == wanted.by);
    let lines = look.colouring().map_or(0, |colouring| colouring.entries.len());
    let is_making = look.is_making();
    for line in [&mut look.lit, &mut look.pointed] {
        line.take_if(|line| *line >= lines && !is_making);
    }
    let at_once = org.len() <= AT_ONCE;
    look.found.ask(wanted, at_once, ctx, move |wanted| wanted.made(&org, &judgement));
}
