//! More files of the kinds that HR has, as other programs and other countries write them. Names are made up.

use crate::kinds::{check, check_said, lines, pay_of, read, read_all, taken_for};
use crate::program::twintrack;
use twintrack::org::{Kind, Org, PersonId};

/// Names of those who are here.
fn here(org: &Org) -> Vec<&str> {
    let here = org.people().filter(|&person| org.kind(person) == Kind::Person && org.is_judged(person));
    here.map(|person| org.name(person)).collect()
}

#[test]
fn headers_say_it_in_other_words() {
    for (field, headers) in [
        ("manager", &["Operational Manager", "Who do you report to?", "Vorgesetzter / Manager", "4. Manager ID"][..]),
        ("manager-path", &["Reporting Line", "Berichtslinie", "Ligne hiérarchique"]),
        ("status", &["Inactive", "Employment Status Code", "Dienstverband status", "Inaktiv"]),
        ("end", &["Contract End Date", "Inactive Date"]),
        ("grade", &["AfC Band", "Pay Plan-Grade", "Hay Grade", "Seniority Level"]),
        ("pay", &["Base ($000)", "Gross Annual", "Base (USD)", "Gehalt / Salary"]),
        ("nothing", &["Disabled", "Contract Type", "Probation End Date", "Net Pay", "Education Level", "Base"]),
        ("nothing", &["Title / Gender", "Manager / Mentor", "Contract Signed", "Manager Since", "Line 2"]),
    ] {
        for header in headers {
            assert_eq!(taken_for(header), *field, "{header}");
        }
    }
    let text = "1. Employee ID,2. What is your name?,3. Your job title,4. Who is your manager?\n1,Ana Li,CEO,\n2,Bo Ek,Clerk,Ana Li\n";
    check("staff.csv", text, "Ana Li< Bo Ek<Ana Li");
}

#[test]
fn cells_say_what_a_column_holds() {
    // An empty column is left for one that is filled.
    let text = "Employee ID,Worker ID,Name,Manager ID\n,7,Ana,\n,8,Bo,7\n";
    check("staff.csv", text, "Ana< Bo<Ana");
    check("staff.csv", "Employee ID,Name,Email,Manager\n,Ana,a@x.y,\n,Bo,b@x.y,a@x.y\n", "Ana< Bo<Ana");
    // A yes or no is no day, and words are no days.
    for (text, gone) in [
        ("ID,Name,Terminated?\n1,Ana,No\n2,Bo,Yes\n", "Bo"),
        ("ID,Name,Inactive\n1,Ana,Y\n2,Bo,N\n", "Ana"),
        ("ID,Name,Contract End Date\n1,Ana,\n2,Bo,2026-01-31\n", "Bo"),
        ("ID;Name;Dienstverband status\n1;Ana;In dienst\n2;Bo;Uit dienst\n", "Bo"),
    ] {
        let org = read("staff.csv", text).0.org;
        assert!(!here(&org).contains(&gone) && here(&org).len() == 1, "{text}");
    }
    check_said("ID,Name,Seniority\n1,Ana,Senior\n2,Bo,Junior\n", "`Seniority` holds words and no dates");
    // Units below a header are no row.
    let text = "ID,Name,Salary,FTE\n,,(EUR / year),(%)\n1,Ana,90000,100\n2,Bo,45000,50\n";
    let org = read("staff.csv", text).0.org;
    assert_eq!((org.len(), org.head.currency.as_str()), (2, "EUR"));
    assert_eq!(org.pay(PersonId(1)).part_of_full_time(), 0.5);
}

#[test]
fn managers_are_found_in_other_forms() {
    let all = "Ana Li< Bo Ek<Ana Li";
    for (head, own, manager) in [
        ("User Name", "ali", "@ali"),
        ("Account", "i:0#.f|membership|ana@x.example", "i:0#.f|membership|ana@x.example"),
        ("User Name", "ali", "i:0#.w|nord\\ali"),
        ("Employee ID", "1001-FI", "1001"),
        ("Employee ID", "1001", "W-1001"),
    ] {
        check("staff.csv", &format!("{head},Name,Manager\n{own},Ana Li,\nzz,Bo Ek,{manager}\n"), all);
    }
    for (name, manager) in [
        ("Jörg Müller", "Joerg Mueller"),
        ("Joerg Mueller", "Jörg Müller"),
        ("Greta M. Roe", "Greta Roe"),
        ("\"Greta \"\"Gigi\"\" Roe\"", "Greta Roe"),
        ("Greta (Gigi) Roe", "Roe Greta"),
    ] {
        let org = read("staff.csv", &format!("ID,Name,Manager\n1,{name},\n2,Bo Ek,{manager}\n")).0.org;
        assert_eq!(org.manager(PersonId(1)), Some(PersonId(0)), "{name} {manager}");
    }
    // Joe is nobody's way to write Jo, and two who fold to one name are nobody.
    for text in [
        "ID,Name,Manager\n1,Jo Roe,\n2,Bo Ek,Joe Roe\n",
        "ID,Name,Manager\n1,Al B. Roe,\n2,Al C. Roe,\n3,Bo Ek,Al Roe\n",
    ] {
        assert!(
            read("staff.csv", text).0.org.people().all(|person| read("staff.csv", text)
                .0
                .org
                .manager(person)
                .is_none()),
            "{text}"
        );
    }
    let text =
        "ID,Legal First Name,Preferred First Name,Last Name,Manager\n1,Margareta,Greta,Roe,\n2,Bo,Bo,Ek,Greta Roe\n";
    check("staff.csv", text, "Margareta Roe< Bo Ek<Margareta Roe");
    let text = "Vorname,Name,Vorname Führungskraft,Name Führungskraft\nAna,Li,,\nBo,Ek,Ana,Li\n";
    check("staff.csv", text, all);
    let text = "Planstelle,Planstellenbezeichnung,Übergeordnete Planstelle,Name Stelleninhaber\nP1,Leitung,,Ana Li\nP2,Kasse,P1,Bo Ek\n";
    check("staff.csv", text, all);
    let text = "Nachname;Vorname;Vorgesetzter\nDr. Li;Ana;\nEk;Bo;Li, Ana\nSt. Cyr;Cy;Dr. Ana Li\n";
    check("staff.csv", text, "Dr. Ana Li< Bo Ek<Dr. Ana Li Cy St. Cyr<Dr. Ana Li");
    // The id column is empty: the other one is taken before a line with a name alone is judged.
    check("staff.csv", "no,name,First Name,id\nAna Li,,,\n1,,,\n", "Ana Li< 1<");
    check("staff.csv", "ID,Name,Reporting Line\n1,Ana Li,Ana Li\n2,Bo Ek,Ana Li > Bo Ek\n", all);
    for numbers in [["1", "1-1", "1-1-1"], ["1.", "1.1.", "1.1.1."]] {
        let [a, b, c] = numbers;
        let text = format!("No.,Name,Role\n{a},Ana,CEO\n{b},Bo,Head\n{c},Cy,Clerk\n");
        check("staff.csv", &text, "Ana< Bo<Ana Cy<Bo");
    }
    check("staff.csv", "Gliederung;Name\n1;Ana\n1.1;Bo\n1.1.1;Cy\n", "Ana< Bo<Ana Cy<Bo");
    // Numbers with a sign in them are ids where they are no parts of one another.
    check("staff.csv", "No.,Name,Role\n10-1,Ana,CEO\n10-2,Bo,Head\n10-3,Cy,Clerk\n", "Ana< Bo< Cy<");
}

#[test]
fn amounts_are_read_in_other_units() {
    assert_eq!(pay_of("ID,Name,Base ($000)\n1,A,85\n2,B,47.5\n"), [(85e3, 85e3), (47.5e3, 47.5e3)]);
    for (cell, code) in
        [("85 000 zł", "PLN"), ("85 000 Kč", "CZK"), ("₽ 85000", "RUB"), ("85000 Ft", "HUF"), ("85 000 kr", "")]
    {
        let org = read("staff.csv", &format!("ID;Name;Salary\n1;A;{cell}\n")).0.org;
        assert_eq!((org.pay(PersonId(0)).low, org.head.currency.as_str()), (85e3, code), "{cell}");
    }
    let text = "ID,Name,Pay Range Minimum,Base Salary,Pay Range Maximum\n1,A,70000,80000,95000\n";
    assert_eq!(pay_of(text), [(80e3, 80e3)]);
    assert_eq!(pay_of("ID,Name,Salary Min,Salary Max\n1,A,70000,95000\n"), [(70e3, 95e3)]);
    let monthly = "3900\n4100\n2,B,5200\n3,C,7000\n";
    let text = format!("ID,Name,Salary\n1,A,{monthly}");
    check_said(&text, "The median of the amounts in `Salary` is low for a year");
    for header in ["Salary (monthly)", "Annual Salary", "Monatsgehalt"] {
        let said = read("staff.csv", &text.replace("Salary", header)).0.problems;
        assert!(said.iter().all(|problem| problem.kind != "odd-pay"), "{header}: {said:?}");
    }
}

#[test]
fn rows_and_names_that_are_nobody_in_other_words() {
    let text = "Name,Title,Manager,Salary\nDepartment: Board,,,\nAna Li,CEO,,90000\nHarbours (1),,,\nBo Ek,Clerk,Ana Li,50000\nMoyenne,,,70000\nAverage,,,70000\n";
    let (opened, report) = read("staff.csv", &text.replace("Harbours (1)", "Ort: Harbours (1)"));
    assert_eq!((lines(&opened.org).as_str(), report.counts.rows), ("Ana Li< Bo Ek<Ana Li", 2));
    let names = ["Req #4411", "Backfill for Ana Diaz", "In assunzione", "Nachbesetzung", "Replacement for B. Ek"];
    let rows: String = names.iter().map(|name| format!("{name},Clerk\n")).collect();
    let org = read("staff.csv", &format!("Name,Title\nAna Frei,CEO\nNina Open,Clerk\n{rows}")).0.org;
    assert_eq!(org.people().filter(|&person| org.kind(person) == Kind::Vacancy).count(), names.len());
    let text = "ID,Name,Title,Manager ID,Primary Flag\n2,Bo,Safety,3,N\n1,Ana,CEO,,Y\n3,Cy,Head,1,Y\n2,Bo,Clerk,1,Y\n";
    let org = read("staff.csv", text).0.org;
    assert_eq!((lines(&org).as_str(), org.title(PersonId(0))), ("Bo<Ana Ana< Cy<Ana", "Clerk"));
    for sign in ['^', '~'] {
        let text = "ID,Name,Manager ID\n1,\"Li, Ana\",\n2,Bo,1\n"
            .replace("\"Li, Ana\"", "Ana")
            .replace(',', &sign.to_string());
        check("staff.txt", &text, "Ana< Bo<Ana");
    }
}

#[test]
fn an_encoding_is_of_all_files_or_of_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("written");
    let (head, _, _) =
        encoding_rs::WINDOWS_1251.encode("ID,Name,Title\n1,\u{420}\u{43e}\u{437}\u{430} \u{41b}\u{438},CEO\n");
    let (more, _, _) = encoding_rs::WINDOWS_1251
        .encode("ID,Name,Title,Manager ID\n2,\u{42e}\u{440}\u{438}\u{439} \u{415}\u{43a},Clerk,1\n");
    write("a.csv", &head);
    write("b.csv", &more);
    let names = |flags: &[&str]| {
        let all = [&["import", "a.csv", "b.csv", "-o", "made.json", "--force"], flags].concat();
        let ended = twintrack(folder.path(), &all);
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        let made: serde_json::Value =
            serde_json::from_slice(&std::fs::read(folder.path().join("made.json")).expect("made")).expect("JSON");
        ["0", "1"].map(|at| {
            made["people"][at.parse::<usize>().expect("a number")]["name"].as_str().unwrap_or_default().to_owned()
        })
    };
    let right = ["\u{420}\u{43e}\u{437}\u{430} \u{41b}\u{438}", "\u{42e}\u{440}\u{438}\u{439} \u{415}\u{43a}"];
    assert_eq!(names(&["--encoding", "windows-1251"]), right);
    let one = names(&["--encoding", "windows-1252", "--encoding", "b.csv=windows-1251"]);
    assert_eq!((one[0] == right[0], one[1] == right[1]), (false, true));
    let ended = twintrack(folder.path(), &["import", "a.csv", "--dry-run", "--encoding", "c.csv=UTF-8"]);
    assert_eq!(ended.code, Some(2));
    assert!(ended.said.contains("`c.csv`, which is not imported"), "{}", ended.said);
}

#[test]
fn pay_is_for_what_the_column_beside_it_says_where_it_can_be() {
    let paid = |text: &str| {
        let org = read("staff.csv", text).0.org;
        org.people().map(|person| org.yearly_pay(person).unwrap_or(0.0)).collect::<Vec<_>>()
    };
    let text = "ID,Name,Pay Rate,Pay Type\n1,A,90000,Salary\n2,B,25.00,Hourly\n3,C,4000,per month\n";
    assert_eq!(paid(text), [90_000.0, 52_000.0, 48_000.0]);
    let text = "ID;Name;Rate;Gehaltsintervall\n1;A;90000;J\u{e4}hrlich\n2;B;3000;Monatlich\n";
    assert_eq!(paid(text), [90_000.0, 36_000.0]);
    // How often people are paid is not for how long.
    let text = "ID,Name,Salary,Pay Frequency\n1,A,90000,Monthly\n2,B,45000,Monthly\n";
    assert_eq!(paid(text), [90_000.0, 45_000.0]);
    check_said(text, "`Pay Frequency` says per month, and the median of these amounts is high for that");
    assert_eq!(pay_of("ID,Name,CTC (LPA)\n1,A,12.5\n"), [(1.25e6, 1.25e6)]);
}

#[test]
fn ids_of_another_kind_are_no_posts() {
    // `PositionID` says which job it is; that a manager's number is one of these means nothing.
    let text = "Employee_Name,EmpID,PositionID,Position,ManagerName,ManagerID\n\"Li, Ana\",11,1,CEO,,\n\"Ek, Bo\",12,3,Clerk,Ana Li,1\n\"Ost, Cy\",13,3,Clerk,Ana Li,1\n\"Doe, Di\",14,3,Clerk,Bo Ek,3\n\"Roe, Ed\",15,3,Clerk,Bo Ek,3\n";
    check("staff.csv", text, "Li, Ana< Ek, Bo<Li, Ana Ost, Cy<Li, Ana Doe, Di<Ek, Bo Roe, Ed<Ek, Bo");
    // A code is no title where the words stand beside it.
    let org = read("staff.csv", "ID,Name,Position,Position Text\n1,Ana,50001,CEO\n2,Bo,50002,Clerk\n").0.org;
    assert_eq!(org.title(PersonId(1)), "Clerk");
    let text = "ID,Name,Status\n1,Ana,Voluntarily Terminated\n2,Bo,Not terminated\n3,Cy,Ex-employee\n";
    assert_eq!(here(&read("staff.csv", text).0.org), ["Bo"]);
}

#[test]
fn letters_that_were_encoded_twice_are_read_as_they_were() {
    let right = "ID,Name,Title\n1,Zo\u{eb} \u{c5}kerstr\u{f6}m,\u{201c}MD\u{201d}\n2,\u{141}ukasz,Clerk\n";
    let (twice, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(right.as_bytes());
    let org = read("staff.csv", &twice).0.org;
    assert_eq!(org.name(PersonId(0)), "Zo\u{eb} \u{c5}kerstr\u{f6}m");
    assert_eq!((org.title(PersonId(0)), org.name(PersonId(1))), ("\u{201c}MD\u{201d}", "\u{141}ukasz"));
    check_said(&twice, "encoded twice: `Zo\u{c3}\u{ab}` is `Zo\u{eb}`");
    for name in ["\u{201c}\u{d6}\u{201d} \u{c4}mne", "S\u{c3}O \u{c2}ngela", "\u{c5}\u{201c}"] {
        let org = read("staff.csv", &format!("ID,Name\n1,{name}\n")).0.org;
        assert_eq!(org.name(PersonId(0)), name);
    }
}

#[test]
fn people_of_more_programs_are_read() {
    let all = "Ana Li< Bo Ek<Ana Li";
    for (name, text) in [
        (
            "nodes.json",
            r#"{"nodes":[{"id":"a","label":"Ana Li"},{"id":"b","label":"Bo Ek"}],"edges":[{"source":"a","target":"b"}]}"#,
        ),
        (
            "scim.json",
            r#"{"Resources":[{"id":"a","displayName":"Ana Li"},{"id":"b","displayName":"Bo Ek","urn:x:enterprise:2.0:User":{"manager":{"value":"a"}}}]}"#,
        ),
        (
            "directory.json",
            r#"{"users":[{"primaryEmail":"a@x.y","name":{"fullName":"Ana Li"}},{"primaryEmail":"b@x.y","name":{"fullName":"Bo Ek"},"relations":[{"type":"manager","value":"a@x.y"}]}]}"#,
        ),
        ("people.yaml", "people:\n  ali:\n    full_name: Ana Li\n  bek:\n    full_name: Bo Ek\n    reports_to: ali\n"),
        ("staff.csv", "'ID','Name','Manager ID'\n'1','Ana Li',''\n'2','Bo Ek','1'\n"),
    ] {
        check(name, text, all);
    }
    let people = "User ID,First name,Last name,Job Title\n1,Ana,Li,CEO\n2,Bo,Ek,Clerk\n";
    let both = read_all(&[("people.csv", people.as_bytes()), ("lines.csv", b"Person,Reports To\n2,1\n")]).0.org;
    assert_eq!(lines(&both), all);
    let text =
        "ID,Name,Manager ID,Management Level\n1,A,,1-Leader\n2,B,1,7-Manager\n3,C,2,9-Specialist\n4,D,2,10-Analyst\n";
    let org = read("staff.csv", text).0.org;
    let rung = |person: u32| org.seat(PersonId(person)).map(|seat| org.rung_place(seat.rung).entry);
    assert!(rung(2) > rung(3), "10 is one step below 9, though it comes before it in the alphabet");
}

#[test]
fn lines_in_single_quotes_keep_their_numbers() {
    let said = read("staff.csv", "'ID','Name','Manager ID'\n\n'1','Ana Li',''\n'2','Bo Ek','9'\n").0.problems;
    let lost = said.iter().find(|problem| problem.what.starts_with("The manager is not in the file"));
    assert_eq!(lost.and_then(|problem| Some(problem.place?.line)), Some(4), "{said:?}");
}
