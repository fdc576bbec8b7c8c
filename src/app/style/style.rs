//! The look of the window: colours by role, text sizes, the style of egui's own widgets.

use crate::paint::egui::{colour, family, install_fonts};
use crate::scene::{Role, Theme, Weight};
use eframe::egui;
use eframe::egui::{Color32, CornerRadius, FontId, RichText, Stroke, TextStyle, Vec2};

/// Theme of a part of the window.
pub fn theme_of(ui: &egui::Ui) -> Theme {
    if ui.visuals().dark_mode { Theme::Dark } else { Theme::Light }
}

/// Colour of a role in the theme of a part of the window.
pub fn ink(ui: &egui::Ui, role: Role) -> Color32 {
    colour(theme_of(ui), role)
}

/// Regular font of a size in points.
pub fn regular(size: f32) -> FontId {
    FontId::new(size, family(Weight::Regular))
}

/// Semi-bold font for names and headings, of a size in points.
pub fn semibold(size: f32) -> FontId {
    FontId::new(size, family(Weight::SemiBold))
}

/// Text in the colour of a role.
pub fn words(ui: &egui::Ui, text: impl Into<String>, font: FontId, role: Role) -> RichText {
    RichText::new(text).font(font).color(ink(ui, role))
}

/// Installs fonts and both styles.
pub fn install(ctx: &egui::Context) {
    ctx.set_style_of(egui::Theme::Light, style(Theme::Light));
    ctx.set_style_of(egui::Theme::Dark, style(Theme::Dark));
    // Comes after the styles, because it changes glyph rendering in both.
    install_fonts(ctx);
}

fn style(theme: Theme) -> egui::Style {
    let ink = |role| colour(theme, role);
    let dark = theme == Theme::Dark;
    let mut style = egui::Style {
        visuals: if dark { egui::Visuals::dark() } else { egui::Visuals::light() },
        animation_time: 0.15,
        ..egui::Style::default()
    };
    style.text_styles = [
        (TextStyle::Heading, semibold(16.0)),
        (TextStyle::Body, regular(12.0)),
        (TextStyle::Button, regular(12.0)),
        (TextStyle::Small, regular(11.0)),
        (TextStyle::Monospace, FontId::monospace(12.0)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(8.0, 4.0);
    spacing.button_padding = Vec2::new(12.0, 6.0);
    spacing.interact_size = Vec2::new(28.0, 28.0);
    spacing.menu_margin = egui::Margin::same(8);
    spacing.scroll = egui::style::ScrollStyle::floating();
    let visuals = &mut style.visuals;
    visuals.override_text_color = None;
    visuals.panel_fill = ink(Role::Surface);
    visuals.window_fill = ink(Role::Surface);
    visuals.window_stroke = Stroke::new(1.0, ink(Role::StrongLine));
    visuals.window_corner_radius = CornerRadius::same(8);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.faint_bg_color = ink(Role::Sunken);
    visuals.extreme_bg_color = ink(Role::Sunken);
    visuals.text_edit_bg_color = Some(ink(Role::Background));
    visuals.code_bg_color = ink(Role::Sunken);
    visuals.hyperlink_color = ink(Role::Accent);
    visuals.weak_text_color = Some(ink(Role::Secondary));
    visuals.warn_fg_color = ink(Role::Under);
    visuals.error_fg_color = ink(Role::Under);
    visuals.selection.bg_fill = ink(Role::Selection);
    visuals.selection.stroke = Stroke::new(1.0, ink(Role::Accent));
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    let shadow = egui::Shadow {
        offset: [0, 4],
        blur: 16,
        spread: 0,
        color: Color32::from_black_alpha(if dark { 96 } else { 24 }),
    };
    visuals.popup_shadow = shadow;
    visuals.window_shadow = shadow;
    let widgets = &mut visuals.widgets;
    for (widget, fill, line, text) in [
        (&mut widgets.noninteractive, Role::Surface, Role::Line, Role::Text),
        (&mut widgets.inactive, Role::Background, Role::Line, Role::Text),
        (&mut widgets.hovered, Role::Sunken, Role::StrongLine, Role::Text),
        (&mut widgets.active, Role::Selection, Role::Accent, Role::Text),
        (&mut widgets.open, Role::Sunken, Role::StrongLine, Role::Text),
    ] {
        widget.bg_fill = ink(fill);
        widget.weak_bg_fill = ink(fill);
        widget.bg_stroke = Stroke::new(1.0, ink(line));
        widget.fg_stroke = Stroke::new(1.0, ink(text));
        widget.corner_radius = CornerRadius::same(6);
        widget.expansion = 0.0;
    }
    // The box of a checkbox must stand out from a panel.
    widgets.inactive.bg_fill = ink(Role::StrongLine);
    style
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Colour;

    fn contrast(a: Color32, b: Color32) -> f64 {
        let plain = |c: Color32| Colour { r: c.r(), g: c.g(), b: c.b() };
        plain(a).contrast(plain(b))
    }

    /// Covers what egui draws by itself: buttons, fields and menus, in every state.
    #[test]
    fn words_on_widgets_can_be_read_in_both_themes_and_every_state() {
        for theme in [Theme::Light, Theme::Dark] {
            let visuals = style(theme).visuals;
            let widgets = &visuals.widgets;
            for (state, it) in [
                ("noninteractive", &widgets.noninteractive),
                ("inactive", &widgets.inactive),
                ("hovered", &widgets.hovered),
                ("active", &widgets.active),
                ("open", &widgets.open),
            ] {
                let found = contrast(it.fg_stroke.color, it.weak_bg_fill);
                assert!(found >= 4.5, "{theme:?}, {state}: {found:.2}");
            }
            for (what, words, ground) in [
                ("a selected row", visuals.selection.stroke.color, visuals.selection.bg_fill),
                ("a link", visuals.hyperlink_color, visuals.panel_fill),
                ("a warning", visuals.warn_fg_color, visuals.window_fill),
                ("an error", visuals.error_fg_color, visuals.panel_fill),
                ("a hint", visuals.weak_text_color(), visuals.text_edit_bg_color()),
            ] {
                let found = contrast(words, ground);
                assert!(found >= 4.5, "{theme:?}, {what}: {found:.2}");
            }
        }
    }
}
