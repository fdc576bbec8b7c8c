//! A model of a person at work: random commands, one after another, against the update function alone, in the bundled
//! and in random organisations, with plans, in and out of meetings. After each command the window is checked against what
//! must hold whatever was done: nothing private is seen in a meeting, an undo restores, and what is saved opens again.

use crate::app::Document;
use crate::app::command::Command;
use crate::app::state::State;
use crate::app::state::canvas::tree::TreeCommand;
use crate::app::state::document::Source;
use crate::app::state::document::plans::PlanCommand;
use crate::app::state::meeting::MeetingCommand;
use crate::app::state::page::Page;
use crate::app::state::settings::Settings;
use crate::app::state::table::TableCommand;
use crate::app::state::veil::Veil;
use crate::app::update::dispatch::dispatch;
use crate::app::update::document::opening::take;
use crate::app::update::poll::poll;
use crate::edit::{Edit, NewPerson, remove};
use crate::io::native::{Notation, write_checked};
use crate::io::{self, Opened, Progress};
use crate::org::{
    Answer, Budget, Kind, Line, Org, Pay, PersonId, Preference, Right, Role, RungId, Seat, SeatSource, TextField,
};
use crate::plan::{Handover, Side, Target};
use crate::scene::Point;
use eframe::egui;
use std::path::PathBuf;
use std::time::Duration;

const TODAY: jiff::civil::Date = jiff::civil::date(2026, 9, 30);

/// Amounts that occur nowhere else, so that they are known wherever they are seen.
const PRIVATE: f64 = 7_319_913.0;

/// Somebody who commands at random, and what they did.
struct Worker {
    draw: fastrand::Rng,
    ctx: egui::Context,
    state: State,
    /// The last commands, for the message of a failure.
    done: Vec<String>,
}

fn read(text: &[u8], name: &str) -> Opened {
    io::read(text, name, TODAY, &Progress::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn written(document: &Document, notation: Notation) -> String {
    let mut out = Vec::new();
    let written = write_checked(document.baseline(), &document.scenarios, &document.unread, notation, &mut out);
    written.unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(out).unwrap_or_else(|error| panic!("{error}"))
}

impl Worker {
    fn new(seed: u64, opened: Opened) -> Self {
        let ctx = egui::Context::default();
        let mut state = State::new(Settings { less_motion: true, ..Settings::default() });
        take(&mut state, Document::new(Source::File(PathBuf::from("/nowhere/work.org.ron")), opened));
        let mut worker = Self { draw: fastrand::Rng::with_seed(seed), ctx, state, done: Vec::new() };
        worker.command(Command::Resized(900.0, 700.0));
        worker.rest();
        worker
    }

    fn document(&self) -> &Document {
        self.state.session.document.as_ref().expect("no command closes the file")
    }

    fn org(&self) -> &Org {
        &self.document().snapshot.org
    }

    fn command(&mut self, command: Command) {
        let said = format!("{command:?}");
        self.done.push(said.chars().take(200).collect());
        dispatch(&mut self.state, command, &self.ctx);
        poll(&mut self.state, &self.ctx);
        self.look();
    }

    /// Waits for what is under way.
    fn rest(&mut self) {
        poll(&mut self.state, &self.ctx);
        while self.state.work.is_some()
            || self.state.session.saving.is_some()
            || self.state.session.refreshing.is_some()
            || self.state.session.look.is_making()
        {
            std::thread::sleep(Duration::from_millis(1));
            poll(&mut self.state, &self.ctx);
        }
        self.look();
    }

    /// In a meeting nothing private is in what is seen, nor in what is said.
    fn look(&self) {
        match self.state.veil() {
            Some(Veil::Meeting { .. }) => {}
            Some(Veil::Names) => return self.look_for_names(),
            None => return,
        }
        let told = |text: &str| text.replace([',', ' ', '.', '\u{a0}', '\u{202f}'], "").contains("7319913");
        if let Some(toast) = &self.state.toast {
            assert!(!told(&toast.words), "a message tells pay: {:?}", self.last());
        }
        if let Some((what, hint)) = &self.state.alert {
            assert!(!told(what) && !told(hint), "a message tells pay: {:?}", self.last());
        }
        if let Some(compared) = self.state.compared() {
            assert!(compared.sides.iter().all(|side| side.org.is_redacted()), "{:?}", self.last());
        }
        let Some(seen) = self.state.seen() else { return };
        let org = &seen.snapshot.org;
        assert!(org.is_redacted() && !self.state.shows_people(), "{:?}", self.last());
        for person in org.people() {
            let details = org.details(person);
            let is_clean = details.evidence.is_empty() && details.notes.is_empty() && details.preference.is_none();
            assert!(!org.pay(person).is_recorded() && is_clean && details.unknown.is_empty(), "{:?}", self.last());
        }
        assert!(
            seen.snapshot.judgement.findings.iter().all(|finding| !finding.rule.reads_evidence),
            "{:?}",
            self.last()
        );
    }

    /// While no one is named, nobody is in what is seen, nor in what is said. People are called `Person 12`.
    fn look_for_names(&self) {
        let names = |text: &str| text.contains("Person ");
        if let Some(toast) = &self.state.toast {
            assert!(!names(&toast.words), "{}: {:?}", toast.words, self.last());
        }
        if let Some((what, hint)) = &self.state.alert {
            assert!(!names(what) && !names(hint), "{what}: {:?}", self.last());
        }
        let Some(seen) = self.state.seen() else { return };
        let text = whole(&seen.snapshot.org);
        assert!(!names(&text) && !text.contains("a note"), "{text}\n{:?}", self.last());
        if let Some(compared) = &self.state.session.compared {
            assert!(compared.sides.iter().all(|side| !names(&whole(&side.org))), "{:?}", self.last());
        }
    }

    fn last(&self) -> &[String] {
        &self.done[self.done.len().saturating_sub(12)..]
    }

    fn anybody(&mut self) -> Option<PersonId> {
        let people: Vec<PersonId> = self.org().people().collect();
        self.draw.choice(people)
    }

    fn any_rung(&mut self) -> RungId {
        let rungs: Vec<RungId> = self.org().rungs().collect();
        self.draw.choice(rungs).unwrap_or(RungId(0))
    }

    fn words(&mut self) -> String {
        const WORDS: [&str; 9] = [
            "",
            "Staff engineer",
            "\"quoted\" \\ and more",
            "), (id: \"ghost\"",
            "line\nbreak",
            "// no comment",
            "\u{202e}desrever",
            "'",
            "é\u{301} 漢字",
        ];
        self.draw.choice(WORDS).unwrap_or_default().to_owned()
    }

    fn any_edit(&mut self) -> Option<Edit> {
        let person = self.anybody()?;
        let other = self.anybody()?;
        let (rung, words) = (self.any_rung(), self.words());
        let amount = if self.draw.bool() { PRIVATE } else { f64::from(self.draw.u32(0..200_000)) };
        let mut details = self.org().details(person).clone();
        Some(match self.draw.u8(0..18) {
            0 => Edit::MoveToSeat { person, seat: Some(Seat { rung, source: SeatSource::Given }) },
            1 => Edit::MoveToSeat { person, seat: None },
            2 => Edit::SetManager { person, manager: Some(other) },
            3 => Edit::SetManager { person, manager: None },
            4 => Edit::SetLines { person, line: Line::Dotted, above: vec![other] },
            5 => Edit::SetLines { person, line: Line::Assistant, above: Vec::new() },
            6 => Edit::SetText { person, field: TextField::ALL[self.draw.usize(0..5)], text: words },
            7 => Edit::SetPay { person, pay: Pay { low: amount, high: amount, ..Pay::NONE }, currency: words },
            8 => {
                let right =
                    Right { text: words.into(), domain: "".into(), at: None, role: Role::Agree, technical: true };
                Edit::SetRights { person, rights: Some(vec![right]) }
            }
            9 => {
                let budget = Budget { domain: words, limit: 7000.0, currency: String::new(), technical: true };
                Edit::SetBudgets { person, budgets: self.draw.bool().then(|| vec![budget]) }
            }
            10 => {
                details.notes.push(format!("{words} {PRIVATE}"));
                details.preference = Some(Preference { answer: Answer::Craft, date: None, asked_by: "Ann".into() });
                Edit::SetDetails { person, details: Box::new(details) }
            }
            11 => Edit::SetOrder { person, order: self.draw.bool().then_some(amount) },
            12 => Edit::AddPerson(Box::new(NewPerson {
                key: words.clone(),
                name: words,
                manager: Some(other),
                pay: Pay { low: PRIVATE, high: PRIVATE, ..Pay::NONE },
                ..NewPerson::default()
            })),
            13 => remove(self.org(), person),
            14 => Edit::SetKey { person, key: format!("{words}{}", self.draw.u32(0..50)) },
            15 => Edit::SetOpen { rung, open: self.draw.bool() },
            16 => Edit::SetKind { person, kind: if self.draw.bool() { Kind::Vacancy } else { Kind::Person } },
            _ => Edit::SetDates { person, start: Some(TODAY), end: self.draw.bool().then_some(TODAY) },
        })
    }

    fn any_command(&mut self) -> Option<Command> {
        let (person, other) = (self.anybody(), self.anybody());
        let (x, y) = (self.draw.f64() * 900.0, self.draw.f64() * 700.0);
        let point = Point { x, y };
        let plans = self.document().scenarios.len();
        let plan = self.draw.usize(0..plans + 1);
        Some(match self.draw.u8(0..44) {
            0..=9 => Command::Make("An edit".to_owned(), Box::new(self.any_edit()?)),
            10..=12 => Command::Undo,
            13 => Command::Redo,
            14 => Command::GoTo(self.draw.usize(0..6)),
            15 => Command::Select(person),
            16 => Command::Also(person?),
            17 => Command::SelectAll([person, other].into_iter().flatten().collect()),
            18 => Command::Plan((plan < plans).then_some(plan)),
            19 if plans < 5 => Command::Plans(PlanCommand::New),
            20 if plans > 0 && plans < 5 => Command::Plans(PlanCommand::Copy(plan.min(plans - 1))),
            21 if plans > 0 => Command::Plans(PlanCommand::Name(plan.min(plans - 1), self.words())),
            22 if plans > 0 => Command::Plans(PlanCommand::Delete(plan.min(plans - 1))),
            23 if plans > 0 => Command::Plans(PlanCommand::Baseline(plan.min(plans - 1))),
            24 => Command::RestorePlan,
            25 => Command::OnePath(self.draw.bool()),
            26 => Command::Meeting(MeetingCommand::Turn),
            27 => Command::Meeting(MeetingCommand::Leave(self.draw.bool())),
            28 => Command::Meeting(MeetingCommand::Names(self.draw.bool())),
            29 => Command::HidePeople(self.draw.bool()),
            30 => Command::PickUp(person?, point),
            31 => Command::Carry(point),
            32 => Command::Drop { unasked: self.draw.bool() },
            33 => Command::Nudge(self.draw.i32(-2..3), self.draw.i32(-2..3)),
            34 => Command::Send(vec![person?], self.any_target()?),
            35 => Command::Agree,
            36 => Command::PutBack,
            37 => Command::HandOver(Handover::default()),
            38 => Command::Turn(*self.draw.choice(&PAGES)?),
            39 => Command::Tree(if self.draw.bool() { TreeCommand::ExpandAll } else { TreeCommand::Turn(person?) }),
            40 => Command::Table(if self.draw.bool() { TableCommand::All } else { TableCommand::Clear }),
            41 => Command::Try("A trial".to_owned(), Box::new(self.any_edit()?)),
            42 => {
                if self.draw.bool() {
                    Command::DoTried
                } else {
                    Command::EndTrial
                }
            }
            43 => Command::KeepAsPlan("A thought".to_owned(), Box::new(self.any_edit()?)),
            _ => Command::Weigh([Side::Person(person?), Side::Rung(self.any_rung())]),
        })
    }

    fn any_target(&mut self) -> Option<Target> {
        Some(match self.draw.u8(0..3) {
            0 => Target::Rung(self.any_rung()),
            1 => Target::Manager(self.anybody()?),
            _ => Target::Beside { sibling: self.anybody()?, behind: self.draw.bool() },
        })
    }

    /// Takes the last edit back and makes it again: the organisation is as it was before, and as it was after.
    fn there_and_back(&mut self) {
        // A turn to another plan that is still under way would show another organisation in between, and what is recorded
        // of people while a plan is shown goes to the baseline.
        self.rest();
        let is_elsewhere = self.document().snapshot.scenario.is_some();
        if self.state.veil().is_some() || self.state.session.drag.is_some() || is_elsewhere {
            return;
        }
        let Some(edit) = self.any_edit() else { return };
        let seen = |worker: &Self| whole(worker.org());
        let (before, made) = (seen(self), self.state.session.edits.made(self.document()));
        self.command(Command::Make("There and back".to_owned(), Box::new(edit)));
        let after = seen(self);
        if self.state.session.edits.made(self.document()) != made + 1 {
            return;
        }
        self.command(Command::Undo);
        self.same(&seen(self), &before);
        self.command(Command::Redo);
        self.same(&seen(self), &after);
    }

    /// Tells of the first line that differs alone.
    fn same(&self, found: &str, expected: &str) {
        for (found, expected) in found.lines().zip(expected.lines()) {
            assert_eq!(found, expected, "{:#?}", self.last());
        }
        assert_eq!(found.len(), expected.len(), "{:#?}", self.last());
    }

    /// What is saved now opens as what is there now.
    fn save(&mut self) {
        self.rest();
        let document = self.document();
        for (notation, name) in [(Notation::Ron, "a.org.ron"), (Notation::Json, "a.json")] {
            let text = written(document, notation);
            let again = read(text.as_bytes(), name);
            assert_eq!(again.scenarios, *document.scenarios, "{:#?}", self.last());
            let second = written(&Document::new(Source::New, again), notation);
            self.same(&second, &text);
        }
        // Every step of a plan that applies now still does so, and a plan leaves nothing out that was just recorded.
        for plan in document.scenarios.iter() {
            let (mut one, mut other) = (document.baseline().as_ref().clone(), document.baseline().as_ref().clone());
            let (back, left_out) = plan.apply(&mut one);
            back.apply(&mut one).unwrap_or_else(|error| panic!("{error}"));
            self.same(&whole(&one), &whole(&other));
            assert_eq!(plan.apply(&mut other).1, left_out);
        }
    }
}

const PAGES: [Page; 9] = [
    Page::Tracks,
    Page::Tree,
    Page::Table,
    Page::Matrix,
    Page::Ladder,
    Page::Weigh,
    Page::Indices,
    Page::Changes,
    Page::Question,
];

/// The organisation as its file.
fn whole(org: &Org) -> String {
    let mut out = Vec::new();
    write_checked(org, &[], &[], Notation::Ron, &mut out).unwrap_or_else(|error| panic!("{error}"));
    String::from_utf8(out).unwrap_or_default()
}

fn at_work(seed: u64, opened: Opened, commands: usize) {
    let mut worker = Worker::new(seed, opened);
    for at in 0..commands {
        if let Some(command) = worker.any_command() {
            worker.command(command);
        }
        match at % 50 {
            7 | 21 | 33 => worker.there_and_back(),
            13 | 39 => worker.rest(),
            49 => worker.save(),
            _ => {}
        }
    }
}

/// Number of commands of one person.
fn commands() -> usize {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse::<usize>().ok())
        .map_or(600, |cases| cases.max(600))
}

#[test]
fn a_person_at_work_in_the_bundled_organisation() {
    at_work(1, read(crate::BUNDLED, crate::BUNDLED_NAME), commands());
}

#[test]
fn people_at_work_in_organisations_that_do_not_exist() {
    for seed in 2..5 {
        at_work(seed, read(made_up(seed).as_bytes(), "a.org.ron"), commands() / 3);
    }
}

#[test]
fn people_at_work_in_the_record_of_a_repository_that_names_nobody() {
    for seed in 5..8 {
        let text =
            made_up(seed).replace("mode: people(purpose: \"x\", by: \"y\")", "mode: structure_only, unnamed: true");
        assert!(text.contains("unnamed"));
        at_work(seed, read(text.as_bytes(), "a.org.ron"), commands() / 3);
    }
}

/// A file of some people below each other, on two tracks.
fn made_up(seed: u64) -> String {
    let mut draw = fastrand::Rng::with_seed(seed);
    let codes = ["A1", "A2", "A3", "A4", "M1", "M2"];
    let entries =
        |codes: &[&str]| codes.iter().map(|code| format!("(code: \"{code}\")")).collect::<Vec<_>>().join(", ");
    let mut people = String::new();
    for at in 0..25 {
        let manager = if at == 0 { String::new() } else { format!(", manager: \"p{}\"", draw.u32(0..at)) };
        let seat = draw.choice(codes).unwrap_or("A1");
        let pay = draw.u32(50_000..200_000);
        people.push_str(&format!(
            "(id: \"p{at}\", name: \"Person {at}\", seat: \"{seat}\"{manager}, pay: {pay}, evidence: [(kind: \"systems\", \
             amount: {}, provenance: measured)], notes: [\"a note\"]),\n",
            draw.u32(1..40)
        ));
    }
    format!(
        "(twintrack: 1, as_of: \"2026-09-30\", mode: people(purpose: \"x\", by: \"y\"), ladders: [(name: \"L\", tracks: [(kind: ic, \
         entries: [{}]), (kind: management, entries: [{}])], equivalences: [(entry: \"M1\", equals: \"A3\")])], people: [{people}])",
        entries(&codes[..4]),
        entries(&codes[4..])
    )
}

/// Ladders and lines as no organisation should have them: codes twice and empty, loops, posts of one person, slips.
#[test]
fn a_person_at_work_in_a_file_of_slips() {
    let text = r#"(twintrack: 1, as_of: "2026-09-30", mode: people(purpose: "x", by: "y"), currency: "EUR", ladders: [
        (name: "L", tracks: [(kind: ic, entries: [(code: "A"), (code: "B"), (code: ""), (code: "A")]), (kind: management, entries: [(code: "B"), (code: "M")])]),
        (name: "L", tracks: [(kind: ic, entries: [(code: "A")])]), (name: "", tracks: [(kind: ic, entries: [(code: "Z")])])],
        people: [(id: "a", name: "Ann", manager: "b", seat: "A", pay: 7319913, notes: ["x"], shoe: 44), (id: "b", manager: "a", seat: "M"),
        (id: "c", name: "Cy", seat: "B", dotted: ["a", "gone"], fte: 1e39), (id: "c", name: "Cy", manager: "gone"), (name: "Nameless"),
        (id: "d" seat: "A"), (id: "e, name: "E")
        , (id: "f", seat: "Q", manager: "f")], x: 1 2)"#;
    at_work(9, read(text.as_bytes(), "a.org.ron"), commands());
}
