//! Colours by role: light, dark and print. Apart from those of values no colour is named anywhere else.

use super::colour::Colour;
use super::swatch::Swatch;
use super::theme::Theme;

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Behind everything.
    Background,
    /// Cards and panels.
    Surface,
    /// A quiet fill on a surface: discs, fields.
    Sunken,
    /// Quiet lines.
    Line,
    /// Lines that have to be followed.
    StrongLine,
    /// Text.
    Text,
    /// Secondary text.
    Secondary,
    /// Faint text.
    Faint,
    /// The one accent.
    Accent,
    /// Text on the accent.
    OnAccent,
    /// The ground of what is selected.
    Selection,
    /// Individual contributors.
    Ic,
    /// The ground of their lane.
    IcTint,
    /// Management.
    Management,
    /// The ground of its lane.
    ManagementTint,
    /// Authority below the record.
    Under,
    /// The record does not show why yet.
    Over,
    /// Not enough evidence, and other notes.
    Info,
    /// A value of what the picture is coloured by.
    Value(Swatch),
}

impl Role {
    /// All of them but those of values.
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
    /// The colour of a role.
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

    /// Every role that words are written in. Only what cannot be used at present is fainter.
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
        // Those that words are written in are marks as well; the ring is in the accent colour.
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
