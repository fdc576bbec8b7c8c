//! Which names and addresses of a history are one person, and which of them an owner file means. Joined are, in this
//! order: equal addresses; the account inside a noreply address; the account that merges name for the branches of an
//! author; an author whose name is the account; a full name in one mail domain, and at a noreply address the same full name
//! anywhere. `.mailmap` has been applied before. Nobody is guessed between two. What is said by hand comes first: the
//! accounts and addresses of a claim are one person, and no rule joins two claims.

use super::claim::{Claim, Claimed};
use super::history::{History, Signature};
use super::left_out::LeftOut;
use super::owners::{Holder, Owners};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// A person of a repository.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Key, unique in the repository: account, else address, else name.
    pub key: String,
    /// Name that most of their commits have; empty where only an account is known.
    pub name: String,
    /// Accounts, in order.
    pub handles: Vec<String>,
    /// Addresses, in order.
    pub emails: Vec<String>,
    /// True where at least one commit is theirs.
    pub is_author: bool,
    /// The claim that they are; an index into the claims given.
    pub claim: Option<u32>,
}

impl Person {
    /// Accounts and addresses, in order.
    pub fn aliases(&self) -> impl Iterator<Item = &str> {
        self.handles.iter().chain(&self.emails).map(String::as_str)
    }
}

/// A holder of a right who is nobody in the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unjoined {
    /// Index into [`Owners::holders`].
    pub holder: u32,
    /// True for a team whose members are not in the tree.
    pub is_team: bool,
}

/// Everybody in a repository, and who each name means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identities {
    /// People by key; programs that commit are not among them.
    pub people: Vec<Person>,
    /// For each signature of the history the person; `None` for a program.
    pub of_signature: Vec<Option<u32>>,
    /// For each holder of the owner files the person; `None` for a team and for a program.
    pub of_holder: Vec<Option<u32>>,
    /// Holders without a commit, teams included.
    pub unjoined: Vec<Unjoined>,
    /// Number of signatures that are programs.
    pub bots: usize,
    /// Full names that several people have: they could be one.
    pub alike: Vec<String>,
}

/// Groups of signatures: union by the smaller index, which keeps the result free of order. Two claims stay two groups, and
/// so do a claim and what is said not to be it.
struct Groups {
    above: Vec<u32>,
    /// By group the claim that it is; what a group is said not to be is with its claims in `not`.
    claim: Vec<Option<u32>>,
    not: BTreeMap<u32, BTreeSet<u32>>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { above: (0..count as u32).collect(), claim: vec![None; count], not: BTreeMap::new() }
    }

    fn root(&mut self, mut at: u32) -> u32 {
        while self.above[at as usize] != at {
            let above = self.above[self.above[at as usize] as usize];
            self.above[at as usize] = above;
            at = above;
        }
        at
    }

    fn is_not(&self, root: u32, claim: Option<u32>) -> bool {
        claim.is_some_and(|claim| self.not.get(&root).is_some_and(|not| not.contains(&claim)))
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        let (of_a, of_b) = (self.claim[a as usize], self.claim[b as usize]);
        let are_two = of_a.is_some() && of_b.is_some() && of_a != of_b;
        if a == b || are_two || self.is_not(a, of_b) || self.is_not(b, of_a) {
            return;
        }
        let (above, below) = (a.min(b), a.max(b));
        self.above[below as usize] = above;
        self.claim[above as usize] = of_a.or(of_b);
        if let Some(not) = self.not.remove(&below) {
            self.not.entry(above).or_default().extend(not);
        }
    }

    fn join_all(&mut self, same: &[u32]) {
        same.windows(2).for_each(|pair| self.join(pair[0], pair[1]));
    }
}

impl Identities {
    /// Joins the signatures of a history and the holders of its owner files.
    pub fn of(history: &History, owners: &Owners, left_out: &LeftOut, claims: &[Claim]) -> Self {
        let claimed = Claimed::of(claims);
        let signatures = &history.signatures;
        let is_bot: Vec<bool> = signatures
            .iter()
            .map(|it| left_out.is_bot(&it.name, &it.email, &handle_of(&it.email).unwrap_or_default()))
            .collect();
        let people = || (0..signatures.len() as u32).filter(|&at| !is_bot[at as usize]);
        let mut groups = Groups::new(signatures.len());
        let mut of_claim: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for at in people() {
            let alias = alias(&signatures[at as usize], left_out);
            if let Some(claim) = claimed.claim(&alias) {
                groups.claim[at as usize] = Some(claim);
                of_claim.entry(claim).or_default().push(at);
            }
            let not: BTreeSet<u32> = claimed.not(&alias).collect();
            if !not.is_empty() {
                groups.not.insert(at, not);
            }
        }
        of_claim.values().for_each(|same| groups.join_all(same));
        // Equal address; the account in a noreply address.
        let mut of_key: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for at in people() {
            let email = signatures[at as usize].email.to_lowercase();
            match handle_of(&email) {
                Some(handle) => of_key.entry(format!("@{handle}")).or_default().push(at),
                None if left_out.is_shared(&email) => {
                    let name = folded(&signatures[at as usize].name);
                    of_key.entry(format!("name {name}")).or_default().push(at);
                }
                None => of_key.entry(email).or_default().push(at),
            }
        }
        of_key.values().for_each(|same| groups.join_all(same));
        let mut accounts = accounts(history, &mut groups, &is_bot);
        accounts.retain(|handle, of| {
            let group = of.first().map(|&at| groups.root(at));
            let claim = group.and_then(|root| groups.claim[root as usize]);
            let own = claimed.claim(handle);
            let is_other = own.is_some() && own != claim;
            !is_other && claim.is_none_or(|claim| claimed.not(handle).all(|not| not != claim))
        });
        for (claim, handle) in claimed.handles() {
            if let Some(&first) = of_claim.get(&claim).and_then(|of| of.first()) {
                accounts.entry(handle.to_owned()).or_default().insert(0, first);
            }
        }
        for (key, same) in &of_key {
            if let (Some(handle), Some(&first)) = (key.strip_prefix('@'), same.first()) {
                accounts.entry(handle.to_owned()).or_default().push(first);
            }
        }
        // An author whose name is an account that is known from elsewhere.
        let named: BTreeSet<&str> =
            owners.holders.iter().map(|it| it.handle.as_str()).filter(|it| !it.is_empty()).collect();
        for at in people() {
            let name = signatures[at as usize].name.trim().to_lowercase();
            if !name.contains(' ') && (named.contains(name.as_str()) || accounts.contains_key(&name)) {
                accounts.entry(name).or_default().push(at);
            }
        }
        accounts.values().for_each(|same| groups.join_all(same));
        join_names(signatures, &is_bot, &mut groups);
        let mut found = Self::gather(history, &is_bot, &mut groups, &accounts, left_out);
        found.take_holders(owners, left_out, &claimed);
        found.put_in_order();
        found
    }

    fn gather(
        history: &History,
        is_bot: &[bool],
        groups: &mut Groups,
        accounts: &BTreeMap<String, Vec<u32>>,
        left_out: &LeftOut,
    ) -> Self {
        let signatures = &history.signatures;
        let mut commits = vec![0_u32; signatures.len()];
        history.commits.iter().for_each(|commit| commits[commit.author as usize] += 1);
        let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
        let mut found = Self { bots: is_bot.iter().filter(|&&is| is).count(), ..Self::default() };
        let mut names: Vec<BTreeMap<&str, u32>> = Vec::new();
        for (at, signature) in signatures.iter().enumerate() {
            if is_bot[at] {
                found.of_signature.push(None);
                continue;
            }
            let root = groups.root(at as u32);
            let number = *numbers.entry(root).or_insert_with(|| {
                found.people.push(Person::default());
                names.push(BTreeMap::new());
                found.people.len() as u32 - 1
            });
            found.of_signature.push(Some(number));
            let person = &mut found.people[number as usize];
            person.claim = groups.claim[root as usize];
            person.is_author |= commits[at] > 0;
            *names[number as usize].entry(signature.name.trim()).or_default() += commits[at];
            let email = signature.email.to_lowercase();
            if !left_out.is_shared(&email) && handle_of(&email).is_none() {
                person.emails.push(email);
            }
        }
        for (person, names) in found.people.iter_mut().zip(&names) {
            // The name of most commits; of several the longest, which says most.
            let best = names.iter().max_by_key(|&(name, &commits)| (name.contains(' '), commits, name.len(), *name));
            person.name = best.map(|(name, _)| (*name).to_owned()).unwrap_or_default();
        }
        for (handle, of) in accounts {
            if let Some(number) = of.first().and_then(|&at| found.of_signature[at as usize]) {
                found.people[number as usize].handles.push(handle.clone());
            }
        }
        found
    }

    fn take_holders(&mut self, owners: &Owners, left_out: &LeftOut, claimed: &Claimed) {
        let mut by_key: BTreeMap<String, Option<u32>> = BTreeMap::new();
        let mut know = |key: String, person: u32| {
            // Two people with one name are nobody in particular.
            by_key.entry(key).and_modify(|known| *known = known.filter(|&it| it == person)).or_insert(Some(person));
        };
        for (person, number) in self.people.iter().zip(0..) {
            person.handles.iter().for_each(|handle| know(format!("@{handle}"), number));
            person.emails.iter().for_each(|email| know(email.clone(), number));
            if person.name.trim().contains(' ') {
                know(format!("name {}", folded(&person.name)), number);
            }
        }
        let mut of_claim: BTreeMap<u32, u32> =
            self.people.iter().zip(0..).filter_map(|(person, number)| Some((person.claim?, number))).collect();
        let mut new: BTreeMap<String, u32> = BTreeMap::new();
        for (holder, at) in owners.holders.iter().zip(0..) {
            if holder.is_team() {
                self.of_holder.push(None);
                self.unjoined.push(Unjoined { holder: at, is_team: true });
                continue;
            }
            if left_out.is_bot(&holder.name, &holder.email, &holder.handle) {
                self.of_holder.push(None);
                continue;
            }
            let keys = keys(holder);
            let aliases: Vec<&str> =
                [holder.handle.as_str(), holder.email.as_str()].into_iter().filter(|it| !it.is_empty()).collect();
            let own = aliases.iter().find_map(|alias| claimed.claim(alias));
            let may_be = |person: &u32| {
                let claim = self.people[*person as usize].claim;
                let is_not =
                    claim.is_some_and(|it| aliases.iter().any(|alias| claimed.not(alias).any(|not| not == it)));
                !is_not && (own.is_none() || claim.is_none() || claim == own)
            };
            let by_claim = own.and_then(|own| of_claim.get(&own).copied());
            let known =
                by_claim.or_else(|| keys.iter().find_map(|key| by_key.get(key).copied().flatten()).filter(may_be));
            let person = known.or_else(|| keys.iter().find_map(|key| new.get(key).copied()).filter(may_be));
            let person = person.unwrap_or_else(|| {
                self.people.push(Person::default());
                self.people.len() as u32 - 1
            });
            if known.is_none() {
                keys.iter().for_each(|key| _ = new.insert(key.clone(), person));
            }
            if let Some(own) = own {
                self.people[person as usize].claim = Some(own);
                of_claim.insert(own, person);
            }
            let of = &mut self.people[person as usize];
            add(&mut of.handles, &holder.handle);
            add(&mut of.emails, &holder.email);
            if of.name.is_empty() {
                of.name.clone_from(&holder.name);
            }
            if !of.is_author {
                self.unjoined.push(Unjoined { holder: at, is_team: false });
            }
            self.of_holder.push(Some(person));
        }
    }

    /// Keys, and people by key.
    fn put_in_order(&mut self) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        for person in &mut self.people {
            person.emails.sort();
            person.emails.dedup();
            person.handles.sort();
            person.handles.dedup();
            let first = |list: &[String]| list.first().cloned();
            let key = first(&person.handles).or_else(|| first(&person.emails)).unwrap_or_else(|| person.name.clone());
            let mut unique = key.clone();
            for at in 2.. {
                if taken.insert(unique.clone()) {
                    break;
                }
                unique = format!("{key}~{at}");
            }
            person.key = unique;
        }
        let mut order: Vec<u32> = (0..self.people.len() as u32).collect();
        order.sort_by(|&a, &b| self.people[a as usize].key.cmp(&self.people[b as usize].key));
        let mut place = vec![0; order.len()];
        order.iter().zip(0..).for_each(|(&old, new)| place[old as usize] = new);
        for person in self.of_signature.iter_mut().chain(&mut self.of_holder).flatten() {
            *person = place[*person as usize];
        }
        self.people.sort_by(|a, b| a.key.cmp(&b.key));
        let mut names: BTreeMap<String, u32> = BTreeMap::new();
        let full = self.people.iter().filter(|it| it.name.contains(' ')).map(|it| folded(&it.name));
        full.for_each(|name| *names.entry(name).or_default() += 1);
        self.alike = names.into_iter().filter(|&(_, count)| count > 1).map(|(name, _)| name).collect();
    }
}

/// The account or address that a signature is known by; its name where the address is one that many share.
fn alias(signature: &Signature, left_out: &LeftOut) -> String {
    let email = signature.email.to_lowercase();
    match handle_of(&email) {
        Some(handle) => handle,
        None if left_out.is_shared(&email) => signature.name.trim().to_lowercase(),
        None => email,
    }
}

fn keys(holder: &Holder) -> Vec<String> {
    let mut keys = Vec::new();
    if !holder.handle.is_empty() {
        keys.push(format!("@{}", holder.handle));
    }
    if !holder.email.is_empty() {
        keys.extend(handle_of(&holder.email).map(|handle| format!("@{handle}")));
        keys.push(holder.email.clone());
    }
    if holder.name.trim().contains(' ') {
        keys.push(format!("name {}", folded(&holder.name)));
    }
    keys
}

fn add(list: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// Accounts that merges name, each with a signature of the group that most of its branches are from; only where that
/// group has two thirds of them.
fn accounts(history: &History, groups: &mut Groups, is_bot: &[bool]) -> BTreeMap<String, Vec<u32>> {
    let mut votes: BTreeMap<&str, BTreeMap<u32, u32>> = BTreeMap::new();
    for merge in history.merges.iter().filter(|merge| !is_bot[merge.author as usize]) {
        *votes.entry(&merge.handle).or_default().entry(groups.root(merge.author)).or_default() += 1;
    }
    let mut accounts = BTreeMap::new();
    for (handle, votes) in votes {
        let all: u32 = votes.values().sum();
        if let Some((&group, &most)) = votes.iter().max_by_key(|&(&group, &count)| (count, std::cmp::Reverse(group)))
            && most * 3 >= all * 2
        {
            accounts.insert(handle.to_owned(), vec![group]);
        }
    }
    accounts
}

/// Joins groups with one full name: within a mail domain, and from a noreply address to the only group of that name.
fn join_names(signatures: &[Signature], is_bot: &[bool], groups: &mut Groups) {
    let mut of_name: BTreeMap<String, BTreeMap<String, Vec<u32>>> = BTreeMap::new();
    for (at, signature) in signatures.iter().enumerate().filter(|&(at, _)| !is_bot[at]) {
        let name = folded(&signature.name);
        if !name.contains(' ') {
            continue;
        }
        let email = signature.email.to_lowercase();
        let domain = match handle_of(&email) {
            Some(_) => String::new(),
            None => email.rsplit('@').next().unwrap_or_default().to_owned(),
        };
        of_name.entry(name).or_default().entry(domain).or_default().push(at as u32);
    }
    for domains in of_name.values() {
        domains.iter().filter(|(domain, _)| !domain.is_empty()).for_each(|(_, same)| groups.join_all(same));
        let Some(hidden) = domains.get("") else { continue };
        let of_hidden: BTreeSet<u32> = hidden.iter().map(|&at| groups.root(at)).collect();
        let others = domains.iter().filter(|(domain, _)| !domain.is_empty()).flat_map(|(_, same)| same);
        let others: BTreeSet<u32> =
            others.map(|&at| groups.root(at)).filter(|root| !of_hidden.contains(root)).collect();
        if let (1, Some(&one), Some(&hidden)) = (others.len(), others.first(), of_hidden.first())
            && of_hidden.len() == 1
        {
            groups.join(one, hidden);
        }
    }
}

/// Account in an address that a forge makes up to hide the real one.
pub fn handle_of(email: &str) -> Option<String> {
    let (local, domain) = email.split_once('@')?;
    let is_noreply = domain.starts_with("users.noreply.") || domain == "noreply.github.com";
    if !is_noreply || local.is_empty() {
        return None;
    }
    // `12345+account` of GitHub, `12345-account` of GitLab.
    let rest = local.trim_start_matches(|c: char| c.is_ascii_digit());
    let account = match rest.strip_prefix(['+', '-']) {
        Some(account) if rest.len() < local.len() && !account.is_empty() => account,
        _ => local,
    };
    Some(account.to_lowercase())
}

/// A name without accents and case, words in order.
fn folded(name: &str) -> String {
    let letters: String = name.nfkd().filter(|c| c.is_alphanumeric() || c.is_whitespace()).collect();
    letters.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::history::{Commit, Merge};
    use super::*;

    /// Signatures as `Name <address>` with one commit each, merges as `account author`, holders as accounts; people come
    /// out as `key: name, addresses`.
    fn check(signatures: &[&str], merges: &[(&str, u32)], holders: &[&str], expected: &[&str]) {
        check_with(&[], signatures, merges, holders, expected);
    }

    fn check_with(claims: &[Claim], signatures: &[&str], merges: &[(&str, u32)], holders: &[&str], expected: &[&str]) {
        let mut history = History::default();
        for (text, at) in signatures.iter().zip(0..) {
            let (name, email) = text.split_once(" <").expect("name and address");
            history.signatures.push(Signature { name: name.into(), email: email.trim_end_matches('>').into() });
            history.commits.push(Commit { author: at, time: 0, files: 0, changes: (0, 0) });
        }
        history.merges = merges.iter().map(|&(handle, author)| Merge { handle: handle.into(), author }).collect();
        let owners =
            Owners { holders: holders.iter().filter_map(|it| Holder::word(it)).collect(), ..Owners::default() };
        let found = Identities::of(&history, &owners, &LeftOut::default(), claims);
        let told: Vec<String> = found
            .people
            .iter()
            .map(|it| format!("{}: {} {}", it.key, it.name, it.emails.join(" ")).trim().to_owned())
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn an_address_and_an_account_are_one_person() {
        check(
            &["Ann <ann@x.org>", "Ann Lee <ANN@x.org>", "Ann Lee <12+annl@users.noreply.github.com>"],
            &[],
            &[],
            &["annl: Ann Lee ann@x.org"],
        );
        check(&["Bo <7-bo@users.noreply.gitlab.com>", "B <bo@users.noreply.github.com>"], &[], &[], &["bo: Bo"]);
    }

    #[test]
    fn merges_say_whose_account_it_is_where_they_agree() {
        check(
            &["Ann Lee <a@x.org>", "Bo Li <b@x.org>"],
            &[("ann", 0), ("ann", 0), ("ann", 1)],
            &["@ann"],
            &["ann: Ann Lee a@x.org", "b@x.org: Bo Li b@x.org"],
        );
        check(
            &["Ann Lee <a@x.org>", "Bo Li <b@x.org>"],
            &[("ann", 0), ("ann", 1)],
            &["ann"],
            &["a@x.org: Ann Lee a@x.org", "ann:", "b@x.org: Bo Li b@x.org"],
        );
    }

    #[test]
    fn a_full_name_counts_within_a_domain_alone() {
        check(
            &["Ann Lee <a@x.org>", "Ánn  Lee <ann.lee@x.org>", "Ann Lee <ann@y.org>", "Ann <a2@x.org>"],
            &[],
            &[],
            &["a2@x.org: Ann a2@x.org", "a@x.org: Ánn  Lee a@x.org ann.lee@x.org", "ann@y.org: Ann Lee ann@y.org"],
        );
    }

    #[test]
    fn a_name_that_is_the_account_joins_and_programs_are_nobody() {
        check(
            &["octo <o@x.org>", "ci-bot <ci@x.org>", "Zed <root@localhost>"],
            &[],
            &["@Octo", "@acme/team", "ci-bot"],
            &["Zed: Zed", "octo: octo o@x.org"],
        );
    }

    #[test]
    fn whoever_holds_a_right_and_never_commits_is_listed() {
        let history = History {
            signatures: vec![Signature { name: "Ann Lee".into(), email: "a@x.org".into() }],
            ..History::default()
        };
        let holders = vec![
            Holder::handle("gone"),
            Holder { name: "Ann Lee".into(), email: "al@x.org".into(), ..Holder::default() },
        ];
        let found = Identities::of(&history, &Owners { holders, ..Owners::default() }, &LeftOut::default(), &[]);
        assert_eq!(found.people.len(), 2);
        assert_eq!(found.unjoined.iter().map(|it| it.holder).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn what_is_said_by_hand_comes_before_every_rule() {
        let claim = |is: &[&str], not: &[&str]| Claim {
            is: is.iter().map(|&it| it.to_owned()).collect(),
            not: not.iter().map(|&it| it.to_owned()).collect(),
        };
        let all = ["Ann Lee <a@x.org>", "Ann Lee <ann@x.org>", "Lee <lee@y.org>"];
        // By rule: one name in one domain is one person.
        check(&all, &[], &[], &["a@x.org: Ann Lee a@x.org ann@x.org", "lee@y.org: Lee lee@y.org"]);
        let joined = [claim(&["A@x.org", "lee@y.org"], &[])];
        check_with(&joined, &all, &[], &[], &["a@x.org: Ann Lee a@x.org ann@x.org lee@y.org"]);
        let apart = [claim(&["a@x.org"], &[]), claim(&["ann@x.org"], &[])];
        let three = ["a@x.org: Ann Lee a@x.org", "ann@x.org: Ann Lee ann@x.org", "lee@y.org: Lee lee@y.org"];
        check_with(&apart, &all, &[], &[], &three);
        check_with(&[claim(&["a@x.org"], &["ann@x.org"])], &all, &[], &[], &three);
        // An account of an owner file, and one that merges give to somebody else.
        let two = ["Ann Lee <a@x.org>", "Bo Li <b@y.org>"];
        check_with(
            &[claim(&["b@y.org", "ann"], &[])],
            &two,
            &[("ann", 0), ("ann", 0)],
            &["@ann"],
            &["a@x.org: Ann Lee a@x.org", "ann: Bo Li b@y.org"],
        );
        check_with(
            &[claim(&["a@x.org"], &["ann"])],
            &two,
            &[("ann", 0), ("ann", 0)],
            &["@ann"],
            &["a@x.org: Ann Lee a@x.org", "ann:", "b@y.org: Bo Li b@y.org"],
        );
        // Said of two, it is said of nobody.
        check_with(
            &[claim(&["b@y.org"], &[]), claim(&["b@y.org", "a@x.org"], &[])],
            &two,
            &[],
            &[],
            &["a@x.org: Ann Lee a@x.org", "b@y.org: Bo Li b@y.org"],
        );
    }
}
