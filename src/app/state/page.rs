//! The pages in the middle of the window and the table of their properties; the side panels, and the sheets about one
//! person. `views::page` draws them.

use eframe::egui::Key;

/// A page in the middle of the window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Both tracks on shared rungs.
    #[default]
    Tracks,
    /// The tree of solid lines.
    Tree,
    /// One row per person.
    Table,
    /// Authority plotted against impact.
    Matrix,
    /// The rungs and what they bring.
    Ladder,
    /// Two seats or people side by side.
    Weigh,
    /// Indices of the whole organisation.
    Indices,
    /// Differences between two plans, or a plan and the baseline.
    Changes,
    /// Folders of the repository that the organisation was made from.
    Folders,
    /// The question to the selected person.
    Question,
    /// Problems met while reading the file.
    Problems,
    /// Seats that are only suggested.
    Suggestions,
    /// Steps of the plan that no longer apply.
    NotApplied,
    /// How a foreign file is read, before it is opened.
    Import,
    /// Conflicts of a merge.
    Merging,
    /// The error of a file that could not be opened.
    Failed,
    Start,
    /// A new organisation being entered.
    New,
    Manual,
}

/// Properties of a page, read by tabs, commands, manual, meetings and the memory of views.
pub struct PageRow {
    pub page: Page,
    /// Name on the strip of views.
    pub name: &'static str,
    /// Short description of its content; empty for pages that are not on the strip.
    pub about: &'static str,
    /// Key that opens it, together with Ctrl or Cmd. The pages with a key form the strip of views, in this order.
    pub key: Option<Key>,
    /// File and anchor of its section in the manual.
    pub manual: (&'static str, &'static str),
    /// Set when the page may be shown in a meeting: nothing on it is written about single people or quotes the file.
    pub is_for_all: bool,
    /// Name under which a file remembers the page; `None` for pages after which the file opens on the tracks.
    pub saved_as: Option<&'static str>,
}

const fn view(
    page: Page,
    (name, about, key): (&'static str, &'static str, Key),
    manual: (&'static str, &'static str),
    saved_as: Option<&'static str>,
) -> PageRow {
    PageRow { page, name, about, key: Some(key), manual, is_for_all: true, saved_as }
}

const fn aside(page: Page, name: &'static str, manual: (&'static str, &'static str), is_for_all: bool) -> PageRow {
    PageRow { page, name, about: "", key: None, manual, is_for_all, saved_as: None }
}

/// All pages in the order of [`Page`]: first the views, in the order of the strip.
pub const PAGES: [PageRow; 19] = [
    view(Page::Tracks, ("Tracks", "Both tracks on shared rungs", Key::Num1), ("tracks.md", ""), Some("tracks")),
    view(Page::Tree, ("Tree", "Everyone by reporting line", Key::Num2), ("views.md", "tree"), Some("tree")),
    view(
        Page::Table,
        ("Table", "One row per person, with every field", Key::Num3),
        ("views.md", "table"),
        Some("table"),
    ),
    view(
        Page::Matrix,
        ("Matrix", "Authority against impact, one dot per person", Key::Num4),
        ("views.md", "matrix"),
        Some("matrix"),
    ),
    view(
        Page::Ladder,
        ("Ladder", "The rungs: titles, pay, decision rights, seats", Key::Num5),
        ("views.md", "ladder"),
        Some("ladder"),
    ),
    view(Page::Weigh, ("Weigh", "Compare two seats or people side by side", Key::Num6), ("views.md", "weigh"), None),
    view(Page::Indices, ("Indices", "The organisation in numbers", Key::Num7), ("indices.md", ""), Some("indices")),
    view(Page::Changes, ("Changes", "Differences between two plans", Key::Num8), ("views.md", "changes"), None),
    PageRow {
        about: "Who knows which part of the code",
        ..aside(Page::Folders, "Folders", ("repositories.md", "folders"), true)
    },
    aside(Page::Question, "Career question", ("findings.md", "question-not-asked"), false),
    aside(Page::Problems, "Problems", ("files.md", "what-could-not-be-read"), false),
    aside(Page::Suggestions, "Suggested seats", ("files.md", "suggested-seats"), false),
    aside(Page::NotApplied, "Steps that no longer apply", ("plans.md", "steps-that-no-longer-apply"), false),
    aside(Page::Import, "How the file is read", ("files.md", "the-import-page"), false),
    aside(Page::Merging, "New export", ("files.md", "a-new-export"), false),
    aside(Page::Failed, "File not opened", ("files.md", "what-could-not-be-read"), true),
    aside(Page::Start, "Start page", ("first-steps.md", ""), true),
    // Names are typed there.
    aside(Page::New, "New organisation", ("first-steps.md", "a-new-organisation"), false),
    aside(Page::Manual, "Manual", ("index.md", ""), true),
];

/// The views on the strip, in order.
pub fn views() -> impl Iterator<Item = &'static PageRow> {
    PAGES.iter().filter(|row| row.key.is_some())
}

impl Page {
    /// True for pages without side panels and strip.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Failed | Self::Start | Self::New | Self::Import)
    }

    /// Properties of the page.
    pub fn row(self) -> &'static PageRow {
        // The table has the order of the pages; a test checks it.
        &PAGES[self as usize]
    }
}

/// A sheet about one person, to be handed to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Everything recorded about them.
    Record,
    /// The question, with the consequences of a yes.
    Question,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Left,
    Right,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_stands_in_the_table_once() {
        for (at, row) in PAGES.iter().enumerate() {
            assert_eq!(PAGES.iter().position(|other| other.page == row.page), Some(at), "{}", row.name);
            assert_eq!(row.page as usize, at, "{} stands in the order of the pages", row.name);
            // A new variant breaks this match, which is the reminder to add its row.
            match row.page {
                Page::Tracks | Page::Tree | Page::Table | Page::Matrix | Page::Ladder | Page::Weigh => {}
                Page::Indices
                | Page::Folders
                | Page::Question
                | Page::Problems
                | Page::Suggestions
                | Page::NotApplied => {}
                Page::Changes
                | Page::Import
                | Page::Merging
                | Page::Failed
                | Page::Start
                | Page::New
                | Page::Manual => {}
            }
        }
        assert_eq!(Page::Manual as usize + 1, PAGES.len());
    }
}
