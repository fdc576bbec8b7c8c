//! A file and a plan in it, as commands name them: `FILE`, `FILE#NAME`, `FILE#baseline`.

use crate::edit::Step;
use crate::io::Opened;
use crate::io::path::shown;
use std::fmt;
use std::path::{Path, PathBuf};

/// How the organisation as it is in the file is named after the `#`, unless a plan is called that.
const BASELINE: &str = "baseline";

/// A file, and a plan in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file; `-` for stdin.
    pub file: PathBuf,
    /// The name of the plan.
    pub plan: Option<String>,
}

/// The file has no plan of the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchPlan {
    /// Which file.
    pub file: PathBuf,
    /// The name that was asked for.
    pub name: String,
    /// The names that there are.
    pub names: Vec<String>,
}

impl NoSuchPlan {
    /// What to do next.
    pub fn hint(&self) -> String {
        if self.names.is_empty() {
            return format!("The file has no plans; omit the name, or use `{BASELINE}`");
        }
        let names: Vec<String> = self.names.iter().map(|name| format!("`{name}`")).collect();
        format!("Its plans are {}", names.join(", "))
    }
}

impl fmt::Display for NoSuchPlan {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "`{}` has no plan `{}`", shown(&self.file), self.name)
    }
}

impl std::error::Error for NoSuchPlan {}

impl Place {
    /// What an argument means. A file that is there under the whole name is that file; else the last `#` before which
    /// there is a file parts the two, or the first `#` where there is none.
    pub fn of(argument: &str, is_there: impl Fn(&Path) -> bool) -> Self {
        let whole = || Self { file: argument.into(), plan: None };
        if is_there(Path::new(argument)) {
            return whole();
        }
        let parted = |at: usize| Self { file: argument[..at].into(), plan: Some(argument[at + 1..].to_owned()) };
        let parts = argument.rmatch_indices('#').map(|(at, _)| parted(at));
        let found = parts.into_iter().find(|part| part.file.as_os_str() == "-" || is_there(&part.file));
        found.or_else(|| argument.find('#').map(parted)).unwrap_or_else(whole)
    }

    /// The same for a path as it was typed; one that is no text names no plan.
    pub fn of_path(path: &Path) -> Self {
        match path.to_str() {
            Some(text) => Self::of(text, |path| path.is_file()),
            None => Self { file: path.to_owned(), plan: None },
        }
    }

    /// What it is called in a picture: the plan, or the file without its endings.
    pub fn name(&self) -> String {
        let file = self.file.file_name().unwrap_or(self.file.as_os_str()).to_string_lossy();
        let stem = file.split('.').next().filter(|stem| !stem.is_empty()).unwrap_or(&file);
        self.plan.clone().unwrap_or_else(|| stem.to_owned())
    }

    /// The file as it is without the plan; `None` where no plan is named, and for a pipe, which can be read only once.
    pub fn before(&self) -> Option<PathBuf> {
        (self.plan.is_some() && self.file.as_os_str() != "-").then(|| self.file.clone())
    }

    /// The file with the plan applied; what of the plan does not apply goes to `say`.
    pub fn opened(&self, mut opened: Opened, say: &mut dyn FnMut(&dyn fmt::Display)) -> Result<Opened, NoSuchPlan> {
        let Some(name) = &self.plan else { return Ok(opened) };
        match opened.scenarios.iter().find(|plan| plan.name == *name) {
            Some(plan) => {
                let (shows_people, names_people) = (opened.org.shows_people(), opened.org.names_people());
                let (_, not) = plan.apply(&mut opened.org);
                for it in not {
                    let hides = |step: &Step| !names_people || (!shows_people && step.is_private());
                    let at = format!("Step {} of the plan `{name}`", it.step + 1);
                    match plan.steps.get(it.step) {
                        Some(step) if hides(step) => {
                            say(&format!("{at} does not apply; what it changes is not shown in structure only"));
                        }
                        _ => say(&format!("{at} does not apply: {}", it.why)),
                    }
                }
                Ok(opened)
            }
            None if name == BASELINE => Ok(opened),
            None => {
                let names = opened.scenarios.into_iter().map(|plan| plan.name).collect();
                Err(NoSuchPlan { file: self.file.clone(), name: name.clone(), names })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_parts_file_and_plan_unless_it_is_in_the_name_of_the_file() {
        for (argument, files, file, plan) in [
            ("a.ron", &["a.ron"][..], "a.ron", None),
            ("a.ron#Two tracks", &["a.ron"], "a.ron", Some("Two tracks")),
            ("a#1.ron", &["a#1.ron", "a"], "a#1.ron", None),
            ("a#1.ron#Plan", &["a#1.ron", "a"], "a#1.ron", Some("Plan")),
            ("a.ron#Plan #2", &["a.ron"], "a.ron", Some("Plan #2")),
            ("-#Plan", &[], "-", Some("Plan")),
            ("gone.ron#Plan #2", &[], "gone.ron", Some("Plan #2")),
            ("gone.ron", &[], "gone.ron", None),
        ] {
            let is_there = |path: &Path| files.iter().any(|file| Path::new(file) == path);
            let expected = Place { file: file.into(), plan: plan.map(str::to_owned) };
            assert_eq!(Place::of(argument, is_there), expected, "{argument}");
        }
    }
}
