//! Unlimited undo and redo: named steps, and the number of them that are applied. Typing into one field makes one step.

use super::{Edit, EditError, Step};
use crate::org::{Details, Org, PersonId};

/// Field of a person that is being typed into. Edits with the same run become one step; each must replace everything
/// that the one before changed.
pub type Run = (PersonId, &'static str);

/// Steps made on one organisation, oldest first. Nothing else may change that
/// organisation but facts, see [`History::keep_facts`].
#[derive(Clone, Debug, Default)]
pub struct History {
    steps: Vec<Done>,
    /// Number of applied steps. The edits of these undo them; the edits of the others redo them.
    position: usize,
    /// The field being typed into.
    run: Option<Run>,
    /// Number of steps ever made, which gives each a unique mark.
    made: u64,
}

#[derive(Clone, Debug)]
struct Done {
    name: String,
    edit: Edit,
    /// Steps in the form they are stored.
    steps: Vec<Step>,
    mark: u64,
}

impl History {
    /// Applies an edit as a named step, such as `Move Mason T. to IC6`, and discards undone steps. On error nothing
    /// changes.
    pub fn apply(&mut self, org: &mut Org, name: String, edit: Edit) -> Result<(), EditError> {
        let (edit, steps) = edit.record(org)?;
        self.steps.truncate(self.position);
        self.made += 1;
        self.steps.push(Done { name, edit, steps, mark: self.made });
        self.position += 1;
        self.run = None;
        Ok(())
    }

    /// Like [`History::apply`], but an edit of the same run as the last step extends that step and renames it, unless
    /// something was undone or the run was ended in between.
    pub fn apply_merging(&mut self, org: &mut Org, name: String, edit: Edit, run: Run) -> Result<(), EditError> {
        if self.run == Some(run)
            && let Some(last) = self.steps.last_mut()
        {
            // The first inverse undoes all of it.
            let (_, steps) = edit.record(org)?;
            for step in steps {
                match last.steps.last_mut() {
                    Some(typed) => {
                        let next = typed.then(step);
                        last.steps.extend(next);
                    }
                    None => last.steps.push(step),
                }
            }
            self.made += 1;
            (last.name, last.mark) = (name, self.made);
            return Ok(());
        }
        self.apply(org, name, edit)?;
        self.run = Some(run);
        Ok(())
    }

    /// Ends a run of typing, because the field lost the focus.
    pub fn end_run(&mut self) {
        self.run = None;
    }

    /// Undoes the last applied step and returns its name; `None` when there is none.
    pub fn undo(&mut self, org: &mut Org) -> Option<&str> {
        let at = self.position.checked_sub(1)?;
        self.turn(org, at)?;
        self.position = at;
        Some(&self.steps[at].name)
    }

    /// Redoes the step undone last and returns its name; `None` when there is none.
    pub fn redo(&mut self, org: &mut Org) -> Option<&str> {
        let at = self.position;
        self.turn(org, at)?;
        self.position += 1;
        Some(&self.steps[at].name)
    }

    /// Undoes or redoes until `position` steps are applied; all of them for a number beyond the last.
    pub fn go(&mut self, org: &mut Org, position: usize) {
        let position = position.min(self.steps.len());
        while self.position > position && self.undo(org).is_some() {}
        while self.position < position && self.redo(org).is_some() {}
    }

    /// Names of all steps, oldest first, undone ones last.
    pub fn names(&self) -> impl ExactSizeIterator<Item = &str> + DoubleEndedIterator {
        self.steps.iter().map(|step| step.name.as_str())
    }

    /// Everything applied, in the form it is stored, oldest first: the steps of an edited plan, or what would be lost
    /// without saving.
    pub fn kept(&self) -> impl Iterator<Item = &Step> {
        self.steps[..self.position].iter().flat_map(|step| &step.steps)
    }

    /// The last applied step, in the form it is stored.
    pub fn last_kept(&self) -> &[Step] {
        self.position.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(&[], |step| &step.steps)
    }

    /// Number of applied steps.
    pub fn position(&self) -> usize {
        self.position
    }

    /// Edits that [`History::undo`] and [`History::redo`] would apply.
    pub fn next(&self) -> [Option<&Edit>; 2] {
        let undo = self.position.checked_sub(1).and_then(|at| self.steps.get(at));
        [undo, self.steps.get(self.position)].map(|step| step.map(|step| &step.edit))
    }

    /// Mark that is equal when the same steps are applied; 0 for none. When it differs from that of the last save,
    /// there is something to save.
    pub fn mark(&self) -> u64 {
        self.position.checked_sub(1).and_then(|at| self.steps.get(at)).map_or(0, |step| step.mark)
    }

    /// Makes a fact that was recorded outside of this history stand through undo and redo; see [`Edit::of_facts`].
    pub fn keep_facts(&mut self, person: PersonId, facts: &Details) {
        self.run = None;
        self.steps.iter_mut().for_each(|step| step.edit.keep_facts(person, facts));
    }

    /// Applies the edit of a step and stores its inverse. Does nothing when the organisation is not that of the
    /// history.
    fn turn(&mut self, org: &mut Org, at: usize) -> Option<()> {
        self.run = None;
        let step = self.steps.get_mut(at)?;
        step.edit = step.edit.clone().apply(org).ok()?;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Builder, Head, Row, TextField};

    fn type_into(history: &mut History, org: &mut Org, field: TextField, text: &str) {
        let person = PersonId(0);
        let edit = Edit::SetText { person, field, text: text.to_owned() };
        let run = (person, if field == TextField::Name { "name" } else { "title" });
        history.apply_merging(org, format!("Type {text}"), edit, run).expect("the person is there");
    }

    #[test]
    fn typing_is_one_step_a_field_and_a_click_goes_back_to_any_point() {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        builder.add(&Row { key: "a", name: "Ana", ..Row::default() });
        let mut org = builder.finish().0;
        let (mut history, mut marks) = (History::default(), Vec::new());
        for (field, text) in [
            (TextField::Name, "B"),
            (TextField::Name, "Bo"),
            (TextField::Title, "C"),
            (TextField::Title, "Ch"),
            (TextField::Name, "Bob"),
        ] {
            type_into(&mut history, &mut org, field, text);
            marks.push(history.mark());
        }
        assert_eq!(history.names().collect::<Vec<_>>(), ["Type Bo", "Type Ch", "Type Bob"]);
        let kept: Vec<String> = history.kept().map(ToString::to_string).collect();
        assert_eq!(kept, ["Name of `a`: `Ana` to `Bo`", "Title of `a`: none to `Ch`", "Name of `a`: `Bo` to `Bob`"]);
        marks.dedup();
        assert_eq!(marks.len(), 5);
        assert_eq!(history.undo(&mut org), Some("Type Bob"));
        assert_eq!((org.name(PersonId(0)), org.title(PersonId(0)), history.mark()), ("Bo", "Ch", marks[3]));
        history.go(&mut org, 0);
        assert_eq!((org.name(PersonId(0)), org.title(PersonId(0)), history.mark()), ("Ana", "", 0));
        assert_eq!(history.undo(&mut org), None);
        assert_eq!(history.redo(&mut org), Some("Type Bo"));
        // After an undo the same field starts a new step, and undone steps are gone.
        type_into(&mut history, &mut org, TextField::Name, "Bor");
        assert_eq!(history.names().collect::<Vec<_>>(), ["Type Bo", "Type Bor"]);
        history.end_run();
        type_into(&mut history, &mut org, TextField::Name, "Bora");
        assert_eq!((history.names().len(), history.position()), (3, 3));
        history.go(&mut org, 1);
        assert_eq!(org.name(PersonId(0)), "Bo");
    }
}
