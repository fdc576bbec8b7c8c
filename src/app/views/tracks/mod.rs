//! Strips above the picture: chain, legend, appearance of cards.

pub mod card_look;
pub mod colour_legend;
pub mod manager_chain;
