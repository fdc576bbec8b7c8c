//! A blank ladder of untitled rungs, as the start of a new one.

use crate::org::{Equivalence, Ladder, Rung, Stated, Track, TrackKind};

/// Blank ladder with `ic` and `management` rungs, coded `IC1` and `M1` upwards and titled by their codes. Both tracks
/// end at the same height; management starts as many rungs below it as it has, but not below the lowest IC rung. There
/// is at least one IC rung; with no management rung the ladder has one track.
pub fn blank_ladder(ic: u8, management: u8) -> Ladder {
    let ic = ic.max(1);
    let track = |kind, name: &str, code: &str, rungs: u8| {
        let entry = |at: u8| Rung::named(&format!("{code}{at}"), &format!("{code}{at}"));
        Track { kind, name: name.to_owned(), entries: (1..=rungs).map(entry).collect() }
    };
    let mut tracks = vec![track(TrackKind::Ic, "Individual contributors", "IC", ic)];
    let mut equivalences = Vec::new();
    let mut equal = |rung: u8, of: u8| {
        let (entry, equals) = (format!("M{rung}"), format!("IC{of}"));
        equivalences.push(Equivalence { entry, equals, stated: Stated::Explicit });
    };
    if management > 0 {
        tracks.push(track(TrackKind::Management, "Management", "M", management));
        if management > 1 && ic > 1 {
            equal(1, ic.saturating_sub(management).saturating_add(1).max(1));
        }
        equal(management, ic);
    }
    let source = "Created as a blank ladder; titles, pay and equal rungs are yours to set".to_owned();
    Ladder { name: "Ladder".to_owned(), source, tracks, equivalences, ..Ladder::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::set_ladders;
    use crate::measure::Scale;
    use crate::org::{Builder, Head};

    #[test]
    fn whatever_the_number_of_rungs_everyone_has_a_place_and_the_tracks_end_alike() {
        for ic in 0..=12 {
            for management in 0..=12 {
                let ladder = blank_ladder(ic, management);
                assert!(set_ladders(vec![ladder.clone()]).is_ok());
                let mut head = Head::new("New", jiff::civil::date(2026, 9, 30));
                head.ladders.push(ladder);
                let org = Builder::new(head).finish().0;
                let scale = Scale::of(&org);
                assert!(scale.contradictions.is_empty(), "{ic} and {management}");
                let grades: Vec<f64> = org.rungs().filter_map(|rung| scale.grade(rung)).collect();
                let ic = usize::from(ic.max(1));
                assert_eq!(grades.len(), ic + usize::from(management), "{ic} and {management}");
                if management > 0 && (ic > 1 || management == 1) {
                    assert_eq!(grades.last(), grades.get(ic - 1), "{ic} and {management}");
                }
            }
        }
    }
}
