//! Comparison with files in `tests/golden`, which `UPDATE_GOLDEN=1` renews.

use std::path::PathBuf;

/// Panics unless `tests/golden/NAME` holds exactly these bytes.
pub fn check(name: &str, found: &[u8]) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, found).unwrap();
        return;
    }
    let expected = std::fs::read(&path).unwrap_or_default();
    if expected != found {
        let line =
            expected.split(|b| *b == b'\n').zip(found.split(|b| *b == b'\n')).take_while(|(a, b)| a == b).count();
        panic!("{name} differs from line {}; UPDATE_GOLDEN=1 renews it, look at it then", line + 1);
    }
}
