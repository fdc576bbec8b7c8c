//! The reason that no window opens, in one plain sentence with the package to install. The system's own message is
//! never shown, since it names source files from other people's machines.

use std::fmt;

/// Reason that there is no window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoWindow {
    /// No X11 or Wayland display in the environment.
    NoDisplay,
    /// The display does not respond.
    NoAnswer,
    /// Missing library; the package that contains it.
    NoLibrary(&'static str),
    /// No OpenGL on the display.
    NoDriver,
    /// Any other reason.
    Other,
    /// The window was open, and a bug in the program ended it.
    Crashed(String),
}

/// Parts of the names of libraries loaded at run time, and their Debian packages.
const LIBRARIES: [(&str, &str); 9] = [
    ("xkbcommon-x11", "libxkbcommon-x11-0"),
    ("xkbcommon", "libxkbcommon0"),
    ("Xcursor", "libxcursor1"),
    ("libXi.", "libxi6"),
    ("libXi-", "libxi6"),
    ("X11-xcb", "libx11-xcb1"),
    ("libX11.", "libx11-6"),
    ("libEGL", "libegl1"),
    ("libGL.", "libgl1"),
];

impl NoWindow {
    /// Reason for an error of `eframe`.
    pub fn of(error: &eframe::Error) -> Self {
        match error {
            eframe::Error::NoGlutinConfigs(..) => Self::NoLibrary("libgl1 libegl1"),
            eframe::Error::Glutin(_) | eframe::Error::OpenGL(_) => Self::NoDriver,
            other => Self::said(&format!("{other:?}")),
        }
    }

    /// Reason found in the text of an error or a panic.
    pub fn said(words: &str) -> Self {
        if words.contains("neither WAYLAND_DISPLAY nor") {
            Self::NoDisplay
        } else if words.contains("OpenDisplayFailed") || words.contains("Failed to open connection") {
            Self::NoAnswer
        } else if let Some((_, package)) = LIBRARIES.iter().find(|(part, _)| words.contains(part)) {
            Self::NoLibrary(package)
        } else if words.contains("FBConfig") || words.contains("NoAvailablePixelFormat") {
            Self::NoDriver
        } else {
            Self::Other
        }
    }
}

impl fmt::Display for NoWindow {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NoDisplay => f.write_str(
                "There is no display to open a window on. Start Twintrack on a desktop, or install the package xvfb \
                 and start it with xvfb-run",
            ),
            Self::NoAnswer => f.write_str(
                "The display does not respond. Check DISPLAY, or install the package xvfb and start Twintrack with \
                 xvfb-run",
            ),
            Self::NoLibrary(packages) => {
                let plural = if packages.contains(' ') { "s" } else { "" };
                write!(f, "The window needs a library that is not installed. Install the package{plural} {packages}")
            }
            Self::NoDriver => f.write_str("The display does not support OpenGL. Install the package libgl1-mesa-dri"),
            Self::Other => f.write_str(
                "The window could not be opened. Check that the packages libgl1-mesa-dri, libegl1 and \
                 libxkbcommon-x11-0 are installed",
            ),
            Self::Crashed(words) => write!(
                f,
                "Twintrack stopped because of an internal error. Please report it: \
                                               {words}"
            ),
        }
    }
}

impl std::error::Error for NoWindow {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(words: &str, why: NoWindow) {
        assert_eq!(NoWindow::said(words), why, "{words}");
    }

    #[test]
    fn what_the_system_says_becomes_a_package() {
        check(
            "Os(OsError { error: neither WAYLAND_DISPLAY nor WAYLAND_SOCKET nor DISPLAY is set. })",
            NoWindow::NoDisplay,
        );
        check("XNotSupported(XOpenDisplayFailed)", NoWindow::NoAnswer);
        check("Library libxkbcommon-x11.so could not be loaded.", NoWindow::NoLibrary("libxkbcommon-x11-0"));
        check(
            "LibraryOpenError(OpenError { kind: Library, detail: \"libXcursor.so.1\" })",
            NoWindow::NoLibrary("libxcursor1"),
        );
        check("GLXBadFBConfig", NoWindow::NoDriver);
        check("something new", NoWindow::Other);
    }

    #[test]
    fn every_reason_is_one_sentence_that_says_what_to_do() {
        for why in [
            NoWindow::NoDisplay,
            NoWindow::NoAnswer,
            NoWindow::NoLibrary("libegl1"),
            NoWindow::NoDriver,
            NoWindow::Other,
        ] {
            let words = why.to_string();
            assert!(
                words.to_lowercase().contains("install") && !words.contains('\n') && !words.contains(".rs"),
                "{words}"
            );
        }
    }
}
