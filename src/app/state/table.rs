//! What is known of the table and the filter: rows, selection, what rows are made of.

use crate::app::state::document::Source;
use crate::app::state::latest::{Latest, Request};
use crate::app::state::settings::Settings;
use crate::org::{Org, PersonId};
use crate::plan::{Filter, Heading, Part, PeopleSet, Seen, Sorting, sort};
use crate::rules::Judgement;
use std::sync::{Arc, Weak};

/// How somebody is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Alone.
    Alone,
    /// Together with who is selected, or no longer.
    Also,
    /// With all rows from who was picked last.
    UpTo,
}

/// Where the selection goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goto {
    /// So many rows down, or up.
    By(i64),
    /// So many pages down, or up.
    Pages(i64),
    /// The first row.
    First,
    /// The last.
    Last,
}

/// What may be asked of the table or the filter.
#[derive(Clone, Debug, PartialEq)]
pub enum TableCommand {
    /// Sorted by a column, the other way round where it is already, and after that as in the file.
    Sort(Heading),
    /// A column shown, or left out.
    Toggle(Heading),
    /// A column one place to the left or the right.
    Move(Heading, bool),
    /// A column as wide as this, in points.
    Width(Heading, f32),
    /// The columns that nobody has changed yet.
    UsualColumns,
    /// So many rows above the first that is seen; and how many are seen.
    Seen(f64, f64),
    /// Somebody is picked.
    Pick(PersonId, Pick),
    /// The selection goes on, with all between where it is extended.
    Go(Goto, bool),
    /// Everybody is selected.
    All,
    /// Who is selected is copied as a range for a spreadsheet.
    Copy,
    /// A condition more.
    Add(Part),
    /// A condition less.
    Remove(usize),
    /// No condition.
    Clear,
}

/// What the window knows of the table and the filter.
#[derive(Default)]
pub struct Table {
    /// Whom the filter leaves.
    pub filter: Filter,
    /// The rows as far as they are known.
    pub rows: Rows,
    /// How many rows are above the first that is seen, with a part of a row.
    pub top: f64,
    /// How many rows are seen.
    pub seen: f64,
    /// The row from which a range goes on.
    pub anchor: Option<PersonId>,
    /// The row at the other end of it.
    pub cursor: Option<PersonId>,
    /// Who was selected when the table looked last.
    pub known: Option<PersonId>,
    /// The rows found last, and those being found.
    pub found: Latest<Wanted, Rows>,
}

/// The rows of an organisation.
#[derive(Clone, Default)]
pub struct Rows {
    /// Who stands in them, from the top.
    pub people: Arc<Vec<PersonId>>,
    /// Whom the filter leaves; `None` where it leaves everybody.
    pub matching: Option<Arc<PeopleSet>>,
    /// Every column that there can be.
    pub headings: Arc<Vec<Heading>>,
}

/// What rows are made of.
#[derive(Clone)]
pub struct Wanted {
    /// Every edit is judged, so that another organisation has another judgement.
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
    /// Whether other rows are being found.
    pub fn is_making(&self) -> bool {
        self.found.is_making()
    }

    /// Lets go of the rows, to be found anew.
    pub fn forget(&mut self) {
        (self.rows, self.found) = (Rows::default(), Latest::default());
    }

    /// The filter that is remembered for a document.
    pub fn of(settings: &Settings, source: &Source) -> Self {
        let filter = source.place().and_then(|place| serde_json::from_str(settings.filters.get(&place)?).ok());
        Self { filter: filter.unwrap_or_default(), ..Self::default() }
    }
}
