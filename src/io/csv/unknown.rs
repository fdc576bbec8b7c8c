//! What has no place in the model, as fields that the native format can carry: names that can be written, and
//! text in RON.

use super::columns::Columns;
use hashbrown::HashSet;

/// Field names for unknown columns: letters, digits and underscores, no two equal, none that the format uses.
pub fn field_names(columns: &Columns) -> Vec<String> {
    let mut used = HashSet::new();
    let mut names = Vec::with_capacity(columns.headers.len());
    for (at, header) in columns.headers.iter().enumerate() {
        let mut name = String::new();
        for c in header.chars().take(60) {
            match c {
                c if c.is_ascii_alphanumeric() => name.push(c.to_ascii_lowercase()),
                _ if !name.is_empty() && !name.ends_with('_') => name.push('_'),
                _ => {}
            }
        }
        let name = name.trim_end_matches('_');
        let mut name = match name.bytes().next() {
            None => format!("column_{}", at + 1),
            Some(first) if first.is_ascii_digit() => format!("c_{name}"),
            Some(_) if TAKEN.contains(&name) => format!("{name}_column"),
            Some(_) => name.to_owned(),
        };
        // The number of the column tells equal names apart; a header that looks like that already gets it too.
        while !used.insert(name.clone()) {
            name = format!("{name}_{}", at + 1);
        }
        names.push(name);
    }
    names
}

/// Names that the native format uses itself; a column with such a name gets `_column` behind it.
const TAKEN: [&str; 45] = [
    "id",
    "key",
    "name",
    "title",
    "team",
    "location",
    "status",
    "manager",
    "reports_to",
    "dotted",
    "assists",
    "assistant",
    "seat",
    "seat_from",
    "rung",
    "track",
    "ladder",
    "source",
    "kind",
    "start",
    "end",
    "pay",
    "currency",
    "fte",
    "per",
    "period",
    "history",
    "preference",
    "craft",
    "accountability",
    "accountabilities",
    "resources",
    "forums",
    "craft_time",
    "management",
    "evidence",
    "rights",
    "budgets",
    "approvals",
    "stated_authority",
    "authority",
    "posts",
    "notes",
    "more",
    "comment",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_columns_get_names_that_can_be_written() {
        let headers = ["Job/Team Function", "", "Notes", "notes", "Pay", "2nd", "Überblick"];
        let columns = Columns::recognise(headers.into_iter(), &crate::io::csv::Mapping::default()).expect("no map");
        assert_eq!(
            field_names(&columns),
            ["job_team_function", "column_2", "notes_column", "notes_column_4", "pay_column", "c_2nd", "berblick"]
        );
    }

    #[test]
    fn text_is_quoted_for_ron() {
        for text in ["a \"b\" \\c\n\t", "\u{1}é", ""] {
            assert_eq!(ron::from_str::<String>(&crate::io::native::quote(text)).as_deref(), Ok(text));
        }
    }
}
