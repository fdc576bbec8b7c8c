//! Truck factor by the published algorithm (Avelino and others, ICPC 2016): the author of most files leaves, again and
//! again, until more than half of the files have no author.

/// People in the order in which they leave, until less than half of the files has an author; their number is the truck
/// factor. `authors` lists the authors of each file, all below `people`. Of equal ones the smaller number leaves first.
pub fn truck_factor(authors: &[&[u32]], people: usize) -> Vec<u32> {
    let mut of_person: Vec<Vec<u32>> = vec![Vec::new(); people];
    for (file, authors) in authors.iter().enumerate() {
        authors.iter().for_each(|&person| of_person[person as usize].push(file as u32));
    }
    let mut left: Vec<u32> = authors.iter().map(|authors| authors.len() as u32).collect();
    let mut covered = left.iter().filter(|&&count| count > 0).count();
    let mut order: Vec<u32> = (0..people as u32).filter(|&it| !of_person[it as usize].is_empty()).collect();
    // Who leaves takes no file from another, so that the order stands from the start.
    order.sort_by_key(|&person| (std::cmp::Reverse(of_person[person as usize].len()), person));
    let mut gone = Vec::new();
    for person in order {
        if covered * 2 < authors.len() {
            break;
        }
        for &file in &of_person[person as usize] {
            left[file as usize] -= 1;
            covered -= usize::from(left[file as usize] == 0);
        }
        gone.push(person);
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(authors: &[&[u32]], expected: &[u32]) {
        assert_eq!(truck_factor(authors, 8), expected);
    }

    #[test]
    fn the_author_of_most_files_leaves_first() {
        // 3 of 4 files are of 0 alone: without 0 one in four has an author.
        check(&[&[0], &[0], &[0], &[1]], &[0]);
        // Exactly half covered is not less than half: 1 has to leave too.
        check(&[&[0], &[0], &[1], &[1]], &[0, 1]);
        // Everything is known by two.
        check(&[&[0, 1], &[0, 1], &[0, 1]], &[0, 1]);
        // Each has a file of their own: 4 of 6 leave before less than half is left.
        check(&[&[0], &[1], &[2], &[3], &[4], &[5]], &[0, 1, 2, 3]);
        // More than half has no author from the start.
        check(&[&[], &[], &[3]], &[]);
        check(&[], &[]);
    }
}
