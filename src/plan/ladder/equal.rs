//! "Equalise pay at this rung": giving the IC rung the band of its management peer, and the cost of that.

use super::with_ladder;
use crate::measure::{SAME_GRADE, Scale};
use crate::org::{Ladder, Org, PersonId, RungId, TrackKind};

/// Effect of equalising pay at a rung.
#[derive(Clone, Debug, PartialEq)]
pub struct Equalised {
    /// Management rung with the band.
    pub peer: RungId,
    /// The band, yearly and full-time, in the reporting currency.
    pub band: (f64, f64),
    /// Ladders with the band applied.
    pub ladders: Vec<Ladder>,
    /// People on the IC rung paid below the band, with the full-time yearly shortfall, in file order. Empty in
    /// *structure only*, where pay is not looked at.
    pub below: Vec<(PersonId, f64)>,
    /// Number of people on the IC rung with a known pay; 0 in *structure only*.
    pub paid: usize,
}

impl Equalised {
    /// Yearly cost of raising everybody to the lower end of the band, all at full time.
    pub fn cost(&self) -> f64 {
        self.below.iter().map(|(_, missing)| missing).sum()
    }
}

/// Band of the management peer of an IC rung; `None` without a peer with a band, and when the bands are equal.
pub fn equalise_pay(org: &Org, scale: &Scale, rung: RungId) -> Option<Equalised> {
    if org.track(rung).kind != TrackKind::Ic {
        return None;
    }
    let peer = peer(org, scale, rung, |it| org.rung(it).pay.is_some())?;
    let band = org.rung(peer).pay?;
    if org.rung(rung).pay == Some(band) {
        return None;
    }
    let place = org.rung_place(rung);
    let ladders = with_ladder(org, place.ladder, |ladder| {
        ladder.tracks[usize::from(place.track)].entries[usize::from(place.entry)].pay = Some(band);
    });
    let (mut below, mut paid) = (Vec::new(), 0);
    if org.shows_people() {
        let on_it = org.people().filter(|&it| org.is_judged(it) && org.seat(it).is_some_and(|seat| seat.rung == rung));
        for person in on_it {
            let Some(pay) = org.yearly_pay(person) else { continue };
            paid += 1;
            if pay < band.0 {
                below.push((person, band.0 - pay));
            }
        }
    }
    Some(Equalised { peer, band, ladders, below, paid })
}

/// First rung that `is_wanted`, of the other track at the same grade of the same ladder; open ones first, never the
/// chief executive's.
pub fn peer(org: &Org, scale: &Scale, rung: RungId, is_wanted: impl Fn(RungId) -> bool) -> Option<RungId> {
    let (grade, kind, ladder) = (scale.grade(rung)?, org.track(rung).kind, org.rung_place(rung).ladder);
    let is_peer = |&it: &RungId| {
        org.track(it).kind != kind
            && !org.rung(it).apex
            && scale.grade(it).is_some_and(|other| (other - grade).abs() <= SAME_GRADE)
            && is_wanted(it)
    };
    org.rungs_of(ladder).filter(is_peer).min_by_key(|&it| !org.rung(it).open)
}
