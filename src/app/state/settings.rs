//! Settings kept across runs: theme, panels, recent files.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Key in the window's storage.
pub const KEY: &str = "settings";

const RECENT: usize = 10;

/// Theme of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// Follows the desktop.
    #[default]
    System,
    /// Dark text on a light background.
    Light,
    /// Light text on a dark background.
    Dark,
}

/// Least that the tracks show of everybody.
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

/// Settings stored across runs; a missing field gets its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Theme of the interface.
    pub theme: ThemeChoice,
    /// Set when animations are off.
    pub less_motion: bool,
    /// Least that the tracks show of everybody.
    pub density: Density,
    /// Set when the wheel zooms and Ctrl with the wheel moves the picture; the default is the other way round.
    pub wheel_zooms: bool,
    /// Set when people keep their names in a meeting; otherwise their roles stand in.
    pub meeting_names: bool,
    /// Size of the interface in percent, independent of the zoom of the picture.
    pub size: u16,
    /// Set while the panel of findings is folded.
    pub left_folded: bool,
    /// Set while the inspector is folded.
    pub right_folded: bool,
    /// Paths of opened files, latest first.
    pub recent: Vec<PathBuf>,
    /// Time when each recent file was last opened or saved, in seconds since 1970.
    pub used: BTreeMap<PathBuf, u64>,
    /// Recent files pinned to the top.
    pub pinned: BTreeSet<PathBuf>,
    /// Set once the notice that the bundled organisation is fictional has been dismissed.
    pub knows_bundled: bool,
    /// Options of the tree view.
    pub tree: TreeSettings,
    /// Ids of the table's columns with their widths in points; empty until the user changes them.
    pub columns: Vec<(String, u16)>,
    /// Id of the column the table is sorted by, and whether the largest value comes first.
    pub sorting: Option<(String, bool)>,
    /// Filter of each recent file, as text, so that a version of the program that cannot parse it drops only that
    /// filter.
    pub filters: BTreeMap<PathBuf, String>,
    /// View of each recent file, as text for the same reason.
    pub views: BTreeMap<PathBuf, String>,
    /// The last export.
    pub export: ExportSettings,
    /// Who takes over the reports of people who move to the IC track; `None` asks every time.
    pub reports: Option<ReportsGo>,
}

/// Options of the tree view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TreeSettings {
    /// Set when the tree grows to the right instead of down.
    pub to_the_right: bool,
    /// Set when nothing is stacked.
    pub is_plain: bool,
    /// Set when people of equal rung share a row.
    pub by_rung: bool,
}

/// The last export, without what is private; as text, so that a version of the program that does not know a value drops
/// only that.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportSettings {
    /// Name of the view.
    pub view: String,
    /// Ending of the format.
    pub ending: String,
    /// Name of the colours.
    pub theme: String,
    /// Pixels per point of a bitmap.
    pub scale: u8,
    /// Set when the codes of rungs stand in for names.
    pub roles: bool,
    /// Who is in it.
    pub scope: String,
    /// Size of the page.
    pub page: String,
    /// Size of the paper printed on.
    pub paper: String,
    /// Set for pages by manager.
    pub by_manager: bool,
    /// Levels on such a page at most; 0 for as many as fit.
    pub levels: u8,
    /// Set for fewer people on such a page.
    pub is_loose: bool,
    /// Set when the signs are not explained.
    pub no_legend: bool,
}

/// Remembered answer to "who takes the reports?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportsGo {
    /// The manager above, keeping a dotted line.
    Dotted,
    /// The manager above.
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
            used: BTreeMap::new(),
            pinned: BTreeSet::new(),
            knows_bundled: false,
            tree: TreeSettings::default(),
            columns: Vec::new(),
            sorting: None,
            filters: BTreeMap::new(),
            views: BTreeMap::new(),
            export: ExportSettings::default(),
            reports: None,
        }
    }
}

impl Settings {
    /// Moves a file to the top of the recent ones. The list holds ten; pinned files are dropped last.
    pub fn remember(&mut self, path: &Path) {
        self.recent.retain(|known| known != path);
        self.recent.insert(0, path.to_owned());
        while self.recent.len() > RECENT {
            let last = self.recent.iter().rposition(|known| !self.pinned.contains(known));
            let gone = self.recent.remove(last.unwrap_or(RECENT));
            self.pinned.remove(&gone);
        }
        let recent = &self.recent;
        self.used.retain(|known, _| recent.contains(known));
        if let Ok(since) = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
            self.used.insert(path.to_owned(), since.as_secs());
        }
    }

    /// Forgets all recent files, and when they were used.
    pub fn forget_recent(&mut self) {
        (self.recent, self.pinned, self.used) = Default::default();
    }

    /// Time when a recent file was last opened or saved; `None` if that is not known.
    pub fn used(&self, path: &Path) -> Option<SystemTime> {
        SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(*self.used.get(path)?))
    }

    /// Pins or unpins a recent file.
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
        self.used.remove(path);
    }

    /// Recent files, pinned first, then latest first; true for a pinned one.
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
        let used = settings.used(Path::new("5.csv")).expect("it was opened just now");
        assert!(used.elapsed().is_ok_and(|since| since < Duration::from_secs(60)));
        assert_eq!((settings.used.len(), settings.used(Path::new("0.csv"))), (10, None));
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
