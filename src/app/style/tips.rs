//! What hovering shows, the focus shows too. Panels say it through [`Tips`] alone: a text goes beside the widget for
//! the pointer, for the focus once it has rested there, and to a screen reader.

use crate::app::style::focus_ring::focus;
use eframe::egui::{Response, RichText, Sense, Tooltip, Ui};

/// For what shows a text without being clicked, as a label: only what can have the focus shows it by keys.
pub const READ: Sense = Sense::FOCUSABLE;

/// Seconds for which the focus rests on a widget before its text shows.
pub const REST: f64 = 0.5;

/// Texts that show on hovering and on focus.
pub trait Tips: Sized {
    /// A text about what can be done, or in full what is shortened.
    fn tip(self, text: impl Into<String>) -> Self;
    /// Why it cannot be done at present.
    fn disabled_tip(self, text: impl Into<String>) -> Self;
    /// More than a text. What it says has to be in the name of the widget, or in its description, as well.
    fn tip_ui(self, content: impl FnOnce(&mut Ui)) -> Self;
}

impl Tips for Response {
    fn tip(self, text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() {
            return self;
        }
        let response = self.tip_ui(|ui| {
            ui.label(RichText::new(text.as_str()));
        });
        // Its own name would only be said twice.
        response.ctx.accesskit_node_builder(response.id, |node| {
            if node.label() != Some(text.as_str()) && node.value() != Some(text.as_str()) {
                node.set_description(text);
            }
        });
        response
    }

    fn disabled_tip(self, text: impl Into<String>) -> Self {
        let text = text.into();
        if !self.enabled() {
            self.ctx.accesskit_node_builder(self.id, |node| node.set_description(text.as_str()));
        }
        self.on_disabled_hover_text(text)
    }

    fn tip_ui(self, content: impl FnOnce(&mut Ui)) -> Self {
        // It cannot be given here: a widget that does not ask for it at first loses it in every frame.
        debug_assert!(self.sense.is_focusable() || !self.enabled(), "a text shows on what cannot have the focus");
        let mut tooltip = Tooltip::for_enabled(&self);
        tooltip.popup = tooltip.popup.width(320.0);
        if rests_on(&self) {
            tooltip.popup = tooltip.popup.open(true);
        }
        tooltip.show(content);
        self
    }
}

/// Whether the focus has rested on a widget, by keys, for long enough that its text shows.
fn rests_on(response: &Response) -> bool {
    let focus = focus(&response.ctx);
    if !response.has_focus() || !focus.by_keys || focus.id != Some(response.id) {
        return false;
    }
    let left = focus.since + REST - response.ctx.input(|input| input.time);
    if left > 0.0 {
        response.ctx.request_repaint_after_secs(left as f32);
    }
    left <= 0.0
}

#[cfg(test)]
mod tests {
    /// What is shown on hovering goes through `Tips`, which shows it on focus too.
    #[test]
    fn no_panel_shows_a_text_on_hovering_alone() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/app");
        let mut left = vec![std::path::PathBuf::from(folder)];
        let mut seen = 0;
        while let Some(folder) = left.pop() {
            for entry in std::fs::read_dir(&folder).expect("a folder of the source").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    left.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).expect("text");
                let calls = ["on_hover_text", "on_hover_ui", "on_disabled_hover_text", "on_disabled_hover_ui"];
                let bare = calls.iter().filter(|call| text.contains(&format!(".{call}("))).count();
                let is_helper = path.ends_with("style/tips.rs");
                assert!(bare == 0 || is_helper, "{} shows a text on hovering alone", path.display());
                seen += 1;
            }
        }
        assert!(seen > 100, "{seen} files");
    }
}
