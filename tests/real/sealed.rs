//! Sealed files with the reference program of their format: what it seals opens here, and what is sealed here it opens.

use crate::program::path;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// Runs `age` at a terminal of its own, and types the passphrase whenever it can be asked for.
fn age(folder: &Path, arguments: &str, times: usize) {
    let mut script = Command::new("script");
    script.args(["-qec", &format!("age {arguments}"), "/dev/null"]).current_dir(folder);
    let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script, of bsdutils");
    let mut keys = child.stdin.take().expect("piped");
    for _ in 0..times {
        sleep(Duration::from_secs(2));
        keys.write_all(b"correct horse\n").expect("it listens");
    }
    // With the terminal closed it would stop before it has written.
    sleep(Duration::from_secs(6));
    drop(keys);
    let done = child.wait_with_output().expect("it is over");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

fn twintrack(folder: &Path, line: &str) -> String {
    let done = Command::new(path()).current_dir(folder).args(line.split_whitespace()).output().expect("it runs");
    assert!(done.status.success(), "{line}: {}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8(done.stdout).expect("text")
}

#[test]
#[ignore = "needs the package age"]
fn the_reference_program_and_this_one_open_what_the_other_seals() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("halden.org.ron"), twintrack::BUNDLED).expect("room");
    fs::write(at("passphrase"), "correct horse\n").expect("room");
    let check = twintrack(folder.path(), "check halden.org.ron --fail-on never --format json");
    age(folder.path(), "-p -o theirs.org.ron.age halden.org.ron", 2);
    let theirs = "check theirs.org.ron.age --fail-on never --format json --passphrase-file passphrase";
    assert_eq!(twintrack(folder.path(), theirs), check);
    twintrack(folder.path(), "copy halden.org.ron --structure -o plain.org.ron");
    twintrack(folder.path(), "copy halden.org.ron --structure -o ours.org.ron.age --passphrase-file passphrase");
    age(folder.path(), "-d -o opened.org.ron ours.org.ron.age", 1);
    let [plain, opened] = ["plain.org.ron", "opened.org.ron"].map(|name| fs::read(at(name)).expect("there"));
    assert!(plain == opened && plain.starts_with(b"("));
}
