//! The embedded chapters, split once into sections with the anchors that links refer to.

use crate::app::command::named::{COMMANDS, OTHER_KEYS, told, written};
use crate::app::manual::block::{Block, parts, plain};
pub use crate::app::state::manual::Place;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A chapter of the manual, one file below `docs/`.
pub struct Chapter {
    /// File name below `docs/`: `method.md`.
    pub file: &'static str,
    /// Text as Markdown.
    pub text: Cow<'static, str>,
    /// Sections, the title of the chapter first; never empty.
    pub sections: Vec<Section>,
}

/// The text under one heading.
pub struct Section {
    /// Level of the heading; 1 for the title of the chapter.
    pub level: usize,
    /// Plain text of the heading.
    pub title: String,
    /// Target of links; empty for the title of the chapter.
    pub anchor: String,
    /// Content up to the next heading.
    pub blocks: Vec<Block>,
}

macro_rules! chapters {
    ($($file:literal),* $(,)?) => {
        /// File names and texts in reading order.
        const TEXTS: &[(&str, &str)] = &[$(($file, include_str!(concat!("../../../docs/", $file)))),*];
    };
}

chapters![
    "index.md",
    "first-steps.md",
    "files.md",
    "tracks.md",
    "views.md",
    "method.md",
    "signals.md",
    "findings.md",
    "indices.md",
    "plans.md",
    "evidence.md",
    "repositories.md",
    "privacy.md",
    "tried.md",
    "keyboard.md",
    "command-line.md",
    "glossary.md",
    "licences.md",
];

macro_rules! pictures {
    ($($name:literal),* $(,)?) => {
        /// Pictures by path, light and dark; the program renders them from the bundled organisation.
        const PICTURES: &[(&str, &[u8])] = &[$(
            (concat!("pictures/", $name, ".png"), include_bytes!(concat!("../../../docs/pictures/", $name, ".png"))),
            (
                concat!("pictures/", $name, "-dark.png"),
                include_bytes!(concat!("../../../docs/pictures/", $name, "-dark.png")),
            ),
        )*];
    };
}

pictures!["tracks", "gauge", "one-path", "matrix", "ladder", "tree"];

/// Placeholder for the table of keys, which is generated from the table of commands so that the two agree.
const KEYS: &str = "<!-- keys -->";

/// All chapters, in reading order.
pub fn book() -> &'static [Chapter] {
    static BOOK: LazyLock<Vec<Chapter>> =
        LazyLock::new(|| TEXTS.iter().map(|&(file, text)| chapter(file, text)).collect());
    &BOOK
}

/// Section by file name and anchor; an empty anchor is the beginning of the chapter.
pub fn place(file: &str, anchor: &str) -> Option<Place> {
    let chapter = book().iter().position(|chapter| chapter.file == file)?;
    let section = book()[chapter].sections.iter().position(|section| section.anchor == anchor)?;
    Some(Place { chapter, section })
}

/// Target of a link in chapter `from`; `None` when it leads out of the manual.
pub fn follow(from: usize, link: &str) -> Option<Place> {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    let file = if file.is_empty() { book().get(from)?.file } else { file };
    place(file, anchor)
}

/// Splits a chapter into its sections.
pub fn chapter(file: &'static str, text: &'static str) -> Chapter {
    let text: Cow<str> = if text.contains(KEYS) { text.replace(KEYS, &keys()).into() } else { text.into() };
    let mut sections: Vec<Section> = Vec::new();
    for part in parts(&text) {
        let title = plain(part.title);
        let anchor = match (sections.is_empty(), part.anchor) {
            (true, _) => String::new(),
            (false, "") => slug(&title),
            (false, given) => given.to_owned(),
        };
        sections.push(Section { level: part.level, title, anchor, blocks: part.blocks });
    }
    if sections.is_empty() {
        sections.push(Section { level: 1, title: file.to_owned(), anchor: String::new(), blocks: Vec::new() });
    }
    Chapter { file, text, sections }
}

/// Anchor of a heading as GitHub forms it: lower-case letters, digits and hyphens.
fn slug(title: &str) -> String {
    let kept = title.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
    kept.flat_map(char::to_lowercase).map(|c| if c == ' ' { '-' } else { c }).collect()
}

/// Markdown tables of all shortcuts: first those of the commands, then the keys that work in one place only.
fn keys() -> String {
    let mut out = String::new();
    let mut groups: Vec<&str> = Vec::new();
    for named in COMMANDS {
        if !groups.contains(&named.group) {
            groups.push(named.group);
        }
    }
    for group in groups {
        out += &format!("## {group}\n\n| Command | Keys |\n|---|---|\n");
        for named in COMMANDS.iter().filter(|named| named.group == group) {
            let keys = named.keys.as_ref().map_or(String::new(), written);
            out += &format!("| {} | {keys} |\n", named.name);
        }
        out.push('\n');
    }
    let mut places: Vec<&str> = Vec::new();
    for &(place, ..) in OTHER_KEYS {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    for place in places {
        out += &format!("## Keys: {}\n\n| What | Keys |\n|---|---|\n", place.to_lowercase());
        for (_, keys, what) in OTHER_KEYS.iter().filter(|(of, ..)| *of == place) {
            let (what, keys) = (told(what), told(keys));
            // A leading plus would start a list.
            let keys = keys.strip_prefix('+').map(|rest| format!("\\+{rest}")).unwrap_or(keys);
            out += &format!("| {what} | {keys} |\n");
        }
        out.push('\n');
    }
    out
}

/// Picture by its path below `docs/`: its bytes, and width and height in pixels.
pub fn picture(file: &str) -> Option<(&'static [u8], [u32; 2])> {
    let (_, bytes) = PICTURES.iter().find(|(known, _)| *known == file)?;
    let reader = image::ImageReader::with_format(std::io::Cursor::new(*bytes), image::ImageFormat::Png);
    let (width, height) = reader.into_dimensions().ok()?;
    Some((bytes, [width, height]))
}
