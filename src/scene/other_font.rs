//! Fonts of the system, behind the bundled ones, for letters that these lack. The scene does not look for them itself:
//! whoever starts the program says how. Without that there are none, and a picture is the same on every machine.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::loaded::Loaded;
use super::mark::Weight;

/// A font file of the system.
pub struct FontFile {
    /// Name of its family.
    pub family: String,
    /// The whole file.
    pub bytes: Arc<dyn AsRef<[u8]> + Send + Sync>,
    /// Position of the font in the file.
    pub number: u32,
}

/// Finds a font of the system that has what a reader sees as one character.
pub type FindFont = fn(&str, Weight) -> Option<FontFile>;

static FIND: OnceLock<FindFont> = OnceLock::new();

/// Says how fonts of the system are found; the first to say it is heard.
pub fn find_fonts_by(find: FindFont) {
    // A second call changes nothing.
    let _ = FIND.set(find);
}

/// Most fonts of the system in use at a time: more than there are scripts in any file.
const MOST: usize = 64;

static FONTS: [OnceLock<Other>; MOST] = [const { OnceLock::new() }; MOST];

/// A font of the system in use, by its place among those in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherFont(u8);

struct Other {
    family: String,
    loaded: Loaded,
}

#[derive(Default)]
struct Known {
    fonts: u8,
    of: HashMap<(char, Weight), Option<OtherFont>>,
}

impl OtherFont {
    /// The font for what a reader sees as one character; `None` where the system has none with outlines. It depends on
    /// nothing but the character and the system, whatever was asked for before.
    pub fn of(grapheme: &str, weight: Weight) -> Option<Self> {
        static KNOWN: OnceLock<Mutex<Known>> = OnceLock::new();
        let find = FIND.get()?;
        let first = grapheme.chars().next()?;
        let mut known = KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(&font) = known.of.get(&(first, weight)) {
            return font;
        }
        let font = find(grapheme, weight).and_then(|file| known.load(file));
        let font = font.filter(|font| font.loaded().has_outline(first));
        known.of.insert((first, weight), font);
        font
    }

    /// Name of its family.
    pub fn family(self) -> &'static str {
        &self.other().family
    }

    pub(super) fn loaded(self) -> &'static Loaded {
        &self.other().loaded
    }

    fn other(self) -> &'static Other {
        FONTS[usize::from(self.0)].get().expect("a font is named once it is loaded")
    }
}

impl Known {
    fn load(&mut self, file: FontFile) -> Option<OtherFont> {
        let FontFile { family, bytes, number } = file;
        let is_same = |other: &Other| {
            let loaded = &other.loaded;
            other.family == family && loaded.number == number && loaded.bytes.len() == (*bytes).as_ref().len()
        };
        if let Some(at) = (0..self.fonts).find(|&at| FONTS[usize::from(at)].get().is_some_and(is_same)) {
            return Some(OtherFont(at));
        }
        let place = FONTS.get(usize::from(self.fonts))?;
        // A font in use stays in memory, as the bundled ones do; there are few.
        let bytes: &'static Arc<_> = Box::leak(Box::new(bytes));
        let loaded = Loaded::read((**bytes).as_ref(), number)?;
        place.set(Other { family, loaded }).ok()?;
        self.fonts += 1;
        Some(OtherFont(self.fonts - 1))
    }
}
