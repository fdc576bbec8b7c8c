//! The window at every size of the interface: nothing stands outside of it, over something else or without a name, and
//! everything is reached by keys.

use crate::common::opened;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Modifiers, Rect, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use twintrack::app::{Document, Settings, Source, Window};

use crate::hand::{VIEWS, built, key, press, settle, sized, turn_to, type_in};

/// The window on the bundled organisation, in so many pixels at a size of the interface in percent.
fn window(pixels: (f32, f32), size: u16) -> Harness<'static, Window> {
    let settings = Settings { size, ..Settings::default() };
    built(sized().with_size(vec2(pixels.0, pixels.1)), Document::new(Source::Bundled, opened()), settings)
}

const WINDOWS: [((f32, f32), u16); 6] = [
    ((1440.0, 900.0), 80),
    ((1440.0, 900.0), 100),
    ((1440.0, 900.0), 200),
    ((1440.0, 900.0), 300),
    ((1024.0, 640.0), 100),
    ((1024.0, 640.0), 200),
];

/// Widgets that do something, with their names and places.
fn widgets(harness: &Harness<Window>) -> Vec<(String, Rect)> {
    let does = |role: Role| {
        matches!(
            role,
            Role::Button
                | Role::CheckBox
                | Role::RadioButton
                | Role::ComboBox
                | Role::TextInput
                | Role::Link
                | Role::Slider
                | Role::SpinButton
        )
    };
    let nodes = harness.query_all_by(|node| does(node.role()));
    nodes.map(|node| (node.accesskit_node().label().unwrap_or_default(), node.rect())).collect()
}

fn whole(harness: &Harness<Window>) -> Rect {
    harness.ctx.content_rect()
}

/// Bar, strip of views and status line: inside the window, of some size, and none over another.
fn lines_are_tidy(harness: &Harness<Window>, what: &str) {
    let whole = whole(harness);
    let lines = [(0.0, 48.0), (48.0, 84.0), (whole.bottom() - 24.0, whole.bottom())];
    for (top, bottom) in lines {
        let of_line: Vec<_> = widgets(harness)
            .into_iter()
            .filter(|(_, rect)| rect.top() >= top - 1.0 && rect.bottom() <= bottom + 0.5)
            .collect();
        for (at, (name, rect)) in of_line.iter().enumerate() {
            assert!(
                whole.expand(0.5).contains_rect(*rect),
                "{what}: `{name}` stands at {rect:?}, outside of {whole:?}"
            );
            assert!(rect.width() > 8.0 && rect.height() > 8.0, "{what}: `{name}` has no size: {rect:?}");
            for (other, place) in &of_line[at + 1..] {
                let both = rect.intersect(*place);
                let over = both.width() > 1.0 && both.height() > 1.0;
                assert!(!over, "{what}: `{name}` at {rect:?} and `{other}` at {place:?} stand over each other");
            }
        }
        assert!(top > 40.0 || of_line.len() >= 3, "{what}: the bar holds {of_line:?}");
    }
}

/// What has the focus: its name and place.
fn focused(harness: &Harness<Window>) -> Option<(String, Rect)> {
    let node = harness.query_all_by(|node| node.is_focused()).next()?;
    Some((node.accesskit_node().label().or(node.accesskit_node().value()).unwrap_or_default(), node.rect()))
}

/// Goes through everything by Tab, and sees each of it whole within the window. Returns the names.
fn tabbed(harness: &mut Harness<Window>, what: &str, most: usize) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut first = None;
    for _ in 0..most {
        harness.key_press(Key::Tab);
        harness.run_steps(8);
        let Some((name, rect)) = focused(harness) else { continue };
        let id = harness.ctx.memory(|memory| memory.focused());
        if first.is_some() && first == id {
            return names;
        }
        first = first.or(id);
        let whole = whole(harness).expand(0.5);
        let is_seen = whole.contains_rect(rect) || (rect.height() > 60.0 && whole.intersects(rect));
        assert!(is_seen, "{what}: `{name}` has the focus and stands at {rect:?}, outside of {whole:?}");
        assert!(!name.is_empty(), "{what}: what has the focus at {rect:?} has no name");
        names.push(name);
    }
    panic!("{what}: Tab does not come round in {most}: {names:?}");
}

#[test]
fn the_lines_hold_what_fits_and_nothing_stands_over_another() {
    for (pixels, size) in WINDOWS {
        let mut harness = window(pixels, size);
        let what = format!("{pixels:?} at {size} %");
        lines_are_tidy(&harness, &what);
        for (view, _) in VIEWS {
            turn_to(&mut harness, view);
            lines_are_tidy(&harness, &format!("{what}, {view:?}"));
        }
    }
}

/// On debug builds a width below zero ends the program.
#[test]
fn the_smallest_window_shows_every_page() {
    for size in [100, 300] {
        let mut harness = window((480.0, 300.0), size);
        for (view, _) in VIEWS {
            turn_to(&mut harness, view);
            harness.run_steps(4);
            assert!(!widgets(&harness).is_empty(), "{view:?}");
        }
    }
}

#[test]
fn everything_on_every_page_is_reached_by_tab_and_then_seen() {
    for (pixels, size) in [((1440.0, 900.0), 100), ((1440.0, 900.0), 300), ((1024.0, 640.0), 200)] {
        let mut harness = window(pixels, size);
        for (view, _) in VIEWS {
            turn_to(&mut harness, view);
            let what = format!("{pixels:?} at {size} %, {view:?}");
            let names = tabbed(&mut harness, &what, 500);
            for part in ["File", "Findings", "More", "Fit"] {
                let is_there = harness
                    .query_all_by_label(part)
                    .any(|node| node.rect().height() > 0.0 && node.accesskit_node().role() == Role::Button);
                assert!(
                    !is_there || names.iter().any(|name| name == part),
                    "{what}: `{part}` is never come to: {names:?}"
                );
            }
        }
    }
}

#[test]
fn one_part_at_a_time_has_the_room_where_there_is_little_and_keys_bring_each() {
    let mut harness = window((1440.0, 900.0), 300);
    assert!(harness.query_by_role(Role::Canvas).is_some());
    key(&mut harness, Key::F6);
    let (name, rect) = focused(&harness).expect("the findings have the focus");
    assert!(harness.query_by_role(Role::Canvas).is_none(), "{name} at {rect:?} stands beside the picture");
    press(&mut harness, Modifiers::NONE, Key::F6);
    let (name, _) = focused(&harness).expect("the picture has the focus");
    assert!(name.starts_with("Tracks of Halden"), "{name}");
    for part in ["inspector", "status", "bar", "findings"] {
        press(&mut harness, Modifiers::NONE, Key::F6);
        let (_, rect) = focused(&harness).expect(part);
        let expected = match part {
            "status" => rect.top() > whole(&harness).bottom() - 25.0,
            "bar" => rect.bottom() < 48.0,
            _ => rect.top() > 48.0 && harness.query_by_role(Role::Canvas).is_none(),
        };
        assert!(expected, "{part}: {rect:?}");
    }
}

#[test]
fn the_picture_keeps_its_size_on_the_screen_whatever_that_of_the_interface() {
    let card = |size: u16| {
        let harness = window((1440.0, 900.0), size);
        let node = harness.query_all_by(|node| {
            node.role() == Role::ListItem && node.label().is_some_and(|label| label.starts_with("Mason T."))
        });
        let rect = node.into_iter().next().map(|node| node.rect());
        let zoom = harness.state().view().expect("a picture").scale;
        (rect.map(|rect| rect.size() * f32::from(size) / 100.0), zoom)
    };
    let (large, usual) = (card(200), card(100));
    assert_eq!((large.1, usual.1), (1.0, 1.0), "a point of the picture is a pixel, whatever the interface");
    let seen = usual.0.expect("in view at 100 %");
    assert!(seen.x >= 92.0 && seen.y >= 15.0, "a name can be read: {usual:?}");
    if let Some(seen) = large.0 {
        assert!(seen.x >= 92.0 && seen.y >= 15.0, "{large:?}");
    }
}

#[test]
fn keys_make_the_interface_larger_and_it_is_remembered() {
    let mut harness = window((1440.0, 900.0), 100);
    for (modifiers, key, size) in [
        (Modifiers::COMMAND | Modifiers::SHIFT, Key::Plus, 110),
        (Modifiers::COMMAND, Key::Equals, 125),
        (Modifiers::COMMAND, Key::Plus, 150),
        (Modifiers::COMMAND, Key::Minus, 125),
        (Modifiers::COMMAND, Key::Num0, 100),
    ] {
        press(&mut harness, modifiers, key);
        assert_eq!(harness.state().settings().size, size, "{key:?}");
        assert_eq!(harness.ctx.zoom_factor(), f32::from(size) / 100.0, "{key:?}");
    }
    let scale = harness.state().view().expect("a picture").scale;
    harness.key_press(Key::Plus);
    settle(&mut harness);
    assert!(harness.state().view().expect("a picture").scale > scale, "plus alone is the zoom of the picture");
    assert_eq!(harness.state().settings().size, 100);
}

/// Dialogs and menus by the keys that open them, with a word that each of them shows.
#[test]
fn dialogs_and_menus_fit_into_the_window() {
    for (pixels, size) in [((1440.0, 900.0), 100), ((1440.0, 900.0), 300), ((1024.0, 640.0), 200)] {
        let mut harness = window(pixels, size);
        let what = |name: &str| format!("{pixels:?} at {size} %, {name}");
        for command in ["keyboard short", "paste a col"] {
            press(&mut harness, Modifiers::COMMAND, Key::K);
            type_in(&mut harness, command);
            dialog_fits(&harness, &what(command), 80.0);
            key(&mut harness, Key::Enter);
            dialog_fits(&harness, &what(command), 80.0);
            tabbed_a_while(&mut harness, &what(command));
            for _ in 0..3 {
                key(&mut harness, Key::Escape);
            }
        }
        let mut opened = 0;
        for button in ["File", "More", "Theme", "Filter…"] {
            if harness.query_all_by_label(button).next().is_none() {
                continue;
            }
            harness.get_all_by_label(button).next().expect("counted").click_accesskit();
            settle(&mut harness);
            dialog_fits(&harness, &what(button), 40.0);
            opened += 1;
            tabbed_a_while(&mut harness, &what(button));
            key(&mut harness, Key::Escape);
            key(&mut harness, Key::Escape);
        }
        assert!(opened >= 2, "{}", what("menus"));
    }
}

/// Every layer over the window lies within it.
fn dialog_fits(harness: &Harness<Window>, what: &str, smallest: f32) {
    let layers: Vec<egui::LayerId> = harness.ctx.memory(|memory| memory.layer_ids().collect());
    let mut seen = 0;
    for layer in layers.into_iter().filter(|layer| layer.order == egui::Order::Foreground) {
        let is_seen = harness.ctx.memory(|memory| memory.areas().is_visible(&layer));
        let Some(rect) = harness.ctx.memory(|memory| memory.area_rect(layer.id)).filter(|_| is_seen) else { continue };
        assert!(whole(harness).expand(1.0).contains_rect(rect), "{what}: {rect:?} is outside of {:?}", whole(harness));
        seen += usize::from(rect.width() > smallest);
    }
    assert!(seen > 0, "{what}: nothing opens");
}

/// Goes on a few times by Tab: what has the focus is seen.
fn tabbed_a_while(harness: &mut Harness<Window>, what: &str) {
    for _ in 0..12 {
        harness.key_press(Key::Tab);
        harness.run_steps(8);
        if let Some((name, rect)) = focused(harness) {
            let whole = whole(harness).expand(0.5);
            let is_seen = whole.contains_rect(rect) || rect.height() > 60.0;
            assert!(is_seen, "{what}: `{name}` has the focus and stands at {rect:?}, outside of {whole:?}");
        }
    }
}
