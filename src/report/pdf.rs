//! A paper as PDF: A4 pages on a grid of 4 points, with page numbers and repeated table heads. Wide pictures get a
//! landscape page of their own. Everything is laid out as marks and painted like any picture.

use super::flow::{Piece, TextLine, widths, wrap};
use super::paper::{Block, Figure, Item, Paper, Table, Tile};
use crate::paint::{Heading, Layer, PdfError, PdfPage};
use crate::report::shown::thousands;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Size, Stroke, TextMark, Theme, Weight};

const A4: Size = Size { width: 595.0, height: 842.0 };
const LYING: Size = Size { width: 842.0, height: 595.0 };
const MARGIN: f64 = 52.0;
const TOP: f64 = 56.0;
/// Space below the text, which contains the page number.
const BOTTOM: f64 = 64.0;
const TEXT: f64 = 9.5;
const SMALL: f64 = 8.5;
const LEADING: f64 = 14.0;
/// Largest number of lines in a paragraph, and in a cell.
const MOST: usize = 400;
const MOST_IN_CELL: usize = 40;
const GAP: f64 = 12.0;

/// Makes the file; the same paper gives the same bytes. Errors are those of the PDF painter.
pub fn pdf(paper: &Paper) -> Result<Vec<u8>, PdfError> {
    let mut layout = Layout { pages: vec![Sheet::new(A4)], y: TOP };
    layout.head(paper);
    for (at, block) in paper.blocks.iter().enumerate() {
        let is_wide = |block: Option<&Block>| matches!(block, Some(Block::Figure(figure)) if figure.is_wide);
        match block {
            Block::Section(_) if is_wide(paper.blocks.get(at + 1)) => layout.turn(LYING),
            // After a landscape page the text continues in portrait.
            _ if at > 0 && is_wide(paper.blocks.get(at - 1)) => layout.turn(A4),
            _ => {}
        }
        layout.block(block);
    }
    layout.feet(&paper.title);
    let pages: Vec<PageSource> = layout.pages.into_iter().map(PageSource::new).collect();
    let pages: Vec<PdfPage> = pages.iter().map(PageSource::page).collect();
    crate::paint::pdf(&paper.title, Theme::Light, &pages)
}

/// A page being filled.
struct Sheet<'a> {
    size: Size,
    marks: Vec<Mark>,
    figures: Vec<(&'a Figure, Point, f64)>,
    headings: Vec<Heading>,
}

impl Sheet<'_> {
    fn new(size: Size) -> Self {
        Self { size, marks: Vec::new(), figures: Vec::new(), headings: Vec::new() }
    }
}

/// A page with its marks ready for the painter.
struct PageSource<'a> {
    sheet: Sheet<'a>,
    walks: Vec<Walk<'a>>,
}

type Walk<'a> = Box<dyn Fn(Rect, &mut dyn FnMut(&Mark)) + 'a>;

impl<'a> PageSource<'a> {
    fn new(mut sheet: Sheet<'a>) -> Self {
        let own = std::mem::take(&mut sheet.marks);
        let mut walks: Vec<Walk> = vec![Box::new(move |_, out| own.iter().for_each(out))];
        for &(figure, ..) in &sheet.figures {
            walks.push(Box::new(move |_, out| figure.marks.iter().for_each(out)));
        }
        Self { sheet, walks }
    }

    fn page(&self) -> PdfPage<'_> {
        let Sheet { size, figures, headings, .. } = &self.sheet;
        let whole = (Rect::new(0.0, 0.0, size.width, size.height), Point::default(), 1.0);
        let places =
            std::iter::once(whole).chain(figures.iter().map(|&(figure, at, scale)| (figure.bounds, at, scale)));
        let layers = places.zip(&self.walks).map(|((bounds, at, scale), marks)| Layer { bounds, at, scale, marks });
        PdfPage {
            size: *size,
            ground: false,
            layers: layers.collect(),
            headings: headings.clone(),
            links: Vec::new(),
            is_tagged: false,
        }
    }
}

struct Layout<'a> {
    /// Never empty.
    pages: Vec<Sheet<'a>>,
    /// Distance in points from the top down to which the last page is filled.
    y: f64,
}

impl<'a> Layout<'a> {
    fn page(&mut self) -> &mut Sheet<'a> {
        self.pages.last_mut().expect("a layout begins with a page and never takes one away")
    }

    fn room(&mut self) -> f64 {
        self.page().size.width - 2.0 * MARGIN
    }

    /// Begins a new page, or resizes the current one if it is empty.
    fn turn(&mut self, size: Size) {
        let page = self.page();
        if page.marks.is_empty() && page.figures.is_empty() {
            page.size = size;
        } else {
            self.pages.push(Sheet::new(size));
        }
        self.y = TOP;
    }

    /// Begins a new page if there is less room left than `height`.
    fn need(&mut self, height: f64) {
        let size = self.page().size;
        if self.y + height > size.height - BOTTOM && self.y > TOP {
            self.turn(size);
        }
    }

    fn head(&mut self, paper: &Paper) {
        let room = self.room();
        for line in wrap(&[(Weight::SemiBold, &paper.title)], room, 22.0, 6) {
            self.y += 24.0;
            self.line(&line, MARGIN, 22.0, Role::Text);
            self.y += 4.0;
        }
        self.y += 4.0;
        for words in &paper.lead {
            self.flow(&[(Weight::Regular, words)], (MARGIN, room), (TEXT, LEADING), Role::Secondary);
        }
        self.y += 8.0;
    }

    fn block(&mut self, block: &'a Block) {
        let room = self.room();
        match block {
            Block::Section(words) => {
                self.need(140.0);
                if self.y > TOP {
                    self.y += 20.0;
                    self.rule(self.y, Role::StrongLine);
                    self.y += 8.0;
                }
                let y = self.y;
                self.page().headings.push(Heading { words: words.clone(), down: y, level: 0 });
                self.y += 20.0;
                let line = vec![Piece { x: 0.0, weight: Weight::SemiBold, text: words.clone() }];
                self.line(&line, MARGIN, 15.0, Role::Text);
                self.y += 12.0;
            }
            Block::Heading(words) => {
                self.need(72.0);
                self.y += 8.0;
                self.flow(&[(Weight::SemiBold, words)], (MARGIN, room), (10.5, 16.0), Role::Text);
                self.y += 4.0;
            }
            Block::Text(words) => {
                self.flow(&[(Weight::Regular, words)], (MARGIN, room), (TEXT, LEADING), Role::Text);
                self.y += 6.0;
            }
            Block::Note(words) => {
                self.flow(&[(Weight::Regular, words)], (MARGIN, room), (SMALL, 12.0), Role::Secondary);
                self.y += 8.0;
            }
            Block::List(points) => {
                for point in points {
                    self.need(LEADING);
                    let at = Point::new(MARGIN + 4.0, self.y + 7.0);
                    let dot = Badge { at, size: 3.0, shape: crate::scene::Shape::Disc, role: Role::Secondary };
                    self.page().marks.push(Mark::Badge(dot));
                    self.flow(&[(Weight::Regular, point)], (MARGIN + 14.0, room - 14.0), (TEXT, LEADING), Role::Text);
                    self.y += 2.0;
                }
                self.y += 6.0;
            }
            Block::Tiles(tiles) => self.tiles(tiles),
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Item(item) => self.item(item),
        }
    }

    fn tiles(&mut self, tiles: &[Tile]) {
        const HEIGHT: f64 = 56.0;
        self.need(HEIGHT + GAP);
        let wide = (self.room() - GAP * (tiles.len().max(1) - 1) as f64) / tiles.len().max(1) as f64;
        for (tile, at) in tiles.iter().zip(0_u32..) {
            let rect = Rect::new(MARGIN + f64::from(at) * (wide + GAP), self.y, wide, HEIGHT);
            let stroke = Some(Stroke::new(Role::Line, 0.75));
            self.page().marks.push(Mark::Box(BoxMark { stroke, ..BoxMark::filled(rect, 6.0, Role::Surface) }));
            let value = shorten(&tile.value, wide - 20.0, 16.0, Weight::SemiBold).into_owned();
            self.words((rect.left + 10.0, self.y + 24.0), Anchor::Start, 16.0, Weight::SemiBold, Role::Text, value);
            for (line, below) in wrap(&[(Weight::Regular, &tile.words)], wide - 20.0, 7.5, 2).iter().zip(0_u32..) {
                let y = self.y + 38.0 + f64::from(below) * 9.5;
                self.pieces(line, rect.left + 10.0, y, 7.5, Role::Secondary);
            }
        }
        self.y += HEIGHT + 16.0;
    }

    fn figure(&mut self, figure: &'a Figure) {
        let room = self.room();
        let caption = if figure.caption.is_empty() { 0.0 } else { 32.0 };
        let size = self.page().size;
        let (wide, high) = (figure.bounds.width().max(1.0), figure.bounds.height().max(1.0));
        let free = size.height - BOTTOM - caption;
        let most = if figure.is_wide { free - self.y } else { free - TOP };
        let scale = (room / wide).min(most.max(40.0) / high).min(1.25);
        self.need(high * scale + caption);
        let at = Point::new(MARGIN, self.y);
        if figure.is_wide {
            let frame = Rect::new(at.x, at.y, wide * scale, high * scale);
            self.page().marks.push(Mark::Box(BoxMark::filled(frame, 0.0, Role::Background)));
        }
        self.page().figures.push((figure, at, scale));
        self.y += high * scale + 8.0;
        if caption > 0.0 {
            self.flow(&[(Weight::Regular, &figure.caption)], (MARGIN, room), (SMALL, 12.0), Role::Secondary);
            self.y += 12.0;
        }
    }

    fn item(&mut self, item: &Item) {
        self.need(3.0 * LEADING + 8.0);
        let indent = if item.sign.is_some() { 16.0 } else { 0.0 };
        let (x, room) = (MARGIN + indent, self.room() - indent);
        if let Some((shape, role)) = item.sign {
            let at = Point::new(MARGIN + 5.0, self.y + 7.0);
            self.page().marks.push(Mark::Badge(Badge { at, size: 9.0, shape, role }));
        }
        self.flow(&[(Weight::SemiBold, &item.title)], (x, room), (TEXT, LEADING), Role::Text);
        if !item.tag.is_empty() {
            self.flow(&[(Weight::Regular, &item.tag)], (x, room), (SMALL, 12.0), Role::Secondary);
        }
        self.y += 2.0;
        for line in &item.lines {
            let lead = match (line.lead.is_empty(), line.text.is_empty()) {
                (false, false) => format!("{}:", line.lead.trim_end()),
                _ => line.lead.clone(),
            };
            let runs = [(Weight::SemiBold, lead.as_str()), (Weight::Regular, line.text.as_str())];
            self.flow(&runs, (x, room), (SMALL, 12.0), Role::Secondary);
        }
        self.y += 10.0;
    }

    fn table(&mut self, table: &Table) {
        let columns = column_widths(table, self.room());
        let head: Vec<String> = table.columns.iter().map(|(words, _)| words.clone()).collect();
        self.y += 4.0;
        self.need(64.0);
        self.row(table, &columns, &head, Weight::SemiBold);
        for row in &table.rows {
            let height = height_of(&cells(row, &columns, Weight::Regular));
            if self.y + height > self.page().size.height - BOTTOM {
                let size = self.page().size;
                self.turn(size);
                self.row(table, &columns, &head, Weight::SemiBold);
            }
            self.row(table, &columns, row, Weight::Regular);
        }
        self.y += 16.0;
    }

    fn row(&mut self, table: &Table, columns: &[f64], row: &[String], weight: Weight) {
        let cells = cells(row, columns, weight);
        let height = height_of(&cells);
        let is_head = weight == Weight::SemiBold;
        let role = if is_head { Role::Secondary } else { Role::Text };
        let mut x = MARGIN;
        for ((lines, wide), (_, is_number)) in cells.iter().zip(columns).zip(&table.columns) {
            for (line, at) in lines.iter().zip(0_u32..) {
                let y = self.y + 12.0 + f64::from(at) * 12.0;
                let room: f64 = line.iter().map(|piece| piece.x + width(&piece.text, SMALL, piece.weight)).sum();
                let shift = if *is_number { (wide - room).max(0.0) } else { 0.0 };
                self.pieces(line, x + shift, y, SMALL, role);
            }
            x += wide + GAP;
        }
        self.y += height;
        self.rule(self.y, if is_head { Role::StrongLine } else { Role::Line });
    }

    /// Adds lines of text from the current position on, over as many pages as needed.
    fn flow(&mut self, runs: &[(Weight, &str)], (x, room): (f64, f64), (size, leading): (f64, f64), role: Role) {
        for line in wrap(runs, room, size, MOST) {
            self.need(leading);
            let y = self.y + 0.72 * leading;
            // Semibold text at the start of a line stands out in the main text colour.
            for piece in &line {
                let role = if piece.weight == Weight::SemiBold { Role::Text } else { role };
                self.pieces(std::slice::from_ref(piece), x, y, size, role);
            }
            self.y += leading;
        }
    }

    fn line(&mut self, line: &TextLine, x: f64, size: f64, role: Role) {
        let y = self.y;
        self.pieces(line, x, y, size, role);
    }

    fn pieces(&mut self, pieces: &[Piece], x: f64, y: f64, size: f64, role: Role) {
        for piece in pieces {
            self.words((x + piece.x, y), Anchor::Start, size, piece.weight, role, piece.text.clone());
        }
    }

    fn words(&mut self, (x, y): (f64, f64), anchor: Anchor, size: f64, weight: Weight, role: Role, text: String) {
        self.page().marks.push(Mark::Text(TextMark {
            at: Point::new(x, y),
            anchor,
            size,
            weight,
            role,
            text,
            whole: None,
        }));
    }

    fn rule(&mut self, y: f64, role: Role) {
        let points = vec![Point::new(MARGIN, y), Point::new(self.page().size.width - MARGIN, y)];
        let stroke = Stroke::new(role, 0.75);
        self.page().marks.push(Mark::Line(LineMark { points, radius: 0.0, stroke, opacity: 1.0 }));
    }

    /// Adds the title of the report and the page number to the foot of every page.
    fn feet(&mut self, title: &str) {
        let of = thousands(self.pages.len() as f64);
        for (page, number) in self.pages.iter_mut().zip(1_u32..) {
            let (left, right) = (MARGIN, page.size.width - MARGIN);
            let y = page.size.height - 32.0;
            let title = shorten(title, right - left - 120.0, 8.0, Weight::Regular).into_owned();
            let number = format!("{} of {of}", thousands(f64::from(number)));
            for (x, anchor, text) in [(left, Anchor::Start, title), (right, Anchor::End, number)] {
                let (at, role) = (Point::new(x, y), Role::Faint);
                page.marks.push(Mark::Text(TextMark {
                    at,
                    anchor,
                    size: 8.0,
                    weight: Weight::Regular,
                    role,
                    text,
                    whole: None,
                }));
            }
        }
    }
}

fn cells(row: &[String], columns: &[f64], weight: Weight) -> Vec<Vec<TextLine>> {
    row.iter().zip(columns).map(|(cell, wide)| wrap(&[(weight, cell)], *wide, SMALL, MOST_IN_CELL)).collect()
}

fn height_of(cells: &[Vec<TextLine>]) -> f64 {
    cells.iter().map(Vec::len).max().unwrap_or(1) as f64 * 12.0 + 7.0
}

/// Widths of the columns: each gets all it wants if there is room for all; otherwise the room beyond the widest words
/// is shared in proportion.
fn column_widths(table: &Table, room: f64) -> Vec<f64> {
    const WIDEST_WORD: f64 = 96.0;
    const WIDEST: f64 = 360.0;
    let room = room - GAP * (table.columns.len().max(1) - 1) as f64;
    let wishes: Vec<(f64, f64)> = (0..table.columns.len())
        .map(|column| {
            let head = widths(&table.columns[column].0, SMALL, Weight::SemiBold);
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            let cells = cells.map(|cell| widths(cell, SMALL, Weight::Regular));
            let widest = cells.fold(head, |a, b| (a.0.max(b.0), a.1.max(b.1)));
            // Numbers stay on one line as long as possible.
            let least = if table.columns[column].1 { widest.1 } else { widest.0 };
            (least.min(WIDEST_WORD).ceil(), widest.1.min(WIDEST).ceil())
        })
        .collect();
    let (least, most): (f64, f64) = wishes.iter().fold((0.0, 0.0), |sum, wish| (sum.0 + wish.0, sum.1 + wish.1));
    let part = if most > least { ((room - least) / (most - least)).min(1.0) } else { 1.0 };
    if part < 0.0 {
        // Too many columns: each gets less than its widest word needs.
        return wishes.iter().map(|(least_of, _)| (least_of * room / least).max(1.0)).collect();
    }
    wishes.iter().map(|(least, most)| (least + (most - least) * part).max(1.0)).collect()
}
