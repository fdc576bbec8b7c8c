//! Which column holds what, by the words in its header. The words were collected from the documentation
//! and exports of about twenty HR systems; an earlier word wins over a later one.

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words beside each in WORDS say what it is")]
pub enum Field {
    Id,
    Manager,
    SecondManager,
    Assistant,
    Slug,
    Email,
    UserName,
    Name,
    FirstName,
    LastName,
    Title,
    Grade,
    Track,
    PayLow,
    PayHigh,
    Pay,
    PayHourly,
    Currency,
    Fte,
    Posts,
    ReportsCost,
    Team,
    Location,
    Start,
    End,
    Status,
    Kind,
    IsHuman,
    Layer,
    Snapshot,
    Notes,
}

/// Number of fields.
pub const FIELDS: usize = Field::Notes as usize + 1;

/// Each field, the name that `--map` knows it by, and normalised headers, the best first.
pub const WORDS: [(Field, &str, &[&str]); FIELDS] = [
    (
        Field::Id,
        "id",
        &[
            "id",
            "employeeid",
            "empid",
            "personid",
            "uniqueid",
            "userid",
            "postuniquereference",
            "associateid",
            "workerid",
            "employeenumber",
            "employeeno",
            "nodeid",
            "objectid",
            "userprincipalname",
            "key",
        ],
    ),
    (
        Field::Manager,
        "manager",
        &[
            "managerid",
            "supervisorid",
            "supervisoreid",
            "manageremployeeid",
            "bossid",
            "parentid",
            "reportstoseniorpost",
            "reportingseniorpost",
            "reportsto",
            "reportingto",
            "manager",
            "supervisor",
            "linemanager",
            "workersmanager",
            "manageremail",
            "supervisoremail",
            "managername",
            "supervisorname",
            "boss",
        ],
    ),
    (
        Field::SecondManager,
        "second-manager",
        &[
            "altreportsto",
            "matrixmanager",
            "custommanager",
            "dottedlinemanager",
            "secondarymanager",
            "additionalmanagers",
            "refs",
        ],
    ),
    (Field::Assistant, "assistant", &["isassistant", "staffdepartment"]),
    (Field::Slug, "slug", &["managerroleslug", "roleslug", "slug"]),
    (Field::Email, "email", &["workemail", "email", "mail", "emailaddress", "contactemail"]),
    (Field::UserName, "user-name", &["username", "login", "userlogin", "aliasemails"]),
    (Field::Name, "name", &["name", "fullname", "displayname", "employeename", "workername", "worker", "associate"]),
    (Field::FirstName, "first-name", &["firstname", "givenname", "legalfirstname", "preferredname"]),
    (Field::LastName, "last-name", &["lastname", "surname", "legallastname", "familyname"]),
    (
        Field::Title,
        "title",
        &[
            "jobtitle",
            "title",
            "businesstitle",
            "employeetitle",
            "position",
            "genericjobtitle",
            "currentjobprofile",
            "jobprofile",
            "role",
            "jobid",
        ],
    ),
    (
        Field::Grade,
        "grade",
        &[
            "grade",
            "gradeorequivalent",
            "joblevel",
            "compensationgrade",
            "paygrade",
            "leveldesignation",
            "managementlevel",
            "level",
            "band",
            "compband",
            "jobcode",
        ],
    ),
    (
        Field::Track,
        "track",
        &["track", "careertrack", "ladder", "peoplemanagerstatus", "supervisorindicator", "functiontype", "jobfamily"],
    ),
    (Field::PayLow, "pay-from", &["actualpayfloor", "payfloor", "payscaleminimum", "payminimum", "salarymin"]),
    (
        Field::PayHigh,
        "pay-to",
        &["actualpayceiling", "payceiling", "payceil", "payscalemaximum", "paymaximum", "salarymax"],
    ),
    (Field::Pay, "pay", &["salary", "basesalary", "basecomp", "basepay", "annualsalary", "totalpay", "payrate", "pay"]),
    (Field::PayHourly, "hourly-pay", &["hourlyrate", "hourlycomp", "hourlypay"]),
    (Field::Currency, "currency", &["currency", "currencycode"]),
    (Field::Fte, "fte", &["fte", "fulltimeequivalent", "workingtimepercentage"]),
    (Field::Posts, "posts", &["numberofpostsinfte", "numberofposts"]),
    (Field::ReportsCost, "reports-cost", &["salarycostofreports"]),
    (
        Field::Team,
        "team",
        &[
            "team",
            "unit",
            "subdepartment",
            "departmentname",
            "department",
            "division",
            "supervisoryorganization",
            "organization",
            "organisation",
            "costcenter",
            "orgunitpath",
            "departmentid",
        ],
    ),
    (
        Field::Location,
        "location",
        &["location", "officelocation", "office", "site", "physicaldeliveryofficename", "city"],
    ),
    (Field::Start, "start", &["startdate", "hiredate", "datestarted"]),
    (Field::End, "end", &["enddate", "terminationdate", "leavingdate", "lastday"]),
    (Field::Status, "status", &["status", "employmentstatus", "accountenabled", "workertype", "employeetype", "valid"]),
    (Field::Kind, "kind", &["kind", "rowkind"]),
    (Field::IsHuman, "is-human", &["ishuman"]),
    (Field::Layer, "layer", &["seniorjunior"]),
    (Field::Snapshot, "date-of-row", &["effectivedate", "snapshotdate", "asof", "backtoindex", "date"]),
    (Field::Notes, "notes", &["notes", "note", "comments"]),
];

/// A header as it is compared: what stands in brackets and the word "required" left out, letters and digits
/// only, in lower case. `Contact E-mail [Required]` is `contactemail`.
pub fn normalised(header: &str) -> String {
    let (mut out, mut depth) = (String::new(), 0usize);
    for c in header.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            c if depth == 0 && c.is_alphanumeric() => out.extend(c.to_lowercase()),
            _ => {}
        }
    }
    match out.strip_suffix("required") {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => out,
    }
}

/// The field that a header stands for, and how good the word is (0 is best).
pub fn field_of(header: &str) -> Option<(Field, usize)> {
    let word = normalised(header);
    WORDS.iter().find_map(|&(field, _, words)| Some((field, words.iter().position(|&known| known == word)?)))
}

/// The field with a name as `--map` knows it.
pub fn field_named(name: &str) -> Option<Field> {
    WORDS.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(name)).map(|&(field, ..)| field)
}

/// The name that `--map` knows a field by.
pub fn name_of(field: Field) -> &'static str {
    WORDS.iter().find(|(known, ..)| *known == field).map_or("", |&(_, name, _)| name)
}

/// The names that `--map` knows fields by.
pub fn field_names() -> impl Iterator<Item = &'static str> {
    WORDS.iter().map(|&(_, name, _)| name)
}

/// A header that was named by hand and is not in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown(pub String);

/// The columns of one file.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Headers as written, white space around them removed.
    pub headers: Vec<String>,
    /// The field of each column.
    pub fields: Vec<Option<Field>>,
    column: [Option<u32>; FIELDS],
}

impl Columns {
    /// Recognises the headers. `map` gives (field, header) pairs that win over the words; the error is a header in it
    /// that there is not.
    pub fn recognise<'a>(headers: impl Iterator<Item = &'a str>, map: &[(Field, String)]) -> Result<Self, Unknown> {
        let headers: Vec<String> = headers.map(|header| header.trim_start_matches('\u{feff}').to_owned()).collect();
        let mut best: [Option<(usize, u32)>; FIELDS] = [None; FIELDS];
        for (at, header) in headers.iter().enumerate() {
            if let Some((field, rank)) = field_of(header) {
                let slot = &mut best[field as usize];
                if slot.is_none_or(|(old, _)| rank < old) {
                    *slot = Some((rank, at as u32));
                }
            }
        }
        let mut column = best.map(|found| found.map(|(_, at)| at));
        for (field, header) in map {
            let same = |known: &&String| known.trim().eq_ignore_ascii_case(header.trim());
            let at = headers.iter().position(|known| same(&known)).ok_or_else(|| Unknown(header.clone()))?;
            for taken in &mut column {
                if *taken == Some(at as u32) {
                    *taken = None;
                }
            }
            column[*field as usize] = Some(at as u32);
        }
        let mut fields = vec![None; headers.len()];
        for (field, ..) in WORDS {
            if let Some(at) = column[field as usize] {
                fields[at as usize] = Some(field);
            }
        }
        Ok(Self { headers, fields, column })
    }

    /// The column that holds a field.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.column[field as usize].map(|at| at as usize)
    }

    /// Whether some column holds a field.
    pub fn has(&self, field: Field) -> bool {
        self.column(field).is_some()
    }

    /// Number of fields that were recognised.
    pub fn recognised(&self) -> usize {
        self.column.iter().flatten().count()
    }

    /// Whether the rows can be people: a name, or an id or manager beside something that says more.
    pub fn can_be_people(&self) -> bool {
        let (id, manager, title) = (self.has(Field::Id), self.has(Field::Manager), self.has(Field::Title));
        let name = self.has(Field::Name) || self.has(Field::FirstName) || self.has(Field::LastName);
        name || (id && (manager || title)) || (manager && title)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(header: &str, field: Option<Field>) {
        assert_eq!(field_of(header).map(|(field, _)| field), field, "{header}");
    }

    #[test]
    fn headers_of_real_exports_are_recognised() {
        check("supervisorEId", Some(Field::Manager));
        check("Reports_To", Some(Field::Manager));
        check("Actual Pay Floor (£)", Some(Field::PayLow));
        check("Grade (or equivalent)", Some(Field::Grade));
        check("Name [displayName] Required", Some(Field::Name));
        check("First Name [Required]", Some(Field::FirstName));
        check("Contact E-mail", Some(Field::Email));
        check("EMPLOYEE_ID", Some(Field::Id));
        check("\u{feff}Person ID", Some(Field::Id));
        check("Valid?", Some(Field::Status));
        check("authority_level", None);
        check("", None);
    }

    #[test]
    fn the_better_word_wins_and_the_other_column_is_kept() {
        let columns = Columns::recognise(["level", "id", "Grade", "Manager Name", "ManagerID"].into_iter(), &[]);
        let columns = columns.expect("no map");
        assert_eq!(columns.column(Field::Grade), Some(2));
        assert_eq!(columns.column(Field::Manager), Some(4));
        assert_eq!(columns.fields[0], None);
    }

    #[test]
    fn a_map_wins_and_an_unknown_header_is_an_error() {
        let map = [(Field::Title, "What".to_owned())];
        let columns = Columns::recognise(["id", "what", "title"].into_iter(), &map).expect("there");
        assert_eq!(columns.column(Field::Title), Some(1));
        assert_eq!(Columns::recognise(["id"].into_iter(), &map).err(), Some(Unknown("What".to_owned())));
    }

    #[test]
    fn every_word_is_normalised_and_stands_once() {
        let mut seen = std::collections::BTreeSet::new();
        for (at, (field, _, words)) in WORDS.iter().enumerate() {
            assert_eq!(*field as usize, at);
            for word in *words {
                assert_eq!(normalised(word), *word);
                assert!(seen.insert(word), "{word} stands twice");
            }
        }
    }
}
