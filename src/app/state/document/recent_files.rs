//! The present state of the recent files. Looked up on a thread whenever the start page opens, since a disk may be
//! slow.

use crate::app::state::document::recovery::{Stamp, stamp};
use crate::app::state::latest::{Aside, Poll};
use crate::io::clock::day_of;
use eframe::egui;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

/// Stamp of each file; `None` for a missing one.
type Stamps = BTreeMap<PathBuf, Option<Stamp>>;

#[derive(Default)]
pub struct Recents {
    found: Stamps,
    asked: Option<Aside<Stamps>>,
    was_shown: bool,
}

/// State of a recent file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Not looked up yet.
    Unknown,
    /// Missing, or not readable.
    Gone,
    /// Present, with the time of its last write if the file system tells it.
    There(Option<SystemTime>),
}

impl Recents {
    /// State of one file.
    pub fn of(&self, path: &PathBuf) -> Stands {
        match self.found.get(path) {
            None => Stands::Unknown,
            Some(None) => Stands::Gone,
            Some(Some((_, written))) => Stands::There(*written),
        }
    }

    /// Starts a look-up when the page has just been opened, and takes in results. Called once a frame.
    pub fn poll(&mut self, is_shown: bool, paths: &[PathBuf], wake: &egui::Context) {
        if is_shown && !self.was_shown {
            let paths = paths.to_vec();
            let look = |path: PathBuf| {
                let found = stamp(&path);
                (path, found)
            };
            self.asked = Some(Aside::begin(wake, move || paths.into_iter().map(look).collect()));
        }
        self.was_shown = is_shown;
        match self.asked.as_ref().map(Aside::poll) {
            Some(Poll::Ready(found)) => (self.found, self.asked) = (found, None),
            Some(Poll::Lost) => self.asked = None,
            Some(Poll::Waiting) | None => {}
        }
    }
}

/// Age in everyday words (`3 hours ago`); a date when older than a month. `None` when it cannot be told.
pub fn ago(then: SystemTime, now: SystemTime) -> Option<String> {
    let some = |n: u64, one: &str| if n == 1 { format!("1 {one} ago") } else { format!("{n} {one}s ago") };
    // A clock that was set back gives files from the future.
    let minutes = now.duration_since(then).map_or(0, |since| since.as_secs() / 60);
    Some(match (minutes, minutes / 60, minutes / (24 * 60)) {
        (0, ..) => "just now".to_owned(),
        (minutes, 0, _) => some(minutes, "minute"),
        (_, hours, 0) => some(hours, "hour"),
        (_, _, 1) => "yesterday".to_owned(),
        (_, _, days @ 2..=31) => some(days, "day"),
        _ => day_of(then)?.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn how_long_ago_it_was_is_said_as_people_say_it() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
        let said = |seconds| ago(now - Duration::from_secs(seconds), now).unwrap_or_default();
        assert_eq!(said(20), "just now");
        assert_eq!(said(60), "1 minute ago");
        assert_eq!(said(3 * 3600), "3 hours ago");
        assert_eq!(said(30 * 3600), "yesterday");
        assert_eq!(said(12 * 86_400), "12 days ago");
        let long_ago = day_of(now - Duration::from_secs(100 * 86_400)).expect("a day");
        assert_eq!(said(100 * 86_400), long_ago.to_string());
        assert_eq!(ago(now + Duration::from_secs(90), now).as_deref(), Some("just now"));
    }
}
