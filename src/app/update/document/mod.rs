//! Updates of the document: opening, editing, plans, saving, reports, leaving.

pub mod editing;
pub mod leaving;
pub mod merging;
pub mod new_organisation;
pub mod opening;
pub mod person_sheets;
pub mod plans;
pub mod recovery;
pub mod reports;
pub mod saving;
pub mod start;
