//! CPU time of a frame (egui run and tessellate) while a window on 10,000 people is panned without pause, from the
//! whole organisation to single cards. The promise is a median under 4 ms. `cargo bench --bench frame`.

use eframe::egui;
use std::path::PathBuf;
use std::time::Instant;
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::io::{Format, Opened};
use twintrack::org::{
    Builder, Details, Evidence, Head, Mode, Org, Provenance, Right, Role, Row, Seat, SeatSource, TrackKind,
};

/// A company with spans of 6, both tracks in every team, and evidence for every fifth person.
fn org(people: usize) -> Org {
    const SPAN: usize = 6;
    let mut head = Head::new("Bench", jiff::civil::date(2026, 9, 30));
    head.mode = Mode::People { purpose: "Measured".into(), by: "Bench".into(), date: None };
    let mut ladder = twintrack::io::ladders::named(twintrack::io::ladders::HOUSE).expect("the house ladder is bundled");
    ladder.constants.anchors_confirmed = true;
    head.ladders.push(ladder);
    let mut builder = Builder::new(head);
    let codes = |kind: TrackKind, n: usize| format!("{}{n}", if kind == TrackKind::Ic { "IC" } else { "M" });
    let mut depth = vec![0usize; people];
    for at in 0..people {
        let above = at.saturating_sub(1) / SPAN;
        depth[at] = if at == 0 { 0 } else { depth[above] + 1 };
        let code = if at * SPAN + 1 < people {
            codes(TrackKind::Management, 6usize.saturating_sub(depth[at]).max(1))
        } else {
            codes(TrackKind::Ic, 1 + at * 7 % 8)
        };
        let seat = builder.find_rung("", &code).map(|rung| Seat { rung, source: SeatSource::Given });
        let (key, name) = (format!("p{at}"), format!("Given{} Family{}", at % 97, at % 1013));
        let manager = if at == 0 { String::new() } else { format!("p{above}") };
        let row = Row { key: &key, name: &name, title: "Practitioner", manager: &manager, seat, ..Row::default() };
        let person = builder.add(&row);
        if at % 5 == 0 {
            let line = |kind: &str, amount| Evidence {
                kind: kind.into(),
                amount,
                share: 1.0,
                provenance: Provenance::Measured,
                period: None,
                currency: String::new(),
                domain: String::new(),
                source: String::new(),
                note: String::new(),
                disputed: None,
            };
            let right = Right {
                text: "Design".into(),
                domain: String::new(),
                at: Some(4.0),
                role: Role::Decide,
                technical: true,
            };
            let evidence = vec![line("systems", 1.0 + (at % 40) as f64), line("reviews", 50.0 + (at % 400) as f64)];
            builder.set_details(person, Details { evidence, rights: Some(vec![right]), ..Details::default() });
        }
    }
    builder.finish().0
}

/// CPU time of this thread so far, in milliseconds; wall time where the system does not tell.
fn cpu(began: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64() * 1e3, |ns| ns / 1e6)
}

fn main() {
    let began = Instant::now();
    let size = egui::vec2(1440.0, 900.0);
    for people in [1_000, 10_000, 100_000] {
        let opened = Opened {
            org: org(people),
            scenarios: Vec::new(),
            problems: Vec::new(),
            unread: Vec::new(),
            format: Format::Ron,
        };
        let start = cpu(began);
        let document = Document::new(Source::File(PathBuf::from("bench.org.ron")), opened);
        println!("{people} people: judged and laid out in {:.1} ms", cpu(began) - start);
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
            let start = Instant::now();
            let mut output = ctx.run_ui(input, |ui| window.show(ui));
            let primitives = ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
            let spent = start.elapsed().as_secs_f64() * 1e3;
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
            let start = cpu(began);
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
            // The system counts CPU time in ticks of some milliseconds: it is told for all frames together.
            let mean = (cpu(began) - start) / FRAMES as f64;
            spent.sort_by(f64::total_cmp);
            let (median, worst) = (spent[FRAMES / 2], spent[FRAMES - 1]);
            println!(
                "  zoom step {step}: CPU {mean:.2} ms a frame; wall median {median:.2}, worst {worst:.2}; {most} vertices"
            );
            for _ in 0..6 {
                frame(vec![egui::Event::PointerMoved(canvas), egui::Event::Zoom(1.08)]);
            }
        }
    }
}

fn key(key: egui::Key) -> egui::Event {
    egui::Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers: egui::Modifiers::NONE }
}
