//! Kinds of files that HR has, each in a few lines: one file in, who reports to whom and what was said out. Names are made
//! up; the cases of the shared data are others of the same kinds.

use crate::common::AS_OF;
use std::io::Write;
use twintrack::io::csv::{self, ImportOptions, ImportReport};
use twintrack::io::{Opened, Progress};
use twintrack::org::{Kind, Line, Org, PersonId, TrackKind};

pub fn read_all(files: &[(&str, &[u8])]) -> (Opened, ImportReport) {
    let read = csv::read_all(files, &ImportOptions::on(AS_OF), &Progress::default());
    read.unwrap_or_else(|error| panic!("{}: {error}", files[0].0))
}

pub fn read(name: &str, text: &str) -> (Opened, ImportReport) {
    read_all(&[(name, text.as_bytes())])
}

/// Each person with a name as `name<manager`, by name.
pub fn lines(org: &Org) -> String {
    let name = |person: PersonId| org.label(person).to_owned();
    let one = |person| format!("{}<{}", name(person), org.manager(person).map_or_else(String::new, name));
    org.people().map(one).collect::<Vec<_>>().join(" ")
}

pub fn check(name: &str, text: &str, expected: &str) {
    assert_eq!(lines(&read(name, text).0.org), expected, "{text}");
}

pub fn check_said(text: &str, expected: &str) {
    let said: Vec<String> = read("staff.csv", text).0.problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.contains(expected)), "{expected} not in {said:#?}");
}

pub fn taken_for(header: &str) -> String {
    let (_, report) = read("staff.csv", &format!("Employee ID,Name,Job Title,{header}\n1,Ana,CEO,\n2,Bo,Clerk,\n"));
    let found = report.files[0].columns.iter().find(|column| column.header == header);
    found.and_then(|column| column.field).unwrap_or("nothing").to_owned()
}

#[test]
fn headers_are_read_in_seven_languages() {
    for (field, headers) in [
        (
            "manager",
            &[
                "Supervisor Badge No",
                "Reporting To (Name)",
                "Immediate Supervisor ID",
                "Direkter Vorgesetzter",
                "N+1",
                "Responsable hiérarchique",
                "Jefe inmediato",
                "Gestor direto",
                "Leidinggevende naam",
                "Responsabile diretto",
                "Boss",
                "ManagerEmployeeNumber",
                "reports_to_email",
            ][..],
        ),
        (
            "second-manager",
            &["Matrix Supervisor", "Dotted-Line Reports To", "Responsable fonctionnel", "Secondary Manager Email"],
        ),
        ("grade", &["Salary Band", "Entgeltgruppe", "Niveau", "Nivel", "Career Band", "Salarisschaal", "Livello"]),
        (
            "pay",
            &[
                "Gross Yearly Salary",
                "Bruttojahresgehalt",
                "Salaire brut annuel",
                "Salario bruto anual",
                "Retribuzione lorda annua",
                "Jaarsalaris",
            ],
        ),
        (
            "start",
            &[
                "Joined",
                "Hire_Date",
                "Einstellungsdatum",
                "Date d'entrée",
                "Fecha de alta",
                "Data de admissão",
                "Datum in dienst",
                "Data di assunzione",
            ],
        ),
        (
            "end",
            &["Exit Date", "Austrittsdatum", "Date de sortie", "Fecha de baja", "Datum uit dienst", "Termination Date"],
        ),
        ("team", &["Business Unit Name", "Abteilung", "Direction", "Departamento", "Setor", "Afdeling", "Reparto"]),
        ("location", &["Office Location", "Arbeitsort", "Lieu de travail", "Sede", "Standplaats"]),
        ("status", &["Employment Status", "Is Active", "Worker Status", "Situação"]),
        (
            "fte",
            &[
                "FTE Percentage",
                "Beschäftigungsgrad",
                "Equivalent temps plein",
                "Scheduled Weekly Hours",
                "Std. Hours",
                "Hours/Week",
                "Wochenstunden",
                "Heures hebdomadaires",
            ],
        ),
        (
            "nothing",
            &[
                "Previous Manager Name",
                "Manager Phone",
                "Hiring Manager",
                "Skip Level Manager",
                "Manager's Manager ID",
                "Last Review Date",
                "Bonus Target",
                "Date of Birth",
                "Emergency Contact Phone",
                "Number of Direct Reports",
            ],
        ),
    ] {
        for header in headers {
            assert_eq!(taken_for(header), field, "{header}");
        }
    }
}

#[test]
fn two_lines_of_headers_are_one() {
    let text = "Employee,,,Manager,,Salary\nNo,Name,Title,No,Name,Amount\n1,Ana,CEO,,,90000\n2,Bo,Clerk,1,Ana,40000\n";
    check("staff.csv", text, "Ana< Bo<Ana");
    assert_eq!(read("staff.csv", text).0.org.pay(PersonId(1)).low, 40_000.0);
}

#[test]
fn the_column_that_finds_most_managers_is_taken_and_the_others_are_told() {
    let text = "ID,Name,Manager ID,Manager Name\n1,Ana Li,,\n2,Bo Ek,77,Ana Li\n3,Cy Ost,78,Bo Ek\n";
    check("staff.csv", text, "Ana Li< Bo Ek<Ana Li Cy Ost<Bo Ek");
    let choice = &read("staff.csv", text).1.files[0].manager;
    assert_eq!(
        choice.taken.as_ref().map(|it| (it.column.as_str(), it.found, it.given)),
        Some(("`Manager Name`", 2, 2))
    );
    assert_eq!((choice.rivals[0].column.as_str(), choice.rivals[0].found), ("`Manager ID`", 0));
    check("staff.csv", "ID,Name,Is Lead,Lead\n1,Ana Li,Ja,\n2,Bo Ek,Nein,1\n", "Ana Li< Bo Ek<Ana Li");
    check_said("ID,Name,Manager\n1,Ana,Yes\n2,Bo,No\n", "`Manager` states whether someone is a manager");
    // A column without a word that is known is offered, not taken.
    let offered = read("staff.csv", "ID,Name,Captain\n1,Ana,\n2,Bo,1\n3,Cy,1\n").1;
    assert_eq!(offered.files[0].manager.rivals[0].column, "`Captain`");
}

#[test]
fn cells_name_managers_in_many_ways() {
    let of = |manager: &str| {
        format!(
            "ID,Name,Email,User Name,Title,Manager\nE007,Ana Li,ana@x.example,ali,CEO,\nE008,Bo Ek,bo@x.example,bek,Clerk,{manager}\n"
        )
    };
    for manager in [
        "E007",
        "Ana Li (E007)",
        "E007 - Ana Li",
        "Ana Li [E007]",
        "\"Li, Ana\"",
        "\"Li, Ana (E007)\"",
        "Ana Li <ana@x.example>",
        "ANA@X.EXAMPLE",
        "NORD\\ali",
        "7;#Ana Li",
        "\"CN=Ana Li,OU=Staff,DC=x\"",
        "Dr. Ana Li",
        "ana  li",
        "CEO",
        "e007",
        "=\"E007\"",
        "mailto:ana@x.example",
    ] {
        check("staff.csv", &of(manager), "Ana Li< Bo Ek<Ana Li");
    }
    for manager in ["-", "n/a", "0", "keiner", "#N/A", "(none)", "\u{2014}"] {
        check("staff.csv", &of(manager), "Ana Li< Bo Ek<");
    }
    check("staff.csv", "Employee No.,Name,Manager\n1001,Ana,\n1002,Bo,1.001E3\n", "Ana< Bo<Ana");
    check("staff.csv", "Name,Manager\nJosé Núñez,\nBo Ek,Jose Nunez\n", "José Núñez< Bo Ek<José Núñez");
    check("staff.csv", "ID,Name,Manager ID\nX-1,Ana,\nX-2,Bo,1\nX-3,Cy,2\n", "Ana< Bo<Ana Cy<Bo");
}

#[test]
fn chains_paths_outlines_and_posts_say_who_is_above() {
    check(
        "staff.csv",
        "Worker,Level 1 Manager,Level 2 Manager\nAna Li,,\nBo Ek,Ana Li,\nCy Ost,Ana Li,Bo Ek\n",
        "Ana Li< Bo Ek<Ana Li Cy Ost<Bo Ek",
    );
    check("staff.csv", "ID,Name,Hierarchy Path\n1,Ana,1\n2,Bo,1 > 2\n3,Cy,1 > 2 > 3\n", "Ana< Bo<Ana Cy<Bo");
    check("staff.csv", "ID,Name,Path\na,Ana,/a\nb,Bo,/a/b\n", "Ana< Bo<Ana");
    check("staff.csv", "Outline Number,Name\n1,Ana\n1.1,Bo\n1.1.1,Cy\n", "Ana< Bo<Ana Cy<Bo");
    check(
        "staff.csv",
        "Position ID,Reports To Position ID,Employee ID,Name\nP1,,1,Ana\nP2,P1,2,Bo\nP2,P1,3,Cy\nP3,P2,4,Di\n",
        "Ana< Bo<Ana Cy<Ana Di<Bo",
    );
}

#[test]
fn dotted_lines_come_in_any_list() {
    for cell in ["1;2", "\"1, 2\"", "1|2", "Ana Li; Bo Ek", "ana@x | bo@x"] {
        let text = format!(
            "ID,Name,Email,Manager ID,Matrix Manager\n1,Ana Li,ana@x,,\n2,Bo Ek,bo@x,1,\n3,Cy Ost,cy@x,1,{cell}\n"
        );
        let org = read("staff.csv", &text).0.org;
        assert_eq!(org.lines().above(PersonId(2), Line::Dotted).len(), 2, "{cell}");
    }
    let text = "ID,Name,Manager ID\n1,Ana,\n2,Bo,1\n3,Cy,2; 1\n";
    let org = read("staff.csv", text).0.org;
    assert_eq!(
        (org.manager(PersonId(2)), org.lines().above(PersonId(2), Line::Dotted)),
        (Some(PersonId(1)), vec![PersonId(0)])
    );
    check_said(text, "One cell contains several managers: 2; 1, of `Cy`");
}

#[test]
fn a_top_whom_the_file_only_names_is_drawn_once() {
    check(
        "staff.csv",
        "Name,Manager\nBo Ek,Ana Li\nCy Ost,Ana Li\nDi Ek,Bo Ek\n",
        "Bo Ek<Ana Li Cy Ost<Ana Li Di Ek<Bo Ek Ana Li<",
    );
    // Where managers are ids, who is not there is no person.
    check("staff.csv", "ID,Name,Manager\n1,Bo Ek,9\n2,Cy Ost,9\n3,Di,1\n", "Bo Ek< Cy Ost< Di<Bo Ek");
}

pub fn pay_of(text: &str) -> Vec<(f64, f64)> {
    let org = read("staff.csv", text).0.org;
    org.people().map(|person| (org.pay(person).low, org.pay(person).high)).collect()
}

#[test]
fn amounts_are_read_as_their_column_writes_them() {
    assert_eq!(
        pay_of("id;name;salary\n1;A;85.500\n2;B;1.120.000\n"),
        [(85_500.0, 85_500.0), (1_120_000.0, 1_120_000.0)]
    );
    assert_eq!(pay_of("id,name,salary\n1,A,85.5\n2,B,120.125\n")[1], (120.125, 120.125));
    assert_eq!(pay_of("id;name;salary\n1;A;85,500\n2;B;85,50\n"), [(85.5, 85.5), (85.5, 85.5)]);
    assert_eq!(pay_of("id,name,Salary ('000)\n1,A,85\n2,B,120k\n"), [(85e3, 85e3), (120e3, 120e3)]);
    assert_eq!(pay_of("id;name;Gehalt in TEUR\n1;A;85,5\n"), [(85_500.0, 85_500.0)]);
    assert_eq!(pay_of("id,name,salary\n1,A,\"from 80k to 95k\"\n2,B,80-95 TEUR\n"), [(80e3, 95e3), (80e3, 95e3)]);
    let org = read("staff.csv", "id,name,Monthly Salary (CHF)\n1,A,9'000\n").0.org;
    assert_eq!((org.yearly_pay(PersonId(0)), org.head.currency.as_str()), (Some(108_000.0), "CHF"));
    check_said("id,name,salary\n1,A,85\n2,B,120\n", "2 amounts in `salary` would be below 1,000 a year");
    check_said("id,name,salary\n1,A,8500000000\n", "1 amount in `salary` would be above 100 million a year");
}

#[test]
fn parts_of_full_time_and_days_are_read_by_their_column() {
    let org = read("staff.csv", "id,name,FTE,Hired\n1,A,100,43556\n2,B,60,43557\n").0.org;
    assert_eq!(org.pay(PersonId(1)).part_of_full_time(), 0.6);
    assert_eq!(org.start(PersonId(0)), Some(jiff::civil::date(2019, 4, 1)));
    let hours = "id,name,Weekly Hours,Salary\n1,A,40,90000\n2,B,40,80000\n3,C,20,40000\n4,D,,70000\n";
    let org = read("staff.csv", hours).0.org;
    let parts = [1.0, 1.0, 0.5, 1.0];
    assert!(org.people().zip(parts).all(|(person, part)| org.pay(person).part_of_full_time() == part));
    check_said(hours, "read as hours a week, with 40 hours as full time");
    let both = read("staff.csv", "id,name,Weekly Hours,FTE\n1,A,40,1\n2,B,30,0.75\n3,C,30,0.8\n").0.org;
    assert_eq!(both.pay(PersonId(2)).part_of_full_time(), 0.8);
    let org = read("staff.csv", "id,name,Start\n1,A,03.04.2019\n2,B,5. Mai 2020\n").0.org;
    assert_eq!(org.start(PersonId(0)), Some(jiff::civil::date(2019, 4, 3)));
    assert_eq!(org.start(PersonId(1)), Some(jiff::civil::date(2020, 5, 5)));
}

#[test]
fn who_left_who_comes_and_what_nobody_holds_is_known_by_its_words() {
    let text = "ID,Name,Manager ID,Status,Last Day\n1,Ana,,Active,\n2,Bo,1,Resigned - personal,\n3,Cy,2,On leave,\n4,Di,1,Active,2026-01-31\n5,Ed,1,Offer accepted,\n";
    let org = read("staff.csv", text).0.org;
    let here: Vec<&str> = org.people().filter(|&person| org.is_judged(person)).map(|person| org.name(person)).collect();
    assert_eq!(here, ["Ana", "Cy"]);
    check_said(text, "`Cy` reports to `Bo`, who has left");
    for text in ["Name,Account Enabled\nAna,True\nBo,False\n", "Name,Status\nAna,A\nBo,T\nCy,A\nDi,L\n"] {
        let org = read("staff.csv", text).0.org;
        assert_eq!(org.people().filter(|&person| !org.is_judged(person)).count(), 1, "{text}");
    }
    let names = ["TBD", "To be hired", "N. N.", "Vakant", "Poste à pourvoir", "Vacante", "(open)", "Open Role - Clerk"];
    let rows: String = names.iter().map(|name| format!("{name},Clerk\n")).collect();
    let org = read("staff.csv", &format!("Name,Title\nAna Frei,CEO\n{rows}")).0.org;
    assert_eq!(org.people().filter(|&person| org.kind(person) == Kind::Vacancy).count(), names.len());
}

#[test]
fn rows_that_are_nobody_are_listed_as_such() {
    let text = "ID,Name,Title,Team,Salary\nFLEET,,,,\n1,Ana,CEO,Fleet,9000\n,,,,\nFleet subtotal,,,,9000\nPage 1 of 2,,,,\nID,Name,Title,Team,Salary\n2,Bo,Clerk,Fleet,8000\nGrand total,,,,17000\nPrinted on 2026-09-30,,,,\n";
    let (opened, report) = read("staff.csv", text);
    assert_eq!((opened.org.len(), report.counts.rows), (2, 2));
    let kinds: Vec<&str> =
        opened.problems.iter().filter(|problem| problem.place.is_some()).map(|problem| problem.kind).collect();
    assert_eq!(kinds, ["section", "total", "footer", "header-again", "total", "footer"]);
}

#[test]
fn several_rows_of_one_person_are_one() {
    let text = "ID,Name,Title,Manager ID,Assignment,FTE,Salary\n1,Ana,CEO,,Main,1,90000\n2,Bo,Safety,1,Additional,0.2,8000\n3,Cy,Clerk,1,Main,1,50000\n2,Bo,Clerk,3,Main,0.8,40000\n";
    let org = read("staff.csv", text).0.org;
    assert_eq!(lines(&org), "Ana< Bo<Cy Cy<Ana");
    let bo = PersonId(1);
    assert_eq!((org.title(bo), org.pay(bo).low, org.pay(bo).part_of_full_time()), ("Clerk", 48_000.0, 1.0));
    assert_eq!(org.lines().above(bo, Line::Dotted), [PersonId(0)]);
    let kept: Vec<&str> = org.details(bo).unknown.iter().map(|it| it.name.as_str()).collect();
    assert!(kept.contains(&"title_post_2"), "{kept:?}");
    // A line that is there twice says nothing twice; two people with one id are two.
    let org = read("staff.csv", "ID,Name,Salary\n1,Ana,90000\n1,Ana,90000\n2,Bo,1\n2,Cy,1\n").0.org;
    assert_eq!((org.len(), org.pay(PersonId(0)).low), (3, 90_000.0));
}

pub fn seat(org: &Org, person: u32) -> String {
    org.seat(PersonId(person)).map_or_else(String::new, |seat| {
        let track = if org.track(seat.rung).kind == TrackKind::Ic { "ic" } else { "m" };
        format!("{} {track}", org.rung(seat.rung).code)
    })
}

#[test]
fn grades_agree_with_the_lines() {
    let of = |grades: [&str; 5]| {
        let [a, b, c, d, e] = grades;
        read("staff.csv", &format!("ID,Name,Manager ID,Grade\n1,A,,{a}\n2,B,1,{b}\n3,C,2,{c}\n4,D,2,{d}\n5,E,2,{e}\n"))
            .0
            .org
    };
    let above = |org: &Org, upper: u32, lower: u32| {
        let rung = |person: u32| org.seat(PersonId(person)).map(|seat| org.rung_place(seat.rung).entry);
        assert!(rung(upper) > rung(lower), "{} {}", seat(org, upper), seat(org, lower));
    };
    above(&of(["1", "2", "3", "4", "4"]), 2, 3);
    above(&of(["4", "3", "2", "1", "1"]), 2, 3);
    above(&of(["Band A", "Band B", "Band C", "Band D", "Band D"]), 2, 3);
    above(&of(["E", "D", "C", "B", "A"]), 2, 3);
    above(&of(["IX", "V", "IV", "II", "I"]), 2, 3);
    let org = of(["E2", "M3", "S4", "S3", "S3"]);
    assert_eq!([0, 1, 2].map(|person| seat(&org, person)), ["E2 m", "M3 m", "S4 ic"]);
    above(&org, 2, 3);
    assert_eq!(seat(&of(["G9", "G8", "G7", "G6", "G6"]), 3), "G6 ic");
    assert_eq!(seat(&of(["SCS1", "G6", "G7", "SEO", "HEO"]), 2), "Grade 7 ic");
    check_said("ID,Name,Grade\n1,A,Blue\n2,B,Red\n", "The order of the grades is a guess");
}

#[test]
fn people_of_other_programs_are_read() {
    let all = "Ana Li< Bo Ek<Ana Li Cy Ost<Bo Ek";
    for (name, text) in [
        (
            "a.json",
            r#"[{"employeeId": 1, "fullName": "Ana Li", "managerId": null}, {"employeeId": 2, "fullName": "Bo Ek", "managerId": 1}, {"employeeId": 3, "fullName": "Cy Ost", "managerId": 2}]"#,
        ),
        (
            "a.json",
            r#"{"Report_Entry": [{"Employee_ID": "1", "Name": "Ana Li"}, {"Employee_ID": "2", "Name": "Bo Ek", "Worker_s_Manager_group": [{"Manager_ID": "1"}]}, {"Employee_ID": "3", "Name": "Cy Ost", "Worker_s_Manager_group": [{"Manager_ID": "2"}]}]}"#,
        ),
        (
            "a.json",
            r#"{"cols": [{"label": "Name"}, {"label": "Manager"}], "rows": [{"c": [{"v": "1", "f": "Ana Li<div>CEO</div>"}, {"v": ""}]}, {"c": [{"v": "2", "f": "Bo Ek"}, {"v": "1"}]}, {"c": [{"v": "3", "f": "Cy Ost"}, {"v": "2"}]}]}"#,
        ),
        (
            "a.json",
            r#"{"nodes": [{"id": "1", "name": "Ana Li"}, {"id": "2", "name": "Bo Ek"}, {"id": "3", "name": "Cy Ost"}], "edges": [{"source": "1", "target": "2"}, {"source": "2", "target": "3"}]}"#,
        ),
        ("a.json", r#"{"name": "Ana Li", "reports": [{"name": "Bo Ek", "reports": [{"name": "Cy Ost"}]}]}"#),
        (
            "a.json",
            r#"{"people": [{"id": 1, "name": "Ana Li"}, {"id": 2, "name": "Bo Ek", "manager": {"id": 1}}, {"id": 3, "name": "Cy Ost", "manager": {"id": 2}}]}"#,
        ),
        (
            "a.json",
            "{\"id\": 1, \"name\": \"Ana Li\"}\n{\"id\": 2, \"name\": \"Bo Ek\", \"manager\": 1}\n{\"id\": 3, \"name\": \"Cy Ost\", \"manager\": 2}\n",
        ),
        ("a.yaml", "- name: Ana Li\n- name: Bo Ek\n  manager: Ana Li\n- name: Cy Ost\n  manager: Bo Ek\n"),
        (
            "a.yml",
            "ana:\n  name: Ana Li\nbo:\n  name: Bo Ek\n  reports_to: ana\ncy:\n  name: Cy Ost\n  reports_to: bo\n",
        ),
        (
            "a.xml",
            "<staff><person id='1'><name>Ana Li</name></person><person id='2'><name>Bo Ek</name><manager>1</manager></person><person id='3'><name>Cy Ost</name><manager>2</manager></person></staff>",
        ),
        (
            "a.ldif",
            "dn: uid=1,dc=x\ncn: Ana Li\nuid: 1\n\ndn: uid=2,dc=x\ncn: Bo Ek\nuid: 2\nmanager: uid=1,dc=x\n\ndn: uid=3,dc=x\ncn:: Q3kgT3N0\nuid: 3\nmanager: uid=2,\n dc=x\n",
        ),
        (
            "a.vcf",
            "BEGIN:VCARD\nFN:Ana Li\nEND:VCARD\nBEGIN:VCARD\nFN:Bo Ek\nX-MANAGER:Ana Li\nEND:VCARD\nBEGIN:VCARD\nFN:Cy Ost\nX-MANAGER:Bo Ek\nEND:VCARD\n",
        ),
        ("a.dot", "digraph { a [label=\"Ana Li\\nCEO\"]; b [label=\"Bo Ek\"]; c [label=\"Cy Ost\"]; a -> b -> c; }"),
        (
            "a.graphml",
            "<graphml><key id='k' for='node' attr.name='name'/><graph><node id='1'><data key='k'>Ana Li</data></node><node id='2'><data key='k'>Bo Ek</data></node><node id='3'><data key='k'>Cy Ost</data></node><edge source='1' target='2'/><edge source='2' target='3'/></graph></graphml>",
        ),
        (
            "a.drawio",
            "<mxfile><diagram><mxGraphModel><root><mxCell id='1' value='Ana Li&lt;br&gt;CEO' vertex='1'/><mxCell id='2' value='Bo Ek' vertex='1'/><mxCell id='3' value='Cy Ost' vertex='1'/><mxCell id='4' edge='1' source='1' target='2'/><mxCell id='5' edge='1' source='2' target='3'/></root></mxGraphModel></diagram></mxfile>",
        ),
        (
            "a.xls",
            "<html><body><table><tr><th>Name</th><th>Manager</th></tr><tr><td>Ana Li<td></tr><tr><td>Bo Ek</td><td>Ana&nbsp;Li</td></tr><tr><td>Cy Ost</td><td>Bo Ek</td></tr></table></body></html>",
        ),
        (
            "a.xml",
            "<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'><Worksheet><Table><Row><Cell><Data>Name</Data></Cell><Cell><Data>Manager</Data></Cell></Row><Row><Cell><Data>Ana Li</Data></Cell></Row><Row><Cell><Data>Bo Ek</Data></Cell><Cell ss:Index='2'><Data>Ana Li</Data></Cell></Row><Row><Cell><Data>Cy Ost</Data></Cell><Cell><Data>Bo Ek</Data></Cell></Row></Table></Worksheet></Workbook>",
        ),
        ("a.csv", "\"Name,Manager\"\n\"Ana Li,\"\n\"Bo Ek,Ana Li\"\n\"Cy Ost,Bo Ek\"\n"),
        (
            "a.csv",
            "# label: %person%\n# connect: {\"from\":\"captain\", \"to\":\"person\", \"invert\":true}\nperson,captain\nAna Li,\nBo Ek,Ana Li\nCy Ost,Bo Ek\n",
        ),
        ("a.csv", "\"Name,Manager\";;\n\"Ana Li,\";;\n\"Bo Ek,Ana Li\";;\n\"Cy Ost,Bo Ek\";;\n"),
        ("a.csv", "ID,Name,Manager\n1,Li, Ana,\n2,Ek, Bo,1\n3,Ost, Cy,2\n"),
    ] {
        let found = lines(&read(name, text).0.org);
        let plain = found.replace("Li, Ana", "Ana Li").replace("Ek, Bo", "Bo Ek").replace("Ost, Cy", "Cy Ost");
        assert_eq!(plain, all, "{name}: {text}");
    }
}

#[test]
fn what_is_packed_is_what_is_inside() {
    let pack = |bytes: &[u8]| {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(bytes).expect("to memory");
        packer.finish().expect("to memory")
    };
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (row, cells) in (0..).zip([["Name", "Manager"], ["Ana", ""], ["Bo", "Ana"]]) {
        page.write_row(row, 0, cells).expect("cells");
    }
    let book = book.save_to_buffer().expect("to memory");
    for (name, bytes) in [
        ("a.xlsx.gz", book.as_slice()),
        ("a.json.gz", b"[{\"name\": \"Ana\"}, {\"name\": \"Bo\", \"manager\": \"Ana\"}]"),
        ("a.csv.gz", b"Name,Manager\nAna,\nBo,Ana\n"),
    ] {
        let packed = pack(bytes);
        let opened = twintrack::io::read(&packed, name, AS_OF, &Progress::default()).expect(name);
        assert_eq!(lines(&opened.org), "Ana< Bo<Ana", "{name}");
        assert_eq!(lines(&read_all(&[(name, &packed)]).0.org), "Ana< Bo<Ana", "{name}");
    }
}

#[test]
fn people_and_lines_are_joined() {
    let people = "employee_id,name\n1,Ana\n2,Bo\n3,Cy\n";
    let between = "child_id,parent_id,type\n2,1,solid\n3,2,solid\n3,1,dotted\n";
    let between = between.replace("type", "relationship_type");
    let (opened, _) = read_all(&[("people.csv", people.as_bytes()), ("lines.csv", between.as_bytes())]);
    assert_eq!(lines(&opened.org), "Ana< Bo<Ana Cy<Bo");
    assert_eq!(opened.org.lines().above(PersonId(2), Line::Dotted), [PersonId(0)]);
}

#[test]
fn jobs_and_departments_say_what_codes_stand_for() {
    let people = "EMPLOYEE_ID,FIRST_NAME,LAST_NAME,JOB_ID,MANAGER_ID,DEPARTMENT_ID\n1,Ana,Li,CE,,10\n2,Bo,Ek,CL,1,20\n";
    let jobs = "JOB_ID,JOB_TITLE,MIN_SALARY\nCE,Chief,1\nCL,Clerk,1\n";
    let teams = "DEPARTMENT_ID,DEPARTMENT_NAME\n10,Board\n";
    let files = [("people.csv", people.as_bytes()), ("jobs.csv", jobs.as_bytes()), ("teams.csv", teams.as_bytes())];
    let org = read_all(&files).0.org;
    assert_eq!(lines(&org), "Ana Li< Bo Ek<Ana Li");
    assert_eq!((org.title(PersonId(1)), org.team(PersonId(0)), org.team(PersonId(1))), ("Clerk", "Board", "20"));
    assert!(org.details(PersonId(1)).unknown.iter().any(|it| it.raw == "\"CL\""));
}

#[test]
fn a_comma_without_quotes_shifts_nothing() {
    let text = "ID,Name,Title,Manager\n1,Ana,CEO,\n2,Bo,Head, Sales,1\n3,Cy,Clerk,2\n";
    check("staff.csv", text, "Ana< Bo<Ana Cy<Bo");
    assert_eq!(read("staff.csv", text).0.org.title(PersonId(1)), "Head, Sales");
    check("staff.csv", "ID, Name, Manager\n1, Ana,\n2, Bo, 1\n", "Ana< Bo<Ana");
}

#[test]
fn sheets_with_the_same_header_and_other_people_are_one() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in [
        ("North", [["1", "Ana", ""], ["2", "Bo", "1"]]),
        ("South", [["3", "Cy", "1"], ["4", "Di", "3"]]),
        ("Old", [["1", "Ana", ""], ["2", "Bo", "1"]]),
    ] {
        let page = book.add_worksheet().set_name(name).expect("a name");
        page.write_row(0, 0, ["ID", "Name", "Manager ID"]).expect("cells");
        for (row, cells) in (1..).zip(rows) {
            page.write_row(row, 0, cells).expect("cells");
        }
    }
    let book = book.save_to_buffer().expect("to memory");
    let (opened, _) = read_all(&[("staff.xlsx", &book)]);
    assert_eq!(lines(&opened.org), "Ana< Bo<Ana Cy<Ana Di<Cy");
    let said: Vec<String> = opened.problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.contains("Not read: `Old`")), "{said:?}");
}

#[test]
fn without_ids_people_are_known_by_what_they_are() {
    let keys = |text: &str| {
        let org = read("staff.csv", text).0.org;
        org.people().map(|person| org.key(person).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(keys("Name,Email\nAna,ana@x\nBo,\n"), ["ana@x", "Bo"]);
    assert_eq!(keys("Name,Title\nAna,Clerk\nAna,CEO\nBo,\n"), ["Ana (Clerk)", "Ana (CEO)", "Bo"]);
}

#[test]
fn a_name_beside_first_names_and_a_number_that_counts_are_what_they_are() {
    check("staff.csv", "Nr.;Name;Vorname;Vorgesetzte/r\n1;Li;Ana;\n2;Ek;Bo;Li Ana\n", "Ana Li< Bo Ek<Ana Li");
    assert_eq!(read("staff.csv", "No.,Name\n1,Ana\n2,Bo\n").0.org.key(PersonId(1)), "Bo");
    check("staff.csv", "Codice,Cognome,Nome,Responsabile\n1,Li,Ana,\n2,Ek,Bo,1\n", "Ana Li< Bo Ek<Ana Li");
    check("staff.csv", "Worker,Worker ID,Manager\nAna Li (7),7,\nBo Ek (8),8,Ana Li (7)\n", "Ana Li< Bo Ek<Ana Li");
}

#[test]
fn members_of_a_circle_are_named() {
    check_said(
        "ID,Name,Manager\n1,Ana,2\n2,Bo,1\n3,Cy,1\n",
        "2 people report to each other in a circle: Ana \u{2192} Bo \u{2192} Ana",
    );
}

fn said(files: &[(&str, &[u8])]) -> Vec<String> {
    read_all(files).0.problems.iter().map(ToString::to_string).collect()
}

/// A workbook of sheets of texts.
fn book(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, rows) in sheets {
        let page = book.add_worksheet().set_name(*name).expect("a name");
        for (row, cells) in (0..).zip(*rows) {
            page.write_row(row, 0, cells.iter().copied()).expect("cells");
        }
    }
    book.save_to_buffer().expect("to memory")
}

#[test]
fn somebody_hired_again_is_here_and_is_paid_once() {
    let header = "ID,Name,Title,Manager ID,Start,End,Status,FTE,Salary\n1,Ana,CEO,,2010-01-01,,,1,90000\n";
    for rows in [
        "2,Bo,Clerk,,2012-01-01,2019-06-30,,1,40000\n2,Bo,Chef,1,2024-01-01,,,1,50000\n",
        "2,Bo,Chef,1,2024-01-01,,,1,50000\n2,Bo,Clerk,,2012-01-01,2019-06-30,,1,40000\n",
        "2,Bo,Clerk,,2012-01-01,,Terminated,1,40000\n2,Bo,Chef,1,2024-01-01,,Active,1,50000\n",
        "2,Bo,Head,,2027-01-01,,,1,60000\n2,Bo,Chef,1,2024-01-01,,,1,50000\n",
    ] {
        let org = read("staff.csv", &format!("{header}{rows}")).0.org;
        assert_eq!(lines(&org), "Ana< Bo<Ana", "{rows}");
        let bo = PersonId(1);
        assert!(org.is_judged(bo), "{rows}");
        let pay = org.pay(bo);
        assert_eq!((org.title(bo), pay.low, pay.part_of_full_time()), ("Chef", 50_000.0, 1.0), "{rows}");
        assert!(org.details(bo).unknown.iter().any(|it| it.name == "title_post_2"), "{rows}");
    }
    check_said(
        &format!("{header}2,Bo,Clerk,,2012-01-01,2019-06-30,,1,4\n2,Bo,Chef,1,2024-01-01,,,1,5\n"),
        "Line 4 counts; 1 line that is over or still to come is kept beside it",
    );
    // Of somebody who is gone the first row stands for all, and nothing is added.
    let text = format!("{header}2,Bo,Clerk,1,,2019-06-30,,1,40000\n2,Bo,Chef,1,,2021-06-30,,1,50000\n");
    let org = read("staff.csv", &text).0.org;
    assert_eq!((org.is_judged(PersonId(1)), org.pay(PersonId(1)).low), (false, 40_000.0));
}

#[test]
fn no_amount_is_taken_in_the_currency_of_another() {
    let paid = |text: &str| {
        let org = read("staff.csv", text).0.org;
        let one = |person| {
            let own = org.text(org.pay(person).currency).to_owned();
            format!("{} {}", org.pay(person).low, if own.is_empty() { &org.head.currency } else { &own })
        };
        org.people().map(one).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        paid("id,name,salary,currency\n1,A,9000,€\n2,B,8000,eur\n3,C,7000,USD\n"),
        "9000 EUR, 8000 EUR, 7000 USD"
    );
    assert_eq!(paid("id,name,salary,currency\n1,A,\"$9,000\",CAD\n2,B,\"$8,000\",CAD\n"), "9000 CAD, 8000 CAD");
    assert_eq!(paid("id,name,Salary (USD),currency\n1,A,9000,EUR\n2,B,8000,\n"), "9000 USD, 8000 USD");
    assert_eq!(
        paid("id,name,Pay Low (USD),Pay High (EUR)\n1,A,9000,9500\n2,B,8000,\n").split(',').nth(1),
        Some(" 8000 USD")
    );
    for (text, expected) in [
        (
            "id,name,salary,currency\n1,A,9000,EUR\n2,B,8000,\n",
            "The pay of 1 person has no currency, but that of others does",
        ),
        ("id,name,salary\n1,A,\"€9,000\"\n2,B,8000\n", "The pay of 1 person has no currency, but that of others does"),
        ("id,name,salary,currency\n1,A,\"£9,000\",EUR\n", "The amount is in GBP, and the currency is given as `EUR`"),
        ("id,name,Pay Low (USD),Pay High (EUR)\n1,A,9000,9500\n", "The ends of the pay band differ in currency"),
        (
            "id,name,salary,currency\n1,A,9000,EUR\n1,A,8000,USD\n",
            "line 3, column 1: The pay of another post is in another currency",
        ),
    ] {
        check_said(text, expected);
    }
    // The order of grades is not that of yen and dollars.
    let text = "id,name,grade,salary,currency\n1,A,Blue,9000000,JPY\n2,B,Red,90000,USD\n3,C,Red,95000,USD\n4,D,Blue,80000,USD\n";
    let (opened, _) = read("staff.csv", text);
    let place = |person: u32| opened.org.seat(PersonId(person)).map(|seat| opened.org.rung_place(seat.rung).entry);
    assert!(place(1) > place(3), "Red is paid more than Blue");
}

#[test]
fn what_one_sheet_means_by_a_manager_is_not_what_another_means() {
    let people = "Employee ID,Name,Manager ID\n7,Ana,\n8,Bo,7\n";
    let posts = "Employee ID,Name,Position ID,Reports To Position ID\n1,Cy,7,\n2,Di,9,7\n";
    let files = [("people.csv", people.as_bytes()), ("posts.csv", posts.as_bytes())];
    assert_eq!(lines(&read_all(&files).0.org), "Ana< Bo<Ana Cy< Di<Cy");
    let files = [("posts.csv", posts.as_bytes()), ("people.csv", people.as_bytes())];
    assert_eq!(lines(&read_all(&files).0.org), "Cy< Di<Cy Ana< Bo<Ana");
}

#[test]
fn a_space_in_a_workbook_parts_nothing() {
    let rows: &[&[&str]] = &[&["ID", "Name", "Manager ID"], &["1", "Ana", "", " x"], &["2", " Bo", "1", " y"]];
    let (opened, _) = read_all(&[("staff.xlsx", &book(&[("Staff", rows)]))]);
    assert_eq!(lines(&opened.org), "Ana< Bo<Ana");
    assert!(
        !opened.problems.iter().any(|problem| problem.what.contains("because of an unquoted comma")),
        "{:?}",
        opened.problems
    );
}

#[test]
fn lines_between_people_lose_nothing() {
    let people = "employee_id,name,email\n1,Ana,ana@x\n2,Bo,bo@x\n3,Cy,cy@x\n";
    let between = "child_id,parent_id,since,why\n2,1,2020,team\n3,2,2021,\n3,1,2022,advice\n4,1,2023,gone\n";
    let files = [("people.csv", people.as_bytes()), ("lines.csv", between.as_bytes())];
    let org = read_all(&files).0.org;
    let kept = |person| org.details(PersonId(person)).unknown.iter().map(|it| it.raw.as_str()).collect::<Vec<_>>();
    assert_eq!(lines(&org), "Ana< Bo<Ana Cy<Bo 4<Ana");
    assert!(kept(1).contains(&"\"2020\"") && kept(1).contains(&"\"team\""), "{:?}", kept(1));
    assert!(kept(2).contains(&"\"2021\"") && kept(2).contains(&"\"2022\""), "{:?}", kept(2));
    assert!(
        said(&files).iter().any(|line| line.contains("1 line between people names a person who is in no other file"))
    );
    // By address; a manager of its own comes first, and the other is a dotted line.
    let people = "employee_id,name,email,manager\n1,Ana,ana@x,\n2,Bo,bo@x,\n3,Cy,cy@x,1\n";
    let between = "child_id,parent_id\nbo@x,ana@x\ncy@x,bo@x\n";
    let org = read_all(&[("people.csv", people.as_bytes()), ("lines.csv", between.as_bytes())]).0.org;
    assert_eq!(lines(&org), "Ana< Bo<Ana Cy<Ana");
    assert_eq!(org.lines().above(PersonId(2), Line::Dotted), [PersonId(1)]);
}

#[test]
fn tables_that_are_not_read_are_said() {
    let legend = "<table><tr><td>Colour</td><td>Meaning</td></tr><tr><td>red</td><td>urgent</td></tr></table>";
    let page = format!(
        "<html>{legend}<table><tr><th>Name<th>Team<th>Manager</tr><tr><td>Ana<td rowspan=2>Fleet<td></tr><tr><td>Bo<td>Ana</tr></table></html>"
    );
    let org = read("staff.html", &page).0.org;
    assert_eq!((lines(&org).as_str(), org.team(PersonId(1))), ("Ana< Bo<Ana", "Fleet"));
    assert!(
        said(&[("staff.html", page.as_bytes())])
            .iter()
            .any(|line| line.contains("sheet `table 2` (Not read: `table 1`"))
    );
    let two = "<table><tr><td>Name<td>Manager</tr><tr><td>Ana<td></tr></table><table><tr><td>Name<td>Manager</tr><tr><td>Bo<td>Ana</tr></table>";
    check("staff.html", two, "Ana< Bo<Ana");
    let json =
        r#"{"made": "today", "teams": [{"code": 1}], "staff": [{"name": "Ana"}, {"name": "Bo", "manager": "Ana"}]}"#;
    assert!(
        said(&[("a.json", json.as_bytes())]).iter().any(|line| line.contains("The file also contains `made`, `teams`"))
    );
    let mut two = rust_xlsxwriter::Workbook::new();
    for (name, hidden) in [("Staff", false), ("Old", true)] {
        let page = two.add_worksheet().set_name(name).expect("a name").set_hidden(hidden);
        page.write_row_matrix(0, 0, [["Name", "Manager"], ["Ana", ""]]).expect("cells");
    }
    let two = two.save_to_buffer().expect("to memory");
    assert!(
        said(&[("staff.xlsx", &two)])
            .iter()
            .any(|line| line.contains("Hidden sheets of `staff.xlsx` are not read: `Old`"))
    );
    let ldif = "dn: ou=a,dc=x\nobjectClass: organizationalUnit\n\ndn: uid=1,dc=x\ncn: Ana\nuid: 1\n";
    assert!(said(&[("a.ldif", ldif.as_bytes())]).iter().any(|line| line.contains("1 directory entry is not a person")));
}

#[test]
fn records_with_a_track_are_no_web_page() {
    let text = "<staff><person><id>1</id><name>Ana</name><track>management</track></person>\
        <person><id>2</id><name>Bo</name><manager>1</manager><track>ic</track></person></staff>";
    check("staff.xml", text, "Ana< Bo<Ana");
    check("staff.xml", &text.replace("track", "training"), "Ana< Bo<Ana");
}

#[test]
fn graphs_have_parts_and_clusters() {
    let all = "Ana< Bo<Ana Cy<Ana";
    for text in [
        "digraph { a [label=Ana]; a -> {b c}; b [label=Bo][color=red]; c [label=Cy] }",
        "digraph { subgraph cluster_0 { label=\"Ops\"; a [label=Ana] } subgraph x { b [label=Bo]; c [label=Cy] } a -> b; a -> c }",
        "strict digraph G { node [shape=box]; a [label=\"A\" + \"na\"] a -> subgraph s { b [label=Bo] c [label=Cy] } }",
        "Digraph { graph [label=All]; {a [label=Ana]} -> {b [label=Bo]; c [label=Cy]} [color=red] }",
        "digraph { a [label=Ana] a:n -> b:s; b [label=Bo]; c [label=Cy] } digraph z { a -> c }",
    ] {
        check("a.dot", text, all);
    }
    let text =
        "digraph { subgraph cluster_0 { graph [label=Ops]; a; subgraph cluster_1 { b; label=Fleet } } a -> b; c }";
    let org = read("a.dot", text).0.org;
    assert_eq!([0, 1, 2].map(|person| org.team(PersonId(person))), ["Ops", "Fleet", ""]);
}

#[test]
fn aliases_are_not_followed_and_that_is_said() {
    let text = "- &ana\n  name: Ana\n- name: Bo\n  manager: *ana\n- name: Cy\n  manager: Ana\n";
    check("a.yaml", text, "Ana< Bo< Cy<Ana");
    assert!(
        said(&[("a.yaml", text.as_bytes())]).iter().any(|line| line.contains("1 alias stands for a value elsewhere"))
    );
    let bomb: String = (1..30).map(|at| format!("- &a{at} [*a{0}, *a{0}, *a{0}, *a{0}]\n", at - 1)).collect();
    let (opened, _) = read("a.yaml", &format!("staff:\n- name: Ana\n- name: Bo\nmore:\n- &a0 x\n{bomb}"));
    assert_eq!(opened.org.len(), 2);
}

#[test]
fn ids_of_a_drawing_are_those_of_a_page() {
    let page = |top: &str, below: &str| {
        format!(
            "<diagram><mxGraphModel><root><mxCell id='1' value='{top}' vertex='1'/><mxCell id='2' value='{below}' vertex='1'/>\
             <mxCell id='3' edge='1' source='1' target='2'/><mxCell id='4' edge='1' source='2'/></root></mxGraphModel></diagram>"
        )
    };
    let text = format!("<mxfile>{}{}</mxfile>", page("Ana", "Bo"), page("Cy", "Di"));
    let (opened, _) = read("a.drawio", &text);
    assert_eq!(lines(&opened.org), "Ana< Bo<Ana Cy< Di<Cy");
    assert_eq!(opened.org.key(PersonId(3)), "2 on page 2");
    assert!(
        opened.problems.iter().any(|problem| problem.what.contains("2 lines lead to no one")),
        "{:?}",
        opened.problems
    );
}

#[test]
fn very_many_sheets_are_one_organisation() {
    let texts: Vec<String> = (0..2_000).map(|at| format!("ID,Name,Email,Manager\n{at},P{at},p{at}@x,p0@x\n")).collect();
    let names: Vec<String> = (0..texts.len()).map(|at| format!("{at}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_bytes)).collect();
    assert_eq!(read_all(&files).1.counts.edges, 1_999);
}
