//! Common parts of the form: the person it is about, and the edits that changed fields make.

use crate::app::command::Command;
use crate::app::widgets::fields::{id, text};
use crate::edit::Edit;
use crate::org::{Details, Org, PersonId};
use eframe::egui::{Id, Ui};

/// Collects the edits of one person's form.
pub struct Form<'a> {
    pub org: &'a Org,
    pub person: PersonId,
    /// True when pay, evidence and other personal fields may be seen.
    pub shows_people: bool,
    /// Commands of this frame.
    pub out: &'a mut Vec<Command>,
}

impl Form<'_> {
    /// Id of a field, unique to this person.
    pub fn id(&self, field: &str) -> Id {
        id(self.person, field)
    }

    /// Makes an edit, named after the field it changes.
    pub fn make(&mut self, what: &str, edit: Edit) {
        self.out.push(Command::Make(
            format!("Change {} of {}", what.to_lowercase(), self.org.label(self.person)),
            Box::new(edit),
        ));
    }
}

/// Makes an edit of the person's details.
pub fn replace(form: &mut Form, what: &str, change: impl FnOnce(&mut Details)) {
    let mut details = form.org.details(form.person).clone();
    change(&mut details);
    form.make(what, Edit::SetDetails { person: form.person, details: Box::new(details) });
}

/// List of texts, one per line, with an empty one to add another; returns the new list after a change.
pub fn texts_ui(ui: &mut Ui, form: &Form, name: &str, mut list: Vec<String>) -> Option<Vec<String>> {
    let mut changed = false;
    for at in 0..=list.len() {
        let value = list.get(at).cloned().unwrap_or_default();
        let label = if at == list.len() { format!("New {}", name.to_lowercase()) } else { name.to_owned() };
        if let Some(next) = text(ui, form.id(&format!("{name} {at}")), &label, &value) {
            match list.get_mut(at) {
                Some(one) => *one = next,
                None => list.push(next),
            }
            changed = true;
        }
    }
    list.retain(|one| !one.is_empty());
    changed.then_some(list)
}
