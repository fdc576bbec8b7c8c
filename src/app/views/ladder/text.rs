//! Parsing and formatting of the fields on the ladder page, with one-sentence errors.

use crate::app::state::error::AppError;
use crate::app::widgets::fields::{plain, read_number};
use crate::org::Anchor;
use crate::rules::words::amount;

/// Anchors in the form they are typed: `100000 at 3; 1000000 at 5`.
pub fn anchors_text(anchors: &[Anchor]) -> String {
    anchors
        .iter()
        .map(|&(value, grade)| format!("{} at {}", grouped(value), plain(grade)))
        .collect::<Vec<_>>()
        .join("; ")
}

/// A number in the form it is typed; large integers with thousands separators.
fn grouped(number: f64) -> String {
    if number.fract() == 0.0 && (1e4..1e15).contains(&number) { amount(number) } else { plain(number) }
}

/// Parses two anchors or more: values above 0, values and grades rising.
pub fn read_anchors(typed: &str) -> Result<Vec<Anchor>, AppError> {
    let mut anchors: Vec<Anchor> = Vec::new();
    for part in typed.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let lower = part.to_lowercase();
        let two = [" at ", "→", "="].iter().find_map(|sign| lower.split_once(sign));
        let (value, grade) = two.ok_or_else(|| AppError::Anchor(part.to_owned()))?;
        let (Some(value), Some(grade)) = (read_number(value)?, read_number(grade)?) else {
            return Err(AppError::Anchor(part.to_owned()));
        };
        if value <= 0.0 {
            return Err(AppError::AnchorValue);
        }
        if let Some(&(below, below_grade)) = anchors.last()
            && !(value.log10() > below.log10() && grade > below_grade)
        {
            let said = |value: f64, grade: f64| format!("{} at {}", grouped(value), plain(grade));
            return Err(AppError::AnchorsFall(said(value, grade), said(below, below_grade)));
        }
        anchors.push((value, grade));
    }
    if anchors.len() < 2 {
        return Err(AppError::TwoAnchors);
    }
    Ok(anchors)
}

/// Numbers, each multiplied by `times`, in the form they are typed: `25 / 50 / 25`.
pub fn several_text(numbers: &[f64], times: f64) -> String {
    numbers.iter().map(|number| plain((number * times * 1e9).round() / 1e9)).collect::<Vec<_>>().join(" / ")
}

fn read_several<const N: usize>(typed: &str, times: f64) -> Result<[f64; N], AppError> {
    let numbers: Vec<Option<f64>> =
        typed.split('/').map(|part| read_number(part.trim().trim_end_matches('%'))).collect::<Result<_, _>>()?;
    let numbers: Vec<f64> = numbers.into_iter().flatten().map(|number| number / times).collect();
    numbers.try_into().map_err(|_| AppError::Several(N))
}

/// Parses three weights in percent that add up to 100.
pub fn read_weights(typed: &str) -> Result<[f64; 3], AppError> {
    let weights: [f64; 3] = read_several(typed, 100.0)?;
    let sum: f64 = weights.iter().sum();
    if (sum - 1.0).abs() > 1e-9 {
        return Err(AppError::Weights((sum * 1e6).round() / 1e4));
    }
    Ok(weights)
}

/// Parses four haircuts in percent: none above 100, none above the one before.
pub fn read_haircuts(typed: &str) -> Result<[f64; 4], AppError> {
    let haircuts: [f64; 4] = read_several(typed, 100.0)?;
    if haircuts.iter().any(|&haircut| haircut > 1.0) {
        return Err(AppError::HaircutAdds);
    }
    if haircuts.windows(2).any(|pair| pair[1] > pair[0]) {
        return Err(AppError::HaircutRises);
    }
    Ok(haircuts)
}

/// Parses the discounts for Decide, Agree, Recommend, in rungs: none below the one before.
pub fn read_discounts(typed: &str) -> Result<[f64; 3], AppError> {
    let discounts: [f64; 3] = read_several(typed, 1.0)?;
    if discounts.windows(2).any(|pair| pair[1] < pair[0]) {
        return Err(AppError::DiscountFalls);
    }
    Ok(discounts)
}

/// Parses a number within a range, both ends included.
pub fn read_between(typed: &str, least: f64, most: f64) -> Result<f64, AppError> {
    let number = read_number(typed)?.ok_or(AppError::NoNumber)?;
    if (least..=most).contains(&number) { Ok(number) } else { Err(AppError::Between(least, most)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_read_as_they_are_written_and_refused_with_a_sentence() {
        let anchors = vec![(0.005, 3.0), (1e6, 5.0), (3e7, 8.5)];
        assert_eq!(read_anchors(&anchors_text(&anchors)).ok(), Some(anchors));
        assert_eq!(read_anchors("100,000 → 3; 1000000=5;").ok(), Some(vec![(1e5, 3.0), (1e6, 5.0)]));
        for (typed, wrong) in [
            ("", "At least two"),
            ("5 at 3", "At least two"),
            ("5 at 3; 4 at 5", "Anchors must rise"),
            ("5 at 3; 6 at 3", "Anchors must rise"),
            ("0 at 3; 6 at 4", "above 0"),
            ("-1 at 3; 6 at 4", "at least 0"),
            ("five at 3; 6 at 4", "not a number"),
            ("5, 6", "not an anchor"),
            ("5 at ; 6 at 4", "not an anchor"),
        ] {
            let said = read_anchors(typed).expect_err(typed).to_string();
            assert!(said.contains(wrong), "{typed}: {said}");
        }
    }

    #[test]
    fn weights_haircuts_and_discounts_keep_their_order_and_sum() {
        assert_eq!(read_weights("25 / 50 / 25").ok(), Some([0.25, 0.5, 0.25]));
        let said = read_weights("25/25/25").expect_err("75 %").to_string();
        assert_eq!(said, "The three add up to 75 %, not to 100 %");
        assert!(read_weights("50 / 50").is_err() && read_weights("-10 / 60 / 50").is_err());
        assert_eq!(read_haircuts(&several_text(&[1.0, 0.8, 0.5, 0.25], 100.0)).ok(), Some([1.0, 0.8, 0.5, 0.25]));
        assert!(read_haircuts("100 / 80 / 90 / 25").is_err() && read_haircuts("120 / 80 / 50 / 25").is_err());
        assert_eq!(read_discounts("0 / 1 / 2").ok(), Some([0.0, 1.0, 2.0]));
        assert!(read_discounts("0 / 2 / 1").is_err());
        assert_eq!(read_between("1.5", 0.0, 8.0).ok(), Some(1.5));
        assert!(read_between("9", 0.0, 8.0).is_err() && read_between("", 0.0, 8.0).is_err());
    }
}
