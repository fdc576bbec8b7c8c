//! Fonts of the system, behind the bundled ones, for letters that these lack. The scene does not look for them itself:
//! whoever starts the program says how. Without that there are none, and a picture is the same on every machine.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
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

/// A font of the system in use, compared by its family and its position in the file.
#[derive(Clone, Copy)]
pub struct OtherFont(&'static Other);

struct Other {
    family: String,
    loaded: Loaded,
}

#[derive(Default)]
struct Known {
    fonts: Vec<OtherFont>,
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
        let font = font.filter(|font| font.0.loaded.has_outline(first));
        known.of.insert((first, weight), font);
        font
    }

    /// Name of its family.
    pub fn family(self) -> &'static str {
        &self.0.family
    }

    pub(super) fn loaded(self) -> &'static Loaded {
        &self.0.loaded
    }

    fn id(self) -> (&'static str, u32, usize) {
        (&self.0.family, self.0.loaded.number, self.0.loaded.bytes.len())
    }
}

impl Known {
    fn load(&mut self, file: FontFile) -> Option<OtherFont> {
        let FontFile { family, bytes, number } = file;
        let id = (family.as_str(), number, (*bytes).as_ref().len());
        if let Some(font) = self.fonts.iter().find(|font| font.id() == id) {
            return Some(*font);
        }
        if self.fonts.len() >= MOST {
            return None;
        }
        // A font in use stays in memory, as the bundled ones do; there are few.
        let bytes: &'static Arc<_> = Box::leak(Box::new(bytes));
        let loaded = Loaded::read((**bytes).as_ref(), number)?;
        let font = OtherFont(Box::leak(Box::new(Other { family, loaded })));
        self.fonts.push(font);
        Some(font)
    }
}

impl fmt::Debug for OtherFont {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.id().fmt(f)
    }
}

impl PartialEq for OtherFont {
    fn eq(&self, other: &Self) -> bool {
        self.id() == other.id()
    }
}

impl Eq for OtherFont {}

impl PartialOrd for OtherFont {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OtherFont {
    fn cmp(&self, other: &Self) -> Ordering {
        self.id().cmp(&other.id())
    }
}

impl Hash for OtherFont {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.id().hash(state);
    }
}
