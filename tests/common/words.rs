//! Organisations out of a few words, on the ladder of METHOD.md section 9, and findings as a line.
//!
//! Input is rows with `;` between them. A row is a key, a rung (`-` for none) and words:
//! `+kind[/CURRENCY]:amount[:provenance[:share[:source[:from..to]]]]` evidence · `D3` `A7` `R6` `I4` technical right
//! at a grade, `offD6` another one, `rights` recorded as none · `b10000` technical limit, `offb500` another one,
//! `budgets` recorded as none · `under=KEY` manager · `team=N` that many IC1 reports · `since=DATE` in the rung ·
//! `started=DATE` · `ended=DATE` · `name=WORD` else than the key · `reason=retention[:RISE]` how the seat was given · `from=RUNG` the step before that ·
//! `prefers=ANSWER[:DATE]` · `title=WORD` · `craft=WORD` · `domain=WORD` of the evidence that follows ·
//! `answers=craft|people|money` · `practice` one of the five shown · `signs=COUNT[:used|unused]` · `pay=AMOUNT` ·
//! `forum=WORD` · `authority=4` stated · `suggested` seat · `vacancy`, `bot`, `left`.
//! A row that begins with `ladder` sets the ladder: `implied`, `unplaced`, `unconfirmed`, `contradicted`,
//! `only-ic`, `top=IC6` (higher IC rungs closed), `apex` (M6 is the chief executive's), `bare` (no pay band),
//! `seat=RUNG:FORUM`, `full=RUNG` (with pay band, right and budget). `waive RULE SUBJECT NUMBER
//! SEVERITY ANSWER` waives. `structure` puts the file in structure only.

use super::AS_OF;
use jiff::civil::Date;
use twintrack::org::{Answer, *};
use twintrack::rules::{Finding, Judgement, Subject};

/// Ladder IC1..IC8 and M1..M6 with M1 = IC5 and M5 = IC8, default constants, anchors confirmed.
pub fn ladder() -> Ladder {
    let pay = [90e3, 110e3, 130e3, 155e3, 180e3, 210e3, 245e3, 280e3];
    let ic = (1..=8).map(|k| Rung {
        pay: Some((pay[k - 1] * 0.9, pay[k - 1] * 1.1)),
        ..Rung::named(&format!("IC{k}"), &format!("Engineer {k}"))
    });
    let titles = ["Lead", "Manager", "Director", "Senior director", "Vice president", "Chief"];
    let management = (1..=6).map(|k| Rung::named(&format!("M{k}"), titles[k - 1]));
    Ladder {
        name: "engineering".into(),
        tracks: vec![
            Track { kind: TrackKind::Ic, name: "IC".into(), entries: ic.collect() },
            Track { kind: TrackKind::Management, name: "Management".into(), entries: management.collect() },
        ],
        equivalences: [("M1", "IC5"), ("M5", "IC8")].map(equivalence).to_vec(),
        constants: Constants { anchors_confirmed: true, ..Constants::default() },
        ..Ladder::default()
    }
}

fn equivalence((entry, equals): (&str, &str)) -> Equivalence {
    Equivalence { entry: entry.into(), equals: equals.into(), stated: Stated::Explicit }
}

pub fn head() -> Head {
    Head {
        currency: "USD".into(),
        mode: Mode::People { purpose: String::new(), by: String::new(), date: None },
        ladders: vec![ladder()],
        ..Head::new("Test", AS_OF)
    }
}

/// The organisation that the words stand for.
pub fn org(input: &str) -> Org {
    let mut head = head();
    let rows: Vec<Vec<&str>> =
        input.split(';').map(|row| row.split_whitespace().collect()).filter(|row: &Vec<_>| !row.is_empty()).collect();
    for row in &rows {
        match row[0] {
            "ladder" => row[1..].iter().for_each(|word| set_ladder(&mut head.ladders[0], word)),
            "structure" => head.mode = Mode::StructureOnly { locked: false },
            "waive" => head.waivers.push(Waiver {
                rule: row[1].into(),
                subject: if row[2] == "-" { String::new() } else { row[2].into() },
                reason: "agreed".into(),
                by: "Ines".into(),
                date: Some(AS_OF),
                number: row.get(3).and_then(|n| n.parse().ok()),
                severity: row.get(4).copied().unwrap_or("").into(),
                answer: row.get(5).copied().unwrap_or("").into(),
            }),
            _ => {}
        }
    }
    let mut builder = Builder::new(head);
    for row in rows.iter().filter(|row| !["ladder", "structure", "waive"].contains(&row[0])) {
        add(&mut builder, row);
    }
    builder.finish().0
}

fn set_ladder(ladder: &mut Ladder, word: &str) {
    match word {
        "implied" => ladder.equivalences.iter_mut().for_each(|it| it.stated = Stated::Implied),
        "unplaced" => ladder.equivalences.clear(),
        "unconfirmed" => ladder.constants.anchors_confirmed = false,
        "contradicted" => ladder.equivalences.push(equivalence(("M2", "IC4"))),
        "only-ic" => ladder.tracks.truncate(1),
        "apex" => ladder.tracks[1].entries[5].apex = true,
        "bare" => ladder.tracks.iter_mut().flat_map(|track| &mut track.entries).for_each(|entry| entry.pay = None),
        _ if word.starts_with("seat=") => {
            let (rung, forum) = word["seat=".len()..].split_once(':').expect("a rung and a forum");
            entry_mut(ladder, rung).forums.push(forum.into());
        }
        _ if word.starts_with("full=") => {
            let entry = entry_mut(ladder, &word["full=".len()..]);
            entry.pay = Some((200e3, 240e3));
            entry.rights.push(right("D6"));
            entry.budgets.push(budget("b100000"));
        }
        _ => {
            let top = word.strip_prefix("top=").expect("a word for the ladder");
            let entries = &mut ladder.tracks[0].entries;
            let at = entries.iter().position(|entry| entry.code == top).expect("a rung of the ladder");
            entries[at + 1..].iter_mut().for_each(|entry| entry.open = false);
        }
    }
}

fn entry_mut<'a>(ladder: &'a mut Ladder, code: &str) -> &'a mut Rung {
    let mut entries = ladder.tracks.iter_mut().flat_map(|track| &mut track.entries);
    entries.find(|entry| entry.code == code).expect("a rung of the ladder")
}

fn add(builder: &mut Builder, words: &[&str]) {
    let (key, rung) = (words[0], words[1]);
    let mut details = Details::default();
    let mut row = Row { key, name: key, ..Row::default() };
    let (mut source, mut team, mut step, mut from) = (SeatSource::Given, 0, None, None);
    let mut domain = "";
    let blank = || RoleChange {
        date: None,
        title: String::new(),
        rung: rung.into(),
        reason: None,
        rise: None,
        note: String::new(),
    };
    for word in &words[2..] {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        let (first, second) = value.split_once(':').unwrap_or((value, ""));
        match name {
            "under" => row.manager = value,
            "name" => row.name = value,
            "ended" => row.end = Some(day(value)),
            "team" => team = value.parse().expect("a number"),
            "since" => step.get_or_insert_with(blank).date = Some(day(value)),
            "started" => row.start = Some(day(value)),
            "left" => row.end = Some(AS_OF.yesterday().expect("an ordinary day")),
            "reason" => {
                let step = step.get_or_insert_with(blank);
                step.reason = Some(match first {
                    "retention" => Reason::Retention,
                    "offer" => Reason::CounterOffer { rival_title: "Director".into() },
                    _ => Reason::Performance,
                });
                step.rise = second.parse().ok();
            }
            "from" => from = Some(RoleChange { rung: value.into(), ..blank() }),
            "prefers" => {
                let answer = match first {
                    "lead" => Answer::Lead,
                    "craft" => Answer::Craft,
                    "projects" => Answer::Projects,
                    "undecided" => Answer::Undecided,
                    _ => Answer::NotAsked,
                };
                let date = (!second.is_empty()).then(|| day(second));
                details.preference = Some(Preference { answer, date, asked_by: Default::default() });
            }
            "title" => row.title = value,
            "craft" => details.craft = value.into(),
            "domain" => domain = value,
            "answers" => {
                details.accountability = Some(match value {
                    "craft" => Accountability::Craft,
                    "people" => Accountability::People,
                    _ => Accountability::Money,
                });
            }
            "practice" => details.management.push(ManagementEvidence {
                practice: Practice::Mentoring,
                note: String::new(),
                date: None,
            }),
            "signs" => details.approvals.push(Approval {
                text: "papers".into(),
                domain: String::new(),
                count: first.parse().expect("a number"),
                used: (!second.is_empty()).then_some(second == "used"),
                date: None,
            }),
            "pay" => {
                let amount = value.parse().expect("an amount");
                row.pay = Pay { low: amount, high: amount, ..Pay::NONE };
            }
            "forum" => details.forums.push(value.into()),
            "authority" => details.stated_authority = value.parse().ok(),
            "suggested" => source = SeatSource::Suggested,
            "vacancy" => row.kind = Kind::Vacancy,
            "bot" => row.kind = Kind::Bot,
            "rights" => details.rights = Some(Vec::new()),
            "budgets" => details.budgets = Some(Vec::new()),
            word if word.starts_with('+') => {
                let mut item = evidence(&word[1..]);
                item.domain = domain.into();
                details.evidence.push(item);
            }
            word if word.contains('b') => details.budgets.get_or_insert_default().push(budget(word)),
            word => details.rights.get_or_insert_default().push(right(word)),
        }
    }
    details.history.extend(from);
    details.history.extend(step);
    row.seat = builder.find_rung("", rung).map(|rung| Seat { rung, source });
    let person = builder.add(&row);
    builder.set_details(person, details);
    let seat = builder.find_rung("", "IC1").map(|rung| Seat { rung, source: SeatSource::Given });
    for n in 1..=team {
        builder.add(&Row { key: &format!("{key}.{n}"), manager: key, seat, ..Row::default() });
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub fn evidence(word: &str) -> Evidence {
    let parts: Vec<&str> = word.split(':').collect();
    let (kind, currency) = parts[0].split_once('/').unwrap_or((parts[0], ""));
    let part = |at: usize| parts.get(at).copied().filter(|part| !part.is_empty());
    Evidence {
        kind: kind.into(),
        amount: parts[1].parse().expect("an amount"),
        provenance: match part(2).unwrap_or("audited") {
            "audited" => Provenance::Audited,
            "measured" => Provenance::Measured,
            "asserted" => Provenance::Asserted,
            _ => Provenance::Anecdotal,
        },
        share: part(3).map_or(1.0, |share| share.parse().expect("a share")),
        period: part(5).map(|period| {
            let (from, to) = period.split_once("..").expect("two days");
            Period { from: day(from), to: Some(to).filter(|to| !to.is_empty()).map(day) }
        }),
        particulars: Particulars {
            source: part(4).unwrap_or("").into(),
            currency: currency.into(),
            ..Particulars::default()
        }
        .into(),
    }
}

fn right(word: &str) -> Right {
    let bare = word.strip_prefix("off").unwrap_or(word);
    let role = match &bare[..1] {
        "D" => Role::Decide,
        "A" => Role::Agree,
        "R" => Role::Recommend,
        _ => Role::Input,
    };
    let technical = !word.starts_with("off");
    Right { text: word.into(), domain: Default::default(), at: bare[1..].parse().ok(), role, technical }
}

pub fn budget(word: &str) -> Budget {
    let bare = word.strip_prefix("off").unwrap_or(word);
    let limit = bare[1..].parse().expect("a limit");
    Budget { domain: String::new(), limit, currency: String::new(), technical: !word.starts_with("off") }
}

/// The findings of one rule: `answer[/severity] subject[ number]`, with `; ` between them.
pub fn found(org: &Org, rule: &str) -> String {
    let judgement = Judgement::of(org);
    let of_rule = judgement.findings.iter().filter(|finding| finding.rule.id == rule);
    of_rule.map(|finding| line(org, finding)).collect::<Vec<_>>().join("; ")
}

/// All findings, a line each.
pub fn found_all(org: &Org) -> Vec<String> {
    let judgement = Judgement::of(org);
    judgement.findings.iter().map(|finding| format!("{} {}", finding.rule.id, line(org, finding))).collect()
}

fn line(org: &Org, finding: &Finding) -> String {
    let severity = match finding.severity.id() {
        "" => String::new(),
        severity => format!("/{severity}"),
    };
    let subject = match finding.subject {
        Subject::Organisation => "organisation".into(),
        subject => twintrack::rules::waiver_subject(org, subject),
    };
    let number = finding.numbers.first().map_or(String::new(), |(_, number)| {
        format!(" {}", format!("{number:.4}").trim_end_matches('0').trim_end_matches('.'))
    });
    let waived = if finding.waived.is_some() { " waived" } else { "" };
    let lapsed = if finding.lapsed.is_some() { " lapsed" } else { "" };
    format!("{}{severity} {subject}{number}{waived}{lapsed}", finding.answer.id())
}

/// The organisation of METHOD.md section 9; `money` is the provenance of the 48M.
pub fn section_9(money: &str) -> Org {
    org(&format!(
        "alex M3 under=vp +money:48e6:{money} +systems:5:measured +incidents:6:anecdotal D3 offD6.5 b10000 \
           reason=retention:28000 prefers=not-asked;
         mason M3 under=vp +growth:0.48:asserted +nominations:9:measured offD6 b25000 reason=retention team=2 \
           prefers=craft:2026-06-01;
         chief IC8 under=vp +growth:0.48:asserted +nominations:9:measured D8 b2e6 prefers=craft:2026-06-01;
         vp M5 A7 offD8 b2e6;
         junior IC2 under=alex +reviews:30:measured +incidents:1:measured rights b0"
    ))
}
