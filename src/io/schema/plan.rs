//! Scenarios on disk: a name, a note and steps such as `Seat(person: "mason", from: "M3", to: "IC8")`.

use super::OnDisk;
use super::step::Step;
use crate::edit;
use serde::{Deserialize, Serialize};

/// Plan on disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::io) struct Scenario {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
}

impl OnDisk for Scenario {
    type Model = edit::Scenario;
    fn of(m: &edit::Scenario) -> Self {
        Self { name: m.name.clone(), note: m.note.clone(), steps: OnDisk::of(&m.steps) }
    }
    fn model(self) -> edit::Scenario {
        edit::Scenario { name: self.name, note: self.note, steps: self.steps.model() }
    }
}
