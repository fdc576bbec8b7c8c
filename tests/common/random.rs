//! Organisations out of a few bytes, so that two can be nearly the same: every field of a person is one byte, and 0 is
//! nothing recorded.
#![allow(dead_code, reason = "each test uses a part")]

use crate::common;
use proptest::prelude::*;
use std::collections::BTreeMap;
use twintrack::org::*;

/// Number of fields.
pub const FIELDS: usize = 22;
/// Keys that people may have.
pub const KEYS: u8 = 9;

/// One byte a field.
pub type Spec = [u8; FIELDS];
/// People by key.
pub type World = BTreeMap<u8, Spec>;
/// Who, which field (the one past the last removes the person), which value.
pub type Change = (u8, u8, u8);

pub fn world() -> impl Strategy<Value = World> {
    let spec = proptest::array::uniform22(prop_oneof![3 => Just(0u8), 1 => 1u8..24]);
    prop::collection::btree_map(0..KEYS, spec, 0..8)
}

pub fn changes() -> impl Strategy<Value = Vec<Change>> {
    prop::collection::vec((0..KEYS, 0..=FIELDS as u8, 0u8..24), 0..10)
}

pub fn changed(world: &World, changes: &[Change]) -> World {
    let mut world = world.clone();
    for &(key, field, value) in changes {
        if usize::from(field) == FIELDS {
            world.remove(&key);
        } else {
            world.entry(key).or_default()[usize::from(field)] = value;
        }
    }
    world
}

fn head() -> Head {
    let mut head = common::head();
    head.rates.push(Rate { currency: "EUR".into(), rate: 1.1, date: None });
    head
}

/// The organisation, people in the order of their keys.
pub fn org(world: &World) -> Org {
    org_in(world, world.keys().copied())
}

/// The organisation, people in another order.
pub fn org_in(world: &World, keys: impl IntoIterator<Item = u8>) -> Org {
    let mut builder = Builder::new(head());
    for key in keys {
        add(&mut builder, key, &world[&key]);
    }
    let mut org = builder.finish().0;
    for (key, spec) in world {
        let person = org.find(&format!("p{key}")).expect("just added");
        let order = spec[FIELDS - 1];
        org.set_order(person, (order > 0).then_some(f64::from(order % 3)));
    }
    org
}

fn add(builder: &mut Builder, key: u8, spec: &Spec) {
    let mut bytes = spec.iter().copied();
    let mut next = || bytes.next().expect("a byte for each field");
    let text = |byte: u8, word: &str| if byte == 0 { String::new() } else { format!("{word} {}", byte % 4) };
    // Some before the date of the file, some after.
    let day = |byte: u8| (byte > 0).then(|| jiff::civil::date(2026, 9 + (byte % 2) as i8, 1 + (byte % 4) as i8));
    let (name, title, team) = (text(next(), "Name"), text(next(), "Title"), text(next(), "Team"));
    let (location, status) = (text(next(), "Town"), text(next(), "Status"));
    let kind = [Kind::Person, Kind::Vacancy, Kind::Several, Kind::Bot][usize::from(next() % 4)];
    let (start, end) = (day(next()), day(next()));
    let rungs: Vec<String> = builder.org().rungs().map(|rung| builder.org().rung(rung).code.clone()).collect();
    let seat = next();
    let source = if seat % 3 == 2 { SeatSource::Suggested } else { SeatSource::Given };
    let code = if seat == 0 { "" } else { &rungs[usize::from(seat) % rungs.len()] };
    let seat = builder.find_rung("", code).map(|rung| Seat { rung, source });
    let key_of = |byte: u8| if byte == 0 { String::new() } else { format!("p{}", byte % (KEYS + 2)) };
    let manager = key_of(next());
    let (dotted, assists) = (next(), next());
    let pay = next();
    let amount = 50_000.0 + 1_000.0 * f64::from(pay % 5);
    let money = Pay { low: amount, high: amount, ..Pay::NONE };
    let row = Row {
        key: &format!("p{key}"),
        name: &name,
        title: &title,
        team: &team,
        location: &location,
        status: &status,
        manager: &manager,
        seat,
        kind,
        start,
        end,
        pay: if pay == 0 { Pay::NONE } else { money },
        currency: if pay > 12 { "EUR" } else { "" },
    };
    let person = builder.add(&row);
    for (byte, line) in [(dotted, Line::Dotted), (assists, Line::Assistant)] {
        let other = key_of(byte);
        if !other.is_empty() {
            builder.line_to(person, &other, line);
        }
    }
    let mut details = Details::default();
    let (preference, evidence, rights) = (next(), next(), next());
    details.preference = (preference > 0).then(|| Preference {
        answer: if preference.is_multiple_of(2) { Answer::Craft } else { Answer::Lead },
        date: None,
        asked_by: Default::default(),
    });
    let line = |n: u8| common::evidence(&format!("systems:{}:measured", n + 3));
    details.evidence = (0..evidence % 4).map(|n| line(n + evidence % 3)).collect();
    let right = |n: u8| Right {
        text: format!("right {n}").into(),
        domain: Default::default(),
        at: Some(f64::from(n)),
        role: Role::Decide,
        technical: true,
    };
    details.rights = (rights > 0).then(|| (1..rights % 4).map(right).collect());
    let budgets = next();
    details.budgets = (budgets > 0).then(|| {
        vec![Budget { domain: String::new(), limit: f64::from(budgets % 4), currency: String::new(), technical: true }]
    });
    let (forums, notes, history) = (next(), next(), next());
    details.forums = (0..forums % 3).map(|n| format!("forum {n}")).collect();
    details.notes = (0..notes % 3).map(|n| format!("note {n}")).collect();
    details.history = (0..history % 3)
        .map(|n| RoleChange {
            date: None,
            title: format!("Role {n}"),
            rung: String::new(),
            reason: None,
            rise: None,
            note: String::new(),
        })
        .collect();
    let unknown = next();
    if unknown > 0 {
        details.unknown.push(Unknown { name: "cost_centre".into(), raw: format!("\"{}\"", unknown % 3) });
    }
    builder.set_details(person, details);
}
