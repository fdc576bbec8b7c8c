//! A new organisation being entered: its name, its ladder, its first people.

use crate::app::state::document::{Document, Source};
use crate::app::state::error::AppError;
use crate::edit::{Edit, set_ladders};
use crate::io::clock::today;
use crate::io::csv::read_range;
use crate::io::{Format, Opened, ladders};
use crate::org::{Builder, Head, Ladder};
use crate::plan::blank_ladder;
use crate::plan::roster::{Line, MANAGER, MOST, NAME, RUNG, Roster, clean, lay};
use eframe::egui::{Context, Id};

/// Widget id of a cell.
pub fn cell_id(at: usize, cell: usize) -> Id {
    Id::unique(("cell of the new organisation", at, cell))
}

pub fn name_id() -> Id {
    Id::unique("name of the new organisation")
}

/// Puts the keyboard focus on the name while nobody is entered, otherwise on the last line.
pub fn focus(ctx: &Context, draft: &Draft) {
    let id = match draft.roster.people() {
        0 => name_id(),
        _ => cell_id(draft.lines.len().saturating_sub(1), NAME),
    };
    ctx.memory_mut(|memory| memory.request_focus(id));
}

/// Largest number of rungs on a track of a blank ladder.
pub const RUNGS: u8 = 12;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LadderChoice {
    /// Name of a ladder that comes with the program.
    Preset(&'static str),
    /// Rungs without titles.
    Blank {
        /// Number on the IC track; at least 1.
        ic: u8,
        /// Number on the management track; at least 1.
        management: u8,
    },
}

impl LadderChoice {
    fn ladder(self) -> Ladder {
        match self {
            Self::Preset(name) => ladders::named(name).unwrap_or_default(),
            Self::Blank { ic, management } => blank_ladder(ic.min(RUNGS), management.min(RUNGS)),
        }
    }
}

/// The entries so far and the organisation they make.
pub struct Draft {
    /// The name, as typed.
    pub name: String,
    pub choice: LadderChoice,
    /// The chosen ladder.
    pub ladder: Ladder,
    /// The lines of people as typed, with an empty one at the end while there is room.
    pub lines: Vec<Line>,
    /// The lines, parsed.
    pub roster: Roster,
    /// The resulting organisation, without the lines that cannot be used.
    pub preview: Document,
}

impl Default for Draft {
    fn default() -> Self {
        let choice = LadderChoice::Preset(ladders::HOUSE);
        let (ladder, lines) = (choice.ladder(), vec![Line::default()]);
        let roster = Roster::of(&ladder, &lines);
        let mut draft = Self { name: String::new(), choice, ladder, lines, roster, preview: nothing() };
        draft.read();
        draft
    }
}

impl Draft {
    /// True once anything was typed that could be lost.
    pub fn is_begun(&self) -> bool {
        !self.name.trim().is_empty() || self.roster.people() > 0
    }

    /// The name, or a placeholder while it is empty.
    pub fn called(&self) -> String {
        Some(clean(&self.name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "New organisation".to_owned())
    }

    /// Sets the name.
    pub fn call(&mut self, name: String) {
        self.name = name;
        self.read();
    }

    /// Sets the ladder.
    pub fn choose(&mut self, choice: LadderChoice) {
        (self.choice, self.ladder) = (choice, choice.ladder());
        self.read();
    }

    /// Sets the text of a cell.
    pub fn set(&mut self, (at, cell): (usize, usize), text: String) {
        if let Some(place) = self.lines.get_mut(at).and_then(|line| line.get_mut(cell)) {
            *place = text;
            self.read();
        }
    }

    /// Completes the abbreviations in a line.
    pub fn complete(&mut self, at: usize) {
        for cell in [RUNG, MANAGER] {
            let full = self.roster.full(&self.ladder, &self.lines, at, cell);
            if let (Some(full), Some(line)) = (full, self.lines.get_mut(at)) {
                line[cell] = full;
            }
        }
    }

    /// Pastes a range of a spreadsheet over the lines from a cell on. The error says what could not be used.
    pub fn paste(&mut self, at: (usize, usize), text: &str) -> Result<(), AppError> {
        // A single column is taken literally: a comma in a name separates nothing.
        let rows = if text.contains('\t') {
            read_range(text)
        } else {
            text.lines().map(|line| vec![line.to_owned()]).collect()
        };
        let left = lay(&mut self.lines, at, &rows);
        self.read();
        (0..self.lines.len()).for_each(|at| self.complete(at));
        if left == 0 {
            return Ok(());
        }
        Err(AppError::Lines(MOST, left))
    }

    /// The edits that make the organisation out of [`nothing`]: the head with the ladder, then the people.
    pub fn edits(&self) -> (Edit, Vec<Edit>) {
        let head = Head::new(&self.called(), today());
        let mut whole = vec![Edit::SetHead(Box::new(head))];
        whole.extend(set_ladders(vec![self.ladder.clone()]));
        (Edit::All(whole), self.roster.edits(&self.ladder, &self.lines, 0))
    }

    fn read(&mut self) {
        let is_empty = |line: &Line| line.iter().all(|cell| cell.trim().is_empty());
        if self.lines.last().is_none_or(|last| !is_empty(last)) && self.lines.len() < MOST {
            self.lines.push(Line::default());
        }
        self.roster = Roster::of(&self.ladder, &self.lines);
        let mut head = Head::new(&self.called(), today());
        head.ladders.push(self.ladder.clone());
        let mut org = Builder::new(head).finish().0;
        let people = self.roster.edits(&self.ladder, &self.lines, 0);
        // Handles are assigned in order, so each edit applies to the result of the one before.
        people.into_iter().for_each(|person| drop(person.apply(&mut org)));
        self.preview = document(org);
    }
}

/// An empty document. Every new organisation starts from it, so that its journal alone describes it.
pub fn nothing() -> Document {
    document(Builder::new(Head::new("", today())).finish().0)
}

fn document(org: crate::org::Org) -> Document {
    let opened = Opened { org, scenarios: Vec::new(), problems: Vec::new(), unread: Vec::new(), format: Format::Ron };
    Document::new(Source::New, opened)
}
