//! Accounts and addresses in the record of a person: in the fields `accounts` and `not_accounts`, and in every kept field
//! whose name says that it holds an account or an address.

use super::claim::{Claim, plain};
use crate::io::native::quote;
use crate::org::{Details, Org, PersonId, Unknown};

/// Field for accounts and addresses of a person in repositories.
pub const ACCOUNTS: &str = "accounts";
/// Field for accounts and addresses that are said not to be the person's.
pub const NOT_ACCOUNTS: &str = "not_accounts";

/// Parts of names of fields that hold an address.
const ADDRESS: [&str; 4] = ["mail", "courriel", "correo", "correio"];
/// Parts of names of fields that hold an account.
const ACCOUNT: [&str; 6] = ["github", "gitlab", "account", "login", "username", "handle"];
/// Parts of names of fields that are about somebody else.
const OTHERS: [&str; 7] = ["manager", "supervisor", "boss", "lead", "head", "report", "assistant"];

/// What is recorded of a person.
pub fn recorded(org: &Org, person: PersonId) -> Claim {
    let mut claim = Claim::default();
    for field in &org.details(person).unknown {
        let name = field.name.to_lowercase();
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        if name == ACCOUNTS {
            claim.is.extend(words(&field.raw));
        } else if name == NOT_ACCOUNTS {
            claim.not.extend(words(&field.raw));
        } else if !has(&OTHERS) && has(&ADDRESS) {
            claim.is.extend(words(&field.raw).filter(|word| word.contains('@')));
        } else if !has(&OTHERS) && has(&ACCOUNT) {
            claim.is.extend(words(&field.raw));
        }
    }
    claim
}

/// Accounts and addresses of a kept text or list of texts; of the address of a page its last part.
fn words(raw: &str) -> impl Iterator<Item = String> {
    let is_list = raw.trim_start().starts_with('[');
    let parts: Vec<&str> = if is_list {
        raw.split('"').skip(1).step_by(2).collect()
    } else {
        raw.split(|c: char| c.is_whitespace() || ",;\"()<>".contains(c)).collect()
    };
    parts.into_iter().filter(|word| !word.is_empty()).map(|word| match word.split_once("://") {
        Some((_, page)) => plain(page.trim_end_matches('/').rsplit('/').next().unwrap_or_default()),
        None => plain(word),
    })
}

/// Adds words to a field and takes others out of it; a field without words goes.
pub(super) fn with_words(details: &mut Details, name: &str, add: &[&str], take: &[&str]) {
    let at = details.unknown.iter().position(|field| field.name == name);
    let before: Vec<String> = at.map(|at| words(&details.unknown[at].raw).collect()).unwrap_or_default();
    let mut after: Vec<String> =
        before.iter().filter(|word| !take.contains(&word.as_str()) || add.contains(&word.as_str())).cloned().collect();
    for &word in add {
        if !after.iter().any(|known| known == word) {
            after.push(word.to_owned());
        }
    }
    if after == before {
        return;
    }
    let list: Vec<String> = after.iter().map(|word| quote(word)).collect();
    let raw = format!("[{}]", list.join(", "));
    match at {
        Some(at) if after.is_empty() => _ = details.unknown.remove(at),
        Some(at) => details.unknown[at].raw = raw,
        None => details.unknown.push(Unknown { name: name.to_owned(), raw }),
    }
}
