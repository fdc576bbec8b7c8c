use twintrack::diagram::{Folding, Tracks, View};
use twintrack::org::*;
use twintrack::paint::*;
use twintrack::rules::Judgement;
use twintrack::scene::*;
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let mut head = Head::new("T", jiff::civil::date(2026, 9, 30));
    head.mode = Mode::People { purpose: String::new(), by: String::new(), date: None };
    let track = |kind, prefix: &str, t: &[&str], open: usize| Track {
        kind,
        name: String::new(),
        entries: t
            .iter()
            .enumerate()
            .map(|(k, t)| {
                let mut e = Entry::named(&format!("{prefix}{}", k + 1), t);
                e.open = k < open;
                e
            })
            .collect(),
    };
    head.ladders.push(Ladder {
        tracks: vec![
            track(
                TrackKind::Ic,
                "IC",
                &["Entry", "Junior", "Professional", "Senior", "Staff", "Principal", "Distinguished", "Chief of craft"],
                6,
            ),
            track(TrackKind::Management, "M", &["Manager", "Sr manager", "Director", "VP", "Chief"], 5),
        ],
        equivalences: [("M1", "IC5"), ("M2", "IC6"), ("M3", "IC7"), ("M4", "IC8")]
            .map(|(e, q)| Equivalence { entry: e.into(), equals: q.into(), stated: Stated::Explicit })
            .to_vec(),
        ..Ladder::default()
    });
    let mut b = Builder::new(head);
    let text = std::fs::read_to_string("assets/orgs/halden.org.ron").unwrap();
    let g = |l: &str, k: &str| -> String {
        let p = format!("{k}: \"");
        l.find(&p)
            .map(|i| {
                let r = &l[i + p.len()..];
                r[..r.find('"').unwrap()].to_string()
            })
            .unwrap_or_default()
    };
    let mut on = false;
    for l in text.lines() {
        if l.contains("people: [") {
            on = true;
            continue;
        }
        if l.starts_with("  ],") {
            on = false
        }
        if !on || !l.contains("(id:") {
            continue;
        }
        let seat = g(l, "seat");
        let seat = b.find_rung("", &seat).map(|rung| Seat {
            rung,
            source: if l.contains("suggested") { SeatSource::Suggested } else { SeatSource::Given },
        });
        let id = b.add(&Row {
            key: &g(l, "id"),
            name: &g(l, "name"),
            title: &g(l, "title"),
            manager: &g(l, "manager"),
            seat,
            kind: if l.contains("vacancy") { Kind::Vacancy } else { Kind::Person },
            ..Row::default()
        });
        if l.contains("dotted") {
            b.line_to(id, &g(l, "dotted: [\"").replace("", ""), Line::Dotted);
        }
        if g(l, "id") == "mason" || g(l, "id") == "alex" {
            let m = g(l, "id") == "mason";
            let ev = |k: &str, a: f64, p| Evidence {
                kind: k.into(),
                amount: a,
                share: 1.0,
                provenance: p,
                period: None,
                currency: String::new(),
                domain: String::new(),
                source: String::new(),
                note: String::new(),
                disputed: None,
            };
            b.set_details(
                id,
                Details {
                    evidence: if m {
                        vec![ev("growth", 0.48, Provenance::Asserted), ev("nominations", 9.0, Provenance::Measured)]
                    } else {
                        vec![
                            ev("money", 48e6, Provenance::Asserted),
                            ev("systems", 5.0, Provenance::Measured),
                            ev("incidents", 6.0, Provenance::Anecdotal),
                        ]
                    },
                    rights: Some(vec![Right {
                        text: String::new(),
                        domain: String::new(),
                        at: Some(3.0),
                        role: Role2::Decide,
                        technical: true,
                    }]),
                    budgets: Some(vec![Budget {
                        limit: 25000.0,
                        domain: String::new(),
                        currency: String::new(),
                        technical: true,
                    }]),
                    ..Details::default()
                },
            );
        }
    }
    let org = b.finish().0;
    let j = Judgement::of(&org);
    let t0 = std::time::Instant::now();
    let t = Tracks::new(&j.facts(&org), &j, &Folding::default());
    eprintln!("{:?} {:?} {:?}", t.bounds(), t0.elapsed(), j.findings.len());
    let scale: f64 = a[2].parse().unwrap();
    let theme = if a[3] == "dark" {
        Theme::Dark
    } else if a[3] == "print" {
        Theme::Print
    } else {
        Theme::Light
    };
    let sel = a.get(4).and_then(|k| org.find(k));
    let sheet = Sheet { bounds: t.bounds(), theme, title: "t" };
    let f = std::fs::File::create(&a[1]).unwrap();
    png(
        &sheet,
        scale,
        &|r: twintrack::scene::Rect, out: &mut dyn FnMut(&Mark)| {
            t.marks(&org, &j, &View { window: r, scale, selected: sel, hovered: None, show_people: true }, &mut |m| {
                out(&m)
            });
        },
        f,
    )
    .unwrap();
}
use twintrack::org::Role as Role2;
