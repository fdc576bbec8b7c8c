//! One window for every file that is double-clicked: a program started on a file hands it to the window that is open on
//! the same display, by a socket in a folder that only the same user can reach. Elsewhere than on Unix every program has a
//! window of its own.

use eframe::egui;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

/// What became of a program that has just been started.
pub enum Start {
    /// Another window has taken the file, and this program can end.
    HandedOver,
    /// This program opens a window; `None` where files cannot be handed to it.
    First(Option<Listener>),
}

/// Where the window of this user on this display is found: a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(PathBuf);

impl Address {
    /// A socket in a folder, for one display.
    pub fn within(folder: &Path, display: &str) -> Self {
        let display: String = display.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        Self(folder.join(format!("twintrack-{display}.socket")))
    }

    /// The address in this environment; `None` where there is no folder that only the user can reach.
    pub fn here() -> Option<Self> {
        let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        if cfg!(target_os = "macos") {
            return Some(Self::within(&std::env::temp_dir(), ""));
        }
        let display = set("WAYLAND_DISPLAY").or_else(|| set("DISPLAY"))?;
        let mut folder = PathBuf::from(set("XDG_RUNTIME_DIR")?);
        // Inside a Flatpak, only this part of it is shared between two programs.
        if let Some(id) = set("FLATPAK_ID") {
            folder.extend([OsString::from("app"), id]);
        }
        Some(Self::within(&folder, &display.to_string_lossy()))
    }
}

#[cfg(unix)]
pub use unix::{Listener, serve, start};

#[cfg(unix)]
mod unix {
    use super::{Address, OsString, Path, PathBuf, Receiver, Start, egui};
    use std::io::{self, BufRead, BufReader, Read, Write};
    use std::os::unix::ffi::OsStringExt;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::sync::mpsc::{Sender, channel};
    use std::time::Duration;

    /// Longest path handed over, in bytes.
    const LONGEST: u64 = 64 << 10;

    /// Time after which the other side is taken not to answer; a window may need as long to appear.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Reply to a file that was taken.
    const TAKEN: &[u8] = b"taken\n";

    /// The socket that later programs find.
    pub type Listener = UnixListener;

    /// Hands a file to the window that is open on this display. Without one, or without an answer within 5 seconds,
    /// files are taken by this program.
    pub fn start(file: Option<&Path>, address: Option<&Address>) -> Start {
        let Some(Address(socket)) = address else { return Start::First(None) };
        match UnixStream::connect(socket) {
            Ok(stream) => {
                // A program that does not answer keeps its place.
                return if hand_over(stream, file).is_ok() { Start::HandedOver } else { Start::First(None) };
            }
            // What a killed program has left behind.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                let _ = std::fs::remove_file(socket);
            }
            Err(_) => {}
        }
        Start::First(UnixListener::bind(socket).ok())
    }

    fn hand_over(stream: UnixStream, file: Option<&Path>) -> io::Result<()> {
        wait(&stream)?;
        let mut stream = BufReader::new(stream);
        let path = file.map(std::path::absolute).transpose()?;
        let mut request = path.map_or(Vec::new(), |path| path.into_os_string().into_vec());
        request.push(0);
        stream.get_mut().write_all(&request)?;
        let mut reply = Vec::new();
        stream.take(TAKEN.len() as u64).read_until(b'\n', &mut reply)?;
        if reply == TAKEN { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// Takes requests on a thread of its own until the program ends: a file, or `None` to be shown only.
    pub fn serve(listener: Listener, ctx: egui::Context) -> Receiver<Option<PathBuf>> {
        let (send, receive) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // A request that cannot be read is nobody's: the other program opens a window of its own.
                if let Ok(false) = request(stream, &send) {
                    return;
                }
                ctx.request_repaint();
            }
        });
        receive
    }

    /// Takes one request. False once nobody listens to it.
    fn request(stream: UnixStream, send: &Sender<Option<PathBuf>>) -> io::Result<bool> {
        wait(&stream)?;
        let mut stream = BufReader::new(stream);
        let mut request = Vec::new();
        stream.by_ref().take(LONGEST).read_until(0, &mut request)?;
        if request.pop() != Some(0) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let path = (!request.is_empty()).then(|| PathBuf::from(OsString::from_vec(request)));
        if path.as_deref().is_some_and(Path::is_relative) {
            return Err(io::ErrorKind::InvalidData.into());
        }
        if send.send(path).is_err() {
            return Ok(false);
        }
        stream.get_mut().write_all(TAKEN)?;
        Ok(true)
    }

    fn wait(stream: &UnixStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))
    }
}

/// Never made.
#[cfg(not(unix))]
pub enum Listener {}

/// Opens a window of its own.
#[cfg(not(unix))]
pub fn start(_file: Option<&Path>, _address: Option<&Address>) -> Start {
    Start::First(None)
}

/// Never called.
#[cfg(not(unix))]
pub fn serve(listener: Listener, _ctx: egui::Context) -> Receiver<Option<PathBuf>> {
    match listener {}
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::io::Write;
    use std::os::unix::net::{UnixListener, UnixStream};
    use std::time::Duration;

    const PATIENCE: Duration = Duration::from_secs(5);

    fn first(address: &Address) -> Receiver<Option<PathBuf>> {
        match start(None, Some(address)) {
            Start::First(Some(listener)) => serve(listener, egui::Context::default()),
            Start::First(None) => panic!("no socket at {address:?}"),
            Start::HandedOver => panic!("somebody listens at {address:?}"),
        }
    }

    #[test]
    fn a_second_program_hands_its_file_to_the_first() {
        let folder = tempfile::tempdir().expect("a folder");
        let address = Address::within(folder.path(), ":1");
        let taken = first(&address);
        let file = folder.path().join("a b\u{e9}.org.ron");
        assert!(matches!(start(Some(&file), Some(&address)), Start::HandedOver));
        assert_eq!(taken.recv_timeout(PATIENCE), Ok(Some(file)));
        assert!(matches!(start(None, Some(&address)), Start::HandedOver));
        assert_eq!(taken.recv_timeout(PATIENCE), Ok(None));
        // Another display has a window of its own.
        assert!(matches!(start(None, Some(&Address::within(folder.path(), ":2"))), Start::First(Some(_))));
    }

    #[test]
    fn a_path_is_handed_over_from_where_the_program_was_started() {
        let folder = tempfile::tempdir().expect("a folder");
        let address = Address::within(folder.path(), "");
        let taken = first(&address);
        assert!(matches!(start(Some(Path::new("staff.csv")), Some(&address)), Start::HandedOver));
        let here = std::env::current_dir().expect("a folder").join("staff.csv");
        assert_eq!(taken.recv_timeout(PATIENCE), Ok(Some(here)));
    }

    #[test]
    fn what_a_killed_program_left_behind_is_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let address = Address::within(folder.path(), "");
        drop(UnixListener::bind(&address.0).expect("a socket"));
        assert!(address.0.exists());
        let taken = first(&address);
        assert!(matches!(start(Some(&address.0), Some(&address)), Start::HandedOver));
        assert_eq!(taken.recv_timeout(PATIENCE), Ok(Some(address.0)));
    }

    #[test]
    fn requests_that_are_none_are_not_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let address = Address::within(folder.path(), "");
        let taken = first(&address);
        for bad in [&b"relative.csv\0"[..], b"/cut off", b""] {
            let mut stream = UnixStream::connect(&address.0).expect("somebody listens");
            stream.write_all(bad).expect("a socket");
            drop(stream);
        }
        assert!(matches!(start(None, Some(&address)), Start::HandedOver));
        assert_eq!(taken.recv_timeout(PATIENCE), Ok(None));
        assert!(taken.try_recv().is_err());
    }

    #[test]
    fn without_an_address_or_a_socket_the_program_opens_a_window() {
        assert!(matches!(start(None, None), Start::First(None)));
        let nowhere = Address::within(Path::new("/nowhere"), "");
        assert!(matches!(start(None, Some(&nowhere)), Start::First(None)));
    }
}
