//! What is said about an organisation. Uses `org`, `measure` and `rules`.

pub mod shown;
