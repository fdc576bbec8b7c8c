//! The tracks: everybody in the row of their rung, individual contributors to the left of the gutter and management to
//! the right. Slots are placed by `layout::rows`; this folder decides the row and lane of each person and what is drawn
//! at which zoom.

mod branches;
mod gauge;
mod gauged;
mod gauges;
mod ground;
mod gutter;
mod heads;
mod heaps;
mod hit;
mod label;
mod one_path;
mod options;
mod paint;
mod routes;
mod slot;
mod tracks;

pub use gauges::gauge_ends;
pub use options::TracksOptions;
pub use slot::disc_of as disc_of_slot;
pub use tracks::Tracks;
