//! Quality of a ranking: the area under the ROC curve.

/// Share of pairs, one with the property and one without, in which the one with it ranks higher; ties count half.
/// Counted exactly.
pub(super) fn auc(ranked: &mut [(f64, bool)]) -> Option<f64> {
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Twice the count, so that half a pair is an integer.
    let (mut without, mut with, mut won) = (0u128, 0u128, 0u128);
    for group in ranked.chunk_by(|a, b| a.0 == b.0) {
        let of_group = group.iter().filter(|it| it.1).count() as u128;
        let others = group.len() as u128 - of_group;
        won += of_group * (2 * without + others);
        (with, without) = (with + of_group, without + others);
    }
    (with > 0 && without > 0).then(|| won as f64 / (2 * with * without) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_count_half() {
        let check = |ranked: &[(f64, bool)], expected| assert_eq!(auc(&mut ranked.to_vec()), expected, "{ranked:?}");
        check(&[(1.0, true), (0.0, false)], Some(1.0));
        check(&[(1.0, true), (1.0, false)], Some(0.5));
        check(&[(0.0, true), (1.0, false)], Some(0.0));
        check(&[(2.0, true), (1.0, true), (1.0, false), (0.0, false)], Some(0.875));
        check(&[(2.0, true)], None);
        check(&[], None);
    }
}
