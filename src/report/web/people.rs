//! The people of a page as data: what its list, its search and its card say of them. Only what is in the picture, or
//! may be said beside it.

use super::source::Web;
use crate::org::{Kind, PersonId, RungId, TrackKind};
use crate::paint::UsedFonts;
use crate::report::shown::thousands;
use crate::report::text::answer;
use crate::report::veil::told;
use crate::scene::text::clean;
use crate::scene::{Rect, Weight};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// A person; texts are clean, and those without content are left out.
#[derive(Serialize)]
struct Row<'a> {
    name: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    rung: Cow<'a, str>,
    /// Index of the title of the rung: codes alone can be those of two ladders.
    #[serde(skip_serializing_if = "Option::is_none")]
    rung_at: Option<usize>,
    #[serde(skip_serializing_if = "str::is_empty")]
    track: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    team: Cow<'a, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    location: Cow<'a, str>,
    /// Number of the manager, who stands before.
    #[serde(skip_serializing_if = "Option::is_none")]
    manager: Option<usize>,
    /// People below, over all levels.
    #[serde(skip_serializing_if = "is_none")]
    all: u32,
    /// Left, top, width and height in the picture.
    #[serde(rename = "box")]
    place: [f64; 4],
    #[serde(skip_serializing_if = "str::is_empty")]
    pay: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    found: Vec<String>,
}

fn is_none(count: &u32) -> bool {
    *count == 0
}

/// Writes the people of the picture and the titles of their rungs as JSON that cannot end its element.
pub fn write(page: &Web, fonts: &mut UsedFonts, out: &mut dyn Write) -> io::Result<()> {
    let facts = page.judgement.facts(page.org);
    let (mut rungs, mut rung_at): (Vec<String>, BTreeMap<RungId, usize>) = Default::default();
    let mut number: Vec<Option<usize>> = vec![None; page.org.len()];
    let mut people = 0;
    out.write_all(b"{\"people\":[")?;
    // Those without a place are not told of: on a silhouette, nobody is.
    for &person in facts.tree.order() {
        let Some(place) = (page.place)(person) else { continue };
        let above = facts.tree.chain(person).find_map(|above| number[above.at()]);
        number[person.at()] = Some(people);
        let mut row = row(page, person, above, place);
        fonts.add(&row.name, Weight::SemiBold);
        for text in [&row.name, &row.title, &row.rung, &row.team, &row.location] {
            fonts.add(text, Weight::Regular);
        }
        row.found.iter().for_each(|line| fonts.add(line, Weight::Regular));
        if let Some(seat) = page.org.seat(person) {
            row.rung_at = Some(*rung_at.entry(seat.rung).or_insert_with(|| {
                let title = clean(&page.org.rung(seat.rung).title).into_owned();
                fonts.add(&title, Weight::Regular);
                rungs.push(title);
                rungs.len() - 1
            }));
        }
        out.write_all(if people > 0 { b",\n" } else { b"\n" })?;
        people += 1;
        json(&row, out)?;
    }
    out.write_all(b"],\n\"rungs\":")?;
    json(&rungs, out)?;
    out.write_all(b"}")
}

fn row<'a>(page: &Web<'a>, person: PersonId, manager: Option<usize>, place: Rect) -> Row<'a> {
    let (org, options) = (page.org, page.options);
    let facts = page.judgement.facts(org);
    let seat = org.seat(person).map(|seat| seat.rung);
    let name = match org.label(person) {
        _ if org.kind(person) == Kind::Vacancy && org.name(person).is_empty() => "Vacant",
        name => name,
    };
    let pay = org.yearly_pay(person).filter(|_| options.pay);
    let hundredths = |points: f64| (points * 100.0).round() / 100.0;
    Row {
        name: clean(name),
        title: clean(org.title(person)),
        rung: seat.map_or(Cow::Borrowed(""), |rung| clean(&org.rung(rung).code)),
        rung_at: None,
        track: match seat.map(|rung| org.track(rung).kind) {
            Some(TrackKind::Ic) => "ic",
            Some(TrackKind::Management) => "management",
            None => "",
        },
        team: clean(org.team(person)),
        location: clean(org.location(person)),
        manager,
        all: facts.tree.headcount(person),
        place: [place.left, place.top, place.width(), place.height()].map(hundredths),
        pay: pay.map_or(String::new(), |pay| {
            clean(format!("{} {}", thousands(pay), org.head.currency).trim_end()).into_owned()
        }),
        found: told(page.judgement, person)
            .filter(|_| options.findings)
            .map(|finding| {
                let words = format!("{}: {} ({})", finding.rule.title, finding.say(&facts), answer(finding.answer));
                clean(&words).into_owned()
            })
            .collect(),
    }
}

/// JSON in which no character begins markup, or ends a line of a script.
fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(value)?;
    let mut from = 0;
    for (at, found) in text.match_indices(['<', '>', '&', '\u{2028}', '\u{2029}']) {
        out.write_all(&text.as_bytes()[from..at])?;
        let character = found.chars().next().map_or(0, u32::from);
        write!(out, "\\u{character:04x}")?;
        from = at + found.len();
    }
    out.write_all(&text.as_bytes()[from..])
}
