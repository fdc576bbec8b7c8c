//! What few have, kept apart so that it costs the many one word. What it holds is not known here.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// A type whose usual value is the same for nearly everybody.
pub trait CommonValue: Clone + PartialEq + 'static {
    /// The usual value.
    const USUAL: &'static Self;
    /// Whether it is the usual value; quicker than to compare with it.
    fn is_usual(&self) -> bool;
}

/// A value that takes room only where it is not the usual one. Equal by value.
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
    /// Whether it is the usual value.
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
