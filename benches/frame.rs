//! CPU time of a frame (egui run and tessellate) while a window on 10,000 people is panned without pause, from the
//! whole organisation to single cards. The promise is a median under 4 ms. `cargo bench --bench frame`.

mod common;

use common::cpu;
use eframe::egui;
use std::path::PathBuf;
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::generate;
use twintrack::io::{Format, Opened};

fn main() {
    let size = egui::vec2(1440.0, 900.0);
    let given: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let sizes = if given.is_empty() { vec![1_000, 10_000, 100_000, 2_100_000] } else { given };
    for people in sizes {
        let opened = Opened {
            org: generate::org(people, 1).0,
            scenarios: Vec::new(),
            problems: Vec::new(),
            unread: Vec::new(),
            format: Format::Ron,
        };
        let start = cpu();
        let document = Document::new(Source::File(PathBuf::from("bench.org.ron")), opened);
        println!("{people} people: judged and laid out in {:.1} ms", cpu() - start);
        let ctx = egui::Context::default();
        let mut window = Window::with(&ctx, Settings::default(), document);
        let canvas = egui::pos2(size.x / 2.0, size.y / 2.0);
        let (mut time, mut vertices) = (0.0, 0usize);
        let mut frame = |events: Vec<egui::Event>| {
            time += 1.0 / 60.0;
            let input = egui::RawInput {
                screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, size)),
                time: Some(time),
                events,
                ..Default::default()
            };
            let start = cpu();
            let mut output = ctx.run_ui(input, |ui| window.show(ui));
            let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
            let spent = cpu() - start;
            output.textures_delta.clear();
            vertices = primitives
                .iter()
                .map(|p| match &p.primitive {
                    egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
                    egui::epaint::Primitive::Callback(_) => 0,
                })
                .sum();
            (spent, vertices)
        };
        for _ in 0..10 {
            frame(vec![egui::Event::PointerMoved(canvas)]);
        }
        // From the whole organisation step by step to single cards, panning all the time.
        frame(vec![key(egui::Key::Num0)]);
        for step in 0..8 {
            const FRAMES: usize = 120;
            let mut spent: Vec<f64> = Vec::new();
            let mut most = 0;
            for at in 0..FRAMES {
                let swing = if at % 20 < 10 { 14.0 } else { -14.0 };
                let scroll = egui::Event::MouseWheel {
                    unit: egui::MouseWheelUnit::Point,
                    delta: egui::vec2(swing, swing / 3.0),
                    modifiers: egui::Modifiers::SHIFT,
                    phase: egui::TouchPhase::Move,
                    source: egui::MouseWheelSource::Trackpad,
                };
                let (ms, vertices) = frame(vec![egui::Event::PointerMoved(canvas), scroll]);
                spent.push(ms);
                most = most.max(vertices);
            }
            spent.sort_by(f64::total_cmp);
            let (middle, worst) = (spent[FRAMES / 2], spent[FRAMES - 1]);
            println!("  zoom step {step}: CPU median {middle:.2} ms, worst {worst:.2}; {most} vertices");
            for _ in 0..6 {
                frame(vec![egui::Event::PointerMoved(canvas), egui::Event::Zoom(1.08)]);
            }
        }
    }
}

fn key(key: egui::Key) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: egui::Modifiers::NONE }
}
