//! Paths as people write them. What is in a path is not looked at here.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// A path to be read by a person; what is not Unicode in it is replaced.
pub fn shown(path: &Path) -> String {
    without_prefix(&path.to_string_lossy()).into_owned()
}

/// The one name of a file that is there, links followed; without the mark of Windows where the name means the same.
pub fn canonical(path: &Path) -> std::io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// A path without the mark (`\\?\`) that Windows puts in front of one that it has looked up itself.
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
