//! Photos on cards: pictures beside the organisation's file, named by people's keys. They are read on a separate thread
//! as they come into view, and a limited number is kept. A picture that cannot be read counts as missing.

use crate::app::state::State;
use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::{Document, Source};
use crate::diagram::View;
use crate::io::guard::guarded;
use crate::org::PersonId;
use crate::scene::Rect;
use eframe::egui;
use eframe::egui::{Color32, ColorImage, TextureHandle, TextureOptions};
use image::ImageDecoder;
use image::{DynamicImage, ImageReader, Limits};
use std::collections::HashMap;
use std::io::{Cursor, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, TryRecvError, channel};

/// Width and height of a picture kept in memory, in pixels.
const SIDE: u32 = 96;

/// Largest number of pictures kept, and of people remembered as having one or not.
const HELD: usize = 384;

const KNOWN: usize = 8192;

/// Largest number of pictures requested at the same time.
const ASKED: usize = 48;

/// Limits for reading a picture: bytes of the file, pixels on a side, and bytes of memory.
const LARGEST_FILE: u64 = 8 << 20;

const LARGEST_SIDE: u32 = 8192;

const LARGEST_MEMORY: u64 = 192 << 20;

/// Longest key in bytes that can be the name of a file.
const LONGEST_KEY: usize = 200;

/// File extensions of pictures, in the order in which they are tried.
const ENDINGS: [&str; 3] = ["png", "jpg", "jpeg"];

/// True if photos are shown: neither switched off nor where no one is named.
pub fn are_shown(state: &State) -> bool {
    !state.session.look.chosen.no_photos && state.names_people()
}

/// Pictures for one opened file.
#[derive(Default)]
pub struct Photos {
    /// Path of the file, and an identifier for this opening of it.
    of: Option<(PathBuf, usize)>,
    reader: Option<(Sender<String>, Receiver<Answer>)>,
    known: HashMap<String, Photo>,
    asked: usize,
    frame: u64,
}

enum Photo {
    Asked,
    Nothing,
    /// With the frame in which it was last visible.
    Held(TextureHandle, u64),
}

/// Answer to a request; without a folder of photos nothing more needs to be requested.
enum Answer {
    NoFolder,
    Read(String, Option<ColorImage>),
}

impl Photos {
    /// Follows changes of the opened file and takes in finished pictures; returns false once it is known that there are
    /// no photos.
    pub fn are_there(&mut self, document: &Document, ctx: &egui::Context) -> bool {
        self.follow(document, ctx);
        self.take_in(ctx);
        self.reader.is_some()
    }

    /// Paints the photos of the cards in view over their discs, and requests those that are not known yet.
    pub fn paint(
        &mut self,
        painter: &egui::Painter,
        document: &Document,
        (picture, view): (&Picture, &View),
        cards: &[(PersonId, Rect)],
        to_screen: impl Fn(Rect) -> egui::Rect,
    ) {
        self.frame += 1;
        // The ring with the colour stays visible around the photo.
        let inside = if view.look.colours.is_some() { -1.0 } else { 0.0 };
        let org = &document.snapshot.org;
        for &(person, place) in cards {
            let Some(disc) = picture.disc(place, view).filter(|_| view.is_left(person)) else { continue };
            let key = org.key(person);
            match self.known.get_mut(key) {
                Some(Photo::Held(texture, seen)) => {
                    *seen = self.frame;
                    let all = egui::Rect::from_min_max(egui::Pos2::ZERO, egui::pos2(1.0, 1.0));
                    painter.image(texture.id(), to_screen(disc.expanded(inside)), all, Color32::WHITE);
                }
                Some(Photo::Asked | Photo::Nothing) => {}
                None if self.asked < ASKED => {
                    if let Some((send, _)) = &self.reader
                        && send.send(key.to_owned()).is_ok()
                    {
                        self.known.insert(key.to_owned(), Photo::Asked);
                        self.asked += 1;
                    }
                }
                None => {}
            }
        }
        self.forget();
    }

    /// Starts afresh with another file, or when the file is opened again.
    fn follow(&mut self, document: &Document, ctx: &egui::Context) {
        let Source::File(path) = &document.source else {
            *self = Self::default();
            return;
        };
        let opening = Arc::as_ptr(&document.problems) as usize;
        if self.of.as_ref().is_some_and(|(of, known)| of == path && *known == opening) {
            return;
        }
        let (ask, asked) = channel::<String>();
        let (answer, answers) = channel();
        let (file, wake) = (path.clone(), ctx.clone());
        std::thread::spawn(move || {
            let Some(folder) = folder_of(&file) else {
                // Sending fails if another file has been opened meanwhile; the same applies below.
                let _ = answer.send(Answer::NoFolder);
                return wake.request_repaint();
            };
            for key in asked {
                let photo = photo(&folder, &key);
                if answer.send(Answer::Read(key, photo)).is_err() {
                    return;
                }
                wake.request_repaint();
            }
        });
        *self = Self { of: Some((path.clone(), opening)), reader: Some((ask, answers)), ..Self::default() };
    }

    fn take_in(&mut self, ctx: &egui::Context) {
        while let Some((_, answers)) = &self.reader {
            match answers.try_recv() {
                Ok(Answer::Read(key, photo)) => {
                    self.asked = self.asked.saturating_sub(1);
                    let photo = photo.map_or(Photo::Nothing, |image| {
                        let texture = ctx.load_texture("photo", image, TextureOptions::LINEAR);
                        Photo::Held(texture, self.frame)
                    });
                    self.known.insert(key, photo);
                }
                Ok(Answer::NoFolder) | Err(TryRecvError::Disconnected) => self.reader = None,
                Err(TryRecvError::Empty) => return,
            }
        }
    }

    /// Drops the pictures not seen for the longest time when there are too many.
    fn forget(&mut self) {
        let mut seen: Vec<u64> = Vec::new();
        if self.known.len() > HELD {
            seen.extend(
                self.known.values().filter_map(|it| if let Photo::Held(_, seen) = it { Some(*seen) } else { None }),
            );
        }
        if seen.len() > HELD {
            let last = seen.len() - HELD;
            let (_, &mut oldest, _) = seen.select_nth_unstable(last - 1);
            let frame = self.frame;
            self.known.retain(|_, it| !matches!(it, Photo::Held(_, seen) if *seen <= oldest && *seen < frame));
        }
        if self.known.len() > KNOWN {
            self.known.retain(|_, it| !matches!(it, Photo::Nothing));
        }
    }
}

/// Folder of photos for a file: `people.photos` beside `people.org.ron`, otherwise `photos`; `None` without one.
#[expect(clippy::disallowed_methods, reason = "compared with a file looked up in the same way, and never shown")]
fn folder_of(file: &Path) -> Option<PathBuf> {
    let file = std::path::absolute(file).ok()?;
    let (beside, name) = (file.parent()?, file.file_name()?.to_string_lossy());
    let stem = file.file_stem()?.to_string_lossy();
    let first = name.split('.').next().filter(|first| !first.is_empty()).unwrap_or(&stem);
    let names = [format!("{stem}.photos"), format!("{first}.photos"), "photos".to_owned()];
    names.iter().map(|name| beside.join(name)).find(|folder| folder.is_dir())?.canonicalize().ok()
}

/// Picture for a key in a folder whose path has no links: nothing outside the folder is ever read.
#[expect(clippy::disallowed_methods, reason = "compared with the folder looked up in the same way, and never shown")]
fn file_of(folder: &Path, key: &str) -> Option<PathBuf> {
    let is_name = key.len() <= LONGEST_KEY
        && !key.contains(['/', '\\', ':', '\0'])
        && Path::new(key).components().eq([Component::Normal(key.as_ref())]);
    let files = ENDINGS.iter().filter(|_| is_name).map(|ending| folder.join(format!("{key}.{ending}")));
    files.filter_map(|file| file.canonicalize().ok()).find(|file| file.starts_with(folder) && file.is_file())
}

fn photo(folder: &Path, key: &str) -> Option<ColorImage> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(file_of(folder, key)?).ok()?;
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).ok()?;
    if bytes.len() as u64 > LARGEST_FILE {
        return None;
    }
    harmless(&bytes)
}

/// Tries to read a picture; true if it could be read.
pub fn try_photo(bytes: &[u8]) -> bool {
    harmless(bytes).is_some()
}

/// Picture in a file; whatever a decoder does with a broken one, the thread continues with the next.
fn harmless(bytes: &[u8]) -> Option<ColorImage> {
    guarded(|| decoded(bytes)).flatten()
}

/// Central square of a picture, cut to a disc.
fn decoded(bytes: &[u8]) -> Option<ColorImage> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().ok()?;
    let mut limits = Limits::default();
    (limits.max_image_width, limits.max_image_height) = (Some(LARGEST_SIDE), Some(LARGEST_SIDE));
    limits.max_alloc = Some(LARGEST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().ok()?;
    let turned = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).ok()?;
    if let Some(turned) = turned {
        image.apply_orientation(turned);
    }
    let side = image.width().min(image.height());
    let (left, top) = ((image.width() - side) / 2, (image.height() - side) / 2);
    let square = image.crop_imm(left, top, side, side);
    let mut small = square.resize_exact(SIDE, SIDE, image::imageops::FilterType::Triangle).into_rgba8();
    let middle = f64::from(SIDE) / 2.0;
    for (x, y, pixel) in small.enumerate_pixels_mut() {
        let far = (f64::from(x) + 0.5 - middle).hypot(f64::from(y) + 0.5 - middle);
        let inside = (middle - far).clamp(0.0, 1.0);
        pixel.0[3] = (f64::from(pixel.0[3]) * inside).round() as u8;
    }
    Some(ColorImage::from_rgba_unmultiplied([SIDE as usize; 2], &small))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        let image = image::RgbImage::from_fn(width, height, |x, _| image::Rgb([x as u8, 40, 200]));
        DynamicImage::from(image).write_to(&mut out, image::ImageFormat::Png).expect("in memory");
        out.into_inner()
    }

    /// Creates a file with a folder of photos, and a picture outside the folder that must not be read.
    fn folder() -> (tempfile::TempDir, PathBuf) {
        let all = tempfile::tempdir().expect("a folder");
        let photos = all.path().join("photos");
        fs::create_dir(&photos).expect("a folder");
        fs::write(photos.join("mason.png"), png(40, 20)).expect("written");
        fs::write(photos.join("Zoë K.jpg"), png(9, 9)).expect("written");
        fs::write(all.path().join("secret.png"), png(8, 8)).expect("written");
        let folder = folder_of(&all.path().join("people.org.ron")).expect("found");
        (all, folder)
    }

    #[test]
    fn a_picture_is_found_by_the_key_and_cut_to_a_disc() {
        let (_all, folder) = folder();
        for key in ["mason", "Zoë K"] {
            let image = photo(&folder, key).expect(key);
            assert_eq!(image.size, [SIDE as usize; 2]);
            assert_eq!(image.pixels[0].a(), 0, "nothing is seen in a corner");
            assert_eq!(image.pixels[(SIDE * SIDE / 2 + SIDE / 2) as usize].a(), 255);
        }
        assert!(photo(&folder, "ines").is_none());
    }

    #[test]
    fn nothing_outside_of_the_folder_is_read() {
        let (all, folder) = folder();
        let whole = all.path().join("secret").to_string_lossy().into_owned();
        for key in ["../secret", "..", ".", "", "a/../../secret", "..\\secret", "/secret", &whole, "C:secret", "x\0"] {
            assert_eq!(file_of(&folder, key), None, "{key:?}");
        }
        assert_eq!(file_of(&folder, &"x".repeat(5000)), None);
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(all.path().join("secret.png"), folder.join("linked.png")).expect("linked");
            assert_eq!(file_of(&folder, "linked"), None, "not by a link either");
        }
    }

    #[test]
    fn what_is_broken_or_too_large_is_no_picture() {
        let (_all, folder) = folder();
        let whole = png(64, 64);
        let mut twisted = whole.clone();
        twisted.iter_mut().skip(40).step_by(7).for_each(|byte| *byte ^= 0x5a);
        // A picture that claims to be larger than any can be.
        let mut bomb = whole.clone();
        bomb[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
        for (at, bytes) in [&b""[..], b"not a picture", &whole[..30], &whole[..whole.len() / 2], &twisted, &bomb]
            .into_iter()
            .enumerate()
        {
            fs::write(folder.join(format!("{at}.png")), bytes).expect("written");
            assert!(photo(&folder, &at.to_string()).is_none(), "{at}");
        }
        fs::write(folder.join("large.png"), vec![0; LARGEST_FILE as usize + 1]).expect("written");
        assert!(photo(&folder, "large").is_none());
        fs::create_dir(folder.join("folder.png")).expect("a folder");
        assert!(photo(&folder, "folder").is_none());
    }

    #[test]
    fn the_folder_of_the_file_itself_comes_first() {
        let all = tempfile::tempdir().expect("a folder");
        let file = all.path().join("people.org.ron");
        assert_eq!(folder_of(&file), None);
        for name in ["photos", "people.photos", "people.org.photos"] {
            fs::create_dir(all.path().join(name)).expect("a folder");
            assert!(folder_of(&file).is_some_and(|found| found.ends_with(name)), "{name}");
        }
    }

    #[test]
    fn no_more_than_so_many_are_held() {
        let ctx = egui::Context::default();
        let mut photos = Photos::default();
        for n in 0..2 * HELD as u64 {
            let texture = ctx.load_texture("photo", ColorImage::filled([1, 1], Color32::RED), TextureOptions::LINEAR);
            photos.known.insert(n.to_string(), Photo::Held(texture, n));
            photos.frame = n + 1;
            photos.forget();
            assert!(photos.known.len() <= HELD);
        }
        assert!(photos.known.contains_key(&(2 * HELD - 1).to_string()) && !photos.known.contains_key("0"));
    }
}
