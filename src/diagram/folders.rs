//! Knowledge of a repository as a picture: folders as areas by their files, coloured by how many people who are here know
//! them, or own them; signs for a single knower and for no active owner. Names only where they are given.

use super::texts::{short, text};
use crate::layout::areas;
use crate::scene::text::{shorten, shorten_path, width};
use crate::scene::{Anchor, Badge, BoxMark, Mark, Point, Rect, Role, Shape, Size, Stroke, Swatch, Weight};

/// A part of the living code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Path, or what is left of one beside its larger folders.
    pub name: String,
    /// Number of its files; more than 0.
    pub files: u32,
    /// Authors of its files who are active.
    pub knowers: u32,
    /// Files whose authors have all left.
    pub left: u32,
    /// People who are active and approve, or have to agree to, changes in it; `None` where no owner files are.
    pub owners: Option<u32>,
    /// Names of the knowers, those of most files first; empty where they may not be named.
    pub who: Vec<String>,
}

impl Folder {
    /// Everything about it, in lines.
    pub fn words(&self) -> String {
        let mut lines = vec![self.name.clone(), files_words(self), people_words(self)];
        lines.extend(Some(self.who.join(", ")).filter(|who| !who.is_empty()));
        lines.join("\n")
    }
}

/// What the areas are coloured by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FoldersBy {
    /// Number of people who know a folder.
    #[default]
    Knowers,
    /// Number of people who own it.
    Owners,
}

/// Height of the line below the areas.
const FOOT: f64 = 26.0;
const SIZE: f64 = 12.0;
const SMALL: f64 = 10.5;
const PAD: f64 = 8.0;
/// Least sides of an area that has words in it.
const LEAST: (f64, f64) = (44.0, 26.0);

/// Colour of a number of people, and its words.
const CLASSES: [(u32, Role, &str); 4] = [
    (0, Role::Value(Swatch::Nothing), "no one"),
    (1, Role::Value(Swatch::Step(0)), "1 person"),
    (4, Role::Value(Swatch::Step(2)), "2 to 4"),
    (u32::MAX, Role::Value(Swatch::Step(4)), "5 or more"),
];

/// Where each folder is in a picture of a size; linear in folders apart from their order.
pub fn folder_places(folders: &[Folder], size: Size) -> Vec<Rect> {
    let sizes: Vec<f64> = folders.iter().map(|folder| f64::from(folder.files)).collect();
    areas(&sizes, Rect::new(0.0, 0.0, size.width, (size.height - FOOT).max(1.0)))
}

/// The picture.
pub fn folder_marks(folders: &[Folder], by: FoldersBy, size: Size) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (folder, place) in folders.iter().zip(folder_places(folders, size)) {
        if place.width() > 2.0 && place.height() > 2.0 {
            folder_in(folder, by, place.expanded(-1.5), &mut marks);
        }
    }
    legend(folders, by, size, &mut marks);
    marks
}

fn class(folder: &Folder, by: FoldersBy) -> Role {
    let people = match by {
        FoldersBy::Knowers => folder.knowers,
        FoldersBy::Owners => folder.owners.unwrap_or(0),
    };
    CLASSES.iter().find(|(most, ..)| people <= *most).map_or(Role::Secondary, |class| class.1)
}

fn folder_in(folder: &Folder, by: FoldersBy, place: Rect, marks: &mut Vec<Mark>) {
    let stroke = Some(Stroke::new(Role::Line, 1.0));
    marks.push(Mark::Box(BoxMark { stroke, ..BoxMark::filled(place, 4.0, Role::Surface) }));
    // The colour is an edge of the area, so that the words on it can be read in every theme.
    let edge = Rect { right: place.left + 5.0_f64.min(place.width()), ..place };
    marks.push(Mark::Box(BoxMark::filled(edge, 2.0, class(folder, by))));
    if place.width() < LEAST.0 || place.height() < LEAST.1 {
        return;
    }
    let (left, mut right) = (place.left + 5.0 + PAD, place.right - PAD);
    let mut y = place.top + PAD + SIZE - 2.0;
    for (shape, role) in signs(folder) {
        if right - left > 30.0 {
            marks.push(Mark::Badge(Badge { at: Point::new(right - 5.0, y - 4.0), size: 10.0, shape, role }));
            right -= 15.0;
        }
    }
    let mut line = |y: f64, size: f64, weight: Weight, role: Role, shown: &str, whole: &str| {
        marks.push(short(Point::new(left, y), Anchor::Start, size, weight, role, (shown, whole)));
    };
    let name = shorten_path(&folder.name, right - left, SIZE, Weight::SemiBold);
    line(y, SIZE, Weight::SemiBold, Role::Text, &name, &folder.name);
    let room = place.right - PAD - left;
    for words in [files_words(folder), people_words(folder), folder.who.join(", ")] {
        y += 15.0;
        if !words.is_empty() && y + 4.0 <= place.bottom {
            let shown = shorten(&words, room, SMALL, Weight::Regular);
            line(y, SMALL, Weight::Regular, Role::Secondary, &shown, &words);
        }
    }
}

fn signs(folder: &Folder) -> impl Iterator<Item = (Shape, Role)> {
    let sole = (folder.knowers == 1).then_some((Shape::TriangleUp, Role::Under));
    let unowned = (folder.owners == Some(0)).then_some((Shape::DiamondOpen, Role::Under));
    sole.into_iter().chain(unowned)
}

fn files_words(folder: &Folder) -> String {
    let files = if folder.files == 1 { "1 file".to_owned() } else { format!("{} files", folder.files) };
    if folder.left == 0 { files } else { format!("{files}, {} with no author here", folder.left) }
}

fn people_words(folder: &Folder) -> String {
    let knowers = match folder.knowers {
        0 => "no author here".to_owned(),
        1 => "1 author".to_owned(),
        count => format!("{count} authors"),
    };
    match folder.owners {
        None => knowers,
        Some(0) => format!("{knowers}, no active owner"),
        Some(1) => format!("{knowers}, 1 active owner"),
        Some(count) => format!("{knowers}, {count} active owners"),
    }
}

fn legend(folders: &[Folder], by: FoldersBy, size: Size, marks: &mut Vec<Mark>) {
    let (mut x, y) = (0.0, size.height - 8.0);
    let words = |marks: &mut Vec<Mark>, x: f64, words: &str| -> f64 {
        marks.push(text(Point::new(x, y), Anchor::Start, SMALL, Weight::Regular, Role::Secondary, words.to_owned()));
        x + width(words, SMALL, Weight::Regular) + 16.0
    };
    x = words(marks, x, if by == FoldersBy::Knowers { "Known by" } else { "Owned by" });
    for (_, role, name) in CLASSES {
        marks.push(Mark::Box(BoxMark::filled(Rect::new(x, y - 9.0, 10.0, 10.0), 2.0, role)));
        x = words(marks, x + 14.0, name);
    }
    let signs = [
        (Shape::TriangleUp, "only 1 author is here", folders.iter().any(|it| it.knowers == 1)),
        (Shape::DiamondOpen, "no active owner", folders.iter().any(|it| it.owners == Some(0))),
    ];
    for (shape, name, _) in signs.into_iter().filter(|sign| sign.2) {
        marks.push(Mark::Badge(Badge { at: Point::new(x + 5.0, y - 4.0), size: 10.0, shape, role: Role::Under }));
        x = words(marks, x + 14.0, name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str, files: u32, knowers: u32, owners: Option<u32>) -> Folder {
        Folder { name: name.to_owned(), files, knowers, owners, ..Folder::default() }
    }

    fn words(marks: &[Mark]) -> Vec<&str> {
        fn word(mark: &Mark) -> Option<&str> {
            if let Mark::Text(text) = mark { Some(&text.text) } else { None }
        }
        marks.iter().filter_map(word).collect()
    }

    #[test]
    fn a_folder_says_its_files_its_people_and_what_is_wrong() {
        let size = Size { width: 900.0, height: 400.0 };
        let mut sole = folder("src/net/", 30, 1, Some(0));
        let folders = [sole.clone(), folder("docs/", 10, 6, Some(2))];
        let marks = folder_marks(&folders, FoldersBy::Knowers, size);
        let told = words(&marks);
        for line in ["src/net/", "30 files", "1 author, no active owner", "6 authors, 2 active owners"] {
            assert!(told.contains(&line), "{line} is not in {told:?}");
        }
        let badges = marks.iter().filter(|mark| matches!(mark, Mark::Badge(_))).count();
        assert_eq!(badges, 4, "two signs, and both explained");
        let boxes = |by| {
            let fill = |mark: &Mark| if let Mark::Box(it) = mark { it.fill } else { None };
            folder_marks(&folders, by, size).iter().filter_map(fill).collect::<Vec<_>>()
        };
        assert_ne!(boxes(FoldersBy::Knowers), boxes(FoldersBy::Owners));
        // Of a long path the end is seen, which tells it from its neighbours.
        let long = "staging/src/component/controller/volume/";
        let small = Size { width: 180.0, height: 200.0 };
        let told = folder_marks(&[folder(long, 9, 2, None)], FoldersBy::Knowers, small);
        assert!(words(&told).iter().any(|it| it.starts_with("…/") && it.ends_with("/volume/")), "{:?}", words(&told));
        sole.who = vec!["Ann Lee".to_owned()];
        assert!(words(&folder_marks(&[sole], FoldersBy::Knowers, size)).contains(&"Ann Lee"));
    }
}
