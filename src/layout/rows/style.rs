//! Styles of slots with their measures at the size to which pictures are fitted, and the room for a picture.

use crate::scene::Size;

/// Size and content of the slots of a row, from rich to poor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Style {
    /// Name and title.
    Card,
    /// Name in a box.
    Chip,
    /// A name without a box around it.
    Name,
    /// Square with sides from 9 down to 4 points.
    Dot {
        /// Length of a side in points.
        side: f64,
    },
    /// Part of a filled bar; complete lines touch.
    Bar {
        /// Area of the bar for each box, in square points.
        area: f64,
    },
}

impl Style {
    /// True if a slot has room for a name.
    pub fn is_named(self) -> bool {
        matches!(self, Self::Card | Self::Chip | Self::Name)
    }
}

/// Least detail shown of each person.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Density {
    /// Everybody on the canvas, as large as possible.
    #[default]
    Fit,
    /// At least chips; the page grows downwards.
    Names,
    /// Cards; the page grows downwards.
    Cards,
    /// At least chips, on a page without a canvas: it grows in width and height towards the given aspect, and is never
    /// smaller than the canvas.
    Sheet {
        /// Ratio of width to height.
        aspect: f64,
    },
}

/// Room for a picture, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Total size.
    pub canvas: Size,
    /// Height above the first row, for the heads of the lanes.
    pub heads: f64,
    /// Height above the first divided row, for the heads of the stripes.
    pub stripe_heads: f64,
    /// Width between the strips, for the labels of the rows.
    pub gutter: f64,
    /// Widths on either side of the gutter, for what stands beside a lane.
    pub strips: [f64; 2],
    /// Size of a card.
    pub card: Size,
    /// Size of a chip.
    pub chip: Size,
    /// Least detail shown.
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

/// Measures of a style, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measure {
    pub slot: Size,
    pub gap: Size,
    /// Least space above and below the slots of a row.
    pub pad: f64,
    /// Factor up to which slots may be widened to fill the columns.
    pub stretch: f64,
}

/// Ratio of width to height of a slot in a bar, chosen so that a name fits early on when the picture is enlarged.
const BAR_SHAPE: f64 = 3.0;
/// Part of its width and height in a bar that a slot fills.
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

    /// Distance from one slot to the next, across and down.
    pub fn pitch(&self) -> Size {
        Size { width: self.slot.width + self.gap.width, height: self.slot.height + self.gap.height }
    }

    /// Number of slots side by side in a width.
    pub fn columns(&self, width: f64) -> u32 {
        ((width + self.gap.width) / self.pitch().width + 1e-9).max(0.0) as u32
    }

    /// Height of a number of lines, without a gap after the last.
    pub fn lines(&self, lines: u32) -> f64 {
        if lines == 0 { 0.0 } else { f64::from(lines) * self.pitch().height - self.gap.height }
    }
}
