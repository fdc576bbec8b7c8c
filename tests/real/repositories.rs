//! Histories of real repositories: truck factors that were published, where the repositories are at hand, and always the
//! history of this project itself.

use std::path::{Path, PathBuf};
use std::time::Instant;
use twintrack::evidence::reader::{ReadError, Request, read};
use twintrack::evidence::{Knowledge, LeftOut, Repository};
use twintrack::io::Progress;

/// Truck factors that the authors of the algorithm publish with their tool, from data of November 2016. Repositories stand
/// below `TWINTRACK_REPOS` under these names.
const PUBLISHED: [(&str, usize); 15] = [
    ("FreeCodeCamp", 1),
    ("bootstrap", 3),
    ("d3", 1),
    ("react", 4),
    ("angular.js", 6),
    ("Font-Awesome", 1),
    ("jquery", 4),
    ("electron", 1),
    ("tensorflow", 2),
    ("docker", 13),
    ("meteor", 5),
    ("swift", 5),
    ("vue", 1),
    ("rails", 11),
    ("atom", 4),
];

/// Upper ends of the classes that a truck factor is told in: 1, 2 to 4, 5 to 9, 10 and more.
const CLASSES: [usize; 3] = [1, 4, 9];

fn class(truck_factor: usize) -> usize {
    CLASSES.partition_point(|&end| end < truck_factor)
}

/// Number of commits, and what is known of the code.
fn judged(folder: &Path, at: Option<&str>) -> Result<(usize, Knowledge), ReadError> {
    let at = at.map(|at| at.parse().expect("a day"));
    let request = Request { folder: folder.to_owned(), at, cache: None };
    let began = Instant::now();
    let (place, history) = read(&request, &Progress::default())?;
    let repository = Repository::of(&place.name(), &history, at, &LeftOut::default());
    let knowledge = Knowledge::of(&repository);
    println!(
        "{}: {} commits, {} files of code, truck factor {}, {:.1} s",
        place.name(),
        history.commits.len(),
        repository.code.len(),
        knowledge.whole.truck.len(),
        began.elapsed().as_secs_f64()
    );
    Ok((history.commits.len(), knowledge))
}

#[test]
#[ignore = "reads whole histories: this project's own, and those at TWINTRACK_REPOS where they are"]
fn histories_of_real_repositories() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    match judged(own, None) {
        Ok((commits, knowledge)) => {
            // A checkout may come with its last commits alone, in which everything is as old as the first of them.
            let is_whole = commits > 100;
            assert!(knowledge.whole.files > 100 && (knowledge.whole.known > 0 || !is_whole), "{knowledge:?}");
            assert_eq!(knowledge.parts.iter().map(|part| part.files).sum::<u32>(), knowledge.whole.files);
        }
        // A copy of the sources without their history, or with that of another copy: it is said so.
        Err(error @ (ReadError::NoRepository(_) | ReadError::Borrowed { .. })) => println!("{error}"),
        Err(error) => panic!("{error}: {}", error.hint()),
    }
    let Some(folder) = std::env::var_os("TWINTRACK_REPOS").map(PathBuf::from) else {
        println!("TWINTRACK_REPOS names no folder: only this project's own history was read");
        return;
    };
    let (mut right, mut read) = (0, 0);
    for (name, published) in PUBLISHED {
        match judged(&folder.join(name), Some("2016-11-01")) {
            Ok((_, knowledge)) => {
                read += 1;
                right += usize::from(class(knowledge.whole.truck.len()) == class(published));
            }
            Err(error) => println!("{name}: {error}"),
        }
    }
    println!("{right} of {read} in the published class");
    assert!(read - right <= 2, "at least 13 of the 15 have to be in the published class");
}
