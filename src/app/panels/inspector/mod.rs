//! The inspector on the right: one person, several people, or a form.

pub mod form;
pub mod form_change;
pub mod form_lists;
pub mod form_more;
mod inspector;
pub mod organisation;
mod several;

pub use inspector::inspector_panel;
