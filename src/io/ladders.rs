//! Bundled ladders, and ladder files: the text of one element of `ladders:` of the native format. They record facts of
//! published ladders with their sources; each says whether equality is stated or implied.

use super::save::{SaveError, replace};
use super::schema::{self, OnDisk};
use super::value_error;
use crate::org::Ladder;
use std::fmt;
use std::io::Read;
use std::path::Path;

/// Name of the ladder on which seats are suggested if none is given.
pub const HOUSE: &str = "house";

const BUNDLED: [(&str, &str); 7] = [
    (HOUSE, include_str!("../../assets/ladders/house.ron")),
    ("artsy", include_str!("../../assets/ladders/artsy.ron")),
    ("dropbox", include_str!("../../assets/ladders/dropbox.ron")),
    ("engineering-ladders", include_str!("../../assets/ladders/engineering-ladders.ron")),
    ("gitlab", include_str!("../../assets/ladders/gitlab.ron")),
    ("medium", include_str!("../../assets/ladders/medium.ron")),
    ("pant", include_str!("../../assets/ladders/pant.ron")),
];

/// Names of the bundled ladders, the house preset first.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUNDLED.iter().map(|(name, _)| *name)
}

/// Bundled ladder by the name of its file or its own name, ignoring case; `None` if there is none.
pub fn named(name: &str) -> Option<Ladder> {
    let wanted = |file: &str, text: &str| {
        file.eq_ignore_ascii_case(name)
            || text.lines().nth(1).is_some_and(|line| own_name(line).eq_ignore_ascii_case(name))
    };
    BUNDLED.iter().find(|(file, text)| wanted(file, text)).and_then(|(_, text)| parse(text).ok())
}

fn own_name(line: &str) -> &str {
    line.trim().trim_start_matches("name: \"").trim_end_matches("\",")
}

/// Reason that a file holds no ladder.
#[derive(Debug)]
pub enum LadderError {
    /// The file could not be read from the disk.
    Disk(std::io::Error),
    /// The file is too large to be a ladder.
    Large,
    /// The text is not a ladder; the error knows line and column.
    Text(Box<ron::error::SpannedError>),
}

impl LadderError {
    /// Description of the error alone, for a sentence that names the file.
    pub fn what(&self) -> String {
        match self {
            Self::Disk(error) => error.to_string(),
            Self::Large => self.to_string(),
            Self::Text(error) => error.to_string(),
        }
    }

    /// The next step.
    pub fn hint(&self) -> String {
        match self {
            Self::Disk(_) => "Check the file name and your permission to read it",
            Self::Large => "Choose a file with only a ladder, not an organisation",
            Self::Text(_) => "Compare it with a ladder saved by this program",
        }
        .to_owned()
    }
}

impl fmt::Display for LadderError {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Disk(error) => write!(f, "Could not read the ladder: {error}"),
            Self::Large => write!(f, "The file is too large to be a ladder"),
            Self::Text(error) => write!(f, "The file is not a ladder: {}", value_error::spanned(error)),
        }
    }
}

impl std::error::Error for LadderError {}

/// Reads the text of a ladder file.
pub fn parse(text: &str) -> Result<Ladder, LadderError> {
    let ladder: schema::Ladder = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .map_err(|error| LadderError::Text(Box::new(error)))?;
    Ok(ladder.model())
}

/// Largest ladder file that is read, in bytes.
const MOST: u64 = 4 << 20;

/// Reads a ladder from a file of at most 4 MiB.
pub fn read(path: &Path) -> Result<Ladder, LadderError> {
    let mut text = String::new();
    let file = std::fs::File::open(path).map_err(LadderError::Disk)?;
    file.take(MOST + 1).read_to_string(&mut text).map_err(LadderError::Disk)?;
    if text.len() as u64 > MOST {
        return Err(LadderError::Large);
    }
    parse(&text)
}

/// Text of a ladder file, which [`parse`] reads back as the same ladder.
pub fn text(ladder: &Ladder) -> String {
    let notation = ron::ser::PrettyConfig::new()
        .depth_limit(6)
        .extensions(ron::extensions::Extensions::IMPLICIT_SOME)
        .indentor("    ");
    let text = ron::ser::to_string_pretty(&schema::Ladder::of(ladder), notation);
    let text = text.expect("texts, numbers and lists of them can be written");
    // A ladder file states its notation by its name, as the bundled ones do.
    let text = text.strip_prefix("#![enable(implicit_some)]").map_or(text.as_str(), str::trim_start);
    format!("{text}\n")
}

/// Saves a ladder whole or not at all.
pub fn save(path: &Path, ladder: &Ladder) -> Result<(), SaveError> {
    replace(path, |out| out.write_all(text(ladder).as_bytes())).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ladder_is_read_back_as_it_was_written() {
        for name in names() {
            let mut ladder = named(name).expect(name);
            assert_eq!(parse(&text(&ladder)).ok().as_ref(), Some(&ladder), "{name}");
            ladder.constants.anchors_confirmed = true;
            ladder.constants.weights = [0.2, 0.6, 0.2];
            ladder.constants.kinds.remove(1);
            ladder.tracks[0].entries[0].pay = Some((1.5, 2e6));
            ladder.tracks[0].entries[0].title = "\"Mate\" (\\ #1)".into();
            assert_eq!(parse(&text(&ladder)).ok().as_ref(), Some(&ladder), "{name}");
        }
    }
    use crate::measure::Scale;
    use crate::org::{Builder, Head, Stated};
    use std::collections::BTreeSet;

    #[test]
    fn every_bundled_ladder_is_whole_and_places_its_management() {
        for name in names() {
            let ladder = named(name).expect(name);
            assert!(!ladder.source.is_empty(), "{name}");
            let codes: Vec<String> = ladder.tracks.iter().flat_map(|t| &t.entries).map(|e| e.code.clone()).collect();
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len(), "{name}");
            for equal in &ladder.equivalences {
                assert!(codes.contains(&equal.entry) && codes.contains(&equal.equals), "{name}: {equal:?}");
            }
            let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
            head.ladders.push(ladder);
            let org = Builder::new(head).finish().0;
            let scale = Scale::of(&org);
            assert!(scale.contradictions.is_empty(), "{name}");
            assert!(org.rungs().all(|rung| scale.grade(rung).is_some()), "{name}");
        }
    }

    #[test]
    fn the_house_preset_is_the_example_of_the_method() {
        let mut head = Head::new("Test", jiff::civil::date(2026, 9, 30));
        head.ladders.push(named("Twintrack").expect("bundled"));
        let org = Builder::new(head).finish().0;
        let scale = Scale::of(&org);
        let grades: Vec<f64> = org.rungs().skip(8).filter_map(|rung| scale.grade(rung)).collect();
        assert_eq!(grades, [5.0, 5.75, 6.5, 7.25, 8.0, 9.0]);
    }

    #[test]
    fn dropbox_is_only_implied() {
        let ladder = named("dropbox").expect("bundled");
        assert!(ladder.equivalences.iter().all(|equal| equal.stated == Stated::Implied));
    }
}
