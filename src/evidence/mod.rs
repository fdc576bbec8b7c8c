//! Evidence from outside: a repository as an organisation. Who may decide stands in its owner files, who shaped what in
//! its history; both are turned into people, rights and lines of evidence here, and into what is known of the code. All
//! but `reader` is pure; `reader` alone touches the disk, reads trees, commits and a few small texts, and never writes
//! into a repository, starts a program or talks to a server.

mod activity;
mod authorship;
mod claim;
mod files;
mod history;
mod identity;
mod into;
mod knowledge;
mod left_out;
mod months;
mod organisation;
mod owners;
mod parts;
mod patch;
pub mod reader;
mod recorded;
mod renames;
mod repository;
mod truck;

pub use activity::Activity;
pub use authorship::{Touch, degree, is_author};
pub use claim::Claim;
pub use history::{Change, ChangeKind, Commit, History, Limits, Mention, Merge, Signature};
pub use identity::{Identities, Person, Unjoined};
pub use into::{ByHand, Contributor, Decision, Gathered, MatchedBy, Source, gather, rejoin, said_by_hand};
pub use knowledge::{Knowledge, Loss, PartKnowledge};
pub use left_out::LeftOut;
pub use organisation::{OrganisationOptions, organisation};
pub use owners::{Duty, Held, Holder, OwnerProblem, Owners, is_owner_file};
pub use parts::{Part, parts};
pub use patch::{Proposal, proposals};
pub use renames::renames;
pub use repository::{Counts, Repository, Rights};
pub use truck::truck_factor;
