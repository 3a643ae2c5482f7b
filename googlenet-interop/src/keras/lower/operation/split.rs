//! Division of the channels into parts.

use super::super::context::{Lower, Lowering, Value, refuse};
use super::super::site::{Site, wholes};
use serde_json::Value as Json;

impl Lowering<'_, '_> {
    /// Lowers a division of the channels into parts.
    pub(super) fn split(&mut self, site: &Site<'_, '_>) -> Lower<Vec<Value>> {
        let value = self.first(site)?;
        let axis = site.plain(2, &["axis"]).and_then(wholes);
        let axis = axis.and_then(|axis| axis.first().copied()).unwrap_or(0);
        self.check_channels(&value, axis, "a division into parts")?;
        let place = if value.is_first {
            0
        } else {
            value.sizes.len() - 1
        };
        let channels = value.sizes[place];
        let given = site.plain(1, &["indices_or_sections", "num_or_size_splits"]);
        let is_list = matches!(given, Some(Json::Array(_) | Json::Object(_)));
        let list = given.and_then(wholes).unwrap_or_default();
        let list: Option<Vec<usize>> = list
            .iter()
            .map(|part| usize::try_from(*part).ok())
            .collect();
        let is_tensorflow = site.class() == "TFOpLambda";
        let ends: Option<Vec<usize>> = match (list.as_deref(), is_list, is_tensorflow) {
            (Some([count @ 1..=1024]), false, _) if channels % count == 0 => {
                Some((1..=*count).map(|part| part * (channels / count)).collect())
            }
            (Some(sizes), true, true) => {
                let mut end = 0usize;
                let ends = sizes.iter().map(|size| {
                    end = end.saturating_add(*size);
                    end
                });
                Some(ends.collect())
            }
            (Some(places), true, false) => Some([places, &[channels]].concat()),
            _ => None,
        };
        let ends = ends.filter(|ends| {
            ends.last() == Some(&channels) && ends.windows(2).all(|pair| pair[0] < pair[1])
        });
        let Some(ends) = ends else {
            return refuse(format!("its parts are not those of {channels} channels"));
        };
        let mut start = 0;
        let mut parts = Vec::with_capacity(ends.len());
        for end in ends {
            parts.push(self.sliced(site, &value, [start, end])?);
            start = end;
        }
        Ok(parts)
    }
}
