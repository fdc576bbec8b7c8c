//! Changes that a person makes: applied to what is open, named, taken back and made again.

use super::document::Document;
use crate::edit::{Edit, EditError, History};
use std::sync::Arc;

/// What was changed since the file was opened.
#[derive(Default)]
pub struct Edits {
    history: History,
    /// The mark of the history when the file was saved last.
    saved: u64,
}

impl Edits {
    /// Makes an edit, under a name that undo will say. On error nothing changes.
    pub fn make(&mut self, document: &mut Document, name: String, edit: Edit) -> Result<(), EditError> {
        let follow = Follow::of(document, &edit);
        self.history.apply(Arc::make_mut(&mut document.standing.org), name, edit)?;
        follow.in_the_picture(document);
        Ok(())
    }

    /// Takes the last edit back and returns its name; `None` where there is none.
    pub fn undo(&mut self, document: &mut Document) -> Option<String> {
        let follow = Follow::of(document, self.history.next()[0]?);
        let name = self.history.undo(Arc::make_mut(&mut document.standing.org))?.to_owned();
        follow.in_the_picture(document);
        Some(name)
    }

    /// Makes the edit again that was taken back last and returns its name; `None` where there is none.
    pub fn redo(&mut self, document: &mut Document) -> Option<String> {
        let follow = Follow::of(document, self.history.next()[1]?);
        let name = self.history.redo(Arc::make_mut(&mut document.standing.org))?.to_owned();
        follow.in_the_picture(document);
        Some(name)
    }

    /// Undoes or redoes until so many edits are made.
    pub fn go_to(&mut self, document: &mut Document, made: usize) {
        self.history.go(Arc::make_mut(&mut document.standing.org), made);
        Follow::everything().in_the_picture(document);
    }

    /// Names of all edits, the oldest first, those that were taken back last.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.history.names()
    }

    /// How many of them are made.
    pub fn made(&self) -> usize {
        self.history.position()
    }

    /// Names of what undo and redo would do.
    pub fn next(&self) -> [Option<&str>; 2] {
        let made = self.made();
        [made.checked_sub(1), Some(made)].map(|at| self.names().nth(at?))
    }

    /// Whether something is not in the file.
    pub fn is_unsaved(&self) -> bool {
        self.history.mark() != self.saved
    }

    /// A number that is the same where the same edits are made.
    pub fn mark(&self) -> u64 {
        self.history.mark()
    }

    /// The file was saved as everything stood at a mark.
    pub fn saved(&mut self, mark: u64) {
        self.saved = mark;
    }
}

/// What has to be looked at again after an edit.
struct Follow {
    touched: crate::edit::Touched,
    /// Whether everything has to be judged and laid out again: other managers can be followed, who comes and goes not.
    anew: bool,
}

impl Follow {
    fn everything() -> Self {
        let touched = crate::edit::Touched { ladder: true, names: true, ..Default::default() };
        Self { touched, anew: true }
    }

    /// Of an edit that is about to be made.
    fn of(document: &Document, edit: &Edit) -> Self {
        let mut open = vec![edit];
        let mut anew = false;
        while let Some(edit) = open.pop() {
            match edit {
                Edit::All(edits) => open.extend(edits),
                Edit::MoveToSeat { .. }
                | Edit::SetManager { .. }
                | Edit::RestoreManager { .. }
                | Edit::SetLines { .. }
                | Edit::SetText { .. }
                | Edit::SetPay { .. }
                | Edit::SetRights { .. }
                | Edit::SetBudgets { .. }
                | Edit::SetDetails { .. } => {}
                _ => anew = true,
            }
        }
        Self { touched: edit.touched(&document.standing.org), anew }
    }

    fn in_the_picture(self, document: &mut Document) {
        document.changed(&self.touched, self.anew);
    }
}
