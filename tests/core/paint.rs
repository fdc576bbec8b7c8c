//! The painters: the same marks as SVG, PNG and in the window; hostile texts; the shaper against egui's.

use crate::marks::{BOUNDS, HOSTILE, all_marks, as_pdf, text_mark};
use crate::{golden, software};
use eframe::egui;
use proptest::prelude::*;
use twintrack::paint::egui::{Canvas, View, family, install_fonts};
use twintrack::paint::{Layer, PdfError, PdfPage, Sheet, pdf, png, raster, svg};
use twintrack::scene::{Anchor, Mark, Point, Rect, Role, Size, Theme, Weight, text};

const THEMES: [(Theme, &str); 3] = [(Theme::Light, "light"), (Theme::Dark, "dark"), (Theme::Print, "print")];
fn sheet(theme: Theme) -> Sheet<'static> {
    Sheet { bounds: BOUNDS, theme, title: "Tracks & people" }
}

fn svg_of(theme: Theme, marks: &[Mark]) -> String {
    let mut out = Vec::new();
    svg(&sheet(theme), &|_, each| marks.iter().for_each(each), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn svg_is_as_it_was() {
    for (theme, name) in THEMES {
        golden::check(&format!("marks-{name}.svg"), svg_of(theme, &all_marks()).as_bytes());
    }
}

#[test]
fn hostile_texts_are_only_text() {
    let written =
        svg_of(Theme::Light, &[text_mark(1.0, 1.0, Anchor::Start, 12.0, Weight::Regular, Role::Text, HOSTILE)]);
    assert!(
        written.contains(">&lt;/text&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;]]&gt;&amp;&quot;"),
        "{written}"
    );
    let forbidden = |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2066}' | '\u{ffff}');
    assert!(!written.contains(forbidden));
    assert_eq!(written.matches("<script").count(), 0);
}

#[test]
fn png_has_the_size_and_colours_of_the_picture() {
    let marks = all_marks();
    for (theme, name) in THEMES {
        let mut out = Vec::new();
        png(&sheet(theme), 2.0, &|_, each| marks.iter().for_each(each), &mut out).unwrap();
        if let Some(folder) = std::env::var_os("TWINTRACK_PICTURES") {
            std::fs::write(std::path::Path::new(&folder).join(format!("marks-{name}.png")), &out).unwrap();
        }
        let decoded = image::load_from_memory(&out).unwrap().into_rgb8();
        assert_eq!(decoded.dimensions(), (960, 640));
        for (x, y, role) in [(40, 620, Role::IcTint), (950, 4, Role::ManagementTint), (300, 140, Role::Surface)] {
            let colour = theme.colour(role);
            assert_eq!(decoded.get_pixel(x, y).0, [colour.r, colour.g, colour.b], "{name} {role:?}");
        }
        for (place, role) in Role::ALL.into_iter().enumerate() {
            let colour = theme.colour(role);
            let x = 2 * (19 + 26 * place as u32);
            assert_eq!(decoded.get_pixel(x, 582).0, [colour.r, colour.g, colour.b], "{name} {role:?}");
        }
    }
}

/// Pixels that differ by more than an eighth in any channel, as a share of all.
fn difference(a: &[[u8; 3]], b: &[[u8; 3]]) -> f64 {
    assert_eq!(a.len(), b.len());
    let differs = |(a, b): &(&[u8; 3], &[u8; 3])| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 32);
    a.iter().zip(b).filter(differs).count() as f64 / a.len() as f64
}

#[test]
fn the_window_shows_what_the_file_shows() {
    let marks = all_marks();
    let cases = [
        (Theme::Light, 1.0, 1.0, false),
        (Theme::Light, 2.0, 1.0, false),
        (Theme::Light, 1.0, 1.5, false),
        (Theme::Light, 1.0, 0.7, false),
        (Theme::Light, 1.0, 1.3, true),
        (Theme::Dark, 1.0, 1.0, false),
        (Theme::Print, 1.0, 1.0, false),
    ];
    for (theme, density, scale, is_zooming) in cases {
        let name = format!("{theme:?}");
        let size = [(BOUNDS.width() * scale) as f32, (BOUNDS.height() * scale) as f32];
        let window = software::picture(size, density, |ui| {
            let view = View { scene: Point::new(0.0, 0.0), screen: egui::Pos2::ZERO, scale, is_zooming };
            let ground = twintrack::paint::egui::colour(theme, Role::Background);
            ui.painter().rect_filled(egui::Rect::EVERYTHING, 0.0, ground);
            let painter = ui.painter().clone();
            let mut canvas = Canvas::new(&painter, theme, view);
            marks.iter().for_each(|mark| canvas.paint(mark));
            canvas.finish();
        });
        let file = raster(&sheet(theme), scale * f64::from(density), &|_, each| marks.iter().for_each(each)).unwrap();
        let file: Vec<[u8; 3]> = file.pixels().iter().map(|p| [p.red(), p.green(), p.blue()]).collect();
        if let Some(folder) = std::env::var_os("TWINTRACK_PICTURES") {
            let path = std::path::Path::new(&folder).join(format!("window-{name}-{density}-{scale}.png"));
            let (width, height) = ((size[0] * density) as u32, (size[1] * density) as u32);
            let window: Vec<u8> = window.iter().flatten().copied().collect();
            image::RgbImage::from_raw(width, height, window).unwrap().save(path).unwrap();
        }
        let differs = difference(&window, &file);
        println!("{name} {density} {scale}: {:.2} % of pixels differ", 100.0 * differs);
        // While zooming texts are scaled pictures of texts.
        let limit = if is_zooming { 0.02 } else { 0.005 };
        assert!(differs < limit, "{name} {density} {scale}: {:.2} % of pixels differ", 100.0 * differs);
    }
}

fn egui_widths(texts: &[&str], size: f64, weight: Weight) -> Vec<f64> {
    let ctx = egui::Context::default();
    install_fonts(&ctx);
    let mut widths = Vec::new();
    ctx.run_ui(egui::RawInput::default(), |ui| {
        widths = texts
            .iter()
            .map(|text| {
                let font = egui::FontId::new(size as f32, family(weight));
                let text = text::clean(text).into_owned();
                f64::from(ui.painter().layout_no_wrap(text, font, egui::Color32::BLACK).size().x)
            })
            .collect();
    })
    .textures_delta
    .clear();
    widths
}

#[test]
fn texts_are_as_wide_as_in_the_window() {
    let texts = [
        "Principal engineer, Data platform",
        "AVATAR Ty. Wave To",
        "Łukasz Żółć Ångström Þórður",
        "Nguyễn Thị Hồng",
        "Жанна Ковалёва, директор",
        "Νίκος Παπαδόπουλος",
        "e\u{301}a\u{308}o\u{302}",
        "0123456789 1\u{202f}234\u{2009}567 12:30 3×4 a->b",
        "ﬁ ﬂ ŋ ʒ ǆ ɸ ₿ → …",
        "x\u{200b}y\u{202e}z\u{00ad}w\tv",
    ];
    for weight in [Weight::Regular, Weight::SemiBold] {
        for size in [10.0, 11.0, 12.5, 16.0, 40.0] {
            for (text, egui) in texts.iter().zip(egui_widths(&texts, size, weight)) {
                let ours = text::width(text, size, weight);
                assert!((ours - egui).abs() <= 0.5, "{text} at {size}: {ours} here, {egui} in the window");
            }
        }
    }
}

#[test]
fn a_character_without_a_glyph_is_a_box_and_is_named() {
    assert_eq!(text::missing("Ana 王 小", Weight::Regular), ['王', '小']);
    assert!(text::missing("Ana Жук Νίκος", Weight::SemiBold).is_empty());
}

#[test]
fn names_are_shortened_between_characters() {
    let shorten = |text: &str, width: f64| text::shorten(text, width, 12.0, Weight::Regular).into_owned();
    assert_eq!(shorten("Ana", 100.0), "Ana");
    assert_eq!(shorten("Ana Maria de la Cruz", 60.0), "Ana Mari…");
    assert_eq!(shorten("Ana", 0.0), "");
    assert_eq!(shorten("", 0.0), "");
    let marks = format!("x{}", "\u{301}".repeat(100_000));
    assert!(shorten(&marks.repeat(3), 5.0).len() < 10);
    let long = "word ".repeat(200_000);
    assert!(text::width(&shorten(&long, 120.0), 12.0, Weight::Regular) <= 120.0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The table of pairs gives what the shaper gives.
    #[test]
    fn measuring_the_short_way_is_exact(text in "[ -~\u{a0}-\u{24f}\u{386}-\u{4ff}]{0,40}|[ -~]{0,40}|[ -~А-я]{0,40}|[ -~…А-я]{0,40}", semibold: bool) {
        let weight = if semibold { Weight::SemiBold } else { Weight::Regular };
        let glyphs = text::shape(&text, weight);
        let em: f64 = glyphs.iter().map(|glyph| f64::from(glyph.advance) / glyph.face.units_per_em()).sum();
        prop_assert!((text::width(&text, 1.0, weight) - em).abs() < 1e-9);
    }

    #[test]
    fn shortened_texts_fit(text in "\\PC{0,60}", width in 0.0..200.0_f64) {
        let short = text::shorten(&text, width, 12.5, Weight::SemiBold);
        prop_assert!(text::width(&short, 12.5, Weight::SemiBold) <= width);
        let kept = short.trim_end_matches('…');
        prop_assert!(text::clean(&text).starts_with(kept));
    }

    /// Whatever a text holds, it does not break out of its element.
    #[test]
    fn any_text_gives_whole_svg(text: String) {
        let svg = svg_of(Theme::Light, &[text_mark(1.0, 1.0, Anchor::Start, 12.0, Weight::Regular, Role::Text, &text)]);
        prop_assert!(svg.ends_with("</svg>\n"));
        let body = svg.split("<text ").nth(1).map(|rest| &rest[rest.find('>').unwrap() + 1..rest.find("</text>").unwrap()]);
        let is_plain = |c: char| !matches!(c, '<' | '>' | '"' | '\'') && !c.is_control();
        prop_assert!(body.is_none_or(|body| body.chars().all(is_plain)), "{}", svg);
    }
}

#[test]
fn pdf_is_the_same_every_time_and_takes_any_text() {
    let mut marks = all_marks();
    marks.push(text_mark(8.0, 300.0, Anchor::Middle, 9.0, Weight::Regular, Role::Text, HOSTILE));
    for (theme, _) in THEMES {
        let file = as_pdf(&marks, theme);
        assert!(file.starts_with(b"%PDF-") && file == as_pdf(&marks, theme));
    }
    let source = |_: Rect, _: &mut dyn FnMut(&Mark)| {};
    for size in [0.0, 20_000.0, f64::NAN] {
        let layer = Layer { bounds: BOUNDS, at: Point::default(), scale: 1.0, marks: &source };
        let size = Size { width: size, height: size };
        let page = PdfPage {
            size,
            ground: true,
            layers: vec![layer],
            headings: Vec::new(),
            links: Vec::new(),
            is_tagged: false,
        };
        assert!(matches!(pdf("", Theme::Light, &[page]), Err(PdfError::Size)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_whole_pdf(text in "(?s).{0,40}", combined in "[a-z\u{300}-\u{32f}\u{600}-\u{61f}李🙂]{0,20}") {
        for text in [text, combined] {
            let mark = text_mark(8.0, 30.0, Anchor::Start, 9.0, Weight::SemiBold, Role::Text, &text);
            prop_assert!(as_pdf(&[mark], Theme::Light).starts_with(b"%PDF-"));
        }
    }
}
