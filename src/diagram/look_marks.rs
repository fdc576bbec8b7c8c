//! The look of people as marks: bands of colour for a block, lines below the title of a card.

use super::roles::swatch_of;
use super::sizes::{CARD, LINE, TEXT_SCALE};
use super::view::View;
use super::words::count;
use crate::org::{Org, PersonId};
use crate::plan::{Branches, Heading, Seen};
use crate::rules::Judgement;
use crate::scene::text::{shorten, width};
use crate::scene::{Anchor, BoxMark, Mark, Point, Rect, Role, TextMark, Weight};
use std::borrow::Cow;

const SIZE: f64 = 11.0;

/// Number of people read in a block to estimate its shares at a small scale. A line of the legend missed by this has
/// less than a hundredth of the block, which cannot be seen.
const SAMPLE: usize = 4096;

/// Draws a block as one mark with a band for each line of the legend, as wide as the share of its people. Returns
/// `false`, having drawn nothing, if nothing is coloured.
pub(super) fn bands(members: &[PersonId], rect: Rect, opacity: f64, view: &View, out: &mut dyn FnMut(Mark)) -> bool {
    let Some(colours) = view.look.colours.filter(|_| !members.is_empty()) else { return false };
    let mut shares = [0usize; 16];
    let step = members.len().div_ceil(SAMPLE);
    for &person in members.iter().step_by(step) {
        if let Some(share) = colours.entry(person).and_then(|entry| shares.get_mut(entry)) {
            *share += 1;
        }
    }
    let all = shares.iter().sum::<usize>().max(1) as f64;
    let mut left = rect.left;
    for (at, (entry, &share)) in colours.entries.iter().zip(&shares).enumerate() {
        if share == 0 {
            continue;
        }
        let wide = rect.width() * share as f64 / all;
        let shade = if view.look.lit.is_none_or(|lit| lit == at) { opacity } else { 0.2 * opacity };
        let band = Rect { left, right: left + wide, ..rect };
        out(Mark::Box(BoxMark { opacity: shade, ..BoxMark::filled(band, 0.0, swatch_of(entry.stands)) }));
        left += wide;
    }
    true
}

/// Draws the lines below the title of a card, as many as its height allows, if they can be read at this scale.
pub(super) fn lines(of: (&Org, &Judgement), person: PersonId, rect: Rect, view: &View, out: &mut dyn FnMut(Mark)) {
    let (org, tree) = (of.0, &of.1.tree);
    let counts = match view.look.branches {
        Some(_) => (tree.headcount(person), tree.span_of_control(org, person)),
        None => (0, 0),
    };
    lines_with(of, person, counts, rect, view, out);
}

/// Like [`lines`], but with the headcount and the direct reports as another picture counts them.
pub(super) fn lines_with(
    (org, judgement): (&Org, &Judgement),
    person: PersonId,
    (headcount, span): (u32, u32),
    rect: Rect,
    view: &View,
    out: &mut dyn FnMut(Mark),
) {
    let room = ((rect.height() - CARD) / LINE).round().max(0.0) as usize;
    let look = &view.look;
    if room == 0 || view.scale < TEXT_SCALE || (look.fields.is_empty() && look.branches.is_none()) {
        return;
    }
    let is_faded = !view.is_left(person);
    let seen = Seen::new(org, judgement, view.show_people);
    let mut at = 0;
    let mut line = |name: &str, value: &str| {
        if at < room && !value.is_empty() {
            one_line(name, value, (rect, at), is_faded, out);
            at += 1;
        }
    };
    for heading in look.fields {
        if heading.is_private() && !seen.shows_people {
            // A field unknown to this program hides even its name.
            let name = if matches!(heading, Heading::Other(_)) { String::new() } else { heading.title() };
            line(&name, "hidden");
            continue;
        }
        let cell = seen.cell(heading, person);
        line(&heading.title(), &seen.words(heading, &cell));
    }
    if let Some(branches) = look.branches.filter(|_| headcount > 0 || span > 0) {
        let [first, second] = branch_words((headcount, span), person, branches);
        line("", &first);
        line("", &second);
    }
}

/// Numbers about a branch in two lines: direct reports and headcount, then layers and pay.
fn branch_words((headcount, span): (u32, u32), person: PersonId, branches: &Branches) -> [String; 2] {
    let people = count(f64::from(headcount));
    let layers = match branches.layers(person) {
        1 => "1 layer".to_owned(),
        layers => format!("{layers} layers"),
    };
    let pay = branches.pay(person).map_or(String::new(), |(paid, known)| {
        let sign = if known < headcount { "≥ " } else { "" };
        format!(" · {sign}{}", money(paid))
    });
    [format!("{span} direct · {people} in all"), format!("{layers}{pay}")]
}

/// Amount in short, such as `1.2 M`.
fn money(amount: f64) -> String {
    match amount.abs() {
        a if a >= 9.995e9 => format!("{:.0} bn", amount / 1e9),
        a if a >= 9.995e8 => format!("{:.1} bn", amount / 1e9),
        a if a >= 9.995e6 => format!("{:.0} M", amount / 1e6),
        a if a >= 9.995e5 => format!("{:.1} M", amount / 1e6),
        a if a >= 999.5 => format!("{:.0} k", amount / 1e3),
        _ => format!("{amount:.0}"),
    }
}

fn one_line(name: &str, value: &str, (rect, at): (Rect, usize), is_faded: bool, out: &mut dyn FnMut(Mark)) {
    let y = rect.top + CARD + LINE * at as f64 + 2.0;
    let (left, right) = (rect.left + 16.0, rect.right - 10.0);
    // Value before name: the value matters more.
    let long = width(value, SIZE, Weight::Regular);
    let name = shorten(name, (right - left - long - 8.0).max((right - left) * 0.3), SIZE, Weight::Regular);
    let used = if name.is_empty() { 0.0 } else { width(&name, SIZE, Weight::Regular) + 8.0 };
    let value: Cow<str> = shorten(value, right - left - used, SIZE, Weight::Regular);
    let text = |x, anchor, role, text: Cow<str>| {
        let at = Point::new(x, y);
        Mark::Text(TextMark {
            at,
            anchor,
            size: SIZE,
            weight: Weight::Regular,
            role,
            text: text.into_owned(),
            whole: None,
        })
    };
    let role = if is_faded { Role::Faint } else { Role::Secondary };
    if name.is_empty() {
        out(text(left, Anchor::Start, role, value));
    } else {
        out(text(left, Anchor::Start, Role::Faint, name));
        out(text(right, Anchor::End, role, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_short() {
        for (amount, words) in [
            (0.0, "0"),
            (999.0, "999"),
            (999.6, "1 k"),
            (84_000.0, "84 k"),
            (999_600.0, "1.0 M"),
            (4_240_000.0, "4.2 M"),
            (42_400_000.0, "42 M"),
            (999_600_000.0, "1.0 bn"),
            (12.6e9, "13 bn"),
        ] {
            assert_eq!(money(amount), words);
        }
    }
}
