//! Histories of real repositories: truck factors that were published, where the repositories are at hand, and always the
//! history of this project itself.

use std::path::{Path, PathBuf};
use std::time::Instant;
use twintrack::evidence::reader::{ReadError, Request, read};
use twintrack::evidence::{Knowledge, LeftOut, Repository};
use twintrack::io::Progress;

/// Truck factors that Avelino and others published (ICPC 2016), as of 2015-02-25, in classes: 1, 2 to 4, 5 to 9, 10 and
/// more. Repositories stand below `TWINTRACK_REPOS` under these names.
const PUBLISHED: [(&str, std::ops::RangeInclusive<usize>); 0] = [];

fn judged(folder: &Path, at: Option<&str>) -> Result<Knowledge, ReadError> {
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
    Ok(knowledge)
}

#[test]
#[ignore = "reads whole histories: this project's own, and those at TWINTRACK_REPOS where they are"]
fn histories_of_real_repositories() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    match judged(own, None) {
        Ok(knowledge) => {
            assert!(knowledge.whole.files > 100 && knowledge.whole.known > 0, "{knowledge:?}");
            assert_eq!(knowledge.parts.iter().map(|part| part.files).sum::<u32>(), knowledge.whole.files);
        }
        // A copy of the sources without their history: there is nothing to read, and it is said so.
        Err(error @ ReadError::NoRepository(_)) => println!("{error}"),
        Err(error) => panic!("{error}: {}", error.hint()),
    }
    let Some(folder) = std::env::var_os("TWINTRACK_REPOS").map(PathBuf::from) else {
        println!("TWINTRACK_REPOS names no folder: only this project's own history was read");
        return;
    };
    for (name, class) in PUBLISHED {
        match judged(&folder.join(name), Some("2015-02-25")) {
            Ok(knowledge) => assert!(class.contains(&knowledge.whole.truck.len()), "{name}"),
            Err(error) => println!("{name}: {error}"),
        }
    }
}
