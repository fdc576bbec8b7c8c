//! Tooltips. Panels set them through [`Tips`] alone, so that what hovering shows also appears when the keyboard focus
//! rests on the widget, and reaches a screen reader.

use crate::app::style::focus_ring::focus;
use eframe::egui::{Response, RichText, Sense, Tooltip, Ui};

/// Sense of a label with a tooltip. Only a focusable widget can show its tooltip to keyboard users.
pub const READ: Sense = Sense::FOCUSABLE;

/// Seconds that the focus rests on a widget before its tooltip appears.
pub const REST: f64 = 0.5;

/// Tooltips on hover and on focus.
pub trait Tips: Sized {
    /// Tooltip that explains the widget, or shows its shortened text in full.
    fn tip(self, text: impl Into<String>) -> Self;
    /// Tooltip with the reason that the widget is disabled.
    fn disabled_tip(self, text: impl Into<String>) -> Self;
    /// Tooltip with arbitrary content. The name or description of the widget must contain the same information.
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
        // A description equal to the name would be read out twice.
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
        // A widget must be focusable from the start; one made so afterwards loses the focus in every frame.
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

/// True when the keyboard focus has rested on a widget for [`REST`].
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
    /// Hover texts must go through `Tips`, which also shows them on focus.
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
