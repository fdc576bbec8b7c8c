//! Opening a file in the program that the desktop has for it, or showing it in its folder.

use std::path::Path;

/// Opens a file. Returns the reason where it is known that nothing opened it.
pub fn open(path: &Path) -> Result<(), String> {
    #[cfg(target_os = "linux")]
    if std::env::var_os("WSL_DISTRO_NAME").is_none()
        && let Some(answer) = linux::open(path)
    {
        return answer;
    }
    opener::open(path).map_err(|error| error.to_string())
}

/// Shows a file among the others of its folder, or the folder where the desktop cannot point to one file.
pub fn reveal(path: &Path) -> Result<(), String> {
    let shown = match path.parent() {
        Some(parent) => opener::reveal(path).or_else(|_| opener::open(parent)),
        None => opener::reveal(path),
    };
    shown.map_err(|error| error.to_string())
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    /// How long a refusal is waited for. Where it opens the file, `xdg-open` may run as long as the program does.
    const REFUSED_WITHIN: Duration = Duration::from_secs(3);

    /// `opener` does not ask `xdg-open` whether it found a program. `None` if there is no `xdg-open`.
    pub fn open(path: &Path) -> Option<Result<(), String>> {
        let mut command = Command::new("xdg-open");
        command.arg(path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // What ends this program does not end the other.
        let mut child = command.process_group(0).spawn().ok()?;
        let began = Instant::now();
        while began.elapsed() < REFUSED_WITHIN {
            match child.try_wait() {
                Ok(Some(status)) if status.success() => return Some(Ok(())),
                // 3 and 4 of its manual page.
                Ok(Some(_)) => return Some(Err("the desktop has no program for it".to_owned())),
                Ok(None) => std::thread::sleep(Duration::from_millis(20)),
                Err(_) => break,
            }
        }
        // Whoever started a program has to take note of its end.
        std::thread::spawn(move || child.wait());
        Some(Ok(()))
    }
}
