//! Saving by the real program: killed at random moments (`TWINTRACK_KILLS`, 500 unless it says otherwise), killed at every system call of a save, and with every one
//! of them failing. The file is the old or the new one, byte for byte.

use crate::program::path;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Two spreadsheets and what the program makes of each.
struct Place {
    folder: TempDir,
    news: [Vec<u8>; 2],
}

const SHEETS: [&str; 2] = ["one.csv", "two.csv"];

impl Place {
    fn new(people: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir(folder.path().join("work")).expect("created");
        let place = Self { folder, news: Default::default() };
        let news = [0, 1].map(|which| {
            let mut generate = Command::new(path());
            let sheet = place.folder.path().join(SHEETS[which]);
            generate.args(["generate", "--people", people, "--seed", &which.to_string(), "-o"]).arg(sheet);
            assert!(generate.output().expect("it runs").status.success());
            let done = place.import(which, &mut Command::new(path())).output().expect("it runs");
            assert!(done.status.success(), "{done:?}");
            fs::read(place.file()).expect("the new file")
        });
        assert_ne!(news[0], news[1]);
        Self { news, ..place }
    }

    fn work(&self) -> PathBuf {
        self.folder.path().join("work")
    }

    fn file(&self) -> PathBuf {
        self.work().join("staff.org.ron")
    }

    /// The command that saves one of the two over the file.
    fn import<'a>(&self, which: usize, command: &'a mut Command) -> &'a mut Command {
        let sheet = self.folder.path().join(SHEETS[which]);
        let command = command.current_dir(self.work()).arg("import").arg(sheet);
        command.args(["-o", "staff.org.ron", "--force", "--as-of", "2026-09-30"]).stdout(Stdio::null())
    }

    /// Which of the two the file is.
    fn which(&self) -> usize {
        let found = fs::read(self.file()).expect("there is a file");
        let which = self.news.iter().position(|new| *new == found);
        which.unwrap_or_else(|| panic!("half a file: {} bytes", found.len()))
    }

    /// What lies beside the file.
    fn beside(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.work()).expect("the folder");
        entries.map(|entry| entry.expect("a file").path()).filter(|path| *path != self.file()).collect()
    }

    /// Runs the command and returns its end and how long after it began to save. Where it is given a time, it is killed
    /// then, unless it is over.
    fn save(&self, which: usize, kill_after: Option<Duration>) -> (Output, Duration) {
        let mut child =
            self.import(which, &mut Command::new(path())).stderr(Stdio::piped()).spawn().expect("it starts");
        while self.beside().is_empty() && child.try_wait().expect("it runs").is_none() {}
        let begun = Instant::now();
        if let Some(wait) = kill_after {
            while begun.elapsed() < wait {
                std::hint::spin_loop();
            }
            child.kill().expect("it can be killed, over or not");
        }
        let done = child.wait_with_output().expect("it is over");
        (done, begun.elapsed())
    }
}

#[test]
#[ignore = "kills a real process 500 times, or as often as TWINTRACK_KILLS says"]
fn whenever_a_save_is_killed_the_file_is_the_old_or_the_new_one() {
    let kills = std::env::var("TWINTRACK_KILLS").map_or(500, |text| text.parse().expect("a number of kills"));
    let place = Place::new("3000");
    let mut random = fastrand::Rng::with_seed(4);
    let mut undisturbed: Vec<Duration> = (0..11).map(|round| place.save(round % 2, None).1).collect();
    undisturbed.sort();
    let usual = undisturbed[5];
    let (mut old, mut new, mut left, mut bare, mut late) = (0, 0, 0, 0, 0);
    while old + new < kills {
        let before = place.which();
        let (done, _) = place.save(1 - before, Some(usual.mul_f64(1.2 * random.f64())));
        match (done.status.signal(), place.which() == before) {
            (None, is_old) => {
                assert!(done.status.success() && !is_old, "a save that was not killed failed: {done:?}");
                late += 1;
            }
            (Some(_), true) => {
                old += 1;
                bare += usize::from(place.beside().is_empty());
            }
            (Some(_), false) => new += 1,
        }
        assert!(late < 10 * kills, "the saves are over before they can be killed");
        if !done.stderr.is_empty() {
            println!("before it was killed: {}", String::from_utf8_lossy(&done.stderr));
        }
        for path in place.beside() {
            assert_eq!(mode(&path), 0o600, "nobody else may read what a killed save leaves");
            fs::remove_file(path).expect("ours");
            left += 1;
        }
    }
    println!(
        "{kills} kills within a save of {:.1} ms: the old file {old} times, the new one {new} times, half a file never; \
         a rest beside it {left} times, the old one without a rest {bare} times; {late} more were over before",
        usual.as_secs_f64() * 1e3
    );
    assert!(old > 0 && new + late > 0, "the kills were not spread over the save");
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").mode() & 0o777
}

/// One system call of the process that saves.
#[derive(Clone, Debug)]
struct Call {
    name: String,
    /// Which of its name, counted from 1.
    nth: usize,
    line: String,
}

/// Runs the command under `strace` and returns its end and its system calls.
fn traced(place: &Place, which: usize, inject: Option<&str>) -> (Output, Vec<Call>) {
    let log = place.folder.path().join("log");
    let mut strace = Command::new("strace");
    strace.arg("-f").arg("-o").arg(&log);
    if let Some(inject) = inject {
        strace.arg(format!("--inject={inject}"));
    }
    let done = place.import(which, strace.arg(path())).output().expect("strace is installed");
    let log = fs::read_to_string(log).expect("a log");
    let mut calls: Vec<Call> = Vec::new();
    for line in log.lines() {
        let line = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
        let Some((name, _)) = line.split_once('(').filter(|(name, _)| !name.contains(['+', '-', '<'])) else {
            continue;
        };
        let nth = 1 + calls.iter().filter(|call| call.name == name).count();
        calls.push(Call { name: name.to_owned(), nth, line: line.to_owned() });
    }
    (done, calls)
}

/// The calls of a save that nothing disturbs, from the first look at the file to the last flush.
fn undisturbed(place: &Place) -> Vec<Call> {
    let (done, calls) = traced(place, 1 - place.which(), None);
    assert!(done.status.success(), "strace may not trace here: {done:?}");
    let first = calls.iter().position(|call| call.line.contains("\"staff.org.ron\", AT_STATX")).expect("a look");
    let last = calls.iter().rposition(|call| call.name == "fsync").expect("a flush");
    // How often memory is asked for differs from run to run, and says nothing about files.
    let is_memory = |call: &Call| ["brk", "mmap", "mremap", "munmap", "madvise", "futex"].contains(&call.name.as_str());
    calls[first..=last].iter().filter(|call| !is_memory(call)).cloned().collect()
}

#[test]
#[ignore = "needs strace"]
fn whatever_system_call_fails_the_file_is_whole_and_the_message_says_what_to_do() {
    let place = Place::new("3000");
    let calls = undisturbed(&place);
    let nth = |name: &str, containing: &str, nth: usize| {
        let mut found = calls.iter().filter(|call| call.name == name && call.line.contains(containing));
        found.nth(nth).unwrap_or_else(|| panic!("no {name}({containing}"))
    };
    let writes = calls.iter().filter(|call| call.name == "write").count();
    let folder = "permission to write to the folder";
    let file = "permission to write `staff.org.ron`";
    let (room, sound) = ("Free up disk space", "check whether this one is healthy");
    let cases: &[(&Call, &[(&str, &str)])] = &[
        (nth("access", "staff", 0), &[("EACCES", file), ("EROFS", file), ("EIO", sound)]),
        (nth("openat", ".saving", 0), &[("ENOSPC", room), ("EDQUOT", room), ("EACCES", folder), ("EROFS", folder)]),
        (nth("write", "", 0), &[("ENOSPC", room), ("EIO", sound), ("EDQUOT", room)]),
        (nth("write", "", writes / 2), &[("ENOSPC", room), ("EIO", sound)]),
        (nth("write", "", writes - 1), &[("ENOSPC", room), ("EIO", sound)]),
        (nth("fchmod", "", 0), &[("EPERM", file), ("EIO", sound)]),
        (nth("fsync", "", 0), &[("EIO", sound), ("ENOSPC", room)]),
        (nth("rename", ".saving", 0), &[("EACCES", file), ("EROFS", file), ("ENOSPC", room), ("EIO", sound)]),
        (nth("fsync", "", 1), &[("EIO", "Save again, or save a copy to another disk")]),
    ];
    let mut failed = 0;
    for (call, errors) in cases {
        for (error, says) in *errors {
            let before = place.which();
            let inject = format!("{}:error={error}:when={}", call.name, call.nth);
            let (done, calls) = traced(&place, 1 - before, Some(&inject));
            assert!(calls.iter().any(|call| call.line.contains("(INJECTED)")), "{inject} did not take place");
            let said = String::from_utf8_lossy(&done.stderr);
            assert_eq!(done.status.code(), Some(2), "{inject}: {said}");
            assert!(said.contains("`staff.org.ron`") && said.contains(says), "{inject}: {said}");
            let is_in_place = call.name == "fsync" && says.starts_with("Save again");
            assert_eq!(place.which(), if is_in_place { 1 - before } else { before }, "{inject}");
            assert_eq!(place.beside(), Vec::<PathBuf>::new(), "{inject}");
            failed += 1;
        }
    }
    println!(
        "{failed} failing system calls: the old file whole every time, or the new one where only the folder's flush failed"
    );
}

#[test]
#[ignore = "needs strace"]
fn whichever_system_call_is_the_last_the_file_is_the_old_or_the_new_one() {
    let place = Place::new("3000");
    let calls = undisturbed(&place);
    let (mut old, mut new) = (0, 0);
    for call in &calls {
        let before = place.which();
        let inject = format!("{}:signal=KILL:when={}", call.name, call.nth);
        let (done, _) = traced(&place, 1 - before, Some(&inject));
        assert_eq!(done.status.code(), None, "{inject} did not take place");
        if place.which() == before {
            old += 1;
        } else {
            new += 1;
        }
        place.beside().into_iter().try_for_each(fs::remove_file).expect("ours");
    }
    println!(
        "killed at each of {} system calls of a save: the old file {old} times, the new one {new} times",
        calls.len()
    );
    assert!(old > 0 && new > 0);
}

#[test]
#[ignore = "needs strace"]
fn where_the_group_cannot_stay_its_permissions_do_not_either() {
    let place = Place::new("30");
    if let Err(error) = chown(place.file(), None, Some(23_456)) {
        eprintln!("not tested: only an administrator can give a file to a group of others: {error}");
        return;
    }
    for (before, after) in [(0o660, 0o600), (0o664, 0o644), (0o640, 0o600)] {
        chown(place.file(), None, Some(23_456)).expect("as before");
        fs::set_permissions(place.file(), PermissionsExt::from_mode(before)).expect("ours");
        let (done, _) = traced(&place, 1 - place.which(), Some("fchown:error=EPERM"));
        assert!(done.status.success(), "{done:?}");
        assert_eq!(mode(&place.file()), after, "from {before:o}");
    }
}
