//! A paper as a single HTML file: no external resources, no scripts, light or dark like the reader's system, and
//! suitable for printing. Pictures are embedded as SVG, and the used part of the fonts in the style.

use super::paper::{Block, Figure, Item, Paper, Table};
use crate::paint::{Escaped, Sheet, TEXT_STYLE, UsedFonts, css_variables, svg_inline};
use crate::scene::{Badge, Mark, Point, Rect, Theme, Weight, text};
use std::io::{self, Write};

const STYLE: &str = "
*{box-sizing:border-box}
html{background:var(--background);color:var(--text);font:14px/1.55 Inter,'Noto Sans',sans-serif;\
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
body{max-width:64rem;margin:0 auto;padding:48px 24px 96px;overflow-wrap:anywhere}
h1{font-size:28px;line-height:1.25;font-weight:600;margin:0 0 12px;letter-spacing:-.01em}
h2{font-size:20px;line-height:1.3;font-weight:600;margin:0 0 16px}
h3{font-size:14px;font-weight:600;margin:32px 0 8px}
p,ul{max-width:44rem;margin:0 0 12px}
ul{padding-left:20px}
li{margin:0 0 4px}
section{margin:56px 0 0;padding:32px 0 0;border-top:1px solid var(--strong-line)}
header p{color:var(--secondary);margin:0 0 4px}
nav{margin:24px 0 0}
nav ul{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin:0;max-width:none}
a{color:var(--accent);text-decoration:none}
a:hover{text-decoration:underline}
.note,figcaption{font-size:12px;color:var(--secondary)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:16px;margin:0 0 24px;padding:0;\
list-style:none;max-width:none}
.tiles li{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:16px;margin:0}
.tiles b{display:block;font-size:24px;line-height:1.2;font-weight:600}
.tiles span{font-size:12px;color:var(--secondary)}
.table{overflow-x:auto;margin:16px 0 24px}
table{border-collapse:collapse;min-width:50%;font-size:13px;line-height:1.45}
th{font-weight:600;font-size:12px;color:var(--secondary);text-align:left;vertical-align:bottom;\
border-bottom:1px solid var(--strong-line)}
td{vertical-align:top;border-bottom:1px solid var(--line)}
th,td{padding:8px 16px 8px 0}
th:last-child,td:last-child{padding-right:0}
.n{text-align:right;white-space:nowrap;overflow-wrap:normal}
figure{margin:24px 0 32px;max-width:44rem}
figure.wide{max-width:none}
figure svg{display:block;width:100%;height:auto}
figure.wide svg{background:var(--background);border:1px solid var(--line);border-radius:8px}
figcaption{margin-top:8px}
.item{margin:0 0 20px;padding-left:24px;max-width:46rem;position:relative;break-inside:avoid}
.item.bare{padding-left:0}
.item svg{position:absolute;left:0;top:5px;width:12px;height:12px}
.item h4{font-size:14px;font-weight:600;margin:0}
.item .tag{font-size:12px;color:var(--secondary);margin:0 0 4px}
.item p{margin:0 0 2px}
.item p:not(.tag){font-size:13px;color:var(--secondary)}
.item b{font-weight:600;color:var(--text)}
@page{size:A4;margin:18mm 16mm}
@media print{
html{font-size:10.5px}
body{max-width:none;padding:0}
nav{display:none}
section{margin-top:32px;padding-top:20px}
h2,h3,h4{break-after:avoid}
figure,tr,.tiles li{break-inside:avoid}
thead{display:table-header-group}
.table{overflow:visible}
}
";

/// Writes the file. Errors are those of `out`.
pub fn html(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { body: Vec::new(), fonts: UsedFonts::default(), section: 0 };
    page.paper(paper)?;
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"Twintrack\">")?;
    writeln!(out, "<title>{}</title>", Escaped(&paper.title))?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    let theme = css_variables;
    writeln!(out, "<style>\n:root{{{}}}", theme(Theme::Light))?;
    writeln!(out, "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}", theme(Theme::Dark))?;
    // In print the background is that of the paper; the colours of the tracks stay.
    writeln!(out, "@media print{{:root{{--background:#ffffff}}}}")?;
    write!(out, "{STYLE}svg {TEXT_STYLE}\n{}</style>\n</head>\n<body>\n", page.fonts.style())?;
    out.write_all(&page.body)?;
    writeln!(out, "</body>\n</html>")
}

struct Page {
    body: Vec<u8>,
    fonts: UsedFonts,
    /// Number of sections begun so far.
    section: usize,
}

impl Page {
    fn paper(&mut self, paper: &Paper) -> io::Result<()> {
        self.put("<header>\n")?;
        self.element("h1", Weight::SemiBold, &paper.title)?;
        for line in &paper.lead {
            self.element("p", Weight::Regular, line)?;
        }
        self.put("<nav><ul>\n")?;
        let sections = paper.blocks.iter().filter_map(|block| match block {
            Block::Section(words) => Some(words),
            _ => None,
        });
        for (words, at) in sections.zip(1..) {
            write!(self.body, "<li><a href=\"#s{at}\">")?;
            self.text(Weight::Regular, words)?;
            self.put("</a></li>\n")?;
        }
        self.put("</ul></nav>\n</header>\n<main>\n")?;
        paper.blocks.iter().try_for_each(|block| self.block(block))?;
        self.put(if self.section > 0 { "</section>\n</main>\n" } else { "</main>\n" })
    }

    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Section(words) => {
                let end = if self.section > 0 { "</section>\n" } else { "" };
                self.section += 1;
                writeln!(self.body, "{end}<section id=\"s{}\">", self.section)?;
                self.element("h2", Weight::SemiBold, words)
            }
            Block::Heading(words) => self.element("h3", Weight::SemiBold, words),
            Block::Text(words) => self.element("p", Weight::Regular, words),
            Block::Note(words) => {
                self.put("<p class=\"note\">")?;
                self.text(Weight::Regular, words)?;
                self.put("</p>\n")
            }
            Block::List(points) => {
                self.put("<ul>\n")?;
                points.iter().try_for_each(|point| self.element("li", Weight::Regular, point))?;
                self.put("</ul>\n")
            }
            Block::Tiles(tiles) => {
                self.put("<ul class=\"tiles\">\n")?;
                for tile in tiles {
                    self.put("<li><b>")?;
                    self.text(Weight::SemiBold, &tile.value)?;
                    self.put("</b><span>")?;
                    self.text(Weight::Regular, &tile.words)?;
                    self.put("</span></li>\n")?;
                }
                self.put("</ul>\n")
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Item(item) => self.item(item),
        }
    }

    fn table(&mut self, table: &Table) -> io::Result<()> {
        self.put("<div class=\"table\"><table>\n<thead><tr>")?;
        let class = |is_number: bool| if is_number { " class=\"n\"" } else { "" };
        for (words, is_number) in &table.columns {
            write!(self.body, "<th scope=\"col\"{}>", class(*is_number))?;
            self.text(Weight::SemiBold, words)?;
            self.put("</th>")?;
        }
        self.put("</tr></thead>\n<tbody>\n")?;
        for row in &table.rows {
            self.put("<tr>")?;
            for (cell, (_, is_number)) in row.iter().zip(&table.columns) {
                write!(self.body, "<td{}>", class(*is_number))?;
                self.text(Weight::Regular, cell)?;
                self.put("</td>")?;
            }
            self.put("</tr>\n")?;
        }
        self.put("</tbody>\n</table></div>\n")
    }

    fn figure(&mut self, figure: &Figure) -> io::Result<()> {
        self.put(if figure.is_wide { "<figure class=\"wide\">\n" } else { "<figure>\n" })?;
        self.picture(figure.bounds, &figure.alt, &figure.marks)?;
        if !figure.caption.is_empty() {
            self.element("figcaption", Weight::Regular, &figure.caption)?;
        }
        self.put("</figure>\n")
    }

    fn picture(&mut self, bounds: Rect, title: &str, marks: &[Mark]) -> io::Result<()> {
        let sheet = Sheet { bounds, theme: Theme::Light, title };
        svg_inline(&sheet, &|_, out| marks.iter().for_each(out), &mut self.fonts, &mut self.body)
    }

    fn item(&mut self, item: &Item) -> io::Result<()> {
        match item.sign {
            Some((shape, role)) => {
                self.put("<div class=\"item\">\n")?;
                let mark = Mark::Badge(Badge { at: Point::new(6.0, 6.0), size: 12.0, shape, role });
                self.picture(Rect::new(0.0, 0.0, 12.0, 12.0), "", &[mark])?;
            }
            None => self.put("<div class=\"item bare\">\n")?,
        }
        self.element("h4", Weight::SemiBold, &item.title)?;
        if !item.tag.is_empty() {
            self.put("<p class=\"tag\">")?;
            self.text(Weight::Regular, &item.tag)?;
            self.put("</p>\n")?;
        }
        for line in &item.lines {
            self.put("<p>")?;
            if !line.lead.is_empty() {
                self.put("<b>")?;
                self.text(Weight::SemiBold, &line.lead)?;
                self.put("</b>")?;
                self.text(Weight::Regular, if line.text.is_empty() { "" } else { ": " })?;
            }
            self.text(Weight::Regular, &line.text)?;
            self.put("</p>\n")?;
        }
        self.put("</div>\n")
    }

    fn element(&mut self, name: &str, weight: Weight, words: &str) -> io::Result<()> {
        write!(self.body, "<{name}>")?;
        self.text(weight, words)?;
        writeln!(self.body, "</{name}>")
    }

    /// Escapes words and registers their characters with the fonts; all words on the page come through here.
    fn text(&mut self, weight: Weight, words: &str) -> io::Result<()> {
        self.fonts.add(&text::clean(words), weight);
        write!(self.body, "{}", Escaped(words))
    }

    fn put(&mut self, html: &str) -> io::Result<()> {
        self.body.write_all(html.as_bytes())
    }
}
