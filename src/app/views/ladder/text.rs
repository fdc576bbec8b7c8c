//! What is typed into the fields of the Ladder view, read; and what is wrong with it, in one sentence.

use crate::app::widgets::fields::{plain, read_number};
use crate::org::Anchor;
use crate::rules::words::amount;

/// Anchors as they are typed: `100000 at 3; 1000000 at 5`.
pub fn anchors_text(anchors: &[Anchor]) -> String {
    anchors
        .iter()
        .map(|&(value, grade)| format!("{} at {}", grouped(value), plain(grade)))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A number as it is typed, large whole ones with their thousands apart.
fn grouped(number: f64) -> String {
    if number.fract() == 0.0 && (1e4..1e15).contains(&number) { amount(number) } else { plain(number) }
}

/// Two anchors or more, both numbers rising, values above 0.
pub fn read_anchors(typed: &str) -> Result<Vec<Anchor>, String> {
    let mut anchors: Vec<Anchor> = Vec::new();
    for part in typed.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let lower = part.to_lowercase();
        let two = [" at ", "→", "="].iter().find_map(|sign| lower.split_once(sign));
        let (value, grade) = two.ok_or_else(|| format!("`{part}` is not written like `100000 at 3`"))?;
        let (Some(value), Some(grade)) = (read_number(value)?, read_number(grade)?) else {
            return Err(format!("`{part}` is not written like `100000 at 3`"));
        };
        if value <= 0.0 {
            return Err("A value has to be above 0".to_owned());
        }
        if let Some(&(below, below_grade)) = anchors.last()
            && !(value.log10() > below.log10() && grade > below_grade)
        {
            return Err(format!(
                "Anchors rise: {} at {} comes after {} at {}",
                grouped(value),
                plain(grade),
                grouped(below),
                plain(below_grade)
            ));
        }
        anchors.push((value, grade));
    }
    if anchors.len() < 2 {
        return Err("At least two anchors, like `100000 at 3; 1000000 at 5`".to_owned());
    }
    Ok(anchors)
}

/// Some numbers as they are typed: `25 / 50 / 25`.
pub fn several_text(numbers: &[f64], times: f64) -> String {
    numbers.iter().map(|number| plain((number * times * 1e9).round() / 1e9)).collect::<Vec<_>>().join(" / ")
}

fn read_several<const N: usize>(typed: &str, times: f64) -> Result<[f64; N], String> {
    let numbers: Vec<Option<f64>> =
        typed.split('/').map(|part| read_number(part.trim().trim_end_matches('%'))).collect::<Result<_, _>>()?;
    let numbers: Vec<f64> = numbers.into_iter().flatten().map(|number| number / times).collect();
    numbers.try_into().map_err(|_| format!("{N} numbers with a stroke between them"))
}

/// Three weights in percent that add up to 100.
pub fn read_weights(typed: &str) -> Result<[f64; 3], String> {
    let weights: [f64; 3] = read_several(typed, 100.0)?;
    let sum: f64 = weights.iter().sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(format!("The three add up to {} %, not to 100 %", plain((sum * 1e6).round() / 1e4)));
    }
    Ok(weights)
}

/// Four haircuts in percent, none above 100 and none above the one before.
pub fn read_haircuts(typed: &str) -> Result<[f64; 4], String> {
    let haircuts: [f64; 4] = read_several(typed, 100.0)?;
    if haircuts.iter().any(|&haircut| haircut > 1.0) {
        return Err("A haircut never adds: at most 100 %".to_owned());
    }
    if haircuts.windows(2).any(|pair| pair[1] > pair[0]) {
        return Err("What is known less firmly cannot count more".to_owned());
    }
    Ok(haircuts)
}

/// Rungs taken off for Decide, Agree, Recommend, none below the one before.
pub fn read_discounts(typed: &str) -> Result<[f64; 3], String> {
    let discounts: [f64; 3] = read_several(typed, 1.0)?;
    if discounts.windows(2).any(|pair| pair[1] < pair[0]) {
        return Err("To agree cannot count more than to decide, nor to recommend more than to agree".to_owned());
    }
    Ok(discounts)
}

/// A number in a range, refused with a sentence outside of it.
pub fn read_between(typed: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = read_number(typed)?.ok_or_else(|| "Write a number".to_owned())?;
    if (least..=most).contains(&number) {
        Ok(number)
    } else {
        Err(format!("Between {} and {}", plain(least), plain(most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_read_as_they_are_written_and_refused_with_a_sentence() {
        let anchors = vec![(0.005, 3.0), (1e6, 5.0), (3e7, 8.5)];
        assert_eq!(read_anchors(&anchors_text(&anchors)), Ok(anchors));
        assert_eq!(read_anchors("100,000 → 3; 1000000=5;"), Ok(vec![(1e5, 3.0), (1e6, 5.0)]));
        for (typed, wrong) in [
            ("", "At least two"),
            ("5 at 3", "At least two"),
            ("5 at 3; 4 at 5", "Anchors rise"),
            ("5 at 3; 6 at 3", "Anchors rise"),
            ("0 at 3; 6 at 4", "above 0"),
            ("-1 at 3; 6 at 4", "not a number of at least 0"),
            ("five at 3; 6 at 4", "not a number"),
            ("5, 6", "not written like"),
            ("5 at ; 6 at 4", "not written like"),
        ] {
            let said = read_anchors(typed).expect_err(typed);
            assert!(said.contains(wrong), "{typed}: {said}");
        }
    }

    #[test]
    fn weights_haircuts_and_discounts_keep_their_order_and_sum() {
        assert_eq!(read_weights("25 / 50 / 25"), Ok([0.25, 0.5, 0.25]));
        assert_eq!(read_weights("25/25/25"), Err("The three add up to 75 %, not to 100 %".to_owned()));
        assert!(read_weights("50 / 50").is_err() && read_weights("-10 / 60 / 50").is_err());
        assert_eq!(read_haircuts(&several_text(&[1.0, 0.8, 0.5, 0.25], 100.0)), Ok([1.0, 0.8, 0.5, 0.25]));
        assert!(read_haircuts("100 / 80 / 90 / 25").is_err() && read_haircuts("120 / 80 / 50 / 25").is_err());
        assert_eq!(read_discounts("0 / 1 / 2"), Ok([0.0, 1.0, 2.0]));
        assert!(read_discounts("0 / 2 / 1").is_err());
        assert_eq!(read_between("1.5", 0.0, 8.0), Ok(1.5));
        assert!(read_between("9", 0.0, 8.0).is_err() && read_between("", 0.0, 8.0).is_err());
    }
}
