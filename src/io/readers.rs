//! Kinds of files that can be opened, with their usual extensions: one list for recognising formats, for dialogs and
//! for the manual. The content of a file counts for more than its name.

use super::sealed::SEALED;
use std::path::Path;

/// Kind of file that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReaderKind {
    /// Native format.
    Ron,
    /// Native schema in JSON, or people in JSON of another program.
    Json,
    /// Spreadsheet as text.
    Text,
    /// A workbook.
    Workbook,
    /// People in a format of another program that is not a table.
    Other,
}

/// Kind of file with its name and extensions.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// Kind of file.
    pub kind: ReaderKind,
    /// Name as shown in a dialog.
    pub name: &'static str,
    /// Usual extensions in lower case, without the dot.
    pub endings: &'static [&'static str],
}

/// Extension of files packed with gzip, after any other.
pub const PACKED: &str = "gz";

/// All kinds that can be opened, the native format first.
pub const READERS: [Reader; 6] = [
    Reader { kind: ReaderKind::Ron, name: "Organisation", endings: &["ron"] },
    Reader { kind: ReaderKind::Json, name: "Organisation as JSON", endings: &["json"] },
    Reader { kind: ReaderKind::Text, name: "Spreadsheet as text", endings: &["csv", "tsv", "tab", "txt"] },
    Reader { kind: ReaderKind::Workbook, name: "Excel workbook", endings: &["xlsx", "xlsm", "xlsb", "xls"] },
    Reader { kind: ReaderKind::Workbook, name: "OpenDocument spreadsheet", endings: &["ods"] },
    Reader {
        kind: ReaderKind::Other,
        name: "List of people from another program",
        endings: &["yaml", "yml", "xml", "drawio", "graphml", "dot", "gv", "ldif", "vcf", "html", "htm"],
    },
];

/// All extensions of files that can be opened, with those of packed and sealed files last.
pub fn endings() -> impl Iterator<Item = &'static str> {
    READERS.iter().flat_map(|reader| reader.endings).copied().chain([PACKED, SEALED])
}

/// True if the extension is one that can be opened; a packed file may hold anything.
pub fn is_read(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    ending.is_some_and(|ending| endings().any(|known| known == ending))
}

/// Kind that belongs to the extension of a name in lower case; `None` for an unknown extension.
pub(super) fn kind_of(name: &str) -> Option<ReaderKind> {
    let (_, ending) = name.rsplit_once('.')?;
    READERS.iter().find(|reader| reader.endings.contains(&ending)).map(|reader| reader.kind)
}

/// Name without the extension of a packed file.
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
