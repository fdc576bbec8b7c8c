//! The view of what stands above the two tracks: chain, colours, cards.

pub mod card_look;
pub mod colour_legend;
pub mod manager_chain;
