//! Colours by role, for light, dark and print. Apart from those of values, no colour is defined anywhere else.

use super::colour::Colour;
use super::swatch::Swatch;
use super::theme::Theme;

/// Purpose of a colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Behind everything else.
    Background,
    /// Cards and panels.
    Surface,
    /// Quiet fill on a surface: discs, fields.
    Sunken,
    /// Decorative lines.
    Line,
    /// Lines that the eye has to follow.
    StrongLine,
    /// Primary text.
    Text,
    /// Secondary text.
    Secondary,
    /// Faint text, for what is disabled.
    Faint,
    /// The only accent.
    Accent,
    /// Text on the accent.
    OnAccent,
    /// Background of a selected item.
    Selection,
    /// Individual contributors.
    Ic,
    /// Background of the IC lane.
    IcTint,
    /// Management.
    Management,
    /// Background of the management lane.
    ManagementTint,
    /// Authority below the record.
    Under,
    /// The record does not yet show why.
    Over,
    /// Not enough evidence, and other notes.
    Info,
    /// A value of the attribute that the picture is coloured by.
    Value(Swatch),
}

impl Role {
    /// All roles except those of values.
    pub const ALL: [Role; 18] = [
        Role::Background,
        Role::Surface,
        Role::Sunken,
        Role::Line,
        Role::StrongLine,
        Role::Text,
        Role::Secondary,
        Role::Faint,
        Role::Accent,
        Role::OnAccent,
        Role::Selection,
        Role::Ic,
        Role::IcTint,
        Role::Management,
        Role::ManagementTint,
        Role::Under,
        Role::Over,
        Role::Info,
    ];
}

impl Theme {
    /// Colour of a role in this theme.
    pub const fn colour(self, role: Role) -> Colour {
        let (light, dark, print) = match role {
            Role::Background => (0xF6F7F9, 0x14181F, 0xFFFFFF),
            Role::Surface => (0xFFFFFF, 0x1C222B, 0xFFFFFF),
            Role::Sunken => (0xEEF1F5, 0x252C37, 0xFFFFFF),
            Role::Line => (0xE2E6EC, 0x2A323E, 0xBBBBBB),
            Role::StrongLine => (0xC9D0DA, 0x3C4757, 0x777777),
            Role::Text => (0x18212E, 0xE8ECF2, 0x000000),
            Role::Secondary => (0x5A6675, 0xA3AEBC, 0x333333),
            Role::Faint => (0x646E7C, 0x8A96A5, 0x555555),
            Role::Accent => (0x2A66DB, 0x6EA2FF, 0x000000),
            Role::OnAccent => (0xFFFFFF, 0x14181F, 0xFFFFFF),
            Role::Selection => (0xEAF2FE, 0x1D2B47, 0xFFFFFF),
            Role::Ic => (0x0E7C6B, 0x3CC0AA, 0x000000),
            Role::IcTint => (0xF0F7F6, 0x17211F, 0xFFFFFF),
            Role::Management => (0x5B50C8, 0x9D95F5, 0x000000),
            Role::ManagementTint => (0xF4F3FB, 0x1B1A27, 0xFFFFFF),
            Role::Under => (0xB54708, 0xFF9552, 0x000000),
            Role::Over => (0x7A4FA3, 0xC49BEA, 0x000000),
            Role::Info => (0x646E7C, 0x8A96A5, 0x555555),
            Role::Value(swatch) => return swatch.colour(self),
        };
        Colour::hex(match self {
            Theme::Light => light,
            Theme::Dark => dark,
            Theme::Print => print,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUNDS: [Role; 6] =
        [Role::Background, Role::Surface, Role::Sunken, Role::Selection, Role::IcTint, Role::ManagementTint];

    fn check(marks: &[Role], grounds: &[Role], at_least: f64) {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for &mark in marks {
                for &ground in grounds {
                    let contrast = theme.colour(mark).contrast(theme.colour(ground));
                    assert!(contrast >= at_least, "{theme:?}: {mark:?} on {ground:?} has {contrast:.2}");
                }
            }
        }
    }

    /// Every role used for text, except for disabled items, which may be fainter.
    const WORDS: [Role; 9] = [
        Role::Text,
        Role::Secondary,
        Role::Faint,
        Role::Info,
        Role::Accent,
        Role::Under,
        Role::Over,
        Role::Ic,
        Role::Management,
    ];

    #[test]
    fn words_can_be_read_on_every_ground_at_rest_under_the_pointer_and_selected() {
        check(&WORDS, &GROUNDS, 4.5);
        check(&[Role::OnAccent], &[Role::Accent], 4.5);
    }

    #[test]
    fn marks_and_the_ring_of_the_focus_stand_out_from_every_ground() {
        // Text roles also colour symbols; the focus ring has the accent colour.
        check(&WORDS, &GROUNDS, 3.0);
        // The dot on a filled button, and the tick in a box.
        check(&[Role::OnAccent], &[Role::Accent], 3.0);
    }

    #[test]
    fn no_role_is_forgotten() {
        let lines = [Role::Line, Role::StrongLine];
        let named = |role: &Role| {
            WORDS.contains(role) || GROUNDS.contains(role) || lines.contains(role) || *role == Role::OnAccent
        };
        assert!(Role::ALL.iter().all(named));
    }
}
