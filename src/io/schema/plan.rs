//! Scenarios on disk: a name, a note and steps like `Seat(person: "mason", from: "M3", to: "IC8")`.

use super::{Budget, Number, OnDisk, Right};
use crate::edit;
use serde::{Deserialize, Serialize};

/// A plan.
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

macro_rules! steps {
    ($($step:ident { $($field:ident: $type:ty),* } or { $($may:ident: $may_type:ty),* }),* $(,)?) => {
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(in crate::io) enum Step {
            $($step {
                $($field: $type,)*
                $(#[serde(default, skip_serializing_if = "super::is_default")] $may: $may_type,)*
            },)*
        }

        impl OnDisk for Step {
            type Model = edit::Step;
            fn of(model: &edit::Step) -> Self {
                match model {
                    $(edit::Step::$step { $($field,)* $($may,)* } => {
                        Self::$step { $($field: OnDisk::of($field),)* $($may: OnDisk::of($may),)* }
                    })*
                }
            }
            fn model(self) -> edit::Step {
                match self {
                    $(Self::$step { $($field,)* $($may,)* } => {
                        edit::Step::$step { $($field: $field.model(),)* $($may: $may.model(),)* }
                    })*
                }
            }
        }
    };
}

steps! {
    Seat { person: String } or { from: String, to: String },
    Manager { person: String } or { from: String, to: String },
    Title { person: String } or { from: String, to: String },
    Pay { person: String } or { from: Option<Number>, to: Option<Number> },
    Rights { person: String } or { from: Option<Vec<Right>>, to: Option<Vec<Right>> },
    Budgets { person: String } or { from: Option<Vec<Budget>>, to: Option<Vec<Budget>> },
    Open { rung: String, from: bool, to: bool } or { ladder: String },
}
