//! Values that a view works out from something large, kept between two frames.

use eframe::egui::{Id, Ui};
use std::sync::{Arc, Weak};

/// A value and what it was worked out from. While that reference is held, nothing else can have the same address: a
/// value of what is hidden by now is never taken for one of its copy.
struct Remembered<O, K, T>(Weak<O>, K, Arc<T>);

impl<O, K: Clone, T> Clone for Remembered<O, K, T> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), self.1.clone(), self.2.clone())
    }
}

/// The value worked out from an owner, kept until the owner or the `key` is another; `what` names the only place that it
/// is used in.
pub fn remembered<O, K, T>(ui: &Ui, what: &str, owner: &Arc<O>, key: K, compute: impl FnOnce() -> T) -> Arc<T>
where
    O: Send + Sync + 'static,
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let id = Id::unique(("remembered", what));
    let kept: Option<Remembered<O, K, T>> = ui.data(|data| data.get_temp(id));
    let is_of = |kept: &Remembered<O, K, T>| kept.1 == key && std::ptr::eq(kept.0.as_ptr(), Arc::as_ptr(owner));
    if let Some(Remembered(_, _, found)) = kept.filter(is_of) {
        return found;
    }
    let found = Arc::new(compute());
    ui.data_mut(|data| data.insert_temp(id, Remembered(Arc::downgrade(owner), key, found.clone())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_another_owner_is_taken_for_this_one_wherever_it_lies() {
        eframe::egui::__run_test_ui(|ui| {
            for n in 0..100 {
                // Dropped each time, the place of one is free for the next.
                let owner = Arc::new(n);
                assert_eq!(*remembered(ui, "number", &owner, 0, || *owner), n);
                assert_eq!(*remembered(ui, "number", &owner, 0, || -1), n);
                assert_eq!(*remembered(ui, "number", &owner, 1, || n + 1), n + 1);
            }
        });
    }
}
