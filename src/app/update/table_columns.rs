//! Columns of the table as the settings keep them: which, how wide, sorted by which. `plan` defines their content.

use crate::app::state::State;
use crate::app::state::settings::Settings;
use crate::plan::{Heading, Sorting};

/// Width of a column that nobody has changed, in points.
pub const WIDTH: u16 = 128;

/// Chosen columns with their widths in points.
pub fn columns(settings: &Settings) -> Vec<(Heading, u16)> {
    let known = settings.columns.iter().filter_map(|(id, width)| Some((Heading::named(id)?, *width)));
    let known: Vec<(Heading, u16)> = known.collect();
    if !known.is_empty() {
        return known;
    }
    let width = |heading: &Heading| match heading.id().as_str() {
        "name" | "title" | "findings" => 184,
        "seat" => 120,
        "reports" | "authority" | "impact_mid" | "gap" => 88,
        _ => WIDTH,
    };
    Heading::usual().into_iter().map(|heading| (heading.clone(), width(&heading))).collect()
}

/// Those of them that may be shown: results of the method only where people may be seen, and in a meeting not even the
/// names of unknown fields.
pub fn shown(state: &State) -> Vec<(Heading, u16)> {
    let shows_people = state.shows_people();
    let is_field = |heading: &Heading| match heading {
        Heading::Of(_) | Heading::Key => true,
        Heading::Other(_) => state.veil().is_none(),
        _ => false,
    };
    let mut columns = columns(&state.settings);
    columns.retain(|(heading, _)| shows_people || !heading.is_private() || is_field(heading));
    columns
}

/// Column that rows are sorted by; `None` for the order of the file.
pub fn sorting(settings: &Settings) -> Option<Sorting> {
    let (id, is_down) = settings.sorting.as_ref()?;
    Some(Sorting { by: Heading::named(id)?, is_down: *is_down })
}
