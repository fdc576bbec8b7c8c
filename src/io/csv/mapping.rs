//! All that a person can say about how a table is read. What is not said is found by the reader. It can be written to a
//! file and read from one, and be kept without any value of the table it was made for.

use super::field::{Field, field_named, field_names, name_of};
use super::values::DateOrder;
use crate::io::content_hash;
use crate::org::TrackKind;
use encoding_rs::Encoding;
use hashbrown::{HashMap, HashSet};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// What a person says about how one table is read; empty where everything is left to the reader.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// Encoding of the text.
    #[serde(with = "encoding_name", skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static Encoding>,
    /// Sign between two cells of a text; ASCII, else it is not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Sheets of a workbook to be read; those that are not there are not followed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sheets: Vec<String>,
    /// Lines of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderLines>,
    /// Settings of single tables where several are read together; they go before those of the whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<TableUse>,
    /// Columns with the field that each holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<ColumnUse>,
    /// Where a row says who is above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub manager: Option<ManagerUse>,
    /// Order of day and month, in columns that do not prove one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dates: Option<DateOrder>,
    /// Decimal sign, comma or point, in columns of pay that do not prove one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimal: Option<char>,
    /// Unit of all amounts of pay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<PayUnit>,
    /// Grades in order, the lowest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradeUse>,
    /// Decisions about the seats of titles.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub titles: Vec<TitleUse>,
    /// Set when managers are linked only where id or name is written exactly alike.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
    /// Decisions about single lines.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowUse>,
    /// The day that counts as today: whose end is before it has left, whose start is after it is still to come.
    #[serde(with = "day", skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

/// Where the header of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderLines {
    /// Its first line, counted from 1.
    pub line: usize,
    /// Number of rows that are read as one header: 1 or 2.
    #[serde(default = "one")]
    pub rows: usize,
}

fn one() -> usize {
    1
}

/// Settings of one of several tables that are read together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TableUse {
    /// Which of several files it is in; empty for the only one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// Which of several sheets it is; empty for the only one.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// Encoding of the text.
    #[serde(with = "encoding_name", skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static Encoding>,
    /// Sign between two cells of a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// Lines of the header.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header: Option<HeaderLines>,
}

/// A column, by its header.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Col {
    /// Header as it is written; case and white space around it do not count.
    pub header: String,
    /// Number of columns with the same header before it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: usize,
}

fn is_zero(number: &usize) -> bool {
    *number == 0
}

impl Col {
    /// The first column with a header.
    pub fn named(header: impl Into<String>) -> Self {
        Self { header: header.into(), nth: 0 }
    }

    /// All columns with these headers, in order; linear.
    pub fn all(headers: &[String]) -> Vec<Self> {
        let mut times: HashMap<String, usize> = HashMap::new();
        let mut col = |header: &String| {
            let times = times.entry(same(header)).or_insert(0);
            *times += 1;
            Self { header: header.clone(), nth: *times - 1 }
        };
        headers.iter().map(&mut col).collect()
    }

    /// What tells it from other columns: the header as it is compared, and its number.
    pub(super) fn key(&self) -> (String, usize) {
        (same(&self.header), self.nth)
    }

    /// The column at a place among headers.
    pub fn at(headers: &[String], place: usize) -> Self {
        let header = headers.get(place).cloned().unwrap_or_default();
        let nth = headers[..place.min(headers.len())].iter().filter(|known| is_same(known, &header)).count();
        Self { header, nth }
    }

    /// Whether another is the same column.
    pub fn is(&self, other: &Self) -> bool {
        self.nth == other.nth && is_same(&self.header, &other.header)
    }

    /// Its place among headers; `None` where it is not there.
    pub fn place(&self, headers: &[String]) -> Option<usize> {
        let same = headers.iter().enumerate().filter(|(_, known)| is_same(known, &self.header));
        same.map(|(at, _)| at).nth(self.nth)
    }
}

/// A header as it is compared.
fn same(header: &str) -> String {
    header.trim().to_ascii_lowercase()
}

fn is_same(a: &str, b: &str) -> bool {
    a.trim().eq_ignore_ascii_case(b.trim())
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Header, as in [`Col`].
    pub header: String,
    /// Number of columns with the same header before it.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub nth: usize,
    /// The field; `None` where it is kept as it is.
    #[serde(default)]
    pub field: Option<Field>,
}

impl ColumnUse {
    /// A column with what it holds.
    pub fn of(Col { header, nth }: Col, field: Option<Field>) -> Self {
        Self { header, nth, field }
    }

    /// The column.
    pub fn col(&self) -> Col {
        Col { header: self.header.clone(), nth: self.nth }
    }
}

/// Where a row says who is above it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ManagerUse {
    /// Nowhere.
    Nobody,
    /// In one cell.
    Column(Col),
    /// In two: first and last name.
    Halves(Col, Col),
    /// In the last cell that is filled of several, the top first.
    Levels(Vec<Col>),
    /// In a path from the top down.
    Path(Col),
    /// In the number of an outline.
    Outline(Col),
}

/// Unit of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PayUnit {
    /// As they are written, for a year.
    AsWritten,
    /// In thousands.
    Thousands,
    /// For an hour.
    Hour,
    /// For a month.
    Month,
}

/// A grade of the file in the order of a ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GradeUse {
    /// Its name, or what [`hidden`] makes of it.
    pub name: String,
    /// The track whose people have it; `None` for both.
    #[serde(default, with = "track_name")]
    pub track: Option<TrackKind>,
}

/// A decision about everybody with a title for whom the reader suggests one rung.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TitleUse {
    /// The title, or what [`hidden`] makes of it.
    pub title: String,
    /// Code of the rung that is suggested, or what [`hidden`] makes of it; empty for any.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suggested: String,
    /// Code of the rung that is decided, or what [`hidden`] makes of it.
    pub rung: String,
}

/// A decision about one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowUse {
    /// The line, counted from 1.
    pub line: usize,
    /// Which of several files or sheets it is in; empty for the only one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub file: String,
    /// The decision.
    pub fix: RowFix,
}

/// What is done about a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowFix {
    /// It is left out.
    LeaveOut,
    /// It is somebody, though it looks like a sum or the name of a section.
    Somebody,
    /// It is the top: nobody is above it.
    Top,
    /// Its manager, as the file would name them.
    Manager(String),
    /// The manager that it names is somebody, though no line is theirs.
    AddManager,
    /// What a field of it holds, in place of what is in the file.
    Value(Field, String),
    /// The same person as an earlier line with the same id.
    OnePerson,
    /// Another person than that of the other lines with the same id.
    OtherPerson,
}

/// What stands for a name where no value of a table may be kept: `#` and a hash.
pub fn hidden(name: &str) -> String {
    if is_hidden(name) {
        return name.to_owned();
    }
    format!("#{:016x}", content_hash(name.as_bytes()))
}

fn is_hidden(name: &str) -> bool {
    name.len() == 17 && name.starts_with('#') && name[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a stored name, as it is or as [`hidden`] makes it, is that of a text.
pub fn is_name_of(stored: &str, text: &str) -> bool {
    stored == text || (is_hidden(stored) && stored == hidden(text))
}

impl Mapping {
    /// Mapping that says a field of each of some columns.
    pub fn of_fields(fields: impl IntoIterator<Item = (Field, String)>) -> Self {
        let columns = fields.into_iter().map(|(field, header)| ColumnUse::of(Col::named(header), Some(field)));
        Self { columns: columns.collect(), ..Self::default() }
    }

    /// Decimal sign that can be followed.
    pub(super) fn decimal(&self) -> Option<char> {
        self.decimal.filter(|sign| matches!(sign, ',' | '.'))
    }

    /// Separator that can be followed: a byte of ASCII.
    pub(super) fn separator(&self) -> Option<u8> {
        self.separator.and_then(|sign| u8::try_from(sign).ok()).filter(u8::is_ascii)
    }

    /// True when nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The same for the next table of its kind, without any value of this one: grades, titles, sheets and files are
    /// [`hidden`], decisions about single lines and the day are left out.
    pub fn without_values(&self) -> Self {
        let mut kept = self.clone();
        kept.rows.clear();
        kept.as_of = None;
        let of_tables = kept.tables.iter_mut().flat_map(|table| [&mut table.file, &mut table.sheet]);
        for name in kept.sheets.iter_mut().chain(of_tables.filter(|name| !name.is_empty())) {
            *name = hidden(name);
        }
        kept.grades.iter_mut().for_each(|grade| grade.name = hidden(&grade.name));
        for decided in &mut kept.titles {
            decided.title = hidden(&decided.title);
            // Rungs may be the grades of the file.
            for code in [&mut decided.suggested, &mut decided.rung].into_iter().filter(|code| !code.is_empty()) {
                *code = hidden(code);
            }
        }
        kept
    }

    /// What of it can be about a table with these headers: columns that are there.
    pub(super) fn about(&self, headers: &[String]) -> Self {
        let mut about = self.clone();
        let there: HashSet<(String, usize)> = Col::all(headers).iter().map(Col::key).collect();
        about.columns.retain(|column| there.contains(&column.col().key()));
        about.manager = about.manager.filter(|manager| {
            let cols: &[&Col] = match manager {
                ManagerUse::Nobody => &[],
                ManagerUse::Column(col) | ManagerUse::Path(col) | ManagerUse::Outline(col) => &[col],
                ManagerUse::Halves(first, last) => &[first, last],
                ManagerUse::Levels(all) => return all.iter().all(|col| col.place(headers).is_some()),
            };
            cols.iter().all(|col| col.place(headers).is_some())
        });
        about
    }

    /// What of it is about one of several tables. Encoding, separator and header of the whole are those of the first.
    pub(super) fn of_table(&self, is_first: bool, file: &str, sheet: &str) -> Self {
        let is_of = |stored: &str, text: &str| stored.is_empty() || is_name_of(stored, text);
        let is_it = |it: &&TableUse| is_of(&it.file, file) && is_of(&it.sheet, sheet);
        let own = self.tables.iter().find(is_it).cloned().unwrap_or_default();
        let mut all = Self { tables: Vec::new(), ..self.clone() };
        if !is_first {
            (all.encoding, all.separator, all.header) = (None, None, None);
        }
        all.encoding = own.encoding.or(all.encoding);
        all.separator = own.separator.or(all.separator);
        all.header = own.header.or(all.header);
        all
    }

    /// Says the encoding of a file, the only one or one of several, whichever of its tables is meant.
    pub fn encode(&mut self, file: &str, encoding: &'static Encoding, is_only: bool) {
        let of_file = self.tables.iter_mut().filter(|it| it.file.is_empty() || is_name_of(&it.file, file));
        of_file.for_each(|it| it.encoding = Some(encoding));
        if is_only {
            self.encoding = Some(encoding);
        } else {
            self.table_mut(file, "").encoding = Some(encoding);
        }
    }

    /// The settings of one of several tables, to be changed.
    pub fn table_mut(&mut self, file: &str, sheet: &str) -> &mut TableUse {
        let is_it = |it: &TableUse| is_name_of(&it.file, file) && is_name_of(&it.sheet, sheet);
        let at = self.tables.iter().position(is_it).unwrap_or(self.tables.len());
        if at == self.tables.len() {
            self.tables.push(TableUse { file: file.to_owned(), sheet: sheet.to_owned(), ..TableUse::default() });
        }
        &mut self.tables[at]
    }

    /// The decisions about the lines of a file or sheet; of several about one line the last counts. What is written into
    /// fields is not among them.
    pub(super) fn fixes(&self, file: &str) -> HashMap<usize, &RowFix> {
        let of_lines = self.rows.iter().filter(|row| row.is_in(file) && !matches!(row.fix, RowFix::Value(..)));
        of_lines.map(|row| (row.line, &row.fix)).collect()
    }

    /// What is written into fields of the lines of a file or sheet, as (line, field, text).
    pub(super) fn values(&self, file: &str) -> impl Iterator<Item = (usize, Field, &str)> {
        self.rows.iter().filter(move |row| row.is_in(file)).filter_map(|row| match &row.fix {
            RowFix::Value(field, text) => Some((row.line, *field, text.trim())),
            _ => None,
        })
    }

    /// Says that a column holds a field. Another column that held it is kept as it is, unless several may.
    pub fn set(&mut self, col: Col, field: Option<Field>) {
        let same = |it: &ColumnUse| it.nth == col.nth && is_same(&it.header, &col.header);
        if let Some(field) = field.filter(|field| !field.may_repeat()) {
            self.columns.iter_mut().filter(|it| it.field == Some(field)).for_each(|it| it.field = None);
        }
        match self.columns.iter_mut().find(|it| same(it)) {
            Some(column) => column.field = field,
            None => self.columns.push(ColumnUse::of(col, field)),
        }
    }

    /// Text of a file with the mapping.
    pub fn write(&self) -> String {
        let pretty =
            ron::ser::PrettyConfig::new().depth_limit(3).extensions(ron::extensions::Extensions::IMPLICIT_SOME);
        // Texts, numbers and lists of them can always be written.
        ron::ser::to_string_pretty(self, pretty).unwrap_or_default() + "\n"
    }

    /// Reads what [`Mapping::write`] has written; the error says where it is wrong.
    pub fn read(text: &str) -> Result<Self, String> {
        let mapping: Self = ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .map_err(|error| error.to_string())?;
        for header in mapping.header.iter().chain(mapping.tables.iter().filter_map(|table| table.header.as_ref())) {
            match *header {
                HeaderLines { line: 0, .. } => {
                    return Err("`header.line` is 0, but lines are counted from 1".to_owned());
                }
                HeaderLines { rows, .. } if !(1..=2).contains(&rows) => {
                    return Err(format!("`header.rows` is {rows}, but a header has 1 or 2 rows"));
                }
                _ => {}
            }
        }
        Ok(mapping)
    }
}

impl RowUse {
    fn is_in(&self, file: &str) -> bool {
        self.file.is_empty() || self.file == file
    }
}

impl Serialize for Field {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name_of(*self))
    }
}

impl<'de> Deserialize<'de> for Field {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        field_named(&name).ok_or_else(|| {
            let names = field_names().collect::<Vec<_>>().join(", ");
            de::Error::custom(format!("There is no field `{name}`; the fields are {names}"))
        })
    }
}

mod encoding_name {
    use super::*;

    pub fn serialize<S: Serializer>(encoding: &Option<&'static Encoding>, to: S) -> Result<S::Ok, S::Error> {
        encoding.map(Encoding::name).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<&'static Encoding>, D::Error> {
        let Some(name) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let found = Encoding::for_label(name.as_bytes());
        found.map(Some).ok_or_else(|| de::Error::custom(format!("There is no encoding `{name}`")))
    }
}

mod day {
    use super::*;

    pub fn serialize<S: Serializer>(day: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
        day.map(|day| day.to_string()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
        let Some(text) = Option::<String>::deserialize(from)? else { return Ok(None) };
        let wrong = || de::Error::custom(format!("`{text}` is not a date; write 2026-09-30"));
        text.parse().map(Some).map_err(|_| wrong())
    }
}

mod track_name {
    use super::*;

    pub fn serialize<S: Serializer>(track: &Option<TrackKind>, to: S) -> Result<S::Ok, S::Error> {
        let name = track.map(|track| if track == TrackKind::Ic { "ic" } else { "management" });
        name.serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<TrackKind>, D::Error> {
        match Option::<String>::deserialize(from)?.as_deref() {
            None => Ok(None),
            Some("ic") => Ok(Some(TrackKind::Ic)),
            Some("management") => Ok(Some(TrackKind::Management)),
            Some(other) => Err(de::Error::custom(format!("There is no track `{other}`; write ic or management"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Mapping {
        Mapping {
            encoding: Some(encoding_rs::WINDOWS_1252),
            separator: Some('\t'),
            sheets: vec!["People \"2\"".to_owned()],
            header: Some(HeaderLines { line: 3, rows: 2 }),
            tables: vec![
                TableUse { file: "b.csv".to_owned(), separator: Some(';'), ..TableUse::default() },
                TableUse {
                    sheet: "Jobs".to_owned(),
                    encoding: Some(encoding_rs::SHIFT_JIS),
                    header: Some(HeaderLines { line: 2, rows: 1 }),
                    ..TableUse::default()
                },
            ],
            columns: vec![
                ColumnUse::of(Col::named("Boss"), Some(Field::Manager)),
                ColumnUse::of(Col { header: "Name".to_owned(), nth: 1 }, None),
            ],
            manager: Some(ManagerUse::Levels(vec![Col::named("L1"), Col::named("L2")])),
            dates: Some(DateOrder::DayFirst),
            decimal: Some(','),
            pay: Some(PayUnit::Thousands),
            grades: vec![GradeUse { name: "B".to_owned(), track: Some(TrackKind::Ic) }],
            titles: vec![TitleUse { title: "Chemist".to_owned(), suggested: String::new(), rung: "IC3".to_owned() }],
            exact: true,
            rows: vec![
                RowUse { line: 7, file: String::new(), fix: RowFix::Manager("12".to_owned()) },
                RowUse { line: 8, file: "b.csv".to_owned(), fix: RowFix::Value(Field::Pay, "90,000".to_owned()) },
                RowUse { line: 8, file: String::new(), fix: RowFix::AddManager },
            ],
            as_of: Some(jiff::civil::date(2026, 9, 30)),
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        for mapping in [full(), Mapping::default()] {
            assert_eq!(Mapping::read(&mapping.write()), Ok(mapping));
        }
    }

    #[test]
    fn what_is_wrong_in_a_file_is_said_with_its_place() {
        let error = Mapping::read("(\n  columns: [(header: \"Boss\", field: \"bos\")],\n)").expect_err("no such field");
        assert!(error.starts_with("2:") && error.contains("There is no field `bos`"), "{error}");
        let error = Mapping::read("(\n  colums: [],\n)").expect_err("no such part");
        assert!(error.contains("colums") && error.contains("columns"), "{error}");
        for (text, part) in [
            ("(header: (line: 3, rows: 7))", "`header.rows` is 7"),
            ("(header: (line: 0))", "`header.line` is 0"),
            ("(tables: [(file: \"a.csv\", header: (line: 0))])", "`header.line` is 0"),
            ("(as_of: \"soon\")", "`soon` is not a date"),
        ] {
            let error = Mapping::read(text).expect_err("it cannot be followed");
            assert!(error.contains(part), "{error}");
        }
    }

    #[test]
    fn what_is_kept_for_the_next_table_holds_no_value_of_this_one() {
        let kept = full().without_values();
        let text = kept.write();
        assert!(
            !text.contains("Chemist")
                && kept.rows.is_empty()
                && kept.as_of.is_none()
                && !["People", "Jobs", "b.csv"].iter().any(|name| text.contains(name))
                && kept.grades[0].name.starts_with('#'),
            "{text}"
        );
        assert!(is_name_of(&kept.titles[0].title, "Chemist") && !is_name_of(&kept.titles[0].title, "chemist"));
        let jobs = |mapping: &Mapping| mapping.of_table(true, "a.xlsx", "Jobs");
        assert_eq!(jobs(&kept).header, Some(HeaderLines { line: 2, rows: 1 }));
        assert_eq!(kept.clone().table_mut("", "Jobs").encoding, Some(encoding_rs::SHIFT_JIS));
        assert_eq!(Mapping::read(&text), Ok(kept));
    }

    #[test]
    fn a_field_is_held_by_one_column_unless_several_may() {
        let mut mapping = Mapping::default();
        mapping.set(Col::named("A"), Some(Field::Title));
        mapping.set(Col::named("b"), Some(Field::Title));
        mapping.set(Col::named(" a "), Some(Field::Chain));
        mapping.set(Col::named("C"), Some(Field::Chain));
        let fields: Vec<_> = mapping.columns.iter().map(|it| (it.header.as_str(), it.field)).collect();
        assert_eq!(fields, [("A", Some(Field::Chain)), ("b", Some(Field::Title)), ("C", Some(Field::Chain))]);
    }
}
