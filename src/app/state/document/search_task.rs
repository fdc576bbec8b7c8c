//! A search that goes on while the window is drawn. Who was found arrives in parts; whoever does not wait any longer
//! lets go of it, and it ends.

use crate::app::state::document::search::{Hits, PART, Search};
use eframe::egui;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// People looked at before the first frame after a key: about a millisecond.
const AT_ONCE: usize = 8_192;

/// The rest of a search, on a thread of its own.
pub struct SearchTask {
    parts: Receiver<Hits>,
}

impl SearchTask {
    /// Who is found at once, and the rest where there is one; `wake` is woken whenever more was found.
    pub fn begin(mut search: Search, wake: &egui::Context) -> (Hits, Option<Self>) {
        search.advance(AT_ONCE);
        let hits = search.hits();
        if search.is_done() {
            return (hits, None);
        }
        let (send, parts) = channel();
        let (mut rest, wake) = (search.clone(), wake.clone());
        let thread = std::thread::Builder::new().spawn(move || {
            while !rest.is_done() {
                rest.advance(PART);
                // Nobody listens any more when something else was typed.
                if send.send(rest.hits()).is_err() {
                    return;
                }
                wake.request_repaint();
            }
            drop(send);
            wake.request_repaint();
        });
        if thread.is_err() {
            // Where no thread can be had, waiting is better than hits that are left out.
            search.advance(usize::MAX);
            return (search.hits(), None);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::state::document::search::SearchIndex;
    use crate::org::{Builder, Head, Row};
    use std::sync::Arc;

    fn begin(people: usize, query: &str) -> (Hits, Option<SearchTask>) {
        let mut builder = Builder::new(Head::new("Test", jiff::civil::date(2026, 9, 30)));
        for person in 0..people {
            let name = if person + 1 == people { "Zoë Last" } else { "Bo Zoëlly" };
            builder.add(&Row { name, ..Row::default() });
        }
        let org = Arc::new(builder.finish().0);
        let index = Arc::new(SearchIndex::of(&org));
        SearchTask::begin(Search::new(org, index, query), &egui::Context::default())
    }

    #[test]
    fn few_people_are_searched_at_once() {
        let (hits, task) = begin(AT_ONCE, "zoe last");
        assert_eq!(hits.count, 1);
        assert!(task.is_none());
    }

    #[test]
    fn of_many_the_first_are_there_at_once_and_the_rest_follows() {
        let people = AT_ONCE + 3 * PART;
        let (hits, task) = begin(people, "zoe");
        assert_eq!(hits.count, AT_ONCE);
        let task = task.expect("there are more people");
        let (mut found, mut goes_on) = (hits.count, true);
        while goes_on {
            let hits;
            (hits, goes_on) = task.poll();
            if let Some(hits) = hits {
                assert!(hits.count >= found);
                found = hits.count;
            }
        }
        assert_eq!(found, people);
    }
}
