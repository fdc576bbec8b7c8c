//! How long our shaper takes to measure names, against egui's layout of the same names. `cargo bench --bench text`.

use eframe::egui;
use std::time::Instant;
use twintrack::paint::egui::{family, install_fonts};
use twintrack::scene::{Weight, text};

const NAMES: u32 = 10_000;

fn main() {
    let ctx = egui::Context::default();
    install_fonts(&ctx);
    // Fonts are there from the second frame on.
    for _ in 0..2 {
        let mut output = ctx.run_ui(egui::RawInput::default(), |_| {});
        output.textures_delta.clear();
    }
    let font = egui::FontId::new(12.5, family(Weight::SemiBold));
    for (what, given) in [("Latin", "Angela"), ("accents", "Ángela"), ("Cyrillic", "Ангела"), ("Greek", "Αγγέλα")]
    {
        let names: Vec<String> = (0..NAMES).map(|n| format!("{given} {n:x} Kowalski {}", n * 7919)).collect();
        let start = Instant::now();
        let ours: f64 = names.iter().map(|name| text::width(name, 12.5, Weight::SemiBold)).sum();
        let took = start.elapsed();
        let start = Instant::now();
        let theirs: f64 = ctx.fonts_mut(|fonts| {
            let widths = names.iter().map(|name| {
                let galley = fonts.layout_no_wrap(name.clone(), font.clone(), egui::Color32::BLACK);
                f64::from(galley.size().x)
            });
            widths.sum()
        });
        let egui_took = start.elapsed();
        let ratio = took.as_secs_f64() / egui_took.as_secs_f64();
        println!(
            "{what}: {NAMES} names in {:.2} ms, {ratio:.3} of egui's layout; widths {:.4} of egui's",
            took.as_secs_f64() * 1e3,
            ours / theirs
        );
    }
}
