//! Texts that a spreadsheet would take for a formula: marked where they are written, unmarked where they are read.

/// Escapes a text so that no spreadsheet reads it as a formula; [`as_meant`] is the inverse.
pub fn no_formula(text: &str) -> String {
    if is_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Inverse of [`no_formula`].
pub fn as_meant(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(text)
}

/// A text as the cell of a workbook holds it, which says itself that it is text: marked only where a reader, who passes
/// over white space around it, would take a mark away.
pub fn in_workbook(text: &str) -> String {
    let bare = text.trim();
    if as_meant(bare) == bare { text.to_owned() } else { format!("'{bare}") }
}

fn is_formula(text: &str) -> bool {
    let text = text.trim_start_matches('\'');
    // Some spreadsheets pass over a line feed or a space before the sign, and readers over one before a mark.
    let behind = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\'');
    text.starts_with(['\t', '\r']) || behind.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}
