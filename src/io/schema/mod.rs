//! The types on disk, version 1: what a file says, in serde's terms, apart from the model's types. A file that
//! leaves an optional field out means its default, and a default is not written. An unknown field inside one of
//! these values is an error, never dropped. Which notation they are written in is not known here.

mod error;
mod head;
mod ladder;
mod number;
mod person;
mod plan;
mod step;

use error::Misfit;
pub(super) use head::{BareMode, Mode, Rate, Waiver};
pub(super) use ladder::Ladder;
pub(super) use number::{Count, Day, Number, One, Part, Positive, Share, Yes};
pub(super) use person::*;
pub(super) use plan::Scenario;
pub(super) use step::Step;

use ecow::EcoString;

/// Version of the format that is written; every older one is still read.
pub(super) const VERSION: u64 = 1;

/// A type on disk that stands for one of the model.
pub(super) trait OnDisk: Sized {
    /// What it stands for.
    type Model;
    /// How the model's value is written.
    fn of(model: &Self::Model) -> Self;
    /// The model's value.
    fn model(self) -> Self::Model;
}

impl OnDisk for String {
    type Model = String;
    fn of(model: &String) -> Self {
        model.clone()
    }
    fn model(self) -> String {
        self
    }
}

impl OnDisk for EcoString {
    type Model = EcoString;
    fn of(model: &EcoString) -> Self {
        model.clone()
    }
    fn model(self) -> EcoString {
        self
    }
}

impl OnDisk for bool {
    type Model = bool;
    fn of(model: &bool) -> Self {
        *model
    }
    fn model(self) -> bool {
        self
    }
}

impl<T: OnDisk> OnDisk for Option<T> {
    type Model = Option<T::Model>;
    fn of(model: &Self::Model) -> Self {
        model.as_ref().map(T::of)
    }
    fn model(self) -> Self::Model {
        self.map(T::model)
    }
}

impl<T: OnDisk> OnDisk for Box<T> {
    type Model = Box<T::Model>;
    fn of(model: &Self::Model) -> Self {
        Box::new(T::of(model))
    }
    fn model(self) -> Self::Model {
        Box::new((*self).model())
    }
}

impl<T: OnDisk> OnDisk for Vec<T> {
    type Model = Vec<T::Model>;
    fn of(model: &Self::Model) -> Self {
        model.iter().map(T::of).collect()
    }
    fn model(self) -> Self::Model {
        self.into_iter().map(T::model).collect()
    }
}

/// Whether a value is what a file means that leaves it out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A struct on disk with the fields of the model's: needed ones first, then those that may be left out.
macro_rules! record {
    ($name:ident { $($field:ident: $type:ty),* $(,)? } or { $($may:ident: $may_type:ty),* $(,)? }) => {
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(in crate::io) struct $name {
            $(pub $field: $type,)*
            $(#[serde(default, skip_serializing_if = "super::is_default")] pub $may: $may_type,)*
        }

        impl super::OnDisk for $name {
            type Model = crate::org::$name;
            fn of(model: &Self::Model) -> Self {
                Self { $($field: super::OnDisk::of(&model.$field),)* $($may: super::OnDisk::of(&model.$may),)* }
            }
            fn model(self) -> Self::Model {
                Self::Model { $($field: self.$field.model(),)* $($may: self.$may.model(),)* }
            }
        }
    };
}

/// An enum on disk: one word for each of the model's values.
macro_rules! words {
    ($name:ident, default $default:ident { $($word:literal = $value:ident),* $(,)? }) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        pub(in crate::io) enum $name {
            $(#[serde(rename = $word)] $value,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self::$default
            }
        }

        impl super::OnDisk for $name {
            type Model = crate::org::$name;
            fn of(model: &Self::Model) -> Self {
                match model { $(Self::Model::$value => Self::$value,)* }
            }
            fn model(self) -> Self::Model {
                match self { $(Self::$value => Self::Model::$value,)* }
            }
        }
    };
}

use {record, words};
