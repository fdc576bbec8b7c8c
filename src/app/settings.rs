//! What is remembered from one start to the next: theme, panels, recent files.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

/// What is remembered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Colours.
    pub theme: ThemeChoice,
    /// Whether nothing moves by itself.
    pub less_motion: bool,
    /// Whether people have their names in a meeting, or are called by their roles.
    pub meeting_names: bool,
    /// Whether the findings are folded away.
    pub left_folded: bool,
    /// Whether the inspector is folded away.
    pub right_folded: bool,
    /// Files that were opened, the latest first.
    pub recent: Vec<PathBuf>,
    /// How the tree view is drawn.
    pub tree: TreeSettings,
    /// Columns of the table by their ids, with their widths in points; none as long as nobody has chosen.
    pub columns: Vec<(String, u16)>,
    /// The column by which the table is sorted, and whether the largest comes first.
    pub sorting: Option<(String, bool)>,
    /// The filter of each recent file, as text: an older program that does not understand one sets only that aside.
    pub filters: BTreeMap<PathBuf, String>,
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
            meeting_names: true,
            left_folded: false,
            right_folded: false,
            recent: Vec::new(),
            tree: TreeSettings::default(),
            columns: Vec::new(),
            sorting: None,
            filters: BTreeMap::new(),
            reports: None,
        }
    }
}

impl Settings {
    /// Puts a file first in the list of recent ones; the list holds ten.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        self.recent.truncate(RECENT);
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
}
