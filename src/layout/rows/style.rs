//! What a slot of a row is at the size that everything is fitted to, and the room for the picture.

use crate::scene::Size;

/// How large the slots of a row are: the richer the more of somebody can be read there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Style {
    /// Name and title.
    Card,
    /// A name.
    Chip,
    /// A name without a box around it.
    Name,
    /// A square with sides of 9 down to 4.
    Dot {
        /// Length of its sides.
        side: f64,
    },
    /// A part of a filled bar; whole lines of them touch.
    Bar {
        /// What each box takes of the bar.
        area: f64,
    },
}

impl Style {
    /// Whether a name has room in a slot.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Card | Self::Chip | Self::Name)
    }
}

/// How much of everybody is shown at least.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Density {
    /// Everybody is on the canvas, as large as can be.
    #[default]
    Fit,
    /// At least chips; the page grows downwards.
    Names,
    /// Cards; the page grows downwards.
    Cards,
    /// At least chips, for a page without a canvas: it grows to about so many times its height in width, and is never
    /// smaller than the canvas.
    Sheet {
        /// Width to height.
        aspect: f64,
    },
}

/// The room for the picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// All of it.
    pub canvas: Size,
    /// Above the first row, for the heads of the lanes.
    pub heads: f64,
    /// Above the first row that is divided into stripes, for their heads.
    pub stripe_heads: f64,
    /// Between the strips, for the labels of the rows.
    pub gutter: f64,
    /// Either side of the gutter, for what stands beside a lane.
    pub strips: [f64; 2],
    /// A card.
    pub card: Size,
    /// A chip.
    pub chip: Size,
    /// How much is shown at least.
    pub density: Density,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            canvas: Size { width: 1176.0, height: 792.0 },
            heads: 46.0,
            stripe_heads: 34.0,
            gutter: 148.0,
            strips: [24.0; 2],
            card: Size { width: 150.0, height: 44.0 },
            chip: Size { width: 112.0, height: 22.0 },
            density: Density::Fit,
        }
    }
}

/// Measures of one style.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    pub slot: Size,
    pub gap: Size,
    /// Least space above and below the slots of a row.
    pub pad: f64,
    /// How many times as wide a slot may become where columns leave room.
    pub stretch: f64,
}

/// A slot of a bar is so many times as wide as high: a name fits as soon as possible where the picture is enlarged.
const BAR_SHAPE: f64 = 3.0;
/// How much of its part of a bar a slot fills.
const BAR_FILL: f64 = 0.86;

impl Measure {
    pub fn of(style: Style, room: &Room) -> Self {
        let size = |width, height| Size { width, height };
        match style {
            Style::Card => Self { slot: room.card, gap: size(6.0, 6.0), pad: 6.0, stretch: 1.3 },
            Style::Chip => Self { slot: room.chip, gap: size(4.0, 4.0), pad: 5.0, stretch: 1.35 },
            Style::Name => Self { slot: size(92.0, 15.0), gap: size(4.0, 2.0), pad: 5.0, stretch: 1.35 },
            Style::Dot { side } => {
                let gap = if side >= 6.0 { 2.0 } else { 1.0 };
                Self { slot: size(side, side), gap: size(gap, gap), pad: 6.0, stretch: 1.0 }
            }
            Style::Bar { area } => {
                let (width, height) = ((area * BAR_SHAPE).sqrt(), (area / BAR_SHAPE).sqrt());
                let (slot, gap) = (BAR_FILL, 1.0 - BAR_FILL);
                Self {
                    slot: size(width * slot, height * slot),
                    gap: size(width * gap, height * gap),
                    pad: 5.0,
                    stretch: 1.0,
                }
            }
        }
    }

    /// From one slot to the next.
    pub fn pitch(&self) -> Size {
        Size { width: self.slot.width + self.gap.width, height: self.slot.height + self.gap.height }
    }

    /// Slots beside each other in a width.
    pub fn columns(&self, width: f64) -> u32 {
        ((width + self.gap.width) / self.pitch().width + 1e-9).max(0.0) as u32
    }

    /// Height of so many lines.
    pub fn lines(&self, lines: u32) -> f64 {
        if lines == 0 { 0.0 } else { f64::from(lines) * self.pitch().height - self.gap.height }
    }
}
