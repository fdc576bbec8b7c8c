//! How large a slide is, and in which unit it is written.

use crate::scene::Size;

/// Width and height of every slide, in points: 16:9, 13⅓ inches wide.
pub const SLIDE: Size = Size { width: 960.0, height: 540.0 };

/// English Metric Units in a point.
pub const EMU: f64 = 12_700.0;
