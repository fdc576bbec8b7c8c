//! Colours of values: up to eight unordered ones, five ordered ones, and two greys. They can be told apart with any
//! common colour blindness, and stand out from every background they appear on.

use super::colour::Colour;
use super::theme::Theme;

/// Colour of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Swatch {
    /// One of [`Swatch::HUES`] unordered values; larger numbers start over.
    Hue(u8),
    /// One of [`Swatch::STEPS`] ordered values, the lowest first; larger numbers use the last.
    Step(u8),
    /// All values without a colour of their own.
    Other,
    /// No value.
    Nothing,
}

const LIGHT_HUES: [u32; Swatch::HUES] =
    [0x1440EA, 0xDC4414, 0x1B8B4C, 0x8B149F, 0x634600, 0x62092C, 0x0A0E70, 0xA96AD0];
const DARK_HUES: [u32; Swatch::HUES] = [0x83DFFE, 0xDB8E14, 0x74D47C, 0x9487D0, 0xF5E565, 0x5F76FA, 0xB56A38, 0xD2FCD8];
const LIGHT_STEPS: [u32; Swatch::STEPS] = [0x00939A, 0x007593, 0x005685, 0x123671, 0x1D1757];
const DARK_STEPS: [u32; Swatch::STEPS] = [0x7370B1, 0x6C97D2, 0x67BFE4, 0x79E5E9, 0xA9FFE6];

impl Swatch {
    /// Number of unordered values that can be told apart.
    pub const HUES: usize = 8;
    /// Number of ordered values that can be told apart.
    pub const STEPS: usize = 5;

    /// Colour in a theme; print uses that of the light theme.
    pub const fn colour(self, theme: Theme) -> Colour {
        let is_dark = matches!(theme, Theme::Dark);
        Colour::hex(match self {
            Self::Hue(at) => (if is_dark { DARK_HUES } else { LIGHT_HUES })[at as usize % Self::HUES],
            Self::Step(at) => {
                let at = if (at as usize) < Self::STEPS { at as usize } else { Self::STEPS - 1 };
                (if is_dark { DARK_STEPS } else { LIGHT_STEPS })[at]
            }
            Self::Other => [0x5A6675, 0xA3AEBC][is_dark as usize],
            Self::Nothing => [0x7F8896, 0x6C7888][is_dark as usize],
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::Role;

    /// Linear colour as perceived with normal vision, and without the first, second or third kind of cone (Machado,
    /// Oliveira and Fernandes 2009).
    const EYES: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// Lightness and two colour axes in a space where distance is perceived difference (OKLab).
    fn seen(colour: Colour, eye: &[[f64; 3]; 3]) -> [f64; 3] {
        let linear = [colour.r, colour.g, colour.b].map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        let times = |rows: &[[f64; 3]; 3], by: [f64; 3]| rows.map(|row| row.iter().zip(by).map(|(a, b)| a * b).sum());
        let linear: [f64; 3] = times(eye, linear);
        let cones: [f64; 3] = times(
            &[
                [0.4122214708, 0.5363325363, 0.0514459929],
                [0.2119034982, 0.6806995451, 0.1073969566],
                [0.0883024619, 0.2817188376, 0.6299787005],
            ],
            linear.map(|c| c.clamp(0.0, 1.0)),
        );
        times(
            &[
                [0.2104542553, 0.7936177850, -0.0040720468],
                [1.9779984951, -2.4285922050, 0.4505937099],
                [0.0259040371, 0.7827717662, -0.8086757660],
            ],
            cones.map(f64::cbrt),
        )
    }

    fn apart(a: Colour, b: Colour) -> f64 {
        let distance = |eye| {
            let (a, b) = (seen(a, eye), seen(b, eye));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        };
        EYES.iter().map(distance).fold(f64::INFINITY, f64::min)
    }

    fn hues() -> Vec<Swatch> {
        (0..Swatch::HUES as u8).map(Swatch::Hue).chain([Swatch::Other, Swatch::Nothing]).collect()
    }

    fn steps() -> Vec<Swatch> {
        (0..Swatch::STEPS as u8).map(Swatch::Step).collect()
    }

    #[test]
    fn values_stand_out_from_every_ground() {
        let grounds =
            [Role::Background, Role::Surface, Role::Sunken, Role::Selection, Role::IcTint, Role::ManagementTint];
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            for swatch in hues().into_iter().chain(steps()) {
                for ground in grounds {
                    let contrast = swatch.colour(theme).contrast(theme.colour(ground));
                    assert!(contrast >= 3.0, "{theme:?}: {swatch:?} on {ground:?} has {contrast:.2}");
                }
            }
        }
    }

    #[test]
    fn values_can_be_told_apart_by_every_eye() {
        for theme in [Theme::Light, Theme::Dark] {
            for set in [hues(), steps()] {
                for (at, a) in set.iter().enumerate() {
                    for b in &set[..at] {
                        let apart = apart(a.colour(theme), b.colour(theme));
                        assert!(apart >= 0.07, "{theme:?}: {a:?} and {b:?} are {apart:.3} apart");
                    }
                }
            }
        }
    }

    #[test]
    fn an_order_is_seen_as_one_without_any_colour() {
        for theme in [Theme::Light, Theme::Dark] {
            let light: Vec<f64> = steps().iter().map(|step| step.colour(theme).luminance()).collect();
            let is_ordered =
                light.windows(2).all(|two| if theme == Theme::Dark { two[0] < two[1] } else { two[0] > two[1] });
            assert!(is_ordered, "{theme:?}: {light:?}");
        }
    }
}
