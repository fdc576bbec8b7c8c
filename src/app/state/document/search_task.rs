//! A search that continues on a thread while the window is drawn. Hits arrive in parts; dropping the task ends it.

use crate::app::state::document::search::{Hits, PART, Search};
use eframe::egui;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

/// People searched before the first frame after a key press: about a millisecond.
const AT_ONCE: usize = 8_192;

/// The rest of a search, on its own thread.
pub struct SearchTask {
    parts: Receiver<Hits>,
}

impl SearchTask {
    /// Hits found at once, and a task for the rest if there is one. `wake` is woken whenever there are more.
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
                // The receiver is gone once something else was typed.
                if send.send(rest.hits()).is_err() {
                    return;
                }
                wake.request_repaint();
            }
            drop(send);
            wake.request_repaint();
        });
        if thread.is_err() {
            // When no thread can be started, waiting is better than missing hits.
            search.advance(usize::MAX);
            return (search.hits(), None);
        }
        (hits, Some(Self { parts }))
    }

    /// The hits so far if they have changed, and whether the search is still running.
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
