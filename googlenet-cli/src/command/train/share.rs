//! The share of the images that are for validation, as the command line says it.

use std::path::Path;

/// Returns the share that `--validation` says: a number, or one of percent; `None` of a path, which may also be called so.
pub(super) fn of(given: &str) -> Option<f64> {
    if Path::new(given).exists() {
        return None;
    }
    match given.strip_suffix('%') {
        Some(percent) => percent
            .trim_end()
            .parse()
            .ok()
            .map(|percent: f64| percent / 100.0),
        None => given.parse().ok(),
    }
}

/// Returns what `--validation` says, a share as a number.
pub(super) fn as_number(given: &str) -> String {
    of(given).map_or_else(|| given.to_owned(), |share| share.to_string())
}
