//! Who reports to whom, as every format of graphs writes it: people with what may be said of them, and lines.

use super::told::Data;
use crate::org::{Kind, Line, PersonId, Presence, TrackKind};
use crate::report::veil::told;
use crate::scene::text::clean;
use crate::scene::{Colour, Role};

/// Somebody in a graph. Texts are clean: without control characters, line breaks or changes of direction.
pub struct Node {
    /// Number among those who are drawn, from 0.
    pub at: usize,
    pub person: PersonId,
    pub key: String,
    pub name: String,
    pub title: String,
    pub rung: String,
    /// `ic`, `management`, or nothing.
    pub track: &'static str,
    /// Fill and outline.
    pub colours: (Colour, Colour),
    pub is_vacant: bool,
    /// Whatever else was asked for, by name.
    pub more: Vec<(&'static str, String)>,
}

/// A line from above to below, between numbers of nodes.
pub struct Edge {
    pub from: usize,
    pub to: usize,
    pub line: Line,
}

/// Those who are here, in file order.
pub fn nodes(data: &Data) -> Vec<Node> {
    let org = &*data.org;
    let here = org.people().filter(|&person| org.presence(person) != Presence::Left);
    here.enumerate().map(|(at, person)| node(data, at, person)).collect()
}

fn node(data: &Data, at: usize, person: PersonId) -> Node {
    let (org, theme) = (&*data.org, data.options.theme);
    let seat = org.seat(person).map(|seat| seat.rung);
    let (track, fill, line) = match seat.map(|rung| org.track(rung).kind) {
        Some(TrackKind::Ic) => ("ic", Role::IcTint, Role::Ic),
        Some(TrackKind::Management) => ("management", Role::ManagementTint, Role::Management),
        None => ("", Role::Surface, Role::StrongLine),
    };
    let text = |text: &str| clean(text).trim().to_owned();
    let is_vacant = org.kind(person) == Kind::Vacancy;
    let name = match org.label(person) {
        _ if is_vacant && org.name(person).is_empty() => "Vacant",
        name => name,
    };
    Node {
        at,
        person,
        key: text(org.key(person)),
        name: text(name),
        title: text(org.title(person)),
        rung: seat.map_or(String::new(), |rung| text(&org.rung(rung).code)),
        track,
        colours: (theme.colour(fill), theme.colour(line)),
        is_vacant,
        more: more(data, person),
    }
}

/// Pay and findings, where they are asked for and there are any.
fn more(data: &Data, person: PersonId) -> Vec<(&'static str, String)> {
    let mut more = Vec::new();
    if let Some(pay) = data.org.yearly_pay(person).filter(|_| data.options.pay) {
        more.push(("pay", format!("{pay:.0} {}", clean(&data.org.head.currency)).trim_end().to_owned()));
    }
    if data.options.findings {
        let titles: Vec<&str> = told(&data.judgement, person).map(|finding| finding.rule.title).collect();
        if !titles.is_empty() {
            more.push(("findings", titles.join(", ")));
        }
    }
    more
}

/// Lines between those who are drawn: solid ones first, each kind in file order of those below.
pub fn edges(data: &Data, nodes: &[Node]) -> Vec<Edge> {
    let mut number = vec![None; data.org.len()];
    nodes.iter().for_each(|node| number[node.person.at()] = Some(node.at));
    let mut edges = Vec::new();
    for line in [Line::Solid, Line::Dotted, Line::Assistant] {
        for node in nodes {
            for above in data.org.lines().above(node.person, line) {
                if let Some(from) = number[above.at()] {
                    edges.push(Edge { from, to: node.at, line });
                }
            }
        }
    }
    edges
}

/// Whose picture it is, of which day, and what was left out.
pub fn about(data: &Data) -> String {
    let head = &data.org.head;
    let name = clean(&head.name);
    match data.options.left_out() {
        left_out if left_out.is_empty() => format!("{}, {}", name.trim(), head.as_of),
        left_out => format!("{}, {}. {left_out}", name.trim(), head.as_of),
    }
}

/// `#0e7c6b`.
pub fn hex(colour: Colour) -> String {
    format!("#{:02x}{:02x}{:02x}", colour.r, colour.g, colour.b)
}
