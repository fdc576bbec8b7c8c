//! The date of what the program makes is the day where the person is, not in Greenwich.

use std::fs;
use std::process::Command;

/// The day on which a spreadsheet without a date is taken in, in a time zone.
fn day_in(zone: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("staff.csv"), "id,name,manager\na,Ana,\nb,Bo,a\n").expect("written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_twintrack"));
    let done = command.args(["import", "staff.csv", "-o", "-"]).env("TZ", zone).current_dir(folder.path()).output();
    let file = String::from_utf8(done.expect("it is built").stdout).expect("text");
    let day = file.split("as_of: \"").nth(1).and_then(|rest| rest.get(..10));
    day.unwrap_or_else(|| panic!("no date in {file}")).to_owned()
}

#[test]
fn where_it_is_always_another_day_the_file_has_another_date() {
    // 26 hours lie between the two, whatever the time is.
    let (west, east) = (day_in("<-12>12"), day_in("<+14>-14"));
    assert!(west < east, "{west} is not before {east}");
}
