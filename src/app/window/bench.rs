//! Cost of frames, measured without a display. A script of two-finger gestures pans continuously while it zooms from
//! the whole organisation to one card and back, at several places. CPU time covers `egui` and its tessellation, but no
//! graphics card.

use crate::app::state::canvas::picture::Picture;
use crate::app::state::document::{Document, OrgSnapshot, Source};
use crate::app::state::settings::Settings;
use crate::app::window::Window;
use crate::io::Opened;
use crate::report::shown::thousands;
use crate::rules::Subject;
use crate::scene::{Point, Rect};
use eframe::egui;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Initial size of the window, in points.
const SIZE: egui::Vec2 = egui::vec2(1440.0, 900.0);

/// Frames of a zoom step, which also pans.
const ZOOMING: usize = 6;

/// Frames of panning alone after a zoom step.
const PANNING: usize = 18;

/// Zoom factor of one frame; six of them make half an octave.
const ZOOM: f64 = 1.06;

/// Pixels that the picture is panned per frame, back and forth.
const SWING: f64 = 24.0;

/// Iterations of the loop that frames are compared with, since machines differ; about a millisecond on a usual one.
const ROUNDS: u64 = 1_000_000;

/// Limits on the cost of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Limit on the median CPU time at any zoom, in milliseconds.
    pub median: f64,
    /// Limit on the longest CPU time, in milliseconds.
    pub worst: f64,
    /// Limit on the number of vertices.
    pub vertices: usize,
}

/// Measured figures.
#[derive(Clone, Debug, PartialEq)]
pub struct Frames {
    /// Table with one line per zoom level.
    pub table: String,
    /// True when no line exceeds the budget.
    pub is_within: bool,
}

/// Measures the frames of an opened file.
pub fn bench_frames(opened: Opened, budget: &Budget) -> Frames {
    let document = Document::new(Source::File(PathBuf::from("bench.org.ron")), opened);
    let people = thousands(document.snapshot.people as f64);
    let mut frames = Frames { table: String::new(), is_within: true };
    let _ = writeln!(frames.table, "{people} people in a window of {} × {}; milliseconds of CPU time", SIZE.x, SIZE.y);
    let mut whole = Line::default();
    let beat = calibration();
    for (place, aim) in aims(&document.snapshot) {
        let lines = Script::new(document.clone()).through(aim);
        let _ = writeln!(frames.table, "{place}");
        let _ = writeln!(frames.table, "  {:>17}  median  95 %    worst   vertices", "scale");
        for (octave, mut line) in lines {
            let from = f64::from(octave).exp2();
            let scale = format!("{from:.4}–{:.4}", 2.0 * from);
            frames.is_within &= line.say(&scale, budget, &mut frames.table);
            whole.spent.extend(line.spent);
            whole.vertices = whole.vertices.max(line.vertices);
        }
    }
    frames.is_within &= whole.say("all", budget, &mut frames.table);
    let (median, worst) = (whole.at(0.5) / beat, whole.at(1.0) / beat);
    let _ = writeln!(frames.table, "of a fixed loop of {beat:.2} ms in this run: median {median:.2}, worst {worst:.2}");
    frames
}

/// Duration of a fixed loop on this machine, in milliseconds.
fn calibration() -> f64 {
    let mut spent: Vec<f64> = (0..9)
        .map(|seed| {
            let start = cpu();
            let mixed = (0..ROUNDS).fold(seed, |mixed: u64, round| {
                std::hint::black_box((mixed ^ round).rotate_left(5).wrapping_mul(0x517C_C1B7_2722_0A95))
            });
            std::hint::black_box(mixed);
            cpu() - start
        })
        .collect();
    spent.sort_by(f64::total_cmp);
    spent[spent.len() / 2].max(1e-6)
}

/// Measurements at one zoom level.
#[derive(Default)]
struct Line {
    spent: Vec<f64>,
    vertices: usize,
}

impl Line {
    /// Time that the given share of the frames stays below.
    fn at(&self, part: f64) -> f64 {
        let at = (self.spent.len() as f64 * part) as usize;
        self.spent.get(at.min(self.spent.len().saturating_sub(1))).copied().unwrap_or_default()
    }

    fn say(&mut self, scale: &str, budget: &Budget, table: &mut String) -> bool {
        self.spent.sort_by(f64::total_cmp);
        let (median, most, worst) = (self.at(0.5), self.at(0.95), self.at(1.0));
        let is_within = median <= budget.median && worst <= budget.worst && self.vertices <= budget.vertices;
        let mark = if is_within { "" } else { "  over the budget" };
        let _ = writeln!(table, "  {scale:>17}  {median:<6.2}  {most:<6.2}  {worst:<6.2}  {:>8}{mark}", self.vertices);
        is_within
    }
}

/// A window and its clock.
struct Script {
    ctx: egui::Context,
    window: Window,
    time: f64,
    /// Scale at which one card fills much of the canvas.
    closest: f64,
    /// Frames so far; determines the direction of the swing.
    at: usize,
    /// Measurements by octave of the scale.
    lines: BTreeMap<i32, Line>,
}

impl Script {
    fn new(document: Document) -> Self {
        let closest = Picture::Tracks(document.snapshot.tracks.clone()).largest_scale();
        let ctx = egui::Context::default();
        let settings = Settings { less_motion: true, ..Settings::default() };
        let window = Window::with(&ctx, settings, document);
        Self { ctx, window, time: 0.0, closest, at: 0, lines: BTreeMap::new() }
    }

    /// Zooms from the whole picture to a place and back.
    fn through(mut self, aim: Point) -> BTreeMap<i32, Line> {
        let key = egui::Event::Key {
            key: egui::Key::Num0,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: egui::Modifiers::NONE,
        };
        for _ in 0..4 {
            self.frame(Vec::new());
        }
        self.frame(vec![key]);
        self.frame(vec![scroll(egui::Vec2::ZERO, egui::TouchPhase::Start)]);
        let whole = self.scale();
        self.lines.clear();
        while self.scale() < self.closest * 0.9 {
            self.step(aim, ZOOM);
        }
        while self.scale() > whole * 0.7 {
            self.step(aim, 1.0 / ZOOM);
        }
        self.lines
    }

    fn step(&mut self, aim: Point, zoom: f64) {
        for _ in 0..ZOOMING {
            self.pan(aim, Some(egui::Event::Zoom(zoom as f32)));
        }
        for _ in 0..PANNING {
            self.pan(aim, None);
        }
    }

    /// Swings around a place, panning back what the zoom has shifted.
    fn pan(&mut self, aim: Point, zoom: Option<egui::Event>) {
        const TURN: usize = 20;
        self.at += 1;
        let phase = (self.at + TURN / 4) % TURN;
        let way = if phase < TURN / 2 { phase as f64 } else { (TURN - phase) as f64 } - TURN as f64 / 4.0;
        let (mut by, swing) = (egui::Vec2::ZERO, Point::new(way * SWING, way * SWING / 3.0));
        if let Some(view) = self.window.view() {
            let middle = view.window.center();
            by.x = ((middle.x - aim.x) * view.scale + swing.x).clamp(-2000.0, 2000.0) as f32;
            by.y = ((middle.y - aim.y) * view.scale + swing.y).clamp(-2000.0, 2000.0) as f32;
        }
        let mut events = vec![scroll(by, egui::TouchPhase::Move)];
        events.extend(zoom);
        self.frame(events);
    }

    fn scale(&self) -> f64 {
        self.window.view().map_or(self.closest, |view| view.scale)
    }

    fn frame(&mut self, mut events: Vec<egui::Event>) {
        self.time += 1.0 / 60.0;
        let middle = egui::Pos2::ZERO + SIZE / 2.0;
        events.insert(0, egui::Event::PointerMoved(middle));
        let input = egui::RawInput {
            screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, SIZE)),
            time: Some(self.time),
            events,
            ..Default::default()
        };
        let start = cpu();
        let mut output = self.ctx.run_ui(input, |ui| self.window.show(ui));
        let primitives = self.ctx.tessellate(std::mem::take(&mut output.shapes), 1.0);
        let spent = cpu() - start;
        output.textures_delta.clear();
        let vertices = primitives.iter().map(|primitive| match &primitive.primitive {
            egui::epaint::Primitive::Mesh(mesh) => mesh.vertices.len(),
            egui::epaint::Primitive::Callback(_) => 0,
        });
        let line = self.lines.entry(self.scale().log2().floor() as i32).or_default();
        line.vertices = line.vertices.max(vertices.sum());
        line.spent.push(spent);
    }
}

fn scroll(delta: egui::Vec2, phase: egui::TouchPhase) -> egui::Event {
    egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Point,
        delta,
        modifiers: egui::Modifiers::NONE,
        phase,
        source: egui::MouseWheelSource::Trackpad,
    }
}

/// CPU time of this thread so far, in milliseconds; wall-clock time where the system does not tell.
fn cpu() -> f64 {
    #[cfg(unix)]
    {
        use rustix::time::{ClockId, clock_gettime};
        let spent = clock_gettime(ClockId::ThreadCPUTime);
        spent.tv_sec as f64 * 1e3 + spent.tv_nsec as f64 / 1e6
    }
    #[cfg(not(unix))]
    {
        static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
        START.elapsed().as_secs_f64() * 1e3
    }
}

/// Crowded places: the most people, the most findings.
fn aims(snapshot: &OrgSnapshot) -> Vec<(&'static str, Point)> {
    let tracks = &snapshot.tracks;
    let everybody = snapshot.judgement.tree.order().iter().filter_map(|&person| tracks.place(person));
    let flagged = snapshot.judgement.findings.iter().filter_map(|finding| match finding.subject {
        Subject::Person(person) => tracks.place(person),
        _ => None,
    });
    let first = Some(Point::new(tracks.bounds().center().x, tracks.bounds().top));
    [
        ("at the top", first),
        ("where the most people stand", crowd(everybody)),
        ("where the most findings are", crowd(flagged)),
    ]
    .into_iter()
    .filter_map(|(name, at)| Some((name, at?)))
    .collect()
}

/// A person in the most crowded part of the picture.
fn crowd(rects: impl Iterator<Item = Rect>) -> Option<Point> {
    const PART: f64 = 120.0;
    let mut parts: BTreeMap<(i64, i64), (usize, Point)> = BTreeMap::new();
    for rect in rects {
        let at = rect.center();
        parts.entry(((at.x / PART) as i64, (at.y / PART) as i64)).or_insert((0, at)).0 += 1;
    }
    parts.into_values().max_by_key(|&(count, _)| count).map(|(_, at)| at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::{Progress, read};

    #[test]
    fn a_picture_is_seen_from_the_whole_to_one_card() {
        let today = jiff::civil::date(2026, 9, 30);
        let opened = read(crate::BUNDLED, crate::BUNDLED_NAME, today, &Progress::default()).expect("it opens");
        let nothing = Budget { median: 0.0, worst: 0.0, vertices: 0 };
        let frames = bench_frames(opened, &nothing);
        assert!(!frames.is_within && frames.table.contains("over the budget"), "{}", frames.table);
        assert!(frames.table.contains("2.0000–4.0000") && frames.table.contains("at the top"), "{}", frames.table);
    }

    #[test]
    fn a_budget_is_kept_up_to_its_last_millisecond() {
        let budget = Budget { median: 1.0, worst: 3.0, vertices: 9 };
        let say =
            |spent: &[f64], vertices| Line { spent: spent.to_vec(), vertices }.say("all", &budget, &mut String::new());
        assert!(say(&[3.0, 1.0, 1.0], 9));
        assert!(!say(&[1.0, 3.1, 1.0], 9));
        assert!(!say(&[3.0, 1.1, 1.0], 9));
        assert!(!say(&[1.0], 10));
    }
}
