//! Types on disk, version 1: the contents of a file in serde's terms, separate from the types of the model. An optional
//! field left out means its default, and a default is not written. An unknown field inside one of these values is an
//! error, never dropped. The notation they are written in is chosen in `native`.

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

/// Version of the format that is written; all older ones are still read.
pub(super) const VERSION: u64 = 1;

/// Type on disk that stands for a type of the model.
pub(super) trait OnDisk: Sized {
    /// Type of the model.
    type Model;
    /// Value on disk for a value of the model.
    fn of(model: &Self::Model) -> Self;
    /// Value of the model for a value on disk.
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

/// True if a file may leave the value out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Struct on disk with the same fields as the model's: required fields first, then optional ones.
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

/// Enum on disk, with one word for each value of the model's.
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
