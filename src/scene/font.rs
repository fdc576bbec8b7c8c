//! stub
use super::Weight;
use std::borrow::Cow;
/// w
pub fn width(text: &str, size: f64, _w: Weight) -> f64 {
    text.chars().count() as f64 * size * 0.55
}
/// s
pub fn shorten(text: &str, max: f64, size: f64, _w: Weight) -> Cow<'_, str> {
    let n = (max / size / 0.55) as usize;
    if text.chars().count() <= n {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().take(n.saturating_sub(1)).chain(['…']).collect())
    }
}
