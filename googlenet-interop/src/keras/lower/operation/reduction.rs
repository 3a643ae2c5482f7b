//! Means and maxima over height and width.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, wholes};
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Lowers a mean or maximum over height and width.
    pub(super) fn reduced(&mut self, site: &Site<'_, '_>, is_mean: bool) -> Lower<Value> {
        let value = self.first(site)?;
        let axes = site
            .plain(1, &["axis"])
            .and_then(wholes)
            .unwrap_or_default();
        let keeps = site
            .plain(2, &["keepdims"])
            .and_then(Json::as_bool)
            .unwrap_or(false);
        let rank = value.sizes.len() as i64 + 1;
        let mut axes: Vec<i64> = axes.iter().map(|axis| axis.rem_euclid(rank)).collect();
        axes.sort_unstable();
        let wanted: &[i64] = if value.is_first { &[2, 3] } else { &[1, 2] };
        if rank != 4 || axes != wanted {
            return refuse(format!(
                "a reduction over the axes {axes:?} of {rank} cannot be said, but over height and width"
            ));
        }
        let input = self.map_of(site, &value)?;
        self.whole_map(site, input, is_mean, keeps, value.is_first)
    }
}
