//! The kinds of files that are opened, and the endings that their names usually have: one list for telling formats
//! apart, for dialogs and for the manual. The content of a file says more than its name.

use std::path::Path;

/// A kind of file that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// The native format.
    Ron,
    /// The native schema in JSON.
    Json,
    /// A spreadsheet as text.
    Text,
    /// An Excel workbook.
    Workbook,
}

/// A kind of file with its name and its endings.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The kind.
    pub kind: ReaderKind,
    /// Its name, as a dialog says it.
    pub name: &'static str,
    /// Its usual endings in lower case, each with its dot.
    pub endings: &'static [&'static str],
}

/// The ending of what is packed with gzip, behind any other.
pub const PACKED: &str = ".gz";

/// All that is opened, our own format first.
pub const READERS: [Reader; 4] = [
    Reader { kind: ReaderKind::Ron, name: "Organisation", endings: &[".ron"] },
    Reader { kind: ReaderKind::Json, name: "Organisation as JSON", endings: &[".json"] },
    Reader { kind: ReaderKind::Text, name: "Spreadsheet as text", endings: &[".csv", ".tsv", ".tab", ".txt"] },
    Reader { kind: ReaderKind::Workbook, name: "Excel workbook", endings: &[".xlsx", ".xlsm"] },
];

/// The kind that the ending of a name in lower case promises; `None` for an ending that is of no kind.
pub(super) fn kind_of(name: &str) -> Option<ReaderKind> {
    let has = |reader: &&Reader| reader.endings.iter().any(|ending| name.ends_with(ending));
    READERS.iter().find(has).map(|reader| reader.kind)
}

/// Whether the name of a file promises something that is opened; packed files may hold anything.
pub fn is_read(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.ends_with(PACKED) || kind_of(&name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_names_every_ending_that_is_opened() {
        let manual = include_str!("../../docs/files.md");
        for ending in READERS.iter().flat_map(|reader| reader.endings).chain([&PACKED]) {
            assert!(manual.contains(&format!("`{ending}`")), "docs/files.md does not name {ending}");
        }
    }

    #[test]
    fn an_ending_counts_in_any_case_and_a_packed_file_may_hold_anything() {
        for (name, expected) in
            [("a.org.ron", true), ("A.CSV", true), ("b.xlsm", true), ("c.gz", true), ("d.pdf", false)]
        {
            assert_eq!(is_read(Path::new(name)), expected, "{name}");
        }
    }
}
