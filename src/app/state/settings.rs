//! What is remembered from one start to the next: theme, panels, recent files.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Key in the window's storage.
pub const KEY: &str = "settings";

const RECENT: usize = 10;

/// Which colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As the desktop.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How much of everybody the tracks show at least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Density {
    /// Everybody on the canvas, as large as can be.
    #[default]
    Fit,
    /// A name for everybody; the picture is higher than the canvas where it must be.
    Names,
    /// A card for everybody.
    Cards,
}

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: ThemeChoice,
    /// Whether nothing moves by itself.
    pub less_motion: bool,
    /// How much of everybody the tracks show at least.
    pub density: Density,
    /// Whether the wheel zooms, and Ctrl and the wheel moves the picture; the other way round it is everywhere else.
    pub wheel_zooms: bool,
    /// Whether people have their names in a meeting, or are called by their roles.
    pub meeting_names: bool,
    /// Size of the interface apart from the zoom of the picture, in percent.
    pub size: u16,
    /// Whether the findings are folded away.
    pub left_folded: bool,
    /// Whether the inspector is folded away.
    pub right_folded: bool,
    /// Files that were opened, the latest first.
    pub recent: Vec<PathBuf>,
    /// Those of them that stay on top.
    pub pinned: BTreeSet<PathBuf>,
    /// Whether it need not be said any more that the bundled organisation is nobody's own.
    pub knows_bundled: bool,
    /// How the tree view is drawn.
    pub tree: TreeSettings,
    /// Columns of the table by their ids, with their widths in points; none as long as nobody has chosen.
    pub columns: Vec<(String, u16)>,
    /// The column by which the table is sorted, and whether the largest comes first.
    pub sorting: Option<(String, bool)>,
    /// The filter of each recent file, as text: an older program that does not understand one sets only that aside.
    pub filters: BTreeMap<PathBuf, String>,
    /// What was looked at in each recent file, as text, for the same reason.
    pub views: BTreeMap<PathBuf, String>,
    /// What becomes of the reports of those who go to the IC track; asked every time until it is remembered.
    pub reports: Option<ReportsGo>,
}

/// How the tree view is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeSettings {
    /// Whether reports stand right of their manager, and not below.
    pub to_the_right: bool,
    /// Whether nothing is stacked.
    pub is_plain: bool,
    /// Whether people of one rung stand on one row.
    pub by_rung: bool,
}

/// An answer to "who takes the reports?" that fits everybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportsGo {
    /// To the manager above, with a dotted line kept.
    Dotted,
    /// To the manager above.
    Manager,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::System,
            less_motion: false,
            density: Density::Fit,
            wheel_zooms: false,
            meeting_names: true,
            size: 100,
            left_folded: false,
            right_folded: false,
            recent: Vec::new(),
            pinned: BTreeSet::new(),
            knows_bundled: false,
            tree: TreeSettings::default(),
            columns: Vec::new(),
            sorting: None,
            filters: BTreeMap::new(),
            views: BTreeMap::new(),
            reports: None,
        }
    }
}

impl Settings {
    /// Puts a file first in the list of recent ones; the list holds ten, and pinned ones go last.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        while self.recent.len() > RECENT {
            let last = self.recent.iter().rposition(|known| !self.pinned.contains(known));
            let gone = self.recent.remove(last.unwrap_or(RECENT));
            self.pinned.remove(&gone);
        }
    }

    /// Keeps a recent file on top, or no longer.
    pub fn pin(&mut self, path: &Path, is_pinned: bool) {
        if is_pinned && self.recent.iter().any(|known| known == path) {
            self.pinned.insert(path.to_owned());
        } else {
            self.pinned.remove(path);
        }
    }

    /// Takes a file off the list.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.pinned.remove(path);
    }

    /// Recent files, pinned ones first, else the latest first.
    pub fn recent(&self) -> impl Iterator<Item = (&PathBuf, bool)> {
        let with = |is_pinned: bool| {
            let all = self.recent.iter().map(|path| (path, self.pinned.contains(path)));
            all.filter(move |(_, pinned)| *pinned == is_pinned)
        };
        with(true).chain(with(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_file_comes_first_and_only_once() {
        let mut settings = Settings::default();
        for n in 0..12 {
            settings.remember(Path::new(&format!("{n}.csv")));
        }
        settings.remember(Path::new("5.csv"));
        assert_eq!(settings.recent.len(), 10);
        assert_eq!(settings.recent[0], Path::new("5.csv"));
        assert_eq!(settings.recent.iter().filter(|p| p.as_path() == Path::new("5.csv")).count(), 1);
    }

    #[test]
    fn a_pinned_file_stays_on_top_and_on_the_list() {
        let mut settings = Settings::default();
        settings.remember(Path::new("kept.csv"));
        settings.pin(Path::new("kept.csv"), true);
        (0..20).for_each(|n| settings.remember(Path::new(&format!("{n}.csv"))));
        let recent: Vec<_> = settings.recent().collect();
        assert_eq!((recent.len(), recent[0]), (10, (&PathBuf::from("kept.csv"), true)));
        assert_eq!(recent[1], (&PathBuf::from("19.csv"), false));
        settings.forget(Path::new("kept.csv"));
        assert!(settings.pinned.is_empty() && settings.recent.len() == 9);
    }
}
