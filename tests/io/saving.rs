//! Saving at its worst: every operation of the disk fails or is the last before the power goes, and the file is the
//! old or the new one, whole, every time. Real processes and failing system calls are in `tests/real`.

use crate::common::opened;
use crate::fake_disk::{FakeDisk, Fault};
use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use twintrack::io::{self, FileState, Opened, SaveError, Since, content_hash};

const LINK: &str = "work/link.org.ron";
const FILE: &str = "work/staff.org.ron";
const OLD: &[u8] = b"(twintrack: 1, people: [(id: \"a\")])";
const MODE: u32 = 0o640;

/// What a save found wrong, and the disk after it.
fn saved(opened: &Opened, fault: Fault) -> (Result<FileState, SaveError>, FakeDisk) {
    let disk = FakeDisk::new(fault, (LINK, "staff.org.ron"), FILE, OLD, MODE);
    let done = io::save_on(&disk, Path::new(LINK), &opened.org, &opened.scenarios, &opened.unread);
    (done, disk)
}

/// The new content, and the operations of a save that nothing disturbs.
fn undisturbed(opened: &Opened) -> (Vec<u8>, Vec<&'static str>) {
    let (done, disk) = saved(opened, Fault::Nothing);
    let state = done.expect("nothing goes wrong");
    let [(name, new, mode)] = disk.files().try_into().expect("one file");
    assert_eq!((name, mode), (PathBuf::from(FILE), MODE));
    assert_eq!((state.len, state.hash), (new.len() as u64, content_hash(&new)));
    (new, disk.done())
}

#[test]
fn the_operations_come_in_the_order_in_which_nothing_is_lost() {
    let (_, mut operations) = undisturbed(&opened());
    operations.dedup();
    assert_eq!(operations, ["link", "kept", "create", "write", "keep", "flush", "rename", "flush folder"]);
}

#[test]
fn whatever_fails_the_old_file_stays_and_nothing_is_left_beside_it() {
    let opened = opened();
    let (new, operations) = undisturbed(&opened);
    for (at, operation) in operations.iter().enumerate() {
        for kind in [
            ErrorKind::StorageFull,
            ErrorKind::QuotaExceeded,
            ErrorKind::PermissionDenied,
            ErrorKind::ReadOnlyFilesystem,
            ErrorKind::NotFound,
            ErrorKind::Other,
        ] {
            let (done, disk) = saved(&opened, Fault::Error(at, kind));
            let error = done.expect_err("an operation failed");
            if let SaveError::Unsure { file, .. } = &error {
                assert_eq!((*operation, file.hash), ("flush folder", content_hash(&new)));
                assert_eq!(error.unflushed(), None, "it has failed");
            }
            let is_denied = matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem);
            let says = match *operation {
                "flush folder" => "Save again",
                "create" if is_denied => "permission to write to the folder `work`",
                _ if is_denied => "permission to write `work/link.org.ron`",
                _ if kind == ErrorKind::NotFound => "folder exists",
                _ if kind == ErrorKind::Other => "another disk",
                _ => "Free up disk space",
            };
            assert!(error.hint().contains(says), "{operation} {kind}: {}", error.hint());
            assert!(error.to_string().contains("`work/link.org.ron`"), "{error}");
            let content = if *operation == "flush folder" { &new } else { OLD };
            assert!(disk.files() == [(PathBuf::from(FILE), content.to_vec(), MODE)], "{operation} {kind}");
        }
    }
}

#[test]
fn whenever_the_program_is_killed_the_file_is_the_old_or_the_new_one() {
    let opened = opened();
    let (new, operations) = undisturbed(&opened);
    for (at, operation) in operations.iter().enumerate() {
        let (done, disk) = saved(&opened, Fault::End(at));
        assert!(done.is_err());
        for (name, content, mode) in disk.files() {
            let is_beside = name == Path::new("work/beside");
            assert!(is_beside || name == Path::new(FILE), "{operation}: {name:?}");
            assert!(is_beside || content == OLD || content == new, "{operation}: half a file");
            assert!(mode == 0o600 || content == OLD || content == new, "{operation}: half a file for others to read");
        }
        assert!(disk.files().iter().any(|(name, ..)| name == Path::new(FILE)), "{operation}: no file");
    }
}

/// What may be found in the place of the file after a power cut that is neither the old nor the new one; and whether
/// the old one may be.
fn lost(disk: &FakeDisk, new: &[u8]) -> (usize, bool) {
    let found: BTreeSet<Option<Vec<u8>>> = disk.after_power_cut(FILE);
    let is_old = |content: &Option<Vec<u8>>| content.as_deref() == Some(OLD);
    let others = found.iter().filter(|content| !is_old(content) && content.as_deref() != Some(new)).count();
    (others, found.iter().any(is_old))
}

#[test]
fn whenever_the_power_goes_the_file_is_the_old_or_the_new_one() {
    let opened = opened();
    let (new, operations) = undisturbed(&opened);
    for (at, operation) in operations.iter().enumerate() {
        let (done, disk) = saved(&opened, Fault::End(at));
        assert!(done.is_err());
        assert_eq!(lost(&disk, &new).0, 0, "{operation}");
    }
    let (done, disk) = saved(&opened, Fault::Nothing);
    done.expect("saved");
    assert_eq!(lost(&disk, &new), (0, false), "what was said to be saved is the new file");
}

#[test]
fn a_save_without_its_flushes_would_not_pass() {
    let opened = opened();
    let (new, _) = undisturbed(&opened);
    let (_, disk) = saved(&opened, Fault::UnflushedContent);
    assert!(lost(&disk, &new).0 > 0, "half a file");
    let (_, disk) = saved(&opened, Fault::UnflushedNames);
    assert!(lost(&disk, &new).1, "the old file after a save");
}

#[test]
fn on_a_disk_that_knows_no_full_flush_the_file_is_saved_and_nothing_is_said_to_be_lost() {
    let opened = opened();
    let (new, _) = undisturbed(&opened);
    let (done, disk) = saved(&opened, Fault::Unknown(&["flush"]));
    assert_eq!(done.expect("saved").hash, content_hash(&new));
    assert_eq!(lost(&disk, &new), (0, false), "what was said to be saved is the new file");

    let (done, disk) = saved(&opened, Fault::Unknown(&["flush", "flush content"]));
    let error = done.expect_err("nobody knows whether it is on the disk");
    let is_new = matches!(&error, SaveError::Unsure { file, .. } if file.hash == content_hash(&new));
    assert!(is_new && error.to_string().starts_with("`work/link.org.ron` is saved, but"), "{error}");
    assert_eq!(io::settled(Err(error)).expect("it has done what it can").hash, content_hash(&new));
    assert!(disk.files() == [(PathBuf::from(FILE), new, MODE)], "the new file is in its place");
}

#[test]
fn what_cannot_be_written_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.org.ron");
    let error = io::replace(&path, |out| {
        out.write_all(&[b'a'; 100_000])?;
        Err(ErrorKind::StorageFull.into())
    });
    assert!(matches!(error, Err(SaveError::Disk { .. })));
    let caught = std::panic::catch_unwind(|| io::replace(&path, |_| panic!("a fault in the program")));
    assert!(caught.is_err());
    assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 0);
}

#[test]
fn what_a_killed_save_left_a_day_ago_is_cleared_away_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let day = Duration::from_secs(25 * 60 * 60);
    for (name, age) in [
        (".twintrack-old.saving", day),
        (".twintrack-new.saving", Duration::ZERO),
        (".twintrack-notes", day),
        ("old.saving", day),
    ] {
        let file = fs::File::create(folder.path().join(name)).expect("created");
        file.set_modified(SystemTime::now() - age).expect("ours");
    }
    io::replace(&folder.path().join("a.org.ron"), |out| out.write_all(b"()")).expect("saved");
    let mut names: Vec<_> = fs::read_dir(folder.path()).expect("there").map(|it| it.expect("it").file_name()).collect();
    names.sort();
    assert_eq!(names, [".twintrack-new.saving", ".twintrack-notes", "a.org.ron", "old.saving"]);
}

#[test]
fn a_saved_file_is_what_the_save_says_until_somebody_changes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.org.ron");
    let state = io::replace(&path, |out| out.write_all(OLD)).expect("saved");
    assert_eq!(state, FileState::of(&path).expect("read"));
    assert!(state.seems_same(&path));
    fs::write(&path, "()").expect("written");
    assert_eq!(state.changed_since(&path).expect("read"), Since::Changed);
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};

    fn write(path: &Path) -> Result<FileState, SaveError> {
        io::replace(path, |out| out.write_all(b"()"))
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).expect("there").mode() & 0o777
    }

    #[test]
    fn a_folder_a_device_and_a_circle_of_links_are_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        symlink(&one, &two).expect("a link");
        symlink(&two, &one).expect("a link");
        for path in [folder.path(), Path::new("/dev/null"), &one] {
            let error = write(path).expect_err("it is no file");
            assert_eq!(error.hint(), "Save it under another name", "{error}");
        }
        assert!(fs::metadata("/dev/null").is_ok_and(|found| !found.is_file()));
    }

    #[test]
    fn the_group_and_the_owner_stay_where_they_may_and_nobody_else_may_read_where_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.org.ron");
        fs::write(&path, "").expect("written");
        // Only an administrator can give a file to others; everybody else tests that theirs stays theirs.
        let _ = chown(&path, Some(12_345), Some(23_456));
        fs::set_permissions(&path, PermissionsExt::from_mode(0o664)).expect("ours");
        let before = fs::metadata(&path).expect("there");
        write(&path).expect("saved");
        let after = fs::metadata(&path).expect("there");
        assert_ne!(before.ino(), after.ino());
        assert_eq!((before.uid(), before.gid(), before.mode()), (after.uid(), after.gid(), after.mode()));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn the_access_list_stays() {
        use rustix::fs::{XattrFlags, getxattr, setxattr};
        const NAME: &str = "system.posix_acl_access";
        // Version 2, then each entry's tag, permissions and id: the owner rw, user 4242 r, the group nothing, a mask of
        // r, others nothing.
        let mut list = 2_u32.to_le_bytes().to_vec();
        for (tag, permissions, id) in
            [(1_u16, 6_u16, u32::MAX), (2, 4, 4242), (4, 0, u32::MAX), (16, 4, u32::MAX), (32, 0, u32::MAX)]
        {
            list.extend(tag.to_le_bytes());
            list.extend(permissions.to_le_bytes());
            list.extend(id.to_le_bytes());
        }
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.org.ron");
        fs::write(&path, "").expect("written");
        if let Err(error) = setxattr(&path, NAME, &list, XattrFlags::empty()) {
            eprintln!("not tested: this file system has no access lists: {error}");
            return;
        }
        assert_eq!(mode(&path), 0o640, "the bits of the group are the mask");
        write(&path).expect("saved");
        let mut kept = vec![0; 256];
        let len = getxattr(&path, NAME, kept.as_mut_slice()).expect("a list");
        assert_eq!((&kept[..len], mode(&path)), (list.as_slice(), 0o640));
    }
}
