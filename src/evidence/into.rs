//! Repositories as evidence for the people of an organisation: who of a history is who of the file, and the lines that
//! follow, as edits. A person is found by the accounts and addresses recorded in the file, then by id or full name through
//! the matcher of the import; what is decided by hand comes first, and is kept in the file as `accounts` and
//! `not_accounts`. Taken again, a repository replaces its own lines only.

use super::claim::{Claim, plain};
use super::history::History;
use super::identity::Person;
use super::left_out::LeftOut;
use super::organisation::{ACTIVITY, OrganisationOptions, activity_kind, lines, source};
use super::recorded::{ACCOUNTS, NOT_ACCOUNTS, recorded, with_words};
use super::repository::Repository;
use crate::edit::Edit;
use crate::org::{Constants, Evidence, Org, PersonId};
use crate::plan::Matcher;
use std::collections::{BTreeMap, BTreeSet};

/// A repository that was read.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name that its lines carry.
    pub name: String,
    /// Its history up to the date of the organisation.
    pub history: History,
}

/// What is decided by hand about one account or address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is this person's.
    Is(PersonId),
    /// It is not this person's, and nobody's else unless a rule says so.
    IsNot(PersonId),
}

/// Decisions by account and address, in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByHand(pub BTreeMap<String, Decision>);

impl ByHand {
    /// Decides about one account or address.
    pub fn decide(&mut self, alias: &str, decision: Decision) {
        self.0.insert(plain(alias), decision);
    }

    /// Takes back what was decided about one.
    pub fn leave(&mut self, alias: &str) {
        self.0.remove(&plain(alias));
    }

    /// The decision about one.
    pub fn of(&self, alias: &str) -> Option<Decision> {
        self.0.get(&plain(alias)).copied()
    }
}

/// Reason that a contributor is a person of the organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// Decided by hand, just now.
    Hand,
    /// An account or address in the file.
    Record,
    /// Id or full name.
    Name,
}

/// Somebody in the history of a repository who is active, holds a right or is an author.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributor {
    /// Index of the repository.
    pub repository: usize,
    /// Name as they sign; an account where there is no name.
    pub name: String,
    /// Accounts and addresses, in order; a name where an address is shared by many.
    pub aliases: Vec<String>,
    /// Who it is, and why.
    pub person: Option<(PersonId, MatchedBy)>,
    /// Commits in the twelve months; for the order only.
    pub commits: u32,
}

/// What repositories would add to an organisation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gathered {
    /// Everybody who was found: those without a match first, each part by commits.
    pub contributors: Vec<Contributor>,
    /// The change, to be made as one step.
    pub edits: Vec<Edit>,
    /// Lines that it holds.
    pub added: usize,
    /// People who get a line.
    pub people: usize,
    /// Lines of these repositories that it replaces.
    pub replaced: usize,
    /// Kinds of evidence that ladders do not have yet: name of the ladder, name of the kind.
    pub kinds: Vec<(String, &'static str)>,
    /// Objections to lines that are no longer there.
    pub objections: usize,
}

/// What repositories would add to an organisation. Repositories are known by their names, each of which stands once.
pub fn gather(org: &Org, sources: &[Source], by_hand: &ByHand, left_out: &LeftOut) -> Gathered {
    let mut gathered = Gathered::default();
    let claims = claims(org, by_hand);
    let matcher = Matcher::of(org, |person| org.is_judged(person));
    let mut of_people: BTreeMap<PersonId, Vec<Evidence>> = BTreeMap::new();
    for (of, at) in sources.iter().zip(0..) {
        let repository = Matching { org, matcher: &matcher, claims: &claims, by_hand, left_out }.of(of);
        let mut lines = lines(&repository, &OrganisationOptions::default());
        let rights = repository.rights();
        for (person, number) in repository.identities.people.iter().zip(0..) {
            if lines[number].is_empty() && rights[number].is_none() {
                continue;
            }
            let who = person.claim.map(PersonId);
            let aliases = aliases(person);
            let by = |who: PersonId| {
                let is_by_hand = aliases.iter().any(|it| by_hand.of(it) == Some(Decision::Is(who)));
                let is_recorded = aliases.iter().any(|it| claims[who.at()].is.iter().any(|known| plain(known) == *it));
                match (is_by_hand, is_recorded) {
                    (true, _) => MatchedBy::Hand,
                    (_, true) => MatchedBy::Record,
                    _ => MatchedBy::Name,
                }
            };
            if let Some(who) = who {
                let own = std::mem::take(&mut lines[number]).into_iter();
                of_people.entry(who).or_default().extend(own.map(|line| of_repository(line, &of.name)));
            }
            gathered.contributors.push(Contributor {
                repository: at,
                name: if person.name.is_empty() { person.key.clone() } else { person.name.clone() },
                person: who.map(|who| (who, by(who))),
                aliases,
                commits: repository.activity[number].commits_in_window,
            });
        }
    }
    gathered
        .contributors
        .sort_by(|a, b| (a.person.is_some(), b.commits, &a.name).cmp(&(b.person.is_some(), a.commits, &b.name)));
    gathered.make(org, sources, by_hand, of_people);
    gathered
}

/// The repository that an organisation was made from, judged anew with people joined and separated by hand, and the claims
/// that are to be kept. People of the organisation are known by their ids, which are accounts and addresses. Whoever nothing
/// is decided about stays with the accounts and addresses that the rules give them.
pub fn rejoin(org: &Org, source: &Source, by_hand: &ByHand, left_out: &LeftOut) -> (Repository, Vec<Claim>) {
    let judged =
        |claims: &[Claim]| Repository::claimed(&source.name, &source.history, Some(org.head.as_of), left_out, claims);
    let mut kept: Vec<Claim> = vec![Claim::default(); org.len()];
    org.people().for_each(|person| kept[person.at()] = recorded(org, person));
    let now = judged(&kept);
    if by_hand.0.is_empty() {
        return (now, kept);
    }
    let is_open = |alias: &String| by_hand.of(alias).is_none();
    for claim in &mut kept {
        claim.is.retain(is_open);
        claim.not.retain(is_open);
    }
    let mut claims = kept.clone();
    for it in &now.identities.people {
        let Some(person) = it.claim.map(PersonId).or_else(|| org.find(&it.key)) else { continue };
        claims[person.at()].is.extend(aliases(it).into_iter().filter(is_open));
    }
    for (alias, &decision) in &by_hand.0 {
        for all in [&mut claims, &mut kept] {
            match decision {
                Decision::Is(person) if org.has(person) => all[person.at()].is.push(alias.clone()),
                Decision::IsNot(person) if org.has(person) => all[person.at()].not.push(alias.clone()),
                _ => {}
            }
        }
    }
    // Of whom something is said by hand, the id is kept as well.
    for person in org.people().filter(|&person| is_open(&org.key(person).to_owned())) {
        let claim = &mut kept[person.at()];
        if !claim.is.is_empty() || !claim.not.is_empty() {
            claim.is.push(org.key(person).to_owned());
        }
    }
    (judged(&claims), kept)
}

/// What the records of an organisation say by hand of accounts and addresses, by id; in order.
pub fn said_by_hand(org: &Org) -> Vec<(String, Claim)> {
    let is_by_hand = |name: &str| name == ACCOUNTS || name == NOT_ACCOUNTS;
    let has = |&person: &PersonId| org.details(person).unknown.iter().any(|field| is_by_hand(&field.name));
    org.people().filter(has).map(|person| (org.key(person).to_owned(), recorded(org, person))).collect()
}

/// The part of a repository in a domain, so that two repositories do not share one.
fn of_repository(mut line: Evidence, name: &str) -> Evidence {
    if !line.domain.is_empty() {
        line.domain = format!("{name}: {}", line.domain);
    }
    line
}

/// Accounts and addresses of a person; the name where there are none.
fn aliases(person: &Person) -> Vec<String> {
    let aliases: Vec<String> = person.aliases().map(plain).collect();
    if aliases.is_empty() { vec![plain(&person.name)] } else { aliases }
}

/// For each person of the file what is recorded of them, under what is decided by hand.
fn claims(org: &Org, by_hand: &ByHand) -> Vec<Claim> {
    let mut claims = vec![Claim::default(); org.len()];
    for person in org.people().filter(|&person| org.is_judged(person)) {
        let mut claim = recorded(org, person);
        claim.is.retain(|alias| by_hand.of(alias).is_none());
        claim.not.retain(|alias| by_hand.of(alias).is_none());
        claims[person.at()] = claim;
    }
    for (alias, &decision) in &by_hand.0 {
        match decision {
            Decision::Is(person) if org.has(person) => claims[person.at()].is.push(alias.clone()),
            Decision::IsNot(person) if org.has(person) => claims[person.at()].not.push(alias.clone()),
            _ => {}
        }
    }
    claims
}

struct Matching<'a> {
    org: &'a Org,
    matcher: &'a Matcher<'a>,
    claims: &'a [Claim],
    by_hand: &'a ByHand,
    left_out: &'a LeftOut,
}

impl Matching<'_> {
    /// A repository whose claims are the people of the organisation: those recorded, and those that the matcher finds.
    fn of(&self, of: &Source) -> Repository {
        let judged = |claims: &[Claim]| {
            Repository::claimed(&of.name, &of.history, Some(self.org.head.as_of), self.left_out, claims)
        };
        let first = judged(self.claims);
        let mut claims = self.claims.to_vec();
        let mut is_found = false;
        for person in first.identities.people.iter().filter(|person| person.claim.is_none()) {
            let aliases = aliases(person);
            let Some(found) = self.find(person, &aliases) else { continue };
            let claim = &mut claims[found.at()];
            let is_open =
                |alias: &String| self.by_hand.of(alias).is_none() && !claim.not.iter().any(|not| plain(not) == *alias);
            let open: Vec<String> = aliases.into_iter().filter(is_open).collect();
            is_found |= !open.is_empty();
            claim.is.extend(open);
        }
        if is_found { judged(&claims) } else { first }
    }

    /// By account as id, by the front of an address as id, and by full name; the name has to agree.
    fn find(&self, person: &Person, aliases: &[String]) -> Option<PersonId> {
        let name = if person.name.trim().contains(' ') { person.name.as_str() } else { "" };
        let by_id = aliases.iter().find_map(|alias| {
            let whole = self.matcher.find(alias, name, false);
            // The front of an address alone says too little.
            let front = alias.split_once('@').filter(|_| !name.is_empty());
            whole.or_else(|| front.and_then(|(front, _)| self.matcher.find(front, name, false)))
        });
        by_id.or_else(|| self.matcher.find("", name, true).filter(|_| !name.is_empty()))
    }
}

impl Gathered {
    /// The edits, from the lines of each person.
    fn make(
        &mut self,
        org: &Org,
        sources: &[Source],
        by_hand: &ByHand,
        mut of_people: BTreeMap<PersonId, Vec<Evidence>>,
    ) {
        let own: BTreeSet<String> = sources.iter().map(|of| source(&of.name)).collect();
        let mut missing: BTreeSet<(u16, &'static str)> = BTreeSet::new();
        for person in org.people() {
            let before = org.details(person);
            let mut lines = of_people.remove(&person).unwrap_or_default();
            match org.seat(person) {
                Some(seat) => {
                    let kinds = &org.ladder(seat.rung).constants.kinds;
                    for name in ["systems", ACTIVITY] {
                        let is_needed = lines.iter().any(|line| line.kind == name);
                        if is_needed && !kinds.iter().any(|kind| kind.name == name) {
                            missing.extend(ladder_of(org, seat.rung).map(|at| (at, name)));
                        }
                    }
                }
                // Without a seat there is no ladder that could hold a kind of its own.
                None => lines.retain(|line| line.kind != ACTIVITY),
            }
            let (gone, kept): (Vec<&Evidence>, Vec<&Evidence>) =
                before.evidence.iter().partition(|line| own.contains(&line.source));
            self.objections += carry_objections(&gone, &mut lines);
            self.replaced += gone.len();
            self.added += lines.len();
            self.people += usize::from(!lines.is_empty());
            let mut after = before.clone();
            after.evidence = kept.into_iter().cloned().chain(lines).collect();
            keep_decisions(&mut after, person, by_hand);
            if after != *before {
                self.edits.push(Edit::SetDetails { person, details: Box::new(after) });
            }
        }
        if missing.is_empty() {
            return;
        }
        let mut ladders = org.head.ladders.clone();
        for (at, name) in missing {
            let Some(ladder) = ladders.get_mut(usize::from(at)) else { continue };
            let usual = Constants::default().kinds.into_iter().find(|kind| kind.name == name);
            ladder.constants.kinds.push(usual.unwrap_or_else(activity_kind));
            self.kinds.push((ladder.name.clone(), name));
        }
        self.edits.insert(0, Edit::SetLadders(ladders));
    }
}

/// Index of the ladder of a rung.
fn ladder_of(org: &Org, rung: crate::org::RungId) -> Option<u16> {
    let own = org.ladder(rung);
    org.head.ladders.iter().position(|ladder| std::ptr::eq(ladder, own)).map(|at| at as u16)
}

/// Hands objections on to the line of the same kind and domain; the number of those that have none.
fn carry_objections(gone: &[&Evidence], lines: &mut [Evidence]) -> usize {
    let mut lost = 0;
    for old in gone {
        let Some(said) = old.disputed.clone() else { continue };
        match lines.iter_mut().find(|line| line.kind == old.kind && line.domain == old.domain) {
            Some(line) => line.disputed = Some(said),
            None => lost += 1,
        }
    }
    lost
}

/// Keeps what was decided by hand about a person in their record.
fn keep_decisions(details: &mut crate::org::Details, person: PersonId, by_hand: &ByHand) {
    let of = |wanted: Decision| {
        by_hand.0.iter().filter(move |(_, decision)| **decision == wanted).map(|(alias, _)| alias.as_str())
    };
    let (is, not): (Vec<&str>, Vec<&str>) = (of(Decision::Is(person)).collect(), of(Decision::IsNot(person)).collect());
    let others: Vec<&str> =
        by_hand.0.iter().filter(|(_, it)| **it != Decision::Is(person)).map(|(alias, _)| alias.as_str()).collect();
    with_words(details, ACCOUNTS, &is, &others);
    with_words(details, NOT_ACCOUNTS, &not, &is);
}

#[cfg(test)]
mod tests {
    use super::super::history::{Change, ChangeKind, Commit, Merge, Signature};
    use super::super::organisation::organisation;
    use super::*;
    use crate::org::{Builder, Details, Head, Ladder, Row, Rung, Seat, SeatSource, Track, TrackKind, Unknown};
    use jiff::civil::date;

    /// 2026-06-01.
    const JUNE: i64 = 1_780_272_000;

    /// Each signature adds one file of its own in June and changes it a day later.
    fn source_of(name: &str, signatures: &[&str]) -> Source {
        let mut history = History { time: JUNE + 86_400 * 9, ..History::default() };
        for (text, at) in signatures.iter().zip(0_u32..) {
            let (name, email) = text.split_once(" <").expect("name and address");
            history.signatures.push(Signature { name: name.into(), email: email.trim_end_matches('>').into() });
            history.paths.push(format!("src/{at}.rs"));
            history.living.push(at);
            for (kind, days) in [(ChangeKind::Added, 0), (ChangeKind::Changed, 1)] {
                let from = history.changes.len() as u32;
                history.changes.push(Change { path: at, kind });
                let time = JUNE + 86_400 * days;
                history.commits.push(Commit { author: at, time, files: 1, changes: (from, from + 1) });
            }
        }
        Source { name: name.to_owned(), history }
    }

    /// People as `id name` or `id name|field=text`, on one rung of a ladder without the kind `activity`.
    fn org(people: &[&str]) -> Org {
        let mut head = Head::new("Acme", date(2026, 9, 30));
        let entries = vec![Rung { grade: Some(5.0), ..Rung::named("IC5", "Staff") }];
        let track = Track { kind: TrackKind::Ic, name: "IC".to_owned(), entries };
        head.ladders.push(Ladder { name: "house".to_owned(), tracks: vec![track], ..Ladder::default() });
        let mut builder = Builder::new(head);
        let rung = builder.find_rung("house", "IC5").expect("a rung");
        for text in people {
            let (person, field) = text.split_once('|').unwrap_or((text, ""));
            let (key, name) = person.split_once(' ').expect("id and name");
            let seat = Some(Seat { rung, source: SeatSource::Mapped });
            let id = builder.add(&Row { key, name, seat, ..Row::default() });
            if let Some((name, text)) = field.split_once('=') {
                let field = Unknown { name: name.to_owned(), raw: crate::io::native::quote(text) };
                let mut details = Details::default();
                details.unknown.push(field);
                builder.set_details(id, details);
            }
        }
        builder.finish().0
    }

    /// Matches as `name=id by`, those without one as `name`.
    fn check(org: &Org, sources: &[Source], by_hand: &ByHand, expected: &[&str]) -> Gathered {
        let gathered = gather(org, sources, by_hand, &LeftOut::default());
        let told = |it: &Contributor| match it.person {
            Some((person, by)) => format!("{}={} {by:?}", it.name, org.key(person)),
            None => it.name.clone(),
        };
        assert_eq!(gathered.contributors.iter().map(told).collect::<Vec<_>>(), expected);
        gathered
    }

    fn applied(org: &Org, gathered: &Gathered) -> Org {
        let mut after = org.clone();
        Edit::All(gathered.edits.clone()).apply(&mut after).expect("it applies");
        after
    }

    #[test]
    fn people_are_matched_by_address_account_id_and_full_name_and_nobody_is_guessed() {
        let org = org(&[
            "1 Ann Lee|Work email=Ann.Lee@acme.com",
            "2 Bo Li|GitHub=https://github.com/bolli",
            "cyd Cy Doe",
            "4 Di Ray",
            "5 Ed Fox",
            "6 Ed Fox",
            "7 Flo Ba|manager_email=gi@x.org",
        ]);
        let sources = [source_of(
            "engine",
            &[
                "A <ann.lee@acme.com>",
                "Bo <9+bolli@users.noreply.github.com>",
                "Cy Doe <cyd@home.org>",
                "Di Ray <di@x.org>",
                "Ed Fox <ed@x.org>",
                "Gi <gi@x.org>",
            ],
        )];
        let gathered = check(
            &org,
            &sources,
            &ByHand::default(),
            &["Ed Fox", "Gi", "A=1 Record", "Bo=2 Record", "Cy Doe=cyd Name", "Di Ray=4 Name"],
        );
        assert_eq!((gathered.people, gathered.added, gathered.replaced), (4, 8, 0));
        assert_eq!(gathered.kinds, [("house".to_owned(), "activity")]);
        let after = applied(&org, &gathered);
        let ann = after.find("1").expect("somebody");
        let lines: Vec<_> = after.evidence(ann).map(|it| (it.kind.as_str(), it.source.as_str())).collect();
        assert_eq!(lines, [("systems", "git engine"), ("activity", "git engine")]);
        assert!(after.evidence(after.find("5").expect("somebody")).next().is_none());
    }

    #[test]
    fn joined_by_hand_everybody_else_stays_with_what_the_rules_gave_them() {
        // Ann's account is known from merges alone, and both sides of her are one by it.
        let mut of =
            source_of("engine", &["Ann Lee <a@x.org>", "Bo Li <b@x.org>", "Old Bo <old@y.org>", "annl <l@z.org>"]);
        of.history.merges =
            vec![Merge { handle: "annl".into(), author: 0 }, Merge { handle: "annl".into(), author: 0 }];
        let first = Repository::of(&of.name, &of.history, None, &LeftOut::default());
        let org = organisation(&first, &OrganisationOptions::default());
        let told = |repository: &Repository| {
            let people = repository.identities.people.iter();
            people.map(|it| format!("{}: {}", it.key, it.emails.join(" "))).collect::<Vec<_>>()
        };
        let before = ["annl: a@x.org l@z.org", "b@x.org: b@x.org", "old@y.org: old@y.org"];
        assert_eq!(told(&first), before);
        let (same, _) = rejoin(&org, &of, &ByHand::default(), &LeftOut::default());
        assert_eq!(told(&same), before);
        let mut by_hand = ByHand::default();
        by_hand.decide("old@y.org", Decision::Is(org.find("b@x.org").expect("somebody")));
        let (joined, kept) = rejoin(&org, &of, &by_hand, &LeftOut::default());
        assert_eq!(told(&joined), ["annl: a@x.org l@z.org", "b@x.org: b@x.org old@y.org"]);
        let said: Vec<&Claim> = kept.iter().filter(|claim| **claim != Claim::default()).collect();
        assert_eq!(said.iter().map(|claim| claim.is.as_slice()).collect::<Vec<_>>(), [["old@y.org", "b@x.org"]]);
        // With whom the account of merges is, another address is joined as well.
        let mut by_hand = ByHand::default();
        by_hand.decide("old@y.org", Decision::Is(org.find("annl").expect("somebody")));
        let (joined, _) = rejoin(&org, &of, &by_hand, &LeftOut::default());
        assert_eq!(told(&joined), ["annl: a@x.org l@z.org old@y.org", "b@x.org: b@x.org"]);
    }

    #[test]
    fn taken_again_a_repository_replaces_its_own_lines_and_objections_stay() {
        let org = org(&["1 Ann Lee", "2 Bo Li"]);
        let first = check(
            &org,
            &[source_of("engine", &["Ann Lee <a@x.org>", "Bo Li <b@x.org>"]), source_of("web", &["Bo Li <b@x.org>"])],
            &ByHand::default(),
            &["Ann Lee=1 Name", "Bo Li=2 Name", "Bo Li=2 Name"],
        );
        assert_eq!((first.added, first.people), (6, 2));
        let mut once = applied(&org, &first);
        let (ann, bo) = (once.find("1").expect("somebody"), once.find("2").expect("somebody"));
        once.details_mut(bo).evidence[0].disputed = Some("not mine".to_owned());
        once.details_mut(ann).evidence[0].disputed = Some("all mine".to_owned());
        // Ann is no longer in it.
        let again = [source_of("engine", &["Bo Li <b@x.org>"])];
        let second = check(&once, &again, &ByHand::default(), &["Bo Li=2 Name"]);
        assert_eq!((second.added, second.replaced, second.objections), (2, 4, 1));
        let twice = applied(&once, &second);
        assert!(twice.evidence(ann).next().is_none());
        let sources: Vec<&str> = twice.evidence(bo).map(|it| it.source.as_str()).collect();
        assert_eq!(sources, ["git web", "git web", "git engine", "git engine"]);
        let disputed = twice.evidence(bo).filter_map(|it| it.disputed.as_deref());
        assert_eq!(disputed.collect::<Vec<_>>(), ["not mine"]);
        // The same again changes nothing.
        let third = gather(&twice, &again, &ByHand::default(), &LeftOut::default());
        assert!(third.edits.is_empty(), "{:?}", third.edits);
    }

    #[test]
    fn what_is_decided_by_hand_is_kept_in_the_file() {
        let org = org(&["1 Ann Lee", "2 Bo Li"]);
        let sources = [source_of("engine", &["Ann Lee <a@x.org>", "Ann Lee <ann@x.org>", "zed <z@y.org>"])];
        let mut by_hand = ByHand::default();
        let (ann, bo) = (org.find("1").expect("somebody"), org.find("2").expect("somebody"));
        // One address of two is somebody else's, and somebody unknown is Ann.
        by_hand.decide("ann@x.org", Decision::IsNot(ann));
        by_hand.decide("Z@y.org", Decision::Is(ann));
        let found = check(&org, &sources, &by_hand, &["Ann Lee", "Ann Lee=1 Hand"]);
        let after = applied(&org, &found);
        check(&after, &sources, &ByHand::default(), &["Ann Lee", "Ann Lee=1 Record"]);
        // Decided otherwise later, and taken away from who had it.
        let mut later = ByHand::default();
        later.decide("z@y.org", Decision::Is(bo));
        let found = check(&after, &sources, &later, &["Ann Lee", "Ann Lee=1 Name", "zed=2 Hand"]);
        let last = applied(&after, &found);
        assert_eq!(recorded(&last, bo).is, ["z@y.org"]);
        assert_eq!((recorded(&last, ann).is.len(), recorded(&last, ann).not), (0, vec!["ann@x.org".to_owned()]));
    }
}
