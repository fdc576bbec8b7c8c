//! The tracks: everybody on the row of their rung, individual contributors left of the gutter, management right of it.
//! Placing by rung is `layout::rows`; here it is told who stands where, and what is drawn of it at which zoom.

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
