//! The pages in the middle of the window and the table of what is known of them; the side panels, and the sheets about
//! one person. Which view is drawn for a page is known by `views::page`.

use eframe::egui::Key;

/// A page that stands where the picture stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The picture.
    #[default]
    Tracks,
    /// Everybody by solid lines.
    Tree,
    /// One row a person.
    Table,
    /// Authority against impact.
    Matrix,
    /// The rungs with what they bring.
    Ladder,
    /// Two seats or people beside each other.
    Weigh,
    /// The organisation's indices.
    Indices,
    /// What differs between two of the baseline and the plans.
    Changes,
    /// The question to whoever is selected.
    Question,
    /// What could not be taken from the file as it stands.
    Problems,
    /// Seats that are suggestions.
    Suggestions,
    /// Steps of the plan that no longer apply.
    NotApplied,
    /// A new export that is taken in.
    Merging,
    /// A file that could not be opened.
    Failed,
    /// The start page.
    Start,
    /// A new organisation that is being entered.
    New,
    /// The manual.
    Manual,
}

/// What is known of a page before it is drawn; tabs, commands, manual, meetings and the memory of views read it here.
pub struct PageRow {
    /// Which page.
    pub page: Page,
    /// Its name on the strip of views.
    pub name: &'static str,
    /// What it shows, in a few words; empty for pages that are not on the strip.
    pub about: &'static str,
    /// The key that turns to it, with Ctrl or Cmd; those with a key are the views on the strip, in this order.
    pub key: Option<Key>,
    /// File and anchor of the manual that say what it is.
    pub manual: (&'static str, &'static str),
    /// Whether it may be shown while everybody looks: not where single people are written about, or where what a file
    /// says stands word for word.
    pub is_for_all: bool,
    /// The name under which a file remembers that it was looked at; `None` where the tracks are shown instead.
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

/// The table, in the order of the pages: views first, as they stand on the strip.
pub const PAGES: [PageRow; 17] = [
    view(Page::Tracks, ("Tracks", "Both tracks on shared rungs", Key::Num1), ("tracks.md", ""), Some("tracks")),
    view(Page::Tree, ("Tree", "Everybody by solid lines", Key::Num2), ("views.md", "tree"), Some("tree")),
    view(Page::Table, ("Table", "One row a person, every field", Key::Num3), ("views.md", "table"), Some("table")),
    view(
        Page::Matrix,
        ("Matrix", "Authority against impact, one dot a person", Key::Num4),
        ("views.md", "matrix"),
        Some("matrix"),
    ),
    view(
        Page::Ladder,
        ("Ladder", "The rungs: titles, pay, rights, seats", Key::Num5),
        ("views.md", "ladder"),
        Some("ladder"),
    ),
    view(Page::Weigh, ("Weigh", "Two seats or people beside each other", Key::Num6), ("views.md", "weigh"), None),
    view(Page::Indices, ("Indices", "The organisation in numbers", Key::Num7), ("indices.md", ""), Some("indices")),
    view(Page::Changes, ("Changes", "What differs between two plans", Key::Num8), ("views.md", "changes"), None),
    aside(Page::Question, "Question", ("findings.md", "question-not-asked"), false),
    aside(Page::Problems, "Problems", ("files.md", "what-could-not-be-read"), false),
    aside(Page::Suggestions, "Suggested seats", ("files.md", "suggested-seats"), false),
    aside(Page::NotApplied, "Steps that no longer apply", ("plans.md", "steps-that-no-longer-apply"), false),
    aside(Page::Merging, "New export", ("files.md", "a-new-export"), false),
    aside(Page::Failed, "File not opened", ("files.md", "what-could-not-be-read"), true),
    aside(Page::Start, "Start page", ("first-steps.md", ""), true),
    // Names are typed there.
    aside(Page::New, "New organisation", ("first-steps.md", "a-new-organisation"), false),
    aside(Page::Manual, "Manual", ("index.md", ""), true),
];

/// The views on the strip, in the order in which they stand.
pub fn views() -> impl Iterator<Item = &'static PageRow> {
    PAGES.iter().filter(|row| row.key.is_some())
}

impl Page {
    /// Whether it stands without side panels and strip, whatever is open.
    pub fn stands_alone(self) -> bool {
        matches!(self, Self::Failed | Self::Start | Self::New)
    }

    /// What is known of it.
    pub fn row(self) -> &'static PageRow {
        // The table has the order of the pages, which a test walks.
        &PAGES[self as usize]
    }
}

/// A sheet about one person, to be handed to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// All that is recorded of them.
    Record,
    /// The question, with what a yes would mean.
    Question,
}

/// A side panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Findings.
    Left,
    /// The inspector.
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
            // A variant that is added breaks this match, and so is put into the table.
            match row.page {
                Page::Tracks | Page::Tree | Page::Table | Page::Matrix | Page::Ladder | Page::Weigh => {}
                Page::Indices | Page::Question | Page::Problems | Page::Suggestions | Page::NotApplied => {}
                Page::Changes | Page::Merging | Page::Failed | Page::Start | Page::New | Page::Manual => {}
            }
        }
        assert_eq!(Page::Manual as usize + 1, PAGES.len());
    }
}
