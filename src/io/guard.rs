//! Libraries that may panic on a damaged file, though they should not: a panic becomes an error, and nothing is printed.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Result of a library; `None` if it panics.
pub fn guarded<T>(call: impl FnOnce() -> T) -> Option<T> {
    let before = IS_GUARDED.replace(true);
    let done = catch_unwind(AssertUnwindSafe(call)).ok();
    IS_GUARDED.set(before);
    done
}

/// Prints no more of panics that become errors; all others are printed as before.
pub fn keep_quiet() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !IS_GUARDED.get() {
            print(panic);
        }
    }));
}
