//! Whom a cell names: by e-mail, user name, full name, directory name, slug, post or title, whole or in parts such as
//! `Petra Lindqvist (1001)`. Each index is built once, when it is first asked. Ids are asked by the caller.

use super::field::Field;
use super::fold::{bare, same_look};
use super::same_ids::SameIds;
use super::sheets::Sheets;
use super::values;
use super::words::{Said, says};
use hashbrown::HashMap;
use std::borrow::Cow;
use std::cell::OnceCell;
use unicode_normalization::UnicodeNormalization;

/// What finds somebody, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The id as it is written.
    Id,
    /// The number in an outline.
    Outline,
    /// The post.
    Position,
    /// The e-mail address.
    Mail,
    /// The user name.
    User,
    /// The name in a directory.
    Dn,
    /// The full name, in either order, as it looks.
    Name,
    /// The slug of a role.
    Slug,
    /// The title, where one person holds it.
    Title,
    /// The id without case, white space, leading zeros and what spreadsheets make of numbers.
    FoldedId,
    /// The name without accents, titles of honour and the order of its words.
    FoldedName,
    /// The end of the id, where one side has something in front of it.
    Ending,
}

/// Number of ways.
pub const WAYS: usize = Way::Ending as usize + 1;

/// All ways with their names.
pub const WAY_NAMES: [(Way, &str); WAYS] = [
    (Way::Id, "id"),
    (Way::Outline, "outline"),
    (Way::Position, "position"),
    (Way::Mail, "email"),
    (Way::User, "user-name"),
    (Way::Dn, "directory-name"),
    (Way::Name, "name"),
    (Way::Slug, "slug"),
    (Way::Title, "title"),
    (Way::FoldedId, "id-folded"),
    (Way::FoldedName, "name-folded"),
    (Way::Ending, "id-ending"),
];

impl Way {
    /// The name of the way, as reports say it.
    pub fn name(self) -> &'static str {
        WAY_NAMES.iter().find(|(way, _)| *way == self).map_or("", |(_, name)| name)
    }
}

/// Who was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// One row.
    One(u32, Way),
    /// Several rows answer to it.
    Many,
    /// Nobody.
    Nobody,
}

const AMBIGUOUS: u32 = u32::MAX;

type Index = HashMap<String, u32>;

/// Finds rows by what names them.
pub struct Finder<'a, 's> {
    sheets: &'a Sheets<'s>,
    ids: &'a SameIds,
    /// Whether some sheet has the column of a way that needs one of its own.
    has: [bool; WAYS],
    indices: [OnceCell<Index>; WAYS],
}

impl<'a, 's> Finder<'a, 's> {
    /// Nothing is indexed yet.
    pub fn new(sheets: &'a Sheets<'s>, ids: &'a SameIds) -> Self {
        let has = WAY_NAMES.map(|(way, _)| field_of(way).is_none_or(|field| sheets.has(field)));
        Self { sheets, ids, has, indices: Default::default() }
    }

    /// The first row with the same id as a row.
    pub fn first(&self, row: u32) -> u32 {
        self.ids.first(row as usize)
    }

    /// The row that a text names in one way.
    pub fn by(&self, way: Way, text: &str) -> Found {
        if !self.has[way as usize] {
            return Found::Nobody;
        }
        let key = key_of(way, text);
        if key.is_empty() {
            return Found::Nobody;
        }
        let index = self.indices[way as usize].get_or_init(|| self.index(way));
        let spelled_out = || match way {
            Way::FoldedName => spelled_out(text).and_then(|text| index.get(&folded_name(&text))),
            _ => None,
        };
        match index.get(key.as_ref()).or_else(spelled_out) {
            None => Found::Nobody,
            Some(&AMBIGUOUS) => Found::Many,
            Some(&row) => Found::One(row, way),
        }
    }

    fn index(&self, way: Way) -> Index {
        let sheets = self.sheets;
        let mut index = Index::with_capacity(sheets.len());
        let mut seen = 0;
        for row in 0..sheets.len() {
            // Later rows of an id stand for the same post, so they make no name ambiguous.
            if self.ids.first(row) as usize != row {
                continue;
            }
            let key = match way {
                Way::Mail => key_of(way, sheets.text(row, Field::Email)).into_owned(),
                Way::User => user(sheets, row),
                Way::Dn => key_of(way, sheets.text(row, Field::Dn)).into_owned(),
                Way::Slug => key_of(way, sheets.text(row, Field::Slug)).into_owned(),
                Way::Position => key_of(way, sheets.text(row, Field::PositionId)).into_owned(),
                Way::Outline => key_of(way, sheets.text(row, Field::Outline)).into_owned(),
                Way::Title => key_of(way, sheets.text(row, Field::Title)).into_owned(),
                Way::Name | Way::FoldedName => {
                    let name = sheets.name(row);
                    if is_no_name(&name) { String::new() } else { key_of(way, &name).into_owned() }
                }
                Way::FoldedId => folded_id(sheets.text(row, Field::Id)),
                Way::Ending => ending(sheets.text(row, Field::Id)).to_owned(),
                Way::Id => String::new(),
            };
            if key.is_empty() {
                continue;
            }
            seen += 1;
            // A post that two share is one post; all else that two answer to is nobody's.
            let shared = matches!(way, Way::Position | Way::Outline);
            index
                .entry(key)
                .and_modify(|taken| {
                    if !shared {
                        *taken = AMBIGUOUS;
                    }
                })
                .or_insert(row as u32);
        }
        // What several hold nearly everywhere is a job, not a post of which somebody is the head.
        if way == Way::Position && index.len() * 2 < seen {
            return Index::new();
        }
        if matches!(way, Way::Name | Way::FoldedName) {
            self.other_names(way, &mut index);
        }
        index
    }

    /// Names that people have besides: the one that is used beside the one in the passport, and a name without its umlauts.
    /// What is somebody's name is nobody's other name.
    fn other_names(&self, way: Way, index: &mut Index) {
        let mut others = Index::new();
        for row in 0..self.sheets.len() {
            if self.ids.first(row) as usize != row {
                continue;
            }
            let used = self.sheets.used_name(row);
            let spelled = if way == Way::FoldedName { spelled_out(&self.sheets.name(row)) } else { None };
            for name in used.into_iter().chain(spelled).filter(|name| !is_no_name(name)) {
                let key = key_of(way, &name).into_owned();
                if key.is_empty() || index.contains_key(&key) {
                    continue;
                }
                others
                    .entry(key)
                    .and_modify(|known| *known = if *known == row as u32 { *known } else { AMBIGUOUS })
                    .or_insert(row as u32);
            }
        }
        index.extend(others);
    }

    /// The row that a cell names, whole or in parts; `by_id` finds an id as it is written.
    pub fn find(&self, cell: &str, by_id: &dyn Fn(&str) -> Option<u32>) -> Found {
        let mut many = false;
        for way in [Way::Outline, Way::Position, Way::Mail, Way::User, Way::Name, Way::Dn, Way::Slug, Way::Title] {
            match self.by(way, cell) {
                Found::One(row, way) => return Found::One(row, way),
                Found::Many => many = true,
                Found::Nobody => {}
            }
        }
        for part in parts(cell) {
            let part = part.trim();
            if part.is_empty() {
                continue;
            }
            if let Some(row) = by_id(part) {
                return Found::One(row, Way::Id);
            }
            for way in [Way::Mail, Way::User, Way::Name] {
                match self.by(way, part) {
                    Found::One(row, way) => return Found::One(row, way),
                    Found::Many => many = true,
                    Found::Nobody => {}
                }
            }
        }
        if many { Found::Many } else { Found::Nobody }
    }

    /// The row that a cell names once more is left out of what is compared.
    pub fn find_folded(&self, cell: &str) -> Found {
        for text in std::iter::once(Cow::Borrowed(cell)).chain(parts(cell)) {
            for way in [Way::FoldedId, Way::FoldedName] {
                if let Found::One(row, way) = self.by(way, text.trim()) {
                    return Found::One(row, way);
                }
            }
        }
        Found::Nobody
    }
}

/// The column without which a way finds nobody.
fn field_of(way: Way) -> Option<Field> {
    match way {
        Way::Mail => Some(Field::Email),
        Way::Dn => Some(Field::Dn),
        Way::Slug => Some(Field::Slug),
        Way::Position => Some(Field::PositionId),
        Way::Outline => Some(Field::Outline),
        Way::Title => Some(Field::Title),
        Way::Id | Way::User | Way::Name | Way::FoldedId | Way::FoldedName | Way::Ending => None,
    }
}

/// The user name of a row, in lower case without the domain; without one what stands before the @ of the address.
fn user(sheets: &Sheets, row: usize) -> String {
    let name = sheets.text(row, Field::UserName);
    let text = if name.is_empty() { sheets.text(row, Field::Email) } else { name };
    key_of(Way::User, text).into_owned()
}

/// What is compared in a way.
fn key_of(way: Way, text: &str) -> Cow<'_, str> {
    match way {
        Way::Name => name_key(text).into(),
        Way::FoldedName => folded_name(text).into(),
        Way::FoldedId => folded_id(text).into(),
        Way::Ending => ending(text).into(),
        Way::User => {
            let text = without_claims(text);
            if text.contains([',', ';', '|', '\n']) {
                return "".into();
            }
            let name = text.rsplit('\\').next().unwrap_or(text);
            let name = name.strip_prefix('@').unwrap_or(name);
            name.split('@').next().unwrap_or(name).trim().to_lowercase().into()
        }
        Way::Mail => {
            let address = without_claims(text).trim().trim_start_matches("mailto:").trim_matches(['<', '>']);
            if address.contains('@') { address.to_lowercase().into() } else { "".into() }
        }
        Way::Outline => text.trim().trim_end_matches('.').into(),
        Way::Title => match values::is_missing(text) {
            true => "".into(),
            false => same_look(text).into(),
        },
        Way::Id => text.into(),
        Way::Position | Way::Dn | Way::Slug => text.trim().to_lowercase().into(),
    }
}

/// A user without what SharePoint writes in front: `i:0#.f|membership|petra@x` is `petra@x`.
fn without_claims(text: &str) -> &str {
    match text.starts_with("i:0") {
        true => text.rsplit('|').next().unwrap_or(text),
        false => text,
    }
}

/// The parts of a cell that may name somebody alone: what stands in brackets and before them, behind a domain, in the
/// first part of a directory name, on either side of a dash.
fn parts(cell: &str) -> Vec<Cow<'_, str>> {
    let mut parts: Vec<Cow<str>> = Vec::new();
    if let Some(name) = common_name(cell) {
        parts.push(name);
        return parts;
    }
    // A list of SharePoint: `12;#Petra Lindqvist`.
    if let Some((number, name)) = cell.split_once(";#") {
        parts.push(name.into());
        parts.push(number.into());
        return parts;
    }
    // Several people are no parts of one.
    if cell.contains([';', '|', '\n']) {
        return parts;
    }
    for (open, close) in [('<', '>'), ('(', ')'), ('[', ']')] {
        if let Some((before, inside)) = cell.trim_end().strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) {
            parts.push(inside.trim_start_matches("mailto:").into());
            parts.push(before.into());
        }
    }
    if let Some((_, name)) = cell.rsplit_once('\\') {
        parts.push(name.into());
    }
    for dash in [" - ", " \u{2013} ", ": "] {
        if let Some((one, other)) = cell.split_once(dash) {
            parts.push(one.into());
            parts.push(other.into());
        }
    }
    if !parts.is_empty() {
        return parts;
    }
    // A number in front of a name or behind it.
    let words: Vec<&str> = cell.split_whitespace().collect();
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    if let [first, .., last] = words[..] {
        let (behind, before) = (&cell.trim_start()[first.len()..], cell.trim_end());
        let before = &before[..before.len() - last.len()];
        if has_digit(first) && !has_digit(behind) {
            parts.push(first.into());
            parts.push(behind.into());
        }
        if has_digit(last) && !has_digit(before) {
            parts.push(last.into());
            parts.push(before.into());
        }
    }
    parts
}

/// The name in a directory name: `CN=Lindqvist\, Petra,OU=Staff` is `Lindqvist, Petra`.
fn common_name(text: &str) -> Option<Cow<'_, str>> {
    let (attribute, rest) = text.split_once('=')?;
    let attribute = attribute.trim();
    if !["cn", "uid", "mail", "samaccountname"].iter().any(|known| attribute.eq_ignore_ascii_case(known)) {
        return None;
    }
    let mut name = String::new();
    let mut chars = rest.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => name.extend(chars.next()),
            ',' | '+' | ';' => break,
            c => name.push(c),
        }
    }
    Some(name.into())
}

/// A name as it is compared: as it looks, in lower case, "Last, First" turned round.
pub fn name_key(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) if !first.contains(',') => same_look(&format!("{first} {last}")),
        _ => same_look(name),
    }
}

/// A name without accents, titles of honour, signs, initials and what stands in quotes or brackets, its words in the order
/// of the alphabet.
fn folded_name(name: &str) -> String {
    if is_no_name(name) {
        return String::new();
    }
    let name = bare(name);
    let name = without_nickname(&name);
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'').map(|word| word.replace('\'', ""));
    let mut words: Vec<String> = words.filter(|word| !word.is_empty() && !says(word, Said::Honorific)).collect();
    if words.len() < 2 {
        return words.pop().unwrap_or_default();
    }
    if words.iter().filter(|word| word.chars().count() > 1).count() >= 2 {
        words.retain(|word| word.chars().count() > 1);
    }
    words.sort_unstable();
    words.join(" ")
}

/// A name without what stands in quotes or brackets within it: `Petra "Pip" Lindqvist`.
fn without_nickname(name: &str) -> Cow<'_, str> {
    for (open, close) in [('"', '"'), ('\u{201c}', '\u{201d}'), ('(', ')')] {
        if let Some((before, rest)) = name.split_once(open)
            && let Some((_, after)) = rest.split_once(close)
            && !before.trim().is_empty()
        {
            return format!("{before} {after}").into();
        }
    }
    name.into()
}

/// A name with the letters of German and Danish as they are written without them: `Jörg` is `Joerg`. `None` without such
/// letters.
fn spelled_out(name: &str) -> Option<String> {
    if name.is_ascii() {
        return None;
    }
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.nfc() {
        match c {
            'ä' | 'Ä' | 'æ' | 'Æ' => out.push_str("ae"),
            'ö' | 'Ö' | 'ø' | 'Ø' => out.push_str("oe"),
            'ü' | 'Ü' => out.push_str("ue"),
            'å' | 'Å' => out.push_str("aa"),
            c => out.push(c),
        }
    }
    Some(out).filter(|out| out.nfc().ne(name.nfc()))
}

/// Whether a text is nobody's name.
pub fn is_no_name(name: &str) -> bool {
    values::is_missing(name) || values::vacancy(name).is_some()
}

/// An id as it is compared the second time: without case, white space, leading zeros, and what spreadsheets make of
/// numbers: `1001.0`, `1,001`, `1.001E3`.
pub fn folded_id(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    let text = text.trim_start_matches('\'');
    let digits = whole(text).unwrap_or_else(|| text.to_owned());
    let bare = digits.trim_start_matches('0');
    if bare.is_empty() { digits } else { bare.to_owned() }
}

/// The digits of a number that a spreadsheet wrote with a fraction, a power or groups; `None` for all else.
fn whole(text: &str) -> Option<String> {
    const MOST: f64 = 9e15;
    if !text.starts_with(|c: char| c.is_ascii_digit()) || !text.contains(['.', 'e', ',']) {
        return None;
    }
    if let Some((digits, zeros)) = text.split_once('.')
        && !zeros.is_empty()
        && zeros.bytes().all(|byte| byte == b'0')
        && digits.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(digits.to_owned());
    }
    if text.contains('e') {
        let number: f64 = text.replace(',', ".").parse().ok()?;
        return (number.fract() == 0.0 && number < MOST).then(|| format!("{number:.0}"));
    }
    let groups: Vec<&str> = text.split(',').collect();
    let are_groups = groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3);
    (are_groups && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')).then(|| groups.concat())
}

/// The digits at the end of an id, else those in front of a sign, without zeros in front; empty without either.
fn ending(id: &str) -> &str {
    let id = id.trim();
    let at_end = id.bytes().rev().take_while(u8::is_ascii_digit).count();
    if at_end > 0 {
        return id[id.len() - at_end..].trim_start_matches('0');
    }
    let digits = id.bytes().take_while(u8::is_ascii_digit).count();
    let is_parted = id[digits..].starts_with(['-', '_', '/', '.', ' ']);
    if is_parted { id[..digits].trim_start_matches('0') } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_ids_are_compared_as_they_are_meant() {
        assert_eq!(name_key("Willis,  Jane"), name_key("jane willis"));
        assert_eq!(name_key("Nick,Macpherson"), "macpherson nick");
        assert_eq!(folded_name("Dr. S\u{f8}ren \u{c5}g\u{e5}rd"), folded_name("Agard, Soren"));
        for (text, folded) in [
            (" 00 Ab-7", "ab-7"),
            ("000", "000"),
            ("1001.0", "1001"),
            ("1.001E3", "1001"),
            ("1,001", "1001"),
            ("1.5", "1.5"),
        ] {
            assert_eq!(folded_id(text), folded, "{text}");
        }
        assert_eq!((ending("EMP001"), ending("7a"), ending("007-FI")), ("1", "", "7"));
        assert_eq!(folded_name("Jane Q. \"Jay\" Roe"), folded_name("roe, jane"));
        assert_ne!(folded_name("J. Roe"), folded_name("K. Roe"));
        assert_eq!(spelled_out("Jörg Bø").as_deref(), Some("Joerg Boe"));
        assert_eq!(spelled_out("José"), None);
    }

    fn check_parts(cell: &str, expected: &[&str]) {
        let found = parts(cell);
        let found: Vec<&str> = found.iter().map(|part| part.trim()).collect();
        assert_eq!(found, expected, "{cell}");
    }

    #[test]
    fn cells_have_parts_that_name_somebody() {
        check_parts("Petra Lindqvist (1001)", &["1001", "Petra Lindqvist"]);
        check_parts("Petra Lindqvist <p@x>", &["p@x", "Petra Lindqvist"]);
        check_parts("12;#Petra Lindqvist", &["Petra Lindqvist", "12"]);
        check_parts("NORD\\petra", &["petra"]);
        check_parts("CN=Lindqvist\\, Petra,OU=Staff", &["Lindqvist, Petra"]);
        check_parts("Petra Lindqvist", &[]);
    }
}
