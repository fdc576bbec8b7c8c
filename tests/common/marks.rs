//! Every mark, shape and role that a picture can have.
#![allow(dead_code, reason = "each binary uses a part")]

use twintrack::paint::{Heading, Layer, PdfPage, pdf};
use twintrack::scene::{
    Anchor, Badge, BoxMark, LineMark, Mark, Point, Rect, Role, Shape, Size, Stroke, TextMark, Theme, Weight,
};

pub const BOUNDS: Rect = Rect::new(0.0, 0.0, 480.0, 320.0);
pub const HOSTILE: &str = "</text><script>alert('1')</script>]]>&\"\u{0}\u{1b}\u{202e}\u{2066}\u{ffff}\n\u{feff}";

pub fn text_mark(x: f64, y: f64, anchor: Anchor, size: f64, weight: Weight, role: Role, text: &str) -> Mark {
    Mark::Text(TextMark { at: Point::new(x, y), anchor, size, weight, role, text: text.to_owned(), whole: None })
}

/// Every mark, shape and theme role that a picture can have.
pub fn all_marks() -> Vec<Mark> {
    let mut marks = vec![
        Mark::Box(BoxMark::filled(Rect::new(0.0, 0.0, 240.0, 320.0), 0.0, Role::IcTint)),
        Mark::Box(BoxMark::filled(Rect::new(240.0, 0.0, 240.0, 320.0), 0.0, Role::ManagementTint)),
        Mark::Box(BoxMark {
            rect: Rect::new(16.0, 8.0, 208.0, 44.0),
            radius: 0.0,
            fill: None,
            stroke: None,
            hatch: Some(Role::StrongLine),
            opacity: 0.6,
        }),
        Mark::Line(LineMark {
            points: [(96.0, 116.0), (96.0, 140.0), (340.0, 140.0), (340.0, 164.0)]
                .map(|(x, y)| Point::new(x, y))
                .to_vec(),
            radius: 6.0,
            stroke: Stroke::new(Role::StrongLine, 1.0),
            opacity: 1.0,
        }),
        Mark::Line(LineMark {
            points: [(340.0, 116.0), (340.0, 132.0), (96.0, 132.0), (96.0, 164.0)]
                .map(|(x, y)| Point::new(x, y))
                .to_vec(),
            radius: 6.0,
            stroke: Stroke::new(Role::Accent, 1.5).dashed(4.0, 3.0),
            opacity: 0.8,
        }),
    ];
    let cards = [
        (16.0, 64.0, "Ana Okonkwo-Ávila", "Principal engineer", Role::Ic, None),
        (260.0, 64.0, "Жанна Ковалёва", "VP of Operations", Role::Management, None),
        (16.0, 164.0, "Νίκος Παπαδόπουλος", "To be hired · 1 234 567", Role::Ic, Some((4.0, 3.0))),
        (260.0, 164.0, "Tō Wave AVATAR Ty.", "Łukasz, ğ, ș, ő, ễ 0123456789", Role::Management, None),
    ];
    for (x, y, name, title, role, dash) in cards {
        let stroke = Some(Stroke { dash, ..Stroke::new(Role::StrongLine, 1.0) });
        let card = BoxMark { stroke, ..BoxMark::filled(Rect::new(x, y, 160.0, 52.0), 8.0, Role::Surface) };
        marks.push(Mark::Box(card));
        marks.push(Mark::Box(BoxMark::filled(Rect::new(x + 4.0, y + 8.0, 3.0, 36.0), 1.5, role)));
        marks.push(text_mark(x + 16.0, y + 23.0, Anchor::Start, 12.5, Weight::SemiBold, Role::Text, name));
        marks.push(text_mark(x + 16.0, y + 40.0, Anchor::Start, 11.0, Weight::Regular, Role::Secondary, title));
    }
    marks.push(Mark::Box(BoxMark {
        hatch: Some(Role::Over),
        stroke: Some(Stroke::new(Role::Over, 2.0)),
        opacity: 0.5,
        ..BoxMark::filled(Rect::new(180.0, 232.0, 60.0, 40.0), 12.0, Role::Selection)
    }));
    let shapes = [
        (Shape::TriangleUp, Role::Under),
        (Shape::TriangleUpOpen, Role::Under),
        (Shape::TriangleDown, Role::Over),
        (Shape::Diamond, Role::Info),
        (Shape::DiamondOpen, Role::Info),
        (Shape::RingDashed, Role::Info),
        (Shape::Ring, Role::Text),
        (Shape::Disc, Role::Accent),
    ];
    for (place, (shape, role)) in shapes.into_iter().enumerate() {
        marks.push(Mark::Badge(Badge { at: Point::new(24.0 + 19.0 * place as f64, 250.0), size: 12.0, shape, role }));
    }
    for (place, role) in Role::ALL.into_iter().enumerate() {
        let rect = Rect::new(8.0 + 26.0 * place as f64, 284.0, 22.0, 14.0);
        marks.push(Mark::Box(BoxMark::filled(rect, 0.0, role)));
    }
    marks.push(text_mark(472.0, 314.0, Anchor::End, 10.0, Weight::Regular, Role::Faint, "as of 2026-01-01"));
    marks.push(text_mark(240.0, 314.0, Anchor::Middle, 13.0, Weight::SemiBold, Role::Text, "IC8 = VP"));
    marks
}

pub fn as_pdf(marks: &[Mark], theme: Theme) -> Vec<u8> {
    let source = |_: Rect, out: &mut dyn FnMut(&Mark)| marks.iter().for_each(out);
    let size = Size { width: BOUNDS.width(), height: BOUNDS.height() };
    let layer = Layer { bounds: BOUNDS, at: Point::default(), scale: 1.0, marks: &source };
    let headings = vec![Heading { words: HOSTILE.to_owned(), down: 0.0, level: 0 }];
    let links = Vec::new();
    let page = PdfPage { size, ground: true, layers: vec![layer], headings, links, is_tagged: false };
    pdf(HOSTILE, theme, &[page]).expect("a file")
}
