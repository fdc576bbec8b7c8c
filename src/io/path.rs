//! Paths for people to read, and canonical paths. The files themselves are not looked at here.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// Path for a person to read; parts that are not Unicode are replaced.
pub fn shown(path: &Path) -> String {
    without_prefix(&path.to_string_lossy()).into_owned()
}

/// Canonical path of an existing file, links followed; without the prefix of Windows where the path means the same.
pub fn canonical(path: &Path) -> std::io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// Path without the prefix (`\\?\`) that Windows puts before a path it has resolved itself.
fn without_prefix(path: &str) -> Cow<'_, str> {
    match (path.strip_prefix(r"\\?\UNC\"), path.strip_prefix(r"\\?\")) {
        (Some(share), _) => Cow::Owned(format!(r"\\{share}")),
        // A device or a volume has no other name.
        (None, Some(rest)) if rest.as_bytes().get(1) == Some(&b':') => Cow::Borrowed(rest),
        (None, _) => Cow::Borrowed(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_of_windows_is_never_shown_where_a_path_has_another_name() {
        for (path, expected) in [
            (r"\\?\C:\Users\Ana\staff.org.ron", r"C:\Users\Ana\staff.org.ron"),
            (r"\\?\UNC\server\share\staff.org.ron", r"\\server\share\staff.org.ron"),
            (r"\\server\share\staff.org.ron", r"\\server\share\staff.org.ron"),
            (
                r"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\a",
                r"\\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\a",
            ),
            (r"C:\\?\a", r"C:\\?\a"),
            ("/home/ana/staff.org.ron", "/home/ana/staff.org.ron"),
            ("", ""),
        ] {
            assert_eq!(shown(Path::new(path)), expected);
        }
    }
}
