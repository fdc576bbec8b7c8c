//! Owner files of a repository: who may decide what, read out of their texts. Knows no repository and no person: holders
//! stand here as they are written, and `people` says who they are.

mod chromium;
mod codeowners;
mod filter;
mod glob;
mod holder;
mod maintainers;
mod prow;
mod resolve;
mod rule;
mod teams;

pub use glob::{Glob, fits};
pub use holder::{Duty, Holder};
pub use resolve::{Held, OwnerProblem, Owners, is_owner_file};

#[cfg(test)]
mod tests;
