//! Memory of what was looked at in a file: page, place, selection, folding, look of people. Kept while the file is
//! reloaded, and across runs. Stores keys of people, so that a change of their order loses nothing, and no other data
//! about them.

use crate::app::state::State;
use crate::app::state::canvas::look::{Chosen, MOST_FIELDS};
use crate::app::state::canvas::picture::Picture;
use crate::app::state::canvas::view_anchor::ViewAnchor;
use crate::app::state::document::Document;
use crate::app::state::page::{PAGES, Page};
use crate::app::update::canvas::tree;
use crate::org::PersonId;
use crate::plan::{ColourBy, Heading};
use crate::scene::Point;
use serde::{Deserialize, Serialize};

/// Largest number of selected people, and of branches unfolded by hand, that are stored.
const MOST: usize = 400;

/// The stored view of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct SavedView {
    page: String,
    selected: Option<String>,
    also: Vec<String>,
    one_path: bool,
    levels: Option<u32>,
    focus: Option<String>,
    branches: Vec<(String, bool)>,
    tracks: Option<Place>,
    tree: Option<Place>,
    colour: String,
    fields: Vec<String>,
    numbers: bool,
    no_photos: bool,
}

/// A place in a picture: the offset from a person's card, and the scale.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    near: String,
    right: f64,
    down: f64,
    scale: f64,
}

/// Stores the present view, if the file is among the recent ones.
pub fn remember(state: &mut State) {
    let Some(document) = &state.session.document else { return };
    let Some(place) = document.remembered() else { return };
    let kept = SavedView::of(state, document);
    let settings = &mut state.settings;
    settings.views.retain(|path, _| *path == place || settings.recent.contains(path));
    match serde_json::to_string(&kept) {
        Ok(text) if kept != SavedView::untouched() => _ = settings.views.insert(place, text),
        _ => _ = settings.views.remove(&place),
    }
}

/// Restores the view of a document that has just been opened, as far as its people still exist.
pub fn restore(state: &mut State) {
    let Some(document) = &state.session.document else { return };
    let text = document.remembered().and_then(|place| state.settings.views.get(&place));
    // A view that cannot be parsed, from another version, is ignored.
    let Some(kept) = text.and_then(|text| serde_json::from_str::<SavedView>(text).ok()) else { return };
    let org = &document.snapshot.org;
    let find = |key: &String| org.find(key).filter(|&person| org.has(person));
    let page = PAGES.iter().find(|row| row.saved_as == Some(kept.page.as_str())).map_or(Page::Tracks, |row| row.page);
    let selected = kept.selected.as_ref().and_then(find);
    let also = kept.also.iter().take(MOST).filter_map(find).filter(|&person| Some(person) != selected).collect();
    let anchor = |place: &Option<Place>| {
        let place = place.as_ref().filter(|it| it.scale.is_finite() && it.scale > 1e-6 && it.scale < 1e3)?;
        let to_middle = Point::new(place.right, place.down);
        (place.right.is_finite() && place.down.is_finite()).then_some(())?;
        Some(ViewAnchor { person: find(&place.near)?, to_middle, scale: place.scale })
    };
    let holds = [anchor(&kept.tracks), anchor(&kept.tree)];
    let options = &mut state.session.tree.options;
    (options.levels, options.focus) = (kept.levels, kept.focus.as_ref().and_then(find));
    options.asked = kept.branches.iter().take(MOST).filter_map(|(key, open)| Some((find(key)?, *open))).collect();
    let mut fields: Vec<Heading> = Vec::new();
    for heading in kept.fields.iter().filter_map(|id| Heading::named(id)) {
        if fields.len() < MOST_FIELDS && !fields.contains(&heading) {
            fields.push(heading);
        }
    }
    state.session.look.chosen =
        Chosen { by: ColourBy::named(&kept.colour), fields, branches: kept.numbers, no_photos: kept.no_photos };
    (state.session.selected, state.session.rest_of_selection, state.page) =
        (selected, if selected.is_some() { also } else { Vec::new() }, page);
    (state.session.to_one_path, state.session.anchors) = (kept.one_path.then_some(true), holds);
}

impl SavedView {
    /// The view that needs no storing.
    fn untouched() -> Self {
        Self { page: "tracks".to_owned(), colour: ColourBy::Track.id(), ..Self::default() }
    }

    fn of(state: &State, document: &Document) -> Self {
        let snapshot = &document.snapshot;
        let org = &snapshot.org;
        let key = |person: PersonId| org.key(person).to_owned();
        let has = |person: &PersonId| org.has(*person);
        let near = |anchor: ViewAnchor| Place {
            near: key(anchor.person),
            right: anchor.to_middle.x,
            down: anchor.to_middle.y,
            scale: anchor.scale,
        };
        let holds = ViewAnchor::both(state).map(|anchor| anchor.filter(|anchor| org.has(anchor.person)).map(near));
        let [tracks, tree] = holds;
        let options = &state.session.tree.options;
        let chosen = &state.session.look.chosen;
        let page = state.page.row().saved_as.unwrap_or("tracks");
        Self {
            page: page.to_owned(),
            selected: state.session.selected.filter(has).map(key),
            also: state.session.rest_of_selection.iter().copied().filter(has).take(MOST).map(key).collect(),
            one_path: snapshot.tracks.is_one_path(),
            levels: options.levels,
            focus: options.focus.filter(has).map(key),
            branches: options
                .asked
                .iter()
                .filter(|(it, _)| has(it))
                .map(|(&it, &open)| (key(it), open))
                .take(MOST)
                .collect(),
            tracks,
            tree,
            colour: chosen.by.id(),
            fields: chosen.fields.iter().map(Heading::id).collect(),
            numbers: chosen.branches,
            no_photos: chosen.no_photos,
        }
    }
}

impl ViewAnchor {
    /// Places of the tracks and of the tree; the hidden one has kept its camera.
    fn both(state: &State) -> [Option<Self>; 2] {
        let Some(document) = &state.session.document else { return [None, None] };
        let tracks = Some(Picture::Tracks(document.snapshot.tracks.clone()));
        let tree = state.chart().cloned().map(Picture::Tree);
        let [of_tracks, of_tree] = tree::cameras(state);
        [(tracks, of_tracks), (tree, of_tree)].map(|(picture, (camera, to_fit, opened))| {
            let is_moved = !to_fit && opened != Some(camera);
            Self::near(&picture.filter(|_| is_moved)?, &camera, state.canvas, None)
        })
    }
}

#[cfg(test)]
mod tests;
