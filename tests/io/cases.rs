//! Small files after public reports, each with its right answer: how many of them the program gets right. They lie
//! beside the real data and are never copied into the project; `TWINTRACK_CASES` names their folder, else it is found
//! beside `TWINTRACK_REAL_DATA`.

use crate::program::{Ended, twintrack};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use twintrack::io::{self, Progress};
use twintrack::measure::Scale;
use twintrack::org::{Kind, Line, Org, PayPeriod, PersonId, TrackKind, Tree, Unlinked};

/// As many are right at least; to be raised, never lowered.
const RIGHT: usize = 106;

fn folder() -> PathBuf {
    let beside = || {
        let real = std::env::var_os("TWINTRACK_REAL_DATA");
        real.map_or_else(|| PathBuf::from("../shared/data/real"), PathBuf::from).join("../cases")
    };
    std::env::var_os("TWINTRACK_CASES").map_or_else(beside, PathBuf::from)
}

#[test]
#[ignore = "needs the cases of the shared data: TWINTRACK_CASES"]
fn cases_of_public_reports_are_right() {
    let folder = io::path::canonical(&folder()).expect("the folder of the cases");
    let text = std::fs::read_to_string(folder.join("EXPECTED.json")).expect("the answers");
    let expected: Value = serde_json::from_str(&text).expect("JSON");
    let only = std::env::var("TWINTRACK_CASE").unwrap_or_default();
    let (mut right, mut all) = (0, 0);
    for (file, wanted) in expected.as_object().expect("by file").iter().filter(|(file, _)| file.starts_with(&only)) {
        all += 1;
        match Case::new(&folder, file, wanted).check() {
            Ok(()) => right += 1,
            Err(why) => println!("{file}: {why}"),
        }
    }
    println!("{right} of {all} cases are right");
    assert!(right >= RIGHT || !only.is_empty(), "{right} of {all} are right, {RIGHT} were");
}

/// One file with its answer.
struct Case<'a> {
    folder: &'a Path,
    file: &'a str,
    wanted: &'a Value,
    made: tempfile::TempDir,
}

/// What the program made of a file.
struct Made {
    org: Org,
    report: Value,
}

impl<'a> Case<'a> {
    fn new(folder: &'a Path, file: &'a str, wanted: &'a Value) -> Self {
        Self { folder, file, wanted, made: tempfile::tempdir().expect("a folder") }
    }

    fn path(&self, file: &str) -> String {
        self.folder.join(file).to_str().expect("a plain path").to_owned()
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        twintrack(self.made.path(), arguments)
    }

    fn wants(&self, what: &str) -> Option<&'a Value> {
        self.wanted.get(what)
    }

    fn allows(&self, what: &str) -> bool {
        self.wants(what).is_some_and(|it| it.as_bool() == Some(true))
    }

    fn check(&self) -> Result<(), String> {
        if self.allows("headers") {
            return self.headers();
        }
        if self.wants("take_in_to").is_some() {
            return self.take_in();
        }
        let made = match self.import() {
            Ok(made) => made,
            Err(refused) if self.allows("or_refused") || self.allows("refused_ok") => {
                let says = self.wants("refusal_says").and_then(Value::as_str).unwrap_or("");
                return if is_said(says, &refused) { Ok(()) } else { Err(format!("refused: {refused}")) };
            }
            Err(refused) => return Err(format!("refused: {refused}")),
        };
        let found = made.check(self);
        match (found, self.wants("or_said").and_then(Value::as_str)) {
            (Err(_), Some(said)) if made.said().contains(said) => {}
            (found, _) => found?,
        }
        self.diff()?;
        self.picture()
    }

    fn import(&self) -> Result<Made, String> {
        let file = self.path(self.file);
        let with = self.wants("with_file").and_then(Value::as_str).map(|file| self.path(file));
        let mut arguments = vec!["import", file.as_str()];
        arguments.extend(with.as_deref());
        arguments.extend(["--as-of", "2026-09-30", "--report", "json", "-o", "made.org.ron"]);
        let ended = self.run(&arguments);
        if ended.code != Some(0) {
            return Err(ended.said);
        }
        let report = serde_json::from_str(&ended.told).map_err(|error| format!("the report: {error}"))?;
        let path = self.made.path().join("made.org.ron");
        let opened = io::open(&path, crate::common::AS_OF, &Progress::default()).map_err(|error| error.to_string())?;
        Ok(Made { org: opened.org, report })
    }

    /// Each header alone beside columns that are known.
    fn headers(&self) -> Result<(), String> {
        let text = std::fs::read_to_string(self.folder.join(self.file)).expect("headers");
        let by_field: Value = serde_json::from_str(&text).expect("JSON");
        let mut wrong = Vec::new();
        for (field, headers) in by_field.as_object().expect("by field") {
            for header in headers.as_array().into_iter().flatten().filter_map(Value::as_str) {
                let taken = self.taken_for(field, header);
                let right = match field.as_str() {
                    "nothing" => !["manager", "name", "title", "pay", "start", "end"].contains(&taken.as_str()),
                    field => field == taken,
                };
                if !right {
                    wrong.push(format!("`{header}` is taken for {taken:?}, not {field}"));
                }
            }
        }
        if wrong.is_empty() { Ok(()) } else { Err(format!("{} wrong: {}", wrong.len(), wrong.join("; "))) }
    }

    fn taken_for(&self, field: &str, header: &str) -> String {
        let known = [
            ("id", "Employee ID", ["1", "2"]),
            ("name", "Name", ["Ana Sousa", "Bo Li"]),
            ("title", "Job Title", ["Director", "Engineer"]),
            ("manager", "Manager ID", ["", "1"]),
        ];
        let beside = known.iter().filter(|(known, ..)| {
            *known != field && !(*known == "name" && matches!(field, "first-name" | "last-name"))
        });
        let (mut head, mut rows) = (vec![header], [vec![""], vec![""]]);
        for (_, header, cells) in beside {
            head.push(header);
            rows.iter_mut().zip(cells).for_each(|(row, cell)| row.push(cell));
        }
        let quoted = |cells: &[&str]| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
        let text = format!("{}\n{}\n{}\n", quoted(&head), quoted(&rows[0]), quoted(&rows[1]));
        std::fs::write(self.made.path().join("headers.csv"), text).expect("written");
        let ended = self.run(&["import", "headers.csv", "--dry-run", "--report", "json"]);
        let report: Value = serde_json::from_str(&ended.told).unwrap_or_default();
        let mapped = report["files"][0]["mapped"].as_array().cloned().unwrap_or_default();
        let of = mapped.iter().find(|it| it["column"] == header);
        of.and_then(|it| it["field"].as_str()).unwrap_or("nothing").to_owned()
    }

    /// What a sheet may change in another file.
    fn take_in(&self) -> Result<(), String> {
        let to = self.path(self.wants("take_in_to").and_then(Value::as_str).unwrap_or_default());
        let ended = self.run(&["import", &to, "--as-of", "2026-09-30", "-o", "to.org.ron"]);
        if ended.code != Some(0) {
            return Err(ended.said);
        }
        let sheet = self.path(self.file);
        let ended = self.run(&["take-in", "to.org.ron", &sheet, "-o", "made.org.ron"]);
        let path = self.made.path().join("made.org.ron");
        if ended.code == Some(2) && !path.exists() {
            return if self.allows("or_refused") { Ok(()) } else { Err(ended.said) };
        }
        let opened = io::open(&path, crate::common::AS_OF, &Progress::default()).map_err(|error| error.to_string())?;
        let wanted = self.wants("prefers").and_then(Value::as_object).expect("whose answer");
        for person in opened.org.people() {
            let (name, answer) = (opened.org.name(person), opened.org.details(person).preference.is_some());
            if answer && !wanted.contains_key(name) {
                return Err(format!("an answer was written to {name}"));
            }
        }
        Ok(())
    }

    fn diff(&self) -> Result<(), String> {
        let Some(other) = self.wants("diff_with").and_then(Value::as_str) else { return Ok(()) };
        let (before, after) = (self.path(self.file), self.path(other));
        let ended = self.run(&["diff", &before, &after, "--format", "json"]);
        let diff: Value = serde_json::from_str(&ended.told).map_err(|_| ended.said.clone())?;
        let open = |path: &str| io::open(Path::new(path), crate::common::AS_OF, &Progress::default());
        let orgs = [open(&before), open(&after)].map(|opened| opened.expect("opened by the program").org);
        let name = |org: &Org, key: &Value| {
            let key = key.as_str().unwrap_or_default();
            org.find(key).map_or_else(|| key.to_owned(), |person| org.name(person).to_owned())
        };
        let list = |what: &str| diff[what].as_array().cloned().unwrap_or_default();
        let mut found: BTreeSet<String> = BTreeSet::new();
        found.extend(list("new").iter().map(|key| name(&orgs[1], key)));
        found.extend(list("left").iter().map(|key| name(&orgs[0], key)));
        found.extend(list("changed").iter().map(|person| name(&orgs[1], &person["id"])));
        let wanted: BTreeSet<String> = texts(self.wants("people_differ")).collect();
        equal("who differs", &found, &wanted)
    }

    fn picture(&self) -> Result<(), String> {
        if let Some(wanted) = self.wants("picture") {
            for view in texts(wanted.get("views")) {
                for format in ["svg", "pdf"] {
                    let out = format!("{view}.{format}");
                    let ended = self.run(&["export", "made.org.ron", "-o", &out, "--view", &view]);
                    if ended.code != Some(0) {
                        return Err(ended.said);
                    }
                    let text = self.text_of(&out);
                    let plain: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    for name in texts(wanted.get("names")) {
                        if !plain.contains(&name) {
                            return Err(format!("{name} cannot be read in {out}"));
                        }
                    }
                }
            }
        }
        if let Some(wanted) = self.wants("picture_says") {
            let says = wanted["says"].as_str().unwrap_or_default();
            for format in texts(wanted.get("formats")) {
                let ended = self.run(&["export", "made.org.ron", "-o", &format!("out.{format}")]);
                if !is_said(says, &ended.said) {
                    return Err(format!("the {format} says {:?}", ended.said));
                }
            }
        }
        Ok(())
    }

    /// The text that a picture holds, tags left out.
    fn text_of(&self, file: &str) -> String {
        let path = self.made.path().join(file);
        if file.ends_with(".pdf") {
            let out = std::process::Command::new("pdftotext").arg(&path).arg("-").output();
            return out.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()).unwrap_or_default();
        }
        let svg = std::fs::read_to_string(path).unwrap_or_default();
        svg.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }
}

impl Made {
    /// The problems of the report in one text.
    fn said(&self) -> String {
        self.report["problems"].to_string()
    }

    /// The row with a key, else with a name.
    fn find(&self, who: &str) -> Option<PersonId> {
        let by_name = |&person: &PersonId| self.org.name(person) == who;
        self.org.find(who).or_else(|| self.org.people().find(by_name))
    }

    fn who(&self, who: &str) -> Result<PersonId, String> {
        self.find(who).ok_or_else(|| format!("nobody is called {who}"))
    }

    fn check(&self, case: &Case) -> Result<(), String> {
        self.counts(case)?;
        self.lines(case)?;
        self.who_is_there(case)?;
        self.pay(case)?;
        let org = &self.org;
        let each = |what: &str, read: &dyn Fn(PersonId) -> String| -> Result<(), String> {
            for (who, wanted) in case.wants(what).and_then(Value::as_object).into_iter().flatten() {
                let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
                equal(&format!("{what} of {who}"), &read(self.who(who)?), &wanted)?;
            }
            Ok(())
        };
        each("names", &|person| org.name(person).to_owned())?;
        each("title", &|person| org.title(person).to_owned())?;
        each("team", &|person| org.team(person).to_owned())?;
        each("start", &|person| org.start(person).map_or_else(String::new, |date| date.to_string()))?;
        each("fte", &|person| Value::from(org.pay(person).part_of_full_time()).to_string())?;
        each("seat_says", &|person| {
            org.seat(person).map_or_else(String::new, |seat| org.rung(seat.rung).code.clone())
        })?;
        each("track", &|person| {
            let said = |kind| if kind == TrackKind::Ic { "ic" } else { "management" };
            org.track_kind(person).map_or("none", said).to_owned()
        })?;
        for id in texts(case.wants("ids")) {
            org.find(&id).ok_or_else(|| format!("nobody has the id {id}"))?;
        }
        let scale = Scale::of(org);
        for pair in case.wants("seat_above").and_then(Value::as_array).into_iter().flatten() {
            let seat = |at: usize| {
                let seat = self.find(pair[at].as_str().unwrap_or_default()).and_then(|person| org.seat(person));
                seat.map(|seat| seat.rung).ok_or_else(|| format!("{pair}: no seat"))
            };
            let (upper, lower) = (seat(0)?, seat(1)?);
            let places = [upper, lower].map(|rung| org.rung_place(rung));
            // Within a track the order of its rungs says it, where nothing equates the tracks.
            let is_above = match [upper, lower].map(|rung| scale.grade(rung)) {
                [Some(upper), Some(lower)] => upper > lower,
                _ => places[0].track == places[1].track && upper > lower,
            };
            if !is_above {
                return Err(format!("{pair}: the first is not on the higher rung"));
            }
        }
        Ok(())
    }

    /// The counts of the report; of a file without ids those of the tree, unless the report is meant.
    fn counts(&self, case: &Case) -> Result<(), String> {
        let files = self.report["files"].as_array().into_iter().flatten();
        let fields = files.flat_map(|file| file["mapped"].as_array().into_iter().flatten());
        let has_ids = fields.into_iter().any(|it| it["field"] == "id");
        for (what, wanted) in case.wants("counts").and_then(Value::as_object).into_iter().flatten() {
            let found =
                if has_ids || case.allows("strict") { &self.report["counts"][what] } else { &self.of_tree(what) };
            equal(what, found, wanted)?;
        }
        Ok(())
    }

    fn of_tree(&self, what: &str) -> Value {
        let org = &self.org;
        let unknown = |person: PersonId| matches!(org.unlinked(person), Some(Unlinked::Unknown(_)));
        let count = match what {
            "rows" => org.count(),
            "roots" => org.people().filter(|&p| org.manager(p).is_none() && org.unlinked(p).is_none()).count(),
            "cycles" => Tree::of(org).loops.len(),
            "orphans" | "orphans_after_folding" => org.people().filter(|&p| unknown(p)).count(),
            _ => return self.report["counts"][what].clone(),
        };
        Value::from(count)
    }

    fn lines(&self, case: &Case) -> Result<(), String> {
        let org = &self.org;
        for (who, above) in case.wants("reports_to").and_then(Value::as_object).into_iter().flatten() {
            let found = org.manager(self.who(who)?).map(|above| org.name(above));
            equal(&format!("the manager of {who}"), &found, &above.as_str())?;
        }
        for (who, above) in case.wants("dotted").and_then(Value::as_object).into_iter().flatten() {
            let found = org.lines().above(self.who(who)?, Line::Dotted);
            let found: BTreeSet<String> = found.into_iter().map(|above| org.name(above).to_owned()).collect();
            equal(&format!("dotted lines of {who}"), &found, &texts(Some(above)).collect())?;
        }
        Ok(())
    }

    fn who_is_there(&self, case: &Case) -> Result<(), String> {
        let org = &self.org;
        let of_kind = |kind: Kind| org.people().filter(|&person| org.kind(person) == kind).count();
        if let Some(wanted) = case.wants("people") {
            equal("persons", &Value::from(of_kind(Kind::Person)), wanted)?;
        }
        if let Some(wanted) = case.wants("present") {
            let here = org.people().filter(|&person| org.is_judged(person)).count();
            equal("who is there", &Value::from(here), wanted)?;
        }
        for (kind, wanted) in case.wants("kinds").and_then(Value::as_object).into_iter().flatten() {
            let kind = match kind.as_str() {
                "vacancy" => Kind::Vacancy,
                "bot" => Kind::Bot,
                "several" => Kind::Several,
                _ => Kind::Person,
            };
            equal("rows of a kind", &Value::from(of_kind(kind)), wanted)?;
        }
        Ok(())
    }

    fn pay(&self, case: &Case) -> Result<(), String> {
        let org = &self.org;
        let own = |person| Some(org.text(org.pay(person).currency)).filter(|code| !code.is_empty());
        let currency = |person| own(person).unwrap_or(org.head.currency.as_str()).to_owned();
        for (who, wanted) in case.wants("pay").and_then(Value::as_object).into_iter().flatten() {
            let person = self.who(who)?;
            let pay = org.pay(person);
            if !pay.is_recorded()
                && case.allows("or_missing")
                && self.report["problems"].as_array().is_some_and(|p| !p.is_empty())
            {
                continue;
            }
            let times = match pay.period {
                _ if !case.allows("yearly") => 1.0,
                PayPeriod::Year => 1.0,
                PayPeriod::Month => 12.0,
                PayPeriod::Week => 52.0,
                PayPeriod::Day => 260.0,
                PayPeriod::Hour => 2080.0,
            };
            let ends = wanted.as_array().map_or_else(|| vec![wanted.clone(); 2], Clone::clone);
            let ends: Vec<f64> = ends.iter().filter_map(Value::as_f64).collect();
            equal(&format!("pay of {who}"), &vec![pay.low * times, pay.high * times], &ends)?;
            if let Some(code) = case.wants("currency").and_then(Value::as_str) {
                equal(&format!("currency of {who}"), &currency(person).as_str(), &code)?;
            }
        }
        let found: BTreeSet<String> = org.people().filter(|&p| org.pay(p).is_recorded()).map(currency).collect();
        if let Some(missing) = texts(case.wants("currencies")).find(|code| !found.contains(code)) {
            return Err(format!("nobody is paid in {missing}"));
        }
        Ok(())
    }
}

fn texts(list: Option<&Value>) -> impl Iterator<Item = String> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
}

fn equal<T: PartialEq + std::fmt::Debug>(what: &str, found: &T, wanted: &T) -> Result<(), String> {
    if found == wanted { Ok(()) } else { Err(format!("{what}: {found:?}, not {wanted:?}")) }
}

/// Whether a text has one of the words that a pattern has between its bars; a group is spread before.
fn is_said(pattern: &str, text: &str) -> bool {
    let pattern = pattern.trim_start_matches("(?i)");
    let mut words: Vec<String> = Vec::new();
    if let Some((before, rest)) = pattern.split_once('(') {
        let (inside, after) = rest.split_once(')').unwrap_or((rest, ""));
        let (whole, stem) = before.rsplit_once('|').unwrap_or(("", before));
        words.extend(whole.split('|').map(str::to_owned));
        words.extend(inside.split('|').map(|word| format!("{stem}{word}")));
        words.extend(after.split('|').map(str::to_owned));
    } else {
        words.extend(pattern.split('|').map(str::to_owned));
    }
    let text = text.to_lowercase();
    pattern.is_empty() || words.iter().any(|word| !word.is_empty() && text.contains(&word.to_lowercase()))
}
