//! What a program that is killed loses of what was not saved: at most the last second.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use twintrack::edit::Step;
use twintrack::io::journal::{Entry, Journal, JournalWriter};

fn title(name: &str) -> Entry {
    let step = Step::Title { person: "ana".into(), from: "Chemist".into(), to: name.into() };
    Entry::Edit { name: name.into(), steps: vec![step] }
}

/// What the killed process runs: an entry every few milliseconds, each told once it was handed over.
#[test]
#[ignore = "run by `two_hundred_kills_lose_at_most_the_last_second`"]
fn a_program_that_is_killed() {
    let Some(folder) = std::env::var_os("TWINTRACK_KILLED_IN") else { return };
    let folder = PathBuf::from(folder);
    let journal = Journal::open(&folder, &folder.join("staff.org.ron"), 1).expect("a journal");
    let writer = JournalWriter::start(journal, JournalWriter::INTERVAL).expect("a thread");
    for number in 0.. {
        writer.entry(title(&number.to_string()));
        println!("entry {number} {}", millis());
        std::thread::sleep(Duration::from_millis(3));
    }
}

fn millis() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis()
}

#[test]
#[ignore = "kills 200 processes"]
fn two_hundred_kills_lose_at_most_the_last_second() {
    const KILLS: usize = 200;
    const AT_ONCE: usize = 8;
    let mut random = fastrand::Rng::with_seed(4);
    let (mut handed_over, mut recovered, mut oldest_lost) = (0, 0, 0);
    for _ in 0..KILLS / AT_ONCE {
        let mut running = Vec::new();
        for _ in 0..AT_ONCE {
            let folder = tempfile::tempdir().expect("a folder");
            let child = Command::new(std::env::current_exe().expect("this test"))
                .args(["--exact", "recovery::a_program_that_is_killed", "--ignored", "--nocapture"])
                .env("TWINTRACK_KILLED_IN", folder.path())
                .stdout(Stdio::piped())
                .spawn()
                .expect("it starts");
            // All it says fits into the pipe: nobody reads until it is dead.
            running.push((Duration::from_millis(random.u64(100..1_500)), folder, child));
        }
        running.sort_by_key(|(wait, ..)| *wait);
        let begun = SystemTime::now();
        for (wait, folder, mut child) in running {
            let left = wait.saturating_sub(begun.elapsed().expect("time goes on"));
            std::thread::sleep(left);
            child.kill().expect("it runs");
            let killed = millis();
            let said = child.wait_with_output().expect("it is dead").stdout;
            let said = String::from_utf8(said).expect("text");
            let told: Vec<u128> = said
                .lines()
                .filter(|line| line.ends_with(|c: char| c.is_ascii_digit()))
                .filter_map(|line| line.split("entry ").nth(1)?.split(' ').nth(1)?.parse().ok())
                .collect();
            let found = Journal::found(folder.path(), &folder.path().join("staff.org.ron"));
            let found = found.expect("a journal of this version").map_or_else(Vec::new, |found| found.entries);
            for (number, entry) in found.iter().enumerate() {
                assert_eq!(*entry, title(&number.to_string()));
            }
            // The one that was handed over and not told yet may be there too.
            assert!(found.len() <= told.len() + 1, "{} of {}", found.len(), told.len());
            if let Some(lost) = told.get(found.len()) {
                oldest_lost = oldest_lost.max(killed.saturating_sub(*lost));
            }
            handed_over += told.len();
            recovered += found.len();
        }
    }
    println!(
        "{KILLS} kills: {recovered} of {handed_over} edits recovered, the oldest of those lost {oldest_lost} ms old"
    );
    assert!(recovered > 0 && oldest_lost <= 1_000, "{oldest_lost} ms");
}
