//! A container for values that few people have, so that each of the others costs one word only.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A type with one value that is shared by nearly everybody.
pub trait CommonValue: Clone + PartialEq + 'static {
    /// The usual value.
    const USUAL: &'static Self;
    /// True for the usual value; faster than comparing with it.
    fn is_usual(&self) -> bool;
}

/// A value that takes memory only when it is not the usual one. Compared by value.
#[derive(Clone)]
pub struct Sparse<T: CommonValue>(Option<Box<T>>);

impl<T: CommonValue> Default for Sparse<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: CommonValue> From<T> for Sparse<T> {
    fn from(value: T) -> Self {
        Self((!value.is_usual()).then(|| Box::new(value)))
    }
}

impl<T: CommonValue> Sparse<T> {
    /// True for the usual value.
    pub fn is_usual(&self) -> bool {
        self.0.as_ref().is_none_or(|value| value.is_usual())
    }
}

impl<T: CommonValue> Deref for Sparse<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::USUAL)
    }
}

impl<T: CommonValue> DerefMut for Sparse<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_with(|| Box::new(T::USUAL.clone()))
    }
}

impl<T: CommonValue> PartialEq for Sparse<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: CommonValue + fmt::Debug> fmt::Debug for Sparse<T> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(f)
    }
}
