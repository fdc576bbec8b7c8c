//! Accounts and addresses of one person as they are said by hand, or recorded in a file, before any rule joins names.

use std::collections::{BTreeMap, BTreeSet};

/// What is said of one person: an account, or an address, each in any case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Accounts and addresses that are theirs.
    pub is: Vec<String>,
    /// Accounts and addresses that are not.
    pub not: Vec<String>,
}

/// Claims by account and address. What two people claim is nobody's.
pub(super) struct Claimed {
    of: BTreeMap<String, Option<u32>>,
    not: BTreeMap<String, BTreeSet<u32>>,
}

impl Claimed {
    pub(super) fn of(claims: &[Claim]) -> Self {
        let (mut of, mut not): (BTreeMap<String, Option<u32>>, BTreeMap<String, BTreeSet<u32>>) = Default::default();
        for (claim, at) in claims.iter().zip(0..) {
            for alias in claim.is.iter().map(|it| plain(it)).filter(|it| !it.is_empty()) {
                of.entry(alias).and_modify(|known| *known = known.filter(|&it| it == at)).or_insert(Some(at));
            }
            for alias in claim.not.iter().map(|it| plain(it)).filter(|it| !it.is_empty()) {
                not.entry(alias).or_default().insert(at);
            }
        }
        Self { of, not }
    }

    /// The claim of an account or address.
    pub(super) fn claim(&self, alias: &str) -> Option<u32> {
        self.of.get(&plain(alias)).copied().flatten()
    }

    /// Claims that an account or address is said not to be.
    pub(super) fn not(&self, alias: &str) -> impl Iterator<Item = u32> + '_ {
        self.not.get(&plain(alias)).into_iter().flatten().copied()
    }

    /// Claimed accounts, without addresses and names.
    pub(super) fn handles(&self) -> impl Iterator<Item = (u32, &str)> {
        let of = self.of.iter().filter(|(alias, _)| !alias.contains('@') && !alias.contains(' '));
        of.filter_map(|(alias, claim)| Some(((*claim)?, alias.as_str())))
    }
}

/// An account without its sign, or an address, in lower case.
pub fn plain(alias: &str) -> String {
    let alias = alias.trim().to_lowercase();
    alias.strip_prefix('@').map(str::to_owned).unwrap_or(alias)
}
