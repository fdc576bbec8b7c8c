//! A font that was read: what measuring, shaping and drawing look up in it.

use std::sync::{Arc, Mutex, PoisonError};

use harfrust::{Direction, Script, ShapePlan, ShaperData};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// A font with what is looked up in it often.
pub struct Loaded {
    pub bytes: &'static [u8],
    /// Position of the font in its file.
    pub number: u32,
    pub font: FontRef<'static>,
    pub units: f64,
    pub shaping: Shaping,
    map: Charmap<'static>,
}

impl Loaded {
    /// `None` for what is no font, or has no size.
    pub fn read(bytes: &'static [u8], number: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, number).ok()?;
        let units = f64::from(font.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
        let shaping = Shaping { data: ShaperData::new(&font), plans: Mutex::default() };
        let map = font.charmap();
        (units > 0.0).then_some(Self { bytes, number, font, units, shaping, map })
    }

    /// Glyph of a character; `None` if the font lacks it.
    pub fn glyph(&self, character: char) -> Option<u16> {
        let glyph = self.map.map(character)?;
        u16::try_from(glyph.to_u32()).ok().filter(|glyph| *glyph != 0)
    }

    /// Whether a character has an outline; pictures in a font are none.
    pub fn has_outline(&self, character: char) -> bool {
        let glyph = self.glyph(character);
        glyph.is_some_and(|glyph| self.font.outline_glyphs().get(u32::from(glyph).into()).is_some())
    }
}

/// A plan, and what it is for.
type Planned = ((Script, Direction), Arc<ShapePlan>);

/// What the shaper has read of a font.
pub struct Shaping {
    pub data: ShaperData,
    plans: Mutex<Vec<Planned>>,
}

impl Shaping {
    /// Creating a plan costs more than shaping a name, so that one is kept for each script and direction.
    pub fn plan(&self, of: (Script, Direction), make: impl FnOnce() -> ShapePlan) -> Arc<ShapePlan> {
        let mut plans = self.plans.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plan)) = plans.iter().find(|(it, _)| *it == of) {
            return plan.clone();
        }
        let plan = Arc::new(make());
        plans.push((of, plan.clone()));
        plan
    }
}
