//! A search that goes on while the window is drawn. Who was found arrives in parts; whoever does not wait any longer
//! lets go of it, and it ends.

use super::search::{Hits, PART, Search};
use eframe::egui;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// People looked at before the first frame after a key: about a millisecond.
const AT_ONCE: usize = 8_192;

/// The rest of a search, on a thread of its own.
pub struct Looking {
    parts: Receiver<Hits>,
}

impl Looking {
    /// Who is found at once, and the rest where there is one; `wake` is woken whenever more was found.
    pub fn begin(mut search: Search, wake: &egui::Context) -> (Hits, Option<Self>) {
        search.advance(AT_ONCE);
        let hits = search.hits();
        if search.is_done() {
            return (hits, None);
        }
        let (send, parts) = channel();
        let wake = wake.clone();
        std::thread::spawn(move || {
            while !search.is_done() {
                search.advance(PART);
                // Nobody listens any more when something else was typed.
                if send.send(search.hits()).is_err() {
                    return;
                }
                wake.request_repaint();
            }
            drop(send);
            wake.request_repaint();
        });
        (hits, Some(Self { parts }))
    }

    /// Who was found by now, where that has changed, and whether the search still goes on.
    pub fn poll(&self) -> (Option<Hits>, bool) {
        let mut newest = None;
        loop {
            match self.parts.try_recv() {
                Ok(hits) => newest = Some(hits),
                Err(ended) => return (newest, ended == TryRecvError::Empty),
            }
        }
    }
}
