//! One document in the place of another, and the same document standing otherwise.

use crate::app::state::document::edits::Edits;
use crate::app::state::document::recovery::{Keeper, Kept, bundled_place};
use crate::app::state::document::{Document, Source, Standing};
use crate::app::state::meeting::Meeting;
use crate::app::state::page::Page;
use crate::app::state::table::Table;
use crate::app::state::task::today;
use crate::app::state::{Failed, Search, State};
use crate::app::update::canvas::tree;
use crate::app::update::view_memory;
use crate::io;
use crate::io::journal::Found;
use crate::io::{OpenError, Progress};

/// Puts a document in the place of the one before.
pub fn take(state: &mut State, document: Document) {
    view_memory::remember(state);
    state.table = Table::of(&state.settings, &document.source);
    (state.look, state.chain, state.holds, state.refold) = (Default::default(), None, [None, None], None);
    state.document = Some(document);
    state.page = Page::Tracks;
    let_go(state);
}

/// Lets go of all that belonged to the document before.
pub fn let_go(state: &mut State) {
    tree::reset(state);
    state.failed = None;
    state.selected = None;
    state.also.clear();
    (state.drag, state.asked, state.note, state.pasting) = (None, None, None, None);
    (state.trial, state.weighing) = (None, Default::default());
    state.collecting = None;
    // The journal of what was open before ends with it: it was saved, or let go.
    if state.edits.is_unsaved() {
        state.keeper.erase();
    }
    (state.edits, state.keeper, state.read_only) = (Edits::default(), Keeper::default(), false);
    (state.found, state.changed, state.outside, state.set_aside) = (None, None, None, None);
    (state.ends, state.compared, state.merging, state.plotted) = ([None, None], None, None, None);
    state.ladder = Default::default();
    state.open_finding = None;
    state.open_line = None;
    state.groups.clear();
    state.people_hidden = false;
    state.search = Search::default();
    state.to_fit = true;
    view_memory::restore(state);
}

pub fn fail(state: &mut State, source: Source, error: OpenError) {
    state.failed = Some(Failed { source, error });
    state.page = Page::Failed;
}

/// The same document under another plan or otherwise folded: whoever is selected stays selected.
pub fn stand(state: &mut State, standing: Standing) {
    let Some(document) = &mut state.document else { return };
    if document.standing.scenario != standing.scenario {
        state.open_finding = None;
        state.open_line = None;
        if standing.not_applied.is_empty() && state.page == Page::NotApplied {
            state.page = Page::Tracks;
        }
    }
    state.selected = state.selected.filter(|&person| standing.org.has(person));
    state.trial = None;
    document.stand(standing);
}

/// Closes what is open, with all that was under way in it: the start page is shown. A meeting goes on, so that what is
/// opened next is not seen for a moment as it is.
pub fn close(state: &mut State) {
    (state.table, state.look, state.holds) = (Table::default(), Default::default(), [None, None]);
    (state.chain, state.refold) = (None, None);
    state.document = None;
    state.page = Page::Start;
    if let Some(work) = state.work.take() {
        work.progress.cancel();
    }
    state.refreshing = None;
    state.meeting = state.meeting.take().map(|_| Meeting::default());
    let_go(state);
}

/// Opens the organisation that comes with the program: small enough to be read at once.
pub fn open_bundled(state: &mut State) {
    let source = Source::Bundled;
    match io::read(crate::BUNDLED, &source.file_name(), today(), &Progress::default()) {
        Ok(opened) => take(state, Document::new(source, opened)),
        Err(error) => return fail(state, source, error),
    }
    let Some(place) = bundled_place() else { return };
    let kept = Kept::of(&place);
    state.keeper = Keeper::new(kept.journal, &place, None);
    // Its content comes with the program, and is what it was.
    state.found = kept.found.map(|found| Found { was_made_on_same_content: true, ..found });
    state.pending.retain(|pending| pending.document != place);
}
