//! Directories and address books: LDIF and vCard.

use super::records::Records;
use super::tables::Tables;
use crate::io::csv::TableError;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Lines with their continuations joined; a continuation begins with a space or a tab.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.trim_start_matches('\u{feff}').lines() {
        let line = line.trim_end_matches('\r');
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) if !last.is_empty() => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

fn decoded(text: &str) -> String {
    STANDARD.decode(text.trim()).map_or_else(|_| text.to_owned(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// Entries of a directory that are people; units, groups and computers are left out and counted.
pub fn ldif(text: &str) -> Result<Tables, TableError> {
    let mut records = Records::default();
    let mut others = 0;
    let mut entry: Vec<(String, String)> = Vec::new();
    let lines = unfolded(text);
    for line in lines.iter().map(String::as_str).chain([""]) {
        if line.is_empty() {
            let entry = std::mem::take(&mut entry);
            let has_name = entry.iter().any(|(name, _)| name.eq_ignore_ascii_case("dn"));
            others += usize::from(has_name && !put_entry(&mut records, entry));
            continue;
        }
        if line.starts_with('#') {
            continue;
        }
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = match value.strip_prefix(':') {
            Some(packed) => decoded(packed),
            // `attribute:< file` names a file, which is never opened.
            None => value.trim_start_matches('<').trim().to_owned(),
        };
        let name = name.split(';').next().unwrap_or(name);
        entry.push((name.to_owned(), value));
    }
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    let mut tables = Tables::one(records.into_grid()?);
    let hint = "Left out: units, groups and computers are not people";
    tables.left_out(others, "directory entry is not a person", "directory entries are not people", hint);
    Ok(tables)
}

/// Adds an entry with a name, unless it is no person.
fn put_entry(records: &mut Records, entry: Vec<(String, String)>) -> bool {
    let classes = || entry.iter().filter(|(name, _)| name.eq_ignore_ascii_case("objectclass"));
    let is = |words: &[&str]| classes().any(|(_, class)| words.iter().any(|word| class.eq_ignore_ascii_case(word)));
    let is_person = is(&["person", "inetorgperson", "organizationalperson", "user", "posixaccount"]);
    let other = [
        "organizationalunit",
        "organization",
        "domain",
        "groupofnames",
        "group",
        "posixgroup",
        "computer",
        "container",
    ];
    if (!is_person && is(&other)) || is(&["computer"]) {
        return false;
    }
    records.begin();
    for (name, value) in entry {
        match name.to_lowercase().as_str() {
            "dn" => records.put("distinguished name", &value),
            "objectclass" | "userpassword" | "jpegphoto" | "thumbnailphoto" | "changetype" => {}
            "cn" | "displayname" => {
                let record = records.len() - 1;
                if records.get(record, "name").is_empty() {
                    records.put("name", &value);
                }
            }
            "ou" | "departmentnumber" => records.put("department", &value),
            "l" | "physicaldeliveryofficename" => records.put("location", &value),
            _ => records.put(&name, &value),
        }
    }
    true
}

/// Cards of an address book.
pub fn cards(text: &str) -> Result<Tables, TableError> {
    let mut records = Records::default();
    for line in unfolded(text) {
        let Some((name, value)) = line.split_once(':') else { continue };
        let mut parts = name.split(';');
        let name = parts.next().unwrap_or_default();
        let name = name.rsplit('.').next().unwrap_or(name).to_lowercase();
        let is_manager = parts.any(|part| part.to_lowercase().contains("manager"));
        let value = value.replace("\\n", " ").replace("\\,", ",").replace("\\;", ";");
        match name.as_str() {
            "begin" => records.begin(),
            "fn" => records.put("name", &value),
            "n" => {
                let mut parts = value.split(';');
                records.put("last name", parts.next().unwrap_or_default());
                records.put("first name", parts.next().unwrap_or_default());
            }
            "title" => records.put("title", &value),
            "org" => records.put("department", value.rsplit(';').find(|part| !part.is_empty()).unwrap_or_default()),
            "email" => {
                let record = records.len().saturating_sub(1);
                if records.get(record, "email").is_empty() {
                    records.put("email", &value);
                }
            }
            "uid" => records.put("id", value.trim_start_matches("urn:uuid:")),
            "x-manager" | "x-ms-manager" | "x-evolution-manager" => records.put("manager", &value),
            "related" if is_manager => records.put("manager", value.trim_start_matches("urn:uuid:")),
            "end" | "version" | "photo" | "rev" | "prodid" => {}
            _ => records.put(&name, &value),
        }
    }
    if records.len() == 0 {
        return Err(TableError::NoRows);
    }
    Ok(Tables::one(records.into_grid()?))
}
