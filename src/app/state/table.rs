//! State of the table and the filter: rows, selection, the input of the rows.

use crate::app::state::document::Source;
use crate::app::state::latest::{Latest, Request};
use crate::app::state::settings::Settings;
use crate::org::{Org, PersonId};
use crate::plan::{Filter, Heading, Part, PeopleSet, Seen, Sorting, sort};
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// Way of selecting a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Selects it alone.
    Alone,
    /// Adds it to the selection, or removes it.
    Also,
    /// Selects everything from the row picked last.
    UpTo,
}

/// A move of the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goto {
    /// By a number of rows down.
    By(i64),
    /// By a number of pages down.
    Pages(i64),
    First,
    Last,
}

/// A request to the table or the filter.
#[derive(Clone, Debug, PartialEq)]
pub enum TableCommand {
    /// Sorts by a column. Once more reverses the order; a third time restores that of the file.
    Sort(Heading),
    /// Shows or hides a column.
    Toggle(Heading),
    /// Moves a column one place; to the right when true.
    Move(Heading, bool),
    /// Sets the width of a column, in points.
    Width(Heading, f32),
    /// Restores the default columns.
    UsualColumns,
    /// Reports the rows in view: the number above the first, and the number visible.
    Seen(f64, f64),
    /// Selects a row.
    Pick(PersonId, Pick),
    /// Moves the selection; extends it when true.
    Go(Goto, bool),
    /// Selects everybody.
    All,
    /// Copies the selection as a range for a spreadsheet.
    Copy,
    /// Adds a condition to the filter.
    Add(Part),
    /// Removes a condition by its index.
    Remove(usize),
    /// Removes all conditions.
    Clear,
}

/// State of the table and the filter.
#[derive(Default)]
pub struct Table {
    pub filter: Filter,
    /// The rows shown.
    pub rows: Rows,
    /// Number of rows scrolled past, with a fraction.
    pub top: f64,
    /// Number of rows visible.
    pub seen: f64,
    /// Fixed end of a range of rows.
    pub anchor: Option<PersonId>,
    /// Moving end of that range.
    pub cursor: Option<PersonId>,
    /// Selected person when the table last looked; a change scrolls to the new one.
    pub known: Option<PersonId>,
    /// The rows found last, and those being found.
    pub found: Latest<Wanted, Rows>,
}

/// Filtered and sorted rows.
#[derive(Clone, Default)]
pub struct Rows {
    /// People from top to bottom.
    pub people: Arc<Vec<PersonId>>,
    /// People that the filter matches; `None` without a filter.
    pub matching: Option<Arc<PeopleSet>>,
    /// Every column that the file offers.
    pub headings: Arc<Vec<Heading>>,
}

/// Input of the rows.
#[derive(Clone)]
pub struct Wanted {
    /// Stands for the organisation: every edit leads to a new judgement.
    pub judgement: Weak<Judgement>,
    pub shows_people: bool,
    pub filter: Filter,
    pub sorting: Option<Sorting>,
}

impl Wanted {
    pub fn rows(&self, org: &Org, judgement: &Judgement) -> Rows {
        let seen = Seen::new(org, judgement, self.shows_people);
        let matching = (!self.filter.is_empty(seen.shows_people)).then(|| Arc::new(self.filter.people(&seen)));
        let is_left = |person: &PersonId| matching.as_ref().is_none_or(|matching| matching.has(*person));
        let people: Vec<PersonId> = org.people().filter(is_left).collect();
        let people = match &self.sorting {
            Some(sorting) => sort(&seen, people, sorting),
            None => people,
        };
        Rows { people: Arc::new(people), matching, headings: Arc::new(Heading::all(org)) }
    }
}

impl Request for Wanted {
    fn serves(&self, other: &Self) -> bool {
        self.judgement.ptr_eq(&other.judgement)
            && self.shows_people == other.shows_people
            && self.filter == other.filter
            && self.sorting == other.sorting
    }
}

impl Table {
    /// True while new rows are being found.
    pub fn is_making(&self) -> bool {
        self.found.is_making()
    }

    /// Drops the rows, to be found again.
    pub fn forget(&mut self) {
        (self.rows, self.found) = (Rows::default(), Latest::default());
    }

    /// Table with the filter remembered for a document.
    pub fn of(settings: &Settings, source: &Source) -> Self {
        let filter = source.place().and_then(|place| serde_json::from_str(settings.filters.get(&place)?).ok());
        Self { filter: filter.unwrap_or_default(), ..Self::default() }
    }
}
