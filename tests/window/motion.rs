//! With less motion nothing moves by itself: whatever is gone to is there in the next frame.

use eframe::egui::{Key, Modifiers};
use egui_kittest::Harness;
use twintrack::app::{Document, Settings, Source, Window};
use twintrack::scene::Rect;

use crate::common::opened;
use crate::hand::{built, press, sized, type_in};

/// The window at sixty frames a second.
fn window(less_motion: bool) -> Harness<'static, Window> {
    let settings = Settings { less_motion, ..Settings::default() };
    let builder = sized().with_step_dt(1.0 / 60.0).with_max_steps(200);
    built(builder, Document::new(Source::Bundled, opened()), settings)
}

fn seen(harness: &Harness<Window>) -> Rect {
    harness.state().view().expect("a picture").window
}

/// The parts of the picture seen in the frames after something was asked for, without repetitions.
fn ways(harness: &mut Harness<Window>, asked: impl FnOnce(&mut Harness<Window>)) -> Vec<Rect> {
    asked(harness);
    let mut all = vec![seen(harness)];
    for _ in 0..30 {
        harness.step();
        if all.last() != Some(&seen(harness)) {
            all.push(seen(harness));
        }
    }
    all
}

fn check(less_motion: bool) -> usize {
    let mut harness = window(less_motion);
    // Far from everybody, so that there is somewhere to go.
    for _ in 0..5 {
        harness.key_press(Key::Plus);
        harness.run_steps(12);
    }
    press(&mut harness, Modifiers::COMMAND, Key::F);
    type_in(&mut harness, "alex moreau");
    let found = ways(&mut harness, |harness| harness.key_press(Key::Enter));
    assert_eq!(harness.state().selected(), Some("alex"));
    let fitted = ways(&mut harness, |harness| harness.key_press(Key::Num0));
    found.len().max(fitted.len())
}

#[test]
fn the_picture_glides_to_a_place_and_with_less_motion_is_there_at_once() {
    let glides = check(false);
    assert!(glides > 4, "{glides} places on the way: there is nothing to turn off");
    assert_eq!(check(true), 2, "before, and there");
}

#[test]
fn nothing_of_the_interface_moves_by_itself_either() {
    for (less, is_still) in [(true, true), (false, false)] {
        let harness = window(less);
        let style = harness.ctx.global_style();
        assert_eq!(style.animation_time == 0.0, is_still);
        assert_eq!(style.scroll_animation == eframe::egui::style::ScrollAnimation::none(), is_still);
    }
}
