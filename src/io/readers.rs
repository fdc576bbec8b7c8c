//! The kinds of files that are opened, and the endings that their names usually have: one list for telling formats
//! apart, for dialogs and for the manual. The content of a file says more than its name.

use std::path::Path;

/// A kind of file that is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// The native format.
    Ron,
    /// The native schema in JSON, or people in JSON of another program.
    Json,
    /// A spreadsheet as text.
    Text,
    /// A workbook.
    Workbook,
    /// People in a format of another program that is no table.
    Other,
}

/// A kind of file with its name and its endings.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// The kind.
    pub kind: ReaderKind,
    /// Its name, as a dialog says it.
    pub name: &'static str,
    /// Its usual endings in lower case, without the dot.
    pub endings: &'static [&'static str],
}

/// The ending of what is packed with gzip, behind any other.
pub const PACKED: &str = "gz";

/// All that is opened, our own format first.
pub const READERS: [Reader; 6] = [
    Reader { kind: ReaderKind::Ron, name: "Organisation", endings: &["ron"] },
    Reader { kind: ReaderKind::Json, name: "Organisation as JSON", endings: &["json"] },
    Reader { kind: ReaderKind::Text, name: "Spreadsheet as text", endings: &["csv", "tsv", "tab", "txt"] },
    Reader { kind: ReaderKind::Workbook, name: "Excel workbook", endings: &["xlsx", "xlsm", "xlsb", "xls"] },
    Reader { kind: ReaderKind::Workbook, name: "OpenDocument spreadsheet", endings: &["ods"] },
    Reader {
        kind: ReaderKind::Other,
        name: "People of another program",
        endings: &["yaml", "yml", "xml", "drawio", "graphml", "dot", "gv", "ldif", "vcf", "html", "htm"],
    },
];

/// All endings of files that are opened, that of packed ones last.
pub fn endings() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|reader| reader.endings).copied().chain([PACKED])
}

/// Whether the name of a file promises something that is opened; a packed file may hold anything.
pub fn is_read(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings().any(|known| known == ending))
}

/// The kind that the ending of a name in lower case promises; `None` for an ending that is of no kind.
pub(super) fn kind_of(name: &str) -> Option<ReaderKind> {
    let (_, ending) = name.rsplit_once('.')?;
    READERS.iter().find(|reader| reader.endings.contains(&ending)).map(|reader| reader.kind)
}

/// A name without the ending of what is packed.
pub(super) fn unpacked(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((inside, PACKED)) => inside,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_names_every_ending_that_is_opened() {
        let manual = include_str!("../../docs/files.md");
        for ending in endings() {
            assert!(manual.contains(&format!("`.{ending}`")), "docs/files.md does not name .{ending}");
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
