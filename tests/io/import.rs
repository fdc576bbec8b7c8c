//! Spreadsheets with each trap that real files hold: one small file in, one line out.

use crate::common::AS_OF as TODAY;
use proptest::prelude::*;
use twintrack::io::csv::{self, Counts, ImportOptions, ImportReport};
use twintrack::io::{Opened, Problem, Progress};
use twintrack::org::{Kind, Line, Org, PersonId, SeatSource, TrackKind};

fn import_all(files: &[&str]) -> (Opened, ImportReport) {
    let names: Vec<String> = (0..files.len()).map(|i| format!("staff{i}.csv")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(String::as_str).zip(files.iter().map(|f| f.as_bytes())).collect();
    csv::read_all(&files, &ImportOptions::on(TODAY), &Progress::default()).expect("opens")
}

fn import(text: &str) -> (Opened, ImportReport) {
    import_all(&[text])
}

/// Each person as `key<manager`, with `?` for a manager who is not there and `!` for oneself.
fn lines(org: &Org) -> String {
    let one = |person| {
        let up = match (org.manager(person), org.unlinked(person)) {
            (Some(above), _) => org.key(above).to_owned(),
            (None, Some(twintrack::org::Unlinked::Itself(_))) => "!".to_owned(),
            (None, Some(twintrack::org::Unlinked::Unknown(_))) => "?".to_owned(),
            (None, None) => String::new(),
        };
        format!("{}<{up}", org.key(person))
    };
    org.people().map(one).collect::<Vec<_>>().join(" ")
}

fn check_lines(text: &str, expected: &str) {
    assert_eq!(lines(&import(text).0.org), expected, "{text}");
}

fn check_problem(text: &str, expected: &str) {
    let said: Vec<String> = import(text).0.problems.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|line| line.contains(expected)), "{expected} not in {said:#?}");
}

fn check_seat(text: &str, person: u32, expected: &str) {
    let org = import(text).0.org;
    let seat = org.seat(PersonId(person)).map(|seat| {
        let kind = if org.track(seat.rung).kind == TrackKind::Ic { "ic" } else { "management" };
        format!("{} {kind} {:?}", org.rung(seat.rung).code, seat.source)
    });
    assert_eq!(seat.as_deref().unwrap_or("none"), expected, "{text}");
}

#[test]
fn managers_are_found_by_whatever_names_them() {
    check_lines("id,name,manager\n1,Ana,\n2,Bo,1\n", "1< 2<1");
    check_lines("id,name,manager\n2,Bo,1\n1,Ana,\n", "2<1 1<");
    check_lines("id,name,email,manager email\n1,Ana,a@x,\n2,Bo,b@x,A@x\n", "1< 2<1");
    check_lines("id,user name,name,manager\n1,ana7,Ana,\n2,bo8,Bo,ana7\n", "1< 2<1");
    check_lines("id,name,manager\n1,Ana de Sousa,\n2,Bo,\"de Sousa, Ana\"\n3,Cy,ana  de sousa\n", "1< 2<1 3<1");
    check_lines("id,first name,last name,manager\n1,Ana,Sousa,\n2,Bo,Li,Ana Sousa\n", "1< 2<1");
    check_lines("key,name,role,reports_to,manager_role_slug\nk1,Ana,CEO,none,ceo\nk2,Bo,CTO,ceo,cto\n", "k1< k2<k1");
}

#[test]
fn an_ambiguous_name_is_reported_and_never_guessed() {
    let text = "id,name,manager\n1,Ana,\n2,Ana,\n3,Bo,Ana\n";
    check_lines(text, "1< 2< 3<?");
    check_problem(text, "line 4, column 1: Several lines match this manager: Ana");
}

#[test]
fn folding_comes_second_and_is_said() {
    let text = "id,name,manager\n00009000,Ana,\nAbC-1,Bo,9000\n3,Cy,ABC-1\n";
    check_lines(text, "00009000< AbC-1<00009000 3<AbC-1");
    check_problem(text, "line 3, column 1: The manager is written `9000`, the id `00009000`");
    let counts = import(text).1.counts;
    assert_eq!((counts.orphans, counts.orphans_after_folding, counts.edges), (2, 0, 0));
    // Two ids that fold to the same are not guessed between; an exact match wins.
    check_lines("id,name,manager\n09,Ana,\n9,Bo,\n3,Cy,009\n4,Di,9\n", "09< 9< 3<? 4<9");
}

#[test]
fn tops_oneself_orphans_duplicates_and_loops_are_counted() {
    let text = "id,name,manager\n1,A,XX\n2,B,2\n3,C,nobody\n4,D,5\n5,E,4\n6,F,4\n1,A2,3\n,G,1\n7,H,1\n8,I,7\n";
    let expected = Counts {
        rows: 10,
        unique_ids: 8,
        duplicate_ids: 1,
        roots: 1,
        edges: 5,
        self_reports: 1,
        orphans: 1,
        orphans_after_folding: 1,
        cycles: 1,
        people_in_cycles: 2,
        max_depth: 2,
        max_span: 2,
        managers: 4,
        rows_without_id: 1,
        orphan_rows: 0,
    };
    let (opened, report) = import(text);
    assert_eq!(report.counts, expected);
    assert_eq!(lines(&opened.org), "1< 2<! 3<? 4<5 5<4 6<4 1~2<3 G<1 7<1 8<7");
    check_problem(text, "line 8, column 1: The id `1` is already used on line 2");
    check_problem(text, "line 9, column 1: This line has no id: G");
}

#[test]
fn a_top_marker_that_is_somebodys_id_is_that_person() {
    check_lines("id,name,manager\nXX,Ana,\n2,Bo,XX\n", "XX< 2<XX");
    check_lines("id,name,manager\n1,Ana,\\N\n2,Bo,NO_MANAGER\n3,Cy,n/a\n", "1< 2< 3<");
}

#[test]
fn vacancies_bots_and_rows_for_several_posts_are_no_persons() {
    let text = "id,name,kind,manager\n1,Ana,person,\n2,Vacant,,1\n3,'Eliminated',,1\n4,ci,bot,1\nroot,,,\n5,N/D,,1\n";
    let org = import(text).0.org;
    let kinds: Vec<Kind> = org.people().map(|p| org.kind(p)).collect();
    assert_eq!(kinds, [Kind::Person, Kind::Vacancy, Kind::Vacancy, Kind::Bot, Kind::Vacancy, Kind::Person]);
    assert_eq!(org.status(PersonId(2)), "Eliminated");
    assert_eq!(org.end(PersonId(2)), Some(jiff::civil::date(2026, 9, 29)));
    assert_eq!(org.name(PersonId(5)), "");
    check_problem(text, "line 4, column 1: Post abolished");
}

const SENIOR: &str = "Post Unique Reference,Name,Grade,Job Title,Reports to Senior Post,FTE,Actual Pay Floor (£),Actual Pay Ceiling (£)\n\
    1,Ana,SCS2,Director,XX,1,\"85,000\",\"89,999\"\n2,Bo,SCS1,Deputy Director,1,0.8,N/D,0\n3,Cy,SCS1,Adviser,1,1,0,0\n";
const JUNIOR: &str = "Reporting Senior Post,Grade,Payscale Minimum (£),Payscale Maximum (£),Generic Job Title,Number of Posts in FTE\n\
    2,EO,25000,30000,Officer,3.86\n9,HEO,31000,35000,Officer,1\n";

#[test]
fn junior_posts_hang_under_the_senior_ones() {
    let (opened, report) = import_all(&[SENIOR, JUNIOR]);
    let org = &opened.org;
    assert_eq!(lines(org), "1< 2<1 3<1 row~4<2 row~5<?");
    assert_eq!(org.kind(PersonId(3)), Kind::Several);
    assert_eq!(org.details(PersonId(3)).posts, Some(3.86));
    assert!((report.posts_fte - 4.86).abs() < 1e-9);
    assert_eq!(report.counts.orphan_rows, 1);
    let (alone, report) = import(JUNIOR);
    assert_eq!((alone.org.len(), report.counts.orphan_rows), (2, 2));
}

#[test]
fn pay_is_a_band_and_what_is_not_disclosed_is_missing() {
    let org = import(SENIOR).0.org;
    assert_eq!((org.pay(PersonId(0)).low, org.pay(PersonId(0)).high), (85_000.0, 89_999.0));
    assert_eq!(org.head.currency, "GBP");
    assert!(!org.pay(PersonId(1)).is_recorded() && !org.pay(PersonId(2)).is_recorded());
    assert_eq!(org.pay(PersonId(1)).fte, 0.8);
    let org = import("id;name;salary;currency;hourly rate\n1;Ana;65.000,50;EUR;\n2;Bo;;EUR;25,5\n3;Cy;9;USD;\n").0.org;
    assert_eq!(org.yearly_pay(PersonId(0)), Some(65_000.5));
    assert_eq!(org.yearly_pay(PersonId(1)), Some(25.5 * 2080.0));
    assert_eq!(org.yearly_pay(PersonId(2)), None);
}

#[test]
fn nothing_that_was_read_is_dropped() {
    let text = "id,name,Name,,Favourite,salary,start date,fte\n1,Ana,Anna,x,\"a \"\"b\"\"\nc\",lots,soon,part,beyond\n";
    let org = import(text).0.org;
    let kept: Vec<String> = org.details(PersonId(0)).unknown.iter().map(|u| format!("{}={}", u.name, u.raw)).collect();
    assert_eq!(
        kept,
        [
            "name_column_3=\"Anna\"",
            "column_4=\"x\"",
            "favourite=\"a \\\"b\\\"\\nc\"",
            "salary=\"lots\"",
            "start_date=\"soon\"",
            "fte_column=\"part\"",
            "column_9=\"beyond\"",
        ]
    );
    check_problem(text, "line 2, column 1: This is not an amount of pay: lots");
    check_problem(text, "line 2, column 1: This is not a date: soon");
    check_problem(text, "line 2, column 1: This line has more cells than the header");
}

#[test]
fn the_files_own_grades_make_the_ladder() {
    check_seat(SENIOR, 0, "SCS2 M management Mapped");
    check_seat(SENIOR, 1, "SCS1 M management Suggested");
    check_seat(SENIOR, 2, "SCS1 ic Mapped");
    let codes = "id,name,level,manager\n1,Ana,M3,\n2,Bo,IC5,1\n3,Cy,IC4,1\n4,Di,M1,1\n";
    check_seat(codes, 0, "M3 management Mapped");
    check_seat(codes, 1, "IC5 ic Mapped");
    check_problem(codes, "The file does not state which rungs of its two tracks are equal");
    let people: String = (0..100).map(|i| format!("{i},P{i},Engineer,{i}\n")).collect();
    let no_ladder = format!("id,name,title,level\n{people}");
    check_problem(&no_ladder, "100 grades for 100 people are too many to form a ladder");
    check_seat(&no_ladder, 0, "IC2 ic Suggested");
}

#[test]
fn without_grades_seats_are_suggested_from_reports_then_titles() {
    let text = "id,name,title,manager\n1,Ana,CEO,\n2,Bo,Senior Engineer,1\n3,Cy,Product Manager,1\n4,Di,Staff Engineer,2\n5,Ed,VP Sales,1\n";
    check_seat(text, 0, "M6 management Suggested");
    check_seat(text, 1, "M1 management Suggested");
    check_seat(text, 2, "IC2 ic Suggested");
    check_seat(text, 3, "IC4 ic Suggested");
    check_seat(text, 4, "M5 management Suggested");
    assert_eq!(import(text).1.seats_suggested, 5);
    check_seat("id,name,manager\n1,Ana,\n2,Bo,1\n", 0, "none");
}

#[test]
fn rows_of_several_dates_are_taken_at_one() {
    let text = "EffectiveDate,PersonId,ManagerId,Organization\n01/31/2026,a,,X\n01/31/2026,b,a,X\n02/28/2026,a,,Y\n";
    let (opened, report) = import(text);
    assert_eq!((lines(&opened.org).as_str(), report.counts.rows), ("a<", 3));
    check_problem(
        text,
        "The file contains the same people on 2 dates; the rows for 2026-02-28 are used (2 rows for other dates",
    );
    let options = ImportOptions { as_of: Some(jiff::civil::date(2026, 2, 1)), ..ImportOptions::on(TODAY) };
    let earlier = csv::read(text.as_bytes(), "viva.csv", &options, &Progress::default()).expect("opens").0;
    assert_eq!(lines(&earlier.org), "a< b<a");
}

#[test]
fn dotted_lines_and_assistants_are_drawn() {
    let org = import("id,name,manager,AltReportsTo,Is Assistant\n1,Ana,,,\n2,Bo,1,,\n3,Cy,1,2;9,Y\n").0.org;
    assert_eq!(org.lines().above(PersonId(2), Line::Dotted), [PersonId(1)]);
    assert_eq!(org.lines().above(PersonId(2), Line::Assistant), [PersonId(0)]);
    assert_eq!(org.details(PersonId(2)).unknown[0].raw, "\"2;9\"");
}

#[test]
fn text_that_looks_like_a_formula_stays_as_it_is() {
    let org = import("id,name,title\n1,=cmd|'/c calc'!A0,- Head of +44\n").0.org;
    assert_eq!((org.name(PersonId(0)), org.title(PersonId(0))), ("=cmd|'/c calc'!A0", "- Head of +44"));
}

#[test]
fn a_file_without_managers_says_which_export_has_them() {
    check_problem("displayName,userPrincipalName,jobTitle\nAna,a@x,CEO\n", "No column states who reports to whom");
}

#[test]
fn a_cell_of_a_megabyte_and_a_chain_of_twenty_thousand_open() {
    let long = "x".repeat(1 << 20);
    assert_eq!(import(&format!("id,name,about\n1,Ana,\"{long}\"\n")).0.org.len(), 1);
    let chain: String = (0..20_000).map(|i| format!("{},P,{i}\n", i + 1)).collect();
    let counts = import(&format!("id,name,manager\n0,P,\n{chain}")).1.counts;
    assert_eq!((counts.max_depth, counts.max_span, counts.cycles), (20_000, 1, 0));
}

#[test]
fn opening_can_be_cancelled() {
    let progress = Progress::default();
    progress.cancel();
    let opened = csv::read(b"id,name\n1,Ana\n", "a.csv", &ImportOptions::on(TODAY), &progress);
    assert!(matches!(opened, Err(twintrack::io::OpenError::Cancelled)));
}

#[test]
fn seats_are_never_said_to_be_given() {
    let org = import(SENIOR).0.org;
    assert!(org.people().filter_map(|p| org.seat(p)).all(|seat| seat.source != SeatSource::Given));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a file holds, it opens with all its rows or says why not.
    #[test]
    fn no_file_panics(
        start in prop::sample::select(vec!["", "id,name,manager,grade,pay\n", "sep=;\nid;name;start date;fte\n", "\u{feff}Name\tTitle\n"]),
        cells in "[0-3aé\",;\t\n\r/.£ -]{0,60}",
        tail in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let bytes = [start.as_bytes(), cells.as_bytes(), &tail].concat();
        match csv::read(&bytes, "staff.csv", &ImportOptions::on(TODAY), &Progress::default()) {
            Ok((opened, report)) => {
                // Lines of one person that say the same count once, and that is said of each person.
                let number = |text: &str| text.split(' ').next().and_then(|it| it.parse::<usize>().ok());
                let folded = |it: &Problem| match it.hint.split_once("added; ") {
                    Some((_, lines)) => number(lines),
                    None if it.hint.ends_with("count once") => number(it.what.split(" is on ").nth(1)?).map(|it| it - 1),
                    None => None,
                };
                let folded: usize = opened.problems.iter().filter_map(folded).sum();
                prop_assert!(opened.org.len() + folded >= report.counts.rows, "{} people, {} folded", opened.org.len(), folded);
                let c = report.counts;
                prop_assert_eq!(c.roots + c.edges + c.self_reports + c.orphans, c.unique_ids);
            }
            Err(error) => prop_assert!(!error.hint().is_empty()),
        }
    }
}
