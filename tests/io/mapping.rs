//! How a file is read, said by hand: what a reading reports, given back, reads the same; each part of a mapping does
//! what it says; and the command line takes and writes one.

use crate::common::AS_OF;
use crate::program::twintrack;
use proptest::prelude::*;
use twintrack::io::csv::{self, *};
use twintrack::io::native::{Notation, write};
use twintrack::io::{OpenError, Opened, Progress};

fn read_as(bytes: &[u8], name: &str, mapping: Mapping) -> Result<(Opened, ImportReport), OpenError> {
    let options = ImportOptions { mapping, ..ImportOptions::on(AS_OF) };
    csv::read(bytes, name, &options, &Progress::default())
}

fn read(text: &str, mapping: Mapping) -> (Opened, ImportReport) {
    read_as(text.as_bytes(), "staff.csv", mapping).expect("it is read")
}

/// All of an organisation but the sentence on how its ladder was made.
fn written(opened: &Opened) -> String {
    let mut org = opened.org.clone();
    org.head.ladders.iter_mut().for_each(|ladder| ladder.source.clear());
    let mut out = Vec::new();
    write(&org, &opened.scenarios, &opened.unread, Notation::Ron, &mut out).expect("in memory");
    String::from_utf8(out).expect("text")
}

fn check_same(bytes: &[u8], name: &str) {
    let Ok((opened, report)) = read_as(bytes, name, Mapping::default()) else { return };
    let text = report.mapping.write();
    let mapping = Mapping::read(&text).expect("what is written is read back");
    assert_eq!(mapping, report.mapping);
    let again = read_as(bytes, name, mapping);
    let (again, report_again) = again.unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(written(&again), written(&opened), "{text}");
    assert_eq!(report_again.mapping, report.mapping);
    assert_eq!(report_again.counts, report.counts);
}

const FILES: [&str; 14] = [
    "id,name,title,manager\n1,Ana,Chief executive,\n2,Bo,Engineer,1\n3,Cy,Chemist,Bo\n",
    "Report of May\n\nid;name;grade;boss\n1;Ana;M2;\n2;Bo;IC3;Ana\n3;Cy;IC1;Bo\n",
    "Employee,,Reports to,\nID,Name,ID,Name\n1,Ana,,\n2,Bo,1,Ana\n",
    "id,name,Manager,Manager Email,email\n1,Ana,,,a@x\n2,Bo,Z,a@x,b@x\n3,Cy,Z,b@x,c@x\n",
    "name,first name,manager first name,manager last name\nLi,Ana,,\nRoy,Bo,Ana,Li\n",
    "id,name,level 1 manager,level 2 manager\n1,Ana,,\n2,Bo,Ana,\n3,Cy,Ana,Bo\n",
    "id,name,manager,start date,salary\n1,Ana,,01/02/2020,\"1.200,50\"\n2,Bo,1,03/04/2021,\"90.000\"\n",
    "no,name,manager\n1,Ana,\n2,Bo,Ana\n3,Cy,Ana\n",
    "id,name,manager,reports to\n1,Ana,yes,\n2,Bo,no,1\n3,Cy,no,1\n",
    "wbs,name,title\n1,Ana,Head\n1.1,Bo,Engineer\n1.1.1,Cy,Engineer\n",
    "id,name,path\n1,Ana,Ana\n2,Bo,Ana > Bo\n3,Cy,Ana > Bo > Cy\n",
    "id,name,name,manager\n1,Ana,x,\n2,Bo,y,1\n",
    "id,name,monthly salary,grade,manager\n1,Ana,9000,Band A,\n2,Bo,5000,Band B,1\n3,Cy,4000,Band C,2\n",
    "# connect: {\"from\":\"boss_of\", \"to\":\"handle\"}\n# label: %who%\nhandle,who,boss_of\na,Ana,\nb,Bo,a\n",
];

#[test]
fn what_a_reading_reports_given_back_is_the_same_reading() {
    for text in FILES {
        assert!(read_as(text.as_bytes(), "staff.csv", Mapping::default()).is_ok(), "{text}");
        check_same(text.as_bytes(), "staff.csv");
    }
    check_same(b"id,name,manager\n1,Andr\xe9,\n2,Zo\xeb,1\n", "staff.csv");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_table_is_read_the_same_by_its_own_mapping(
        headers in prop::collection::vec(prop::sample::select(vec![
            "id", "Employee ID", "name", "First Name", "Last Name", "manager", "Manager Email", "Manager ID", "email",
            "title", "grade", "salary", "start date", "FTE", "team", "no", "level 1 manager", "level 2 manager", "other",
            "Is Manager", "position id", "path",
        ]), 2..8),
        rows in prop::collection::vec(prop::collection::vec(prop::sample::select(vec![
            "", "1", "2", "3", "Ana Li", "Bo Roy", "a@x", "Li, Ana", "yes", "no", "Director", "IC3", "M2", "90,000",
            "1.200,50", "01/02/2020", "0.5", "Ana Li > Bo Roy", "1.1", "total", "Vacant",
        ]), 2..9), 1..9),
        separator in prop::sample::select(vec![",", ";", "\t"]),
    ) {
        let quoted = |cells: &[&str]| cells.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(separator);
        let mut text = quoted(&headers);
        for row in &rows {
            text.push('\n');
            text.push_str(&quoted(row));
        }
        check_same(text.as_bytes(), "staff.csv");
    }
}

fn managers(opened: &Opened) -> String {
    let org = &opened.org;
    let one = |person| format!("{}<{}", org.key(person), org.manager(person).map_or("", |above| org.key(above)));
    org.people().map(one).collect::<Vec<_>>().join(" ")
}

fn column(header: &str, field: Option<Field>) -> Mapping {
    let mut mapping = Mapping::default();
    mapping.set(Col::named(header), field);
    mapping
}

#[test]
fn each_part_of_a_mapping_does_what_it_says() {
    let text = "id,name,manager,boss\n1,Ana,,2\n2,Bo,1,\n";
    assert_eq!(managers(&read(text, Mapping::default()).0), "1< 2<1");
    let boss = Mapping { manager: Some(ManagerUse::Column(Col::named("Boss"))), ..Mapping::default() };
    let (opened, report) = read(text, boss);
    assert_eq!(managers(&opened), "1<2 2<");
    let rivals: Vec<_> = report.files[0].manager.rivals.iter().map(|it| (it.column.as_str(), it.found)).collect();
    assert_eq!(rivals, [("`manager`", 1)], "the others are still told");
    let nobody = Mapping { manager: Some(ManagerUse::Nobody), ..Mapping::default() };
    assert_eq!(managers(&read(text, nobody).0), "1< 2<");

    let org = read("id,name,title,role\n1,Ana,x,Chief\n", column("role", Some(Field::Title))).0.org;
    assert_eq!(org.title(org.find("1").expect("Ana")), "Chief");
    let org = read("id,name,title\n1,Ana,x\n", column("TITLE", None)).0.org;
    assert_eq!(org.title(org.find("1").expect("Ana")), "");

    let text = "id|name;x|manager\n1|Ana;y|\n2|Bo;z|1\n";
    let header = Some(HeaderLines { line: 1, rows: 1 });
    let by_semicolon = Mapping { separator: Some(';'), header, ..column("id|name", Some(Field::Name)) };
    assert_eq!(read(text, by_semicolon).0.org.count(), 2);

    let text = "id,name,manager\nid,name,manager\n1,Ana,\n";
    let second = Mapping { header: Some(HeaderLines { line: 2, rows: 1 }), ..Mapping::default() };
    assert_eq!(read(text, second).0.org.count(), 1);
    let gone = Mapping { header: Some(HeaderLines { line: 20, rows: 1 }), ..Mapping::default() };
    assert!(read_as(text.as_bytes(), "staff.csv", gone).is_err());

    let bytes = b"id,name\n1,\xcf\xe5\xf2\xf0\n";
    let cyrillic = Mapping { encoding: Some(encoding_rs::WINDOWS_1251), ..Mapping::default() };
    let org = read_as(bytes, "staff.csv", cyrillic).expect("read").0.org;
    assert_eq!(org.label(org.find("1").expect("there")), "\u{41f}\u{435}\u{442}\u{440}");
}

#[test]
fn dates_and_amounts_are_read_as_they_are_said_where_nothing_proves_them() {
    let text = "id,name,start date,salary\n1,Ana,01/02/2020,\"90,000\"\n2,Bo,03/04/2021,\"80,000\"\n";
    let start = |mapping| {
        let org = read(text, mapping).0.org;
        org.start(org.find("1").expect("Ana")).map(|day| day.to_string())
    };
    for (order, day) in [(DateOrder::DayFirst, "2020-02-01"), (DateOrder::MonthFirst, "2020-01-02")] {
        assert_eq!(start(Mapping { dates: Some(order), ..Mapping::default() }).as_deref(), Some(day));
    }
    let pay = |text: &str, mapping| {
        let org = read(text, mapping).0.org;
        let pay = org.pay(org.find("1").expect("Ana"));
        (pay.low, pay.period)
    };
    let decimal = |sign| Mapping { decimal: Some(sign), ..Mapping::default() };
    assert_eq!(pay(text, decimal('.')).0, 90_000.0);
    assert_eq!(pay(text, decimal(',')).0, 90.0);
    let small = "id,name,salary\n1,Ana,90\n2,Bo,80\n";
    let unit = |unit| Mapping { pay: Some(unit), ..Mapping::default() };
    assert_eq!(pay(small, unit(PayUnit::Thousands)).0, 90_000.0);
    assert_eq!(pay(small, unit(PayUnit::Hour)), (90.0, twintrack::org::PayPeriod::Hour));
    let asks = |mapping| read(small, mapping).0.problems.iter().any(|problem| problem.kind == "odd-pay");
    assert!(asks(Mapping::default()) && !asks(unit(PayUnit::AsWritten)));
}

#[test]
fn grades_stand_in_the_order_and_on_the_tracks_that_are_said() {
    let text = "id,name,grade,manager\n1,Ana,gold,\n2,Bo,tin,1\n3,Cy,iron,1\n4,Di,zinc,1\n";
    let grade = |name: &str, track| GradeUse { name: name.to_owned(), track };
    use twintrack::org::TrackKind::{Ic, Management};
    let said = vec![grade("tin", Some(Ic)), grade("iron", None), grade("gold", Some(Management))];
    let codes = |grades: Vec<GradeUse>| {
        let org = read(text, Mapping { grades, ..Mapping::default() }).0.org;
        let tracks = org.head.ladders[0].tracks.iter();
        tracks
            .map(|track| track.entries.iter().map(|it| it.code.clone()).collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    let shown = codes(said.clone());
    let place = |track: usize, code: &str| shown[track].split(' ').position(|it| it == code);
    assert!(place(0, "tin").is_some() && place(0, "tin") < place(0, "iron"), "{shown:?}");
    assert_eq!(shown[1].split(' ').next_back(), Some("gold"), "{shown:?}");
    let kept = Mapping { grades: said.clone(), ..Mapping::default() }.without_values().grades;
    assert_eq!(codes(kept), codes(said), "names that are hidden are the same names");
}

#[test]
fn a_decision_about_a_title_confirms_or_corrects_everybody_who_has_it() {
    use twintrack::org::SeatSource::{Confirmed, Suggested};
    let text = "id,name,title,manager\n1,Ana,Head,\n2,Bo,Chemist,1\n3,Cy,Chemist,1\n4,Di,Analyst,1\n";
    let seats = |mapping| {
        let org = read(text, mapping).0.org;
        let seat = |key: &str| org.seat(org.find(key).expect("there")).expect("a seat");
        ["2", "3", "4"].map(|key| (org.rung(seat(key).rung).code.clone(), seat(key).source))
    };
    let before = seats(Mapping::default());
    assert!(before.iter().all(|(_, source)| *source == Suggested));
    let title = TitleUse { title: "Chemist".into(), suggested: before[0].0.clone(), rung: "IC5".into() };
    let said = Mapping { titles: vec![title], ..Mapping::default() };
    for mapping in [said.clone(), said.without_values()] {
        let after = seats(mapping);
        assert_eq!(after[0], ("IC5".to_owned(), Confirmed));
        assert_eq!(after[1], after[0]);
        assert_eq!(after[2], before[2]);
    }
}

#[test]
fn a_decision_about_a_line_is_followed() {
    let text = "id,name,manager\n1,Ana,2\n2,Bo,1\n3,Cy,zed\n3,Di,1\nTotal,3,\n";
    let fixed = |line, fix| Mapping { rows: vec![RowUse { line, file: String::new(), fix }], ..Mapping::default() };
    let lines = |mapping| managers(&read(text, mapping).0);
    assert_eq!(lines(Mapping::default()), "1<2 2<1 3< 3~2<1");
    assert_eq!(lines(fixed(2, RowFix::Top)), "1< 2<1 3< 3~2<1");
    assert_eq!(lines(fixed(4, RowFix::Manager("2".into()))), "1<2 2<1 3<2 3~2<1");
    assert_eq!(lines(fixed(5, RowFix::LeaveOut)), "1<2 2<1 3<");
    assert_eq!(read(text, fixed(5, RowFix::OnePerson)).0.org.count(), 3);
    assert_eq!(read(text, fixed(6, RowFix::Somebody)).0.org.count(), 5);
    let twice = "id,name,manager\n1,Ana,\n2,Bo,1\n2,Bo,\n";
    assert_eq!(read(twice, Mapping::default()).0.org.count(), 2);
    assert_eq!(read(twice, fixed(4, RowFix::OtherPerson)).0.org.count(), 3);
    let folded = "id,name,manager\n001,Ana,\n2,Bo,1\n";
    assert_eq!(lines_of(folded, Mapping::default()), "001< 2<001");
    assert_eq!(lines_of(folded, Mapping { exact: true, ..Mapping::default() }), "001< 2<");
}

#[test]
fn a_manager_who_is_not_in_the_file_is_added_on_a_seat_that_is_suggested() {
    let text =
        "id,name,title,manager\n1,Ana,Director,\n2,Bo,Engineering manager,77\n3,Cy,Chemist,77\n4,Di,Chemist,Zoe Roy\n";
    let add = |line| RowUse { line, file: String::new(), fix: RowFix::AddManager };
    assert_eq!(lines_of(text, Mapping::default()), "1< 2< 3< 4<");
    let (opened, report) = read(text, Mapping { rows: vec![add(3), add(5)], ..Mapping::default() });
    assert_eq!(managers(&opened), "1< 2<77 3<77 4<Zoe Roy 77< Zoe Roy<");
    let (bo, zoe) = (opened.org.find("2").expect("there"), opened.org.find("Zoe Roy").expect("there"));
    let boss = opened.org.find("77").expect("there");
    let rung = |person| opened.org.seat(person).expect("a seat").rung.0;
    assert_eq!(opened.org.seat(boss).expect("a seat").source, twintrack::org::SeatSource::Suggested);
    assert!(rung(boss) == rung(bo) + 1 && rung(zoe) < rung(boss), "above those who report to them");
    assert_eq!((opened.org.name(boss), opened.org.name(zoe)), ("", "Zoe Roy"));
    assert_eq!((report.seats_suggested, report.counts.orphans, report.managers_added), (6, 0, 3));
    assert!(opened.problems.iter().all(|it| it.kind != "orphan"), "{:?}", opened.problems);
}

#[test]
fn a_value_that_cannot_be_read_is_written_and_what_the_file_says_is_kept() {
    let text =
        "id,name,manager,salary,FTE,start date,status\n1,Ana,,90000,1,2020-01-31,\n2,Bo,1,much,half,soon,Resigned\n";
    let (opened, _) = read(text, Mapping::default());
    let fields: Vec<_> =
        opened.problems.iter().map(|it| (it.kind, it.field)).filter(|it| it.0 != "short-row").collect();
    assert_eq!(fields, [("fte", "fte"), ("pay", "pay"), ("date", "start"), ("left", "")]);
    let value = |field, text: &str| RowUse { line: 3, file: String::new(), fix: RowFix::Value(field, text.into()) };
    let rows = vec![
        value(Field::Pay, "80000"),
        value(Field::Fte, "0.5"),
        value(Field::Start, "2021-02-28"),
        value(Field::Status, ""),
        RowUse { line: 3, file: String::new(), fix: RowFix::Top },
    ];
    let (opened, _) = read(text, Mapping { rows, ..Mapping::default() });
    assert!(opened.problems.is_empty(), "{:?}", opened.problems);
    assert_eq!(managers(&opened), "1< 2<");
    let bo = opened.org.find("2").expect("there");
    let pay = opened.org.pay(bo);
    assert_eq!((pay.low, pay.fte), (80_000.0, 0.5));
    let text = written(&opened);
    assert!(text.contains("2021-02-28") && text.contains("\"much\"") && text.contains("\"Resigned\""), "{text}");
}

#[test]
fn each_line_of_a_circle_is_told_and_can_be_cut() {
    let text = "id,name,manager\n1,Ana,3\n2,Bo,1\n3,Cy,2\n4,Di,1\n";
    let (opened, _) = read(text, Mapping::default());
    let told = opened.problems.iter().map(|it| (it.kind, it.place.expect("a line").line, it.who.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [("loop", 2, "Ana"), ("loop-line", 3, "Bo"), ("loop-line", 4, "Cy")]);
    for line in 2..=4 {
        let cut = RowUse { line, file: String::new(), fix: RowFix::Top };
        let (opened, report) = read(text, Mapping { rows: vec![cut], ..Mapping::default() });
        assert_eq!((report.counts.cycles, opened.problems.len()), (0, 0));
    }
}

#[test]
fn the_day_decides_who_has_left_and_who_is_still_to_come() {
    let text = "id,name,manager,start date,end date\n1,Ana,,2020-01-31,\n2,Bo,1,2020-01-31,2026-06-30\n";
    let judged = |day| {
        let org = read(text, Mapping { as_of: Some(day), ..Mapping::default() }).0.org;
        (org.head.as_of == day, org.is_judged(org.find("2").expect("there")))
    };
    assert_eq!(judged(jiff::civil::date(2026, 6, 1)), (true, true));
    assert_eq!(judged(jiff::civil::date(2026, 7, 1)), (true, false));
}

#[test]
fn a_line_of_several_files_is_told_apart_by_its_file() {
    let files: [(&str, &[u8]); 2] =
        [("a.csv", b"id,name,manager\n1,Ana,\n2,Bo,zed\n"), ("b.csv", b"id,name,manager\n3,Cy,1\n4,Di,zed\n")];
    let read = |rows| {
        let options = ImportOptions { mapping: Mapping { rows, ..Mapping::default() }, ..ImportOptions::on(AS_OF) };
        read_all(&files, &options, &Progress::default()).expect("it is read").0
    };
    let opened = read(Vec::new());
    let told = opened.problems.iter().filter_map(|it| Some((it.file.as_str(), it.place?.line)));
    assert_eq!(told.collect::<Vec<_>>(), [("a.csv", 3), ("b.csv", 3)]);
    assert!(opened.problems.iter().any(|it| it.to_string().contains("in `b.csv`")));
    let fix = RowFix::Manager("1".into());
    assert_eq!(managers(&read(vec![RowUse { line: 3, file: "b.csv".into(), fix }])), "1< 2< 3<1 4<1");
}

fn lines_of(text: &str, mapping: Mapping) -> String {
    managers(&read(text, mapping).0)
}

#[test]
fn the_next_file_of_the_kind_is_read_as_the_last_one_was() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = MappingMemory { folder: folder.path().join("mappings") };
    let remembering = || ImportOptions { memory: Some(memory.clone()), ..ImportOptions::on(AS_OF) };
    let open =
        |text: &str| csv::read(text.as_bytes(), "staff.csv", &remembering(), &Progress::default()).expect("read");
    let may = "id,name,manager,boss\n1,Secret Ana,,2\n2,Bo,1,\n";
    let (_, report) = open(may);
    assert!(!report.is_remembered);
    let said = Mapping { manager: Some(ManagerUse::Column(Col::named("boss"))), ..Mapping::default() };
    memory.keep(report.fingerprint, &read(may, said).1.mapping).expect("kept");
    let (opened, report) = open("ID,Name,Manager,Boss\n7,Eve,,8\n8,Flo,7,\n");
    assert!(report.is_remembered && report.questions(&opened.problems).is_empty());
    assert_eq!(managers(&opened), "7<8 8<");
    let kept = std::fs::read_dir(&memory.folder).expect("there").flatten();
    for file in kept {
        let text = std::fs::read_to_string(file.path()).expect("text");
        assert!(!text.contains("Secret"), "{text}");
    }
    // Another kind is another matter, and so is a mapping that no longer fits.
    assert!(!open("id,name,manager\n1,Ana,\n").1.is_remembered);
    memory.keep(report.fingerprint, &column("no such column", Some(Field::Name))).expect("kept");
    assert!(!open(may).1.is_remembered);
}

#[test]
fn a_mapping_is_written_and_taken_by_the_command_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("staff.csv"), "id,name,manager,boss\n1,Ana,,2\n2,Bo,1,\n").expect("written");
    let run = |arguments: &[&str]| twintrack(folder.path(), arguments);
    let ended = run(&["import", "staff.csv", "--dry-run", "--map", "manager=boss", "--write-map", "staff.map.ron"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let ended = run(&["import", "staff.csv", "--dry-run", "--map", "staff.map.ron", "--report", "json"]);
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(ended.told.contains("\"column\": \"`boss`\""), "{}", ended.told);
    std::fs::write(folder.path().join("bad.ron"), "(colums: [])").expect("written");
    let ended = run(&["import", "staff.csv", "--dry-run", "--map", "bad.ron"]);
    assert!(ended.code == Some(2) && ended.said.contains("colums"), "{}", ended.said);
    let ended = run(&["import", "staff.csv", "--dry-run", "--map", "nowhere.ron"]);
    assert!(ended.code == Some(2) && ended.said.contains("nowhere.ron"), "{}", ended.said);
}

#[test]
fn a_mapping_of_several_files_is_written_and_taken_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("people.csv", "id,name,title\n1,Ana,Head\n2,Bo,Chemist\n");
    write("lines.csv", "Lines of May\n\nid;manager id\n2;1\n");
    let run = |arguments: &[&str]| twintrack(folder.path(), arguments);
    let files = ["import", "people.csv", "lines.csv", "--dry-run"];
    let ended = run(&[&files[..], &["--write-map", "both.map.ron"]].concat());
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let text = std::fs::read_to_string(folder.path().join("both.map.ron")).expect("written");
    assert!(text.contains("file: \"lines.csv\"") && text.contains("separator: ';'"), "{text}");
    let plain = run(&[&files[..], &["--report", "json"]].concat());
    let mapped = run(&[&files[..], &["--map", "both.map.ron", "--report", "json"]].concat());
    assert_eq!(mapped.code, Some(0), "{}", mapped.said);
    let edges = |told: &str| told.lines().find(|line| line.contains("\"edges\"")).map(str::to_owned);
    assert!(edges(&plain.told).is_some_and(|line| line.contains('1')), "{}", plain.told);
    assert_eq!(edges(&mapped.told), edges(&plain.told));
}

#[test]
fn encoding_separator_and_header_are_said_of_each_file() {
    let people: (&str, &[u8]) = ("people.csv", b"id,name,title\na,Ana,J1\nb,B\xf6,J2\n");
    let lines: (&str, &[u8]) = ("lines.csv", b"x|y\nid|manager id\nb|a\n");
    let jobs: (&str, &[u8]) = ("jobs.csv", b"made by hand\ntitle;job title\nJ1;Directrice\nJ2;Ing\xe9nieur\n");
    let mut mapping = Mapping::default();
    mapping.table_mut("people.csv", "").encoding = Some(encoding_rs::WINDOWS_1252);
    let own = mapping.table_mut("lines.csv", "");
    (own.separator, own.header) = (Some('|'), Some(HeaderLines { line: 2, rows: 1 }));
    let own = mapping.table_mut("jobs.csv", "");
    (own.encoding, own.separator) = (Some(encoding_rs::WINDOWS_1252), Some(';'));
    own.header = Some(HeaderLines { line: 2, rows: 1 });
    for files in [[people, lines, jobs], [jobs, lines, people]] {
        let (opened, report) = read_files(&files, mapping.clone()).expect("it is read");
        assert_eq!(managers(&opened), "a< b<a");
        let bo = opened.org.find("b").expect("there");
        assert_eq!((opened.org.name(bo), opened.org.title(bo)), ("B\u{f6}", "Ing\u{e9}nieur"));
        let (again, _) = read_files(&files, report.mapping.clone()).expect("it is read again");
        assert_eq!(written(&again), written(&opened), "{}", report.mapping.write());
    }
}

fn read_files(files: &[(&str, &[u8])], mapping: Mapping) -> Result<(Opened, ImportReport), OpenError> {
    read_all(files, &ImportOptions { mapping, ..ImportOptions::on(AS_OF) }, &Progress::default())
}

#[test]
fn what_is_said_of_several_files_is_about_those_that_have_the_column() {
    let people: (&str, &[u8]) = ("people.csv", b"nr,who,job\na,Ana,J1\nb,Bo,J2\n");
    let lines: (&str, &[u8]) = ("lines.csv", b"nr;boss nr\nb;a\n");
    let jobs: (&str, &[u8]) = ("jobs.csv", b"job,job title\nJ1,Director\nJ2,Chemist\n");
    for files in [[people, lines, jobs], [jobs, lines, people]] {
        let mapping = Mapping::of_fields([
            (Field::Id, "nr".to_owned()),
            (Field::Name, "who".to_owned()),
            (Field::Manager, "boss nr".to_owned()),
        ]);
        let (opened, report) = read_files(&files, mapping).expect("it is read");
        assert_eq!(managers(&opened), "a< b<a");
        assert_eq!(opened.org.title(opened.org.find("b").expect("there")), "Chemist");
        let (again, _) = read_files(&files, report.mapping.clone()).expect("it is read again");
        assert_eq!(written(&again), written(&opened), "{}", report.mapping.write());
    }
    let tables: Vec<String> =
        samples(&[people, lines, jobs], &Mapping::default()).expect("tables").into_iter().map(|it| it.table).collect();
    assert_eq!(tables, ["people.csv", "lines.csv", "jobs.csv"]);
    let native: (&str, &[u8]) = ("a.org.ron", b"(twintrack: 1, people: [])");
    let error = read_files(&[people, native], Mapping::default()).expect_err("it is no table").to_string();
    assert!(error.contains("`a.org.ron`: This is an organisation file") && error.contains("on its own"), "{error}");
}

#[test]
fn sheets_of_a_workbook_about_the_same_people_are_read_together() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        ("Notes", vec![vec!["Printed in May"]]),
        ("Jobs", vec![vec!["job code", "job title"], vec!["J1", "Director"], vec!["J2", "Chemist"]]),
        ("Staff", vec![vec!["id", "name", "job code"], vec!["1", "Ana", "J1"], vec!["2", "Bo", "J2"]]),
        ("Lines", vec![vec!["id", "manager id"], vec!["2", "1"]]),
        ("Rooms", vec![vec!["room", "seats"], vec!["R1", "4"]]),
    ] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                sheet.write_string(row as u32, column as u16, *cell).expect("a cell");
            }
        }
    }
    let bytes = book.save_to_buffer().expect("in memory");
    let (opened, report) = read_as(&bytes, "staff.xlsx", Mapping::default()).expect("it is read");
    assert_eq!(managers(&opened), "1< 2<1");
    assert_eq!(opened.org.title(opened.org.find("2").expect("there")), "Chemist");
    assert_eq!(report.mapping.sheets, ["Staff", "Jobs", "Lines"]);
    assert!(opened.problems.iter().any(|it| it.hint.contains("Not read: `Notes`, `Rooms`")), "{:?}", opened.problems);
    check_same(&bytes, "staff.xlsx");
    let said = Mapping { sheets: vec!["Staff".to_owned(), "Lines".to_owned()], ..Mapping::default() };
    for mapping in [said.clone(), said.without_values()] {
        let (_, report) = read_as(&bytes, "staff.xlsx", mapping).expect("it is read");
        assert_eq!(report.mapping.sheets, said.sheets, "a hidden name is the same name");
    }
    let all = ["Notes", "Jobs", "Staff", "Lines", "Rooms"].map(str::to_owned).to_vec();
    let (opened, _) = read_as(&bytes, "staff.xlsx", Mapping { sheets: all, ..Mapping::default() }).expect("it is read");
    assert_eq!(managers(&opened), "1< 2<1");
    assert!(
        opened.problems.iter().any(|it| it.what.contains("The sheet `Rooms` is not read")),
        "{:?}",
        opened.problems
    );
}
