//! Tables as marks: one row a person, and a few rows of longer texts.

use super::flow::wrap;
use super::picture_options::PictureOptions;
use super::veil::seen;
use crate::org::{Org, PersonId};
use crate::plan::{Heading, Holds, Seen, Sorting, sort};
use crate::rules::Judgement;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, LineMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Weight};

/// Height of a row, size of its text, and the space between columns, in points.
const ROW: f64 = 20.0;
const SIZE: f64 = 11.0;
const GAP: f64 = 16.0;
const MARGIN: f64 = 14.0;
/// Width of a column at most, in points.
const WIDEST: f64 = 260.0;

/// A table of people, of which only the rows in view are written out.
pub struct PeopleTable {
    people: Vec<PersonId>,
    /// Row of every handle; the largest number for nobody in the table.
    row_of: Vec<u32>,
    /// Columns with their widths.
    columns: Vec<(Heading, f64)>,
}

impl PeopleTable {
    /// Every person of an organisation, in the columns that may be told and in which anybody has something.
    pub fn of(org: &Org, judgement: &Judgement, options: &PictureOptions) -> Self {
        let seen = seen(org, judgement, options.findings || options.pay);
        let stage = &options.stage;
        let asked = if stage.columns.is_empty() { Heading::usual() } else { stage.columns.clone() };
        let people: Vec<PersonId> = org.people().collect();
        let people = match stage.sorting.as_ref().filter(|sorting| options.tells(&sorting.by)) {
            Some(Sorting { by, is_down }) => sort(&seen, people, &Sorting { by: by.clone(), is_down: *is_down }),
            None => people,
        };
        let wide = |heading: &Heading| {
            let cells = people.iter().map(|&person| width(&words(&seen, heading, person), SIZE, Weight::Regular));
            let widest = cells.fold(0.0, f64::max);
            (widest > 0.0).then(|| widest.max(width(&heading.title(), SIZE, Weight::SemiBold)).min(WIDEST).ceil() + 1.0)
        };
        let columns: Vec<(Heading, f64)> = asked
            .into_iter()
            .filter(|heading| options.tells(heading))
            .filter_map(|heading| Some((wide(&heading)?, heading)))
            .map(|(wide, heading)| (heading, wide))
            .collect();
        let mut row_of = vec![u32::MAX; org.len()];
        for (row, person) in (0..).zip(&people) {
            row_of[person.at()] = row;
        }
        Self { people, row_of, columns }
    }

    /// Place of the whole table.
    pub fn bounds(&self) -> Rect {
        let wide: f64 = self.columns.iter().map(|(_, wide)| wide + GAP).sum();
        Rect::new(0.0, 0.0, (wide - GAP + 2.0 * MARGIN).max(320.0), ROW * (self.people.len() + 1) as f64 + 8.0)
    }

    /// The row of somebody.
    pub fn place(&self, person: PersonId) -> Option<Rect> {
        let row = *self.row_of.get(person.at()).filter(|&&row| row != u32::MAX)?;
        Some(Rect::new(0.0, ROW * f64::from(row + 1), self.bounds().width(), ROW))
    }

    /// Draws the rows in a window.
    pub fn marks(
        &self,
        (org, judgement): (&Org, &Judgement),
        options: &PictureOptions,
        window: Rect,
        out: &mut dyn FnMut(Mark),
    ) {
        let seen = seen(org, judgement, options.findings || options.pay);
        let bounds = self.bounds();
        let rule = |y: f64, role, out: &mut dyn FnMut(Mark)| {
            let points = vec![Point::new(MARGIN, y), Point::new(bounds.right - MARGIN, y)];
            out(Mark::Line(LineMark { points, radius: 0.0, stroke: Stroke::new(role, 0.75), opacity: 1.0 }));
        };
        let from = (window.top / ROW - 2.0).max(0.0) as usize;
        let to = ((window.bottom / ROW).max(0.0) as usize + 1).min(self.people.len());
        if from == 0 {
            self.row(0, Weight::SemiBold, &mut |heading| heading.title(), out);
        }
        for at in from.min(to)..to {
            rule(ROW * (at + 1) as f64, if at == 0 { Role::StrongLine } else { Role::Line }, out);
            let person = self.people[at];
            self.row(at + 1, Weight::Regular, &mut |heading| words(&seen, heading, person), out);
        }
    }

    fn row(&self, at: usize, weight: Weight, cell: &mut dyn FnMut(&Heading) -> String, out: &mut dyn FnMut(Mark)) {
        let y = ROW * at as f64 + 14.0;
        let mut left = MARGIN;
        for (heading, wide) in &self.columns {
            let whole = cell(heading);
            let shown = shorten(&whole, *wide, SIZE, weight).into_owned();
            let is_number = heading.holds() == Holds::Number;
            let (x, anchor) = if is_number { (left + wide, Anchor::End) } else { (left, Anchor::Start) };
            let role = if weight == Weight::SemiBold { Role::Secondary } else { Role::Text };
            let whole = (whole != shown).then_some(whole);
            if !shown.is_empty() {
                let at = Point::new(x, y);
                out(Mark::Text(TextMark { at, anchor, size: SIZE, weight, role, text: shown, whole }));
            }
            left += wide + GAP;
        }
    }
}

fn words(seen: &Seen, heading: &Heading, person: PersonId) -> String {
    seen.words(heading, &seen.cell(heading, person)).into_owned()
}

/// A cell of a text.
pub struct TextCell {
    /// Paragraphs with size, weight and colour.
    pub parts: Vec<(String, f64, Weight, Role)>,
    /// Where it stands in its column.
    pub anchor: Anchor,
}

impl TextCell {
    /// A cell of one paragraph.
    pub fn plain(text: impl Into<String>, anchor: Anchor) -> Self {
        Self { parts: vec![(text.into(), SIZE, Weight::Regular, Role::Text)], anchor }
    }

    /// The same in another weight and colour.
    pub fn in_style(self, size: f64, weight: Weight, role: Role) -> Self {
        let parts = self.parts.into_iter().map(|(text, ..)| (text, size, weight, role)).collect();
        Self { parts, ..self }
    }
}

/// Rows of texts under each other, broken into lines, with a rule between them.
pub struct TextRows {
    /// Width and height of the whole.
    pub size: Size,
    /// Its marks.
    pub marks: Vec<Mark>,
}

impl TextRows {
    /// Lays out rows in columns of given widths; a row of one cell takes the whole width.
    pub fn of(columns: &[f64], rows: &[Vec<TextCell>]) -> Self {
        const LINES: usize = 60;
        let whole: f64 = columns.iter().map(|wide| wide + GAP).sum::<f64>() - GAP;
        let (mut y, mut marks) = (6.0, Vec::new());
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                let points = vec![Point::new(MARGIN, y), Point::new(MARGIN + whole, y)];
                let stroke = Stroke::new(Role::Line, 0.75);
                marks.push(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
            }
            let (mut left, mut lowest) = (MARGIN, y);
            for (at, cell) in row.iter().enumerate() {
                let wide = if row.len() == 1 { whole } else { columns.get(at).copied().unwrap_or(120.0) };
                let mut below = y + 8.0;
                for (text, size, weight, role) in &cell.parts {
                    for line in wrap(&[(*weight, text)], wide, *size, LINES) {
                        below += 1.3 * size;
                        let long: f64 = line
                            .iter()
                            .map(|piece| piece.x + width(&piece.text, *size, piece.weight))
                            .fold(0.0, f64::max);
                        let shift = match cell.anchor {
                            Anchor::Start => 0.0,
                            Anchor::Middle => (wide - long) / 2.0,
                            Anchor::End => wide - long,
                        };
                        for piece in line {
                            let at = Point::new(left + shift.max(0.0) + piece.x, below - 0.3 * size);
                            marks.push(Mark::Text(TextMark {
                                at,
                                anchor: Anchor::Start,
                                size: *size,
                                weight: piece.weight,
                                role: *role,
                                text: piece.text,
                                whole: None,
                            }));
                        }
                    }
                    below += 3.0;
                }
                lowest = lowest.max(below + 5.0);
                left += wide + GAP;
            }
            y = lowest;
        }
        Self { size: Size { width: whole + 2.0 * MARGIN, height: y + 6.0 }, marks }
    }
}
