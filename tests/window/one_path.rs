//! The switch between one path and two tracks: cards move and come back, and nothing is to be saved by it.

use crate::common::opened;
use crate::hand::{built, sized};
use eframe::egui;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use twintrack::app::{Document, Settings, Source, Window};

fn open(less_motion: bool) -> Harness<'static, Window> {
    let builder = sized().with_size([1800.0, 900.0]).with_max_steps(60);
    let settings = Settings { less_motion, ..Settings::default() };
    built(builder, Document::new(Source::Bundled, opened()), settings)
}

#[test]
fn the_switch_moves_the_cards_and_back_again() {
    for less_motion in [true, false] {
        let mut harness = open(less_motion);
        let tracks =
            |harness: &Harness<Window>| harness.state().document().expect("it is open").snapshot.tracks.clone();
        let before = tracks(&harness);
        assert!(!before.is_one_path());
        harness.get_by_label_contains("65 % in practice");
        harness.get_by_label("Show single path").click();
        harness.run();
        assert!(tracks(&harness).is_one_path());
        // It is a view: nothing is to be saved, nothing to be undone.
        assert!(harness.query_all_by_label_contains("changed").next().is_none());
        harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Z);
        harness.run();
        assert!(tracks(&harness).is_one_path());
        harness.get_by_label("Show two tracks").click();
        harness.run();
        let after = tracks(&harness);
        assert_eq!(before.frame(), after.frame());
    }
}
