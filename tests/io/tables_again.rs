//! Round trips: a spreadsheet that is imported, saved, opened, exported as CSV and as a workbook, and imported again is
//! the same organisation each time.

use crate::common::{self, AS_OF};
use crate::exported_data::{exported, told};
use proptest::prelude::*;
use twintrack::io::native::Notation;
use twintrack::io::{Opened, Progress, read};
use twintrack::org::Mode;
use twintrack::report::PictureOptions;

/// One person: name, title, team, manager (a row, nobody, somebody who is not there), grade, pay, days, dotted line.
type Spec = (usize, usize, usize, usize, usize, usize, usize, usize);

const NAMES: [&str; 6] = ["Ana Li", "Bo \"B.\" Ek", "=Cy", "Di, jr", "Élodie Ünal", "'7"];
const TITLES: [&str; 5] = ["", "Engineer", "Clerk; North", "+44", "Line\nbreak"];
const TEAMS: [&str; 3] = ["", "Fleet", "R & D"];
/// A ladder is no part of a table: grades that say no track have the same rungs each time.
const GRADES: [&str; 5] = ["", "3", "4", "5", "6"];
const PAY: [&str; 6] = ["", "90000", "85k", "\"70,000.50\"", "60000-70000", "€55,000"];
const DAYS: [&str; 4] = ["", "2020-02-29", "2026-09-30", "2027-01-01"];

fn text_of(people: &[Spec]) -> String {
    let mut text =
        String::from("Employee ID,Name,Title,Team,Manager ID,Grade,Salary,Currency,Start,End,AltReportsTo\n");
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let id = |row: usize| format!("00{row}");
    for (row, &(name, title, team, manager, grade, pay, day, dotted)) in people.iter().enumerate() {
        let other = |at: usize| if at < people.len() { id(at) } else { String::new() };
        let manager = if manager == 9 { "gone".to_owned() } else { other(manager) };
        let currency = if PAY[pay % PAY.len()].starts_with('€') { "" } else { "USD" };
        let cells = [
            id(row),
            quoted(NAMES[name % NAMES.len()]),
            quoted(TITLES[title % TITLES.len()]),
            quoted(TEAMS[team % TEAMS.len()]),
            manager,
            GRADES[grade % GRADES.len()].to_owned(),
            PAY[pay % PAY.len()].to_owned(),
            currency.to_owned(),
            DAYS[day % DAYS.len()].to_owned(),
            if day == 7 { "2026-01-31".to_owned() } else { String::new() },
            other(dotted),
        ];
        text += &cells.join(",");
        text.push('\n');
    }
    text
}

fn opened(bytes: &[u8], name: &str) -> Opened {
    read(bytes, name, AS_OF, &Progress::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_spreadsheet_comes_back_as_the_same_organisation(
        people in prop::collection::vec((0..6usize, 0..5usize, 0..3usize, 0..10usize, 0..5usize, 0..6usize, 0..8usize, 0..12usize), 1..9)
    ) {
        let text = text_of(&people);
        let mut first = opened(text.as_bytes(), "staff.csv");
        // Pay is exported only where people may be shown.
        first.org.head.mode = Mode::People { purpose: "Test".to_owned(), by: "Test".to_owned(), date: Some(AS_OF) };
        let wanted = told(&first.org);
        for (notation, name) in [(Notation::Ron, "a.org.ron"), (Notation::Json, "a.org.json")] {
            let saved = opened(common::saved(&first, notation).as_bytes(), name);
            prop_assert_eq!(&told(&saved.org), &wanted, "{} of\n{}", name, text);
            let all = PictureOptions { pay: true, findings: true, ..PictureOptions::default() };
            for table in ["b.csv", "b.xlsx"] {
                let again = opened(&exported(&saved.org, table, all.clone()), table);
                prop_assert_eq!(&told(&again.org), &wanted, "{} of\n{}", table, text);
            }
        }
    }
}
