//! What the fields of the form share: whose form it is, and the edit that a changed field asks for.

use crate::app::command::Command;
use crate::app::widgets::fields::{id, text};
use crate::edit::Edit;
use crate::org::{Details, Org, PersonId};
use eframe::egui::{Id, Ui};

/// Collects edits of one person.
pub struct Form<'a> {
    /// The organisation.
    pub org: &'a Org,
    /// Whose form it is.
    pub person: PersonId,
    /// Whether pay, evidence and all that is personal may be seen.
    pub shows_people: bool,
    /// What was asked for.
    pub out: &'a mut Vec<Command>,
}

impl Form<'_> {
    /// The id of a field of this person.
    pub fn id(&self, field: &str) -> Id {
        id(self.person, field)
    }

    /// Makes an edit, named after what it changes.
    pub fn make(&mut self, what: &str, edit: Edit) {
        self.out.push(Command::Make(format!("{what} of {}", self.org.label(self.person)), Box::new(edit)));
    }
}

/// One edit of the side table.
pub fn replace(form: &mut Form, what: &str, change: impl FnOnce(&mut Details)) {
    let mut details = form.org.details(form.person).clone();
    change(&mut details);
    form.make(what, Edit::SetDetails { person: form.person, details: Box::new(details) });
}

/// Texts, one a line, with one more to be added; the new list where one has changed.
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
