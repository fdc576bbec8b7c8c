//! Operations on a ladder: changing a part, opening the IC track to the top, equalising pay at a rung, replacing the
//! ladder. Each returns ladders or an edit; nothing is applied here.

mod code;
mod equal;
mod open;
mod switch;

pub use code::rename;
pub use equal::{Equalised, equalise_pay, peer};
pub use open::{Opened, Opening, open_to_the_top};
pub use switch::{Rest, RuleCount, Switch, rule_counts, switch};

use crate::org::{Ladder, Org, Rung, Track, TrackKind};

/// Copy of the file's ladders with one changed; unchanged when there is no such ladder.
pub fn with_ladder(org: &Org, ladder: u16, change: impl FnOnce(&mut Ladder)) -> Vec<Ladder> {
    let mut ladders = org.head.ladders.clone();
    if let Some(ladder) = ladders.get_mut(usize::from(ladder)) {
        change(ladder);
    }
    ladders
}

/// An unused code like another one, counted upwards: `IC6` gives `IC7`.
pub fn next_code(ladder: &Ladder, after: &str) -> String {
    let stem = after.trim_end_matches(|c: char| c.is_ascii_digit());
    let number: u64 = after.get(stem.len()..).and_then(|digits| digits.parse().ok()).unwrap_or(0);
    let is_free = |code: &String| ladder.tracks.iter().flat_map(|track| &track.entries).all(|it| it.code != *code);
    // Among one more than there are rungs, one is always free.
    let most = ladder.tracks.iter().map(|track| track.entries.len() as u64).sum::<u64>() + 1;
    let codes = (1..=most).map(|step| format!("{stem}{}", number.saturating_add(step)));
    codes.into_iter().find(is_free).unwrap_or_else(|| format!("{after}'"))
}

/// Inserts a new rung with an unused code into a track, `at` entries from the bottom.
pub fn add_rung(ladder: &mut Ladder, track: usize, at: usize) {
    let Some(entries) = ladder.tracks.get(track).map(|track| &track.entries) else { return };
    let usual = if ladder.tracks[track].kind == TrackKind::Ic { "IC0" } else { "M0" };
    let below = entries.get(at.saturating_sub(1)).or(entries.last()).map_or(usual, |entry| entry.code.as_str());
    let entry = Rung::named(&next_code(ladder, below), "New rung");
    let entries = &mut ladder.tracks[track].entries;
    entries.insert(at.min(entries.len()), entry);
}

/// Adds a track with one rung.
pub fn add_track(ladder: &mut Ladder, kind: TrackKind) {
    let (name, code) = match kind {
        TrackKind::Ic => ("New IC track", "IC0"),
        TrackKind::Management => ("New management track", "M0"),
    };
    let entry = Rung::named(&next_code(ladder, code), "New rung");
    ladder.tracks.push(Track { kind, name: name.to_owned(), entries: vec![entry] });
}

/// Removes a rung and the equivalences that name it.
pub fn remove_rung(ladder: &mut Ladder, track: usize, entry: usize) {
    let Some(track) = ladder.tracks.get_mut(track).filter(|track| entry < track.entries.len()) else { return };
    let gone = track.entries.remove(entry).code;
    ladder.equivalences.retain(|equal| equal.entry != gone && equal.equals != gone);
}

/// Removes a track and the equivalences that name its rungs.
pub fn remove_track(ladder: &mut Ladder, track: usize) {
    if track >= ladder.tracks.len() {
        return;
    }
    let gone: Vec<String> = ladder.tracks.remove(track).entries.into_iter().map(|entry| entry.code).collect();
    ladder.equivalences.retain(|equal| !gone.contains(&equal.entry) && !gone.contains(&equal.equals));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::org::{Equivalence, Stated};

    fn ladder() -> Ladder {
        let track = |kind, codes: &str| Track {
            kind,
            name: String::new(),
            entries: codes.split_whitespace().map(|code| Rung::named(code, "")).collect(),
        };
        Ladder {
            tracks: vec![track(TrackKind::Ic, "IC1 IC2 IC3"), track(TrackKind::Management, "M1 M2")],
            equivalences: [("M1", "IC2"), ("M2", "IC3")]
                .map(|(entry, equals)| Equivalence {
                    entry: entry.into(),
                    equals: equals.into(),
                    stated: Stated::Explicit,
                })
                .to_vec(),
            ..Ladder::default()
        }
    }

    fn codes(ladder: &Ladder) -> String {
        let codes = |track: &Track| track.entries.iter().map(|it| it.code.as_str()).collect::<Vec<_>>().join(" ");
        let tracks: Vec<String> = ladder.tracks.iter().map(codes).collect();
        let equal: Vec<String> = ladder.equivalences.iter().map(|it| format!("{}={}", it.entry, it.equals)).collect();
        format!("{} | {}", tracks.join(" / "), equal.join(" "))
    }

    fn check(change: impl FnOnce(&mut Ladder), expected: &str) {
        let mut ladder = ladder();
        change(&mut ladder);
        assert_eq!(codes(&ladder), expected);
    }

    #[test]
    fn rungs_and_tracks_come_and_go_with_their_equivalences() {
        check(|it| add_rung(it, 0, 3), "IC1 IC2 IC3 IC4 / M1 M2 | M1=IC2 M2=IC3");
        check(|it| add_rung(it, 0, 1), "IC1 IC4 IC2 IC3 / M1 M2 | M1=IC2 M2=IC3");
        check(|it| add_rung(it, 7, 1), "IC1 IC2 IC3 / M1 M2 | M1=IC2 M2=IC3");
        check(|it| remove_rung(it, 0, 1), "IC1 IC3 / M1 M2 | M2=IC3");
        check(|it| remove_rung(it, 0, 9), "IC1 IC2 IC3 / M1 M2 | M1=IC2 M2=IC3");
        check(|it| remove_track(it, 1), "IC1 IC2 IC3 | ");
        check(|it| add_track(it, TrackKind::Management), "IC1 IC2 IC3 / M1 M2 / M3 | M1=IC2 M2=IC3");
    }

    #[test]
    fn a_new_code_is_nobody_elses() {
        assert_eq!(next_code(&ladder(), "IC1"), "IC4");
        assert_eq!(next_code(&ladder(), "Fellow"), "Fellow1");
        assert_eq!(next_code(&ladder(), ""), "1");
        assert_eq!(next_code(&ladder(), "L99999999999999999999999"), "L1");
    }
}
